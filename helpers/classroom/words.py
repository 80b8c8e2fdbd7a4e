"""A tally in words: one sentence for the room, a table beside the picture, rows for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from helpers.classroom.asked import Asked
from helpers.classroom.tally import Series, Tally
from helpers.lesson.html import prose
from helpers.lesson.summary import row

COLUMNS = (
    "data",
    "lesson",
    "kind",
    "id",
    "question",
    "option",
    "right_or_kits_grade",
    "when",
    "learners",
    "of",
    "tries",
)
FORMULA = tuple("=+-@|%\t\r\n＝＋－＠")
"""How a cell begins that a spreadsheet may take for a formula or a command (OWASP, and their wide forms)."""


def sentence(asked: Asked, counted: Tally, right: int | None) -> str:
    """Say who answered what: the most chosen option, or the right one once it is shown."""
    if not counted.series:
        return "There is nothing to show yet."
    named = _most_chosen(counted) if right is None else right
    option = counted.options[named].rstrip(".")
    parts = [f"{one.bars[named].count} of {one.bars[named].out_of} {one.name}" for one in counted.series]
    lead = {"Task": "How it went", "Claim": "Most often given"}.get(asked.kind, "Most often chosen")
    if right is not None:
        lead = "The kit's own grade" if asked.kind == "Claim" else "What is right"
    return f"{lead}: “{option}”. {', '.join(parts).capitalize()}.{_changes(counted, right)}"


def misconception_sentence(counted: Tally) -> str:
    """Name what most still hold at their last answer."""
    if not counted.series:
        return "There is nothing to show yet."
    first, last = (one.bars[0] for one in counted.series)
    words = counted.options[0].rstrip(".")
    if not last.count:
        return "At their last answer nobody held any of these."
    return (
        f"Held longest: “{words}”, {first.count} of {first.out_of} at the first answer, "
        f"{last.count} of {last.out_of} at the last."
    )


def short(words: str, most: int = 56) -> str:
    """Cut words to fit a list to choose from."""
    return words if len(words) <= most else words[: most - 1].rstrip(" ,.") + "…"


def table_html(counted: Tally, shown: bool, right: int | None, mark: str = "✓") -> str:
    """Give the options with what each series counts; hidden numbers are said to be hidden."""
    head = "<td></td>" + "".join(f'<th scope="col">{prose(one.name)}</th>' for one in counted.series)
    rows = "".join(
        row(
            f"{mark + ' ' if index == right else ''}{prose(option)}",
            *(_cell(one, index) if shown else "hidden" for one in counted.series),
        )
        for index, option in enumerate(counted.options)
    )
    return f'<table class="lesson-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def csv_rows(
    source: str, lesson: str, kind: str, id: str, question: str, counted: Tally, right: int | None
) -> list[tuple[str | int, ...]]:
    """Give one row for each option and series; ``source`` says whether the answers are invented."""
    head = (source, lesson, kind, id, question)
    rows: list[tuple[str | int, ...]] = []
    for one in counted.series:
        for index, (option, bar) in enumerate(zip(counted.options, one.bars, strict=True)):
            mark = "" if right is None else "yes" if index == right else "no"
            rows.append((*head, option, mark, one.name, bar.count, bar.out_of, ""))
    return rows


def as_csv(rows: Iterable[Sequence[str | int]]) -> str:
    """Write rows for a spreadsheet: with a byte order mark, and no text that it could take for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + text.getvalue()


def _most_chosen(counted: Tally) -> int:
    bars = counted.series[-1].bars
    return max(range(len(bars)), key=lambda index: bars[index].count)


def _changes(counted: Tally, right: int | None) -> str:
    """Say how many changed, and to what where that may be said; nothing without enough pairs."""
    if not counted.paired:
        return ""
    moved = counted.changed.total()
    said = f" Of {counted.paired} who handed in both times {moved} changed"
    if right is None or not moved:
        return f"{said}."
    to, away = (sum(n for move, n in counted.changed.items() if move[side] == right) for side in (1, 0))
    return f"{said}: {to} to it, {away or 'none'} away from it."


def _cell(one: Series, index: int) -> str:
    bar = one.bars[index]
    return f"{bar.count} of {bar.out_of}" if bar.out_of else "–"


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
