"""Published trials one under another: a forest plot is a panel's class with a table's name and an axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from helpers import evidence, records
from helpers.figures.base import Frame, Skeleton
from helpers.figures.forest import Estimate, Study, forest_frame, forest_skeleton
from helpers.panels.base import Panel
from helpers.theme import Sizes


@dataclass(frozen=True)
class ForestState:
    """The studies shown, from the top down."""

    studies: tuple[Study, ...]


class Forest(Panel):
    """A picture of published numbers: no controls, and no number of its own.

    A subclass declares ``title``, ``question``, the axis, and either ``table`` with its ``quantities``
    or a ``rows`` method of its own; ``describe`` says what the reader should see. Where two numbers stand on
    one line (before and after), override ``studies`` and name ``series``.
    """

    table: ClassVar[str] = ""
    quantities: ClassVar[tuple[str, ...]] = ()
    axis: ClassVar[str] = ""
    low: ClassVar[float] = 0.0
    high: ClassVar[float] = 1.0
    ticks: ClassVar[Sequence[float] | None] = None
    log: ClassVar[bool] = False
    series: ClassVar[tuple[str, ...]] = ("estimate",)
    no_effect: ClassVar[float | None] = None
    sides: ClassVar[tuple[str, str]] = ("", "")

    def rows(self) -> list[Any]:
        """Give the rows of the table that have a number and one of the ``quantities``, in its order."""
        return [
            row
            for row in evidence.rows(self.table)
            if row.value is not None and (not self.quantities or row.quantity in self.quantities)
        ]

    def studies(self) -> tuple[Study, ...]:
        """Give one line for each row."""
        return tuple(
            Study(self.name_of(row), (Estimate(row.value, row.low, row.high),), words_of(row))
            for row in self.rows()
        )

    def name_of(self, row: Any) -> str:
        """Give a line's name: its source, and a mark where the number was not read in it."""
        return f"{evidence.source(row.source).short}{mark_of(row)}"

    def compute(self) -> ForestState:
        """Read the table."""
        return ForestState(self.studies())

    def skeleton(self, sizes: Sizes) -> Skeleton:
        """Give the axis, with room for every study."""
        return forest_skeleton(
            sizes,
            title=self.axis,
            low=self.low,
            high=self.high,
            rows=len(self.reference.studies),
            series=self.series,
            no_effect=self.no_effect,
            sides=self.sides,
            ticks=self.ticks,
            log=self.log,
        )

    def frame(self, state: ForestState) -> Frame:
        """Give the studies' numbers."""
        return forest_frame(
            state.studies, low=self.low, high=self.high, series=self.series, no_effect=self.no_effect
        )


def words_of(row: Any) -> str:
    """Give a row's number and its ends, without the unit, which the axis carries."""
    ends = "" if row.low is None or row.high is None else f" ({row.low:g} to {row.high:g})"
    return f"{row.value:g}{ends}"


def mark_of(row: Any) -> str:
    """Give the mark of a number that was not measured by the study named, and nothing for one that was."""
    mark, word = records.MARKS[row.confidence]
    return "" if row.confidence == "measured" else f" {mark} {word}"
