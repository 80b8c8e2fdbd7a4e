"""A cramp as a loop through the spinal cord: start it, stretch it, cut it off from the cord."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from helpers import evidence
from helpers.figures.cramp import READY_AXIS, SECONDS, loop_frame, loop_skeleton
from helpers.panels.base import Panel, Slider, Switch
from helpers.physiology.cramp import STRETCH_BRAKE, TRAIN_S, simulate_cramp, threshold_frequency_hz
from helpers.physiology.cramp_bias import CRAMP_PRONE, PLAIN_WATER

STRETCH_FROM_S = 15.0
EVERY = 10  # every tenth of a second is plotted


@dataclass(frozen=True)
class LoopState:
    """A train of shocks, the loop it meets, and what is left of it when the train is over."""

    stimulus_hz: int
    readiness_hz: float
    stretched: bool
    nerve_blocked: bool
    train_s: float
    duration_s: float
    still_going: bool
    mean_rate_hz: float
    threshold_hz: float
    outcome: str
    time_s: np.ndarray
    rate_hz: np.ndarray
    curve_ready_hz: np.ndarray
    curve_threshold_hz: np.ndarray
    people: tuple[str, ...]
    people_ready_hz: np.ndarray
    people_threshold_hz: np.ndarray


class CrampLoop(Panel):
    """Shock a nerve for two seconds, then watch whether the motor neurones stop when the shocks do."""

    title = "A cramp is a loop that keeps itself going (a teaching model)"
    question = "A muscle is in cramp. The nerve is blocked above it. How long does the cramp last now?"

    stimulus_hz = Slider("Shocks", 0, 40, reference=30, step=1, unit="Hz", hint="for two seconds")
    readiness_hz = Slider(
        "Readiness", -5.0, 20.0, reference=4.0, step=0.5, unit="Hz", hint="0: never had cramps; 8: prone"
    )
    stretched = Switch(f"Stretch it, from {STRETCH_FROM_S:g} s on")
    nerve_blocked = Switch("Block the nerve")

    presets = {
        "after a cramp": {},
        "never cramped": {"readiness_hz": 0.0},
        "prone": {"readiness_hz": float(CRAMP_PRONE)},
        "after water": {"readiness_hz": float(PLAIN_WATER)},
        "stretch it": {"stretched": True},
        "block the nerve": {"nerve_blocked": True},
    }

    def compute(
        self, stimulus_hz: int, readiness_hz: float, stretched: bool, nerve_blocked: bool
    ) -> LoopState:
        """Run the loop for a minute."""
        trace = simulate_cramp(
            float(stimulus_hz),
            readiness_hz,
            duration_s=SECONDS,
            brake_hz=float(STRETCH_BRAKE) if stretched else 0.0,
            brake_from_s=STRETCH_FROM_S,
            nerve_blocked=nerve_blocked,
        )
        ready, needed = _threshold_curve()
        names, at, measured = _people()
        threshold = threshold_frequency(readiness_hz)
        return LoopState(
            stimulus_hz=stimulus_hz,
            readiness_hz=readiness_hz,
            stretched=stretched,
            nerve_blocked=nerve_blocked,
            train_s=float(TRAIN_S),
            duration_s=trace.duration_s,
            still_going=trace.still_going,
            mean_rate_hz=trace.mean_rate_hz,
            threshold_hz=threshold if np.isfinite(threshold) else 0.0,
            outcome=_outcome(trace.duration_s, trace.still_going),
            time_s=trace.time_s[::EVERY],
            rate_hz=trace.rate_hz[::EVERY],
            curve_ready_hz=ready,
            curve_threshold_hz=needed,
            people=names,
            people_ready_hz=at,
            people_threshold_hz=measured,
        )

    skeleton = staticmethod(loop_skeleton)
    frame = staticmethod(loop_frame)

    def describe(self, state: LoopState, reference: LoopState) -> str:
        """Say what was done, how long the loop then ran, and how long it runs at the reference."""
        done = [
            f"Shocks at {state.stimulus_hz} Hz",
            f"readiness {state.readiness_hz:.1f} Hz",
            *(["muscle stretched"] if state.stretched else []),
            *(["nerve blocked"] if state.nerve_blocked else []),
        ]
        words = f"{', '.join(done)}: {state.outcome} (reference: {reference.outcome})."
        if state.mean_rate_hz and not state.nerve_blocked:
            words += f" The motor neurones fire {state.mean_rate_hz:.0f} times a second."
        return f"{words} Fitted to measured thresholds: compare changes."

    def chain(self, state: LoopState, reference: LoopState) -> Mapping[str, str]:
        """From shocks to the cord and back down: axon, junction and muscle are healthy and obey."""
        return {
            "behaviour": "shocks in the laboratory",
            "axon": "cut off from the spinal cord" if state.nerve_blocked else "carries the loop both ways",
            "junction": "lets every spike across",
            "muscle": state.outcome,
        }


def _outcome(duration_s: float, still_going: bool) -> str:
    if still_going:
        return "still in cramp after a minute"
    return f"cramp of {duration_s:.0f} s" if duration_s >= 1 else "no cramp"


threshold_frequency = lru_cache(maxsize=128)(threshold_frequency_hz)
"""The same, remembered: one readiness needs up to forty trains."""


@lru_cache(maxsize=1)
def _threshold_curve() -> tuple[np.ndarray, np.ndarray]:
    """Readiness, and the slowest train that starts a cramp, where there is one."""
    ready = np.arange(READY_AXIS[0], READY_AXIS[1] + 0.5, 0.5)
    needed = np.array([threshold_frequency(float(one)) for one in ready])
    has_one = np.isfinite(needed)
    return ready[has_one], needed[has_one]


@lru_cache(maxsize=1)
def _people() -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """The two groups whose thresholds the loop was fitted to, and the readiness it gives them."""
    rows = [row for row in evidence.rows("threshold_frequency_trials") if row.source == CRAMP_PRONE.source]
    measured = np.array([row.value for row in rows], dtype=float)
    return ("never cramped", "had cramps"), np.array([0.0, CRAMP_PRONE]), measured
