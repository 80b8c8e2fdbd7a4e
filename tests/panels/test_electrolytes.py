"""Lesson 01's core: the brief's grid of drinks, through the panel; directions, words, and the way out."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers import evidence
from helpers.figures.electrolytes import SODIUM_AXIS
from helpers.panels.drinks_evidence import DrinksInTheHeat
from helpers.panels.electrolytes import (
    CURVE_DRUNK_L,
    DRINKS,
    MENU,
    REHYDRATION,
    SPORTS_DRINK,
    SweatAndDrink,
    _is_plain_water,
    drink_salts_mM,
)
from helpers.panels.explorer import Explorer
from helpers.physiology.body_water import Fluids, plasma_sodium_mM
from helpers.records import MOST_POTASSIUM_MM, SALTIEST_MM


@pytest.fixture
def panel():
    made = SweatAndDrink()
    yield made
    made.close()


def test_sweat_is_that_of_t39_for_four_hours(panel):
    """T39 of the excitability brief: 70 kg at 10 km/h sweat 1.14 L an hour."""
    assert panel.state.sweat_L == pytest.approx(4 * 1.14, abs=0.03)


def test_nothing_drunk_concentrates_and_water_dilutes(panel):
    """POE 1: 154, 134 and 145 mmol/L after 4.8 L; here the sweat is 4.5 L."""
    assert panel.state_for(drunk_L=0.0).sodium_mM == pytest.approx(153.6, abs=0.1)
    assert panel.state_for(drunk_L=4.5).sodium_mM == pytest.approx(134.6, abs=0.1)
    assert panel.state_for(drunk_L=4.5, drink=REHYDRATION).sodium_mM == pytest.approx(145.1, abs=0.1)


def test_each_control_moves_sodium_the_expected_way(panel):
    drunk = [panel.state_for(drunk_L=litres).sodium_mM for litres in (0.0, 2.0, 4.0, 7.0)]
    assert drunk == sorted(drunk, reverse=True)
    saltier = [panel.state_for(drunk_L=4.0, drink=drink).sodium_mM for drink in DRINKS]
    assert saltier == sorted(saltier)
    slow, fast = (panel.state_for(pace_km_h=pace).sweat_L for pace in (4.0, 12.0))
    hot, cool = (panel.state_for(heat=dry_fraction).sweat_L for dry_fraction in (0.0, 0.4))
    assert slow < panel.state.sweat_L < fast
    assert cool < panel.state.sweat_L < hot


def test_level_scales_with_swollen_cells(panel):
    """What the second prediction asks: body mass is back, the cells are not."""
    panel.use("all as water")
    assert abs(panel.state.mass_change_percent) < 0.2
    assert panel.state.inside_change_percent > 3 > 0 > panel.state.outside_change_percent
    assert panel.state.sodium_word == "below normal"
    assert "swell" in panel.sentence


def test_the_slow_are_in_more_danger_than_the_fast_at_the_same_drink(panel):
    slow, fast = (panel.state_for(pace_km_h=pace, drunk_L=5.0).sodium_mM for pace in (5.0, 12.0))
    assert slow < 130 < 135 < fast


def test_the_drinks_are_those_of_the_table():
    assert drink_salts_mM(SPORTS_DRINK) == (20.0, 3.0)
    assert drink_salts_mM(REHYDRATION) == (75.0, 20.0)


def test_the_menu_is_that_of_the_table_the_thinnest_first():
    assert {row.menu: row.drink for row in evidence.rows("drinks") if row.menu} == MENU
    assert [drink for drink in MENU.values() if drink in DRINKS] == list(DRINKS)
    assert [sum(drink_salts_mM(drink)) for drink in DRINKS] == [0, 23, 95]


@pytest.mark.parametrize("potassium_mM", [0.0, MOST_POTASSIUM_MM])
@pytest.mark.parametrize("work", [{"pace_km_h": 4.0, "heat": 0.4}, {"pace_km_h": 12.0, "heat": 0.0}])
def test_the_saltiest_drink_of_a_menu_stays_in_the_picture(panel, work, potassium_mM):
    sweat_L = panel.state_for(**work).sweat_L
    salts = {"drink_sodium_mM": SALTIEST_MM - potassium_mM, "drink_potassium_mM": potassium_mM}
    sodium_mM = plasma_sodium_mM(Fluids(sweat_L=sweat_L, drink_L=CURVE_DRUNK_L, **salts))
    assert sodium_mM.max() < SODIUM_AXIS[1]


def test_the_chosen_drinks_curve_is_marked(panel):
    for drink, curve in zip(DRINKS, panel.state.curves_mM, strict=True):
        state = panel.state_for(drink=drink)
        assert np.array_equal(state.chosen_curve_mM, curve) and state.other_drink == ""
        assert len(panel.frame(state)["drinks in words"]["text"]) == len(DRINKS)


def test_spring_water_is_plain_water_too_and_cola_is_not():
    assert [_is_plain_water(drink) for drink in (DRINKS[0], "spring water", "cola", REHYDRATION)] == [
        True,
        True,
        False,
        False,
    ]


def test_cells_and_what_is_around_them_hold_all_the_water(panel):
    for values in itertools.product(*(control.legal() for control in panel.controls.values())):
        state = panel.state_for(**dict(zip(panel.controls, values, strict=True)))
        share = state.inside_share
        water = share * state.inside_change_percent + (1 - share) * state.outside_change_percent
        assert water * 42 / 70 == pytest.approx(state.mass_change_percent, abs=1e-6)


def test_the_dot_rides_on_the_curve_of_its_drink(panel):
    for drink, curve in zip(DRINKS, panel.state.curves_mM, strict=True):
        state = panel.state_for(drink=drink, drunk_L=3.0)
        assert np.interp(3.0, state.curve_drunk_L, curve) == pytest.approx(state.sodium_mM, abs=0.05)


def test_chain_ends_at_the_blood(panel):
    assert set(panel.chain(panel.state, panel.reference)) == {"behaviour", "blood"}


def test_the_explorer_opens_at_what_was_set_here(panel):
    panel.use("nothing")
    explorer = Explorer(focus="plain_water_percent", start=panel.state)
    assert explorer.state.values["dehydration_percent"] == pytest.approx(6, abs=0.01)  # its scale ends there
    assert explorer.state.values["plain_water_percent"] == 0
    assert explorer.state.values["exertion_cr10"] == 6
    explorer.close()
    panel.use("half as water")
    explorer = Explorer(focus="plain_water_percent", start=panel.state)
    assert explorer.state.values["plain_water_percent"] == pytest.approx(100 * 2.3 / 70, abs=0.01)
    assert explorer.state.symptom == "cramp"
    explorer.close()


def test_only_plain_water_counts_as_plain_water(panel):
    assert panel.state_for(drink=SPORTS_DRINK, drunk_L=4.0).plain_water_percent == 0
    more_than_sweated = panel.state_for(drunk_L=7.0)
    assert more_than_sweated.plain_water_percent == pytest.approx(100 * more_than_sweated.sweat_L / 70)


def test_four_drinks_of_anastasiou_lie_within_two_of_the_model_and_in_order():
    """T-independent check of the sodium balance: 137.3, 136.7, 134.5, 134.4 mmol/L were measured."""
    shown = DrinksInTheHeat()
    measured, modelled = ([study.estimates[place].value for study in shown.state.studies] for place in (0, 1))
    assert measured == [137.3, 136.7, 134.5, 134.4]
    assert modelled == sorted(modelled, reverse=True)
    assert 0.5 < shown.state.largest_difference_mM < 1.6
    assert f"{shown.state.largest_difference_mM:.1f}" in shown.sentence
    for row, study in zip(shown.rows(), shown.state.studies, strict=True):
        assert evidence.source(row.source).key == "anastasiou_2009"
        model = study.estimates[1]
        assert model.low < model.value < model.high
    shown.close()
