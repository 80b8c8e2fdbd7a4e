"""Muscle strength and 25(OH)D: weak when the lack is severe, hardly touched otherwise.

One study sets the curve: veiled Arab women in Denmark with about 7 nmol/L against Danish women with about 47.
They were not randomised and differed in more than vitamin D, so the curve is an upper bound. Trials at usual
levels found little or nothing.

Route to the muscle: strength directly (the fibre, not the nerve). No threshold term: weakness is no twitch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.calcium_loop import NORMAL_VITAMIN_D
from helpers.physiology.quantity import Quantity, require_between, require_number

STRENGTH_LOSS = Quantity(
    0.36, "", source="glerup_2000", confidence="fitted", note="259.4 against 392.6 N: 0.66 at 7 nmol/L"
)
STRENGTH_HALF = Quantity(18.0, "nmol/L", source="glerup_2000", confidence="fitted")
STRENGTH_POWER = Quantity(3.0, "", source="glerup_2000", confidence="fitted")
RECOVERY_TIME = Quantity(
    280.0,
    "d",
    source="glerup_2000",
    confidence="fitted",
    note="320.7 N, 0.82 of the controls, after 6 months",
)
DEFICIENT_LEVEL = Quantity(
    7.1, "nmol/L", source="glerup_2000b", confidence="measured", note="± 1.1, veiled women in Denmark"
)
CONTROL_LEVEL = Quantity(
    47.1, "nmol/L", source="glerup_2000b", confidence="measured", note="± 4.6, Danish women"
)

LEVEL_RANGE = (0.0, 250.0)


def relative_strength(vitamin_d_nmol_L: ArrayLike = NORMAL_VITAMIN_D) -> np.ndarray:
    """Strongest voluntary contraction of the thigh, relative to plenty of vitamin D: an upper bound.

    25(OH)D 0 to 250 nmol/L, scalar or array; ValueError outside. 0.66 at 7, 0.90 at 25, 0.98 at 50.
    Contested: 417 people with 33 nmol/L gained no strength at 89, nor did those below 25 (Grimnes 2019);
    nor did 251 people who rose from 27 to 52 jump higher (Knutsen 2014).
    """
    require_between(*LEVEL_RANGE, "nmol/L", vitamin_d_nmol_L=vitamin_d_nmol_L)
    scarcity = (np.asarray(vitamin_d_nmol_L, dtype=float) / STRENGTH_HALF) ** STRENGTH_POWER
    return 1 - STRENGTH_LOSS / (1 + scarcity)


@dataclass(frozen=True)
class StrengthCourse:
    """Relative strength over time, arrays of one length."""

    time_day: np.ndarray
    relative_strength: np.ndarray


def strength_course(
    duration_day: float = 180.0, from_nmol_L: float = DEFICIENT_LEVEL, to_nmol_L: float = 100.0
) -> StrengthCourse:
    """Relative strength after 25(OH)D has gone from one level to another, day by day.

    Duration 1 to 2000 days, levels 0 to 250 nmol/L; single numbers, ValueError outside. One exponential;
    its time rests on one point. Perhaps the women would never have matched the controls; then it is shorter.
    """
    require_number(1, 2000, "d", duration_day=duration_day)
    require_number(*LEVEL_RANGE, "nmol/L", from_nmol_L=from_nmol_L)
    require_number(*LEVEL_RANGE, "nmol/L", to_nmol_L=to_nmol_L)
    time = np.arange(0, duration_day + 0.5, 1.0)
    start, end = relative_strength([from_nmol_L, to_nmol_L])
    return StrengthCourse(time, recovering(time, start, end))


def recovering(
    time_day: ArrayLike = 180.0,
    start: ArrayLike = 0.66,
    end: ArrayLike = 1.0,
    recovery_day: ArrayLike = RECOVERY_TIME,
) -> np.ndarray:
    """Relative strength on its way from ``start`` to ``end``: one exponential.

    Time 0 to 2000 and recovery time 1 to 2000 days, strengths 0 to 1; all broadcast, ValueError outside.
    """
    require_between(0, 2000, "d", time_day=time_day)
    require_between(1, 2000, "d", recovery_day=recovery_day)
    require_between(0, 1, "", start=start, end=end)
    begin, goal = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
    passed = np.asarray(time_day, dtype=float) / np.asarray(recovery_day, dtype=float)
    return goal + (begin - goal) * np.exp(-passed)


def recovery_time_day(
    time_day: float = 183.0, reached: float = 0.82, start: float = 0.66, end: float = 1.0
) -> float:
    """Recovery time with which the exponential passes through one measured point [d].

    ``reached`` at ``time_day`` (1 to 2000 days) must lie between ``start`` and ``end``, strengths 0 to 1;
    single numbers, ValueError otherwise. For one point there is such a time for *every* end above it.
    """
    require_number(1, 2000, "d", time_day=time_day)
    require_number(0, 1, "", start=start, reached=reached, end=end)
    if not start < reached < end:
        raise ValueError(f"need start < reached < end, got {start!r}, {reached!r} and {end!r}")
    to_go, left = float(end) - float(start), float(end) - float(reached)
    return float(time_day / np.log(to_go / left))
