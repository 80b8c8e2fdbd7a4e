"""A data folder: every file read and checked on first use, everything in it asked for by name."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from helpers.evidence.explain import explain
from helpers.evidence.reading import Place, read
from helpers.records import (
    FILES,
    KEY_FILES,
    TABLES,
    Article,
    ChainNode,
    Claim,
    DataError,
    Exercise,
    Lesson,
    MissingError,
    Prediction,
    Question,
    Record,
    RedFlags,
    Scenario,
    Source,
    Teaching,
)

if TYPE_CHECKING:
    import pandas as pd


class Data:
    """A data folder, read and checked file by file on first use."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self._raw = cache(self._read)
        self._records = cache(self._check)

    def source(self, key: str) -> Source:
        """The publication with this key."""
        return self._pick("sources.csv", key)

    def sources(self) -> list[Source]:
        """All publications, in the order of the file."""
        return self._all("sources.csv")

    def claims(self) -> list[Claim]:
        """All claims of the article, in its order."""
        return self._all("claims.yaml")

    def claim(self, id: str) -> Claim:
        """The claim with this id."""
        return self._pick("claims.yaml", id)

    def article(self) -> Article:
        """The news report the claims come from."""
        return self._all("article.yaml")[0]

    def red_flags(self) -> RedFlags:
        """When to seek help, and that the kit cannot tell."""
        return self._all("red_flags.yaml")[0]

    def chain(self) -> list[ChainNode]:
        """The stations from behaviour to muscle, in order."""
        return self._all("chain.yaml")

    def lessons(self) -> list[Lesson]:
        """All lessons, written or not, in order."""
        return self._all("lessons.yaml")

    def lesson(self, id: str) -> Lesson:
        """The lesson with this id, which is also its notebook's name."""
        return self._pick("lessons.yaml", id)

    def predictions(self, lesson: str) -> list[Prediction]:
        """The predictions of one lesson."""
        return [item for item in self._all("predictions.yaml") if item.lesson == lesson]

    def prediction(self, id: str) -> Prediction:
        """The prediction with this id."""
        return self._pick("predictions.yaml", id)

    def questions(self, lesson: str) -> list[Question]:
        """The quiz of one lesson."""
        return [item for item in self._all("quizzes.yaml") if item.lesson == lesson]

    def exercises(self, lesson: str) -> list[Exercise]:
        """The coding tasks of one lesson."""
        return [item for item in self._all("exercises.yaml") if item.lesson == lesson]

    def exercise(self, id: str) -> Exercise:
        """The coding task with this id."""
        return self._pick("exercises.yaml", id)

    def teaching(self, lesson: str) -> Teaching:
        """How to teach the lesson with this id."""
        return self._pick("teaching.yaml", lesson)

    def scenarios(self) -> list[Scenario]:
        """The fictional weeks the explorer offers."""
        return self._all("scenarios.yaml")

    def rows(self, name: str) -> list[Any]:
        """The checked rows of a published table, for example ``rows("citrate_donors")``."""
        if name not in TABLES:
            raise KeyError(f"no table {name!r}; there are {', '.join(TABLES)}")
        return self._all(f"{name}.csv")

    def row(self, name: str, **wanted: Any) -> Any:
        """The first row with these values; DataError says which of them no row has any more."""
        found = self.rows(name)
        for column, value in wanted.items():
            left = [row for row in found if getattr(row, column) == value]
            if not left:
                problem = f"no row with {value!r} among {len(found)}"
                last = len(self._bytes(f"{name}.csv").splitlines())
                raise DataError(f"{name}.csv", last, column, problem, "this row too: the kit looks it up")
            found = left
        return found[0]

    def table(self, name: str) -> pd.DataFrame:
        """A published table as a pandas DataFrame, for learners to sort and filter."""
        import pandas as pd

        return pd.DataFrame([row.model_dump() for row in self.rows(name)])

    def check(self) -> None:
        """Read every file; the first fault raises its DataError."""
        for file in FILES:
            self._records(file)

    def line_of(self, file: str, key: str, *path: str) -> int:
        """The line, as an editor counts it, of a field of the item with this key."""
        column = FILES[file].key_columns[0]
        return next(place(path) for item, place in self._raw(file) if str(item[column]).strip() == key)

    def fault(self, file: str, key: str, column: str, problem: str, allowed: str) -> DataError:
        """Give the error for a record that is right by itself and wrong for what it is used with."""
        return DataError(file, self.line_of(file, key, *column.split(".")), column, problem, allowed)

    def _all(self, file: str) -> list[Any]:
        return list(self._records(file).values())

    def _pick(self, file: str, key: str) -> Any:
        if key not in self._records(file):
            last, column = len(self._bytes(file).splitlines()), FILES[file].key_columns[0]
            there = f"one that is there; there are {', '.join(self._records(file))}"
            raise MissingError(file, last, column, f"no {key!r} in it", there)
        return self._records(file)[key]

    def _keys(self, file: str) -> Collection[str]:
        """The keys a file defines, before its rows are checked: files may point at each other."""
        column = FILES[file].key_columns[0]
        return {str(item.get(column)).strip() for item, _ in self._raw(file) if isinstance(item, dict)}

    def _check(self, file: str) -> dict[str, Record]:
        model = FILES[file]
        known: dict[str, Any] = {kind: self._keys(keyed) for kind, keyed in KEY_FILES.items()}
        known |= {needed: self._records(needed) for needed in model.needs}
        records: dict[str, Record] = {}
        lines: dict[str, int] = {}
        used: dict[tuple[str, str], int] = {}
        for item, place in self._raw(file):
            record = _record(file, item, place, known)
            key = _key(record)
            if key in records:
                column = model.key_columns[0]
                problem = f"duplicate key {key!r}, already in row {lines[key]}"
                raise DataError(file, place((column,)), column, problem, "each key once")
            records[key], lines[key] = record, place(())
            _require_unique(file, record, place, used)
        if model.crossed:
            _require_every_pair(file, model.crossed, records, known)
        if misfit := model.misfit(list(records.values())):
            raise DataError(file, lines[_key(misfit.row)], misfit.column, misfit.problem, misfit.allowed)
        return records

    def _bytes(self, file: str) -> bytes:
        return (self.folder / file).read_bytes()

    def _read(self, file: str) -> list[tuple[Any, Place]]:
        """The items of a file as text, each with a function from a path inside it to its line."""
        try:
            raw = self._bytes(file)
        except FileNotFoundError:
            raise DataError(file, 1, "", "the file is missing", f"a file in {self.folder.name}/") from None
        return read(file, raw)


def _key(record: Record) -> str:
    """What names a row among those of its file."""
    return " / ".join(
        str(getattr(record, column)) for column in record.key_columns if hasattr(record, column)
    )


def _record(file: str, item: Any, place: Place, known: dict[str, Any]) -> Record:
    """Turn an item into its record; DataError where a field is wrong, or doubtful."""
    model = FILES[file]
    try:
        record = model.model_validate(item, context=known)
    except ValidationError as error:
        path, problem, allowed = explain(error, model)
        raise DataError(file, place(path), ".".join(path), problem, allowed) from None
    for column, problem, allowed in record.doubts():
        raise DataError(file, place((column,)), column, problem, allowed)
    return record


def _require_unique(file: str, record: Record, place: Place, used: dict[tuple[str, str], int]) -> None:
    """Raise DataError where an earlier row holds a value that may stand in one row only; remember it."""
    for column in record.unique_columns:
        value = str(getattr(record, column)).lower()
        if value and (column, value) in used:
            problem = f"got {getattr(record, column)!r}, already in row {used[column, value]}"
            raise DataError(file, place((column,)), column, problem, "each value once")
        used[column, value] = place(())


def _require_every_pair(
    file: str, kinds: tuple[str, str], records: dict[str, Record], known: dict[str, Collection[str]]
) -> None:
    """Raise DataError at the first pair of keys that has no row."""
    for one, other in itertools.product(*(known[kind] for kind in kinds)):
        if f"{one} / {other}" not in records:
            problem = f"no row for {kinds[0]} {one!r} and {kinds[1]} {other!r}"
            raise DataError(file, len(records) + 1, kinds[0], problem, "one row for every pair of the two")
