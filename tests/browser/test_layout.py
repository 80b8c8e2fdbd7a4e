"""Nothing jumps, nothing is cut, nothing is too small: every panel, at its desk and on a projector."""

from __future__ import annotations

import random
from typing import Any

import pytest

from helpers import panels
from helpers.panels.base import Panel
from tests.browser.lab import Lab, show_panel

pytestmark = pytest.mark.browser

MOVES = 6
FEW_CONTROLS = 4
DESK_HEIGHT = 640  # with few controls the whole panel is seen at once
SENTENCE_END = 800  # with many, everything from the top to the end of the sentence
SMALLEST = {False: 13, True: 18}

MEASURED = """() => {
    const panel = document.querySelector('.wmt-panel');
    const home = panel.getBoundingClientRect();
    const shown = (where, box = panel) => [...box.querySelectorAll(where)]
        .filter((part) => part.checkVisibility({ visibilityProperty: true }));
    const box = (part) => part.getBoundingClientRect();
    const place = (part) => [box(part).left - home.left, box(part).top - home.top].map(Math.round).join();
    const words = shown('.wmt-chart text').filter((word) => word.textContent.trim());
    const beyond = (one, other) => one.left < other.left - 1 || one.right > other.right + 1
        || one.top < other.top - 1 || one.bottom > other.bottom + 1;
    const meet = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
        && one.top < other.bottom - 1 && other.top < one.bottom - 1;
    const lines = (part) => {
        const range = document.createRange();
        range.selectNodeContents(part);
        return [...range.getClientRects()];
    };
    const cut = shown('.wmt-label, .wmt-button, button, .wmt-chart ~ *, select')
        .filter((part) => getComputedStyle(part).display !== 'inline')
        .filter((part) => part.scrollWidth > part.clientWidth + 1);
    const besides = (mark) => shown('.wmt-label, .wmt-hint', mark.closest('.wmt-control'));
    const covered = shown('.wmt-mark').filter((mark) => besides(mark)
        .some((part) => lines(part).some((line) => lines(mark).some((other) => meet(line, other)))));
    const fixed = ['title', 'buttons button', 'chart', 'sentence', 'caption', 'flags'];
    return {
        heights: [...panel.children].map((part) => Math.round(box(part).height)),
        height: home.height,
        sentence: box(panel.querySelector('.wmt-sentence')).bottom - home.top,
        places: fixed.flatMap((name) => shown(`.wmt-${name}`).map((part) => `${name} ${place(part)}`)),
        controls: shown('.wmt-control').map(place),
        cut: [...cut, ...covered].map((part) => part.textContent),
        outside: words.filter((word) => beyond(box(word), box(word.closest('.wmt-chart'))))
            .map((word) => word.textContent),
        small: Math.min(...[...words, ...shown('.wmt-label, .wmt-button, .wmt-sentence')]
            .map((word) => parseFloat(getComputedStyle(word).fontSize))),
    };
}"""

panels.load_all()


def moves_of(kind: type[Panel]) -> list[tuple[str, Any]]:
    """What a learner may do, as Python, and the mode it leads to: controls keep their places in each."""
    dice = random.Random(f"layout of {kind.__name__}")
    free = kind.controls["mode"].legal() if "mode" in kind.controls else [None]
    moves = [(f"panel.use({preset!r})", free[0]) for preset in kind.presets]
    for _ in range(MOVES if kind.controls else 0):
        values = {key: dice.choice(control.legal()) for key, control in kind.controls.items()}
        moves.append((f"panel.set(**{values!r})", values.get("mode")))
    optional = [name for name, control in kind.controls.items() if control.optional]
    if optional:
        moves.append(("panel.pin()", moves[-1][1]))
        unknown = dict.fromkeys(optional)
        moves += [("panel.reset()", free[0]), (f"panel.set(**{unknown!r})", free[0])]
    for mode in free[1:]:
        moves += [(f"panel.reset(); panel.mode.value = {mode!r}", mode), ("panel.pin()", mode)]
    return [("panel.reset()", free[0]), *moves]


@pytest.mark.parametrize("name", sorted(Panel.registry))
def test_a_panel_keeps_its_place_and_its_words(stage: Lab, name: str) -> None:
    kind = Panel.registry[name]
    show_panel(stage, name)
    wrong = []
    for projector, smallest in SMALLEST.items():
        stage.settle(f"theme.mode.projector = {projector}\npanel.reset()")
        start = stage.page.evaluate(MEASURED)
        if not projector and len(kind.controls) <= FEW_CONTROLS and start["height"] > DESK_HEIGHT:
            wrong.append(f"{start['height']:.0f} px high, at most {DESK_HEIGHT}: {start['heights']}")
        controls: dict[Any, list[str]] = {}
        for move, mode in moves_of(kind):
            stage.settle(move)
            seen = stage.page.evaluate(MEASURED)
            outside = seen["outside"]
            place = f"{'projector' if projector else 'desk'}, {move[:90]}: "
            if seen["heights"] != start["heights"]:
                wrong.append(f"{place}heights {seen['heights']}, at the start {start['heights']}")
            elif seen["places"] != start["places"]:
                moved = [part for part in seen["places"] if part not in start["places"]]
                wrong.append(f"{place}jumped to {moved} from {start['places']}")
            before = controls.setdefault(mode, seen["controls"])
            if seen["controls"] != before:
                wrong.append(f"{place}controls at {seen['controls']}, before at {before}")
            if not projector and seen["sentence"] > SENTENCE_END:
                wrong.append(f"{place}the sentence ends at {seen['sentence']:.0f} px, at most {SENTENCE_END}")
            if seen["cut"] or outside:
                wrong.append(f"{place}cut {seen['cut']}, outside the picture {outside}")
            if seen["small"] < smallest:
                wrong.append(f"{place}words of {seen['small']} px, at least {smallest}")
    assert not wrong, "\n".join(wrong)
    assert stage.errors() == []
