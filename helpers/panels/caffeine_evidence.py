"""The curve of one drink against measured blood: levels, times, half-lives, each over the model's."""

from __future__ import annotations

from statistics import median
from typing import Any

from helpers import evidence
from helpers.figures.forest import SPACE, Estimate, Study
from helpers.panels.caffeine_clearance import pairs
from helpers.panels.forest import Forest, ForestState
from helpers.physiology.caffeine import TYPICAL, WEIGHT, peak_mg_L


class BloodAgainstModel(Forest):
    """Every line is a measurement divided by what the model says: on 1 they agree."""

    title = "Measured blood beside the model’s curve"
    question = "How far do measured levels, times and half-lives lie from those of the model?"
    axis = "Measured, as a multiple of the model’s value"
    low, high, no_effect, log = 0.3, 3.0, 1.0, True
    ticks = (0.5, 1, 2)
    sides = ("measured less", "measured more")

    def studies(self) -> tuple[Study, ...]:
        """Give peaks and time to peak, half-lives of healthy controls, and what the dose does to it."""
        half_life = float(TYPICAL.half_life_h)
        minutes = 60 * TYPICAL.time_to_peak_h
        clearance = 1000 * TYPICAL.clearance_L_h / 60 / WEIGHT  # from L/h to mL/min/kg
        controls = sorted(pair.control_h for pair in pairs())
        lines = [
            *(
                _line(row, f"highest level, {' '.join(row.study.split()[:2])}", _peak_for(row.study))
                for row in evidence.rows("caffeine_studies")
                if row.quantity == "caffeine in plasma"
            ),
            *(
                _line(row, "time to the peak", minutes)
                for row in evidence.rows("caffeine_studies")
                if row.quantity == "time to the peak"
            ),
            Study(
                f"half-life, {len(controls)} controls",
                (_over(median(controls), controls[0], controls[-1], half_life),),
                f"{controls[0]:g} to {controls[-1]:g} h (model {half_life:g})",
            ),
        ]
        for row in evidence.rows("caffeine_half_life"):
            if row.source == "newton_1981":
                model = half_life if row.quantity == "half-life" else clearance
                dose = row.population.removeprefix("after ")
                lines.append(_line(row, f"{row.quantity}, {dose}", model))
        return tuple(lines)

    def describe(self, state: ForestState, reference: ForestState) -> str:
        """Say how far apart they lie, and where."""
        values = [estimate.value for study in state.studies for estimate in study.estimates if estimate]
        return (
            f"Measurements stand at {min(values):.2f} to {max(values):.2f} times the model's values. "
            "They scatter on both sides, and the half-life grows with the dose, which the model ignores. "
            "Lines are the spread between people, or between groups."
        )


def _peak_for(study: str) -> float:
    """Give the model's peak for a study named by its dose, such as "5 mg/kg by mouth" [mg/L]."""
    return float(peak_mg_L(float(study.split()[0]) * WEIGHT))


def _over(value: float, low: float | None, high: float | None, model: float) -> Estimate:
    return Estimate(
        value / model, None if low is None else low / model, None if high is None else high / model
    )


def _line(row: Any, what: str, model: float) -> Study:
    """Give one measurement over the model's value, with both in words."""
    who = evidence.source(row.source).short.replace(" ", SPACE)  # stays on one line
    name = f"{what} ({who})"
    words = f"{row.value:g} {row.unit} (model {model:.3g})"
    return Study(name, (_over(row.value, row.low, row.high, model),), words)
