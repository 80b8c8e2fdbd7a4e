"""The explorer's other files: symptoms, effects of factors on them, and people one can meet."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator
from pydantic import ValidationInfo as Info

from helpers.records.base import Record
from helpers.records.explorer_factor import free
from helpers.records.faults import fault
from helpers.records.fields import KEY_FILES, FactorId, Id, SymptomId, Text
from helpers.records.measurement import Measurement

ODDS_RATIOS = (1e-4, 1e5)  # beyond these a likelihood could no longer be told from 0 or 1


class ExplorerSymptom(Measurement):
    """A symptom of the explorer and how many of 100 people at the reference have it within seven days.

    ``happening`` is what people of whom it is counted do, its verb first: "notice an eyelid twitch".
    """

    unique_columns = ("label",)
    id: Annotated[Id, free("symptom")]
    label: Text
    definition: Text
    happening: Text

    @model_validator(mode="after")
    def _some_but_not_all_people(self) -> ExplorerSymptom:
        _require_numbers(self, "people per 100")
        for column in ("low", "value", "high"):
            if not 0 < getattr(self, column) < 100:
                raise fault(column, f"got {getattr(self, column):g}", "above 0 and below 100 people per 100")
        if not self.low < self.value < self.high:  # type: ignore[operator]
            raise fault("value", f"got {self.value:g}", "above low and below high: nobody knows it exactly")
        return self


class ExplorerEffect(Measurement):
    """How a factor at its anchor multiplies the odds of a symptom, and how sure that is."""

    key_columns = ("factor", "symptom")
    crossed = ("factor", "symptom")
    factor: FactorId
    symptom: SymptomId
    change_our_mind: Text

    @model_validator(mode="after")
    def _an_odds_ratio(self) -> ExplorerEffect:
        _require_numbers(self, "odds ratio")
        if self.low <= 0:  # type: ignore[operator]
            raise fault("low", f"got {self.low:g}", "above 0: an odds ratio")
        least, most = ODDS_RATIOS
        for column in ("low", "value", "high"):
            if not least <= getattr(self, column) <= most:
                allowed = f"an odds ratio between {least:g} and {most:,.0f}"
                raise fault(column, f"got {getattr(self, column):g}", allowed)
        return self


def _require_numbers(row: Measurement, unit: str) -> None:
    for column in ("value", "low", "high"):
        if getattr(row, column) is None:
            raise fault(column, "got nothing", "a number")
    if row.unit != unit:
        raise fault("unit", f"got {row.unit!r}", repr(unit))


def _on_the_scales(settings: Any, info: Info[dict[str, Any]]) -> Any:
    """Refuse a setting of a factor that does not exist, and one that its control cannot take."""
    factors = info.context["explorer_factors.csv"]
    for key, value in settings.items() if isinstance(settings, dict) else ():
        if key not in factors:
            raise fault(str(key), "an unknown factor", f"a factor of {KEY_FILES['factor']}")
        factor = factors[key]
        if value is None:
            continue
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if factor.control == "switch" and not isinstance(value, bool):
            raise fault(key, f"got {value!r}", "true, false or null")
        if factor.control == "slider" and not (number and factor.low <= value <= factor.high):
            allowed = f"between {factor.low:g} and {factor.high:g} {factor.unit}".strip()
            raise fault(key, f"got {value!r}", f"a number {allowed}, or null")
        if factor.control == "slider" and not factor.takes(value):
            raise fault(key, f"got {value!r}", f"{factor.grid}, or null")
    return settings


class Scenario(Record):
    """A fictional person's week: what the explorer's controls are set to; null is "not known"."""

    needs = ("explorer_factors.csv",)
    unique_columns = ("label",)
    id: Id
    label: Text
    story: Text
    values: Annotated[dict[str, bool | float | None], BeforeValidator(_on_the_scales)]
