"""``teaching.yaml``: how to teach a lesson, step by step at the projector and in discussion."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic import ValidationInfo as Info

from helpers.records.base import Record
from helpers.records.faults import fault
from helpers.records.fields import ClaimId, LessonId, Text
from helpers.records.lessons import within


class Expectation(Record):
    """What a class will see, so that a test can compute it: ``from <= value < to``, an open end reaches on.

    ``read`` is a field of the panel's state; with ``versus`` it is divided by what the panel shows at its
    ``reference``, or in the step ``before`` that moved the same panel.
    """

    read: Text
    versus: Literal["reference", "before", "none"] = "reference"
    from_: float | None = Field(default=None, alias="from")
    to: float | None = None

    @model_validator(mode="after")
    def _can_fail(self) -> Expectation:
        if self.from_ is None and self.to is None:
            raise fault("from", "got neither end", "from, to, or both")
        if self.from_ is not None and self.to is not None and self.from_ >= self.to:
            raise fault("from", f"got {self.from_:g}", f"below to = {self.to:g}")
        return self

    def holds(self, value: float) -> bool:
        """Whether a value read from the panel (or its ratio) is what the class was promised."""
        return within(self.from_, value, self.to)


def _prediction_of_the_kit(id: str, info: Info[dict[str, Any]]) -> str:
    if id and id not in info.context["predictions.yaml"]:
        raise fault("", f"got {id!r}, an unknown prediction", "a prediction of predictions.yaml, or nothing")
    return id


class Step(Record):
    """One step at the projector: ask, vote on a prediction, set the panel, watch, say.

    The panel stands where ``preset`` and then ``set`` put it, every other control at its reference. Panel,
    preset and controls are checked where panels are known: ``helpers.lesson.demonstration``.
    """

    ask: str = ""
    vote: Annotated[str, AfterValidator(_prediction_of_the_kit)] = ""
    panel: str = ""
    preset: str = ""
    settings: dict[str, bool | float | str] = Field(default={}, alias="set")
    watch: str = ""
    expect: list[Expectation] = []
    say: str = ""

    @model_validator(mode="after")
    def _something_to_do(self) -> Step:
        if not (self.ask or self.vote or self.watch or self.say):
            raise fault("ask", "got nothing to do", "one of ask, vote, watch, say")
        if bool(self.panel) != bool(self.watch):
            raise fault("watch", f"got {self.watch!r} with panel {self.panel!r}", "panel and watch together")
        if (self.preset or self.settings or self.expect) and not self.panel:
            raise fault("panel", "got nothing", "the panel that is set")
        if (self.preset or self.settings) and not self.expect:
            raise fault("expect", "got nothing", "what the class will see, to be computed")
        return self


class Demonstration(Record):
    """A playlist for the projector."""

    minutes: Annotated[int, Field(ge=10, le=15)]
    steps: Annotated[list[Step], Field(min_length=5, max_length=8)]


def _a_short_answer(text: str) -> str:
    sentences = len(re.findall(r"[.!?][”\"'’)]*(?:\s|$)", text))
    if not 2 <= sentences <= 4:
        raise fault("", f"got {sentences} sentences", "two to four sentences")
    return text


class Discussion(Record):
    """A question that asks to weigh evidence, and a model answer; ``claim`` is the one it weighs, if any."""

    question: Text
    answer: Annotated[Text, AfterValidator(_a_short_answer)]
    claim: ClaimId | None = None


class Heard(Record):
    """A sentence a teacher will hear, and a reply."""

    hear: Text
    reply: Text


class Marks(Record):
    """A mark scheme in three levels, each what an answer of that level does."""

    secure: Text
    partly: Text
    not_yet: Text


class Assessment(Record):
    """Something to set and mark; ``claim`` is the sentence of the article it criticises, if any."""

    task: Text
    marks: Marks
    claim: ClaimId | None = None


class Variants(Record):
    """The same lesson in 15, in 45 and in 90 minutes (or with homework)."""

    short: Text
    usual: Text
    long: Text


class Teaching(Record):
    """How to teach one lesson: what its notebook does not say to the learner."""

    key_columns = ("lesson",)
    needs = ("predictions.yaml",)
    lesson: LessonId
    point: Text
    before: Annotated[list[Text], Field(min_length=1)]
    demonstration: Demonstration
    heard: Annotated[list[Heard], Field(min_length=1)]
    discussion: Annotated[list[Discussion], Field(min_length=3)]
    variants: Variants
    assessment: Annotated[list[Assessment], Field(min_length=1)]
    safety: Annotated[list[Text], Field(min_length=1)]

    @model_validator(mode="after")
    def _votes_on_its_own_predictions(self, info: Info[dict[str, Any]]) -> Teaching:
        for number, step in enumerate(self.demonstration.steps, start=1):
            if step.vote and info.context["predictions.yaml"][step.vote].lesson != self.lesson:
                raise fault("demonstration", f"step {number} votes on {step.vote!r}", "its own predictions")
        return self
