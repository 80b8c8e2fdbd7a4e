"""The picture of a fibre's resting voltage against the potassium around it."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.display import minus_signs
from helpers.figures import base
from helpers.theme import Sizes


def resting_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give a curve of resting voltage over potassium, with the point where the learner stands."""
    return base.skeleton(
        [
            base.line("resting voltage", sizes, colour="blue"),
            base.line("potassium alone (Nernst)", sizes, colour="orange", dash="dot", thin=True),
            base.markers("this fibre", sizes, colour="blue", ghost=True),
            base.label("where it settles", sizes, position="bottom right", bold=True),
        ],
        base.layout(
            sizes,
            xaxis=base.axis("Potassium outside the fibre (mmol/L)", 2.0, 7.5, sizes),
            yaxis=base.axis("Voltage inside (mV)", -120.0, -60.0, sizes),
        ),
    )


def resting_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``RestingState``."""
    here = np.array([state.potassium_mM])
    there = np.array([state.potential_mV])
    return {
        "resting voltage": {"x": state.curve_mM, "y": state.curve_mV},
        "potassium alone (Nernst)": {"x": state.curve_mM, "y": state.nernst_mV},
        "this fibre": {"x": here, "y": there},
        "where it settles": {"x": here, "y": there, "text": [minus_signs(f"  {state.potential_mV:.0f} mV")]},
    }
