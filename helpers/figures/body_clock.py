"""The picture of sleep that comes by itself: pressure between two thresholds that a clock moves."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base, shapes
from helpers.theme import DESK, Sizes

SHOWN_DAYS = 4
MIDNIGHTS = [24 * day for day in range(SHOWN_DAYS + 1)]
PRESSURE_LOW, PRESSURE_HIGH = -0.22, 1.02
NIGHT_LOW, NIGHT_HIGH = -0.16, -0.06


def clock_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give pressure over four days between its thresholds, with the nights as blocks under it."""
    return base.skeleton(
        [
            base.line("asleep, hours", sizes, colour="grey", thin=True, fill="toself", table=False),
            base.line("falls asleep at", sizes, colour="orange", dash="dash"),
            base.line("wakes at", sizes, colour="green", dash="dot"),
            base.every_point(base.line("sleep pressure", sizes, colour="blue", ghost=True)),
            base.label("lengths of the nights", sizes, position="middle center"),
        ],
        base.layout(
            sizes,
            height=320 + 4 * (sizes.font - DESK.font),
            xaxis=base.axis(
                "Hours, four days after a month of this",
                0,
                MIDNIGHTS[-1],
                sizes,
                ticks=[*MIDNIGHTS, *(hour + 12 for hour in MIDNIGHTS[:-1])],
            ),
            yaxis=base.axis(
                "Sleep pressure (0 to 1)", PRESSURE_LOW, PRESSURE_HIGH, sizes, ticks=[0, 0.5, 1], grid=False
            ),
        ),
    )


def clock_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``BodyClockState``."""
    shown = state.ends_h - state.starts_h > 3  # no room for words under a night cut by the edge
    middles = (state.starts_h + state.ends_h)[shown] / 2
    words = [f"{hours:.1f}" for hours in state.lengths_h[shown]]
    gap = np.array([np.nan])
    return {
        "asleep, hours": shapes.blocks(state.starts_h, state.ends_h, NIGHT_LOW, NIGHT_HIGH),
        "falls asleep at": {"x": state.time_h, "y": state.upper},
        "wakes at": {"x": state.time_h, "y": state.lower},
        "sleep pressure": {"x": state.time_h, "y": state.pressure},
        "lengths of the nights": {
            "x": middles if middles.size else gap,
            "y": np.full(max(middles.size, 1), (NIGHT_LOW + NIGHT_HIGH) / 2),
            "text": words or [""],
        },
    }
