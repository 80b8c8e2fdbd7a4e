"""The eyelid: a day is drawn from the rate, the same day comes back, the sceptic's rate is a rested one."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.panels.eyelid import EyelidFlutter


@pytest.fixture
def panel():
    made = EyelidFlutter()
    yield made
    made.close()


def test_rested_and_after_a_lost_night(panel):
    assert panel.reference.expected == pytest.approx(3.2, abs=0.05)
    assert panel.state_for(hours_awake=32).expected == pytest.approx(2.47 * 3.22, abs=0.05)
    assert panel.state_for(hours_awake=32, sceptic=True).expected == panel.reference.expected


def test_the_same_day_comes_back_and_another_differs(panel):
    one, again, other = panel.state_for(day=3), panel.state_for(day=3), panel.state_for(day=4)
    assert np.array_equal(one.start_h, again.start_h)
    assert not np.array_equal(one.start_h, other.start_h)


def test_thirty_days_scatter_round_what_is_expected(panel):
    counts = [panel.state_for(day=day).episodes for day in range(1, 31)]
    assert np.mean(counts) == pytest.approx(panel.reference.expected, abs=1.2)
    assert min(counts) < panel.reference.expected < max(counts)


def test_a_day_without_an_episode_is_shown_and_said(panel):
    days = (panel.state_for(day=day) for day in range(1, 31))
    empty = next((state.day for state in days if not state.episodes), None)
    if empty is not None:
        panel.day.value = empty
        assert "no episode" in panel.sentence


def test_faster_flutter_has_more_bursts(panel):
    slow, fast = panel.state_for(burst_hz=3.0), panel.state_for(burst_hz=8.0)
    assert (fast.signal > 0.5).sum() > 1.5 * (slow.signal > 0.5).sum()
