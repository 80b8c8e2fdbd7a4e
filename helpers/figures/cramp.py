"""The picture of the cramp loop: which trains start a cramp, and what the motor neurones then do."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base, shapes
from helpers.theme import DESK, Sizes

READY_AXIS = (-5.0, 20.0)
SHOCKS_AXIS = (0.0, 42.0)
SECONDS = 60.0
RATE_AXIS = (0.0, 52.0)
SHOCKS_WORDS_HZ = 44.0  # above all that follows the train


def loop_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give the map of trains over readiness, and beside it the rate in time."""
    right = "x2y2"
    return base.skeleton(
        [
            shapes.area("where a cramp can start", sizes, "pink", 0.3),
            base.line("threshold frequency", sizes, colour="pink"),
            base.label("area in words", sizes, position="bottom left", bold=True),
            base.label("quiet in words", sizes, position="top right"),
            base.markers(
                "measured: who has cramps", sizes, colour="orange", symbol="square", words="middle right"
            )
            | {"textposition": ["middle right", "top right"]},  # clear of the curve, and of the first train
            base.markers("train here", sizes, colour="blue", symbol="diamond", ghost=True),
            shapes.area("shocks", sizes, "orange", 0.3, axes=right),
            base.line("motor neurones", sizes, colour="blue", ghost=True, axes=right),
            base.label("shocks in words", sizes, position="middle right", axes=right),
            base.label("outcome", sizes, position="bottom left", axes=right, bold=True),
        ],
        base.layout(
            sizes,
            height=320 + 3 * (sizes.font - DESK.font),
            legend=False,
            margin={"l": sizes.font * 4, "r": sizes.font, "t": sizes.font * 1.5, "b": sizes.font * 3.6},
            xaxis=base.axis("Readiness of the loop (Hz)", *READY_AXIS, sizes, domain=(0, 0.41), grid=False),
            yaxis=base.axis(
                "Shocks (Hz), for 2 s", *SHOCKS_AXIS, sizes, ticks=(0, 10, 20, 30, 40), grid=False
            ),
            xaxis2=base.axis(
                "Time (s)", 0, SECONDS, sizes, domain=(0.54, 1), anchor="y2", ticks=(0, 20, 40, 60)
            ),
            yaxis2=base.axis("Firing rate (Hz)", *RATE_AXIS, sizes, anchor="x2", ticks=(0, 10, 20, 30, 40)),
        ),
    )


def loop_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``LoopState``; without the spinal cord there is no loop to draw."""
    heard, nothing, top = not state.nerve_blocked, np.array([np.nan]), SHOCKS_AXIS[1]
    ready, needed = state.curve_ready_hz, state.curve_threshold_hz
    train = np.array([0.0, state.train_s, state.train_s, 0.0])
    return {
        "where a cramp can start": {
            "x": np.concatenate([ready, ready[[-1, 0]]]) if heard else nothing,
            "y": np.concatenate([needed, [top, top]]) if heard else nothing,
        },
        "threshold frequency": {"x": ready if heard else nothing, "y": needed if heard else nothing},
        "area in words": {
            "x": np.array(READY_AXIS[1:]),
            "y": np.array([top]),
            "text": ["a cramp starts" if heard else "no loop to start"],
        },
        "quiet in words": {
            "x": np.array(READY_AXIS[:1]),
            "y": np.zeros(1),
            "text": [" no cramp" if heard else " spinal cord not heard"],
        },
        "measured: who has cramps": {
            "x": state.people_ready_hz,
            "y": state.people_threshold_hz,
            "text": [f" {name}" for name in state.people],
        },
        "train here": {"x": np.array([state.readiness_hz]), "y": np.array([float(state.stimulus_hz)])},
        "shocks": {"x": train, "y": np.array([0.0, 0.0, 1.0, 1.0]) * state.stimulus_hz},
        "motor neurones": {"x": state.time_s, "y": state.rate_hz},
        "shocks in words": {
            "x": np.array([state.train_s]),
            "y": np.array([SHOCKS_WORDS_HZ]),
            "text": [" ← shocks" if state.stimulus_hz else " no shocks"],
        },
        "outcome": {"x": np.array([SECONDS]), "y": np.array(RATE_AXIS[1:]), "text": [state.outcome]},
    }
