"""A published table as a card: what was found, in whom, how sure, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from helpers.lesson.cards import NUMBER_GRADES, citation
from helpers.lesson.html import Html, card, prose

ON_SCREEN: Mapping[str, str] = {
    "measured": "measured",
    "textbook": "measured",
    "derived": "measured",
    "extrapolated": "extrapolated",
    "fitted": "assumption",
    "assumption": "assumption",
    "unverified": "unverified",
}
"""The three grades a reader sees, and the mark of its own that an unverified number carries."""

HEADINGS = {
    "study": "study",
    "preparation": "preparation",
    "feature": "feature",
    "analyte": "analyte",
    "disorder": "disorder",
    "kind": "kind",
    "people": "people",
    "change": "change",
    "quantity": "quantity",
    "moment": "when",
}


def measurements_card(title: str, rows: Iterable[Any], data: Any) -> Html:
    """Show measurements (rows of ``evidence.rows(name)``): their own columns, number, grade and source.

    A column that is empty in every row is left out; notes stand once, under the table.
    """
    shown = list(rows)
    own = [name for name in HEADINGS if any(getattr(row, name, None) not in (None, "") for row in shown)]
    notes = list(dict.fromkeys(row.note for row in shown if row.note))
    head = "".join(f'<th scope="col">{HEADINGS[name]}</th>' for name in own)
    head += '<th scope="col">found</th><th scope="col">how sure</th><th scope="col">source</th>'
    body = "".join(_line(row, own, notes, data) for row in shown)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    under = "; ".join(f"<sup>{_letter(i)}</sup> {prose(note)}" for i, note in enumerate(notes))
    under = f'<p class="lesson-quiet">{under}</p>' if under else ""
    region = (
        f'<div class="lesson-table" role="region" tabindex="0" aria-label="{escape(title)}">{table}</div>'
    )
    return Html(card("evidence", title, region + under))


def _line(row: Any, own: list[str], notes: list[str], data: Any) -> str:
    cells = "".join(f"<td>{prose(_plain(getattr(row, name, '')))}</td>" for name in own)
    note = f" <sup>{_letter(notes.index(row.note))}</sup>" if row.note else ""
    grade = ON_SCREEN[row.confidence]
    symbol = next(mark for mark, word, _ in NUMBER_GRADES if word == grade)
    sure = f'<span aria-hidden="true">{escape(symbol)}</span> {escape(grade)}'
    found = f"<td>{prose(number_words(row))}{note}</td>"
    return f"<tr>{cells}{found}<td>{sure}</td><td>{citation(data.source(row.source))}</td></tr>"


def number_words(row: Any) -> str:
    """Give a measurement as it is read aloud: words first, then number, unit and interval."""
    parts = [getattr(row, "finding", "")]
    ends = f"{row.low:g} to {row.high:g}" if row.low is not None and row.high is not None else ""
    kind = f", {row.interval}" if row.interval not in ("", "range") else ""
    if row.value is not None:
        parts.append(f"{row.value:g} {row.unit}" + (f" ({ends}{kind})" if ends else ""))
    elif ends:
        parts.append(f"{ends} {row.unit}")
    return ": ".join(part for part in parts if part)


def _letter(index: int) -> str:
    return chr(ord("a") + index) if index < 26 else str(index)


def _plain(value: object) -> str:
    return "" if value is None else str(value)
