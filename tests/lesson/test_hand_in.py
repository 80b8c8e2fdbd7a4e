"""The hand-in card: what it saves, under which code, and where."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from helpers.lesson import Lesson
from helpers.lesson import hand_in as module
from helpers.lesson import own_code as own_code_module
from helpers.lesson.hand_in_file import read
from helpers.lesson.own_code import FILE_NAME, OwnCode, own_code
from helpers.lesson.progress import Progress, open_progress
from tests.lesson.fakes import FakeData


@pytest.fixture(autouse=True)
def saved(monkeypatch):
    """Files the browser was asked to save; no class folder is named."""
    monkeypatch.delenv("MUSCLE_TWITCH_CLASS", raising=False)
    files = []
    monkeypatch.setattr(module, "save", lambda name, text: files.append((name, text)))
    return files


@pytest.fixture
def card(lesson, progress):
    progress.answer(lesson.items.questions[0].id, lesson.items.questions[0].options[0].text)
    return lesson.hand_in()


def test_the_button_saves_a_file_that_can_be_read(card, saved):
    card.save_buttons["before"].click()
    ((name, text),) = saved
    hand_in = read(text.encode("utf-8"))
    assert (hand_in.lesson, hand_in.stage, hand_in.number) == ("04_calcium", "before", 1)
    assert name == hand_in.file_name == f"04_calcium_{hand_in.code}_1_before.json"
    assert name in card.said
    assert "data:application/json;base64," in card.said


def test_before_and_after_share_a_code_and_are_told_apart_without_a_clock(card, saved, progress):
    first, second = card.save("before"), card.save("after")
    again = Lesson("04_calcium", FakeData(), Progress(progress.folder)).hand_in().save("after")
    assert first.code == second.code == again.code
    assert [first.number, second.number, again.number] == [1, 2, 3]
    assert len({name for name, _ in saved}) == 3


def test_nothing_is_saved_before_anything_is_answered(lesson, saved, progress):
    card = lesson.hand_in()
    assert card.save() is None
    assert saved == []
    assert "nothing to hand in" in card.said
    assert not (progress.folder / FILE_NAME).exists()


def test_the_content_is_shown_on_request_and_follows_the_answers(card, progress, lesson):
    assert card.content == ""
    card.show_button.value = True
    assert "_1_before.json" in card.content
    progress.attempt(lesson.items.exercises[0].id, solved=True)
    assert "alone" in card.content
    assert "<script" not in card.content
    card.show_button.value = False
    assert card.content == ""


def test_grades_are_handed_in_where_they_are_given(lesson, progress, monkeypatch):
    claim = lesson.data.claim("c")
    monkeypatch.setattr(FakeData, "claims", lambda self: [claim], raising=False)
    progress.give_grade("c", "weak")
    assert lesson.hand_in(grades=True).save().records["grades"] == {"c": {"first": "weak"}}
    assert lesson.hand_in().save() is None


def test_a_class_folder_takes_the_file_itself(card, saved, tmp_path, monkeypatch):
    folder = tmp_path / "class"
    folder.mkdir()
    monkeypatch.setenv("MUSCLE_TWITCH_CLASS", str(folder))
    hand_in = card.save()
    assert read((folder / hand_in.file_name).read_bytes()) == hand_in
    assert saved == []
    assert "class folder" in card.said


def test_a_class_folder_that_is_not_there_leaves_the_browser_to_save(card, saved, tmp_path, monkeypatch):
    monkeypatch.setenv("MUSCLE_TWITCH_CLASS", str(tmp_path / "gone"))
    name = card.save().file_name
    assert len(saved) == 1
    assert f"{tmp_path / 'gone'}</code> cannot be used: it is not there." in card.said
    assert f"saved the file as <code>{name}</code>" in card.said


def test_a_full_disk_leaves_no_half_file_in_the_class_folder(card, saved, tmp_path, monkeypatch):
    monkeypatch.setenv("MUSCLE_TWITCH_CLASS", str(tmp_path))
    real = Path.open

    def full(path, mode="r", **kwargs):
        file = real(path, mode, **kwargs)
        if mode == "x":
            file.write("half")
            file.write = refuse
        return file

    def refuse(_text):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    hand_in = card.save()
    assert not (tmp_path / hand_in.file_name).exists()
    assert len(saved) == 1
    assert "cannot be used" in card.said


def test_without_a_folder_the_code_lasts_as_long_as_the_kernel_and_the_learner_is_told(saved):
    progress = Progress(None)
    lesson = Lesson("04_calcium", FakeData(), progress)
    progress.attempt(lesson.items.exercises[0].id, solved=True)
    card = lesson.hand_in()
    first, second = card.save(), card.save("after")
    assert (first.code, first.number + 1) == (second.code, second.number)
    assert "Keep this page open" in card.said
    assert own_code(None) is own_code(None)


def test_visitors_of_voila_share_an_account_but_neither_answers_nor_code(monkeypatch):
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    monkeypatch.delenv("MUSCLE_TWITCH_PROGRESS", raising=False)
    assert open_progress().folder is None
    monkeypatch.setenv("MUSCLE_TWITCH_PROGRESS", "somewhere")
    assert str(open_progress().folder) == "somewhere"


def test_a_code_that_cannot_be_read_now_is_not_written_over(tmp_path, monkeypatch):
    """A disk that did not answer once must not part a learner's two hand-ins for ever."""
    code, _ = OwnCode(tmp_path).take()
    kept = (tmp_path / FILE_NAME).read_bytes()

    def broken(*_args):
        raise OSError(errno.EIO, "Input/output error")

    other = OwnCode(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(own_code_module, "beginning", broken)
        other.take()
        assert not other.kept
        assert (tmp_path / FILE_NAME).read_bytes() == kept
    assert other.take() == (code, 2)


def test_a_code_that_is_not_kept_is_said_wherever_the_file_went(card, saved, tmp_path, monkeypatch):
    (tmp_path / "class").mkdir()
    monkeypatch.setenv("MUSCLE_TWITCH_CLASS", str(tmp_path / "class"))

    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(own_code_module, "replace_text", full)
    card.save()
    assert "class folder" in card.said
    assert "Keep this page open" in card.said


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'{"code": "Marta", "number": 1}', b'{"code": 1, "number": 1}', b"[" * 900]
)
def test_a_damaged_code_is_drawn_anew(tmp_path, content):
    (tmp_path / FILE_NAME).write_bytes(content)
    code, number = OwnCode(tmp_path).take()
    assert number == 1
    assert json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))["code"] == code
    assert OwnCode(tmp_path).look() == (code, 2)


def test_two_kernels_of_one_learner_never_give_one_number_twice(tmp_path):
    one, two = OwnCode(tmp_path), OwnCode(tmp_path)
    given = [one.take(), two.take(), one.take(), two.take()]
    assert len({code for code, _ in given}) == 1
    assert [number for _, number in given] == [1, 2, 3, 4]


def test_a_stored_notebook_says_what_goes_in(lesson):
    assert "no name, no time, no slider setting" in lesson.hand_in().static_html()
