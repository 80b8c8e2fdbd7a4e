"""How much transmitter a motor nerve ending releases: calcium helps, magnesium competes.

Low calcium makes the *axon* easier to fire, but each spike then releases less transmitter. A healthy
junction releases several times more than it needs, and this reserve hides a mild loss. It does not hide a
deep one: by this kit's own numbers junctions begin to fail at 0.77 to 0.63 mmol/L of calcium (reserve 3 to
5), while the axon fires by itself only below 0.605. So in this kit very low calcium weakens junctions before
the axon fires by itself. One law comes from the frog, the other from the squid; they cannot be put on one
scale, and the conflict is shown, not hidden.

Route to the muscle: spike of the axon -> transmitter -> muscle fibre. No term of the firing threshold.

The law is Dodge and Rahamimoff's (1967, frog): calcium must sit on four sites at once, and magnesium
takes places without helping. Concentrations are *ionised*, and every answer is relative to normal blood.
Left out: the size of the spike at the ending, transmitter stores, and the muscle fibre's own threshold.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.axon_equations import REFERENCE_CALCIUM, REFERENCE_MAGNESIUM
from helpers.physiology.quantity import Quantity, require_between, require_number

RELEASE_POWER = Quantity(
    4.0, "", source="dodge_rahamimoff_1967", confidence="measured", note="slope found: 3.78 ± 0.2 (SD), frog"
)
K_CALCIUM = Quantity(
    1.1, "mmol/L", source="dodge_rahamimoff_1967", confidence="unverified", note="as commonly quoted; frog"
)
K_MAGNESIUM = Quantity(
    2.97, "mmol/L", source="dodge_rahamimoff_1967", confidence="unverified", note="as commonly quoted; frog"
)
SAFETY_FACTOR = Quantity(
    4.0, "", source="kit_choice", confidence="assumption", note="textbooks say 3 to 5 times more than needed"
)
SAFETY_FACTOR_LOW = Quantity(3.0, "", source="kit_choice", confidence="assumption", note="low end of 3 to 5")
SAFETY_FACTOR_HIGH = Quantity(
    5.0, "", source="kit_choice", confidence="assumption", note="high end of 3 to 5"
)

CALCIUM_RANGE = (0.001, 10.0)
MAGNESIUM_RANGE = (0.0, 10.0)


def site_occupancy(calcium_mM: ArrayLike, magnesium_mM: ArrayLike = REFERENCE_MAGNESIUM) -> np.ndarray:
    """Share of release sites that hold calcium, between 0 and 1.

    Ionised calcium 0.001 to 10 and ionised magnesium 0 to 10 mmol/L, scalars or arrays that broadcast.
    Raises ValueError outside them. Dodge and Rahamimoff 1967; the two constants are unverified.
    """
    require_between(*CALCIUM_RANGE, "mmol/L", calcium_mM=calcium_mM)
    require_between(*MAGNESIUM_RANGE, "mmol/L", magnesium_mM=magnesium_mM)
    with_calcium = np.asarray(calcium_mM, dtype=float) / K_CALCIUM
    with_magnesium = np.asarray(magnesium_mM, dtype=float) / K_MAGNESIUM
    return with_calcium / (1 + with_calcium + with_magnesium)


def site_shares(
    calcium_mM: ArrayLike, magnesium_mM: ArrayLike = REFERENCE_MAGNESIUM
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Shares of release sites that hold calcium, that hold magnesium, and that are empty; together 1.

    Arguments, ranges and errors as in :func:`site_occupancy`.
    """
    calcium = site_occupancy(calcium_mM, magnesium_mM)
    empty = calcium * K_CALCIUM / np.asarray(calcium_mM, dtype=float)
    return calcium, 1 - calcium - empty, empty


def relative_release(calcium_mM: ArrayLike, magnesium_mM: ArrayLike = REFERENCE_MAGNESIUM) -> np.ndarray:
    """Transmitter released by one spike, as a multiple of normal (1 at 1.25 calcium, 0.55 magnesium).

    Arguments, ranges and errors as in :func:`site_occupancy`. The fourth power is measured.
    """
    normal = site_occupancy(REFERENCE_CALCIUM, REFERENCE_MAGNESIUM)
    return (site_occupancy(calcium_mM, magnesium_mM) / normal) ** RELEASE_POWER


def release_slope(calcium_mM: ArrayLike, magnesium_mM: ArrayLike = REFERENCE_MAGNESIUM) -> np.ndarray:
    """Percent more release per percent more calcium: the slope of the log-log plot.

    Four when calcium is scarce, whatever magnesium is; smaller as the sites fill. Measured 3.78 ± 0.2.
    """
    return RELEASE_POWER * (1 - site_occupancy(calcium_mM, magnesium_mM))


def calcium_to_cancel_magnesium_mM(magnesium_mM: ArrayLike) -> np.ndarray:
    """Ionised calcium that brings release back to normal at this ionised magnesium [mmol/L].

    Magnesium 0 to 10 mmol/L. It says why calcium is the antidote to a magnesium overdose in hospital.
    """
    require_between(*MAGNESIUM_RANGE, "mmol/L", magnesium_mM=magnesium_mM)
    crowding = 1 + np.asarray(magnesium_mM, dtype=float) / K_MAGNESIUM
    normal_crowding = 1 + REFERENCE_MAGNESIUM / K_MAGNESIUM
    return REFERENCE_CALCIUM * crowding / normal_crowding


def safety_factor(
    calcium_mM: ArrayLike,
    magnesium_mM: ArrayLike = REFERENCE_MAGNESIUM,
    normal_factor: ArrayLike = SAFETY_FACTOR,
) -> np.ndarray:
    """How many times more transmitter is released than the muscle fibre needs; below 1 it stays silent.

    ``normal_factor`` (1 to 10) is the healthy junction's, 4 by assumption. Other arguments and
    errors as in :func:`site_occupancy`.
    """
    require_between(1, 10, "", normal_factor=normal_factor)
    return np.asarray(normal_factor, dtype=float) * relative_release(calcium_mM, magnesium_mM)


def safety_reading(calcium_mM: float, magnesium_mM: float = REFERENCE_MAGNESIUM) -> str:
    """One of "every spike gets through", "some junctions may fail", "most junctions fail".

    Two numbers, ranges as in :func:`site_occupancy`.
    The words follow from the quoted range 3 to 5 of the healthy safety factor: assumption.
    """
    require_number(*CALCIUM_RANGE, "mmol/L", calcium_mM=calcium_mM)
    require_number(*MAGNESIUM_RANGE, "mmol/L", magnesium_mM=magnesium_mM)
    if safety_factor(calcium_mM, magnesium_mM, SAFETY_FACTOR_LOW) >= 1:
        return "every spike gets through"
    if safety_factor(calcium_mM, magnesium_mM, SAFETY_FACTOR_HIGH) >= 1:
        return "some junctions may fail"
    return "most junctions fail"
