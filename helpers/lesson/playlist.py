"""In which lesson, and under which heading, each panel stands: read from the lessons themselves."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from helpers.display import NOTEBOOKS

log = logging.getLogger(__name__)

WAY_OUT = "Take away"
"""The part that ends with the explorer, in every lesson: a way out, and not where that panel belongs."""

BESIDE = "Beside the lessons"
CALL = re.compile(r"\b([A-Z]\w*)\(")


@dataclass(frozen=True, slots=True)
class Entry:
    """One panel of the playlist: its name and class, its lesson (None beside the lessons), its heading."""

    name: str
    kind: Any
    lesson: Any = None
    heading: str = ""

    @property
    def group(self) -> str:
        """The lesson's number and title."""
        return BESIDE if self.lesson is None else f"{self.lesson.number:02d} · {self.lesson.title}"

    @property
    def link(self) -> str:
        """The lesson's notebook at this panel's heading, as JupyterLab finds it; empty beside the lessons."""
        if self.lesson is None:
            return ""
        anchor = quote(self.heading.replace(" ", "-"))
        return f"{self.lesson.id}.ipynb#{anchor}"

    @property
    def words(self) -> str:
        """All that can be searched, in small letters."""
        return f"{self.name} {self.kind.title} {self.kind.question} {self.group} {self.heading}".lower()


def playlist(kinds: Mapping[str, Any], lessons: Iterable[Any], folder: Path = NOTEBOOKS) -> list[Entry]:
    """Give an entry for every panel class of ``kinds``, in the order in which a learner meets them.

    A panel belongs to the first lesson of which a cell makes it. One that no lesson shows comes last.
    """
    found: dict[str, Entry] = {}
    for lesson in lessons:
        for name, heading in calls(folder / f"{lesson.id}.ipynb"):
            if name in kinds and name not in found:
                found[name] = Entry(name, kinds[name], lesson, heading)
    return [*found.values(), *(Entry(name, kinds[name]) for name in sorted(kinds) if name not in found)]


def calls(path: Path) -> list[tuple[str, str]]:
    """Give what a lesson's cells make, each with the heading above it; nothing where none can be read."""
    try:
        return list(_calls(json.loads(path.read_text(encoding="utf-8"))["cells"]))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        log.warning("%s cannot be read, so its panels have no lesson: %r", path.name, problem)
        return []


def _calls(cells: list[Any]) -> Iterator[tuple[str, str]]:
    part = heading = ""
    for cell in cells:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            for marks, words in re.findall(r"^(##+) +(.+?)\s*$", text, flags=re.MULTILINE):
                heading = words
                part = words if marks == "##" else part
        elif part != WAY_OUT:
            yield from ((name, heading) for name in CALL.findall(text))
