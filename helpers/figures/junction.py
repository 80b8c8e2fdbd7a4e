"""The picture of the junction: release over calcium, and two opposite effects of the same blood."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base, shapes
from helpers.theme import Sizes

CALCIUM_AXIS = (0.2, 2.6)
RELEASE_AXIS = (0.00003, 10.0)  # reaches far down: the notes stand below the lowest point of the curve
RESERVE_AXIS = (0.002, 30.0)
PUSH_AXIS = (0.0, 175.0)
LANE = (-0.5, 0.5)  # the room of one bar


def junction_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give the release curve with its failing band; beside it one bar for each effect, words above each."""
    left, right, top, bottom = (0.0, 0.44), (0.53, 1.0), (0.73, 1.0), (0.0, 0.27)
    lane: dict[str, Any] = {"showticklabels": False, "ticks": "", "showgrid": False}
    return base.skeleton(
        [
            shapes.area("band where junctions begin to fail", sizes, "pink", 0.35),
            base.line("release", sizes, colour="orange", ghost=True),
            base.markers("release here", sizes, ghost=True),
            base.label("release in words", sizes, position="top right", bold=True),
            base.label("what it rests on", sizes, position="top left"),
            base.bars(
                "transmitter reserve", sizes, colour="orange", horizontal=True, ghost=True, axes="x2y2"
            ),
            shapes.area("begins to fail", sizes, "pink", 0.35, axes="x2y2"),
            base.label("reserve in words", sizes, position="top right", axes="x2y2", bold=True),
            base.bars("push the axon needs", sizes, pattern="/", horizontal=True, ghost=True, axes="x3y3"),
            base.label("push in words", sizes, position="top right", axes="x3y3", bold=True),
        ],
        base.layout(
            sizes,
            height=310 + 5 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 4, "r": sizes.font, "t": sizes.font * 3, "b": sizes.font * 3.6},
            xaxis=base.axis("Ionised calcium (mmol/L)", *CALCIUM_AXIS, sizes, domain=left, grid=False),
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
                tick_words=["1/100", "1/10", "1", "10"],
                domain=right,
                anchor="y2",
            ),
            yaxis2=base.axis("", *LANE, sizes, domain=top, anchor="x2") | lane,
            xaxis3=base.axis(
                "Push needed (% of normal)",
                *PUSH_AXIS,
                sizes,
                ticks=[0, 50, 100, 150],
                domain=right,
                anchor="y3",
            ),
            yaxis3=base.axis("", *LANE, sizes, domain=bottom, anchor="x3") | lane,
        ),
    )


def junction_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``JunctionState``."""
    here, release, zero, top = np.array([state.calcium_mM]), np.array([state.release]), np.zeros(1), LANE[1:]
    needs = "no push needed" if state.fires_by_itself else f"{percent(state.kick_ratio)} of the normal push"
    return {
        "band where junctions begin to fail": shapes.box(
            CALCIUM_AXIS, (state.fails_below, state.may_fail_below)
        ),
        "release": {"x": state.curve_calcium_mM, "y": state.curve_release},
        "release here": {"x": here, "y": release},
        "release in words": {
            "x": np.array(CALCIUM_AXIS[:1]),
            "y": np.array(RELEASE_AXIS[1:]),
            "text": [f"One spike releases<br>{percent(state.release)} of normal (frog)"],
        },
        "what it rests on": {
            "x": np.array(CALCIUM_AXIS[1:]),
            "y": np.array(RELEASE_AXIS[:1]),
            "text": ["<br>".join(["pink: junctions begin to fail", *state.grades])],
        },
        "transmitter reserve": {"x": np.array([state.reserve]), "y": zero},
        "begins to fail": shapes.box(
            (state.normal_reserve * state.fails_below, state.normal_reserve * state.may_fail_below), LANE
        ),
        "reserve in words": {
            "x": np.array(RESERVE_AXIS[:1]),
            "y": np.array(top),
            "text": [f"{times(state.reserve)} times the fibre’s need:<br>{state.junction} (frog)"],
        },
        "push the axon needs": {"x": np.array([100 * state.kick_ratio]), "y": zero},
        "push in words": {
            "x": np.array(PUSH_AXIS[:1]),
            "y": np.array(top),
            "text": [f"{needs}:<br>{state.axon} (squid, cold)"],
        },
    }


def percent(share: float) -> str:
    """Give ``48 %``, below one per cent with two figures."""
    return f"{100 * share:.0f} %" if share >= 0.01 else f"{100 * share:.2g} %"


def times(multiple: float) -> str:
    """Give ``4.0``, below one with two figures."""
    return f"{multiple:.1f}" if multiple >= 1 else f"{multiple:.2g}"
