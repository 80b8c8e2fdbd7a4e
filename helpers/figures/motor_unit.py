"""The picture of one motor unit at work: its force in time, and the muscle signal under it."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

SECONDS = 2.0


def pull_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give two plots over one time axis: force as a share of the most it can hold, and the muscle signal."""
    under = "x2y2"
    signal = base.line(
        "muscle signal (simulated)", sizes, colour="orange", axes=under, thin=True, table=False
    )
    return base.skeleton(
        [
            base.line("peak of one twitch", sizes, colour="ink", dash="dot", thin=True),
            base.line("force", sizes, colour="blue", ghost=True),
            base.label("what it is called", sizes, position="top left", bold=True),
            signal,
        ],
        base.layout(
            sizes,
            height=base.HEIGHT + 2 * sizes.font,
            xaxis=base.axis("", 0, SECONDS, sizes, tick_words=[], ticks=_ticks(), anchor="y"),
            yaxis=base.axis(
                "Force (% of most)", 0, 112, sizes, ticks=[0, 25, 50, 75, 100], domain=(0.42, 1), anchor="x"
            ),
            xaxis2=base.axis("Time (s)", 0, SECONDS, sizes, ticks=_ticks(), anchor="y2"),
            yaxis2=base.axis(
                "Signal (relative)", -0.7, 1.1, sizes, ticks=[0, 1], domain=(0, 0.3), anchor="x2", grid=False
            ),
        ),
    )


def pull_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``MotorUnitState``."""
    whole = np.array([0.0, SECONDS])
    words = np.array([SECONDS]), np.array([101.0])
    return {
        "peak of one twitch": {"x": whole, "y": np.full(2, state.one_twitch_percent)},
        "force": {"x": state.time_s, "y": state.force_percent},
        "what it is called": {"x": words[0], "y": words[1], "text": [state.word]},
        "muscle signal (simulated)": {"x": state.signal_time_s, "y": state.signal},
    }


def _ticks() -> list[float]:
    return [0.0, 0.5, 1.0, 1.5, 2.0]
