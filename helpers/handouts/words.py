"""Notebook words as HTML for paper: escaped, without links, with the pictures inside."""

from __future__ import annotations

import base64
from pathlib import Path, PurePosixPath
from typing import Any

import mistune
from markupsafe import Markup

from helpers.display import NOTEBOOKS, minus_signs
from helpers.lesson import html

PICTURES = NOTEBOOKS / "pictures"


def inlined(file: str, folder: Path = PICTURES) -> str:
    """A drawing as an address that holds all of it, so that a sheet is one file."""
    drawing = base64.b64encode((folder / file).read_bytes()).decode("ascii")
    return f"data:image/svg+xml;base64,{drawing}"


class _Paper(mistune.HTMLRenderer):
    """Markdown as it is printed: a link is its words, a picture of the lesson is drawn where it stands."""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Nobody can press a link on paper."""
        return text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Only pictures that lie beside the notebook."""
        words = mistune.util.escape(text)
        return f'<img alt="{words}" src="{inlined(PurePosixPath(url).name)}">'

    def text(self, text: str) -> str:
        """Negative numbers get a true minus sign, as on screen."""
        return super().text(minus_signs(text))


_markdown = mistune.create_markdown(renderer=_Paper(escape=True), plugins=["table"])


def markdown(text: str) -> Markup:
    """A notebook's Markdown; HTML in it is shown as text."""
    return Markup(_markdown(text))


def prose(text: object) -> Markup:
    """A text of ``data/`` as the lesson's cards show it."""
    return Markup(html.prose(text))


def css_string(text: object) -> str:
    """Text for a CSS ``content``: everything but letters, digits and spaces as a code."""
    return "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in str(text))


FILTERS: dict[str, Any] = {"markdown": markdown, "prose": prose, "css_string": css_string}
