"""The pictures of lesson 04: gates and a firing axon, and the blood donors' experiment."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

GATES_LOW_MV, GATES_HIGH_MV = -100.0, 0.0
TRACE_LOW_MV, TRACE_HIGH_MV = -95.0, 60.0
CLEAR_MV = 2.0  # words stand this far from their line


def firing_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give two plots: sodium gates open against voltage, and the fibre's voltage against time."""
    right = "x2y2"
    return base.skeleton(
        [
            base.line("sodium gates open", sizes, colour="blue", ghost=True),
            base.markers("at rest", sizes, colour="orange", ghost=True),
            base.label("share at rest", sizes, position="top left", bold=True),
            base.line("threshold", sizes, colour="orange", dash="dash", thin=True, axes=right),
            base.line("rest", sizes, colour="green", dash="dot", thin=True, axes=right),
            base.line("voltage of the fibre", sizes, colour="blue", ghost=True, axes=right),
            base.label("threshold in words", sizes, position="top left", axes=right),
            base.label("rest in words", sizes, position="bottom left", axes=right),
        ],
        base.layout(
            sizes,
            legend=False,
            xaxis=base.axis("Voltage (mV)", GATES_LOW_MV, GATES_HIGH_MV, sizes, domain=(0, 0.34)),
            yaxis=base.axis("Sodium gates open (%)", 0, 100, sizes),
            xaxis2=base.axis("Time (ms)", 0, 100, sizes, domain=(0.48, 1), anchor="y2"),
            yaxis2=base.axis("Voltage (mV)", TRACE_LOW_MV, TRACE_HIGH_MV, sizes, anchor="x2"),
        ),
    )


def firing_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``FiringState``."""
    whole = np.array([0.0, 100.0])
    end = whole[1:]
    words, height = f"threshold, {state.kick_threshold_mV:.1f} mV above rest", state.threshold_mV
    threshold = {"x": whole, "y": np.full(2, height)}
    if state.fires_by_itself:
        words, height = "no threshold left: it fires by itself", TRACE_HIGH_MV - 15
        threshold = {"x": whole[:0], "y": whole[:0]}
    at_rest = {"x": np.array([state.rest_mV]), "y": np.array([100 * state.gates_open_at_rest])}
    return {
        "sodium gates open": {"x": state.gate_voltage_mV, "y": 100 * state.gates_open},
        "at rest": at_rest,
        "share at rest": at_rest | {"text": [f"{100 * state.gates_open_at_rest:.0f} % at rest "]},
        "threshold": threshold,
        "rest": {"x": whole, "y": np.full(2, state.rest_mV)},
        "voltage of the fibre": {"x": state.time_ms, "y": state.voltage_mV},
        "threshold in words": {"x": end, "y": np.array([height + CLEAR_MV]), "text": [words]},
        "rest in words": {
            "x": end,
            "y": np.array([state.rest_mV]),
            "text": [f"rest, {state.rest_mV:.0f} mV"],
        },
    }


def donors_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give two plots: how far the gates were seen to move, and the donors on the model's threshold curve."""
    right = "x2y2"
    return base.skeleton(
        [
            base.line("published", sizes, colour="orange"),
            base.markers("published value", sizes, colour="orange", symbol="diamond", legend=False),
            base.label("who measured", sizes, position="top right"),
            base.line("this kit", sizes, colour="blue", dash="dash"),
            base.line(
                "model, largest published slope", sizes, colour="grey", thin=True, axes=right, legend=False
            ),
            base.line(
                "model, smallest quoted slope", sizes, colour="grey", thin=True, axes=right, legend=False
            ),
            base.line("model", sizes, colour="blue", axes=right, legend=False),
            base.markers("donors", sizes, colour="pink", symbol="square", axes=right, words="bottom right"),
            base.label("where it ends", sizes, position="middle right", axes=right),
        ],
        base.layout(
            sizes,
            xaxis=base.axis("Shift per tenfold calcium (mV)", 0, 40, sizes, domain=(0, 0.42)),
            yaxis=base.axis("", 0, 4, sizes, ticks=[], grid=False),
            xaxis2=base.axis("Ionised calcium (mmol/L)", 0.4, 1.8, sizes, domain=(0.54, 1), anchor="y2"),
            yaxis2=base.axis("Push needed to fire (mV)", 0, 9, sizes, anchor="x2"),
        ),
    )


def donors_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``DonorsState``."""
    heights = len(state.slopes) - 0.5 - np.arange(len(state.slopes))
    ends = np.array([[slope.low, slope.high, np.nan] for slope in state.slopes])
    return {
        "published": {"x": ends.ravel(), "y": np.repeat(heights, 3)},
        "published value": {"x": np.nanmean(ends, axis=1), "y": heights},
        "who measured": {
            "x": np.zeros(heights.size),
            "y": heights + 0.12,
            "text": [slope.label for slope in state.slopes],
        },
        "this kit": {"x": np.full(2, state.kit_slope_mV), "y": np.array([0.0, 4.0])},
        "model, largest published slope": {"x": state.largest.calcium_mM, "y": state.largest.push_mV},
        "model, smallest quoted slope": {"x": state.smallest.calcium_mM, "y": state.smallest.push_mV},
        "model": {"x": state.kit.calcium_mM, "y": state.kit.push_mV},
        "donors": {
            "x": np.array([donors.calcium_mM for donors in state.donors]),
            "y": np.array([donors.push_mV for donors in state.donors]),
            "text": [donors.felt for donors in state.donors],
        },
        "where it ends": {
            "x": state.kit.calcium_mM[:1],
            "y": np.array([0.6]),
            "text": ["← below: fires by itself"],
        },
    }
