"""The published tables as cards: nothing lost, nothing dressed up, everything escaped."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from helpers import evidence, records
from helpers.lesson.tables import ON_SCREEN, measurements_card, number_words

MEASUREMENTS = [name for name in evidence.TABLES if issubclass(evidence.TABLES[name], records.Measurement)]


@dataclass
class Row:
    study: str = "a <b>study</b>"
    people: int | None = 3
    finding: str = ""
    value: float | None = 1.5
    low: float | None = None
    high: float | None = None
    interval: str = ""
    unit: str = "mmol/L"
    source: str = "das_2005"
    confidence: str = "measured"
    note: str = ""


@pytest.mark.parametrize("name", MEASUREMENTS)
def test_each_row_shows_number_grade_and_source(name: str) -> None:
    rows = evidence.rows(name)
    page = measurements_card("A table", rows, evidence).html
    assert page.count("<tr>") == len(rows) + 1
    for row in rows:
        assert evidence.source(row.source).short.replace("&", "&amp;") in page
        assert ON_SCREEN[row.confidence] in page
        if row.value is not None:
            assert f"{row.value:g} {row.unit}" in page


def test_every_confidence_word_has_a_grade_on_screen() -> None:
    assert set(ON_SCREEN) == set(records.CONFIDENCE)
    assert ON_SCREEN["unverified"] == "unverified"


def test_words_of_a_measurement() -> None:
    assert number_words(Row()) == "1.5 mmol/L"
    assert number_words(Row(low=1, high=2, interval="SD")) == "1.5 mmol/L (1 to 2, SD)"
    assert number_words(Row(value=None, low=1, high=2, interval="range")) == "1 to 2 mmol/L"
    assert number_words(Row(finding="0 of 20", value=0, unit="%")) == "0 of 20: 0 %"
    assert number_words(Row(finding="grew", value=None)) == "grew"


def test_cells_are_escaped_and_a_note_stands_once() -> None:
    page = measurements_card("T", [Row(note="twice <i>"), Row(note="twice <i>")], evidence).html
    assert "<b>" not in page
    assert page.count("twice &lt;i&gt;") == 1
    assert page.count("<sup>a</sup>") == 3
