"""A number with its interval, unit and source: what most published tables are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import model_validator

from helpers.records.base import Record
from helpers.records.faults import fault
from helpers.records.fields import Confidence, Number, People, SourceKey, Text, one_of
from helpers.records.words import INTERVALS
from helpers.units import EVERYTHING_ELSE, SPANS, span_in_words

CONCENTRATION = re.compile(r"^[munp]?(mol|Osm|g|Eq)/(d|m)?(L|kg)$")


class Measurement(Record):
    """A published number with the interval its authors give, and where it comes from."""

    value: Number
    low: Number
    high: Number
    interval: Annotated[str, one_of(INTERVALS)]
    unit: str
    source: SourceKey
    confidence: Confidence
    note: str

    @model_validator(mode="after")
    def _inside_its_interval(self) -> Measurement:
        low = float("-inf") if self.low is None else self.low
        high = float("inf") if self.high is None else self.high
        if low > high:
            raise fault("low", f"got {low:g}, above high = {high:g}", "low at most high")
        if self.value is not None and not low <= self.value <= high:
            raise fault("value", f"got {self.value:g}", f"a value between low = {low:g} and high = {high:g}")
        if self.has_number and not self.unit:
            raise fault("unit", "got nothing", "the unit of the number")
        given = (self.low, self.high) != (None, None)
        if given and not self.interval:
            raise fault("interval", "got nothing", "one of " + ", ".join(map(repr, INTERVALS[1:])))
        if self.interval and not given:
            raise fault("interval", f"got {self.interval!r} without low or high", "nothing, or low and high")
        return self

    @model_validator(mode="after")
    def _no_concentration_below_zero(self) -> Measurement:
        if CONCENTRATION.match(self.unit) and "change" not in getattr(self, "quantity", ""):
            for column, number in self.numbers():
                if number < 0:
                    raise fault(column, f"got {number:g} {self.unit}", "a concentration of 0 or more")
        return self

    def numbers(self) -> Iterator[tuple[str, float]]:
        """The numbers the row gives, each with its column."""
        for column in ("value", "low", "high"):
            if (number := getattr(self, column)) is not None:
                yield column, number

    @property
    def has_number(self) -> bool:
        """Whether the row holds a number, not only a finding in words."""
        return (self.value, self.low, self.high) != (None, None, None)

    def doubts(self) -> Iterator[tuple[str, str, str]]:
        """A unit nobody knows, a number it cannot have."""
        if self.unit and self.unit not in SPANS:
            yield "unit", f"got {self.unit!r}", f"{EVERYTHING_ELSE}: {', '.join(SPANS)}"
            return
        for column, number in self.numbers():
            low, high = SPANS[self.unit]
            if not low <= number <= high:
                yield column, f"got {number:g}", span_in_words(self.unit)

    def count_numbers(self) -> int:
        """One, its interval included, or none."""
        return int(self.has_number)


class Finding(Measurement):
    """A measurement, or a finding in words, of one study."""

    key_columns = ("study", "quantity", "moment")
    study: Text
    people: People
    quantity: Text
    moment: str
    finding: str

    @model_validator(mode="after")
    def _says_something(self) -> Finding:
        _require_number_or_words(self)
        return self


class LiteratureValue(Measurement):
    """A number that others published, or a finding in words: of whom, of what, compared by what.

    ``population`` and ``design`` say who was studied and how, ``people`` how many; ``unit`` is the measure,
    such as an odds ratio. Nothing is computed from these rows: they stand beside the explorer's own numbers.
    """

    key_columns = ("outcome", "factor", "population")
    outcome: Text
    factor: Text
    population: Text
    people: People
    design: Text
    finding: str

    @model_validator(mode="after")
    def _says_something(self) -> LiteratureValue:
        _require_number_or_words(self)
        return self

    @model_validator(mode="after")
    def _a_possible_share_or_ratio(self) -> LiteratureValue:
        for column, number in self.numbers():
            if self.unit.endswith("ratio") and number <= 0:
                raise fault(column, f"got {number:g}", f"above 0: {self.unit}")
            if self.unit == "% of people" and not 0 <= number <= 100:
                raise fault(column, f"got {number:g}", "between 0 and 100 % of people")
        return self


def _require_number_or_words(row: Finding | LiteratureValue) -> None:
    if not row.has_number and not row.finding:
        raise fault("finding", "got neither number nor words", "a number or a finding in words")


class Quantified(Measurement):
    """A measurement that cannot fall below zero; ``units`` names the one unit of each quantity it lists."""

    units: ClassVar[dict[str, str]] = {}

    @model_validator(mode="after")
    def _in_its_unit_and_not_below_zero(self) -> Quantified:
        unit = self.units.get(getattr(self, "quantity", ""), self.unit)
        if self.has_number and self.unit != unit:
            raise fault("unit", f"got {self.unit!r}", repr(unit))
        if self.unit.startswith("% of"):
            _require_between(self, 0, 100)
        elif not getattr(self, "quantity", "").startswith("change"):
            _require_between(self, 0, float("inf"))
        if not self.has_number and not getattr(self, "finding", ""):
            raise fault("value", "got nothing", "a number, or an interval")
        return self


def _require_between(row: Measurement, least: float, most: float) -> None:
    for column, number in row.numbers():
        if not least <= number <= most:
            allowed = f"at least {least:g} {row.unit}" if most == float("inf") else f"{least:g} to {most:g}"
            raise fault(column, f"got {number:g}", allowed)
