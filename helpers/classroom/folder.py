"""Read the folder of hand-ins: what can be used, and for each other file the reason why not.

Nothing in the folder is trusted, followed or run: only ordinary files are opened, only their first bytes
are read, and of two hand-ins of one learner the later is told by its own number, never by a clock.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers import display
from helpers.lesson.disk import reason
from helpers.lesson.hand_in_file import MOST_BYTES, HandIn, read
from helpers.lesson.progress_file import DamagedError, NewerVersionError

FOLDER = Path(__file__).resolve().parents[2] / "class"
MOST_FILES = 2_000
MOST_NAME = 80


@dataclass(frozen=True)
class Unused:
    """A file that was left out, by a name that can be shown, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Handed:
    """What a folder holds: the hand-ins that count, and what does not; whether it could be read at all."""

    used: tuple[HandIn, ...]
    unused: tuple[Unused, ...]
    readable: bool = True

    def of(self, lesson: str, stage: str) -> tuple[HandIn, ...]:
        """The hand-ins of one lesson at one stage, one for each learner."""
        return tuple(one for one in self.used if (one.lesson, one.stage) == (lesson, stage))


def class_folder(folder: str | Path | None = None) -> Path:
    """The named folder, that of ``MUSCLE_TWITCH_CLASS``, or ``class`` in the kit's own."""
    return Path(folder).expanduser() if folder is not None else display.CLASS or FOLDER


def read_folder(folder: Path, lessons: Collection[str]) -> Handed:
    """Read every file of ``folder``; one that is not there has none, an unreadable one is listed.

    ``lessons`` are those the kit knows.
    """
    read_files: list[tuple[str, HandIn]] = []
    unused: list[Unused] = []
    try:
        entries = _entries(folder)
    except OSError as problem:
        why = f"cannot be read: {reason(problem)}"
        return Handed((), (Unused(printable(folder.name), why),), readable=False)
    for entry in entries[:MOST_FILES]:
        name = printable(entry.name)
        try:
            hand_in = _read_entry(entry)
            if hand_in.lesson not in lessons:
                raise DamagedError("names a lesson this kit does not have")
            read_files.append((name, hand_in))
        except (DamagedError, NewerVersionError) as problem:
            unused.append(Unused(name, str(problem)))
        except OSError as problem:
            unused.append(Unused(name, f"cannot be read: {reason(problem)}"))
    if len(entries) > MOST_FILES:
        unused.append(Unused(f"{len(entries) - MOST_FILES} more files", f"only {MOST_FILES} are read"))
    used, older = latest(read_files)
    return Handed(used, (*unused, *older))


def latest(files: Iterable[tuple[str, HandIn]]) -> tuple[tuple[HandIn, ...], tuple[Unused, ...]]:
    """Keep one hand-in for each learner, lesson and stage: the one with the highest number.

    Of two with the same number and other answers nobody can say which is later; the first by name counts.
    """
    kept: dict[tuple[str, str, str], tuple[str, HandIn]] = {}
    left: list[Unused] = []
    for name, hand_in in sorted(files, key=lambda file: (-file[1].number, file[0])):
        winner = kept.setdefault((hand_in.lesson, hand_in.code, hand_in.stage), (name, hand_in))
        if winner[1] is hand_in:
            continue
        if winner[1] == hand_in:
            left.append(Unused(name, f"a copy of {winner[0]}"))
        elif winner[1].number > hand_in.number:
            left.append(Unused(name, f"the same learner's later one counts: {winner[0]}"))
        else:
            left.append(Unused(name, f"same code and number as {winner[0]}, but other answers"))
    return tuple(hand_in for _, hand_in in kept.values()), tuple(left)


def printable(name: str) -> str:
    """A file's name as it may be shown: short, without letters that steer a screen or turn text round."""
    shown = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c)[0] == "C" else c for c in name)
    return shown if len(shown) <= MOST_NAME else shown[: MOST_NAME - 1] + "…"


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _read_entry(entry: os.DirEntry[str]) -> HandIn:
    if entry.is_symlink():
        raise DamagedError("a link, and links are not followed")
    if entry.is_dir(follow_symlinks=False):
        raise DamagedError("a folder")
    if not entry.is_file(follow_symlinks=False):
        raise DamagedError("not an ordinary file")
    if not entry.name.lower().endswith(".json"):
        raise DamagedError("not a .json file")
    with Path(entry.path).open("rb") as file:
        return read(file.read(MOST_BYTES + 1))
