"""Whether what was sent is what stands: in a learner's file, the hand-ins, the class results, the picture."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from helpers import evidence
from helpers.classroom import stops
from helpers.classroom.folder import read_folder
from helpers.display import escape
from helpers.lesson.cards import GRADES
from helpers.lesson.checks import in_words
from helpers.lesson.own_code import FILE_NAME as CODE_FILE
from helpers.lesson.progress_file import FILE_NAME
from tests.benchmarks.answers import SECTIONS, STOPPED_AT, Records, Step, count, handed_in, recorded
from tests.benchmarks.sight import Handle, panel_class

FEWEST = 5  # of fewer learners the class results show nothing
WHEN = {"before": "at first", "after": "after the discussion"}
TASK_WHEN = {"before": "before the discussion", "after": "after the discussion"}
Counts = dict[tuple[str, str, str, str, str], tuple[int, int]]
"""Learners, and of how many, by lesson, kind, id, option and time of asking."""


def lost(must: Records, stands: Records) -> list[str]:
    """Name every answer that should stand and does not, or stands and should not."""
    return [
        f"{section} {id}: sent {must[section].get(id)}, stands {stands[section].get(id)}"
        for section in SECTIONS
        for id in sorted(must[section].keys() | stands[section].keys())
        if must[section].get(id) != stands[section].get(id)
    ]


def lost_from_file(folder: Path, steps: Sequence[Step]) -> list[str]:
    """Compare a learner's progress file, read as plain JSON, with the steps that were sent."""
    stands = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    return lost(recorded(steps), {section: stands[section] for section in SECTIONS})


def lost_from_hand_ins(folders: dict[Path, tuple[str, Sequence[Step]]], class_folder: Path) -> list[str]:
    """Compare every hand-in that the class results use with what its learner had sent by then.

    ``folders`` gives lesson and steps of each learner by the folder that holds their code.
    """
    handed = read_folder(class_folder, {lesson.id for lesson in evidence.lessons()})
    found = [f"not used: {one.name}, {one.reason}" for one in handed.unused]
    used = {(one.code, one.lesson, one.stage): one for one in handed.used}
    for folder, (lesson, steps) in folders.items():
        code = json.loads((folder / CODE_FILE).read_text(encoding="utf-8"))["code"]
        for stage in WHEN:
            one = used.pop((code, lesson, stage), None)
            if one is None:
                found.append(f"{folder.name}: no hand-in {stage} the discussion")
            else:
                found += [
                    f"{folder.name}, {stage}: {line}" for line in lost(handed_in(steps, stage), one.records)
                ]
    return found + [f"a hand-in of nobody: {one.file_name}" for one in used.values()]


def counted(sent: Iterable[tuple[str, Sequence[Step]]]) -> Counts:
    """Count a class's answers as its results must show them, from the steps that its learners sent."""
    classes: dict[str, list[Sequence[Step]]] = {}
    for lesson, steps in sent:
        classes.setdefault(lesson, []).append(steps)
    found: Counts = {}
    for lesson, learners in classes.items():
        for stage in WHEN:
            records = [handed_in(steps, stage) for steps in learners]
            for kind, section, id, options in _asked(lesson, any(one["grades"] for one in records)):
                answers = Counter(_answer(section, one[section].get(id, {}), stage) for one in records)
                people = sum(answers[option] for option in options)
                when = (TASK_WHEN if section == "exercises" else WHEN)[stage]
                for option in options if people >= FEWEST else ():
                    found[lesson, kind, id, options[option], when] = answers[option], people
        latest = [handed_in(steps, "after") for steps in learners]
        for item in evidence.exercises(lesson):
            for words, of in _stopped(item, latest).items():
                found[lesson, "task stop", item.id, words, stops.WHEN] = of
    return found


def shown(text: str) -> Counts:
    """Read the counts from the CSV that the class results save."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")))
    return {
        (row["lesson"], row["kind"], row["id"], row["option"], row["when"]): (
            int(row["learners"]),
            int(row["of"]),
        )
        for row in rows
        if row["kind"] != "misconception"
    }


def lost_from_results(must: Counts, text: str) -> list[str]:
    """Compare the saved class results with the counts of what was sent."""
    stands = shown(text)
    return [
        f"class results, {' / '.join(key)}: sent {must.get(key)}, shown {stands.get(key)}"
        for key in sorted(must.keys() | stands.keys())
        if must.get(key) != stands.get(key)
    ]


def lost_from_picture(handle: Handle, value: float, stands: str) -> list[str]:
    """Compare the sentence under a picture with what its panel says for the slider's last place."""
    panel = panel_class(handle.title).without_widgets()
    name = next(name for name, one in panel.controls.items() if f">{escape(one.words)}<" in handle.words)
    must = panel.sentence_for(panel.state_for(**{name: panel.controls[name].read(value)}))
    return [] if stands == must else [f"{handle.title} at {value}: the page says {stands!r}, not {must!r}"]


def answers_sent(sent: Iterable[Sequence[Step]]) -> int:
    """How many answers, looks and tries a class has sent that must be kept."""
    return sum(count(recorded(steps)) for steps in sent)


def _stopped(item: Any, latest: Sequence[Records]) -> dict[str, tuple[int, int]]:
    """How many learners a check stopped, of those who tried; checks that stopped a few count together."""
    tried = [
        one["stops"].get(item.id, {}) for one in latest if one["exercises"].get(item.id, {}).get("tries")
    ]
    if len(tried) < FEWEST:
        return {}
    at = {check: sum(check in one for one in tried) for check in STOPPED_AT.values()}
    found = {in_words(check, item.inputs): (many, len(tried)) for check, many in at.items() if many >= FEWEST}
    few = sum(any(at[check] < FEWEST for check in one) for one in tried)
    return found | ({stops.OTHERS.format(fewest=FEWEST): (few, len(tried))} if few >= FEWEST else {})


def _asked(lesson: str, graded: bool) -> list[tuple[str, str, str, dict[str, str]]]:
    """All that was asked in a lesson: kind, section, id, options as kept and as shown."""
    asked: list[tuple[str, str, str, dict[str, str]]] = []
    for kind, section, items in (
        ("prediction", "predictions", evidence.predictions(lesson)),
        ("question", "questions", evidence.questions(lesson)),
    ):
        asked += [(kind, section, item.id, {o.text: o.text for o in item.options}) for item in items]
    asked += [("task", "exercises", item.id, TASKS) for item in evidence.exercises(lesson)]
    grades = {grade: f"{symbol} {word}" for grade, (symbol, word) in GRADES.items()}
    return asked + [("claim", "grades", claim.id, grades) for claim in (evidence.claims() if graded else ())]


TASKS = {
    "alone": "Solved alone",
    "hint": "Solved with the hint",
    "solution": "Solved after seeing the solution",
    "not solved": "Tried, not solved",
    "not tried": "Not tried",
}


def _answer(section: str, record: dict[str, Any], stage: str) -> str | None:
    """What counts of a record: at first the first answer, later the last; of a task, how it went."""
    if section == "exercises":
        if record.get("solved"):
            return ("hint" if record.get("hint") else "alone") if record["alone"] else "solution"
        return "not solved" if record.get("tries") else "not tried"
    first: str | None = record.get("first")
    if stage == "before":
        return first
    return record.get("last", [first, *record.get("after", ())][-1])
