"""Write what the article should have said, then hold it against a checklist and a version of the kit's."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
from traitlets import Unicode

from helpers.lesson.buttons import button, in_a_row
from helpers.lesson.html import Part, bullets, card, live, paragraphs, title

MOST_CHARACTERS = 4000
SHORT_OF_WORDS = 20
"""With fewer words there is nothing yet to hold a checklist against."""


class CorrectionCard(Part):
    """A box to write in; checklist and model stay closed until something is written, or they are asked for.

    ``text`` is what the learner wrote. It is kept in the notebook's kernel and on the learner's own page
    only, never in the progress file, which holds no free text.
    """

    text = Unicode("")

    def __init__(self, article: Any) -> None:
        self.article = article
        self.box = widgets.Textarea(
            placeholder="Write here, in your own words.",
            description="Your correction",
            layout={"width": "100%", "height": "150px"},
        ).add_class("lesson-writing")
        self.compare_button = button("Compare with the checklist", "lesson-primary")
        self.compare_button.on_click(self._open_checklist)
        self._answer = live()
        heading = widgets.HTML(title("The correction") + paragraphs(article.correction_task, KEPT))
        row = in_a_row(self.compare_button)
        super().__init__([heading, self.box, row, self._answer], "lesson-card", "lesson-correction")
        self.box.observe(self._write, "value")

    @property
    def answer(self) -> str:
        """Checklist and model as now shown, as HTML."""
        return self._answer.value

    def _write(self, change: Any) -> None:
        self.text = change["new"][:MOST_CHARACTERS]

    def _open_checklist(self, _button: object = None) -> None:
        count = len(self.text.split())
        few = f"You have written {count} words so far. " if 0 < count < SHORT_OF_WORDS else ""
        first = few + (
            "Read your text once for each line:" if count else "Nothing is written yet. A text should:"
        )
        model = paragraphs(self.article.correction_model)
        self._answer.value = (
            f"{paragraphs(first)}{bullets(self.article.correction_checklist)}"
            f"<details><summary>One way to write it</summary>{model}</details>"
        )

    def static_html(self) -> str:
        """The task, readable before anything runs; the checklist waits until something is written."""
        hint = '<p class="lesson-quiet">Run the notebook to write it; then a checklist opens on request.</p>'
        return card("correction", "The correction", paragraphs(self.article.correction_task) + hint)


KEPT = "What you write stays in this notebook until it is closed; your page at the end takes it along."
