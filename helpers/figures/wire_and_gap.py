"""The picture of a command on its way: spikes along the wire, the gap, and the muscle fibre after it."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base, shapes
from helpers.theme import DESK, Sizes

TIME_HIGH_MS = 30.0
LANES = np.array([3.4, 2.4, 1.4, 0.0])  # spinal cord, half-way, nerve ending, muscle fibre: from the top
LANE_NAMES = ("spinal cord", "half-way", "nerve’s end", "muscle fibre")
BASE_MV, SPAN_MV = -80.0, 150.0  # what one lane's height stands for
GAP_LOW, GAP_HIGH = 0.94, 1.32
RESERVE_HIGH = 5.0
NEED = 1.0


def way_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give four lanes over one time axis; beside them the reserve of the gap, with what the fibre needs."""
    right = "x2y2"
    wires = [base.every_point(base.line(n, sizes, colour="blue", ghost=True)) for n in LANE_NAMES[:3]]
    gap = base.line("the gap", sizes, colour="orange", thin=True, fill="toself", table=False)
    gap |= {"fillcolor": shapes.light("orange", 0.2)}
    return base.skeleton(
        [
            gap,
            *wires,
            base.every_point(base.line(LANE_NAMES[3], sizes, colour="green", dash="dot", ghost=True)),
            base.label("stations", sizes, position="middle left"),
            base.label("what the gap is", sizes, position="middle center"),
            base.bars("receptors opened", sizes, colour="orange", pattern="/", axes=right, ghost=True),
            base.line("need", sizes, colour="ink", dash="dash", axes=right, table=False),
            base.label("reserve in words", sizes, position="top center", axes=right, bold=True),
        ],
        base.layout(
            sizes,
            height=340 + 4 * (sizes.font - DESK.font),
            legend=False,
            barmode="overlay",
            margin={"l": sizes.font * 10, "r": sizes.font, "t": sizes.font, "b": sizes.font * 3.4},
            xaxis=base.axis("Time (ms)", 0, TIME_HIGH_MS, sizes, ticks=[0, 10, 20, 30], domain=(0, 0.74)),
            yaxis=base.axis("", -0.05, LANES[0] + 1, sizes, ticks=[], grid=False) | {"showline": False},
            xaxis2=base.axis("At the gap", -1, 1, sizes, ticks=[], grid=False, domain=(0.87, 1), anchor="y2"),
            yaxis2=base.axis(
                "Opened (× the need)", 0, RESERVE_HIGH, sizes, ticks=[0, 1, 2, 3, 4, 5], anchor="x2"
            ),
        ),
    )


def way_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``WayState``."""
    lanes = {
        name: {"x": state.time_ms, "y": lane + (voltage - BASE_MV) / SPAN_MV}
        for name, lane, voltage in zip(LANE_NAMES, LANES, state.voltages_mV, strict=True)
    }
    words = [f"{name}\u00a0<br>{note}\u00a0" for name, note in zip(LANE_NAMES, state.notes, strict=True)]
    return {
        **lanes,
        "the gap": {
            "x": np.array([0.0, 0.0, TIME_HIGH_MS, TIME_HIGH_MS, 0.0]),
            "y": np.array([GAP_LOW, GAP_HIGH, GAP_HIGH, GAP_LOW, GAP_LOW]),
        },
        "stations": {"x": np.zeros(len(LANES)), "y": LANES + 0.36, "text": words},
        "what the gap is": {
            "x": np.array([TIME_HIGH_MS / 2]),
            "y": np.array([(GAP_LOW + GAP_HIGH) / 2]),
            "text": [state.gap_note],
        },
        "receptors opened": {"x": np.zeros(1), "y": np.array([state.reserve])},
        "need": {"x": np.array([-1.0, 1.0]), "y": np.repeat(NEED, 2)},
        "reserve in words": {
            "x": np.zeros(1),
            "y": np.array([max(state.reserve, NEED)]),
            "text": [f"{state.reserve:.1f} ×"],
        },
    }
