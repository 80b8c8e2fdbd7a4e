"""How the class answered, one question after the other, each hidden until it is revealed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets as widgets

from helpers import evidence
from helpers.classroom import stops as where
from helpers.classroom.asked import Asked, all_asked, claims_asked
from helpers.classroom.example import invented_class
from helpers.classroom.files import files_html, strangers
from helpers.classroom.folder import Handed, class_folder, printable, read_folder
from helpers.classroom.picture import AnswerPicture
from helpers.classroom.tally import Tally, misconceptions, tally
from helpers.classroom.words import as_csv, csv_rows, misconception_sentence, sentence, short, table_html
from helpers.lesson.buttons import button, toggle
from helpers.lesson.html import Part, live, paragraphs, prose, section, title
from helpers.lesson.saving import CSV, save, saver

HEADING = "How the class answered"
EXAMPLE = "**Example: a class that never was.** {why}, so these answers are invented."
NO_ACCESS = "The folder `{name}` cannot be read"
NO_FILES, NO_FOLDER = "No hand-in lies in the folder `{name}` yet", "There is no folder `{name}` yet"
HIDDEN = "Hidden. Let the class say first what it expects to see."
MISCONCEPTIONS = Asked(
    "Misconceptions",
    "questions",
    "",
    "which did wrong answers name, and which were still held at the last answer?",
    (),
    (),
)
MOST_MISCONCEPTIONS = 8


class ClassResults(Part):
    """Choose a lesson and a question; reveal how the class answered, then what is right.

    ``folder`` is where the hand-ins lie; without one, ``class`` in the kit's own folder.
    """

    def __init__(self, folder: str | Path | None = None, data: Any = evidence) -> None:
        self.folder, self.data = class_folder(folder), data
        self.lesson_box = widgets.Dropdown(description="Lesson")
        self.asked_box = widgets.Dropdown(description="Show")
        self.reveal_button = toggle("Show how the class answered")
        self.right_button = toggle("Show what is right")
        self.next_button = button("Next", on_click=self.next)
        self.again_button = button("Read the folder again", on_click=self.read)
        self.csv_button = button("Save all results (CSV)", on_click=self._save)
        self.picture = AnswerPicture()
        self._head, self._question, self._notes, self._files = (live() for _ in range(4))
        self._stops = widgets.HTML()
        choose = widgets.HBox([self.lesson_box, self.asked_box]).add_class("lesson-finder-controls")
        reveal = widgets.HBox([self.reveal_button, self.right_button, self.next_button])
        below = widgets.HBox([self.again_button, self.csv_button])
        for box in (reveal, below):
            box.add_class("lesson-buttons")
        shown = [self._head, choose, self._question, reveal, self.picture, self._stops, self._notes]
        super().__init__([*shown, below, self._files], "lesson-card", "lesson-class")
        self.lesson_box.observe(self._choose_lesson, "value")
        self.asked_box.observe(self._choose_asked, "value")
        for made in (self.reveal_button, self.right_button):
            made.observe(self._show, "value")
        saver()
        self.read()

    def read(self, _button: object = None) -> None:
        """Read the folder; what was chosen stays chosen where it can."""
        names = {lesson.id: f"{lesson.number:02d} · {lesson.title}" for lesson in self.data.lessons()}
        self.handed = read_folder(self.folder, names)
        self.is_example = not self.handed.used
        self.shown: Handed = invented_class(self.data) if self.is_example else self.handed
        used = {hand_in.lesson for hand_in in self.shown.used}
        _fill(self.lesson_box, [(words, id) for id, words in names.items() if id in used])
        self._choose_lesson()
        self._show()
        label = paragraphs(EXAMPLE.format(why=self._why())) if self.is_example else ""
        self._head.value = title(HEADING) + label + paragraphs(self.counted())
        strange = [] if self.is_example else strangers(self.handed.used, self.data)
        self._files.value = files_html(self.handed.unused, strange)

    def counted(self) -> str:
        """Say how many hand-ins of how many learners count, and how many files do not."""
        used, learners = len(self.shown.used), len({hand_in.code for hand_in in self.shown.used})
        lessons = len({hand_in.lesson for hand_in in self.shown.used})
        kind = ("invented " if self.is_example else "") + ("hand-in" if used == 1 else "hand-ins")
        left_out = f"; not used: {_count(len(self.handed.unused), 'file')}" if self.handed.unused else ""
        return f"{used} {kind} from {_count(learners, 'learner')}, in {_count(lessons, 'lesson')}{left_out}."

    def next(self, _button: object = None) -> None:
        """Go on to the next thing asked; after the last one comes the first again."""
        count = len(self.asked_box.options)
        self.asked_box.index = (self.asked_box.index + 1) % count

    def csv(self) -> str:
        """Give all counts of all lessons as comma-separated text; what points at a person is not in it."""
        source = "invented example" if self.is_example else "class"
        rows = []
        for _, lesson in self.lesson_box.options:
            for asked in self._asked(lesson):
                right = asked.find_right() if asked.find_right else None
                head = (source, lesson, asked.kind.lower(), asked.id, asked.question)
                rows += csv_rows(*head, self._tally(asked, lesson), right)
                stopped = (source, lesson, "task stop", asked.id, asked.question)
                rows += where.csv_rows(stopped, self._where(asked, lesson))
            head = (source, lesson, "misconception", "", "held at the first and at the last answer")
            rows += csv_rows(*head, self._misconceptions(lesson), None)
        return as_csv(rows)

    def static_html(self) -> str:
        """The first question with its answers folded away, readable before anything runs."""
        asked: Asked = self.asked_box.value
        counted = self._tally(asked, self.lesson_box.value)
        folded = (
            "<details><summary>Show how the class answered</summary>"
            f"{table_html(counted, True, None)}{paragraphs(sentence(asked, counted, None))}</details>"
        )
        hint = paragraphs("Run all cells (menu Run) to choose a lesson and a question, and for the picture.")
        return section("class", self._head.value + self._asked_html(asked) + folded + hint)

    def _why(self) -> str:
        """Say why there are no hand-ins."""
        words = NO_ACCESS
        if self.handed.readable:
            words = NO_FILES if self.folder.is_dir() else NO_FOLDER
        return words.format(name=printable(self.folder.name))

    def _asked(self, lesson: str) -> list[Asked]:
        """All that was asked in a lesson, with the claims where any hand-in grades them."""
        graded = any(one.records["grades"] for one in self.shown.used if one.lesson == lesson)
        return all_asked(lesson, self.data) + (claims_asked(self.data) if graded else [])

    def _choose_lesson(self, _change: object = None) -> None:
        lesson = self.lesson_box.value
        if lesson is None:
            return
        numbered: dict[str, int] = {}
        options: list[tuple[str, Asked]] = []
        for asked in self._asked(lesson):
            numbered[asked.kind] = numbered.get(asked.kind, 0) + 1
            options.append((f"{asked.kind} {numbered[asked.kind]}: {short(asked.question)}", asked))
        if self.data.questions(lesson):
            options.append(("Misconceptions", MISCONCEPTIONS))
        _fill(self.asked_box, options)

    def _choose_asked(self, _change: object = None) -> None:
        """Hide what was revealed: the next question starts covered."""
        self.reveal_button.value = self.right_button.value = False
        self._show()

    def _show(self, _change: object = None) -> None:
        if self.lesson_box.value is None or self.asked_box.index is None:
            return
        asked, revealed = self.asked_box.value, self.reveal_button.value
        self.right_button.layout.display = "none" if asked.find_right is None else None
        self._question.value = self._asked_html(asked)
        self._stops.value = where.stops_html(self._where(asked, self.lesson_box.value)) if revealed else ""
        if asked is MISCONCEPTIONS:
            self._show_misconceptions(revealed)
            return
        self.right_button.description = (
            "Show the kit's grade" if asked.kind == "Claim" else "Show what is right"
        )
        right = asked.find_right() if asked.find_right and self.right_button.value else None
        counted = self._tally(asked, self.lesson_box.value)
        said = sentence(asked, counted, right) if revealed else HIDDEN
        others = "handed in" if asked.kind == "Task" else "answered"
        mark = "kit:" if asked.kind == "Claim" else "✓"
        self.picture.show(
            counted, self._labelled(said), revealed=revealed, right=right, others=others, mark=mark
        )
        self._notes.value = paragraphs(*counted.notes) if revealed else ""

    def _show_misconceptions(self, revealed: bool) -> None:
        counted = self._misconceptions(self.lesson_box.value, MOST_MISCONCEPTIONS)
        self.picture.show(
            counted if revealed else Tally((), ()),
            self._labelled(misconception_sentence(counted)),
            revealed=revealed,
        )
        self._notes.value = paragraphs(*counted.notes) if revealed else paragraphs(HIDDEN)

    def _tally(self, asked: Asked, lesson: str) -> Tally:
        return tally(asked, self.shown.of(lesson, "before"), self.shown.of(lesson, "after"))

    def _where(self, asked: Asked, lesson: str) -> where.Stops:
        """Where tries stopped; of what is no task, nothing."""
        if asked.kind != "Task":
            return where.Stops()
        return where.stops(asked, self.shown.of(lesson, "before"), self.shown.of(lesson, "after"))

    def _misconceptions(self, lesson: str, most: int | None = None) -> Tally:
        before, after = (self.shown.of(lesson, stage) for stage in ("before", "after"))
        return misconceptions(self.data.questions(lesson), before, after, most)

    def _labelled(self, said: str) -> str:
        return f"Example, invented: {said}" if self.is_example else said

    def _asked_html(self, asked: Asked) -> str:
        return f'<p class="lesson-question">{prose(f"{asked.kind}: {asked.question}")}</p>'

    def _save(self, _button: object = None) -> None:
        save("class-results.csv", self.csv(), CSV)


def _fill(box: widgets.Dropdown, options: list[tuple[str, Any]]) -> None:
    """Offer ``options``, at first the first; a box that offers the same already keeps what is chosen."""
    if [words for words, _ in box.options] != [words for words, _ in options]:
        box.options = options
        box.index = 0


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")
