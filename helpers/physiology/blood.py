"""Calcium, magnesium and vitamin D in one blood: from what is eaten, the sun, the glands and the breath.

Nothing new is modelled here; the laws of ``magnesium``, ``vitamin_d``, ``calcium_loop`` and ``breathing`` are
put one behind the other, because they depend on each other: magnesium and vitamin D decide what the calcium
loop can defend, and the pH of the moment decides how much of that calcium is ionised.

Route to the muscle: ionised calcium -> gates -> threshold. Left out: time. Diet, sun and glands stand for
months of living like this, breathing for the minute in which one breathes like this.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.breathing import arterial_co2_mmHg
from helpers.physiology.calcium import arterial_pH, ionised_at_pH_mM
from helpers.physiology.calcium_loop import steady_state
from helpers.physiology.magnesium import serum_magnesium_mM, within_calcium_loop_mM
from helpers.physiology.quantity import Quantity, require_between, require_number, require_whole
from helpers.physiology.vitamin_d import serum_vitamin_d_nmol_L

ANXIOUS_PH_RISE = Quantity(
    0.15, "", source="kit_choice", confidence="assumption", note="pH at the highest anxiety, by overbreathing"
)
QUIET_PH = float(arterial_pH(arterial_co2_mmHg()))


@dataclass(frozen=True)
class Blood:
    """One blood: ionised calcium and total magnesium [mmol/L], 25(OH)D [nmol/L], arterial pH.

    ``quiet_calcium_mM`` is the ionised calcium this blood has while its owner breathes quietly.
    """

    calcium_mM: float
    magnesium_mM: float
    vitamin_d_nmol_L: float
    pH: float
    quiet_calcium_mM: float


def blood(
    calcium_intake_mg_day: float = 1000.0,
    gland_function: float = 1.0,
    magnesium_intake_mg_day: float = 300.0,
    magnesium_leak_mM: float = 0.0,
    sun_min_day: float = 8.0,
    month: int = 8,
    vitamin_d_intake_IU_day: float = 200.0,
    breathing_times: float = 1.0,
    anxiety: float = 0.0,
) -> Blood:
    """Give the blood that follows from these causes.

    Calcium in diet 100 to 3000 mg/d; glands 0 (removed) to 4, 1 healthy; magnesium in diet 10 to 800 mg/d;
    what a leaking kidney takes off its magnesium threshold, 0 to 0.45 mmol/L; noon sun 0 to 120 min a day, at
    42° north on the fair skin of the sun's model; month 1 to 12; vitamin D eaten 0 to 1000 IU/d; breathing 1
    to 3 times what the body needs; ``anxiety`` 0 to 1. Single numbers, ValueError outside.
    How anxiety breathes, :func:`breathed_pH` says.
    """
    require_number(100, 3000, "mg/d", calcium_intake_mg_day=calcium_intake_mg_day)
    require_number(0, 4, "times normal", gland_function=gland_function)
    require_number(10, 800, "mg/d", magnesium_intake_mg_day=magnesium_intake_mg_day)
    require_number(0, 0.45, "mmol/L", magnesium_leak_mM=magnesium_leak_mM)
    require_number(0, 120, "min", sun_min_day=sun_min_day)
    require_whole(1, 12, "", month=month)
    require_number(0, 1000, "IU/d", vitamin_d_intake_IU_day=vitamin_d_intake_IU_day)
    require_number(1, 3, "times the need", breathing_times=breathing_times)
    require_number(0, 1, "", anxiety=anxiety)
    magnesium = float(
        within_calcium_loop_mM(serum_magnesium_mM(magnesium_intake_mg_day, 0.0, magnesium_leak_mM))
    )
    vitamin_d = serum_vitamin_d_nmol_L(
        month=month, minutes_outside=sun_min_day, diet_IU_day=vitamin_d_intake_IU_day
    )
    loop = steady_state(calcium_intake_mg_day, vitamin_d, magnesium, gland_function)
    quiet = float(loop.ionised_calcium_mM)
    pH = float(breathed_pH(breathing_times, anxiety))
    return Blood(float(breathed_calcium_mM(quiet, pH)), magnesium, vitamin_d, pH, quiet)


def breathed_pH(breathing_times: ArrayLike = 1.0, anxiety: ArrayLike = 0.0) -> np.ndarray:
    """Arterial pH at this breathing (1 to 3 times the need) and anxiety (0 to 1).

    Scalars or arrays that broadcast; ValueError outside.

    Anxious people breathe more: up to ``ANXIOUS_PH_RISE``. It counts where it is more than what
    ``breathing_times`` says, and is not added to it: the same breath is not counted twice.
    """
    require_between(1, 3, "times the need", breathing_times=breathing_times)
    require_between(0, 1, "", anxiety=anxiety)
    breathed = arterial_pH(arterial_co2_mmHg() / np.asarray(breathing_times, dtype=float))
    return np.maximum(breathed, QUIET_PH + ANXIOUS_PH_RISE * np.asarray(anxiety, dtype=float))


def breathed_calcium_mM(quiet_calcium_mM: ArrayLike = 1.25, pH: ArrayLike = QUIET_PH) -> np.ndarray:
    """Ionised calcium at this pH of a blood that has ``quiet_calcium_mM`` at quiet breathing [mmol/L].

    Quiet calcium 0.05 to 5 mmol/L, pH 7.0 to 7.9; both broadcast, ValueError outside.
    """
    require_between(0.05, 5, "mmol/L", quiet_calcium_mM=quiet_calcium_mM)
    require_between(7.0, 7.9, "", pH=pH)
    quiet = np.asarray(quiet_calcium_mM, dtype=float)
    return quiet * (ionised_at_pH_mM(pH) / ionised_at_pH_mM(QUIET_PH))
