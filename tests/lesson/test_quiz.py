from __future__ import annotations

from collections import Counter

from helpers.lesson.progress import Progress
from helpers.lesson.quiz import QuestionCard, Quiz, in_order, is_right
from tests.lesson.fakes import question


def test_the_order_is_the_same_for_everybody_and_no_place_is_a_safe_bet():
    assert [o.text for o in in_order(question("q7"))] == [o.text for o in in_order(question("q7"))]
    places = Counter(
        next(i for i, o in enumerate(in_order(question(f"q{n}"))) if o.right) for n in range(200)
    )
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) < 80
    assert len({tuple(o.text for o in in_order(question(f"q{n}"))) for n in range(200)}) > 12


def test_the_order_is_pinned():
    """A change here moves every learner's options: it must be meant."""
    assert [o.text[:9] for o in in_order(question("q1"))] == ["wrong c", "wrong b", "wrong a", "the right"]


def test_a_wrong_answer_names_the_misconception_and_can_be_tried_again(progress):
    card = QuestionCard(question(), progress)
    assert card.check_button.disabled
    card.options.value = "wrong b"
    card.check_button.click()
    assert "Not this one" in card.feedback
    assert "that b is a" in card.feedback
    assert "Not b." in card.feedback
    card.options.value = "wrong c"
    assert card.feedback == ""
    right = next(option.text for option in card.shown if option.right)
    card.answer(right)
    assert "✓ Right" in card.feedback
    assert progress.question("q1") == {"first": "wrong b", "last": right, "tries": 2}


def test_a_new_kernel_shows_the_last_answer(tmp_path):
    QuestionCard(question(), Progress(tmp_path)).answer("wrong a")
    again = QuestionCard(question(), Progress(tmp_path))
    assert again.options.value == "wrong a"
    assert "Not a." in again.feedback


def test_an_answer_that_is_no_longer_offered_is_forgotten(progress):
    progress.answer("q1", "an option of last year")
    card = QuestionCard(question(), progress)
    assert card.options.value is None
    assert card.feedback == ""
    assert not is_right(question(), "an option of last year")


def test_the_stored_quiz_can_be_read_before_run(progress):
    html = Quiz([question("q1"), question("q2")], progress).static_html()
    assert html.count("wrong a") == 2
    assert "misconception" not in html
    assert "Because." not in html
