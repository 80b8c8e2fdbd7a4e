"""Disks that really are full or read-only, while a learner answers and hands in and a teacher prints.

Each test runs in a process with a disk of a few kilobytes, on systems that allow one (Linux). What a test
does there stands in a function of its own, run by name.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.handouts.__main__ import main
from helpers.lesson import Lesson, hand_in
from helpers.lesson.own_code import OwnCode
from helpers.lesson.progress import UNSAVED, Progress
from helpers.lesson.progress_file import FILE_NAME, VERSION
from tests.faults.disks import ANSWER, SAY, fill, read_only, run, small_disk
from tests.lesson.fakes import FakeData

FULL, READ_ONLY = "the disk is full", "the disk is read-only"
OLD = {
    "kit": "why-muscles-twitch",
    "version": 1,
    "predictions": {"p": {"first": "a"}},
    "questions": {"q": {"first": "a", "last": "b", "tries": 2}},
    "exercises": {},
}


def on_small_disk(folder: Path, options: str, *acts: Callable[[Path], None]) -> None:
    """Run functions of this file one after the other with a small disk at ``folder``, each time empty."""
    names = ", ".join(act.__name__ for act in acts)
    code = f"import sys\nfrom {__name__} import Path, emptied, {names}\n"
    code += f"for act in ({names},): act(emptied(Path(sys.argv[1])))"
    run(code, folder, before=small_disk(folder, options))


def emptied(folder: Path) -> Path:
    """The same folder, without anything in it."""
    for path in folder.iterdir():
        path.unlink()
    return folder


def saved(folder: Path) -> dict[str, dict]:
    return json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))


def kinds_of_files(folder: Path) -> set[str]:
    return {path.suffix for path in folder.iterdir()}


def first_save(folder: Path) -> None:
    ballast = fill(folder)
    progress = Progress(folder)
    progress.answer("q", "a")
    progress.commit("p", "b")
    assert progress.notice == UNSAVED.format(folder=folder, why=FULL)
    assert ".tmp" not in kinds_of_files(folder)
    assert Progress(folder).question("q") == {}
    ballast.unlink()
    progress.attempt("e", solved=True)
    assert progress.notice == ""
    again = Progress(folder)
    assert (again.question("q")["last"], again.prediction("p")["first"]) == ("a", "b")
    assert again.exercise("e")["solved"]


def later_saves(folder: Path) -> None:
    (folder / "room").write_bytes(bytes(100_000))
    progress = Progress(folder)
    for number in range(400):
        progress.answer(f"q{number}", "x")
    assert progress.notice == UNSAVED.format(folder=folder, why=FULL)
    assert 0 < len(saved(folder)["questions"]) < 400
    assert len(progress._records["questions"]) == 400
    (folder / "room").unlink()
    progress.answer("room_again", "x")
    assert progress.notice == ""
    assert len(saved(folder)["questions"]) == 401


def read_only_in_between(folder: Path) -> None:
    progress = Progress(folder)
    progress.answer("before", "a")
    read_only(folder)
    progress.answer("during", "b")
    assert progress.notice == UNSAVED.format(folder=folder, why=READ_ONLY)
    assert Progress(folder).question("before")["last"] == "a"
    read_only(folder, on=False)
    progress.answer("after", "c")
    assert progress.notice == ""
    assert set(saved(folder)["questions"]) == {"before", "during", "after"}


def migration(folder: Path) -> None:
    """The file of version 1 stays as it is, to the byte, until one of today's version can take its place."""
    file = folder / FILE_NAME
    file.write_text(json.dumps(OLD), encoding="utf-8")
    old, ballast = file.read_bytes(), fill(folder)
    progress = Progress(folder)
    progress.give_grade("c", "weak")
    assert progress.notice == UNSAVED.format(folder=folder, why=FULL)
    assert progress.question("q")["tries"] == 2
    assert file.read_bytes() == old
    ballast.unlink()
    read_only(folder)
    progress.give_grade("d", "strong")
    assert progress.notice == UNSAVED.format(folder=folder, why=READ_ONLY)
    assert file.read_bytes() == old
    read_only(folder, on=False)
    progress.answer("q", "c")
    assert progress.notice == ""
    now = saved(folder)
    assert now["version"] == VERSION
    assert now["predictions"] == OLD["predictions"]
    assert now["questions"] == {"q": {"first": "a", "last": "c", "tries": 3}}
    assert now["grades"] == {"c": {"first": "weak"}, "d": {"first": "strong"}}


def damaged_on_a_bad_disk(folder: Path) -> None:
    """A damaged file that cannot be renamed yet is left alone, and kept as soon as that works."""
    (folder / FILE_NAME).write_bytes(b"{half")
    read_only(folder)
    progress = Progress(folder)
    progress.answer("q", "a")
    assert progress.notice == UNSAVED.format(folder=folder, why=READ_ONLY)
    assert (folder / FILE_NAME).read_bytes() == b"{half"
    read_only(folder, on=False)
    progress.answer("q", "b")
    assert "could not be read" in progress.notice
    (aside,) = folder.glob("progress-damaged-*.json")
    assert aside.read_bytes() == b"{half"
    assert saved(folder)["questions"]["q"]["tries"] == 2


def own_code(folder: Path) -> None:
    """No number is given twice, although the disk could not keep it."""
    code = OwnCode(folder)
    given = [code.take()]
    ballast = fill(folder)
    given += [code.take(), code.take()]
    assert not code.kept
    ballast.unlink()
    given.append(code.take())
    assert code.kept
    assert [number for _, number in given] == [1, 2, 3, 4]
    assert len({word for word, _ in given}) == 1
    assert OwnCode(folder).look() == (given[0][0], 5)
    assert ".tmp" not in kinds_of_files(folder)


def class_folder(folder: Path) -> None:
    """Where the class folder takes nothing the browser saves, and the learner reads why."""
    asked: list[str] = []
    hand_in.save = lambda name, text: asked.append(name)  # type: ignore[assignment]
    os.environ["MUSCLE_TWITCH_CLASS"] = str(folder)
    progress = Progress(None)
    lesson = Lesson("04_calcium", FakeData(), progress)
    progress.answer(lesson.items.questions[0].id, lesson.items.questions[0].options[0].text)
    card = lesson.hand_in()
    ballast = fill(folder)
    name = card.save().file_name
    assert f"{folder}</code> cannot be used: {FULL}." in card.said
    assert asked == [name]
    assert kinds_of_files(folder) == {""}  # the ballast alone
    ballast.unlink()
    read_only(folder)
    card.save()
    assert READ_ONLY in card.said
    read_only(folder, on=False)
    assert (folder / card.save().file_name).stat().st_size > 100
    assert len(asked) == 2


def handouts(folder: Path) -> None:
    """Sheets are whole or not there, old ones stay, and one sentence says what to do."""
    assert main(["04", "--no-pdf", "--to", str(folder)]) == 0
    old = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main(["05", "--no-pdf", "--to", str(folder)]) == 1
    now = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {name: now[name] for name in old} == old
    assert set(now) - set(old) <= {"05_magnesium_student.html"}
    assert all(page.endswith(b"</html>\n") for page in now.values())


def test_a_disk_that_really_is_full_or_read_only_loses_no_answer_unsaid(tmp_path):
    acts = (first_save, later_saves, read_only_in_between, migration, damaged_on_a_bad_disk)
    on_small_disk(tmp_path, "size=128k", *acts)


def test_handing_in_on_a_disk_that_really_is_full_or_read_only(tmp_path):
    on_small_disk(tmp_path, "size=128k", own_code, class_folder)


def test_handouts_on_a_disk_that_really_is_full(tmp_path):
    on_small_disk(tmp_path, "size=220k", handouts)


@pytest.mark.skipif(sys.platform == "win32", reason="this limit on a file's size is one of POSIX systems")
def test_a_disk_that_takes_half_a_file_is_said_and_keeps_the_old_one(tmp_path):
    """Not a fault made up in Python: the system itself breaks the write off in the middle."""
    Progress(tmp_path).answer("old", "x")
    old = (tmp_path / FILE_NAME).read_bytes()
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400))\n"
    said = run(limit + ANSWER + SAY, tmp_path, "big", 20)
    assert UNSAVED.format(folder=tmp_path, why="File too large") in said
    left = (tmp_path / FILE_NAME).read_bytes()
    assert len(old) <= len(left) <= 400
    assert "old" in saved(tmp_path)["questions"]
    assert not list(tmp_path.glob("*.tmp"))
