"""How fast strength came back: one measured point, and every curve that passes through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers import evidence
from helpers.figures.vitamin_d_recovery import DAYS_HIGH, recovery_frame, recovery_skeleton
from helpers.panels.base import Panel, Slider
from helpers.physiology.vitamin_d_strength import recovering, recovery_time_day

SIX_MONTHS = 183.0
DAYS = np.linspace(0.0, DAYS_HIGH, 147)
CLOSE_PERCENT = 1.5  # how near the curve must pass to be called a fit


@dataclass(frozen=True)
class RecoveryState:
    """One exponential and the two measured points of the women's strength, in per cent of the controls."""

    recovery_day: float
    end_percent: float
    day: np.ndarray
    curve_percent: np.ndarray
    before_percent: float
    reached_percent: float
    reached_day: float
    curve_there_percent: float
    fits: bool
    fitting_day: float


class StrengthRecovery(Panel):
    """Move the recovery time and where it ends: many pairs pass through the one point that was measured."""

    title = "How fast did strength come back? One point, many curves"
    question = "After six months of treatment the women reached 82 % of the controls. How fast is that?"

    recovery_day = Slider(
        "Recovery time", 30, 600, reference=280, step=5, unit="days", hint="63 % of the way"
    )
    end_percent = Slider("It ends at", 84, 100, reference=100, step=1, unit="% of controls")

    presets = {
        "ends at the controls": {},
        "ends short of them": {"recovery_day": 100, "end_percent": 85},
        "a quick recovery": {"recovery_day": 75},
    }

    def compute(self, recovery_day: float, end_percent: float) -> RecoveryState:
        """Draw the exponential; find the time with which this end would pass through the point."""
        force = {row.moment: row.value for row in _forces()}
        start, reached = (
            force[moment] / force["Danish controls"] for moment in ("before treatment", "after six months")
        )
        end = end_percent / 100
        there = float(recovering(SIX_MONTHS, start, end, recovery_day))
        return RecoveryState(
            recovery_day,
            end_percent,
            day=DAYS,
            curve_percent=100 * recovering(DAYS, start, end, recovery_day),
            before_percent=100 * start,
            reached_percent=100 * reached,
            reached_day=SIX_MONTHS,
            curve_there_percent=100 * there,
            fits=abs(100 * (there - reached)) < CLOSE_PERCENT,
            fitting_day=recovery_time_day(SIX_MONTHS, reached, start, end),
        )

    skeleton = staticmethod(recovery_skeleton)
    frame = staticmethod(recovery_frame)

    def describe(self, state: RecoveryState, reference: RecoveryState) -> str:
        """Say whether the curve meets the point, and which time would with this end."""
        meets = "meets" if state.fits else "misses"
        return (
            f"A recovery time of {state.recovery_day:.0f} days that ends at {state.end_percent:.0f} % "
            f"{meets} the one point: {state.curve_there_percent:.0f} % after six months, measured "
            f"{state.reached_percent:.0f} %. With this end, {state.fitting_day:.0f} days would go through it."
        )


def _forces() -> list[Any]:
    rows = evidence.rows("vitamin_d_trials")
    return [row for row in rows if row.source == "glerup_2000" and row.quantity == "greatest force"]
