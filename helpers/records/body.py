"""Tables about sweat, sleep and cramp in groups of people."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from helpers.records.fields import Amount, People, Text
from helpers.records.measurement import Quantified


class SweatContent(Quantified):
    """Sweat of one group of people: how fast it runs and what it carries."""

    key_columns = ("population", "quantity", "source")
    units = {"sweat rate": "L/h", "sodium loss rate": "mmol/h"} | dict.fromkeys(
        ("sodium", "potassium", "chloride", "calcium", "magnesium"), "mmol/L"
    )
    population: Text
    people: People
    quantity: Text
    method: str


class SleepNeed(Quantified):
    """Hours of sleep a day that experts recommend at an age; ``age_high`` is empty where it is open."""

    key_columns = ("group",)
    group: Text
    age_low: Annotated[float, Field(ge=0, le=150)]
    age_high: Amount
    age_unit: Literal["months", "years"]


class ThresholdFrequency(Quantified):
    """The lowest rate of shocks to a nerve that sets off a cramp; rows of one study belong together.

    ``role`` tells what others are compared with; a quantity that begins with "change" may be negative.
    """

    key_columns = ("study", "quantity", "condition")
    units = {"threshold frequency": "Hz", "change of threshold frequency": "Hz"}
    study: Text
    people: People
    muscle: Text
    quantity: Literal["threshold frequency", "change of threshold frequency"]
    condition: Text
    role: Literal["reference", "compared"]
    finding: str
