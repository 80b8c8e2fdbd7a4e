"""Lesson 05's measurements: every number from a table or the model, disagreement said aloud."""

from __future__ import annotations

import pytest

from helpers import evidence
from helpers.panels.magnesium_trials import DepletionStudy, MagnesiumAndCramps


@pytest.fixture
def depletion():
    made = DepletionStudy()
    yield made
    made.close()


@pytest.fixture
def trials():
    made = MagnesiumAndCramps()
    yield made
    made.close()


def test_the_model_stands_beside_the_volunteers(depletion):
    """Fatemi 1991: 0.80 to 0.61, 2.36 to 2.31 mmol/L and 55 to 43 pmol/L; the model's from brief B1."""
    magnesium, calcium, calcitriol, pth = (study.estimates for study in depletion.state.studies)
    assert magnesium[0].value == pytest.approx(-23.75)
    assert magnesium[1].value == pytest.approx(-22.8, abs=0.2)
    assert calcium[0].value == pytest.approx(100 * (2.31 / 2.36 - 1))
    assert calcium[1].value == pytest.approx(calcium[0].value, abs=0.5)
    assert calcitriol[0].value == pytest.approx(100 * (43 / 55 - 1))
    assert -7 < calcitriol[1].value < -4
    assert pth[0] is None and pth[1].value < 0


def test_where_the_model_falls_short_is_said(depletion):
    assert "falls short" in depletion.sentence and "no test" in depletion.sentence
    fitted = [study.name for study in depletion.state.studies if "fitted" in study.name]
    assert len(fitted) == 2  # calcium_loop's magnesium constants name Fatemi 1991 too
    assert "20 of 26" in depletion.state.studies[3].words


def test_the_trials_are_the_tables(trials):
    rows = [row for row in evidence.rows("magnesium_trials") if row.quantity in MagnesiumAndCramps.quantities]
    assert len(rows) == len(trials.state.studies) == 3
    for row, study in zip(rows, trials.state.studies, strict=True):
        assert row.value in {estimate.value for estimate in study.estimates if estimate}
        assert ("superseded" in study.name) == ("superseded" in row.note)


def test_placebo_alone_is_no_difference_between_groups(trials):
    alone = trials.state.studies[-1]
    assert alone.estimates[0] is None and alone.estimates[1].value == -27.8
    assert "room for no difference" in trials.sentence and "28 %" in trials.sentence
