"""The cards of a lesson in a real JupyterLab: big and whole on the projector, small again at the desk."""

from __future__ import annotations

import json

import pytest

from tests.browser.lab import Lab, Server, notebook

pytestmark = pytest.mark.browser

CELLS = (
    'from helpers.lesson import Lesson\nlesson = Lesson("04_calcium")\nlesson',
    'lesson.table("calcium_and_ph", "Breathing, acidity and ionised calcium")',
    "from helpers.panels.calcium import CalciumAndThreshold\nlesson.chain(CalciumAndThreshold())",
)
MARKDOWN = {"cell_type": "markdown", "id": "words", "metadata": {}, "source": "Some *words* and `code`."}
SIZES = """() => [".jp-RenderedMarkdown p", ".jp-RenderedMarkdown code", ".jp-InputArea .cm-line",
    ".lesson-table td", ".lesson-sure", ".lesson-chain li", ".lesson-count"]
    .map((where) => Math.min(...[...document.querySelectorAll(where)].filter((seen) => seen.offsetParent)
    .map((seen) => parseFloat(getComputedStyle(seen).fontSize))))"""
CUT = """() => [...document.querySelectorAll(".lesson-table, .lesson-chain :is(strong, span)")]
    .filter((seen) => seen.offsetParent)
    .filter((seen) => seen.scrollWidth > seen.clientWidth + 1 && getComputedStyle(seen).display !== "inline"
        || seen.getBoundingClientRect().right > seen.parentElement.getBoundingClientRect().right + 1)
    .map((seen) => seen.textContent)"""


def switch(lab: Lab, on: bool) -> None:
    lab.page.get_by_role("button", name="Projector mode").click()
    lab.page.wait_for_function("(on) => document.body.classList.contains('lesson-projector') === on", arg=on)


def test_the_projector_makes_words_code_and_cards_big_and_cuts_nothing(lab: Lab, server: Server) -> None:
    content = json.loads(notebook(*CELLS))
    content["cells"].append(MARKDOWN)
    (server.folder / "cards.ipynb").write_text(json.dumps(content), encoding="utf-8")
    lab.open("cards.ipynb")
    lab.run_all()
    lab.page.locator(".lesson-chain:visible").wait_for()
    desk = lab.page.evaluate(SIZES)
    assert lab.page.evaluate(CUT) == []
    switch(lab, True)
    assert min(lab.page.evaluate(SIZES)) >= 18
    assert lab.page.evaluate(CUT) == []
    switch(lab, False)
    assert lab.page.evaluate(SIZES) == desk
    assert max(desk) < 18
    assert not lab.errors()
