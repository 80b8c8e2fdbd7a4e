"""Where the axon of ``axon.py`` fires: thresholds, firing rates, and the point where rest gives way.

Each question is asked of many axons at once: NumPy steps them side by side, and a bisection narrows every
threshold together. That takes seconds, so panels do not search; they read ``axon_thresholds.csv``.

Three words. *Rheobase* is the smallest lasting current that gives a spike. *Rest loses stability* (a Hopf
point) means that the smallest disturbance grows until the axon fires: it fires by itself. A little before
that the axon is *bistable*: left alone it rests, but once kicked it fires without end.

Route to the muscle: gates -> firing threshold, in the squid's own currents. Not mixed with the fractional
falls that ``twitch_rate`` adds up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.axon import (
    LAST_ROW,
    ROWS_PER_MV,
    SPIKE_LEVEL_MV,
    TABLE_LOW_MV,
    TIME_STEP_MS,
    _gate_table,
    _half_step_back,
)
from helpers.physiology.axon_equations import (
    CAPACITANCE,
    LEAK_CONDUCTANCE,
    LEAK_REVERSAL,
    POTASSIUM_CONDUCTANCE,
    RATE_RISE,
    REFERENCE_POTASSIUM,
    REFERENCE_SODIUM,
    SODIUM_CONDUCTANCE,
    TEMPERATURE,
    _gate_rates,
    _ion_current,
    rest_mV,
    reversal_potentials_mV,
)
from helpers.physiology.quantity import require_between, require_number, require_seed, require_switch

SEARCH_MS = 500.0  # how long a run waits for a spike, or for firing to stop
KICK_TO_START_MV = 15.0  # a kick well above every threshold, used to ask "does it go on once started?"


@dataclass(frozen=True, slots=True)
class Firing:
    """What many axons did side by side: one entry per axon, in the shape of the broadcast arguments."""

    spikes: np.ndarray
    rate_hz: np.ndarray
    still_firing: np.ndarray


def sweep(
    duration_ms: float,
    *,
    current_uA_cm2: ArrayLike = 0.0,
    pulse_ms: float | None = None,
    kick_mV: ArrayLike = 0.0,
    gating_shift_mV: ArrayLike = 0.0,
    potassium_mM: ArrayLike = REFERENCE_POTASSIUM,
    sodium_mM: ArrayLike = REFERENCE_SODIUM,
    noise_mV: float = 0.0,
    seed: int = 0,
    stop_at_spike: bool = False,
) -> Firing:
    """Run many axons from rest at once and count their spikes.

    A current flows from time 0 for ``pulse_ms`` (to the end when None), a kick is given at time 0, and noise
    of ``noise_mV`` per square root of a millisecond shakes every axon on its own. Same method and ranges as
    ``axon.simulate``, but up to 10 000 ms and 300 µA/cm², pulse 0.1 to 10 000 ms, noise 0 to 10; all but the
    plain numbers broadcast. ``stop_at_spike`` ends once all have spiked. ValueError outside a range.
    """
    require_number(1, 10_000, "ms", duration_ms=duration_ms)
    if pulse_ms is not None:
        require_number(0.1, 10_000, "ms", pulse_ms=pulse_ms)
    require_seed(seed=seed)
    require_switch(stop_at_spike=stop_at_spike)
    require_between(-100, 300, "µA/cm²", current_uA_cm2=current_uA_cm2)
    require_between(-50, 90, "mV", kick_mV=kick_mV)
    require_number(0, 10, "mV per square root of 1 ms", noise_mV=noise_mV)
    resting = rest_mV(gating_shift_mV, potassium_mM, sodium_mM)
    e_na, e_k = reversal_potentials_mV(potassium_mM, sodium_mM)
    shape = np.broadcast_shapes(resting.shape, np.shape(current_uA_cm2), np.shape(kick_mV))
    flat = [
        np.broadcast_to(x, shape).ravel()
        for x in (resting, gating_shift_mV, e_na, e_k, current_uA_cm2, kick_mV)
    ]
    resting, shift, e_na, e_k, current, kick = (np.array(x, dtype=float) for x in flat)
    e_na, e_k, e_leak = e_na - shift, e_k - shift, LEAK_REVERSAL - shift

    table = _gate_table(TIME_STEP_MS, 1.0)

    def rows_at(v: np.ndarray) -> np.ndarray:
        return table[np.clip((v - TABLE_LOW_MV) * ROWS_PER_MV + 0.5, 0, LAST_ROW).astype(np.intp)]

    gates = np.stack([a / (a + b) for a, b in _gate_rates(resting - shift)], axis=-1)
    v = resting - shift + kick
    gates = _half_step_back(gates, rows_at(v))
    stiffness, level = 2.0 * CAPACITANCE / TIME_STEP_MS, SPIKE_LEVEL_MV - shift
    steps = round(duration_ms / TIME_STEP_MS)
    pulse_steps = steps if pulse_ms is None else round(pulse_ms / TIME_STEP_MS)
    shake = noise_mV * np.sqrt(TIME_STEP_MS)
    random = np.random.default_rng(seed)
    spikes, last, previous = np.zeros(v.size, int), np.full(v.size, np.nan), np.full(v.size, np.nan)
    for k in range(steps):
        row = rows_at(v)
        gates = row[:, 0::2] + row[:, 1::2] * gates
        m, h, n = gates[:, 0], gates[:, 1], gates[:, 2]
        sodium = SODIUM_CONDUCTANCE * (m * m * m * h)
        potassium = POTASSIUM_CONDUCTANCE * (n * n) ** 2
        total = sodium + potassium + LEAK_CONDUCTANCE
        drive = sodium * e_na + potassium * e_k + LEAK_CONDUCTANCE * e_leak
        if k < pulse_steps:
            drive = drive + current
        new = ((stiffness - total) * v + 2.0 * drive) / (stiffness + total)
        if noise_mV:
            new += shake * random.standard_normal(v.size)
        crossed = (v < level) & (new >= level)
        if crossed.any():
            at = (k + (level[crossed] - v[crossed]) / (new[crossed] - v[crossed])) * TIME_STEP_MS
            previous[crossed], last[crossed] = last[crossed], at
            spikes[crossed] += 1
            if stop_at_spike and spikes.all():
                break
        v = new
    interval = last - previous
    still = (spikes >= 3) & (duration_ms - last < 1.5 * np.nan_to_num(interval))
    rate = np.where(spikes >= 2, 1000.0 / np.where(interval > 0, interval, np.inf), 0.0)
    return Firing(spikes.reshape(shape), rate.reshape(shape), still.reshape(shape))


def _bisect(
    passes: Callable[[np.ndarray], np.ndarray], low: ArrayLike, high: ArrayLike, rounds: int
) -> np.ndarray:
    """Smallest value that passes, narrowed for all entries at once; NaN where even ``high`` fails."""
    low, high = np.array(low, dtype=float), np.array(high, dtype=float)
    never = ~passes(high)
    for _ in range(rounds):
        middle = (low + high) / 2.0
        yes = passes(middle)
        low, high = np.where(yes, low, middle), np.where(yes, middle, high)
    return np.where(never, np.nan, high)


def _threshold(
    stimulus: str,
    top: float,
    rounds: int,
    gating_shift_mV: ArrayLike,
    potassium_mM: ArrayLike,
    sodium_mM: ArrayLike,
    *,
    pulse_ms: float | None = None,
    without_end: bool = False,
) -> np.ndarray:
    """Smallest ``stimulus``, an argument of ``sweep``, that gives a spike, or firing without end.

    Each round halves the stretch from 0 to ``top``. NaN where the axon fires by itself.
    """
    axon: dict[str, Any] = {
        "gating_shift_mV": gating_shift_mV, "potassium_mM": potassium_mM, "sodium_mM": sodium_mM
    }  # fmt: skip

    def fires(size: np.ndarray) -> np.ndarray:
        given = axon | {stimulus: size, "pulse_ms": pulse_ms}
        run = sweep(SEARCH_MS, stop_at_spike=not without_end, **given)
        return run.still_firing if without_end else run.spikes > 0

    found = _bisect(fires, 0.0, top, rounds)
    return np.where(rest_is_stable(**axon), found, np.nan)


def kick_threshold_mV(
    gating_shift_mV: ArrayLike = 0.0,
    potassium_mM: ArrayLike = REFERENCE_POTASSIUM,
    sodium_mM: ArrayLike = REFERENCE_SODIUM,
) -> np.ndarray:
    """Smallest sudden depolarisation from rest that gives a spike [mV], to 0.005; NaN if none is needed."""
    return _threshold("kick_mV", 40.0, 13, gating_shift_mV, potassium_mM, sodium_mM)


def pulse_threshold_uA_cm2(
    pulse_ms: float = 1.0,
    gating_shift_mV: ArrayLike = 0.0,
    potassium_mM: ArrayLike = REFERENCE_POTASSIUM,
    sodium_mM: ArrayLike = REFERENCE_SODIUM,
) -> np.ndarray:
    """Smallest current of a short pulse that gives a spike [µA/cm²], to 0.01; NaN if it fires by itself."""
    require_number(0.1, 100, "ms", pulse_ms=pulse_ms)
    return _threshold(
        "current_uA_cm2", 100.0, 14, gating_shift_mV, potassium_mM, sodium_mM, pulse_ms=pulse_ms
    )


def rheobase_uA_cm2(
    gating_shift_mV: ArrayLike = 0.0,
    potassium_mM: ArrayLike = REFERENCE_POTASSIUM,
    sodium_mM: ArrayLike = REFERENCE_SODIUM,
) -> np.ndarray:
    """Smallest lasting current that gives a spike [µA/cm²], to 0.002; NaN if it fires by itself."""
    return _threshold("current_uA_cm2", 20.0, 14, gating_shift_mV, potassium_mM, sodium_mM)


def sustained_onset_uA_cm2(
    gating_shift_mV: ArrayLike = 0.0,
    potassium_mM: ArrayLike = REFERENCE_POTASSIUM,
    sodium_mM: ArrayLike = REFERENCE_SODIUM,
) -> np.ndarray:
    """Smallest lasting current, switched on at rest, that makes it fire without end [µA/cm²], to 0.01.

    "Without end" is: still firing after half a second. NaN if it fires by itself.
    """
    return _threshold("current_uA_cm2", 20.0, 11, gating_shift_mV, potassium_mM, sodium_mM, without_end=True)


def firing_rate_hz(
    current_uA_cm2: ArrayLike = 0.0,
    gating_shift_mV: ArrayLike = 0.0,
    potassium_mM: ArrayLike = REFERENCE_POTASSIUM,
    sodium_mM: ArrayLike = REFERENCE_SODIUM,
    kick_mV: ArrayLike = 0.0,
) -> np.ndarray:
    """Settled firing rate under a lasting current [Hz]; 0 when it does not keep firing for half a second.

    With ``kick_mV`` the axon is also started by a kick. Squid at 6.3 °C: not human hertz.
    """
    run = sweep(SEARCH_MS, current_uA_cm2=current_uA_cm2, kick_mV=kick_mV, gating_shift_mV=gating_shift_mV,
                potassium_mM=potassium_mM, sodium_mM=sodium_mM)  # fmt: skip
    return np.where(run.still_firing, run.rate_hz, 0.0)


def endless_rate_hz(
    gating_shift_mV: ArrayLike = 0.0, potassium_mM: ArrayLike = REFERENCE_POTASSIUM
) -> np.ndarray:
    """Rate of the firing that goes on without any current once a kick has started it [Hz]; 0 if it stops."""
    return firing_rate_hz(0.0, gating_shift_mV, potassium_mM, kick_mV=KICK_TO_START_MV)


def growth_per_ms(
    gating_shift_mV: ArrayLike = 0.0,
    potassium_mM: ArrayLike = REFERENCE_POTASSIUM,
    sodium_mM: ArrayLike = REFERENCE_SODIUM,
    current_uA_cm2: ArrayLike = 0.0,
    temperature_c: float = TEMPERATURE,
) -> np.ndarray:
    """How fast a tiny disturbance of the rest grows (positive) or dies away (negative) [1/ms].

    Close to rest the four equations are nearly straight lines; the largest real part of the eigenvalues of
    their 4 x 4 matrix is the growth rate. Ranges as in ``rest_mV``, temperature 0 to 40 °C; ValueError
    outside.
    """
    require_between(-40, 40, "mV", gating_shift_mV=gating_shift_mV)
    require_between(1, 20, "mmol/L", potassium_mM=potassium_mM)
    require_between(50, 300, "mmol/L", sodium_mM=sodium_mM)
    require_between(-100, 300, "µA/cm²", current_uA_cm2=current_uA_cm2)
    require_number(0, 40, "°C", temperature_c=temperature_c)
    shift, potassium, sodium, current = np.broadcast_arrays(
        gating_shift_mV, potassium_mM, sodium_mM, current_uA_cm2
    )
    rest = rest_mV(shift, potassium, sodium, current)
    e_na, e_k = reversal_potentials_mV(potassium, sodium)
    speed = RATE_RISE ** ((temperature_c - TEMPERATURE) / 10.0)
    settled = [a / (a + b) for a, b in _gate_rates(rest - shift)]

    def change(state: list[np.ndarray]) -> np.ndarray:
        v, *gates = state
        voltage = (current - _ion_current(v, tuple(gates), e_na, e_k)) / CAPACITANCE
        moves = [
            speed * (a * (1 - x) - b * x) for x, (a, b) in zip(gates, _gate_rates(v - shift), strict=True)
        ]
        return np.stack([voltage, *moves], axis=-1)

    columns = []
    for i, nudge in enumerate((1e-4, 1e-6, 1e-6, 1e-6)):
        up, down = [rest, *settled], [rest, *settled]
        up[i], down[i] = up[i] + nudge, down[i] - nudge
        columns.append((change(up) - change(down)) / (2 * nudge))
    return np.linalg.eigvals(np.stack(columns, axis=-1)).real.max(axis=-1)


def rest_is_stable(
    gating_shift_mV: ArrayLike = 0.0,
    potassium_mM: ArrayLike = REFERENCE_POTASSIUM,
    sodium_mM: ArrayLike = REFERENCE_SODIUM,
) -> np.ndarray:
    """True where a tiny disturbance of the rest dies away."""
    return growth_per_ms(gating_shift_mV, potassium_mM, sodium_mM) < 0


def fires_by_itself(
    gating_shift_mV: ArrayLike = 0.0,
    potassium_mM: ArrayLike = REFERENCE_POTASSIUM,
    sodium_mM: ArrayLike = REFERENCE_SODIUM,
) -> np.ndarray:
    """True where the rest is unstable, so that the axon cannot stay silent."""
    return ~rest_is_stable(gating_shift_mV, potassium_mM, sodium_mM)


def hopf_currents_uA_cm2(
    gating_shift_mV: ArrayLike = 0.0, potassium_mM: ArrayLike = REFERENCE_POTASSIUM
) -> tuple[np.ndarray, np.ndarray]:
    """The two lasting currents between which the rest is unstable [µA/cm²] (9.8 and about 154 in HH)."""

    def unstable(current: np.ndarray) -> np.ndarray:
        return growth_per_ms(gating_shift_mV, potassium_mM, current_uA_cm2=current) > 0

    first = _bisect(unstable, 0.0, 60.0, 40)
    last = _bisect(lambda current: ~unstable(current), 60.0, 300.0, 40)
    return first, last


def silent_until_mV(
    potassium_mM: ArrayLike = REFERENCE_POTASSIUM, temperature_c: float = TEMPERATURE
) -> np.ndarray:
    """Gating shift at which the rest loses stability: below it the axon fires by itself [mV]."""
    require_between(1, 20, "mmol/L", potassium_mM=potassium_mM)
    require_number(0, 40, "°C", temperature_c=temperature_c)
    fall = _bisect(
        lambda fall: growth_per_ms(-fall, potassium_mM, temperature_c=temperature_c) > 0, -12.0, 15.0, 45
    )
    return -fall


def endless_from_mV(potassium_mM: ArrayLike = REFERENCE_POTASSIUM) -> np.ndarray:
    """Gating shift below which firing, once kicked off, goes on for half a second or more [mV], to 0.005.

    Between it and ``silent_until_mV`` the axon is bistable.
    """
    require_between(1, 20, "mmol/L", potassium_mM=potassium_mM)
    top = silent_until_mV(potassium_mM) + 4.0
    fall = _bisect(lambda fall: endless_rate_hz(top - fall, potassium_mM) > 0, 0.0, 4.0, 10)
    return top - fall


def unstable_potassium_mM(gating_shift_mV: ArrayLike = 0.0) -> np.ndarray:
    """Potassium outside, 1 to 8, at which the rest loses stability [mmol/L]; shift -40 to 40 mV.

    NaN where the rest holds at 8 mmol/L: with gates shifted far up it never gives way, with gates shifted far
    down it gives way earlier and by then holds again, blocked.
    """
    require_between(-40, 40, "mV", gating_shift_mV=gating_shift_mV)
    return _bisect(lambda potassium: growth_per_ms(gating_shift_mV, potassium) > 0, 1.0, 8.0, 40)
