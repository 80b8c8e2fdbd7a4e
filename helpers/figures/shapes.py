"""Shapes that pictures share: light areas, rectangles, blocks of time, single words."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import COLOURS, Sizes

Points = dict[str, np.ndarray]


def light(colour: str, share: float) -> str:
    """Give a colour of the theme, by name, that lets what lies under it through; ``share`` of it stays."""
    red, green, blue = bytes.fromhex(COLOURS[colour].lstrip("#"))
    return f"rgba({red},{green},{blue},{share:g})"


def area(name: str, sizes: Sizes, colour: str, share: float = 0.22, axes: str = "xy") -> base.Trace:
    """Give an empty light area without an edge, which is no part of the table."""
    edge = base.line(name, sizes, colour=colour, axes=axes, table=False)
    return edge | {"fill": "toself", "fillcolor": light(colour, share), "line": {"width": 0}}


def box(across: tuple[float, float], up: tuple[float, float]) -> Points:
    """Give the corners of a rectangle."""
    (left, right), (low, high) = across, up
    return {"x": np.array([left, right, right, left]), "y": np.array([low, low, high, high])}


def blocks(starts: np.ndarray, ends: np.ndarray, low: float, high: float) -> Points:
    """Give one rectangle from each start to its end, all of one height, as one line with gaps."""
    gap = np.full(starts.size, np.nan)
    under, over = np.full(starts.size, low), np.full(starts.size, high)
    return {
        "x": np.column_stack([starts, starts, ends, ends, starts, gap]).ravel(),
        "y": np.column_stack([under, over, over, under, under, gap]).ravel(),
    }


def words(x: float, y: float, text: str) -> dict[str, Any]:
    """Give one text and its place."""
    return {"x": np.array([float(x)]), "y": np.array([float(y)]), "text": [text]}
