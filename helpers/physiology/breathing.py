"""Overbreathing: more air, less carbon dioxide, more alkaline blood, nerves that fire more easily.

Carbon dioxide in the blood is what the body makes divided by the air that washes it out. Breathe twice as
much air at rest and it halves within minutes; blood turns alkaline. How that reaches the nerve is
contested, and two routes are kept apart here, each of which can be switched off:

* **calcium**: alkaline blood binds calcium, ionised calcium falls, the gates open sooner (the textbook);
* **direct**: alkaline blood acts on the sodium gates itself, whatever calcium does (an assumption).

Steurer 1997 let ten men overbreathe for five minutes: pH 7.39 to 7.75, spasms in seven, *no* change of
ionised calcium. Seamonds 1972 had found a fall. The kit shows both and settles nothing.

Route to the muscle: the threshold path. Left out: the brain's blood flow, phosphate, citrate and lactate,
and the slow tissue stores of carbon dioxide. Overbreathing alone never makes this kit's axon fire by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.axon_equations import REFERENCE_CALCIUM
from helpers.physiology.calcium import (
    NORMAL_BICARBONATE,
    NORMAL_CO2,
    REFERENCE_PH,
    arterial_pH,
    bicarbonate_mM,
    ionised_at_pH_mM,
)
from helpers.physiology.calcium import threshold_fall as calcium_fall
from helpers.physiology.quantity import Quantity, require_between

VENTILATION_FACTOR = Quantity(
    863.0,
    "mmHg",
    source="textbook_physiology",
    confidence="textbook",
    note="turns a share of dry gas at 0 °C into mmHg at 37 °C",
)
CO2_PRODUCTION = Quantity(
    0.200, "L/min", source="textbook_physiology", confidence="textbook", note="adult at rest, dry gas at 0 °C"
)
REST_VENTILATION = Quantity(
    VENTILATION_FACTOR * CO2_PRODUCTION / NORMAL_CO2,
    "L/min",
    source="textbook_physiology",
    confidence="derived",
    note="air that reaches the alveoli; gives 40 mmHg",
)
CO2_HALF_TIME = Quantity(
    3.0,
    "min",
    source="textbook_physiology",
    confidence="unverified",
    note="how fast carbon dioxide falls after ventilation doubles; often quoted",
)
DIRECT_FALL_PER_PH = Quantity(
    0.2,
    "of the threshold per pH unit",
    source="kit_choice",
    confidence="assumption",
    note="alkaline blood acting on sodium gates; a hypothesis that makes Steurer's spasms possible",
)

CO2_RANGE = (13.0, 80.0)
VENTILATION_RANGE = (2.5, 13.0)
TIME_RANGE = (0.0, 240.0)


def arterial_co2_mmHg(
    ventilation_L_min: ArrayLike = REST_VENTILATION, production_L_min: ArrayLike = CO2_PRODUCTION
) -> np.ndarray:
    """Arterial carbon dioxide once it has settled [mmHg]: 863 * production / alveolar ventilation.

    Alveolar ventilation 1 to 150 L/min, production 0.1 to 5 L/min; both broadcast, ValueError outside. Who
    runs makes more and breathes more, and nothing changes: panting is not overbreathing.
    """
    require_between(1, 150, "L/min", ventilation_L_min=ventilation_L_min)
    require_between(0.1, 5, "L/min", production_L_min=production_L_min)
    return (
        VENTILATION_FACTOR
        * np.asarray(production_L_min, dtype=float)
        / np.asarray(ventilation_L_min, dtype=float)
    )


def co2_course_mmHg(
    time_min: ArrayLike = 5.0,
    ventilation_L_min: ArrayLike = REST_VENTILATION,
    start_mmHg: ArrayLike = NORMAL_CO2,
) -> np.ndarray:
    """Arterial carbon dioxide a while after a resting person starts to breathe this much [mmHg].

    One store, made at a constant rate, emptied in proportion to ventilation: an exact exponential whose
    half-time is 3 min at twice the normal ventilation and so 6 min at the normal one. Coming back is slower.
    Time 0 to 240 min, ventilation 2.5 to 13 L/min, start 13 to 80 mmHg; all broadcast, ValueError outside.
    """
    require_between(*TIME_RANGE, "min", time_min=time_min)
    require_between(*VENTILATION_RANGE, "L/min", ventilation_L_min=ventilation_L_min)
    require_between(*CO2_RANGE, "mmHg", start_mmHg=start_mmHg)
    settled = arterial_co2_mmHg(ventilation_L_min)
    half_time = CO2_HALF_TIME * 2 * REST_VENTILATION / np.asarray(ventilation_L_min, dtype=float)
    left = 0.5 ** (np.asarray(time_min, dtype=float) / half_time)
    return settled + (np.asarray(start_mmHg, dtype=float) - settled) * left


def overbreathing_co2_mmHg(
    time_min: ArrayLike = 5.0,
    ventilation_L_min: ArrayLike = 2 * REST_VENTILATION,
    overbreathing_min: ArrayLike = 5.0,
) -> np.ndarray:
    """Arterial carbon dioxide during and after a spell of overbreathing that starts at time 0 [mmHg].

    ``ventilation_L_min`` for ``overbreathing_min`` (0 to 240 min), then normal breathing. Other arguments and
    errors as in :func:`co2_course_mmHg`. Real bodies pause their breathing afterwards; this one does not.
    """
    require_between(*TIME_RANGE, "min", time_min=time_min, overbreathing_min=overbreathing_min)
    time, spell = np.asarray(time_min, dtype=float), np.asarray(overbreathing_min, dtype=float)
    end = co2_course_mmHg(np.minimum(time, spell), ventilation_L_min)
    return co2_course_mmHg(np.maximum(time - spell, 0.0), REST_VENTILATION, end)


def arterial_pH_partly_buffered(co2_mmHg: ArrayLike, buffered: ArrayLike = 1.0) -> np.ndarray:
    """Arterial pH when bicarbonate has made only a share of its acute change (0 none, 1 all of it).

    Carbon dioxide 13 to 80 mmHg, both broadcast, ValueError outside. Steurer's pH of 7.75 lies near
    ``buffered=0``: in five minutes bicarbonate had hardly begun to fall.
    """
    require_between(*CO2_RANGE, "mmHg", co2_mmHg=co2_mmHg)
    require_between(0, 1, "", buffered=buffered)
    change = bicarbonate_mM(co2_mmHg) - NORMAL_BICARBONATE
    return arterial_pH(co2_mmHg, NORMAL_BICARBONATE + np.asarray(buffered, dtype=float) * change)


def ionised_by_slope_mM(
    pH: ArrayLike, ionised_mM: ArrayLike = REFERENCE_CALCIUM, slope_mM_per_pH: ArrayLike = 0.0
) -> np.ndarray:
    """Ionised calcium if it fell by ``slope_mM_per_pH`` for each pH unit above 7.40 [mmol/L].

    0 is what Steurer saw, 0.5 (0.3 to 0.7) what Seamonds saw. pH 7.0 to 7.9, ionised at pH 7.40 0.5 to
    5 mmol/L, slope 0 to 0.7; all broadcast, ValueError outside.
    """
    require_between(7.0, 7.9, "", pH=pH)
    require_between(0.5, 5, "mmol/L", ionised_mM=ionised_mM)
    require_between(0, 0.7, "mmol/L per pH unit", slope_mM_per_pH=slope_mM_per_pH)
    alkaline = np.asarray(pH, dtype=float) - REFERENCE_PH
    return np.asarray(ionised_mM, dtype=float) - np.asarray(slope_mM_per_pH, dtype=float) * alkaline


def direct_fall(pH: ArrayLike, direct_fall_per_pH: ArrayLike = DIRECT_FALL_PER_PH) -> np.ndarray:
    """Fractional fall of the firing threshold by pH itself, without calcium [-]; zero at pH 7.40.

    pH 7.0 to 7.9, ``direct_fall_per_pH`` 0 to 0.5; both broadcast, ValueError outside. Its size is assumed.
    """
    require_between(7.0, 7.9, "", pH=pH)
    require_between(0, 0.5, "per pH unit", direct_fall_per_pH=direct_fall_per_pH)
    return np.asarray(direct_fall_per_pH, dtype=float) * (np.asarray(pH, dtype=float) - REFERENCE_PH)


@dataclass(frozen=True)
class BreathingState:
    """Blood and threshold at one level of carbon dioxide; numbers or arrays of one shape.

    The falls are counted from the same blood at 40 mmHg, so normal breathing adds exactly nothing.
    """

    co2_mmHg: np.ndarray
    pH: np.ndarray
    ionised_mM: np.ndarray
    calcium_fall: np.ndarray
    direct_fall: np.ndarray

    @property
    def threshold_fall(self) -> np.ndarray:
        """Both routes together [-], positive when easier to fire."""
        return self.calcium_fall + self.direct_fall


def breathing_state(
    co2_mmHg: ArrayLike,
    ionised_mM: ArrayLike = REFERENCE_CALCIUM,
    calcium_slope_mM_per_pH: ArrayLike | None = None,
    direct_fall_per_pH: ArrayLike = 0.0,
    buffered: ArrayLike = 1.0,
) -> BreathingState:
    """Everything from carbon dioxide (13 to 80 mmHg) to the fall of the firing threshold.

    ``ionised_mM`` (0.5 to 5) is what this blood has at pH 7.40. ``calcium_slope_mM_per_pH`` None takes the
    usual instrument formula, 0 switches the calcium route off; ``direct_fall_per_pH`` 0 switches the direct
    route off (``DIRECT_FALL_PER_PH`` turns it on). ``buffered`` as in :func:`arterial_pH_partly_buffered`.
    All broadcast; ValueError outside. Never feed ``ionised_mM`` of the answer to the gates as well: that
    would count calcium twice.
    """
    require_between(0.5, 5, "mmol/L", ionised_mM=ionised_mM)
    if calcium_slope_mM_per_pH is not None:
        require_between(0, 0.7, "mmol/L per pH unit", calcium_slope_mM_per_pH=calcium_slope_mM_per_pH)

    def ionised(pH: np.ndarray) -> np.ndarray:
        if calcium_slope_mM_per_pH is None:
            return ionised_at_pH_mM(pH, ionised_mM)
        return ionised_by_slope_mM(pH, ionised_mM, calcium_slope_mM_per_pH)

    def by_calcium(pH: np.ndarray) -> np.ndarray:
        return calcium_fall(ionised(pH))

    pH, normal = arterial_pH_partly_buffered(co2_mmHg, buffered), arterial_pH(NORMAL_CO2)
    calcium = by_calcium(pH) - by_calcium(normal)
    direct = direct_fall(pH, direct_fall_per_pH) - direct_fall(normal, direct_fall_per_pH)
    parts = np.broadcast_arrays(np.asarray(co2_mmHg, dtype=float), pH, ionised(pH), calcium, direct)
    return BreathingState(*(part.copy() for part in parts))


def threshold_fall(
    co2_mmHg: ArrayLike,
    calcium_slope_mM_per_pH: ArrayLike | None = None,
    direct_fall_per_pH: ArrayLike = 0.0,
) -> np.ndarray:
    """Fractional fall of the firing threshold by breathing [-]: 0 at 40 mmHg, 0.056 at 20 mmHg.

    Arguments as in :func:`breathing_state`; add it to the falls of the other mechanisms.
    """
    return breathing_state(
        co2_mmHg,
        calcium_slope_mM_per_pH=calcium_slope_mM_per_pH,
        direct_fall_per_pH=direct_fall_per_pH,
    ).threshold_fall
