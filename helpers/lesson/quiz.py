"""Check yourself: questions from ``data/``, answered at once, with the misconception behind a slip named."""

from __future__ import annotations

import hashlib
from typing import Any

import ipywidgets as widgets

from helpers.lesson.buttons import button, choices, in_a_row
from helpers.lesson.html import Part, card, live, paragraphs, prose, title
from helpers.lesson.progress import Progress
from helpers.lesson.progress_file import as_kept


def in_order(question: Any) -> list[Any]:
    """The options in an order drawn from the question's id: the same for everybody, on every machine.

    The place of the right option comes from the id as well, so that no place is a safe bet.
    """

    def draw(text: str) -> int:
        return int.from_bytes(hashlib.sha256(f"{question.id}/{text}".encode()).digest()[:8], "big")

    shown = sorted((option for option in question.options if not option.right), key=lambda o: draw(o.text))
    shown.insert(draw("the right one") % len(question.options), question.right)
    return shown


class QuestionCard(Part):
    """One question; every wrong answer says what may lie behind it, and can be tried again."""

    def __init__(self, question: Any, progress: Progress, number: int = 1) -> None:
        self.question, self.progress, self.number = question, progress, number
        self.shown = in_order(question)
        self.options = choices([option.text for option in self.shown])
        self.check_button = button("Check", "lesson-primary")
        self.check_button.on_click(self._check)
        self._feedback = live()
        heading = widgets.HTML(self._asked())
        row = in_a_row(self.check_button)
        super().__init__([heading, self.options, row, self._feedback], "lesson-question-card")
        last = progress.question(question.id).get("last")
        self.options.value = last if last in self.options.options else None
        self.options.observe(self._choose, "value")
        self._show(self.options.value)
        self.check_button.disabled = self.options.value is None

    def answer(self, text: str) -> None:
        """Choose the option with this text and check it."""
        self.options.value = text
        self._check()

    @property
    def feedback(self) -> str:
        """The feedback now shown, as HTML."""
        return self._feedback.value

    def _asked(self) -> str:
        return f'<p class="lesson-question">{self.number}. {prose(self.question.question)}</p>'

    def _choose(self, _change: object) -> None:
        self.check_button.disabled = self.options.value is None
        self._feedback.value = ""

    def _check(self, _button: object = None) -> None:
        if self.options.value is not None:
            self.progress.answer(self.question.id, self.options.value)
            self._show(self.options.value)

    def _show(self, text: str | None) -> None:
        chosen = next((option for option in self.shown if option.text == text), None)
        if chosen is None:
            self._feedback.value = ""
        elif chosen.right:
            self._feedback.value = _feedback("right", "✓ Right", paragraphs(chosen.feedback))
        else:
            thought = f"**Perhaps you thought:** {chosen.misconception}" if chosen.misconception else ""
            again = '<p class="lesson-quiet">Try again.</p>'
            self._feedback.value = _feedback(
                "wrong", "✗ Not this one", paragraphs(thought, chosen.feedback) + again
            )

    def static_html(self) -> str:
        """Question and options, readable before anything runs."""
        items = "".join(f"<li>{prose(option.text)}</li>" for option in self.shown)
        return f'{self._asked()}<ol type="a">{items}</ol>'


class Quiz(Part):
    """The questions of a lesson, one under the other."""

    def __init__(self, questions: list[Any], progress: Progress) -> None:
        self.cards = [
            QuestionCard(question, progress, number) for number, question in enumerate(questions, start=1)
        ]
        heading = widgets.HTML(title("Check yourself"))
        super().__init__([heading, *self.cards], "lesson-card", "lesson-quiz")

    def static_html(self) -> str:
        """All questions with their options."""
        return card("quiz", "Check yourself", "".join(item.static_html() for item in self.cards))


def _feedback(kind: str, mark: str, body: str) -> str:
    return f'<div class="lesson-feedback lesson-{kind}"><p class="lesson-mark">{mark}</p>{body}</div>'


def is_right(question: Any, text: str | None) -> bool:
    """Whether ``text`` is the right answer, also when only its kept beginning is known."""
    return text == as_kept(question.right.text)
