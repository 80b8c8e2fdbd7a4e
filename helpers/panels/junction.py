"""The counter-effect at the junction: with less calcium, less transmitter, yet an axon easier to fire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from helpers import records
from helpers.display import signed
from helpers.figures.junction import junction_frame, junction_skeleton, percent, times
from helpers.panels.base import Panel, Slider
from helpers.physiology.axon_equations import gating_shift_mV
from helpers.physiology.axon_thresholds import LOWEST_SHIFT, thresholds
from helpers.physiology.junction import (
    K_CALCIUM,
    SAFETY_FACTOR,
    SAFETY_FACTOR_HIGH,
    SAFETY_FACTOR_LOW,
    relative_release,
    safety_factor,
    safety_reading,
)

CURVE_MM = np.linspace(0.3, 2.5, 56)
GRADES = tuple(
    f"{' '.join(records.MARKS[number.confidence])}: {words}"
    for number, words in [
        (K_CALCIUM, "constants"),
        (SAFETY_FACTOR, f"reserve {SAFETY_FACTOR:g} ({SAFETY_FACTOR_LOW:g} to {SAFETY_FACTOR_HIGH:g})"),
    ]
)


@dataclass(frozen=True)
class JunctionState:
    """What the picture shows: a frog's junction and a squid's axon in the cold.

    ``push_mV`` is what the axon needs to fire and ``kick_ratio`` that over normal; both are 0 where it fires
    by itself.
    """

    calcium_mM: float
    ionised_magnesium_mM: float
    release: float
    reserve: float
    normal_reserve: float
    junction: str
    fails_below: float
    may_fail_below: float
    gating_shift_mV: float
    push_mV: float
    kick_ratio: float
    fires_by_itself: bool
    axon: str
    curve_calcium_mM: np.ndarray
    curve_release: np.ndarray
    grades: tuple[str, ...]


class Junction(Panel):
    """Move calcium and magnesium at the nerve ending: release goes one way, the axon's threshold too."""

    title = "The counter-effect at the junction"
    question = "Less calcium, less transmitter from each spike. How much can be lost before a junction fails?"

    calcium_mM = Slider("Ionised calcium", 0.3, 2.5, reference=1.25, step=0.01, unit="mmol/L")
    ionised_magnesium_mM = Slider(
        "Ionised magnesium",
        0.1,
        6.0,
        reference=0.55,
        step=0.05,
        unit="mmol/L",
    )

    presets = {
        "healthy": {},
        "low calcium": {"calcium_mM": 0.7},
        "very high magnesium": {"ionised_magnesium_mM": 4.0},
        "both high": {"ionised_magnesium_mM": 4.0, "calcium_mM": 1.7},
    }

    def compute(self, calcium_mM: float, ionised_magnesium_mM: float) -> JunctionState:
        """Give release and reserve here, the curve at this magnesium, and what the axon needs to fire."""
        shift = float(gating_shift_mV(calcium_mM))
        axon = thresholds(max(shift, LOWEST_SHIFT))
        alone = bool(axon.fires_by_itself)
        push = 0.0 if alone else float(axon.kick_threshold_mV)
        ratio = push / float(thresholds(0.0).kick_threshold_mV)
        return JunctionState(
            calcium_mM,
            ionised_magnesium_mM,
            release=float(relative_release(calcium_mM, ionised_magnesium_mM)),
            reserve=float(safety_factor(calcium_mM, ionised_magnesium_mM)),
            normal_reserve=float(SAFETY_FACTOR),
            junction=safety_reading(calcium_mM, ionised_magnesium_mM),
            fails_below=1 / SAFETY_FACTOR_HIGH,
            may_fail_below=1 / SAFETY_FACTOR_LOW,
            gating_shift_mV=shift,
            push_mV=push,
            kick_ratio=ratio,
            fires_by_itself=alone,
            axon=_words(alone, bool(axon.goes_on_once_started), ratio),
            curve_calcium_mM=CURVE_MM,
            curve_release=relative_release(CURVE_MM, ionised_magnesium_mM),
            grades=GRADES,
        )

    skeleton = staticmethod(junction_skeleton)
    frame = staticmethod(junction_frame)

    def describe(self, state: JunctionState, reference: JunctionState) -> str:
        """Say what one spike releases and how easily the axon fires; neither is measured by the other."""
        words = (
            f"Frog junction: {percent(state.release)} of the normal transmitter, "
            f"{times(state.reserve)} times the need (healthy {times(reference.reserve)}): {state.junction}. "
            f"{_axon(state)}. Two animals, two scales."
        )
        if state.ionised_magnesium_mM != reference.ionised_magnesium_mM:
            words += " Magnesium’s effect on the axon is left out."
        return words

    def chain(self, state: JunctionState, reference: JunctionState) -> Mapping[str, str]:
        """Blood reaches the muscle by two roads: through gates and axon, and through the junction."""
        return {
            "blood": f"ionised: calcium {state.calcium_mM:.2f}, "
            f"magnesium {state.ionised_magnesium_mM:.2f} mmol/L",
            "gate": f"gates shifted by {signed(state.gating_shift_mV, 1)} mV",
            "threshold": "none left (squid)"
            if state.fires_by_itself
            else f"push needed {state.push_mV:.1f} mV, healthy {reference.push_mV:.1f} (squid)",
            "axon": state.axon,
            "junction": f"release {percent(state.release)} of normal: {state.junction} (frog)",
        }


def _words(alone: bool, goes_on: bool, ratio: float) -> str:
    if alone or goes_on:
        return "fires by itself" if alone else "spikes without end"
    if percent(ratio) == percent(1.0):
        return "normal"
    return "easier to fire" if ratio < 1 else "harder to fire"


def _axon(state: JunctionState) -> str:
    if state.fires_by_itself:
        return "Squid axon, in the cold: it needs no push, it fires by itself"
    needs = f"Squid axon, in the cold: {percent(state.kick_ratio)} of the normal push"
    if state.axon == "normal":
        return needs
    return f"{needs} starts {state.axon}" if "without end" in state.axon else f"{needs}, {state.axon}"
