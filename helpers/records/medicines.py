"""Tables about medicines: what their labels name, and what two of them do together."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from helpers.records.faults import fault
from helpers.records.fields import Text, one_of
from helpers.records.measurement import Quantified

LABEL_WORDS = ("very common", "common", "uncommon", "rare", "very rare")

ROUTES = {
    "receptor": "acts on a receptor, as on that of dopamine or adrenaline",
    "serotonin": "raises serotonin",
    "salts": "lowers a salt of the blood, often slowly",
    "junction": "acts where nerve meets muscle",
    "clearance": "slows the removal of another substance",
    "muscle": "acts in the muscle fibre",
    "nervous system": "acts in brain or nerve by other ways, or by ways unknown",
}

CAFFEINE = "caffeine"

LONGEST_TIMES = 14.0  # more than this no block of lesson 07's slider can reach: another way out is left


class LabelWord(Quantified):
    """What a word on a medicine's label means in people."""

    key_columns = ("word",)
    word: Annotated[str, one_of(LABEL_WORDS)]


class MedicineEffect(Quantified):
    """An unwanted movement that a label names, and by which route; the word holds for the label named."""

    key_columns = ("medicine", "symptom")
    medicine: Text
    kind: Text
    symptom: Text
    route: Annotated[str, one_of(ROUTES)]
    frequency: Annotated[str, one_of((*LABEL_WORDS, "common to very common", "labels differ", "not stated"))]
    label: Text
    finding: Text


class MedicineInteraction(Quantified):
    """Two medicines, or a medicine and a habit, that together do what neither does alone.

    Beside the partner caffeine a number says how many times as long it stays; lesson 07 then offers the
    medicine among its presets.
    """

    key_columns = ("medicine", "partner")
    medicine: Text
    partner: Text
    route: Annotated[str, one_of(ROUTES)]
    finding: Text

    @model_validator(mode="after")
    def _caffeine_stays_longer_by_a_ratio_that_blocking_can_reach(self) -> MedicineInteraction:
        if self.partner != CAFFEINE or not self.has_number:
            return self
        if self.unit != "times":
            raise fault("unit", f"got {self.unit!r}", "'times'")
        if self.route != "clearance":
            raise fault("route", f"got {self.route!r}", "'clearance', where caffeine stays longer")
        if self.value is None or not 1 < self.value <= LONGEST_TIMES:
            problem = "got nothing" if self.value is None else f"got {self.value:g}"
            raise fault("value", problem, f"above 1 and at most {LONGEST_TIMES:g} times")
        return self
