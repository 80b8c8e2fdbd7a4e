"""A forest plot: studies one under another on one axis, each with its interval, and the line of no effect."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.display import minus_signs
from helpers.figures import base
from helpers.figures.people import plain_words
from helpers.theme import DESK, Sizes

WRAP = 28
"""The most letters in a line of a study's name; two lines fit."""
LOOKS = (("blue", "circle"), ("orange", "diamond"), ("green", "square"))
PUBLICATION = re.compile(r"\([^)]+\)|\w[\w-]*(?: (?:&|et al\.)(?: [\w-]+)?)? \d{4}")
HEAD = 0.9
"""The rows' height above the first study, where the two sides of the line of no effect are named."""


@dataclass(frozen=True)
class Estimate:
    """One result on a study's line; ``low`` and ``high`` are None where no interval was printed."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Study:
    """One line: a name, one estimate for each series (None where it has none), and the number in words."""

    name: str
    estimates: tuple[Estimate | None, ...]
    words: str


def forest_skeleton(
    sizes: Sizes,
    *,
    title: str,
    low: float,
    high: float,
    rows: int,
    series: Sequence[str] = ("estimate",),
    no_effect: float | None = None,
    sides: tuple[str, str] = ("", ""),
    ticks: Sequence[float] | None = None,
    log: bool = False,
) -> base.Skeleton:
    """Give ``rows`` lines over one axis from ``low`` to ``high``; ``title`` carries its unit.

    ``series`` names what stands on each line, such as before and after; ``sides`` what lies left and right
    of ``no_effect``. ValueError for an axis the wrong way round or too many series.
    """
    if not low < high or (log and low <= 0):
        raise ValueError(f"low must be below high (and above 0 on a log axis), got {low!r} and {high!r}")
    if not 1 <= len(series) <= len(LOOKS):
        raise ValueError(f"series must be 1 to {len(LOOKS)} names, got {len(series)}")
    big, several = sizes.font > DESK.font, len(series) > 1
    top = 2.2 if several else 0.4  # a legend needs room above
    margin = {"l": sizes.font * 15.5, "r": sizes.font * 10, "t": sizes.font * top, "b": sizes.font * 3.4}
    parts = [base.line("no effect", sizes, colour="ink", dash="dot", thin=True, legend=False, table=False)]
    for name, (colour, symbol) in zip(series, LOOKS, strict=False):
        parts.append(
            base.line(f"{name}, interval", sizes, colour=colour, thin=True, legend=False, table=False)
        )
        parts.append(base.markers(name, sizes, colour=colour, symbol=symbol, legend=several))
    parts += [
        base.label("names", sizes, position="middle left"),
        base.label("numbers", sizes, position="middle right"),
    ]
    height = round((rows + HEAD) * sizes.font * (2.6 if big else 3.2) + margin["t"] + margin["b"])
    return base.skeleton(
        parts,
        base.layout(
            sizes,
            height=height,
            legend=several,
            margin=margin,
            annotations=_sides(sides, no_effect, low, high, log, sizes),
            xaxis=base.axis(title, low, high, sizes, log=log, ticks=ticks),
            yaxis=base.axis("", rows, -HEAD, sizes, ticks=[], grid=False) | {"visible": False},
        ),
    )


def forest_frame(
    studies: Sequence[Study],
    *,
    low: float,
    high: float,
    series: Sequence[str] = ("estimate",),
    no_effect: float | None = None,
) -> base.Frame:
    """Give the numbers of ``studies``, from the top down; an interval that leaves the axis ends at its edge.

    ValueError names a study that has not one estimate (or None) for each series, or lies off the axis.
    """
    rows = np.arange(len(studies)) + 0.5
    frame: dict[str, dict[str, Any]] = {"no effect": _upright(no_effect, len(studies))}
    for study in studies:
        if len(study.estimates) != len(series):
            raise ValueError(f"{study.name} has {len(study.estimates)} estimates for {len(series)} series")
    for index, name in enumerate(series):
        own = [(study, study.estimates[index], row) for study, row in zip(studies, rows, strict=True)]
        given = [(study, estimate, row) for study, estimate, row in own if estimate is not None]
        for study, estimate, _ in given:
            if not low <= estimate.value <= high:
                raise ValueError(f"{study.name}: {estimate.value:g} lies off the axis, {low:g} to {high:g}")
        nudge = (index - (len(series) - 1) / 2) * 0.28
        frame[name] = {
            "x": _some([estimate.value for _, estimate, _ in given]),
            "y": _some([row + nudge for *_, row in given]),
        }
        ends = [
            (max(estimate.low, low), min(estimate.high, high), row + nudge)
            for _, estimate, row in given
            if estimate.low is not None and estimate.high is not None
        ]
        frame[f"{name}, interval"] = {
            "x": _some([x for start, end, _ in ends for x in (start, end, np.nan)]),
            "y": _some([y for *_, row in ends for y in (row, row, np.nan)]),
        }
    return frame | {
        "names": {
            "x": np.full(rows.size, low),
            "y": rows,
            "text": [_wrapped(study.name, WRAP) + SPACE for study in studies],
        },
        "numbers": {
            "x": np.full(rows.size, high),
            "y": rows,
            "text": [_on_two_lines(study.words) for study in studies],
        },
    }


SPACE = "\N{NO-BREAK SPACE}"


def _upright(no_effect: float | None, rows: int) -> dict[str, np.ndarray]:
    """Give the line of no effect; where there is none, the one gap of a trace without points."""
    if no_effect is None:
        return {"x": _some([]), "y": _some([])}
    return {"x": np.repeat(float(no_effect), 2), "y": np.array([0.0, float(rows)])}


def _some(values: Sequence[float]) -> np.ndarray:
    """Give an array; a trace without any point keeps one gap, or plotly would draw all anew."""
    return np.array(values if len(values) else [np.nan], dtype=float)


def _wrapped(name: str, width: int) -> str:
    """Put a name on lines; authors and year stay together where that costs no line more."""
    whole = PUBLICATION.sub(lambda found: found[0].replace(" ", SPACE), name)
    lines = min((textwrap.wrap(words, width, break_on_hyphens=False) for words in (whole, name)), key=len)
    return "<br>".join(map(plain_words, lines))


def _on_two_lines(words: str) -> str:
    """Put an interval under its number: beside it, the two would leave little room for the axis."""
    return "<br>".join(SPACE + plain_words(line) for line in words.replace(" (", "\n(").splitlines())


def _sides(
    sides: tuple[str, str], no_effect: float | None, low: float, high: float, log: bool, sizes: Sizes
) -> list[dict[str, Any]]:
    """Name the two sides of the line of no effect, above the first study; they never move."""
    if no_effect is None:
        return []
    at = float(np.log10(no_effect)) if log else no_effect
    made = []
    for words, anchor, shift in zip(sides, ("right", "left"), (-1, 1), strict=True):
        arrow = f"← {words}" if anchor == "right" else f"{words} →"
        if words:
            made.append(
                {
                    "text": minus_signs(plain_words(arrow)),
                    "x": at,
                    "xref": "x",
                    "xanchor": anchor,
                    "xshift": shift * sizes.font * 0.6,
                    "y": -HEAD / 2,
                    "yref": "y",
                    "yanchor": "middle",
                    "showarrow": False,
                    "font": {"size": sizes.font, "color": base.INK},
                }
            )
    return made
