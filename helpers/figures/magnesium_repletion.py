"""The picture of giving back: hormone above, calcium below, on one time axis from minutes to days."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base, shapes
from helpers.theme import Sizes

TIME_AXIS, PTH_AXIS, CALCIUM_AXIS = (0.05, 120.0), (0.0, 3.9), (0.6, 1.4)
TICKS_H = (0.05, 0.25, 1.0, 6.0, 24.0, 48.0, 120.0)
TICK_WORDS = ("3 min", "15 min", "1 h", "6 h", "1 day", "2", "5 days")


def repletion_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give PTH and ionised calcium over time, both with their ghosts."""
    return base.skeleton(
        [
            base.line("PTH", sizes, colour="orange", ghost=True),
            base.markers("PTH after a quarter of an hour", sizes, symbol="diamond"),
            base.label("PTH in words", sizes, position="top right", bold=True),
            shapes.area("healthy calcium", sizes, "green", axes="xy2"),
            base.line("ionised calcium", sizes, colour="blue", ghost=True, axes="xy2"),
            base.markers("calcium after two days", sizes, colour="blue", axes="xy2"),
            base.label("calcium in words", sizes, position="top right", axes="xy2", bold=True),
            base.label("what it rests on", sizes, position="top left", axes="xy2"),
        ],
        base.layout(
            sizes,
            height=290 + 4 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 4.6, "r": sizes.font * 2.4, "t": sizes.font * 2, "b": sizes.font * 3.6},
            xaxis=base.axis(
                "Time since it was given (not an even scale)",
                *TIME_AXIS,
                sizes,
                log=True,
                ticks=TICKS_H,
                tick_words=TICK_WORDS,
                anchor="y2",
            ),
            yaxis=base.axis("× healthy", *PTH_AXIS, sizes, ticks=(0, 1, 2, 3), domain=(0.58, 1.0)),
            yaxis2=base.axis(
                "mmol/L", *CALCIUM_AXIS, sizes, ticks=(0.8, 1.0, 1.2), domain=(0.0, 0.42), anchor="x"
            ),
        ),
    )


def repletion_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``RepletionState``."""
    start, end = TIME_AXIS
    low, high = state.healthy_low_mM, state.healthy_high_mM
    return {
        "PTH": {"x": state.time_h, "y": state.pth},
        "PTH after a quarter of an hour": {
            "x": np.array([0.25]),
            "y": np.array([state.pth_after_quarter_hour]),
        },
        "PTH in words": shapes.words(
            start, PTH_AXIS[1], f"PTH ◆ {state.pth_after_quarter_hour:.1f} times healthy after 15 minutes"
        ),
        "healthy calcium": {
            "x": np.array([start, end, end, start]),
            "y": np.array([low, low, high, high]),
        },
        "ionised calcium": {"x": state.time_h, "y": state.calcium_mM},
        "calcium after two days": {"x": np.array([48.0]), "y": np.array([state.calcium_after_two_days_mM])},
        "calcium in words": shapes.words(
            start, CALCIUM_AXIS[1], f"ionised calcium ● {state.calcium_after_two_days_mM:.2f} after two days"
        ),
        "what it rests on": shapes.words(end, CALCIUM_AXIS[0], state.grade),
    }
