"""Every lesson as a learner meets it: opened in a real Lab, run, moved by keyboard, reloaded, answered."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.everybody import page_faults
from tests.browser.lab import Lab, Server

pytestmark = pytest.mark.browser

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("[0-9]*.ipynb"))

SLIDERS = "[role=slider]:visible"
FELT = "Muscle twitch"  # where a panel has a choice of symptoms: the one that every slider changes

# A reloaded Lab gives the kernel four seconds to send all widgets at once; after that it asks for each alone,
# and lesson 06 has some 1,200. On a busy machine that takes long, but every one is answered. That lessons did
# not come back at all was the widget manager's fault: tests/faults/test_clocks.py holds it to a sound one.
BACK_MS = 240_000

PANELS = """() => [...document.querySelectorAll('.wmt-panel')].map((panel) => ({
    sliders: [...panel.querySelectorAll('[role=slider]')].filter((slider) => slider.checkVisibility()).length,
    drawn: panel.querySelectorAll('.wmt-chart .trace').length,
}))"""

# Everything the reader sees of one panel: the numbers drawn (an empty path shows nothing), and the sentence.
SEEN = """(index) => {
    const panel = document.querySelectorAll('.wmt-panel')[index];
    const marks = [...panel.querySelectorAll('.wmt-chart path, .wmt-chart text')]
        .filter((mark) => mark.getAttribute('d') !== 'M0,0Z');
    return {
        picture: marks.map((mark) => `${mark.getAttribute('d')}${mark.getAttribute('transform')}`
            + `${mark.getAttribute('x')} ${mark.textContent}`).join('|'),
        sentence: panel.querySelector('.wmt-sentence').textContent,
    };
}"""


@pytest.fixture(autouse=True)
def unanswered(server: Server) -> Iterator[None]:
    """Other tests meet the lessons as a new learner does."""
    yield
    shutil.rmtree(server.scratch / "progress", ignore_errors=True)


def open_and_run(lab: Lab, name: str) -> list[dict[str, int]]:
    """Open a notebook, run all of it, and wait until each panel is drawn."""
    lab.open(name)
    lab.run_all()
    lab.page.wait_for_function(
        """() => document.querySelectorAll('.wmt-panel').length > 0
            && [...document.querySelectorAll('.wmt-panel')].every(
                (panel) => panel.querySelector('.wmt-chart .trace'))"""
    )
    return list(lab.page.evaluate(PANELS))


def reload(lab: Lab, count: int) -> None:
    """Reload the page, and wait until all its panels stand there again."""
    back = """(count) => document.querySelectorAll('.wmt-panel .wmt-chart .trace').length > 0
        && document.querySelectorAll('.wmt-panel').length >= count"""
    lab.reload()
    lab.page.wait_for_function(back, arg=count, timeout=BACK_MS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_lesson_runs_moves_and_survives_a_reload(lab: Lab, path: Path) -> None:
    panels = open_and_run(lab, path.name)
    assert lab.cell_errors() == []
    assert sum(panel["sliders"] for panel in panels) > 0

    for index, panel in enumerate(panels):
        for number in range(panel["sliders"]):
            move(lab, index, number)
    assert lab.errors() == []

    before = [lab.page.evaluate(SEEN, index) for index in range(len(panels))]
    lab.page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    reload(lab, len(panels))
    for index, seen in enumerate(before):
        lab.page.wait_for_function(
            f"([index, seen]) => ({SEEN})(index).sentence === seen.sentence", arg=[index, seen]
        )
        lab.page.wait_for_function(
            f"([index, seen]) => ({SEEN})(index).picture === seen.picture", arg=[index, seen]
        )
    assert lab.console == []
    assert lab.foreign == []
    faults = page_faults(lab, projector=False)
    assert not faults, "\n".join(faults)
    assert lab.cell_errors() == []


def move(lab: Lab, panel: int, number: int) -> None:
    """Take one slider to its ends by keyboard, from the reference: picture and sentence must follow."""
    whole = lab.page.locator(".wmt-panel").nth(panel)
    whole.get_by_role("button", name="Reset").press("Enter")
    lab.settle()  # until Reset is seen, the symptom chosen before looks chosen, and its button does nothing
    symptom = whole.get_by_role("button", name=FELT)
    if symptom.count():
        symptom.press("Enter")
        lab.settle()
    handle = whole.locator(SLIDERS).nth(number)
    before = lab.page.evaluate(SEEN, panel)
    handle.focus()
    at_its_start = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemin")
    handle.press("End" if at_its_start else "Home")
    if symptom.count() and not at_its_start:  # a cause may count from its reference in one direction only
        lab.settle()
        if lab.page.evaluate(SEEN, panel) == before:
            handle.press("End")
    lab.page.wait_for_function(
        f"""([panel, before]) => {{
            const now = ({SEEN})(panel);
            return now.picture !== before.picture && now.sentence !== before.sentence;
        }}""",
        arg=[panel, before],
    )
