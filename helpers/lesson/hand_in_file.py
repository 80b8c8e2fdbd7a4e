"""The file a learner hands in: one small JSON per lesson, written by the lesson's card, read for the class.

It holds a random code, a running number and answers: no name, no time, no slider value, and no word the
learner typed: an answer goes in only where the kit itself offers it, and of a task's code only the name of
the check at which it stopped. Reading trusts nothing in a file.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from helpers.lesson.cards import GRADES
from helpers.lesson.progress import Progress, looked_key
from helpers.lesson.progress_file import (
    KIT,
    MOST_TRIES,
    NAME,
    SHAPES,
    DamagedError,
    NewerVersionError,
    Record,
    Records,
    as_kept,
    check_records,
)

KIND = "hand-in"
VERSION = 2
"""Of version 1, without ``stops``, files are still read."""
MOST_BYTES = 64_000
STAGES = {"before": "before the discussion", "after": "after the discussion"}
LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
"""No letter that looks like another, no vowel: a code spells no word."""
CODE = re.compile(rf"[{LETTERS}]{{4}}(-[{LETTERS}]{{4}}){{2}}")
FIELDS = ("kit", "kind", "version", "lesson", "code", "number", "stage", *SHAPES)


@dataclass(frozen=True)
class HandIn:
    """What one learner hands in for one lesson.

    ``code`` is random, the same in all files of a learner; ``number`` counts the learner's files from 1, so
    that of two the later is known without a clock; ``stage`` is one of ``STAGES``.
    """

    lesson: str
    code: str
    number: int
    stage: str
    records: Records

    @property
    def file_name(self) -> str:
        """A name that says nothing of the person and that no other hand-in has."""
        return f"{self.lesson}_{self.code}_{self.number}_{self.stage}.json"


def written(hand_in: HandIn) -> str:
    """Give the file's text."""
    head = {"kit": KIT, "kind": KIND, "version": VERSION, "lesson": hand_in.lesson, "code": hand_in.code}
    body = {"number": hand_in.number, "stage": hand_in.stage, **hand_in.records}
    return json.dumps(head | body, indent=1, ensure_ascii=False) + "\n"


def read(raw: bytes) -> HandIn:
    """Read a file; of its bytes no more than ``MOST_BYTES`` + 1 are needed.

    Raises DamagedError for anything this kit does not write and NewerVersionError for what a newer one
    does; the message says in a few words what is wrong, and holds nothing of the file.
    """
    content = _in_shape(_content(raw))
    for kind, shape in SHAPES.items():
        check_records(content[kind], shape)  # from here on nested three deep at most
    if any(_is_odd(text) for kind in SHAPES for text in _texts(content[kind])):
        raise DamagedError("holds control characters")
    return HandIn(*_head(content), {kind: content[kind] for kind in SHAPES})


def _in_shape(content: dict[str, Any]) -> dict[str, Any]:
    """Give a hand-in's fields, those that came with a later version added."""
    if content.get("kit") != KIT:
        raise DamagedError("not a file of this kit")
    if content.get("kind") != KIND:
        raise DamagedError("a file of this kit, but no hand-in")
    version = content.get("version")
    if type(version) is int and version > VERSION:
        raise NewerVersionError("written by a newer version of this kit")
    if type(version) is int and version == 1 and "stops" not in content:
        version, content = VERSION, content | {"version": VERSION, "stops": {}}
    if type(version) is not int or version != VERSION or set(content) != set(FIELDS):
        raise DamagedError("not the shape of a hand-in")
    return content


def _head(content: dict[str, Any]) -> tuple[str, str, int, str]:
    """Give lesson, code, number and stage of a hand-in."""
    lesson, code, number, stage = (content[name] for name in ("lesson", "code", "number", "stage"))
    if not isinstance(lesson, str) or not NAME.fullmatch(lesson):
        raise DamagedError("names no lesson")
    if not isinstance(code, str) or not CODE.fullmatch(code):
        raise DamagedError("has no code of the kit's form")
    if type(number) is not int or not 1 <= number <= MOST_TRIES or stage not in tuple(STAGES):
        raise DamagedError("says neither before nor after the discussion, or has no number")
    return lesson, code, number, stage


def collected(items: Any, claims: Iterable[Any], progress: Progress) -> Records:
    """Give what ``progress`` holds of a lesson's ``items`` and ``claims``, as far as it was offered."""
    claims = list(claims)
    looked = [looked_key(claim.id) for claim in claims if progress.saw_grade_first(claim.id)]
    sections: Records = {
        "predictions": {i.id: _kept(progress.prediction(i.id), _offers(i)) for i in items.predictions}
        | {key: {"skipped": True} for key in looked},
        "questions": {i.id: _kept(progress.question(i.id), _offers(i)) for i in items.questions},
        "exercises": {i.id: _kept(progress.exercise(i.id), ()) for i in items.exercises},
        "grades": {claim.id: _kept(progress.grade(claim.id), GRADES) for claim in claims},
        "stops": {i.id: progress.stops(i.id) for i in items.exercises},
    }
    return {
        kind: {id: record for id, record in section.items() if record} for kind, section in sections.items()
    }


def _offers(item: Any) -> set[str]:
    return {as_kept(option.text) for option in item.options}


def _kept(record: Record, offered: Collection[str]) -> Record:
    """Keep counts and switches, and answers that were offered; of later answers the last one."""
    kept = {name: value for name, value in record.items() if isinstance(value, int)}
    if record.get("first") not in offered:
        return kept
    later = [answer for answer in record.get("after", []) if answer in offered][-1:]
    kept |= {name: record[name] for name in ("first", "last") if record.get(name) in offered}
    return kept | ({"after": later} if later else {})


def _content(raw: bytes) -> dict[str, Any]:
    if len(raw) > MOST_BYTES:
        raise DamagedError(f"larger than {MOST_BYTES // 1000} kB")
    try:
        content = json.loads(raw.decode("utf-8"), object_pairs_hook=_each_once, parse_constant=_no_number)
    except DamagedError:
        raise
    except RecursionError:
        raise DamagedError("nested too deeply") from None
    except ValueError:
        raise DamagedError("not readable as JSON") from None
    if not isinstance(content, dict):
        raise DamagedError("not a file of this kit")
    return content


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise DamagedError("says one thing twice")
    return dict(pairs)


def _no_number(_name: str) -> NoReturn:
    raise DamagedError("holds a number that is none")


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, (dict, list)):
        for part in content.values() if isinstance(content, dict) else content:
            yield from _texts(part)


def _is_odd(text: str) -> bool:
    """Whether a text holds what no answer does: control and format characters, lone halves of others."""
    return any(unicodedata.category(letter)[0] == "C" for letter in text)
