"""Lesson 01's test: four drinks, four hours in the heat, measured sodium beside the model's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers import evidence
from helpers.figures.forest import Estimate, Study
from helpers.panels.forest import Forest, ForestState
from helpers.physiology.body_water import EXAMPLE_HOURS, Fluids, plasma_sodium_mM
from helpers.physiology.sweat import RATE_MEAN, RATE_SD


@dataclass(frozen=True)
class DrinksState(ForestState):
    """One line for each drink: sodium measured, and the model's for middling and for extreme sweating."""

    largest_difference_mM: float


class DrinksInTheHeat(Forest):
    """Model against measurement: people who drank what they sweated, each time something else."""

    title = "Sodium after four hours at 30 °C, drinking as much as was sweated"
    question = "Four drinks replace the same sweat. Does the model put them in the order that was measured?"
    axis = "Plasma sodium afterwards (mmol/L)"
    low, high = 130.0, 142.0
    ticks = (130, 132, 134, 136, 138, 140, 142)
    series = ("measured", "model")

    def rows(self) -> list[Any]:
        """Give the trial's four drinks."""
        return [row for row in evidence.rows("sweat_and_cramp") if row.source == "anastasiou_2009"]

    def compute(self) -> DrinksState:
        """Put measured and modelled sodium on one line for each drink, and say how far they are apart."""
        measured = [float(row.value) for row in self.rows()]
        modelled = [_model(_sodium_of(row.moment)) for row in self.rows()]
        pairs = list(zip(self.rows(), measured, modelled, strict=True))
        return DrinksState(
            tuple(
                Study(_name(row), (Estimate(seen), model), f"{seen:g} (model {model.value:.1f})")
                for row, seen, model in pairs
            ),
            largest_difference_mM=max(abs(seen - model.value) for _, seen, model in pairs),
        )

    def describe(self, state: DrinksState, reference: DrinksState) -> str:
        """Say in what the two agree, and in what not."""
        return (
            "The saltier the drink, the higher the sodium, in people and in the model; both drinks without "
            "salt leave it below 135. The two differ by at most "
            f"{state.largest_difference_mM:.1f} mmol/L. The lines: the model for people who sweat less or "
            "more, since the trial’s litres were not seen."
        )


def _name(row: Any) -> str:
    return str(row.moment).removeprefix("after ").removeprefix("a ")


def _sodium_of(moment: str) -> float:
    """The drink's sodium [mmol/L], as the table words it; plain and mineral water carry none to speak of."""
    return next((float(word) for word in moment.split() if word[0].isdigit()), 0.0)


def _model(drink_mM: float) -> Estimate:
    """What the model gives for middling sweating, and one SD less and more."""
    hours = float(EXAMPLE_HOURS)
    litres = hours * np.array([RATE_MEAN, RATE_MEAN - RATE_SD, RATE_MEAN + RATE_SD])
    after = plasma_sodium_mM(Fluids(sweat_L=litres, drink_L=litres, drink_sodium_mM=drink_mM)).tolist()
    return Estimate(after[0], min(after), max(after))
