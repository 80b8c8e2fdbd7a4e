"""What a learner of a measured class does in a lesson, and what must then be on record.

A plan is a list of steps drawn by a learner's own dice: right and wrong answers, changed minds, looks before
predicting, hints, solutions, another try. ``recorded`` counts by rules of its own what follows from the
steps that were sent; it shares no code with the kit's progress, or the two could be wrong together.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from helpers import evidence
from helpers.lesson.cards import GRADES

SECTIONS = ("predictions", "questions", "exercises", "grades", "stops")
STOPPED_AT = {"wrong": "value_1", "broken": "syntax"}
"""At which check a cell that does not solve its task stops."""
WROTE = (
    "Low calcium, hypocalcaemia, makes nerves fire; low potassium is another thing and makes muscles weak."
)

Records = dict[str, dict[str, dict[str, Any]]]


@dataclass(frozen=True)
class Step:
    """One thing a learner does: ``do`` it, to the item ``id``; ``what`` is the answer, where there is one."""

    do: str
    id: str = ""
    what: str = ""


@dataclass(frozen=True)
class Plan:
    """What a learner does before the teacher says "now drag", and after the discussion that follows."""

    before: tuple[Step, ...]
    after: tuple[Step, ...]


def plan(lesson: str, source: str, dice: random.Random) -> Plan:
    """Draw what one learner does in a lesson; ``source`` is the notebook's code: it says what is covered."""
    covered = re.findall(r'lesson\.cover\(\w+, "(\w+)"\)', source)
    before: list[Step] = []
    after: list[Step] = []
    for item in evidence.predictions(lesson):
        first, second = _two(item.options, dice)
        said = _predicting(item.id, first, second, item.id in covered, dice)
        before += said
        after += [Step("commit", item.id, _another(said, (first, second)))] * (dice.random() < 1 / 3)
    if not any(step.do in ("commit", "look") and step.id == covered[0] for step in before):
        before.append(Step("look", covered[0]))  # nobody can drag a covered slider
    for item in evidence.questions(lesson):
        before += _answering(item, dice)
        after += [Step("check", item.id, dice.choice(item.options).text)] * (dice.random() < 1 / 2)
    for item in evidence.exercises(lesson):
        before += _coding(item.id, dice)
        after += [Step("task", item.id, dice.choice(("right", "wrong")))] * (dice.random() < 1 / 3)
    for claim in evidence.claims() if "lesson.weigh(" in source else ():
        said = _grading(claim.id, dice)
        before += said
        after += [Step("grade", claim.id, _another(said, list(GRADES)))] * (dice.random() < 1 / 4)
    if "lesson.correction(" in source:
        before += [Step("write", what=WROTE)]
    if not any(step.do in ("commit", "check") for step in before):  # nothing to hand in
        item = evidence.questions(lesson)[0]
        before += [Step("check", item.id, item.options[0].text)]
    return Plan((*before, Step("hand in", what="before")), (*after, Step("hand in", what="after")))


def _two(options: Sequence[Any], dice: random.Random) -> tuple[str, str]:
    one, other = dice.sample([option.text for option in options], 2)
    return one, other


def _another(said: Sequence[Step], answers: Sequence[str]) -> str:
    """An answer that is not the present one: for that the page has no button."""
    now = said[-1].what if said else ""
    return next(answer for answer in answers if answer != now)


def _predicting(id: str, first: str, second: str, covered: bool, dice: random.Random) -> list[Step]:
    commit, change = Step("commit", id, first), Step("commit", id, second)
    look, begin = [Step("look", id)] * covered, [Step("predict first", id)] * covered
    ways = ([commit], [*begin, commit], [commit, change], [*look, commit], look, [])
    return list(dice.choices(ways, (3, 2, 2, 2, 1, 1))[0])


def _answering(item: Any, dice: random.Random) -> list[Step]:
    right = Step("check", item.id, next(option.text for option in item.options if option.right))
    slip = Step("check", item.id, dice.choice([option.text for option in item.options if not option.right]))
    ways = ([right], [slip, right], [slip], [slip, slip], [])
    return list(dice.choices(ways, (3, 3, 1, 1, 1))[0])


def _coding(id: str, dice: random.Random) -> list[Step]:
    right, wrong, broken, starter = (
        Step("task", id, what) for what in ("right", "wrong", "broken", "starter")
    )
    hint, solution = Step("hint", id), Step("solution", id)
    ways = (
        [right],
        [right, solution],
        [wrong, hint, right],
        [broken, wrong, hint, solution, right],
        [wrong, hint],
        [starter],
        [],
    )
    return list(dice.choice(ways))


def _grading(id: str, dice: random.Random) -> list[Step]:
    first, second = (Step("grade", id, grade) for grade in dice.sample(list(GRADES), 2))
    show = Step("show grade", id)
    return list(dice.choices(([first], [first, second], [show, first], [show], []), (5, 2, 1, 1, 1))[0])


def recorded(steps: Iterable[Step]) -> Records:
    """Give what a learner's file must hold after these steps."""
    records: Records = {section: {} for section in SECTIONS}
    for step in steps:
        match step.do:
            case "commit":
                _change_of_mind(_of(records, "predictions", step.id), step.what)
            case "look" if "first" not in records["predictions"].get(step.id, {}):
                _of(records, "predictions", step.id)["skipped"] = True
            case "check":
                question = _of(records, "questions", step.id)
                first, tries = question.get("first", step.what), question.get("tries", 0)
                question.update(first=first, last=step.what, tries=tries + 1)
            case "task" if step.what != "starter":
                _attempt(_of(records, "exercises", step.id), step.what == "right")
                if check := STOPPED_AT.get(step.what):
                    stops = _of(records, "stops", step.id)
                    stops[check] = stops.get(check, 0) + 1
            case "hint" | "solution":
                _of(records, "exercises", step.id)[step.do] = True
            case "grade":
                _change_of_mind(_of(records, "grades", step.id), step.what)
            case "show grade" if step.id not in records["grades"]:
                _of(records, "predictions", f"grade.{step.id}")["skipped"] = True
    return records


def handed_in(steps: Sequence[Step], stage: str) -> Records:
    """Give what the hand-in of a stage must hold: of later answers the last one."""
    until = steps.index(Step("hand in", what=stage))
    records = recorded(steps[:until])
    for record in (*records["predictions"].values(), *records["grades"].values()):
        if "after" in record:
            record["after"] = record["after"][-1:]
    return records


def count(records: Records) -> int:
    """How many answers, looks and tries stand in records."""
    found = 0
    for record in (record for section in records.values() for record in section.values()):
        found += record.get("tries", "first" in record) + len(record.get("after", ()))
        found += sum(bool(record.get(name)) for name in ("skipped", "hint", "solution"))
    return found


def _of(records: Records, section: str, id: str) -> dict[str, Any]:
    return records[section].setdefault(id, {})


def _change_of_mind(record: dict[str, Any], answer: str) -> None:
    """The first answer stays; one that differs from the latest goes behind it."""
    if "first" not in record:
        record["first"] = answer
    elif answer != [record["first"], *record.get("after", ())][-1]:
        record.setdefault("after", []).append(answer)


def _attempt(record: dict[str, Any], solved: bool) -> None:
    record["tries"] = record.get("tries", 0) + 1
    if solved and not record.get("solved"):
        record.update(solved=True, alone="solution" not in record)
