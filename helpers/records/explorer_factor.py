"""``explorer_factors.csv``: what the explorer lets one move, and the ids it keeps for itself."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from helpers.records.base import Record
from helpers.records.faults import fault
from helpers.records.fields import (
    Confidence,
    EmptyIsNone,
    LessonId,
    Number,
    Positive,
    SourceKey,
    Text,
    one_of,
)

# Ids that the explorer needs for itself: state.cramp is a symptom, explorer.sleep_h the control of a factor.
RESERVED_IDS = {
    "symptom": "mode symptom values blood sampled silent estimate outcome settings",
    "factor": """
        symptom mode model stories focus presets title question picture data registry controls values hold
        chain compute describe frame frame_now skeleton figure sentence state state_for state_version
        reference pinned pinnable pin reset set use of use_text scenario_text csv table_html table_rows
        static_html static_text control_widgets counted sentence_for without_widgets
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


def free(kind: str) -> AfterValidator:
    """An id that is none of the explorer's own words."""

    def check(id: str) -> str:
        if id in RESERVED_IDS[kind].split():
            raise fault("", f"got {id!r}, a word of the explorer's own", "another id")
        return id

    return AfterValidator(check)


FACTOR_GROUPS = {"did": "What you did", "blood": "Blood", "mood": "Mood and medicines"}

OVERLAP_GROUPS = ("exertion", "arousal")  # causes in one group say much the same, and add only in part


class ExplorerFactor(Record):
    """Something the explorer lets one move: its control, its dose curve and its everyday spread.

    The dose is 0 at ``reference`` and 1 from ``anchor`` on, where the odds ratio holds; ``shape`` and its
    numbers bend it between. ``everyday_*`` is what stands in when the value is not known: two and a half
    of 100 people lie below ``everyday_low``, half below ``everyday_typical``, two and a half above
    ``everyday_high``; for a switch, ``everyday_share`` of all people have it on.
    """

    unique_columns = ("label",)
    id: Annotated[str, Field(pattern=r"^[a-z][A-Za-z0-9_]*$"), free("factor")]
    group: Annotated[str, one_of(FACTOR_GROUPS)]
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
    overlap: Annotated[str, one_of(("", *OVERLAP_GROUPS))]
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
            raise fault("low", f"got {self.low:g}", f"below high = {self.high:g}")
        for column in ("reference", "anchor", "everyday_low", "everyday_typical", "everyday_high"):
            number = getattr(self, column)
            if number is not None and not self.low <= number <= self.high:
                raise fault(column, f"got {number:g}", f"between low = {self.low:g} and high = {self.high:g}")
        if self.anchor == self.reference:
            raise fault("anchor", f"got {self.anchor:g}, the reference", "another value than the reference")
        if self.step > self.high - self.low:
            raise fault("step", f"got {self.step:g}", f"at most {self.high - self.low:g}, the whole scale")
        if not self.takes(self.reference):
            raise fault("reference", f"got {self.reference:g}", self.grid)
        return self

    @model_validator(mode="after")
    def _whole_curve(self) -> ExplorerFactor:
        if (self.control == "switch") != (self.shape == "switch"):
            raise fault("shape", f"got {self.shape!r} for a {self.control}", "'switch' for a switch only")
        if self.shape == "switch" and (self.low, self.high, self.reference, self.anchor) != (0, 1, 0, 1):
            raise fault("anchor", "a switch has other ends", "low 0, high 1, reference 0, anchor 1")
        needed = {"exponential": ("steepness",), "sigmoid": ("steepness", "half"), "switch": ()}[self.shape]
        for column in ("steepness", "half"):
            if (getattr(self, column) is None) == (column in needed):
                wanted = "a number" if column in needed else "nothing"
                raise fault(column, f"got {getattr(self, column)!r}", f"{wanted} for shape {self.shape!r}")
        if self.steepness is not None and not 0.01 <= self.steepness <= 50:
            raise fault("steepness", f"got {self.steepness:g}", "between 0.01 and 50")
        if self.half is not None and self.half < 0.01:
            raise fault("half", f"got {self.half:g}", "at least 0.01")
        return self

    @model_validator(mode="after")
    def _everyday_spread(self) -> ExplorerFactor:
        low, typical, high = self.everyday_low, self.everyday_typical, self.everyday_high
        if self.control == "switch":
            if self.everyday_share is None or (low, typical, high) != (None, None, None):
                raise fault("everyday_share", f"got {self.everyday_share!r}", "a share, for a switch alone")
        elif self.everyday_share is not None or low is None or typical is None or high is None:
            raise fault("everyday_low", "the spread is not whole", "low, typical and high, no share")
        elif not low <= typical <= high or low == high:
            raise fault("everyday_typical", f"got {typical:g}", f"low {low:g} to high {high:g}, apart")
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
