"""Every lesson keeps the grammar, and the grammar's checker can tell."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from helpers import app, panels
from helpers.panels.base import Panel
from tests import grammar

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WRITTEN = {  # the kit's lessons: none may vanish, a further one adds itself by existing
    "00_start_here",
    "01_electrolytes",
    "02_neurotransmitters",
    "03_stimulants",
    "04_calcium",
    "05_magnesium",
    "06_vitamin_d",
    "07_medicines",
    "08_stress",
    "09_symptom_explorer",
    "10_weigh_the_evidence",
}


def movable():
    panels.load_all()
    return {name for name, panel in Panel.registry.items() if panel.controls}


def test_the_lessons_written_so_far_are_there():
    assert {path.stem for path in NOTEBOOKS} >= WRITTEN


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_keeps_the_grammar(path):
    assert grammar.complaints(path, ROOT / "data", movable()) == []


def test_the_readme_lists_the_lessons_that_exist():
    rows = re.findall(
        r"^\| `(\d\d_\w+)` ", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert sorted(rows) == [path.stem for path in NOTEBOOKS if path.stem[0].isdigit()]


FIRST = "# 03 · The test lesson\n\n30 minutes, and 5 more under Go deeper. Why?\n\n- one\n- two\n- three"
SETUP = 'from helpers.lesson import Lesson\nlesson = Lesson("03_test")\nlesson'
CODE = {
    "A case and a claim": 'lesson.claim("c")',
    "Predict": 'lesson.predict("p")',
    "Explore": "panel = Mover()\npanel",
    "Explain": 'lesson.compare("p")',
    "Evidence": 'lesson.verdict("c")',
    "Check yourself": "lesson.quiz()",
    "Your turn": "%%exercise double\ndef double(x):\n    return 2 * x",
    "Take away": "lesson.red_flags()\nlesson.summary()\nlesson.hand_in()\n"
    'Explorer(focus="calcium_mM", start=panel.state)',
    "Go deeper": "Mover()",
}


class Draft:
    """A sound lesson that a test breaks in one place."""

    def __init__(self, folder):
        self.folder = folder
        self.cells = [self.markdown(FIRST), self.code(SETUP, jupyter={"source_hidden": True})]
        for part in grammar.PARTS:
            self.cells.append(self.markdown(f"## {part}\n\nSome words."))
            if part in CODE:
                self.cells.append(self.code(CODE[part]))
        self.metadata = {}
        (folder / "data").mkdir()
        lesson = "- {id: 03_test, title: The test lesson, minutes: 30}\n"
        (folder / "data" / "lessons.yaml").write_text(lesson, encoding="utf-8")
        table = "group,value,low,high,unit,source,confidence,note\ndonors,1.25,1.15,1.30,mmol/L,x,measured,\n"
        (folder / "data" / "table.csv").write_text(table, encoding="utf-8")
        wide = "ion,outside_mM,inside_mM\nsodium,140,12\n"
        (folder / "data" / "wide.csv").write_text(wide, encoding="utf-8")
        claim = "- {id: c, text: 'In 12 of 40 runners', dose: {value: 300, unit: mg}}\n"
        (folder / "data" / "claims.yaml").write_text(claim, encoding="utf-8")

    @staticmethod
    def markdown(text):
        return {"cell_type": "markdown", "metadata": {}, "source": text}

    @staticmethod
    def code(text, outputs=(), **metadata):
        return {"cell_type": "code", "metadata": metadata, "source": text, "outputs": list(outputs)}

    def at(self, part):
        return next(i for i, cell in enumerate(self.cells) if cell["source"].startswith(f"## {part}"))

    def say(self, text):
        self.cells.insert(self.at("Explain") + 1, self.markdown(text))

    def do(self, text, part="Explain", **more):
        self.cells.insert(self.at(part) + 1, self.code(text, **more))

    def complaints(self, name="03_test.ipynb"):
        (self.folder / "notebooks").mkdir(exist_ok=True)
        path = self.folder / "notebooks" / name
        path.write_text(json.dumps({"cells": self.cells, "metadata": self.metadata}), encoding="utf-8")
        return grammar.complaints(path, self.folder / "data", {"Mover", "Explorer"})


@pytest.fixture
def draft(tmp_path):
    return Draft(tmp_path)


def test_a_sound_lesson_has_no_complaints(draft):
    draft.say(
        "In donors it was 1.25 mmol/L (1.15 to 1.30 mmol/L), sodium 140 mmol/L, after 300 mg. See "
        "[above](#Predict) and ![a curve that falls to the right](curve.svg)."
    )
    (draft.folder / "notebooks").mkdir()
    (draft.folder / "notebooks" / "curve.svg").touch()
    draft.cells[draft.at("Go deeper")]["source"] += "\n\n### Another way, 5 minutes"
    assert draft.complaints() == []


def broken(*steps):
    return pytest.param(*steps, id=steps[0])


def spoil(draft, part, old, new):
    cell = draft.cells[draft.at(part)]
    cell["source"] = cell["source"].replace(old, new)


def spoil_code(draft, part, old, new):
    cell = draft.cells[draft.at(part) + 1]
    assert old in cell["source"]
    cell["source"] = cell["source"].replace(old, new)


@pytest.mark.parametrize(
    ("said", "spoiled"),
    [
        broken("the parts are", lambda d: d.cells.pop(d.at("Predict"))),
        broken("the parts are ", lambda d: spoil(d, "Explain", "## Explain", "## Why")),
        broken(
            "first line must be", lambda d: d.cells[0].update(source=FIRST.replace("test lesson", "other"))
        ),
        broken("must say 30 minutes", lambda d: d.cells[0].update(source=FIRST.replace("30", "45"))),
        broken("4 outcomes", lambda d: d.cells[0].update(source=FIRST + "\n- four")),
        broken("asks no question", lambda d: d.cells[0].update(source=FIRST.replace("?", "."))),
        broken("setup cell has more than", lambda d: d.cells[1].update(source=SETUP + "\nlesson" * 4)),
        broken("not source_hidden", lambda d: d.cells[1].update(metadata={})),
        broken("13 lines of code", lambda d: d.do("\n".join(["lesson"] * 13))),
        broken("121 words", lambda d: d.say("word " * 121)),
        broken("bytes, at most", lambda d: d.say("<!-- " + "x" * 200_000 + " -->")),
        broken("widget state is stored", lambda d: d.metadata.update(widgets={})),
        broken("last cell must be Explorer", lambda d: d.cells.pop(d.at("Take away") + 1)),
        broken("last cell must be Explorer ", lambda d: spoil_code(d, "Take away", "start=panel.state", "")),
        broken("last cell must be Explorer  ", lambda d: spoil_code(d, "Take away", "Explorer(", "Mover(")),
        broken(
            "last cell must be Explorer   ",
            lambda d: d.cells.insert(d.at("Take away") + 2, d.code("lesson.summary()")),
        ),
        broken("the core has 2 panels", lambda d: d.do("Mover()")),
        broken("the core has 0 panels", lambda d: d.cells[d.at("Explore") + 1].update(source="lesson")),
        broken(
            "must say '15 more under Go deeper'",
            lambda d: spoil(d, "Go deeper", "Some", "\n### A long way (15 minutes)\n\nSome"),
        ),
        broken("does not say its minutes", lambda d: spoil(d, "Go deeper", "Some", "\n### More\n\nSome")),
        broken(
            "straight after lesson.summary()", lambda d: spoil_code(d, "Take away", "\nlesson.hand_in()", "")
        ),
        broken("straight after lesson.summary() ", lambda d: d.do("lesson.hand_in()")),
        broken(
            "straight after lesson.summary()  ",
            lambda d: spoil_code(d, "Take away", "lesson.summary()\nlesson.hand_in()", "lesson.hand_in()"),
        ),
        broken("no cell calls .red_flags(", lambda d: d.cells.pop(d.at("Take away") + 1)),
        broken("no cell calls %%exercise", lambda d: d.cells.pop(d.at("Your turn") + 1)),
        broken("1.26 mmol/L stands in Markdown", lambda d: d.say("It was 1.26 mmol/L.")),
        broken("1.16 mmol/L stands", lambda d: d.say("It was 1.16 to 1.30 mmol/L.")),
        broken("1.25 mV stands", lambda d: d.say("It was 1.25 mV.")),
        broken("300 ms stands", lambda d: d.say("It took 300 ms.")),
        broken("gone.svg leads nowhere", lambda d: d.say("![a curve that falls](gone.svg)")),
        broken("has no alt text", lambda d: d.say("![](03_test.ipynb)")),
        broken("an <img> has no alt", lambda d: d.say('<img src="03_test.ipynb">')),
        broken("05_gone.ipynb leads nowhere", lambda d: d.say("[next](05_gone.ipynb)")),
        broken("there is no such heading", lambda d: d.say("[back](#Nowhere)")),
        broken("imports numpy", lambda d: d.do("import numpy as np")),
        broken("import *", lambda d: d.do("from helpers.panels import *")),
        broken("logic in a notebook (FunctionDef)", lambda d: d.do("def law(x):\n    return x")),
        broken("logic in a notebook (For)", lambda d: d.do("for x in (1, 2):\n    print(x)")),
        broken("Lesson(['04_other']) stands in", lambda d: d.do('Lesson("04_other")')),
        broken(
            "a live widget is stored",
            lambda d: d.do(
                "lesson",
                outputs=[
                    {"output_type": "display_data", "data": {"application/vnd.jupyter.widget-view+json": {}}}
                ],
            ),
        ),
        broken("an error is stored", lambda d: d.do("lesson", outputs=[{"output_type": "error"}])),
    ],
)
def test_each_fault_is_named(draft, said, spoiled):
    spoiled(draft)
    found = draft.complaints()
    assert any(said.strip() in sentence for sentence in found), found


def test_a_notebook_that_is_not_on_the_map(draft):
    assert draft.complaints("07_unknown.ipynb") == ["07_unknown.ipynb is not in data/lessons.yaml"]


TEACHER = ("# For the teacher: a class", "toolbar()", "results = ClassResults()\nresults", "QuickCount()")


@pytest.mark.parametrize(
    ("said", "spoiled"),
    [
        ("in this order", lambda c: c.reverse()),
        ("in this order", lambda c: c.pop()),
        ("makes no Lesson", lambda c: c.append('Lesson("x")')),
        ("first line must begin", lambda c: None),
        ("", lambda c: None),
    ],
)
def test_the_teachers_notebook_has_a_short_form_of_its_own(draft, said, spoiled):
    code = list(TEACHER[1:])
    spoiled(code)
    first = "# Results" if "first line" in said else TEACHER[0]
    hidden = {"jupyter": {"source_hidden": True}}
    draft.cells = [draft.markdown(first), *(draft.code(text, **hidden) for text in code)]
    found = draft.complaints("class_results.ipynb")
    assert any(said in sentence for sentence in found) if said else found == []


@pytest.fixture
def guide(tmp_path):
    """The shortest guide that keeps its form, for the one lesson of the draft."""
    draft = Draft(tmp_path)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "03_test.ipynb").touch()
    page = [{"output_type": "execute_result", "data": {"text/html": "<p>page</p>"}}]
    draft.cells = [
        draft.markdown("# Teacher's guide"),
        draft.code("guide", jupyter={"source_hidden": True}),
        *(draft.markdown(f"## {part}\n\nSome words.") for part in grammar.GUIDE_PARTS),
        draft.markdown("## Lesson 03: The test lesson\n\n[Open](03_test.ipynb)"),
        draft.code('guide.page("03_test")', page),
    ]
    return draft


def test_a_sound_guide_has_no_complaints(guide):
    assert guide.complaints("teacher_guide.ipynb") == []


@pytest.mark.parametrize(
    ("said", "spoil_it"),
    [
        ("the first line must be", lambda g: g.cells[0].update(source="# Guide")),
        ("the parts are", lambda g: g.cells.pop(3)),
        ("the parts are", lambda g: g.cells[-2].update(source="## Lesson 03: Another title")),
        ("no link to its lesson", lambda g: g.cells[-2].update(source="## Lesson 03: The test lesson")),
        ("no stored page", lambda g: g.cells[-1].update(outputs=[])),
        ("does not call .page('03_test')", lambda g: g.cells[-1].update(source='guide.page("04_test")')),
        ("does not call .page('03_test')", lambda g: g.cells.pop()),
        ("logic in a notebook", lambda g: g.cells[-1].update(source="for x in []:\n    x")),
        (
            "77 mV stands in Markdown",
            lambda g: g.cells[2].update(source=f"## {grammar.GUIDE_PARTS[0]}\n77 mV"),
        ),
    ],
)
def test_each_fault_of_the_guide_is_named(guide, said, spoil_it):
    spoil_it(guide)
    found = guide.complaints("teacher_guide.ipynb")
    assert any(said in sentence for sentence in found), found


class AppDraft(Draft):
    """A sound page that is no lesson."""

    def __init__(self, folder):
        super().__init__(folder)
        setup = self.code("from helpers import panels\n\ngallery = panels", jupyter={"source_hidden": True})
        self.cells = [self.markdown("# Gallery\n\nSome words."), setup, self.code("gallery")]


@pytest.mark.parametrize(
    ("said", "spoiled"),
    [
        ("", lambda d: None),
        ("must be a title", lambda d: d.cells[0].update(source="Gallery")),
        ("5 cells, at most 4", lambda d: d.cells.extend([d.markdown("More.")] * 2)),
        ("an exercise", lambda d: d.cells[2].update(source="%%exercise double\ngallery")),
        ("no cell shows", lambda d: d.cells[2].update(source="print(gallery)")),
        ("imports numpy", lambda d: d.cells[1].update(source="import numpy\ngallery = numpy")),
    ],
)
def test_an_app_keeps_a_short_form_of_its_own(tmp_path, said, spoiled):
    draft = AppDraft(tmp_path)
    spoiled(draft)
    found = draft.complaints("gallery.ipynb")
    assert any(said in sentence for sentence in found) if said else found == [], found


def test_every_app_can_be_started():
    assert app.PAGES == grammar.APPS
