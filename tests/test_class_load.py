"""The measured class in small: two learners on one server; and a proof that would see a lost answer."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.benchmarks import class_proof
from tests.benchmarks.answers import Step, count, handed_in, recorded
from tests.benchmarks.classroom import Classroom
from tests.benchmarks.goals import missed

FIRST, SECOND, HINT = Step("commit", "a", "up"), Step("commit", "a", "down"), Step("hint", "task")
BEFORE, AFTER = Step("hand in", what="before"), Step("hand in", what="after")


def test_two_learners_answer_and_drag_and_nothing_is_lost(tmp_path: Path) -> None:
    room = Classroom(tmp_path, ["07_medicines", "00_start_here"], drag_s=0.5, pause_s=0)
    with room.server:
        asyncio.run(room.hold())
        assert [pupil.faults for pupil in room.pupils] == [[], []]
        assert all(pupil.lives for pupil in room.pupils)
    assert all(len(pupil.moves_ms) == pupil.moves > 0 for pupil in room.pupils)
    assert room.lost() == []
    file = room.pupils[0].folder / "progress.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    gone = content["questions"].popitem()[0]
    file.write_text(json.dumps(content), encoding="utf-8")
    assert [line.split(":")[1].strip() for line in room.lost()] == [f"questions {gone}"]
    next(room.handed.glob("07_medicines_*_after.json")).unlink()
    assert any("no hand-in after the discussion" in line for line in room.lost())


@pytest.mark.parametrize(
    ("steps", "section", "record"),
    [
        ((FIRST,), "predictions", {"first": "up"}),
        ((FIRST, FIRST, SECOND, SECOND, FIRST), "predictions", {"first": "up", "after": ["down", "up"]}),
        ((Step("look", "a"), FIRST), "predictions", {"skipped": True, "first": "up"}),
        ((FIRST, Step("look", "a")), "predictions", {"first": "up"}),
        (
            (Step("check", "q", "1"), Step("check", "q", "2"), Step("check", "q", "2")),
            "questions",
            {"first": "1", "last": "2", "tries": 3},
        ),
        ((Step("task", "task", "starter"),), "exercises", None),
        (
            (
                Step("task", "task", "wrong"),
                HINT,
                Step("task", "task", "right"),
                Step("task", "task", "wrong"),
            ),
            "exercises",
            {"tries": 3, "hint": True, "solved": True, "alone": True},
        ),
        (
            (HINT, Step("solution", "task"), Step("task", "task", "right")),
            "exercises",
            {"tries": 1, "hint": True, "solution": True, "solved": True, "alone": False},
        ),
        (
            (Step("task", "t", "wrong"), Step("task", "t", "wrong"), Step("task", "t", "broken")),
            "stops",
            {"value_1": 2, "syntax": 1},
        ),
        ((Step("grade", "c", "weak"), Step("show grade", "c")), "grades", {"first": "weak"}),
    ],
)
def test_what_must_be_on_record_follows_from_the_steps(
    steps: tuple[Step, ...], section: str, record: dict[str, object] | None
) -> None:
    assert next(iter(recorded(steps)[section].values()), None) == record


def test_a_hand_in_holds_the_last_change_of_mind_and_what_was_done_by_then() -> None:
    steps = (FIRST, SECOND, FIRST, BEFORE, HINT, AFTER)
    assert handed_in(steps, "before")["predictions"] == {"a": {"first": "up", "after": ["up"]}}
    assert handed_in(steps, "before")["exercises"] == {}
    assert handed_in(steps, "after")["exercises"] == {"task": {"hint": True}}
    assert count(recorded(steps)) == 4


def test_each_answer_that_is_missing_or_too_much_is_named() -> None:
    must, stands = recorded((FIRST, HINT)), recorded((FIRST, Step("check", "q", "1")))
    assert [line.split(":")[0] for line in class_proof.lost(must, stands)] == [
        "questions q",
        "exercises task",
    ]
    assert class_proof.lost(must, must) == []


def test_a_class_of_five_is_counted_and_one_learner_too_few_in_the_results_is_seen() -> None:
    question = class_proof.evidence.questions("04_calcium")[0]
    option = question.options[0].text
    must = class_proof.counted([("04_calcium", (Step("check", question.id, option), BEFORE, AFTER))] * 5)
    key = "04_calcium", "question", question.id, option, "at first"
    assert must[key] == (5, 5)
    head = "lesson,kind,id,option,when,learners,of\r\n"
    rows = [",".join((*(f'"{part}"' for part in where), *map(str, of))) for where, of in must.items()]
    text = head + "\r\n".join(rows)
    assert class_proof.lost_from_results(must, text) == []
    assert len(class_proof.lost_from_results(must, text.replace(",5,5", ",4,5", 1))) == 1


def test_where_tries_stopped_is_counted_over_the_class() -> None:
    task = class_proof.evidence.exercises("04_calcium")[0].id
    wrong, broken = Step("task", task, "wrong"), Step("task", task, "broken")
    classes = [("04_calcium", (wrong, BEFORE, broken, AFTER))] * 5 + [("04_calcium", (wrong, BEFORE, AFTER))]
    found = {key[3]: of for key, of in class_proof.counted(classes).items() if key[1] == "task stop"}
    assert sorted(found.values()) == [(5, 6), (6, 6)]


def test_a_missed_goal_is_named_with_where_it_was_missed() -> None:
    result = {
        "mixed": {"missed": ["2 answers lost"], "open_s": {"median": 1.0}},
        "04_calcium": {"missed": []},
    }
    assert missed(result, "class_load") == ["class_load, mixed: 2 answers lost"]
