"""The correction a learner writes, and the page that gathers everything: whole and escaped."""

from __future__ import annotations

import base64
import re

import pytest

from helpers import evidence
from helpers.lesson import Lesson
from helpers.lesson.correction import MOST_CHARACTERS, CorrectionCard
from helpers.lesson.portfolio import EMPTY
from helpers.lesson.progress import Progress
from helpers.lesson.progress_file import FILE_NAME
from tests.lesson.fakes import EVIL


@pytest.fixture
def own(tmp_path):
    return Lesson("04_calcium", progress=Progress(tmp_path))


def saved_page(portfolio):
    data = re.search(r"base64,([^\"]+)", portfolio._page.value)[1]
    return base64.b64decode(data).decode("utf-8")


def test_an_empty_page_says_so(own):
    assert EMPTY in own.portfolio().static_html()


def test_what_was_done_in_any_lesson_stands_on_the_page_and_in_the_file_to_save(own):
    page = own.portfolio()
    prediction, question = evidence.predictions("00_start_here")[0], evidence.questions("04_calcium")[0]
    exercise, claim = evidence.exercises("04_calcium")[0], evidence.claims()[0]
    own.progress.commit(prediction.id, prediction.options[0].text)
    own.progress.answer(question.id, next(o.text for o in question.options if not o.right))
    own.progress.answer(question.id, next(o.text for o in question.options if o.right))
    own.progress.attempt(exercise.id, solved=True)
    own.progress.give_grade(claim.id, "weak")
    for html in (page.static_html(), saved_page(page)):
        assert html.count("00 · How a command reaches a muscle") == 1
        assert "04 · Why low calcium makes nerves fire" in html
        assert html.index("✗ not right") < html.index("✓ right") < html.index("✓ solved")
        assert "Claims weighed" in html
        assert "Graded: 1 of" in html


def test_a_look_before_predicting_is_told_as_one(own):
    own.progress.skip(evidence.predictions("04_calcium")[0].id)
    assert "looked first" in own.portfolio().static_html()


def test_a_grade_given_after_seeing_the_kits_is_told_as_one(own):
    claim = evidence.claims()[0]
    own.progress.look_at_grade(claim.id)
    assert "Claims weighed" not in own.portfolio().static_html()
    own.progress.give_grade(claim.id, "weak")
    assert "weak (after seeing the kit&#x27;s)" in own.portfolio().static_html()


def test_the_correction_is_on_the_page_escaped_and_never_in_the_progress_file(own, tmp_path):
    correction = own.correction()
    page = own.portfolio(correction)
    correction.box.value = f"Low calcium is hypocalcaemia. {EVIL}\nSecond line."
    assert "Second line." in saved_page(page)
    assert "<script" not in saved_page(page)
    own.progress.answer("q", "a")
    assert "hypocalcaemia" not in (tmp_path / FILE_NAME).read_text(encoding="utf-8")


def test_the_checklist_opens_on_request_with_a_word_on_how_much_there_is():
    card = CorrectionCard(evidence.article())
    assert card.answer == ""
    card.compare_button.click()
    assert "Nothing is written yet" in card.answer
    card.box.value = "Calcium is not potassium."
    card.compare_button.click()
    assert "You have written 4 words so far" in card.answer
    card.box.value = "word " * 200
    card.compare_button.click()
    assert "so far" not in card.answer
    assert all(line.split(",")[0][:20] in card.answer for line in evidence.article().correction_checklist)
    assert "hypocalcaemia" in card.answer


def test_before_anything_is_written_the_stored_card_keeps_its_checklist_closed():
    article = evidence.article()
    stored = CorrectionCard(article).static_html()
    assert article.correction_task.split(".")[0] in stored
    assert not any(line[:20] in stored for line in article.correction_checklist)


def test_a_huge_text_is_cut():
    card = CorrectionCard(evidence.article())
    card.box.value = "x" * 100_000
    assert len(card.text) == MOST_CHARACTERS
