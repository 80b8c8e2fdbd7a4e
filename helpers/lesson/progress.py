"""What a learner has answered, in one small JSON file in the learner's own folder.

The file holds answers only: no names, no slider values, no times. Nothing leaves the machine.
Every change is applied to whatever the file holds at that moment, under a lock, so two notebooks
that are open at once keep each other's answers. A file that cannot be understood is set aside
under a new name and never overwritten.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import platformdirs
from traitlets import HasTraits, Int, Unicode

from helpers import display
from helpers.lesson.checks import CHECKS
from helpers.lesson.disk import locked, reason, shown
from helpers.lesson.progress_file import (
    FILE_NAME,
    KIT,
    MOST_CHANGES_OF_MIND,
    MOST_RECORDS,
    MOST_TRIES,
    NAME,
    DamagedError,
    NewerVersionError,
    Record,
    Records,
    as_kept,
    no_records,
    read_file,
    set_aside,
    write_file,
)

UNSAVED = (
    "Your answers cannot be saved in {folder}: {why}. The lesson goes on, and they last until this notebook "
    "is closed. Once that is mended, the next answer you give saves them all."
)
SET_ASIDE = (
    "Your earlier answers could not be read: their file is damaged. It is kept whole, as {name} in {folder}, "
    "and a fresh one takes its place. You can go on."
)
NEWER = (
    "Your saved answers, in {folder}, come from a newer version of this kit and are left as they are. "
    "Answers given here last until this notebook is closed; in the newer kit they would be saved."
)
Change = Callable[[Record], None]


class Progress(HasTraits):
    """Answers of one learner; kept in memory when the folder cannot be used.

    ``changes`` counts recorded answers, for widgets that follow along; ``notice`` is a sentence for
    the learner when saving does not work or a damaged file was set aside. ``folder`` None: memory only.
    """

    changes = Int(0)
    notice = Unicode("")

    def __init__(self, folder: Path | None) -> None:
        super().__init__()
        self._folder = folder
        self._waiting: list[tuple[str, str, Change]] = []
        self._told: list[str] = []
        self._unsaved = ""
        self._records = no_records()
        self._never_write = folder is None
        self._start()

    @property
    def folder(self) -> Path | None:
        """Where the answers are kept; None where they last as long as the notebook."""
        return self._folder

    def prediction(self, key: str) -> Record:
        """Record of a prediction: ``first``, ``after`` (later answers), ``skipped``; empty if none."""
        return dict(self._records["predictions"].get(key, {}))

    def question(self, key: str) -> Record:
        """Record of a quiz question: ``first`` and ``last`` answer, number of ``tries``; empty if none."""
        return dict(self._records["questions"].get(key, {}))

    def exercise(self, key: str) -> Record:
        """Record of an exercise: ``tries``, ``solved``, ``alone``, ``hint``, ``solution``; empty if none."""
        return dict(self._records["exercises"].get(key, {}))

    def stops(self, key: str) -> Record:
        """At which check how many tries of an exercise stopped, by the names of ``CHECKS``; empty if none."""
        return dict(self._records["stops"].get(key, {}))

    def grade(self, key: str) -> Record:
        """Record of the grade given to a claim: ``first``, ``after`` (later ones); empty if none."""
        return dict(self._records["grades"].get(key, {}))

    def saw_grade_first(self, key: str) -> bool:
        """Whether the kit's grade of a claim was looked at before the learner had given one."""
        return bool(self.prediction(looked_key(key)).get("skipped"))

    def look_at_grade(self, key: str) -> None:
        """Record that the kit's grade was looked at; nothing where the learner has already given one.

        It is kept as a look before a prediction is: a field of its own among the grades would make the file
        a damaged one to older versions.
        """
        if not self.grade(key):
            self.skip(looked_key(key))

    def commit(self, key: str, answer: str) -> None:
        """Record a prediction. The first one stays; a later, different one goes to ``after``."""
        self._record("predictions", key, _changes_of_mind(answer))

    def give_grade(self, key: str, grade: str) -> None:
        """Record the grade of a claim. The first one stays; a later, different one goes to ``after``."""
        self._record("grades", key, _changes_of_mind(grade))

    def skip(self, key: str) -> None:
        """Record that the learner looked at the panel before committing."""

        def change(record: Record) -> None:
            if "first" not in record:
                record["skipped"] = True

        self._record("predictions", key, change)

    def answer(self, key: str, answer: str) -> None:
        """Record an answer to a quiz question: the first, the last and how many."""
        answer = as_kept(answer)

        def change(record: Record) -> None:
            record.setdefault("first", answer)
            record["last"] = answer
            record["tries"] = min(record.get("tries", 0) + 1, MOST_TRIES)

        self._record("questions", key, change)

    def attempt(self, key: str, solved: bool, stopped_at: str = "") -> None:
        """Record one try of an exercise; ``alone`` says it was solved before the solution was seen.

        ``stopped_at`` names the check that failed first, one of ``CHECKS``; nothing of the code is kept.
        """
        if stopped_at and stopped_at not in CHECKS:
            raise ValueError(f"stopped_at must be one of CHECKS, got {stopped_at!r}")

        def change(record: Record) -> None:
            record["tries"] = min(record.get("tries", 0) + 1, MOST_TRIES)
            if solved and not record.get("solved"):
                record["solved"] = True
                record["alone"] = not record.get("solution", False)

        def count(record: Record) -> None:
            record[stopped_at] = min(record.get(stopped_at, 0) + 1, MOST_TRIES)

        self._record("exercises", key, change)
        if stopped_at:
            self._record("stops", key, count)

    def saw(self, key: str, what: str) -> None:
        """Record that the ``hint`` or the ``solution`` of an exercise was looked at."""
        if what not in ("hint", "solution"):
            raise ValueError(f"what must be 'hint' or 'solution', got {what!r}")

        def change(record: Record) -> None:
            record[what] = True

        self._record("exercises", key, change)

    def _record(self, kind: str, key: str, change: Change) -> None:
        if not NAME.fullmatch(key):
            raise ValueError(f"key must be 1 to 80 letters, digits, dots, dashes, got {key!r}")
        if _apply(self._records, kind, key, change):
            self._waiting = [*self._waiting, (kind, key, change)][-MOST_RECORDS:]
            self._save()
            self.changes += 1

    def _start(self) -> None:
        if self._folder is None:
            return
        try:
            self._records = read_file(self._folder / FILE_NAME)
        except DamagedError:
            self._save()
        except NewerVersionError:
            self._leave_alone()
        except OSError as problem:
            self._say_unsaved(problem)

    def _save(self) -> None:
        if self._never_write or self._folder is None:
            return
        file = self._folder / FILE_NAME
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with locked(self._folder / "progress.lock"):
                records = self._brought_together(file)
                if self._waiting:
                    write_file(file, records)
        except NewerVersionError:
            self._leave_alone()
        except OSError as problem:
            self._say_unsaved(problem)
        else:
            self._records = records
            self._waiting = []
            self._unsaved = ""
            self._show_notice()

    def _brought_together(self, file: Path) -> Records:
        """Give what the file holds with the answers that wait; for a damaged one, all this notebook knows."""
        try:
            records = read_file(file)
        except DamagedError:
            aside = set_aside(file)
            self._tell(SET_ASIDE.format(name=aside.name, folder=shown(file.parent)))
            return self._records
        for kind, key, change in self._waiting:
            _apply(records, kind, key, change)
        return records

    def _leave_alone(self) -> None:
        self._never_write = True
        self._unsaved = ""
        self._tell(NEWER.format(folder=self._where))

    def _say_unsaved(self, problem: OSError) -> None:
        self._unsaved = UNSAVED.format(folder=self._where, why=reason(problem))
        self._show_notice()

    @property
    def _where(self) -> str:
        return shown(self._folder) if self._folder else ""

    def _tell(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.append(sentence)
        self._show_notice()

    def _show_notice(self) -> None:
        self.notice = " ".join([*self._told, *([self._unsaved] if self._unsaved else [])])


def progress_folder() -> Path:
    """The learner's own folder for this kit, or the one named by ``MUSCLE_TWITCH_PROGRESS``."""
    return display.PROGRESS or platformdirs.user_data_path(KIT, appauthor=False)


def open_progress() -> Progress:
    """The progress of this kernel: one object per folder, so that all widgets follow the same one.

    Voilà serves all its visitors from one account, so their answers stay in the memory of their own kernels,
    unless a folder is named.
    """
    return _open(None if display.VOILA and display.PROGRESS is None else progress_folder())


@lru_cache
def _open(folder: Path | None) -> Progress:
    return Progress(folder)


def looked_key(claim: str) -> str:
    """The name under which a look at the kit's grade is kept among the predictions; theirs have no dots."""
    return f"grade.{claim}"


def _changes_of_mind(answer: str) -> Change:
    """Give the change that keeps the first answer and puts a later, different one beside it."""
    answer = as_kept(answer)

    def change(record: Record) -> None:
        if record.setdefault("first", answer) == answer and not record.get("after"):
            return
        after = record.setdefault("after", [])
        if not after or after[-1] != answer:
            after.append(answer)
        del after[:-MOST_CHANGES_OF_MIND]

    return change


def _apply(records: Records, kind: str, key: str, change: Change) -> bool:
    """Apply ``change``; say whether there was room for it and it changed anything."""
    if key not in records[kind] and len(records[kind]) >= MOST_RECORDS:
        return False
    before = records[kind].get(key, {})
    record = {name: list(value) if isinstance(value, list) else value for name, value in before.items()}
    change(record)
    records[kind][key] = record
    return record != before
