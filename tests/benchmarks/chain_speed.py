"""How long the whole chain of a day takes, and the long courses behind it.

Part of ``python -m tests.benchmarks laws``. Goal on two ordinary cores: a day from its causes to twitches
per hour under 5 ms, without axon traces; a year of vitamin D, a week of caffeine and a month of sleep under
20 ms each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from helpers.physiology.caffeine_course import concentration_mg_L
from helpers.physiology.calcium_loop import steady_state
from helpers.physiology.day import DayState, chain
from helpers.physiology.day_causes import Day
from helpers.physiology.sleep_course import scheduled_sleep, spontaneous_sleep
from helpers.physiology.vitamin_d import vitamin_d_year
from tests.benchmarks.timing import milliseconds

NIGHTS = 24.0 * np.arange(30)
BUSY = Day(
    habitual_sleep_h=6, asleep_at_h=23 + NIGHTS, awake_at_h=29 + NIGHTS,
    caffeine_mg=100, caffeine_at_h=[8, 11, 14, 17], caffeine_daily=True,
    calcium_intake_mg_day=500, magnesium_leak_mM=0.3, month=2,
    breathing_times=1.5, anxiety=0.3, stress=0.5, common_medicines=1,
)  # fmt: skip
EVERY_MINUTE, EVERY_QUARTER = np.arange(7, 31, 1 / 60), np.arange(7, 7 + 30 * 24, 0.25)


def whole(day: Day, time_h: float | np.ndarray = 15.0) -> DayState:
    """The chain and all it says: stations, rate and words where there is one time."""
    state = chain(day, time_h)
    _ = (state.rate_per_hour, state.rate_ratio, state.off_scale, state.words if np.ndim(time_h) == 0 else "")
    return state


CASES: dict[str, tuple[float, Callable[[], object]]] = {
    "whole chain, causes to twitches": (5, lambda: whole(replace(BUSY, calcium_intake_mg_day=600))),
    "same, a quiet day": (5, lambda: whole(Day())),
    "same day, another hour": (5, lambda: whole(BUSY, 20.0)),
    "same day, each minute of 24 h": (5, lambda: whole(BUSY, EVERY_MINUTE)),
    "same, each quarter of 30 days": (5, lambda: whole(BUSY, EVERY_QUARTER)),
    "of it, the calcium loop": (5, lambda: steady_state(600, 50.0, 0.7)),
    "a year of vitamin D": (20, vitamin_d_year),
    "a week of caffeine, each minute": (20, lambda: concentration_mg_L(np.arange(0, 168, 1 / 60), days=7)),
    "a month of sleep by itself": (20, lambda: spontaneous_sleep(30)),
    "a month of sleep by timetable": (20, lambda: scheduled_sleep(23 + NIGHTS, 29 + NIGHTS, days=30)),
}


def run() -> dict[str, Any]:
    """Print the table and give its rows."""
    results = {}
    print(f"{'':34}{'goal ms':>9}{'clock ms':>10}{'processor ms':>14}")
    for name, (goal, call) in CASES.items():
        clock, processor = milliseconds(call)
        results[name] = {"goal_ms": goal, "ms": clock, "processor_ms": processor}
        late = "" if clock < goal else "   over its goal"
        print(f"{name:34}{goal:9.0f}{clock:10.2f}{processor:14.2f}{late}")
    return results
