"""The waterfall: how the factors, one after the other, lead from the reference to these settings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from helpers.figures import base
from helpers.figures.people import (
    HIGH,
    LOW,
    NOTHING,
    log_odds_axis,
    log_odds_step,
    per_100,
    per_100_step,
    plain_words,
    require_share,
)
from helpers.likelihood import from_log_odds, log_odds
from helpers.theme import DESK, Sizes

PATTERNS = {"measured": "", "extrapolated": "/", "assumption": "."}
"""How the bars of each grade are filled: solid, hatched, dotted."""
REFERENCE, TOTAL = "at the reference", "these settings"
THICK = 0.66
SPACE = "\N{NO-BREAK SPACE}"
NO_BARS = np.array([np.nan])


def waterfall_skeleton(sizes: Sizes, labels: Sequence[str], log_odds: bool = False) -> base.Skeleton:
    """Give one row for the reference, one for each factor's label, and one for these settings.

    The axis shows people per 100; with ``log_odds`` it is even in log-odds, and bars become as long as steps.
    """
    _require_labels(labels)
    rows = len(labels) + 2
    words = [f"<b>{REFERENCE}</b>", *map(plain_words, labels), f"<b>{TOTAL}</b>"]
    across = (
        log_odds_axis(sizes)
        if log_odds
        else base.axis("People per 100", 0, 100, sizes, ticks=range(0, 101, 20))
    )
    big = sizes.font > DESK.font
    ends = [_end(REFERENCE, "ink", sizes, log_odds), _end(TOTAL, "blue", sizes, log_odds)]
    top, foot = sizes.font * 2.2, sizes.font * (4.6 if log_odds and big else 3.2)
    made = base.skeleton(
        [
            base.line("running total", sizes, colour="ink", thin=True, legend=False, table=False),
            *[_bars(grade, pattern, sizes) for grade, pattern in PATTERNS.items()],
            *ends,
            base.label("numbers", sizes),
        ],
        base.layout(
            sizes,
            height=round(rows * sizes.font * 1.6 + top + foot),
            barmode="overlay",
            margin={
                "l": sizes.font,
                "r": sizes.font * (6.4 if log_odds else 4),
                "t": top,
                "b": foot,
            },
            xaxis=across,
            yaxis=base.axis("", rows - 0.4, -0.6, sizes, ticks=range(rows), tick_words=words, grid=False)
            | {"ticks": ""},
        ),
    )
    made["layout"]["legend"] |= {"x": -0.001}  # left of the plot it may be as wide as the whole picture
    return made


def waterfall_frame(
    labels: Sequence[str],
    marks: Sequence[str],
    reference: float,
    steps: Sequence[float],
    log_odds: bool = False,
) -> base.Frame:
    """Give the bars from ``reference``, a share of people, up or down the ``steps``, in log-odds.

    Labels, marks (``measured``, ``extrapolated``, ``assumption``) and steps are one for each factor, in the
    order printed. Each bar begins where the one before it ended, so all add up exactly; one too small
    to be seen is written as 0, and the thin line passes through its row. ValueError names what does not fit.
    """
    _require_labels(labels)
    require_share("reference", reference)
    if not len(labels) == len(marks) == len(steps):
        counts = f"{len(labels)}, {len(marks)} and {len(steps)}"
        raise ValueError(f"labels, marks and steps must be one for each factor, got {counts}")
    wrong = [mark for mark in marks if mark not in PATTERNS]
    if wrong:
        raise ValueError(f"marks must be among {', '.join(PATTERNS)}, got {wrong[0]!r}")
    if not np.all(np.isfinite(np.asarray(steps, dtype=float))):
        raise ValueError(f"steps must be finite numbers, log-odds, got {list(steps)}")
    return _frame(labels, np.array(marks), reference, np.asarray(steps, dtype=float), log_odds)


def _frame(
    labels: Sequence[str], marks: np.ndarray, reference: float, steps: np.ndarray, in_log_odds: bool
) -> base.Frame:
    totals = log_odds(reference) + np.cumsum([0.0, *steps])
    people = from_log_odds(totals)
    ends = totals if in_log_odds else 100 * people
    before, after = ends[:-1], ends[1:]
    row = np.arange(1.0, steps.size + 1)
    frame: dict[str, dict[str, object]] = {}
    for grade in PATTERNS:
        these = np.flatnonzero(marks == grade)
        frame[grade] = {
            "x": (after - before)[these],
            "y": row[these],
            "base": before[these],
            "text": [labels[int(index)] for index in these],
        }
        if not these.size:  # a gap, or plotly would take the grade out of the legend
            frame[grade] = {"x": NO_BARS, "y": NO_BARS, "base": NO_BARS, "text": ["no factor"]}
    frame[REFERENCE] = {"x": ends[:1], "y": np.array([0.0]), "text": [REFERENCE]}
    frame[TOTAL] = {"x": ends[-1:], "y": row[-1:] + 1, "text": [TOTAL]}
    still = (np.abs(steps) < NOTHING) | (np.abs(after - before) < NOTHING)
    frame["running total"] = _joints(ends, still)
    frame["numbers"] = _numbers(
        ends, people, np.where(still, 0, steps if in_log_odds else np.diff(people)), in_log_odds
    )
    return frame


def _joints(ends: np.ndarray, still: np.ndarray) -> dict[str, object]:
    """Give the thin lines from bar to bar, at the running total; they pass through a row without a bar."""
    half = np.concatenate([[THICK / 2], np.where(still, 0, THICK / 2), [THICK / 2]])
    row = np.arange(half.size)
    gaps = np.full(ends.size, np.nan)
    up_and_down = np.column_stack([row[:-1] + half[:-1], row[1:] - half[1:], gaps])
    return {"x": np.column_stack([ends, ends, gaps]).ravel(), "y": up_and_down.ravel()}


def _numbers(ends: np.ndarray, people: np.ndarray, steps: np.ndarray, in_log_odds: bool) -> dict[str, object]:
    """Write each number to the right of its bar; ``steps`` are in log-odds, or shares of people."""
    right = np.concatenate([ends[:1], np.maximum(ends[:-1], ends[1:]), ends[-1:]])
    if in_log_odds:
        right = np.clip(right, LOW, HIGH)
        written = list(map(log_odds_step, steps))
    else:
        written = list(map(per_100_step, steps))
    wide = 2 * SPACE  # a diamond reaches further than a bar's end
    return {
        "x": right,
        "y": np.arange(right.size, dtype=float),
        "text": [
            f"{wide}{plain_words(per_100(people[0]))}",
            *(f"{SPACE}{words}" for words in written),
            f"{wide}{plain_words(per_100(people[-1]))}",
        ],
    }


def _bars(grade: str, pattern: str, sizes: Sizes) -> base.Trace:
    """Give empty bars with an outline, so that the shortest can be seen; their text is for the table."""
    bars = base.bars(grade, sizes, colour="orange", pattern=pattern, horizontal=True)
    marker = bars["marker"] | {"line": {"width": sizes.line / 2, "color": bars["marker"]["color"]}}
    if pattern:
        marker["pattern"] = marker["pattern"] | {"size": sizes.font * 0.4}
    return bars | {"marker": marker, "width": THICK, "textposition": "none"}


def _end(name: str, colour: str, sizes: Sizes, in_log_odds: bool) -> base.Trace:
    """Give a bar from 0, or in log-odds, where there is no 0 people, a diamond."""
    if in_log_odds:
        return base.markers(name, sizes, colour=colour, symbol="diamond", legend=False)
    bar = base.bars(name, sizes, colour=colour, horizontal=True, legend=False)
    return bar | {"width": THICK, "textposition": "none"}


def _require_labels(labels: Sequence[str]) -> None:
    if not labels or len(set(labels)) < len(labels):
        raise ValueError(f"labels must be one or more names, none of them twice, got {list(labels)}")
