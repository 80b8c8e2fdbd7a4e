"""What a learner meets in a lesson: predictions, questions, coding tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, model_validator

from helpers.records.base import Record
from helpers.records.faults import fault
from helpers.records.fields import ClaimId, Id, LessonId, Text


class Lesson(Record):
    """What the map of lessons shows; whether it is written, its notebook's existence tells."""

    unique_columns = ("number",)
    id: Annotated[str, Field(pattern=r"^\d\d_[a-z_]+$")]
    number: int
    title: Text
    minutes: Annotated[int, Field(gt=0)]
    question: Text
    outcomes: Annotated[list[Text], Field(min_length=3, max_length=3)]
    mechanism: Text
    claims: list[ClaimId]

    @model_validator(mode="after")
    def _number_begins_the_id(self) -> Lesson:
        if not self.id.startswith(f"{self.number:02}_"):
            raise fault("number", f"got {self.number}", f"the number that begins {self.id!r}")
        return self


class PredictionOption(Record):
    """Right when ``from <= value < to``; an open end reaches to infinity."""

    text: Text
    from_: float | None = Field(default=None, alias="from")
    to: float | None = None
    feedback: Text


class Prediction(Record):
    """A question whose right option is computed from a panel's state, never typed."""

    id: Id
    lesson: LessonId
    panel: Text
    question: Text
    settings: dict[str, bool | float | str] = Field(alias="set")
    read: Text
    versus: Literal["reference", "none"]
    options: Annotated[list[PredictionOption], Field(min_length=2)]

    @model_validator(mode="after")
    def _each_value_has_one_option(self) -> Prediction:
        spans = sorted(
            (float("-inf") if o.from_ is None else o.from_, float("inf") if o.to is None else o.to)
            for o in self.options
        )
        ends = [float("-inf"), *(end for _, end in spans)]
        if (
            [start for start, _ in spans] != ends[:-1]
            or ends[-1] != float("inf")
            or sorted(set(ends)) != ends
        ):
            raise fault("options", f"got ranges {spans}", "ranges that meet and together cover every number")
        _no_text_twice(self.options)
        return self

    def right(self, value: float) -> PredictionOption:
        """The option that holds for a value read from the panel (or its ratio to the reference)."""
        return next(option for option in self.options if within(option.from_, value, option.to))


class QuestionOption(Record):
    """A wrong option names the misconception behind it."""

    text: Text
    right: bool = False
    feedback: Text
    misconception: str = ""


class Question(Record):
    """A question of "Check yourself" with exactly one right option."""

    id: Id
    lesson: LessonId
    question: Text
    options: Annotated[list[QuestionOption], Field(min_length=2)]

    @model_validator(mode="after")
    def _one_right_option(self) -> Question:
        if sum(option.right for option in self.options) != 1:
            raise fault("options", "the right options are not one", "exactly one option with right: true")
        if not all(option.right or option.misconception for option in self.options):
            raise fault(
                "options", "a wrong option has no misconception", "a misconception on each wrong option"
            )
        _no_text_twice(self.options)
        return self

    @property
    def right(self) -> QuestionOption:
        """The one right option."""
        return next(option for option in self.options if option.right)


def within(low: float | None, value: float, high: float | None) -> bool:
    """Whether ``low <= value < high``; an open end reaches to infinity."""
    return (low is None or low <= value) and (high is None or value < high)


def _no_text_twice(options: Sequence[PredictionOption | QuestionOption]) -> None:
    texts = [option.text.casefold() for option in options]
    for place, text in enumerate(texts):
        if text in texts[:place]:
            raise fault("options", f"got {options[place].text!r} twice", "options with texts of their own")


class Exercise(Record):
    """A small coding task, checked against the function of the kit that ``reference`` names.

    ``tolerance`` is absolute, in ``unit``, the unit of the answer. ``solution`` is code that a learner can
    put in place of ``starter``: it needs nothing else, and it passes the check.
    """

    id: Id
    lesson: LessonId
    title: Text
    task: Text
    starter: Text
    function: Annotated[str, Field(pattern=r"^[A-Za-z_]\w*$")]
    reference: Annotated[str, Field(pattern=r"^helpers\.(physiology\.\w+|likelihood):\w+$")]
    inputs: Annotated[list[dict[str, float]], Field(min_length=1)]
    tolerance: Annotated[float, Field(gt=0)]
    unit: str
    hint: Text
    solution: str = ""

    @model_validator(mode="after")
    def _named_as_its_reference(self) -> Exercise:
        name = self.reference.rpartition(":")[2]
        if self.function != name:
            raise fault("function", f"got {self.function!r}", f"{name!r}, the name in reference")
        return self
