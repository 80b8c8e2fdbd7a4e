"""A line through a population: the curve of how many stand below any line, and a hundred people as dots."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

LEVEL_AXIS, PEOPLE_AXIS = (0.0, 130.0), (0.0, 124.0)
EVERYBODY, ABOVE = 100.0, 12.0  # neighbouring names stand on two heights
ROW = 10


def cut_off_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give the curve with the published shares and the experts' lines; beside it one hundred people."""
    right = "x2y2"
    hidden = {"visible": False}
    return base.skeleton(
        [
            base.line("lines of experts", sizes, colour="ink", dash="dot", thin=True, table=False),
            base.label("experts in words", sizes, position="top center"),
            base.line("people below any line", sizes, colour="blue", ghost=True),
            base.markers("published", sizes, colour="green", symbol="square"),
            base.label("marks", sizes, position="bottom right"),
            base.line("the line", sizes, colour="orange", table=False),
            base.markers("people below the line", sizes, colour="orange", symbol="diamond", ghost=True),
            base.markers("of 100: below", sizes, colour="orange", symbol="circle", axes=right, table=False),
            base.markers(
                "of 100: above", sizes, colour="blue", symbol="circle-open", axes=right, table=False
            ),
            base.label("below in words", sizes, position="middle right", axes=right, bold=True),
        ],
        base.layout(
            sizes,
            height=290 + 3 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 3.6, "r": sizes.font, "t": sizes.font * 1.6, "b": sizes.font * 3.4},
            xaxis=base.axis(
                "25(OH)D (nmol/L)", *LEVEL_AXIS, sizes, ticks=[0, 50, 100], domain=(0, 0.56), grid=False
            ),
            yaxis=base.axis("Below the line, of 100", *PEOPLE_AXIS, sizes, ticks=[0, 50, 100]),
            xaxis2=base.axis("", -0.7, ROW - 0.3, sizes, domain=(0.66, 1), anchor="y2") | hidden,
            yaxis2=base.axis("", ROW - 0.3, -1.7, sizes, anchor="x2") | hidden,
        ),
    )


def cut_off_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``CutOffState``."""
    levels, here = np.array(state.named_nmol_L), np.array([state.cut_off_nmol_L])
    below = round(state.below_per_100)
    people = np.arange(ROW * ROW)
    up = np.array([0.0, EVERYBODY, np.nan])
    return {
        "lines of experts": {"x": np.repeat(levels, 3), "y": np.tile(up, levels.size)},
        "experts in words": {
            "x": levels,
            "y": EVERYBODY + ABOVE * (np.arange(levels.size) % 2),
            "text": list(state.named),
        },
        "people below any line": {"x": state.lines_nmol_L, "y": state.curve_per_100},
        "published": {
            "x": np.array([point.nmol_L for point in state.published]),
            "y": np.array([point.percent for point in state.published]),
        },
        "marks": {
            "x": np.array([point.nmol_L for point in state.published]),
            "y": np.array([point.percent for point in state.published]),
            "text": [point.mark for point in state.published],
        },
        "the line": {"x": np.repeat(here, 2), "y": np.array([0.0, EVERYBODY])},
        "people below the line": {"x": here, "y": np.array([state.below_per_100])},
        "of 100: below": _dots(people[:below]),
        "of 100: above": _dots(people[below:]),
        "below in words": {
            "x": np.array([-0.5]),
            "y": np.array([-1.2]),
            "text": [f"{below} of 100 below {state.cut_off_nmol_L:.0f}"],
        },
    }


def _dots(people: np.ndarray) -> dict[str, np.ndarray]:
    """Give the places of people in rows of ten; nobody is one gap."""
    if not people.size:
        return {"x": np.array([np.nan]), "y": np.array([np.nan])}
    return {"x": (people % ROW).astype(float), "y": (people // ROW).astype(float)}
