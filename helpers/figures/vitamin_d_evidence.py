"""Model against measurement: PTH and strength over 25(OH)D, women and two trials upon the curves."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base, shapes
from helpers.theme import Sizes

LEVEL_HIGH = 100.0
LEVEL_AXIS, PTH_AXIS, STRENGTH_AXIS = (0.0, 100.0), (0.0, 7.0), (55.0, 112.0)
CURVE_NAMED_AT, TREATED_NAMED_AT = 60.0, 34.0
BELOW = 2.0  # words stand this far under their line


def measured_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give two plots over 25(OH)D: PTH, and strength, each relative to the controls."""
    right, title = "x2y2", "25(OH)D (nmol/L)"
    return base.skeleton(
        [
            base.line("model: PTH", sizes, colour="blue"),
            base.line("PTH, interval", sizes, colour="orange", thin=True, table=False),
            base.markers("women: PTH", sizes, colour="orange"),
            base.label("PTH in words", sizes, position="top right"),
            base.label("women in words", sizes, position="middle right"),
            base.label("model in words", sizes, position="top right"),
            base.line("model: strength", sizes, colour="blue", axes=right),
            base.line("strength, interval", sizes, colour="orange", thin=True, axes=right, table=False),
            base.markers("women: strength", sizes, colour="orange", axes=right),
            base.line("trials: no change", sizes, colour="green", dash="dash", axes=right),
            base.markers(
                "trials end", sizes, colour="green", symbol="triangle-right", axes=right, table=False
            ),
            base.line("after six months", sizes, colour="orange", dash="dot", axes=right),
            base.label("strength in words", sizes, position="top right", axes=right),
            base.label("treated in words", sizes, position="bottom right", axes=right),
            base.label("trials in words", sizes, position="bottom left", axes=right),
        ],
        base.layout(
            sizes,
            height=290 + 3 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 2.6, "r": sizes.font, "t": sizes.font * 1.8, "b": sizes.font * 3.4},
            xaxis=base.axis(title, *LEVEL_AXIS, sizes, ticks=[0, 50, 100], domain=(0, 0.44)),
            yaxis=base.axis("", *PTH_AXIS, sizes, ticks=[1, 3, 5, 7]),
            xaxis2=base.axis(title, *LEVEL_AXIS, sizes, ticks=[0, 50, 100], domain=(0.53, 1), anchor="y2"),
            yaxis2=base.axis("", *STRENGTH_AXIS, sizes, ticks=[60, 80, 100], anchor="x2"),
        ),
    )


def measured_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``MeasuredState``."""
    after = 100 * state.after_six_months
    heights = [100 * trial.strength_before for trial in state.trials]
    ends = np.array([trial.after_nmol_L for trial in state.trials])
    lowest = state.pth_groups[0]
    paths = [[trial.before_nmol_L, trial.after_nmol_L, np.nan] for trial in state.trials]
    return {
        "model: PTH": {"x": state.level_nmol_L, "y": state.pth_curve},
        "PTH, interval": _intervals(state.pth_groups, 1.0),
        "women: PTH": _points(state.pth_groups, 1.0),
        "PTH in words": shapes.words(LEVEL_AXIS[0], PTH_AXIS[1], "PTH (times the controls’)"),
        "women in words": shapes.words(lowest.nmol_L + 5, lowest.relative, "women without sun"),
        "model in words": shapes.words(CURVE_NAMED_AT, 1.0, "the model"),
        "model: strength": {"x": state.level_nmol_L, "y": 100 * state.strength_curve},
        "strength, interval": _intervals(state.strength_groups, 100.0),
        "women: strength": _points(state.strength_groups, 100.0),
        "trials: no change": {"x": np.array(paths).ravel(), "y": np.repeat(heights, 3)},
        "trials end": {"x": ends, "y": np.array(heights)},
        "after six months": {"x": np.array(LEVEL_AXIS), "y": np.array([after, after])},
        "strength in words": shapes.words(LEVEL_AXIS[0], STRENGTH_AXIS[1], "Strength (% of the controls’)"),
        "treated in words": shapes.words(
            TREATED_NAMED_AT, after - BELOW, "women, treated:<br>25(OH)D not printed"
        ),
        "trials in words": shapes.words(LEVEL_AXIS[1], min(heights) - BELOW, "two trials: no change"),
    }


def _points(groups: Any, scale: float) -> dict[str, np.ndarray]:
    return {
        "x": np.array([group.nmol_L for group in groups]),
        "y": scale * np.array([group.relative for group in groups]),
    }


def _intervals(groups: Any, scale: float) -> dict[str, np.ndarray]:
    ends = np.array([[group.low, group.high, np.nan] for group in groups])
    return {"x": np.repeat([group.nmol_L for group in groups], 3), "y": scale * ends.ravel()}
