"""Why the night comes by itself: two processes, sleep pressure and a clock, with nobody setting an alarm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from helpers.figures.body_clock import SHOWN_DAYS, clock_frame, clock_skeleton
from helpers.panels.base import Panel, Slider
from helpers.physiology.sleep import CLOCK_AMPLITUDE, DAY_H, UPPER_THRESHOLD, Sleeper, thresholds
from helpers.physiology.sleep_course import SleepCourse, spontaneous_sleep

SETTLED_DAYS = 30  # until the start is forgotten
STEP_H = 0.25


@dataclass(frozen=True)
class BodyClockState:
    """Four days of sleep that comes and goes by itself, a month after anything was changed.

    ``night_h`` is the average night and ``day_h`` the average time from one waking to the next.
    """

    clock_amplitude: float
    upper_threshold: float
    night_h: float
    day_h: float
    time_h: np.ndarray
    pressure: np.ndarray
    upper: np.ndarray
    lower: np.ndarray
    starts_h: np.ndarray
    ends_h: np.ndarray
    lengths_h: np.ndarray


class BodyClock(Panel):
    """Weaken the body clock, or bear more sleep pressure, and see what becomes of night and day."""

    title = "Sleep that comes by itself"
    question = "Somebody bears more sleep pressure before giving in. Does the night get longer or shorter?"

    upper_threshold = Slider(
        "Gives in at pressure",
        0.57,
        0.77,
        reference=float(UPPER_THRESHOLD),
        step=0.01,
        hint="its daily mean",
    )
    clock_amplitude = Slider(
        "Swing of the body clock", 0.0, 0.2, reference=float(CLOCK_AMPLITUDE), step=0.02, hint="0: no clock"
    )

    presets: ClassVar = {
        "typical": {},
        "gives in late": {"upper_threshold": 0.77},
        "gives in early": {"upper_threshold": 0.57},
        "no clock": {"clock_amplitude": 0.0},
    }

    def compute(self, upper_threshold: float, clock_amplitude: float) -> BodyClockState:
        """Let a month pass, then keep four days."""
        sleeper = Sleeper(upper_threshold=upper_threshold, clock_amplitude=clock_amplitude)
        course = _settled(sleeper)
        from_h, to_h = SETTLED_DAYS * DAY_H, (SETTLED_DAYS + SHOWN_DAYS) * DAY_H
        kept = (course.time_h >= from_h) & (course.time_h <= to_h)
        time_h = course.time_h[kept]
        upper, lower = thresholds(time_h, sleeper)
        slept, woke = course.fell_asleep_h[: len(course.woke_h)], course.woke_h
        seen = (woke > from_h) & (slept < to_h)
        late = woke > from_h / 2
        return BodyClockState(
            clock_amplitude=clock_amplitude,
            upper_threshold=upper_threshold,
            night_h=float(course.night_lengths_h[late].mean()),
            day_h=float(np.diff(woke[late]).mean()),
            time_h=time_h - from_h,
            pressure=course.pressure[kept],
            upper=upper,
            lower=lower,
            starts_h=np.maximum(slept[seen] - from_h, 0.0),
            ends_h=np.minimum(woke[seen], to_h) - from_h,
            lengths_h=course.night_lengths_h[seen],
        )

    skeleton = staticmethod(clock_skeleton)
    frame = staticmethod(clock_frame)

    def describe(self, state: BodyClockState, reference: BodyClockState) -> str:
        """Say how long night and day are, and whether the days keep to the clock."""
        clock = f"with a clock that swings by {state.clock_amplitude:.2f}"
        setting = f"Giving in at {state.upper_threshold:.2f}, {clock}"
        night = f"a night lasts {state.night_h:.1f} h (typical {reference.night_h:.1f})"
        if abs(state.day_h - DAY_H) < 0.01:
            return f"{setting}: {night}, at the same hours every day."
        return f"{setting}: {night}, and a whole day {state.day_h:.1f} h: it no longer keeps to the sun’s 24."

    def chain(self, state: BodyClockState, reference: BodyClockState) -> Mapping[str, str]:
        """Sleep that nobody planned: behaviour, and nothing further."""
        return {"behaviour": f"a night of {state.night_h:.1f} h, a day of {state.day_h:.1f} h"}


@lru_cache(maxsize=64)
def _settled(sleeper: Sleeper) -> SleepCourse:
    """A month and a few days of one sleeper."""
    return spontaneous_sleep(SETTLED_DAYS + SHOWN_DAYS + 2, sleeper, step_h=STEP_H)
