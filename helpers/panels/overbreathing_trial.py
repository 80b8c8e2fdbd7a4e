"""Model against measurement: ten men overbreathed for five minutes, and what three rules had forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from helpers import evidence
from helpers.figures.overbreathing_trial import trial_frame, trial_skeleton
from helpers.panels.base import Panel
from helpers.panels.breathing import EXPERIMENT
from helpers.physiology.blood import QUIET_PH
from helpers.physiology.breathing import arterial_pH_partly_buffered
from helpers.physiology.calcium import ionised_at_pH_mM

IN_PEOPLE, IN_THE_TUBE = "seamonds_1972", "dimeski_treacy_2018"


@dataclass(frozen=True)
class Span:
    """A number between its ends; the ends are the number where none were printed."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class TrialState:
    """What was measured, and what the kit and two studies would have said before.

    ``model_pH_during``: with the whole acute fall of bicarbonate, and with none of it.
    """

    pH_before: Span
    pH_during: Span
    model_pH_before: float
    model_pH_during: tuple[float, float]
    forecasts: tuple[Span, ...]
    found: str
    people: tuple[Span, ...]


class OverbreathingTrial(Panel):
    """The experiment of 1997 beside its forecasts; no controls, and no number of its own."""

    title = "Ten people overbreathe for five minutes"
    question = "The formula forecasts a fall of ionised calcium. Did it come?"

    def compute(self) -> TrialState:
        """Read the experiment, and put three forecasts to its change of pH."""
        before, during = (_span(_row("arterial pH", moment=moment)) for moment in ("before", "during"))
        lowest_co2 = _row("carbon dioxide at the end of a breath", table="stress_and_breathing").value
        buffered, not_yet = arterial_pH_partly_buffered(lowest_co2, [1.0, 0.0]).tolist()
        by_formula = float(ionised_at_pH_mM(during.value) - ionised_at_pH_mM(before.value))
        steps = (during.value - before.value) / 0.1  # the two studies print their slope per +0.1 pH
        found = _row("change of ionised calcium")
        return TrialState(
            pH_before=before,
            pH_during=during,
            model_pH_before=QUIET_PH,
            model_pH_during=(buffered, not_yet),
            forecasts=(
                Span("forecast: formula", by_formula, by_formula, by_formula),
                _forecast("forecast: people", IN_PEOPLE, steps),
                _forecast("forecast: in the tube", IN_THE_TUBE, steps),
            ),
            found=f"measured, {evidence.source(EXPERIMENT).year}" if not found.has_number else "",
            people=tuple(
                _felt(_row(f"people with {what}")) for what in ("tingling", "spasms of hand or foot")
            ),
        )

    skeleton = staticmethod(trial_skeleton)
    frame = staticmethod(trial_frame)

    def describe(self, state: TrialState, reference: TrialState) -> str:
        """Say what was forecast, what was found, and what the people had all the same."""
        changes = [forecast.value for forecast in state.forecasts]
        tingling, spasms = (one.name.split(": ")[1] for one in state.people)
        return (
            f"For a rise of pH from {state.pH_before.value:.2f} to {state.pH_during.value:.2f} three rules "
            f"forecast {-max(changes):.2f} to {-min(changes):.2f} mmol/L less ionised calcium. Measured: no "
            f"significant change, yet {tingling} tingled and {spasms} had spasms. The model's pH, "
            f"{state.model_pH_during[0]:.2f} to {state.model_pH_during[1]:.2f}, comes near."
        )


def _row(
    quantity: str, moment: str = "during", table: str = "calcium_and_ph", source: str = EXPERIMENT
) -> Any:
    """The one row with this quantity and moment of one source."""
    return evidence.row(table, source=source, quantity=quantity, moment=moment)


def _span(row: Any) -> Span:
    return Span(row.quantity, row.value, row.low, row.high)


def _felt(row: Any) -> Span:
    """The share of people with a symptom; its name says how many of how many."""
    what = row.quantity.removeprefix("people with ").split()[0]
    return Span(f"{what}: {row.finding}", row.value, row.low, row.high)


def _forecast(where: str, source: str, steps: float) -> Span:
    """A study's slope per +0.1 pH, taken so many steps far."""
    row = evidence.row("calcium_and_ph", source=source)
    low, high = (row.value if end is None else end for end in (row.low, row.high))
    year = evidence.source(source).year
    return Span(f"{where}, {year}" if year else where, steps * row.value, steps * low, steps * high)
