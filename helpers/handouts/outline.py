"""What a sheet takes from a lesson's notebook: its words up to the answers, and which cards stand where.

The notebook is read, never run.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from helpers.display import NOTEBOOKS

DEEPER = "Go deeper"
ITEM = re.compile(r"^(-|\d+\.) ", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A heading of the notebook with the cells under it, as (is code, source)."""

    title: str
    cells: tuple[tuple[bool, str], ...]

    @property
    def words(self) -> str:
        """The section's Markdown."""
        return "\n\n".join(source for is_code, source in self.cells if not is_code)

    def calls(self, method: str) -> list[ast.Call]:
        """Every ``lesson.<method>(...)`` of its code cells, in order."""
        return [call for tree in self.trees() for call in _calls(tree, method)]

    def before(self, method: str) -> str:
        """The Markdown above the first cell that calls ``lesson.<method>``."""
        call = f"lesson.{method}("
        above = takewhile(lambda cell: not (cell[0] and call in cell[1]), self.cells)
        return "\n\n".join(source for is_code, source in above if not is_code)

    def trees(self) -> Iterator[ast.Module]:
        """The syntax of its code cells; tasks for the learner are none."""
        for is_code, source in self.cells:
            if is_code and not source.lstrip().startswith("%%"):
                yield ast.parse(source)


@dataclass(frozen=True)
class Outline:
    """A lesson as its sheets need it; ids point into ``data/``, words are Markdown.

    ``opening`` holds the sections between the title and the first prediction; ``core`` and ``deeper`` the
    ids of the predictions; ``predicting`` is said before the first of them, ``picture`` before the panel,
    ``to_try`` beside it. ``weighed`` are the lessons whose claims are graded here, ``cited`` the sources and
    tables the last section names.
    """

    opening: tuple[Section, ...]
    claims: tuple[str, ...]
    core: tuple[str, ...]
    deeper: tuple[str, ...]
    panel: str
    predicting: str
    picture: str
    to_try: str
    take_away: str
    weighed: tuple[str, ...]
    corrects: bool
    cited: tuple[str, ...]


def outline(lesson: str, folder: Path = NOTEBOOKS) -> Outline:
    """Read the notebook of a lesson, for example ``04_calcium``.

    Raises ValueError where it has no ``lesson.cover(panel, ...)`` or no prediction: such a lesson has no
    sheet.
    """
    found = sections(folder / f"{lesson}.ipynb")
    asking = next((n for n, part in enumerate(found) if part.calls("predict")), None)
    covering = next((part for part in found if _covers_panel(part)), None)
    if asking is None or covering is None:
        raise ValueError(f"{lesson} needs lesson.predict(...) and lesson.cover(panel, ...), found none")
    end = next((n for n, part in enumerate(found) if part.title == DEEPER), len(found))
    core, deeper = found[:end], found[end:]
    picture, to_try = _around_the_panel(covering)
    asked = found[asking]
    return Outline(
        opening=tuple(part for part in found[1:asking] if part.words.strip()),
        claims=_ids(core, "claim"),
        core=_ids(core, "predict"),
        deeper=_ids(deeper, "predict"),
        panel=_class_of_panel(found),
        predicting="" if asked is covering else asked.before("predict"),
        picture=picture,
        to_try=to_try,
        take_away=next((part.before("red_flags") for part in found if part.title == "Take away"), ""),
        weighed=_ids(core, "weigh"),
        corrects=any(part.calls("correction") for part in found),
        cited=_strings_beside(found, "sources"),
    )


def sections(path: Path) -> list[Section]:
    """Cut a notebook at its headings of first and second level."""
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    found: list[tuple[str, list[tuple[bool, str]]]] = [("", [])]
    for cell in cells:
        text = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        if cell["cell_type"] == "code":
            found[-1][1].append((True, text))
            continue
        before, *headed = re.split(r"^#{1,2} ", text, flags=re.MULTILINE)
        if before.strip():
            found[-1][1].append((False, before.strip()))
        for part in headed:
            title, _, words = part.partition("\n")
            found.append((title.strip(), [(False, words.strip())]))
    return [Section(title, tuple(parts)) for title, parts in found if title or parts]


def _calls(tree: ast.AST, method: str) -> list[ast.Call]:
    """Every ``lesson.<method>(...)`` of one cell."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="lesson"), attr=attr)) if attr == method:
                found.append(node)
    return found


def _ids(parts: list[Section], method: str) -> tuple[str, ...]:
    """The first argument of every call, each once."""
    named = [call.args[0] for part in parts for call in part.calls(method) if call.args]
    return tuple(dict.fromkeys(str(node.value) for node in named if isinstance(node, ast.Constant)))


def _covers_panel(part: Section) -> bool:
    covered = [call.args[0] for call in part.calls("cover")]
    return any(isinstance(node, ast.Name) and node.id == "panel" for node in covered)


def _class_of_panel(found: list[Section]) -> str:
    """The class behind ``panel = ...()``: the one panel that carries the lesson."""
    for node in (node for part in found for tree in part.trees() for node in ast.walk(tree)):
        match node:
            case ast.Assign(targets=[ast.Name(id="panel")], value=ast.Call(func=ast.Name(id=name))):
                return name
    raise ValueError("no cell says panel = SomePanel()")


def _around_the_panel(part: Section) -> tuple[str, str]:
    """What is said of the picture before the first list, and that list: what to try."""
    words = [source for is_code, source in part.cells if not is_code]
    at = next((n for n, source in enumerate(words) if ITEM.search(source)), len(words))
    listed = "".join(words[at : at + 1]).splitlines()
    last = max((n for n, line in enumerate(listed) if ITEM.match(line)), default=0)
    return "\n\n".join(words[:at]), "\n".join(listed[: last + 1])


def _strings_beside(found: list[Section], method: str) -> tuple[str, ...]:
    """Every text in the cells that call ``lesson.<method>``: in the call itself, or named just above it."""
    texts = [
        node.value
        for part in found
        for tree in part.trees()
        if _calls(tree, method)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return tuple(dict.fromkeys(texts))
