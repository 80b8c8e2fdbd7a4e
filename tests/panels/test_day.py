"""All routes of a day: each control moves its own cause, they add, and nothing else gets a threshold term."""

from __future__ import annotations

import pytest

from helpers.panels.day import NAMES, AllRoutes
from helpers.panels.explorer import Explorer
from helpers.physiology.day import OTHER_ROUTES, Falls


@pytest.fixture
def panel():
    made = AllRoutes()
    yield made
    made.close()


MOVES = {
    "lost sleep": {"awake_h": 31},
    "caffeine": {"caffeine_mg": 400},
    "calcium": {"gland_percent": 10},
    "overbreathing": {"breathing_times": 2.0},
    "a scare": {"scare": True},
    "medicines": {"medicines": True},
}


def falls(state):
    return {cause.name: cause.fall for cause in state.causes}


@pytest.mark.parametrize("cause", MOVES)
def test_each_control_moves_its_own_cause_and_no_other(panel, cause):
    moved, quiet = falls(panel.state_for(**MOVES[cause])), falls(panel.reference)
    assert moved[cause] > quiet[cause] + 0.01
    assert {name for name in moved if abs(moved[name] - quiet[name]) > 1e-6} == {cause}


def test_causes_add_up_and_more_of_them_means_more_twitches(panel):
    state = panel.reference
    before = {}
    for move in MOVES.values():
        before |= move
        more = panel.state_for(**before)
        assert more.total_fall > state.total_fall
        assert more.rate_ratio >= state.rate_ratio
        state = more
    assert state.total_fall == pytest.approx(sum(falls(state).values()), abs=1e-3)


def test_every_fall_of_the_chain_has_a_name_here_but_the_contested_one_that_is_off():
    assert set(vars(Falls(*[0.0] * 7))) - set(NAMES) == {"direct_pH"}


def test_the_other_ways_are_named_and_have_no_bar(panel):
    frame = panel.frame_now()
    assert frame["other ways"]["text"][0].count("→") == len(OTHER_ROUTES)
    assert len(frame["fall of the threshold"]["x"]) == len(NAMES)
    assert "cramp" in frame["other ways"]["text"][0]


def test_sentence_names_the_largest_cause_and_the_quiet_day(panel):
    panel.use("night without sleep")
    assert "mostly by lost sleep" in panel.sentence
    assert "quiet day: about 3 a day" in panel.sentence
    panel.reset()
    assert "stands where it does on a quiet day" in panel.sentence


def test_a_sum_beyond_the_scale_says_so(panel):
    panel.set(gland_percent=0)
    assert "off this scale" in panel.sentence


def test_the_explorer_starts_where_the_panel_was_left(panel):
    panel.set(caffeine_mg=400, gland_percent=50, breathing_times=2.0)
    explorer = Explorer(focus="caffeine_mg_day", start=panel.state)
    assert explorer.caffeine_mg_day.value == 400
    assert explorer.calcium_mM.value == pytest.approx(panel.state.calcium_mM, abs=0.006)
    assert explorer.mode.value == Explorer.controls["mode"].reference
    explorer.close()


def test_the_strip_says_which_causes_act_on_receptors_and_which_on_gates(panel):
    def strip(**settings):
        return panel.chain(panel.state_for(**settings), panel.reference).get("gate")

    assert strip() is None
    assert strip(scare=True) is None
    assert strip(awake_h=31, caffeine_mg=400) == "adenosine receptors: lost sleep and caffeine"
    assert strip(gland_percent=10) == "sodium gates: calcium"
    assert strip(caffeine_mg=400, breathing_times=2.0) == (
        "adenosine receptors: caffeine; sodium gates: overbreathing"
    )


def test_the_strip_names_whatever_was_done(panel):
    def strip(**settings):
        return panel.chain(panel.state_for(**settings), panel.reference)["behaviour"]

    assert strip() == "awake 8 h, caffeine 0 mg"
    assert strip(breathing_times=2.0, scare=True, medicines=True).endswith(
        "overbreathing, a scare, medicines"
    )
    assert "calcium" not in strip(gland_percent=10)
