"""A week of nights: five of a chosen length, the last of them perhaps lost altogether, then a quiet weekend.

A timetable and no law of its own: ``sleep_course`` turns it into sleep pressure, ``sleep_receptors`` turns
that into receptors and balance. Day 1 is a Monday; every hour counts from the midnight before it. Whoever
sleeps gets up at the same hour every day, and had eight hours every night before.

The afternoon, eight hours after that hour, is where days are compared: there a rested sleeper's receptors
count as 1.

Route to the muscle: as in ``sleep.py``; the pressure goes on to ``sleep_receptors.py``.
Left out: naps, caffeine, and whatever makes short nights worse from week to week.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import Quantity, require_between, require_number, require_whole
from helpers.physiology.sleep import DAY_H, HABITUAL_SLEEP, RESTED, WAKING_TIME, pressure_awake
from helpers.physiology.sleep_course import scheduled_pressure
from helpers.physiology.sleep_receptors import REFERENCE_HOURS_AWAKE, REFERENCE_PRESSURE

DAYS = 8  # Monday to the next Monday
NIGHTS = 7
WORKING_NIGHTS = 5  # Monday to Friday
FIRST_FREE_DAY = 6  # the Saturday
MOST_MISSED = 2  # two nights are 56 hours awake; nobody was scanned for longer
AFTERNOON = WAKING_TIME + REFERENCE_HOURS_AWAKE

STUDIED_SHORT_NIGHT = Quantity(
    5.0, "h", source="lange_2026", confidence="measured", note="five such nights left A1 unchanged"
)
STUDIED_AWAKE = Quantity(
    52.0, "h", source="elmenhorst_2017", confidence="measured", note="A1 before and after recovery sleep"
)
QUOTED_AWAKE = Quantity(
    24.0, "h", source="elmenhorst_2007", confidence="unverified", note="A1 after one night; not read"
)
LOST_NIGHT_AWAKE = Quantity(
    32.0, "h", source="kit_choice", confidence="assumption", note="the afternoon after one lost night"
)
LOST_NIGHT_PRESSURE = float(pressure_awake(LOST_NIGHT_AWAKE, RESTED))


def nights(
    night_h: float = HABITUAL_SLEEP, missed_nights: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(night, asleep, awake): which nights have sleep, 1 being Monday's, and from when to when [h].

    ``night_h`` (0.5 to 12 h) each night from Monday to Friday; the last ``missed_nights`` (0 to 5) of these
    are not slept at all. Saturday and Sunday have eight hours. ValueError outside.
    """
    _require_week(night_h, missed_nights)
    night = np.arange(1, NIGHTS + 1)
    working = night <= WORKING_NIGHTS
    slept = ~working | (night <= WORKING_NIGHTS - missed_nights)
    awake_h = DAY_H * night + WAKING_TIME
    asleep_h = awake_h - np.where(working, night_h, HABITUAL_SLEEP)
    return night[slept], asleep_h[slept], awake_h[slept]


def week_pressure(
    time_h: ArrayLike = AFTERNOON, night_h: float = HABITUAL_SLEEP, missed_nights: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """(sleep pressure, True where asleep) at any times of such a week [h], from Monday's waking on.

    Nights as in :func:`nights`; ``time_h`` 7 to 240. ValueError outside.
    """
    require_between(WAKING_TIME, 10 * DAY_H, "h", time_h=time_h)
    _, asleep_h, awake_h = nights(night_h, missed_nights)
    return scheduled_pressure(time_h, asleep_h, awake_h)


def hours_awake(
    time_h: ArrayLike = AFTERNOON, night_h: float = HABITUAL_SLEEP, missed_nights: int = 0
) -> np.ndarray:
    """Hours since the last waking [h]; 0 while asleep. Arguments as in :func:`week_pressure`."""
    require_between(WAKING_TIME, 10 * DAY_H, "h", time_h=time_h)
    _, asleep_h, awake_h = nights(night_h, missed_nights)
    time = np.asarray(time_h, dtype=float)
    woke_h = np.concatenate([[float(WAKING_TIME)], awake_h])
    slept = np.searchsorted(asleep_h, time, side="right")
    return np.maximum(time - woke_h[slept], 0.0)


def mean_night_h(night_h: float = HABITUAL_SLEEP, missed_nights: int = 0) -> float:
    """Average sleep of the five nights from Monday to Friday, lost ones counted as none [h]."""
    _require_week(night_h, missed_nights)
    return float(night_h) * (WORKING_NIGHTS - missed_nights) / WORKING_NIGHTS


def in_lost_nights(pressure: ArrayLike = REFERENCE_PRESSURE) -> np.ndarray:
    """How far an afternoon's sleep pressure has risen, in units of one lost night's rise [-].

    0 on a rested afternoon, 1 on the afternoon after a night without sleep. Pressure 0 to 1; ValueError
    outside.
    """
    require_between(0, 1, "", pressure=pressure)
    risen = np.asarray(pressure, dtype=float) - REFERENCE_PRESSURE
    return risen / (LOST_NIGHT_PRESSURE - REFERENCE_PRESSURE)


def _require_week(night_h: float, missed_nights: int) -> None:
    require_number(0.5, 12, "h", night_h=night_h)
    require_whole(0, WORKING_NIGHTS, "nights", missed_nights=missed_nights)
