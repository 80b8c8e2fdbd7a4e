"""The picture of a diary: worry and twitches day by day, and what goes with what, with its interval."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

DAYS = (0.0, 120.0)
SIZE = (-4.5, 7.5)
CORRELATION = (-0.6, 1.0)
ROWS = (-0.6, 2.6)


def diary_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give two plots: the diary on the left, three correlations one under another on the right."""
    left, right = (0.0, 0.46), (0.72, 1.0)
    order = "x2y2"
    return base.skeleton(
        [
            base.line("worry", sizes, colour="blue"),
            base.line("twitches", sizes, colour="orange", dash="dot"),
            base.line(
                "none", sizes, colour="ink", dash="dot", thin=True, axes=order, legend=False, table=False
            ),
            base.line("95 % interval", sizes, colour="green", axes=order, legend=False),
            base.markers(
                "correlation", sizes, colour="green", symbol="diamond", ghost=True, axes=order, legend=False
            ),
            base.label("names", sizes, position="middle left", axes=order),
        ],
        base.layout(
            sizes,
            height=310,
            xaxis=base.axis("Day of the diary", *DAYS, sizes, domain=left, ticks=(0, 40, 80, 120)),
            yaxis=base.axis("More or less<br>than usual", *SIZE, sizes, ticks=[], grid=False),
            xaxis2=base.axis(
                "Correlation (−1 to 1)",
                *CORRELATION,
                sizes,
                domain=right,
                anchor="y2",
                ticks=(-0.5, 0, 0.5, 1),
            ),
            yaxis2=base.axis("", *ROWS, sizes, anchor="x2", ticks=[], grid=False) | {"visible": False},
        ),
    )


def diary_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``DiaryState``."""
    rows = np.array([2.0, 1.0, 0.0])
    ends = np.array([[one.low, one.high, np.nan] for one in state.found])
    day = np.arange(1.0, len(state.worry) + 1)
    return {
        "worry": {"x": day, "y": state.worry},
        "twitches": {"x": day, "y": state.twitches},
        "none": {"x": np.zeros(2), "y": np.array(ROWS)},
        "95 % interval": {"x": ends.ravel(), "y": np.repeat(rows, 3)},
        "correlation": {"x": np.array([one.value for one in state.found]), "y": rows},
        "names": {
            "x": np.full(rows.size, CORRELATION[0]),
            "y": rows,
            "text": [f"{one.name} " for one in state.found],
        },
    }
