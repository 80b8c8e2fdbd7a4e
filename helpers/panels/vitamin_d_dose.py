"""How much 25(OH)D a little more vitamin D adds: it depends on what was there, and on whom one asks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers import evidence
from helpers.figures.vitamin_d_dose import INTAKE_HIGH, dose_frame, dose_skeleton
from helpers.panels.base import Panel, Slider
from helpers.physiology.vitamin_d import resting_level_nmol_L, rise_by_study_nmol_L

INTAKE = np.linspace(0.0, INTAKE_HIGH, 121)


@dataclass(frozen=True)
class Anchor:
    """A level measured in the trial that the curve was fitted to."""

    intake_IU_day: float
    nmol_L: float


@dataclass(frozen=True)
class DoseState:
    """25(OH)D before and after, months later, and the rise by four published answers."""

    basal_IU_day: float
    added_IU_day: float
    before_nmol_L: float
    after_nmol_L: float
    rise_nmol_L: float
    curve_IU_day: np.ndarray
    curve_nmol_L: np.ndarray
    answers: dict[str, float]
    anchors: tuple[Anchor, ...]


class MoreVitaminD(Panel):
    """Choose what somebody has from all sources, add some: see the rise, and how far studies disagree."""

    title = "The same addition, two people: the curve flattens"
    question = "The same amount is added for somebody with little and somebody with much. Who gains more?"

    basal_IU_day = Slider(
        "Before, all sources", 100, 2000, reference=245, step=5, unit="IU a day", hint="skin too"
    )
    added_IU_day = Slider("Added", 100, 1000, reference=800, step=20, unit="IU a day", hint="40 IU = 1 µg")

    presets = {"little before": {}, "much before": {"basal_IU_day": 2000}}

    def compute(self, basal_IU_day: float, added_IU_day: float) -> DoseState:
        """Read the curve before and after; ask every study for the rise."""
        before, after = resting_level_nmol_L([basal_IU_day, basal_IU_day + added_IU_day]).tolist()
        answers = rise_by_study_nmol_L(added_IU_day, basal_IU_day)
        return DoseState(
            basal_IU_day,
            added_IU_day,
            before,
            after,
            rise_nmol_L=after - before,
            curve_IU_day=INTAKE,
            curve_nmol_L=resting_level_nmol_L(INTAKE),
            answers={study: float(rise) for study, rise in answers.items()},
            anchors=_anchors(self.controls["basal_IU_day"].reference),
        )

    skeleton = staticmethod(dose_skeleton)
    frame = staticmethod(dose_frame)

    def describe(self, state: DoseState, reference: DoseState) -> str:
        """Say the rise, then how far the four answers lie apart."""
        rises = sorted(state.answers.values())
        return (
            f"From {state.basal_IU_day:.0f} to {state.basal_IU_day + state.added_IU_day:.0f} IU a day: "
            f"25(OH)D goes from {state.before_nmol_L:.0f} to {state.after_nmol_L:.0f} nmol/L, "
            f"{state.rise_nmol_L:.1f} more. Four published answers run from {rises[0]:.0f} "
            f"to {rises[-1]:.0f}, a factor of {rises[-1] / rises[0]:.1f}."
        )


def _anchors(basal_IU_day: float) -> tuple[Anchor, ...]:
    """The two levels printed by the trial: at the women's own intake, and above 3200 IU a day."""
    level = {
        row.moment: row.value
        for row in evidence.rows("vitamin_d_trials")
        if row.source == "gallagher_2012" and row.quantity == "25(OH)D"
    }
    plateau = next(moment for moment in level if moment.startswith("above"))
    added = float(plateau.split()[1])
    return Anchor(basal_IU_day, level["before"]), Anchor(basal_IU_day + added, level[plateau])
