"""The pictures of lesson 07: a way out that is blocked, and two doors closed alone and together."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import DESK, Sizes

MOST_RATIO = 30.0
MOST_TIMES = 18.0
DAYS = 21


def blocked_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give exposure against how much of the enzyme is blocked, and the blood level over three weeks."""
    right = "x2y2"
    big = sizes.font > DESK.font
    return base.skeleton(
        [
            base.line("exposure along the block", sizes, colour="blue"),
            base.line("ceiling", sizes, colour="ink", dash="dot", thin=True, table=False),
            base.markers("exposure here", sizes, colour="orange", symbol="diamond", ghost=True),
            base.label("ceiling in words", sizes, position="top right"),
            base.line("the second medicine comes", sizes, colour="ink", dash="dash", thin=True, axes=right),
            base.line("blood level", sizes, colour="orange", thin=True, axes=right),
            base.line("mean at the end", sizes, colour="blue", dash="dash", ghost=True, axes=right),
            base.label("the second medicine in words", sizes, position="bottom right", axes=right),
        ],
        base.layout(
            sizes,
            height=base.HEIGHT - 4 * (sizes.font - DESK.font),
            legend=False,
            xaxis=base.axis("Enzyme blocked (%)", 0, 100, sizes, domain=(0, 0.36), ticks=(0, 50, 100)),
            yaxis=base.axis("Exposure (times)", 1, MOST_RATIO, sizes, log=True, ticks=(1, 2, 5, 10, 20)),
            xaxis2=base.axis(
                "Day", 0, DAYS, sizes, domain=(0.5 if big else 0.48, 1), anchor="y2", ticks=(0, 7, 14, 21)
            ),
            yaxis2=base.axis(
                "Level (times usual)" if big else "Blood level (times the usual mean)",
                0,
                MOST_TIMES,
                sizes,
                anchor="x2",
                ticks=(0, 5, 10, 15),
            ),
        ),
    )


def blocked_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``BlockedState``."""
    ends, start = np.array([0.0, 100.0]), state.block_day
    low_side = state.exposure_ceiling > MOST_RATIO
    return {
        "exposure along the block": {"x": state.block_axis_percent, "y": state.exposure_curve},
        "ceiling": {"x": ends, "y": np.full(2, state.exposure_ceiling)},
        "exposure here": {"x": np.array([state.blocked_percent]), "y": np.array([state.exposure_ratio])},
        "ceiling in words": {
            "x": np.zeros(1),
            "y": np.array([min(state.exposure_ceiling, MOST_RATIO / 1.4)]),
            "text": ["" if low_side else f"at most {state.exposure_ceiling:.3g} times"],
        },
        "the second medicine comes": {"x": np.full(2, start), "y": np.array([0.0, MOST_TIMES])},
        "blood level": {"x": state.time_d, "y": np.minimum(state.level_times, MOST_TIMES)},
        "mean at the end": {
            "x": np.array([start, float(DAYS)]),
            "y": np.full(2, min(state.exposure_ratio, MOST_TIMES)),
        },
        "the second medicine in words": {
            "x": np.array([start]),
            "y": np.array([MOST_TIMES]),
            "text": [f"{SPACE}second medicine"],
        },
    }


def doors_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give one bar for each door closed alone and one for both, beside the mere sum of the two."""
    return base.skeleton(
        [
            base.bars("level", sizes, ghost=True, horizontal=True, pattern="."),
            base.markers("if the two only added", sizes, symbol="diamond", colour="orange"),
            base.line("normal", sizes, colour="ink", dash="dot", thin=True, table=False),
            base.label("names", sizes, position="middle left"),
            base.label("numbers", sizes),
        ],
        base.layout(
            sizes,
            height=round(sizes.font * 17),
            legend=False,
            margin={"l": sizes.font * 10.6, "r": sizes.font * 3, "t": sizes.font, "b": sizes.font * 3.4},
            xaxis=base.axis(
                "Serotonin (times normal), log scale, a teaching model",
                0.9,
                120,
                sizes,
                log=True,
                ticks=(1, 2, 5, 10, 20, 50, 100),
            ),
            yaxis=base.axis("", 2.6, -0.6, sizes, ticks=[], grid=False) | {"visible": False},
        ),
    )


def doors_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``DoorsState``."""
    levels = np.array([state.reuptake_alone, state.breakdown_alone, state.both])
    rows = np.arange(3.0)
    names = ["reuptake blocked", "breakdown blocked", "<b>both</b>"]
    right = np.array([*levels[:2], max(state.both, state.only_added)])
    return {
        "level": {"x": levels, "y": rows},
        "if the two only added": {"x": np.array([state.only_added]), "y": rows[2:]},
        "normal": {"x": np.ones(2), "y": np.array([-0.6, 2.6])},
        "names": {"x": np.full(3, 0.9), "y": rows, "text": [name + SPACE for name in names]},
        "numbers": {"x": right, "y": rows, "text": [f"{SPACE * 3}{level:.1f}" for level in levels]},
    }


SPACE = "\N{NO-BREAK SPACE}"
