"""The sheets themselves: templates filled with a lesson's material."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from helpers import evidence, records
from helpers.handouts.material import Material
from helpers.handouts.words import FILTERS
from helpers.lesson import cards, exercise

TEMPLATES = Path(__file__).with_name("templates")


def student(stuff: Material) -> str:
    """The student's sheet as a page of HTML: no answer stands on it."""
    return _page("student.html", stuff=stuff, grades=cards.GRADES)


def teacher(stuff: Material) -> str:
    """The teacher's sheet as a page of HTML."""
    return _page("teacher.html", stuff=stuff, grades=cards.GRADES, meanings=records.GRADES)


def index(rows: list[dict[str, Any]]) -> str:
    """The page that links all sheets: one row for each lesson, with the files that are there."""
    return _page("index.html", rows=rows)


def _page(name: str, **values: Any) -> str:
    return f"{_templates().get_template(name).render(values).rstrip()}\n"


def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= FILTERS
    made.globals |= {
        "style": Markup((TEMPLATES / "sheet.css").read_text(encoding="utf-8")),
        "citation": lambda side: Markup(cards.citation(evidence.source(side.source))),
        "full_reference": lambda source: Markup(source.html),
        "code": lambda text: Markup(cards.code_block(text)),
        "own_lines": lambda item: Markup(exercise.own_lines(item)),
    }
    return made
