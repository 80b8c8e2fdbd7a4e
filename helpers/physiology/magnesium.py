"""From the magnesium one eats to the magnesium in blood: the gut takes a share, the kidney sets the level.

The gut absorbs a smaller share of a larger meal. The kidney lets go of nearly everything above a threshold
and of almost nothing below it, so that a poor diet hardly shows in blood, while a leaking kidney or a sick
gut does. Serum holds less than 1 % of the body's magnesium: a normal level does not prove full stores.

Route to the muscle: serum magnesium -> parathyroid glands (``calcium_loop``) -> ionised calcium -> gates ->
threshold; and beside it transmitter release (``junction``) and open channels (``magnesium_block``).

Left out: bone and cell stores, which refill over months (in trials serum still rises for 20 to 40 weeks);
potassium, alcohol, and the adaptation of the gut. Most constants were fitted, as each one says.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.axon_equations import REFERENCE_MAGNESIUM as NORMAL_IONISED
from helpers.physiology.calcium_loop import NORMAL_MAGNESIUM
from helpers.physiology.quantity import Quantity, require_between, require_number

NORMAL_INTAKE = Quantity(300.0, "mg/d", source="kit_choice", confidence="assumption", note="a usual diet")
MILLIMOLE = Quantity(24.31, "mg/mmol", source="textbook_physiology", confidence="textbook")

GUT_ACTIVE = Quantity(
    40.2, "mg", source="fine_1991", confidence="fitted", note="with the next: 65 % of 36 mg, 11 % of 973 mg"
)
GUT_HALF = Quantity(33.3, "mg", source="fine_1991", confidence="fitted")
GUT_PASSIVE = Quantity(0.07, "", source="fine_1991", confidence="measured", note="of any load, without limit")
GUT_CEILING = Quantity(
    0.75, "", source="kit_choice", confidence="assumption", note="keeps tiny loads below 100 %"
)
MEALS = Quantity(3.0, "1/d", source="kit_choice", confidence="assumption", note="equal ones")
TABLET_SHARE = Quantity(
    0.6,
    "of what food gives",
    source="kit_choice",
    confidence="assumption",
    note="Fine 1991: soluble magnesium as good as food, coated tablets much worse",
)
OTHER_LOSS = Quantity(
    12.0, "mg/d", source="kit_choice", confidence="assumption", note="bowel and skin, at normal serum"
)
KIDNEY_SLOPE = Quantity(
    925.0, "mg/d/mM", source="zhang_2016", confidence="fitted", note="365 mg/d more gave 0.04 mmol/L more"
)
KIDNEY_WIDTH = Quantity(
    0.04, "mmol/L", source="kit_choice", confidence="fitted", note="softens the threshold"
)
KIDNEY_THRESHOLD = Quantity(
    0.742, "mmol/L", source="kit_choice", confidence="fitted", note="about 100 mg/d of urine at 0.85 mmol/L"
)
MAGNESIUM_SPACE = Quantity(
    800.0, "mg/mM", source="fatemi_1991", confidence="fitted", note="one of six values tried; sets the weeks"
)

DIURETIC_LEAK = Quantity(
    0.10, "mmol/L", source="kit_choice", confidence="assumption", note="a thiazide or loop diuretic"
)
INHERITED_LEAK = Quantity(
    0.30, "mmol/L", source="kit_choice", confidence="assumption", note="as in Gitelman's syndrome"
)
ACID_BLOCKER_GUT = Quantity(
    0.6, "", source="kit_choice", confidence="assumption", note="long use of a proton-pump inhibitor"
)
DEPLETION_DIET = Quantity(
    12.0, "mg/d", source="fatemi_1991", confidence="measured", note="printed as less than 1 mEq a day"
)
DEPLETION_DAYS = Quantity(21.0, "d", source="fatemi_1991", confidence="measured")

INTAKE_RANGE, SUPPLEMENT_RANGE = (10.0, 800.0), (0.0, 1000.0)
LEAK_RANGE, GUT_RANGE, FILTER_RANGE = (0.0, 0.45), (0.1, 1.0), (0.1, 1.0)
SERUM_RANGE = (0.02, 5.0)
LOOP_RANGE = (0.3, 1.5)  # what the calcium loop accepts


def absorbed_from_load_mg(load_mg: ArrayLike) -> np.ndarray:
    """Magnesium that the gut takes from one meal [mg]: a part that fills up, and 7 % of everything.

    Load 0 to 1000 mg, scalar or array; ValueError outside. Fine et al. 1991 measured the shape; the two
    constants are this kit's, through the two published ends. At most 75 %.
    """
    require_between(0, 1000, "mg", load_mg=load_mg)
    load = np.asarray(load_mg, dtype=float)
    return np.minimum(GUT_ACTIVE * load / (GUT_HALF + load) + GUT_PASSIVE * load, GUT_CEILING * load)


def absorbed_mg_day(
    intake_mg_day: ArrayLike = NORMAL_INTAKE,
    supplement_mg_day: ArrayLike = 0.0,
    gut_factor: ArrayLike = 1.0,
) -> np.ndarray:
    """Magnesium taken up in a day: three equal meals and, if any, one supplement [mg/d].

    Diet 10 to 800 and supplement 0 to 1000 mg/d; ``gut_factor`` 0.1 to 1, below 1 when the gut absorbs
    badly, food and supplement alike. All broadcast; ValueError outside.
    """
    require_between(*INTAKE_RANGE, "mg/d", intake_mg_day=intake_mg_day)
    require_between(*SUPPLEMENT_RANGE, "mg/d", supplement_mg_day=supplement_mg_day)
    require_between(*GUT_RANGE, "", gut_factor=gut_factor)
    food = MEALS * absorbed_from_load_mg(np.asarray(intake_mg_day, dtype=float) / MEALS)
    tablet = TABLET_SHARE * absorbed_from_load_mg(supplement_mg_day)
    return np.asarray(gut_factor, dtype=float) * (food + tablet)


def urine_mg_day(
    magnesium_mM: ArrayLike = NORMAL_MAGNESIUM,
    renal_leak_mM: ArrayLike = 0.0,
    filter_fraction: ArrayLike = 1.0,
) -> np.ndarray:
    """Magnesium lost in urine at this serum level [mg/d]: almost none below the threshold.

    Serum total 0.02 to 5 mmol/L; ``renal_leak_mM`` 0 to 0.45 lowers the threshold; ``filter_fraction`` 0.1
    to 1 is the glomerular filtration rate relative to healthy. All broadcast; ValueError outside.
    """
    require_between(*SERUM_RANGE, "mmol/L", magnesium_mM=magnesium_mM)
    require_between(*LEAK_RANGE, "mmol/L", renal_leak_mM=renal_leak_mM)
    require_between(*FILTER_RANGE, "of normal", filter_fraction=filter_fraction)
    above = _above_threshold(np.asarray(magnesium_mM, dtype=float), np.asarray(renal_leak_mM, dtype=float))
    return np.asarray(filter_fraction, dtype=float) * KIDNEY_SLOPE * KIDNEY_WIDTH * np.logaddexp(0, above)


def _above_threshold(magnesium_mM: np.ndarray, renal_leak_mM: np.ndarray) -> np.ndarray:
    """Distance of serum above the kidney's threshold, in widths."""
    return (magnesium_mM - (KIDNEY_THRESHOLD - renal_leak_mM)) / KIDNEY_WIDTH


def serum_magnesium_mM(
    intake_mg_day: ArrayLike = NORMAL_INTAKE,
    supplement_mg_day: ArrayLike = 0.0,
    renal_leak_mM: ArrayLike = 0.0,
    gut_factor: ArrayLike = 1.0,
    filter_fraction: ArrayLike = 1.0,
) -> np.ndarray:
    """Total magnesium in serum once intake and losses balance, weeks later [mmol/L].

    Arguments, ranges and errors as in :func:`absorbed_mg_day` and :func:`urine_mg_day`; all broadcast.
    Losses rise ever more steeply with serum, so Newton's method, started above the answer, only descends.
    """
    gained = absorbed_mg_day(intake_mg_day, supplement_mg_day, gut_factor)
    require_between(*LEAK_RANGE, "mmol/L", renal_leak_mM=renal_leak_mM)
    require_between(*FILTER_RANGE, "of normal", filter_fraction=filter_fraction)
    leak, filtered = np.asarray(renal_leak_mM, dtype=float), np.asarray(filter_fraction, dtype=float)
    other, slope = OTHER_LOSS / NORMAL_MAGNESIUM, filtered * KIDNEY_SLOPE
    # the answer if the threshold were sharp, and if nothing were lost in urine: both lie above the true one
    sharp = (gained + slope * (KIDNEY_THRESHOLD - leak)) / (other + slope)
    serum = np.minimum(sharp, gained / other)
    for _ in range(8):
        above = _above_threshold(serum, leak)
        lost = other * serum + slope * KIDNEY_WIDTH * np.logaddexp(0, above)
        serum = serum - (lost - gained) / (other + slope / (1 + np.exp(-above)))
    return serum


def ionised_magnesium_mM(magnesium_mM: ArrayLike = NORMAL_MAGNESIUM) -> np.ndarray:
    """The free share, which nerves feel: 0.65 of the total [mmol/L], so 0.55 of 0.85.

    Total 0.02 to 5 mmol/L, scalar or array; ValueError outside. One share for all: albumin is left out.
    """
    require_between(*SERUM_RANGE, "mmol/L", magnesium_mM=magnesium_mM)
    return np.asarray(magnesium_mM, dtype=float) * (NORMAL_IONISED / NORMAL_MAGNESIUM)


def within_calcium_loop_mM(magnesium_mM: ArrayLike = NORMAL_MAGNESIUM) -> np.ndarray:
    """Serum magnesium kept within 0.3 to 1.5 mmol/L, which the calcium loop accepts [mmol/L].

    Total 0.02 to 5 mmol/L, scalar or array; ValueError outside. Extremes meet only if several causes are
    at their end, such as the worst leak with an almost empty diet.
    """
    require_between(*SERUM_RANGE, "mmol/L", magnesium_mM=magnesium_mM)
    return np.clip(np.asarray(magnesium_mM, dtype=float), *LOOP_RANGE)


@dataclass(frozen=True)
class MagnesiumCourse:
    """Serum magnesium over time, arrays of one length."""

    time_day: np.ndarray
    magnesium_mM: np.ndarray


def magnesium_course(
    duration_day: float = 21.0,
    start_mM: float = NORMAL_MAGNESIUM,
    intake_mg_day: float = NORMAL_INTAKE,
    supplement_mg_day: float = 0.0,
    renal_leak_mM: float = 0.0,
    gut_factor: float = 1.0,
    filter_fraction: float = 1.0,
) -> MagnesiumCourse:
    """Serum magnesium after a change of diet, gut or kidney: a sample every quarter of a day.

    Duration 1 to 1000 days, start 0.1 to 3 mmol/L; single numbers, the others as in
    :func:`serum_magnesium_mM`; ValueError outside. Midpoint rule.
    """
    require_number(1, 1000, "d", duration_day=duration_day)
    require_number(0.1, 3, "mmol/L", start_mM=start_mM)
    require_number(*INTAKE_RANGE, "mg/d", intake_mg_day=intake_mg_day)
    require_number(*SUPPLEMENT_RANGE, "mg/d", supplement_mg_day=supplement_mg_day)
    require_number(*LEAK_RANGE, "mmol/L", renal_leak_mM=renal_leak_mM)
    require_number(*GUT_RANGE, "", gut_factor=gut_factor)
    require_number(*FILTER_RANGE, "of normal", filter_fraction=filter_fraction)
    gained = float(absorbed_mg_day(intake_mg_day, supplement_mg_day, gut_factor))
    threshold, slope = KIDNEY_THRESHOLD - renal_leak_mM, filter_fraction * KIDNEY_SLOPE * KIDNEY_WIDTH
    step = 0.25

    def change(serum: float) -> float:
        urine = slope * float(np.logaddexp(0, (serum - threshold) / KIDNEY_WIDTH))
        return (gained - OTHER_LOSS * serum / NORMAL_MAGNESIUM - urine) / MAGNESIUM_SPACE

    time = np.arange(0, duration_day + step / 2, step)
    serum = np.empty_like(time)
    serum[0] = start_mM
    for index in range(1, time.size):
        before = float(serum[index - 1])
        serum[index] = before + step * change(before + step / 2 * change(before))
    return MagnesiumCourse(time, serum)
