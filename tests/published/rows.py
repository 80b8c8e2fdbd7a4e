"""What a published value is here: a name, how the kit computes it, what it must be, and what that proves.

The kinds are kept apart, so that nobody takes a regression test for validation:

- *identity*: arithmetic of an equation and its constants; it shows that the code is right, not the model.
- *fitted*: a constant of the kit was chosen so that this comes out.
- *independent*: a measurement that chose no constant: the only real validation.
- *contradiction*: a measurement the model misses. It must keep missing it, and say so where a student reads.
- *transcribed*: a number of a study that ``data/`` must print as the study does; no model is asked.

``pytest -m independent`` runs all of one kind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from helpers import evidence

KINDS = ("identity", "fitted", "independent", "contradiction", "transcribed")


@dataclass(frozen=True)
class Row:
    """One value. ``expected`` and ``tolerance`` are numbers, or several in one order.

    A contradiction's ``tolerance`` is what the study allows; ``shown_in`` is the model that must name the
    study as ``shown_as`` in the text a student reads.
    """

    kind: str
    id: str
    computed: Callable[[], Any]
    expected: Any
    tolerance: Any
    source: str = "kit_choice"
    shown_in: ModuleType | Callable[..., Any] | None = None
    shown_as: str = ""

    def check(self) -> None:
        """Fail unless computed and expected agree; for a contradiction, unless they still disagree."""
        computed, expected, tolerance = (
            np.asarray(numbers, dtype=float) for numbers in (self.computed(), self.expected, self.tolerance)
        )
        agrees = np.abs(computed - expected) <= tolerance * (1 + 1e-9) + 1e-12
        wanted = ~agrees if self.kind == "contradiction" else agrees
        assert np.all(wanted), f"computed {computed}, expected {expected} ± {tolerance}"
        if self.kind == "contradiction":
            told = " ".join((self.shown_in.__doc__ or "").split())
            assert self.shown_as in told, f"no longer shown: {self.shown_as}"


identity, fitted, independent, contradiction, transcribed = (partial(Row, kind) for kind in KINDS)


def between(low: float, high: float) -> tuple[float, float]:
    """A range as a middle and what it allows either side."""
    return (low + high) / 2, (high - low) / 2


def percent(share: float, *expected: float) -> tuple[Any, Any]:
    """Values and ``share`` percent of each as their tolerance."""
    numbers = np.array(expected if len(expected) > 1 else expected[0])
    return numbers, share / 100 * np.abs(numbers)


def printed(table: str, **cells: object) -> Any:
    """Value, low and high, as far as they are given, of the one row of a table with these cells."""
    found = [
        row for row in evidence.rows(table) if all(getattr(row, name) == cell for name, cell in cells.items())
    ]
    assert len(found) == 1, f"{len(found)} rows of {table} with {cells}"
    return [x for x in (found[0].value, found[0].low, found[0].high) if x is not None]


def as_parameters(rows: list[Row]) -> list[Any]:
    """The rows for ``pytest.mark.parametrize``: named, and marked with their kind."""
    return [pytest.param(row, id=row.id, marks=getattr(pytest.mark, row.kind)) for row in rows]
