"""The pictures of lesson 04: gates, threshold and a firing axon; and the blood donors' experiment."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

GATES_LOW_MV, GATES_HIGH_MV = -90.0, -10.0
CALCIUM_LOW_MM, CALCIUM_HIGH_MM = 0.5, 1.8
GAP_LOW_MV, GAP_HIGH_MV = -76.0, -46.0
TRACE_LOW_MV, TRACE_HIGH_MV = -95.0, 70.0
STARTS_LOW, STARTS_HIGH = 30.0, 125.0
PUSH_HIGH_MV = 9.0


def firing_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give three plots: gates against voltage, rest and threshold against calcium, voltage against time."""
    middle, right = "x2y2", "x3y3"
    return base.skeleton(
        [
            base.line("sodium gates open", sizes, colour="blue", ghost=True),
            base.markers("gates at rest", sizes, colour="green", ghost=True),
            base.line("threshold along calcium", sizes, colour="orange", dash="dash", axes=middle),
            base.line("rest along calcium", sizes, colour="green", axes=middle),
            base.line("from rest to threshold", sizes, colour="ink", axes=middle),
            base.markers("rest here", sizes, colour="green", ghost=True, axes=middle),
            base.markers("threshold here", sizes, colour="orange", symbol="diamond", ghost=True, axes=middle),
            base.label("threshold in words", sizes, position="top left", axes=middle),
            base.label("rest in words", sizes, position="bottom left", axes=middle),
            base.line("threshold", sizes, colour="orange", dash="dash", thin=True, axes=right, table=False),
            base.line("rest", sizes, colour="green", thin=True, axes=right, table=False),
            base.line("voltage of the fibre", sizes, colour="blue", ghost=True, axes=right),
            base.label("what the push did", sizes, position="bottom left", axes=right, bold=True),
        ],
        base.layout(
            sizes,
            legend=False,
            xaxis=base.axis(
                "Voltage (mV)", GATES_LOW_MV, GATES_HIGH_MV, sizes, domain=(0, 0.21), ticks=(-80, -50, -20)
            ),
            yaxis=base.axis("Sodium gates open (%)", 0, 100, sizes, ticks=(0, 50, 100)),
            xaxis2=base.axis(
                "Calcium (mmol/L)",
                CALCIUM_LOW_MM,
                CALCIUM_HIGH_MM,
                sizes,
                domain=(0.345, 0.61),
                anchor="y2",
                ticks=(0.6, 1.2, 1.8),
            ),
            yaxis2=base.axis(
                "Voltage (mV)", GAP_LOW_MV, GAP_HIGH_MV, sizes, anchor="x2", ticks=(-70, -60, -50)
            ),
            xaxis3=base.axis("Time (ms)", 0, 100, sizes, domain=(0.735, 1), anchor="y3", ticks=(0, 50, 100)),
            yaxis3=base.axis(
                "Voltage (mV)", TRACE_LOW_MV, TRACE_HIGH_MV, sizes, anchor="x3", ticks=(-50, 0, 50)
            ),
        ),
    )


def firing_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``FiringState``."""
    here, rest = np.array([state.calcium_mM]), np.array([state.rest_mV])
    whole, end = np.array([0.0, 100.0]), np.array([CALCIUM_HIGH_MM])
    some = slice(
        0, 0 if not state.rest_is_stable else None
    )  # no threshold is left where the rest is unstable
    threshold = np.array([state.threshold_mV])
    return {
        "sodium gates open": {"x": state.gate_voltage_mV, "y": 100 * state.gates_open},
        "gates at rest": {"x": rest, "y": np.array([100 * state.gates_open_at_rest])},
        "threshold along calcium": {"x": state.threshold_calcium_mM, "y": state.threshold_curve_mV},
        "rest along calcium": {"x": state.calcium_axis_mM, "y": state.rest_curve_mV},
        "from rest to threshold": {"x": np.repeat(here, 2), "y": np.concatenate([rest, threshold])},
        "rest here": {"x": here, "y": rest},
        "threshold here": {"x": here[some], "y": threshold[some]},
        "threshold in words": {"x": end, "y": state.threshold_curve_mV[-1:] + 0.6, "text": ["threshold"]},
        "rest in words": {"x": end, "y": state.rest_curve_mV[-1:] - 0.6, "text": ["rest"]},
        "threshold": {"x": whole[some], "y": np.repeat(threshold, 2)[some]},
        "rest": {"x": whole, "y": np.repeat(rest, 2)},
        "voltage of the fibre": {"x": state.time_ms, "y": state.voltage_mV},
        "what the push did": {"x": whole[1:], "y": np.array([TRACE_HIGH_MV]), "text": [state.outcome]},
    }


def donors_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give two plots: how far gates were seen to move, and the donors under the model's threshold."""
    right = "x2y2"
    return base.skeleton(
        [
            base.line("published", sizes, colour="orange"),
            base.markers("published value", sizes, colour="orange", symbol="diamond"),
            base.markers("this kit", sizes, colour="blue", symbol="square"),
            base.label("who measured", sizes, position="middle right", axes="x3y"),
            base.line(
                "where endless firing may begin", sizes, colour="pink", thin=True, axes=right, fill="toself"
            ),
            base.line("model: push the squid axon needs", sizes, colour="blue", axes=right),
            base.label("the band in words", sizes, position="middle right", axes=right),
            base.markers("donors", sizes, colour="green", symbol="triangle-down", axes=right),
            base.label("what they felt", sizes, position="middle right", axes=right),
        ],
        base.layout(
            sizes,
            legend=False,
            xaxis=base.axis("Shift (mV per tenfold)", 0, 30, sizes, domain=(0, 0.2), ticks=(0, 15, 30)),
            yaxis=base.axis("", 0, 4, sizes, ticks=[], grid=False),
            xaxis2=base.axis(
                "Calcium left (%)",
                STARTS_LOW,
                STARTS_HIGH,
                sizes,
                domain=(0.675, 1),
                anchor="y2",
            ),
            xaxis3={"domain": [0.215, 0.55], "range": [0, 1], "visible": False, "fixedrange": True},
            yaxis2=base.axis("Push needed (mV)", 0, PUSH_HIGH_MV, sizes, anchor="x2", ticks=(0, 3, 6, 9)),
        ),
    )


def donors_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``DonorsState``."""
    heights = len(state.slopes) + 0.5 - np.arange(len(state.slopes) + 1)
    ends = np.array([[slope.low, slope.high, np.nan] for slope in state.slopes])
    low, high = state.band_percent
    rows = {donors: 0.7 + 0.9 * place for place, donors in enumerate(reversed(state.donors))}
    return {
        "published": {"x": ends.ravel(), "y": np.repeat(heights[1:], 3)},
        "published value": {"x": np.nanmean(ends, axis=1), "y": heights[1:]},
        "this kit": {"x": np.array([state.kit_slope_mV]), "y": heights[:1]},
        "who measured": {
            "x": np.zeros(heights.size),
            "y": heights,
            "text": ["this kit", *(slope.label for slope in state.slopes)],
        },
        "where endless firing may begin": {
            "x": np.array([low, low, high, high, low]),
            "y": np.array([0.0, 1.0, 1.0, 0.0, 0.0]) * PUSH_HIGH_MV,
        },
        "model: push the squid axon needs": {"x": state.model_percent, "y": state.model_push_mV},
        "the band in words": {
            "x": np.array([high + 1.0]),
            "y": np.array([PUSH_HIGH_MV - 0.6]),
            "text": ["pink: may fire"],
        },
        "donors": {
            "x": np.array([donors.percent_of_start for donors in state.donors]),
            "y": np.array([rows[donors] for donors in state.donors]),
        },
        "what they felt": {
            "x": np.array([donors.percent_of_start + 1.5 for donors in state.donors]),
            "y": np.array([rows[donors] for donors in state.donors]),
            "text": [donors.felt for donors in state.donors],
        },
    }
