"""The flattening curve of 25(OH)D over intake, one step on it, and the step by four published answers."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

INTAKE_HIGH = 4000.0
INTAKE_AXIS, LEVEL_AXIS, RISE_AXIS = (0.0, 4100.0), (0.0, 125.0), (0.0, 62.0)
WRAP = 15
SPACE = "\N{NO-BREAK SPACE}"


def dose_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give the curve with its step and the fitted points; beside it the rise by each study."""
    right = "x2y2"
    bars = base.bars("rise by study, nmol/L", sizes, colour="orange", horizontal=True, ghost=True, axes=right)
    bars |= {
        "textposition": "outside",
        "textfont": {"size": sizes.font, "color": base.INK},
        "constraintext": "none",
        "cliponaxis": False,
    }
    return base.skeleton(
        [
            base.line("25(OH)D by intake", sizes, colour="blue"),
            base.line("the step", sizes, colour="orange", ghost=True, table=False),
            base.markers("before and after", sizes, colour="orange", symbol="diamond", ghost=True),
            base.label("step in words", sizes, position="bottom left", bold=True),
            base.markers("measured", sizes, colour="green", symbol="square-open"),
            base.label("measured in words", sizes, position="top left"),
            bars,
            base.label("studies", sizes, position="middle left", axes=right),
        ],
        base.layout(
            sizes,
            height=290 + 3 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 3.6, "r": sizes.font, "t": sizes.font * 1.2, "b": sizes.font * 3.4},
            xaxis=base.axis(
                "All sources (IU a day)", *INTAKE_AXIS, sizes, ticks=[0, 2000, 4000], domain=(0, 0.46)
            ),
            yaxis=base.axis("25(OH)D (nmol/L)", *LEVEL_AXIS, sizes, ticks=[0, 50, 100]),
            xaxis2=base.axis(
                "Rise (nmol/L)", *RISE_AXIS, sizes, ticks=[0, 20, 40], domain=(0.72, 1), anchor="y2"
            ),
            yaxis2=base.axis("", 3.6, -0.6, sizes, ticks=[], anchor="x2", grid=False),
        ),
    )


def dose_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``DoseState``."""
    ends = np.array([state.basal_IU_day, state.basal_IU_day + state.added_IU_day])
    levels = np.array([state.before_nmol_L, state.after_nmol_L])
    rises = np.array(list(state.answers.values()))
    return {
        "25(OH)D by intake": {"x": state.curve_IU_day, "y": state.curve_nmol_L},
        "the step": {"x": np.array([ends[0], ends[1], ends[1]]), "y": np.array([*levels[:1], *levels])},
        "before and after": {"x": ends, "y": levels},
        "step in words": {
            "x": ends[1:],
            "y": levels[:1] - 2,
            "text": [f"+{state.rise_nmol_L:.1f}"],
        },
        "measured": {
            "x": np.array([anchor.intake_IU_day for anchor in state.anchors]),
            "y": np.array([anchor.nmol_L for anchor in state.anchors]),
        },
        "measured in words": {
            "x": np.array(INTAKE_AXIS[1:]),
            "y": np.array([LEVEL_AXIS[0] + 3]),
            "text": ["squares: the trial<br>it was fitted to"],
        },
        "rise by study, nmol/L": {
            "x": rises,
            "y": np.arange(rises.size, dtype=float),
            "text": [f"{rise:.0f}" for rise in rises],
        },
        "studies": {
            "x": np.zeros(rises.size),
            "y": np.arange(rises.size, dtype=float),
            "text": [
                "<br>".join(line + SPACE for line in textwrap.wrap(name, WRAP)) for name in state.answers
            ],
        },
    }
