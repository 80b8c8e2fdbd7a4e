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


WEIGH = (
    'from helpers.lesson import Lesson\nlesson = Lesson("10_weigh_the_evidence")\nlesson',
    'lesson.weigh("04_calcium")',
    "lesson.grade_sheet()",
    "correction = lesson.correction()\ncorrection",
    "lesson.portfolio(correction)",
    'lesson.find("medicine_effects", "Medicines", route="Route")',
)


def test_grading_writing_and_searching_work_by_keyboard_alone(lab: Lab, server: Server) -> None:
    (server.folder / "weigh.ipynb").write_text(notebook(*WEIGH), encoding="utf-8")
    lab.open("weigh.ipynb")
    lab.run_all()
    page = lab.page
    page.locator(".lesson-finder:visible").wait_for()

    first = page.locator(".lesson-part.lesson-grading").first
    first.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    lab.settle()  # the button wakes up when the kernel has heard of a grade
    first.get_by_role("button", name="This is my grade").press("Enter")
    first.get_by_text("The kit", exact=True).wait_for()
    assert "What would change our mind" in first.inner_text()
    page.locator(".lesson-part.lesson-grade-sheet").get_by_text("Graded: 1 of").wait_for()

    box = page.locator(".lesson-writing textarea")
    box.focus()
    page.keyboard.type("Low calcium is hypocalcaemia.")
    page.keyboard.press("Enter")
    page.keyboard.type("And the second line: a, b, x, dd.")
    assert box.input_value().count("\n") == 1  # Lab's own keys do not reach into the box
    page.locator(".lesson-part.lesson-correction").get_by_role("button").press("Enter")
    page.locator(".lesson-part.lesson-correction").get_by_text("It blames nobody").wait_for()
    page.locator(".lesson-part.lesson-summary").get_by_text("a, b, x, dd").wait_for()

    page.locator(".lesson-search input").focus()
    page.keyboard.type("twitching")
    page.locator(".lesson-part.lesson-finder tbody").get_by_text("muscle twitching").wait_for()
    assert lab.cell_errors() == []
    assert not lab.errors()


def test_the_cards_of_weighing_and_searching_are_big_on_the_projector(lab: Lab, server: Server) -> None:
    (server.folder / "weigh_big.ipynb").write_text(notebook(*WEIGH), encoding="utf-8")
    lab.open("weigh_big.ipynb")
    lab.run_all()
    lab.page.locator(".lesson-finder:visible").wait_for()
    lab.settle()
    switch(lab, True)
    small = lab.page.evaluate(
        """() => [...document.querySelectorAll(
            ".lesson-grading label, .lesson-grade-sheet th, .lesson-writing textarea, .lesson-writing label,"
            + " .lesson-finder td, .lesson-finder input, .lesson-finder select, .lesson-finder label")]
            .filter((seen) => seen.offsetParent)
            .filter((seen) => parseFloat(getComputedStyle(seen).fontSize) < 18)
            .map((seen) => seen.tagName + " " + seen.textContent.slice(0, 40))"""
    )
    assert small == []
    assert lab.page.evaluate(CUT) == []
    switch(lab, False)
