"""Lesson 04's core: calcium, the gates and the threshold of a nerve fibre."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from helpers.figures.calcium import (
    CALCIUM_HIGH_MM,
    CALCIUM_LOW_MM,
    GATES_HIGH_MV,
    GATES_LOW_MV,
    firing_frame,
    firing_skeleton,
)
from helpers.panels.base import Panel, Slider
from helpers.physiology.axon import simulate
from helpers.physiology.axon_equations import (
    TEMPERATURE,
    gating_shift_mV,
    steady_gates,
)
from helpers.physiology.axon_thresholds import thresholds
from helpers.physiology.twitch_rate import rate_words, threshold_fall

SQUID = f"a squid's, at {TEMPERATURE:g} °C"
CALCIUM_AXIS_MM = np.linspace(CALCIUM_LOW_MM, CALCIUM_HIGH_MM, 131)
GATE_VOLTAGES_MV = np.linspace(GATES_LOW_MV, GATES_HIGH_MV, 81)
EVERY = 4  # every fourth sample of the trace is plotted: 0.1 ms apart, fifteen points to a spike


@dataclass(frozen=True)
class FiringState:
    """One axon: what calcium does to its gates and threshold, and what one push then does to it.

    Where ``rest_is_stable`` is False there is no threshold left and ``kick_threshold_mV`` is 0;
    ``fires_by_itself`` is True only if the simulated axon then does fire again and again.
    """

    calcium_mM: float
    potassium_mM: float
    push_mV: float
    gating_shift_mV: float
    rest_mV: float
    rest_is_stable: bool
    kick_threshold_mV: float
    threshold_mV: float
    fires_by_itself: bool
    goes_on_once_started: bool
    gates_open_at_rest: float
    spikes: int
    outcome: str
    threshold_fall: float
    gate_voltage_mV: np.ndarray
    gates_open: np.ndarray
    calcium_axis_mM: np.ndarray
    rest_curve_mV: np.ndarray
    threshold_calcium_mM: np.ndarray
    threshold_curve_mV: np.ndarray
    time_ms: np.ndarray
    voltage_mV: np.ndarray


class CalciumAndThreshold(Panel):
    """Move the calcium and the potassium around a nerve fibre, and see how small a push makes it fire."""

    title = f"A nerve fibre in calcium and potassium ({SQUID})"
    question = "Calcium outside a nerve fibre falls. Does it need a bigger push to fire, or a smaller one?"

    calcium_mM = Slider("Ionised calcium", 0.5, 1.8, reference=1.25, step=0.01, unit="mmol/L")
    potassium_mM = Slider("Potassium", 2.5, 6.0, reference=4.0, step=0.1, unit="mmol/L")
    push_mV = Slider("Push", 0.5, 12.0, reference=5.0, step=0.5, unit="mV", hint="0.5 is hardly a touch")

    presets = {
        "healthy": {},
        "low calcium": {"calcium_mM": 0.7},
        "low potassium": {"potassium_mM": 2.5},
        "high calcium": {"calcium_mM": 1.8},
        "very low calcium": {"calcium_mM": 0.55, "push_mV": 0.5},
    }

    def compute(self, calcium_mM: float, potassium_mM: float, push_mV: float) -> FiringState:
        """Shift the gates, look up the threshold, run one axon for 100 ms."""
        shift = float(gating_shift_mV(calcium_mM))
        needs = thresholds(shift, potassium_mM)
        trace = simulate(kick_mV=push_mV, gating_shift_mV=shift, potassium_mM=potassium_mM)
        open_at, _, _ = steady_gates(np.append(GATE_VOLTAGES_MV, trace.rest_mV), shift)
        stable = not bool(needs.fires_by_itself)
        kick = float(needs.kick_threshold_mV) if stable else 0.0
        rest_curve, threshold_calcium, threshold_curve = _gap_along_calcium(potassium_mM)
        return FiringState(
            calcium_mM=calcium_mM,
            potassium_mM=potassium_mM,
            push_mV=push_mV,
            gating_shift_mV=shift,
            rest_mV=trace.rest_mV,
            rest_is_stable=stable,
            kick_threshold_mV=kick,
            threshold_mV=trace.rest_mV + kick,
            fires_by_itself=not stable and trace.spikes > 1,
            goes_on_once_started=bool(needs.goes_on_once_started),
            gates_open_at_rest=float(open_at[-1]),
            spikes=trace.spikes,
            outcome=_outcome(trace.spikes, trace.still_firing),
            threshold_fall=float(threshold_fall(shift)),
            gate_voltage_mV=GATE_VOLTAGES_MV,
            gates_open=open_at[:-1],
            calcium_axis_mM=CALCIUM_AXIS_MM,
            rest_curve_mV=rest_curve,
            threshold_calcium_mM=threshold_calcium,
            threshold_curve_mV=threshold_curve,
            time_ms=trace.time_ms[::EVERY],
            voltage_mV=trace.voltage_mV[::EVERY],
        )

    skeleton = staticmethod(firing_skeleton)
    frame = staticmethod(firing_frame)

    def describe(self, state: FiringState, reference: FiringState) -> str:
        """Say what the push did, and how far the threshold is, beside the healthy fibre."""
        where = f"Calcium {state.calcium_mM:.2f}, potassium {state.potassium_mM:.1f} mmol/L:"
        healthy = f"(healthy {reference.kick_threshold_mV:.1f} mV)"
        did = f"the push of {state.push_mV:.1f} mV gives {state.outcome}."
        if state.fires_by_itself:
            return f"{where} no threshold is left {healthy}, the fibre fires by itself: {state.outcome}."
        if not state.rest_is_stable:
            return f"{where} no threshold is left {healthy}, yet within 100 ms {did}"
        return f"{where} the fibre fires from {state.kick_threshold_mV:.1f} mV on {healthy}; {did}"

    def chain(self, state: FiringState, reference: FiringState) -> Mapping[str, str]:
        """Calcium moves the gates; potassium moves the rest; both meet at the axon."""
        texts = {"blood": f"calcium {state.calcium_mM:.2f}, potassium {state.potassium_mM:.1f} mmol/L"}
        if state.calcium_mM != reference.calcium_mM:
            texts["gate"] = f"gates moved by {state.gating_shift_mV:+.1f} mV"
        push = f"push needed {state.kick_threshold_mV:.1f} mV" if state.rest_is_stable else "none left"
        texts["threshold"] = push
        texts["axon"] = f"rests at {state.rest_mV:.0f} mV: " + (
            "fires by itself" if state.fires_by_itself else state.outcome
        )
        if (
            state.potassium_mM == reference.potassium_mM
        ):  # potassium has no twitch rate of its own in this kit
            texts["muscle"] = f"one axon's twitches, a teaching estimate: {rate_words(state.threshold_fall)}"
        return texts


def _outcome(spikes: int, still_firing: bool) -> str:
    if still_firing:
        return "spikes without end"
    return {0: "no spike", 1: "one spike"}.get(spikes, f"{spikes} spikes")


@lru_cache(maxsize=64)
def _gap_along_calcium(potassium_mM: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rest along the calcium axis; then calcium and threshold where a threshold exists."""
    needs = thresholds(gating_shift_mV(CALCIUM_AXIS_MM), potassium_mM)
    has_one = np.isfinite(needs.kick_threshold_mV)
    return needs.rest_mV, CALCIUM_AXIS_MM[has_one], (needs.rest_mV + needs.kick_threshold_mV)[has_one]
