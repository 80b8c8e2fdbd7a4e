"""A data folder in which every free text is an attack, and a parser that finds what an attack has become.

``markup_in`` gives every element and attribute of an HTML text. Text that was escaped adds none: the hostile
folder and its twin, in which the same texts are harmless letters, must give the same elements and attributes.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections import Counter
from collections.abc import Callable, Collection
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from helpers import evidence
from helpers.records import FILES

ATTACK = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;&lt;b>\"' onmouseover=alert(1) x='\"]]>--><!--"
    "</section></td></style><svg/onload=alert(1)><a href=javascript:alert(1)>x</a>{{7*7}}"
)
"""What HTML, plotly's own small markup and templates could take for more than text. No semicolon: authors are
divided by it."""
LONG = "<b>" * 33_333
TWIN = str.maketrans(dict.fromkeys("<>&\"'={}/[]:()!-", "x"))
"""Turns an attack into letters of the same length."""
NEVER = {
    "id", "key", "lesson", "source", "doi", "pmid", "unit", "grade", "panel", "read", "versus", "function",
    "starter", "solution", "reference", "control", "group", "overlap", "conventional_unit", "read_at",
    "mechanism", "factor", "symptom", "vote", "preset", "interval", "confidence", "shape", "kind",
    "frequency", "route", "word", "seen",
    "quantity", "claim", "claims", "prediction", "question", "exercise", "set", "values", "inputs",
}  # fmt: skip
"""Fields that are no free text, or are in some tables; the loader would refuse an attack there."""

Spoil = Callable[[str, str], str]


def attacks(file: str, text: str) -> str:
    return f"{text} {ATTACK}"


def letters(file: str, text: str) -> str:
    return f"{text} {ATTACK.translate(TWIN)}"


def folder(place: Path, spoil: Spoil, leave: Collection[tuple[str, str]] = ()) -> Path:
    """Write a copy of the data folder with every free text spoilt but those of the fields to ``leave``."""
    shutil.copytree(evidence.DATA_FOLDER, place)
    for file in FILES:
        write = _csv if file.endswith(".csv") else _yaml
        write(place / file, spoil, {field for name, field in leave if name == file})
    return place


def _csv(path: Path, spoil: Spoil, leave: set[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    words = [
        name
        for name in rows[0]
        if name not in NEVER | leave
        and not all(_is_number(row[name]) for row in rows)
        and not _closed(path.name, name)
    ]
    for row in rows:
        row.update({name: spoil(path.name, row[name]) for name in words if row[name]})
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _closed(file: str, name: str) -> bool:
    """Whether a column is a closed list of words: its model says more of it than "a text"."""
    field = FILES[file].model_fields[name]
    return field.annotation is not str or any(type(part).__name__ != "MinLen" for part in field.metadata)


def _is_number(cell: str) -> bool:
    return not cell or re.fullmatch(r"-?[\d.]+", cell) is not None


def _yaml(path: Path, spoil: Spoil, leave: set[str]) -> None:
    def spoilt(value: Any, name: str) -> Any:
        if isinstance(value, dict):
            return {key: item if key in NEVER else spoilt(item, key) for key, item in value.items()}
        if isinstance(value, list):
            return [spoilt(item, name) for item in value]
        if isinstance(value, str) and name not in NEVER | leave:
            return spoil(path.name, value)
        return value

    content = spoilt(yaml.safe_load(path.read_text(encoding="utf-8")), "")
    path.write_text(
        yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8"
    )


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element with the names of its attributes, and where its links lead by their beginning."""
        names = [name for name, _ in attrs]
        links = [str(value).split(":")[0][:10] for name, value in attrs if name in ("href", "src")]
        links = [link for link in links if link in ("https", "javascript", "data")]
        self.found.append(f"{tag} {' '.join(names)} {' '.join(links)}".strip())

    def handle_comment(self, data: str) -> None:
        self.found.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"!{decl.split()[0]}")

    unknown_decl = handle_pi = handle_comment


def markup_in(html: str) -> Counter[str]:
    """Every element of an HTML text with its attributes, counted."""
    parser = _Elements()
    parser.feed(html)
    parser.close()
    return Counter(parser.found)


PLOTLY_TAG = re.compile(r"<(/?)(br|b|i|u|s|em|strong|sub|sup|span|a)\b([^>]*)>", re.IGNORECASE)
"""The markup that plotly itself reads in a title, a label or a tick; all other "<" it prints."""


def plotly_markup_in(value: Any) -> Counter[str]:
    """Every tag plotly would act on in the strings of a figure, however nested."""
    if isinstance(value, dict):
        unseen = {"text"} if value.get("textposition") == "none" else set()
        return sum((plotly_markup_in(item) for key, item in value.items() if key not in unseen), Counter())
    if isinstance(value, str):
        return Counter(
            f"{tag} {rest.split('=')[0].strip()}".strip() for _, tag, rest in PLOTLY_TAG.findall(value)
        )
    if isinstance(value, np.ndarray):
        return plotly_markup_in(value.tolist()) if value.dtype.kind in "OU" else Counter()
    if isinstance(value, (list, tuple)):
        return sum((plotly_markup_in(item) for item in value), Counter())
    return Counter()
