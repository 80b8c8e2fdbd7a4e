"""Ten people's experiment: every number is read from the data, and the conflict stays on the picture."""

from __future__ import annotations

import pytest

from helpers.panels.overbreathing_trial import OverbreathingTrial


@pytest.fixture(scope="module")
def state():
    return OverbreathingTrial().state


def test_measured_pH_is_the_published_one(state):
    assert (state.pH_before.value, state.pH_before.low, state.pH_before.high) == (7.39, 7.37, 7.41)
    assert (state.pH_during.value, state.pH_during.low, state.pH_during.high) == (7.75, 7.705, 7.795)


def test_the_models_pH_without_a_fall_of_bicarbonate_lies_within_one_sd(state):
    """T-40: 7.645 and 7.730 at 2.5 kPa; published 7.75 with an SD of 0.045."""
    assert state.model_pH_during == (pytest.approx(7.645, abs=0.001), pytest.approx(7.730, abs=0.001))
    assert state.pH_during.low < state.model_pH_during[1] < state.pH_during.high


def test_all_three_forecasts_disagree_with_the_measurement(state):
    """T-42: the model must disagree, and the kit shows it."""
    by_name = {forecast.name: forecast for forecast in state.forecasts}
    assert by_name["forecast: formula"].value == pytest.approx(-0.172, abs=0.002)
    people = by_name["forecast: people, 1972"]
    assert (people.low, people.value, people.high) == pytest.approx((-0.252, -0.18, -0.108))
    assert all(forecast.high < -0.1 for forecast in state.forecasts)
    assert state.found == "measured, 1997"


def test_people_and_intervals_are_the_published_ones(state):
    assert [(one.name, one.value, one.low, one.high) for one in state.people] == [
        ("tingling: 9 of 10", 90, 60, 98),
        ("spasms: 7 of 10", 70, 40, 89),
    ]


def test_the_sentence_says_the_conflict():
    sentence = OverbreathingTrial().sentence
    assert "0.14 to 0.18 mmol/L less" in sentence
    assert "no significant change, yet 9 of 10 tingled" in sentence
