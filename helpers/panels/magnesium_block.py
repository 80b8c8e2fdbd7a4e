"""The plug in the brain: magnesium in the NMDA channel, and the voltage that drives it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from helpers import records
from helpers.figures.magnesium_block import VOLTAGE_HIGH_MV, VOLTAGE_LOW_MV, plug_frame, plug_skeleton
from helpers.panels.base import Panel, Slider
from helpers.physiology.magnesium_block import (
    BRAIN_MAGNESIUM,
    NMDA_MAGNESIUM,
    nmda_half_voltage_mV,
    nmda_open_fraction,
)

VOLTAGES_MV = np.linspace(VOLTAGE_LOW_MV, VOLTAGE_HIGH_MV, 71)
GRADE = (
    f"{' '.join(records.MARKS[NMDA_MAGNESIUM.confidence])}: the law"
    f"<br>{' '.join(records.MARKS[BRAIN_MAGNESIUM.confidence])}: {BRAIN_MAGNESIUM:g} mmol/L in the brain"
)


@dataclass(frozen=True)
class PlugState:
    """Share of channels left open here, at normal magnesium, and along the voltage."""

    brain_magnesium_mM: float
    voltage_mV: float
    open_fraction: float
    normal_open_fraction: float
    times_normal: float
    half_voltage_mV: float
    voltages_mV: np.ndarray
    open_curve: np.ndarray
    grade: str


class MagnesiumPlug(Panel):
    """Move magnesium round a nerve cell of the brain, and its voltage: how many channels are unplugged?"""

    title = "Magnesium plugs a channel of the brain (the NMDA channel)"
    question = "Magnesium round the cell is halved. How much more do the channels of a resting cell pass?"

    brain_magnesium_mM = Slider("Magnesium in brain fluid", 0.5, 2.0, reference=1.0, step=0.05, unit="mmol/L")
    voltage_mV = Slider("Voltage of the cell", -90, 40, reference=-70, step=1, unit="mV")

    presets = {
        "resting cell": {},
        "half the magnesium": {"brain_magnesium_mM": 0.5},
        "excited cell": {"voltage_mV": 0},
        "excited, half the magnesium": {"brain_magnesium_mM": 0.5, "voltage_mV": 0},
    }

    def compute(self, brain_magnesium_mM: float, voltage_mV: float) -> PlugState:
        """Give the open share here and along the voltage."""
        here = float(nmda_open_fraction(voltage_mV, brain_magnesium_mM))
        normal = float(nmda_open_fraction(voltage_mV, BRAIN_MAGNESIUM))
        return PlugState(
            brain_magnesium_mM=brain_magnesium_mM,
            voltage_mV=float(voltage_mV),
            open_fraction=here,
            normal_open_fraction=normal,
            times_normal=here / normal,
            half_voltage_mV=float(nmda_half_voltage_mV(brain_magnesium_mM)),
            voltages_mV=VOLTAGES_MV,
            open_curve=nmda_open_fraction(VOLTAGES_MV, brain_magnesium_mM),
            grade=GRADE,
        )

    skeleton = staticmethod(plug_skeleton)
    frame = staticmethod(plug_frame)

    def describe(self, state: PlugState, reference: PlugState) -> str:
        """Say how many channels are free of their plug, and what magnesium changed at this voltage."""
        return (
            f"At {state.voltage_mV:.0f} mV and {state.brain_magnesium_mM:.2f} mmol/L, magnesium leaves "
            f"{100 * state.open_fraction:.1f} of 100 channels free, "
            f"{state.times_normal:.2f} times as many as healthy magnesium would. "
            f"Half are free at {state.half_voltage_mV:.0f} mV."
        )

    def chain(self, state: PlugState, reference: PlugState) -> Mapping[str, str]:
        """A channel of the brain: nobody knows how far its plug moves the threshold of a motor nerve."""
        return {"gate": f"NMDA channels free: {100 * state.open_fraction:.1f} of 100, in the brain"}
