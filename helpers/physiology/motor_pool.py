"""The pool of motor units of one muscle: small slow ones first, big fast ones last.

Fuglevand, Winter and Patla (1993): unit i of n has an exponentially larger threshold and twitch, a shorter
contraction time, and fires faster as the drive grows. Left out: fatigue, common drive, afferent feedback.

Route to the muscle: drive on the spinal cord -> spikes of the motor neurones -> force. No threshold term.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.motor_unit import _spike_train_ms, force_fraction
from helpers.physiology.quantity import (
    Quantity,
    require_between,
    require_number,
    require_seed,
    require_whole,
)

UNIT_COUNT = 120
THRESHOLD_RANGE = Quantity(
    30.0, "", source="fuglevand_1993", confidence="textbook", note="last / first; later 50"
)
FORCE_RANGE = Quantity(
    100.0, "", source="fuglevand_1993", confidence="textbook", note="strongest / weakest twitch"
)
SLOWEST_CONTRACTION = Quantity(90.0, "ms", source="fuglevand_1993", confidence="textbook")
CONTRACTION_TIME_RANGE = Quantity(
    3.0, "", source="fuglevand_1993", confidence="textbook", note="slowest / fastest"
)
LOWEST_RATE = Quantity(8.0, "Hz", source="fuglevand_1993", confidence="textbook")
HIGHEST_RATE = Quantity(35.0, "Hz", source="fuglevand_1993", confidence="textbook", note="45 in one variant")
HIGHEST_RATE_FALL = Quantity(
    10.0, "Hz", source="fuglevand_1993", confidence="textbook", note="first to last unit"
)
RATE_PER_DRIVE = Quantity(1.0, "Hz", source="fuglevand_1993", confidence="textbook", note="per unit of drive")

FULL_DRIVE = THRESHOLD_RANGE + (HIGHEST_RATE - HIGHEST_RATE_FALL - LOWEST_RATE) / RATE_PER_DRIVE  # 47
SPEED_EXPONENT = float(np.log(FORCE_RANGE) / np.log(CONTRACTION_TIME_RANGE))  # 4.19


@dataclass(frozen=True)
class PoolState:
    """Every unit of the pool, first recruited first; force as a fraction of the whole muscle's greatest."""

    rates_hz: np.ndarray
    contraction_times_ms: np.ndarray
    unit_forces: np.ndarray
    active_units: int
    force_fraction: float


def _spread(largest_ratio: float, unit_count: int) -> np.ndarray:
    require_whole(2, 500, "units", unit_count=unit_count)
    return np.exp(np.log(largest_ratio) * np.arange(1, unit_count + 1) / unit_count)


def recruitment_thresholds(unit_count: int = UNIT_COUNT) -> np.ndarray:
    """Drive at which each unit joins, as a fraction of full; 2 to 500 units, ValueError outside."""
    return _spread(THRESHOLD_RANGE, unit_count) / FULL_DRIVE


def twitch_forces(unit_count: int = UNIT_COUNT) -> np.ndarray:
    """Peak of each unit's single twitch, from about 1 to 100; 2 to 500 units, ValueError outside."""
    return _spread(FORCE_RANGE, unit_count)


def contraction_times_ms(unit_count: int = UNIT_COUNT) -> np.ndarray:
    """Time to peak of each unit's twitch, about 90 to 30 ms, the stronger the faster; 2 to 500 units."""
    return SLOWEST_CONTRACTION * twitch_forces(unit_count) ** (-1 / SPEED_EXPONENT)


def firing_rates_hz(drive: ArrayLike, unit_count: int = UNIT_COUNT) -> np.ndarray:
    """Rate of each unit [Hz], 0 below its threshold; one row of units for every drive.

    ``drive`` 0 to 1 (fraction of full), scalar or array; 2 to 500 units. ValueError outside.
    """
    require_between(0, 1, "", drive=drive)
    thresholds = recruitment_thresholds(unit_count) * FULL_DRIVE
    above = np.asarray(drive, dtype=float)[..., np.newaxis] * FULL_DRIVE - thresholds
    highest = HIGHEST_RATE - HIGHEST_RATE_FALL * thresholds / thresholds[-1]
    return np.where(above >= 0, np.clip(RATE_PER_DRIVE * above + LOWEST_RATE, LOWEST_RATE, highest), 0.0)


def pool_force_fraction(drive: ArrayLike, unit_count: int = UNIT_COUNT) -> np.ndarray:
    """Mean force of the muscle at this drive, as a fraction of its greatest; same shape as ``drive``."""
    weights, times = twitch_forces(unit_count), contraction_times_ms(unit_count)
    greatest = np.sum(weights * force_fraction(firing_rates_hz(1.0, unit_count), times))
    return np.sum(weights * force_fraction(firing_rates_hz(drive, unit_count), times), axis=-1) / greatest


def pool(drive: float, unit_count: int = UNIT_COUNT) -> PoolState:
    """All units at one drive, 0 to 1; 2 to 500 units. ValueError outside."""
    require_number(0, 1, "", drive=drive)
    rates, times = firing_rates_hz(drive, unit_count), contraction_times_ms(unit_count)
    full = twitch_forces(unit_count) * force_fraction(firing_rates_hz(1.0, unit_count), times)
    forces = twitch_forces(unit_count) * force_fraction(rates, times) / full.sum()
    return PoolState(rates, times, forces, int(np.count_nonzero(rates)), float(forces.sum()))


def pool_spikes_s(
    drive: float,
    duration_s: float = 2.0,
    unit_count: int = UNIT_COUNT,
    variability: float = 0.15,
    seed: int = 0,
) -> list[np.ndarray]:
    """Spike times [s] of every active unit, for ``muscle_signal``; each train starts at its own moment.

    Duration 0.1 to 20 s; variability 0 to 0.3; the same seed gives the same trains. ValueError outside.
    """
    require_number(0.1, 20, "s", duration_s=duration_s)
    require_number(0, 0.3, "", variability=variability)
    require_seed(seed=seed)
    rates = pool(drive, unit_count).rates_hz
    active = rates[rates > 0]
    starts = np.random.default_rng(seed).random(len(active)) / np.maximum(active, 1) * 1000
    trains = []
    for unit, (rate, start) in enumerate(zip(active, starts, strict=True)):
        random = np.random.default_rng([seed, unit])
        spikes = start + _spike_train_ms(rate, duration_s * 1000, variability, random)
        trains.append(spikes[spikes < duration_s * 1000] / 1000)
    return trains
