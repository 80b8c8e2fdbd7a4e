"""What working fibres truly lose: potassium, by their own spikes, and what that does to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from helpers.figures.muscle_potassium import fibre_frame, fibre_skeleton
from helpers.panels.base import Panel, Slider
from helpers.physiology.muscle_potassium import (
    INSIDE_FALL_INTENSE,
    POTASSIUM_POINTS,
    POTASSIUM_SPREAD,
    WORK_POINTS_W,
    fibre_voltage_mV,
    interstitial_potassium_mM,
)

CURVE_WORK_W = np.linspace(WORK_POINTS_W[0], WORK_POINTS_W[-1], 51)


@dataclass(frozen=True)
class FibreState:
    """Potassium between the fibres [mmol/L] and a fibre's resting voltage [mV], here and along the work."""

    work_W: float
    inside_fall_mM: float
    potassium_mM: float
    rest_mV: float
    curve_work_W: np.ndarray
    curve_potassium_mM: np.ndarray
    curve_mV: np.ndarray
    measured_work_W: np.ndarray
    measured_mM: np.ndarray
    measured_spread_mM: np.ndarray


class WorkingFibre(Panel):
    """Let a leg work harder: potassium leaves its fibres, and their resting voltage climbs."""

    title = "What a working muscle fibre loses"
    question = "A hard-working fibre leaks potassium. Does that push it towards a cramp, or towards tiring?"

    work_W = Slider("Work of one leg", 0, 50, reference=0, step=1, unit="W", hint="50: hard")
    inside_fall_mM = Slider(
        "Lost from inside", 0, 39, reference=0, step=1, unit="mmol/L", hint="intense work: 13 to 39"
    )

    presets: ClassVar = {
        "at rest": {},
        "some work": {"work_W": 30},
        "hard work": {"work_W": 50, "inside_fall_mM": round(INSIDE_FALL_INTENSE)},
    }

    def compute(self, work_W: int, inside_fall_mM: int) -> FibreState:
        """Read the potassium off the measured points; the voltage follows from it."""
        return FibreState(
            work_W=float(work_W),
            inside_fall_mM=float(inside_fall_mM),
            potassium_mM=float(interstitial_potassium_mM(work_W)),
            rest_mV=float(fibre_voltage_mV(work_W, inside_fall_mM)),
            curve_work_W=CURVE_WORK_W,
            curve_potassium_mM=interstitial_potassium_mM(CURVE_WORK_W),
            curve_mV=fibre_voltage_mV(CURVE_WORK_W, inside_fall_mM),
            measured_work_W=np.array(WORK_POINTS_W),
            measured_mM=np.array(POTASSIUM_POINTS, dtype=float),
            measured_spread_mM=np.array(POTASSIUM_SPREAD, dtype=float),
        )

    skeleton = staticmethod(fibre_skeleton)
    frame = staticmethod(fibre_frame)

    def describe(self, state: FibreState, reference: FibreState) -> str:
        """Say what left, and how far the fibre moved from where it rests."""
        end = (
            "the higher, the more of its gates stay locked: it tires" if _moved(state, reference) else "fresh"
        )
        return (
            f"At {state.work_W:.0f} W, with {state.inside_fall_mM:.0f} mmol/L lost from inside, the fluid "
            f"between the fibres holds {state.potassium_mM:.1f} mmol/L of potassium; a fibre rests at "
            f"{state.rest_mV:.0f} mV (before any work {reference.rest_mV:.0f}): {end}."
        )

    def chain(self, state: FibreState, reference: FibreState) -> Mapping[str, str]:
        """This road begins and ends in the muscle itself."""
        return {
            "behaviour": f"one leg works at {state.work_W:.0f} W",
            "muscle": f"fibre at {state.rest_mV:.0f} mV, before any work {reference.rest_mV:.0f}"
            + (": towards tiring" if _moved(state, reference) else ""),
        }


def _moved(state: FibreState, reference: FibreState) -> bool:
    """Whether the voltage differs from that of a fibre at rest by enough to be printed."""
    return round(state.rest_mV) != round(reference.rest_mV)
