"""The teacher's page: hidden until revealed, an example without files, a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import os

import numpy as np
import pytest

from helpers import evidence, theme
from helpers.classroom import ClassResults, QuickCount, toolbar
from helpers.classroom.example import invented_class
from helpers.classroom.words import COLUMNS, as_csv
from helpers.lesson.hand_in_file import HandIn, written
from helpers.lesson.html import plain

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

# Windows has no file of the first name, but one of the second, which a careless page turns into the first.
HOSTILE_NAMES = {
    "posix": "**<img src=x onerror=alert(1)>**.json",
    "nt": "__&lt;img src=x onerror=alert(1)&gt;__.json",
}
HOSTILE_NAME = HOSTILE_NAMES[os.name]


@pytest.fixture
def example(tmp_path):
    made = ClassResults(tmp_path)
    yield made
    made.close()


def lay_a_class(folder, **changes):
    """The invented class as files; ``changes`` are made to each record."""
    for hand_in in invented_class(evidence).used:
        records = {kind: {**records, **changes} for kind, records in hand_in.records.items()}
        made = HandIn(hand_in.lesson, hand_in.code, hand_in.number, hand_in.stage, records)
        (folder / made.file_name).write_text(written(made), encoding="utf-8")


def bars(results):
    """The shares now drawn."""
    frame = results.picture.figure.frame
    return np.concatenate([np.asarray(frame[name]["x"]) for name in frame if name != "options"])


def test_everything_is_hidden_until_it_is_revealed(example):
    shares = "".join(str(trace.get("text", "")) for trace in example.picture.figure.frame.values())
    assert " of " not in shares and "✓" not in shares
    assert "hidden" in example.picture.table and "✓" not in example.picture.table
    assert "Hidden" in example.picture.figure.sentence
    covered = example.picture.figure.skeleton
    example.reveal_button.value = True
    assert np.nanmax(bars(example)) > 0
    assert example.picture.figure.skeleton != covered  # else plotly leaves out words that were empty at first
    assert "hidden" not in example.picture.table and "✓" not in example.picture.table
    example.right_button.value = True
    assert "✓" in example.picture.table
    assert "What is right" in example.picture.figure.sentence
    example.next()
    assert not example.reveal_button.value and not example.right_button.value
    assert "hidden" in example.picture.table


def test_the_kits_grade_is_not_called_right(example):
    example.lesson_box.value = "10_weigh_the_evidence"
    example.asked_box.index = next(
        i for i, (words, _) in enumerate(example.asked_box.options) if "Claim" in words
    )
    example.right_button.value = example.reveal_button.value = True
    assert "kit: " in example.picture.table and "✓" not in example.picture.table
    assert "kit: " in "".join(example.picture.figure.frame["options"]["text"])
    assert "The kit's own grade" in example.picture.figure.sentence


def test_what_is_right_can_be_shown_before_the_answers(example):
    example.right_button.value = True
    assert "✓" in example.picture.table and "hidden" in example.picture.table


def test_every_view_of_every_lesson_can_be_shown_at_the_desk_and_on_the_projector(example):
    for _, lesson in example.lesson_box.options:
        example.lesson_box.value = lesson
        for index in range(len(example.asked_box.options)):
            example.asked_box.index = index
            example.reveal_button.value = True
            assert "Example, invented" in example.picture.figure.sentence
            assert np.all((bars(example) >= 0) & (bars(example) <= 100))
    big = theme.PROJECTOR.font
    theme.mode.projector = True
    try:
        assert example.picture.figure.skeleton["layout"]["font"]["size"] == big
    finally:
        theme.mode.projector = False


def test_misconceptions_stay_out_of_sight_until_revealed(example):
    example.asked_box.index = len(example.asked_box.options) - 1
    assert example.picture.table == ""
    assert example.picture.stage.layout.display == "none"
    example.reveal_button.value = True
    assert "first answer" in example.picture.table


def test_files_take_the_examples_place_and_strange_ones_are_listed_as_text(example, tmp_path):
    assert example.is_example and "invented" in example.counted()
    lay_a_class(tmp_path, unheard_of={})
    (tmp_path / HOSTILE_NAME).write_text("<script>alert(1)</script>", encoding="utf-8")
    example.read()
    assert example.counted() == "60 hand-ins from 16 learners, in 2 lessons; not used: 1 file."
    listed = example._files.value
    assert "<img" not in listed and "<script" not in listed and "<strong>" not in listed
    assert HOSTILE_NAME in plain(listed)
    assert plain(listed).count("unheard_of") == 8
    assert "Example" not in example.picture.figure.sentence


def test_reading_again_keeps_the_place(example, tmp_path):
    lay_a_class(tmp_path)
    example.read()
    example.lesson_box.value = "10_weigh_the_evidence"
    example.asked_box.index = 3
    example.read()
    assert (example.lesson_box.value, example.asked_box.index) == ("10_weigh_the_evidence", 3)


def test_the_csv_holds_every_count_and_no_code(example, tmp_path):
    lay_a_class(tmp_path)
    example.read()
    text = example.csv()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    kinds = {"prediction", "question", "task", "task stop", "claim", "misconception"}
    assert {row["kind"] for row in rows} == kinds
    assert {bool(row["tries"]) for row in rows if row["kind"] == "task stop"} == {True}
    assert not any(row["tries"] for row in rows if row["kind"] != "task stop")
    assert min(int(row["learners"]) for row in rows if row["kind"] == "task stop") >= 5
    assert {row["data"] for row in rows} == {"class"}
    assert not any(hand_in.code in text for hand_in in example.shown.used)
    assert min(int(row["of"]) for row in rows) >= 5
    one = [row for row in rows if row["id"] == "calcium_threshold" and row["when"] == "at first"]
    assert sum(int(row["learners"]) for row in one) == 16
    assert [row["right_or_kits_grade"] for row in one].count("yes") == 1


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\r=x", " =x", "|cmd", "＝1"])
def test_no_cell_is_a_formula(cell):
    (row,) = list(csv.reader(io.StringIO(as_csv([(cell, 3)]), newline="")))[1:]
    assert row == [f"'{cell}", "3"]


def test_harmless_cells_stay_as_they_are():
    assert as_csv([("It rises, a = b", 0)]).splitlines()[1] == '"It rises, a = b",0'


def test_a_show_of_hands_is_drawn_as_it_is_typed():
    made = QuickCount()
    assert "No hand is counted" in made.picture.figure.sentence
    made.hands[0][0].value, made.hands[1][0].value = 3, 9
    made.hands[1][1].value = 12
    assert made.picture.figure.frame["before the discussion"]["x"].tolist() == [25, 75, 0]
    assert "9 of 12 before the discussion, 12 of 12 after" in made.picture.figure.sentence
    made.hands[0][0].value = -4
    assert made.hands[0][0].value == 0
    assert ",show of hands," not in made.csv() and made.csv().count("show of hands") == 6
    made.right_button.value = True
    assert "✓" in made.picture.table
    made.asked_box.index = 1
    assert made.counted.series == () and "✓" not in made.picture.table
    made.lesson_box.value = "04_calcium"
    assert len(made.hands) == len(made.counted.options)
    made.close()


def test_a_stored_page_shows_a_question_and_folds_the_answers_away(example):
    html = example.static_html()
    assert "<details>" in html and "✓" not in html
    assert "invented" in html
    assert "show of hands" in QuickCount().static_html()
    assert "Class results" in toolbar().static_html()


def test_the_example_says_whether_the_folder_is_there(example, tmp_path):
    assert f"No hand-in lies in the folder {tmp_path.name} yet" in plain(example._head.value)
    missing = ClassResults(tmp_path / "typo")
    assert "There is no folder typo yet" in plain(missing._head.value)
    missing.close()


def test_a_folder_that_may_not_be_read_is_not_called_empty(tmp_path, monkeypatch):
    def refuse(_self_or_folder):
        raise PermissionError("not yours")

    monkeypatch.setattr("helpers.classroom.folder.os.scandir", refuse)
    monkeypatch.setattr("pathlib.Path.is_dir", refuse)
    card = ClassResults(tmp_path / "ours")
    assert "The folder ours cannot be read" in plain(card._head.value)
    assert "cannot be read: not yours" in card._files.value
    card.close()
