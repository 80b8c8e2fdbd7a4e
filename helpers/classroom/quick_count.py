"""A show of hands: type the numbers, before and after a discussion, and see the same picture at once."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from helpers import evidence
from helpers.classroom.asked import Asked, all_asked
from helpers.classroom.picture import AnswerPicture
from helpers.classroom.tally import AFTER, BEFORE, Series, Tally
from helpers.classroom.words import as_csv, csv_rows, sentence, short
from helpers.figures.class_answers import Bar
from helpers.lesson.buttons import button, toggle
from helpers.lesson.html import Part, prose, section, title
from helpers.lesson.saving import CSV, save, saver

HEADING = "Quick count: a show of hands"
WORDS = "Choose what was asked, then type how many hands went up for each option."
MOST_HANDS = 999
TIMES = (BEFORE, AFTER)


class QuickCount(Part):
    """Numbers typed per option of a prediction or question; nothing of it is kept."""

    def __init__(self, data: Any = evidence) -> None:
        self.data = data
        lessons = [(f"{one.number:02d} · {one.title}", one.id) for one in data.lessons()]
        self.lesson_box = widgets.Dropdown(description="Lesson", options=lessons)
        self.asked_box = widgets.Dropdown(description="Asked")
        self.right_button = toggle("Show what is right")
        self.csv_button = button("Save this count (CSV)", on_click=self._save)
        self.hands: list[tuple[widgets.BoundedIntText, ...]] = []
        self._question, self._grid = widgets.HTML(), widgets.VBox().add_class("lesson-hands")
        self.picture = AnswerPicture()
        choose = widgets.HBox([self.lesson_box, self.asked_box]).add_class("lesson-finder-controls")
        buttons = widgets.HBox([self.right_button, self.csv_button])
        head = widgets.HTML(title(HEADING) + f"<p>{WORDS}</p>")
        parts = [head, choose, self._question, self._grid, buttons.add_class("lesson-buttons"), self.picture]
        super().__init__(parts, "lesson-card", "lesson-quick-count")
        self.lesson_box.observe(self._choose_lesson, "value")
        self.asked_box.observe(self._choose_asked, "value")
        self.right_button.observe(self._show, "value")
        saver()
        self._choose_lesson()

    @property
    def counted(self) -> Tally:
        """The hands typed so far; a time without any hand has no series."""
        series = []
        for time, boxes in zip(TIMES, zip(*self.hands, strict=True), strict=True):
            counts = [box.value for box in boxes]
            if sum(counts):
                series.append(Series(time, tuple(Bar(n, sum(counts)) for n in counts), sum(counts)))
        return Tally(self._asked.options, tuple(series))

    def csv(self) -> str:
        """Give the hands as comma-separated text."""
        asked = self._asked
        right = asked.find_right() if asked.find_right else None
        head = ("show of hands", self.lesson_box.value, asked.kind.lower(), asked.id, asked.question)
        return as_csv(csv_rows(*head, self.counted, right))

    @property
    def _asked(self) -> Asked:
        asked: Asked = self.asked_box.value
        return asked

    def _choose_lesson(self, _change: object = None) -> None:
        found = [asked for asked in all_asked(self.lesson_box.value, self.data) if asked.kind != "Task"]
        self.asked_box.options = [
            (f"{asked.kind} {n}: {short(asked.question)}", asked) for n, asked in enumerate(found, start=1)
        ]
        self.asked_box.index = 0
        self._choose_asked()

    def _choose_asked(self, _change: object = None) -> None:
        """Make an empty box for each option and time."""
        if self.asked_box.value is None:
            return
        for child in self._grid.children:
            child.close()
        self.right_button.value = False
        self.hands = [tuple(self._box(time, option) for time in TIMES) for option in self._asked.options]
        rows = [
            widgets.HBox([widgets.HTML(prose(option)), *boxes]).add_class("lesson-hand-row")
            for option, boxes in zip(self._asked.options, self.hands, strict=True)
        ]
        self._grid.children = tuple(rows)
        self._question.value = f'<p class="lesson-question">{prose(self._asked.question)}</p>'
        self._show()

    def _box(self, time: str, option: str) -> widgets.BoundedIntText:
        box = widgets.BoundedIntText(
            0, min=0, max=MOST_HANDS, description=time.split()[0], tooltip=f"{option} {time}"
        )
        box.observe(self._show, "value")
        return box

    def _show(self, _change: object = None) -> None:
        right = self._asked.find_right() if self._asked.find_right and self.right_button.value else None
        counted = self.counted
        words = sentence(self._asked, counted, right) if counted.series else "No hand is counted yet."
        self.picture.show(counted, words, revealed=True, right=right)

    def _save(self, _button: object = None) -> None:
        save("show-of-hands.csv", self.csv(), CSV)

    def static_html(self) -> str:
        """What it is for."""
        return section("quick-count", title(HEADING) + f"<p>{WORDS} Run all cells to use it.</p>")
