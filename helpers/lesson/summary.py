"""Where a learner stands: the line in the toolbar, and one page to keep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from helpers.lesson.bar import ProjectorSwitch
from helpers.lesson.html import Part, live, plain, prose, section, title
from helpers.lesson.outcomes import Outcome
from helpers.lesson.progress import Progress
from helpers.lesson.quiz import is_right
from helpers.lesson.saving import PAGE, save_link


class Toolbar(Part):
    """Title, progress, projector switch; says once when answers cannot be saved."""

    def __init__(self, title: str, items: Items, progress: Progress) -> None:
        self.title, self.items, self.progress = title, items, progress
        self._line = live()
        self.projector = ProjectorSwitch()
        name = widgets.HTML(f'<span class="lesson-title">{prose(title)}</span>')
        bar = widgets.HBox([name, self._line, self.projector]).add_class("lesson-toolbar")
        self._notice = live()
        super().__init__([bar, self._notice], "lesson-toolbar-part")
        self.follow(progress, self._refresh, "changes", "notice")
        self._refresh()

    @property
    def line(self) -> str:
        """The progress line, as text."""
        return plain(self._line.value)

    @property
    def notice(self) -> str:
        """What the learner is told about saving, as text."""
        return plain(self._notice.value)

    def _refresh(self, _change: object = None) -> None:
        counts = self.items.counts(self.progress)
        self._line.value = " · ".join(
            f'<span class="lesson-count">{what} <strong>{done} of {total}</strong></span>'
            for what, done, total in counts
            if total
        )
        said = self.progress.notice
        self._notice.value = f'<p class="lesson-notice">{prose(said)}</p>' if said else ""

    def static_html(self) -> str:
        """The title and what the bar will do: a stored notebook has no learner yet."""
        return (
            f'<p class="lesson-title"><strong>{prose(self.title)}</strong></p><p>Run all cells '
            "(menu Run): your progress and the projector mode's switch appear here.</p>"
        )


class Items:
    """The predictions, questions and exercises of one lesson, as ``data/`` lists them."""

    def __init__(
        self, predictions: Sequence[Any], questions: Sequence[Any], exercises: Sequence[Any]
    ) -> None:
        self.predictions, self.questions, self.exercises = list(predictions), list(questions), list(exercises)

    def counts(self, progress: Progress) -> list[tuple[str, int, int]]:
        """What was done of what there is: predictions made, questions answered, exercises solved."""
        made = sum("first" in progress.prediction(item.id) for item in self.predictions)
        answered = sum("first" in progress.question(item.id) for item in self.questions)
        solved = sum(progress.exercise(item.id).get("solved", False) for item in self.exercises)
        return [
            ("Predictions", made, len(self.predictions)),
            ("Questions", answered, len(self.questions)),
            ("Exercises", solved, len(self.exercises)),
        ]


class Summary(Part):
    """One page: predictions against outcomes, quiz, exercises, what to take away; to save and print."""

    def __init__(
        self, title: str, items: Items, progress: Progress, outcomes: Any, take_away: Sequence[str]
    ) -> None:
        self.title, self.items, self.progress = title, items, progress
        self.outcomes, self.take_away = outcomes, list(take_away)
        self._page = widgets.HTML()
        super().__init__([self._page], "lesson-card", "lesson-summary")
        self.follow(progress, self._refresh, "changes")
        self._refresh()

    def _refresh(self, _change: object = None) -> None:
        page = self._html()
        self._page.value = page + download(self.title, page)

    def _html(self) -> str:
        parts = [title(f"{self.title}: your page")]
        if self.items.predictions:
            rows = "".join(self._prediction(item) for item in self.items.predictions)
            parts.append(table("What you predicted", ("Question", "You", "What came out"), rows))
        if self.items.questions:
            rows = "".join(self._question(item) for item in self.items.questions)
            parts.append(table("What you answered", ("Question", "First try", "Last try"), rows))
        if self.items.exercises:
            rows = "".join(self._exercise(item) for item in self.items.exercises)
            parts.append(table("What you wrote", ("Task", "Result"), rows))
        return "".join([*parts, self._kept()])

    def _kept(self) -> str:
        lines = "".join(f"<li>{prose(line)}</li>" for line in self.take_away)
        return f"<h5>To take away</h5><ol>{lines}</ol>" if lines else ""

    def _prediction(self, item: Any) -> str:
        record = self.progress.prediction(item.id)
        first = record.get("first")
        said = prose(first) if first else ("looked first" if record.get("skipped") else "not yet")
        if first and record.get("skipped"):
            said += " (after looking)"
        came: Outcome | None = self.outcomes(item.id)
        shown = "run the panel's cell to see" if came is None else prose(came.option.text)
        if not record:
            shown = "predict first"
        elif first and came is not None:
            shown = ("✓ " if came.is_right(first) else "≠ ") + shown
        return row(prose(item.question), said, shown)

    def _question(self, item: Any) -> str:
        record = self.progress.question(item.id)
        tries = record.get("tries", 0)
        marks = [
            tick(is_right(item, record.get(which))) if record else "not yet" for which in ("first", "last")
        ]
        return row(prose(item.question), marks[0], marks[1] + (f" ({tries} tries)" if tries > 1 else ""))

    def _exercise(self, item: Any) -> str:
        record = self.progress.exercise(item.id)
        words = "not yet"
        if record.get("solved"):
            words = "✓ solved" + ("" if record.get("alone") else " after seeing the solution")
        elif record.get("tries"):
            words = f"tried {record['tries']} times" if record["tries"] > 1 else "tried once"
        return row(prose(item.title), words + (", with the hint" if record.get("hint") else ""))

    def static_html(self) -> str:
        """The page as it stands now; before anything was done, what will stand here."""
        if self._begun:
            return section("summary", self._html())
        return section("summary", title(f"{self.title}: your page") + f"<p>{EMPTY}</p>" + self._kept())

    @property
    def _begun(self) -> bool:
        return any(
            find(item.id)
            for find, items in (
                (self.progress.prediction, self.items.predictions),
                (self.progress.question, self.items.questions),
                (self.progress.exercise, self.items.exercises),
            )
            for item in items
        )


EMPTY = "Run all cells: your page appears here."


def tick(right: bool) -> str:
    """Say by sign and word whether an answer was right."""
    return "✓ right" if right else "✗ not right"


def row(*cells: str) -> str:
    """A table row of HTML cells, the first of them its heading."""
    head, *rest = cells
    return f'<tr><th scope="row">{head}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"


def table(heading: str, columns: Sequence[str], rows: str) -> str:
    """A table of HTML rows under a heading."""
    names = "".join(f'<th scope="col">{name}</th>' for name in columns)
    return (
        f'<h5>{heading}</h5><table class="lesson-table"><thead><tr>{names}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


PRINT_STYLE = (
    "body{font:15px/1.5 sans-serif;max-width:45em;margin:2em auto}"
    "th,td{text-align:left;vertical-align:top;padding:.3em .8em .3em 0}"
    "th{font-weight:normal}thead th{font-weight:bold;border-bottom:1px solid}"
)


def download(name: str, page: str) -> str:
    """A link that saves the page as a file of its own, to print or keep."""
    head = f'<meta charset="utf-8"><title>{prose(name)}</title><style>{PRINT_STYLE}</style>'
    whole = f'<!doctype html><html lang="en">{head}{page}</html>'
    link = save_link("my-page.html", whole, "Save this page", PAGE)
    return f'<p class="lesson-no-print">{link} to print or keep it.</p>'
