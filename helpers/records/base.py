"""What all rows have in common, and what a file says about a row that does not go with the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict, field_validator

from helpers.display import UNSEEN
from helpers.records.faults import fault


class Misfit(NamedTuple):
    """A row that is sound by itself and does not go with the other rows of its file."""

    row: Any
    column: str
    problem: str
    allowed: str


class Record(BaseModel):
    """One row of a table or one item of a YAML file; frozen, no unknown columns, no blanks at the ends.

    ``key_columns`` together name the row; a value of ``unique_columns`` stands in one row only. With
    ``crossed``, every pair of keys of these two kinds has its row. ``needs`` names other files whose checked
    records a row is checked against.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        populate_by_name=True,
        defer_build=True,
        str_strip_whitespace=True,
    )
    key_columns: ClassVar[tuple[str, ...]] = ("id",)
    unique_columns: ClassVar[tuple[str, ...]] = ()
    crossed: ClassVar[tuple[str, str] | None] = None
    needs: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def misfit(cls, rows: Sequence[Any]) -> Misfit | None:
        """Give the first row that does not go with the others, if there is one."""
        return None

    @field_validator("*", mode="before")
    @classmethod
    def _only_what_is_seen(cls, value: Any) -> Any:
        if isinstance(value, str) and (hidden := UNSEEN.search(value)):
            raise fault("", f"got the invisible character {hidden[0]!r}", "text without control characters")
        return value

    def doubts(self) -> Iterator[tuple[str, str, str]]:
        """What else is wrong with a row that is right by itself: column, problem, what is allowed."""
        return iter(())
