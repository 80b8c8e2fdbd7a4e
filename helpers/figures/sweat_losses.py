"""The picture of what sweat takes: each ion's loss, beside what is dissolved and what the body holds."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import DESK, Sizes

IONS = ("sodium", "potassium", "calcium", "magnesium")
SHARE_AXIS = (0.0, 125.0)
ALL, ROOM = 100.0, 113.0  # words beyond would leave the picture
OUTSIDE, BODY = "of what is dissolved outside the cells", "of all the body holds"
ROWS = np.arange(len(IONS), dtype=float)
APART, THICK = 0.19, 0.34  # two bars to an ion


def losses_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give two bars for each ion, percent of what is outside the cells and of the body's store."""
    thick = {"width": THICK}
    return base.skeleton(
        [
            base.line("all of it", sizes, colour="ink", dash="dot", thin=True, legend=False, table=False),
            base.bars(OUTSIDE, sizes, colour="orange", pattern="/", horizontal=True, ghost=True) | thick,
            base.bars(BODY, sizes, colour="blue", horizontal=True, ghost=True) | thick,
            base.label("outside in words", sizes, position="middle right"),
            base.label("body in words", sizes, position="middle right", bold=True),
            base.label("all in words", sizes, position="top right"),
        ],
        base.layout(
            sizes,
            height=320 + 4 * (sizes.font - DESK.font),
            barmode="overlay",
            margin={"l": sizes.font * 7, "r": sizes.font, "t": sizes.font * 2.4, "b": sizes.font * 3.4},
            xaxis=base.axis("Lost in sweat (%)", *SHARE_AXIS, sizes, ticks=(0, 20, 40, 60, 80, 100)),
            yaxis=base.axis(
                "", len(IONS) - 0.5, -0.5, sizes, ticks=ROWS.tolist(), tick_words=IONS, grid=False
            ),
        ),
    )


def losses_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``LossesState``."""
    outside, body = state.percent_of_extracellular, state.percent_of_body
    shown = np.minimum(outside, SHARE_AXIS[1])
    return {
        "all of it": {"x": np.repeat(ALL, 2), "y": np.array([len(IONS) - 0.5, -0.5])},
        "all in words": {"x": np.array([ALL]), "y": np.array([len(IONS) - 0.5]), "text": [" all of it"]},
        OUTSIDE: {"x": shown, "y": ROWS - APART},
        BODY: {"x": body, "y": ROWS + APART},
        "outside in words": {
            "x": np.where((shown > 0.88 * ALL) & (shown < ALL), ALL, np.minimum(shown, ROOM)),
            "y": ROWS - APART,
            "text": [f" {share(one)}" for one in outside],
        },
        "body in words": {"x": body, "y": ROWS + APART, "text": [f" {share(one)}" for one in body]},
    }


def share(percent: float) -> str:
    """Give ``6.1 %``; below one per cent with two figures, above ten with none behind the point."""
    if percent >= 10:
        return f"{percent:.0f} %"
    return f"{percent:.1f} %" if percent >= 1 else f"{percent:.2g} %"
