"""The map of the kit: what the neurologist says, and the lesson that weighs it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpers import evidence
from helpers.display import NOTEBOOKS, escape
from helpers.lesson.html import Html, card, prose


def claim_map(data: Any = evidence, notebooks: Path = NOTEBOOKS) -> Html:
    """Show every claim under the lesson that weighs it; a lesson without a notebook has no link.

    Plain HTML, so that JupyterLab opens a linked lesson beside this one, and the map is there before Run.
    """
    lessons = [lesson for lesson in data.lessons() if lesson.claims]
    said = sum(len(lesson.claims) for lesson in lessons)
    rows = "".join(_row(lesson, data, notebooks) for lesson in lessons)
    head = '<tr><th scope="col">Lesson</th><th scope="col">What the neurologist says</th></tr>'
    table = f'<table class="lesson-table"><thead>{head}</thead><tbody>{rows}</tbody></table>'
    joined = [lesson for lesson in data.lessons() if not lesson.claims and lesson.number > 0]
    rest = "; ".join(f"{_name(lesson, notebooks)}" for lesson in joined)
    after = f'<p class="lesson-quiet">All of them together: {rest}.</p>' if joined else ""
    heading = f"{said} claims and where they are weighed"
    return Html(card("map", heading, table + after + _article(data.article())))


def _article(article: Any) -> str:
    """Where the claims come from."""
    return (
        f'<p class="lesson-quiet">{prose(article.neurologist)}, in “{prose(article.title)}”, read at '
        f'<a href="{escape(article.read_at)}" target="_blank" rel="noopener">{prose(article.read_at)}</a>. '
        f"{prose(article.note)}</p>"
    )


def _row(lesson: Any, data: Any, notebooks: Path) -> str:
    items = "".join(_item(data.claim(id), data.article()) for id in lesson.claims)
    return f'<tr><th scope="row">{_name(lesson, notebooks)}</th><td><ul>{items}</ul></td></tr>'


def _item(claim: Any, article: Any) -> str:
    """A claim; where its word is wrong, beside it whose slip that may be."""
    slip = article.on_the_slip if claim.grade == "wrong_word" else ""
    note = f' <span class="lesson-quiet">{prose(slip)}</span>' if slip else ""
    return f"<li>{prose(claim.text)}{note}</li>"


def _name(lesson: Any, notebooks: Path) -> str:
    """Number and title: a link where the notebook exists, and a word where it does not."""
    words = f"{lesson.number:02d} · {prose(lesson.title)}"
    file = f"{lesson.id}.ipynb"
    if (notebooks / file).is_file():
        return f'<a href="{escape(file)}">{words}</a>'
    return f'{words} <span class="lesson-quiet">(not written yet)</span>'
