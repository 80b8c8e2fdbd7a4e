"""What sleep pressure does to receptors and to the balance of the motor cortex.

Route to the muscle: sleep pressure -> adenosine and its A1 receptors, dopamine D2 receptors -> less
inhibition and more excitation in the motor cortex -> ``threshold_fall``, a fraction that ``twitch_rate.py``
adds to those of other causes. The first arrow is measured in people after one or two nights without sleep;
the second is contested (Zhang 2025 pools less inhibition, Mroczek 2024 saw no change, Manganotti 2001 the
opposite); the last is an assumption of this kit. ``sceptic=True`` takes the null studies at their word:
receptors change, the balance and the threshold do not.

Everything is relative to the middle of a rested day, eight hours after waking. A1 is a *brake*: more A1 means
more sleepiness, not more signal. Left out: body-clock effects on the cortex, and single brain regions.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import Quantity, require_between, require_switch
from helpers.physiology.sleep import RESTED, pressure_awake

REFERENCE_HOURS_AWAKE = Quantity(
    8.0, "h", source="kit_choice", confidence="assumption", note="middle of a rested day: everything is 1"
)
RESTING_ADENOSINE = Quantity(
    0.10,
    "µmol/L",
    source="dunwiddie_masino_2001",
    confidence="unverified",
    note="0.025 to 0.25 is often quoted",
)
ADENOSINE_RISE = Quantity(
    0.75,
    "",
    source="jcr_2018",
    confidence="assumption",
    note="rats and cats +75 % (54 to 95) in one brain region; seven people showed no rise (Zeitzer 2006)",
)
A1_GAIN = Quantity(
    0.28, "", source="elmenhorst_2017", confidence="fitted", note="A1 up 12 to 16 % after 52 h awake"
)
D2_LOSS = Quantity(
    0.12, "", source="volkow_2012", confidence="fitted", note="D2/D3 binding 2.95 to 2.80 after a lost night"
)
EXCITATION_GAIN = Quantity(0.20, "", source="kit_choice", confidence="assumption", note="0 to 0.5 tried")
INHIBITION_LOSS = Quantity(0.30, "", source="kit_choice", confidence="assumption", note="0 to 0.6 tried")
FALL_PER_IMBALANCE = Quantity(
    0.15, "", source="kit_choice", confidence="assumption", note="0 to 0.3 tried; excitation/inhibition - 1"
)
REFERENCE_PRESSURE = float(pressure_awake(REFERENCE_HOURS_AWAKE, RESTED))


def _from_reference(pressure: ArrayLike) -> np.ndarray:
    """How far the pressure lies above that of the middle of a rested day; checks it."""
    require_between(0, 1, "", pressure=pressure)
    return np.asarray(pressure, dtype=float) - REFERENCE_PRESSURE


def adenosine_uM(
    pressure: ArrayLike = REFERENCE_PRESSURE,
    rise: ArrayLike = ADENOSINE_RISE,
    resting_uM: ArrayLike = RESTING_ADENOSINE,
) -> np.ndarray:
    """Adenosine between the brain's cells [µmol/L], in step with sleep pressure (0 to 1).

    ``rise`` (0 to 1.5) is the fraction added when pressure is 1; 0 is the finding in people. ``resting_uM``
    (0.01 to 1) is the level on waking rested. ValueError outside. A concept more than a measurement.
    """
    require_between(0, 1, "", pressure=pressure)
    require_between(0, 1.5, "", rise=rise)
    require_between(0.01, 1, "µmol/L", resting_uM=resting_uM)
    built_up = (np.asarray(pressure, dtype=float) - RESTED) / (1 - RESTED)
    return np.asarray(resting_uM, dtype=float) * (1 + np.asarray(rise, dtype=float) * built_up)


def a1_availability(pressure: ArrayLike = REFERENCE_PRESSURE, gain: ArrayLike = A1_GAIN) -> np.ndarray:
    """Adenosine A1 receptors free to bind, relative to the middle of a rested day [-].

    Pressure 0 to 1, ``gain`` 0 to 0.4; ValueError outside. Fitted to 52 hours awake (Elmenhorst 2017). Five
    nights of five hours changed nothing in people (Lange 2026): do not use it for a week of short nights.
    """
    require_between(0, 0.4, "", gain=gain)
    return 1 + np.asarray(gain, dtype=float) * _from_reference(pressure)


def risen_percent(change_after_recovery: ArrayLike = 0.0) -> np.ndarray:
    """How far a level had risen, when sleep then brings it down by ``change_after_recovery`` per cent [%].

    -90 to 0; ValueError outside. Down by 14 from the higher level is up by 16 from the lower one.
    """
    require_between(-90, 0, "%", change_after_recovery=change_after_recovery)
    return 100 / (1 + np.asarray(change_after_recovery, dtype=float) / 100) - 100


def d2_availability(pressure: ArrayLike = REFERENCE_PRESSURE, loss: ArrayLike = D2_LOSS) -> np.ndarray:
    """Dopamine D2/D3 receptors free to bind, relative to the middle of a rested day [-].

    Pressure 0 to 1, ``loss`` 0 to 0.2; ValueError outside. Fitted to one lost night (Volkow 2012), first read
    as more dopamine, later as fewer receptors.
    """
    require_between(0, 0.2, "", loss=loss)
    return 1 - np.asarray(loss, dtype=float) * _from_reference(pressure)


def excitation_over_inhibition(
    pressure: ArrayLike = REFERENCE_PRESSURE,
    excitation_gain: ArrayLike = EXCITATION_GAIN,
    inhibition_loss: ArrayLike = INHIBITION_LOSS,
    *,
    sceptic: bool = False,
) -> np.ndarray:
    """Balance of the motor cortex: 1 in the middle of a rested day, higher when the brakes are weaker [-].

    Pressure 0 to 1, ``excitation_gain`` 0 to 0.5, ``inhibition_loss`` 0 to 0.6; ValueError outside. With
    ``sceptic=True`` both are taken as 0 and the balance is exactly 1. Sizes are assumptions.
    """
    require_between(0, 0.5, "", excitation_gain=excitation_gain)
    require_between(0, 0.6, "", inhibition_loss=inhibition_loss)
    require_switch(sceptic=sceptic)
    above = _from_reference(pressure)
    if sceptic:
        return np.ones_like(above)
    excitation = 1 + np.asarray(excitation_gain, dtype=float) * above
    inhibition = 1 - np.asarray(inhibition_loss, dtype=float) * above
    return excitation / inhibition


def fall_from_balance(
    balance: ArrayLike = 1.0, fall_per_imbalance: ArrayLike = FALL_PER_IMBALANCE
) -> np.ndarray:
    """Fraction by which the firing threshold falls at this excitation over inhibition [-].

    ``balance`` 0.1 to 10, ``fall_per_imbalance`` 0 to 0.3; ValueError outside. Positive when easier to fire.
    Used for whatever changes cortical inhibition: lost sleep here, cortisol elsewhere. An assumption.
    """
    require_between(0.1, 10, "", balance=balance)
    require_between(0, 0.3, "", fall_per_imbalance=fall_per_imbalance)
    return np.asarray(fall_per_imbalance, dtype=float) * (np.asarray(balance, dtype=float) - 1)


def threshold_fall(
    pressure: ArrayLike = REFERENCE_PRESSURE,
    excitation_gain: ArrayLike = EXCITATION_GAIN,
    inhibition_loss: ArrayLike = INHIBITION_LOSS,
    fall_per_imbalance: ArrayLike = FALL_PER_IMBALANCE,
    *,
    sceptic: bool = False,
) -> np.ndarray:
    """Fraction by which sleep pressure lowers the firing threshold of a motor axon [-].

    0 in the middle of a rested day, positive when sleepier, 0 at any pressure with ``sceptic=True``.
    Arguments and errors as in :func:`excitation_over_inhibition` and :func:`fall_from_balance`. An
    assumption: no study was found that counted twitches in people kept awake.
    """
    balance = excitation_over_inhibition(pressure, excitation_gain, inhibition_loss, sceptic=sceptic)
    return fall_from_balance(balance, fall_per_imbalance)
