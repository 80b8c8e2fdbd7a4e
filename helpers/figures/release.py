"""The picture of two ions at the nerve ending: release over calcium, and who holds the sites."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

CALCIUM_LOW_MM, CALCIUM_HIGH_MM = 0.2, 3.0
RELEASE_AXIS = (1e-6, 30.0)
SITES = ("calcium", "magnesium", "nobody")


def release_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give release over calcium on logarithmic axes; beside it a bar for each holder of the sites."""
    left, right = (0.0, 0.52), (0.68, 1.0)
    bars = base.bars(
        "sites held by", sizes, colour="blue", pattern="/", horizontal=True, ghost=True, axes="x2y2"
    )
    return base.skeleton(
        [
            base.line("release, healthy magnesium", sizes, colour="ink", dash="dash", thin=True, table=False),
            base.line("release", sizes, colour="orange"),
            base.markers("release here", sizes, ghost=True),
            base.label("release in words", sizes, position="top right", bold=True),
            base.label("what it rests on", sizes, position="top left"),
            bars | _WRITTEN | {"textfont": {"size": sizes.font, "color": base.INK}},
        ],
        base.layout(
            sizes,
            height=270 + 4 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 4.6, "r": sizes.font * 2, "t": sizes.font * 2, "b": sizes.font * 3.6},
            xaxis=base.axis(
                "Ionised calcium (mmol/L)",
                CALCIUM_LOW_MM,
                CALCIUM_HIGH_MM,
                sizes,
                log=True,
                ticks=(0.3, 1, 3),
                domain=left,
            ),
            yaxis=base.axis(
                "Release (times normal)",
                *RELEASE_AXIS,
                sizes,
                log=True,
                ticks=(1e-4, 1e-2, 1),
                tick_words=("1/10 000", "1/100", "1"),
            ),
            xaxis2=base.axis(
                "Sites held by … (of 100)", 0, 100, sizes, domain=right, anchor="y2", ticks=(0, 50, 100)
            ),
            yaxis2=base.axis("", 2.5, -0.5, sizes, anchor="x2", grid=False)
            | {"type": "category", "categoryorder": "array", "categoryarray": SITES, "tickvals": SITES},
        ),
    )


_WRITTEN = {"textposition": "outside", "constraintext": "none", "textangle": 0, "cliponaxis": False}
"""Each bar carries its number outside its end."""


def release_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``ReleaseState``."""
    sites = 100 * np.array([state.with_calcium, state.with_magnesium, state.empty])
    release = f"{state.release:.2f}" if state.release >= 0.01 else f"{state.release:.2g}"
    return {
        "release, healthy magnesium": {"x": state.curve_calcium_mM, "y": state.normal_curve_release},
        "release": {"x": state.curve_calcium_mM, "y": state.curve_release},
        "release here": {"x": np.array([state.calcium_mM]), "y": np.array([state.release])},
        "release in words": {
            "x": np.array([CALCIUM_LOW_MM]),
            "y": np.array([RELEASE_AXIS[1]]),
            "text": [f"{release} times normal; slope here {state.slope:.1f}, at most {state.steepest:.0f}"],
        },
        "what it rests on": {
            "x": np.array([CALCIUM_HIGH_MM]),
            "y": np.array([RELEASE_AXIS[0]]),
            "text": ["<br>".join(("dashed: healthy magnesium", *state.grades))],
        },
        "sites held by": {"x": sites, "y": np.array(SITES), "text": [f"{share:.0f}" for share in sites]},
    }
