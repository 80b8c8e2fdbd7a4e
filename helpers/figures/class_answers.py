"""How a class answered: the options one under another, a bar for each time the class was asked."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from helpers.figures import base
from helpers.figures.people import plain_words
from helpers.theme import DESK, Sizes

WRAP = 30
"""The most letters in a line of an option."""
MOST_LINES = 5
LOOKS = (("blue", ""), ("orange", "/"))
GAP = 0.3
"""The part of an option's row that stays empty."""


@dataclass(frozen=True)
class Bar:
    """So many of so many learners; ``out_of`` is 0 where nobody was asked, and then there is no bar."""

    count: int
    out_of: int

    @property
    def percent(self) -> float:
        """Their share [%]; not a number where nobody was asked."""
        return 100 * self.count / self.out_of if self.out_of else float("nan")


def answers_skeleton(
    sizes: Sizes, options: Sequence[str], series: Sequence[str], *, others: str = "answered"
) -> base.Skeleton:
    """Give an empty row for each option over an axis of shares; ``series`` names one or two times of asking.

    ``others`` ends the axis title: those who ... make 100 %. ValueError for more series than there are looks.
    """
    if not 1 <= len(series) <= len(LOOKS):
        raise ValueError(f"series must be 1 to {len(LOOKS)} names, got {len(series)}")
    big = sizes.font > DESK.font
    margin = {"l": sizes.font * 18.5, "r": sizes.font * 6, "t": sizes.font * 2.4, "b": sizes.font * 3.4}
    parts = [base.label("options", sizes, position="middle left")]
    for name, (colour, pattern) in zip(series, LOOKS, strict=False):
        parts.append(base.bars(name, sizes, colour=colour, pattern=pattern, horizontal=True))
        parts.append(base.label(f"{name}, in words", sizes, position="middle right"))
    lines = max((len(_lines(text)) for text in options), default=1)
    row = sizes.font * max(4.2 if big else 4.6, 1.4 * lines)
    height = round(len(options) * row + margin["t"] + margin["b"])
    return base.skeleton(
        parts,
        base.layout(
            sizes,
            height=height,
            margin=margin,
            bargap=GAP,
            barmode="group",
            xaxis=base.axis(f"Share of those who {others} (%)", 0, 100, sizes, ticks=(0, 25, 50, 75, 100)),
            yaxis=base.axis("", len(options) - 0.5, -0.5, sizes, ticks=[], grid=False),
        ),
    )


def answers_frame(
    options: Sequence[str],
    series: Sequence[str],
    bars: Sequence[Sequence[Bar]],
    right: int | None = None,
    mark: str = "✓",
) -> base.Frame:
    """Give the options' words and, for each series, one bar an option; none at all before they are revealed.

    ``right`` is the option to ``mark``. ValueError where a series has not one bar for each option.
    """
    rows = np.arange(len(options), dtype=float)
    words = [_wrapped(text, mark if index == right else "") for index, text in enumerate(options)]
    frame: dict[str, dict[str, object]] = {"options": {"x": np.zeros(rows.size), "y": rows, "text": words}}
    for index, name in enumerate(series):
        own = bars[index] if bars else [Bar(0, 0)] * len(options)
        if len(own) != len(options):
            raise ValueError(f"{name} must have a bar for each of {len(options)} options, got {len(own)}")
        shares = np.array([bar.percent for bar in own])
        place = rows + (index - (len(series) - 1) / 2) * (1 - GAP) / len(series)
        frame[name] = {"x": shares, "y": rows}
        frame[f"{name}, in words"] = {
            "x": np.nan_to_num(shares),
            "y": place,
            "text": [f"\N{NO-BREAK SPACE}{bar.count} of {bar.out_of}" if bar.out_of else "" for bar in own],
        }
    return frame


def _wrapped(text: str, mark: str) -> str:
    """Give an option on a few lines, a marked one in bold after its mark; a long one is cut."""
    lines = _lines(f"{mark} {text}".strip())
    shown = "\N{NO-BREAK SPACE}<br>".join(plain_words(line) for line in lines) + "\N{NO-BREAK SPACE}"
    return f"<b>{shown}</b>" if mark else shown


def _lines(text: str) -> list[str]:
    return textwrap.wrap(text, WRAP, max_lines=MOST_LINES, placeholder=" …")
