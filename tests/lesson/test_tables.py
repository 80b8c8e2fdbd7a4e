"""The published tables as cards: nothing lost, nothing dressed up, everything escaped."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pytest

from helpers import evidence, records
from helpers.display import minus_signs
from helpers.lesson import Lesson
from helpers.lesson.progress import Progress
from helpers.lesson.tables import measurements_card, number_words

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
        assert escape(evidence.source(row.source).short) in page
        assert "{}</span> {}".format(*records.MARKS[row.confidence]) in page
        if row.value is not None:
            assert minus_signs(f"{row.value:g} {row.unit}") in page


@pytest.mark.parametrize("name", MEASUREMENTS)
def test_few_columns_so_that_all_are_seen_on_a_projector(name: str) -> None:
    head = measurements_card("A table", evidence.rows(name), evidence).html.split("</thead>")[0]
    assert 1 < head.count("<th ") <= 4


def test_rows_of_one_study_share_its_cell_with_people_and_source() -> None:
    page = measurements_card("T", [Row(), Row(value=2), Row(study="other")], evidence).html
    assert page.count("a &lt;b&gt;study&lt;/b&gt;, 3 people<br><cite") == 1
    assert page.count('rowspan="2"') == 1
    assert page.count("<tr>") == 4


def test_abbreviations_are_explained_only_where_they_are_used() -> None:
    page = measurements_card("T", [Row(low=1, high=2, interval="2 SD")], evidence).html
    assert page.count("SD = standard deviation") == 1
    assert "confidence interval" not in page
    assert "standard deviation" not in measurements_card("T", [Row()], evidence).html


def test_words_of_a_measurement() -> None:
    assert number_words(Row()) == "1.5 mmol/L"
    assert number_words(Row(low=1, high=2, interval="SD")) == "1.5 mmol/L (1 to 2, SD)"
    assert number_words(Row(value=None, low=1, high=2, interval="range")) == "1 to 2 mmol/L"
    assert number_words(Row(finding="0 of 20", value=0, unit="%")) == "0 of 20: 0 %"
    assert number_words(Row(value=-1.5, low=-2, high=-1)) == "−1.5 mmol/L (−2 to −1)"
    assert number_words(Row(finding="grew", value=None)) == "grew"


def test_cells_are_escaped_and_a_note_stands_once() -> None:
    page = measurements_card("T", [Row(note="twice <i>"), Row(note="twice <i>")], evidence).html
    assert "<b>" not in page
    assert page.count("twice &lt;i&gt;") == 1
    assert page.count("<sup>a</sup>") == 3


def test_a_lesson_shows_only_the_quantities_or_outcomes_it_names(tmp_path) -> None:
    lesson = Lesson("09_symptom_explorer", progress=Progress(tmp_path))
    rows = evidence.rows("likelihood_literature")
    page = lesson.table("likelihood_literature", "T", only=["cramp treatment begun"]).html
    assert page.count("<tr>") == 1 + sum(row.outcome == "cramp treatment begun" for row in rows) > 2
    assert "long-acting beta-agonist" in page
    page = lesson.table("citrate_donors", "T", only=["ionised calcium"]).html
    assert page.count("<tr>") == 1 + sum(
        row.quantity == "ionised calcium" for row in evidence.rows("citrate_donors")
    )
    with pytest.raises(ValueError, match="citrate_donors has no quantity or outcome 'hiccups'"):
        lesson.table("citrate_donors", "T", only=["hiccups"])
