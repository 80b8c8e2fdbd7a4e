"""Everything joined: what a person did, what is in the blood, which medicines; of 100 like this, how many?"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar, Self

import numpy as np
from ipywidgets import HTML, Dropdown, HBox, Tab, ToggleButton, VBox

from helpers import evidence, theme
from helpers.display import escape, minus_signs
from helpers.evidence import Data
from helpers.figures import base as figure_parts
from helpers.figures.icon_array import icon_array_frame, icon_array_skeleton
from helpers.likelihood import (
    LikelihoodModel,
    count,
    denominator,
    in_words,
    share_in_words,
)
from helpers.panels import explorer_text
from helpers.panels.base import Panel, as_csv
from helpers.panels.controls import Control, ControlRow, Slider
from helpers.panels.explorer_caption import caption, grades_in_words
from helpers.panels.explorer_settings import BLOOD_VALUES, BY_CAUSE, CAUSES, parts_of
from helpers.panels.explorer_share import ShareBox
from helpers.panels.explorer_state import COMPUTED, ExplorerState, state_of
from helpers.panels.explorer_tabs import NEVER_STUDIED, Details, HowSure, Why
from helpers.records import FACTOR_GROUPS

log = logging.getLogger(__name__)

SOMEONE = "choose someone"
HOW_TO = (
    "Choose a symptom, meet someone or move anything. ? means not known: the range widens. ◆ means moved."
)
NOW, PINNED, REFERENCE = "these settings", "pinned", "the reference"
TABS = (Why, HowSure, Details)


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
    vars().update(parts_of(evidence))

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
        parts = parts_of(data)
        made: type[Self] = type(cls.__name__, (cls,), {"__module__": "explorer_of_other_data", **parts})
        made.controls = {name: part for name, part in parts.items() if isinstance(part, Control)}
        return made

    def compute(self, symptom: str, mode: str, **values: Any) -> ExplorerState:
        """Give the outcome of these settings, the blood computed first where causes are set."""
        return state_of(self.model, symptom, mode, values)

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
            words += f" Pinned: {share_in_words(shares[PINNED], people)}."
        if state.estimate.not_known:
            words += " What is not known stands at its everyday value."
        if state.estimate.never_studied_together:
            words += f" {NEVER_STUDIED}."
        return words

    def _people(self, state: ExplorerState) -> dict[str, float]:
        """Give the likelihood in each block: these settings, what was pinned, the reference."""
        shares = {NOW: state.outcome.likelihood}
        if self.pinned != self.reference:
            shares[PINNED] = self.pinned.estimate.outcomes[state.symptom].likelihood
        return shares | {REFERENCE: state.outcome.reference}

    @property
    def counted(self) -> str:
        """How many symptoms and factors there are, as the data files have them."""
        return f"{len(self.model.symptoms)} symptoms, {len(self.model.factors)} factors."

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
        rows = explorer_text.rows(self.model, self.controls, self.state)
        return as_csv(explorer_text.COLUMNS, rows)

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
        """Set the blood by its causes where causes are given; ValueError where its values are given too."""
        causes, found = (
            [name for name in values if name in CAUSES],
            [name for name in values if name in COMPUTED],
        )
        by_cause = bool(causes) and "mode" not in values
        if by_cause and found:
            both = f"{causes[0]} as a cause and {found[0]} as a value of the blood"
            raise ValueError(f"{both} do not go together: leave one out, or say mode={BLOOD_VALUES}")
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
        self._story.add_class("wmt-story-box")
        self._share = ShareBox(self)
        shared = ToggleButton(description="Share", tooltip="This scenario as text, to keep or to pass on")
        shared.add_class("wmt-button")
        shared.observe(lambda change: self._share.unfold(change["new"]), "value")
        self._table_toggle.description = "All symptoms"
        pin, *others = super()._keep_buttons()
        pin.tooltip = "Keep this person beside the reference, to compare with the next"
        return [pin, *others, shared]

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
        self.figure.caption = self._caption()
        self._show_mode(self.state.mode == BY_CAUSE)
        someone = next((label for label in self.presets if self._is_at(label, self._good)), SOMEONE)
        self._someone.value = someone
        self._story.value = f'<p class="wmt-story">{escape(self.stories.get(someone, HOW_TO))}</p>'
        self._share.follow()

    def _show_mode(self, by_cause: bool) -> None:
        """Show the controls of the present mode of blood, and what was computed."""
        (self.add_class if by_cause else self.remove_class)("wmt-by-cause")
        for rows, shown in ((self._blood_rows, not by_cause), (self._cause_rows, by_cause)):
            for row in rows:
                display = None if shown else "none"
                if row.layout.display != display:
                    row.layout.display = display
        found = [self.controls[name].said(value) for name, value in self.state.blood.items()]
        words = f"Computed: {'; '.join(found)}." if found else ""
        self._computed_words.value = f'<div class="wmt-computed">{escape(words)}</div>'

    def _is_at(self, preset: str, values: Mapping[str, Any]) -> bool:
        """Whether all of ``values`` but the symptom stand where a scenario puts them."""
        wanted = self._start() | dict(self.presets[preset])
        return {**wanted, "symptom": values["symptom"]} == values

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
        with self.figure.hold_sync():
            super()._restyle()
            self.figure.frame = self._checked(self.frame(self.state))
            self.figure.sentence = self.sentence_for(self.state)
            self.figure.caption = self._caption()

    def _caption(self) -> str:
        """Say what is counted, on what the number stands, and who is pinned."""
        said = caption(self.model, self.state, self._grades_in_words)
        if self.pinned == self.reference:
            return said
        hidden = COMPUTED if self.pinned.mode == BY_CAUSE else tuple(CAUSES)
        counting = self.controls.keys() - {"symptom", *hidden}
        where = [
            self.controls[name].said(value)
            for name, value in self._pinned_at.items()
            if name in counting and value != self.controls[name].reference
        ]
        who = next((label for label in self.presets if self._is_at(label, self._pinned_at)), "")
        return f"Pinned: {who or ', '.join(where)}. {said}"

    @cached_property
    def _grades_in_words(self) -> str:
        """How much of the whole effect table was measured: the same at every move."""
        return grades_in_words(self.model)


def _scalar(value: Any) -> Any:
    """Give a plain number for one of NumPy's."""
    return value.item() if isinstance(value, (np.generic, np.ndarray)) else value
