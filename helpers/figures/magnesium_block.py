"""The picture of the plugged channel: the share left free, over the voltage of the cell."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

VOLTAGE_LOW_MV, VOLTAGE_HIGH_MV = -100.0, 40.0


def plug_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give the share of free channels over voltage, and the place where the cell is now."""
    return base.skeleton(
        [
            base.line("free channels", sizes, ghost=True),
            base.line("the cell’s voltage", sizes, colour="ink", dash="dot", thin=True, table=False),
            base.markers("free here", sizes, symbol="diamond", ghost=True),
            base.label("free in words", sizes, position="top right", bold=True),
            base.label("what it rests on", sizes, position="top left"),
        ],
        base.layout(
            sizes,
            height=250 + 4 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 4.6, "r": sizes.font * 2, "t": sizes.font * 2.2, "b": sizes.font * 3.6},
            xaxis=base.axis(
                "Voltage of the cell (mV)",
                VOLTAGE_LOW_MV,
                VOLTAGE_HIGH_MV,
                sizes,
                ticks=(-90, -70, -40, 0, 40),
            ),
            yaxis=base.axis("Channels free (%)", 0, 100, sizes, ticks=(0, 25, 50, 75, 100)),
        ),
    )


def plug_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``PlugState``."""
    here = np.array([state.voltage_mV])
    free = f"{100 * state.open_fraction:.1f} % free, {state.times_normal:.2f} times the healthy share here"
    return {
        "free channels": {"x": state.voltages_mV, "y": 100 * state.open_curve},
        "the cell’s voltage": {"x": np.repeat(here, 2), "y": np.array([0.0, 100.0])},
        "free here": {"x": here, "y": np.array([100 * state.open_fraction])},
        "free in words": {"x": np.array([VOLTAGE_LOW_MV]), "y": np.array([100.0]), "text": [free]},
        "what it rests on": {"x": np.array([VOLTAGE_HIGH_MV]), "y": np.zeros(1), "text": [state.grade]},
    }
