"""Lesson 05's measurements: an experiment in volunteers beside the model, and trials against cramps."""

from __future__ import annotations

from typing import Any

from helpers import evidence, records
from helpers.figures.forest import Estimate, Study
from helpers.panels.forest import Forest, ForestState, words_of
from helpers.physiology.calcium_loop import CalciumState, steady_state
from helpers.physiology.magnesium import DEPLETION_DAYS, DEPLETION_DIET, magnesium_course

FITTED = records.MARKS["fitted"][0]


class DepletionStudy(Forest):
    """Model against measurement: what three weeks almost without magnesium did to 26 people."""

    title = "Three weeks almost without magnesium: 26 people and the model"
    question = "Does the model’s body follow the volunteers’?"
    axis = "Change over three weeks (%)"
    low, high, ticks = -32.0, 12.0, (-30, -20, -10, 0, 10)
    series = ("measured", "model")
    no_effect = 0.0
    sides = ("fell", "rose")

    def studies(self) -> tuple[Study, ...]:
        """Set the measured changes beside those of a body on the volunteers’ diet."""
        before, after = _loop(_measured("total magnesium", "before")), _loop(_model_magnesium_mM())
        did_not_rise = next(
            row for row in evidence.rows("magnesium_and_calcium") if "did not rise" in row.quantity
        )
        return (
            _study(
                f"Magnesium {FITTED} fitted to this",
                _measured_change("total magnesium"),
                _change(_measured("total magnesium", "before"), _model_magnesium_mM()),
            ),
            _study(
                f"Calcium {FITTED} fitted to this",
                _measured_change("total calcium"),
                _change(before.ionised_calcium_mM, after.ionised_calcium_mM),
            ),
            _study(
                "Calcitriol",
                _measured_change("calcitriol"),
                _change(before.calcitriol_pmol_L, after.calcitriol_pmol_L),
            ),
            _study(
                "Parathyroid hormone (PTH)",
                None,
                _change(before.pth_pg_mL, after.pth_pg_mL),
                f"no rise: {did_not_rise.finding}",
            ),
        )

    def describe(self, state: ForestState, reference: ForestState) -> str:
        """Say where the model keeps up and where it falls short."""
        calcitriol = state.studies[2].estimates
        measured, model = calcitriol[0], calcitriol[1]
        assert measured is not None and model is not None
        return (
            "In both PTH does not rise to defend calcium. Calcitriol fell by "
            f"{-measured.value:.0f} % in people, by {-model.value:.0f} % in the model: there it falls short. "
            "Magnesium and calcium are no test; the model was fitted to them (calcium: total in people, "
            "ionised in the model)."
        )


class MagnesiumAndCramps(Forest):
    """Magnesium against placebo for ordinary cramps, and what happened on placebo alone."""

    title = "Magnesium and ordinary cramps: trials in older adults"
    question = "Does magnesium stop ordinary cramps better than a tablet without it?"
    table = "magnesium_trials"
    quantities = ("change of cramp rate against placebo", "change of cramp rate on placebo")
    axis = "Change of cramp rate (percentage points)"
    low, high, ticks = -40.0, 20.0, (-40, -20, 0, 20)
    series = ("magnesium against placebo", "placebo alone, before and after")
    no_effect = 0.0
    sides = ("fewer cramps", "more")

    def studies(self) -> tuple[Study, ...]:
        """Give one line for each row: differences between groups, and the placebo group by itself."""
        return tuple(_trial(row) for row in self.rows())

    def describe(self, state: ForestState, reference: ForestState) -> str:
        """Say what the intervals hold, and how much came without magnesium."""
        given = [study.estimates[0] for study in state.studies if study.estimates[0] is not None]
        alone = next(study.estimates[1] for study in state.studies if study.estimates[1] is not None)
        unclear = all(e.low is not None and e.high is not None and e.low < 0 < e.high for e in given)
        verdict = (
            "every interval has room for no difference at all"
            if unclear
            else "not every interval has room for no difference"
        )
        return (
            f"Against placebo, {verdict}. People on placebo alone had {-alone.value:.0f} % fewer cramps than "
            "before: whoever felt better on magnesium cannot tell from that why."
        )


def _trial(row: Any) -> Study:
    alone = "on placebo" in row.quantity
    estimate = Estimate(row.value, row.low, row.high)
    name = evidence.source(row.source).short.replace(" et al.", "")
    name += ", on placebo" if alone else f": {row.people} people"
    if "superseded" in row.note:
        name += ", superseded"
    return Study(name, (None, estimate) if alone else (estimate, None), words_of(row))


def _study(name: str, measured: float | None, model: float, instead: str = "") -> Study:
    """Put a line together; ``instead`` stands where no change was printed."""
    own = f"{measured:+.0f}" if measured is not None else instead
    estimates = (None if measured is None else Estimate(measured), Estimate(model))
    return Study(name, estimates, f"{own} (model {model:+.0f})")


def _measured(quantity: str, moment: str) -> float:
    rows = evidence.rows("magnesium_and_calcium")
    return next(float(row.value) for row in rows if (row.quantity, row.moment) == (quantity, moment))


def _measured_change(quantity: str) -> float:
    return _change(_measured(quantity, "before"), _measured(quantity, "after"))


def _change(before: float, after: float) -> float:
    return 100 * (after / before - 1)


def _model_magnesium_mM() -> float:
    start = _measured("total magnesium", "before")
    return float(magnesium_course(DEPLETION_DAYS, start, DEPLETION_DIET).magnesium_mM[-1])


def _loop(magnesium_mM: float) -> CalciumState:
    return steady_state(magnesium_mM=magnesium_mM)
