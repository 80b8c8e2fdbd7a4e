"""The picture of people: of 100, 1 000 or 10 000 alike, how many have a symptom, group beside group."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from helpers.figures import base
from helpers.figures.people import plain_words
from helpers.likelihood import DENOMINATORS
from helpers.theme import COLOURS, INK, PROJECTOR, Sizes

MOST_GROUPS = 3
GAP = 0.04
SIDE, BIG_SIDE = 165, 300
"""How high a crowd is, at a desk and for the back row [px]."""
ACROSS, UP = 40, 25  # 1 000 people, each box taller than wide, as people are
KEY = {
    100: "each figure: one person",
    1_000: "each small box: one person",
    10_000: "each square: 100 people, filled one by one",
}

Points = tuple[np.ndarray, np.ndarray]


def icon_array_skeleton(sizes: Sizes, groups: int = 2) -> base.Skeleton:
    """Give ``groups`` square plots side by side, 1 to 3, with a title over each and one key under all."""
    _require_groups(groups)
    traces: list[base.Trace] = []
    axes: dict[str, Any] = {}
    width = (1 - GAP * (groups - 1)) / groups
    lean = {1: ("center",), 2: ("right", "left"), 3: ("right", "center", "left")}[groups]  # close together
    for index in range(groups):
        end = "" if index == 0 else str(index + 1)
        both = f"x{end}y{end}"
        traces += [
            _filled(base.line(f"affected {index + 1}", sizes, axes=both), COLOURS["orange"]),
            _filled(base.line(f"affected, not studied {index + 1}", sizes, axes=both), COLOURS["grey"]),
            _outlined(base.line(f"not affected {index + 1}", sizes, colour="ink", axes=both), 1),
            base.label(f"title {index + 1}", sizes, position="top center", axes=both),
        ]
        start = index * (width + GAP)
        axes |= {
            f"xaxis{end}": _bare([start, start + width], f"y{end}", constraintoward=lean[index]),
            f"yaxis{end}": _bare([0.03, 1.0], f"x{end}", constraintoward="top", scaleanchor=f"x{end}"),
        }
    whole = str(groups + 1)
    traces.append(base.label("key", sizes, position="bottom center", axes=f"x{whole}y{whole}"))
    axes |= {f"{letter}axis{whole}": _bare([0.0, 1.0], f"{other}{whole}") for letter, other in ("xy", "yx")}
    title, foot = sizes.font * 4.1, sizes.font * 1.7
    return base.skeleton(
        traces,
        base.layout(
            sizes,
            height=round((BIG_SIDE if sizes.font >= PROJECTOR.font else SIDE) + title + foot),
            legend=False,
            margin={"l": sizes.font / 2, "r": sizes.font / 2, "t": title, "b": foot},
            **axes,
        ),
    )


def icon_array_frame(
    groups: Sequence[tuple[str, int]], people: int, greyed: bool | Sequence[bool] = False
) -> base.Frame:
    """Give each group's ``(title, count)`` among ``people``: 100, 1 000 or 10 000.

    The affected are filled, counted from the top left; the others are outlines. ``greyed`` says that no
    study has looked at a group's combination: ``True`` at the first group's, or one answer for each group.
    Its people and its number are grey, and words say why.
    ValueError names a count that is no whole number from 0 to ``people``.
    """
    _require_groups(len(groups))
    if people not in KEY:
        raise ValueError(f"people must be one of {', '.join(map(str, DENOMINATORS))}, got {people!r}")
    marks = [index == 0 and greyed for index in range(len(groups))] if isinstance(greyed, bool) else greyed
    if len(marks) != len(groups):
        raise ValueError(f"greyed must be one answer or {len(groups)}, one for each group, got {len(marks)}")
    frame: dict[str, dict[str, Any]] = {}
    for number, ((title, count), unstudied) in enumerate(zip(groups, marks, strict=True), start=1):
        _require_count(count, people)
        affected, others = _people(int(count), people)
        number_said = f"<b>{count:,} of {people:,}</b>"
        if unstudied:
            number_said = f'<span style="color:{COLOURS["grey"]}">{number_said}</span><br>not studied'
        said = f"{plain_words(title)}<br>{number_said}"
        frame |= {
            f"not affected {number}": _points(others),
            f"affected {number}": _points(NOBODY if unstudied else affected),
            f"affected, not studied {number}": _points(affected if unstudied else NOBODY),
            f"title {number}": {"x": np.array([0.5]), "y": np.array([1.0]), "text": [said]},
        }
    return frame | {"key": {"x": np.array([0.5]), "y": np.array([0.0]), "text": [KEY[people]]}}


# One person in a cell that reaches from 0 to 1, as a head and a body, each closed and followed by a gap.
# Hundreds of them travel at each update, so they have no more corners than the eye needs at this size.
_TURN = np.linspace(0, 2 * np.pi, 7)
_HEAD = np.array([0.5 + 0.13 * np.sin(_TURN), 0.77 + 0.13 * np.cos(_TURN)])
_BODY = np.array(
    [
        [0.36, 0.32, 0.22, 0.25, 0.75, 0.78, 0.68, 0.64, 0.36],
        [0.08, 0.3, 0.3, 0.57, 0.57, 0.3, 0.3, 0.08, 0.08],
    ]
)
_APART = np.full((2, 1), np.nan)
_PERSON: np.ndarray = np.hstack([_HEAD, _APART, _BODY, _APART])
NOBODY: Points = (np.array([np.nan]), np.array([np.nan]))  # one gap: a trace with no points is drawn anew


def _people(count: int, people: int) -> tuple[Points, Points]:
    """Give the outlines of those affected and of the others, in a square from 0 to 1."""
    if people == 10_000:
        return _from_the_top(*_in_hundreds(count))
    if people == 1_000:
        rows, last = divmod(count, ACROSS)
        shape = _part(rows / UP, last / ACROSS, 1 / UP)
        return _from_the_top(_joined([np.hstack([shape, _APART])] if count else []), _lattice())
    x, y = _figures()
    return (_row(x[:count]), _row(y[:count])), (_row(x[count:]), _row(y[count:]))


def _from_the_top(*shapes: Points) -> tuple[Points, Points]:
    """Turn shapes that grow from the bottom upside down: a picture cut by the screen's edge loses nobody."""
    affected, others = ((x, 1 - y) for x, y in shapes)
    return affected, others


@cache
def _figures() -> Points:
    """Give 100 people's outlines as one row each, counted from the top left, row by row."""
    place = np.arange(100)
    return (place % 10)[:, None] / 10 + _PERSON[0] / 10, (9 - place // 10)[:, None] / 10 + _PERSON[1] / 10


@cache
def _lattice() -> Points:
    """Give the thin lines that part 1 000 people, in ``UP`` rows of ``ACROSS``."""
    across, up = (np.linspace(0, 1, parts + 1) for parts in (ACROSS, UP))
    ends, gaps = np.array([0.0, 1.0, np.nan]), np.array([1.0, 1.0, np.nan])
    upright, flat = np.outer(across, gaps).ravel(), np.outer(up, gaps).ravel()
    return (
        np.concatenate([upright, np.tile(ends, up.size)]),
        np.concatenate([np.tile(ends, across.size), flat]),
    )


def _in_hundreds(count: int) -> tuple[Points, Points]:
    """Give 100 squares of 100 people; square after square is filled, each row by row, with one shape."""
    full, rest = divmod(count, 100)
    shapes = [_square(index, _BLOCK) for index in range(full)]
    if rest:
        rows, last = divmod(rest, 10)
        shapes.append(_square(full, _part(rows / 10, last / 10)))
    squares = [_square(index, _BLOCK) for index in range(100)]
    return _joined(shapes), _joined(squares)


def _part(rows: float, last: float, one: float = 0.1) -> np.ndarray:
    """Give the outline of some full rows and of the beginning of ``one`` row more; all shares of a square."""
    if not rows:
        return np.array([[0, 0, last, last, 0], [0, one, one, 0, 0]])
    if not last:
        return np.array([[0, 0, 1, 1, 0], [0, rows, rows, 0, 0]])
    top = rows + one
    return np.array([[0, 0, last, last, 1, 1, 0, 0], [0, top, top, rows, rows, 0, 0, 0]])


_BLOCK = _part(1, 0)


def _square(index: int, shape: np.ndarray) -> np.ndarray:
    """Put a shape into one of the ten by ten squares, with a gap all round and one behind it."""
    across, up = index % 10, index // 10
    inset = (0.07 + 0.86 * shape + [[across], [up]]) / 10
    return np.hstack([inset, _APART])


def _joined(shapes: Sequence[np.ndarray]) -> Points:
    if not shapes:
        return NOBODY
    x, y = np.hstack(shapes)
    return x, y


def _row(values: np.ndarray) -> np.ndarray:
    return values.ravel() if values.size else NOBODY[0]


def _points(points: Points) -> dict[str, np.ndarray]:
    return {"x": points[0], "y": points[1]}


def _outlined(line: base.Trace, width: float) -> base.Trace:
    """Draw the outline alone, with every point of it."""
    meta = {"ghost": False, "table": False}
    return line | {"line": {"color": INK, "width": width, "simplify": False}, "meta": meta}


def _filled(line: base.Trace, colour: str) -> base.Trace:
    """Draw the shapes inside the line as well; a line of one pixel lets one in 10 000 be seen."""
    return _outlined(line, 1) | {
        "fill": "toself",
        "fillcolor": colour,
        "line": {"color": colour, "width": 1, "simplify": False},
    }


def _bare(domain: list[float], anchor: str, **more: str) -> dict[str, object]:
    """Give an axis from 0 to 1 that is not drawn and keeps people in shape by narrowing its plot."""
    return {
        "domain": domain,
        "anchor": anchor,
        "range": [0, 1],
        "autorange": False,
        "fixedrange": True,
        "visible": False,
        "constrain": "domain",
        **more,
    }


def _require_groups(groups: int) -> None:
    if isinstance(groups, bool) or groups not in range(1, MOST_GROUPS + 1):
        raise ValueError(f"groups must be 1 to {MOST_GROUPS}, got {groups!r}")


def _require_count(count: int, people: int) -> None:
    whole = isinstance(count, (int, np.integer)) and not isinstance(count, bool)
    if not whole or not 0 <= count <= people:
        raise ValueError(f"count must be a whole number between 0 and {people:,} people, got {count!r}")
