"""Hand in: a lesson's answers as one small file without a name, saved when the learner asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from helpers import display
from helpers.lesson.buttons import button, in_a_row, toggle
from helpers.lesson.cards import code_block
from helpers.lesson.disk import lay_new, reason, shown
from helpers.lesson.hand_in_file import MOST_BYTES, HandIn, collected, written
from helpers.lesson.html import Part, card, live, paragraphs, title
from helpers.lesson.own_code import own_code
from helpers.lesson.progress import Progress
from helpers.lesson.saving import save, save_link, saver

HEADING = "Hand in"
WORDS = (
    "If your teacher asks for it: the file holds what you predicted, answered, solved and graded in this "
    "lesson, and at which check a try of a task stopped, under a random code; it holds no name, no time, no "
    "slider setting and nothing you typed."
)
BUTTONS = {"before": "Save for the teacher", "after": "Save again, after the discussion"}
EMPTY = "There is nothing to hand in yet: first answer something in this lesson."
SAVED = "Saved as `{name}` among your downloads. Nothing was sent: hand the file over yourself."
LAID = "Laid into the class folder as `{name}`."
NO_FOLDER = (
    "The class folder `{folder}` cannot be used: {why}. So your browser saved the file as `{name}` among "
    "your downloads: hand it over yourself."
)
UNKEPT = "Keep this page open until after the discussion: the code lasts as long as the notebook."


class HandInCard(Part):
    """One sentence on what goes in, a button for each of two hand-ins, the file's content on request."""

    def __init__(self, about: Any, items: Any, claims: Sequence[Any], progress: Progress) -> None:
        self.about, self.items, self.claims, self.progress = about, items, list(claims), progress
        self.code = own_code(progress.folder)
        self.save_buttons = {stage: button(words) for stage, words in BUTTONS.items()}
        self.save_buttons["before"].add_class("lesson-primary")
        for stage, made in self.save_buttons.items():
            made.on_click(lambda _button, stage=stage: self.save(stage))
        self.show_button = toggle("Show the file")
        self.show_button.observe(self._show, "value")
        self._said, self._content = live(), widgets.HTML()
        row = in_a_row(*self.save_buttons.values(), self.show_button)
        words = widgets.HTML(title(HEADING) + paragraphs(WORDS))
        super().__init__([words, row, self._said, self._content], "lesson-card", "lesson-hand-in")
        self.follow(progress, self._show, "changes")
        saver()

    def save(self, stage: str = "before") -> HandIn | None:
        """Save the answers of this moment, into the class folder if one is named; None if there are none."""
        records = collected(self.items, self.claims, self.progress)
        if not any(records.values()):
            self._said.value = paragraphs(EMPTY)
            return None
        hand_in = HandIn(self.about.id, *self.code.take(), stage, records)
        name, text = hand_in.file_name, written(hand_in)
        if len(text.encode("utf-8")) > MOST_BYTES:
            raise ValueError(f"a hand-in must have at most {MOST_BYTES} bytes, got {len(text)} letters")
        self._said.value = self._deliver(name, text)
        self._show()
        return hand_in

    @property
    def said(self) -> str:
        """What the learner was told last, as HTML."""
        return self._said.value

    @property
    def content(self) -> str:
        """The file's content as it is shown now, as HTML."""
        return self._content.value

    def _deliver(self, name: str, text: str) -> str:
        """Lay the file into the class folder, or else have the browser save it; say which."""
        folder: Path | None = display.CLASS
        if folder is not None:
            try:
                lay_new(folder / name, text)
            except OSError as problem:
                save(name, text)
                words = NO_FOLDER.format(folder=shown(folder), why=reason(problem), name=name)
                return paragraphs(words) + self._again(name, text)
            return paragraphs(LAID.format(name=name), self._unkept)
        save(name, text)
        return paragraphs(SAVED.format(name=name)) + self._again(name, text)

    def _again(self, name: str, text: str) -> str:
        link = save_link(name, text, "Save it here.")
        return f"<p>No file? {link}</p>{paragraphs(self._unkept)}"

    @property
    def _unkept(self) -> str:
        return "" if self.code.kept else UNKEPT

    def _show(self, _change: object = None) -> None:
        """Show the file as it would be saved now."""
        if not self.show_button.value:
            self._content.value = ""
            return
        records = collected(self.items, self.claims, self.progress)
        shown = HandIn(self.about.id, *self.code.look(), "before", records)
        self._content.value = code_block(written(shown), f"{shown.file_name}, as it would be saved now")

    def static_html(self) -> str:
        """What goes in and what does not."""
        return card("hand-in", HEADING, paragraphs(WORDS, "Run the notebook to save it."))
