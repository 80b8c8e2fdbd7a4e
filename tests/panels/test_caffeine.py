"""Lesson 03's core: the panel's numbers are those of the brief, and they move in the right direction."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers.figures.caffeine import DAY_AXIS, WEEK_AXIS
from helpers.panels.caffeine import MENU, DayOfDrinks, caffeine_mg
from helpers.panels.explorer import Explorer


@pytest.fixture(scope="module")
def panel():
    made = DayOfDrinks()
    yield made
    made.close()


def test_every_drink_of_the_menu_stands_in_the_table_and_in_the_label(panel):
    labels = list(panel.controls["caffeine_drink"].options)
    assert [f"{name}: {caffeine_mg(name):g} mg" for name in MENU] == labels
    assert all(caffeine_mg(name) > 0 for name in MENU)


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
