"""Giving back: hormone in minutes, calcium in days, and calcium alone does not last."""

from __future__ import annotations

import pytest

from helpers.panels.magnesium_repletion import Repletion


@pytest.fixture
def panel():
    made = Repletion()
    yield made
    made.close()


def test_magnesium_brings_the_hormone_at_once_and_calcium_in_days(panel):
    """Brief B1b from 0.45 mmol/L: PTH 17.9 to 92 in 15 minutes, calcium 1.204 after 48 h."""
    panel.use("magnesium")
    state = panel.state
    assert state.pth_after_quarter_hour / state.pth_before == pytest.approx(92 / 17.9, rel=0.02)
    assert state.calcium_after_two_days_mM == pytest.approx(1.204, abs=0.005)
    assert state.calcium_at_end_mM > state.healthy_low_mM


def test_calcium_alone_rises_and_is_gone_again(panel):
    """Brief B1b: 1.107 while it runs, 0.993 three days after it has stopped."""
    panel.use("calcium, two days")
    state = panel.state
    assert state.calcium_after_two_days_mM == pytest.approx(1.107, abs=0.003)
    assert state.calcium_at_end_mM == pytest.approx(0.993, abs=0.003)
    assert "stays at 0.5" in panel.sentence


def test_nothing_given_nothing_moves(panel):
    assert max(panel.state.calcium_mM) - min(panel.state.calcium_mM) < 1e-6
    assert panel.state.pth_after_quarter_hour == pytest.approx(panel.state.pth_before)


def test_a_body_that_lacks_nothing_has_nothing_to_recover(panel):
    panel.set(given="magnesium", magnesium_before_mM=0.85)
    assert panel.state.pth_after_quarter_hour == pytest.approx(1, abs=0.01)


def test_the_picture_marks_what_the_words_say(panel):
    panel.use("magnesium")
    frame = panel.frame_now()
    assert frame["PTH after a quarter of an hour"]["y"] == [panel.state.pth_after_quarter_hour]
    assert f"{panel.state.calcium_after_two_days_mM:.2f}" in frame["calcium in words"]["text"][0]
