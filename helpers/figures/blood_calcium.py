"""The picture of what defends blood calcium: a day's flows, and the first week after a change."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

ROUTES = ("absorbed from the gut", "lost in gut and skin", "lost in urine", "from bone, or to it")
ROUTE_WORDS = ("absorbed<br>from gut", "lost in gut<br>and skin", "lost in<br>urine", "from bone<br>or to it")
FLOW_AXIS, CALCIUM_AXIS, PTH_AXIS = (-680, 820), (0.5, 1.6), (-0.4, 7.5)
FIRST_DAY, WEEKS_AT, LAST_PLACE = -1.0, 8.9, 11.2  # "weeks later" has a place of its own on the axis of days


def blood_calcium_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give bars of the daily flows; beside them ionised calcium and PTH over the first week."""
    left, right, top, bottom = (0.0, 0.41), (0.53, 1.0), (0.44, 1.0), (0.0, 0.34)
    days = list(range(8))
    return base.skeleton(
        [
            _with_values(base.bars("calcium a day", sizes, horizontal=True, ghost=True), sizes),
            base.label("grade", sizes, position="middle left"),
            _band(base.line("healthy range", sizes, colour="green", axes="x2y2", table=False)),
            base.label("healthy range in words", sizes, axes="x2y2"),
            _unbent(base.line("ionised calcium", sizes, ghost=True, axes="x2y2")),
            base.markers(
                "calcium weeks later", sizes, colour="blue", symbol="diamond", ghost=True, axes="x2y2"
            ),
            base.label("calcium weeks later in words", sizes, axes="x2y2", bold=True),
            base.label("calcium on the last day in words", sizes, position="bottom left", axes="x2y2"),
            _unbent(base.line("PTH", sizes, colour="orange", ghost=True, axes="x2y3")),
            base.markers("PTH weeks later", sizes, symbol="diamond", ghost=True, axes="x2y3"),
            base.label("PTH weeks later in words", sizes, axes="x2y3", bold=True),
        ],
        base.layout(
            sizes,
            height=310 + 5 * sizes.font,
            legend=False,
            margin={"l": sizes.font * 7, "r": sizes.font, "t": sizes.font, "b": sizes.font * 4},
            xaxis=base.axis("Into (+) or out of (−) blood (mg a day)", *FLOW_AXIS, sizes, domain=left)
            | {"zeroline": True, "zerolinecolor": base.INK, "tickmode": "linear", "dtick": 300},
            yaxis=base.axis("", 3.5, -0.5, sizes, ticks=[0], tick_words=ROUTE_WORDS, grid=False)
            | {"type": "category", "categoryorder": "array", "categoryarray": ROUTES, "tickvals": ROUTES},
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
                "Calcium (mmol/L)",
                *CALCIUM_AXIS,
                sizes,
                ticks=[0.6, 0.8, 1.0, 1.2, 1.4],
                domain=top,
                anchor="x2",
            ),
            yaxis3=base.axis(
                "PTH (× healthy)", *PTH_AXIS, sizes, ticks=[1, 3, 5, 7], domain=bottom, anchor="x2"
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
    weeks, last = np.array([WEEKS_AT]), np.array([state.day[-1]])
    calcium, last_calcium = np.array([steady.calcium_mM]), np.array([state.calcium_mM[-1]])
    pth = np.array([steady.pth_times_healthy])
    return {
        "calcium a day": {"x": flows, "y": np.array(ROUTES), "text": [signed(flow) for flow in flows]},
        "grade": {"x": np.array([FLOW_AXIS[1] - 10.0]), "y": np.array(ROUTES[2:3]), "text": [state.grade]},
        "healthy range": {
            "x": np.array([FIRST_DAY, LAST_PLACE, LAST_PLACE, FIRST_DAY]),
            "y": np.array([low, low, high, high]),
        },
        "healthy range in words": {
            "x": np.array([FIRST_DAY + 0.1]),
            "y": np.array([CALCIUM_AXIS[1] - 0.08]),
            "text": [f"green: healthy, {low:.2f} to {high:.2f}"],
        },
        "ionised calcium": {"x": state.day, "y": state.calcium_mM},
        "calcium weeks later": {"x": weeks, "y": calcium, "text": ["weeks later, not day 9"]},
        "calcium weeks later in words": {"x": weeks + 0.2, "y": calcium, "text": [f"{calcium[0]:.2f}"]},
        "calcium on the last day in words": {
            "x": last,
            "y": last_calcium - 0.02,
            "text": [f"day {last[0]:.0f}: {last_calcium[0]:.2f}"],
        },
        "PTH": {"x": state.day, "y": state.pth_times_healthy},
        "PTH weeks later": {"x": weeks, "y": pth, "text": ["weeks later, not day 9"]},
        "PTH weeks later in words": {"x": weeks + 0.2, "y": pth, "text": [f"{pth[0]:.1f}"]},
    }


def signed(flow: float) -> str:
    """Give a flow as ``+268``, ``−150`` or ``0``."""
    rounded = round(float(flow))
    return f"{rounded:+d}".replace("-", "−") if rounded else "0"


def _with_values(bars: base.Trace, sizes: Sizes) -> base.Trace:
    """Let each bar carry its number outside its end."""
    return bars | {
        "textposition": "outside",
        "textfont": {"size": sizes.font, "color": base.INK},
        "constraintext": "none",
        "textangle": 0,
        "cliponaxis": False,
    }


def _band(line: base.Trace) -> base.Trace:
    """Turn a line into the light area inside it."""
    return line | {"fill": "toself", "fillcolor": "rgba(0,158,115,0.22)", "line": {"width": 0}}


def _unbent(line: base.Trace) -> base.Trace:
    """Keep every point: left to itself plotly drops some, and the bend at day 0 would slide to day −1."""
    return line | {"line": line["line"] | {"simplify": False}}
