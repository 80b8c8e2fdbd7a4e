"""Every panel for everybody: axe-core, words in its picture, the keyboard alone, 200 % zoom, a small screen.

Whole lessons, the gallery and the teacher's pages: ``everybody.py``, where other tests have them open.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers import panels
from helpers.panels.base import Panel
from tests.browser.axe import GRAVE, findings, grave_findings
from tests.browser.everybody import LABS_LINKS, NOTHING, PANEL, SMALL, ZOOMED, faint, look, tab_faults
from tests.browser.lab import SIZE, Lab, show_panel

pytestmark = pytest.mark.browser

TOO_WIDE = """() => {
    const panel = document.querySelector('.wmt-panel'), edge = panel.getBoundingClientRect().right + 1;
    return [...panel.querySelectorAll('*')]
        .filter((part) => part.checkVisibility() && !part.closest('.wmt-table, svg'))
        .filter((part) => part.getBoundingClientRect().right > edge && part.getBoundingClientRect().width > 1)
        .map((part) => part.outerHTML.slice(0, 160)).slice(0, 3);
}"""
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
    look(stage)
    stage.settle("panel._table_toggle.value = True")
    for dark in (False, True):
        stage.dark(dark)
        stage.settle()
        wrong += [f"{'dark' if dark else 'light'}: {one}" for one in unseen_words(stage, structure=not dark)]
    stage.dark(False)
    stage.settle("theme.mode.projector = True")
    wrong += [f"projector: {one}" for one in unseen_words(stage)]
    stage.settle("theme.mode.projector = False")
    wrong += tab_faults(stage.page, PANEL)
    wrong += silent_pictures(stage, Panel.registry[name])
    stage.settle("panel._table_toggle.value = False")
    for size in (ZOOMED, SMALL):
        stage.page.set_viewport_size(size)
        stage.settle()
        wrong += [f"at {size['width']} px beyond the panel: {part}" for part in stage.page.evaluate(TOO_WIDE)]
    assert not wrong, "\n".join(wrong)


def unseen_words(stage: Lab, *, structure: bool = True) -> list[str]:
    """What axe finds in the panel, contrast at least, and words of its picture that stand out too little."""
    return grave_findings(stage.page, PANEL, structure=structure) + faint(stage.page, beside=NOTHING)


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


BARE = """import ipywidgets
from IPython.display import Markdown, display
display(Markdown("Words with [a link](#one) in them.\\n\\n- [the first](#two)\\n- [the next](#three)"))
ipywidgets.VBox([ipywidgets.FloatSlider(description="bare"), ipywidgets.IntSlider(description="bare too")])"""
NOT_OURS = {"aria-input-field-name", *LABS_LINKS}
"""What a bare page has: a slider's handle carries no name. The kit names its own, so there it would count."""


def test_what_a_page_without_the_kit_has_is_all_that_is_not_ours(resized: Lab) -> None:
    resized.show(BARE)
    resized.page.locator(".noUi-handle").first.wait_for()
    found = {one["rule"] for one in findings(resized.page, ".jp-OutputArea-output") if one["impact"] in GRAVE}
    assert found == NOT_OURS


def test_a_look_at_contrast_that_could_measure_none_is_no_pass(resized: Lab) -> None:
    resized.show(BARE)
    resized.page.locator(".noUi-handle").first.wait_for()
    assert findings(resized.page, ".noUi-handle", contrast=False)  # seen, but there are no words on it
    with pytest.raises(RuntimeError, match="axe saw too little"):
        findings(resized.page, ".noUi-handle")
