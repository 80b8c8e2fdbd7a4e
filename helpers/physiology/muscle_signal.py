"""What an electrode on the skin would hear of a muscle: one small wave per spike of each motor unit.

Real waves depend on the fibres' depth, length and number. Here every unit has the same three-phase shape, the
second derivative of a bell curve: an assumption, good enough to hear single thumps become a rumble.

Route to the muscle: none; it listens to what arrived there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import Quantity, as_numbers, require_between, require_number

POTENTIAL_MS = Quantity(
    10.0, "ms", source="kit_choice", confidence="assumption", note="length of one unit's wave"
)
SAMPLE_RATE_HZ = 8000


def unit_potential(time_ms: ArrayLike, potential_ms: float = POTENTIAL_MS) -> np.ndarray:
    """One motor-unit potential: peak 1 at time 0, a smaller dip on each side, 0 beyond half its length.

    Time -100000 to 100000 ms, length 2 to 30 ms, ValueError outside. Its mean is zero, as a skin electrode's
    must be.
    """
    require_between(-100_000, 100_000, "ms", time_ms=time_ms)
    require_number(2, 30, "ms", potential_ms=potential_ms)
    x = np.asarray(time_ms, dtype=float) / (float(potential_ms) / 10)  # 10 widths of the bell from end to end
    return np.where(np.abs(x) <= 5, (1 - x**2) * np.exp(-(x**2) / 2), 0.0)


def muscle_signal(
    spike_times_s: Sequence[float] | Sequence[Sequence[float]] | np.ndarray | list[np.ndarray],
    sample_rate_hz: int = SAMPLE_RATE_HZ,
    duration_s: float = 2.0,
    amplitudes: Sequence[float] | np.ndarray | None = None,
    potential_ms: float = POTENTIAL_MS,
) -> np.ndarray:
    """Simulated muscle signal, ready to listen to: samples between -1 and 1, the largest 1 in size.

    ``spike_times_s`` is one unit's spikes or a list of such rows, one per unit, each with its own size in
    ``amplitudes`` (0 to 1000; all 1 when left out). Spikes outside the recording are ignored; without a
    spike the signal is silent. Sample rate 1000 to 48000 Hz, duration 0.05 to 20 s, wave 2 to 30 ms, else
    ValueError.
    """
    require_number(1000, 48_000, "Hz", sample_rate_hz=sample_rate_hz)
    require_number(0.05, 20, "s", duration_s=duration_s)
    require_number(2, 30, "ms", potential_ms=potential_ms)
    units = _rows(spike_times_s)
    sizes = np.ones(len(units)) if amplitudes is None else _sizes(amplitudes, len(units))
    impulses = np.zeros(round(duration_s * sample_rate_hz))
    for spikes, size in zip(units, sizes, strict=True):
        places = np.round(spikes * sample_rate_hz)
        inside = (places >= 0) & (places < len(impulses))
        np.add.at(impulses, places[inside].astype(int), size)
    half = round(potential_ms / 2000 * sample_rate_hz)
    wave = unit_potential(np.arange(-half, half + 1) / sample_rate_hz * 1000, potential_ms)
    signal = np.convolve(impulses, wave)[half : half + len(impulses)]
    loudest = np.max(np.abs(signal))
    return signal / loudest if loudest > 0 else signal


def _sizes(amplitudes: object, units: int) -> np.ndarray:
    """One size per unit."""
    allowed = f"one size between 0 and 1000 for each of {units} units"
    sizes = as_numbers("amplitudes", amplitudes, allowed, may_be_empty=True)
    if sizes.shape != (units,) or np.any((sizes < 0) | (sizes > 1000)):
        raise ValueError(f"amplitudes must be {allowed}, got {amplitudes!r}")
    return sizes


def _rows(spike_times_s: Any) -> list[np.ndarray]:
    """One array of spike times per unit, from one row or a list of rows."""
    allowed = "spike times in s, one row or a list of rows"
    if isinstance(spike_times_s, str) or not np.iterable(spike_times_s):
        raise ValueError(f"spike_times_s must be {allowed}, got {spike_times_s!r}")
    rows = list(spike_times_s)
    if rows and all(np.ndim(row) == 0 for row in rows):
        rows = [rows]
    return [as_numbers("spike_times_s", row, allowed, may_be_empty=True) for row in rows]
