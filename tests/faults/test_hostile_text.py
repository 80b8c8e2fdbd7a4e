"""Text from data files, progress files and learners is text wherever it is shown, and never markup."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets
import pytest

from helpers import evidence, panels
from helpers.evidence import Data
from helpers.lesson import Lesson, cards
from helpers.lesson.claim_map import claim_map
from helpers.lesson.html import prose
from helpers.lesson.progress import Progress
from helpers.lesson.progress_file import FILE_NAME, KIT, VERSION
from helpers.panels.base import Panel
from helpers.panels.explorer import Explorer
from tests.faults.hostile import (
    ATTACK,
    LONG,
    attacks,
    folder,
    letters,
    markup_in,
    plotly_markup_in,
)
from tests.faults.random_events import within
from tests.lesson.fakes import FakePanel

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> tuple[Data, Data]:
    place = tmp_path_factory.mktemp("hostile")
    found = Data(folder(place / "attacks", attacks)), Data(folder(place / "letters", letters))
    for data in found:
        data.check()
    return found


def hostile_progress(data: Data, lesson: str, text: str, place: Path) -> Progress:
    """A progress file somebody wrote by hand, with ``text`` as every answer."""
    text = text[:300]
    content = {
        "kit": KIT, "version": VERSION,
        "predictions": {p.id: {"first": text, "after": [text + "2"]} for p in data.predictions(lesson)},
        "questions": {q.id: {"first": text, "last": text, "tries": 3} for q in data.questions(lesson)},
        "exercises": {e.id: {"tries": 2, "solved": True, "alone": True} for e in data.exercises(lesson)},
        "grades": {c.id: {"first": "weak", "after": [text]} for c in data.claims()},
        "stops": {},
    }  # fmt: skip
    place.mkdir()
    (place / FILE_NAME).write_text(json.dumps(content), encoding="utf-8")
    progress = Progress(place)
    assert progress.notice == ""
    return progress


def shown(root: object) -> str:
    """All HTML inside a part, also what stands in a page to be saved."""
    html = "".join(part.value for part in within(root) if isinstance(part, widgets.HTML))
    pages = re.findall(r"data:text/html;base64,([^\"]+)", html)
    return html + "".join(base64.b64decode(page).decode("utf-8") for page in pages)


def parts(data: Data, text: str, place: Path) -> Iterator[tuple[str, str]]:
    """Everything the lessons show of a data folder, with ``text`` as all that a learner wrote."""
    for number, about in enumerate(data.lessons()):
        lesson = Lesson(about.id, data, hostile_progress(data, about.id, text, place / f"{number}"))
        yield f"{about.id} toolbar", lesson.toolbar.static_html() + shown(lesson.toolbar)
        for id in about.claims:
            yield id, lesson.claim(id).html + lesson.verdict(id).html
        for item in data.predictions(about.id):
            panel = FakePanel()
            card, compared = lesson.predict(item.id), lesson.compare(item.id)
            yield item.id, card.static_html() + compared.static_html() + shown(card) + shown(compared)
            panel.close()
        quiz = lesson.quiz()
        for question in quiz.cards:
            for option in question.question.options:
                question.answer(option.text)
                yield f"{about.id} quiz", quiz.static_html() + shown(quiz)
        for item in data.exercises(about.id):
            result = lesson.exercise(item.id).check_cell(f"print({text!r})\nraise ValueError({text!r})", {})
            result.hint_button.click()
            yield item.id, result.static_html() + shown(result)
            result.solution_button.click()
            yield item.id, shown(result)
        for part in (lesson.summary(), lesson.weigh(about.id), lesson.grade_sheet(), lesson.journey()):
            yield f"{about.id} {type(part).__name__}", part.static_html() + shown(part)
        yield f"{about.id} sources", lesson.sources(*(source.key for source in data.sources()[:9])).html
    for name in evidence.TABLES:
        if hasattr(data.rows(name)[0], "value"):
            yield name, lesson.table(name, f"A table {text}").html
    correction = lesson.correction()
    correction.box.value = text
    correction.compare_button.click()
    yield "correction", correction.static_html() + shown(correction)
    yield "portfolio", shown(lesson.portfolio(correction))
    hand_in = lesson.hand_in()
    hand_in.show_button.value = True
    yield "hand in", hand_in.static_html() + shown(hand_in)
    finder = lesson.find("medicine_effects", f"Find {text}", frequency=f"How often {text}")
    finder.search.value = "tremor"
    yield "finder", finder.static_html() + shown(finder)
    yield "the rest", lesson.red_flags().html + lesson.grades().html + claim_map(data).html


def test_every_card_of_every_lesson_has_the_kits_own_elements_and_no_other(both, tmp_path):
    attacked, plain = both
    ours = parts(attacked, ATTACK, tmp_path / "a"), parts(plain, letters("", "")[1:], tmp_path / "b")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    kinds: Counter[str] = Counter()
    for (name, html), (twin, expected) in zip(*ours, strict=True):
        assert name == twin
        found = markup_in(html)
        assert found == markup_in(expected), name
        kinds += found
    assert not [kind for kind in kinds if re.search(r"script|\bimg\b|svg|iframe|\bon\w+|javascript", kind)]
    assert kinds.total() > 3000  # that is: something was looked at


def test_a_text_of_a_hundred_thousand_characters_is_only_long(tmp_path):
    once: set[str] = set()

    def long(file: str, text: str) -> str:
        if file in once:
            return text
        once.add(file)
        return text + LONG

    data = Data(folder(tmp_path / "data", long, {("drinks.csv", "drink"), ("drinks.csv", "menu")}))
    data.check()
    lesson = Lesson("01_electrolytes", data, Progress(None))
    assert len(lesson.claim(data.claims()[0].id).html) + len(lesson.table("foods", "Foods").html) > 200_000
    assert claim_map(data).html
    assert not markup_in(claim_map(data).html + lesson.table("foods", "Foods").html)["b"]
    assert "<b>" not in cards.citation(data.sources()[0]) + prose(LONG)


def test_what_cannot_be_seen_is_made_visible_or_refused(both, tmp_path):
    tricks = "safe\u202ecod.exe\x1b[31m\x00\x07\u2066\ud800\ufeff"
    assert not re.search("[\x00-\x08\x1b\u202e\u2066\ud800\ufeff]", prose(tricks) + cards.code_block(tricks))
    assert prose(tricks).encode("utf-8")
    place = Path(shutil.copytree(evidence.DATA_FOLDER, tmp_path / "data"))
    foods = (place / "foods.csv").read_text(encoding="utf-8")
    food = evidence.rows("foods")[0].food
    for trick in ("\u202e", "\x1b", "\x07", "\u2066", "\ufeff"):
        spoilt = foods.replace(food, f"{food[:2]}{trick}{food[2:]}", 1)
        (place / "foods.csv").write_text(spoilt, encoding="utf-8", newline="")
        with pytest.raises(evidence.DataError) as caught:
            Data(place).rows("foods")
        assert (caught.value.file, caught.value.row) == ("foods.csv", 2)
        assert "without control characters" in caught.value.allowed


def test_the_explorer_of_a_hostile_folder(both):
    made = [Explorer.of(data)() for data in both]
    try:
        for place in (None, 0, 1, 2):
            seen = []
            for panel in made:
                panel._behind.selected_index = place
                panel._table_toggle.value = True
                panel._someone.value = panel._someone.options[1]
                panel.pin()
                html = shown(panel) + panel.table_html() + panel.static_html()
                figures = [part.to_plotly() for part in within(panel) if hasattr(part, "to_plotly")]
                seen.append((markup_in(html), plotly_markup_in(figures)))
            assert seen[0][0] == seen[1][0], place
            assert {**seen[0][1], "br": 0} == {**seen[1][1], "br": 0}, place  # long words wrap where they may
    finally:
        for panel in made:
            panel.close()


def markup_of_panels() -> dict[str, list[dict[str, int]]]:
    """What every panel puts into the page: its elements, and what plotly would take for markup."""
    panels.load_all()
    found = {}
    for name, kind in sorted(Panel.registry.items()):
        panel = kind()
        panel._table_toggle.value = True
        html = shown(panel) + panel.table_html() + panel.static_html()
        drawn = {**plotly_markup_in(panel.figure.to_plotly()), "br": 0}  # long words wrap where they may
        found[name] = [dict(markup_in(html)), drawn]
        panel.close()
    return found


PANELS = """
import json, sys
from pathlib import Path
from helpers import evidence
evidence.DATA.folder = Path(sys.argv[1])
from tests.faults.test_hostile_text import markup_of_panels
print(json.dumps(markup_of_panels()))
"""
LOOKED_UP = {
    ("reference_ranges.csv", "analyte"), ("citrate_donors.csv", "quantity"),
    ("calcium_and_ph.csv", "moment"),
    ("magnesium_and_calcium.csv", "moment"), ("likelihood_literature.csv", "outcome"),
    ("drinks.csv", "drink"),
    ("threshold_frequency_trials.csv", "condition"), ("caffeine_content.csv", "product"),
    ("caffeine_content.csv", "serving"), ("caffeine_half_life.csv", "population"),
    ("vitamin_d_trials.csv", "study"), ("vitamin_d_trials.csv", "moment"),
    ("mineral_prevalence.csv", "marker"),
    ("mineral_prevalence.csv", "population"),
    ("mineral_prevalence.csv", "definition"),
    ("stress_and_breathing.csv", "moment"), ("caffeine_studies.csv", "moment"),
    ("sweat_and_cramp.csv", "moment"), ("vitamin_d_cut_offs.csv", "body"),
}  # fmt: skip
"""Texts by which a picture finds its rows: with an attack in them it would find none."""


def test_every_panel_drawn_from_hostile_tables_has_the_kits_own_markup(tmp_path):
    place = folder(tmp_path / "data", attacks, LOOKED_UP)
    done = subprocess.run(
        [sys.executable, "-c", PANELS, str(place)],
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found, expected = json.loads(done.stdout), json.loads(json.dumps(markup_of_panels()))
    assert {name: (one, expected[name]) for name, one in found.items() if one != expected[name]} == {}
    assert len(found) > 40


RENAMED = """
import importlib, json, pkgutil, sys
from pathlib import Path
from helpers import evidence
evidence.DATA.folder = Path(sys.argv[1])
from helpers import panels
from helpers.panels.base import Panel
found = {}
def attempt(name, act):
    try:
        act()
    except Exception as problem:
        shown = getattr(problem, "_render_traceback_", None)
        found[name] = shown() if shown else [type(problem).__name__, "TRACEBACK", str(problem)]
for module in pkgutil.iter_modules(panels.__path__):
    attempt(module.name, lambda: importlib.import_module(f"helpers.panels.{module.name}"))
for name, kind in sorted(Panel.registry.items()):
    attempt(name, lambda: kind().close())
print(json.dumps(found))
"""


def test_rows_that_pictures_no_longer_find_are_one_line_each_and_no_traceback(tmp_path):
    """All texts by which the pictures look rows up are spelt otherwise at once."""

    def misspelt(file: str, text: str) -> str:
        return f"{text}x"

    kept = {(file, field) for file in evidence.FILES for field in evidence.FILES[file].model_fields}
    place = folder(tmp_path / "data", misspelt, kept - LOOKED_UP)
    done = subprocess.run(
        [sys.executable, "-c", RENAMED, str(place)],
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    assert len(found) > 10
    assert {name: lines for name, lines in found.items() if len(lines) != 1} == {}
    assert any("reference_ranges.csv" in lines[0] and "analyte" in lines[0] for lines in found.values())


def test_an_attack_that_got_through_is_seen():
    """The checks above can fail."""
    assert markup_in(f"<p>{ATTACK}</p>")["script"] == 1
    assert markup_in(f"<p title='{ATTACK}'>") != markup_in("<p title='x'>")
    assert plotly_markup_in({"data": [{"text": ["a <a href='javascript:1'>b</a>"]}]})["a href"] == 1
