"""Everything the kit knows from others: claims, sources, published tables, questions.

Reads the CSV and YAML files of ``data/`` and checks each on first use. A fault gives one
DataError that names the file, the row as an editor counts it, the column, and what is allowed.

    >>> source("das_2005").short
    'Das et al. 2005'

``python -m helpers.evidence`` counts how much of the kit is measured and how much assumed.
"""

from __future__ import annotations

import csv
import html
import importlib
import inspect
import io
import pkgutil
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic import ValidationInfo as Info
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    import pandas as pd

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"

CONFIDENCE = {
    "measured": "read in the named source",
    "textbook": "a standard value; the source is named but was not read again",
    "derived": "computed here from measured or textbook values",
    "fitted": "our calibration to named targets",
    "extrapolated": "measured, but on a neighbouring question",
    "assumption": "a teaching choice",
    "unverified": "often quoted; no source text was seen",
}
GRADES = {
    "supported": "direct evidence in people agrees",
    "partly": "one link of the claim is supported, another is not",
    "contested": "good studies disagree",
    "weak": "plausible, with hardly a direct test",
    "contradicted": "the direct tests speak against it",
    "wrong_word": "the idea can be discussed, the name given to it is wrong",
}
SEEN = {
    "full": "full text read",
    "abstract": "abstract or record read",
    "secondary": "known through a source that quotes it",
    "not_seen": "standard reference, text not seen",
    "kit": "a choice of this kit",
}
INTERVALS = ("", "SD", "2 SD", "SE", "95 % CI", "range")


class DataError(ValueError):
    """A fault in the data folder: which file, which row and column, and what is allowed there."""

    def __init__(self, file: str, row: int, column: str, problem: str, allowed: str) -> None:
        self.file, self.row, self.column, self.allowed = file, row, column, allowed
        super().__init__(f"{file}, row {row}, column {column!r}: {problem}; allowed: {allowed}")


def _fault(column: str, problem: str, allowed: str) -> PydanticCustomError:
    """What a check raises; ``column`` is empty where pydantic already knows it."""
    return PydanticCustomError("kit", "fault", {"column": column, "problem": problem, "allowed": allowed})


def _one_of(words: Collection[str]) -> AfterValidator:
    def check(word: str) -> str:
        if word not in words:
            raise _fault("", f"got {word!r}", "one of " + ", ".join(map(repr, words)))
        return word

    return AfterValidator(check)


def _known(kind: str) -> AfterValidator:
    """A key that another file must define; the context lists the keys of each kind."""

    def check(key: str, info: Info[dict[str, Collection[str]]]) -> str:
        if key not in info.context[kind]:
            raise _fault("", f"got {key!r}, an unknown {kind}", f"a {kind} of {KEY_FILES[kind]}")
        return key

    return AfterValidator(check)


KEY_FILES = {"source": "sources.csv", "lesson": "lessons.yaml", "claim": "claims.yaml"}
Text = Annotated[str, Field(min_length=1)]
Number = Annotated[float | None, BeforeValidator(lambda cell: None if cell == "" else cell)]
Count = Annotated[int | None, BeforeValidator(lambda cell: None if cell == "" else cell)]
Confidence = Annotated[str, _one_of(CONFIDENCE)]
SourceKey = Annotated[str, _known("source")]
LessonId = Annotated[str, _known("lesson")]
ClaimId = Annotated[str, _known("claim")]


class Record(BaseModel):
    """One row of a table or one item of a YAML file; frozen, no unknown columns."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=True, defer_build=True
    )
    key_columns: ClassVar[tuple[str, ...]] = ("id",)


class Source(Record):
    """A publication. The DOI stands only where it was seen; ``seen`` says how much was read."""

    key_columns = ("key",)
    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    authors: str
    year: Count
    title: str
    journal: str
    doi: Annotated[str, Field(pattern=r"^(10\.\S+/\S+)?$")]
    pmid: Annotated[str, Field(pattern=r"^\d*$")]
    seen: Annotated[str, _one_of(SEEN)]
    note: str

    @property
    def short(self) -> str:
        """'Das et al. 2005', as it stands under a number."""
        names = [name.rsplit(" ", 1) for name in self.authors.split("; ") if name]
        surnames = [" ".join(name[:-1]) if name[-1].isupper() else " ".join(name) for name in names]
        if len(surnames) > 2 or surnames[1:] == ["et al."]:
            surnames = [f"{surnames[0]} et al."]
        return f"{' & '.join(surnames) or self.journal or self.title} {self.year or ''}".strip()

    @property
    def html(self) -> str:
        """The full reference as one line of HTML, with a link where a DOI was seen."""
        what = [self.authors, str(self.year or ""), self.title, self.journal]
        parts = [html.escape(part) for part in what if part]
        if self.doi:
            doi = html.escape(self.doi)
            parts.append(f'<a href="https://doi.org/{doi}">{doi}</a>')
        return f"{'. '.join(parts)} [{SEEN[self.seen]}]"


class Measurement(Record):
    """A published number with the interval its authors give, and where it comes from."""

    value: Number
    low: Number
    high: Number
    interval: Annotated[str, _one_of(INTERVALS)]
    unit: str
    source: SourceKey
    confidence: Confidence
    note: str

    @model_validator(mode="after")
    def _inside_its_interval(self) -> Measurement:
        low = float("-inf") if self.low is None else self.low
        high = float("inf") if self.high is None else self.high
        if low > high:
            raise _fault("low", f"got {low:g}, above high = {high:g}", "low at most high")
        if self.value is not None and not low <= self.value <= high:
            raise _fault("value", f"got {self.value:g}", f"a value between low = {low:g} and high = {high:g}")
        if self.has_number and not self.unit:
            raise _fault("unit", "got nothing", "the unit of the number")
        return self

    @property
    def has_number(self) -> bool:
        """Whether the row holds a number, not only a finding in words."""
        return (self.value, self.low, self.high) != (None, None, None)

    def count_numbers(self) -> int:
        """One, its interval included, or none."""
        return int(self.has_number)


class Finding(Measurement):
    """A measurement, or a finding in words, of one study."""

    key_columns = ("study", "quantity", "moment")
    study: Text
    people: Count
    quantity: Text
    moment: str
    finding: str


class GatingShift(Measurement):
    """How far the gates slid along the voltage axis when divalent ions changed ``fold_change`` times."""

    key_columns = ("source", "preparation", "change")
    preparation: Text
    change: Text
    fold_change: Number


class Absorption(Measurement):
    """Share of swallowed calcium that was absorbed."""

    key_columns = ("source", "calcium_mg")
    people: Count
    kind: Text
    calcium_mg: float


class Comparison(Measurement):
    """One feature of low calcium or of low potassium, side by side."""

    key_columns = ("feature", "disorder")
    feature: Text
    disorder: Literal["hypocalcaemia", "hypokalaemia"]
    finding: Text


class ReferenceRange(Measurement):
    """What laboratories call normal in adults, in SI and conventional units."""

    key_columns = ("analyte",)
    analyte: Text
    conventional_low: Number
    conventional_high: Number
    conventional_unit: str
    factor_to_si: Number


class Ions(Record):
    """Ion concentrations of one compartment."""

    key_columns = ("compartment",)
    compartment: Text
    sodium_mM: Number
    potassium_mM: Number
    chloride_mM: Number
    calcium_free_mM: Number
    magnesium_free_mM: Number
    bicarbonate_mM: Number
    pH: Number
    source: SourceKey
    confidence: Confidence
    note: str

    def count_numbers(self) -> int:
        """How many concentrations (and pH) are given."""
        return sum(isinstance(number, float) for number in self.model_dump().values())


TABLES: dict[str, type[Record]] = {
    "ions": Ions,
    "reference_ranges": ReferenceRange,
    "citrate_donors": Finding,
    "gating_shift": GatingShift,
    "hypocalcaemia_symptoms": Finding,
    "calcium_and_ph": Finding,
    "calcium_and_qt": Finding,
    "calcium_absorption": Absorption,
    "calcium_signs": Finding,
    "calcium_or_potassium": Comparison,
    "magnesium_and_calcium": Finding,
    "potassium_and_nerve": Finding,
}


class Evidence(Record):
    """One side of the argument."""

    text: Text
    source: SourceKey


class Claim(Record):
    """What the neurologist says, in our words, and what speaks for and against it."""

    id: Text
    lesson: LessonId
    mechanism: Text
    text: Text
    grade: Annotated[str, _one_of(GRADES)]
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


class Lesson(Record):
    """What the map of lessons shows; whether it is written, its notebook's existence tells."""

    id: Annotated[str, Field(pattern=r"^\d\d_[a-z_]+$")]
    number: int
    title: Text
    minutes: Annotated[int, Field(gt=0)]
    question: Text
    outcomes: Annotated[list[Text], Field(min_length=1)]
    mechanism: Text
    claims: list[ClaimId]


class PredictionOption(Record):
    """Right when ``from <= value < to``; an open end reaches to infinity."""

    text: Text
    from_: float | None = Field(default=None, alias="from")
    to: float | None = None
    feedback: Text


class Prediction(Record):
    """A question whose right option is computed from a panel's state, never typed."""

    id: Text
    lesson: LessonId
    panel: Text
    question: Text
    settings: dict[str, float | str] = Field(alias="set")
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
            raise _fault("options", f"got ranges {spans}", "ranges that meet and together cover every number")
        return self

    def right(self, value: float) -> PredictionOption:
        """The option that holds for a value read from the panel (or its ratio to the reference)."""
        return next(
            option
            for option in self.options
            if (option.from_ is None or option.from_ <= value) and (option.to is None or value < option.to)
        )


class QuestionOption(Record):
    """A wrong option names the misconception behind it."""

    text: Text
    right: bool = False
    feedback: Text
    misconception: str = ""


class Question(Record):
    """A question of "Check yourself" with exactly one right option."""

    id: Text
    lesson: LessonId
    question: Text
    options: Annotated[list[QuestionOption], Field(min_length=2)]

    @model_validator(mode="after")
    def _one_right_option(self) -> Question:
        if sum(option.right for option in self.options) != 1:
            raise _fault("options", "the right options are not one", "exactly one option with right: true")
        if not all(option.right or option.misconception for option in self.options):
            raise _fault(
                "options", "a wrong option has no misconception", "a misconception on each wrong option"
            )
        return self


class Exercise(Record):
    """A small coding task; the solution shown is the source of the reference function."""

    id: Text
    lesson: LessonId
    title: Text
    task: Text
    starter: Text
    function: Annotated[str, Field(pattern=r"^[A-Za-z_]\w*$")]
    reference: Annotated[str, Field(pattern=r"^helpers\.physiology\.\w+:\w+$")]
    inputs: Annotated[list[dict[str, float]], Field(min_length=1)]
    tolerance: Annotated[float, Field(gt=0)]
    unit: str
    hint: Text


class RedFlags(Record):
    """The one text about when to seek help, the same in every lesson."""

    statement: Text
    urgent: Annotated[list[Text], Field(min_length=1)]
    soon: Annotated[list[Text], Field(min_length=1)]


class ChainNode(Record):
    """A station on the way from what a person does to the muscle."""

    key_columns = ("key",)
    key: Text
    label: Text


FILES: dict[str, type[Record]] = {
    "sources.csv": Source,
    "claims.yaml": Claim,
    "article.yaml": Article,
    "lessons.yaml": Lesson,
    "predictions.yaml": Prediction,
    "quizzes.yaml": Question,
    "exercises.yaml": Exercise,
    "red_flags.yaml": RedFlags,
    "chain.yaml": ChainNode,
    **{f"{name}.csv": model for name, model in TABLES.items()},
}
SINGLE = ("article.yaml", "red_flags.yaml")  # one record, not a list


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

    def rows(self, name: str) -> list[Any]:
        """The checked rows of a published table, for example ``rows("citrate_donors")``."""
        if name not in TABLES:
            raise KeyError(f"no table {name!r}; there are {', '.join(TABLES)}")
        return self._all(f"{name}.csv")

    def table(self, name: str) -> pd.DataFrame:
        """A published table as a pandas DataFrame, for learners to sort and filter."""
        import pandas as pd

        return pd.DataFrame([row.model_dump() for row in self.rows(name)])

    def check(self) -> None:
        """Read every file; the first fault raises its DataError."""
        for file in FILES:
            self._records(file)

    def _all(self, file: str) -> list[Any]:
        return list(self._records(file).values())

    def _pick(self, file: str, key: str) -> Any:
        if key not in self._records(file):
            raise KeyError(f"no {key!r} in {file}; there are {', '.join(self._records(file))}")
        return self._records(file)[key]

    def _keys(self, file: str) -> Collection[str]:
        """The keys a file defines, before its rows are checked: files may point at each other."""
        return {
            str(item.get(FILES[file].key_columns[0])) for item, _ in self._raw(file) if isinstance(item, dict)
        }

    def _check(self, file: str) -> dict[str, Record]:
        model = FILES[file]
        records: dict[str, Record] = {}
        first_seen: dict[str, int] = {}
        known = {kind: self._keys(keyed) for kind, keyed in KEY_FILES.items()}
        for item, place in self._raw(file):
            try:
                record = model.model_validate(item, context=known)
            except ValidationError as error:
                path, problem, allowed = _explain(error, model)
                raise DataError(file, place(path), ".".join(path), problem, allowed) from None
            key = " / ".join(
                str(getattr(record, column)) for column in model.key_columns if hasattr(record, column)
            )
            if key in records:
                column = model.key_columns[0]
                problem = f"duplicate key {key!r}, already in row {first_seen[key]}"
                raise DataError(file, place((column,)), column, problem, "each key once")
            records[key], first_seen[key] = record, place(())
        return records

    def _read(self, file: str) -> list[tuple[Any, Place]]:
        """The items of a file as text, each with a function from a path inside it to its line."""
        try:
            text = (self.folder / file).read_bytes().decode("utf-8")
        except FileNotFoundError:
            raise DataError(file, 1, "", "the file is missing", f"a file in {self.folder.name}/") from None
        except UnicodeDecodeError as error:
            row = error.object[: error.start].count(b"\n") + 1
            raise DataError(file, row, "", f"byte {error.start} is not UTF-8", "UTF-8 text") from None
        if text.startswith("\ufeff"):
            raise DataError(file, 1, "", "the file starts with a byte order mark", "UTF-8 without BOM")
        return _read_csv(file, text) if file.endswith(".csv") else _read_yaml(file, text)


Place = Callable[[tuple[str, ...]], int]


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
        number = "the fields " + ", ".join(field.alias or name for name, field in model.model_fields.items())
    return path, problem, number or first["msg"].removeprefix("Input should be ").removeprefix("Field ")


DATA = Data(DATA_FOLDER)
source, sources, claim, claims = DATA.source, DATA.sources, DATA.claim, DATA.claims
article, red_flags, chain, rows, table = DATA.article, DATA.red_flags, DATA.chain, DATA.rows, DATA.table
lesson, lessons, exercise, exercises = DATA.lesson, DATA.lessons, DATA.exercise, DATA.exercises
prediction, predictions, questions = DATA.prediction, DATA.predictions, DATA.questions


def coverage() -> Iterator[tuple[str, str, str, str]]:
    """Each number of the kit as (where, name, confidence, source): data tables, then physiology."""
    for name in TABLES:
        for row in rows(name):
            label = " ".join(str(getattr(row, column)) for column in row.key_columns)
            for _ in range(row.count_numbers()):
                yield f"data/{name}.csv", label, row.confidence, row.source
    package = importlib.import_module("helpers.physiology")
    homes: dict[int, tuple[str, str]] = {}
    for found in pkgutil.iter_modules(package.__path__, "helpers.physiology."):
        module = importlib.import_module(found.name)
        defined = set(re.findall(r"^([A-Z_0-9]+)\b.*=", inspect.getsource(module), re.MULTILINE))
        homes |= {id(vars(module)[name]): (found.name, name) for name in defined & set(vars(module))}
    for quantity in importlib.import_module("helpers.physiology.quantity").Quantity.recorded:
        where, name = homes.get(id(quantity), (package.__name__, f"{float(quantity):g} {quantity.unit}"))
        yield where.replace(".", "/") + ".py", name, quantity.confidence, quantity.source


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
