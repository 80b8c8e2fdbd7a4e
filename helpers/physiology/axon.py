"""A nerve fibre that fires: run the equations of ``axon_equations`` through time and look at the trace.

The voltage changes fast and the gates slowly, then the other way round, so a naive stepper needs tiny steps.
Two tricks make a plain Python loop quick. Within one small step the voltage hardly moves, so every gate
slides along an exponential that can be looked up in a table (Rush and Larsen 1978). And gates and voltage
take turns, half a step apart, each seeing the other at its midpoint. Against a reference with far finer steps
the spikes come within 0.1 % of their time.

Route to the muscle: gates -> firing threshold -> spike of the axon; the fall of the threshold that the other
models add is ``calcium.threshold_fall``.

Squid axon at 6.3 °C: trust directions and ratios, not the hertz of a human nerve.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

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
    rest_mV,
    reversal_potentials_mV,
    steady_gates,
)
from helpers.physiology.quantity import as_numbers, require_number, require_switch

TIME_STEP_MS = 0.025
SPIKE_LEVEL_MV = 0.0  # an upward crossing counts as a spike
TABLE_LOW_MV, TABLE_HIGH_MV, ROWS_PER_MV = -150.0, 100.0, 50
LAST_ROW = (TABLE_HIGH_MV - TABLE_LOW_MV) * ROWS_PER_MV


@lru_cache(maxsize=8)
def _gate_table(step_ms: float, speed: float) -> np.ndarray:
    """For each voltage, how one time step moves the gates: columns am, bm, ah, bh, an, bn; x becomes a + b x.

    Within a step the voltage hardly moves, so each gate slides exponentially to its steady value, and the
    slow exponentials need computing only once (Rush and Larsen 1978). One row per 0.02 mV; read-only.
    """
    rows = round(LAST_ROW) + 1
    columns = []
    for opening, closing in _gate_rates(np.linspace(TABLE_LOW_MV, TABLE_HIGH_MV, rows)):
        kept = np.exp(-(opening + closing) * speed * step_ms)
        columns += [opening / (opening + closing) * (1 - kept), kept]
    return _locked(np.column_stack(columns))


@lru_cache(maxsize=4)
def _table_rows(step_ms: float, speed: float) -> list[tuple[float, ...]]:
    """The table as plain tuples, which Python reads much faster than NumPy one row at a time."""
    return [tuple(row) for row in _gate_table(step_ms, speed).tolist()]


def _half_step_back(gates: np.ndarray, row: np.ndarray) -> np.ndarray:
    """Gates half a step earlier, so that the next full step leaves them half a step ahead of the voltage.

    Gates and voltage then take turns, each seeing the other at its midpoint. That makes the method second
    order at no cost.
    """
    moves, kept = row[..., 0::2], row[..., 1::2]
    steady = moves / (1 - kept)
    return steady + (gates - steady) / np.sqrt(kept)


def _half_step_on(gates: np.ndarray, row: np.ndarray) -> np.ndarray:
    """Gates half a step later: brings them level with the voltage again."""
    moves, kept = row[..., 0::2], row[..., 1::2]
    steady = moves / (1 - kept)
    return steady + (gates - steady) * np.sqrt(kept)


@dataclass(frozen=True, slots=True)
class Trace:
    """What one simulated stretch of axon did. Arrays are read-only; m, h and n are None unless asked for."""

    time_ms: np.ndarray
    voltage_mV: np.ndarray
    current_uA_cm2: np.ndarray
    spike_times_ms: np.ndarray
    rest_mV: float
    gating_shift_mV: float
    potassium_mM: float
    sodium_mM: float
    temperature_c: float
    m: np.ndarray | None = None
    h: np.ndarray | None = None
    n: np.ndarray | None = None

    @property
    def spikes(self) -> int:
        """How many spikes."""
        return int(self.spike_times_ms.size)

    @property
    def rate_hz(self) -> float:
        """Firing rate from the last interval between spikes [Hz]; 0 with fewer than two spikes."""
        return 1000.0 / float(self.spike_times_ms[-1] - self.spike_times_ms[-2]) if self.spikes > 1 else 0.0

    @property
    def still_firing(self) -> bool:
        """True when it fires repeatedly and the next spike was still due at the end of the trace."""
        if self.spikes < 3:
            return False
        since_last = float(self.time_ms[-1] - self.spike_times_ms[-1])
        return since_last < 1.5 * 1000.0 / self.rate_hz

    @property
    def peak_mV(self) -> float:
        """Highest voltage reached [mV]."""
        return float(self.voltage_mV.max())


def _run(
    voltage: float, gates: list[float], e_na: float, e_k: float, e_leak: float, current: float,
    steps: int, step_ms: float, speed: float, sodium_channels: float,
) -> tuple[list[float], list[float]]:  # fmt: skip
    """Steps of one constant current: the voltages as the gates see them, and the gates at the end.

    The voltage moves by Crank-Nicolson: the currents count half at the old voltage, half at the new.
    """
    rows, last_row = _table_rows(step_ms, speed), LAST_ROW
    offset = -TABLE_LOW_MV * ROWS_PER_MV + 0.5
    table = _gate_table(step_ms, speed)

    def row_at(v: float) -> np.ndarray:
        return table[int(min(max(v * ROWS_PER_MV + offset, 0.0), last_row))]

    m, h, n = _half_step_back(np.array(gates), row_at(voltage)).tolist()
    stiffness = 2.0 * float(CAPACITANCE) / step_ms
    g_na = float(SODIUM_CONDUCTANCE) * sodium_channels
    g_k, g_leak = float(POTASSIUM_CONDUCTANCE), float(LEAK_CONDUCTANCE)
    pull = g_leak * e_leak + current
    scale, v = float(ROWS_PER_MV), voltage
    voltages: list[float] = []
    keep = voltages.append
    for _ in range(steps):
        index = v * scale + offset
        if not 0.0 <= index <= last_row:
            index = 0.0 if index < 0.0 else last_row
        am, bm, ah, bh, an, bn = rows[int(index)]
        m = am + bm * m
        h = ah + bh * h
        n = an + bn * n
        sodium = g_na * m * m * m * h
        n2 = n * n
        potassium = g_k * n2 * n2
        total = sodium + potassium + g_leak
        drive = sodium * e_na + potassium * e_k + pull
        v = ((stiffness - total) * v + drive + drive) / (stiffness + total)
        keep(v)
    return voltages, _half_step_on(np.array([m, h, n]), row_at(v)).tolist()


def simulate(
    duration_ms: float = 100.0,
    *,
    current_uA_cm2: float = 0.0,
    start_ms: float = 10.0,
    stop_ms: float | None = None,
    kick_mV: float = 0.0,
    kick_ms: float | None = None,
    gating_shift_mV: float = 0.0,
    potassium_mM: float = REFERENCE_POTASSIUM,
    sodium_mM: float = REFERENCE_SODIUM,
    temperature_c: float = TEMPERATURE,
    sodium_channels: float = 1.0,
    from_healthy: bool = False,
    gates: bool = False,
) -> Trace:
    """Run one axon from rest and return its trace; 100 ms take about 3 ms to compute.

    A current of -100 to 150 µA/cm² flows from ``start_ms`` to ``stop_ms`` (to the end when None). At
    ``kick_ms`` (``start_ms`` when None) the voltage jumps by ``kick_mV``, -50 to 90 mV. Duration 1 to 2000
    ms, shift -40 to 40 mV, potassium 1 to 20 and sodium 50 to 300 mmol/L, temperature 0 to 40 °C; ValueError
    outside. ``sodium_channels`` (0 to 1) is the share that works: a poison shuts the others, and the trace
    starts at the rest of an axon without it. ``from_healthy`` starts at the rest of the reference axon, as if
    calcium or potassium changed at once at time 0; otherwise the axon starts at its own rest, even an
    unstable one, which it leaves only slowly. ``gates`` adds m, h and n to the trace.
    """
    stop, kick_at_ms = 2000.0 if stop_ms is None else stop_ms, start_ms if kick_ms is None else kick_ms
    require_number(1, 2000, "ms", duration_ms=duration_ms)
    require_number(0, 2000, "ms", start_ms=start_ms, stop_ms=stop, kick_ms=kick_at_ms)
    require_number(-100, 150, "µA/cm²", current_uA_cm2=current_uA_cm2)
    require_number(-50, 90, "mV", kick_mV=kick_mV)
    require_number(-40, 40, "mV", gating_shift_mV=gating_shift_mV)
    require_number(1, 20, "mmol/L", potassium_mM=potassium_mM)
    require_number(50, 300, "mmol/L", sodium_mM=sodium_mM)
    require_number(0, 40, "°C", temperature_c=temperature_c)
    require_number(0, 1, "", sodium_channels=sodium_channels)
    require_switch(from_healthy=from_healthy, gates=gates)
    resting = float(rest_mV(gating_shift_mV, potassium_mM, sodium_mM))
    shift, speed = float(gating_shift_mV), float(RATE_RISE) ** ((temperature_c - TEMPERATURE) / 10.0)
    step_ms = TIME_STEP_MS / max(1, int(np.ceil(speed - 1e-9)))  # faster gates need a finer step
    voltage, shift_before = (float(rest_mV()), 0.0) if from_healthy else (resting, shift)
    first_gates = [float(gate) for gate in steady_gates(voltage, shift_before)]

    # A shift of the gates is the same as moving the voltage and every reversal potential the other way.
    e_na, e_k = (float(e) - shift for e in reversal_potentials_mV(potassium_mM, sodium_mM))
    e_leak = float(LEAK_REVERSAL) - shift
    steps, start_at, stop_at, kick_at = (
        round(t / step_ms) for t in (duration_ms, start_ms, stop, kick_at_ms)
    )
    marks = sorted({0, steps, *(mark for mark in (start_at, stop_at, kick_at) if mark < steps)})
    seen, currents, state = [voltage - shift], [0.0] * (steps + 1), first_gates
    for here, there in pairwise(marks):
        if here == kick_at:
            seen[-1] += kick_mV
        flowing = current_uA_cm2 if start_at <= here < stop_at else 0.0
        stretch, state = _run(
            seen[-1], state, e_na, e_k, e_leak, flowing, there - here, step_ms, speed, sodium_channels
        )
        seen += stretch
        currents[here : there + 1] = [flowing] * (there + 1 - here)

    time_ms, seen_mV = step_ms * np.arange(steps + 1), np.array(seen)
    voltage_mV = seen_mV + shift
    m, h, n = _gates_along(seen_mV, first_gates, step_ms, speed) if gates else (None, None, None)
    return Trace(
        time_ms=_locked(time_ms),
        voltage_mV=_locked(voltage_mV),
        current_uA_cm2=_locked(np.array(currents)),
        spike_times_ms=_locked(_crossings(time_ms, voltage_mV)),
        rest_mV=resting,
        gating_shift_mV=shift,
        potassium_mM=float(potassium_mM),
        sodium_mM=float(sodium_mM),
        temperature_c=float(temperature_c),
        m=m,
        h=h,
        n=n,
    )


def _locked(array: np.ndarray) -> np.ndarray:
    """The same array, now read-only."""
    array.flags.writeable = False
    return array


def spike_times(time_ms: np.ndarray, voltage_mV: np.ndarray) -> np.ndarray:
    """Times at which the voltage crosses 0 mV on its way up, interpolated between samples [ms].

    Two rows of equal length, times [ms] and voltages [mV], finite; ValueError otherwise.
    """
    times = as_numbers("time_ms", time_ms, "one row of times in ms")
    voltages = as_numbers("voltage_mV", voltage_mV, "one row of voltages in mV")
    if times.ndim != 1 or times.shape != voltages.shape:
        raise ValueError(
            "time_ms and voltage_mV must be two rows of equal length, ms and mV, "
            f"got shapes {times.shape} and {voltages.shape}"
        )
    return _crossings(times, voltages)


def _crossings(time_ms: np.ndarray, voltage_mV: np.ndarray) -> np.ndarray:
    """Upward crossings of 0 mV, without the check."""
    before = np.flatnonzero((voltage_mV[:-1] < SPIKE_LEVEL_MV) & (voltage_mV[1:] >= SPIKE_LEVEL_MV))
    climb = (SPIKE_LEVEL_MV - voltage_mV[before]) / (voltage_mV[before + 1] - voltage_mV[before])
    return time_ms[before] + climb * (time_ms[before + 1] - time_ms[before])


def _gates_along(
    seen_mV: np.ndarray, start: list[float], step_ms: float, speed: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """m, h and n replayed along a known voltage."""
    rows, last_row = _table_rows(step_ms, speed), LAST_ROW
    middles = (seen_mV[:-1] + seen_mV[1:]) / 2.0
    indices = np.clip((middles - TABLE_LOW_MV) * ROWS_PER_MV + 0.5, 0, last_row).astype(int)
    m, h, n = start
    replay = [(m, h, n)]
    for index in indices.tolist():
        am, bm, ah, bh, an, bn = rows[index]
        m, h, n = am + bm * m, ah + bh * h, an + bn * n
        replay.append((m, h, n))
    m_h_n = _locked(np.array(replay).T.copy())
    return m_h_n[0], m_h_n[1], m_h_n[2]
