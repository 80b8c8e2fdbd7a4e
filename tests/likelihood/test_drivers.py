"""What drives a range, and how the numbers behind an answer are graded."""

from __future__ import annotations

import csv
import math
from collections import Counter

import numpy as np
import pytest

from helpers.evidence import DATA_FOLDER
from helpers.likelihood import DRAWS, LikelihoodModel, from_log_odds, log_odds
from helpers.likelihood.draws import high_end, low_end
from helpers.records import MARKS
from tests.likelihood.worlds import EXAM_WEEK, MODEL, SYMPTOMS, data_with, spread

LABEL = {name: row.label for name, row in MODEL.factors.items()}


@pytest.mark.parametrize("symptom", SYMPTOMS)
def test_drivers_come_widest_first_contain_the_estimate_and_name_each_number_once(symptom):
    values = {**EXAM_WEEK, "calcium_mM": None, "diuretic": None, "vitamin_d_nmol_L": 20}
    here = MODEL.estimate(values).outcomes[symptom].likelihood
    drivers = MODEL.drivers(values, symptom)
    widths = [driver.high - driver.low for driver in drivers]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] > 0
    for driver in drivers:
        assert 0 < driver.low <= here * (1 + 1e-12)
        assert here * (1 - 1e-12) <= driver.high < 1
    names = [driver.name for driver in drivers]
    assert len(names) == len(set(names))
    moving = [one for one in (*EXAM_WEEK, "vitamin_d_nmol_L") if spread(one, symptom)]
    expected = {LABEL[name] for name in moving}
    expected |= {f"{MODEL.symptoms[symptom].label} at the reference"}
    for name in ("calcium_mM", "diuretic"):
        if MODEL.effects[name, symptom].value != 1:
            expected |= {f"{LABEL[name]}, not known"}
    assert set(names) - {"overlap of like causes"} == expected


def test_a_driver_stands_where_its_number_at_either_end_puts_the_estimate(tmp_path):
    row = MODEL.effects["sleep_h", "eyelid_twitch"]
    driver = next(
        one for one in MODEL.drivers({"sleep_h": 4.5}, "eyelid_twitch") if one.name.startswith("Sleep")
    )
    ends = [from_log_odds(log_odds(0.06) + math.log(end)) for end in (row.low, row.high)]
    assert (driver.low, driver.high) == pytest.approx(ends, rel=1e-12)
    overlap = next(one for one in MODEL.drivers(EXAM_WEEK, "cramp") if one.name == "overlap of like causes")
    outcome = MODEL.estimate(EXAM_WEEK).outcomes["cramp"]
    assert outcome.strongest_only < overlap.low < outcome.likelihood < overlap.high
    assert overlap.high == pytest.approx(outcome.all_add, rel=1e-12)


def test_at_the_reference_only_the_baseline_drives_the_range():
    for symptom, row in MODEL.symptoms.items():
        [driver] = MODEL.drivers({}, symptom)
        assert driver.name == f"{row.label} at the reference"
        assert (driver.low, driver.high) == pytest.approx((row.low / 100, row.high / 100), rel=1e-12)


def test_samples_are_drivers_too():
    values = {"calcium_mM": 1.0}
    samples = np.linspace(0.8, 1.2, DRAWS)
    drivers = {d.name: d for d in MODEL.drivers(values, "cramp", sampled={"calcium_mM": samples})}
    driver = drivers[f"{MODEL.factors['calcium_mM'].label}, not known"]
    ends = [
        MODEL.estimate({"calcium_mM": float(end)}).outcomes["cramp"].likelihood
        for end in (high_end(samples), low_end(samples))
    ]
    assert (driver.low, driver.high) == pytest.approx(ends, rel=1e-12)


def test_grades_are_counted_from_the_data(tmp_path):
    with (DATA_FOLDER / "explorer_effects.csv").open(encoding="utf-8", newline="") as file:
        counted = Counter(MARKS[row["confidence"]][1] for row in csv.DictReader(file))
    assert MODEL.grades() == counted
    assert sum(counted.values()) == len(MODEL.factors) * len(SYMPTOMS)
    cell = ("caffeine_mg_day", "cramp")
    changed = data_with(tmp_path, explorer_effects={cell: {"confidence": "measured"}})
    assert LikelihoodModel(changed).grades()["measured"] == counted["measured"] + 1


def test_grades_of_an_estimate_count_what_counts_in_it():
    assert MODEL.grades(MODEL.estimate({}), "cramp") == {"extrapolated": 1}
    assert MODEL.grades(MODEL.estimate({"diuretic": True}), "cramp") == {"extrapolated": 1, "measured": 1}
    assert MODEL.grades(MODEL.estimate({"diuretic": None}), "cramp") == {"extrapolated": 1, "measured": 1}
    assert MODEL.grades(MODEL.estimate({"diuretic": False}), "cramp") == {"extrapolated": 1}
    everything = MODEL.estimate({name: row.anchor for name, row in MODEL.factors.items()})
    assert sum(MODEL.grades(everything, "weakness").values()) == 1 + len(MODEL.factors)
