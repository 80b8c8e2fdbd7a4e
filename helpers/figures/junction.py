"""The picture of the junction: release over calcium, and two opposite effects of the same blood."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

CALCIUM_AXIS = (0.2, 2.6)
RELEASE_AXIS = (0.0002, 10.0)
RESERVE_AXIS = (0.002, 30.0)
PUSH_AXIS = (-6.0, 175.0)
TURNS_AT = 1.9  # the words stand on the other side of the dot from here on [mmol/L]
LANE_AXIS, MARKS_TO, WORDS_AT = (-0.35, 0.75), (-0.35, 0.3), 0.5  # the small plots: dots at 0, words above


def junction_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give the release curve with its failing band; beside it one small plot for each effect."""
    left, right, top, bottom = (0.0, 0.46), (0.55, 1.0), (0.62, 1.0), (0.0, 0.38)
    lane: dict[str, Any] = {"showticklabels": False, "ticks": "", "showgrid": False, "showline": False}
    return base.skeleton(
        [
            _band(base.line("band where junctions begin to fail", sizes, colour="pink", table=False)),
            base.line("release", sizes, colour="orange", ghost=True),
            base.markers("release here", sizes, ghost=True),
            base.label("release in words", sizes, bold=True),
            base.label("what it rests on", sizes, position="top left"),
            _band(base.line("begins to fail", sizes, colour="pink", axes="x2y2", table=False)),
            base.line("normal reserve", sizes, colour="ink", dash="dot", thin=True, axes="x2y2", table=False),
            base.line("reserve moved", sizes, colour="orange", axes="x2y2", table=False),
            base.markers("transmitter reserve", sizes, ghost=True, axes="x2y2"),
            base.label("reserve in words", sizes, axes="x2y2"),
            base.line("normal push", sizes, colour="ink", dash="dot", thin=True, axes="x3y3", table=False),
            base.line("push moved", sizes, colour="blue", axes="x3y3", table=False),
            base.markers(
                "push the axon needs", sizes, colour="blue", symbol="square", ghost=True, axes="x3y3"
            ),
            base.label("push in words", sizes, axes="x3y3"),
        ],
        base.layout(
            sizes,
            height=310 + 5 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 4, "r": sizes.font, "t": sizes.font, "b": sizes.font * 4},
            xaxis=base.axis("Ionised calcium (mmol/L)", *CALCIUM_AXIS, sizes, domain=left),
            yaxis=base.axis(
                "Release (times normal)",
                *RELEASE_AXIS,
                sizes,
                log=True,
                ticks=[0.001, 0.01, 0.1, 1],
                tick_words=["1/1000", "1/100", "1/10", "1"],
            ),
            xaxis2=base.axis(
                "Transmitter (times the need)",
                *RESERVE_AXIS,
                sizes,
                log=True,
                ticks=[0.01, 0.1, 1, 10],
                tick_words=["0.01", "0.1", "1", "10"],
                domain=right,
                anchor="y2",
            ),
            yaxis2=base.axis("", *LANE_AXIS, sizes, domain=top, anchor="x2") | lane,
            xaxis3=base.axis(
                "Push the axon needs (% of normal)",
                *PUSH_AXIS,
                sizes,
                ticks=[0, 50, 100, 150],
                domain=right,
                anchor="y3",
            ),
            yaxis3=base.axis("", *LANE_AXIS, sizes, domain=bottom, anchor="x3") | lane,
        ),
    )


def junction_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``JunctionState``."""
    here, release = np.array([state.calcium_mM]), np.array([state.release])
    reserve, push = np.array([state.reserve]), np.array([100 * state.kick_ratio])
    lane = np.zeros(1)
    right = state.calcium_mM < TURNS_AT
    notes = ["pink: junctions begin to fail", *state.grades]
    return {
        "band where junctions begin to fail": _box(CALCIUM_AXIS, (state.fails_below, state.may_fail_below)),
        "release": {"x": state.curve_calcium_mM, "y": state.curve_release},
        "release here": {"x": here, "y": release},
        "release in words": {
            "x": here + (0.04 if right else -0.04),
            "y": release,
            "text": [f"{times(state.release)} times"],
            "textposition": "bottom right" if right else "top left",
        },
        "what it rests on": {
            "x": np.array([CALCIUM_AXIS[1]]),
            "y": np.array([RELEASE_AXIS[0]]),
            "text": ["<br>".join(notes)],
        },
        "begins to fail": _box(
            (state.normal_reserve * state.fails_below, state.normal_reserve * state.may_fail_below),
            MARKS_TO,
        ),
        "normal reserve": {"x": np.full(2, state.normal_reserve), "y": np.array(MARKS_TO)},
        "reserve moved": {"x": np.array([state.normal_reserve, state.reserve]), "y": np.zeros(2)},
        "transmitter reserve": {"x": reserve, "y": lane, "text": ["times what the fibre needs"]},
        "reserve in words": {
            "x": np.array([RESERVE_AXIS[0]]),
            "y": np.array([WORDS_AT]),
            "text": [f"{times(state.reserve)} times: {state.junction}"],
        },
        "normal push": {"x": np.full(2, 100.0), "y": np.array(MARKS_TO)},
        "push moved": {"x": np.array([100.0, push[0]]), "y": np.zeros(2)},
        "push the axon needs": {"x": push, "y": lane, "text": ["% of the normal push"]},
        "push in words": {
            "x": np.array([PUSH_AXIS[0]]),
            "y": np.array([WORDS_AT]),
            "text": [f"{percent(state.kick_ratio)}: {state.axon}"],
        },
    }


def percent(share: float) -> str:
    """Give ``48 %``, below one per cent with two figures."""
    return f"{100 * share:.0f} %" if share >= 0.01 else f"{100 * share:.2g} %"


def times(multiple: float) -> str:
    """Give ``4.0``, below one with two figures."""
    return f"{multiple:.1f}" if multiple >= 1 else f"{multiple:.2g}"


def _box(across: tuple[float, float], up: tuple[float, float]) -> dict[str, np.ndarray]:
    """Give the corners of a rectangle."""
    (left, right), (low, high) = across, up
    return {"x": np.array([left, right, right, left]), "y": np.array([low, low, high, high])}


def _band(line: base.Trace) -> base.Trace:
    """Turn a line into the light area inside it."""
    return line | {"fill": "toself", "fillcolor": "rgba(204,121,167,0.35)", "line": {"width": 0}}
