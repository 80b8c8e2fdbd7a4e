"""Caffeine against sleep: what a drink has left at bedtime, beside the two cut-offs of pooled trials."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers import evidence, records
from helpers.figures.caffeine_sleep import (
    HOURS_AXIS,
    LEVEL_AXIS,
    caffeine_sleep_frame,
    caffeine_sleep_skeleton,
)
from helpers.panels.base import Panel, Slider
from helpers.physiology.caffeine import HALF_LIFE, Drinker
from helpers.physiology.caffeine_effects import (
    SLEEP_LOST_PER_LEVEL,
    SLEEP_LOST_TRIED,
    left_over_mg,
    sleep_lost_min,
)

HOURS = np.linspace(*HOURS_AXIS, 97)
LEVELS_MG_L = np.linspace(*LEVEL_AXIS, 46)
SLOPES = (SLEEP_LOST_TRIED[0], float(SLEEP_LOST_PER_LEVEL), SLEEP_LOST_TRIED[1])
LOST_MIN = tuple(sleep_lost_min(LEVELS_MG_L, slope) for slope in SLOPES)
GRADE = " ".join(records.MARKS[SLEEP_LOST_PER_LEVEL.confidence])


@dataclass(frozen=True)
class CaffeineSleepState:
    """One drink before bed, and the two doses of the pooled trials, with the same half-life."""

    dose_mg: int
    hours_before: float
    half_life_h: float
    hours: np.ndarray
    left_mg: np.ndarray
    left_at_bedtime_mg: float
    bedtime_mg_L: float
    lost_min: float
    trial_doses_mg: tuple[float, ...]
    trial_hours: tuple[float, ...]
    trial_left_mg: tuple[np.ndarray, ...]
    trial_rest_mg: tuple[float, ...]
    rest_ratio: float
    line_mg_L: np.ndarray
    lines_lost_min: tuple[np.ndarray, ...]
    grade: str


def cut_offs() -> list[tuple[float, float]]:
    """Give dose [mg] and hours of the pooled trials' cut-offs; the table says "after 107 mg"."""
    return [
        (float(row.moment.split()[1]), float(row.value))
        for row in evidence.rows("caffeine_studies")
        if row.source == "gardiner_2023" and row.quantity.endswith("before bed")
    ]


class CaffeineAndSleep(Panel):
    """Move dose, hours and half-life; find the half-life at which one rest explains both cut-offs."""

    title = "What a drink has left at bedtime"
    question = "Two doses, two published cut-offs. Is there one half-life that leaves the same rest of both?"

    dose_mg = Slider("Caffeine of the drink", 20, 400, reference=100, step=10, unit="mg")
    hours_before = Slider("Drunk before bed", 1.0, 24.0, reference=6.0, step=0.5, unit="h")
    half_life_h = Slider("Half-life", 2.5, 12.0, reference=float(HALF_LIFE), step=0.1, unit="h")

    presets = {
        "a mug": {},
        "400 mg, six hours before": {"dose_mg": 400},
        "slow removal": {"half_life_h": 10.7},
    }

    def compute(self, dose_mg: int, hours_before: float, half_life_h: float) -> CaffeineSleepState:
        """Halve the drink and the trials' doses, hour by hour."""
        trials = cut_offs()
        rests = tuple(float(left_over_mg(dose, hours, half_life_h)) for dose, hours in trials)
        left = float(left_over_mg(dose_mg, hours_before, half_life_h))
        level = left / Drinker(half_life_h).volume_L
        return CaffeineSleepState(
            dose_mg=dose_mg,
            hours_before=hours_before,
            half_life_h=half_life_h,
            hours=HOURS,
            left_mg=left_over_mg(dose_mg, HOURS, half_life_h),
            left_at_bedtime_mg=left,
            bedtime_mg_L=level,
            lost_min=float(sleep_lost_min(level)),
            trial_doses_mg=tuple(dose for dose, _ in trials),
            trial_hours=tuple(hours for _, hours in trials),
            trial_left_mg=tuple(left_over_mg(dose, HOURS, half_life_h) for dose, _ in trials),
            trial_rest_mg=rests,
            rest_ratio=rests[-1] / rests[0],
            line_mg_L=LEVELS_MG_L,
            lines_lost_min=LOST_MIN,
            grade=GRADE,
        )

    skeleton = staticmethod(caffeine_sleep_skeleton)
    frame = staticmethod(caffeine_sleep_frame)

    def describe(self, state: CaffeineSleepState, reference: CaffeineSleepState) -> str:
        """Say what is left, what that may cost, and whether one rest explains both cut-offs."""
        first, second = state.trial_rest_mg
        agree = "the same rest" if abs(state.rest_ratio - 1) < 0.05 else "two different rests"
        return (
            f"Of {state.dose_mg} mg, {state.left_at_bedtime_mg:.0f} mg are left after "
            f"{state.hours_before:g} h: about {state.lost_min:.0f} min of sleep, if the assumed line holds. "
            f"With a half-life of {state.half_life_h:g} h the trials' two cut-offs leave "
            f"{first:.0f} and {second:.0f} mg: {agree}."
        )
