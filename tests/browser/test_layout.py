"""Nothing jumps, nothing is cut, nothing is too small: every panel, at its desk and on a projector."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from helpers import panels
from helpers.panels.base import Panel
from tests.browser.lab import Lab

pytestmark = pytest.mark.browser

MOVES = 6
DESK_HEIGHT = 640
SMALLEST = {False: 13, True: 18}

MEASURED = """() => {
    const panel = document.querySelector('.wmt-panel');
    const chart = panel.querySelector('.wmt-chart').getBoundingClientRect();
    const words = [...panel.querySelectorAll('.wmt-chart text')].filter((word) => word.textContent.trim());
    const outside = ({ left, right, top, bottom }) => left < chart.left - 1 || right > chart.right + 1
        || top < chart.top - 1 || bottom > chart.bottom + 1;
    return {
        heights: [...panel.children].map((part) => Math.round(part.getBoundingClientRect().height)),
        height: panel.getBoundingClientRect().height,
        cut: [...panel.querySelectorAll('.wmt-label, .wmt-button')]
            .filter((part) => getComputedStyle(part).display !== 'inline')
            .filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.textContent),
        outside: words.filter((word) => outside(word.getBoundingClientRect()))
            .map((word) => word.textContent),
        small: Math.min(...words.map((word) => parseFloat(getComputedStyle(word).fontSize))),
    };
}"""

panels.load_all()


@pytest.mark.parametrize("name", sorted(Panel.registry))
def test_a_panel_keeps_its_place_and_its_words(lab: Lab, write: Callable[..., str], name: str) -> None:
    kind = Panel.registry[name]
    dice = random.Random(f"layout of {name}")
    moves = [f"panel.use({preset!r})" for preset in kind.presets]
    for _ in range(MOVES):
        values = {key: dice.choice(control.legal()) for key, control in kind.controls.items()}
        moves.append(f"panel.set(**{values!r})")
    lab.open(
        write(
            f"layout_{name}",
            "from helpers import panels, theme\nfrom helpers.panels.base import Panel\npanels.load_all()\n"
            f"panel = Panel.registry[{name!r}]()\npanel",
        )
    )
    lab.run_all()
    lab.page.wait_for_function("() => document.querySelector('.wmt-chart .trace')")
    wrong = []
    for projector, smallest in SMALLEST.items():
        lab.python(f"theme.mode.projector = {projector}\npanel.reset()")
        lab.page.wait_for_timeout(500)
        start = lab.page.evaluate(MEASURED)
        if not projector and start["height"] > DESK_HEIGHT:
            wrong.append(f"{start['height']:.0f} px high, at most {DESK_HEIGHT}: {start['heights']}")
        for move in ["panel.reset()", *moves]:
            lab.python(move)
            lab.page.wait_for_timeout(250)
            seen = lab.page.evaluate(MEASURED)
            outside = seen["outside"]
            place = f"{'projector' if projector else 'desk'}, {move}: "
            if seen["heights"] != start["heights"]:
                wrong.append(f"{place}heights {seen['heights']}, at the start {start['heights']}")
            if seen["cut"] or outside:
                wrong.append(f"{place}cut {seen['cut']}, outside the picture {outside}")
            if seen["small"] < smallest:
                wrong.append(f"{place}words of {seen['small']} px, at least {smallest}")
    assert wrong == []
    assert lab.errors() == []
