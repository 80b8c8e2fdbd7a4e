"""A fault in a real JupyterLab: a kernel killed in mid-lesson."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.lab import Lab

pytestmark = pytest.mark.browser

LESSON = (
    'from helpers.lesson import Lesson\nlesson = Lesson("06_vitamin_d")\nlesson',
    "lesson.quiz()",
    "from helpers.panels.membrane import RestingPotential\npanel = RestingPotential()\npanel",
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
