"""The picture of lesson 06: a year of 25(OH)D over the sun that makes it, and the body at every level."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base, shapes
from helpers.theme import DESK, Sizes

LEVEL_HIGH = 115.0
YEAR_AXIS, LEVEL_AXIS, SUN_AXIS = (1.0, 365.0), (0.0, 120.0), (0.0, 2100.0)
BODY_AXIS = (0.0, 120.0)
CALCIUM_AXIS, PTH_AXIS, STRENGTH_AXIS = (0.95, 1.45), (0.8, 2.1), (55.0, 108.0)
MONTHS = {15: "Jan", 105: "Apr", 196: "Jul", 288: "Oct"}
ROWS = {"y3": (0.72, 1.0), "y4": (0.37, 0.63), "y5": (0.0, 0.26)}


def year_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give the year, 25(OH)D over the skin's own vitamin D; beside it calcium, PTH and strength by level."""
    left, right, sun = (0.0, 0.44), (0.58, 1.0), "xy2"
    calcium, pth, strength = "x3y3", "x3y4", "x3y5"
    return base.skeleton(
        [
            base.line("cut-offs", sizes, colour="ink", dash="dot", thin=True, table=False),
            base.label("cut-offs in words", sizes, position="middle right"),
            base.label("year in words", sizes, position="top right"),
            base.label("sun in words", sizes, position="top right", axes=sun),
            base.label("healthy in words", sizes, position="top left", axes=calcium),
            base.label("grey in words", sizes, position="bottom left", axes=pth),
            base.label("grade", sizes, position="top left", axes=strength),
            base.line("25(OH)D, nmol/L", sizes, colour="orange", ghost=True),
            base.markers("lowest day", sizes, colour="orange", symbol="diamond", ghost=True),
            base.line(
                "made in the skin, IU a day", sizes, colour="blue", ghost=True, axes=sun, fill="tozeroy"
            ),
            *_body(sizes, calcium, "calcium", healthy=True),
            *_body(sizes, pth, "PTH"),
            *_body(sizes, strength, "strength"),
        ],
        base.layout(
            sizes,
            height=339 + 2 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 3.6, "r": sizes.font, "t": sizes.font * 1.7, "b": sizes.font * 3.4},
            xaxis=base.axis(
                "", *YEAR_AXIS, sizes, ticks=list(MONTHS), tick_words=list(MONTHS.values()), domain=left,
                anchor="y2",
            ),
            yaxis=base.axis("", *LEVEL_AXIS, sizes, ticks=[0, 30, 50, 100], domain=(0.43, 1.0), grid=False),
            yaxis2=base.axis("", *SUN_AXIS, sizes, ticks=[0, 1000, 2000], domain=(0.0, 0.26)),
            xaxis3=base.axis(
                "25(OH)D (nmol/L)", *BODY_AXIS, sizes, ticks=[0, 50, 100], domain=right, anchor="y5"
            ),
            yaxis3=_row("y3", CALCIUM_AXIS, (1.0, 1.2, 1.4), sizes),
            yaxis4=_row("y4", PTH_AXIS, (1.0, 1.5, 2.0), sizes),
            yaxis5=_row("y5", STRENGTH_AXIS, (60, 80, 100), sizes),
        ),
    )  # fmt: skip


def year_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``YearState``."""
    curves, year = state.curves, state.this_year
    lines = np.array([line.nmol_L for line in state.lines])
    here = np.array([state.vitamin_d_nmol_L])
    healthy = {
        "x": np.array([BODY_AXIS[0], BODY_AXIS[1], BODY_AXIS[1], BODY_AXIS[0]]),
        "y": np.repeat([state.healthy_low_mM, state.healthy_high_mM], 2),
    }
    return {
        "cut-offs": {
            "x": np.tile([*YEAR_AXIS, np.nan], lines.size),
            "y": np.repeat(lines, 3) * np.tile([1.0, 1.0, np.nan], lines.size),
        },
        "cut-offs in words": {
            "x": np.full(lines.size, YEAR_AXIS[1]),
            "y": lines,
            "text": [line.words for line in state.lines],
        },
        "25(OH)D, nmol/L": {"x": state.day, "y": state.level_nmol_L},
        "lowest day": {"x": np.array([float(state.lowest_day)]), "y": here},
        "year in words": shapes.words(YEAR_AXIS[0], LEVEL_AXIS[1], "25(OH)D (nmol/L)"),
        "made in the skin, IU a day": {"x": state.day, "y": state.skin_IU_day},
        "sun in words": shapes.words(YEAR_AXIS[0], SUN_AXIS[1], "Made in the skin (IU a day)"),
        "calcium, healthy": healthy,
        **_row_frame(
            "calcium", CALCIUM_AXIS, state, curves.calcium_mM, year.calcium_mM, state.calcium_mM,
            f"Calcium {state.calcium_mM:.2f} mmol/L",
        ),
        **_row_frame(
            "PTH", PTH_AXIS, state, curves.pth_times_usual, year.pth_times_usual, state.pth_times_usual,
            f"PTH {state.pth_times_usual:.2f} × usual",
        ),
        **_row_frame(
            "strength", STRENGTH_AXIS, state, curves.strength_percent, year.strength_percent,
            state.strength_percent, f"Strength at least {state.strength_percent:.0f} %",
        ),
        "healthy in words": shapes.words(BODY_AXIS[1], state.healthy_high_mM, "healthy"),
        "grey in words": shapes.words(
            BODY_AXIS[1], PTH_AXIS[1], "grey: lower than this<br>model of sun and food"
        ),
        "grade": shapes.words(BODY_AXIS[1], STRENGTH_AXIS[0], state.grade),
    }  # fmt: skip


def _body(sizes: Sizes, axes: str, name: str, healthy: bool = False) -> list[base.Trace]:
    """Give one row of the body: the curve of all levels, this year's stretch of it, and its lowest day.

    What stays stands before what moves: plotly brings the traces of one move together, and would lift a
    moving one above a still one that lies between.
    """
    wide = base.line(f"{name}, this year", sizes, colour="orange", axes=axes, table=False)
    wide["line"] = wide["line"] | {"width": 2.4 * sizes.line}
    first = [shapes.area(f"{name}, healthy", sizes, "green", axes=axes)]
    return [
        *(first if healthy else []),
        shapes.area(f"{name}, out of reach", sizes, "grey", 0.25, axes=axes),
        base.line(f"{name} at every level", sizes, colour="blue", axes=axes),
        wide,
        base.markers(
            f"{name} on the lowest day", sizes, colour="orange", symbol="diamond", ghost=True, axes=axes
        ),
        base.label(f"{name} in words", sizes, position="top right", axes=axes),
    ]


def _row(name: str, ends: tuple[float, float], ticks: tuple[float, ...], sizes: Sizes) -> dict[str, Any]:
    """Give the upright axis of one row; in the projector's big letters only the outer ticks have room."""
    shown = ticks if sizes.font == DESK.font else (ticks[0], ticks[-1])
    return base.axis("", *ends, sizes, ticks=shown, domain=ROWS[name], anchor="x3", grid=False)


def _row_frame(
    name: str,
    ends: tuple[float, float],
    state: Any,
    curve: np.ndarray,
    stretch: np.ndarray,
    now: float,
    words: str,
) -> dict[str, dict[str, Any]]:
    """Give one row's numbers."""
    dark = state.out_of_reach_nmol_L
    return {
        f"{name}, out of reach": {"x": np.array([0.0, dark, dark, 0.0]), "y": np.repeat(ends, 2)},
        f"{name}, this year": {"x": state.this_year.level_nmol_L, "y": stretch},
        f"{name} at every level": {"x": state.curves.level_nmol_L, "y": curve},
        f"{name} on the lowest day": {"x": np.array([state.vitamin_d_nmol_L]), "y": np.array([now])},
        f"{name} in words": shapes.words(BODY_AXIS[0], ends[1], words),
    }
