"""Lesson 06's own panel: a year of sun and food, and what its 25(OH)D does to calcium, PTH and strength."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np

from helpers import evidence, records
from helpers.display import signed
from helpers.figures.vitamin_d import LEVEL_HIGH, year_frame, year_skeleton
from helpers.panels.base import Panel, Slider
from helpers.physiology.calcium_loop import BONE_TURNOVER
from helpers.physiology.minerals import MineralEffects, mineral_effects
from helpers.physiology.vitamin_d import LEVEL_WITHOUT, LOWEST_LEVEL, VitaminDYear, vitamin_d_year

LEVELS = np.linspace(LOWEST_LEVEL, LEVEL_HIGH, 111)
SHORTEST_DAY = 355  # 21 December
SAME_ALL_YEAR = 0.5  # a swing too small to be called one [nmol/L]
NEAR_THE_END = 5.0  # how near to the lowest level it knows the model says so [nmol/L]
GRADE = f"{' '.join(records.MARKS[BONE_TURNOVER.confidence])}: {BONE_TURNOVER.confidence} model"
SKINS = ("I", "II", "III", "IV", "V", "VI")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)  # strftime would ask the machine for its language


@dataclass(frozen=True)
class Line:
    """A cut-off that a body of experts has drawn, for the picture of the year."""

    nmol_L: float
    words: str


@dataclass(frozen=True)
class Curves:
    """What every level of 25(OH)D does once the calcium loop has settled: the same for everybody."""

    level_nmol_L: np.ndarray
    calcium_mM: np.ndarray
    pth_times_usual: np.ndarray
    strength_percent: np.ndarray

    def between(self, low_nmol_L: float, high_nmol_L: float) -> Curves:
        """Give the stretch of the curves that one year covers."""
        inside = (self.level_nmol_L > low_nmol_L) & (self.level_nmol_L < high_nmol_L)
        at = np.concatenate([[low_nmol_L], self.level_nmol_L[inside], [high_nmol_L]])
        names = ("calcium_mM", "pth_times_usual", "strength_percent")
        return Curves(at, *(np.interp(at, self.level_nmol_L, getattr(self, name)) for name in names))


@dataclass(frozen=True)
class YearState:
    """A year that repeats every year, and the body on its day of lowest 25(OH)D.

    ``vitamin_d_nmol_L`` is that lowest level; PTH is told in times what it is at 60 nmol/L, strength as a
    share of plenty, at worst.
    """

    latitude_deg: float
    skin_type: int
    minutes_outside: float
    diet_IU_day: float
    day: np.ndarray
    level_nmol_L: np.ndarray
    skin_IU_day: np.ndarray
    vitamin_d_nmol_L: float
    highest_nmol_L: float
    lowest_day: int
    highest_day: int
    days_after_shortest: int
    calcium_mM: float
    pth_times_usual: float
    percent_absorbed: float
    bone_mg_day: float
    strength_percent: float
    gating_shift_mV: float
    threshold_fall: float
    curves: Curves
    this_year: Curves
    healthy_low_mM: float
    healthy_high_mM: float
    out_of_reach_nmol_L: float
    lines: tuple[Line, ...]
    grade: str


class SunToStrength(Panel):
    """Move latitude, skin, minutes and diet: see 25(OH)D through the year, and what the body makes of it."""

    title = "A year of vitamin D, and what the body makes of it"
    question = "25(OH)D falls in winter. Does the calcium in the blood fall with it?"

    latitude_deg = Slider("Latitude", 0, 65, reference=42, step=1, unit="° north")
    skin_type = Slider("Skin type", 1, 6, reference=2, step=1, hint="1 very fair, 6 very dark")
    minutes_outside = Slider("Minutes outside", 0, 120, reference=8, step=2, unit="a day", hint="at noon")
    diet_IU_day = Slider(
        "Vitamin D eaten", 0, 1000, reference=200, step=20, unit="IU a day", hint="40 IU = 1 µg"
    )

    presets = {
        "equator": {"latitude_deg": 0},
        "far north": {"latitude_deg": 65},
        "dark skin": {"skin_type": 6},
        "no sun, little eaten": {"minutes_outside": 0, "diet_IU_day": 40},
        "no sun, more eaten": {"minutes_outside": 0, "diet_IU_day": 600},
    }

    def compute(
        self, latitude_deg: float, skin_type: int, minutes_outside: float, diet_IU_day: float
    ) -> YearState:
        """Give the year's 25(OH)D, and calcium, hormone and strength on its lowest day."""
        year = vitamin_d_year(latitude_deg, skin_type, minutes_outside, diet_IU_day)
        level = year.vitamin_d_nmol_L
        lowest, highest = _lowest_day(year), int(year.day_of_year[level.argmax()])
        low, high = float(level.min()), float(level.max())
        there = mineral_effects(vitamin_d_nmol_L=low)
        healthy = evidence.row("reference_ranges", analyte="calcium, ionised")
        return YearState(
            latitude_deg,
            skin_type,
            minutes_outside,
            diet_IU_day,
            day=year.day_of_year,
            level_nmol_L=level,
            skin_IU_day=year.skin_IU_day,
            vitamin_d_nmol_L=low,
            highest_nmol_L=high,
            lowest_day=lowest,
            highest_day=highest,
            days_after_shortest=(lowest - SHORTEST_DAY) % 365,
            calcium_mM=there.loop.ionised_calcium_mM,
            pth_times_usual=there.loop.pth_pg_mL / _usual().loop.pth_pg_mL,
            percent_absorbed=100 * there.loop.fraction_absorbed,
            bone_mg_day=there.loop.net_bone_release_mg_day,
            strength_percent=100 * float(there.relative_strength),
            gating_shift_mV=float(there.gating_shift_mV),
            threshold_fall=float(there.threshold_fall),
            curves=_curves(),
            this_year=_curves().between(low, high),
            healthy_low_mM=healthy.low,
            healthy_high_mM=healthy.high,
            out_of_reach_nmol_L=float(LEVEL_WITHOUT),
            lines=_lines(),
            grade=GRADE,
        )

    skeleton = staticmethod(year_skeleton)
    frame = staticmethod(year_frame)

    def describe(self, state: YearState, reference: YearState) -> str:
        """Say how the level swings, then what the body does on its lowest day."""
        where = (
            f"{state.latitude_deg:.0f}° north, skin type {SKINS[state.skin_type - 1]}, "
            f"{state.minutes_outside:.0f} minutes, {state.diet_IU_day:.0f} IU: {_swing(state)}. "
        )
        body = (
            f"Then calcium is {state.calcium_mM:.2f} mmol/L, PTH {state.pth_times_usual:.2f} times usual, "
            f"{_bone(state.bone_mg_day)}, and strength is at least {state.strength_percent:.0f} % of full."
        )
        if state.vitamin_d_nmol_L < state.out_of_reach_nmol_L + NEAR_THE_END:
            body += f" People can have less; this model ends at {LEVEL_WITHOUT:.0f}."
        return where + body

    def chain(self, state: YearState, reference: YearState) -> Mapping[str, str]:
        """Vitamin D reaches the nerve through ionised calcium alone, and the fibre by a route of its own."""
        return {
            "behaviour": f"{state.minutes_outside:.0f} minutes outside, "
            f"{state.diet_IU_day:.0f} IU a day eaten",
            "blood": f"25(OH)D {state.vitamin_d_nmol_L:.0f} nmol/L, PTH {state.pth_times_usual:.2f} × usual, "
            f"calcium {state.calcium_mM:.2f} mmol/L",
            "gate": f"gates moved by {signed(state.gating_shift_mV, 1)} mV",
            "threshold": f"threshold fall {signed(100 * state.threshold_fall, 1)} %: nothing to feel",
            "muscle": f"strength at least {state.strength_percent:.0f} % of full, by a way of its own; "
            "weakness is no twitch",
        }


@cache
def _usual() -> MineralEffects:
    return mineral_effects()


@cache
def _curves() -> Curves:
    effects = mineral_effects(vitamin_d_nmol_L=LEVELS)
    return Curves(
        LEVELS,
        np.asarray(effects.loop.ionised_calcium_mM),
        np.asarray(effects.loop.pth_pg_mL) / _usual().loop.pth_pg_mL,
        100 * np.asarray(effects.relative_strength),
    )


@cache
def _lines() -> tuple[Line, ...]:
    """The two lines of the Institute of Medicine: one of several bodies (Go deeper)."""
    words = {"deficient below": "at risk", "enough from": "enough"}
    rows = (row for row in evidence.rows("vitamin_d_cut_offs") if row.body == "Institute of Medicine")
    return tuple(Line(row.value, words[row.quantity]) for row in rows if row.quantity in words)


def _lowest_day(year: VitaminDYear) -> int:
    return int(year.day_of_year[year.vitamin_d_nmol_L.argmin()])


def _date(day_of_year: int) -> date:
    return date(2023, 1, 1) + timedelta(days=day_of_year - 1)


def day_words(day_of_year: int) -> str:
    """Give a day of the year as people say it, ``18 February``."""
    when = _date(day_of_year)
    return f"{when.day} {MONTHS[when.month - 1]}"


def _swing(state: YearState) -> str:
    low, high = state.vitamin_d_nmol_L, state.highest_nmol_L
    if high - low < SAME_ALL_YEAR:
        return f"25(OH)D is {low:.0f} nmol/L all year"
    return (
        f"25(OH)D climbs to {high:.0f} nmol/L on {day_words(state.highest_day)} and falls to {low:.0f} "
        f"on {day_words(state.lowest_day)}"
    )


def _bone(release_mg_day: float) -> str:
    if release_mg_day < 0:
        return f"bone takes up {-release_mg_day:.1f} mg of calcium a day"
    return f"bone gives up {release_mg_day:.1f} mg of calcium a day"
