"""Tables about what people eat and drink, caffeine apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, model_validator

from helpers.records.base import Misfit
from helpers.records.faults import fault
from helpers.records.fields import Text
from helpers.records.measurement import Quantified


class FoodContent(Quantified):
    """How much of a mineral or of vitamin D one serving of a food holds."""

    key_columns = ("food", "quantity")
    units = {"calcium": "mg", "magnesium": "mg", "vitamin D": "IU"}
    food: Text
    serving: Text
    quantity: Literal["calcium", "magnesium", "vitamin D"]


# Sodium and potassium together, and potassium alone: a drink beyond leaves lesson 01's picture, or its law.
SALTIEST_MM, MOST_POTASSIUM_MM = 200.0, 100.0


class DrinkContent(Quantified):
    """What a litre of a drink holds.

    ``menu``, on the row of its sodium, is the drink's name among those one can choose in lesson 01; without
    one it stands in this table only.
    """

    key_columns = ("drink", "quantity")
    unique_columns = ("menu",)
    units = {"sugar": "g/L", "osmolality": "mOsm/L"} | dict.fromkeys(
        ("sodium", "potassium", "chloride", "calcium", "magnesium"), "mmol/L"
    )
    drink: Text
    quantity: Literal["sodium", "potassium", "chloride", "calcium", "magnesium", "sugar", "osmolality"]
    menu: Annotated[str, Field(max_length=17)]  # what fits beside its curve

    @model_validator(mode="after")
    def _named_on_the_row_of_its_sodium(self) -> DrinkContent:
        if self.menu and self.quantity != "sodium":
            raise fault("menu", f"got {self.menu!r}", "a name on the drink's sodium row only")
        return self

    @classmethod
    def misfit(cls, rows: Sequence[DrinkContent]) -> Misfit | None:
        """Give the first drink of the menu without both salts, or with more of them than can be drawn."""
        salts = {(row.drink, row.quantity): row.value for row in rows}
        for row in filter(lambda row: row.menu, rows):
            sodium, potassium = (salts.get((row.drink, salt)) for salt in ("sodium", "potassium"))
            if sodium is None or potassium is None:
                missing = "sodium" if sodium is None else "potassium"
                allowed = "a drink with a value for sodium and, in a row of its own, for potassium"
                return Misfit(row, "menu", f"{row.drink!r} has no {missing}", allowed)
            if sodium + potassium > SALTIEST_MM or potassium > MOST_POTASSIUM_MM:
                problem = f"{row.drink!r} has {sodium:g} mmol/L of sodium and {potassium:g} of potassium"
                allowed = f"together at most {SALTIEST_MM:g}, of it potassium at most {MOST_POTASSIUM_MM:g}"
                return Misfit(row, "menu", problem, allowed)
        return None


class DietaryIntake(Quantified):
    """A reference intake per day: what half or nearly all of a group need, or what none should exceed."""

    key_columns = ("group", "sex", "quantity", "kind")
    units = {"calcium": "mg/d", "magnesium": "mg/d", "vitamin D": "IU/d"}
    group: Text
    sex: Literal["everyone", "women", "men"]
    quantity: Literal["calcium", "magnesium", "vitamin D"]
    kind: Literal["average need", "recommended", "adequate", "upper limit", "upper limit, supplements alone"]
