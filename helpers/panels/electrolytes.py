"""Lesson 01's core: four hours of work, what is drunk meanwhile, and what it makes of blood and cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from helpers import evidence, records
from helpers.display import signed
from helpers.figures.electrolytes import DRUNK_AXIS, STRETCHED, run_frame, run_skeleton
from helpers.panels.base import Choice, Panel, Slider
from helpers.physiology.body_water import (
    EXAMPLE_HOURS,
    EXAMPLE_SWEAT_SODIUM,
    OUTSIDE_SHARE,
    Fluids,
    plasma_sodium_mM,
    water_spaces,
)
from helpers.physiology.sweat import (
    DRY_FRACTION,
    DRY_FRACTION_COOL,
    DRY_FRACTION_HOT,
    REFERENCE_MASS,
    effort_cr10,
    running_power_W,
    sweat_rate_L_h,
)

WATER, SPORTS_DRINK = "tap water", "sports drink"
REHYDRATION = "oral rehydration solution, reduced osmolarity"
DRINKS = tuple(evidence.row("drinks", drink=name).drink for name in (WATER, SPORTS_DRINK, REHYDRATION))
"""Names in the table of drinks, in the order of the picture's curves, which are always there."""


@cache
def drink_salts_mM(drink: str) -> tuple[float, float]:
    """Sodium and potassium of a drink, as the table of drinks has them."""
    sodium, potassium = (
        float(evidence.row("drinks", drink=drink, quantity=quantity).value)
        for quantity in ("sodium", "potassium")
    )
    return sodium, potassium


MENU: dict[str, str] = {row.menu: row.drink for row in evidence.rows("drinks") if row.menu}
MENU = dict(sorted(MENU.items(), key=lambda item: sum(drink_salts_mM(item[1]))))
"""What the panel offers, the thinnest first -> its name in the table of drinks, whose rows decide."""
CURVE_DRUNK_L = np.linspace(*DRUNK_AXIS, 57)
ASSUMED = (
    f"{' '.join(records.MARKS[EXAMPLE_SWEAT_SODIUM.confidence])}: "
    f"{REFERENCE_MASS:g} kg, no urine,<br>sweat sodium {EXAMPLE_SWEAT_SODIUM:g} mmol/L"
)


@dataclass(frozen=True)
class RunState:
    """Four hours of work and one drink: litres, plasma sodium [mmol/L], changes of water and mass [%].

    ``other_drink`` is a drink of the menu without a curve of its own, empty otherwise.
    ``dehydration_percent``, ``plain_water_percent`` (sweat replaced with water alone, of body mass) and
    ``exertion_cr10`` bear the explorer's names: there they go on.
    """

    pace_km_h: float
    heat: float
    drink: str
    drunk_L: float
    sweat_L: float
    sodium_mM: float
    sodium_word: str
    normal_mM: tuple[float, float]
    inside_change_percent: float
    outside_change_percent: float
    inside_share: float
    mass_change_percent: float
    dehydration_percent: float
    plain_water_percent: float
    exertion_cr10: float
    curve_drunk_L: np.ndarray
    curves_mM: tuple[np.ndarray, ...]
    chosen_curve_mM: np.ndarray
    other_drink: str
    assumed: str


class SweatAndDrink(Panel):
    """Choose work, heat and what is drunk; watch the sodium of the blood, the cells and the body's mass."""

    title = f"{EXAMPLE_HOURS:g} hours of work, and what is drunk meanwhile"
    question = "Litres of salty sweat are gone. Is the blood now less salty, or more?"

    pace_km_h = Slider("Pace", 4.0, 12.0, reference=10.0, step=0.5, unit="km/h", hint="5: a walk")
    heat = Choice(
        "Air",
        {"cool": float(DRY_FRACTION_COOL), "warm": float(DRY_FRACTION), "hot": float(DRY_FRACTION_HOT)},
        reference=float(DRY_FRACTION),
    )
    drink = Choice("Drink", MENU, reference=WATER)
    drunk_L = Slider("Amount drunk", 0.0, 7.0, reference=2.3, step=0.1, unit="L")

    presets = {
        "half as water": {},
        "nothing": {"drunk_L": 0.0},
        "all as water": {"drunk_L": 4.5},
        "too much water": {"drunk_L": 7.0},
        "sports drink": {"drunk_L": 4.5, "drink": SPORTS_DRINK},
        "slow, much water": {"pace_km_h": 5.0, "drunk_L": 5.0},
    }

    def compute(self, pace_km_h: float, heat: float, drink: str, drunk_L: float) -> RunState:
        """From pace to heat to sweat; then the balance of water and salt."""
        sweat_L = _sweat_L(pace_km_h, heat)
        after = _fluids(drink, sweat_L, drunk_L)
        spaces, sodium, mass = water_spaces(after), float(plasma_sodium_mM(after)), float(REFERENCE_MASS)
        replaced_L = min(drunk_L, sweat_L) if _is_plain_water(drink) else 0.0
        lost = float(after.percent_of_mass_lost)
        return RunState(
            pace_km_h=pace_km_h,
            heat=heat,
            drink=drink,
            drunk_L=drunk_L,
            sweat_L=sweat_L,
            sodium_mM=sodium,
            sodium_word=_word(sodium),
            normal_mM=_normal_sodium_mM(),
            inside_change_percent=float(spaces.inside_change_percent),
            outside_change_percent=float(spaces.outside_change_percent),
            inside_share=float(1 - OUTSIDE_SHARE),
            mass_change_percent=-lost,
            dehydration_percent=max(0.0, lost),
            plain_water_percent=100 * replaced_L / mass,
            exertion_cr10=float(effort_cr10(pace_km_h)),
            curve_drunk_L=CURVE_DRUNK_L,
            curves_mM=tuple(_curve_mM(known, sweat_L) for known in DRINKS),
            chosen_curve_mM=_curve_mM(drink, sweat_L),
            other_drink="" if drink in DRINKS else self._words(drink),
            assumed=ASSUMED,
        )

    skeleton = staticmethod(run_skeleton)
    frame = staticmethod(run_frame)

    def describe(self, state: RunState, reference: RunState) -> str:
        """Say what went out and in, and what that did, beside the reference."""
        drunk = (
            f"{state.drunk_L:.1f} L of {self._words(state.drink)} drunk" if state.drunk_L else "nothing drunk"
        )
        cells = state.inside_change_percent
        verb = "swell" if cells > 0 else "shrink"
        return (
            f"{state.sweat_L:.1f} L sweated, {drunk}: plasma sodium {state.sodium_mM:.1f} mmol/L, "
            f"{state.sodium_word} (reference {reference.sodium_mM:.1f}). Cells {verb} by {abs(cells):.1f} %, "
            f"drawn {STRETCHED:g} times as large; body mass {signed(state.mass_change_percent, 1)} %."
        )

    def chain(self, state: RunState, reference: RunState) -> Mapping[str, str]:
        """Sweat and drink change the blood; no route through the threshold is known."""
        return {
            "behaviour": f"{state.sweat_L:.1f} L sweated, {state.drunk_L:.1f} L drunk",
            "blood": f"sodium {state.sodium_mM:.1f} mmol/L; water moves: cells "
            f"{signed(state.inside_change_percent, 1)} %",
        }

    def _words(self, drink: str) -> str:
        return str(type(self).drink.say(drink))


def _word(sodium_mM: float) -> str:
    low, high = _normal_sodium_mM()
    return "below normal" if sodium_mM < low else "above normal" if sodium_mM > high else "normal"


@lru_cache(maxsize=1)
def _normal_sodium_mM() -> tuple[float, float]:
    """The range that laboratories print."""
    row = evidence.row("reference_ranges", analyte="sodium")
    return float(row.low), float(row.high)


def _sweat_L(pace_km_h: float, dry_fraction: float) -> float:
    return float(EXAMPLE_HOURS * sweat_rate_L_h(running_power_W(speed_km_h=pace_km_h), 0.0, dry_fraction))


def _fluids(drink: str, sweat_L: float, drunk_L: float | np.ndarray) -> Fluids:
    sodium, potassium = drink_salts_mM(drink)
    return Fluids(
        REFERENCE_MASS,
        sweat_L=sweat_L,
        drink_L=drunk_L,
        drink_sodium_mM=sodium,
        drink_potassium_mM=potassium,
    )


def _is_plain_water(drink: str) -> bool:
    """Tell whether a drink's salts round to none."""
    return round(sum(drink_salts_mM(drink))) == 0


@lru_cache(maxsize=256)
def _curve_mM(drink: str, sweat_L: float) -> np.ndarray:
    """Plasma sodium over litres drunk, for one drink: all that pace and heat change."""
    return np.asarray(plasma_sodium_mM(_fluids(drink, sweat_L, CURVE_DRUNK_L)))
