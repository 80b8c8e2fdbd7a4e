"""A published table one can search: type a word, choose from lists, see what is left and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from helpers import evidence
from helpers.lesson.html import Part, live, paragraphs, prose, section, title
from helpers.lesson.tables import measurements_card

EVERYTHING = "all"
MOST_CHARACTERS = 80


class Finder(Part):
    """Rows of a table, filtered by words and by the choices of one or more columns.

    Every word typed must stand somewhere in a row; case and order do not matter. ``choices`` maps a column
    to the label of its list; ``words`` explains what a value of such a column means. A row whose value spans
    two of a list, "common to very common", is found by both. Only the count of rows is announced to a screen
    reader, not the whole table.
    """

    def __init__(
        self,
        heading: str,
        rows: Sequence[Any],
        choices: Mapping[str, str],
        data: Any,
        words: Mapping[str, str] | None = None,
    ) -> None:
        self.heading, self.rows, self.data, self.words = heading, list(rows), data, dict(words or {})
        self.search = widgets.Text(
            placeholder="type a word",
            description="Search",
            continuous_update=True,
        ).add_class("lesson-search")
        self.lists = {column: self._list(column, label) for column, label in choices.items()}
        self.clear_button = widgets.Button(description="Clear", layout={"width": "auto"}).add_class(
            "lesson-button"
        )
        self.clear_button.on_click(self._clear)
        self._count, self._found = live(), widgets.HTML()
        controls = widgets.HBox([self.search, *self.lists.values(), self.clear_button])
        controls.add_class("lesson-finder-controls")
        super().__init__(
            [widgets.HTML(title(heading)), controls, self._count, self._found],
            "lesson-card",
            "lesson-finder",
        )
        for part in (self.search, *self.lists.values()):
            part.observe(self._refresh, "value")
        self._refresh()

    def found(self) -> list[Any]:
        """Give the rows that the present search leaves."""
        wanted = self.search.value[:MOST_CHARACTERS].lower().split()
        chosen = {column: box.value for column, box in self.lists.items() if box.value != EVERYTHING}
        return [
            row
            for row in self.rows
            if all(value in _values(row, column) for column, value in chosen.items())
            and all(word in _read(row) for word in wanted)
        ]

    @property
    def html(self) -> str:
        """What is shown now."""
        return self._count.value + self._found.value

    def _list(self, column: str, label: str) -> widgets.Dropdown:
        values = list(dict.fromkeys(getattr(row, column) for row in self.rows))
        return widgets.Dropdown(options=[EVERYTHING, *sorted(values)], description=label).add_class(
            "lesson-list"
        )

    def _clear(self, _button: object = None) -> None:
        self.search.value = ""
        for box in self.lists.values():
            box.value = EVERYTHING

    def _refresh(self, _change: object = None) -> None:
        found = self.found()
        count = f"{len(found)} of {len(self.rows)} rows."
        meanings = [self.words[box.value] for box in self.lists.values() if box.value in self.words]
        advice = [] if found else ["Nothing here fits: take a word away, or clear the search."]
        self._count.value = paragraphs(count, *advice, *meanings)
        self._found.value = self._table(found) if found else ""

    def _table(self, found: list[Any]) -> str:
        """Show the rows; two such tables on a page are told apart by their names."""
        return measurements_card("Rows found", found, self.data, spoken=f"{self.heading}: rows found").html

    def static_html(self) -> str:
        """How many rows there are and what they can be searched by, readable before anything runs."""
        by = ", ".join(["word", *(box.description.lower() for box in self.lists.values())])
        words = f"{len(self.rows)} rows, to search by {by}. Run the cell to search them."
        return section("finder", title(self.heading) + f"<p>{prose(words)}</p>")


def _values(row: Any, column: str) -> set[str]:
    """Give a row's value and, where it spans two, both of its ends."""
    value = str(getattr(row, column))
    return {value, *value.split(" to ")}


def _read(row: Any) -> str:
    """Give all that a row says, in small letters."""
    return " ".join(str(value) for value in row.model_dump().values() if value is not None).lower()


def label_meanings(data: Any = evidence) -> dict[str, str]:
    """Give what each word of a label stands for, in people of a hundred."""
    return {
        row.word: f"{row.word.capitalize()}: {row.low:g} to {row.high:g} of 100 people (EU labels)."
        for row in data.rows("label_words")
    }
