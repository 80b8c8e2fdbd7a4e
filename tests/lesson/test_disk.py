"""Files written whole or not at all, and faults put into words."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from helpers.lesson import disk

WRITERS = {
    "replace_text": lambda file: disk.replace_text(file, "new"),
    "replace_shared": lambda file: disk.replace_shared(file, b"new"),
    "lay_new": lambda file: disk.lay_new(file, "new"),
}


@pytest.mark.parametrize("write", WRITERS)
def test_what_is_written_is_there_and_nothing_else(tmp_path, write):
    WRITERS[write](tmp_path / "file")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"file": b"new"}


@pytest.mark.parametrize("problem", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
@pytest.mark.parametrize("write", WRITERS)
def test_a_write_that_is_broken_off_leaves_nothing(tmp_path, monkeypatch, write, problem):
    def broken(*_args, **_kwargs):
        raise problem

    file = tmp_path / "file"
    if write != "lay_new":
        file.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", broken)
    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(type(problem)):
        WRITERS[write](file)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == (
        {} if write == "lay_new" else {"file": b"old"}
    )


def test_a_new_file_takes_nobodys_place(tmp_path):
    disk.lay_new(tmp_path / "file", "first")
    with pytest.raises(FileExistsError):
        disk.lay_new(tmp_path / "file", "second")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "first"


def test_what_a_killed_process_left_is_in_nobodys_way(tmp_path):
    (tmp_path / "file.part").write_bytes(b"half")
    disk.replace_shared(tmp_path / "file", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_a_killed_kernel_left_goes_with_the_next_save(tmp_path):
    for name in ("file-abc.tmp", "file-damaged-abc.json", "other-abc.tmp"):
        (tmp_path / name).touch()
    disk.replace_text(tmp_path / "file.json", "whole")
    assert {path.name for path in tmp_path.iterdir()} == {
        *("file.json", "file-damaged-abc.json", "other-abc.tmp"),
    }


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (PermissionError(errno.EACCES, "Permission denied"), "this account may not"),
        (FileExistsError(errno.EEXIST, "File exists"), "something of that name is there already"),
        (disk.LockedError("held"), "another notebook is writing there"),
        (OSError(9999, "what the system says"), "what the system says"),
        (OSError("a word of ours"), "a word of ours"),
        (OSError(), "OSError"),
    ],
)
def test_a_fault_is_said_in_words(problem, words):
    assert disk.reason(problem) == words


def test_the_own_home_is_shown_short(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert disk.shown(tmp_path / "a" / "b") == f"~{os.sep}{Path('a') / 'b'}"
    assert disk.shown(Path("elsewhere")) == "elsewhere"
