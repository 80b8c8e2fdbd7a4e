"""The picture of a fright: two messengers over two hours, and the brake of the motor cortex."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

FOLLOWED_MIN = (0.0, 120.0)
TICKS_MIN = (0, 30, 60, 90, 120)
BRAKE_PERCENT = (50.0, 105.0)


def fright_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give two plots over the minutes after a fright: the two messengers, and the cortex's brake."""
    left, right = (0.0, 0.44), (0.62, 1.0)
    brake = "x2y2"
    return base.skeleton(
        [
            base.line("adrenaline", sizes, colour="orange", ghost=True),
            base.line("cortisol", sizes, colour="blue", dash="dash", ghost=True),
            base.markers("adrenaline now", sizes, colour="orange"),
            base.markers("cortisol now", sizes, colour="blue", symbol="square"),
            base.label("adrenaline in words", sizes, position="top right"),
            base.label("cortisol in words", sizes, position="top right"),
            base.line("brake of the motor cortex", sizes, colour="pink", ghost=True, axes=brake),
            base.markers("brake now", sizes, colour="pink", ghost=True, axes=brake),
            base.label("brake in words", sizes, position="bottom left", axes=brake),
        ],
        base.layout(
            sizes,
            height=310,
            legend=False,
            margin={"l": sizes.font * 4.4, "r": sizes.font, "t": sizes.font, "b": sizes.font * 3.2},
            xaxis=base.axis("Minutes after the fright", *FOLLOWED_MIN, sizes, domain=left, ticks=TICKS_MIN),
            yaxis=base.axis("Above rest<br>(% of a speech's)", 0, 112, sizes, ticks=(0, 50, 100)),
            xaxis2=base.axis(
                "Minutes after the fright", *FOLLOWED_MIN, sizes, domain=right, anchor="y2", ticks=TICKS_MIN
            ),
            yaxis2=base.axis(
                "Brake of the cortex<br>(% of rest)", *BRAKE_PERCENT, sizes, anchor="x2", ticks=(60, 80, 100)
            ),
        ),
    )


def fright_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``FrightState``."""
    now = np.array([state.minutes])
    return {
        "adrenaline": {"x": state.time_min, "y": state.adrenaline_curve_percent},
        "cortisol": {"x": state.time_min, "y": state.cortisol_curve_percent},
        "adrenaline now": {"x": now, "y": np.array([state.adrenaline_percent])},
        "cortisol now": {"x": now, "y": np.array([state.cortisol_percent])},
        "adrenaline in words": {"x": np.array([12.0]), "y": np.array([6.0]), "text": ["adrenaline (solid)"]},
        "cortisol in words": {"x": np.array([62.0]), "y": np.array([62.0]), "text": ["cortisol (dashed)"]},
        "brake of the motor cortex": {"x": state.time_min, "y": state.brake_curve_percent},
        "brake now": {"x": now, "y": np.array([state.brake_percent])},
        "brake in words": {
            "x": np.array(FOLLOWED_MIN[1:]),
            "y": np.array([60.0]),
            "text": [state.brake_words],
        },
    }
