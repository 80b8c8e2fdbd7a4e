"""All of a learner's work on one page to keep: predictions, answers, tasks, grades, a correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from helpers.lesson.cards import GRADES
from helpers.lesson.grade import in_words, tally
from helpers.lesson.html import Part, paragraphs, prose, section, title
from helpers.lesson.progress import Progress
from helpers.lesson.quiz import is_right
from helpers.lesson.summary import Items, download, row, table, tick

EMPTY = "Nothing is answered yet. Predictions, answers and grades from all lessons appear here as they come."


class Portfolio(Part):
    """The learner's own page over all lessons; follows the progress, and a correction being written."""

    def __init__(
        self,
        lessons: Sequence[tuple[Any, Items]],
        claims: Sequence[Any],
        progress: Progress,
        correction: Any = None,
    ) -> None:
        self.lessons, self.claims, self.progress = list(lessons), list(claims), progress
        self.correction = correction
        self._page = widgets.HTML()
        super().__init__([self._page], "lesson-card", "lesson-summary")
        self.follow(progress, self._refresh, "changes")
        if correction is not None:
            self.follow(correction, self._refresh, "text")
        self._refresh()

    def _refresh(self, _change: object = None) -> None:
        page = self._html()
        self._page.value = page + download(TITLE, page)

    def _html(self) -> str:
        parts = [self._lesson(about, items) for about, items in self.lessons]
        body = "".join(parts) + self._grades() + self._correction()
        return title(TITLE) + (body or paragraphs(EMPTY))

    def _lesson(self, about: Any, items: Items) -> str:
        """What was done in one lesson; nothing where nothing was."""
        rows = [self._prediction(item) for item in items.predictions]
        rows += [self._question(item) for item in items.questions]
        rows += [self._exercise(item) for item in items.exercises]
        done = "".join(filter(None, rows))
        if not done:
            return ""
        return table(f"{about.number:02d} · {prose(about.title)}", ("What was asked", "First", "Last"), done)

    def _prediction(self, item: Any) -> str:
        record = self.progress.prediction(item.id)
        if "first" not in record:
            return row(prose(item.question), "looked first", "") if record.get("skipped") else ""
        after = record.get("after") or [""]
        return row(prose(item.question), prose(record["first"]), prose(after[-1]))

    def _question(self, item: Any) -> str:
        record = self.progress.question(item.id)
        if not record:
            return ""
        marks = [tick(is_right(item, record.get(which))) for which in ("first", "last")]
        return row(prose(item.question), *marks)

    def _exercise(self, item: Any) -> str:
        record = self.progress.exercise(item.id)
        if not record:
            return ""
        solved = "✓ solved" if record.get("solved") else "not solved yet"
        return row(
            prose(item.title), solved, "" if record.get("alone", True) else "after seeing the solution"
        )

    def _grades(self) -> str:
        pairs = [(claim, in_words(self.progress, claim)) for claim in self.claims]
        rows = "".join(
            row(prose(claim.text), prose(mine), prose(GRADES[claim.grade][1]))
            for claim, mine in pairs
            if mine
        )
        if not rows:
            return ""
        return table("Claims weighed", ("Claim", "You", "The kit"), rows) + paragraphs(
            tally(self.claims, self.progress)
        )

    def _correction(self) -> str:
        text = self.correction.text.strip() if self.correction is not None else ""
        lines = paragraphs(*text.splitlines())
        return f"<h5>The correction</h5>{lines}" if lines else ""

    def static_html(self) -> str:
        """The page as it stands now."""
        return section("summary", self._html())


TITLE = "Why muscles twitch: my page"
