"""The picture of the experiment on overbreathing: its pH, its calcium beside three forecasts, its people."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.figures.people import plain_words
from helpers.theme import Sizes

PH = (7.2, 7.85)
CHANGE_MM = (-0.3, 0.05)
LANES = (-0.7, 2.1)  # one bar for each symptom, the first above
LANE = 1.2  # from one bar to the next: room for words between them
BESIDE = 0.35  # the model stands this far right of what was measured


def trial_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give three plots: pH before and during, forecasts above what was found, people with symptoms."""
    left, middle, right = (0.0, 0.2), (0.5, 0.73), (0.8, 1.0)
    calcium, people = "x2y2", "x3y3"
    return base.skeleton(
        [
            base.line("pH measured, ± SD", sizes, colour="orange"),
            base.markers("pH measured", sizes, symbol="diamond"),
            base.line("pH, model", sizes, colour="blue"),
            base.markers("pH, model: its ends", sizes, colour="blue", symbol="square"),
            base.label("model in words", sizes, position="top left"),
            base.line("no change", sizes, colour="ink", dash="dot", thin=True, axes=calcium, table=False),
            base.line("forecast, interval", sizes, colour="blue", axes=calcium),
            base.markers("forecast", sizes, colour="blue", symbol="square", axes=calcium),
            base.markers("measured: no significant change", sizes, symbol="diamond", axes=calcium),
            base.label("names", sizes, position="middle left", axes=calcium),
            base.bars("people of 100", sizes, colour="orange", pattern="/", horizontal=True, axes=people),
            base.line("95 % interval", sizes, colour="ink", axes=people),
            base.label("people in words", sizes, position="top right", axes=people),
        ],
        base.layout(
            sizes,
            legend=False,
            margin={"l": sizes.font * 4, "r": sizes.font, "t": sizes.font, "b": sizes.font * 3.6},
            xaxis=base.axis(
                "Ten people",
                -0.4,
                1.7,
                sizes,
                domain=left,
                ticks=(0, 1),
                tick_words=("before", "during"),
                grid=False,
            ),
            yaxis=base.axis("Blood pH", *PH, sizes, ticks=(7.4, 7.6, 7.8)),
            xaxis2=base.axis(
                "Change of ionised<br>calcium (mmol/L)",
                *CHANGE_MM,
                sizes,
                domain=middle,
                anchor="y2",
                ticks=(-0.2, 0),
            ),
            yaxis2=base.axis("", 0, 4, sizes, anchor="x2", ticks=[], grid=False) | {"visible": False},
            xaxis3=base.axis("People (%)", 0, 100, sizes, domain=right, anchor="y3", ticks=(0, 50, 100)),
            yaxis3=base.axis("", *LANES, sizes, anchor="x3", ticks=[], grid=False),
        ),
    )


def trial_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``TrialState``."""
    pH = [state.pH_before, state.pH_during]
    heights = len(state.forecasts) + 0.5 - np.arange(len(state.forecasts) + 1)
    forecasts = np.array([(one.low, one.value, one.high) for one in state.forecasts])
    lanes = LANE * (len(state.people) - 1.0 - np.arange(len(state.people)))
    people = np.array([(one.low, one.value, one.high) for one in state.people])
    return {
        "pH measured, ± SD": _intervals(
            np.arange(2.0), np.array([(one.low, one.high) for one in pH]), upright=True
        ),
        "pH measured": {"x": np.arange(2.0), "y": np.array([one.value for one in pH])},
        "pH, model": {"x": np.full(2, 1 + BESIDE), "y": np.array(state.model_pH_during)},
        "pH, model: its ends": {
            "x": np.array([BESIDE, 1 + BESIDE, 1 + BESIDE]),
            "y": np.array([state.model_pH_before, *state.model_pH_during]),
        },
        "model in words": {
            "x": np.array([1.7]),
            "y": np.array([PH[0]]),
            "text": ["■ model<br>◆ measured"],
        },
        "no change": {"x": np.zeros(2), "y": np.array([0.0, 4.0])},
        "forecast, interval": _intervals(heights[:-1], forecasts[:, [0, 2]]),
        "forecast": {"x": forecasts[:, 1], "y": heights[:-1]},
        "measured: no significant change": {"x": np.zeros(1), "y": heights[-1:]},
        "names": {
            "x": np.full(heights.size, CHANGE_MM[0]),
            "y": heights,
            "text": [plain_words(f"{name} ") for name in (*(f.name for f in state.forecasts), state.found)],
        },
        "people of 100": {"x": people[:, 1], "y": lanes},
        "95 % interval": _intervals(lanes, people[:, [0, 2]]),
        "people in words": {
            "x": np.zeros(lanes.size),
            "y": lanes + 0.5,
            "text": [plain_words(one.name) for one in state.people],
        },
    }


def _intervals(places: np.ndarray, ends: np.ndarray, upright: bool = False) -> dict[str, np.ndarray]:
    """Give one line for each interval, with a gap after each."""
    along = np.column_stack([ends, np.full(len(ends), np.nan)]).ravel()
    across = np.repeat(places, 3)
    return {"x": across, "y": along} if upright else {"x": along, "y": across}
