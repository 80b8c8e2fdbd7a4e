"""Two ions at the nerve ending: shares of sites make one whole, and release follows them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers.figures.release import RELEASE_AXIS
from helpers.panels.release import TwoIons


@pytest.fixture
def panel():
    made = TwoIons()
    yield made
    made.close()


def test_every_corner_is_one_whole_and_on_the_axis(panel):
    for calcium, magnesium in itertools.product(*(c.legal() for c in panel.controls.values())):
        state = panel.state_for(calcium_mM=calcium, ionised_magnesium_mM=magnesium)
        assert state.with_calcium + state.with_magnesium + state.empty == pytest.approx(1)
        assert RELEASE_AXIS[0] < np.min(state.curve_release) and np.max(state.curve_release) < RELEASE_AXIS[1]


def test_both_doubled_is_neither_twice_nor_sixteen_times(panel):
    assert panel.state_for(**panel.presets["both doubled"]).release == pytest.approx(2.64, abs=0.01)


def test_low_magnesium_helps_until_calcium_follows(panel):
    """Brief B1c: 1.23 at magnesium 0.2, and 0.62 when calcium falls to 0.9 with it."""
    assert panel.state_for(**panel.presets["low magnesium"]).release == pytest.approx(1.232, abs=0.001)
    assert panel.state_for(**panel.presets["calcium follows"]).release == pytest.approx(0.618, abs=0.001)


def test_very_high_magnesium_silences_junctions(panel):
    panel.use("very high magnesium")
    assert panel.state.junction == "most junctions fail"
    assert panel.state.junction in panel.sentence


def test_where_calcium_is_scarce_magnesium_shifts_the_curve_and_keeps_its_slope(panel):
    healthy, crowded = panel.reference, panel.state_for(ionised_magnesium_mM=4.0)
    scarce = slice(0, 2)

    def slope(curve):
        return np.diff(np.log(curve[scarce]))[0] / np.diff(np.log(healthy.curve_calcium_mM[scarce]))[0]

    assert slope(crowded.curve_release) == pytest.approx(slope(healthy.curve_release), rel=0.1)
    assert np.all(crowded.curve_release < healthy.curve_release)


def test_the_grades_stand_on_the_picture(panel):
    words = panel.frame_now()["what it rests on"]["text"][0]
    assert "unverified" in words and "measured" in words
