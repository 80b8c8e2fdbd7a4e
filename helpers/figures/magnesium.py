"""The picture of lesson 05's core: from the plate to the blood, past the glands, to the nerve."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base, shapes
from helpers.theme import Sizes

EATEN_LOW_MG, EATEN_HIGH_MG = 50, 800
LEVEL_LOW_MM, LEVEL_HIGH_MM = 0.3, 1.0
BLOOD_AXIS, PTH_AXIS, CALCIUM_AXIS, PUSH_AXIS = (0.25, 1.1), (0.0, 4.0), (0.7, 1.4), (40.0, 110.0)


def gatekeeper_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give magnesium over what is eaten; over magnesium then PTH, calcium, and the push a nerve needs."""
    left, middle, right, top, bottom = (0.0, 0.22), (0.345, 0.675), (0.81, 1.0), (0.57, 1.0), (0.0, 0.43)
    pth, calcium, push = "x2y2", "x2y3", "x4y4"
    ticks = (0.4, 0.6, 0.8, 1.0)
    return base.skeleton(
        [
            shapes.area("normal magnesium", sizes, "green"),
            base.line("magnesium in blood", sizes, ghost=True),
            base.markers("magnesium here", sizes, colour="blue", ghost=True),
            base.label("magnesium in words", sizes, position="top right", bold=True),
            base.label("normal in words", sizes, position="bottom right"),
            base.line("PTH that calcium calls for", sizes, colour="blue", dash="dashdot", axes=pth),
            base.line("PTH the glands send", sizes, colour="orange", axes=pth),
            base.line("PTH missing", sizes, colour="orange", dash="dot", axes=pth, table=False),
            base.markers("called for here", sizes, colour="blue", symbol="circle-open", axes=pth),
            base.markers("sent here", sizes, colour="orange", symbol="diamond", ghost=True, axes=pth),
            base.label("PTH in words", sizes, position="top right", axes=pth, bold=True),
            shapes.area("healthy calcium", sizes, "green", axes=calcium),
            base.line("ionised calcium", sizes, colour="green", axes=calcium),
            base.markers("calcium here", sizes, colour="green", symbol="square", ghost=True, axes=calcium),
            base.label("calcium in words", sizes, position="top right", axes=calcium, bold=True),
            base.line("push the squid axon needs", sizes, colour="pink", ghost=True, axes=push),
            base.markers("push here", sizes, colour="pink", symbol="triangle-down", ghost=True, axes=push),
            base.label("push in words", sizes, position="top right", axes=push, bold=True),
            base.label("what it rests on", sizes, position="top right"),
        ],
        base.layout(
            sizes,
            height=290 + 4 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 4.2, "r": sizes.font * 2, "t": sizes.font * 1.8, "b": sizes.font * 3.4},
            xaxis=base.axis(
                "Eaten (mg/day)", EATEN_LOW_MG, EATEN_HIGH_MG, sizes, domain=left, ticks=(200, 400, 600)
            ),
            yaxis=base.axis("Magnesium (mmol/L)", *BLOOD_AXIS, sizes, ticks=ticks),
            xaxis2=base.axis(
                "Magnesium (mmol/L)",
                LEVEL_LOW_MM,
                LEVEL_HIGH_MM,
                sizes,
                domain=middle,
                anchor="y3",
                ticks=ticks,
            ),
            yaxis2=base.axis("× healthy", *PTH_AXIS, sizes, domain=top, anchor="x2", ticks=(0, 1, 2, 3)),
            yaxis3=base.axis(
                "mmol/L", *CALCIUM_AXIS, sizes, domain=bottom, anchor="x2", ticks=(0.8, 1.0, 1.2)
            ),
            xaxis4=base.axis(
                "Magnesium (mmol/L)",
                LEVEL_LOW_MM,
                LEVEL_HIGH_MM,
                sizes,
                domain=right,
                anchor="y4",
                ticks=ticks[::2],
            ),
            yaxis4=base.axis(
                "Push needed (% of healthy)", *PUSH_AXIS, sizes, anchor="x4", ticks=(50, 75, 100)
            ),
        ),
    )


def gatekeeper_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``GatekeeperState``."""
    eaten, here = np.array([state.eaten_mg_day]), np.array([state.magnesium_mM])
    sent, wanted = np.array([state.pth]), np.array([state.pth_called_for])
    start = np.array([float(LEVEL_LOW_MM)])
    return {
        "normal magnesium": shapes.box(
            (EATEN_LOW_MG, EATEN_HIGH_MG), (state.normal_low_mM, state.normal_high_mM)
        ),
        "magnesium in blood": {"x": state.eaten_mg, "y": state.level_curve_mM},
        "magnesium here": {"x": eaten, "y": here},
        "magnesium in words": shapes.words(EATEN_LOW_MG, BLOOD_AXIS[1], f"magnesium ● {here[0]:.2f}"),
        "normal in words": shapes.words(EATEN_LOW_MG, state.normal_high_mM, "green: normal"),
        "PTH that calcium calls for": {"x": state.levels_mM, "y": state.called_for_curve},
        "PTH the glands send": {"x": state.levels_mM, "y": state.pth_curve},
        "PTH missing": {"x": np.repeat(here, 2), "y": np.concatenate([sent, wanted])},
        "called for here": {"x": here, "y": wanted},
        "sent here": {"x": here, "y": sent},
        "PTH in words": shapes.words(
            start[0], PTH_AXIS[1], f"PTH: wanted ○ {wanted[0]:.1f}, sent ◆ {sent[0]:.1f}"
        ),
        "healthy calcium": shapes.box(
            (LEVEL_LOW_MM, LEVEL_HIGH_MM), (state.healthy_low_mM, state.healthy_high_mM)
        ),
        "ionised calcium": {"x": state.levels_mM, "y": state.calcium_curve_mM},
        "calcium here": {"x": here, "y": np.array([state.calcium_mM])},
        "calcium in words": shapes.words(start[0], CALCIUM_AXIS[1], f"calcium ■ {state.calcium_mM:.2f}"),
        "push the squid axon needs": {"x": state.levels_mM, "y": state.push_curve_percent},
        "push here": {"x": here, "y": np.array([state.push_percent])},
        "push in words": shapes.words(start[0], PUSH_AXIS[1], f"push ▼ {state.push_percent:.0f} %"),
        "what it rests on": shapes.words(EATEN_LOW_MG, BLOOD_AXIS[0], state.grade),
    }
