"""The picture of a fluttering eyelid: when its episodes come in one day, and how one of them flickers."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import DESK, Sizes

DAY_H = 24.0
MINUTES_HIGH = 11.5
SECONDS = 3.0


def eyelid_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give the day's episodes above, each as long as it lasts, and three seconds of one below."""
    below = "x2y2"
    return base.skeleton(
        [
            base.line("lasts", sizes, colour="orange", table=False),
            base.markers("episodes", sizes, colour="orange", symbol="diamond"),
            base.label("how many", sizes, position="bottom left", bold=True),
            base.line("muscle signal of one unit", sizes, colour="green", thin=True, axes=below),
            base.label("how fast", sizes, position="bottom left", axes=below, bold=True),
        ],
        base.layout(
            sizes,
            height=350 + 5 * (sizes.font - DESK.font),
            legend=False,
            margin={"l": sizes.font * 4, "r": sizes.font, "t": sizes.font, "b": sizes.font * 3.4},
            xaxis=base.axis("Hour of one made-up day", 0, DAY_H, sizes, ticks=[0, 6, 12, 18, 24], anchor="y"),
            yaxis=base.axis(
                "Episode<br>(min)", 0, MINUTES_HIGH, sizes, ticks=[0, 5, 10], domain=(0.62, 1), anchor="x"
            ),
            xaxis2=base.axis(
                "Time inside an episode (s)", 0, SECONDS, sizes, ticks=[0, 1, 2, 3], anchor="y2"
            ),
            yaxis2=base.axis(
                "Signal<br>(rel.)", -0.8, 1.5, sizes, ticks=[0, 1], domain=(0, 0.32), anchor="x2", grid=False
            ),
        ),
    )


def eyelid_frame(state: Any) -> base.Frame:
    """Give the numbers of an ``EyelidState``; a day without an episode keeps one gap."""
    some = state.start_h.size > 0
    start = state.start_h if some else np.array([np.nan])
    length = state.length_min if some else np.array([np.nan])
    gap = np.full(start.size, np.nan)
    return {
        "lasts": {
            "x": np.column_stack([start, start, gap]).ravel() if some else start,
            "y": np.column_stack([np.zeros(start.size), length, gap]).ravel() if some else length,
        },
        "episodes": {"x": start, "y": length},
        "how many": {
            "x": np.array([DAY_H]),
            "y": np.array([MINUTES_HIGH]),
            "text": [state.words],
        },
        "muscle signal of one unit": {"x": state.time_s, "y": state.signal},
        "how fast": {
            "x": np.array([SECONDS]),
            "y": np.array([1.5]),
            "text": [f"about {state.burst_hz:g} bursts a second"],
        },
    }
