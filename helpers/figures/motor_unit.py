"""The picture of one motor unit at work: its force in time, and the muscle signal under it."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import DESK, Sizes

SECONDS = 2.0


def pull_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give two plots over one time axis: force as a share of the most it can be, and the muscle signal."""
    return base.skeleton(
        [
            base.line("peak of one twitch", sizes, colour="ink", dash="dot", thin=True),
            base.line("one unit alone", sizes, colour="green", thin=True),
            base.line("force", sizes, colour="blue", ghost=True),
            base.label("what it is called", sizes, position="top left", bold=True),
            base.line("muscle signal", sizes, colour="orange", axes="xy2", thin=True, table=False),
        ],
        base.layout(
            sizes,
            height=base.HEIGHT + 8 * (sizes.font - DESK.font) + 26,
            xaxis=base.axis("Time (s)", 0, SECONDS, sizes, ticks=[0, 0.5, 1, 1.5, 2], anchor="y2"),
            yaxis=base.axis("Force (% of full)", 0, 116, sizes, ticks=[0, 50, 100], domain=(0.4, 1)),
            yaxis2=base.axis(
                "Signal (rel.)", -0.7, 1.1, sizes, ticks=[0, 1], domain=(0, 0.34), anchor="x", grid=False
            ),
        ),
    )


def pull_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``MotorUnitState``; a unit alone is drawn beside others only."""
    whole = np.array([0.0, SECONDS])
    together = state.units > 1
    alone = slice(None) if together else slice(0)
    words = f"each unit: {state.word}" if together else state.word
    return {
        "peak of one twitch": {"x": whole, "y": np.full(2, state.one_twitch_percent)},
        "one unit alone": {"x": state.time_s[alone], "y": state.one_unit_percent[alone]},
        "force": {"x": state.time_s, "y": state.force_percent},
        "what it is called": {"x": np.array([SECONDS]), "y": np.array([102.0]), "text": [words]},
        "muscle signal": {"x": state.signal_time_s, "y": state.signal},
    }
