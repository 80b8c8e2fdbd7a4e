"""What the neurologist says, what speaks for and against it, and what every lesson must say."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from helpers.records.base import Record
from helpers.records.faults import fault
from helpers.records.fields import Id, LessonId, SourceKey, Text, one_of
from helpers.records.words import GRADES


class Evidence(Record):
    """One side of the argument."""

    text: Text
    source: SourceKey


class Claim(Record):
    """What the neurologist says, in our words, and what speaks for and against it."""

    id: Id
    lesson: LessonId
    mechanism: Text
    text: Text
    grade: Annotated[str, one_of(GRADES)]
    strongest_for: Evidence
    strongest_against: Evidence
    correction: Text
    change_our_mind: Text


class Article(Record):
    """The news report the claims come from; the only place that names the neurologist."""

    title: Text
    neurologist: Text
    outlet: Text
    reported_by: Text
    read_at: Text
    note: Text
    on_the_slip: Text
    correction_task: Text
    correction_checklist: Annotated[list[Text], Field(min_length=1)]
    correction_model: Text


class RedFlags(Record):
    """The one text about when to seek help, the same in every lesson."""

    statement: Text
    lines: int
    urgent: Annotated[list[Text], Field(min_length=1)]
    soon: Annotated[list[Text], Field(min_length=1)]

    @model_validator(mode="after")
    def _no_line_was_lost(self) -> RedFlags:
        """Of all texts this one must be whole: a line that fell out by accident is a fault, not a choice."""
        lines = [*self.urgent, *self.soon]
        if self.lines != len(lines):
            raise fault(
                "lines", f"got {self.lines} and {len(lines)} lines", f"{len(lines)}, or the lost line"
            )
        if len(set(lines)) < len(lines):
            raise fault("lines", "a line stands there twice", "each line once")
        return self


class ChainNode(Record):
    """A station on the way from what a person does to the muscle."""

    key_columns = ("key",)
    key: Id
    label: Text
