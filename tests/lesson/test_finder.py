"""The searchable table: every row can be found, nothing is invented, and any text is only text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import evidence
from helpers.lesson.finder import EVERYTHING, Finder, label_meanings
from tests.lesson.fakes import EVIL

ROWS = evidence.rows("medicine_effects")


def finder():
    return Finder(
        "Medicines", ROWS, {"route": "Route", "frequency": "How often"}, evidence, {"rare": "Rare means few."}
    )


def test_everything_is_there_before_a_search():
    made = finder()
    assert made.found() == ROWS
    assert f"{len(ROWS)} of {len(ROWS)} rows" in made.html


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.medicine}-{row.symptom}")
def test_each_row_is_found_by_its_own_words_in_any_order_and_case(row):
    made = finder()
    made.search.value = f"{row.symptom} {row.medicine}".upper()
    assert row in made.found()


def test_lists_and_words_narrow_each_other():
    made = finder()
    made.lists["route"].value = "serotonin"
    serotonin = made.found()
    assert serotonin and all(row.route == "serotonin" for row in serotonin)
    made.search.value = "tremor"
    assert 0 < len(made.found()) < len(serotonin)
    made.lists["frequency"].value = "rare"
    assert all(row.frequency == "rare" for row in made.found())
    assert "Rare means few." in made.html
    made.clear_button.click()
    assert made.found() == ROWS


def test_nothing_found_says_how_to_go_on():
    made = finder()
    made.search.value = "unobtainium"
    assert made.found() == []
    assert "0 of" in made.html and "clear the search" in made.html


@given(st.text(max_size=200))
def test_any_text_only_narrows(text):
    made = finder()
    made.search.value = text
    assert all(row in ROWS for row in made.found())


def test_typed_markup_is_never_shown():
    made = finder()
    made.search.value = EVIL
    assert "<script" not in made.html


def test_static_words_name_the_lists():
    assert "to search by word, route, how often." in finder().static_html()
    assert "to search by word." in Finder("Foods", evidence.rows("foods"), {}, evidence).static_html()


def test_the_lists_hold_every_value_once():
    box = finder().lists["route"]
    assert list(box.options) == [EVERYTHING, *sorted({row.route for row in ROWS})]


def test_a_label_word_is_told_as_people_of_a_hundred():
    made = Finder("Medicines", ROWS, {"frequency": "How often"}, evidence, label_meanings())
    made.lists["frequency"].value = "common"
    assert "Common: 1 to 10 of 100 people" in made.html


def test_a_row_that_spans_two_words_is_found_by_both():
    made = finder()
    spanning = [row for row in ROWS if row.frequency == "common to very common"]
    for word in ("common", "very common", "common to very common"):
        made.lists["frequency"].value = word
        assert spanning and all(row in made.found() for row in spanning), word
    made.lists["frequency"].value = "rare"
    assert not any(row in made.found() for row in spanning)


def test_a_screen_reader_hears_the_count_and_not_the_table():
    made = finder()
    made.search.value = "tremor"
    spoken = [part.value for part in made.children if "lesson-live" in part._dom_classes]
    assert len(spoken) == 1
    assert f"{len(made.found())} of {len(ROWS)} rows" in spoken[0]
    assert "<table" in made.html and "<table" not in spoken[0]


def test_each_row_shows_the_route_it_can_be_searched_by():
    made = finder()
    made.search.value = "pyridostigmine"
    assert "route: junction" in made.html
