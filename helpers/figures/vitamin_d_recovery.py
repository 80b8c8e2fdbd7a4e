"""Strength on its way back: one curve, and the two points that were measured."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

DAYS_HIGH = 730.0
DAY_AXIS, STRENGTH_AXIS = (-15.0, 745.0), (60.0, 104.0)


def recovery_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give strength over two years, with what the controls had as a line."""
    return base.skeleton(
        [
            base.line("controls", sizes, colour="green", dash="dash", thin=True),
            base.label("controls in words", sizes, position="bottom left"),
            base.markers("measured", sizes, colour="orange", symbol="diamond"),
            base.label("measured in words", sizes, position="middle right"),
            base.line("strength of the women", sizes, colour="blue", ghost=True),
            base.label("end in words", sizes, position="bottom left", bold=True),
        ],
        base.layout(
            sizes,
            height=260 + 3 * sizes.font,
            legend=False,
            xaxis=base.axis("Days of treatment", *DAY_AXIS, sizes, ticks=[0, 183, 365, 730]),
            yaxis=base.axis("Strength (% of controls)", *STRENGTH_AXIS, sizes, ticks=[60, 80, 100]),
        ),
    )


def recovery_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``RecoveryState``."""
    end = np.array([DAYS_HIGH])
    return {
        "controls": {"x": np.array(DAY_AXIS), "y": np.array([100.0, 100.0])},
        "controls in words": {
            "x": end,
            "y": np.array([STRENGTH_AXIS[0] + 8]),
            "text": ["green: the controls"],
        },
        "strength of the women": {"x": state.day, "y": state.curve_percent},
        "measured": {
            "x": np.array([0.0, state.reached_day]),
            "y": np.array([state.before_percent, state.reached_percent]),
        },
        "measured in words": {
            "x": np.array([0.0, state.reached_day]) + 12,
            "y": np.array([state.before_percent - 2.5, state.reached_percent - 2.5]),
            "text": ["before", "after six months"],
        },
        "end in words": {
            "x": end,
            "y": np.array([STRENGTH_AXIS[0] + 14]),
            "text": [
                f"{state.curve_there_percent:.0f} % at six months: {'meets' if state.fits else 'misses'}"
            ],
        },
    }
