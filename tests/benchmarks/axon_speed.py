"""How long 100 ms of axon take, and how far its spikes are from a far finer calculation.

Part of ``python -m tests.benchmarks laws``. Goal: at most 4 ms and 0.1 % on two ordinary cores.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.physiology.axon import simulate, spike_times
from helpers.physiology.axon_equations import (
    _ion_current,
    gate_rates,
    rest_mV,
    reversal_potentials_mV,
    steady_gates,
)
from helpers.physiology.axon_search import firing_rate_hz, rheobase_uA_cm2
from helpers.physiology.axon_thresholds import thresholds
from tests.benchmarks.timing import milliseconds

CASES: dict[str, dict[str, float]] = {
    "10 µA/cm²": {"current_uA_cm2": 10.0},
    "20 µA/cm²": {"current_uA_cm2": 20.0},
    "7 µA/cm², just repetitive": {"current_uA_cm2": 7.0},
    "8 mV kick, one spike": {"kick_mV": 8.0},
    "shift -8 mV, by itself": {"gating_shift_mV": -8.0, "kick_mV": 5.0},
    "low potassium 2.5, 15 µA/cm²": {"current_uA_cm2": 15.0, "potassium_mM": 2.5},
}


def reference_spikes(cases: list[dict[str, float]], step_ms: float = 0.005) -> list[np.ndarray]:
    """Spike times of all cases by fourth-order Runge-Kutta on the plain equations; stimulus from 10 ms."""
    shift, potassium, current, kick = (
        np.array([case.get(name, default) for case in cases])
        for name, default in (
            ("gating_shift_mV", 0.0), ("potassium_mM", 4.0), ("current_uA_cm2", 0.0), ("kick_mV", 0.0)
        )
    )  # fmt: skip
    e_na, e_k = reversal_potentials_mV(potassium)
    rest = rest_mV(shift, potassium)
    y = np.stack([rest, *steady_gates(rest, shift)])

    def change(y: np.ndarray, now: np.ndarray) -> np.ndarray:
        rates = gate_rates(y[0] - shift)
        moves = [a * (1 - x) - b * x for x, (a, b) in zip(y[1:], rates, strict=True)]
        return np.stack([now - _ion_current(y[0], tuple(y[1:]), e_na, e_k), *moves])

    steps, start = round(100 / step_ms), round(10 / step_ms)
    voltages = [y[0]]
    for k in range(steps):
        if k == start:
            y[0] = y[0] + kick
        now = current if k >= start else 0 * current
        a = change(y, now)
        b = change(y + step_ms / 2 * a, now)
        c = change(y + step_ms / 2 * b, now)
        d = change(y + step_ms * c, now)
        y = y + step_ms / 6 * (a + 2 * b + 2 * c + d)
        voltages.append(y[0])
    times, traces = step_ms * np.arange(steps + 1), np.array(voltages).T
    return [spike_times(times, trace) for trace in traces]


def run() -> dict[str, Any]:
    """Print the table and give its rows."""
    results: dict[str, Any] = {}
    print(f"{'100 ms of axon':32}{'ms':>7}{'spikes':>8}{'error % of time':>17}{'% since stimulus':>18}")
    for (name, case), exact in zip(CASES.items(), reference_spikes(list(CASES.values())), strict=True):
        ours = simulate(100, **case).spike_times_ms  # type: ignore[arg-type]
        if ours.size != exact.size:
            raise RuntimeError(f"{name}: {ours.size} spikes, {exact.size} by the far finer calculation")
        gap = 100 * np.abs(ours - exact)
        took = milliseconds(lambda case=case: simulate(100, **case), 60)[0]
        results[name] = {"ms": took, "error_percent_of_time": (gap / exact).max()}
        print(
            f"{name:32}{took:7.2f}{ours.size:8}{(gap / exact).max():17.3f}{(gap / (exact - 10)).max():18.3f}"
        )
    print(f"\n{'other questions':40}{'ms':>10}")
    currents = np.linspace(0, 50, 200)
    for name, (call, repeats) in {
        "look up thresholds": (lambda: thresholds(-3.0, 4.0), 60),
        "settled rest": (lambda: rest_mV(-3.0), 60),
        "200 currents x 500 ms side by side": (lambda: firing_rate_hz(currents), 3),
        "search one rheobase": (lambda: rheobase_uA_cm2(-3.0), 1),
    }.items():
        results[name] = {"ms": milliseconds(call, repeats)[0]}
        print(f"{name:40}{results[name]['ms']:10.2f}")
    return results
