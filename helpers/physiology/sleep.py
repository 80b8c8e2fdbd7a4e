"""Sleep pressure: it builds up while awake, drains while asleep, and a body clock says when to switch.

Borbély's two-process model (1982). The *pressure* S, from 0 to 1, creeps towards 1 while awake and falls
towards 0 while asleep. The *clock* lifts and lowers two thresholds once in 24 hours: reaching the upper one
we fall asleep, reaching the lower one we wake.

Route to the muscle: sleep pressure -> receptors -> cortical balance -> firing threshold, the last three in
``sleep_receptors.py``; nights and days in time are in ``sleep_course.py``. Left out: memory for chronic loss
(with four-hour nights this S settles within three days, yet attention was reported to get worse for two
weeks, Van Dongen 2003), light, naps against one's will, and differences between people.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import Quantity, require_between, require_number

DAY_H = 24.0
RISE_TIME = Quantity(
    18.2, "h", source="skeldon_2014", confidence="textbook", note="time constant awake; 12 to 24 tried"
)
FALL_TIME = Quantity(
    4.2, "h", source="skeldon_2014", confidence="textbook", note="time constant asleep; 3 to 6 tried"
)
UPPER_THRESHOLD = Quantity(
    0.67, "", source="biol_timing_sleep_2025", confidence="fitted", note="mean pressure to fall asleep at"
)
LOWER_THRESHOLD = Quantity(
    0.17, "", source="biol_timing_sleep_2025", confidence="fitted", note="mean pressure to wake at"
)
CLOCK_AMPLITUDE = Quantity(
    0.12, "", source="biol_timing_sleep_2025", confidence="fitted", note="0.10 is printed too"
)
CLOCK_ZERO = Quantity(
    9.53, "h", source="kit_choice", confidence="fitted", note="upward zero of the clock: bedtime is 23:00"
)
HABITUAL_SLEEP = Quantity(8.0, "h", source="kit_choice", confidence="assumption", note="the reference night")
WAKING_TIME = Quantity(7.0, "h", source="kit_choice", confidence="assumption", note="where courses start")

ALLOWED = {
    "rise_h": (12.0, 24.0, "h"),
    "fall_h": (3.0, 6.0, "h"),
    "upper_threshold": (0.5, 0.9, ""),
    "lower_threshold": (0.05, 0.3, ""),
    "clock_amplitude": (0.0, 0.2, ""),
    "clock_zero_h": (0.0, 24.0, "h"),
}


@dataclass(frozen=True)
class Sleeper:
    """One person: how fast pressure moves, where the thresholds lie, what the clock does.

    Single numbers within ``ALLOWED``; ValueError outside. ``clock_amplitude=0`` is a body without a clock.
    """

    rise_h: float = RISE_TIME
    fall_h: float = FALL_TIME
    upper_threshold: float = UPPER_THRESHOLD
    lower_threshold: float = LOWER_THRESHOLD
    clock_amplitude: float = CLOCK_AMPLITUDE
    clock_zero_h: float = CLOCK_ZERO

    def __post_init__(self) -> None:
        for field in fields(self):
            require_number(*ALLOWED[field.name], **{field.name: getattr(self, field.name)})


TYPICAL = Sleeper()


def _require_sleeper(sleeper: object) -> None:
    if not isinstance(sleeper, Sleeper):
        raise ValueError(f"sleeper must be a Sleeper, such as Sleeper(clock_amplitude=0), got {sleeper!r}")


def habitual_bedtime_pressure(sleep_h: ArrayLike = HABITUAL_SLEEP, sleeper: Sleeper = TYPICAL) -> np.ndarray:
    """Pressure at bedtime of someone who sleeps ``sleep_h`` hours every night (0 to 24), for weeks.

    Closed form of the two exponentials meeting end to end. ValueError outside the range.
    """
    require_between(0, DAY_H, "h", sleep_h=sleep_h)
    _require_sleeper(sleeper)
    asleep = np.asarray(sleep_h, dtype=float)
    gap_left = np.exp(-(DAY_H - asleep) / sleeper.rise_h)
    return (1 - gap_left) / (1 - gap_left * np.exp(-asleep / sleeper.fall_h))


def habitual_waking_pressure(sleep_h: ArrayLike = HABITUAL_SLEEP, sleeper: Sleeper = TYPICAL) -> np.ndarray:
    """Pressure on waking of the same person: what the night leaves of the bedtime pressure."""
    bedtime = habitual_bedtime_pressure(sleep_h, sleeper)
    return bedtime * np.exp(-np.asarray(sleep_h, dtype=float) / sleeper.fall_h)


RESTED = float(habitual_waking_pressure())  # on waking, when every night has 8 hours


def pressure_awake(
    hours_awake: ArrayLike = 0.0, start_pressure: ArrayLike = RESTED, sleeper: Sleeper = TYPICAL
) -> np.ndarray:
    """Pressure after so many hours awake (0 to 2400), from ``start_pressure`` (0 to 1) on waking.

    The gap to 1 shrinks by half every 12.6 hours. Scalars or arrays that broadcast; ValueError outside.
    """
    require_between(0, 2400, "h", hours_awake=hours_awake)
    require_between(0, 1, "", start_pressure=start_pressure)
    _require_sleeper(sleeper)
    start = np.asarray(start_pressure, dtype=float)
    return start + (1 - start) * (1 - np.exp(-np.asarray(hours_awake, dtype=float) / sleeper.rise_h))


def pressure_asleep(
    hours_asleep: ArrayLike = 0.0, start_pressure: ArrayLike = RESTED, sleeper: Sleeper = TYPICAL
) -> np.ndarray:
    """Pressure after so many hours asleep (0 to 2400), from ``start_pressure`` (0 to 1) at bedtime.

    Half of it is gone after 2.9 hours. Scalars or arrays that broadcast; ValueError outside.
    """
    require_between(0, 2400, "h", hours_asleep=hours_asleep)
    require_between(0, 1, "", start_pressure=start_pressure)
    _require_sleeper(sleeper)
    return np.asarray(start_pressure, dtype=float) * np.exp(
        -np.asarray(hours_asleep, dtype=float) / sleeper.fall_h
    )


def sleep_needed_h(
    bedtime_pressure: ArrayLike = UPPER_THRESHOLD,
    waking_pressure: ArrayLike = RESTED,
    sleeper: Sleeper = TYPICAL,
) -> np.ndarray:
    """Hours of sleep that bring one pressure down to the other [h]; 0 when there is nothing to clear.

    Both 0.001 to 1. After 40 hours awake: 9.5 hours, not 24. Lost sleep is not repaid hour for hour.
    """
    require_between(0.001, 1, "", bedtime_pressure=bedtime_pressure, waking_pressure=waking_pressure)
    _require_sleeper(sleeper)
    ratio = np.asarray(bedtime_pressure, dtype=float) / np.asarray(waking_pressure, dtype=float)
    return sleeper.fall_h * np.log(np.maximum(ratio, 1.0))


def day_length_without_clock_h(sleeper: Sleeper = TYPICAL) -> float:
    """Length of sleep plus waking when no clock moves the thresholds [h]: 22.55 for the typical sleeper."""
    _require_sleeper(sleeper)
    asleep = sleeper.fall_h * math.log(sleeper.upper_threshold / sleeper.lower_threshold)
    return asleep + sleeper.rise_h * math.log((1 - sleeper.lower_threshold) / (1 - sleeper.upper_threshold))


def thresholds(time_h: ArrayLike = WAKING_TIME, sleeper: Sleeper = TYPICAL) -> tuple[np.ndarray, np.ndarray]:
    """The pressures at which one falls asleep and wakes, at ``time_h`` after midnight (any day) [-].

    Scalar or array, within 10 000 hours either side; ValueError outside.
    """
    require_between(-10_000, 10_000, "h", time_h=time_h)
    _require_sleeper(sleeper)
    phase = 2 * np.pi * (np.asarray(time_h, dtype=float) - sleeper.clock_zero_h) / DAY_H
    clock = sleeper.clock_amplitude * np.sin(phase)
    return sleeper.upper_threshold + clock, sleeper.lower_threshold + clock
