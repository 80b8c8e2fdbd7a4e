"""How a command crosses a nerve and the gap after it: electricity along the wire, a transmitter in the gap.

Along the axon one patch of membrane that fires sets off the next, so a spike arrives as large as it left, or
not at all. At the end it stops: a transmitter, acetylcholine, drifts across and opens receptors on the muscle
fibre. A healthy junction opens several times as many as it needs.

Two poisons tell them apart. One shuts sodium channels in the wire (puffer fish), one blocks receptors in the
gap (curare). Either can silence a muscle, each at its own station.

Route to the muscle: the axon and the junction themselves; no term of the firing threshold. Left out:
sheaths and the jumps they allow, the spinal cord's own gap, and how a poison spreads.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.junction import SAFETY_FACTOR
from helpers.physiology.quantity import Quantity, require_between

NERVE_SPEED = Quantity(
    50.0, "m/s", source="textbook_physiology", confidence="textbook", note="human arm, about 50 to 60"
)
GAP_DELAY = Quantity(
    0.7, "ms", source="textbook_physiology", confidence="textbook", note="0.5 to 1 ms is printed"
)

PUSH = Quantity(15.0, "mV", source="kit_choice", confidence="assumption", note="twice what a spike needs")
PUSH_AT = Quantity(1.0, "ms", source="kit_choice", confidence="assumption", note="when it is pushed")


def travel_ms(length_cm: ArrayLike = 60.0, speed_m_s: ArrayLike = NERVE_SPEED) -> np.ndarray:
    """How long a spike takes along a nerve [ms]: length 0 to 200 cm, speed 0.1 to 150 m/s.

    Scalars or arrays that broadcast; ValueError outside.
    """
    require_between(0, 200, "cm", length_cm=length_cm)
    require_between(0.1, 150, "m/s", speed_m_s=speed_m_s)
    return 10.0 * np.asarray(length_cm, dtype=float) / np.asarray(speed_m_s, dtype=float)


def reserve(receptors: ArrayLike = 1.0, normal_reserve: ArrayLike = SAFETY_FACTOR) -> np.ndarray:
    """How many times more receptors open than the muscle fibre needs; below 1 it stays silent [-].

    ``receptors`` (0 to 1) is the share that is not blocked, ``normal_reserve`` (1 to 10) the healthy
    junction's, 4 by assumption. That half the receptors leave half the reserve is an assumption too.
    """
    require_between(0, 1, "", receptors=receptors)
    require_between(1, 10, "", normal_reserve=normal_reserve)
    return np.asarray(receptors, dtype=float) * np.asarray(normal_reserve, dtype=float)
