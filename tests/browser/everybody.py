"""Whether a whole page serves everybody: axe-core, words in pictures, the keyboard, 200 % zoom, each mode.

A page is looked at as it was opened, and again with everything answered and unfolded. Nothing that axe calls
serious or critical is left out but ``LABS_LINKS``; ``test_accessibility.py`` shows that these, and what a
bare slider has, stand on a page without the kit.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.axe import GRAVE, findings, grave_findings, in_words
from tests.browser.lab import QUIET, SIZE, Lab

SCRIPT = Path(__file__).with_name("everybody.js").read_text(encoding="utf-8")
OUTPUTS, WORDS = ".jp-Notebook .jp-OutputArea-output", ".jp-Notebook .jp-RenderedMarkdown"
READABLE = 4.5  # WCAG 2.2, 1.4.3
ZOOMED = {"width": 640, "height": 400}  # what is left of 1280 x 800 at 200 %
SMALL = {"width": 1024, "height": 768}
MOST_TABS = 40  # beside those that are looked for: a player of sound takes several, a row of options one
LABS_LINKS = ("link-in-text-block", "target-size")
"""What any link in a Markdown cell of Lab has: no line under it, and the next one 20 pixels below."""
NOTHING = ".nothing-is-left-out"
PANEL = ".wmt-panel"  # each has a test of its own, in all of this

# As a learner does it, only faster: the first of each row of options, then every button that answers.
CHOOSE = "() => everybody.parts('.widget-radio-box').forEach((row) => row.querySelector('input').click())"
PRESS = """() => {
    for (const button of everybody.parts('.lesson-buttons button, .lesson-question-card button')) {
        if (button.matches('.wmt-panel *, .mod-active') || button.dataset.pressed) continue;
        if (/^(Next|Save)/.test(button.textContent)) continue; // they hide, or write a file
        button.dataset.pressed = true;
        button.click();
    }
    document.querySelectorAll('details').forEach((folded) => { folded.open = true; });
}"""
# What a learner can operate in a part of the page, in order; of radio buttons the browser stops at one only.
OPERABLE = """(where) => {
    globalThis.walked = document.querySelector(where);
    globalThis.parts = [...walked.querySelectorAll(
        'a[href], button, input, select, textarea, summary, audio, [tabindex="0"], [contenteditable="true"]')]
        .filter((part) => part.checkVisibility({ visibilityProperty: true }) && !part.disabled)
        .filter((part) => part.tabIndex >= 0 || part.isContentEditable || part.localName === 'audio')
        .filter((part) => part.type !== 'radio');
    globalThis.reached = new Set();
    parts[0]?.focus({ focusVisible: true }); // as Tab would, whatever the mouse did before
    return parts.length;
}"""
HERE = """() => {
    const now = document.activeElement, place = parts.indexOf(now);
    if (!walked.contains(now)) return 'outside ' + now.outerHTML.slice(0, 200);
    if (place >= 0) reached.add(place);
    const look = getComputedStyle(now);
    const outlined = parseFloat(look.outlineWidth) >= 2 && look.outlineStyle !== 'none';
    if (now.localName === 'audio') return ''; // the browser's own buttons, with its own rings
    return outlined || look.boxShadow !== 'none' ? '' : now.outerHTML.slice(0, 200);
}"""
# A covered panel, as it is met at first: the tests' own kernels show all of them.
COVER = """import os
from helpers import theme
os.environ.pop('MUSCLE_TWITCH_OPEN', None)
if 'lesson' in globals():
    lesson.progress.changes += 1"""


def page_faults(lab: Lab, *, projector: bool = True) -> list[str]:
    """Give all that is wrong with an open page, each with the state it was found in.

    ``projector`` may be left to the pages that show every kind of card. The page stays answered, light, and
    at its own size.
    """
    look(lab)
    lab.settle(COVER)
    wrong = [f"before answers: {one}" for one in structure_faults(lab.page) + contrast_faults(lab.page)]
    answer(lab)
    now = structure_faults(lab.page, words=False) + contrast_faults(lab.page)
    wrong += [f"answered: {one}" for one in now]
    wrong += [f"keyboard: {one}" for one in asked(lab.page, "lost")]
    wrong += zoom_faults(lab.page, lab.settle)
    try:
        lab.dark()
        lab.settle()
        wrong += [f"dark: {one}" for one in contrast_faults(lab.page)]
    finally:
        lab.dark(False)  # Lab remembers it for the next page
    if projector:
        lab.settle("theme.mode.projector = True")
        wrong += [f"projector: {one}" for one in contrast_faults(lab.page)]
        lab.settle("theme.mode.projector = False")
    return wrong


def app_faults(page: Any) -> list[str]:
    """Give all that is wrong with an app's page as it stands, panels and the page around them too."""
    page.evaluate(SCRIPT)
    page.evaluate(QUIET)
    wrong = grave_findings(page, "body") + faint(page, beside=NOTHING) + asked(page, "lost")
    return wrong + zoom_faults(page, lambda: page.evaluate(QUIET), NOTHING)


def look(lab: Lab) -> None:
    """Bring the page what it needs to be looked at; again after a reload."""
    lab.page.evaluate(SCRIPT)


def answer(lab: Lab) -> None:
    """Answer, ask for hints and solutions, unfold: all that a page can say is on it."""
    lab.page.evaluate(CHOOSE)
    for _ in range(2):  # a solution comes after its hint
        lab.settle()
        lab.page.evaluate(PRESS)
    lab.settle()


def asked(page: Any, question: str, *about: object) -> list[str]:
    """Ask ``everybody.js``."""
    return list(page.evaluate("([question, about]) => everybody[question](...about)", [question, about]))


def faint(page: Any, beside: str = PANEL) -> list[str]:
    """Give the words in pictures that stand out too little; axe reads none of them."""
    return [f"contrast {one}" for one in asked(page, "faint", READABLE, beside)]


def structure_faults(page: Any, *, words: bool = True) -> list[str]:
    """Give what axe finds beside the panels; for contrast it would need a second for every page and mode.

    ``words``: the text between the cards too, which no answer changes.
    """
    where = [OUTPUTS, WORDS] if words and page.locator(WORDS).count() else [OUTPUTS]
    found = findings(page, *where, beside=PANEL, contrast=False)
    ours = [one for one in found if one["where"] != WORDS or one["rule"] not in LABS_LINKS]
    return [in_words(one) for one in ours if one["impact"] in GRAVE]


def contrast_faults(page: Any) -> list[str]:
    """Give the words of the page, in its pictures too, that stand out too little."""
    return [f"contrast {one}" for one in asked(page, "dim", READABLE)] + faint(page)


def zoom_faults(page: Any, settle: Callable[[], None], beside: str = PANEL) -> list[str]:
    """Give what is cut, too wide or out of reach on a small screen and at 200 % zoom."""
    wrong = []
    for size in (SMALL, ZOOMED):
        page.set_viewport_size(size)
        settle()
        found = asked(page, "beyond", beside) + asked(page, "buried", beside)
        wrong += [f"at {size['width']} px: {one}" for one in found]
    page.set_viewport_size(SIZE)
    settle()
    return wrong


def tab_faults(page: Any, where: str) -> list[str]:
    """Give what of one part of the page Tab does not reach, and what does not show that it has the focus."""
    count = page.evaluate(OPERABLE, where)
    unseen = []
    for _ in range(count + MOST_TABS):
        here = page.evaluate(HERE)
        if page.evaluate("() => reached.size") == count:
            break
        unseen += [f"focus not visible: {here}"] if here else []
        page.keyboard.press("Tab")
    missed = page.evaluate(
        "() => parts.filter((_, i) => !reached.has(i)).map((p) => p.outerHTML.slice(0, 200))"
    )
    return unseen + [f"not reached by Tab: {part}" for part in missed]
