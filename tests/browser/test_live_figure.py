"""A picture that has been moved about looks exactly like one drawn anew."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from helpers import panels
from helpers.panels.base import Panel
from tests.browser.lab import Lab

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
def test_moving_gives_the_picture_that_drawing_gives(lab: Lab, write: Callable[..., str], name: str) -> None:
    dice = random.Random(f"moves of {name}")
    controls = Panel.registry[name].controls
    lab.open(
        write(
            f"moved_{name}",
            f"from helpers import panels\nfrom helpers.panels.base import Panel\npanels.load_all()\n"
            f"panel = Panel.registry[{name!r}]()\npanel",
            "from ipywidgets import VBox\nanew = VBox()\nanew.add_class('wmt-panel')\nanew",
        )
    )
    lab.run_all()
    lab.page.wait_for_function("() => document.querySelector('.wmt-chart .trace')")
    for move in range(MOVES):
        moving = list(controls) if move % 2 else [dice.choice(list(controls))]  # all at once, and one alone
        values = {key: dice.choice(controls[key].legal()) for key in moving}
        lab.python(f"panel.set(**{values!r})")
        if move == MOVES // 2:
            lab.python("panel.pin()")
        lab.page.wait_for_timeout(40)
    alone = dice.choice(list(controls))
    lab.python(f"panel.set(**{ {alone: controls[alone].reference}!r})")
    lab.wait_idle()
    lab.page.wait_for_timeout(300)
    moved = lab.page.evaluate(DRAWN, 0)
    assert moved
    width = lab.page.evaluate("() => document.querySelector('.wmt-figure').offsetWidth")
    lab.python(f"anew.layout.width = '{width}px'\nanew.children = [panel.figure]")
    lab.page.wait_for_function("() => document.querySelectorAll('.wmt-chart')[1]?.querySelector('.trace')")
    lab.page.wait_for_timeout(300)
    assert moved == lab.page.evaluate(DRAWN, 1)
    assert lab.errors() == []
    assert lab.console == []
