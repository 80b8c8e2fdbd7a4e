"""Which calcium counts, and what pH does to it.

Blood calcium comes in two halves: one rides on albumin and does nothing, the other is *ionised*, free, and
is what nerves feel. Reference: ionised 1.25 mmol/L at pH 7.40.

Route to the muscle: ionised calcium -> gates -> firing threshold (``threshold_fall``); beside it the QT
interval of the heart.

Left out: citrate and phosphate, which also bind calcium, and how the QT interval differs with sex and age.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology import twitch_rate
from helpers.physiology.axon_equations import REFERENCE_CALCIUM as REFERENCE_IONISED
from helpers.physiology.axon_equations import gating_shift_mV
from helpers.physiology.quantity import Quantity, require_between

REFERENCE_PH = Quantity(
    7.40, "", source="textbook_physiology", confidence="textbook", note="middle of 7.35 to 7.45"
)
REFERENCE_ALBUMIN = Quantity(
    40.0, "g/L", source="payne_1973", confidence="textbook", note="where the rule corrects nothing"
)
CALCIUM_PER_ALBUMIN = Quantity(
    0.02,
    "mmol/g",
    source="textbook_physiology",
    confidence="textbook",
    note="the rule as laboratories round it in SI units; Payne's own 1 mg/dL per g/dL is 0.025",
)
IONISED_FRACTION = Quantity(
    0.51, "", source="dimeski_treacy_2018", confidence="measured", note="0.44 to 0.57 of total calcium"
)
PH_EXPONENT = Quantity(
    -0.178,
    "",
    source="rapidlab_800",
    confidence="textbook",
    note="the usual instrument formula, pH 7.2 to 7.7",
)
PH_SLOPE = Quantity(
    -0.50,
    "mmol/L",
    source="seamonds_1972",
    confidence="measured",
    note="-0.05 ± 0.02 (2 SD) per +0.1 pH, overbreathing",
)
CARBONIC_PK = Quantity(
    6.1, "", source="textbook_physiology", confidence="textbook", note="Henderson-Hasselbalch"
)
CO2_SOLUBILITY = Quantity(
    0.03, "mmol/L/mmHg", source="textbook_physiology", confidence="textbook", note="Henderson-Hasselbalch"
)
NORMAL_CO2 = Quantity(40.0, "mmHg", source="textbook_physiology", confidence="textbook", note="arterial")
NORMAL_BICARBONATE = Quantity(
    24.0, "mmol/L", source="textbook_physiology", confidence="textbook", note="arterial"
)
BICARBONATE_FALL = Quantity(
    0.2,
    "mmol/L/mmHg",
    source="kidney360_2022",
    confidence="textbook",
    note="acute rule: 2 mmol/L per 10 mmHg of CO2 lost",
)
BICARBONATE_RISE = Quantity(
    0.1,
    "mmol/L/mmHg",
    source="kidney360_2022",
    confidence="textbook",
    note="acute rule: 1 mmol/L per 10 mmHg of CO2 kept",
)
QTC_REFERENCE = Quantity(0.41, "s", source="kit_choice", confidence="assumption", note="a usual adult value")
QTC_PER_INVERSE_CALCIUM = Quantity(
    0.13,
    "s·mmol/L",
    source="davis_1995",
    confidence="fitted",
    note="0.12 to 0.145; from QaTc, standing in for QTc",
)
DOSE_INTERCEPT = Quantity(
    0.889, "", source="heaney_1990", confidence="fitted", note="our curve through the published end points"
)
DOSE_SLOPE = Quantity(
    0.0964, "", source="heaney_1990", confidence="fitted", note="our curve through the published end points"
)


def adjusted_total_mM(total_mM: ArrayLike, albumin_g_L: ArrayLike) -> np.ndarray:
    """Total calcium as it would be with normal albumin [mmol/L] (Payne 1973).

    Total 0.5 to 5 mmol/L, albumin 10 to 60 g/L, scalars or arrays that broadcast; ValueError outside.
    A rough rule: in 6,549 people it predicted ionised calcium no better than the plain total. Measure it.
    """
    require_between(0.5, 5, "mmol/L", total_mM=total_mM)
    require_between(10, 60, "g/L", albumin_g_L=albumin_g_L)
    return np.asarray(total_mM, dtype=float) + CALCIUM_PER_ALBUMIN * (
        REFERENCE_ALBUMIN - np.asarray(albumin_g_L, dtype=float)
    )


def ionised_from_total_mM(total_mM: ArrayLike, albumin_g_L: ArrayLike = REFERENCE_ALBUMIN) -> np.ndarray:
    """Estimated ionised calcium at pH 7.40 [mmol/L]: 0.51 (0.44 to 0.57) of the adjusted total.

    Arguments and errors as in :func:`adjusted_total_mM`.
    """
    return IONISED_FRACTION * adjusted_total_mM(total_mM, albumin_g_L)


def ionised_at_pH_mM(pH: ArrayLike, ionised_mM: ArrayLike = REFERENCE_IONISED) -> np.ndarray:
    """Ionised calcium at this pH [mmol/L], from its value at pH 7.40: the usual instrument formula.

    pH 7.0 to 7.9 (the formula is meant for 7.2 to 7.7), ionised 0.1 to 5 mmol/L; ValueError outside.
    Contested: Steurer 1997 saw no fall at all while pH went from 7.39 to 7.75.
    """
    require_between(7.0, 7.9, "", pH=pH)
    require_between(0.1, 5, "mmol/L", ionised_mM=ionised_mM)
    return np.asarray(ionised_mM, dtype=float) * 10 ** (
        PH_EXPONENT * (np.asarray(pH, dtype=float) - REFERENCE_PH)
    )


def ionised_at_pH_linear_mM(pH: ArrayLike, ionised_mM: ArrayLike = REFERENCE_IONISED) -> np.ndarray:
    """The same, by the straight line measured in people who overbreathed (Seamonds 1972) [mmol/L].

    pH 7.0 to 7.9, ionised at pH 7.40 0.5 to 5 mmol/L. For comparison; the kit uses :func:`ionised_at_pH_mM`.
    """
    require_between(7.0, 7.9, "", pH=pH)
    require_between(0.5, 5, "mmol/L", ionised_mM=ionised_mM)
    return np.asarray(ionised_mM, dtype=float) + PH_SLOPE * (np.asarray(pH, dtype=float) - REFERENCE_PH)


def bicarbonate_mM(co2_mmHg: ArrayLike) -> np.ndarray:
    """Arterial bicarbonate within minutes of a change of carbon dioxide [mmol/L], acute rules.

    Arterial carbon dioxide 12 to 80 mmHg, scalar or array; ValueError outside.
    """
    require_between(12, 80, "mmHg", co2_mmHg=co2_mmHg)
    change = np.asarray(co2_mmHg, dtype=float) - NORMAL_CO2
    return NORMAL_BICARBONATE + np.where(change < 0, BICARBONATE_FALL, BICARBONATE_RISE) * change


def arterial_pH(co2_mmHg: ArrayLike, bicarbonate: ArrayLike | None = None) -> np.ndarray:
    """Arterial pH from carbon dioxide: Henderson-Hasselbalch.

    Arterial carbon dioxide 12 to 80 mmHg. ``bicarbonate`` 5 to 50 mmol/L, or None for the acute rule;
    24 means that it has not fallen yet. ValueError outside. 40 mmHg gives 7.401, 20 gives 7.623.
    """
    require_between(12, 80, "mmHg", co2_mmHg=co2_mmHg)
    if bicarbonate is None:
        bicarbonate = bicarbonate_mM(co2_mmHg)
    require_between(5, 50, "mmol/L", bicarbonate=bicarbonate)
    dissolved = CO2_SOLUBILITY * np.asarray(co2_mmHg, dtype=float)
    return CARBONIC_PK + np.log10(np.asarray(bicarbonate, dtype=float) / dissolved)


def threshold_fall(ionised_mM: ArrayLike = REFERENCE_IONISED) -> np.ndarray:
    """Fractional fall of the firing threshold by ionised calcium [-]: 0 at 1.25 mmol/L, 0.36 at 0.70.

    Positive when easier to fire. Ionised calcium 0.1 to 5 mmol/L, scalar or array; ValueError outside.
    Magnesium does not shift the gates here; ``minerals`` has both. Its size rests on an unverified slope.
    """
    require_between(0.1, 5, "mmol/L", ionised_mM=ionised_mM)
    return twitch_rate.threshold_fall(gating_shift_mV(ionised_mM))


def qtc_s(ionised_mM: ArrayLike) -> np.ndarray:
    """Rate-corrected QT interval of the heart's tracing [s]; longer when ionised calcium is low.

    Ionised calcium 0.4 to 3 mmol/L, scalar or array; ValueError outside. Hyperbola: Rumancik 1978;
    steepness: healthy volunteers, Davis 1995.
    """
    require_between(0.4, 3, "mmol/L", ionised_mM=ionised_mM)
    return QTC_REFERENCE + QTC_PER_INVERSE_CALCIUM * (
        1 / np.asarray(ionised_mM, dtype=float) - 1 / REFERENCE_IONISED
    )


def fraction_absorbed_single_dose(load_mg: ArrayLike) -> np.ndarray:
    """Share of the calcium in one meal or tablet that is absorbed (Heaney 1990).

    Load 15 to 1500 mg, scalar or array; ValueError outside. Measured up to 500 mg, extrapolated above.
    """
    require_between(15, 1500, "mg", load_mg=load_mg)
    return DOSE_INTERCEPT - DOSE_SLOPE * np.log(np.asarray(load_mg, dtype=float))
