"""The folder of hand-ins: whatever lies in it, sound ones count and the others are listed with a reason."""

from __future__ import annotations

import errno
import os
import sys

import pytest

from helpers.classroom import folder as module
from helpers.classroom.folder import class_folder, printable, read_folder
from helpers.lesson.hand_in_file import HandIn, written

CODES = ("2222-2222-2222", "3333-3333-3333")


def hand_in(code=CODES[0], number=1, stage="before", answer="a", lesson="04_calcium"):
    records = {"predictions": {"p": {"first": answer}}, "questions": {}}
    records |= {"exercises": {}, "grades": {}, "stops": {}}
    return HandIn(lesson, code, number, stage, records)


def lay(folder, name, content):
    if isinstance(content, HandIn):
        content = written(content)
    (folder / name).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def reasons(handed):
    return {one.name: one.reason for one in handed.unused}


def test_sound_files_count_whatever_they_are_called(tmp_path):
    lay(tmp_path, "a b (1).JSON", hand_in())
    lay(tmp_path, "ž.json", hand_in(CODES[1]))
    handed = read_folder(tmp_path, ["04_calcium"])
    assert {one.code for one in handed.used} == set(CODES)
    assert handed.unused == ()


def test_what_is_no_hand_in_is_listed_and_nothing_crashes(tmp_path):
    lay(tmp_path, "good.json", hand_in())
    lay(tmp_path, "broken.json", "{")
    lay(tmp_path, "huge.json", b"[" * 10_000_000)
    lay(tmp_path, "notes.txt", "hello")
    lay(tmp_path, "program.py", "raise SystemExit")
    lay(tmp_path, "foreign.json", '{"kit": "other"}')
    lay(tmp_path, "newer.json", written(hand_in()).replace('"version": 2', '"version": 7'))
    lay(tmp_path, "unknown.json", hand_in(lesson="99_gone"))
    (tmp_path / "folder.json").mkdir()
    handed = read_folder(tmp_path, ["04_calcium"])
    assert handed.used == (hand_in(),)
    assert reasons(handed) == {
        "broken.json": "not readable as JSON",
        "huge.json": "larger than 64 kB",
        "notes.txt": "not a .json file",
        "program.py": "not a .json file",
        "foreign.json": "not a file of this kit",
        "newer.json": "written by a newer version of this kit",
        "unknown.json": "names a lesson this kit does not have",
        "folder.json": "a folder",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights or do not exist there")
def test_links_and_pipes_are_not_followed_or_waited_for(tmp_path):
    target = tmp_path / "outside.json"
    lay(tmp_path, "outside.json", hand_in())
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "link.json").symlink_to(target)
    (folder / "gone.json").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder / "pipe.json")
    handed = read_folder(folder, ["04_calcium"])
    assert handed.used == ()
    assert reasons(handed) == {
        "link.json": "a link, and links are not followed",
        "gone.json": "a link, and links are not followed",
        "pipe.json": "not an ordinary file",
    }


def test_a_file_that_cannot_be_read_is_listed(tmp_path, monkeypatch):
    lay(tmp_path, "a.json", hand_in())

    def refuse(*_args, **_kwargs):
        raise PermissionError(errno.EACCES, "not yours")

    monkeypatch.setattr(module.Path, "open", refuse)
    assert reasons(read_folder(tmp_path, ["04_calcium"])) == {
        "a.json": "cannot be read: this account may not"
    }


def test_the_later_of_two_counts_by_its_number_and_not_by_the_clock(tmp_path):
    lay(tmp_path, "z_new.json", hand_in(number=1, answer="old"))
    lay(tmp_path, "a_old.json", hand_in(number=4, answer="new"))
    os.utime(tmp_path / "a_old.json", (0, 0))
    lay(tmp_path, "later.json", hand_in(number=2, stage="after"))
    handed = read_folder(tmp_path, ["04_calcium"])
    assert handed.of("04_calcium", "before") == (hand_in(number=4, answer="new"),)
    assert handed.of("04_calcium", "after") == (hand_in(number=2, stage="after"),)
    assert reasons(handed) == {"z_new.json": "the same learner's later one counts: a_old.json"}


def test_copies_and_twins_are_told_apart(tmp_path):
    lay(tmp_path, "1.json", hand_in())
    lay(tmp_path, "2.json", hand_in())
    lay(tmp_path, "3.json", hand_in(answer="b"))
    handed = read_folder(tmp_path, ["04_calcium"])
    assert handed.used == (hand_in(),)
    assert reasons(handed) == {
        "2.json": "a copy of 1.json",
        "3.json": "same code and number as 1.json, but other answers",
    }


def test_too_many_files_are_said_and_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_FILES", 3)
    for n in range(5):
        lay(tmp_path, f"{n}.txt", "")
    assert reasons(read_folder(tmp_path, []))["2 more files"] == "only 3 are read"


@pytest.mark.parametrize("place", ["gone", "file"])
def test_a_folder_that_is_none_has_no_files(tmp_path, place):
    (tmp_path / "file").touch()
    assert read_folder(tmp_path / place, []) == module.Handed((), ())


def test_a_folder_that_may_not_be_read_is_listed_and_not_called_empty(tmp_path, monkeypatch):
    def refuse(_folder):
        raise PermissionError(errno.EACCES, "not yours")

    monkeypatch.setattr(module.os, "scandir", refuse)
    handed = read_folder(tmp_path / "ours", ["04_calcium"])
    assert handed.used == () and not handed.readable
    assert reasons(handed) == {"ours": "cannot be read: this account may not"}


def test_names_are_shown_short_and_plain():
    assert printable("a\x1b[2J\u202e\udcff.json") == "a\ufffd[2J\ufffd\ufffd.json"
    assert len(printable("x" * 300)) == module.MOST_NAME


def test_the_folder_is_named_by_argument_or_variable_or_is_the_kits_own(tmp_path, monkeypatch):
    monkeypatch.setenv("MUSCLE_TWITCH_CLASS", str(tmp_path))
    assert class_folder() == tmp_path
    assert class_folder("elsewhere") == module.Path("elsewhere")
    monkeypatch.delenv("MUSCLE_TWITCH_CLASS")
    assert class_folder() == module.FOLDER
    assert (module.FOLDER.parent / "notebooks").is_dir()
