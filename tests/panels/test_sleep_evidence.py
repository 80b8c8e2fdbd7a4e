"""Receptors in scanner and model: the studies stand as published, and the conflict stays on screen."""

from __future__ import annotations

import pytest

from helpers.panels.sleep_evidence import ReceptorsMeasured


@pytest.fixture(scope="module")
def studies():
    made = ReceptorsMeasured()
    yield {study.name.split(":")[0]: study for study in made.state.studies}
    made.close()


@pytest.mark.parametrize(
    ("name", "measured", "model"),
    [
        ("A1, 52 h awake, insula", 12.4, 14.9),  # T-08: 12.4 to 16.3 published, 14.9 in the model
        ("A1, 52 h awake, striatum", 16.3, 14.9),
        ("D2, one lost night", -5.1, -5.1),  # T-09
        ("A1, five nights of five hours", 0.0, 2.3),
    ],
)
def test_each_study_beside_the_model(studies, name, measured, model):
    own, ours = studies[name].estimates
    assert own.value == pytest.approx(measured, abs=0.05)
    assert ours.value == pytest.approx(model, abs=0.06)


def test_a_quoted_number_is_marked_and_a_missing_one_said_in_words(studies):
    assert "unverified" in studies["A1, 24 h awake"].name
    assert studies["A1, five nights of five hours"].words.startswith("no change")


def test_the_sentence_says_which_line_is_a_test():
    shown = ReceptorsMeasured()
    assert "fitted" in shown.sentence and "no change" in shown.sentence
    shown.close()
