"""Predict, then look: a card to commit on, a cover over the panel, prediction and outcome side by side.

The cover only hides: the panel under it is built, and moves when the kernel moves it.
The right option is not written anywhere: ``outcomes`` works it out from the panel.
"""

from __future__ import annotations

import logging
from typing import Any

import ipywidgets as widgets

from helpers import display, theme
from helpers.lesson.buttons import button, choices, in_a_row
from helpers.lesson.html import Part, card, live, paragraphs, prose, section, title
from helpers.lesson.outcomes import Outcome, in_numbers, outcome
from helpers.lesson.progress import Progress
from helpers.lesson.progress_file import as_kept

log = logging.getLogger(__name__)


class PredictionCard(Part):
    """A question and its options; the first commitment stays, later ones are kept beside it."""

    def __init__(self, prediction: Any, progress: Progress, panel: Any = None) -> None:
        self.prediction, self.progress, self.panel = prediction, progress, panel
        self._found: tuple[Any, Outcome] | None = None
        self.options = choices([option.text for option in prediction.options])
        self.commit_button = button("Commit to this answer", "lesson-primary")
        self.commit_button.on_click(self._commit)
        self._status = live()
        heading = widgets.HTML(title("Predict") + paragraphs(prediction.question))
        row = in_a_row(self.commit_button)
        super().__init__([heading, self.options, row, self._status], "lesson-card", "lesson-predict")
        latest = self.latest
        self.options.value = latest if latest in self.options.options else None
        self.options.observe(self._refresh, "value")
        self.follow(progress, self._refresh, "changes")
        self._refresh()

    @property
    def record(self) -> dict[str, Any]:
        """What is kept about this prediction."""
        return self.progress.prediction(self.prediction.id)

    @property
    def first(self) -> str | None:
        """The learner's first commitment, if any."""
        return self.record.get("first")

    @property
    def latest(self) -> str | None:
        """The learner's last word, if any."""
        record = self.record
        return record["after"][-1] if record.get("after") else record.get("first")

    @property
    def is_open(self) -> bool:
        """Whether the panel may be seen: committed, or looked at without."""
        return bool(self.record)

    def commit(self, option: int) -> None:
        """Choose the option with this number (from 0) and commit to it."""
        self.options.index = option
        self._commit()

    def outcome(self) -> Outcome | None:
        """Give what the panel shows; None without a panel, or where it cannot be worked out."""
        if self.panel is None:
            return None
        if self._found is None or self._found[0] is not self.panel:
            try:
                self._found = (self.panel, outcome(self.prediction, self.panel))
            except Exception:
                log.exception("the outcome of prediction %r", self.prediction.id)
                return None
        return self._found[1]

    def _commit(self, _button: object = None) -> None:
        if self.options.value is not None:
            self.progress.commit(self.prediction.id, self.options.value)

    def _refresh(self, _change: object = None) -> None:
        latest, chosen = self.latest, self.options.value
        self.commit_button.disabled = chosen is None
        self.commit_button.layout.display = "none" if chosen is not None and chosen == latest else None
        self.commit_button.description = "Commit to this answer" if latest is None else "Change my mind"
        words = ""
        if latest is not None:
            words = f"<p>✓ <strong>Committed:</strong> {prose(latest)}</p>"
            if latest != self.first:
                words += f'<p class="lesson-quiet">First you said: {prose(self.first)}</p>'
            words += '<p class="lesson-quiet">Choose another answer to change your mind.</p>'
        elif self.record.get("skipped"):
            words = (
                '<p class="lesson-quiet">You looked first. You can still say what you would have guessed.</p>'
            )
        self._status.value = words

    def static_html(self) -> str:
        """Question and options, readable before anything runs."""
        items = "".join(f"<li>{prose(option.text)}</li>" for option in self.prediction.options)
        hint = '<p class="lesson-quiet">Run the notebook to commit to an answer.</p>'
        return card("predict", "Predict", f"{paragraphs(self.prediction.question)}<ol>{items}</ol>{hint}")


class Cover(Part):
    """A panel, hidden by a card until the learner has predicted or chosen to look anyway."""

    def __init__(self, panel: Any, prediction_card: PredictionCard) -> None:
        self.panel, self.prediction_card = panel, prediction_card
        if prediction_card.panel is None:
            prediction_card.panel = panel
        words = widgets.HTML(
            title("What do you expect?")
            + "<p>The panel is ready behind this card and opens as soon as you commit to an answer. "
            "A guess, even a wrong one, makes the answer stick.</p>"
        )
        self.predict_first = button("Predict first", "lesson-primary")
        self.show_anyway = button("Show me anyway")
        self.predict_first.on_click(self._predict_here)
        self.show_anyway.on_click(self._skip)
        row = in_a_row(self.predict_first, self.show_anyway)
        self.front = widgets.VBox([words, row]).add_class("lesson-cover-card").add_class("lesson-card")
        self.stage = widgets.Box([panel]).add_class("lesson-stage")
        guests = [panel, prediction_card]
        super().__init__([self.front, self.stage], "lesson-cover", guests=guests)
        self.follow(prediction_card.progress, self._refresh, "changes")
        self.follow_mode(self._refresh)
        self._refresh()

    @property
    def covered(self) -> bool:
        """Whether the card lies over the panel now."""
        free = display.OPEN or display.STATIC or theme.mode.projector
        return not (free or self.prediction_card.is_open)

    def _refresh(self, _change: object = None) -> None:
        covered = self.covered
        self.front.layout.display = None if covered else "none"
        self.stage.layout.visibility = "hidden" if covered else "visible"
        mark = self.add_class if covered else self.remove_class
        mark("lesson-covered")

    def _predict_here(self, _button: object = None) -> None:
        self.predict_first.disabled = True
        words, row = self.front.children[:2]
        self.front.children = (words, self.prediction_card, row)

    def _skip(self, _button: object = None) -> None:
        self.prediction_card.progress.skip(self.prediction_card.prediction.id)

    def static_html(self) -> str:
        """The panel's own picture, where it has one."""
        show = getattr(self.panel, "static_html", None)
        return show() if callable(show) else "<p>Run the notebook to see the panel.</p>"


class Comparison(Part):
    """Prediction and outcome side by side; follows the prediction when it comes later."""

    def __init__(self, prediction_card: PredictionCard) -> None:
        self.prediction_card = prediction_card
        self._words = live()
        super().__init__([self._words], "lesson-card", "lesson-compare")
        self.follow(prediction_card.progress, self._refresh, "changes")
        self._refresh()

    def _refresh(self, _change: object = None) -> None:
        self._words.value = self._html()

    def _html(self) -> str:
        heading = title("Your prediction and what came out")
        asked = f'<p class="lesson-quiet">{prose(self.prediction_card.prediction.question)}</p>'
        found, first = self.prediction_card.outcome(), self.prediction_card.first
        if found is None:
            return f"{heading}{asked}<p>Nothing to compare with yet: run the cell with the panel first.</p>"
        number = in_numbers(self.prediction_card.prediction, self.prediction_card.panel, found)
        shown = (
            f'<p><strong>{prose(found.option.text)}</strong></p><p class="lesson-quiet">{prose(number)}</p>'
        )
        why = paragraphs(found.option.feedback)
        if first is None:
            kindly = "You have not committed to an answer. It is not too late: go back to the card “Predict”."
            if self.prediction_card.record.get("skipped"):
                kindly = "You chose to look first, and that is fine. Here is what came out."
                return f"{heading}{asked}<p>{kindly}</p>{self._pair('<p>No prediction</p>', shown, '')}{why}"
            closed = f"<details><summary>Show what came out</summary>{shown}{why}</details>"
            return f"{heading}{asked}<p>{kindly}</p>{closed}"
        right = found.is_right(first)
        pair = self._pair(self._said(first), shown, _mark(right))
        return f"{heading}{asked}{pair}{self._feedback(first, right, why)}"

    def _said(self, first: str) -> str:
        record = self.prediction_card.record
        said = f"<p><strong>{prose(first)}</strong></p>"
        if record.get("skipped"):
            said += '<p class="lesson-quiet">Said after looking.</p>'
        if self.prediction_card.latest != first:
            said += f'<p class="lesson-quiet">Later you said: {prose(self.prediction_card.latest)}</p>'
        return said

    def _feedback(self, first: str, right: bool, why: str) -> str:
        if right:
            return why
        chosen = [
            option for option in self.prediction_card.prediction.options if as_kept(option.text) == first
        ]
        return paragraphs(*(option.feedback for option in chosen)) + why

    @staticmethod
    def _pair(said: str, shown: str, mark: str) -> str:
        return (
            f'{mark}<div class="lesson-pair"><div><h5>You predicted</h5>{said}</div>'
            f"<div><h5>What came out</h5>{shown}</div></div>"
        )

    def static_html(self) -> str:
        """The comparison as it stands now."""
        return section("compare", self._html())


def _mark(right: bool) -> str:
    if right:
        return '<p class="lesson-mark lesson-right">✓ As you predicted</p>'
    return '<p class="lesson-mark lesson-wrong">≠ It came out otherwise</p>'
