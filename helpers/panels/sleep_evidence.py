"""Lesson 02's evidence: receptors as the model has them, beside receptors as the scanner saw them."""

from __future__ import annotations

from typing import Any

from helpers import evidence
from helpers.figures.forest import Estimate, Study
from helpers.panels.forest import Forest, ForestState, mark_of
from helpers.physiology import sleep_receptors
from helpers.physiology.sleep import DAY_H, pressure_awake
from helpers.physiology.sleep_week import (
    AFTERNOON,
    FIRST_FREE_DAY,
    LOST_NIGHT_AWAKE,
    QUOTED_AWAKE,
    STUDIED_AWAKE,
    STUDIED_SHORT_NIGHT,
    week_pressure,
)

NO_CHANGE = 0.0  # what a study that prints no number, and says so, is drawn at


class ReceptorsMeasured(Forest):
    """Model against measurement: receptors after lost nights and after short ones."""

    title = "Receptors after lost and after short nights: scanner and model"
    question = "The model was fitted to lost nights. Does it also foretell a week of short ones?"
    axis = "Change against rested (%)"
    low, high = -10.0, 20.0
    ticks = (-10, 0, 10, 20)
    series = ("measured", "model")
    no_effect = NO_CHANGE
    sides = ("fewer receptors", "more receptors")

    def studies(self) -> tuple[Study, ...]:
        """Put each study beside the model at the same hours awake."""
        insula, striatum = _rows("elmenhorst_2017")
        (quoted,), (short,) = _rows("elmenhorst_2007"), _rows("lange_2026")
        rested, tired = _rows("volkow_2012")
        saturday_h = DAY_H * (FIRST_FREE_DAY - 1) + AFTERNOON
        after_short, _ = week_pressure(saturday_h, STUDIED_SHORT_NIGHT)
        a1, d2 = sleep_receptors.a1_availability, sleep_receptors.d2_availability
        long, night = a1(pressure_awake(STUDIED_AWAKE)), a1(pressure_awake(QUOTED_AWAKE))
        lost = d2(pressure_awake(LOST_NIGHT_AWAKE))
        return (
            _line(f"A1, {STUDIED_AWAKE:g} h awake, insula", insula, _before(insula), long),
            _line(f"A1, {STUDIED_AWAKE:g} h awake, striatum", striatum, _before(striatum), long),
            _line(f"A1, {QUOTED_AWAKE:g} h awake", quoted, quoted.value, night),
            _line("D2, one lost night", tired, 100 * (tired.value / rested.value - 1), lost),
            _line("A1, five nights of five hours", short, NO_CHANGE, a1(after_short), found=short.finding),
        )

    def describe(self, state: ForestState, reference: ForestState) -> str:
        """Say where the two had to agree, and where they could have."""
        *_, short = state.studies
        model = short.estimates[1]
        assert model is not None
        return (
            "After lost nights model and scanner agree, for there the model was fitted to them (the 24-hour "
            "value was not, and is only quoted). The one free test is the last line: after five nights of "
            f"five hours the model says {model.value:+.0f}\N{NO-BREAK SPACE}%, the study no change."
        )


def _rows(source: str) -> list[Any]:
    """Give the rows of the table that come from one study."""
    return [row for row in evidence.rows("sleep_and_brain") if row.source == source]


def _before(row: Any) -> float:
    """Give how far receptors had risen, from how far sleep then brought them down."""
    return float(sleep_receptors.risen_percent(row.value))


def _line(what: str, row: Any, measured: float, model: Any, found: str = "") -> Study:
    """Give one line: what was looked at and by whom, measured and model, both in words too."""
    name = f"{what}: {evidence.source(row.source).short}{mark_of(row)}"
    percent = 100 * (float(model) - 1)
    words = f"{found or f'{measured:+.1f}'} (model {percent:+.1f})"
    return Study(name, (Estimate(measured), Estimate(percent)), words)
