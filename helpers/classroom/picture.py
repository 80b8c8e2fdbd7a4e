"""The picture of a tally, its sentence and its table: empty until it is revealed."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from helpers import theme
from helpers.classroom.tally import Tally
from helpers.classroom.words import table_html
from helpers.figures import class_answers
from helpers.lesson.html import Part
from helpers.panels.live_figure import LiveFigure

NOTHING = Tally((), ())


class AnswerPicture(Part):
    """Options as rows and, once revealed, the class's answers as bars; follows the projector mode.

    Nothing that is hidden is sent to the page.
    """

    def __init__(self) -> None:
        self._shown: tuple[Tally, bool, int | None, str, str] = (NOTHING, False, None, "answered", "✓")
        self.figure = LiveFigure(skeleton={}, frame={}, ghost={}, sentence="", caption="")
        self._table = widgets.HTML()
        self.stage = widgets.VBox([self.figure])
        super().__init__([self.stage, self._table], "lesson-class-picture")
        self.follow_mode(self._draw)

    def show(
        self,
        counted: Tally,
        sentence: str,
        *,
        revealed: bool,
        right: int | None = None,
        others: str = "answered",
        mark: str = "✓",
    ) -> None:
        """Show a tally: its options, and where it is ``revealed`` its bars and numbers too."""
        self._shown = (counted, revealed, right, others, mark)
        self._draw()
        self.figure.sentence = sentence
        folded = (
            f"<details><summary>As a table</summary>{table_html(counted, revealed, right, mark)}</details>"
        )
        self._table.value = folded if counted.series else ""

    @property
    def table(self) -> str:
        """The table under the picture, as HTML."""
        return str(self._table.value)

    def _draw(self) -> None:
        counted, revealed, right, others, mark = self._shown
        names = [one.name for one in counted.series] or ["answers"]
        bars: list[Any] = [one.bars for one in counted.series] if revealed else []
        self.stage.layout.display = None if counted.options else "none"
        if not counted.options:
            return
        skeleton = class_answers.answers_skeleton(theme.sizes(), counted.options, names, others=others)
        # Words that were empty when plotly drew the plot do not appear later: a revealed plot is drawn anew.
        skeleton["layout"]["meta"] = {"revealed": revealed}
        frame = class_answers.answers_frame(counted.options, names, bars, right, mark)
        with self.figure.hold_sync():
            self.figure.skeleton, self.figure.frame = skeleton, dict(frame)
