"""One motor unit, from single twitch to fused force: a motor neurone and the muscle fibres it commands.

Each spike makes one twitch. Twitches that come before the last one has faded add up; fast trains fuse. The
twitch and its gain are those of Fuglevand, Winter and Patla (1993). Left out: fatigue, potentiation after
a train, the extra force of doublets, and how muscle length changes force. The whole pool: ``motor_pool.py``;
what an electrode hears: ``muscle_signal.py``.

Route to the muscle: the last step, from spikes that have passed the junction to force. No threshold term.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import Quantity, as_numbers, require_between, require_number, require_seed

GAIN_STEEPNESS = Quantity(
    2.0, "", source="fuglevand_1993", confidence="textbook", note="S(x) = 1 - exp(-2 x^3)"
)
GAIN_KNEE = Quantity(
    0.4, "", source="fuglevand_1993", confidence="textbook", note="below it twitches just add"
)
CRAMP_RATE = Quantity(
    14.5, "Hz", source="minetto_2009", confidence="measured", note="units in a cramp: SD 5.1, range 6 to 25"
)
TREMBLING_RIPPLE = Quantity(
    0.30, "", source="kit_choice", confidence="assumption", note="above: the force twitches; below: trembles"
)
FALLS_BACK = Quantity(
    0.10,
    "of the peak",
    source="kit_choice",
    confidence="assumption",
    note="force between spikes below it counts as back at rest: single twitches",
)
FUSED_RIPPLE = Quantity(0.05, "", source="kit_choice", confidence="assumption", note="below: fused")

RATE_RANGE = (0.5, 100.0)  # spikes per second
CONTRACTION_RANGE = (20.0, 150.0)  # ms; human units 30 to 120


@dataclass(frozen=True)
class ForceTrace:
    """Force of one unit over time, in multiples of its own single twitch; and the spikes that made it."""

    time_ms: np.ndarray
    force_twitches: np.ndarray
    spike_times_ms: np.ndarray

    @property
    def fraction_of_fused(self) -> np.ndarray:
        """The same force as a fraction of the greatest the unit can hold."""
        return self.force_twitches / TETANUS_TO_TWITCH


def twitch(time_ms: ArrayLike, contraction_time_ms: ArrayLike) -> np.ndarray:
    """Force after one spike at time 0, peak 1 at the contraction time; 0 before the spike.

    Time -100000 to 100000 ms, contraction time 20 to 150 ms, scalars or arrays that broadcast; ValueError
    outside.
    """
    require_between(-100_000, 100_000, "ms", time_ms=time_ms)
    require_between(*CONTRACTION_RANGE, "ms", contraction_time_ms=contraction_time_ms)
    x = np.maximum(np.asarray(time_ms, dtype=float), 0) / np.asarray(contraction_time_ms, dtype=float)
    return x * np.exp(1 - x)


def _sigmoid(x: ArrayLike) -> np.ndarray:
    """S(x): mean force as a fraction of fused force, at x twitches started per contraction time."""
    return 1 - np.exp(-GAIN_STEEPNESS * np.asarray(x, dtype=float) ** 3)


KNEE_SLOPE = float(_sigmoid(GAIN_KNEE)) / GAIN_KNEE  # force per x while twitches just add
TETANUS_TO_TWITCH = float(np.e) / KNEE_SLOPE  # 9.05


def _twitch_gain(x: ArrayLike) -> np.ndarray:
    """How much larger each twitch of a train is than a lone one; 1 up to the knee at x = 0.4."""
    x = np.maximum(np.asarray(x, dtype=float), GAIN_KNEE)
    return _sigmoid(x) / x / KNEE_SLOPE


def force_fraction(rate_hz: ArrayLike, contraction_time_ms: ArrayLike) -> np.ndarray:
    """Mean force of a steady train as a fraction of fused force, 0 to 1.

    Rate 0 to 100 Hz, contraction time 20 to 150 ms, scalars or arrays that broadcast; ValueError outside.
    """
    require_between(0, RATE_RANGE[1], "Hz", rate_hz=rate_hz)
    require_between(*CONTRACTION_RANGE, "ms", contraction_time_ms=contraction_time_ms)
    x = np.asarray(rate_hz, dtype=float) * np.asarray(contraction_time_ms, dtype=float) / 1000
    return np.where(x < GAIN_KNEE, x * KNEE_SLOPE, _sigmoid(x))


def rate_for_force_hz(fraction: ArrayLike, contraction_time_ms: ArrayLike) -> np.ndarray:
    """Firing rate that holds this fraction of fused force [Hz]: force_fraction the other way round.

    Fraction 0 to 0.999; half needs 702 / contraction time. ValueError outside.
    """
    require_between(0, 0.999, "", fraction=fraction)
    require_between(*CONTRACTION_RANGE, "ms", contraction_time_ms=contraction_time_ms)
    fraction = np.asarray(fraction, dtype=float)
    curved = np.cbrt(-np.log(1 - fraction) / GAIN_STEEPNESS)
    x = np.where(fraction < KNEE_SLOPE * GAIN_KNEE, fraction / KNEE_SLOPE, curved)
    return x * 1000 / np.asarray(contraction_time_ms, dtype=float)


def spike_times_ms(
    rate_hz: float, duration_ms: float = 2000.0, variability: float = 0.0, seed: int = 0
) -> np.ndarray:
    """Spikes of a train that begins at time 0 [ms]; each interval varies by ``variability`` (SD / mean).

    Rate 0.5 to 100 Hz, duration 10 to 20000 ms, variability 0 to 0.3 (steady contraction 0.1 to 0.2);
    ValueError outside. The same seed (0 to 2³² - 1) gives the same train.
    """
    require_number(*RATE_RANGE, "Hz", rate_hz=rate_hz)
    require_number(10, 20_000, "ms", duration_ms=duration_ms)
    require_number(0, 0.3, "", variability=variability)
    require_seed(seed=seed)
    return _spike_train_ms(rate_hz, duration_ms, variability, np.random.default_rng(seed))


def _spike_train_ms(
    rate_hz: float, duration_ms: float, variability: float, random: np.random.Generator
) -> np.ndarray:
    """A train drawn from ``random``, without the checks."""
    mean = 1000 / float(rate_hz)
    wobble = random.standard_normal(int(duration_ms / mean * 1.5) + 20)
    intervals = mean * (1 + variability * np.clip(wobble, -3, 3))  # clipped: an interval is never negative
    spikes = np.concatenate(([0.0], np.cumsum(intervals)))
    return spikes[spikes < duration_ms * (1 - 1e-12)]


def force_from_spikes(
    spikes_ms: ArrayLike, contraction_time_ms: float, duration_ms: float = 2000.0, step_ms: float = 1.0
) -> ForceTrace:
    """Add one twitch per spike, each enlarged by the gain of the interval before it.

    One increasing row of spike times [ms], or none; contraction time 20 to 150 ms, duration 10 to 20000 ms,
    step 0.1 to 10 ms; ValueError otherwise.
    """
    require_number(*CONTRACTION_RANGE, "ms", contraction_time_ms=contraction_time_ms)
    require_number(10, 20_000, "ms", duration_ms=duration_ms)
    require_number(0.1, 10, "ms", step_ms=step_ms)
    allowed = f"one increasing row of times between 0 and {duration_ms:g} ms"
    spikes = as_numbers("spikes_ms", spikes_ms, allowed, may_be_empty=True)
    if spikes.ndim != 1 or np.any(np.diff(spikes) <= 0) or np.any((spikes < 0) | (spikes > duration_ms)):
        raise ValueError(f"spikes_ms must be {allowed}, got {spikes_ms!r}")
    gains = np.ones(len(spikes))
    gains[1:] = _twitch_gain(contraction_time_ms / np.diff(spikes))
    time = np.arange(0, duration_ms + step_ms / 2, step_ms)
    force = np.zeros(len(time))
    lasts = int(15 * contraction_time_ms / step_ms)  # a twitch has faded to 1e-5 by then
    for spike, gain in zip(spikes, gains, strict=True):
        first = int(np.ceil(spike / step_ms))
        x = (time[first : first + lasts] - spike) / contraction_time_ms
        force[first : first + lasts] += gain * x * np.exp(1 - x)
    return ForceTrace(time, force, spikes)


def force_trace(
    rate_hz: float,
    contraction_time_ms: float,
    duration_ms: float = 2000.0,
    variability: float = 0.0,
    seed: int = 0,
    step_ms: float = 1.0,
) -> ForceTrace:
    """Force of one unit that starts to fire at this rate at time 0.

    Arguments, ranges and errors as in :func:`spike_times_ms` and :func:`force_from_spikes`.
    """
    spikes = spike_times_ms(rate_hz, duration_ms, variability, seed)
    return force_from_spikes(spikes, contraction_time_ms, duration_ms, step_ms)


def ripple(rate_hz: ArrayLike, contraction_time_ms: ArrayLike) -> np.ndarray:
    """Trembling of a steady train: (highest - lowest) / mean force. 0 is perfectly smooth.

    Rate 0.5 to 100 Hz, contraction time 20 to 150 ms, scalars or arrays that broadcast; ValueError outside.
    Exact: u contraction times after a spike, all twitches so far sum to (a u + b) exp(1 - u).
    """
    require_between(*RATE_RANGE, "Hz", rate_hz=rate_hz)
    require_between(*CONTRACTION_RANGE, "ms", contraction_time_ms=contraction_time_ms)
    lowest, highest, interval = _steady_train(rate_hz, contraction_time_ms)
    return interval * (highest - lowest) / np.e


def _steady_train(
    rate_hz: ArrayLike, contraction_time_ms: ArrayLike
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lowest and highest force of a settled train [peaks of each of its twitches], and its interval / T."""
    interval = 1000 / (np.asarray(rate_hz, dtype=float) * np.asarray(contraction_time_ms, dtype=float))
    kept = np.exp(-interval)
    a, b = 1 / (1 - kept), interval * kept / (1 - kept) ** 2
    top = 1 - b / a  # the force peaks this many contraction times after each spike
    return np.e * b, a * np.exp(1 - top), interval


def fusion_word(rate_hz: float, contraction_time_ms: float) -> str:
    """What a steady train of this rate does to a unit of this contraction time, in words.

    "single twitches" when the force falls back nearly to rest (below 10 % of its peak) between spikes;
    otherwise by the ripple: above 30 % "twitches that overlap (unfused)", down to 5 % "unfused (trembling)",
    below "fused". Two numbers, ranges as in :func:`ripple`. The cut-offs are chosen for teaching.
    """
    require_number(*RATE_RANGE, "Hz", rate_hz=rate_hz)
    require_number(*CONTRACTION_RANGE, "ms", contraction_time_ms=contraction_time_ms)
    lowest, highest, interval = _steady_train(rate_hz, contraction_time_ms)
    if lowest < FALLS_BACK * highest:
        return "single twitches"
    trembling = interval * (highest - lowest) / np.e
    if trembling > TREMBLING_RIPPLE:
        return "twitches that overlap (unfused)"
    return "unfused (trembling)" if trembling >= FUSED_RIPPLE else "fused"
