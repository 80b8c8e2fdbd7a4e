"""How sure: the estimate beside other ways to add, and the numbers that drive its width."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np

from helpers.figures import base, shapes
from helpers.figures.people import HIGH, LOW, log_odds_axis, per_100, place, plain_words, require_share
from helpers.theme import DESK, Sizes

WAYS = 5
"""The most estimates the upper block has room for."""
HEADINGS = ("The estimate and other ways to add", "Which number drives the width")
WRAP = 24
"""The most letters in a line of a row's name."""
HEAD, THICK = 0.75, 0.46  # in rows

Likelihoods = tuple[str, float, float | None, float | None]


def tornado_skeleton(sizes: Sizes, rows: int = 6) -> base.Skeleton:
    """Give a block of estimates over a block of ``rows`` drivers, on one axis that is even in log-odds."""
    _require_rows(rows)
    whole = WAYS + rows + 2 * HEAD
    foot = sizes.font * (5.6 if sizes.font > DESK.font else 3.4)
    margin = {"l": sizes.font * 14.6, "r": sizes.font * 4.6, "t": sizes.font * 0.5, "b": foot}
    edge = base.line("range of a number", sizes, colour="blue", thin=True, table=False, fill="toself")
    return base.skeleton(
        [
            base.line("this estimate all the way", sizes, colour="ink", dash="dot", thin=True, table=False),
            edge | {"fillcolor": shapes.light("blue", 0.45)},
            base.line("interval", sizes, colour="ink", table=False),
            base.markers("estimate", sizes, symbol="diamond", table=False),
            base.markers("other ways", sizes, colour="green", table=False),
            base.label("names", sizes, position="middle left"),
            base.label("numbers", sizes, position="middle right"),
        ],
        base.layout(
            sizes,
            height=round(whole * sizes.font * 2.8 + margin["t"] + foot),
            legend=False,
            margin=margin,
            annotations=[
                _heading(words, y, margin["l"], sizes)
                for words, y in zip(HEADINGS, (HEAD / 2, HEAD * 1.5 + WAYS), strict=True)
            ],
            xaxis=log_odds_axis(sizes),
            yaxis=base.axis("", whole, 0, sizes, ticks=[], grid=False) | {"visible": False},
        ),
    )


def tornado_frame(estimates: Sequence[Likelihoods], drivers: Sequence[Any], rows: int = 6) -> base.Frame:
    """Give estimates as ``(words, likelihood, low, high)`` and drivers with ``name``, ``low`` and ``high``.

    All are shares of people; low and high are None where an estimate has no interval. The first estimate is
    the one the drivers move. Only the first ``rows`` drivers are shown; with fewer, rows stay empty.
    ValueError names a share that is not between 0 and 1, or a range the wrong way round.
    """
    _require_rows(rows)
    if not 1 <= len(estimates) <= WAYS:
        raise ValueError(f"estimates must be 1 to {WAYS}, got {len(estimates)}")
    for words, likelihood, low, high in estimates:
        require_share(f"{words}: likelihood", likelihood)
        if (low is None) != (high is None):
            raise ValueError(
                f"{words}: low and high must both be given or both be None, got {low!r}, {high!r}"
            )
        if low is not None and high is not None:
            _require_range(words, low, high)
    shown = list(drivers)[:rows]
    for driver in shown:
        _require_range(driver.name, driver.low, driver.high)
    points = place([likelihood for _, likelihood, _, _ in estimates])
    upper = HEAD + 0.5 + np.arange(len(estimates))
    lower = 2 * HEAD + WAYS + 0.5 + np.arange(len(shown))
    height = np.concatenate([upper, lower])
    names = [words for words, *_ in estimates] + [driver.name for driver in shown]
    numbers = [_number(likelihood) for _, likelihood, _, _ in estimates]
    numbers += [f"{_number(driver.low)}<br>{SPACE}to {_number(driver.high)}" for driver in shown]
    bottom = 2 * HEAD + WAYS + rows
    return {
        "this estimate all the way": {
            "x": np.repeat(points[:1], 5),
            "y": np.array([HEAD, HEAD + WAYS, np.nan, 2 * HEAD + WAYS, bottom]),
        },
        "range of a number": _boxes([(driver.low, driver.high) for driver in shown], lower),
        "interval": _intervals(estimates, upper),
        "estimate": {"x": points[:1], "y": upper[:1]},
        "other ways": {"x": _some(points[1:]), "y": _some(upper[1:])},
        "names": {"x": np.full(height.size, LOW), "y": height, "text": [_wrapped(name) for name in names]},
        "numbers": {"x": np.full(height.size, HIGH), "y": height, "text": [f"{SPACE}{n}" for n in numbers]},
    }


SPACE = "\N{NO-BREAK SPACE}"


def _boxes(ranges: Sequence[tuple[float, float]], rows: np.ndarray) -> dict[str, np.ndarray]:
    """Give a closed box for each range; a trace without any keeps one gap, or plotly would draw all anew."""
    if not ranges:
        return {"x": _some(rows), "y": _some(rows)}
    low, high = place(ranges).T
    gap = np.full(rows.size, np.nan)
    top, foot = rows - THICK / 2, rows + THICK / 2
    return {
        "x": np.column_stack([low, low, high, high, low, gap]).ravel(),
        "y": np.column_stack([top, foot, foot, top, top, gap]).ravel(),
    }


def _intervals(estimates: Sequence[Likelihoods], rows: np.ndarray) -> dict[str, np.ndarray]:
    given = [
        (low, high, row) for (_, _, low, high), row in zip(estimates, rows, strict=True) if low is not None
    ]
    ends = [(*place([low, high]), np.nan) for low, high, _ in given]
    return {"x": _some(np.array(ends).ravel()), "y": _some(np.repeat([row for *_, row in given], 3))}


def _some(values: np.ndarray) -> np.ndarray:
    return values if values.size else np.array([np.nan])


def _number(share: float) -> str:
    return plain_words(per_100(share))


def _wrapped(name: str) -> str:
    """Break a name into as few lines as fit the margin, as even as can be."""
    fewest = len(textwrap.wrap(name, WRAP))
    widths = range(min(WRAP, len(name) // fewest), WRAP + 1)
    lines = next(lines for width in widths if len(lines := textwrap.wrap(name, width)) == fewest)
    return "<br>".join(map(plain_words, lines))


def _heading(words: str, y: float, margin: float, sizes: Sizes) -> dict[str, Any]:
    """Give a heading that never moves, over the row names."""
    return {
        "text": f"<b>{words}</b>",
        "xref": "paper",
        "x": 0,
        "xshift": -margin + sizes.font / 2,
        "xanchor": "left",
        "yref": "y",
        "y": y,
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": sizes.font, "color": base.INK},
    }


def _require_rows(rows: int) -> None:
    if not isinstance(rows, int) or rows < 1:
        raise ValueError(f"rows must be a whole number from 1 on, got {rows!r}")


def _require_range(name: str, low: float, high: float) -> None:
    require_share(f"{name}: low", low)
    require_share(f"{name}: high", high)
    if low > high:
        raise ValueError(f"{name}: low must be at most high, got {low!r} and {high!r}")
