"""What caffeine does to the firing threshold, to the spinal cord, and to the night.

Route to the muscle: level in plasma -> less adenosine tone -> ``threshold_fall``, a fraction that
``twitch_rate.py`` adds to those of other causes. Its size is an assumption, tuned to the psychiatric manual's
sentence that muscles twitch mostly above one gram a day; controlled trials at one to three cups found no more
tremor than after placebo and no change in the motor cortex. ``sceptic=True`` takes them at their word: no
fall below the peak level of one gram.

Trials also disagree about the spinal cord: the H-reflex grew by 43 % in seven people (Walton 2003) and did
not change in eleven at the same dose (Kalmar and Cafarelli 1999). Left out: adrenaline (see stress),
tolerance of the threshold term, and deep sleep, which caffeine shortens too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.caffeine import CUP, HALF_LIFE, peak_mg_L
from helpers.physiology.caffeine_receptors import CAFFEINE_RANGE
from helpers.physiology.quantity import Quantity, require_between, require_switch
from helpers.physiology.sleep import HABITUAL_SLEEP

LARGEST_FALL = Quantity(
    0.12,
    "",
    source="kit_choice",
    confidence="fitted",
    note="400 mg at once 1.5 times the twitches, 1 g 4 times",
)
FALL_HALF = Quantity(20.0, "mg/L", source="kit_choice", confidence="fitted", note="see LARGEST_FALL")
SCEPTIC_DOSE = Quantity(
    1000.0, "mg", source="apa_dsm", confidence="textbook", note="muscle twitching mostly above 1 g a day"
)
SCEPTIC_LEVEL = float(peak_mg_L(SCEPTIC_DOSE))
SPINAL_HALF = Quantity(
    10.0,
    "mg/L",
    source="walton_2003",
    confidence="fitted",
    note="6 mg/kg raised the H-reflex slope 43 ± 17 %",
)
LEAST_SENSITIVE = Quantity(
    0.1, "", source="robertson_1981", confidence="assumption", note="tolerance was nearly complete"
)
TOLERANCE_TIME = Quantity(
    1.5,
    "d",
    source="robertson_1981",
    confidence="assumption",
    note="blood pressure and hormones, 1 to 4 days",
)
REST_WITHOUT_EFFECT = Quantity(
    33.0,
    "mg",
    source="gardiner_2023",
    confidence="derived",
    note="what both published cut-offs leave over with a half-life of 5 h: 32 and 35 mg",
)
SLEEP_LOST_PER_LEVEL = Quantity(
    12.0, "min/(mg/L)", source="kit_choice", confidence="assumption", note="5 to 20 tried"
)
SLEEP_LOST_TRIED = (5.0, 20.0)  # the slopes that were tried for it [min/(mg/L)]


def threshold_fall(caffeine_mg_L: ArrayLike = 0.0, *, sceptic: bool = False) -> np.ndarray:
    """Fraction by which caffeine lowers the firing threshold of a motor axon [-], 0 to 0.12.

    Plasma level 0 to 5000 mg/L, scalar or array; ValueError outside. With ``sceptic=True`` it is 0 below the
    peak level of one gram (19.5 mg/L). An assumption: no trial of caffeine has counted twitches.
    """
    require_between(*CAFFEINE_RANGE, "mg/L", caffeine_mg_L=caffeine_mg_L)
    require_switch(sceptic=sceptic)
    level = np.asarray(caffeine_mg_L, dtype=float)
    fall = LARGEST_FALL * level**2 / (FALL_HALF**2 + level**2)
    return np.where(level < SCEPTIC_LEVEL, 0.0, fall) if sceptic else fall


def sensitivity_after(days_of_use: ArrayLike = 0.0) -> np.ndarray:
    """How much of caffeine's first effect is left after daily use [-]: 1 on day 0, near 0.1 after a week.

    0 to 10 000 days; ValueError outside. Shape from blood pressure and hormones (Robertson 1981): assumption.
    """
    require_between(0, 10_000, "d", days_of_use=days_of_use)
    lost = 1 - np.exp(-np.asarray(days_of_use, dtype=float) / TOLERANCE_TIME)
    return 1 - (1 - LEAST_SENSITIVE) * lost


def spinal_excitability(caffeine_mg_L: ArrayLike = 0.0, sensitivity: ArrayLike = 1.0) -> np.ndarray:
    """Slope of the H-reflex relative to none [-]: 1 without caffeine. Not part of the threshold path.

    Plasma level 0 to 5000 mg/L, ``sensitivity`` 0.1 to 1 from :func:`sensitivity_after`; ValueError outside.
    Fitted to Walton 2003; Kalmar and Cafarelli 1999 saw no change.
    """
    require_between(*CAFFEINE_RANGE, "mg/L", caffeine_mg_L=caffeine_mg_L)
    require_between(LEAST_SENSITIVE, 1, "", sensitivity=sensitivity)
    level = np.asarray(caffeine_mg_L, dtype=float)
    return 1 + np.asarray(sensitivity, dtype=float) * level / (level + SPINAL_HALF)


def left_over_mg(
    dose_mg: ArrayLike = CUP, hours_later: ArrayLike = 0.0, half_life_h: ArrayLike = HALF_LIFE
) -> np.ndarray:
    """Caffeine of one drink still in the body [mg], once it has been taken up: halved every half-life.

    Dose 0 to 2000 mg, 0 to 1000 hours later, half-life 1 to 150 h; ValueError outside.
    """
    require_between(0, 2000, "mg", dose_mg=dose_mg)
    require_between(0, 1000, "h", hours_later=hours_later)
    require_between(1, 150, "h", half_life_h=half_life_h)
    halvings = np.asarray(hours_later, dtype=float) / np.asarray(half_life_h, dtype=float)
    return np.asarray(dose_mg, dtype=float) * 0.5**halvings


def hours_until_left_h(
    dose_mg: ArrayLike = CUP, left_mg: ArrayLike = REST_WITHOUT_EFFECT, half_life_h: ArrayLike = HALF_LIFE
) -> np.ndarray:
    """Hours until ``left_mg`` (1 to 2000) of a drink is left [h]; 0 if it never held more.

    Other arguments and errors as in :func:`left_over_mg`. By default the rest with which
    pooled trials found sleep no longer shortened, so 8 hours for 100 mg and 13 for 200.
    """
    require_between(0, 2000, "mg", dose_mg=dose_mg)
    require_between(1, 2000, "mg", left_mg=left_mg)
    require_between(1, 150, "h", half_life_h=half_life_h)
    ratio = np.asarray(dose_mg, dtype=float) / np.asarray(left_mg, dtype=float)
    return np.asarray(half_life_h, dtype=float) * np.log2(np.maximum(ratio, 1.0))


def sleep_lost_min(
    bedtime_mg_L: ArrayLike = 0.0, min_per_mg_L: ArrayLike = SLEEP_LOST_PER_LEVEL
) -> np.ndarray:
    """Minutes of sleep lost with this plasma level at bedtime [min]; never more than the night of 8 hours.

    Level 0 to 5000 mg/L, ``min_per_mg_L`` 5 to 20; ValueError outside. A straight line by assumption; in the
    trials pooled by Gardiner 2023 people lost 45 min.
    """
    require_between(*CAFFEINE_RANGE, "mg/L", bedtime_mg_L=bedtime_mg_L)
    require_between(*SLEEP_LOST_TRIED, "min/(mg/L)", min_per_mg_L=min_per_mg_L)
    lost = np.asarray(min_per_mg_L, dtype=float) * np.asarray(bedtime_mg_L, dtype=float)
    return np.minimum(lost, 60 * HABITUAL_SLEEP)
