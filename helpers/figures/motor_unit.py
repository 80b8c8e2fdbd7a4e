"""The picture of motor units at work: how hard each pulls in time, all together, and the muscle signal."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import DESK, Sizes

SECONDS = 2.0
MOST_EACH = 10.0  # a fused unit pulls nine times one twitch
MOST_TOGETHER = 60.0  # six of them

PULL = "pull (average)"
ALONE = "one alone"
TOGETHER = "all units together"


def pull_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give pull and muscle signal over one time axis, and beside them what all units pull together."""
    upper = (0.4, 1)
    height = 332 - 5 * (sizes.font - DESK.font)  # on the projector the words around it need more
    alone = base.line(ALONE, sizes, colour="orange", dash="dot")
    bar = base.bars(TOGETHER, sizes, colour="blue", axes="x2y3", ghost=True, legend=False, table=False)
    return base.skeleton(
        [
            base.line(PULL, sizes, colour="blue", ghost=True),
            alone,
            base.label("what it is called", sizes, position="top left", axes="x2y3", bold=True),
            base.line(
                "muscle signal", sizes, colour="green", axes="xy2", thin=True, legend=False, table=False
            ),
            bar,
            base.label("how much together", sizes, position="top center", axes="x2y3"),
        ],
        base.layout(
            sizes,
            height=height,
            barmode="overlay",
            xaxis=base.axis(
                "Time (s)", 0, SECONDS, sizes, ticks=[0, 0.5, 1, 1.5, 2], anchor="y2", domain=(0, 0.84)
            ),
            yaxis=base.axis(
                "Pull<br>(× one twitch)", 0, MOST_EACH, sizes, ticks=[1, 3, 5, 7, 9], domain=upper
            ),
            yaxis2=base.axis(
                "Signal<br>(rel.)", -0.7, 1.1, sizes, ticks=[0, 1], domain=(0, 0.28), anchor="x", grid=False
            ),
            xaxis2=base.axis("All units<br>(× one)", -1, 1, sizes, ticks=[], anchor="y3", domain=(0.92, 1))
            | {"automargin": False},
            yaxis3=base.axis("", 0, MOST_TOGETHER, sizes, ticks=[0, 20, 40], domain=upper, anchor="x2"),
        ),
    )


def pull_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``MotorUnitState``; a unit alone is drawn beside others only."""
    together = state.units > 1
    alone = slice(None) if together else slice(0)
    middle, total = np.array([0.0]), np.array([state.mean_twitches])
    return {
        PULL: {"x": state.time_s, "y": state.share_trace},
        ALONE: {"x": state.time_s[alone], "y": state.alone_trace[alone]},
        "what it is called": {"x": np.array([1.0]), "y": np.array([MOST_TOGETHER]), "text": [state.word]},
        "muscle signal": {"x": state.signal_time_s, "y": state.signal},
        TOGETHER: {"x": middle, "y": total},
        "how much together": {"x": middle, "y": total, "text": [f"{state.mean_twitches:.1f}"]},
    }
