"""What was left out of a class's results, and why: files, and answers to what this kit does not ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from helpers.classroom.folder import Unused
from helpers.display import escape
from helpers.lesson.hand_in_file import HandIn
from helpers.lesson.html import prose
from helpers.lesson.progress import looked_key
from helpers.lesson.summary import row, table

MOST_LINES = 100
SECTIONS = {
    "predictions": "prediction",
    "questions": "question",
    "exercises": "task",
    "grades": "claim",
    "stops": "task",
}


def strangers(hand_ins: Iterable[HandIn], data: Any) -> list[tuple[str, str, str, int]]:
    """Give lesson, kind, id and number of hand-ins of each answer to what this kit does not ask there."""
    found: Counter[tuple[str, str, str]] = Counter()
    for hand_in in hand_ins:
        known = _known(hand_in.lesson, data)
        found.update(
            {
                (hand_in.lesson, SECTIONS[section], id)
                for section, records in hand_in.records.items()
                for id in records
                if id not in known[section]
            }
        )
    return [(*which, count) for which, count in sorted(found.items())]


def files_html(unused: Sequence[Unused], strange: Sequence[tuple[str, str, str, int]]) -> str:
    """List the files not used with their reasons, and unknown ids; nothing where all was used."""
    parts = []
    if unused:
        rows = "".join(row(escape(one.name), escape(one.reason)) for one in unused[:MOST_LINES])
        parts.append(_folded(f"Files not used: {len(unused)}", ("file", "why"), rows, len(unused)))
    if strange:
        rows = "".join(
            row(prose(one), prose(kind), prose(id), str(n)) for one, kind, id, n in strange[:MOST_LINES]
        )
        words = f"Answers to what this kit does not ask: {len(strange)}"
        parts.append(_folded(words, ("lesson", "kind", "id", "hand-ins"), rows, len(strange)))
    return "".join(parts)


def _folded(words: str, columns: Sequence[str], rows: str, count: int) -> str:
    more = f"<p>{count - MOST_LINES} more are not listed.</p>" if count > MOST_LINES else ""
    return f"<details><summary>{prose(words)}</summary>{table('', columns, rows)}{more}</details>"


def _known(lesson: str, data: Any) -> dict[str, set[str]]:
    items = {
        "predictions": data.predictions(lesson),
        "questions": data.questions(lesson),
        "exercises": data.exercises(lesson),
        "stops": data.exercises(lesson),
        "grades": data.claims(),
    }
    known = {section: {item.id for item in found} for section, found in items.items()}
    known["predictions"] |= {looked_key(claim.id) for claim in items["grades"]}
    return known
