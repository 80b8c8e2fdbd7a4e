"""The picture of how far muscle's calcium store is from anything one drinks: one axis of ratios."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

TIMES_AXIS = (0.3, 1050.0)  # a little beyond the slider, whose line must stay inside
SHARE_AXIS = (0.0, 100.0)


def store_skeleton(sizes: Sizes, *, rows: int) -> base.Skeleton:
    """Give the two curves over ratios of concentration, and under them ``rows`` published landmarks."""
    low = "xy2"
    words = ("a third", "1", "10", "100", "1000")
    return base.skeleton(
        [
            base.line("A1 receptors held", sizes, colour="green"),
            base.line("calcium channels open", sizes, colour="orange", dash="dash"),
            base.line("this level", sizes, colour="ink", dash="dash", thin=True, table=False),
            base.markers("receptors here", sizes, colour="green", ghost=True),
            base.markers("channels here", sizes, colour="orange", symbol="diamond", ghost=True),
            base.label("level in words", sizes, position="top right", bold=True),
            base.line("published range", sizes, colour="blue", axes=low),
            base.markers("published", sizes, colour="blue", symbol="square", axes=low),
            base.label("curves in words", sizes, position="middle right", axes="x2y"),
            base.label("what was seen", sizes, position="middle right", axes="x2y2"),
        ],
        base.layout(
            sizes,
            height=300 + 5 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 4, "r": sizes.font, "t": sizes.font * 2, "b": sizes.font * 3.6},
            xaxis=base.axis(
                "Level (times the highest of a four-mug day)",
                *TIMES_AXIS,
                sizes,
                log=True,
                ticks=(1 / 3, 1, 10, 100, 1000),
                tick_words=words,
                anchor="y2",
                domain=(0, 0.66),
            ),
            xaxis2={"domain": [0.67, 1], "range": [0, 1], "visible": False, "fixedrange": True},
            yaxis=base.axis(
                "Held, open (%)", *SHARE_AXIS, sizes, domain=(0.5, 1), ticks=(0, 50, 100), grid=False
            ),
            yaxis2=base.axis("", 0, rows, sizes, domain=(0, 0.42), ticks=[], grid=False),
        ),
    )


def store_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``StoreState``."""
    here = np.array([state.times])
    rows = np.arange(len(state.landmarks))[::-1] + 0.5
    ends = np.array([[mark.low, mark.high, np.nan] for mark in state.landmarks])
    return {
        "this level": {"x": np.repeat(here, 2), "y": np.array(SHARE_AXIS)},
        "A1 receptors held": {"x": state.curve_times, "y": 100 * state.curve_held},
        "calcium channels open": {"x": state.curve_times, "y": 100 * state.curve_open},
        "receptors here": {"x": here, "y": np.array([100 * state.held])},
        "channels here": {"x": here, "y": np.array([100 * state.open])},
        "level in words": {
            "x": np.array(TIMES_AXIS[:1]),
            "y": np.array(SHARE_AXIS[1:]),
            "text": [
                f"{rounded(state.times)} ×: receptors {percent(state.held)}, channels {percent(state.open)}"
            ],
        },
        "curves in words": {
            "x": np.zeros(2),
            "y": np.array([92.0, 70.0]),
            "text": ["A1 receptors held", "calcium channels open"],
        },
        "published range": {"x": ends.ravel(), "y": np.repeat(rows, 3)},
        "published": {"x": np.array([mark.value or np.nan for mark in state.landmarks]), "y": rows},
        "what was seen": {
            "x": np.zeros(rows.size),
            "y": rows,
            "text": [mark.words for mark in state.landmarks],
        },
    }


def percent(share: float) -> str:
    """Give ``48 %``, below one per cent with one figure."""
    return f"{100 * share:.0f} %" if share >= 0.0095 else f"{100 * share:.1g} %"


def rounded(times: float) -> str:
    """Give two figures, without a point from ten on: ``1``, ``3.2``, ``370``."""
    return f"{times:.2g}" if times < 100 else f"{round(times, -1):.0f}"
