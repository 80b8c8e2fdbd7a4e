"""After a fright: which messenger comes first, and which of them is on the threshold path."""

from __future__ import annotations

import pytest

from helpers.panels.fright import AfterAFright


@pytest.fixture
def fright():
    made = AfterAFright()
    yield made
    made.close()


def test_adrenaline_first_cortisol_later(fright):
    early, later = fright.state_for(minutes_after=1), fright.state_for(minutes_after=25)
    assert early.adrenaline_percent > 70 and early.cortisol_percent < 15
    assert later.adrenaline_percent < 1 and later.cortisol_percent == pytest.approx(100)
    assert fright.state_for(minutes_after=15).adrenaline_percent < 10


def test_curves_and_dots_agree(fright):
    fright.set(minutes_after=40, fright_percent=60, weakening_percent=30)
    state = fright.state
    at = list(state.time_min).index(40)
    assert state.adrenaline_curve_percent[at] == pytest.approx(state.adrenaline_percent)
    assert state.cortisol_curve_percent[at] == pytest.approx(state.cortisol_percent)
    assert state.brake_curve_percent[at] == pytest.approx(state.brake_percent)


def test_the_sceptic_keeps_the_brake_whole(fright):
    fright.use("the sceptic")
    assert fright.state.brake_percent == 100 and fright.state.threshold_fall == 0
    assert fright.state.cortisol_percent == pytest.approx(100)


def test_only_cortisol_is_on_the_threshold_path(fright):
    assert "cortisol" in fright.chain(fright.state, fright.reference)["muscle"]
    assert fright.state_for(fright_percent=0).threshold_fall == 0
    for name, value in [("minutes_after", 90), ("fright_percent", 0), ("weakening_percent", 40)]:
        fright.reset()
        before = fright.sentence
        fright.set(**{name: value})
        assert fright.sentence != before, name
