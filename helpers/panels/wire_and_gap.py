"""A command on its way to the muscle: what stops it in the wire, and what stops it in the gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from helpers.figures.wire_and_gap import TIME_HIGH_MS, way_frame, way_skeleton
from helpers.panels.base import Panel, Slider
from helpers.physiology.axon import Trace, simulate
from helpers.physiology.axon_equations import TEMPERATURE
from helpers.physiology.wire_and_gap import GAP_DELAY, PUSH, PUSH_AT, reserve, travel_ms

EVERY = 6  # every sixth sample is plotted: 0.15 ms apart


@dataclass(frozen=True)
class WayState:
    """One command: where along its way it still is a spike, and whether the muscle fibre fires.

    ``voltages_mV`` has one row for each station: spinal cord, half-way, the nerve's end, the muscle fibre;
    ``notes`` a few words for each, ``gap_note`` for the gap before the last.
    """

    length_cm: int
    channels_percent: int
    receptors_percent: int
    conducts: bool
    reserve: float
    crosses: bool
    peak_mV: float
    wire_ms: float
    gap_ms: float
    time_ms: np.ndarray
    voltages_mV: np.ndarray
    notes: tuple[str, ...]
    gap_note: str


class WireAndGap(Panel):
    """Poison the wire, poison the gap, and watch where a command to move is lost."""

    title = f"Wire and gap (a squid’s spikes, {TEMPERATURE:g} °C, sent along a human arm)"
    question = "A poison blocks the transmitter's receptors. What becomes of the spike in the nerve?"

    length_cm = Slider("Length of the nerve", 10, 120, reference=60, step=5, unit="cm")
    channels_percent = Slider(
        "Sodium channels left", 0, 100, reference=100, step=5, unit="%", hint="in the wire"
    )
    receptors_percent = Slider("Receptors left", 0, 100, reference=100, step=5, unit="%", hint="in the gap")

    presets: ClassVar = {
        "healthy": {},
        "puffer-fish poison": {"channels_percent": 10},
        "arrow poison": {"receptors_percent": 10},
        "half of each": {"channels_percent": 50, "receptors_percent": 50},
    }

    def compute(self, length_cm: int, channels_percent: int, receptors_percent: int) -> WayState:
        """Push the axon once; send its spike, if there is one, along the nerve and across the gap."""
        trace = _pushed(channels_percent)
        conducts = trace.spikes > 0
        left = float(reserve(receptors_percent / 100))
        crosses = conducts and left >= 1
        wire_ms, gap_ms = float(travel_ms(length_cm)), float(GAP_DELAY)
        lags_ms = [0.0, wire_ms / 2, wire_ms, wire_ms + gap_ms]
        arrives = [True, conducts, conducts, crosses]
        time_ms, voltage = trace.time_ms[::EVERY], trace.voltage_mV[::EVERY]
        rest = np.full(time_ms.size, trace.rest_mV)
        rows = [
            np.interp(time_ms - lag, time_ms, voltage, left=trace.rest_mV) if there else rest
            for lag, there in zip(lags_ms, arrives, strict=True)
        ]
        return WayState(
            length_cm=length_cm,
            channels_percent=channels_percent,
            receptors_percent=receptors_percent,
            conducts=conducts,
            reserve=left,
            crosses=crosses,
            peak_mV=trace.peak_mV,
            wire_ms=wire_ms,
            gap_ms=gap_ms,
            time_ms=time_ms,
            voltages_mV=np.array(rows),
            notes=(
                "pushed: fires" if conducts else "pushed: no spike",
                f"{wire_ms / 2:.1f} ms later" if conducts else "nothing",
                f"{wire_ms:.1f} ms later" if conducts else "nothing",
                f"{wire_ms + gap_ms:.1f} ms: fires" if crosses else "silent",
            ),
            gap_note=_gap_note(conducts, crosses),
        )

    skeleton = staticmethod(way_skeleton)
    frame = staticmethod(way_frame)

    def describe(self, state: WayState, reference: WayState) -> str:
        """Say what the wire does, what the gap does, and how long each takes."""
        channels = f"With {state.channels_percent} % of its sodium channels"
        gap = f"{state.receptors_percent} % of the receptors leave {state.reserve:.1f} times the need"
        if not state.conducts:
            return (
                f"{channels} the wire carries no spike along its {state.length_cm} cm. No transmitter is "
                f"released, and it does not matter that {gap}."
            )
        wire = f"{channels} the wire carries the spike {state.length_cm} cm in {state.wire_ms:.1f} ms"
        if not state.crosses:
            return f"{wire}, as if nothing were wrong. But {gap}: the muscle fibre stays silent."
        return (
            f"{wire}; the gap takes {state.gap_ms:.1f} ms more. {gap[0].upper()}{gap[1:]}: the fibre fires."
        )

    def chain(self, state: WayState, reference: WayState) -> Mapping[str, str]:
        """The wire and the gap are stations of their own; a threshold is not touched."""
        return {
            "axon": f"spike arrives after {state.wire_ms:.1f} ms" if state.conducts else "no spike",
            "junction": f"{state.reserve:.1f} times the need",
            "muscle": "fires once" if state.crosses else "silent",
        }


def _gap_note(conducts: bool, crosses: bool) -> str:
    if not conducts:
        return "gap: no transmitter released"
    return "gap: the transmitter carries it across" if crosses else "gap: too few receptors left"


@lru_cache(maxsize=32)
def _pushed(channels_percent: int) -> Trace:
    """What one patch of axon does when it is pushed; the length of the nerve and the gap do not change it."""
    return simulate(TIME_HIGH_MS, kick_mV=PUSH, start_ms=PUSH_AT, sodium_channels=channels_percent / 100)
