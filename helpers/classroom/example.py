"""A class that never was, for rehearsing and for a folder without files: every answer is invented here."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from helpers.classroom.asked import Asked, all_asked, claims_asked
from helpers.classroom.folder import Handed
from helpers.lesson.hand_in_file import LETTERS, STAGES, HandIn
from helpers.lesson.progress_file import Record

LESSONS = ("04_calcium", "10_weigh_the_evidence")
LEARNERS = 16
LEAVE_EARLY = 2
"""So many hand in before the discussion only."""


def invented_class(data: Any) -> Handed:
    """Give the same made-up hand-ins every time: before the discussion, and after it with better answers."""
    used = []
    for lesson in LESSONS:
        asked = all_asked(lesson, data)
        if lesson == LESSONS[-1]:
            asked += claims_asked(data)
        for learner in range(LEARNERS):
            before = _answers(asked, lesson, learner)
            used.append(_hand_in(lesson, learner, "before", before))
            if learner >= LEAVE_EARLY:
                used.append(_hand_in(lesson, learner, "after", _later(asked, lesson, learner, before)))
    return Handed(tuple(used), ())


def _hand_in(lesson: str, learner: int, stage: str, records: dict[str, dict[str, Record]]) -> HandIn:
    code = "-".join(3 * [LETTERS[learner] * 4])
    return HandIn(lesson, code, 1 + list(STAGES).index(stage), stage, records)


def _answers(asked: Sequence[Asked], lesson: str, learner: int) -> dict[str, dict[str, Record]]:
    """What one invented learner answers: mostly one option, which need not be the right one."""
    records: dict[str, dict[str, Record]] = {
        "predictions": {},
        "questions": {},
        "exercises": {},
        "grades": {},
        "stops": {},
    }
    for one in asked:
        dice = random.Random(f"{lesson}/{one.id}/{learner}")
        liked = int(random.Random(one.id).random() * len(one.keys))
        chosen = liked if dice.random() < 0.45 else int(dice.random() * len(one.keys))
        answer = one.keys[chosen]
        record: Record = {"first": answer}
        if one.section == "questions":
            record |= {"last": answer, "tries": 1}
        if one.section == "exercises":
            record = _task_record(answer, dice)
            if stops := _stops(record, len(one.inputs), dice):
                records["stops"][one.id] = stops
        if record:
            records[one.section][one.id] = record
    return records


def _later(
    asked: Sequence[Asked], lesson: str, learner: int, before: dict[str, dict[str, Record]]
) -> dict[str, dict[str, Record]]:
    """The same learner after the discussion: more than half of the others come round to what is right."""
    later = {
        section: {id: dict(record) for id, record in records.items()} for section, records in before.items()
    }
    for one in asked:
        dice = random.Random(f"{lesson}/{one.id}/{learner}/later")
        record = later[one.section].get(one.id)
        if one.section == "exercises" and dice.random() < 0.5:
            tried = record or {}
            later[one.section][one.id] = tried | {
                "tries": tried.get("tries", 0) + 1,
                "solved": True,
                "alone": True,
            }
        elif one.find_right is not None and record is not None and dice.random() < 0.6:
            right = one.keys[one.find_right() or 0]
            if one.section == "questions":
                record |= {"last": right, "tries": 2}
            elif record["first"] != right:
                record["after"] = [right]
    return later


def _task_record(result: str, dice: random.Random) -> Record:
    if result == "not tried":
        return {}
    tried = {"tries": 1 + int(dice.random() * 5)}
    solved = {"solved": True, "alone": result != "solution"}
    helped = {} if result in ("alone", "not solved") else {"hint": True}
    return tried | helped | ({} if result == "not solved" else solved)


def _stops(record: Record, inputs: int, dice: random.Random) -> Record:
    """Where the tries that did not solve a task stopped: most of them at one of two inputs."""
    failed = record.get("tries", 0) - record.get("solved", False)
    likely = ("return", "hundred", *[f"value_{inputs}"] * 2, *["value_2"] * 2)
    found: Record = {}
    for _ in range(failed):
        check = dice.choice(likely)
        found[check] = found.get(check, 0) + 1
    return found
