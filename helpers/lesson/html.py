"""Safe HTML for the cards: every text from a learner or a file is escaped before it is shown."""

from __future__ import annotations

import re
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from anywidget import AnyWidget
from traitlets import HasTraits, Int, Unicode

from helpers import theme
from helpers.display import StaticFallback, escape, minus_signs, shared, style_sheet

PAGE_FILE = Path(__file__).with_name("page.js")
CSS_FILE = Path(__file__).with_name("lesson.css")
BIGGER_PX = 1
"""How much bigger words on the page are than words in a picture, on the projector."""

OWN_STYLE = {
    "th": "text-align:left;vertical-align:top",
    "td": "text-align:left;vertical-align:top",
    "ul": "padding-left:1.6em",
    "ol": "padding-left:2.2em",
    "dt": "float:none;width:auto;padding:0;margin:8px 0 0 0;font-weight:bold;background:none",
    "dd": "float:none;width:auto;padding:0;margin:0;background:none",
    "h5": "font-weight:bold;margin:10px 0 4px",
    "blockquote": "margin:0;padding:0 0 0 12px",
}
"""What a card in a stored notebook needs before a kernel has brought the style sheet."""


class Html:
    """A card that is plain HTML: readable in a stored notebook, in print and by a screen reader."""

    def __init__(self, html: str) -> None:
        self.html = with_own_style(html)

    def static_html(self) -> str:
        """The card's HTML."""
        return self.html

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return plain(self.html)


def with_own_style(html: str) -> str:
    """Give lists and table cells that have no style the few rules that make them readable by themselves."""
    return re.sub(
        r"<(th|td|ul|ol|dt|dd|h5|blockquote)(?![^>]* style=)(?=[ >])",
        lambda tag: f'<{tag[1]} style="{OWN_STYLE[tag[1]]}"',
        html,
    )


def prose(text: object) -> str:
    """Escaped ``text``; `backticks` become code and **stars** strong, nothing else is markup.

    Negative numbers get a true minus sign, but not in code, which may be copied.
    """
    words = " ".join(str(text).split()).split("`")
    closed = len(words) % 2 == 1
    words = [part if closed and i % 2 else minus_signs(part) for i, part in enumerate(words)]
    safe = escape("`".join(words))
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
    return section(kind, title(heading) + body)


def section(kind: str, body: str) -> str:
    """A card of the given kind around HTML that brings its own heading."""
    return with_own_style(f'<section class="lesson-card lesson-{escape(kind)}">{body}</section>')


def plain(html: str) -> str:
    """``html`` without its tags, for text-only front ends."""
    text = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    text = re.sub(r"</t[hd]><t[hd]\b[^>]*>", " | ", text)
    text = re.sub(r"<br>|</(p|li|h\d|tr|div|section|dt|dd|summary)>", "\n", text)
    text = re.sub(r"</?(span|strong|em|code|a|cite|sup)\b[^>]*>", "", text)  # these part no words
    text = re.sub(r"<[^>]*>", " ", text)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return unescape("\n".join(line for line in lines if line))


def live(html: str = "") -> widgets.HTML:
    """An HTML widget a screen reader announces when it changes."""
    line = widgets.HTML(html)
    line.add_class("lesson-live")
    return line


class Part(StaticFallback, widgets.VBox):
    """A live card; while outputs are stored, its ``static_html()`` stands in for it.

    ``close()`` frees all of it: what it watches and every widget in it but its ``guests``, which belong
    to somebody else, such as the learner's panel.
    """

    def __init__(
        self, children: list[widgets.Widget], *classes: str, guests: Sequence[widgets.Widget] = ()
    ) -> None:
        lesson_style()
        super().__init__(children=children)
        self.guests = list(guests)
        self._endings: list[Callable[[], None]] = []
        for name in ("lesson-part", *classes):
            self.add_class(name)

    def static_text(self) -> str:
        """The card's words without markup."""
        return plain(self.static_html())

    def follow(self, subject: HasTraits, callback: Callable[[Any], None], *names: str) -> None:
        """Call the bound method ``callback`` when a trait of ``subject`` changes, until the card is closed.

        The subject does not keep the card alive.
        """
        reference = weakref.WeakMethod(callback)

        def changed(change: Any) -> None:
            method = reference()
            if method is None:
                stop()
            else:
                method(change)

        def stop() -> None:
            with suppress(ValueError):  # already ended
                subject.unobserve(changed, list(names))

        subject.observe(changed, list(names))
        self._endings.append(stop)

    def follow_mode(self, callback: Callable[[], None]) -> None:
        """Call the bound method ``callback`` when the projector mode changes, until the card is closed."""
        self._endings.append(theme.mode.watch(callback))

    def close(self) -> None:
        """End every watching and free the widgets."""
        for end in self.__dict__.pop("_endings", ()):  # a card that was never finished has none
            end()
        _close_children(self, self.__dict__.get("guests", ()))
        self.unobserve_all()
        layout = self.layout
        super().close()
        layout.close()


def _close_children(box: widgets.Widget, guests: Sequence[widgets.Widget]) -> None:
    children = box.children
    box.children = ()
    for child in children:
        if any(child is guest for guest in guests):
            continue
        if isinstance(child, Part):
            child.close()
            continue
        if hasattr(child, "children"):
            _close_children(child, guests)
        child.unobserve_all()
        parts = [getattr(child, name) for name in ("layout", "style") if child.has_trait(name)]
        for widget in (child, *parts):
            widget.close()


class LessonStyle(AnyWidget):
    """Brings ``lesson.css`` to the page and makes the notebook's own words big on the projector."""

    _esm = PAGE_FILE.read_text(encoding="utf-8")
    _css = CSS_FILE.read_text(encoding="utf-8")
    big_px = Int(0).tag(sync=True)
    place = Unicode().tag(sync=True)
    """The question a gallery stands at: part of the app's address."""

    def __init__(self) -> None:
        super().__init__()
        theme.mode.watch(self._follow_mode)
        self._follow_mode()

    def _follow_mode(self) -> None:
        self.big_px = theme.PROJECTOR.font + BIGGER_PX if theme.mode.projector else 0


def lesson_style() -> LessonStyle:
    """Give this kernel's one widget that carries ``lesson.css`` to the page; it need not be displayed."""
    style_sheet()
    sheet: LessonStyle = shared("LessonStyle", LessonStyle)
    return sheet
