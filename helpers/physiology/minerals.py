"""Calcium, magnesium and vitamin D together: one loop, and what nerve, junction, heart and muscle feel of it.

Magnesium and 25(OH)D reach the nerve only through the calcium loop, so they are asked together: the falls of
the threshold that each would cause alone must not be added.

Routes to the muscle: ionised calcium -> gates -> threshold (``threshold_fall``); transmitter release; the QT
interval; strength, by a route of its own. By default magnesium itself does not shift the gates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology import junction, twitch_rate
from helpers.physiology.axon_equations import MAGNESIUM_WEIGHT, gating_shift_mV
from helpers.physiology.calcium import qtc_s
from helpers.physiology.calcium_loop import (
    NORMAL_INTAKE,
    NORMAL_MAGNESIUM,
    NORMAL_VITAMIN_D,
    CalciumState,
    steady_state,
)
from helpers.physiology.magnesium import ionised_magnesium_mM
from helpers.physiology.quantity import Quantity, require_between
from helpers.physiology.vitamin_d_strength import relative_strength

MAGNESIUM_WEIGHT_IF_COUNTED = Quantity(
    0.3,
    "",
    source="kit_choice",
    confidence="assumption",
    note="the most this kit would grant magnesium at the gates; its default is 0",
)

SHORTCUT_DEPTH = Quantity(0.35, "", source="kit_choice", confidence="assumption")
SHORTCUT_HALF = Quantity(0.45, "mmol/L", source="kit_choice", confidence="assumption")
SHORTCUT_WIDTH = Quantity(0.06, "mmol/L", source="kit_choice", confidence="assumption")


@dataclass(frozen=True)
class MineralEffects:
    """The calcium loop at rest and what follows; floats, or arrays when an input was an array."""

    loop: CalciumState
    ionised_magnesium_mM: Any
    gating_shift_mV: Any
    threshold_fall: Any
    relative_release: Any
    qtc_s: Any
    relative_strength: Any


def mineral_effects(
    calcium_intake_mg_day: ArrayLike = NORMAL_INTAKE,
    vitamin_d_nmol_L: ArrayLike = NORMAL_VITAMIN_D,
    magnesium_mM: ArrayLike = NORMAL_MAGNESIUM,
    gland_function: ArrayLike = 1.0,
    magnesium_weight: ArrayLike = MAGNESIUM_WEIGHT,
) -> MineralEffects:
    """From diet and blood to the threshold, release, QT and strength.

    The first four as in ``calcium_loop.Body``, ``magnesium_weight`` 0 to 1 as in ``gating_shift_mV``; all
    broadcast, ValueError outside. ``threshold_fall`` is positive when the axon is easier to fire.
    """
    loop = steady_state(calcium_intake_mg_day, vitamin_d_nmol_L, magnesium_mM, gland_function)
    free = ionised_magnesium_mM(magnesium_mM)
    shift = gating_shift_mV(loop.ionised_calcium_mM, free, magnesium_weight)
    return MineralEffects(
        loop=loop,
        ionised_magnesium_mM=free,
        gating_shift_mV=shift,
        threshold_fall=twitch_rate.threshold_fall(shift),
        relative_release=junction.relative_release(loop.ionised_calcium_mM, free),
        qtc_s=qtc_s(loop.ionised_calcium_mM),
        relative_strength=relative_strength(vitamin_d_nmol_L),
    )


def calcium_by_shortcut_mM(
    magnesium_mM: ArrayLike = NORMAL_MAGNESIUM, normal_calcium_mM: ArrayLike = 1.25
) -> np.ndarray:
    """Ionised calcium from magnesium in one line, without hormones [mmol/L]: for comparison with the loop.

    Total magnesium 0.3 to 1.5, normal calcium 1 to 1.5 mmol/L; all broadcast, ValueError outside. The kit
    uses the loop; the two agree within 0.08 mmol/L, and only the loop says why calcium falls.
    """
    require_between(0.3, 1.5, "mmol/L", magnesium_mM=magnesium_mM)
    require_between(1, 1.5, "mmol/L", normal_calcium_mM=normal_calcium_mM)
    gate = 1 + np.exp((np.asarray(magnesium_mM, dtype=float) - SHORTCUT_HALF) / SHORTCUT_WIDTH)
    return np.asarray(normal_calcium_mM, dtype=float) * (1 - SHORTCUT_DEPTH / gate)
