"""Other rows in the data: a new factor, one that protects, a changed coefficient, extreme ratios."""

from __future__ import annotations

import csv
import itertools
import math

import pytest

from helpers.likelihood import LikelihoodModel, in_words, log_odds, odds
from tests.likelihood.worlds import EXAM_WEEK, MODEL, SYMPTOMS, data_with


def row_cells(data, id):
    """The cells of one factor's row, as the file of ``data`` writes them."""
    with (data.folder / "explorer_factors.csv").open(encoding="utf-8", newline="") as file:
        return next(row for row in csv.DictReader(file) if row["id"] == id)


def with_new_factor(tmp_path, value, low, high, overlap=""):
    """The kit's data with one factor more, 0 to 10 from good to bad, its anchor at 10."""
    new = {
        "label": "New", "control": "slider", "unit": "of 10", "low": 0, "high": 10, "step": 1,
        "reference": 0, "anchor": 10, "shape": "exponential", "steepness": 1, "half": "",
        "overlap": overlap, "everyday_low": 0, "everyday_typical": 2, "everyday_high": 9,
        "everyday_share": "",
    }  # fmt: skip
    effect = {"value": value, "low": low, "high": high, "interval": "plausible range"}
    return data_with(
        tmp_path,
        explorer_factors={("new",): new},
        explorer_effects={("new", symptom): effect for symptom in SYMPTOMS},
    )


def test_a_new_factor_at_its_reference_leaves_every_other_answer_as_it_was(tmp_path):
    more = LikelihoodModel(with_new_factor(tmp_path, 5, 2, 9, overlap="arousal"))
    for values in ({}, EXAM_WEEK, {"calcium_mM": None, "sleep_h": None}):
        old, new = MODEL.estimate(values), more.estimate(values)
        for symptom in SYMPTOMS:
            before, after = old.outcomes[symptom], new.outcomes[symptom]
            assert after.steps == (*before.steps, 0.0)
            assert (after.likelihood, after.low, after.high) == (before.likelihood, before.low, before.high)
    assert more.estimate({"new": 10}).outcomes["cramp"].likelihood > 0.12


@pytest.mark.parametrize("overlap", ["", "arousal"])
def test_a_factor_that_protects_lowers_every_likelihood_and_the_sum_stays_exact(tmp_path, overlap):
    protecting = LikelihoodModel(with_new_factor(tmp_path, 0.5, 0.3, 0.8, overlap=overlap))
    alone = protecting.estimate({"new": 10}).outcomes["cramp"]
    assert odds(alone.likelihood) / odds(alone.reference) == pytest.approx(0.5, rel=1e-9)
    assert "fewer." in in_words(alone)
    assert {str(step) for step in protecting.estimate({}).outcomes["cramp"].steps} == {"0.0"}
    for values in ({}, EXAM_WEEK, {"calcium_mM": 0.9, "stress_pss10": None}):
        rising = [protecting.estimate({**values, "new": new}).outcomes for new in (0, 1, 4, 10)]
        for less, more in itertools.pairwise(rising):
            for symptom in SYMPTOMS:
                assert more[symptom].likelihood < less[symptom].likelihood
                assert more[symptom].low < less[symptom].low
                assert more[symptom].high < less[symptom].high
        for outcome in rising[-1].values():
            difference = log_odds(outcome.likelihood) - log_odds(outcome.reference)
            assert sum(outcome.steps) == pytest.approx(difference, abs=1e-12)
            assert outcome.steps[-1] == pytest.approx(math.log(0.5), abs=1e-12)
            assert outcome.low < outcome.likelihood < outcome.high
            assert 0 <= outcome.noisy_or < 1
        known = protecting.estimate({**values, "new": 2}).outcomes
        unknown = protecting.estimate({**values, "new": None}).outcomes
        for symptom in SYMPTOMS:
            assert unknown[symptom].low < known[symptom].low
            assert unknown[symptom].high >= known[symptom].high


def test_a_changed_coefficient_changes_the_answer(tmp_path):
    data = data_with(tmp_path, explorer_effects={("caffeine_mg_day", "cramp"): {"value": 2, "high": 3}})
    changed = LikelihoodModel(data).estimate({"caffeine_mg_day": 400}).outcomes["cramp"]
    assert odds(changed.likelihood) / odds(changed.reference) == pytest.approx(2)


@pytest.mark.parametrize("ratios", [(0.25, 0.1, 0.6), (1e-4, 1e-4, 1e-4), (1e5, 1e5, 1e5), (1, 1, 1)])
@pytest.mark.parametrize("overlap", ["", "arousal"])
def test_whatever_ratios_the_data_may_hold_every_form_stays_above_0_and_below_1(tmp_path, ratios, overlap):
    """Two such rows for each symptom; noisy-OR once came out as exactly 0."""
    first = with_new_factor(tmp_path, *ratios, overlap=overlap)
    row = next(one for one in first.rows("explorer_factors") if one.id == "new")
    (tmp_path / "second").mkdir()
    numbers = dict(zip(("value", "low", "high"), ratios, strict=True)) | {"interval": "plausible range"}
    twice = data_with(
        tmp_path / "second",
        folder=first.folder,
        explorer_factors={("newer",): {**row_cells(first, "new"), "label": "Newer", "id": "newer"}},
        explorer_effects={("newer", symptom): numbers for symptom in SYMPTOMS},
    )
    extreme = LikelihoodModel(twice)
    assert row.anchor == 10
    for rest in ({}, EXAM_WEEK, {name: one.anchor for name, one in MODEL.factors.items()}):
        for new in ({"new": 10, "newer": 10}, {"new": None, "newer": 3}):
            values = {**rest, **new}
            for symptom, one in extreme.estimate(values).outcomes.items():
                forms = (one.likelihood, one.low, one.high, one.noisy_or, one.strongest_only, one.all_add)
                assert 0 < min(forms) <= max(forms) < 1
                assert one.low <= one.likelihood <= one.high
                drivers = extreme.drivers(values, symptom)
                assert drivers
                assert all(0 < driver.low <= driver.high < 1 for driver in drivers)


def test_noisy_or_takes_what_protects_away_from_what_harms(tmp_path):
    protecting = LikelihoodModel(with_new_factor(tmp_path, 0.25, 0.1, 0.6))
    alone = protecting.estimate({"new": 10}).outcomes["cramp"]
    assert alone.noisy_or == pytest.approx(alone.likelihood, rel=1e-9)
    without, with_it = (protecting.estimate({**EXAM_WEEK, "new": new}).outcomes["cramp"] for new in (0, 10))
    assert with_it.noisy_or / without.noisy_or == pytest.approx(alone.noisy_or / alone.reference, rel=1e-9)
