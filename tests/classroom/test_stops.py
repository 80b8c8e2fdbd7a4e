"""From a learner's wrong try to the teacher's table: by the name of a check, and nothing of a few."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from itertools import chain

import pytest

from helpers import evidence
from helpers.classroom import ClassResults
from helpers.classroom.asked import all_asked
from helpers.classroom.example import invented_class
from helpers.classroom.stops import Stop, Stops, stops, stops_html
from helpers.lesson.exercise import Exercise
from helpers.lesson.hand_in_file import LETTERS, HandIn, collected, written
from helpers.lesson.html import plain
from helpers.lesson.progress import Progress
from helpers.lesson.progress_file import FILE_NAME
from helpers.lesson.summary import Items
from tests.lesson.fakes import EVIL

LESSON = "04_calcium"
TASK = next(asked for asked in all_asked(LESSON, evidence) if asked.id == "gating_shift")
ITEMS = Items([], [], evidence.exercises(LESSON))
SECRET = "Marta_wrote_this"


def learner(number, found, stage="before", tries=None, task=TASK.id):
    """A hand-in of one learner, whose tries stopped as ``found`` says."""
    records = {"predictions": {}, "questions": {}, "exercises": {}, "grades": {}, "stops": {}}
    tries = sum(found.values()) if tries is None else tries
    records |= {"exercises": {task: {"tries": tries}} if tries else {}, "stops": {task: found}}
    return HandIn(LESSON, "-".join(3 * [LETTERS[number] * 4]), 1, stage, records)


def a_class(*each):
    return [learner(number, found) for number, found in enumerate(each)]


def lay(folder, hand_ins):
    for hand_in in hand_ins:
        (folder / hand_in.file_name).write_text(written(hand_in), encoding="utf-8")


@pytest.fixture
def page(tmp_path):
    """The teacher's page of the task over the files laid into a folder, read and revealed."""
    made = ClassResults(tmp_path)

    def show(hand_ins):
        lay(tmp_path, hand_ins)
        made.read()
        made.asked_box.index = next(
            i for i, (_, asked) in enumerate(made.asked_box.options) if asked.id == TASK.id
        )
        made.reveal_button.value = True
        return made

    yield show
    made.close()


def test_the_check_that_stopped_most_learners_comes_first():
    counted = stops(TASK, a_class(*[{"return": 9}] * 5, *[{"value_2": 1, "syntax": 2}] * 6), [])
    assert counted == Stops(
        11,
        (
            Stop("reading the cell: a slip in Python's grammar", 6, 12),
            Stop("the answer for `calcium_mM = 0.7`, after the first came out right", 6, 6),
            Stop("nothing comes back: the last line is no `return`", 5, 45),
        ),
    )


@pytest.mark.parametrize("people", [0, 1, 4])
def test_nothing_is_shown_where_fewer_than_five_tried(people):
    others = [learner(9 + n, {}) for n in range(6)]  # handed in, without a try
    assert stops(TASK, [*a_class(*[{"syntax": 3}] * people), *others], []) == Stops()
    assert stops_html(Stops()) == ""


def test_a_check_that_stopped_fewer_than_five_is_not_named():
    named = [{"syntax": 1}] * 5
    few = [{"call": 2}] * 4
    counted = stops(TASK, a_class(*named, *few), [])
    assert [stop.check for stop in counted.found] == ["reading the cell: a slip in Python's grammar"]
    assert counted.hidden
    words = plain(stops_html(counted))
    assert "fewer than 5 learners and are not shown" in words
    assert "running the function" not in words and "8" not in words


def test_checks_of_a_few_each_are_counted_together_where_that_makes_five():
    counted = stops(TASK, a_class(*[{"call": 2}] * 4, {"kind": 3}), [])
    assert counted == Stops(5, (Stop("other checks, each at fewer than 5 learners", 5, 11),))
    both = stops(TASK, a_class(*[{"call": 2, "kind": 1}] * 4, {}), [learner(4, {}, "after", tries=1)])
    assert both == Stops(5, (), hidden=True)


def test_each_learners_latest_hand_in_counts_and_no_try_twice():
    before = a_class(*[{"return": 1}] * 6)
    after = [replace(one, stage="after") for one in a_class(*[{"return": 3}] * 4)]
    (only,) = stops(TASK, before, after).found
    assert (only.learners, only.tries) == (6, 4 * 3 + 2)


def test_files_of_the_first_version_say_nothing_of_stops(page):
    shown = page([learner(n, {}, tries=2) for n in range(6)])
    assert plain(shown._stops.value) == "No try is recorded to have stopped."


def test_the_page_shows_it_when_revealed_and_the_spreadsheet_too(page):
    shown = page(a_class(*[{"value_9": 2}] * 5, {"sign": 1}))
    assert "the answer for input 9 | 5 of 6 | 10" in plain(shown._stops.value)
    assert "sign" not in shown._stops.value
    shown.reveal_button.value = False
    assert shown._stops.value == ""
    rows = csv.DictReader(io.StringIO(shown.csv().removeprefix("\ufeff"), newline=""))
    (row,) = [row for row in rows if row["kind"] == "task stop"]
    assert (row["id"], row["option"]) == (TASK.id, "the answer for input 9")
    assert (row["learners"], row["of"], row["tries"]) == ("5", "6", "10")
    shown.next()
    shown.reveal_button.value = True
    assert shown._stops.value == ""  # no task


def test_a_check_or_task_nobody_knows_is_refused_or_listed_as_text(page, tmp_path):
    sound = a_class(*[{"syntax": 1}] * 5)
    for number, spoil in enumerate([{TASK.id: {EVIL: 1}}, {TASK.id: {"syntax": EVIL}}, {EVIL: {}}]):
        content = json.loads(written(learner(10 + number, {}))) | {"stops": spoil}
        (tmp_path / f"evil{number}.json").write_text(json.dumps(content), encoding="utf-8")
    shown = page([*sound, learner(20, {"syntax": 1}, task="unheard_of")])
    assert shown.counted().startswith("6 hand-ins from 6 learners")
    assert "5 of 5 | 5" in plain(shown._stops.value)
    listed = shown._files.value
    assert plain(listed).count("unheard_of") == 1 and plain(listed).count("evil") == 3
    assert "<script" not in listed + shown._stops.value and "<img" not in listed


def test_inputs_of_a_changed_task_are_shown_as_text():
    evil = replace(TASK, inputs=[{EVIL: 1.0}])
    html = stops_html(stops(evil, a_class(*[{"value_1": 1}] * 5), []))
    assert "<script" not in html and "<img" not in html
    assert "&lt;script&gt;" in html


def test_a_wrong_try_reaches_the_teacher_as_a_check_and_nothing_of_the_code_does(page, tmp_path):
    tries = (
        f"{SECRET} = 'open",
        f"raise ValueError('{SECRET}')",
        f"def {SECRET}(): ...",
        f"gating_shift_mV = '{SECRET}'",
        f"def gating_shift_mV({SECRET}, more):\n    return 0",
        f"def gating_shift_mV(calcium_mM):\n    raise ValueError('{SECRET}')",
        f"def gating_shift_mV(calcium_mM):\n    return '{SECRET}'",
        f"def gating_shift_mV(calcium_mM):\n    {SECRET} = 0\n    return {SECRET}",
    )
    item = evidence.exercise(TASK.id)
    handed = []
    for number in range(5):
        progress = Progress(tmp_path / f"learner{number}")
        for source in tries:
            Exercise(item, progress).check_cell(source, {}).close()
        assert SECRET not in (tmp_path / f"learner{number}" / FILE_NAME).read_text(encoding="utf-8")
        code = "-".join(3 * [LETTERS[number] * 4])
        handed.append(HandIn(LESSON, code, 1, "before", collected(ITEMS, [], progress)))
    assert SECRET not in "".join(map(written, handed))
    assert progress.exercise(TASK.id) == {"tries": len(tries)}
    names = ("syntax", "cell", "name", "function", "arguments", "call", "kind", "value_2")
    assert progress.stops(TASK.id) == dict.fromkeys(names, 1)
    shown = page(handed)
    assert plain(shown._stops.value).count("5 of 5 | 5") == len(names)
    assert SECRET not in shown._stops.value + shown.csv()


def test_the_invented_class_stops_no_more_often_than_it_tried():
    for hand_in in invented_class(evidence).used:
        for task, found in hand_in.records["stops"].items():
            record = hand_in.records["exercises"][task]
            assert sum(found.values()) + record.get("solved", False) <= record["tries"]
    tasks = chain.from_iterable(all_asked(lesson, evidence) for lesson in (LESSON, "10_weigh_the_evidence"))
    handed = invented_class(evidence)
    for task in tasks:
        if task.kind == "Task":
            lesson = evidence.exercise(task.id).lesson
            assert stops(task, handed.of(lesson, "before"), handed.of(lesson, "after")).found
