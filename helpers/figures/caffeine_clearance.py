"""The picture of who clears caffeine how fast: groups beside their own controls, one pair over ten days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

HALF_LIFE_AXIS = (2.0, 80.0)
LEVEL_AXIS = (0.1, 100.0)
DAYS = 10


def clearance_skeleton(sizes: Sizes, *, groups: Sequence[str]) -> base.Skeleton:
    """Give one line for each of ``groups`` on an axis of half-lives; beside it two levels over ten days."""
    right = "x2y2"
    return base.skeleton(
        [
            base.line("from control to group", sizes, colour="ink", thin=True, table=False),
            base.line("the chosen pair", sizes, colour="orange", table=False),
            base.markers("without, or usual", sizes, colour="blue", symbol="circle"),
            base.markers("with, or in this group", sizes, colour="orange", symbol="diamond"),
            base.line("level of its own control", sizes, colour="blue", dash="dot", axes=right),
            base.line("level of the chosen group", sizes, colour="orange", axes=right),
            base.label("half-lives in words", sizes, position="top left"),
            base.label("levels in words", sizes, position="top right", axes=right, bold=True),
        ],
        base.layout(
            sizes,
            height=310 + 3 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 13, "r": sizes.font, "t": sizes.font * 3.2, "b": sizes.font * 3.6},
            xaxis=base.axis(
                "Half-life (h)",
                *HALF_LIFE_AXIS,
                sizes,
                log=True,
                domain=(0, 0.42),
                ticks=(2, 5, 10, 20, 50),
                tick_words=("2", "5", "10", "20", "50"),
            ),
            yaxis=base.axis(
                "",
                len(groups) - 0.5,
                -0.5,
                sizes,
                ticks=range(len(groups)),
                tick_words=groups,
                grid=False,
            ),
            xaxis2=base.axis(
                "Day", 0, DAYS, sizes, domain=(0.56, 1), anchor="y2", ticks=(0, 2, 4, 6, 8, 10), grid=False
            ),
            yaxis2=base.axis(
                "Caffeine (mg/L)",
                *LEVEL_AXIS,
                sizes,
                log=True,
                anchor="x2",
                ticks=(0.1, 1, 10, 100),
                tick_words=("0.1", "1", "10", "100"),
            ),
        ),
    )


def clearance_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``ClearanceState``."""
    rows = np.arange(len(state.pairs))
    usual = np.array([pair.control_h for pair in state.pairs])
    changed = np.array([pair.group_h for pair in state.pairs])
    gaps = np.full(rows.size, np.nan)
    one = np.array([state.pair.control_h, state.pair.group_h])
    place = state.pairs.index(state.pair)
    return {
        "from control to group": {
            "x": np.column_stack([usual, changed, gaps]).ravel(),
            "y": np.column_stack([rows, rows, gaps]).ravel(),
        },
        "the chosen pair": {"x": one, "y": np.full(2, float(place))},
        "without, or usual": {"x": usual, "y": rows},
        "with, or in this group": {"x": changed, "y": rows},
        "half-lives in words": {
            "x": np.array(HALF_LIFE_AXIS[1:]),
            "y": np.array([-0.5]),
            "text": ["● control (dotted)  ◆ group"],
        },
        "level of its own control": {"x": state.day, "y": state.control_mg_L},
        "level of the chosen group": {"x": state.day, "y": state.group_mg_L},
        "levels in words": {
            "x": np.zeros(1),
            "y": np.array(LEVEL_AXIS[1:]),
            "text": [f"{state.mean_ratio:.1f} × its control<br>in the long run"],
        },
    }
