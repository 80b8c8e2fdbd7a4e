"""All routes of one day in one picture: who lowers the firing threshold, and who takes another way."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import DESK, Sizes

MOST_PERCENT = 32.0
WRAP = 25


def routes_skeleton(sizes: Sizes, causes: int) -> base.Skeleton:
    """Give a row for each of ``causes`` and for their sum; beside them room for the other ways in words."""
    rows, right = causes + 1, "x2y2"
    big = sizes.font > DESK.font
    hidden = {"visible": False}
    return base.skeleton(
        [
            base.bars("fall of the threshold", sizes, horizontal=True, ghost=True, pattern="."),
            base.bars("all together", sizes, horizontal=True, colour="orange", ghost=True, pattern="/"),
            base.label("causes", sizes, position="middle left"),
            base.label("numbers", sizes),
            base.label("twitches", sizes, bold=True),
            base.label("other ways", sizes, position="bottom right", axes=right),
        ],
        base.layout(
            sizes,
            height=round((rows + 1) * sizes.font * (1.55 if big else 2.3) + sizes.font * 5),
            legend=False,
            barmode="overlay",
            margin={"l": sizes.font * 9, "r": sizes.font, "t": sizes.font, "b": sizes.font * 3.4},
            xaxis=base.axis(
                "Fall of the threshold (%)"
                if big
                else "Fall of the firing threshold (%), teaching estimates",
                0,
                MOST_PERCENT,
                sizes,
                domain=(0, 0.57),
                ticks=(0, 10, 20, 30),
            ),
            yaxis=base.axis("", rows + 0.6, -1.2, sizes, ticks=[], grid=False) | hidden,
            xaxis2=base.axis("", 0, 1, sizes, domain=(0.61, 1), anchor="y2", ticks=[], grid=False) | hidden,
            yaxis2=base.axis("", 1, 0, sizes, anchor="x2", ticks=[], grid=False) | hidden,
        ),
    )


def routes_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``RoutesState``."""
    percent = 100 * np.array([cause.fall for cause in state.causes])
    rows = np.arange(percent.size, dtype=float)
    last = np.array([float(percent.size) + 0.4])
    total = np.array([100 * state.total_fall])
    names = [cause.name for cause in state.causes]
    every = np.append(rows, last)
    shown = np.append(percent, total)
    return {
        "fall of the threshold": {"x": np.clip(percent, 0, MOST_PERCENT), "y": rows},
        "all together": {"x": np.clip(total, 0, MOST_PERCENT), "y": last},
        "causes": {
            "x": np.zeros(every.size),
            "y": every,
            "text": [f"{name}{SPACE}" for name in [*names, "<b>together</b>"]],
        },
        "numbers": {
            "x": np.clip(shown, 0, MOST_PERCENT),
            "y": every,
            "text": [f"{SPACE}{value:.1f} %" for value in shown],
        },
        "twitches": {"x": np.zeros(1), "y": np.array([-0.9]), "text": [state.twitches]},
        "other ways": {"x": np.zeros(1), "y": np.zeros(1), "text": [_listed(state.other_ways)]},
    }


SPACE = "\N{NO-BREAK SPACE}"


def _listed(ways: Sequence[str]) -> str:
    """Give the ways that have no bar, one under the other."""
    lines = [line for way in ways for line in textwrap.wrap(f"→ {way}", WRAP)]
    return "<br>".join(["<b>Without a bar here</b>", *lines])
