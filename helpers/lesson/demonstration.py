"""A demonstration played on the kit's panels: what the class will see at each step is computed, never typed.

    >>> scenes = play(evidence.teaching("04_calcium"), panels)
    >>> scenes[2].sentence
    'Calcium 0.85, potassium 4.0 mmol/L: the fibre fires from 4.4 mV on ...'

``panels`` maps a panel's class name to the class, as ``helpers.panels.registry()`` gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from helpers import evidence
from helpers.display import NOTEBOOKS
from helpers.lesson.playlist import calls
from helpers.records import DataError

FILE = "teaching.yaml"
EXPLORE = "Explore"  # where a lesson's main panel stands: no need to say so


@dataclass(frozen=True)
class Scene:
    """One step, and what the projector then shows; all else is empty where no panel is named.

    ``moves`` says how to get there, ``unmet`` what the step promises and the panel does not show, ``heading``
    where in the lesson the panel stands, unless that is Explore or the panel's own name.
    """

    step: Any
    title: str = ""
    moves: str = ""
    sentence: str = ""
    unmet: tuple[str, ...] = ()
    heading: str = ""

    @property
    def place(self) -> str:
        """The panel's name, and the heading to scroll to: '“A cramp is a loop”, under “Go deeper”'."""
        return f"“{self.title}”" + (f", under “{self.heading}”" if self.heading else "")


def play(entry: Any, panels: Mapping[str, Any], data: Any = evidence) -> list[Scene]:
    """Compute every step of a lesson's demonstration.

    Raises DataError, with file, row and column, for a panel, preset, control, value or field of a state that
    does not exist.
    """
    return list(_scenes(entry, panels, data))


def _scenes(entry: Any, panels: Mapping[str, Any], data: Any) -> Iterator[Scene]:
    made: dict[str, Any] = {}
    shown: dict[str, Any] = {}
    headings = dict(reversed(calls(NOTEBOOKS / f"{entry.lesson}.ipynb")))  # the first of each counts
    for number, step in enumerate(entry.demonstration.steps):
        if not step.panel:
            yield Scene(step)
            continue
        place = _Place(entry.lesson, number, data)
        if step.panel not in made:
            made[step.panel] = place.known("panel", step.panel, panels).without_widgets()
        panel = made[step.panel]
        state = panel.state_for(**place.values(step, panel))
        before = shown.get(step.panel, panel.reference)
        unmet = [words for promise in step.expect if (words := place.unmet(promise, state, before, panel))]
        heading = headings.get(step.panel, EXPLORE)
        heading = "" if heading == EXPLORE or heading.startswith(panel.title) else heading
        sentence = panel.sentence_for(state)
        yield Scene(step, panel.title, moves(step, panel), sentence, tuple(unmet), heading)
        shown[step.panel] = state


def moves(step: Any, panel: Any) -> str:
    """How a hand gets there: 'press **low calcium**, then set Push 0.5 mV'."""
    set_to = "; ".join(panel.controls[name].said(value) for name, value in step.settings.items())
    if step.preset and set_to:
        return f"press **{step.preset}**, then set {set_to}"
    if step.preset:
        return f"press **{step.preset}**"
    return f"press **Reset**, then set {set_to}" if set_to else ""


@dataclass(frozen=True)
class _Place:
    """Where in the file a step stands, for errors that can be acted on."""

    lesson: str
    number: int
    data: Any

    def fault(self, column: str, problem: str, allowed: str) -> DataError:
        path = ("demonstration", "steps", str(self.number), column)
        return DataError(FILE, self.data.line_of(FILE, self.lesson, *path), ".".join(path), problem, allowed)

    def known(self, column: str, name: str, names: Mapping[str, Any]) -> Any:
        """What ``names`` holds under ``name``."""
        if name not in names:
            raise self.fault(column, f"got {name!r}, an unknown {column}", "one of " + ", ".join(names))
        return names[name]

    def values(self, step: Any, panel: Any) -> dict[str, Any]:
        """Where the step puts the panel's controls."""
        preset = self.known("preset", step.preset, panel.presets) if step.preset else {}
        for name, value in step.settings.items():
            try:
                self.known("set", name, panel.controls).check(value)
            except DataError:
                raise
            except ValueError as error:
                raise self.fault("set", f"got {name}: {value!r}", str(error)) from None
        return {**preset, **step.settings}

    def unmet(self, promise: Any, state: Any, before: Any, panel: Any) -> str:
        """Say what was promised and what is shown; nothing where the promise holds."""
        read = attrgetter(promise.read)
        try:
            value = float(read(state))
            start = {"reference": panel.reference, "before": before}.get(promise.versus)
            value = value if start is None else value / float(read(start))
        except (AttributeError, TypeError, ValueError, ZeroDivisionError) as error:
            raise self.fault(
                "expect", f"{promise.read} versus {promise.versus}: {error}", "a number"
            ) from None
        ends = f"{'-inf' if promise.from_ is None else promise.from_} to {promise.to}"
        return (
            "" if promise.holds(value) else f"{promise.read} versus {promise.versus}: {value:.4g}, not {ends}"
        )
