"""The picture of lesson 03's core: a day of drinks, a week of such days, and the receptors they reach."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

import numpy as np

from helpers.figures import base, shapes
from helpers.theme import Sizes

WAKES_H, NEXT_MORNING_H = 7.0, 31.0
DAY_AXIS = (0.0, 13.0)
WEEK_AXIS = (0.0, 45.0)
HELD_AXIS = (0.0, 100.0)
DAYS = 7
DRAWN_MG = 100.0
"""The strongest drink for which the two axes of caffeine are made; a stronger one stretches both."""


def scale_for(strongest_mg: float) -> int:
    """Give how many times as long the axes of caffeine must be, a whole number."""
    return max(1, ceil(strongest_mg / DRAWN_MG))


def drinks_skeleton(sizes: Sizes, scale: int = 1) -> base.Skeleton:
    """Give three plots: level over the first day, level over a week, receptors held at each level.

    ``scale`` stretches the axes of caffeine, as ``scale_for`` says.
    What moves most stands last: plotly puts what it moves on top, and the order must not depend on it.
    """
    middle, right = "x2y2", "x3y3"
    day_top, week_top = scale * DAY_AXIS[1], scale * WEEK_AXIS[1]
    return base.skeleton(
        [
            shapes.area("night", sizes, "grey", 0.15),
            base.label("night in words", sizes, position="bottom right"),
            base.markers("drinks", sizes, colour="orange", symbol="triangle-down"),
            base.line("first day", sizes, ghost=True),
            base.markers("at bedtime", sizes, colour="blue", symbol="diamond", ghost=True),
            base.label("day in words", sizes, position="top right", bold=True),
            base.line("a week of such days", sizes, ghost=True, axes=middle),
            base.label("week in words", sizes, position="top right", axes=middle, bold=True),
            base.line("A1 receptors held", sizes, colour="green", axes=right),
            base.line("half held", sizes, colour="ink", dash="dot", thin=True, axes=right, table=False),
            base.label("where half is held", sizes, position="bottom right", axes=right),
            base.markers("held at most, day 7", sizes, colour="green", ghost=True, axes=right),
            base.label("receptors in words", sizes, position="top right", axes=right, bold=True),
        ],
        base.layout(
            sizes,
            height=287 + 3 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 4, "r": sizes.font, "t": sizes.font * 3.2, "b": sizes.font * 3.6},
            xaxis=base.axis(
                "Hour of the first day",
                WAKES_H,
                NEXT_MORNING_H,
                sizes,
                domain=(0, 0.35),
                ticks=(8, 14, 20, 26),
                tick_words=("8", "14", "20", "2"),
            ),
            yaxis=base.axis(
                "Caffeine in blood (mg/L)",
                DAY_AXIS[0],
                day_top,
                sizes,
                ticks=_stretched((0, 4, 8, 12), scale),
            ),
            xaxis2=base.axis(
                "Day",
                0,
                DAYS,
                sizes,
                domain=(0.43, 0.7),
                anchor="y2",
                ticks=[day + 0.5 for day in range(DAYS)],
                tick_words=[str(day + 1) for day in range(DAYS)],
                grid=False,
            ),
            yaxis2=base.axis(
                "", WEEK_AXIS[0], week_top, sizes, anchor="x2", ticks=_stretched((0, 10, 20, 30, 40), scale)
            ),
            xaxis3=base.axis(
                "Caffeine (mg/L)",
                WEEK_AXIS[0],
                week_top,
                sizes,
                domain=(0.79, 1),
                anchor="y3",
                ticks=_stretched((0, 20, 40), scale),
            ),
            yaxis3=base.axis("", *HELD_AXIS, sizes, anchor="x3", ticks=(0, 50, 100)),
        ),
    )


def drinks_frame(state: Any, scale: int = 1) -> base.Frame:
    """Give the numbers of a ``DrinksState`` on axes of this ``scale``."""
    day_top, week_top = scale * DAY_AXIS[1], scale * WEEK_AXIS[1]
    drunk = np.array(state.drunk_at_h)
    left, half = np.array([WAKES_H]), np.array([state.half_held_mg_L])
    return {
        "night": {
            "x": np.array([state.bedtime_h, NEXT_MORNING_H, NEXT_MORNING_H, state.bedtime_h]),
            "y": np.repeat([DAY_AXIS[0], day_top], 2),
        },
        "night in words": {
            "x": np.array([state.bedtime_h]),
            "y": np.array([day_top - 0.3 * scale]),
            "text": [" night"],
        },
        "first day": {"x": state.day_hours, "y": state.day_mg_L},
        "drinks": {"x": drunk, "y": np.full(drunk.size, 0.35 * scale), "text": [state.drink] * drunk.size},
        "at bedtime": {"x": np.array([state.bedtime_h]), "y": np.array([state.bedtime_mg_L])},
        "day in words": {
            "x": left,
            "y": np.array([day_top]),
            "text": [f"Day 1: at most {state.peak_mg_L:.1f} mg/L,<br>{state.bedtime_mg_L:.1f} at bedtime"],
        },
        "a week of such days": {"x": state.week_days, "y": state.week_mg_L},
        "week in words": {
            "x": np.zeros(1),
            "y": np.array([week_top]),
            "text": [f"Day 7: at most {state.week_peak_mg_L:.1f},<br>{times(state.week_over_first)} day 1"],
        },
        "A1 receptors held": {"x": state.curve_mg_L, "y": 100 * state.curve_held},
        "half held": {"x": np.append(half, [half, [0.0]]), "y": np.array([0.0, 50.0, 50.0])},
        "held at most, day 7": {
            "x": np.array([state.week_peak_mg_L]),
            "y": np.array([100 * state.held_at_peak]),
        },
        "where half is held": {
            "x": half,
            "y": np.array([48.0]),
            "text": [f" half at {half[0]:g},<br> {state.half_grade}"],
        },
        "receptors in words": {
            "x": np.zeros(1),
            "y": np.array(HELD_AXIS[1:]),
            "text": [f"Receptors held:<br>{100 * state.held_at_peak:.0f} % at most"],
        },
    }


def _stretched(numbers: Sequence[float], scale: int) -> list[float]:
    return [scale * number for number in numbers]


def times(ratio: float) -> str:
    """Give ``1.04 times``, and from two on one decimal."""
    return f"{ratio:.2f} times" if ratio < 1.995 else f"{ratio:.1f} times"
