"""Tables about ions and salts in the body: calcium, magnesium, vitamin D."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from helpers.records.base import Record
from helpers.records.faults import fault
from helpers.records.fields import (
    Acidity,
    Amount,
    Concentration_mM,
    Confidence,
    EmptyIsNone,
    People,
    SourceKey,
    Text,
    Year,
    one_of,
)
from helpers.records.measurement import Measurement, Quantified


class Ions(Record):
    """Ion concentrations of one compartment."""

    key_columns = ("compartment",)
    compartment: Text
    sodium_mM: Concentration_mM
    potassium_mM: Concentration_mM
    chloride_mM: Concentration_mM
    calcium_free_mM: Concentration_mM
    magnesium_free_mM: Concentration_mM
    bicarbonate_mM: Concentration_mM
    pH: Acidity
    source: SourceKey
    confidence: Confidence
    note: str

    def count_numbers(self) -> int:
        """How many concentrations (and pH) are given."""
        return sum(isinstance(number, float) for number in self.model_dump().values())


CONVENTIONAL_UNITS = ("", "mg/dL", "g/dL", "ng/mL", "mEq/L", "mOsm/kg")


class ReferenceRange(Measurement):
    """What laboratories call normal in adults, in SI and conventional units."""

    key_columns = ("analyte",)
    analyte: Text
    conventional_low: Amount
    conventional_high: Amount
    conventional_unit: Annotated[str, one_of(CONVENTIONAL_UNITS)]
    factor_to_si: Annotated[Annotated[float, Field(gt=0, le=1000)] | None, EmptyIsNone]

    @model_validator(mode="after")
    def _conventional_range(self) -> ReferenceRange:
        low, high = self.conventional_low, self.conventional_high
        if low is not None and high is not None and low > high:
            raise fault("conventional_low", f"got {low:g}, above {high:g}", "at most conventional_high")
        if (low, high) != (None, None) and not self.conventional_unit:
            raise fault("conventional_unit", "got nothing", "the unit of the conventional range")
        return self


class GatingShift(Measurement):
    """How far the gates slid along the voltage axis when divalent ions changed ``fold_change`` times."""

    key_columns = ("source", "preparation", "change")
    preparation: Text
    change: Text
    fold_change: Annotated[Annotated[float, Field(gt=1, le=1000)] | None, EmptyIsNone]


class Absorption(Measurement):
    """Share of swallowed calcium that was absorbed."""

    key_columns = ("source", "calcium_mg")
    people: People
    kind: Text
    calcium_mg: Annotated[float, Field(gt=0, le=5000)]


class Comparison(Measurement):
    """One feature of low calcium or of low potassium, side by side."""

    key_columns = ("feature", "disorder")
    feature: Text
    disorder: Literal["hypocalcaemia", "hypokalaemia"]
    finding: Text


class VitaminDCutOff(Quantified):
    """Where one body of experts draws a line through 25(OH)D, or that it draws none."""

    key_columns = ("body", "year", "quantity")
    body: Text
    year: Year
    quantity: Text
    finding: str


class Prevalence(Quantified):
    """How many of a population fall under a definition: the share moves with the cut-off."""

    key_columns = ("marker", "population", "definition")
    marker: Text
    population: Text
    people: People
    definition: Text


class Cause(Quantified):
    """What lowers calcium, magnesium or 25(OH)D in blood, and how."""

    key_columns = ("disorder", "cause")
    disorder: Literal["low calcium", "low magnesium", "low 25(OH)D"]
    cause: Text
    finding: Text
