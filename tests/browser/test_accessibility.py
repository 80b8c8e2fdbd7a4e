"""Every panel and kind of card for everybody: axe-core, the keyboard alone, 200 % zoom, a small screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers import panels
from helpers.panels.base import Panel
from tests.browser.axe import grave_findings
from tests.browser.lab import SIZE, Lab, show_panel

pytestmark = pytest.mark.browser

ZOOMED = {"width": 640, "height": 400}  # what is left of 1280 x 800 at 200 %
SMALL = {"width": 1024, "height": 768}
MOST_TABS = 120  # a player of sound takes several

# What a learner can operate, in the page's order; of radio buttons the browser stops at one only.
OPERABLE = """() => {
    const panel = document.querySelector('.wmt-panel');
    globalThis.parts = [...panel.querySelectorAll(
        'a[href], button, input, select, summary, audio, [tabindex="0"], [contenteditable="true"]')]
        .filter((part) => part.checkVisibility({ visibilityProperty: true }) && !part.disabled)
        .filter((part) => part.tabIndex >= 0 || part.isContentEditable || part.localName === 'audio')
        .filter((part) => part.type !== 'radio');
    globalThis.reached = new Set();
    parts[0].focus();
    return parts.length;
}"""
HERE = """() => {
    const now = document.activeElement, place = parts.indexOf(now);
    if (place < 0) return 'outside the panel';
    reached.add(place);
    const look = getComputedStyle(now);
    const outlined = parseFloat(look.outlineWidth) >= 2 && look.outlineStyle !== 'none';
    if (now.localName === 'audio') return ''; // the browser's own buttons, with its own rings
    return outlined || look.boxShadow !== 'none' ? '' : now.outerHTML.slice(0, 200);
}"""
TOO_WIDE = """() => {
    const panel = document.querySelector('.wmt-panel'), edge = panel.getBoundingClientRect().right + 1;
    return [...panel.querySelectorAll('*')]
        .filter((part) => part.checkVisibility() && !part.closest('.wmt-table, svg'))
        .filter((part) => part.getBoundingClientRect().right > edge && part.getBoundingClientRect().width > 1)
        .map((part) => part.outerHTML.slice(0, 160)).slice(0, 3);
}"""
# A wide table scrolls in a box of its own; nothing else needs more than the notebook's width.
CARDS_TOO_WIDE = """() => [...document.querySelectorAll('.lesson-part')]
    .filter((part) => part.checkVisibility() && part.scrollWidth > part.clientWidth + 1)
    .map((part) => part.className + ': ' + part.textContent.slice(0, 80))"""

panels.load_all()


@pytest.fixture
def resized(stage: Lab) -> Iterator[Lab]:
    """The stage, light and at its own size again afterwards."""
    yield stage
    stage.page.set_viewport_size(SIZE)
    stage.dark(False)


@pytest.mark.parametrize("name", sorted(Panel.registry))
def test_a_panel_serves_everybody(resized: Lab, name: str) -> None:
    stage, wrong = resized, []
    show_panel(stage, name)
    stage.settle("panel._table_toggle.value = True")
    for dark in (False, True):
        stage.dark(dark)
        stage.settle()
        wrong += [f"{'dark' if dark else 'light'}: {one}" for one in grave_findings(stage.page, ".wmt-panel")]
    stage.dark(False)
    stage.settle("theme.mode.projector = True")
    wrong += [f"projector: {one}" for one in grave_findings(stage.page, ".wmt-panel")]
    stage.settle("theme.mode.projector = False")
    wrong += keyboard_faults(stage)
    wrong += silent_pictures(stage, Panel.registry[name])
    stage.settle("panel._table_toggle.value = False")
    for size in (ZOOMED, SMALL):
        stage.page.set_viewport_size(size)
        stage.settle()
        wrong += [f"at {size['width']} px beyond the panel: {part}" for part in stage.page.evaluate(TOO_WIDE)]
    assert not wrong, "\n".join(wrong)


def keyboard_faults(stage: Lab) -> list[str]:
    """What of a panel Tab does not reach, and what does not show that it has the focus."""
    count = stage.page.evaluate(OPERABLE)
    unseen = []
    for _ in range(MOST_TABS):
        here = stage.page.evaluate(HERE)
        if stage.page.evaluate("() => reached.size") == count:
            break
        unseen += [f"focus not visible: {here}"] if here else []
        stage.page.keyboard.press("Tab")
    missed = stage.page.evaluate(
        "() => parts.filter((_, i) => !reached.has(i)).map((p) => p.outerHTML.slice(0, 200))"
    )
    return unseen + [f"not reached by Tab: {part}" for part in missed]


def silent_pictures(stage: Lab, kind: type[Panel]) -> list[str]:
    """Whether the picture's alternative says what the panel says, and something else after a move."""
    read = "() => document.querySelector('.wmt-chart').getAttribute('aria-label')"
    before = stage.page.evaluate(read)
    if kind.controls:
        name, control = next(iter(kind.controls.items()))
        stage.settle(
            f"panel.set(**{{{name!r}: {next(v for v in control.legal() if v != control.reference)!r}}})"
        )
    after = stage.page.evaluate(read)
    said = stage.page.evaluate("() => document.querySelector('.wmt-sentence').textContent")
    faults = [] if after == said else [f"the picture is called {after!r}, the sentence says {said!r}"]
    return faults + (
        ["a move left the picture's name as it was"] if kind.controls and after == before else []
    )


@pytest.mark.parametrize("lesson", ["07_medicines", "10_weigh_the_evidence", "class_results"])
def test_the_cards_of_a_lesson_serve_everybody(lab: Lab, lesson: str) -> None:
    lab.open(f"{lesson}.ipynb")
    lab.run_all()
    lab.page.wait_for_function("() => document.querySelector('.lesson-part')")
    lab.settle()
    lab.page.set_viewport_size(SMALL)
    lab.settle()
    assert lab.page.evaluate(CARDS_TOO_WIDE) == []
    lab.page.set_viewport_size(SIZE)
    try:
        for dark in (False, True):
            lab.dark(dark)
            lab.settle()
            assert grave_findings(lab.page, ".jp-OutputArea-output") == []
    finally:
        lab.dark(False)  # Lab remembers it for the next page
