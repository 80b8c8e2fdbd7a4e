"""Everything joined: what a person did, what is in the blood, which medicines; of 100 like this, how many?"""

from __future__ import annotations

import dataclasses
import inspect
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import numpy as np
from ipywidgets import HTML, Dropdown, HBox, Tab, Text, ToggleButton, VBox

from helpers import evidence, theme
from helpers.display import escape, minus_signs
from helpers.evidence import Data
from helpers.figures import base as figure_parts
from helpers.figures.icon_array import icon_array_frame, icon_array_skeleton
from helpers.likelihood import (
    Estimate,
    LikelihoodModel,
    Outcome,
    count,
    denominator,
    dose,
    in_words,
    number_in_words,
)
from helpers.likelihood import model as likelihood_model
from helpers.panels import explorer_text
from helpers.panels.base import Panel, button
from helpers.panels.controls import Choice, Control, ControlRow, Slider, Switch
from helpers.panels.explorer_tabs import NEVER_STUDIED, Details, HowSure, Why
from helpers.physiology.blood import blood, breathed_calcium_mM, breathed_pH
from helpers.records import FACTOR_GROUPS, DataError, ExplorerFactor

log = logging.getLogger(__name__)

BLOOD_VALUES, BY_CAUSE = "blood values", "causes"
SOMEONE = "choose someone"
HOW_TO = (
    "Choose a symptom, meet someone or move anything. ? means not known: the range widens. ◆ means moved."
)
NOW, PINNED, REFERENCE = "these settings", "pinned", "the reference"
USUAL = {name: part.default for name, part in inspect.signature(blood).parameters.items()}
CAUSES: dict[str, Control] = {
    "calcium_intake_mg_day": Slider(
        "Calcium eaten", 100, 3000, reference=USUAL["calcium_intake_mg_day"], step=50, unit="mg/day"
    ),
    "gland_function": Slider(
        "Parathyroid glands",
        0.0,
        2.0,
        reference=USUAL["gland_function"],
        step=0.05,
        hint="0: none, 1: healthy",
    ),
    "magnesium_intake_mg_day": Slider(
        "Magnesium eaten", 10, 800, reference=USUAL["magnesium_intake_mg_day"], step=10, unit="mg/day"
    ),
    "magnesium_leak_mM": Slider(
        "Magnesium leak",
        0.0,
        0.45,
        reference=USUAL["magnesium_leak_mM"],
        step=0.01,
        unit="mmol/L",
        hint="by the kidney",
    ),
    "sun_min_day": Slider(
        "Noon sun",
        0,
        120,
        reference=USUAL["sun_min_day"],
        step=2,
        unit="min/day",
        hint="fair skin, 42° north",
    ),
    "month": Slider("Month", 1, 12, reference=USUAL["month"], step=1, hint="1: January"),
    "vitamin_d_intake_IU_day": Slider(
        "Vitamin D eaten", 0, 1000, reference=USUAL["vitamin_d_intake_IU_day"], step=20, unit="IU/day"
    ),
    "breathing_times": Slider(
        "Breathing",
        1.0,
        2.5,
        reference=USUAL["breathing_times"],
        step=0.1,
        unit="× the need",
        hint="2: CO₂ halved",
    ),
}
"""The mode of causes: the arguments of ``physiology.blood``, which computes the three blood values."""
TABS = (Why, HowSure, Details)
OWN_WORDS = (
    *("symptom", "mode", "model", "data", "stories", "focus", "presets", "title", "question", "picture"),
    *("of", "use_text", "scenario_text", "close", "state", "csv", "reference", "pinned", "figure", "values"),
)
COMPUTED = ("calcium_mM", "magnesium_mM", "vitamin_d_nmol_L")
ANXIETY = "anxiety_gad7"
ALREADY_BREATHED = frozenset({(ANXIETY, "tetany")})
"""In the mode of causes anxiety reaches tetany through breathing and pH; its odds ratio then stays silent."""


@dataclass(frozen=True)
class PerHundred:
    """One symptom in people per 100."""

    per_100: float
    low_per_100: float
    high_per_100: float
    reference_per_100: float


@dataclass(frozen=True)
class ExplorerState:
    """What the explorer shows: the settings, the blood they give, and every symptom's outcome.

    ``blood`` holds the factors that were computed from causes; it is empty in the mode of blood values.
    ``sampled`` holds draws of a computed factor that follows from something not known;
    ``silent`` pairs of factor and symptom do not count, because another route carries them.
    ``state.cramp.per_100`` and the like give one symptom as people per 100.
    """

    mode: str
    symptom: str
    values: Mapping[str, Any]
    blood: Mapping[str, float]
    sampled: Mapping[str, np.ndarray] = field(compare=False)
    silent: frozenset[tuple[str, str]]
    estimate: Estimate

    @property
    def outcome(self) -> Outcome:
        """The symptom that is looked at."""
        return self.estimate.outcomes[self.symptom]

    @property
    def settings(self) -> dict[str, Any]:
        """What the statistics are asked for: the settings, with what was computed in their place."""
        return {name: value for name, value in self.values.items() if name in self.estimate.doses} | dict(
            self.blood
        )

    def __getattr__(self, name: str) -> PerHundred:
        outcomes = self.__dict__["estimate"].outcomes if "estimate" in self.__dict__ else {}
        if name not in outcomes:
            raise AttributeError(f"{type(self).__name__} has no field and no symptom {name!r}")
        one = outcomes[name]
        return PerHundred(100 * one.likelihood, 100 * one.low, 100 * one.high, 100 * one.reference)


def _factor_control(row: ExplorerFactor) -> Control:
    """Make the control a factor's row describes."""
    if row.control == "switch":
        return Switch(row.label, reference=bool(row.reference), hint=row.hint, optional=True)
    numbers = (row.low, row.high, row.reference, row.step)
    whole = all(float(number).is_integer() for number in numbers)
    low, high, reference, step = (int(number) if whole else number for number in numbers)
    return Slider(
        row.label, low, high, reference=reference, step=step, unit=row.unit, hint=row.hint, optional=True
    )


def _parts_of(data: Any) -> dict[str, Any]:
    """Give what a class needs to show ``data``: a control for every factor, the symptoms, the scenarios."""
    model = likelihood_model() if data is evidence else LikelihoodModel(data)
    for place, name in enumerate(model.factors):
        if name in OWN_WORDS or name in CAUSES:
            problem = f"got {name!r}, a word of the explorer's own"
            raise DataError("explorer_factors.csv", place + 2, "id", problem, "another id")
    controls = {name: _factor_control(row) for name, row in model.factors.items()}
    labels = {row.label: name for name, row in model.symptoms.items()}
    stories = {item.label: item for item in data.scenarios()}
    presets = {
        label: {name: _as_control(controls[name], value) for name, value in item.values.items()}
        for label, item in stories.items()
    }
    return {
        "symptom": Choice("Symptom", labels, reference=next(iter(model.symptoms)), buttons=True),
        "mode": Choice("Set by", [BLOOD_VALUES, BY_CAUSE], reference=BLOOD_VALUES),
        **controls,
        **CAUSES,
        "data": data,
        "model": model,
        "stories": {label: item.story for label, item in stories.items()},
        "presets": presets,
    }


def _as_control(control: Control, value: Any) -> Any:
    whole = isinstance(control, Slider) and control.whole
    return int(value) if whole and value is not None else value


class Explorer(Panel):
    """Move what the article blames, one symptom at a time; see how many of 100 people, and how sure that is.

    ``focus`` names the factor a lesson is about; ``start`` gives settings, as a mapping or as the state of
    the lesson's own panel, of which the fields that are settings here are taken. Raises ValueError for a
    factor that does not exist or a value off its scale. :meth:`of` makes the class for other data.
    """

    title = "The symptom explorer"
    question = "Of 100 people like this, about how many notice a twitching eyelid this week?"
    data: ClassVar[Any]
    model: ClassVar[LikelihoodModel]
    stories: ClassVar[Mapping[str, str]]
    vars().update(_parts_of(evidence))

    def __init__(self, focus: str | None = None, start: object = None) -> None:
        if focus is not None and focus not in self.model.factors:
            raise ValueError(f"focus must be one of {', '.join(self.model.factors)}, got {focus!r}")
        self.focus = focus
        values = self._start_values(start)
        if focus is not None:
            values = {"symptom": self._strongest(focus), **values}
        values = self._with_mode(values)
        self._check(values)
        super().__init__()
        self.add_class("wmt-explorer")
        self.set(**values)
        self._show_more()

    @classmethod
    def of(cls, data: Data) -> type[Self]:
        """Give the explorer of another data folder: a new row there is a new control here."""
        parts = _parts_of(data)
        made: type[Self] = type(cls.__name__, (cls,), {"__module__": "explorer_of_other_data", **parts})
        made.controls = {name: part for name, part in parts.items() if isinstance(part, Control)}
        return made

    def compute(self, symptom: str, mode: str, **values: Any) -> ExplorerState:
        """Give the outcome of these settings, the blood computed first where causes are set."""
        factors = {name: values[name] for name in self.model.factors}
        if mode == BLOOD_VALUES:
            return ExplorerState(mode, symptom, values, {}, {}, frozenset(), self.model.estimate(factors))
        return self._by_cause(symptom, values, factors)

    def _by_cause(self, symptom: str, values: Mapping[str, Any], factors: Mapping[str, Any]) -> ExplorerState:
        """Compute the blood first. Anxious breathing lowers calcium for tetany alone: for every other symptom
        anxiety already counts by its odds ratio, and nothing may count twice.
        """
        silent = ALREADY_BREATHED & set(self.model.effects)
        quiet, anxious = self._blood(values, anxious=False), self._blood(values, anxious=True)
        estimates = [
            self.model.estimate({**factors, **computed}, sampled=sampled, silent=silent)
            for computed, sampled in (quiet, anxious)
        ]
        breathed = {name: estimates[1].outcomes[name] for _, name in silent}
        chosen = int(symptom in breathed)
        outcomes = {**estimates[0].outcomes, **breathed}
        estimate = dataclasses.replace(estimates[chosen], outcomes=outcomes)
        return ExplorerState(BY_CAUSE, symptom, values, *(quiet, anxious)[chosen], silent, estimate)

    def _blood(
        self, values: Mapping[str, Any], anxious: bool
    ) -> tuple[dict[str, float], dict[str, np.ndarray]]:
        """Give the blood values that follow from the causes, and calcium drawn where anxiety is not known."""
        factor = self.model.factors.get(ANXIETY) if anxious else None
        anxiety, sampled = 0.0, {}
        unknown = factor is not None and values[ANXIETY] is None
        if factor is not None:
            anxiety = float(dose(factor, self.model.typical(ANXIETY) if unknown else values[ANXIETY]))
        found = blood(**{name: values[name] for name in CAUSES}, anxiety=anxiety)
        computed = {name: getattr(found, name) for name in COMPUTED}
        if factor is not None and unknown:
            pH = breathed_pH(values["breathing_times"], dose(factor, self.model.everyday(ANXIETY)))
            sampled["calcium_mM"] = breathed_calcium_mM(found.quiet_calcium_mM, pH)
        return (
            {
                name: self._on_scale(name, value)
                for name, value in computed.items()
                if name in self.model.factors
            },
            {
                name: self._on_scale(name, value)
                for name, value in sampled.items()
                if name in self.model.factors
            },
        )

    def _on_scale(self, name: str, value: Any) -> Any:
        """Keep what was computed on the factor's scale; within half a step it is the reference."""
        row = self.model.factors[name]
        kept = np.clip(
            np.where(np.abs(value - row.reference) < row.step / 2, row.reference, value), row.low, row.high
        )
        return kept if kept.ndim else float(kept)

    def skeleton(self, sizes: theme.Sizes) -> figure_parts.Skeleton:
        """Give one block of people for each person that is compared."""
        return icon_array_skeleton(sizes, groups=len(self._people(self.reference)))

    def frame(self, state: ExplorerState) -> figure_parts.Frame:
        """Give everybody in each block, those with the symptom marked."""
        shares = self._people(state)
        people = denominator(*shares.values())
        groups = [(words, count(share, people)) for words, share in shares.items()]
        unstudied = {NOW: state, PINNED: self.pinned, REFERENCE: self.reference}
        greyed = [unstudied[words].estimate.never_studied_together for words in shares]
        return icon_array_frame(groups, people, greyed=greyed)

    def describe(self, state: ExplorerState, reference: ExplorerState) -> str:
        """Say how many have the symptom, how many do not, and how many at the reference."""
        shares = self._people(state)
        people = denominator(*shares.values())
        words = in_words(state.outcome, people)
        if PINNED in shares:
            words += f" Pinned: {number_in_words(count(shares[PINNED], people), people)}."
        if state.estimate.not_known:
            words += " What is not known stands at its everyday value."
        if state.estimate.never_studied_together:
            words += f" {NEVER_STUDIED}"
        return words

    def _people(self, state: ExplorerState) -> dict[str, float]:
        """Give the likelihood in each block: these settings, what was pinned, the reference."""
        shares = {NOW: state.outcome.likelihood}
        if self.pinned != self.reference:
            shares[PINNED] = self.pinned.estimate.outcomes[state.symptom].likelihood
        return shares | {REFERENCE: state.outcome.reference}

    def scenario_text(self) -> str:
        """Give the settings as one line of text that :meth:`use_text` takes back."""
        values = self.values()
        told = {"mode"} if any(values[name] != self.controls[name].reference for name in CAUSES) else set()
        return explorer_text.written(self.controls, values, always=told)

    def use_text(self, text: str) -> None:
        """Put every control where a scenario's text says, the others at their reference.

        ValueError says which part is wrong; then nothing moves.
        """
        self.set(**self._start() | self._with_mode(explorer_text.read(text, self.controls)))

    def csv(self) -> str:
        """Give settings, all likelihoods and the bars as comma-separated text."""
        return explorer_text.as_csv(explorer_text.rows(self.model, self.controls, self.state))

    def table_html(self) -> str:
        """Give all symptoms at these settings, and the link to the scenario as a file."""
        return (
            f'<a class="wmt-csv" download="{self.picture}.csv" href="#">Download this scenario (CSV)</a>'
            f'<div class="wmt-table" role="region" tabindex="0" aria-label="All symptoms">'
            f"{minus_signs(explorer_text.symptoms_table(self.state.estimate))}</div>"
        )

    def _start_values(self, start: object) -> dict[str, Any]:
        """Take the settings out of a mapping, or out of the fields of another panel's state.

        A state's value off the scale here goes to the scale's end; a mapping's is refused.
        """
        if start is None:
            return {}
        if isinstance(start, ExplorerState):
            return {"symptom": start.symptom, "mode": start.mode, **start.values}
        if isinstance(start, Mapping):
            return {name: _scalar(value) for name, value in start.items()}
        fields = {name: getattr(start, name) for name in self.controls if hasattr(start, name)}
        found = {name: _scalar(value) for name, value in fields.items() if np.ndim(value) == 0}
        if not found:
            raise ValueError(f"start has no field that is a setting here ({', '.join(self.controls)})")
        return {name: self._nearest(self.controls[name], value) for name, value in found.items()}

    def _with_mode(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Set the blood by its causes where only causes are given."""
        by_cause = "mode" not in values and any(name in CAUSES for name in values)
        return {"mode": BY_CAUSE, **values} if by_cause else dict(values)

    @staticmethod
    def _nearest(control: Control, value: Any) -> Any:
        """Give the place on a slider's scale that is nearest to a lesson's value."""
        if isinstance(control, Slider) and isinstance(value, (int, float)):
            return min(max(control.read(value), control.low), control.high)
        return value

    def _strongest(self, factor: str) -> str:
        """Give the symptom whose odds a factor raises most."""
        return max(self.model.symptoms, key=lambda symptom: self.model.effects[factor, symptom].value or 0)

    def _parts(self) -> list[Any]:
        rows = {row.control.name: row for row in self._rows}
        self._cause_rows = [rows[name] for name in CAUSES]
        self._blood_rows = [rows[name] for name in COMPUTED if name in rows]
        groups = [self._group(group, rows) for group in FACTOR_GROUPS]
        controls = HBox(groups)
        controls.add_class("wmt-groups")
        body = HBox([self.figure, HTML(explorer_text.red_flags())])
        body.add_class("wmt-body")
        heading = HTML(f'<div class="wmt-title" role="heading" aria-level="4">{escape(self.title)}</div>')
        buttons = HBox([heading, *self._back(), *self._buttons()])
        buttons.add_class("wmt-buttons")
        top = VBox([buttons, rows["symptom"]])
        top.add_class("wmt-top")
        self._tabs: dict[int, Any] = {}
        self._behind = Tab([VBox() for _ in TABS])
        self._behind.selected_index = None  # closed: a Tab would open its first page
        self._behind.titles = tuple(tab.title for tab in TABS)
        self._behind.add_class("wmt-behind")
        self._behind.observe(self._show_more, "selected_index")
        return [top, self._story, self._share, controls, body, self._table, self._behind]

    def _group(self, group: str, rows: Mapping[str, ControlRow]) -> VBox:
        """Give one group of controls under its heading; blood can also be set by its causes."""
        heading = HTML(f'<div class="wmt-group">{escape(FACTOR_GROUPS[group])}</div>')
        own = [rows[name] for name, factor in self.model.factors.items() if factor.group == group]
        if group == "blood":
            self._computed_words = HTML()
            self._computed_words.add_class("wmt-whole")
            rows["mode"].add_class("wmt-mode")
            own = [rows["mode"], *own, *self._cause_rows, self._computed_words]
        for row in own:
            if isinstance(row, ControlRow) and row.control.name == self.focus:
                row.add_class("wmt-focus")
        box = VBox([heading, *own])
        heading.add_class("wmt-whole")
        box.add_class("wmt-group-box")
        box.add_class(f"wmt-{group}")
        return box

    def _back(self) -> list[HTML]:
        """Give the way back to the lesson a focus comes from."""
        link = "" if self.focus is None else explorer_text.lesson_link(self.model.factors[self.focus].lesson)
        return [HTML(f'<div class="wmt-hint">From lesson {link}</div>')] if link else []

    def _preset_buttons(self) -> list[Any]:
        self._someone = Dropdown(options=[SOMEONE, *self.presets], description="Meet")
        self._someone.observe(self._meet, "value")
        return [self._someone]

    def _keep_buttons(self) -> list[Any]:
        self._story = HTML()
        self._share = self._make_share()
        shared = ToggleButton(description="Share", tooltip="This scenario as text, to keep or to pass on")
        shared.add_class("wmt-button")
        shared.observe(self._toggle_share, "value")
        self._table_toggle.description = "All symptoms"
        return [*super()._keep_buttons(), shared]

    def _make_share(self) -> VBox:
        self._as_text = HTML()
        self._pasted = Text(placeholder="explorer; sleep_h=5; ...", description="Paste")
        self._said = HTML()
        self._said_at: dict[str, Any] = {}
        use = button("Use this text", "Move every control to where the text says", self._use_pasted)
        box = VBox([self._as_text, HBox([self._pasted, use]), self._said], layout={"display": "none"})
        box.add_class("wmt-share")
        return box

    def _toggle_share(self, change: Any) -> None:
        self._share.layout.display = None if change["new"] else "none"
        self._show_more()

    def _use_pasted(self) -> None:
        try:
            self.use_text(self._pasted.value)
        except ValueError as problem:
            words = f"Nothing was moved: {problem}."
        else:
            words = "Done."
        self._said.value = f'<p role="status">{escape(words)}</p>'
        self._said_at = self._good

    def _meet(self, change: Any) -> None:
        if change["new"] in self.presets:
            self.use(change["new"])
        else:
            self._show_more()

    def use(self, preset: str) -> None:
        """Put every control where the scenario says, the others at their reference; the symptom stays."""
        chosen = {"symptom": self.values()["symptom"]}
        if preset in self.presets:
            self.set(**self._start() | chosen | dict(self.presets[preset]))
            return
        super().use(preset)

    def _update(self) -> None:
        super()._update()
        self._show_more()

    def _show_more(self, _change: object = None) -> None:
        """Show what follows the picture: caption, story, computed blood, text to share, the open tab."""
        try:
            self._show_words()
            self._show_tab()
        except Exception:  # the last good words stay
            log.exception("%s could not show all of %s", type(self).__name__, self._good)

    def _show_words(self) -> None:
        if self._said_at != self._good:
            self._said.value = ""
        self.figure.caption = self._caption()
        self._show_mode(self.state.mode == BY_CAUSE)
        someone = next((label for label in self.presets if self._is_at(label)), SOMEONE)
        self._someone.value = someone
        self._story.value = f'<p class="wmt-story">{escape(self.stories.get(someone, HOW_TO))}</p>'
        if self._share.layout.display is None:
            self._as_text.value = f'<code tabindex="0">{escape(self.scenario_text())}</code>'

    def _show_mode(self, by_cause: bool) -> None:
        """Show the controls of the present mode of blood, and what was computed."""
        (self.add_class if by_cause else self.remove_class)("wmt-by-cause")
        for rows, shown in ((self._blood_rows, not by_cause), (self._cause_rows, by_cause)):
            for row in rows:
                display = None if shown else "none"
                if row.layout.display != display:
                    row.layout.display = display
        found = [self.controls[name].said(value) for name, value in self.state.blood.items()]
        words = (
            f"Computed by fitted models, taken as exact: {'; '.join(found)}. {OVERBREATHING}" if found else ""
        )
        self._computed_words.value = f'<div class="wmt-hint">{escape(words)}</div>'

    def _is_at(self, preset: str) -> bool:
        """Whether everything but the symptom stands where a scenario puts it."""
        wanted = self._start() | dict(self.presets[preset])
        return {**wanted, "symptom": self.state.symptom} == self._good

    def _show_tab(self) -> None:
        """Draw the tab that is open; it is made when it is opened first."""
        index = self._behind.selected_index
        if index is None:
            return
        if index not in self._tabs:
            self._tabs[index] = TABS[index](self.model, self.data)
            self._behind.children[index].children = (self._tabs[index],)
        self._tabs[index].show(self.state)

    def _restyle(self) -> None:
        super()._restyle()
        for tab in self._tabs.values():
            tab.restyle()

    def _pin(self, state: ExplorerState, values: dict[str, Any]) -> None:
        """Give the pinned person a block of their own, between these settings and the reference."""
        self.pinned, self._pinned_at = state, values
        self._skeleton = figure_parts.with_ghosts(self.skeleton(theme.sizes()))
        with self.figure.hold_sync():
            self.figure.skeleton = self._skeleton
            self.figure.frame = self._checked(self.frame(self.state))
            self.figure.sentence = minus_signs(self.describe(self.state, self.reference))
            self.figure.caption = self._caption()

    def _caption(self) -> str:
        """Say what is counted, on what the number stands, and who is pinned."""
        symptom = self.state.outcome.symptom
        grades = self.model.grades()
        words = ", ".join(f"{number} {word}" for word, number in grades.most_common()[::-1])
        said = (
            f"{symptom.label}: {symptom.definition}; in adults of 30 to 50. "
            f"The table behind this has {grades.total()} odds ratios: {words}."
        )
        said = f"{self._beyond()}{said}"
        if self.pinned == self.reference:
            return said
        hidden = COMPUTED if self.pinned.mode == BY_CAUSE else tuple(CAUSES)
        counting = self.controls.keys() - {"symptom", *hidden}
        where = [
            self.controls[name].said(value)
            for name, value in self._pinned_at.items()
            if name in counting and value != self.controls[name].reference
        ]
        return f"Pinned: {', '.join(where) or 'the reference'}. {said}"

    def _beyond(self) -> str:
        """Say which settings count as another value, because the table knows nothing out there."""
        counted = []
        for name, factor in self.model.factors.items():
            value = self.state.settings[name]
            if value is None or factor.control == "switch":
                continue
            low, high = sorted((factor.reference, factor.anchor))
            if not low <= value <= high:
                kept = min(max(value, low), high)
                counted.append(f"{factor.label} {value:g} as {kept:g} {factor.unit}")
        return f"Outside the table, so counted: {', '.join(counted)}. " if counted else ""


def _scalar(value: Any) -> Any:
    """Give a plain number for one of NumPy's."""
    return value.item() if isinstance(value, (np.generic, np.ndarray)) else value


def _overbreathing(data: Any) -> str:
    """Say what the calcium route of overbreathing leaves out, as the one experiment found it."""
    found = {row.quantity: row for row in data.rows("calcium_and_ph") if row.source == "steurer_1997"}
    spasms, calcium = found["people with spasms of hand or foot"], found["change of ionised calcium"]
    return (
        f"Breathing counts by its small effect on calcium alone. In {evidence.source(spasms.source).short} "
        f"{spasms.finding} who overbreathed had spasms, with {calcium.finding} of ionised calcium."
    )


OVERBREATHING = _overbreathing(evidence)
