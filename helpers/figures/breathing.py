"""The picture of overbreathing: carbon dioxide and pH in time, calcium's two hypotheses, the threshold."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.figures import base
from helpers.theme import Sizes

TIME_MIN = (0.0, 30.0)
CO2_MMHG = (0.0, 45.0)
PH = (7.35, 7.85)
CHANGE_MM = (-0.24, 0.12)
FALL_PERCENT = (0.0, 55.0)
ROUTES = (0.0, 1.0)  # where the bars of the two routes stand


def overbreathing_skeleton(sizes: Sizes) -> base.Skeleton:
    """Give, from left to right: two courses in time, calcium over pH, and one bar for each route."""
    left, middle, right = (0.0, 0.21), (0.37, 0.70), (0.85, 1.0)
    upper, lower = (0.57, 1.0), (0.0, 0.43)
    calcium, nerve = "x3y3", "x4y4"
    return base.skeleton(
        [
            base.line("carbon dioxide", sizes, colour="green", ghost=True),
            base.markers("carbon dioxide at the end", sizes, colour="green", ghost=True, table=False),
            base.line("pH", sizes, colour="pink", ghost=True, axes="xy2"),
            base.markers("pH at the end", sizes, colour="pink", ghost=True, axes="xy2", table=False),
            base.line("textbook formula", sizes, colour="blue", dash="dash", thin=True, axes=calcium),
            base.line("no change", sizes, colour="ink", dash="dot", thin=True, axes=calcium),
            base.line("chosen hypothesis", sizes, colour="blue", axes=calcium),
            base.line("pH measured, ± SD", sizes, colour="orange", axes=calcium),
            base.markers("measured in ten people", sizes, symbol="diamond", axes=calcium),
            base.markers("calcium at the end", sizes, colour="blue", ghost=True, axes=calcium),
            base.label("textbook in words", sizes, position="bottom right", axes=calcium),
            base.label("measurement in words", sizes, position="top left", axes=calcium),
            base.bars("threshold lower, by calcium", sizes, colour="blue", ghost=True, axes=nerve),
            base.bars("threshold lower, by pH itself", sizes, colour="pink", pattern="/", axes=nerve),
            base.line("where it fires by itself", sizes, colour="ink", dash="dash", thin=True, axes=nerve),
            base.label("fires in words", sizes, position="bottom center", axes=nerve),
            base.label("falls in words", sizes, position="top center", axes=nerve, bold=True),
        ],
        base.layout(
            sizes,
            legend=False,
            barmode="overlay",
            margin={"l": sizes.font * 4.6, "r": sizes.font, "t": sizes.font, "b": sizes.font * 3.2},
            xaxis=base.axis("Time (min)", *TIME_MIN, sizes, domain=left, anchor="y2", ticks=(0, 15, 30)),
            yaxis=base.axis("CO₂<br>(mmHg)", *CO2_MMHG, sizes, domain=upper, ticks=(0, 20, 40)),
            yaxis2=base.axis("Blood<br>pH", *PH, sizes, domain=lower, anchor="x", ticks=(7.4, 7.6, 7.8)),
            xaxis3=base.axis("Blood pH", *PH, sizes, domain=middle, anchor="y3", ticks=(7.4, 7.6, 7.8)),
            yaxis3=base.axis(
                "Ionised calcium:<br>change (mmol/L)",
                *CHANGE_MM,
                sizes,
                anchor="x3",
                ticks=(-0.2, -0.1, 0, 0.1),
            ),
            xaxis4=base.axis(
                "through",
                -0.6,
                1.6,
                sizes,
                domain=right,
                anchor="y4",
                ticks=ROUTES,
                tick_words=("Ca", "pH"),
                grid=False,
            ),
            yaxis4=base.axis(
                "Threshold<br>lower by (%)", *FALL_PERCENT, sizes, anchor="x4", ticks=(0, 20, 40)
            ),
        ),
    )


def overbreathing_frame(state: Any) -> base.Frame:
    """Give the numbers of a ``BreathState``."""
    end, co2, pH = (np.array([value]) for value in (state.minutes, state.co2_mmHg, state.pH))
    change, formula = np.array([state.calcium_change_mM]), state.formula_change_mM
    falls = 100 * np.array([state.calcium_fall, state.direct_fall])
    alone = np.full(2, 100 * state.fires_at_fall)
    measured = np.array([state.measured_pH])
    return {
        "carbon dioxide": {"x": state.time_min, "y": state.co2_course_mmHg},
        "carbon dioxide at the end": {"x": end, "y": co2},
        "pH": {"x": state.time_min, "y": state.pH_course},
        "pH at the end": {"x": end, "y": pH},
        "textbook formula": {"x": state.pH_axis, "y": formula},
        "no change": {"x": state.pH_axis[[0, -1]], "y": np.zeros(2)},
        "chosen hypothesis": {"x": state.chosen_pH, "y": state.chosen_change_mM},
        "pH measured, ± SD": {"x": np.array(state.measured_pH_range), "y": np.zeros(2)},
        "measured in ten people": {"x": measured, "y": np.zeros(1)},
        "calcium at the end": {"x": pH, "y": change},
        "textbook in words": {
            "x": np.array([PH[0] + 0.01]),
            "y": np.array([-0.1]),
            "text": ["textbook<br>formula"],
        },
        "measurement in words": {
            "x": np.array(PH[1:]),
            "y": np.array([0.015]),
            "text": [state.measurement],
        },
        "threshold lower, by calcium": {"x": np.array(ROUTES[:1]), "y": falls[:1]},
        "threshold lower, by pH itself": {"x": np.array(ROUTES[1:]), "y": falls[1:]},
        "where it fires by itself": {"x": np.array([-0.6, 1.6]), "y": alone},
        "fires in words": {
            "x": np.array([0.5]),
            "y": alone[:1] - 1,
            "text": ["fires by<br>itself<br>(squid)"],
        },
        "falls in words": {"x": np.array(ROUTES), "y": falls, "text": [f"{fall:.0f}" for fall in falls]},
    }
