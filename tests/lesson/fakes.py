"""A small lesson of its own, so that these tests hold whatever the kit's data say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import ipywidgets as widgets
from traitlets import Int

from helpers import records

EVIL = "<script>alert('x')</script> & <img src=x onerror=alert(1)>"


class Anything:
    """Stands for the keys of files that these items do not need."""

    def __contains__(self, key: object) -> bool:
        return True


def item(model: type, **fields: Any) -> Any:
    return model.model_validate(fields, context=defaultdict(Anything))


@dataclass(frozen=True)
class State:
    dose: float
    effect: float
    inner: Any = None


class FakePanel(widgets.VBox):
    """The part of a panel that a lesson leans on; the effect is twice the square of the dose."""

    state_version = Int(0)

    def __init__(self) -> None:
        self.dose = widgets.FloatSlider(value=1.0, min=0, max=5)
        super().__init__([self.dose])
        self.reference = self.state = self.state_for()
        self.dose.observe(self._moved, "value")

    def state_for(self, dose: float = 1.0) -> State:
        return State(dose, 2 * dose * dose, SimpleNamespace(deep=dose + 1))

    def chain(self, state: State, reference: State) -> dict[str, str]:
        return {"blood": f"dose {state.dose:g}, usually {reference.dose:g}"}

    def _moved(self, change: Any) -> None:
        self.state = self.state_for(change["new"])
        self.state_version += 1


def prediction(**changes: Any) -> Any:
    fields: dict[str, Any] = {
        "id": "doubling",
        "lesson": "04_calcium",
        "panel": "FakePanel",
        "question": f"What happens to the effect when the dose doubles? {EVIL}",
        "set": {"dose": 2.0},
        "read": "effect",
        "versus": "reference",
        "options": [
            {"text": "It stays", "to": 1.5, "feedback": "Nothing would depend on the dose."},
            {
                "text": "It doubles",
                "from": 1.5,
                "to": 3,
                "feedback": "Proportional is a natural first guess.",
            },
            {"text": "It grows more than twofold", "from": 3, "feedback": f"The dose is squared. {EVIL}"},
        ],
    }
    return item(records.Prediction, **(fields | changes))


def question(id: str = "q1", **changes: Any) -> Any:
    fields: dict[str, Any] = {
        "id": id,
        "lesson": "04_calcium",
        "question": f"Which one? {EVIL}",
        "options": [
            {"text": f"the right one {EVIL}", "right": True, "feedback": "Because."},
            {"text": "wrong a", "feedback": "Not a.", "misconception": f"that a is b {EVIL}"},
            {"text": "wrong b", "feedback": "Not b.", "misconception": "that b is a"},
            {"text": "wrong c", "feedback": "Not c.", "misconception": "that c is a"},
        ],
    }
    return item(records.Question, **(fields | changes))


def exercise(**changes: Any) -> Any:
    fields: dict[str, Any] = {
        "id": "nernst_by_hand",
        "lesson": "04_calcium",
        "title": "Nernst by hand",
        "task": f"Write it. {EVIL}",
        "starter": "def nernst(outside_mM, inside_mM):\n    ...\n",
        "function": "nernst",
        "reference": "helpers.physiology.membrane:nernst",
        "inputs": [{"outside_mM": 4.0, "inside_mM": 140.0}, {"outside_mM": 140.0, "inside_mM": 4.0}],
        "tolerance": 0.01,
        "unit": "mV",
        "hint": f"Look at the logarithm. {EVIL}",
    }
    return item(records.Exercise, **(fields | changes))


class FakeData:
    """Answers like ``helpers.evidence``, with the items above."""

    def __init__(self) -> None:
        self.the_prediction, self.the_question, self.the_exercise = prediction(), question(), exercise()

    def lesson(self, id: str) -> Any:
        return SimpleNamespace(
            id=id, title=f"A lesson {EVIL}", outcomes=["Say one.", "Say two."], claims=["c"]
        )

    def predictions(self, lesson: str) -> list[Any]:
        return [self.the_prediction]

    def prediction(self, id: str) -> Any:
        return {"doubling": self.the_prediction}[id]

    def questions(self, lesson: str) -> list[Any]:
        return [self.the_question]

    def exercises(self, lesson: str) -> list[Any]:
        return [self.the_exercise]

    def exercise(self, id: str) -> Any:
        return {"nernst_by_hand": self.the_exercise}[id]

    def claim(self, id: str) -> Any:
        side = {"text": f"A study. {EVIL}", "source": "das_2005"}
        return item(
            records.Claim,
            id=id,
            lesson="04_calcium",
            mechanism="calcium",
            text=f"A claim. {EVIL}",
            grade="contested",
            strongest_for=side,
            strongest_against=side | {"source": "jones_2001"},
            correction=f"Better so. {EVIL}",
            change_our_mind=f"A trial. {EVIL}",
        )

    def source(self, key: str) -> Any:
        doi = "10.1000/x" if key == "das_2005" else ""
        fields = {"authors": f"Das {EVIL}", "year": 2005, "title": EVIL, "journal": EVIL, "doi": doi}
        return item(records.Source, key=key, pmid="", seen="full", note="", **fields)

    def rows(self, table: str) -> list[Any]:
        return [SimpleNamespace(source="third_1999"), SimpleNamespace(source="das_2005")]

    def chain(self) -> list[Any]:
        return [
            item(records.ChainNode, key=key, label=label)
            for key, label in (("blood", "blood"), ("gate", f"gate {EVIL}"), ("muscle", "muscle"))
        ]

    def red_flags(self) -> Any:
        return item(
            records.RedFlags, statement=f"Only a model. {EVIL}", lines=2, urgent=["a seizure"], soon=[EVIL]
        )

    def fault(self, file: str, key: str, column: str, problem: str, allowed: str) -> records.DataError:
        return records.DataError(file, 1, column, f"{key}: {problem}", allowed)
