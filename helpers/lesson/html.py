"""Safe HTML for the cards: every text from a learner or a file is escaped before it is shown."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from anywidget import AnyWidget

from helpers.display import StaticFallback, style_sheet

KEYS = """
// Lab takes arrow keys and Enter for its cells; on an option or a button of a lesson they are the learner's.
function keep(event) {
  const own = event.target.closest?.(".lesson-part :is(button, input, summary)");
  if (own && ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Enter", " "].includes(event.key)) {
    event.stopPropagation();
  }
}
export default {
  initialize() {
    if (globalThis.lessonKeepsKeys) return;
    globalThis.lessonKeepsKeys = true;
    window.addEventListener("keydown", keep, true);
  },
};
"""
CSS_FILE = Path(__file__).with_name("lesson.css")


class Html:
    """A card that is plain HTML: readable in a stored notebook, in print and by a screen reader."""

    def __init__(self, html: str) -> None:
        self.html = html

    def static_html(self) -> str:
        """The card's HTML."""
        return self.html

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return plain(self.html)


def prose(text: object) -> str:
    """Escaped ``text``; `backticks` become code and **stars** strong, nothing else is markup."""
    safe = escape(" ".join(str(text).split()))
    safe = re.sub(r"`([^`]+)`", r"<code>\1</code>", safe)
    return re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", safe)


def paragraphs(*texts: object) -> str:
    """One escaped paragraph for each text that is not empty."""
    return "".join(f"<p>{prose(text)}</p>" for text in texts if text)


def bullets(texts: Any) -> str:
    """An escaped list."""
    return "<ul>" + "".join(f"<li>{prose(text)}</li>" for text in texts) + "</ul>"


def title(words: str) -> str:
    """The escaped heading of a card."""
    return f'<h4 class="lesson-card-title">{prose(words)}</h4>'


def card(kind: str, heading: str, body: str) -> str:
    """A card of the given kind (a CSS class); ``heading`` is escaped, ``body`` is HTML already."""
    return f'<section class="lesson-card lesson-{escape(kind)}">{title(heading)}{body}</section>'


def plain(html: str) -> str:
    """``html`` without its tags, for text-only front ends."""
    text = re.sub(r"</(p|li|h\d|tr|div|section)>", "\n", html)
    text = re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return unescape("\n".join(line for line in lines if line))


def live(html: str = "") -> widgets.HTML:
    """An HTML widget a screen reader announces when it changes."""
    line = widgets.HTML(html)
    line.add_class("lesson-live")
    return line


class Part(StaticFallback, widgets.VBox):
    """A live card; while outputs are stored, its ``static_html()`` stands in for it."""

    def __init__(self, children: list[widgets.Widget], *classes: str) -> None:
        lesson_style()
        super().__init__(children=children)
        for name in ("lesson-part", *classes):
            self.add_class(name)

    def static_text(self) -> str:
        """The card's words without markup."""
        return plain(self.static_html())


_sheets: list[AnyWidget] = []


def lesson_style() -> AnyWidget:
    """Give the one widget that carries ``lesson.css`` to the page; it need not be displayed."""
    if not _sheets or _sheets[0].comm is None:
        css = CSS_FILE.read_text(encoding="utf-8")
        sheet = type("LessonStyle", (AnyWidget,), {"_esm": KEYS, "_css": css})()
        _sheets[:] = [sheet]
        style_sheet()
    return _sheets[0]
