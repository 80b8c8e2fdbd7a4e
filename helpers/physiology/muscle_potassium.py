"""The potassium that working muscle fibres lose: the larger ion movement of exertion.

Each spike lets a little potassium out of the fibre. In hard work more leaks out than the pumps bring back, so
it rises in the fluid between the fibres, and the fibres depolarise: their sodium channels stay locked.

Route to the muscle: the resting voltage of the fibre itself, towards fatigue and weakness, not towards a
cramp. No term of the nerve's firing threshold follows from it. Left out: the pumps, chloride, acid, and the
minutes it takes. Sweat has next to nothing to do with it: see ``sweat.py``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.membrane import MUSCLE_POTASSIUM_INSIDE, goldman_hodgkin_katz
from helpers.physiology.quantity import Quantity, require_between

POTASSIUM_AT_REST = Quantity(4.19, "mmol/L", source="juel_2000", confidence="measured")
POTASSIUM_AT_10_W = Quantity(6.17, "mmol/L", source="juel_2000", confidence="measured")
POTASSIUM_AT_30_W = Quantity(7.48, "mmol/L", source="juel_2000", confidence="measured")
POTASSIUM_AT_50_W = Quantity(9.04, "mmol/L", source="juel_2000", confidence="measured")
SPREAD_NOTE = "± as printed; whether SE or SD was not seen"
SPREAD_AT_REST = Quantity(0.09, "mmol/L", source="juel_2000", confidence="measured", note=SPREAD_NOTE)
SPREAD_AT_10_W = Quantity(0.19, "mmol/L", source="juel_2000", confidence="measured", note=SPREAD_NOTE)
SPREAD_AT_30_W = Quantity(1.18, "mmol/L", source="juel_2000", confidence="measured", note=SPREAD_NOTE)
SPREAD_AT_50_W = Quantity(0.74, "mmol/L", source="juel_2000", confidence="measured", note=SPREAD_NOTE)
INSIDE_FALL_INTENSE = Quantity(
    21.0, "mmol/L", source="mckenna_2024", confidence="measured", note="13 to 39, intense exercise"
)

WORK_POINTS_W = (0.0, 10.0, 30.0, 50.0)  # where it was measured, kicking with one leg
POTASSIUM_POINTS = (POTASSIUM_AT_REST, POTASSIUM_AT_10_W, POTASSIUM_AT_30_W, POTASSIUM_AT_50_W)
POTASSIUM_SPREAD = (SPREAD_AT_REST, SPREAD_AT_10_W, SPREAD_AT_30_W, SPREAD_AT_50_W)


def interstitial_potassium_mM(work_W: ArrayLike = 0.0) -> np.ndarray:
    """Potassium between the fibres of a thigh muscle that kicks one leg [mmol/L].

    Straight lines through Juel's four points (2000). Work 0 to 50 W, scalar or array; ValueError outside.
    50 W by one leg's kick is hard; it is not 50 W on a bicycle.
    """
    require_between(0, 50, "W", work_W=work_W)
    return np.asarray(np.interp(np.asarray(work_W, dtype=float), WORK_POINTS_W, POTASSIUM_POINTS))


def fibre_voltage_mV(work_W: ArrayLike = 0.0, inside_fall_mM: ArrayLike = 0.0) -> np.ndarray:
    """Resting voltage of the working fibre [mV], Goldman-Hodgkin-Katz at 37 °C.

    ``inside_fall_mM`` (0 to 60 mmol/L) is the potassium the fibre has lost; 21 (13 to 39) in intense exercise
    (McKenna 2024). Work 0 to 50 W; scalars or arrays that broadcast; ValueError outside.
    """
    require_between(0, 60, "mmol/L", inside_fall_mM=inside_fall_mM)
    inside = MUSCLE_POTASSIUM_INSIDE - np.asarray(inside_fall_mM, dtype=float)
    return goldman_hodgkin_katz(interstitial_potassium_mM(work_W), inside)
