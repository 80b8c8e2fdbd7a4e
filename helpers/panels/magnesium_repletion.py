"""Too little magnesium, and something is given: which of hormone and calcium comes back, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from helpers import evidence, records
from helpers.display import signed
from helpers.figures.magnesium_repletion import repletion_frame, repletion_skeleton
from helpers.panels.base import Choice, Panel, Slider
from helpers.physiology.axon_equations import gating_shift_mV
from helpers.physiology.axon_thresholds import thresholds
from helpers.physiology.calcium_course import CALCIUM_SPACE, GIFTS, treated_course
from helpers.physiology.calcium_loop import NORMAL_PTH

SHOWN_FROM_H = 0.05
QUARTER_H, TWO_DAYS_H = 0.25, 48.0
GRADE = f"{' '.join(records.MARKS[CALCIUM_SPACE.confidence])}: fitted; magnesium normal at once"


@dataclass(frozen=True)
class RepletionState:
    """Five days after the gift; hormones in times healthy."""

    magnesium_mM: float
    given: str
    time_h: np.ndarray
    pth: np.ndarray
    calcium_mM: np.ndarray
    pth_before: float
    pth_after_quarter_hour: float
    calcium_before_mM: float
    calcium_after_two_days_mM: float
    calcium_at_end_mM: float
    healthy_low_mM: float
    healthy_high_mM: float
    gating_shift_mV: float
    push_mV: float
    axon: str
    grade: str


class Repletion(Panel):
    """Start with low magnesium; give nothing, calcium, or magnesium; watch the first minutes and days."""

    title = "Giving back: what returns in minutes, and what takes days"
    question = "Calcium is low because magnesium is. What brings it back to stay?"

    given = Choice("Given", list(GIFTS), reference=GIFTS[0], buttons=False)
    magnesium_before_mM = Slider(
        "Magnesium before", 0.3, 0.85, reference=0.45, step=0.01, unit="mmol/L", hint="total"
    )

    presets = {
        "nothing": {},
        "calcium, two days": {"given": "calcium"},
        "magnesium": {"given": "magnesium"},
        "magnesium, milder lack": {"given": "magnesium", "magnesium_before_mM": 0.55},
    }

    def compute(self, given: str, magnesium_before_mM: float) -> RepletionState:
        """Run five days from the moment of the gift."""
        course = treated_course(magnesium_before_mM, given)
        shown, pth = course.time_h >= SHOWN_FROM_H - 1e-9, course.pth_pg_mL / NORMAL_PTH
        calcium = course.ionised_calcium_mM

        def at(levels: np.ndarray, hour: float) -> float:
            return float(np.interp(hour, course.time_h, levels))

        shift = float(gating_shift_mV(calcium[-1]))
        axon = thresholds(shift)
        row = evidence.row("reference_ranges", analyte="calcium, ionised")
        return RepletionState(
            magnesium_mM=magnesium_before_mM,
            given=given,
            time_h=course.time_h[shown],
            pth=pth[shown],
            calcium_mM=calcium[shown],
            pth_before=float(pth[0]),
            pth_after_quarter_hour=at(pth, QUARTER_H),
            calcium_before_mM=float(calcium[0]),
            calcium_after_two_days_mM=at(calcium, TWO_DAYS_H),
            calcium_at_end_mM=float(calcium[-1]),
            healthy_low_mM=row.low,
            healthy_high_mM=row.high,
            gating_shift_mV=shift,
            push_mV=float(axon.kick_threshold_mV),
            axon=axon.words,
            grade=GRADE,
        )

    skeleton = staticmethod(repletion_skeleton)
    frame = staticmethod(repletion_frame)

    def describe(self, state: RepletionState, reference: RepletionState) -> str:
        """Say what the hormone does within minutes, and calcium within days."""
        before, after = f"{state.pth_before:.1f}", f"{state.pth_after_quarter_hour:.1f}"
        moves = f"stays at {before}" if before == after else f"goes from {before} to {after}"
        return (
            f"Magnesium was {state.magnesium_mM:.2f} mmol/L; given: {state.given}. Within 15 minutes "
            f"parathyroid hormone (PTH) {moves} times healthy. Ionised calcium, at first "
            f"{state.calcium_before_mM:.2f} mmol/L, is {state.calcium_after_two_days_mM:.2f} after two days "
            f"and {state.calcium_at_end_mM:.2f} after five."
        )

    def chain(self, state: RepletionState, reference: RepletionState) -> Mapping[str, str]:
        """Through the blood's calcium to gates and threshold, five days later."""
        return {
            "behaviour": f"given: {state.given}",
            "blood": f"ionised calcium {state.calcium_at_end_mM:.2f} mmol/L after five days",
            "gate": f"gates moved by {signed(state.gating_shift_mV, 1)} mV",
            "threshold": f"push needed {state.push_mV:.1f} mV (squid)",
            "axon": state.axon,
        }
