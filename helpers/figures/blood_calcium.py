"""The picture of what defends blood calcium: a day's flows, and the first week after a change."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.display import signed
from helpers.figures import base, shapes
from helpers.theme import Sizes

ROUTES = ("absorbed from the gut", "lost in gut and skin", "lost in urine", "from bone, or to it")
ROUTE_WORDS = ("absorbed<br>from gut", "lost in gut<br>and skin", "lost in<br>urine", "from bone<br>or to it")
FLOW_AXIS, CALCIUM_AXIS, PTH_AXIS = (-760.0, 790.0), (0.5, 1.5), (0.13, 9.0)
PTH_FOOT = 0.2  # as low as the curve of PTH goes on its logarithmic axis
FIRST_DAY, WEEKS_AT, LAST_PLACE = -1.0, 8.9, 11.2  # "weeks later" has a place of its own on the axis of days


def blood_calcium_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give bars of the daily flows; beside them ionised calcium and PTH over the first week."""
    left, right, top, bottom = (0.0, 0.38), (0.47, 1.0), (0.5, 1.0), (0.0, 0.33)
    days = list(range(8))
    return base.skeleton(
        [
            _with_values(base.bars("calcium a day", sizes, horizontal=True, ghost=True), sizes),
            base.label("grade", sizes, position="top right", axes="xy4"),
            shapes.area("healthy range", sizes, "green", axes="x2y2"),
            base.label("calcium in words", sizes, position="top right", axes="x2y2"),
            _unbent(base.line("ionised calcium, mmol/L", sizes, ghost=True, axes="x2y2")),
            base.markers(
                "calcium weeks later, mmol/L", sizes, colour="blue", symbol="diamond", ghost=True, axes="x2y2"
            ),
            base.label("calcium weeks later in words", sizes, axes="x2y2", bold=True),
            base.label("PTH in words", sizes, position="top right", axes="x2y3"),
            _unbent(base.line("PTH, times healthy", sizes, colour="orange", ghost=True, axes="x2y3")),
            base.markers("PTH weeks later, times healthy", sizes, symbol="diamond", ghost=True, axes="x2y3"),
            base.label("PTH weeks later in words", sizes, axes="x2y3", bold=True),
        ],
        base.layout(
            sizes,
            height=307 + 2 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 7, "r": sizes.font, "t": sizes.font * 1.7, "b": sizes.font * 3.6},
            xaxis=base.axis("Into (+) or out of (−) blood (mg a day)", *FLOW_AXIS, sizes, domain=left)
            | {"zeroline": True, "zerolinecolor": base.INK, "tickmode": "linear", "dtick": 400},
            yaxis=base.axis("", 3.5, -0.5, sizes, ticks=[0], tick_words=ROUTE_WORDS, grid=False)
            | {"type": "category", "categoryorder": "array", "categoryarray": ROUTES, "tickvals": ROUTES},
            yaxis4=base.axis("", 0.0, 1.0, sizes, anchor="x") | {"overlaying": "y", "visible": False},
            xaxis2=base.axis(
                "Days after the change",
                FIRST_DAY,
                LAST_PLACE,
                sizes,
                ticks=[*days, WEEKS_AT],
                tick_words=[*map(str, days), "weeks"],
                domain=right,
                anchor="y3",
            ),
            yaxis2=base.axis(
                "", *CALCIUM_AXIS, sizes, ticks=[0.6, 0.8, 1.0, 1.2, 1.4], domain=top, anchor="x2", grid=False
            ),
            yaxis3=base.axis(
                "",
                *PTH_AXIS,
                sizes,
                log=True,
                ticks=[PTH_FOOT, 1, 5],
                tick_words=[f"≤{PTH_FOOT:g}", "1", "5"],
                domain=bottom,
                anchor="x2",
                grid=False,
            ),
        ),
    )


def blood_calcium_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``BloodCalciumState``."""
    steady = state.steady
    flows = np.array(
        [steady.absorbed_mg_day, -steady.gut_and_skin_mg_day, -steady.urine_mg_day, steady.bone_mg_day]
    )
    low, high = state.healthy_low_mM, state.healthy_high_mM
    start, weeks, beside = np.array([FIRST_DAY]), np.array([WEEKS_AT]), np.array([WEEKS_AT + 0.35])
    calcium, pth = np.array([steady.calcium_mM]), np.maximum(np.array([steady.pth_times_healthy]), PTH_FOOT)
    return {
        "calcium a day": {"x": flows, "y": np.array(ROUTES), "text": [signed(flow) for flow in flows]},
        "grade": {"x": np.array(FLOW_AXIS[:1]), "y": np.ones(1), "text": [state.grade]},
        "healthy range": {
            "x": np.array([FIRST_DAY, LAST_PLACE, LAST_PLACE, FIRST_DAY]),
            "y": np.array([low, low, high, high]),
        },
        "calcium in words": {
            "x": start,
            "y": np.array(CALCIUM_AXIS[1:]),
            "text": ["Calcium (mmol/L), green: healthy"],
        },
        "ionised calcium, mmol/L": {"x": state.day, "y": state.calcium_mM},
        "calcium weeks later, mmol/L": {"x": weeks, "y": calcium, "text": ["weeks later, not day 9"]},
        "calcium weeks later in words": {"x": beside, "y": calcium, "text": [f"{calcium[0]:.2f}"]},
        "PTH in words": {"x": start, "y": np.array(PTH_AXIS[1:]), "text": ["PTH (times healthy)"]},
        "PTH, times healthy": {
            "x": state.day,
            "y": np.maximum(state.pth_times_healthy, PTH_FOOT),
            "text": ["or less" if value < PTH_FOOT else "" for value in state.pth_times_healthy],
        },
        "PTH weeks later, times healthy": {
            "x": weeks,
            "y": pth,
            "text": [f"{steady.pth_times_healthy:.2f}, weeks later"],
        },
        "PTH weeks later in words": {"x": beside, "y": pth, "text": [f"{steady.pth_times_healthy:.1f}"]},
    }


def _with_values(bars: base.Trace, sizes: Sizes) -> base.Trace:
    """Let each bar carry its number outside its end."""
    return bars | {
        "textposition": "outside",
        "textfont": {"size": sizes.font, "color": base.INK},
        "constraintext": "none",
        "textangle": 0,
        "cliponaxis": False,
    }


def _unbent(line: base.Trace) -> base.Trace:
    """Keep every point: left to itself plotly drops some, and the bend at day 0 would slide to day −1."""
    return line | {"line": line["line"] | {"simplify": False}}
