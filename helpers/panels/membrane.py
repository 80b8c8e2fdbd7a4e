"""Where a resting fibre's voltage settles as the potassium around it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from helpers.figures.membrane import resting_frame, resting_skeleton
from helpers.panels.base import Panel, Slider
from helpers.physiology.membrane import MUSCLE_POTASSIUM_INSIDE, goldman_hodgkin_katz, nernst

CURVE_MM = np.linspace(2.0, 7.5, 56)


@dataclass(frozen=True)
class RestingState:
    """What the picture shows: the fibre's own point and the curves it lies between."""

    potassium_mM: float
    potential_mV: float
    curve_mM: np.ndarray
    curve_mV: np.ndarray
    nernst_mV: np.ndarray


class RestingPotential(Panel):
    """Move potassium outside a muscle fibre and watch where its voltage settles."""

    title = "What potassium does to a resting fibre"
    question = "Does more potassium in the blood bring a resting fibre closer to firing, or further away?"

    potassium_mM = Slider("Potassium outside the fibre", 2.5, 7.0, reference=4.0, step=0.1, unit="mmol/L")

    presets: ClassVar = {
        "healthy": {},
        "low potassium": {"potassium_mM": 2.5},
        "high potassium": {"potassium_mM": 7.0},
    }

    def compute(self, potassium_mM: float) -> RestingState:
        """Give the voltage at this potassium, and the curves over the slider's range."""
        return RestingState(
            potassium_mM,
            float(goldman_hodgkin_katz(potassium_mM)),
            CURVE_MM,
            goldman_hodgkin_katz(CURVE_MM),
            nernst(CURVE_MM, MUSCLE_POTASSIUM_INSIDE),
        )

    skeleton = staticmethod(resting_skeleton)
    frame = staticmethod(resting_frame)

    def describe(self, state: RestingState, reference: RestingState) -> str:
        """Say where the fibre rests, and where the healthy one does."""
        return (
            f"At {state.potassium_mM:.1f} mmol/L the fibre rests at {state.potential_mV:.0f} mV; "
            f"the healthy one at {reference.potential_mV:.0f} mV."
        )

    def chain(self, state: RestingState, reference: RestingState) -> Mapping[str, str]:
        """Potassium reaches the axon by its resting voltage, not by the gates' threshold."""
        moved = state.potential_mV - reference.potential_mV
        return {
            "blood": f"potassium {state.potassium_mM:.1f} mmol/L",
            "axon": f"resting voltage {moved:+.0f} mV" if abs(moved) >= 0.5 else "resting voltage unchanged",
        }
