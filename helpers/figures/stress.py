"""The picture of adrenaline: tremor and potassium over its level, beside what was measured."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

TIMES_REST = (0.9, 150.0)
TICKS = (1, 3, 10, 30, 100)
TREMOR = (0.0, 3.3)
POTASSIUM_MM = (-1.2, 0.2)

SPACE = "\N{NO-BREAK SPACE}"


def adrenaline_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give two plots over adrenaline: tremor on the left, potassium on the right; log axes below."""
    left, right = (0.0, 0.44), (0.62, 1.0)
    salt = "x2y2"
    return base.skeleton(
        [
            base.line("isoprenaline into an artery", sizes, colour="ink", dash="dot", thin=True),
            base.line("tremor, no blocker", sizes, colour="orange", dash="dash", thin=True),
            base.line("tremor", sizes, colour="orange"),
            base.markers("speech, caffeine, infusion", sizes, colour="ink", symbol="triangle-down"),
            base.markers("tremor here", sizes, ghost=True),
            base.label("events in words", sizes, position="middle right"),
            base.label("isoprenaline in words", sizes, position="bottom right"),
            base.line("potassium, no blocker", sizes, colour="blue", dash="dash", thin=True, axes=salt),
            base.line("potassium", sizes, colour="blue", axes=salt),
            base.line("measured, ± as printed", sizes, colour="green", axes=salt),
            base.markers("measured in an infusion", sizes, colour="green", symbol="diamond", axes=salt),
            base.markers("potassium here", sizes, colour="blue", ghost=True, axes=salt),
            base.label("measured in words", sizes, position="bottom left", axes=salt),
        ],
        base.layout(
            sizes,
            height=310,
            legend=False,
            margin={"l": sizes.font * 4, "r": sizes.font, "t": sizes.font, "b": sizes.font * 3.2},
            xaxis=base.axis("Adrenaline (× rest)", *TIMES_REST, sizes, domain=left, log=True, ticks=TICKS),
            yaxis=base.axis("Tremor (× calm)", *TREMOR, sizes, ticks=(1, 2, 3)),
            xaxis2=base.axis(
                "Adrenaline (× rest)", *TIMES_REST, sizes, domain=right, anchor="y2", log=True, ticks=TICKS
            ),
            yaxis2=base.axis(
                "Potassium:<br>change (mmol/L)", *POTASSIUM_MM, sizes, anchor="x2", ticks=(-1, -0.5, 0)
            ),
        ),
    )


def adrenaline_frame(state: Any) -> base.Frame:
    """Give the numbers of an ``AdrenalineState``."""
    here, ends = np.array([state.adrenaline_times]), np.array(TIMES_REST)
    events = np.array([event.adrenaline_times for event in state.events])
    rows = 0.1 + 0.33 * (np.arange(events.size) % 2)  # neighbours stand on two lines
    measured = np.array([state.infusion_times])
    low, value, high = state.measured_change_mM
    return {
        "isoprenaline into an artery": {"x": ends, "y": np.full(2, state.isoprenaline_tremor)},
        "tremor, no blocker": {"x": state.axis_times, "y": state.free_tremor},
        "tremor": {"x": state.axis_times, "y": state.tremor_curve},
        "speech, caffeine, infusion": {"x": events, "y": rows},
        "tremor here": {"x": here, "y": np.array([state.tremor_times])},
        "events in words": {"x": events * 1.08, "y": rows, "text": [event.name for event in state.events]},
        "isoprenaline in words": {
            "x": ends[:1],
            "y": np.array([3.28]),
            "text": [f"{SPACE}{state.isoprenaline_words}"],
        },
        "potassium, no blocker": {"x": state.axis_times, "y": state.free_change_mM},
        "potassium": {"x": state.axis_times, "y": state.change_curve_mM},
        "measured, ± as printed": {"x": np.repeat(measured, 2), "y": np.array([low, high])},
        "measured in an infusion": {"x": measured, "y": np.array([value])},
        "potassium here": {"x": here, "y": np.array([state.potassium_change_mM])},
        "measured in words": {
            "x": measured * 0.85,
            "y": np.array([value]),
            "text": [state.measured_words],
        },
    }
