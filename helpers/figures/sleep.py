"""The picture of a week of sleep: pressure over eight days, and what one afternoon makes of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.display import signed
from helpers.figures import base, shapes
from helpers.theme import DESK, Sizes

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon")
WEEK_LOW, WEEK_HIGH = 0.2, 8.05
PRESSURE_LOW, PRESSURE_HIGH = -0.34, 1.18
NIGHT_LOW, NIGHT_HIGH, HOURS_AT, AFTERNOON_AT = -0.32, -0.22, -0.13, 1.07
TIMES_LOW, TIMES_HIGH, WORDS_AT = 0.88, 5.0, 1.06
ROWS = np.array([3.5, 2.5, 1.5, 0.5])
WORDS_OFF = 0.1


def week_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give pressure over the week with its nights; beside it four rows, each against a rested afternoon.

    In each plot what moves most often stands last: a moved trace is drawn above the others.
    """
    right = "x2y2"
    return base.skeleton(
        [
            base.line("asleep", sizes, colour="grey", thin=True, fill="toself", table=False),
            base.every_point(base.line("sleep pressure", sizes, colour="blue", ghost=True)),
            base.markers("afternoons", sizes, colour="orange", symbol="circle-open"),
            base.label("hours slept", sizes, position="middle center"),
            base.markers("this afternoon", sizes, colour="orange", symbol="diamond"),
            base.label("which afternoon", sizes, position="middle center", bold=True),
            base.line("no change", sizes, colour="ink", dash="dot", thin=True, axes=right, table=False),
            base.label("how sure", sizes, position="bottom right", axes=right),
            base.line("how far from it", sizes, colour="blue", axes=right, table=False),
            base.markers("receptors", sizes, colour="blue", axes=right, ghost=True),
            base.markers("assumed", sizes, colour="pink", symbol="square", axes=right, ghost=True),
            base.label("what changes", sizes, position="top right", axes=right, bold=True),
        ],
        base.layout(
            sizes,
            height=350 + 4 * (sizes.font - DESK.font),
            legend=False,
            margin={"l": sizes.font * 4, "r": sizes.font, "t": sizes.font * 0.8, "b": sizes.font * 3.4},
            xaxis=base.axis(
                "Day of the week",
                WEEK_LOW,
                WEEK_HIGH,
                sizes,
                domain=(0, 0.56),
                ticks=[day + 0.5 for day in range(len(DAY_NAMES))],
                tick_words=DAY_NAMES,
                grid=False,
            ),
            yaxis=base.axis("Sleep pressure (0 to 1)", PRESSURE_LOW, PRESSURE_HIGH, sizes, ticks=[0, 0.5, 1]),
            xaxis2=base.axis(
                "Times a rested afternoon",
                TIMES_LOW,
                TIMES_HIGH,
                sizes,
                log=True,
                ticks=[1, 2, 3, 4],
                domain=(0.61, 1),
                anchor="y2",
                grid=False,
            ),
            yaxis2=base.axis("", 0, len(ROWS), sizes, ticks=[], grid=False, anchor="x2") | {"visible": False},
        ),
    )


def week_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``SleepWeekState``."""
    found = np.array([state.a1, state.d2, state.balance, state.twitch_ratio])
    here = state.afternoon_day[[state.look_day - 1]]
    one = np.ones(len(ROWS))
    receptors, assumed = slice(0, 2), slice(2, 4)
    left = np.full(len(ROWS), WORDS_AT)
    return {
        "asleep": shapes.blocks(state.asleep_day, state.awake_day, NIGHT_LOW, NIGHT_HIGH),
        "sleep pressure": {"x": state.time_day, "y": state.pressure},
        "afternoons": {"x": state.afternoon_day, "y": state.afternoon_pressure},
        "this afternoon": {"x": here, "y": np.array([state.sleep_pressure])},
        "hours slept": {
            "x": state.night_middle_day,
            "y": np.full(state.night_middle_day.size, HOURS_AT),
            "text": [f"{hours:g}" if hours else "none" for hours in state.night_hours],
        },
        "which afternoon": {
            "x": np.clip(here, WEEK_LOW + 1.6, WEEK_HIGH - 1.6),
            "y": np.array([AFTERNOON_AT]),
            "text": [f"{state.day_name}, 15:00: {state.sleep_pressure:.2f}"],
        },
        "no change": {"x": np.ones(2), "y": np.array([0.0, len(ROWS)])},
        "how far from it": _lines(one, found),
        "receptors": {
            "x": found[receptors],
            "y": ROWS[receptors],
            "marker.symbol": ["diamond-open" if state.extrapolated else "circle"] * 2,
        },
        "assumed": {"x": found[assumed], "y": ROWS[assumed]},
        "what changes": {
            "x": left,
            "y": ROWS + WORDS_OFF,
            "text": [
                f"A1 receptors: {percent(state.a1)}",
                f"D2 receptors: {percent(state.d2)}",
                f"cortex balance: {percent(state.balance)}",
                f"twitches: {state.twitch_ratio:.1f} times",
            ],
        },
        "how sure": {"x": left, "y": ROWS - WORDS_OFF, "text": list(state.grades)},
    }


def percent(times: float) -> str:
    """Give ``+12 %`` for 1.12."""
    return f"{signed(100 * (times - 1))}\N{NO-BREAK SPACE}%"


def _lines(starts: np.ndarray, ends: np.ndarray) -> dict[str, np.ndarray]:
    """Give one line for each row, from no change to what was found."""
    gap = np.full(len(ROWS), np.nan)
    return {
        "x": np.column_stack([starts, ends, gap]).ravel(),
        "y": np.column_stack([ROWS, ROWS, gap]).ravel(),
    }
