"""A forest panel is its table: rows with numbers, in order, marked where nobody read them."""

from __future__ import annotations

import pytest

from helpers import evidence
from helpers.panels.base import Panel
from helpers.panels.forest import Forest, mark_of, words_of


class Trials(Forest):
    title = "Magnesium and cramps"
    table = "magnesium_trials"
    quantities = ("change of cramps per week against placebo",)
    axis = "Cramps per week, magnesium minus placebo"
    low, high, no_effect = -2.0, 2.0, 0.0
    sides = ("fewer", "more")

    def describe(self, state, reference):
        return f"{len(state.studies)} reviews."


@pytest.fixture
def panel():
    made = Trials()
    yield made
    made.close()


def test_every_number_of_the_table_stands_on_a_line(panel):
    rows = [row for row in evidence.rows("magnesium_trials") if row.quantity in Trials.quantities]
    assert len(rows) == len(panel.state.studies) > 1
    for row, study in zip(rows, panel.state.studies, strict=True):
        assert study.estimates[0].value == row.value
        assert study.words == words_of(row)
        assert evidence.source(row.source).short in study.name


def test_a_number_that_was_not_measured_carries_its_mark():
    rows = evidence.rows("vitamin_d_trials")
    assert {bool(mark_of(row)) for row in rows if row.confidence == "measured"} == {False}
    assert all("unverified" in mark_of(row) for row in rows if row.confidence == "unverified")


def test_the_base_itself_is_no_panel_of_the_kit():
    assert "Forest" not in Panel.registry
