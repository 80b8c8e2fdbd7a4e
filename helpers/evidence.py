"""Everything the kit knows from others: claims, sources, published tables, questions.

Reads the CSV and YAML files of ``data/`` and checks each on first use. A fault gives one
DataError that names the file, the row as an editor counts it, the column, and what is allowed.

    >>> source("das_2005").short
    'Das et al. 2005'

``python -m helpers.evidence`` counts how much of the kit is measured and how much assumed. The environment
variable ``MUSCLE_TWITCH_DATA`` names another folder to read in place of ``data/``, such as a teacher's copy.
"""

from __future__ import annotations

import csv
import importlib
import inspect
import io
import itertools
import os
import pkgutil
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import yaml
from pydantic import ValidationError

from helpers.records import (
    CONFIDENCE,
    FILES,
    KEY_FILES,
    SINGLE,
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

OWN_FOLDER = Path(__file__).resolve().parent.parent / "data"
DATA_FOLDER = Path(os.environ.get("MUSCLE_TWITCH_DATA") or OWN_FOLDER).resolve()


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
        records: dict[str, Record] = {}
        first_seen: dict[str, int] = {}
        used: dict[tuple[str, str], int] = {}
        known: dict[str, Any] = {kind: self._keys(keyed) for kind, keyed in KEY_FILES.items()}
        known |= {needed: self._records(needed) for needed in model.needs}
        for item, place in self._raw(file):
            try:
                record = model.model_validate(item, context=known)
            except ValidationError as error:
                path, problem, allowed = _explain(error, model)
                raise DataError(file, place(path), ".".join(path), problem, allowed) from None
            for column, problem, allowed in record.doubts():
                raise DataError(file, place((column,)), column, problem, allowed)
            key = _key(record)
            if key in records:
                column = model.key_columns[0]
                problem = f"duplicate key {key!r}, already in row {first_seen[key]}"
                raise DataError(file, place((column,)), column, problem, "each key once")
            records[key], first_seen[key] = record, place(())
            for column in model.unique_columns:
                value = str(getattr(record, column)).lower()
                if value and (column, value) in used:
                    problem = f"got {getattr(record, column)!r}, already in row {used[column, value]}"
                    raise DataError(file, place((column,)), column, problem, "each value once")
                used[column, value] = place(())
        if model.crossed:
            _require_every_pair(file, model.crossed, records, known)
        if misfit := model.misfit(list(records.values())):
            raise DataError(file, first_seen[_key(misfit.row)], misfit.column, misfit.problem, misfit.allowed)
        return records

    def _bytes(self, file: str) -> bytes:
        return (self.folder / file).read_bytes()

    def _read(self, file: str) -> list[tuple[Any, Place]]:
        """The items of a file as text, each with a function from a path inside it to its line."""
        try:
            text = self._bytes(file).decode("utf-8")
        except FileNotFoundError:
            raise DataError(file, 1, "", "the file is missing", f"a file in {self.folder.name}/") from None
        except UnicodeDecodeError as error:
            row = error.object[: error.start].count(b"\n") + 1
            raise DataError(file, row, "", f"byte {error.start} is not UTF-8", "UTF-8 text") from None
        if text.startswith("\ufeff"):
            raise DataError(file, 1, "", "the file starts with a byte order mark", "UTF-8 without BOM")
        if text and not text.endswith("\n"):
            row = text.count("\n") + 1
            raise DataError(
                file, row, "", "the last line is broken off", "a line break at the end of the file"
            )
        return _read_csv(file, text) if file.endswith(".csv") else _read_yaml(file, text)


MODELS = ("helpers.physiology", "helpers.likelihood")
Place = Callable[[tuple[str, ...]], int]


def _key(record: Record) -> str:
    """What names a row among those of its file."""
    return " / ".join(
        str(getattr(record, column)) for column in record.key_columns if hasattr(record, column)
    )


def _require_every_pair(
    file: str, kinds: tuple[str, str], records: dict[str, Record], known: dict[str, Collection[str]]
) -> None:
    """Raise DataError at the first pair of keys that has no row."""
    for one, other in itertools.product(*(known[kind] for kind in kinds)):
        if f"{one} / {other}" not in records:
            problem = f"no row for {kinds[0]} {one!r} and {kinds[1]} {other!r}"
            raise DataError(file, len(records) + 1, kinds[0], problem, "one row for every pair of the two")


def _same(line: int) -> Place:
    return lambda path: line


def _read_csv(file: str, text: str) -> list[tuple[Any, Place]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    items: list[tuple[Any, Place]] = []
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not header:
                header = cells
                _check_header(file, header)
            elif len(cells) != len(header):
                raise DataError(
                    file, line, header[-1], f"{len(cells)} cells", f"{len(header)} cells, as the header"
                )
            else:
                items.append((dict(zip(header, cells, strict=True)), _same(line)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(
            file, line, "", str(error), "comma-separated cells, quoted where they hold commas"
        ) from None
    if not header:
        raise DataError(file, 1, "", "the file is empty", ", ".join(FILES[file].model_fields))
    return items


def _check_header(file: str, header: list[str]) -> None:
    allowed = list(FILES[file].model_fields)
    for column in [*header, *allowed]:
        problem = "" if column in allowed else "unknown column"
        problem = problem or ("" if column in header else "missing column")
        problem = problem or ("" if header.count(column) == 1 else "column twice")
        if problem:
            raise DataError(file, 1, column, problem, "the columns " + ", ".join(allowed))


def _read_yaml(file: str, text: str) -> list[tuple[Any, Place]]:
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        content = loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataError(file, row, "", str(error.problem), "YAML with each key once") from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise DataError(file, 1, "", str(error), "YAML text") from None
    if node is None:
        raise DataError(file, 1, "", "the file is empty", "YAML text")
    if file in SINGLE:
        return [(content, partial(_line, node))]
    if not isinstance(content, list):
        raise DataError(file, 1, "", "not a list", "a list of items, each starting with '- '")
    return [(item, partial(_line, child)) for item, child in zip(content, node.value, strict=True)]


def _line(node: yaml.Node, path: tuple[str, ...]) -> int:
    """The line of a field; of its parent where the field is missing."""
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), node)
        elif isinstance(node, yaml.SequenceNode) and step.isdigit():
            node = node.value[int(step)]
    return node.start_mark.line + 1


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML that refuses a key written twice; in C where PyYAML was built with it."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build the mapping once no key repeats."""
        keys = [key.value for key, _ in node.value]
        for place, (key, _) in enumerate(node.value):
            if key.value in keys[:place]:
                raise yaml.MarkedYAMLError(
                    problem=f"duplicate key {key.value!r}", problem_mark=key.start_mark
                )
        return super().construct_mapping(node, deep=deep)


def _explain(error: ValidationError, model: type[Record]) -> tuple[tuple[str, ...], str, str]:
    """Path, problem and what is allowed, of the first fault pydantic found."""
    first = error.errors(include_url=False)[0]
    path = tuple(map(str, first["loc"]))
    if first["type"] == "kit":
        context = first["ctx"]
        return (*path, *filter(None, [context["column"]])), context["problem"], context["allowed"]
    problem = "missing" if first["type"] == "missing" else f"got {first['input']!r}"[:80]
    number = "a finite number" if first["type"].startswith(("float", "finite")) else ""
    if first["type"] == "extra_forbidden":
        fields = _model_at(model, path[:-1]).model_fields
        number = "the fields " + ", ".join(field.alias or name for name, field in fields.items())
    return path, problem, number or first["msg"].removeprefix("Input should be ").removeprefix("Field ")


def _model_at(model: type[Record], path: tuple[str, ...]) -> type[Record]:
    """The model of the mapping that a path leads to, through lists and optional fields."""
    for step in path:
        inside: list[Any] = [f.annotation for n, f in model.model_fields.items() if step in (n, f.alias)]
        while inside and not (isinstance(inside[-1], type) and issubclass(inside[-1], Record)):
            inside += get_args(inside.pop())
        model = inside[-1] if inside else model
    return model


DATA = Data(DATA_FOLDER)
source, sources, claim, claims = DATA.source, DATA.sources, DATA.claim, DATA.claims
article, red_flags, chain, rows, row = DATA.article, DATA.red_flags, DATA.chain, DATA.rows, DATA.row
table = DATA.table
lesson, lessons, exercise, exercises = DATA.lesson, DATA.lessons, DATA.exercise, DATA.exercises
prediction, predictions, questions = DATA.prediction, DATA.predictions, DATA.questions
scenarios, teaching, line_of, fault = DATA.scenarios, DATA.teaching, DATA.line_of, DATA.fault


def coverage() -> Iterator[tuple[str, str, str, str]]:
    """Each number of the kit as (where, name, confidence, source): data tables, then the models."""
    for name in TABLES:
        for row in rows(name):
            label = " ".join(str(getattr(row, column)) for column in row.key_columns)
            for _ in range(row.count_numbers()):
                yield f"data/{name}.csv", label, row.confidence, row.source
    homes: dict[int, tuple[str, str]] = {}
    packages = [importlib.import_module(name) for name in MODELS]
    modules = [pkgutil.iter_modules(package.__path__, f"{package.__name__}.") for package in packages]
    for found in itertools.chain(*modules):
        module = importlib.import_module(found.name)
        defined = set(re.findall(r"^([A-Z_0-9]+)\b.*=", inspect.getsource(module), re.MULTILINE))
        for name in sorted(defined & set(vars(module))):
            homes |= {id(part): (found.name, label) for label, part in _parts(name, vars(module)[name])}
    for quantity in importlib.import_module("helpers.physiology.quantity").Quantity.recorded:
        where, name = homes.get(id(quantity), (MODELS[0], f"{float(quantity):g} {quantity.unit}"))
        yield where.replace(".", "/") + ".py", name, quantity.confidence, quantity.source


def _parts(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A constant and what it holds, each with its name: ``DEATHS[0]``, ``NEEDED['adult']``."""
    yield name, value
    inside = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple) else ()
    )
    for key, part in inside:
        yield from _parts(f"{name}[{key!r}]", part)


def main() -> None:
    """Print how many numbers of each confidence every table and module holds, then the unverified."""
    DATA.check()
    numbers = list(coverage())
    places = dict.fromkeys([*(f"data/{name}.csv" for name in TABLES), *(number[0] for number in numbers)])
    print(f"{'where':40}" + "".join(f"{word:>13}" for word in CONFIDENCE))
    for place in places:
        count = Counter(confidence for where, _, confidence, _ in numbers if where == place)
        print(f"{place:40}" + "".join(f"{count[word] or '.':>13}" for word in CONFIDENCE))
    print("\nunverified:")
    for where, name, confidence, key in numbers:
        if confidence == "unverified":
            print(f"  {where}  {name}  ({key})")
    print(
        "\nsources not in data/sources.csv:",
        *sorted({number[3] for number in numbers} - {s.key for s in sources()}),
    )


if __name__ == "__main__":
    main()
