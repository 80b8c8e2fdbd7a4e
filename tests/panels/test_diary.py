"""The diary's panel: a survey looks alike whichever came first; the sentence says when a diary can tell."""

from __future__ import annotations

import pytest

from helpers.panels.diary import WorryAndTwitch


@pytest.fixture
def panel():
    made = WorryAndTwitch()
    yield made
    made.close()


def test_worry_first_and_twitch_first_give_the_same_survey(panel):
    one, other = panel.reference, panel.state_for(**panel.presets["worry first"])
    assert one.same_day == pytest.approx(other.same_day)
    assert one.found[1].value == pytest.approx(other.found[2].value)
    assert one.found[2].value > one.found[1].value


def test_bad_nights_make_a_correlation_that_neither_brought(panel):
    state = panel.state_for(**panel.presets["bad nights"])
    assert state.same_day == pytest.approx(0.4)
    assert state.found[1].value == pytest.approx(state.found[2].value)
    assert not state.tells


def test_four_weeks_are_too_short_to_tell(panel):
    assert not panel.reference.tells
    assert "cannot tell" in panel.sentence
    assert not panel.state_for(days=120).tells
    assert panel.state_for(**panel.presets["strong"]).tells
    widths = [one.high - one.low for one in panel.reference.found]
    assert all(width > 0.5 for width in widths)


def test_every_control_is_heard_in_the_sentence(panel):
    for name, value in [("worry_to_twitch", 0.4), ("twitch_to_worry", 0.0), ("shared", 0.8), ("days", 14)]:
        panel.reset()
        before = panel.sentence
        panel.set(**{name: value})
        assert panel.sentence != before, name


def test_the_diary_has_a_line_for_each_day(panel):
    panel.set(days=41)
    assert len(panel.state.worry) == len(panel.state.twitches) == 41


def test_the_panel_says_that_it_is_invented(panel):
    assert "invented" in panel.title and "□ assumption" in panel.title
    assert panel.chain(panel.state, panel.reference) == {}
