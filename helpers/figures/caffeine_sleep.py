"""The picture of caffeine against sleep: what a drink leaves over hours, and what that may cost the night."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

HOURS_AXIS = (0.0, 24.0)
LEFT_AXIS = (3.0, 500.0)
LEVEL_AXIS = (0.0, 9.0)
LOST_AXIS = (0.0, 120.0)


def caffeine_sleep_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give what is left of a drink over hours, with the trials' two rests; beside it sleep lost."""
    right = "x2y2"
    return base.skeleton(
        [
            base.line("left of this drink", sizes, ghost=True),
            base.markers("at bedtime", sizes, colour="blue", ghost=True),
            base.line("left of the trials’ doses", sizes, colour="grey", thin=True, dash="dot"),
            base.markers(
                "what the trials leave", sizes, colour="orange", symbol="diamond", words="bottom center"
            ),
            base.label("left in words", sizes, position="top right", bold=True),
            base.line("assumed, from", sizes, colour="grey", dash="dot", axes=right),
            base.line("assumed", sizes, colour="green", axes=right),
            base.line("assumed, to", sizes, colour="grey", dash="dot", axes=right),
            base.markers("sleep lost here", sizes, colour="green", ghost=True, axes=right),
            base.label("lost in words", sizes, position="top right", axes=right, bold=True),
        ],
        base.layout(
            sizes,
            height=297 + 3 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 4, "r": sizes.font, "t": sizes.font * 3.2, "b": sizes.font * 3.6},
            xaxis=base.axis(
                "Hours after the drink", *HOURS_AXIS, sizes, domain=(0, 0.52), ticks=(0, 6, 12, 18, 24)
            ),
            yaxis=base.axis(
                "Caffeine left (mg)",
                *LEFT_AXIS,
                sizes,
                log=True,
                ticks=(5, 10, 20, 50, 100, 200, 400),
                tick_words=("5", "10", "20", "50", "100", "200", "400"),
            ),
            xaxis2=base.axis(
                "Caffeine at bedtime (mg/L)",
                *LEVEL_AXIS,
                sizes,
                domain=(0.66, 1),
                anchor="y2",
                ticks=(0, 3, 6, 9),
            ),
            yaxis2=base.axis("Sleep lost (min)", *LOST_AXIS, sizes, anchor="x2", ticks=(0, 30, 60, 90, 120)),
        ),
    )


def caffeine_sleep_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``CaffeineSleepState``."""
    here, bedtime = np.array([state.hours_before]), np.array([state.bedtime_mg_L])
    gap = np.array([np.nan])
    trials = [np.concatenate([line, gap]) for line in state.trial_left_mg]
    least, middle, most = (np.where(line <= LOST_AXIS[1], line, np.nan) for line in state.lines_lost_min)
    return {
        "left of this drink": {"x": state.hours, "y": _in_sight(state.left_mg)},
        "at bedtime": {"x": here, "y": np.maximum(np.array([state.left_at_bedtime_mg]), LEFT_AXIS[0])},
        "left of the trials’ doses": {
            "x": np.tile(np.append(state.hours, np.nan), len(trials)),
            "y": _in_sight(np.concatenate(trials)),
        },
        "what the trials leave": {
            "x": np.array(state.trial_hours),
            "y": np.array(state.trial_rest_mg),
            "text": [f"{rest:.0f} mg" for rest in state.trial_rest_mg],
        },
        "left in words": {
            "x": np.zeros(1),
            "y": np.array(LEFT_AXIS[1:]),
            "text": [
                f"{state.left_at_bedtime_mg:.0f} of {state.dose_mg:.0f} mg left at bedtime;<br>"
                f"◆ where pooled trials saw no loss"
            ],
        },
        "assumed, from": {"x": state.line_mg_L, "y": least},
        "assumed": {"x": state.line_mg_L, "y": middle},
        "assumed, to": {"x": state.line_mg_L, "y": most},
        "sleep lost here": {"x": bedtime, "y": np.array([state.lost_min])},
        "lost in words": {
            "x": np.zeros(1),
            "y": np.array(LOST_AXIS[1:]),
            "text": [f"about {state.lost_min:.0f} min lost<br>({state.grade})"],
        },
    }


def _in_sight(left_mg: np.ndarray) -> np.ndarray:
    """Leave a gap where a curve has sunk below the axis."""
    return np.where(left_mg >= LEFT_AXIS[0], left_mg, np.nan)
