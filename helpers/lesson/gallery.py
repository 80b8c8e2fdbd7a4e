"""The teacher's playlist: every panel behind the question to ask before it, one alive at a time."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

import ipywidgets as widgets

from helpers import display, evidence
from helpers.display import NOTEBOOKS, escape
from helpers.lesson.bar import ProjectorSwitch
from helpers.lesson.buttons import button, in_a_row
from helpers.lesson.finder import MOST_CHARACTERS
from helpers.lesson.html import Part, lesson_style, live, paragraphs, prose, section, title
from helpers.lesson.playlist import Entry, playlist

log = logging.getLogger(__name__)

HEADING = "Ask first, then show"
EVERY_LESSON = "all"
NOTHING_FITS = "Nothing here fits: take a word away, or clear the search."
FAILED = "This picture could not be made. The next one can."
SHOW, HIDE = "Show the picture", "Hide the picture"


class Gallery(Part):
    """All questions to choose from; then one of them alone, and its panel on request.

    ``kinds`` gives the panel classes by name, each with ``title``, ``question`` and ``picture``. A panel is
    made when it is first shown and freed when another question is chosen. ``start`` names the panel whose
    question is asked first; a name that no panel has opens the list.
    """

    def __init__(
        self,
        kinds: Mapping[str, Any],
        data: Any = evidence,
        folder: Path = NOTEBOOKS,
        start: str = "",
    ) -> None:
        self.entries = playlist(kinds, data.lessons(), folder)
        self.entry: Entry | None = None
        self.panel: Any = None
        self._look = {"layout": widgets.Layout(width="auto", height="auto"), "style": widgets.ButtonStyle()}
        self.rows = {entry.name: self._row(entry) for entry in self.entries}
        self._pictures = widgets.HTML(_thumbnails(self.entries, folder / "pictures"))
        self.projector = ProjectorSwitch()
        self._where, self._way = live(), widgets.Output().add_class("lesson-way")
        self._list, self._stage = self._make_list(), self._make_stage()
        name = widgets.HTML(f'<span class="lesson-title">{HEADING}</span>')
        bar = widgets.HBox([name, self._where, self._way, self.projector]).add_class("lesson-toolbar")
        super().__init__([bar, self._pictures, self._list, self._stage], "lesson-gallery")
        self._filter_to(self.entries)
        self.choose(start if start in self.rows else None)

    @property
    def counted(self) -> str:
        """How many questions there are, and from how many lessons."""
        lessons = {entry.lesson.id for entry in self.entries if entry.lesson is not None}
        return f"{len(self.entries)} questions from {len(lessons)} lessons."

    def found(self) -> list[Entry]:
        """Give the entries that word and lesson leave: the playlist."""
        wanted = self.search.value[:MOST_CHARACTERS].lower().split()
        lesson = self.lessons.value
        return [
            entry
            for entry in self.entries
            if lesson in (EVERY_LESSON, entry.group) and all(word in entry.words for word in wanted)
        ]

    def choose(self, name: str | None) -> None:
        """Ask the question of the panel called ``name``; None goes back to the list.

        The panel before is freed. KeyError where no panel is called so.
        """
        entry = None if name is None else next((e for e in self.entries if e.name == name), None)
        if name is not None and entry is None:
            raise KeyError(name)
        if entry is not self.entry:
            self._free()
        self.entry = entry
        lesson_style().place = name or ""
        self._list.layout.display = "none" if entry else None
        self._stage.layout.display = None if entry else "none"
        self._refresh()

    def show(self) -> None:
        """Show the chosen panel, made now if it was not shown before."""
        if self.entry is None:
            return
        try:
            self.panel = self.panel or self.entry.kind()
        except Exception:  # a class is watching: say so, and the next question still works
            log.exception("the gallery could not make %s", self.entry.name)
            self._said.value = paragraphs(FAILED)
            return
        self._slot.children = [self.panel]
        self._refresh()

    def hide(self) -> None:
        """Take the panel off the page; it keeps its settings until another question is chosen."""
        self._slot.children = []
        self._refresh()

    def step(self, by: int) -> None:
        """Go to the next question of the playlist (1) or to the one before (-1); nothing beyond its ends."""
        names = self._playing()
        if self.entry is None or self.entry.name not in names:
            return
        place = names.index(self.entry.name) + by
        if 0 <= place < len(names):
            self.choose(names[place])

    def close(self) -> None:
        """Free the panel and the gallery."""
        self._free()
        self._filter_to(self.entries)  # what a search has taken off the page is freed too
        super().close()

    def static_html(self) -> str:
        """Every question under its lesson, with its picture and the way there; readable without a kernel."""
        parts = [
            f"<h5>{prose(group)}</h5><table>{''.join(map(_still_row, entries))}</table>"
            for group, entries in groupby(self.entries, key=lambda entry: entry.group)
        ]
        words = "Run the cell to choose a question, ask it, and show the moving picture after it."
        return section("gallery-still", title(HEADING) + paragraphs(words) + "".join(parts))

    def _row(self, entry: Entry) -> widgets.Button:
        """Give the button of a question; one look for all keeps the page light."""
        row = widgets.Button(description=entry.kind.question, tooltip=entry.kind.title, **self._look)
        row.add_class("lesson-row").add_class(f"lesson-row-{entry.kind.picture}")
        row.on_click(lambda _button: self.choose(entry.name))
        return row

    def _make_list(self) -> widgets.VBox:
        self.search = widgets.Text(placeholder="calcium, sleep, a word", description="Search")
        self.search.add_class("lesson-search")
        groups = list(dict.fromkeys(entry.group for entry in self.entries))
        self.lessons = widgets.Dropdown(options=[EVERY_LESSON, *groups], description="Lesson")
        self.clear_button = button("Clear", on_click=lambda _: self._clear())
        for part in (self.search, self.lessons):
            part.observe(self._filter, "value")
        controls = widgets.HBox([self.search, self.lessons, self.clear_button])
        controls.add_class("lesson-finder-controls")
        self._groups = {
            group: (widgets.HTML(f"<h5>{prose(group)}</h5>"), widgets.Box().add_class("lesson-rows"))
            for group in groups
        }
        self._nothing = live()
        self._shown = widgets.VBox().add_class("lesson-part")
        return widgets.VBox([controls, self._nothing, self._shown]).add_class("lesson-part")

    def _make_stage(self) -> widgets.VBox:
        self._question = live()
        self.previous_button = button("◀ Previous", on_click=lambda _: self.step(-1))
        self.next_button = button("Next ▶", on_click=lambda _: self.step(1))
        self.show_button = button(SHOW, "lesson-primary", on_click=lambda _: self._turn())
        self.list_button = button("All questions", on_click=lambda _: self.choose(None))
        buttons = [self.show_button, self.previous_button, self.next_button, self.list_button]
        bar = in_a_row(*buttons)
        self._said = live()
        self._slot = widgets.VBox().add_class("lesson-stage")
        parts = [self._question, bar, self._said, self._slot]
        return widgets.VBox(parts).add_class("lesson-part")

    def _turn(self) -> None:
        if self._slot.children:
            self.hide()
        else:
            self.show()

    def _clear(self) -> None:
        self.search.value, self.lessons.value = "", EVERY_LESSON

    def _filter(self, _change: object = None) -> None:
        self._filter_to(self.found())
        self._refresh()

    def _filter_to(self, found: list[Entry]) -> None:
        """Show these, under their lessons' headings."""
        shown: list[widgets.Widget] = []
        for group, entries in groupby(found, key=lambda entry: entry.group):
            heading, box = self._groups[group]
            box.children = [self.rows[entry.name] for entry in entries]
            shown += [heading, box]
        self._shown.children = shown
        self._nothing.value = "" if found else paragraphs(NOTHING_FITS)

    def _refresh(self) -> None:
        """Say how many questions are left, or which one this is, and what the buttons can do."""
        names = self._playing()
        if self.entry is None:
            self._where.value = f"{len(names)} of {len(self.entries)} questions"
            self._way.outputs = ()
            return
        place = names.index(self.entry.name)
        way, words = _way(self.entry), f"{place + 1} of {len(names)} · "
        self._where.value = words if way else words + prose(_place(self.entry))
        self._way.outputs = way
        self._question.value = (
            f'<p class="lesson-asked" role="heading" aria-level="3">{prose(self.entry.kind.question)}</p>'
        )
        self.previous_button.disabled = place == 0
        self.next_button.disabled = place == len(names) - 1
        self.show_button.description = HIDE if self._slot.children else SHOW

    def _playing(self) -> list[str]:
        """The names of the playlist; all, where the chosen one came from elsewhere than the list."""
        names = [entry.name for entry in self.found()]
        here = self.entry is None or self.entry.name in names
        return names if here else [entry.name for entry in self.entries]

    def _free(self) -> None:
        """Take the panel off the page first, then free it: the page never asks for what is gone."""
        self._slot.children, self._said.value = (), ""
        if self.panel is not None:
            self.panel.close()
            self.panel = None


def open_gallery(kinds: Mapping[str, Any]) -> Gallery:
    """Give this kernel's one gallery, at the question the app's address names (``?panel=CrampLoop``).

    A cell run again gets it as it stands.
    """
    gallery: Gallery = display.shared("Gallery", lambda: Gallery(kinds, start=display.asked("panel")))
    return gallery


def _place(entry: Entry) -> str:
    """Where the panel stands, in words."""
    return f"{entry.group}, {entry.heading}" if entry.lesson is not None else entry.group


def _way(entry: Entry) -> tuple[dict[str, Any], ...]:
    """Give the link to where the panel stands, as a cell's output: only there Lab opens it beside this page.

    Nothing beside the lessons, nor in the app, which has none. Lab compares headings letter by letter.
    """
    if display.VOILA or entry.lesson is None:
        return ()
    place, heading = _place(entry), escape(entry.heading.replace(" ", "-"))
    link = f'<a href="{entry.lesson.id}.ipynb#heading={heading}">{prose(place)}</a>'
    shown = {"text/html": link, "text/plain": place}
    return ({"output_type": "display_data", "data": shown, "metadata": {}},)


def _thumbnails(entries: Sequence[Entry], folder: Path) -> str:
    """Bring each panel's static picture to its row; the page needs no files then. Without one, a bare row."""
    rules = []
    for entry in entries:
        path = folder / f"{entry.kind.picture}.svg"
        if path.is_file():
            picture = quote(path.read_text(encoding="utf-8"), safe=" /:=,;()'!*@+?[]&")
            where = f".lesson-row-{entry.kind.picture}::before"
            rules.append(f'{where}{{background-image:url("data:image/svg+xml,{picture}")}}')
    return f"<style>{''.join(rules)}</style>"


def _still_row(entry: Entry) -> str:
    """A question without a kernel: its picture, and a link to where it stands."""
    picture = f'<img src="pictures/{escape(entry.kind.picture)}.svg" alt="" width="120" loading="lazy">'
    where = f'<a href="{entry.link}">{prose(entry.heading)}</a>' if entry.link else ""
    words = f"<strong>{prose(entry.kind.question)}</strong><br>{prose(entry.kind.title)}"
    return f"<tr><td>{picture}</td><td>{words}{f'<br>{where}' if where else ''}</td></tr>"
