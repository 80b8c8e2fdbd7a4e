"""Rows of the explorer that fit their columns and still cannot be: too far out, off a slider, a taken id."""

import csv
import shutil

import pytest

from helpers import evidence
from helpers.evidence import Data, DataError
from helpers.panels.explorer import Explorer, ExplorerState
from helpers.records import ODDS_RATIOS, RESERVED_IDS

WEEK = "{sleep_h: 5, caffeine_mg_day: 400, stress_pss10: 28, anxiety_gad7: 10}"


@pytest.fixture
def folder(tmp_path):
    """A copy of the real data folder to change."""
    return shutil.copytree(evidence.DATA_FOLDER, tmp_path / "data")


def change(folder, name, key, **cells):
    """Change cells of the row that begins with this key; give its row as an editor counts it."""
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    place = next(place for place, row in enumerate(rows) if row[: len(key)] == list(key))
    rows[place] = list((dict(zip(head, rows[place], strict=True)) | cells).values())
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
    return place + 2


def fault(folder, name):
    with pytest.raises(DataError) as caught:
        Data(folder).rows(name)
    return caught.value


def accepted(folder, name):
    return Data(folder).rows(name)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"low": "9e-5", "value": "1", "high": "2"}, "low"),
        ({"low": "1e-9", "value": "1e-8", "high": "2"}, "low"),
        ({"low": "1", "value": "200000", "high": "300000"}, "value"),
        ({"low": "1", "value": "2", "high": "100001"}, "high"),
        ({"low": "1", "value": "2", "high": "1e300"}, "high"),
    ],
)
def test_an_odds_ratio_beyond_all_evidence_is_refused(folder, cells, column):
    row = change(folder, "explorer_effects", ("sleep_h", "cramp"), **cells)
    error = fault(folder, "explorer_effects")
    assert (error.file, error.row, error.column) == ("explorer_effects.csv", row, column)
    assert error.allowed == "an odds ratio between 0.0001 and 100,000"


def test_an_odds_ratio_at_either_bound_is_taken(folder):
    least, most = map(str, ODDS_RATIOS)
    change(folder, "explorer_effects", ("sleep_h", "cramp"), low=least, value="1", high=most)
    change(folder, "explorer_effects", ("sleep_h", "tetany"), low=least, value=least, high=least)
    assert accepted(folder, "explorer_effects")


@pytest.mark.parametrize(
    "cells", [{"low": "12"}, {"high": "12"}, {"low": "12", "high": "12"}, {"value": "8"}, {"value": "18"}]
)
def test_a_base_rate_is_never_exactly_known(folder, cells):
    row = change(folder, "explorer_symptoms", ("cramp",), **cells)
    error = fault(folder, "explorer_symptoms")
    assert (error.file, error.row, error.column) == ("explorer_symptoms.csv", row, "value")
    assert error.allowed == "above low and below high: nobody knows it exactly"


@pytest.mark.parametrize(
    ("id", "cells", "said"),
    [
        ("sleep_h", {"reference": "7.6"}, "low = 3 plus a whole number of steps of 0.25"),
        ("calcium_mM", {"reference": "1.255"}, "low = 0.4 plus a whole number of steps of 0.01"),
        ("caffeine_mg_day", {"low": "-10"}, "low = -10 plus a whole number of steps of 20"),
        ("vitamin_d_nmol_L", {"step": "2"}, "low = 5 plus a whole number of steps of 2"),
    ],
)
def test_a_slider_can_stand_at_its_reference(folder, id, cells, said):
    row = change(folder, "explorer_factors", (id,), **cells)
    error = fault(folder, "explorer_factors")
    assert (error.file, error.row, error.column) == ("explorer_factors.csv", row, "reference")
    assert error.allowed == said


@pytest.mark.parametrize("row", evidence.rows("explorer_factors"), ids=lambda row: row.id)
def test_every_place_of_a_shipped_slider_is_taken_and_none_between(row):
    steps = round((row.high - row.low) / row.step)
    places = [row.low + place * row.step for place in range(steps + 1)]
    assert all(row.takes(round(place, 10)) for place in places)
    assert not any(row.takes(place + row.step / 2) for place in places)
    assert not row.takes(row.low - row.step)
    assert not row.takes(row.high + row.step)


@pytest.mark.parametrize(
    ("id", "cells", "column", "said"),
    [
        ("sleep_h", {"steepness": "1e-20"}, "steepness", "between 0.01 and 50"),
        ("sleep_h", {"steepness": "1000"}, "steepness", "between 0.01 and 50"),
        ("calcium_mM", {"half": "1e-300"}, "half", "at least 0.01"),
    ],
)
def test_a_curve_that_no_computer_can_draw_is_refused(folder, id, cells, column, said):
    row = change(folder, "explorer_factors", (id,), **cells)
    error = fault(folder, "explorer_factors")
    assert (error.file, error.row, error.column) == ("explorer_factors.csv", row, column)
    assert error.allowed == said


@pytest.mark.parametrize(
    ("values", "column", "said"),
    [
        ("{sleep_h: 5.1}", "values.sleep_h", "low = 3 plus a whole number of steps of 0.25, or null"),
        ("{anxiety_gad7: 10.5}", "values.anxiety_gad7", "low = 0 plus a whole number of steps of 1, or null"),
        (
            "{calcium_mM: 1.005}",
            "values.calcium_mM",
            "low = 0.4 plus a whole number of steps of 0.01, or null",
        ),
    ],
)
def test_a_scenario_can_be_set_on_its_sliders(folder, values, column, said):
    path = folder / "scenarios.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(WEEK) == 1
    path.write_text(text.replace(WEEK, values), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        Data(folder).scenarios()
    assert (caught.value.column, caught.value.allowed) == (column, said)


@pytest.mark.parametrize(
    ("name", "key", "id"),
    [
        *(("explorer_symptoms", ("cramp",), id) for id in RESERVED_IDS["symptom"].split()),
        *(("explorer_factors", ("sleep_h",), id) for id in ("symptom", "values", "layout", "month", "pin")),
    ],
)
def test_an_id_is_none_of_the_explorers_own_words(folder, name, key, id):
    row = change(folder, name, key, id=id)
    error = fault(folder, name)
    assert (error.row, error.column, error.allowed) == (row, "id", "another id")
    assert f"got {id!r}, a word of the explorer's own" in str(error)


def test_the_list_of_own_words_is_whole():
    """An id that is an attribute already would put a row in the place of what the explorer needs."""
    explorer = Explorer()
    rows = {kind: {row.id for row in evidence.rows(f"explorer_{kind}s")} for kind in RESERVED_IDS}
    used = {name for name in dir(explorer) if name[0].islower()} - rows["factor"]
    assert used - set(RESERVED_IDS["factor"].split()) == set()
    fields = {*ExplorerState.__dataclass_fields__, *vars(ExplorerState)}
    used = {name for name in fields if name[0].islower()} - rows["symptom"]
    assert used - set(RESERVED_IDS["symptom"].split()) == set()
