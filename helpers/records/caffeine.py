"""Tables about caffeine: in a serving, in the body, at its receptors."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from helpers.records.faults import fault
from helpers.records.fields import People, Positive, Text
from helpers.records.measurement import Quantified

STRONGEST_MG = 200.0  # caffeine of one drink: six of a stronger one leave lesson 03's picture


class CaffeineContent(Quantified):
    """Caffeine of one serving; ``serving_mL`` is empty where it is eaten.

    ``menu`` is its name among the drinks one can choose in lesson 03; without one it stands in this table
    only.
    """

    key_columns = ("product", "source")
    unique_columns = ("menu",)
    product: Text
    serving: Text
    serving_mL: Positive
    menu: Annotated[str, Field(max_length=40)]

    @model_validator(mode="after")
    def _a_drink_of_the_menu_can_be_drunk_and_drawn(self) -> CaffeineContent:
        if not self.menu:
            return self
        if self.serving_mL is None:
            raise fault("serving_mL", "got nothing", "the volume of a drink of the menu [mL]")
        if self.unit != "mg" or self.value is None or not 0 < self.value <= STRONGEST_MG:
            problem = "got nothing" if self.value is None else f"got {self.value:g} {self.unit}"
            raise fault("value", problem, f"above 0 and at most {STRONGEST_MG:g} mg for a drink of the menu")
        return self


class CaffeineHalfLife(Quantified):
    """How fast a group of people clears caffeine."""

    key_columns = ("population", "quantity", "source")
    population: Text
    people: People
    quantity: Text
    finding: str


class ReceptorConstant(Quantified):
    """A concentration at which caffeine or adenosine does something to a protein or a muscle."""

    key_columns = ("quantity", "preparation", "source")
    quantity: Text
    preparation: Text
    finding: str
