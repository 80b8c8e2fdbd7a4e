"""A picture that has been moved about looks exactly like one drawn anew."""

from __future__ import annotations

import random

import pytest

from helpers import panels
from helpers.panels.base import Panel
from tests.browser.lab import Lab, show_panel

pytestmark = pytest.mark.browser

# The drawn marks without plotly's running numbers: paths, places and words. An area that has shrunk to
# nothing may leave an empty path behind.
DRAWN = """(view) => {
    const chart = document.querySelectorAll('.wmt-chart')[view];
    const layers = ['.plot', '.overplot', '.barlayer'].flatMap((layer) => [`${layer} path`, `${layer} text`]);
    const marks = [...chart.querySelectorAll(layers.join())];
    return marks.filter((mark) => mark.getAttribute('d') !== 'M0,0Z').map((mark) =>
        [...['d', 'transform', 'x', 'y'].map((name) => mark.getAttribute(name)),
         mark.textContent, getComputedStyle(mark).fill, getComputedStyle(mark).stroke].join(' ')
            .replace(/url\\([^)]*\\)/g, 'pattern'));
}"""
MOVES = 12

panels.load_all()


@pytest.mark.parametrize("name", sorted(name for name, kind in Panel.registry.items() if kind.controls))
def test_moving_gives_the_picture_that_drawing_gives(stage: Lab, name: str) -> None:
    dice = random.Random(f"moves of {name}")
    controls = Panel.registry[name].controls
    show_panel(stage, name)
    stage.show("from ipywidgets import VBox\nanew = VBox()\nanew.add_class('wmt-panel')\nanew", cell=1)
    for move in range(MOVES):
        moving = list(controls) if move % 2 else [dice.choice(list(controls))]  # all at once, and one alone
        values = {key: dice.choice(controls[key].legal()) for key in moving}
        stage.python(f"panel.set(**{values!r})")
        if move == MOVES // 2:
            stage.python("panel.pin()")
        if move % 3 == 0:  # the others oust one another while they are drawn
            stage.settle()
    alone = dice.choice(list(controls))
    stage.settle(f"panel.set(**{ {alone: controls[alone].reference}!r})")
    moved = stage.page.evaluate(DRAWN, 0)
    assert moved
    width = stage.page.evaluate("() => document.querySelector('.wmt-figure').offsetWidth")
    stage.python(f"anew.layout.width = '{width}px'\nanew.children = [panel.figure]")
    stage.page.wait_for_function("() => document.querySelectorAll('.wmt-chart')[1]?.querySelector('.trace')")
    stage.settle()
    assert moved == stage.page.evaluate(DRAWN, 1)
    assert stage.errors() == []
    assert stage.console == []
