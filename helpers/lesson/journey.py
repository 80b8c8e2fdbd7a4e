"""Where a learner stands in all lessons: one line each, counted from the answers kept so far."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers.display import NOTEBOOKS
from helpers.lesson.grade import latest_grade
from helpers.lesson.html import Part, live, paragraphs, prose, section, title
from helpers.lesson.progress import Progress
from helpers.lesson.summary import Items

HEADING = "Your way so far"
COLUMNS = ("Lesson", "Predictions", "Questions", "Tasks")


class Journey(Part):
    """A table of the lessons that exist; follows the answers given in any notebook of this kernel.

    Answers from other notebooks appear when the cell is run again.
    """

    def __init__(
        self,
        lessons: Sequence[tuple[Any, Items]],
        claims: Sequence[Any],
        progress: Progress,
        notebooks: Path = NOTEBOOKS,
    ) -> None:
        self.lessons = [
            (about, items) for about, items in lessons if (notebooks / f"{about.id}.ipynb").is_file()
        ]
        self.claims, self.progress = list(claims), progress
        self._table = live()
        super().__init__([self._table], "lesson-card", "lesson-journey")
        self.follow(progress, self._refresh, "changes")
        self._refresh()

    @property
    def next(self) -> str:
        """Say where to go on: the first lesson with something left to do, then the claims not yet graded."""
        for about, items in self.lessons:
            if any(done < total for _, done, total in items.counts(self.progress)):
                begun = any(done for _, done, _ in items.counts(self.progress))
                return f"{'Go on with' if begun else 'Next'}: {about.number:02d}, {about.title}."
        ungraded = len(self.claims) - self._graded()
        if ungraded:
            return (
                f"Only grades are left: {ungraded} of {len(self.claims)} claims wait for yours in lesson 10."
            )
        return "Everything is done. The page in lesson 10 keeps it."

    def _graded(self) -> int:
        """How many claims the learner has graded."""
        return sum(latest_grade(self.progress, claim) is not None for claim in self.claims)

    def _refresh(self, _change: object = None) -> None:
        self._table.value = self._html()

    def _html(self) -> str:
        head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
        rows = "".join(self._row(about, items) for about, items in self.lessons)
        graded = self._graded()
        weighed = f"Claims graded in lesson 10: {graded} of {len(self.claims)}." if graded else ""
        table = f'<table class="lesson-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        return f"{title(HEADING)}{table}{paragraphs(weighed, f'**{self.next}**')}"

    def _row(self, about: Any, items: Items) -> str:
        cells = "".join(f"<td>{_share(done, total)}</td>" for _, done, total in items.counts(self.progress))
        name = (
            f"{about.number:02d} · {prose(about.title)} <span class='lesson-quiet'>{about.minutes} min</span>"
        )
        return f'<tr><th scope="row">{name}</th>{cells}</tr>'

    def static_html(self) -> str:
        """The table as it stands now."""
        return section("journey", self._html())


def _share(done: int, total: int) -> str:
    """A count in words and a sign: nothing to do, some of it, all of it."""
    if not total:
        return "–"
    return f"{'✓ ' if done == total else ''}{done} of {total}"
