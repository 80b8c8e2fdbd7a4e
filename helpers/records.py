"""What a row of ``data/`` must look like: one model per table, and the closed lists of words they use.

``evidence.py`` reads the files and turns each row into one of these; a row that does not fit is a DataError.
A new table is one class here and one line in ``TABLES``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)
from pydantic import ValidationInfo as Info
from pydantic_core import PydanticCustomError

from helpers.display import UNSEEN
from helpers.units import EVERYTHING_ELSE, SPANS, span_in_words

CONFIDENCE = {
    "measured": "read in the named source",
    "textbook": "a standard value; the source is named but was not read again",
    "derived": "computed here from measured or textbook values",
    "fitted": "our calibration to named targets",
    "extrapolated": "measured, but on a neighbouring question",
    "assumption": "a teaching choice",
    "unverified": "often quoted; no source text was seen",
}
# What stands on screen for each confidence: a mark and a word. Unverified keeps a mark of its own.
MARKS: dict[str, tuple[str, str]] = {
    "measured": ("■", "measured"),
    "textbook": ("■", "measured"),
    "derived": ("■", "measured"),
    "extrapolated": ("▨", "extrapolated"),
    "fitted": ("□", "assumption"),
    "assumption": ("□", "assumption"),
    "unverified": ("?", "unverified"),
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
FACTOR_GROUPS = {"did": "What you did", "blood": "Blood", "mood": "Mood and medicines"}
OVERLAP_GROUPS = ("exertion", "arousal")  # causes in one group say much the same, and add only in part
INTERVALS = ("", "SD", "2 SD", "SE", "95 % CI", "range", "plausible range")
ODDS_RATIOS = (1e-4, 1e5)  # beyond these a likelihood could no longer be told from 0 or 1
# Ids that the explorer needs for itself: state.cramp is a symptom, explorer.sleep_h the control of a factor.
RESERVED_IDS = {
    "symptom": "mode symptom values blood sampled silent estimate outcome settings",
    "factor": """
        symptom mode model stories focus presets title question picture data registry controls values hold
        chain compute describe frame frame_now skeleton figure sentence state state_for state_version
        reference pinned pinnable pin reset set use of use_text scenario_text csv table_html table_rows
        static_html static_text control_widgets counted unseen
        calcium_intake_mg_day gland_function magnesium_intake_mg_day magnesium_leak_mM sun_min_day month
        vitamin_d_intake_IU_day breathing_times
        add_class add_traits blur box_style children class_own_trait_events class_own_traits
        class_trait_names class_traits close close_all comm cross_validation_lock get_manager_state get_state
        get_view_spec handle_comm_opened handle_control_comm_opened has_trait hold_sync
        hold_trait_notifications keys layout log model_id notify_change observe on_msg on_trait_change
        on_widget_constructed open remove_class send send_state set_state set_trait setup_instance tabbable
        tooltip trait_defaults trait_events trait_has_value trait_metadata trait_names trait_values traits
        unobserve unobserve_all widget_types widgets
        """,
}


MOST_QUOTED = 300
"""Characters of a problem that an error quotes: a damaged cell may hold half a file."""


class DataError(ValueError):
    """A fault in the data folder: which file, which row and column, and what is allowed there."""

    def __init__(self, file: str, row: int, column: str, problem: str, allowed: str) -> None:
        self.file, self.row, self.column, self.allowed = file, row, column, allowed
        if len(problem) > MOST_QUOTED:
            problem = f"{problem[:MOST_QUOTED]}…"
        super().__init__(f"{file}, row {row}, column {column!r}: {problem}; allowed: {allowed}")

    def _render_traceback_(self) -> list[str]:
        """Show one line in a notebook: the way through the code would hide it."""
        return [f"DataError: {self}. Correct data/{self.file}, restart the kernel and run all cells."]


class MissingError(DataError, KeyError):
    """Somebody asks for a record that the data folder does not have."""

    def __str__(self) -> str:
        return str(self.args[0])


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


KEY_FILES = {
    "source": "sources.csv",
    "lesson": "lessons.yaml",
    "claim": "claims.yaml",
    "factor": "explorer_factors.csv",
    "symptom": "explorer_symptoms.csv",
}


def _free(kind: str) -> AfterValidator:
    """An id that is none of the explorer's own words."""

    def check(id: str) -> str:
        if id in RESERVED_IDS[kind].split():
            raise _fault("", f"got {id!r}, a word of the explorer's own", "another id")
        return id

    return AfterValidator(check)


EmptyIsNone = BeforeValidator(lambda cell: None if isinstance(cell, str) and not cell.strip() else cell)
Text = Annotated[str, Field(min_length=1)]  # Record strips blanks first
Id = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
Number = Annotated[float | None, EmptyIsNone]
Amount = Annotated[Annotated[float, Field(ge=0, le=1000)] | None, EmptyIsNone]
Positive = Annotated[Annotated[float, Field(gt=0, le=1000)] | None, EmptyIsNone]
Acidity = Annotated[Annotated[float, Field(ge=0, le=14)] | None, EmptyIsNone]
People = Annotated[Annotated[int, Field(ge=1, le=10_000_000)] | None, EmptyIsNone]
Year = Annotated[Annotated[int, Field(ge=1600, le=2100)] | None, EmptyIsNone]
Concentration_mM = Annotated[Annotated[float, Field(ge=0, le=1000)] | None, EmptyIsNone]
CONCENTRATION = re.compile(r"^[munp]?(mol|Osm|g|Eq)/(d|m)?(L|kg)$")
Confidence = Annotated[str, _one_of(CONFIDENCE)]
SourceKey = Annotated[str, _known("source")]
LessonId = Annotated[str, _known("lesson")]
ClaimId = Annotated[str, _known("claim")]
FactorId = Annotated[str, _known("factor")]
SymptomId = Annotated[str, _known("symptom")]


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
            raise _fault("", f"got the invisible character {hidden[0]!r}", "text without control characters")
        return value

    def doubts(self) -> Iterator[tuple[str, str, str]]:
        """What else is wrong with a row that is right by itself: column, problem, what is allowed."""
        return iter(())


class Source(Record):
    """A publication. The DOI stands only where it was seen; ``seen`` says how much was read."""

    key_columns = ("key",)
    unique_columns = ("doi",)
    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    authors: str
    year: Year
    title: str
    journal: str
    doi: Annotated[str, Field(pattern=r"^(10\.\S+/\S+)?$")]
    pmid: Annotated[str, Field(pattern=r"^(\d{6,8})?$")]
    seen: Annotated[str, _one_of(SEEN)]
    note: str

    @property
    def short(self) -> str:
        """'Das et al. 2005', as it stands under a number."""
        surnames = [re.sub(r"(?<=\S) [A-Z-]+$", "", name) for name in self._names]
        if len(surnames) > 2 or (surnames and self._and_others):
            surnames = [f"{surnames[0]} et al."]
        journal = re.split(r"\s*[\d(,:]", self.journal)[0]
        return f"{' & '.join(surnames) or journal or self.title} {self.year or ''}".strip()

    @property
    def html(self) -> str:
        """The full reference as one line of HTML, with a link where a DOI was seen."""
        authors = "; ".join(self._names) + (" et al." if self._and_others else "")
        what = [authors, str(self.year or ""), self.title, self.journal]
        if not authors:
            what = [self.title, self.journal, "" if str(self.year) in self.journal else str(self.year or "")]
        parts = [html.escape(part.removesuffix(".")) for part in what if part]
        if self.doi:
            doi = html.escape(self.doi)
            parts.append(f'<a href="https://doi.org/{doi}">{doi}</a>')
        return f"{'. '.join(parts).replace('?. ', '? ')} [{SEEN[self.seen]}]"

    @property
    def _names(self) -> list[str]:
        names = (name.strip() for name in self.authors.split(";"))
        return [name for name in names if name and not _is_et_al(name)]

    @property
    def _and_others(self) -> bool:
        return any(_is_et_al(name) for name in self.authors.split(";"))


def _is_et_al(name: str) -> bool:
    return name.strip().rstrip(".").lower() == "et al"


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
        given = (self.low, self.high) != (None, None)
        if given and not self.interval:
            raise _fault("interval", "got nothing", "one of " + ", ".join(map(repr, INTERVALS[1:])))
        if self.interval and not given:
            raise _fault("interval", f"got {self.interval!r} without low or high", "nothing, or low and high")
        return self

    @model_validator(mode="after")
    def _no_concentration_below_zero(self) -> Measurement:
        if CONCENTRATION.match(self.unit) and "change" not in getattr(self, "quantity", ""):
            for column, number in self.numbers():
                if number < 0:
                    raise _fault(column, f"got {number:g} {self.unit}", "a concentration of 0 or more")
        return self

    def numbers(self) -> Iterator[tuple[str, float]]:
        """The numbers the row gives, each with its column."""
        for column in ("value", "low", "high"):
            if (number := getattr(self, column)) is not None:
                yield column, number

    @property
    def has_number(self) -> bool:
        """Whether the row holds a number, not only a finding in words."""
        return (self.value, self.low, self.high) != (None, None, None)

    def doubts(self) -> Iterator[tuple[str, str, str]]:
        """A unit nobody knows, a number it cannot have."""
        if self.unit and self.unit not in SPANS:
            yield "unit", f"got {self.unit!r}", f"{EVERYTHING_ELSE}: {', '.join(SPANS)}"
            return
        for column, number in self.numbers():
            low, high = SPANS[self.unit]
            if not low <= number <= high:
                yield column, f"got {number:g}", span_in_words(self.unit)

    def count_numbers(self) -> int:
        """One, its interval included, or none."""
        return int(self.has_number)


class Finding(Measurement):
    """A measurement, or a finding in words, of one study."""

    key_columns = ("study", "quantity", "moment")
    study: Text
    people: People
    quantity: Text
    moment: str
    finding: str

    @model_validator(mode="after")
    def _says_something(self) -> Finding:
        _require_number_or_words(self)
        return self


def _require_number_or_words(row: Finding | LiteratureValue) -> None:
    if not row.has_number and not row.finding:
        raise _fault("finding", "got neither number nor words", "a number or a finding in words")


class GatingShift(Measurement):
    """How far the gates slid along the voltage axis when divalent ions changed ``fold_change`` times."""

    key_columns = ("source", "preparation", "change")
    preparation: Text
    change: Text
    fold_change: Annotated[Annotated[float, Field(gt=1, le=1000)] | None, EmptyIsNone]


class Absorption(Measurement):
    """Share of swallowed calcium that was absorbed."""

    key_columns = ("source", "calcium_mg")
    people: People
    kind: Text
    calcium_mg: Annotated[float, Field(gt=0, le=5000)]


class Comparison(Measurement):
    """One feature of low calcium or of low potassium, side by side."""

    key_columns = ("feature", "disorder")
    feature: Text
    disorder: Literal["hypocalcaemia", "hypokalaemia"]
    finding: Text


CONVENTIONAL_UNITS = ("", "mg/dL", "g/dL", "ng/mL", "mEq/L", "mOsm/kg")


class ReferenceRange(Measurement):
    """What laboratories call normal in adults, in SI and conventional units."""

    key_columns = ("analyte",)
    analyte: Text
    conventional_low: Amount
    conventional_high: Amount
    conventional_unit: Annotated[str, _one_of(CONVENTIONAL_UNITS)]
    factor_to_si: Annotated[Annotated[float, Field(gt=0, le=1000)] | None, EmptyIsNone]

    @model_validator(mode="after")
    def _conventional_range(self) -> ReferenceRange:
        low, high = self.conventional_low, self.conventional_high
        if low is not None and high is not None and low > high:
            raise _fault("conventional_low", f"got {low:g}, above {high:g}", "at most conventional_high")
        if (low, high) != (None, None) and not self.conventional_unit:
            raise _fault("conventional_unit", "got nothing", "the unit of the conventional range")
        return self


class Ions(Record):
    """Ion concentrations of one compartment."""

    key_columns = ("compartment",)
    compartment: Text
    sodium_mM: Concentration_mM
    potassium_mM: Concentration_mM
    chloride_mM: Concentration_mM
    calcium_free_mM: Concentration_mM
    magnesium_free_mM: Concentration_mM
    bicarbonate_mM: Concentration_mM
    pH: Acidity
    source: SourceKey
    confidence: Confidence
    note: str

    def count_numbers(self) -> int:
        """How many concentrations (and pH) are given."""
        return sum(isinstance(number, float) for number in self.model_dump().values())


class ExplorerSymptom(Measurement):
    """A symptom of the explorer and how many of 100 people at the reference have it within seven days.

    ``happening`` is what people of whom it is counted do, its verb first: "notice an eyelid twitch".
    """

    unique_columns = ("label",)
    id: Annotated[Id, _free("symptom")]
    label: Text
    definition: Text
    happening: Text

    @model_validator(mode="after")
    def _some_but_not_all_people(self) -> ExplorerSymptom:
        _require_numbers(self, "people per 100")
        for column in ("low", "value", "high"):
            if not 0 < getattr(self, column) < 100:
                raise _fault(column, f"got {getattr(self, column):g}", "above 0 and below 100 people per 100")
        if not self.low < self.value < self.high:  # type: ignore[operator]
            raise _fault("value", f"got {self.value:g}", "above low and below high: nobody knows it exactly")
        return self


class ExplorerFactor(Record):
    """Something the explorer lets one move: its control, its dose curve and its everyday spread.

    The dose is 0 at ``reference`` and 1 from ``anchor`` on, where the odds ratio holds; ``shape`` and its
    numbers bend it between. ``everyday_*`` is what stands in when the value is not known: two and a half
    of 100 people lie below ``everyday_low``, half below ``everyday_typical``, two and a half above
    ``everyday_high``; for a switch, ``everyday_share`` of all people have it on.
    """

    unique_columns = ("label",)
    id: Annotated[str, Field(pattern=r"^[a-z][A-Za-z0-9_]*$"), _free("factor")]
    group: Annotated[str, _one_of(FACTOR_GROUPS)]
    label: Text
    control: Literal["slider", "switch"]
    unit: str
    low: float
    high: float
    step: Annotated[float, Field(gt=0)]
    reference: float
    anchor: float
    shape: Literal["exponential", "sigmoid", "switch"]
    steepness: Positive
    half: Annotated[Annotated[float, Field(gt=0, lt=1)] | None, EmptyIsNone]
    overlap: Annotated[str, _one_of(("", *OVERLAP_GROUPS))]
    everyday_low: Number
    everyday_typical: Number
    everyday_high: Number
    everyday_share: Annotated[Annotated[float, Field(ge=0, le=1)] | None, EmptyIsNone]
    hint: str
    lesson: LessonId
    source: SourceKey
    confidence: Confidence
    note: str

    @model_validator(mode="after")
    def _on_its_scale(self) -> ExplorerFactor:
        if not self.low < self.high:
            raise _fault("low", f"got {self.low:g}", f"below high = {self.high:g}")
        for column in ("reference", "anchor", "everyday_low", "everyday_typical", "everyday_high"):
            number = getattr(self, column)
            if number is not None and not self.low <= number <= self.high:
                raise _fault(
                    column, f"got {number:g}", f"between low = {self.low:g} and high = {self.high:g}"
                )
        if self.anchor == self.reference:
            raise _fault("anchor", f"got {self.anchor:g}, the reference", "another value than the reference")
        if self.step > self.high - self.low:
            raise _fault("step", f"got {self.step:g}", f"at most {self.high - self.low:g}, the whole scale")
        if not self.takes(self.reference):
            raise _fault("reference", f"got {self.reference:g}", self.grid)
        return self

    @model_validator(mode="after")
    def _whole_curve(self) -> ExplorerFactor:
        if (self.control == "switch") != (self.shape == "switch"):
            raise _fault("shape", f"got {self.shape!r} for a {self.control}", "'switch' for a switch only")
        if self.shape == "switch" and (self.low, self.high, self.reference, self.anchor) != (0, 1, 0, 1):
            raise _fault("anchor", "a switch has other ends", "low 0, high 1, reference 0, anchor 1")
        needed = {"exponential": ("steepness",), "sigmoid": ("steepness", "half"), "switch": ()}[self.shape]
        for column in ("steepness", "half"):
            if (getattr(self, column) is None) == (column in needed):
                wanted = "a number" if column in needed else "nothing"
                raise _fault(column, f"got {getattr(self, column)!r}", f"{wanted} for shape {self.shape!r}")
        if self.steepness is not None and not 0.01 <= self.steepness <= 50:
            raise _fault("steepness", f"got {self.steepness:g}", "between 0.01 and 50")
        if self.half is not None and self.half < 0.01:
            raise _fault("half", f"got {self.half:g}", "at least 0.01")
        return self

    @model_validator(mode="after")
    def _everyday_spread(self) -> ExplorerFactor:
        low, typical, high = self.everyday_low, self.everyday_typical, self.everyday_high
        if self.control == "switch":
            if self.everyday_share is None or (low, typical, high) != (None, None, None):
                raise _fault("everyday_share", f"got {self.everyday_share!r}", "a share, for a switch alone")
        elif self.everyday_share is not None or low is None or typical is None or high is None:
            raise _fault("everyday_low", "the spread is not whole", "low, typical and high, no share")
        elif not low <= typical <= high or low == high:
            raise _fault("everyday_typical", f"got {typical:g}", f"low {low:g} to high {high:g}, apart")
        return self

    def takes(self, value: float) -> bool:
        """Whether a control with this scale can stand at ``value``: a whole number of steps above low."""
        steps = (value - self.low) / self.step
        return abs(steps - round(steps)) < 1e-6 and self.low <= value <= self.high

    @property
    def grid(self) -> str:
        """In words, what :meth:`takes` takes."""
        return f"low = {self.low:g} plus a whole number of steps of {self.step:g}"

    def count_numbers(self) -> int:
        """How many numbers of this factor are choices: reference, anchor, curve and everyday spread."""
        chosen = (self.reference, self.anchor, self.steepness, self.half, self.everyday_share)
        spread = (self.everyday_low, self.everyday_typical, self.everyday_high)
        return sum(number is not None for number in (*chosen, *spread))


class ExplorerEffect(Measurement):
    """How a factor at its anchor multiplies the odds of a symptom, and how sure that is."""

    key_columns = ("factor", "symptom")
    crossed = ("factor", "symptom")
    factor: FactorId
    symptom: SymptomId
    change_our_mind: Text

    @model_validator(mode="after")
    def _an_odds_ratio(self) -> ExplorerEffect:
        _require_numbers(self, "odds ratio")
        if self.low <= 0:  # type: ignore[operator]
            raise _fault("low", f"got {self.low:g}", "above 0: an odds ratio")
        least, most = ODDS_RATIOS
        for column in ("low", "value", "high"):
            if not least <= getattr(self, column) <= most:
                allowed = f"an odds ratio between {least:g} and {most:,.0f}"
                raise _fault(column, f"got {getattr(self, column):g}", allowed)
        return self


def _require_numbers(row: Measurement, unit: str) -> None:
    for column in ("value", "low", "high"):
        if getattr(row, column) is None:
            raise _fault(column, "got nothing", "a number")
    if row.unit != unit:
        raise _fault("unit", f"got {row.unit!r}", repr(unit))


def _on_the_scales(settings: Any, info: Info[dict[str, Any]]) -> Any:
    """Refuse a setting of a factor that does not exist, and one that its control cannot take."""
    factors = info.context["explorer_factors.csv"]
    for key, value in settings.items() if isinstance(settings, dict) else ():
        if key not in factors:
            raise _fault(str(key), "an unknown factor", f"a factor of {KEY_FILES['factor']}")
        factor = factors[key]
        if value is None:
            continue
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if factor.control == "switch" and not isinstance(value, bool):
            raise _fault(key, f"got {value!r}", "true, false or null")
        if factor.control == "slider" and not (number and factor.low <= value <= factor.high):
            allowed = f"between {factor.low:g} and {factor.high:g} {factor.unit}".strip()
            raise _fault(key, f"got {value!r}", f"a number {allowed}, or null")
        if factor.control == "slider" and not factor.takes(value):
            raise _fault(key, f"got {value!r}", f"{factor.grid}, or null")
    return settings


class Scenario(Record):
    """A fictional person's week: what the explorer's controls are set to; null is "not known"."""

    needs = ("explorer_factors.csv",)
    unique_columns = ("label",)
    id: Id
    label: Text
    story: Text
    values: Annotated[dict[str, bool | float | None], BeforeValidator(_on_the_scales)]


class LiteratureValue(Measurement):
    """A number that others published, or a finding in words: of whom, of what, compared by what.

    ``population`` and ``design`` say who was studied and how, ``people`` how many; ``unit`` is the measure,
    such as an odds ratio. Nothing is computed from these rows: they stand beside the explorer's own numbers.
    """

    key_columns = ("outcome", "factor", "population")
    outcome: Text
    factor: Text
    population: Text
    people: People
    design: Text
    finding: str

    @model_validator(mode="after")
    def _says_something(self) -> LiteratureValue:
        _require_number_or_words(self)
        return self

    @model_validator(mode="after")
    def _a_possible_share_or_ratio(self) -> LiteratureValue:
        for column, number in self.numbers():
            if self.unit.endswith("ratio") and number <= 0:
                raise _fault(column, f"got {number:g}", f"above 0: {self.unit}")
            if self.unit == "% of people" and not 0 <= number <= 100:
                raise _fault(column, f"got {number:g}", "between 0 and 100 % of people")
        return self


class Quantified(Measurement):
    """A measurement that cannot fall below zero; ``units`` names the one unit of each quantity it lists."""

    units: ClassVar[dict[str, str]] = {}

    @model_validator(mode="after")
    def _in_its_unit_and_not_below_zero(self) -> Quantified:
        unit = self.units.get(getattr(self, "quantity", ""), self.unit)
        if self.has_number and self.unit != unit:
            raise _fault("unit", f"got {self.unit!r}", repr(unit))
        if self.unit.startswith("% of"):
            _require_between(self, 0, 100)
        elif not getattr(self, "quantity", "").startswith("change"):
            _require_between(self, 0, float("inf"))
        if not self.has_number and not getattr(self, "finding", ""):
            raise _fault("value", "got nothing", "a number, or an interval")
        return self


def _require_between(row: Measurement, least: float, most: float) -> None:
    for column, number in row.numbers():
        if not least <= number <= most:
            allowed = f"at least {least:g} {row.unit}" if most == float("inf") else f"{least:g} to {most:g}"
            raise _fault(column, f"got {number:g}", allowed)


class FoodContent(Quantified):
    """How much of a mineral or of vitamin D one serving of a food holds."""

    key_columns = ("food", "quantity")
    units = {"calcium": "mg", "magnesium": "mg", "vitamin D": "IU"}
    food: Text
    serving: Text
    quantity: Literal["calcium", "magnesium", "vitamin D"]


# Sodium and potassium together, and potassium alone: a drink beyond leaves lesson 01's picture, or its law.
SALTIEST_MM, MOST_POTASSIUM_MM = 200.0, 100.0
STRONGEST_MG = 200.0  # caffeine of one drink: six of a stronger one leave lesson 03's picture


class DrinkContent(Quantified):
    """What a litre of a drink holds.

    ``menu``, on the row of its sodium, is the drink's name among those one can choose in lesson 01; without
    one it stands in this table only.
    """

    key_columns = ("drink", "quantity")
    unique_columns = ("menu",)
    units = {"sugar": "g/L", "osmolality": "mOsm/L"} | dict.fromkeys(
        ("sodium", "potassium", "chloride", "calcium", "magnesium"), "mmol/L"
    )
    drink: Text
    quantity: Literal["sodium", "potassium", "chloride", "calcium", "magnesium", "sugar", "osmolality"]
    menu: Annotated[str, Field(max_length=17)]  # what fits beside its curve

    @model_validator(mode="after")
    def _named_on_the_row_of_its_sodium(self) -> DrinkContent:
        if self.menu and self.quantity != "sodium":
            raise _fault("menu", f"got {self.menu!r}", "a name on the drink's sodium row only")
        return self

    @classmethod
    def misfit(cls, rows: Sequence[DrinkContent]) -> Misfit | None:
        """Give the first drink of the menu without both salts, or with more of them than can be drawn."""
        salts = {(row.drink, row.quantity): row.value for row in rows}
        for row in filter(lambda row: row.menu, rows):
            sodium, potassium = (salts.get((row.drink, salt)) for salt in ("sodium", "potassium"))
            if sodium is None or potassium is None:
                missing = "sodium" if sodium is None else "potassium"
                allowed = "a drink with a value for sodium and, in a row of its own, for potassium"
                return Misfit(row, "menu", f"{row.drink!r} has no {missing}", allowed)
            if sodium + potassium > SALTIEST_MM or potassium > MOST_POTASSIUM_MM:
                problem = f"{row.drink!r} has {sodium:g} mmol/L of sodium and {potassium:g} of potassium"
                allowed = f"together at most {SALTIEST_MM:g}, of it potassium at most {MOST_POTASSIUM_MM:g}"
                return Misfit(row, "menu", problem, allowed)
        return None


class DietaryIntake(Quantified):
    """A reference intake per day: what half or nearly all of a group need, or what none should exceed."""

    key_columns = ("group", "sex", "quantity", "kind")
    units = {"calcium": "mg/d", "magnesium": "mg/d", "vitamin D": "IU/d"}
    group: Text
    sex: Literal["everyone", "women", "men"]
    quantity: Literal["calcium", "magnesium", "vitamin D"]
    kind: Literal["average need", "recommended", "adequate", "upper limit", "upper limit, supplements alone"]


class SweatContent(Quantified):
    """Sweat of one group of people: how fast it runs and what it carries."""

    key_columns = ("population", "quantity", "source")
    units = {"sweat rate": "L/h", "sodium loss rate": "mmol/h"} | dict.fromkeys(
        ("sodium", "potassium", "chloride", "calcium", "magnesium"), "mmol/L"
    )
    population: Text
    people: People
    quantity: Text
    method: str


class VitaminDCutOff(Quantified):
    """Where one body of experts draws a line through 25(OH)D, or that it draws none."""

    key_columns = ("body", "year", "quantity")
    body: Text
    year: Year
    quantity: Text
    finding: str


class Prevalence(Quantified):
    """How many of a population fall under a definition: the share moves with the cut-off."""

    key_columns = ("marker", "population", "definition")
    marker: Text
    population: Text
    people: People
    definition: Text


class Cause(Quantified):
    """What lowers calcium, magnesium or 25(OH)D in blood, and how."""

    key_columns = ("disorder", "cause")
    disorder: Literal["low calcium", "low magnesium", "low 25(OH)D"]
    cause: Text
    finding: Text


class CaffeineContent(Quantified):
    """Caffeine of one serving; ``serving_mL`` is empty where it is eaten.

    ``menu`` is its name among the drinks one can choose in lesson 03; without one it stands in this table
    only.
    """

    key_columns = ("product", "source")
    unique_columns = ("menu",)
    product: Text
    serving: Text
    serving_mL: Positive
    menu: Annotated[str, Field(max_length=40)]

    @model_validator(mode="after")
    def _a_drink_of_the_menu_can_be_drunk_and_drawn(self) -> CaffeineContent:
        if not self.menu:
            return self
        if self.serving_mL is None:
            raise _fault("serving_mL", "got nothing", "the volume of a drink of the menu [mL]")
        if self.unit != "mg" or self.value is None or not 0 < self.value <= STRONGEST_MG:
            problem = "got nothing" if self.value is None else f"got {self.value:g} {self.unit}"
            raise _fault("value", problem, f"above 0 and at most {STRONGEST_MG:g} mg for a drink of the menu")
        return self


class CaffeineHalfLife(Quantified):
    """How fast a group of people clears caffeine."""

    key_columns = ("population", "quantity", "source")
    population: Text
    people: People
    quantity: Text
    finding: str


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


class LabelWord(Quantified):
    """What a word on a medicine's label means in people."""

    key_columns = ("word",)
    word: Annotated[str, _one_of(LABEL_WORDS)]


CAFFEINE = "caffeine"
LONGEST_TIMES = 14.0  # more than this no block of lesson 07's slider can reach: another way out is left


class MedicineEffect(Quantified):
    """An unwanted movement that a label names, and by which route; the word holds for the label named."""

    key_columns = ("medicine", "symptom")
    medicine: Text
    kind: Text
    symptom: Text
    route: Annotated[str, _one_of(ROUTES)]
    frequency: Annotated[str, _one_of((*LABEL_WORDS, "common to very common", "labels differ", "not stated"))]
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
    route: Annotated[str, _one_of(ROUTES)]
    finding: Text

    @model_validator(mode="after")
    def _caffeine_stays_longer_by_a_ratio_that_blocking_can_reach(self) -> MedicineInteraction:
        if self.partner != CAFFEINE or not self.has_number:
            return self
        if self.unit != "times":
            raise _fault("unit", f"got {self.unit!r}", "'times'")
        if self.route != "clearance":
            raise _fault("route", f"got {self.route!r}", "'clearance', where caffeine stays longer")
        if self.value is None or not 1 < self.value <= LONGEST_TIMES:
            problem = "got nothing" if self.value is None else f"got {self.value:g}"
            raise _fault("value", problem, f"above 1 and at most {LONGEST_TIMES:g} times")
        return self


class SleepNeed(Quantified):
    """Hours of sleep a day that experts recommend at an age; ``age_high`` is empty where it is open."""

    key_columns = ("group",)
    group: Text
    age_low: Annotated[float, Field(ge=0, le=150)]
    age_high: Amount
    age_unit: Literal["months", "years"]


class ReceptorConstant(Quantified):
    """A concentration at which caffeine or adenosine does something to a protein or a muscle."""

    key_columns = ("quantity", "preparation", "source")
    quantity: Text
    preparation: Text
    finding: str


class ThresholdFrequency(Quantified):
    """The lowest rate of shocks to a nerve that sets off a cramp; rows of one study belong together.

    ``role`` tells what others are compared with; a quantity that begins with "change" may be negative.
    """

    key_columns = ("study", "quantity", "condition")
    units = {"threshold frequency": "Hz", "change of threshold frequency": "Hz"}
    study: Text
    people: People
    muscle: Text
    quantity: Literal["threshold frequency", "change of threshold frequency"]
    condition: Text
    role: Literal["reference", "compared"]
    finding: str


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
    "explorer_symptoms": ExplorerSymptom,
    "explorer_factors": ExplorerFactor,
    "explorer_effects": ExplorerEffect,
    "likelihood_literature": LiteratureValue,
    "foods": FoodContent,
    "drinks": DrinkContent,
    "dietary_intakes": DietaryIntake,
    "sweat": SweatContent,
    "sweat_and_cramp": Finding,
    "threshold_frequency_trials": ThresholdFrequency,
    "sleep_need": SleepNeed,
    "sleep_and_brain": Finding,
    "caffeine_content": CaffeineContent,
    "caffeine_half_life": CaffeineHalfLife,
    "receptor_constants": ReceptorConstant,
    "caffeine_studies": Finding,
    "magnesium_trials": Finding,
    "vitamin_d_cut_offs": VitaminDCutOff,
    "vitamin_d_trials": Finding,
    "mineral_prevalence": Prevalence,
    "mineral_causes": Cause,
    "label_words": LabelWord,
    "medicine_effects": MedicineEffect,
    "medicine_interactions": MedicineInteraction,
    "medicine_studies": Finding,
    "stress_and_breathing": Finding,
}


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
    correction_task: Text
    correction_checklist: Annotated[list[Text], Field(min_length=1)]
    correction_model: Text


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
            raise _fault("number", f"got {self.number}", f"the number that begins {self.id!r}")
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
            raise _fault("options", f"got ranges {spans}", "ranges that meet and together cover every number")
        _no_text_twice(self.options)
        return self

    def right(self, value: float) -> PredictionOption:
        """The option that holds for a value read from the panel (or its ratio to the reference)."""
        return next(
            option
            for option in self.options
            if (option.from_ is None or option.from_ <= value) and (option.to is None or value < option.to)
        )


def _no_text_twice(options: Sequence[PredictionOption | QuestionOption]) -> None:
    texts = [option.text.casefold() for option in options]
    for place, text in enumerate(texts):
        if text in texts[:place]:
            raise _fault("options", f"got {options[place].text!r} twice", "options with texts of their own")


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
            raise _fault("options", "the right options are not one", "exactly one option with right: true")
        if not all(option.right or option.misconception for option in self.options):
            raise _fault(
                "options", "a wrong option has no misconception", "a misconception on each wrong option"
            )
        _no_text_twice(self.options)
        return self


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
            raise _fault("function", f"got {self.function!r}", f"{name!r}, the name in reference")
        return self


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
            raise _fault("from", "got neither end", "from, to, or both")
        if self.from_ is not None and self.to is not None and self.from_ >= self.to:
            raise _fault("from", f"got {self.from_:g}", f"below to = {self.to:g}")
        return self

    def holds(self, value: float) -> bool:
        """Whether a value read from the panel (or its ratio) is what the class was promised."""
        return (self.from_ is None or self.from_ <= value) and (self.to is None or value < self.to)


def _prediction_of_the_kit(id: str, info: Info[dict[str, Any]]) -> str:
    if id and id not in info.context["predictions.yaml"]:
        raise _fault("", f"got {id!r}, an unknown prediction", "a prediction of predictions.yaml, or nothing")
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
            raise _fault("ask", "got nothing to do", "one of ask, vote, watch, say")
        if bool(self.panel) != bool(self.watch):
            raise _fault("watch", f"got {self.watch!r} with panel {self.panel!r}", "panel and watch together")
        if (self.preset or self.settings or self.expect) and not self.panel:
            raise _fault("panel", "got nothing", "the panel that is set")
        if (self.preset or self.settings) and not self.expect:
            raise _fault("expect", "got nothing", "what the class will see, to be computed")
        return self


class Demonstration(Record):
    """A playlist for the projector."""

    minutes: Annotated[int, Field(ge=10, le=15)]
    steps: Annotated[list[Step], Field(min_length=5, max_length=8)]


def _a_short_answer(text: str) -> str:
    sentences = len(re.findall(r"[.!?][”\"'’)]*(?:\s|$)", text))
    if not 2 <= sentences <= 4:
        raise _fault("", f"got {sentences} sentences", "two to four sentences")
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
                raise _fault("demonstration", f"step {number} votes on {step.vote!r}", "its own predictions")
        return self


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
            raise _fault(
                "lines", f"got {self.lines} and {len(lines)} lines", f"{len(lines)}, or the lost line"
            )
        if len(set(lines)) < len(lines):
            raise _fault("lines", "a line stands there twice", "each line once")
        return self


class ChainNode(Record):
    """A station on the way from what a person does to the muscle."""

    key_columns = ("key",)
    key: Id
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
    "teaching.yaml": Teaching,
    "chain.yaml": ChainNode,
    "scenarios.yaml": Scenario,
    **{f"{name}.csv": model for name, model in TABLES.items()},
}
SINGLE = ("article.yaml", "red_flags.yaml")  # one record, not a list
