"""Counting: first against last, before against after, and nothing of a few."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers import evidence
from helpers.classroom.asked import Asked, all_asked, claims_asked, right_option, task_result
from helpers.classroom.files import strangers
from helpers.classroom.tally import FEWEST, misconceptions, tally
from helpers.lesson.hand_in_file import LETTERS, HandIn
from helpers.lesson.outcomes import outcome
from helpers.panels.base import Panel

ASKED = Asked("Question", "questions", "q", "Why?", ("a", "b"), ("A", "B"), lambda: 1)
TASK = next(asked for asked in all_asked("04_calcium", evidence) if asked.kind == "Task")


def class_of(section, records, stage="before"):
    """One hand-in for each record."""
    empty = {"predictions": {}, "questions": {}, "exercises": {}, "grades": {}, "stops": {}}
    return [
        HandIn("04_calcium", "-".join(3 * [LETTERS[i] * 4]), 1, stage, empty | {section: record})
        for i, record in enumerate(records)
    ]


def answers(*pairs, stage="before"):
    return class_of("questions", [{"q": {"first": first, "last": last}} for first, last in pairs], stage)


def counts(counted):
    return {one.name: [bar.count for bar in one.bars] for one in counted.series}


def test_first_answers_are_set_against_the_last_after_the_discussion():
    before = answers(*[("a", "a")] * 4, *[("b", "b")] * 2)
    after = answers(*[("a", "b")] * 3, ("a", "a"), ("b", "b"), ("b", "a"), stage="after")
    counted = tally(ASKED, before, after)
    assert counts(counted) == {"at first": [4, 2], "after the discussion": [2, 4]}
    assert (counted.paired, dict(counted.changed)) == (6, {(0, 1): 3, (1, 0): 1})


def test_the_second_file_alone_tells_the_first_answer_too():
    counted = tally(ASKED, [], answers(*[("a", "b")] * 5, stage="after"))
    assert counts(counted) == {"at first": [5, 0], "after the discussion": [0, 5]}
    assert counted.paired == 0


@pytest.mark.parametrize("people", [0, 1, FEWEST - 1])
def test_nothing_is_shown_of_a_few(people):
    counted = tally(ASKED, answers(*[("a", "a")] * people), [])
    assert counted.series == ()
    assert (len(counted.notes) == 1) == bool(people)
    assert misconceptions(evidence.questions("04_calcium"), answers(*[("a", "a")] * people), []).series == ()


def test_answers_the_kit_does_not_have_are_counted_apart():
    counted = tally(ASKED, answers(*[("a", "a")] * 5, ("<script>", "x")), [])
    assert counts(counted) == {"at first": [5, 0]}
    assert "1 gave an answer that this kit does not have" in counted.notes[0]
    assert "script" not in str(counted)


def test_who_looked_first_is_counted():
    asked = claims_asked(evidence)[0]
    graded = class_of("grades", [{asked.id: {"first": "weak"}}] * 6)
    looked = {"grade." + asked.id: {"skipped": True}}
    half = [replace(one, records=one.records | {"predictions": looked}) for one in graded[:3]]
    assert tally(asked, [*half, *graded[3:]], []).notes == (
        "3 of them had looked at the kit's grade before they answered.",
    )
    assert strangers(half, evidence) == []
    asked = next(one for one in all_asked("04_calcium", evidence) if one.kind == "Prediction")
    records = [{asked.id: {"skipped": True, "first": asked.keys[0]}}] * 5 + [{asked.id: {"skipped": True}}]
    assert "5 of them had looked at the panel" in tally(asked, class_of("predictions", records), []).notes[0]


@pytest.mark.parametrize(
    ("record", "result"),
    [
        ({}, "not tried"),
        ({"hint": True, "solution": True}, "not tried"),
        ({"tries": 3}, "not solved"),
        ({"tries": 1, "solved": True, "alone": True}, "alone"),
        ({"tries": 1, "solved": True, "alone": True, "hint": True}, "hint"),
        ({"tries": 1, "solved": True, "alone": False, "hint": True}, "solution"),
    ],
)
def test_how_a_task_went(record, result):
    assert task_result(record) == result


def test_a_task_counts_those_who_did_not_try():
    before = class_of("exercises", [{TASK.id: {"tries": n}} for n in range(6)])
    counted = tally(TASK, before, [])
    assert counts(counted) == {"before the discussion": [0, 0, 0, 5, 1]}
    assert "3 times" in counted.notes[0]


def test_misconceptions_first_against_last_the_most_persistent_first():
    question = evidence.questions("04_calcium")[0]
    one, two = (option for option in question.options if not option.right)
    right = next(option.text for option in question.options if option.right)
    pairs = [(one.text, right)] * 4 + [(two.text, two.text)] * 2 + [(right, right)]
    before = class_of("questions", [{question.id: {"first": a, "last": b}} for a, b in pairs])
    counted = misconceptions(evidence.questions("04_calcium"), before, [])
    assert counted.options == (two.misconception, one.misconception)
    assert [[(bar.count, bar.out_of) for bar in s.bars] for s in counted.series] == [
        [(2, 7), (4, 7)],
        [(2, 7), (0, 7)],
    ]
    cut = misconceptions(evidence.questions("04_calcium"), before, [], most=1)
    assert (len(cut.options), "1 more" in cut.notes[0]) == (1, True)


def test_a_misconception_behind_two_questions_is_one():
    class Option:
        def __init__(self, text, misconception=""):
            self.text, self.misconception = text, misconception

    class Question:
        def __init__(self, id):
            self.id, self.options = id, [Option("r"), Option("w", "The same slip.")]

    both = [{id: {"first": "w", "last": "r"} for id in "mn"}] * 5
    counted = misconceptions([Question("m"), Question("n")], class_of("questions", both), [])
    assert [bar.count for bar in counted.series[0].bars] == [5]


def test_the_right_option_is_what_the_lesson_computes():
    for lesson in evidence.lessons():
        for item in evidence.predictions(lesson.id):
            found = right_option(item)
            panel = Panel.registry[item.panel]()
            assert item.options[found] == outcome(item, panel).option
            panel.close()


def test_a_prediction_that_cannot_be_worked_out_has_no_right_option(caplog):
    item = evidence.predictions("04_calcium")[0]
    assert right_option(item.model_copy(update={"read": "nothing_of_that_name"})) is None
    assert "the outcome of prediction" in caplog.text


def test_right_options_of_questions_do_not_stand_first_and_claims_have_the_kits_grade():
    asked = [one for lesson in evidence.lessons() for one in all_asked(lesson.id, evidence)]
    places = {one.find_right() for one in asked if one.kind == "Question"}
    assert len(places) > 1
    graded = {one.id: one.keys[one.find_right()] for one in claims_asked(evidence)}
    assert graded == {claim.id: claim.grade for claim in evidence.claims()}
