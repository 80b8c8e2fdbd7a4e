"""Projector mode over whole pages: every letter of every kind of output, and back to exactly the desk."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.browser.everybody import page_faults, tab_faults
from tests.browser.lab import Lab, Server, notebook

pytestmark = pytest.mark.browser

SMALLEST_PX = 18

# One page with a part of every kind, in the state in which it shows most.
LESSON = (
    """import tempfile
from pathlib import Path
from helpers import evidence, panels
from helpers.lesson import Lesson
from helpers.lesson.progress import Progress
progress = Progress(Path(tempfile.mkdtemp()))
lesson = Lesson("04_calcium", progress=progress)
lesson""",
    'lesson.claim("calcium_needed")',
    'asked = lesson.predict("calcium_threshold")\nasked.commit(0)\nasked.commit(1)\nasked',
    """from helpers.panels.calcium import CalciumAndThreshold
panel = CalciumAndThreshold()
panel.use("low calcium")
panel.pin()
panel._table_toggle.value = True
lesson.cover(panel, "calcium_threshold")""",
    """from helpers.likelihood import words_for
lesson.chain(panel, likelihood=words_for("tetany", "calcium_mM"))""",
    'lesson.compare("calcium_threshold", panel)',
    "from helpers.physiology.axon_equations import gating_shift_mV\nlesson.source_of(gating_shift_mV)",
    'print("printed", 1.25)',
    'lesson.table("calcium_and_ph", "Breathing, acidity and ionised calcium")',
    'lesson.verdict("calcium_is_hypokalemia")',
    """quiz = lesson.quiz()
for card in quiz.cards:
    wrong = next(option.text for option in card.shown if not option.feedback.startswith("Yes"))
    card.answer(wrong)
quiz""",
    "%%exercise gating_shift\ndef gating_shift_mV(calcium_mM):\n    print('mine')\n    return 1.0",
    "%%exercise nobody\npass",
    "lesson.red_flags()",
    "lesson.grades()",
    "lesson.summary()",
    'lesson.sources("schwarz_1994", tables=["gating_shift"])',
    'from helpers.evidence import table\ntable("gating_shift")[["preparation", "change", "value"]]',
    "1 / 0",
    "import sys\nprint('careful', file=sys.stderr)",
    'last = Lesson("10_weigh_the_evidence", progress=progress)\nlast',
    """weighed = last.weigh("04_calcium")
for card in weighed.cards:
    card.give("weak")
weighed""",
    "last.grade_sheet()",
    """correction = last.correction()
correction.box.value = "Low calcium is hypocalcaemia."
correction.compare_button.click()
correction""",
    "last.portfolio(correction)",
    "last.journey()",
    """found = last.find("medicine_effects", "Medicines", route="Route")
found.search.value = "cramp"
found""",
    "from helpers.lesson.claim_map import claim_map\nclaim_map()",
)
OPENED = """
card = next(part for key, part in lesson._shown.items() if key[1] == "ResultCard")
card.hint_button.click()
card.solution_button.click()
"""
WORDS = """# One

## Two

### Three

#### Four

##### Five

###### Six

Some *words*, `code`, a [link](#One), a note[^1] and CO<sub>2</sub><sup>a</sup>; $V_m = k \\ln x_0^2$.

$$\\Delta V = k \\, \\ln \\frac{[\\mathrm{Ca}]}{[\\mathrm{Ca}]_0}$$

- a list
  1. in a list

> quoted

| head | other |
|--|--|
| a cell | 1.25 |

```python
fenced = 1
```

<details open><summary>More</summary>folded <small>and small</small></details>
"""
EXPLORER = (
    """from helpers.lesson.bar import Bar
from helpers.panels.explorer import Explorer
Bar("The symptom explorer")""",
    """explorer = Explorer(focus="calcium_mM")
explorer.use(next(iter(explorer.presets)))
explorer.pin()
explorer._table_toggle.value = True
explorer""",
)
TABS = "explorer._behind.selected_index = {}"
GALLERY = (
    "from helpers import panels\nfrom helpers.lesson.gallery import open_gallery\n"
    "gallery = open_gallery(panels.registry())\ngallery",
)

# Every letter that is seen: its own text, letters a style sheet draws, and what stands in a box to type in.
LETTERS = """() => {
    const page = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook');
    const seen = (part, rects) => part.checkVisibility({ visibilityProperty: true, opacityProperty: true })
        && !part.closest('mjx-assistive-mml, .MathJax_Preview, .cm-cursorLayer, .jp-InputArea-prompt:empty')
        && [...rects].some((rect) => rect.width > 1 && rect.height > 1);
    const size = (part, pseudo) => parseFloat(getComputedStyle(part, pseudo).fontSize);
    const found = [];
    const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const [text, part] = [walker.currentNode.textContent.trim(), walker.currentNode.parentElement];
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        if (text && !part.closest('script, style, option') && seen(part, range.getClientRects()))
            found.push([part, size(part), text]);
    }
    for (const part of page.querySelectorAll('input, textarea, select, mjx-c'))
        if (!['checkbox', 'radio'].includes(part.type) && seen(part, part.getClientRects()))
            found.push([part, size(part), part.value ?? 'formula']);
    for (const part of page.querySelectorAll('*')) for (const pseudo of ['::before', '::after']) {
        const content = getComputedStyle(part, pseudo).content;
        if (/[\\p{L}\\p{N}]/u.test(content) && /^"/.test(content) && seen(part, part.getClientRects()))
            found.push([part, size(part, pseudo), content]);
    }
    const where = (part) => [part, part.parentElement, part.parentElement?.parentElement]
        .map((one) => `${one?.tagName}.${one?.getAttribute('class') ?? ''}`).join(' < ');
    return found.map(([part, px, text]) => [px, text.slice(0, 40), where(part)]);
}"""


# The outputs in which something can be operated, each with its number; Lab's own cells lie between them.
PARTS = """() => {
    const outputs = [...document.querySelectorAll('.jp-OutputArea-output')]
        .filter((output) => output.querySelector('button, a[href], input, select, summary, [tabindex="0"]'))
        .filter((output) => output.checkVisibility() && !output.querySelector('.wmt-panel'));
    outputs.forEach((output, index) => { output.dataset.part = index; });
    return outputs.length;
}"""


def letters(lab: Lab) -> list[list[Any]]:
    """Everything that can be read on the page: size [px], words, place."""
    lab.page.mouse.move(640, 5)  # nothing lies under the mouse: a heading would show its link
    lab.wait_idle()
    lab.page.wait_for_timeout(700)
    return list(lab.page.evaluate(LETTERS))


def project(lab: Lab, on: bool) -> None:
    """Press the one switch, whichever of the page's buttons for it comes first."""
    lab.page.get_by_role("button", name="Projector mode").first.click()
    lab.page.wait_for_function("(on) => document.body.classList.contains('lesson-projector') === on", arg=on)


def too_small(found: list[list[Any]]) -> list[str]:
    """What the last bench cannot read, each place once."""
    return sorted({f"{px:g} px: {text!r} in {place}" for px, text, place in found if px < SMALLEST_PX})


def there_and_back(lab: Lab, at_least: int) -> None:
    """Big everywhere by one switch, and by the same switch exactly as before."""
    desk = letters(lab)
    assert len(desk) >= at_least, f"only {len(desk)} texts: the page is not the one meant"
    project(lab, True)
    big = letters(lab)
    assert len(big) >= at_least * 0.8  # hints and thumbnails may go, whole parts may not
    small = too_small(big)
    assert not small, "\n".join(small)
    project(lab, False)
    assert letters(lab) == desk


def test_a_lesson_with_every_kind_of_part(lab: Lab, server: Server) -> None:
    content = json.loads(notebook(*LESSON))
    words = {"cell_type": "markdown", "id": "words", "metadata": {}, "source": WORDS}
    content["cells"].insert(1, words)
    for cell in content["cells"]:
        if cell["source"].startswith("1 /"):
            cell["metadata"]["tags"] = ["raises-exception"]
    (server.folder / "projected.ipynb").write_text(json.dumps(content), encoding="utf-8")
    lab.open("projected.ipynb")
    lab.run_all()
    lab.page.locator(".lesson-map:visible").wait_for()
    lab.page.wait_for_function("() => document.querySelector('.wmt-chart .trace')")
    lab.python(OPENED)
    lab.page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert [error for error in lab.cell_errors() if "ZeroDivisionError" not in error] == []
    there_and_back(lab, 900)
    wrong = []
    for index in range(lab.page.evaluate(PARTS)):
        wrong += [f"part {index}: {one}" for one in tab_faults(lab.page, f"[data-part='{index}']")]
    assert not wrong, "\n".join(wrong)


def test_the_explorer_with_its_tabs_and_the_gallery(lab: Lab, server: Server) -> None:
    (server.folder / "projected_more.ipynb").write_text(notebook(*EXPLORER, *GALLERY), encoding="utf-8")
    lab.open("projected_more.ipynb")
    lab.run_all()
    lab.page.locator(".lesson-row").first.wait_for()
    there_and_back(lab, 250)
    lab.python('gallery.choose("CrampLoop")\ngallery.show()')
    lab.page.wait_for_function("() => document.querySelectorAll('.wmt-chart .trace').length > 3")
    for tab in range(3):
        lab.python(TABS.format(tab))
        lab.page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        there_and_back(lab, 150)
    lab.python("gallery.choose(None)")
    assert page_faults(lab) == []
    assert lab.errors() == []


@pytest.mark.parametrize("name", ["class_results", "teacher_guide"])
def test_the_teacher_s_own_pages(lab: Lab, name: str) -> None:
    lab.open(f"{name}.ipynb")
    lab.run_all()
    for button in lab.page.get_by_role("button", name="Show ", exact=False).all():
        button.click()
    lab.settle()
    there_and_back(lab, 60)
    assert page_faults(lab) == []
    assert lab.cell_errors() == []
