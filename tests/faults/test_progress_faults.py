"""Cuts, full disks, read-only ones, killed kernels, clocks put back. Nothing is lost unsaid.

Not lost in silence means: it is in the file; or the file it was in is kept whole under another name; or the
learner is told that answers are not saved, and they are saved as soon as that works again.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from helpers.lesson.progress import UNSAVED, Progress
from helpers.lesson.progress_file import FILE_NAME, read_file
from tests.faults.disks import ANSWER, ROOT, SAY

SECTIONS = ("predictions", "questions", "exercises", "grades", "stops")


def answer_much(progress: Progress) -> None:
    """An afternoon's answers, of every kind."""
    for number in range(4):
        progress.commit(f"p{number}", "It gets larger, about “two” times: größer.")
        progress.commit(f"p{number}", "It stays the same.")
        progress.skip(f"looked{number}")
        progress.answer(f"q{number}", "Low calcium in the blood.")
        progress.saw(f"e{number}", "hint")
        progress.attempt(f"e{number}", number % 2 == 0, "" if number % 2 == 0 else "value_2")
        progress.give_grade(f"c{number}", "weak")


def unsaved(folder: Path, why: str) -> str:
    """What the learner reads while nothing can be saved in ``folder``."""
    return UNSAVED.format(folder=folder, why=why)


def saved(folder: Path) -> dict:
    content = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    return {kind: content[kind] for kind in SECTIONS}


@pytest.fixture
def no_waiting_for_the_disk(monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _handle: None)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)


@pytest.mark.usefixtures("no_waiting_for_the_disk")
def test_a_real_file_cut_at_every_byte_is_kept_whole_and_said(tmp_path):
    answer_much(Progress(tmp_path))
    file = tmp_path / FILE_NAME
    good, answers = file.read_bytes(), saved(tmp_path)
    assert len(good) > 1500
    for length in range(len(good)):
        file.write_bytes(good[:length])
        progress = Progress(tmp_path)
        kept = list(tmp_path.glob("progress-damaged-*.json"))
        if length == len(good) - 1:  # only the last line's end is gone: every answer is still there
            assert (kept, progress.notice, saved(tmp_path)) == ([], "", answers)
            continue
        assert [aside.read_bytes() for aside in kept] == [good[:length]], length
        assert kept[0].name in progress.notice, length
        progress.answer("late", "x")
        assert saved(tmp_path)["questions"] == {"late": {"first": "x", "last": "x", "tries": 1}}
        assert file.stat().st_size < len(good)
        kept[0].unlink()


def test_what_a_running_notebook_knows_outlives_a_file_damaged_under_it(tmp_path):
    progress = Progress(tmp_path)
    answer_much(progress)
    answers = saved(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(b"\0" * 700)
    progress.answer("late", "x")
    assert saved(tmp_path)["questions"].pop("late") == {"first": "x", "last": "x", "tries": 1}
    now = saved(tmp_path)
    del now["questions"]["late"]
    assert now == answers
    (aside,) = tmp_path.glob("progress-damaged-*.json")
    assert aside.read_bytes() == b"\0" * 700
    assert aside.name in progress.notice


# Where a save can fail, from the folder to the last rename, and with what.
PLACES = {
    "folder": (Path, "mkdir"),
    "lock": (Path, "open"),
    "temporary file": (tempfile, "mkstemp"),
    "writing": (json, "dumps"),
    "flushing": (os, "fsync"),
    "renaming": (Path, "replace"),
}
FAULTS = {
    "the disk is full": OSError(errno.ENOSPC, "No space left on device"),
    "the disk is read-only": OSError(errno.EROFS, "Read-only file system"),
    "the disk does not answer": OSError(errno.EIO, "Input/output error"),
    "this account may not": PermissionError(errno.EACCES, "Permission denied"),
    "a word of the system's own": OSError(9999, "a word of the system's own"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("place", PLACES)
def test_a_fault_anywhere_in_a_save_leaves_the_old_file_and_is_made_good_later(
    tmp_path, monkeypatch, place, fault
):
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    progress = Progress(tmp_path)
    answer_much(progress)
    before = (tmp_path / FILE_NAME).read_bytes()

    def fails(*_args, **_kwargs):
        raise FAULTS[fault]

    with monkeypatch.context() as patch:
        patch.setattr(*PLACES[place], fails)
        progress.answer("during", "a")
        progress.commit("during", "b")
    assert (tmp_path / FILE_NAME).read_bytes() == before
    assert not list(tmp_path.glob("*.tmp"))
    assert progress.notice == unsaved(tmp_path, fault)
    assert progress.question("during")["last"] == "a"  # the lesson goes on

    progress.attempt("after", solved=True)
    assert progress.notice == ""
    now = read_file(tmp_path / FILE_NAME)
    assert now["questions"]["during"] == {"first": "a", "last": "a", "tries": 1}
    assert now["predictions"]["during"] == {"first": "b"}
    assert now["exercises"]["after"]["solved"] is True
    assert now["predictions"]["p0"] == saved(tmp_path)["predictions"]["p0"]


@pytest.mark.parametrize("place", PLACES)
def test_a_kernel_interrupted_while_it_saves_loses_nothing(tmp_path, monkeypatch, place):
    progress = Progress(tmp_path)
    progress.answer("before", "a")
    old = (tmp_path / FILE_NAME).read_bytes()

    def stopped(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(*PLACES[place], stopped)
        with pytest.raises(KeyboardInterrupt):
            progress.answer("during", "b")
    assert (tmp_path / FILE_NAME).read_bytes() == old
    progress.answer("after", "c")
    assert set(saved(tmp_path)["questions"]) == {"before", "during", "after"}
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".tmp"] == []


# On a busy machine the lock may be waited for too long; the next answer saves what waits.
AGAIN = """
for attempt in range(20):
    if progress.notice:
        progress.answer("again", str(attempt))
"""


@pytest.mark.parametrize("name", [FILE_NAME, "progress.lock"])
def test_a_folder_in_the_place_of_a_file_is_said_and_left_alone(tmp_path, name):
    (tmp_path / name / "inside").mkdir(parents=True)
    progress = Progress(tmp_path)
    answer_much(progress)
    assert f"cannot be saved in {tmp_path}: " in progress.notice
    assert progress.prediction("p0")["first"].startswith("It gets larger")
    assert (tmp_path / name / "inside").is_dir()
    (tmp_path / name / "inside").rmdir()
    (tmp_path / name).rmdir()
    progress.answer("late", "x")
    assert progress.notice == ""
    assert len(saved(tmp_path)["predictions"]) == 8


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes here")
def test_a_pipe_in_the_place_of_the_file_stops_nothing(tmp_path):
    os.mkfifo(tmp_path / FILE_NAME)
    progress = Progress(tmp_path)
    progress.answer("q", "x")
    assert progress.notice == unsaved(tmp_path, f"{FILE_NAME} is no file")


def test_a_folder_deleted_in_mid_lesson_is_made_again(tmp_path):
    progress = Progress(tmp_path / "mine")
    progress.answer("q", "a")
    for file in (tmp_path / "mine").iterdir():
        file.unlink()
    (tmp_path / "mine").rmdir()
    progress.answer("q2", "b")
    assert progress.notice == ""
    assert "q2" in saved(tmp_path / "mine")["questions"]


def test_processes_saving_at_once_with_one_killed_lose_no_acknowledged_answer(tmp_path):
    """What a process has printed is acknowledged: it must be in the file, also that of the killed one."""
    writers = {
        name: subprocess.Popen(
            [sys.executable, "-c", ANSWER + AGAIN + SAY, str(tmp_path), name, "50"],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        )
        for name in ("a", "b", "killed")
    }  # fmt: skip
    victim = writers["killed"]
    first = [victim.stdout.readline() for _ in range(10)]
    victim.kill()
    printed = {name: writer.communicate(timeout=120) for name, writer in writers.items()}
    kept = read_file(tmp_path / FILE_NAME)["questions"]
    for name in ("a", "b"):
        assert writers[name].returncode == 0, printed[name][1]
        assert printed[name][0].splitlines()[-1] == "", "the last save failed"
        assert {f"{name}_{number}" for number in range(50)} <= set(kept)
    acknowledged = [*first, *printed["killed"][0].splitlines(keepends=True)]
    numbers = [line.strip() for line in acknowledged if line.endswith("\n") and line.strip()]
    assert len(numbers) >= 10
    assert {f"killed_{number}" for number in numbers} <= set(kept)
    assert not list(tmp_path.glob("progress-damaged-*"))
    again = Progress(tmp_path)
    again.answer("afterwards", "x")  # the dead one's lock is free
    assert again.notice == ""
