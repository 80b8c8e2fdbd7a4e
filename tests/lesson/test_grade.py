"""Weighing claims: the learner first, the kit after, side by side, and nothing called wrong."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from helpers import evidence
from helpers.lesson import Lesson
from helpers.lesson.cards import GRADES
from helpers.lesson.grade import (
    AFTER_LOOKING,
    FROM_KIND_TO_STRICT,
    GradeCard,
    GradeSheet,
    in_words,
    latest_grade,
    steps_apart,
    tally,
)
from helpers.lesson.progress import Progress
from tests.lesson.fakes import EVIL, FakeData

DATA = FakeData()
CLAIM = DATA.claim("c")  # contested


@pytest.fixture
def card(progress):
    return GradeCard(CLAIM, DATA, progress)


def claims(*grades):
    return [SimpleNamespace(id=f"c{n}", text=f"claim {n}", grade=grade) for n, grade in enumerate(grades)]


def test_the_kits_grade_waits_for_the_learners(card, progress):
    assert card.verdict == ""
    assert card.grade_button.disabled
    card.give("weak")
    assert progress.grade("c") == {"first": "weak"}
    assert "contested" in card.verdict
    assert "A study." in card.verdict
    assert "What would change our mind" in card.verdict


def test_it_can_be_seen_without_grading_and_a_grade_given_then_says_so(card, progress):
    card.show_button.click()
    assert "contested" in card.verdict
    assert "No grade yet" in card.verdict
    assert progress.grade("c") == {}
    card.give("contested")
    assert progress.grade("c") == {"first": "contested"}
    assert AFTER_LOOKING in card.verdict
    assert in_words(progress, CLAIM) == "contested (after seeing the kit's)"
    assert "contested" in GradeCard(CLAIM, DATA, progress).verdict, "it stays open when the cell runs again"


def test_a_grade_given_before_looking_bears_no_mark_but_tells_of_a_change_of_mind(card, progress):
    assert in_words(progress, CLAIM) == ""
    card.give("weak")
    card.show_button.click()
    assert not progress.saw_grade_first("c")
    assert AFTER_LOOKING not in card.verdict
    assert in_words(progress, CLAIM) == GRADES["weak"][1]
    card.give("contested")
    assert in_words(progress, CLAIM) == f"contested (first: {GRADES['weak'][1]})"


def test_a_change_of_mind_keeps_the_first(card, progress):
    card.give("weak")
    card.give("contested")
    assert progress.grade("c") == {"first": "weak", "after": ["contested"]}
    assert "You and the kit agree" in card.verdict
    assert card.latest == "contested"


def test_a_grade_given_in_another_notebook_is_there(progress, card):
    progress.give_grade("c", "partly")
    assert "contested" in card.verdict
    assert latest_grade(progress, CLAIM) == "partly"
    assert GradeCard(CLAIM, DATA, progress).options.value.startswith(GRADES["partly"][0])


@pytest.mark.parametrize("grade", GRADES)
def test_every_grade_can_be_given_and_none_is_called_wrong(card, grade):
    card.give(grade)
    assert "lesson-wrong" not in card.verdict
    assert "✗" not in card.verdict
    assert GRADES[grade][1] in card.verdict


def test_an_unknown_grade_is_refused(card):
    with pytest.raises(ValueError, match="grade must be one of supported"):
        card.give("excellent")


def test_a_stored_grade_that_the_kit_does_not_know_counts_as_none(progress):
    progress.give_grade("c", "excellent")
    assert latest_grade(progress, CLAIM) is None
    assert GradeCard(CLAIM, DATA, progress).verdict == ""


def test_nothing_from_the_data_becomes_markup(card):
    card.give("supported")
    for page in (card.verdict, card.static_html(), GradeSheet([CLAIM], card.progress).static_html()):
        assert EVIL not in page
        assert "<script" not in page


@pytest.mark.parametrize(
    ("mine", "theirs", "apart"),
    [
        ("weak", "weak", 0),
        ("supported", "partly", -1),
        ("contradicted", "partly", 3),
        ("weak", "wrong_word", None),
    ],
)
def test_how_far_apart_two_grades_are(mine, theirs, apart):
    assert steps_apart(mine, theirs) == apart


def test_the_kinder_reader_is_shown_the_study_against_and_the_stricter_the_one_for(progress):
    claim = evidence.claim("calcium_common_cause")  # weak
    card = GradeCard(claim, evidence, progress)
    card.give("supported")
    assert "3 grades apart: you are kinder" in card.verdict
    assert card.verdict.count(claim.strongest_against.text[:40]) == 2
    card.give("contradicted")
    assert "you are stricter" in card.verdict
    assert card.verdict.count(claim.strongest_for.text[:40]) == 2


def test_the_sheet_counts_and_hides_the_kits_grade_until_there_is_one(progress):
    sheet = GradeSheet(claims("weak", "supported", "wrong_word", "partly"), progress)
    assert "4 claims wait" in sheet.static_html()
    assert ">kit<" not in sheet.static_html()
    for claim, grade in zip(sheet.claims, ("weak", "partly", "weak"), strict=False):
        progress.give_grade(claim.id, grade)
    page = sheet.static_html()
    assert (page.count("<strong>both</strong>"), page.count("<strong>you</strong>"), page.count(">kit<")) == (
        1,
        2,
        2,
    )
    said = tally(sheet.claims, progress)
    assert said == (
        "Graded: 3 of 4 claims. 1 as the kit does, 0 more kindly, 1 more strictly, 1 by another question."
    )


def test_every_grade_but_the_wrong_word_has_a_place_in_the_order():
    assert set(GRADES) - set(FROM_KIND_TO_STRICT) == {"wrong_word"}


def test_the_lessons_together_give_one_card_for_each_claim_of_the_article():
    lesson = Lesson("04_calcium", progress=Progress(None))
    sheet = lesson.grade_sheet()
    cards = [card for about in evidence.lessons() for card in lesson.weigh(about.id).cards]
    assert sorted(card.claim.id for card in cards) == sorted(claim.id for claim in evidence.claims())
    for card in cards:
        card.give(card.claim.grade)
    assert f"Graded: {len(cards)} of {len(cards)}" in sheet.static_html()
    assert "0 more kindly, 0 more strictly." in sheet.static_html()
