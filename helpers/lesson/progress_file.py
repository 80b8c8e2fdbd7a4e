"""The file that keeps a learner's answers: its shape, read with suspicion, written in one step.

It holds answers only: no names, no slider values, no times.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

from helpers.lesson.checks import CHECKS
from helpers.lesson.disk import beginning, patiently, replace_text

KIT = "why-muscles-twitch"
VERSION = 3
"""A higher one comes with another shape: with this shape, a higher number is a damaged one."""
LATER_KINDS = {"grades": 2, "stops": 3}
"""Kinds of answers that came with a later version; an older file has none of them, and is read as it is."""
FILE_NAME = "progress.json"

MOST_BYTES = 2_000_000
MOST_RECORDS = 2_000
MOST_CHARACTERS = 300
MOST_CHANGES_OF_MIND = 20
MOST_TRIES = 1_000_000

SHAPES: dict[str, dict[str, type]] = {
    "predictions": {"first": str, "after": list, "skipped": bool},
    "questions": {"first": str, "last": str, "tries": int},
    "exercises": {"tries": int, "solved": bool, "alone": bool, "hint": bool, "solution": bool},
    "grades": {"first": str, "after": list},
    "stops": dict.fromkeys(CHECKS, int),
}
NAME = re.compile(r"[\w.-]{1,80}")

Record = dict[str, Any]
Records = dict[str, dict[str, Record]]


class DamagedError(ValueError):
    """The file is not a progress file this kit has written."""


class NewerVersionError(ValueError):
    """The file was written by a newer kit than this one."""


def no_records() -> Records:
    """Nothing answered yet."""
    return {kind: {} for kind in SHAPES}


def as_kept(answer: str) -> str:
    """An answer, or an option, as far as it is kept: the way to compare the two."""
    return answer[:MOST_CHARACTERS]


def read_file(file: Path) -> Records:
    """Records in ``file``; none if there is no file.

    Raises DamagedError for anything this kit did not write, NewerVersionError for a newer version's file,
    OSError where it cannot be read at all.
    """
    try:
        raw = patiently(lambda: beginning(file, MOST_BYTES + 1))
    except FileNotFoundError:
        return no_records()
    if len(raw) > MOST_BYTES:
        raise DamagedError("too long")
    try:
        content = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise DamagedError(str(problem)) from None
    if not isinstance(content, dict) or content.get("kit") != KIT:
        raise DamagedError("not a progress file")
    version = content.get("version")
    if type(version) is int and version > VERSION and set(content) != {"kit", "version", *SHAPES}:
        raise NewerVersionError(str(version))
    if type(version) is not int or not 1 <= version <= VERSION:
        raise DamagedError("unknown version")
    kinds = [kind for kind in SHAPES if LATER_KINDS.get(kind, 1) <= version]
    if set(content) != {"kit", "version", *kinds}:
        raise DamagedError("unknown shape")
    for kind in kinds:
        check_records(content[kind], SHAPES[kind])
    return no_records() | {kind: content[kind] for kind in kinds}


def write_file(file: Path, records: Records) -> None:
    """Replace ``file`` in one step: a crash or a full disk leaves the old one whole."""
    replace_text(file, json.dumps({"kit": KIT, "version": VERSION, **records}, indent=1) + "\n")


def set_aside(file: Path) -> Path:
    """Rename a file that cannot be understood to a name nobody else has; return the new path."""
    aside = file.with_name(f"progress-damaged-{uuid4().hex[:8]}.json")
    while aside.exists():
        aside = file.with_name(f"progress-damaged-{uuid4().hex[:8]}.json")
    patiently(lambda: file.rename(aside))
    return aside


def check_records(section: object, shape: dict[str, type]) -> None:
    """Raise DamagedError where ``section`` is not a table of answers, each of the given shape."""
    if not isinstance(section, dict) or len(section) > MOST_RECORDS:
        raise DamagedError("a section is not a table of answers")
    for key, record in section.items():
        if not NAME.fullmatch(key) or not isinstance(record, dict) or not set(record) <= set(shape):
            raise DamagedError("an unknown record")
        for name, value in record.items():
            _check_answer(value, shape[name])


def _check_answer(value: object, kind: type) -> None:
    if type(value) is not kind:
        raise DamagedError("an answer of the wrong kind")
    if isinstance(value, int) and not 0 <= value <= MOST_TRIES:
        raise DamagedError("a count out of range")
    if isinstance(value, list) and len(value) > MOST_CHANGES_OF_MIND:
        raise DamagedError("too many answers")
    for text in value if isinstance(value, list) else [value] if isinstance(value, str) else []:
        if not isinstance(text, str) or len(text) > MOST_CHARACTERS:
            raise DamagedError("an answer that is too long")
