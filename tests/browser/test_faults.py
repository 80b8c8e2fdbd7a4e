"""Faults in a real JupyterLab: a kernel killed in mid-lesson, a page closed while dragging."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.lab import Lab, Server

pytestmark = pytest.mark.browser

LESSON = (
    'from helpers.lesson import Lesson\nlesson = Lesson("06_vitamin_d")\nlesson',
    "lesson.quiz()",
    "from helpers.panels.membrane import RestingPotential\npanel = RestingPotential()\npanel",
)


TELL = (
    "import json, pathlib\n"
    "state = json.dumps([panel.potassium_mM.value, panel.sentence])\n"
    'pathlib.Path("dragged.json").write_text(state, encoding="utf-8")'
)


def wait_for_sentence(lab: Lab, part: str) -> None:
    lab.page.wait_for_function(
        "(part) => document.querySelector('.wmt-sentence')?.textContent.includes(part)", arg=part
    )


def test_a_kernel_killed_in_mid_lesson_takes_no_answer_with_it(lab: Lab, write: Callable[..., str]) -> None:
    lab.open(write("killed", *LESSON))
    lab.run_all()
    page = lab.page
    wait_for_sentence(lab, "At 4.0 mmol/L")
    first = page.locator(".lesson-question-card").first
    first.get_by_role("radio").nth(1).check()
    first.get_by_role("button", name="Check").click()
    page.locator(".lesson-count", has_text="Questions 1 of").wait_for()
    chosen = first.get_by_role("radio").nth(1).evaluate("(input) => input.parentElement.textContent")

    page.evaluate(
        """(code) => {
            const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            kernel.requestExecute({ code }).done.catch(() => {});
        }""",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL if os.name != 'nt' else signal.SIGTERM)",
    )
    dialog = page.locator(".jp-Dialog", has_text="restart")  # Lab's own word on it
    dialog.get_by_role("button").last.click()
    wait_for_sentence(lab, "choose Run > Run All Cells")
    handle = page.locator(".wmt-panel [role=slider]").first
    handle.press("ArrowRight")  # nothing answers, and nothing breaks
    wait_for_sentence(lab, "choose Run > Run All Cells")
    lab.wait_idle()
    lab.run_all()
    wait_for_sentence(lab, "At 4.0 mmol/L")
    page.locator(".lesson-count", has_text="Questions 1 of").wait_for()
    again = page.locator(".lesson-question-card").first.locator("input:checked")
    assert again.evaluate("(input) => input.parentElement.textContent") == chosen
    assert lab.cell_errors() == []
    assert lab.console == []


def test_a_page_closed_while_dragging_opens_again_with_what_the_kernel_has(
    browser: Any, server: Server, write: Callable[..., str]
) -> None:
    name = write("dragged", *LESSON[2:])
    before = Lab(browser, server)
    before.open(name)
    before.run_all()
    wait_for_sentence(before, "At 4.0 mmol/L")
    before.page.evaluate("async () => await jupyterapp.commands.execute('docmanager:save')")
    box = before.page.locator(".wmt-panel [role=slider]").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before.page.mouse.move(x, y)
    before.page.mouse.down()
    for step in range(1, 21):
        before.page.mouse.move(x + 4 * step, y)
    before.page.close()  # the button is still down, and moves may be under way; the kernel lives on

    after = Lab(browser, server)
    try:
        after.open(name)
        after.python(TELL)
        value, sentence = json.loads((server.folder / "dragged.json").read_text(encoding="utf-8"))
        assert value > 4.0
        wait_for_sentence(after, sentence)
        after.page.wait_for_function("() => document.querySelector('.wmt-chart .scatterlayer .trace')")
        handle = after.page.locator(".wmt-panel [role=slider]").first
        assert float(handle.get_attribute("aria-valuenow")) == pytest.approx(value)
        handle.press("ArrowRight")
        wait_for_sentence(after, f"At {value + 0.1:.1f} mmol/L")
        assert after.errors() == []
        assert after.console == []
    finally:
        after.close()
