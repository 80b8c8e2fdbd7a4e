"""The picture of lesson 01: plasma sodium over what is drunk, and a body whose cells swell or shrink."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from helpers.display import signed
from helpers.figures import base, shapes
from helpers.theme import DESK, Sizes

DRUNK_AXIS = (0.0, 7.0)
SODIUM_AXIS = (113.0, 166.0)
MASS_AXIS = (-10.5, 10.5)
BODY_AXIS = (-1.4, 1.4)
STRETCHED = 3.0
"""How many times as large a change of water is drawn as it is: a few per cent of an area cannot be seen."""
CURVES = {"water": "solid", "sports drink": "dash", "rehydration": "dot"}
"""The curves' names on the picture, from the thinnest drink on, with what tells them apart besides colour."""
COLOURS = ("blue", "orange", "green")
LINE_MM = 5.5
"""As much of the sodium axis as a line of words needs on the projector."""
CELL_CORNERS, BODY_CORNERS = 4.0, 9.0  # how square the two shapes are
STILL_GREY = "rgba(128,128,128,0.22)"  # lighter than the ink's grey, which a still picture prints near black


def run_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give sodium over litres drunk; beside it the body's two waters, and its mass under them."""
    body, mass = "x2y2", "x3y3"
    left, right = (0.0, 0.5), (0.66, 1.0)
    hidden: dict[str, Any] = {"visible": False}
    return base.skeleton(
        [
            shapes.area("normal range", sizes, "grey") | {"fillcolor": STILL_GREY},
            base.line("as much as was sweated", sizes, colour="ink", dash="dot", thin=True, table=False),
            base.label("sweated in words", sizes, position="top center"),
            _broad(base.line("sodium with the chosen drink", sizes, colour="pink")),
            *(
                base.line(f"sodium with {name}", sizes, colour=colour, dash=dash)
                for (name, dash), colour in zip(CURVES.items(), COLOURS, strict=True)
            ),
            base.label("drinks in words", sizes, position="middle right"),
            base.label("range in words", sizes, position="middle right"),
            base.label("what is assumed", sizes, position="top right"),
            base.markers("sodium here", sizes, colour="pink", symbol="diamond", ghost=True),
            shapes.area("water around the cells", sizes, "blue", 0.28, axes=body),
            shapes.area("water in the cells", sizes, "orange", 0.38, axes=body),
            base.line(
                "body before the run", sizes, colour="ink", dash="dot", thin=True, axes=body, table=False
            ),
            base.line(
                "cells before the run", sizes, colour="ink", dash="dot", thin=True, axes=body, table=False
            ),
            base.label("cells in words", sizes, position="middle center", axes=body, bold=True),
            base.label("around them in words", sizes, position="bottom center", axes=body),
            base.label("before in words", sizes, position="top center", axes=body),
            base.line(
                "no change of mass", sizes, colour="ink", dash="dot", thin=True, axes=mass, table=False
            ),
            base.line("change of mass", sizes, colour="blue", axes=mass),
            base.markers("mass here", sizes, colour="pink", symbol="diamond", ghost=True, axes=mass),
        ],
        base.layout(
            sizes,
            height=335 + 3 * (sizes.font - DESK.font),
            legend=False,
            margin={"l": sizes.font * 4, "r": sizes.font, "t": sizes.font * 1.9, "b": sizes.font * 3.6},
            xaxis=base.axis(
                "Drunk in four hours (L)", *DRUNK_AXIS, sizes, domain=left, ticks=range(8), grid=False
            ),
            yaxis=base.axis(
                "Plasma sodium (mmol/L)", *SODIUM_AXIS, sizes, ticks=(120, 130, 140, 150, 160), grid=False
            ),
            xaxis2=base.axis("", *BODY_AXIS, sizes, domain=right, anchor="y2") | hidden,
            yaxis2=base.axis("", *BODY_AXIS, sizes, domain=(0.2, 1.0), anchor="x2") | hidden,
            xaxis3=base.axis(
                "Body mass (% change)",
                *MASS_AXIS,
                sizes,
                domain=right,
                anchor="y3",
                ticks=(-10, -5, 0, 5, 10),
            ),
            yaxis3=base.axis("", -1, 1, sizes, domain=(0.0, 0.11), anchor="x3") | hidden,
        ),
    )


def run_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``RunState``."""
    low, high = state.normal_mM
    here, sodium = np.array([state.drunk_L]), np.array([state.sodium_mM])
    mass = np.array([state.mass_change_percent])
    cells, whole = _sizes(state.inside_change_percent, state.outside_change_percent, state.inside_share)
    cells_before, whole_before = _sizes(0.0, 0.0, state.inside_share)
    sweated = np.array([state.sweat_L])
    return {
        "normal range": shapes.box(DRUNK_AXIS, (low, high)),
        "as much as was sweated": {"x": np.repeat(sweated, 2), "y": np.array(SODIUM_AXIS)},
        "sweated in words": {
            "x": np.clip(sweated, 2.3, 5.2),
            "y": np.array(SODIUM_AXIS[1:]),
            "text": [f"sweated: {state.sweat_L:.1f} L"],
        },
        **{
            f"sodium with {name}": {"x": state.curve_drunk_L, "y": curve}
            for name, curve in zip(CURVES, state.curves_mM, strict=True)
        },
        "sodium with the chosen drink": {"x": state.curve_drunk_L, "y": state.chosen_curve_mM},
        "drinks in words": _names(state),
        "range in words": {
            "x": np.array(DRUNK_AXIS[:1]),
            "y": np.array([low + 2.0]),
            "text": [" normal"],
        },
        "what is assumed": {
            "x": np.array(DRUNK_AXIS[:1]),
            "y": np.array(SODIUM_AXIS[:1]),
            "text": [state.assumed],
        },
        "sodium here": {"x": here, "y": sodium, "text": [state.drink]},
        "water around the cells": _blob(whole, BODY_CORNERS),
        "water in the cells": _blob(cells, CELL_CORNERS),
        "body before the run": _blob(whole_before, BODY_CORNERS),
        "cells before the run": _blob(cells_before, CELL_CORNERS),
        "cells in words": {
            "x": np.zeros(1),
            "y": np.zeros(1),
            "text": [f"cells<br>{signed(state.inside_change_percent, 1)} %"],
        },
        "around them in words": {
            "x": np.zeros(1),
            "y": np.array(BODY_AXIS[1:]),
            "text": [f"around them {signed(state.outside_change_percent, 1)} %"],
        },
        "before in words": {"x": np.zeros(1), "y": np.array(BODY_AXIS[:1]), "text": ["dotted: before"]},
        "no change of mass": {"x": np.zeros(2), "y": np.array([-1.0, 1.0])},
        "change of mass": {"x": np.append(0.0, mass), "y": np.zeros(2)},
        "mass here": {"x": mass, "y": np.zeros(1)},
    }


def _names(state: Any) -> dict[str, Any]:
    """Give the curves' names at their ends, and that of the chosen drink where it is another one."""
    names, curves = list(CURVES), list(state.curves_mM)
    if state.other_drink:
        names, curves = [*names, state.other_drink], [*curves, state.chosen_curve_mM]
    return {
        "x": np.full(len(names), DRUNK_AXIS[1]),
        "y": _spread([curve[-1] for curve in curves]),
        "text": [f" {name}" for name in names],
    }


def _spread(heights: Sequence[float]) -> np.ndarray:
    """Give the heights of words beside ends of curves, moved up from the lowest so that they can be read."""
    spread = np.array(heights, dtype=float)
    order = np.argsort(spread, kind="stable")
    for below, above in pairwise(order):
        spread[above] = max(spread[above], spread[below] + LINE_MM)
    return spread


def _broad(line: base.Trace) -> base.Trace:
    """Turn a line into a broad light one, which marks the curve that lies on it."""
    return line | {"opacity": 0.4, "line": line["line"] | {"width": 4 * line["line"]["width"]}}


def _sizes(inside_percent: float, outside_percent: float, inside_share: float) -> tuple[float, float]:
    """Give half the width of the cells and of the whole body; both waters' areas change, stretched."""
    cells = inside_share * (1 + STRETCHED * inside_percent / 100)
    around = (1 - inside_share) * max(0.05, 1 + STRETCHED * outside_percent / 100)
    return float(np.sqrt(cells)), float(np.sqrt(cells + around))


def _blob(half_width: float, corners: float) -> dict[str, np.ndarray]:
    """Give a rounded square; the rounder of two needs a little more width for the same area."""
    turn = np.linspace(0, 2 * np.pi, 65)
    across, up = np.cos(turn), np.sin(turn)
    shape = (np.sign(across) * np.abs(across) ** (2 / corners), np.sign(up) * np.abs(up) ** (2 / corners))
    return {"x": half_width * shape[0], "y": half_width * shape[1]}
