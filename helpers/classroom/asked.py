"""What a class was asked: predictions, questions, tasks and claims to grade, all as lists of options."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from helpers import panels
from helpers.lesson.cards import GRADES
from helpers.lesson.hand_in_file import HandIn
from helpers.lesson.outcomes import outcome
from helpers.lesson.progress import looked_key
from helpers.lesson.progress_file import Record, as_kept
from helpers.lesson.quiz import in_order

log = logging.getLogger(__name__)

TASK_RESULTS = {
    "alone": "Solved alone",
    "hint": "Solved with the hint",
    "solution": "Solved after seeing the solution",
    "not solved": "Tried, not solved",
    "not tried": "Not tried",
}


@dataclass(frozen=True)
class Asked:
    """One thing a class was asked.

    ``keys`` are the options as a hand-in names them, ``options`` as they are shown. ``section`` is the part
    of the hand-in that holds the answers. ``find_right`` gives the number of the right option, or of the
    kit's own grade; None where nothing is right or wrong. ``inputs`` are those a task is checked with.
    """

    kind: str
    section: str
    id: str
    question: str
    keys: tuple[str, ...]
    options: tuple[str, ...]
    find_right: Callable[[], int | None] | None = None
    inputs: Sequence[Mapping[str, float]] = ()

    def record(self, hand_in: HandIn) -> Record:
        """What a hand-in says of this; empty if nothing."""
        return hand_in.records[self.section].get(self.id, {})

    def looked_first(self, hand_in: HandIn) -> bool:
        """Whether the panel, or the kit's grade of a claim, was looked at before the answer was given."""
        key = looked_key(self.id) if self.section == "grades" else self.id
        looked = hand_in.records["predictions"].get(key, {}).get("skipped", False)
        return bool(looked and self.record(hand_in).get("first"))

    def answer(self, hand_in: HandIn, last: bool) -> str | None:
        """The first or the last answer in a hand-in; of a task, how it went."""
        record = self.record(hand_in)
        if self.section == "exercises":
            return task_result(record)
        first: str | None = record.get("first")
        if not last or first is None:
            return first
        later: list[str] = record.get("after", [])
        return later[-1] if later else record.get("last", first)


def all_asked(lesson: str, data: Any) -> list[Asked]:
    """All a lesson asks, in its order, but for claims to grade."""
    found = [_prediction(item) for item in data.predictions(lesson)]
    found += [_question(item) for item in data.questions(lesson)]
    return found + [_task(item) for item in data.exercises(lesson)]


def claims_asked(data: Any) -> list[Asked]:
    """All claims, to be graded."""
    keys = tuple(GRADES)
    options = tuple(f"{symbol} {word}" for symbol, word in GRADES.values())
    return [
        Asked("Claim", "grades", claim.id, claim.text, keys, options, _same(keys, claim.grade))
        for claim in data.claims()
    ]


def task_result(record: Record) -> str:
    """How a task went, one of ``TASK_RESULTS``."""
    if record.get("solved"):
        if not record.get("alone"):
            return "solution"
        return "hint" if record.get("hint") else "alone"
    return "not solved" if record.get("tries") else "not tried"


def right_option(prediction: Any) -> int | None:
    """Work out the right option of a prediction as its lesson does; None where the panel cannot say."""
    try:
        found = outcome(prediction, panels.registry()[prediction.panel].without_widgets()).option
    except Exception:
        log.exception("the outcome of prediction %r", prediction.id)
        return None
    return int(prediction.options.index(found))


def _prediction(item: Any) -> Asked:
    find_right = cache(lambda: right_option(item))
    return Asked("Prediction", "predictions", item.id, item.question, *_both(item.options), find_right)


def _question(item: Any) -> Asked:
    shown = in_order(item)  # as the lesson shows them: in the file the right one often comes first
    right = shown.index(item.right)
    return Asked("Question", "questions", item.id, item.question, *_both(shown), lambda: right)


def _task(item: Any) -> Asked:
    keys, options = tuple(TASK_RESULTS), tuple(TASK_RESULTS.values())
    return Asked("Task", "exercises", item.id, item.title, keys, options, inputs=item.inputs)


def _both(options: Sequence[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The options as a hand-in names them, and as they are shown."""
    return tuple(as_kept(o.text) for o in options), tuple(o.text for o in options)


def _same(keys: tuple[str, ...], wanted: str) -> Callable[[], int | None]:
    return lambda: keys.index(wanted)
