"""Sleep that comes by itself: the two-process model's own golden rows, as the panel shows them."""

from __future__ import annotations

import pytest

from helpers.panels.body_clock import BodyClock


@pytest.fixture
def panel():
    made = BodyClock()
    yield made
    made.close()


def test_the_typical_night_comes_by_itself(panel):
    assert panel.reference.night_h == pytest.approx(7.95, abs=0.1)  # T-06
    assert panel.reference.day_h == pytest.approx(24.0, abs=0.01)


def test_whoever_bears_more_pressure_sleeps_less(panel):
    assert panel.state_for(upper_threshold=0.77).night_h == pytest.approx(6.73, abs=0.02)
    assert panel.state_for(upper_threshold=0.57).night_h > panel.reference.night_h


def test_without_a_clock_the_day_is_22_and_a_half_hours(panel):
    panel.use("no clock")
    assert panel.state.day_h == pytest.approx(22.55, abs=0.02)  # T-05
    assert "no longer" in panel.sentence


def test_every_setting_has_nights_in_view(panel):
    for upper in (0.57, 0.67, 0.77):
        for swing in (0.0, 0.04, 0.12, 0.2):
            state = panel.state_for(upper_threshold=upper, clock_amplitude=swing)
            assert state.starts_h.size >= 2
            assert (state.ends_h > state.starts_h).all()
