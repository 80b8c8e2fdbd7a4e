"""Sleep pressure in time: nights that come by themselves, and nights imposed by a timetable.

Same equations as ``sleep.py``. Between two switches the pressure is an exact exponential, so no step is too
long for it. When sleep comes by itself, a switch is where pressure and threshold meet: searched on a
five-minute grid, with a straight line inside the five minutes, which is right to seconds.

Route to the muscle: as in ``sleep.py``; the pressure goes on to ``sleep_receptors.py``.

With a clock the sleeper is *entrained*: the same hours every day. Without one (``clock_amplitude=0``) it runs
free, and each day begins a little earlier.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import as_numbers, require_between, require_number
from helpers.physiology.sleep import (
    DAY_H,
    RESTED,
    TYPICAL,
    WAKING_TIME,
    Sleeper,
    _require_sleeper,
    pressure_asleep,
    pressure_awake,
    thresholds,
)

LONGEST_H = 40 * DAY_H
SEARCH_STEP_H = 1 / 12
SEARCH_H = np.linspace(0, DAY_H, 289)


@dataclass(frozen=True)
class SleepCourse:
    """Sleep pressure over time; all hours count from the first midnight. Arrays."""

    time_h: np.ndarray
    pressure: np.ndarray
    asleep: np.ndarray  # True or False at each time
    fell_asleep_h: np.ndarray
    woke_h: np.ndarray

    @property
    def night_lengths_h(self) -> np.ndarray:
        """Hours of each completed sleep."""
        return self.woke_h - self.fell_asleep_h[: len(self.woke_h)]


def _moved(hours: ArrayLike, pressure: ArrayLike, asleep: bool, sleeper: Sleeper) -> np.ndarray:
    """The pressure after so many hours in one state."""
    move = pressure_asleep if asleep else pressure_awake
    return move(hours, pressure, sleeper)


def _next_switch_h(time_h: float, pressure: float, asleep: bool, end_h: float, sleeper: Sleeper) -> float:
    """When the pressure next meets its threshold; ``end_h`` if it does not before."""
    while time_h < end_h:
        upper, lower = thresholds(time_h + SEARCH_H, sleeper)
        future = _moved(SEARCH_H, pressure, asleep, sleeper)
        to_go = future - lower if asleep else upper - future
        met = int(np.argmax(to_go <= 0))
        if to_go[met] <= 0:
            before, after = to_go[max(met - 1, 0)], to_go[met]
            part = before / (before - after) if met else 1.0
            return min(time_h + (met - 1 + part) * SEARCH_STEP_H, end_h)
        time_h, pressure = time_h + DAY_H, float(future[-1])
    return end_h


def _course(
    switches_h: list[float],
    start_pressure: float,
    start_h: float,
    end_h: float,
    step_h: float,
    sleeper: Sleeper,
) -> SleepCourse:
    """Sample the exponentials between switches on an even grid."""
    time_h = start_h + step_h * np.arange(int((end_h - start_h) / step_h + 1e-9) + 1)
    pressure, asleep = _at(time_h, switches_h, start_pressure, start_h, sleeper)
    return SleepCourse(time_h, pressure, asleep, np.array(switches_h[::2]), np.array(switches_h[1::2]))


def _at(
    time_h: np.ndarray, switches_h: list[float], start_pressure: float, start_h: float, sleeper: Sleeper
) -> tuple[np.ndarray, np.ndarray]:
    """Pressure, and whether asleep, at any times from the start on; the first switch is falling asleep."""
    begins, pressures, latest = [start_h], [start_pressure], np.max(time_h)
    for number, switch in enumerate(switches_h):
        if switch > latest:
            break
        pressures.append(float(_moved(switch - begins[-1], pressures[-1], number % 2 == 1, sleeper)))
        begins.append(switch)
    stretch = np.searchsorted(begins, time_h, side="right") - 1
    asleep = stretch % 2 == 1
    since, from_pressure = time_h - np.array(begins)[stretch], np.array(pressures)[stretch]
    pressure = np.where(
        asleep, _moved(since, from_pressure, True, sleeper), _moved(since, from_pressure, False, sleeper)
    )
    return pressure, asleep


def spontaneous_sleep(
    days: float = 14.0,
    sleeper: Sleeper = TYPICAL,
    start_pressure: float = RESTED,
    start_h: float = WAKING_TIME,
    step_h: float = 0.25,
) -> SleepCourse:
    """Sleep that comes and goes by itself: down at the upper threshold, up at the lower one.

    Starts awake at ``start_h`` (0 to 24) of the first day with ``start_pressure`` (0 to 1) and runs ``days``
    (0.25 to 100), a sample every ``step_h`` (0.01 to 24 h). ValueError outside. The typical sleeper settles
    at 23:00 to 06:56: the model finds the eight-hour night by itself.
    """
    require_number(0.25, 100, "d", days=days)
    _require_start(sleeper, start_pressure, start_h)
    require_number(0.01, DAY_H, "h", step_h=step_h)
    end_h = start_h + DAY_H * days
    time_h, pressure, asleep = float(start_h), float(start_pressure), False
    switches: list[float] = []
    while (switch := _next_switch_h(time_h, pressure, asleep, end_h, sleeper)) < end_h:
        pressure = float(_moved(switch - time_h, pressure, asleep, sleeper))
        time_h, asleep = switch, not asleep
        switches.append(switch)
    return _course(switches, float(start_pressure), float(start_h), end_h, step_h, sleeper)


def scheduled_sleep(
    asleep_at_h: ArrayLike | None = None,
    awake_at_h: ArrayLike | None = None,
    days: float = 1.0,
    sleeper: Sleeper = TYPICAL,
    start_pressure: float = RESTED,
    start_h: float = WAKING_TIME,
    step_h: float = 0.25,
) -> SleepCourse:
    """Sleep at imposed times: short nights, shifts, naps, or no sleep at all.

    ``asleep_at_h`` and ``awake_at_h`` pair up: hours from the first midnight, each sleep after the one before
    and within the course; None for both is no sleep at all. Two nights: ``scheduled_sleep([23, 47], [31, 55],
    days=3)``. Starts awake; the other arguments as in :func:`spontaneous_sleep`. ValueError outside.
    """
    require_number(0.25, 100, "d", days=days)
    _require_start(sleeper, start_pressure, start_h)
    require_number(0.01, DAY_H, "h", step_h=step_h)
    end_h = start_h + DAY_H * days
    switches = _paired_hours(asleep_at_h, awake_at_h, float(start_h), end_h)
    return _course(switches, float(start_pressure), float(start_h), end_h, step_h, sleeper)


def scheduled_pressure(
    time_h: ArrayLike = 2 * DAY_H,
    asleep_at_h: ArrayLike | None = None,
    awake_at_h: ArrayLike | None = None,
    sleeper: Sleeper = TYPICAL,
    start_pressure: float = RESTED,
    start_h: float = WAKING_TIME,
) -> tuple[np.ndarray, np.ndarray]:
    """(pressure, True where asleep) of the same timetable at any times, in any order and shape.

    ``time_h`` and the sleeps lie within 40 days from ``start_h``; the rest as in :func:`scheduled_sleep`.
    """
    _require_start(sleeper, start_pressure, start_h)
    end_h = start_h + LONGEST_H
    require_between(start_h, end_h, "h", time_h=time_h)
    switches = _paired_hours(asleep_at_h, awake_at_h, float(start_h), end_h)
    return _at(np.asarray(time_h, dtype=float), switches, float(start_pressure), float(start_h), sleeper)


def _require_start(sleeper: object, start_pressure: object, start_h: object) -> None:
    """Raise ValueError unless a course can begin like this."""
    _require_sleeper(sleeper)
    require_number(0, 1, "", start_pressure=start_pressure)
    require_number(0, DAY_H, "h", start_h=start_h)


def _paired_hours(asleep_at_h: object, awake_at_h: object, start_h: float, end_h: float) -> list[float]:
    """The two lists woven into one that rises; ValueError when they do not pair up."""
    allowed = f"rising hours between {start_h:g} and {end_h:g}, each sleep ending before the next begins"
    named = {"asleep_at_h": asleep_at_h, "awake_at_h": awake_at_h}
    hours = {
        name: np.atleast_1d(as_numbers(name, value, allowed))
        for name, value in named.items()
        if value is not None
    }
    if not hours:
        return []
    if len(hours) == 1:
        missing = "awake_at_h" if asleep_at_h is not None else "asleep_at_h"
        raise ValueError(f"{missing} must be given when the other one is, got None")
    down, up = hours.values()
    if down.ndim > 1 or down.shape != up.shape:
        raise ValueError(f"awake_at_h must be as many hours as asleep_at_h, got {awake_at_h!r}")
    woven = np.column_stack([down, up]).ravel()
    if woven[0] < start_h or woven[-1] > end_h or np.any(np.diff(woven) <= 0):
        raise ValueError(f"asleep_at_h must be {allowed}, got {asleep_at_h!r} with {awake_at_h!r}")
    return woven.tolist()
