"""Stress: adrenaline for a few minutes, cortisol half an hour later.

Routes to the muscle: adrenaline -> the muscle itself; cortisol -> motor cortex -> threshold
(``threshold_fall``).

**Adrenaline** takes beta-2 receptors in muscle. Two things follow, neither by way of the firing threshold:

* tremor: twitches get shorter, so the pulses of muscle fuse less and the hand shakes at 8 to 12 Hz;
* potassium moves from blood into muscle. That makes resting fibres *harder* to fire, not easier, and a
  public speech moves it by 0.1 mmol/L only.

A beta-blocker takes the receptor's place; it steadies the hand in the muscle, not the mind.

**Cortisol** may weaken the brake of the motor cortex (Milani 2010: seven people, for ten minutes). Of stress,
only this is on the threshold path, and its size is assumed. Against it: of 35 people with harmless
fasciculations 14 % were anxious, and anxiety did not go with the twitches (Filippakis 2018). Worry may follow
the twitch.

Left out: noradrenaline, the adrenaline of nerve endings in muscle, receptors tiring, habit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.membrane import MUSCLE_POTASSIUM_INSIDE, nernst
from helpers.physiology.quantity import Quantity, require_between
from helpers.physiology.sleep_receptors import FALL_PER_IMBALANCE, fall_from_balance

ADRENALINE_MOLAR_MASS = Quantity(183.2, "g/mol", source="textbook_physiology", confidence="textbook")
RESTING_ADRENALINE = Quantity(
    0.25,
    "nmol/L",
    source="textbook_physiology",
    confidence="textbook",
    note="0.2 to 0.5; 0.27 in veins, 0.39 in arteries (1982, J Clin Endocrinol Metab 55:263)",
)
SPEECH_RATIO = Quantity(
    2.7,
    "times rest",
    source="bolm_audorff_1989",
    confidence="measured",
    note="ten men who spoke before an audience",
)
ADRENALINE_TIME = Quantity(
    4.0, "min", source="textbook_physiology", confidence="textbook", note="half-life 2 to 3 min"
)
HALF_OCCUPANCY = Quantity(
    3.0,
    "nmol/L",
    source="kit_choice",
    confidence="assumption",
    note="half the beta-2 receptors; 1 to 6 tried",
)
NON_SELECTIVE_BLOCKER = Quantity(
    20.0,
    "times",
    source="kit_choice",
    confidence="assumption",
    note="adrenaline needed for the same effect; propranolol, timolol",
)
SELECTIVE_BLOCKER = Quantity(
    2.0, "times", source="kit_choice", confidence="assumption", note="the same for atenolol, a beta-1 blocker"
)
RESTING_POTASSIUM = Quantity(
    4.06, "mmol/L", source="struthers_1983", confidence="measured", note="nine volunteers before adrenaline"
)
LARGEST_POTASSIUM_FALL = Quantity(
    1.08,
    "mmol/L",
    source="struthers_reid_1984",
    confidence="fitted",
    note="all receptors taken; to 4.08 falling to 3.32, and to Brown 1983",
)
TREMOR_GAIN = Quantity(
    2.3,
    "of the unstimulated tremor",
    source="young_1975",
    confidence="fitted",
    note="to 2.74 (1.85 to 3.50) times more tremor with isoprenaline",
)
CORTISOL_PEAK_TIME = Quantity(
    25.0, "min", source="textbook_physiology", confidence="textbook", note="after the stressor; about"
)
INHIBITION_LOSS = Quantity(
    0.20,
    "of cortical inhibition",
    source="kit_choice",
    confidence="assumption",
    note="at strong stress; direction from Milani 2010; 0 to 0.4",
)

ADRENALINE_RANGE = (0.0, 100.0)
BLOCKER_RANGE = (1.0, 100.0)
TIME_RANGE = (0.0, 240.0)


def adrenaline_from_ng_mL(adrenaline_ng_mL: ArrayLike = 0.05) -> np.ndarray:
    """Adrenaline in nmol/L from the ng/mL (0 to 18) that older papers print; ValueError outside."""
    require_between(0, 18, "ng/mL", adrenaline_ng_mL=adrenaline_ng_mL)
    return 1000.0 * np.asarray(adrenaline_ng_mL, dtype=float) / ADRENALINE_MOLAR_MASS


def peak_adrenaline_nM(stress: ArrayLike = 1.0, caffeine_ratio: ArrayLike = 1.0) -> np.ndarray:
    """Plasma adrenaline at its peak [nmol/L]; ``stress`` 0 is calm and 1 a public speech.

    ``caffeine_ratio`` (1 to 5) is what caffeine alone does, times rest; the two rises are taken to add, an
    assumption. Stress 0 to 1; both broadcast, ValueError outside.
    """
    require_between(0, 1, "", stress=stress)
    require_between(1, 5, "times rest", caffeine_ratio=caffeine_ratio)
    by_stress = np.asarray(stress, dtype=float) * (SPEECH_RATIO - 1)
    return RESTING_ADRENALINE * (np.asarray(caffeine_ratio, dtype=float) + by_stress)


def adrenaline_course_nM(
    time_min: ArrayLike = 0.0, peak_nM: ArrayLike = SPEECH_RATIO * RESTING_ADRENALINE
) -> np.ndarray:
    """Plasma adrenaline after a scare that peaks at time 0 [nmol/L]: gone within a quarter of an hour.

    Time 0 to 240 min, peak 0 to 100 nmol/L; both broadcast, ValueError outside.
    """
    require_between(*TIME_RANGE, "min", time_min=time_min)
    require_between(*ADRENALINE_RANGE, "nmol/L", peak_nM=peak_nM)
    above_rest = np.asarray(peak_nM, dtype=float) - RESTING_ADRENALINE
    return RESTING_ADRENALINE + above_rest * np.exp(-np.asarray(time_min, dtype=float) / ADRENALINE_TIME)


def beta2_occupancy(
    adrenaline_nM: ArrayLike = RESTING_ADRENALINE,
    dose_ratio: ArrayLike = 1.0,
    half_nM: ArrayLike = HALF_OCCUPANCY,
) -> np.ndarray:
    """Share of the beta-2 receptors that adrenaline holds, 0 to 1, against a competing blocker.

    ``dose_ratio`` (1 to 100) is how many times more adrenaline the same effect needs: 1 without a blocker.
    Adrenaline 0 to 100 nmol/L, half occupancy 1 to 6; all broadcast, ValueError outside.
    """
    require_between(*ADRENALINE_RANGE, "nmol/L", adrenaline_nM=adrenaline_nM)
    require_between(*BLOCKER_RANGE, "times", dose_ratio=dose_ratio)
    require_between(1, 6, "nmol/L", half_nM=half_nM)
    adrenaline = np.asarray(adrenaline_nM, dtype=float)
    return adrenaline / (adrenaline + np.asarray(half_nM, dtype=float) * np.asarray(dose_ratio, dtype=float))


def potassium_mM(
    adrenaline_nM: ArrayLike = RESTING_ADRENALINE,
    dose_ratio: ArrayLike = 1.0,
    resting_potassium_mM: ArrayLike = RESTING_POTASSIUM,
) -> np.ndarray:
    """Plasma potassium once adrenaline has moved some of it into muscle [mmol/L].

        potassium = at rest - 1.08 * (occupancy now - occupancy at rest under the same blocker)

    Arguments as in :func:`beta2_occupancy`; at rest 3.5 to 5.5 mmol/L. Fitted to Struthers and Reid 1984. It
    cannot rise above rest, though it did (4.06 to 4.25) with timolol (Struthers 1983): something is missing.
    """
    require_between(3.5, 5.5, "mmol/L", resting_potassium_mM=resting_potassium_mM)
    now = beta2_occupancy(adrenaline_nM, dose_ratio)
    at_rest = beta2_occupancy(RESTING_ADRENALINE, dose_ratio)
    return np.asarray(resting_potassium_mM, dtype=float) - LARGEST_POTASSIUM_FALL * (now - at_rest)


def fibre_shift_mV(
    potassium_mM: ArrayLike, resting_potassium_mM: ArrayLike = RESTING_POTASSIUM
) -> np.ndarray:
    """How far potassium's Nernst voltage moves in muscle [mV]; negative, further from firing, when it falls.

    Both 1 to 20 mmol/L, broadcasting; ValueError outside.
    """
    require_between(1, 20, "mmol/L", potassium_mM=potassium_mM, resting_potassium_mM=resting_potassium_mM)
    before = nernst(resting_potassium_mM, MUSCLE_POTASSIUM_INSIDE)
    return nernst(potassium_mM, MUSCLE_POTASSIUM_INSIDE) - before


def tremor_ratio(adrenaline_nM: ArrayLike = RESTING_ADRENALINE, dose_ratio: ArrayLike = 1.0) -> np.ndarray:
    """Size of the tremor, times that of a calm person *without* a blocker [-].

    Below 1 under a blocker, which also stops what resting adrenaline does. Arguments and errors as in
    :func:`beta2_occupancy`. Fitted to Young 1975.
    """
    calm = 1 + TREMOR_GAIN * beta2_occupancy(RESTING_ADRENALINE)
    return (1 + TREMOR_GAIN * beta2_occupancy(adrenaline_nM, dose_ratio)) / calm


def cortisol_pulse(time_min: ArrayLike = CORTISOL_PEAK_TIME, stress: ArrayLike = 1.0) -> np.ndarray:
    """Cortisol above rest after a short stress at time 0; reaches ``stress`` (0 to 1) after 25 min.

    Time 0 to 240 min; both broadcast, ValueError outside. The shape is assumed.
    """
    require_between(*TIME_RANGE, "min", time_min=time_min)
    require_between(0, 1, "", stress=stress)
    times = np.asarray(time_min, dtype=float) / CORTISOL_PEAK_TIME
    return np.asarray(stress, dtype=float) * times * np.exp(1 - times)


def cortical_inhibition(
    cortisol: ArrayLike = 1.0, inhibition_loss: ArrayLike = INHIBITION_LOSS
) -> np.ndarray:
    """Strength of the motor cortex's brake, 1 at rest: 1 - loss * cortisol.

    ``cortisol`` 0 to 1, the height of the pulse; ``inhibition_loss`` 0 (the sceptic's) to 0.4; both
    broadcast, ValueError outside.
    """
    require_between(0, 1, "", cortisol=cortisol)
    require_between(0, 0.4, "", inhibition_loss=inhibition_loss)
    return 1 - np.asarray(inhibition_loss, dtype=float) * np.asarray(cortisol, dtype=float)


def threshold_fall(
    cortisol: ArrayLike = 1.0,
    inhibition_loss: ArrayLike = INHIBITION_LOSS,
    fall_per_imbalance: ArrayLike = FALL_PER_IMBALANCE,
) -> np.ndarray:
    """Fractional fall of the firing threshold by cortisol [-]; 0 at rest, positive when easier to fire.

    Excitation stays 1, so excitation over inhibition is 1 / inhibition; from there as for lack of sleep.
    ``fall_per_imbalance`` 0 to 0.3, others as in :func:`cortical_inhibition`; all broadcast, ValueError
    outside. Sizes are assumed.
    """
    return fall_from_balance(1 / cortical_inhibition(cortisol, inhibition_loss), fall_per_imbalance)
