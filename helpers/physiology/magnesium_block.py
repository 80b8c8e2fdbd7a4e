"""What magnesium holds shut: two channels it plugs, and a heart risk that follows it.

A magnesium ion sits in the NMDA channel of the brain and, from inside, in a potassium channel of the kidney.
With less of it the brain's channel passes more current and the kidney wastes potassium, if something else
(a diuretic, diarrhoea, aldosterone) drives the waste.

Route to the muscle: central disinhibition (NMDA), for which nobody knows a threshold term, so none is made up
here. The potassium of blood is told apart because low potassium weakens; it is not a cause of twitches here.

Left out: the fluid of the brain is defended, so magnesium there falls far less than in blood; the potassium
line is a teaching formula; the heart's numbers are an association that may not be causal.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.axon_equations import REFERENCE_POTASSIUM
from helpers.physiology.calcium_loop import NORMAL_MAGNESIUM
from helpers.physiology.quantity import Quantity, require_between, require_positive

NMDA_MAGNESIUM = Quantity(
    3.57, "mmol/L", source="jahr_stevens_1990", confidence="textbook", note="half block at 0 mV"
)
NMDA_VOLTAGE = Quantity(0.062, "1/mV", source="jahr_stevens_1990", confidence="textbook")
BRAIN_MAGNESIUM = Quantity(
    1.0, "mmol/L", source="kit_choice", confidence="assumption", note="round; brain fluid holds about 1.1"
)
POTASSIUM_LOSS = Quantity(
    1.5, "mmol/L", source="kit_choice", confidence="assumption", note="full drive and no magnesium"
)
POTASSIUM_HALF = Quantity(0.55, "mmol/L", source="kit_choice", confidence="assumption")
POTASSIUM_POWER = Quantity(6.0, "", source="kit_choice", confidence="assumption")

FIBRILLATION_RATE_HIGH = Quantity(
    6.3,
    "per 1000 person-years",
    source="khan_2013",
    confidence="measured",
    note="highest quarter; 4.1 to 8.4",
)
FIBRILLATION_RATE_LOW = Quantity(
    9.4,
    "per 1000 person-years",
    source="khan_2013",
    confidence="measured",
    note="lowest quarter; 6.7 to 11.9",
)
FIBRILLATION_RATIO = Quantity(
    1.52, "", source="khan_2013", confidence="measured", note="lowest quarter or not; 1.00 to 2.31"
)
FIBRILLATION_CUT = Quantity(
    0.73, "mmol/L", source="khan_2013", confidence="measured", note="1.77 mg/dL; no gradient above it"
)
FIBRILLATION_DELAY = Quantity(
    0.25, "years", source="markovits_2016", confidence="measured", note="none within 3 months, 162 162 people"
)


def nmda_open_fraction(
    voltage_mV: ArrayLike = -70.0, magnesium_mM: ArrayLike = BRAIN_MAGNESIUM
) -> np.ndarray:
    """Share of NMDA channels that magnesium leaves open at this voltage (Jahr and Stevens 1990).

    Voltage -150 to 100 mV, free magnesium outside 0 to 5 mmol/L; all broadcast, ValueError outside.
    Depolarisation drives the plug out, so the channel asks for two things at once: transmitter and voltage.
    """
    require_between(-150, 100, "mV", voltage_mV=voltage_mV)
    require_between(0, 5, "mmol/L", magnesium_mM=magnesium_mM)
    pulled_in = np.exp(-NMDA_VOLTAGE * np.asarray(voltage_mV, dtype=float))
    return 1 / (1 + np.asarray(magnesium_mM, dtype=float) / NMDA_MAGNESIUM * pulled_in)


def nmda_half_voltage_mV(magnesium_mM: ArrayLike = BRAIN_MAGNESIUM) -> np.ndarray:
    """Voltage at which magnesium plugs half of the NMDA channels [mV].

    Free magnesium above 0 mmol/L, scalar or array; ValueError otherwise.
    """
    require_positive("mmol/L", magnesium_mM=magnesium_mM)
    return np.log(np.asarray(magnesium_mM, dtype=float) / NMDA_MAGNESIUM) / NMDA_VOLTAGE


def potassium_with_low_magnesium_mM(
    magnesium_mM: ArrayLike = NORMAL_MAGNESIUM,
    wasting_drive: ArrayLike = 0.0,
    full_potassium_mM: ArrayLike = REFERENCE_POTASSIUM,
) -> np.ndarray:
    """Blood potassium when magnesium no longer plugs the kidney's potassium channel [mmol/L].

    Total magnesium 0.3 to 1.5 mmol/L; ``wasting_drive`` 0 (nothing drives potassium out) to 1 (a strong
    diuretic, diarrhoea or aldosterone); potassium at normal magnesium 3 to 5.5 mmol/L. All broadcast,
    ValueError outside. Huang and Kuo (2007) give the mechanism, and that low magnesium alone does not do it;
    the numbers are this kit's.
    """
    require_between(0.3, 1.5, "mmol/L", magnesium_mM=magnesium_mM)
    require_between(0, 1, "", wasting_drive=wasting_drive)
    require_between(3, 5.5, "mmol/L", full_potassium_mM=full_potassium_mM)
    plugged = _plugged(np.asarray(magnesium_mM, dtype=float)) / _plugged(np.asarray(float(NORMAL_MAGNESIUM)))
    lost = POTASSIUM_LOSS * np.asarray(wasting_drive, dtype=float) * (1 - plugged)
    return np.asarray(full_potassium_mM, dtype=float) - lost


def _plugged(magnesium_mM: np.ndarray) -> np.ndarray:
    """Share of the kidney's potassium channels that magnesium plugs."""
    power = magnesium_mM**POTASSIUM_POWER
    return power / (power + POTASSIUM_HALF**POTASSIUM_POWER)


def fibrillation_rate_ratio(
    magnesium_mM: ArrayLike = NORMAL_MAGNESIUM, years_later: ArrayLike = 20.0
) -> np.ndarray:
    """How often atrial fibrillation begins, relative to people with more magnesium: 1.52 or 1.

    Total magnesium 0.02 to 5 mmol/L, years since it was measured 0 to 20; all broadcast, ValueError outside.
    A step, as published: 1.52 (1.00 to 2.31) in the lowest quarter, no gradient above it (Framingham; ARIC:
    1.34 in the lowest fifth, and magnesium in the diet did not matter). Nothing was seen within three months,
    so low magnesium may be a sign rather than a cause (Markovits 2016).
    """
    require_between(0.02, 5, "mmol/L", magnesium_mM=magnesium_mM)
    require_between(0, 20, "years", years_later=years_later)
    low = np.asarray(magnesium_mM, dtype=float) <= FIBRILLATION_CUT
    late = np.asarray(years_later, dtype=float) > FIBRILLATION_DELAY
    return np.where(low & late, FIBRILLATION_RATIO, 1.0)
