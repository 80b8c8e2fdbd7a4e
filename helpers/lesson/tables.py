"""A published table as a card: what was found, in whom, how sure, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from helpers import records
from helpers.display import escape, minus_signs
from helpers.lesson.cards import citation
from helpers.lesson.html import Html, card, prose

HEADINGS = {
    "study": "study",
    "product": "drink or product",
    "drink": "drink",
    "food": "food",
    "serving": "serving",
    "medicine": "medicine",
    "partner": "with",
    "marker": "marker",
    "body": "who says so",
    "word": "word on the label",
    "outcome": "outcome",
    "preparation": "preparation",
    "feature": "feature",
    "analyte": "analyte",
    "disorder": "disorder",
    "cause": "cause",
    "group": "group",
    "kind": "kind",
    "route": "route",
    "change": "change",
    "muscle": "muscle",
    "quantity": "quantity",
    "moment": "when",
    "condition": "condition",
    "definition": "definition",
    "method": "method",
    "frequency": "how often",
    "factor": "with or without",
    "symptom": "symptom",
    "population": "in whom",
}
"""The columns of the published tables that a reader sees, in this order; the first leads its rows."""

BESIDE = {"study": ("muscle",), "medicine": ("kind", "route")}
"""What stands in the leading cell too, so that all columns are seen on a projector."""


ABBREVIATIONS = {
    "SD": "SD = standard deviation",
    "SE": "SE = standard error",
    "95 % CI": "95 % CI = 95 % confidence interval",
}


def measurements_card(title: str, rows: Iterable[Any], data: Any, spoken: str = "") -> Html:
    """Show measurements (rows of ``evidence.rows(name)``): their own columns, then the number and its grade.

    The first column also says in how many people, and the source. A column that is empty in every row is
    left out; notes and abbreviations stand once, under the table. ``spoken`` names the table to a screen
    reader where other tables have the same title.
    """
    shown = list(rows)
    own = [name for name in HEADINGS if any(getattr(row, name, None) not in (None, "") for row in shown)]
    lead = [name for name in own if name in (own[0], *BESIDE.get(own[0], ()))]
    rest = [name for name in own if name not in lead]
    notes = list(dict.fromkeys(row.note for row in shown if row.note))
    head = "".join(f'<th scope="col">{HEADINGS[name]}</th>' for name in [*lead[:1], *rest])
    head += '<th scope="col">found</th>'
    body = ""
    for first, together in groupby(shown, key=lambda row: _lead(row, lead, data)):
        lines = [_line(row, rest, notes) for row in together]
        span = f' rowspan="{len(lines)}"' if len(lines) > 1 else ""
        lines[0] = f"<td{span}>{first}</td>{lines[0]}"
        body += "".join(f"<tr>{line}</tr>" for line in lines)
    if not own:
        head = f'<th scope="col">source</th>{head}'
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    under = [f"<sup>{_letter(i)}</sup> {prose(note)}" for i, note in enumerate(notes)]
    kinds = " ".join(row.interval for row in shown)
    under += [words for short, words in ABBREVIATIONS.items() if short in kinds]
    name = escape(spoken or title)
    region = f'<div class="lesson-table" role="region" tabindex="0" aria-label="{name}">{table}</div>'
    quiet = f'<p class="lesson-quiet">{"; ".join(under)}</p>' if under else ""
    return Html(card("evidence", title, region + quiet))


def _lead(row: Any, lead: list[str], data: Any) -> str:
    """The first cell: what was studied, in how many people, and who says so."""
    people = getattr(row, "people", None)
    words = [("route: " if name == "route" else "") + _plain(getattr(row, name, "")) for name in lead]
    words += [f"{people} people"] if people else []
    before = f"{prose(', '.join(word for word in words if word))}<br>" if any(words) else ""
    return f"{before}{citation(data.source(row.source))}"


def _line(row: Any, own: list[str], notes: list[str]) -> str:
    cells = "".join(f"<td>{prose(_plain(getattr(row, name, '')))}</td>" for name in own)
    note = f" <sup>{_letter(notes.index(row.note))}</sup>" if row.note else ""
    mark, word = records.MARKS[row.confidence]
    sure = f'<span class="lesson-sure"><span aria-hidden="true">{escape(mark)}</span> {escape(word)}</span>'
    return f"{cells}<td>{prose(number_words(row))}{note}<br>{sure}</td>"


def number_words(row: Any) -> str:
    """Give a measurement as it is read aloud: words first, then number, unit and interval."""
    parts = [getattr(row, "finding", "")]
    ends = f"{row.low:g} to {row.high:g}" if row.low is not None and row.high is not None else ""
    kind = f", {row.interval}" if row.interval not in ("", "range") else ""
    if row.value is not None:
        parts.append(f"{row.value:g} {row.unit}" + (f" ({ends}{kind})" if ends else ""))
    elif ends:
        parts.append(f"{ends} {row.unit}")
    return minus_signs(": ".join(part for part in parts if part))


def _letter(index: int) -> str:
    return chr(ord("a") + index) if index < 26 else str(index)


def _plain(value: object) -> str:
    return "" if value is None else str(value)
