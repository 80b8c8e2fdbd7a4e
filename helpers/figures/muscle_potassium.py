"""The picture of a working fibre: potassium outside it over the work done, and the voltage that follows."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import DESK, Sizes

WORK_AXIS = (-2.0, 54.0)
WATTS = (0, 10, 20, 30, 40, 50)
POTASSIUM_AXIS = (3.0, 11.0)
VOLTAGE_AXIS = (-95.0, -50.0)


def fibre_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give two plots over work: potassium between the fibres, and the voltage at which a fibre rests."""
    right = "x2y2"
    return base.skeleton(
        [
            base.line("lines between the points", sizes, colour="blue", thin=True),
            base.line("± as printed", sizes, colour="orange", thin=True, table=False),
            base.markers("measured (Juel 2000)", sizes, colour="orange", symbol="square"),
            base.markers("potassium here", sizes, colour="pink", symbol="diamond", ghost=True),
            base.label("potassium in words", sizes, position="bottom right", bold=True),
            base.line("resting voltage", sizes, colour="blue", ghost=True, axes=right),
            base.markers("voltage here", sizes, colour="pink", symbol="diamond", ghost=True, axes=right),
            base.label("voltage in words", sizes, position="bottom right", axes=right, bold=True),
        ],
        base.layout(
            sizes,
            height=315 + 3 * (sizes.font - DESK.font),
            legend=False,
            xaxis=base.axis("Work of one leg (W)", *WORK_AXIS, sizes, domain=(0, 0.42), ticks=WATTS),
            yaxis=base.axis(
                "Potassium between<br>fibres (mmol/L)", *POTASSIUM_AXIS, sizes, ticks=(4, 6, 8, 10)
            ),
            xaxis2=base.axis(
                "Work of one leg (W)", *WORK_AXIS, sizes, domain=(0.58, 1), anchor="y2", ticks=WATTS
            ),
            yaxis2=base.axis(
                "Fibre at rest (mV)", *VOLTAGE_AXIS, sizes, anchor="x2", ticks=(-90, -80, -70, -60, -50)
            ),
        ),
    )


def fibre_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``FibreState``."""
    here, start = np.array([state.work_W]), np.array(WORK_AXIS[:1])
    measured, spread = state.measured_mM, state.measured_spread_mM
    return {
        "lines between the points": {"x": state.curve_work_W, "y": state.curve_potassium_mM},
        "± as printed": {
            "x": np.repeat(state.measured_work_W, 3),
            "y": np.ravel(
                [[one - half, one + half, np.nan] for one, half in zip(measured, spread, strict=True)]
            ),
        },
        "measured (Juel 2000)": {"x": state.measured_work_W, "y": measured},
        "potassium here": {"x": here, "y": np.array([state.potassium_mM])},
        "potassium in words": {
            "x": start,
            "y": np.array(POTASSIUM_AXIS[1:]),
            "text": [f" {state.potassium_mM:.1f} mmol/L outside<br> squares: measured"],
        },
        "resting voltage": {"x": state.curve_work_W, "y": state.curve_mV},
        "voltage here": {"x": here, "y": np.array([state.rest_mV])},
        "voltage in words": {
            "x": start,
            "y": np.array(VOLTAGE_AXIS[1:]),
            "text": [f" {state.rest_mV:.0f} mV<br> far up, gates stay locked"],
        },
    }
