"""Lesson 06's own panel: the year, the body on its lowest day, and the defence that holds calcium."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers import theme
from helpers.figures.vitamin_d import year_frame, year_skeleton
from helpers.panels.explorer import Explorer
from helpers.panels.vitamin_d import SunToStrength, day_words
from helpers.physiology.calcium_loop import steady_state
from helpers.physiology.vitamin_d import LEVEL_WITHOUT, vitamin_d_year
from helpers.physiology.vitamin_d_strength import relative_strength


@pytest.fixture(scope="module")
def panel():
    made = SunToStrength()
    yield made
    made.close()


def test_the_lowest_day_comes_eight_weeks_after_the_shortest(panel):
    """Kasahara 2013: lowest in February, highest in August."""
    state = panel.reference
    assert state.days_after_shortest == pytest.approx(8 * 7, abs=7)
    assert (day_words(state.lowest_day), day_words(state.highest_day)) == ("17 February", "19 August")
    assert day_words(1) == "1 January"
    assert day_words(365) == "31 December"


def test_every_number_is_the_models_own(panel):
    state = panel.state_for(latitude_deg=52, skin_type=4, minutes_outside=20, diet_IU_day=120)
    year = vitamin_d_year(52, 4, 20, 120)
    loop = steady_state(vitamin_d_nmol_L=year.vitamin_d_nmol_L.min())
    assert state.vitamin_d_nmol_L == year.vitamin_d_nmol_L.min()
    assert state.calcium_mM == pytest.approx(loop.ionised_calcium_mM)
    assert state.pth_times_usual == pytest.approx(loop.pth_pg_mL / steady_state().pth_pg_mL)
    assert state.bone_mg_day == pytest.approx(loop.net_bone_release_mg_day)
    assert state.strength_percent == pytest.approx(100 * relative_strength(state.vitamin_d_nmol_L))


def test_calcium_stays_pth_rises_bone_pays_and_strength_falls(panel):
    little = panel.state_for(**panel.presets["no sun, little eaten"])
    usual = panel.reference
    assert little.calcium_mM == pytest.approx(usual.calcium_mM, rel=0.01)
    assert little.pth_times_usual > 1.1 * usual.pth_times_usual
    assert little.bone_mg_day > 2 * usual.bone_mg_day
    assert little.percent_absorbed < usual.percent_absorbed
    assert little.strength_percent < usual.strength_percent - 5
    assert abs(little.threshold_fall) < 0.01


def test_the_kits_loop_lifts_calcium_a_hair_in_mild_lack_and_the_lesson_may_say_so():
    """A model oddity, not physiology: highest near 25 nmol/L, below the start only in severe lack."""
    calcium = np.asarray(steady_state(vitamin_d_nmol_L=[60, 25, 15, 10, 5]).ionised_calcium_mM)
    assert 0 < calcium[1] - calcium[0] < 0.006
    assert calcium[2] > calcium[0] > calcium[3] > calcium[4]


def test_food_can_stand_in_for_the_sun(panel):
    fed = panel.state_for(**panel.presets["no sun, more eaten"])
    assert fed.vitamin_d_nmol_L > panel.reference.vitamin_d_nmol_L
    assert np.ptp(fed.level_nmol_L) == pytest.approx(0, abs=1e-6)


def test_dark_skin_and_the_north_lower_the_summer_more_than_the_winter(panel):
    usual = panel.reference
    for preset in ("dark skin", "far north"):
        state = panel.state_for(**panel.presets[preset])
        assert (
            usual.highest_nmol_L - state.highest_nmol_L > usual.vitamin_d_nmol_L - state.vitamin_d_nmol_L > 0
        )


def test_the_sentence_says_when_the_level_is_at_the_end_of_what_the_model_knows(panel):
    at_end = panel.state_for(minutes_outside=0, diet_IU_day=0)
    assert at_end.vitamin_d_nmol_L == pytest.approx(LEVEL_WITHOUT)
    assert "People can have less" in panel.describe(at_end, panel.reference)
    assert "all year" in panel.describe(at_end, panel.reference)
    assert "People can have less" not in panel.describe(panel.reference, panel.reference)


def test_the_stretch_of_the_year_rides_on_the_curve(panel):
    state = panel.reference
    year = state.this_year
    assert year.level_nmol_L[[0, -1]].tolist() == [state.vitamin_d_nmol_L, state.highest_nmol_L]
    assert year.pth_times_usual[0] == pytest.approx(state.pth_times_usual, rel=0.002)
    assert year.strength_percent[0] == pytest.approx(state.strength_percent, abs=0.1)


def test_the_chain_goes_by_calcium_to_the_nerve_and_by_its_own_way_to_the_muscle(panel):
    texts = panel.chain(panel.state_for(minutes_outside=0, diet_IU_day=0), panel.reference)
    assert set(texts) == {"behaviour", "blood", "gate", "threshold", "muscle"}
    assert "no twitch" in texts["muscle"]


def test_the_explorer_opens_at_the_lowest_level_of_the_year(panel):
    state = panel.state_for(**panel.presets["no sun, little eaten"])
    explorer = Explorer(focus="vitamin_d_nmol_L", start=state)
    assert explorer.values()["vitamin_d_nmol_L"] == round(state.vitamin_d_nmol_L)
    assert explorer.values()["calcium_mM"] == pytest.approx(state.calcium_mM, abs=0.006)
    explorer.close()


@pytest.mark.parametrize("sizes", [theme.DESK, theme.PROJECTOR])
def test_frame_and_skeleton_name_the_same_traces(panel, sizes):
    assert set(year_frame(panel.reference)) == {trace["name"] for trace in year_skeleton(sizes)["data"]}


def test_every_corner_lies_inside_the_fixed_axes(panel):
    made = year_skeleton(theme.DESK)
    ranges = [control.legal() for control in panel.controls.values()]
    for values in itertools.product(*ranges):
        frame = year_frame(panel.state_for(**dict(zip(panel.controls, values, strict=True))))
        for trace in made["data"]:
            for letter in "xy":
                low, high = made["layout"][trace[f"{letter}axis"].replace(letter, f"{letter}axis")]["range"]
                points = np.asarray(frame[trace["name"]][letter], dtype=float)
                assert low <= np.nanmin(points) and np.nanmax(points) <= high, (trace["name"], values)
