"""Where caffeine acts: adenosine's receptors, which it blocks, and muscle's calcium store, out of reach.

Route to the muscle: caffeine takes the place of adenosine at its A1 and A2A receptors and so lifts a *brake*;
what that does to threshold and sleep is in ``caffeine_effects.py``. The direct route, opening the calcium
store inside muscle, is half way only at some two hundred times the level of four strong cups at once; it has
no threshold term here.

Two ways to count blocked receptors, which do not agree: a scan of living people (half at 13 mg/L, known from
press text alone) and binding constants from the test tube. All are unverified. The scan leads, because it was
made in people; the test tube shows why more adenosine wins some receptors back. Left out: enzymes and other
receptors that need more caffeine still.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.caffeine import MOLAR_MASS, total_uM
from helpers.physiology.quantity import Quantity, require_between
from helpers.physiology.sleep_receptors import RESTING_ADENOSINE

HALF_OCCUPIED = Quantity(
    13.0,
    "mg/L",
    source="elmenhorst_2012",
    confidence="unverified",
    note="plasma level that takes half of the A1 receptors in living brains; known from press text alone",
)
FREE_FRACTION = Quantity(
    0.65, "", source="jps_1982", confidence="measured", note="35 % is bound to protein; 0.60 to 0.75"
)
A1_ADENOSINE_HALF = Quantity(
    0.31, "µmol/L", source="fredholm_2001", confidence="unverified", note="human A1, test tube"
)
A2A_ADENOSINE_HALF = Quantity(
    0.70, "µmol/L", source="fredholm_2001", confidence="unverified", note="human A2A, test tube"
)
A1_CAFFEINE_HALF = Quantity(
    12.0, "µmol/L", source="fredholm_1999", confidence="unverified", note="human A1; 10 to 45 is quoted"
)
A2A_CAFFEINE_HALF = Quantity(
    2.4,
    "µmol/L",
    source="fredholm_1999",
    confidence="unverified",
    note="human A2A, same table as A1; 2.4 to 23 is quoted, often 9.6",
)
RELEASE_HALF = Quantity(
    9.0, "mmol/L", source="porta_2011", confidence="measured", note="single calcium channels of heart muscle"
)
RELEASE_STEEPNESS = Quantity(1.5, "", source="kit_choice", confidence="assumption", note="1 to 2 tried")
DANGER_LEVEL = Quantity(
    80.0,
    "mg/L",
    source="statpearls_caffeine",
    confidence="textbook",
    note="deaths reported at 80 to 100 mg/L, survival above: a danger line, not a sharp threshold",
)

CAFFEINE_RANGE = (0.0, 5000.0)


def occupancy(caffeine_mg_L: ArrayLike = 0.0, half_mg_L: ArrayLike = HALF_OCCUPIED) -> np.ndarray:
    """Share of the brain's A1 receptors that caffeine holds, 0 to 1 (Elmenhorst 2012, 15 living people).

    Plasma level 0 to 5000 mg/L, ``half_mg_L`` 5 to 30 mg/L; scalars or arrays. ValueError outside.
    """
    require_between(*CAFFEINE_RANGE, "mg/L", caffeine_mg_L=caffeine_mg_L)
    require_between(5, 30, "mg/L", half_mg_L=half_mg_L)
    level = np.asarray(caffeine_mg_L, dtype=float)
    return level / (level + np.asarray(half_mg_L, dtype=float))


def free_uM(caffeine_mg_L: ArrayLike = 0.0) -> np.ndarray:
    """Caffeine not bound to protein [µmol/L], which is what a receptor meets. Plasma level 0 to 5000 mg/L."""
    return FREE_FRACTION * total_uM(caffeine_mg_L)


def dose_ratio(caffeine_mg_L: ArrayLike = 0.0, caffeine_half_uM: ArrayLike = A1_CAFFEINE_HALF) -> np.ndarray:
    """How many times more adenosine the same effect needs against this caffeine [-] (Schild 1947).

    Plasma level 0 to 5000 mg/L; ``caffeine_half_uM`` 1 to 100 µmol/L, free caffeine that doubles the need.
    ValueError outside.
    """
    require_between(1, 100, "µmol/L", caffeine_half_uM=caffeine_half_uM)
    return 1 + free_uM(caffeine_mg_L) / np.asarray(caffeine_half_uM, dtype=float)


def adenosine_tone(
    caffeine_mg_L: ArrayLike = 0.0,
    adenosine_uM: ArrayLike = RESTING_ADENOSINE,
    adenosine_half_uM: ArrayLike = A1_ADENOSINE_HALF,
    caffeine_half_uM: ArrayLike = A1_CAFFEINE_HALF,
) -> np.ndarray:
    """Share of receptors that adenosine holds while caffeine competes for them (Gaddum's equation).

    Plasma caffeine 0 to 5000 mg/L, adenosine 0.001 to 10 µmol/L, the concentrations that hold half: adenosine
    0.01 to 10, caffeine 1 to 100 µmol/L. A1 by default; ValueError outside. Constants unverified.
    """
    require_between(0.001, 10, "µmol/L", adenosine_uM=adenosine_uM)
    require_between(0.01, 10, "µmol/L", adenosine_half_uM=adenosine_half_uM)
    needed = np.asarray(adenosine_half_uM, dtype=float) * dose_ratio(caffeine_mg_L, caffeine_half_uM)
    adenosine = np.asarray(adenosine_uM, dtype=float)
    return adenosine / (adenosine + needed)


def felt_pressure(
    pressure: ArrayLike = 0.5,
    caffeine_mg_L: ArrayLike = 0.0,
    adenosine_uM: ArrayLike = RESTING_ADENOSINE,
) -> np.ndarray:
    """Sleep pressure as it is felt while caffeine masks it (0 to 1); the pressure itself is unchanged.

    Pressure 0 to 1; the rest as in :func:`adenosine_tone` for A1. An assumption: feeling follows the A1 tone.
    """
    require_between(0, 1, "", pressure=pressure)
    masked = adenosine_tone(caffeine_mg_L, adenosine_uM) / adenosine_tone(0.0, adenosine_uM)
    return np.asarray(pressure, dtype=float) * masked


def open_fraction(caffeine_mg_L: ArrayLike = 0.0, steepness: ArrayLike = RELEASE_STEEPNESS) -> np.ndarray:
    """Share of the muscle store's calcium channels that caffeine holds open, 0 to 1 (Porta 2011, heart).

    Plasma level 0 to 5000 mg/L, ``steepness`` 1 to 2; ValueError outside. 0.0003 after four cups at once. The
    same paper saw 75 % more calcium sparks in opened heart cells at 0.15 mmol/L, where this is still 0.002.
    """
    require_between(1, 2, "", steepness=steepness)
    relative = total_uM(caffeine_mg_L) / (1000 * RELEASE_HALF)
    power = relative ** np.asarray(steepness, dtype=float)
    return power / (1 + power)


def caffeine_to_open_mg_L(fraction: ArrayLike, steepness: ArrayLike = RELEASE_STEEPNESS) -> np.ndarray:
    """Plasma level that would hold this ``fraction`` (0 to 0.6) of the channels open [mg/L].

    ``steepness`` 1 to 2; ValueError outside. One in a hundred needs more than :data:`DANGER_LEVEL`.
    """
    require_between(0, 0.6, "", fraction=fraction)
    require_between(1, 2, "", steepness=steepness)
    share = np.asarray(fraction, dtype=float)
    relative = (share / (1 - share)) ** (1 / np.asarray(steepness, dtype=float))
    return RELEASE_HALF * MOLAR_MASS * relative
