"""Lesson 03's core: a day of drinks, what is left at bedtime, and whether a week of them piles up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from helpers import evidence, records
from helpers.figures.caffeine import (
    DAYS,
    NEXT_MORNING_H,
    WAKES_H,
    WEEK_AXIS,
    drinks_frame,
    drinks_skeleton,
    scale_for,
    times,
)
from helpers.panels.base import Choice, Panel, Slider
from helpers.physiology.caffeine import HALF_LIFE, WEIGHT, Drinker
from helpers.physiology.caffeine_course import DAY_H, concentration_mg_L
from helpers.physiology.caffeine_effects import threshold_fall
from helpers.physiology.caffeine_receptors import HALF_OCCUPIED, occupancy
from helpers.physiology.twitch_rate import rate_words

FIRST_DRINK_H, BEDTIME_H = 8, 23.0
STEP_H = 0.25
WEEK_HOURS = np.arange(WAKES_H, WAKES_H + DAYS * DAY_H + STEP_H / 2, STEP_H)
FIRST_DAY = slice(0, int((NEXT_MORNING_H - WAKES_H) / STEP_H) + 1)
LAST_DAY = slice(-int(DAY_H / STEP_H) - 1, None)
MUG, TEA = "filter coffee, mug", "black tea, mug"
MENU: dict[str, float] = {
    row.menu: row.value
    for row in sorted(evidence.rows("caffeine_content"), key=lambda row: row.value or 0, reverse=True)
    if row.menu
}
"""The drinks that the published table puts on the menu, the strongest first, and their caffeine [mg]."""
SCALE = scale_for(max(MENU.values()))
LEVELS_MG_L = np.linspace(0, SCALE * WEEK_AXIS[1], 91)


def published(population: str, quantity: str, source: str) -> float:
    """Give one number of the table of half-lives and clearances, in the unit it was published in."""
    wanted = {"population": population, "quantity": quantity, "source": source}
    return float(evidence.row("caffeine_half_life", **wanted).value)


@dataclass(frozen=True)
class DrinksState:
    """What the picture shows: the settings, the first day, the week, and the receptors.

    ``left_at_bedtime`` is a share of the first day's highest level, and ``week_over_first`` the seventh
    day's highest over it.
    """

    drink: str
    drinks: int
    last_drink_h: int
    half_life_h: float
    caffeine_mg_day: float
    drunk_at_h: tuple[float, ...]
    day_hours: np.ndarray
    day_mg_L: np.ndarray
    peak_mg_L: float
    bedtime_h: float
    bedtime_mg_L: float
    left_at_bedtime: float
    week_days: np.ndarray
    week_mg_L: np.ndarray
    week_peak_mg_L: float
    week_over_first: float
    curve_mg_L: np.ndarray
    curve_held: np.ndarray
    half_held_mg_L: float
    half_grade: str
    held_at_peak: float
    threshold_fall: float


class DayOfDrinks(Panel):
    """Choose a drink, how many and until when, and how fast the body removes caffeine; watch day and week."""

    title = f"A day of drinks, and a week of such days (model of an adult of {WEIGHT:g} kg)"
    question = "The same drinks every day for a week. Does the caffeine in the blood pile up?"

    caffeine_drink = Choice("Drink", {f"{name}: {mg:g} mg": name for name, mg in MENU.items()}, reference=MUG)
    drinks = Slider("Drinks", 1, 6, reference=4, step=1, unit="a day", hint="spread evenly")
    last_drink_h = Slider("The last at", 8, 22, reference=17, step=1, unit="o'clock", hint="the first at 8")
    half_life_h = Slider(
        "Half-life", 2.0, 60.0, reference=float(HALF_LIFE), step=0.5, unit="h", hint="about 5 in most adults"
    )

    presets = {
        "four mugs": {},
        "all at 8": {"last_drink_h": 8},
        "into the evening": {"last_drink_h": 22},
        "tea instead": {"caffeine_drink": TEA},
        "removal blocked": {"half_life_h": published("with fluvoxamine", "half-life", "culm_merdek_2005")},
    }

    def compute(self, caffeine_drink: str, drinks: int, last_drink_h: int, half_life_h: float) -> DrinksState:
        """Add up what every drink has left, over seven days from a first one without caffeine before it."""
        hours = _spread(int(drinks), last_drink_h)
        dose, drinker = MENU[caffeine_drink], Drinker(half_life_h)
        week = concentration_mg_L(WEEK_HOURS, dose, hours, drinker, DAYS)
        peak, week_peak = float(week[FIRST_DAY].max()), float(week[LAST_DAY].max())
        bedtime = float(np.interp(BEDTIME_H, WEEK_HOURS, week))
        return DrinksState(
            drink=caffeine_drink,
            drinks=drinks,
            last_drink_h=last_drink_h,
            half_life_h=half_life_h,
            caffeine_mg_day=dose * drinks,
            drunk_at_h=tuple(hours.tolist()),
            day_hours=WEEK_HOURS[FIRST_DAY],
            day_mg_L=week[FIRST_DAY],
            peak_mg_L=peak,
            bedtime_h=BEDTIME_H,
            bedtime_mg_L=bedtime,
            left_at_bedtime=bedtime / peak,
            week_days=(WEEK_HOURS - WAKES_H) / DAY_H,
            week_mg_L=week,
            week_peak_mg_L=week_peak,
            week_over_first=week_peak / peak,
            curve_mg_L=LEVELS_MG_L,
            curve_held=occupancy(LEVELS_MG_L),
            half_held_mg_L=float(HALF_OCCUPIED),
            half_grade=" ".join(records.MARKS[HALF_OCCUPIED.confidence]),
            held_at_peak=float(occupancy(week_peak)),
            threshold_fall=float(threshold_fall(week_peak)),
        )

    skeleton = staticmethod(partial(drinks_skeleton, scale=SCALE))
    frame = staticmethod(partial(drinks_frame, scale=SCALE))

    def describe(self, state: DrinksState, reference: DrinksState) -> str:
        """Say how high the first day goes, what is left at bedtime, and what a week adds."""
        return (
            f"{state.drinks} × {state.drink}: {state.caffeine_mg_day:.0f} mg a day. With a half-life of "
            f"{state.half_life_h:g} h that is at most {state.peak_mg_L:.1f} mg/L on day 1, "
            f"{state.bedtime_mg_L:.1f} at bedtime ({BEDTIME_H:.0f}:00). Day 7 reaches "
            f"{times(state.week_over_first)} that: {_piling(state.week_over_first)}. "
            f"Caffeine then holds {100 * state.held_at_peak:.0f} % of the A1 receptors."
        )

    def chain(self, state: DrinksState, reference: DrinksState) -> Mapping[str, str]:
        """Drink to blood to receptor; the step from receptor to threshold is an assumption of size."""
        return {
            "behaviour": f"{state.caffeine_mg_day:.0f} mg of caffeine a day",
            "blood": f"at most {state.week_peak_mg_L:.1f} mg/L on day 7",
            "gate": f"A1 receptors: {100 * state.held_at_peak:.0f} % held by caffeine",
            "threshold": f"{100 * state.threshold_fall:.1f} % lower, assumed",
            "muscle": f"one axon's twitches, a teaching estimate: {rate_words(state.threshold_fall)}",
        }


def _spread(drinks: int, last_h: float) -> np.ndarray:
    """Give the hours of the drinks, evenly from the first to the last; a single one is the last [h]."""
    return np.linspace(FIRST_DRINK_H, last_h, drinks) if drinks > 1 else np.full(drinks, float(last_h))


def _piling(week_over_first: float) -> str:
    if week_over_first < 1.05:
        return "hardly anything piles up"
    return "a little is left each morning" if week_over_first < 1.5 else "it piles up"
