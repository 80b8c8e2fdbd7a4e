"""All sheets of all lessons, made once by the command itself, and a reader that checks their HTML."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from helpers.handouts.__main__ import main

VOID = {"meta", "img", "br", "hr", "col", "link", "input"}


class Page(HTMLParser):
    """A page's elements as (name, attributes), and its words; ValueError where tags do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        if self.open:
            raise ValueError(f"never closed: {self.open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "div", "ul", "ol", "table", "section", "figure", "dl", "h2") and "p" in self.open:
            raise ValueError(f"<{tag}> inside <p>")
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ValueError(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every sheet, as ``python -m helpers.handouts --no-pdf`` makes it."""
    made = tmp_path_factory.mktemp("handouts")
    assert main(["--to", str(made), "--no-pdf"]) == 0
    return made
