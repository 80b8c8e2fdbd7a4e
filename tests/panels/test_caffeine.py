"""Lesson 03's core: the panel's numbers are those of the brief, and they move in the right direction."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers import evidence
from helpers.figures.caffeine import DAY_AXIS, WEEK_AXIS, drinks_frame, drinks_skeleton, scale_for
from helpers.panels.caffeine import FIRST_DAY, MENU, WEEK_HOURS, DayOfDrinks
from helpers.panels.explorer import Explorer
from helpers.physiology.caffeine import Drinker
from helpers.physiology.caffeine_course import concentration_mg_L
from helpers.records import STRONGEST_MG
from helpers.theme import DESK


@pytest.fixture(scope="module")
def panel():
    made = DayOfDrinks()
    yield made
    made.close()


def test_the_menu_is_that_of_the_table_the_strongest_first(panel):
    labels = list(panel.controls["caffeine_drink"].options)
    assert [f"{name}: {caffeine_mg:g} mg" for name, caffeine_mg in MENU.items()] == labels
    assert {row.menu: row.value for row in evidence.rows("caffeine_content") if row.menu} == MENU
    assert list(MENU.values()) == sorted(MENU.values(), reverse=True)
    assert "filter coffee, mug: 96 mg" in labels


@pytest.mark.parametrize(("strongest_mg", "scale"), [(29, 1), (96, 1), (100, 1), (160, 2), (STRONGEST_MG, 2)])
def test_six_of_the_strongest_drink_at_once_stay_in_the_picture(strongest_mg, scale):
    assert scale_for(strongest_mg) == scale
    once = np.full(6, 8.0)
    level = concentration_mg_L(WEEK_HOURS, strongest_mg, once, Drinker(60.0), 7)
    assert level[FIRST_DAY].max() < scale * DAY_AXIS[1]
    assert level.max() < scale * WEEK_AXIS[1]


def test_a_longer_scale_stretches_every_axis_of_caffeine_and_what_is_fixed_to_it(panel):
    one, two = (drinks_skeleton(DESK, scale)["layout"] for scale in (1, 2))
    for axis in ("yaxis", "yaxis2", "xaxis3"):
        assert two[axis]["range"] == [2 * end for end in one[axis]["range"]]
        assert two[axis]["tickvals"] == [2 * tick for tick in one[axis]["tickvals"]]
    for name in ("day in words", "week in words"):
        tops = [drinks_frame(panel.state, scale)[name]["y"][0] for scale in (1, 2)]
        assert tops[1] == 2 * tops[0]


def test_with_five_hours_a_week_adds_four_per_cent(panel):
    """T-31 of the brief: a daily dose accumulates 1.037 times with 5 h."""
    assert panel.reference.week_over_first == pytest.approx(1.037, abs=0.003)
    assert "hardly anything piles up" in panel.sentence


def test_half_of_the_top_is_left_at_bedtime(panel):
    assert panel.reference.left_at_bedtime == pytest.approx(0.477, abs=0.005)
    assert panel.reference.bedtime_mg_L == pytest.approx(
        np.interp(23, panel.reference.day_hours, panel.reference.day_mg_L)
    )


def test_all_at_once_is_higher_then_and_lower_at_night(panel):
    """B-3 of the brief: one large dose peaks higher than four small ones."""
    once = panel.state_for(last_drink_h=8)
    assert once.caffeine_mg_day == panel.reference.caffeine_mg_day
    assert once.peak_mg_L > 1.5 * panel.reference.peak_mg_L
    assert once.bedtime_mg_L < 0.6 * panel.reference.bedtime_mg_L


def test_blocked_removal_piles_up_and_says_so(panel):
    blocked = panel.state_for(**panel.presets["removal blocked"])
    assert blocked.half_life_h == 56
    assert blocked.week_over_first > 3
    assert "it piles up" in panel.describe(blocked, panel.reference)
    week = [panel.state_for(half_life_h=hours).week_over_first for hours in (2.0, 5.0, 10.5, 24.0, 56.0)]
    assert week == sorted(week)


def test_more_drinks_make_a_high_plain_and_no_staircase(panel):
    few, many = panel.state_for(drinks=2), panel.state_for(drinks=6)
    assert many.peak_mg_L > few.peak_mg_L
    assert many.week_over_first == pytest.approx(few.week_over_first, abs=0.01)


def test_a_single_drink_is_the_last_one(panel):
    assert panel.state_for(drinks=1, last_drink_h=15).drunk_at_h == (15.0,)


def test_every_corner_lies_inside_the_axes(panel):
    for values in itertools.product(*(control.legal() for control in panel.controls.values())):
        state = panel.state_for(**dict(zip(panel.controls, values, strict=True)))
        assert state.day_mg_L.min() >= 0 and state.day_mg_L.max() < DAY_AXIS[1]
        assert state.week_mg_L.max() < WEEK_AXIS[1]


def test_the_chain_lights_receptor_and_threshold_and_calls_the_fall_assumed(panel):
    strip = panel.chain(panel.reference, panel.reference)
    assert set(strip) == {"behaviour", "blood", "gate", "threshold", "muscle"}
    assert "assumed" in strip["threshold"]
    assert "estimate" in strip["muscle"]


def test_the_explorer_takes_over_the_milligrams(panel):
    explorer = Explorer(focus="caffeine_mg_day", start=panel.state_for(drinks=3))
    assert explorer.values()["caffeine_mg_day"] == pytest.approx(3 * 96, abs=10)
    explorer.close()
