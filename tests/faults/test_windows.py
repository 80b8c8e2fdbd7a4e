"""What Windows does otherwise, made on any system: its file locks, files in use, letters a terminal lacks."""

from __future__ import annotations

import importlib.util
import io
import os
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from helpers import app, doctor
from helpers.handouts import __main__ as handouts
from helpers.handouts import pdf
from helpers.lesson import disk
from helpers.lesson.progress import UNSAVED, Progress
from helpers.lesson.progress_file import FILE_NAME


class WindowsLocks(ModuleType):
    """The part of ``msvcrt`` that locks a byte of a file; a byte that is locked is refused to everyone."""

    LK_UNLCK, LK_NBLCK = 0, 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.holders: dict[int, int] = {}

    def locking(self, handle: int, mode: int, length: int) -> None:
        """Lock or let go, from where the file stands."""
        assert (os.lseek(handle, 0, os.SEEK_CUR), length) == (0, 1)
        file = os.fstat(handle).st_ino
        if self.holders.get(file) != (handle if mode == self.LK_UNLCK else None):
            raise PermissionError(13, "Permission denied")
        if mode == self.LK_UNLCK:
            del self.holders[file]
        else:
            self.holders[file] = handle


@pytest.fixture
def windows_locks(monkeypatch: pytest.MonkeyPatch) -> WindowsLocks:
    """The locks that the module about disks takes where Python reads it on Windows."""
    locks = WindowsLocks()
    monkeypatch.setitem(sys.modules, "msvcrt", locks)
    monkeypatch.setitem(sys.modules, "fcntl", None)  # importing it fails
    monkeypatch.setattr(sys, "platform", "win32")
    spec = importlib.util.spec_from_file_location("disk_on_windows", disk.__file__)
    there = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(there)
    monkeypatch.setattr(disk, "_lock", there._lock)
    monkeypatch.setattr(disk, "_unlock", there._unlock)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    return locks


def test_two_notebooks_on_windows_keep_each_others_answers_and_let_go_of_the_lock(windows_locks, tmp_path):
    one, two = Progress(tmp_path), Progress(tmp_path)
    one.commit("p", "a")
    two.answer("q", "b")
    with disk.locked(tmp_path / "progress.lock"):
        assert len(windows_locks.holders) == 1
        one.answer("late", "c")
        why = "another notebook is writing there"
        assert one.notice == UNSAVED.format(folder=disk.shown(tmp_path), why=why)
    assert windows_locks.holders == {}
    one.attempt("e", solved=True)
    assert one.notice == ""
    assert set(Progress(tmp_path)._records["questions"]) == {"q", "late"}
    assert Progress(tmp_path).exercise("e")["solved"] is True


def test_a_file_that_a_virus_scanner_holds_is_replaced_when_it_lets_go(tmp_path, monkeypatch):
    """Windows replaces no file that is open elsewhere."""
    progress = Progress(tmp_path)
    progress.commit("p", "a")
    refusals = [PermissionError(13, "Access is denied")] * 4
    replace = Path.replace

    def busy(path: Path, target: Path) -> Path:
        if target.name == FILE_NAME and refusals:
            raise refusals.pop()
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", busy)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    progress.answer("q", "b")
    assert (refusals, progress.notice) == ([], "")
    assert Progress(tmp_path).question("q")["last"] == "b"
    assert {file.name for file in tmp_path.iterdir()} == {FILE_NAME, "progress.lock"}


def test_a_browser_that_holds_its_profile_a_moment_longer_has_still_printed(tmp_path, monkeypatch):
    """Windows deletes no file that is open."""
    page = tmp_path / "sheet.html"
    page.write_text("<style></style>", encoding="utf-8")
    unlink = os.unlink

    def printing(command: list[str]) -> str:
        [target] = [part.partition("=")[2] for part in command if part.startswith("--print-to-pdf=")]
        Path(target).write_bytes(b"%PDF %%EOF")
        Path(target).with_name("held").touch()
        return ""

    def deleting(path: str | Path, **where: Any) -> None:
        if Path(path).name == "held":
            raise PermissionError(13, "The file is used by another process")
        unlink(path, **where)

    monkeypatch.setattr(pdf, "_run", printing)
    monkeypatch.setattr(os, "unlink", deleting)
    assert pdf.print_pdf(page, "a4", Path("browser")).read_bytes() == b"%PDF %%EOF"
    assert len(list(tmp_path.glob("printing-*/held"))) == 1


@pytest.mark.parametrize("letters", ["ascii", "cp1252", "cp437"])
def test_a_terminal_without_the_letters_of_a_folders_name_ends_no_command(monkeypatch, tmp_path, letters):
    """Output that goes to a file or another program has, on Windows, a few hundred letters at most."""
    printed = io.TextIOWrapper(io.BytesIO(), encoding=letters)
    monkeypatch.setattr(sys, "stdout", printed)
    monkeypatch.setattr(sys, "stderr", printed)
    folder = tmp_path / "Übung Łódź 肌"
    assert doctor.main((lambda: [doctor.Finding(f"folder {folder}")],)) == 0
    assert handouts.main(["04", "--no-pdf", "--to", str(folder)]) == 0
    monkeypatch.setattr(app.importlib.util, "find_spec", lambda _name: None)
    assert app.main(["gallery"]) == 1
    printed.flush()
    said = printed.buffer.getvalue().decode(letters)
    assert "All is well." in said and r"\u808c" in said and "helpers.doctor names the fix" in said
    assert (folder / "04_calcium_student.html").is_file()
