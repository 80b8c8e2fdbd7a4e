"""Everything a learner reads is spelled, and in one kind of English."""

from __future__ import annotations

import pytest

from tests import spelling


def test_all_that_is_read_is_spelled_right():
    assert spelling.complaints() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Calcium recieved", "recieved: not in the dictionary"),
        ("the color of a muscle", "color: in British spelling colour"),
        ("a nerve fiber", "fiber: in British spelling fibre"),
        ("hypocalcemia", "hypocalcemia: not in"),
    ],
)
def test_a_wrong_word_is_named(text, said):
    assert [found for found in spelling.faults(text) if found.startswith(said)]


def test_code_links_formulas_and_named_american_words_are_left_alone():
    assert spelling.faults("`recieved` [words](recieved.ipynb) $recieved$ nerve_fiber") == []
    assert spelling.faults("hypocalcaemia (American: hypocalcemia), Dodge & Rahamimoff") == []


def test_the_kits_own_words_are_needed_sorted_and_listed_once():
    words = spelling.OWN_WORDS.read_text(encoding="utf-8").split()
    assert words == sorted(set(words), key=lambda word: (word.lower(), word))
    assert [word for word in words if word.lower() in spelling.american()] == []
