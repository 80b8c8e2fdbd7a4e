"""The teacher's guide holds all of every lesson, from the same data; what is stored is what is computed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from helpers import evidence, panels
from helpers.evidence import DATA_FOLDER, Data
from helpers.lesson.guide import Guide, Page
from helpers.lesson.html import plain, prose
from helpers.records import DataError
from tests import grammar
from tests.environment import STALE
from tests.lesson.fakes import EVIL

LESSONS = [lesson.id for lesson in evidence.lessons()]
NOTEBOOK = DATA_FOLDER.parent / "notebooks" / f"{grammar.GUIDE}.ipynb"


@pytest.fixture(scope="module")
def guide():
    return Guide(panels.registry())


@pytest.fixture(scope="module")
def pages(guide):
    return {lesson: guide.page(lesson) for lesson in LESSONS}


def shown(text):
    """A text as a reader sees it."""
    return " ".join(plain(prose(text)).split())


def read(page):
    return " ".join(page.words.split())


def test_every_lesson_has_its_entry_in_order():
    assert list(evidence.DATA._records("teaching.yaml")) == LESSONS


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_page_holds_what_the_lesson_itself_says(lesson, pages):
    about, words = evidence.lesson(lesson), read(pages[lesson])
    for text in [about.question, f"{about.minutes} minutes", *about.outcomes]:
        assert shown(text) in words
    for question in evidence.questions(lesson):
        assert shown(question.question) in words
        for option in question.options:
            kept = [option.text] if option.right else [option.text, option.misconception, option.feedback]
            assert all(shown(text) in words for text in kept)
    for exercise in evidence.exercises(lesson):
        assert shown(exercise.title) in words
        assert " ".join(exercise.solution.split()) in words
    for claim in map(evidence.claim, about.claims):
        assert shown(claim.text) in words
        assert shown(claim.correction) in words


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_right_answer_of_a_prediction_is_there_and_no_wrong_one(lesson, pages):
    registry, words = panels.registry(), pages[lesson].html
    for item in evidence.predictions(lesson):
        panel = registry[item.panel]()
        found, start = panel.state_for(**item.settings), panel.reference
        for step in item.read.split("."):
            found, start = getattr(found, step), getattr(start, step)
        value = found / start if item.versus == "reference" else found
        for option in item.options:
            right = (option.from_ is None or option.from_ <= value) and (
                option.to is None or value < option.to
            )
            assert (f"<strong>{prose(option.text)}</strong> {prose(option.feedback)}" in words) == right
        panel.close()


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_page_holds_everything_the_teaching_notes_say(lesson, pages):
    words = read(pages[lesson])
    raw = next(item for item in all_notes() if item["lesson"] == lesson)
    skipped = {"lesson", "panel", "preset", "set", "expect", "vote", "claim"}
    for text in texts(raw, skipped):
        assert shown(text) in words


def all_notes():
    return yaml.safe_load((DATA_FOLDER / "teaching.yaml").read_text(encoding="utf-8"))


def texts(node, skipped):
    """Every text of the notes that a reader sees."""
    if isinstance(node, dict):
        for key, item in node.items():
            if key not in skipped:
                yield from texts(item, skipped)
    elif isinstance(node, list):
        for item in node:
            yield from texts(item, skipped)
    elif isinstance(node, str):
        yield node


def test_no_note_holds_a_star_that_would_be_shown():
    for item in all_notes():
        for text in texts(item, set()):
            assert "*" not in re.sub(r"\*\*[^*]+\*\*", "", text), text


def test_a_number_with_a_unit_was_published():
    published = grammar.Published(DATA_FOLDER)
    typed = [
        (item["lesson"], found)
        for item in all_notes()
        for text in texts(item, {"lesson", "set", "expect"})
        for found in grammar.unpublished(text, published)
    ]
    assert typed == []


def test_the_notes_are_no_publication_themselves(tmp_path):
    (tmp_path / "teaching.yaml").write_text("- {say: 77 mV}", encoding="utf-8")
    assert list(grammar.unpublished("77 mV", grammar.Published(tmp_path))) == ["77 mV"]


def test_no_note_speaks_of_a_reader_as_a_patient_or_gives_an_amount():
    for item in all_notes():
        for text in texts(item, set()):
            assert not re.search(r"\byour (muscle|eyelid|twitch|calcium|sleep|medicine|symptom)", text), text
            assert not re.search(r"\btake \d|\d+ (cups|tablets|pills)\b", text), text


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_lesson_cautions_and_discusses(lesson):
    entry = evidence.teaching(lesson)
    assert len(entry.discussion) == 3
    assert len(entry.assessment) >= 2
    assert any(re.search(r"\b(nobody|no|nor|not|never)\b", line, re.IGNORECASE) for line in entry.safety)


def test_the_stored_pages_are_what_would_be_computed(pages):
    stored = {}
    for cell in grammar.read(NOTEBOOK)["cells"]:
        for name in re.findall(r'guide\.page\("(\w+)"\)', grammar.source(cell)):
            stored[name] = "".join(cell["outputs"][0]["data"]["text/html"])
    assert list(stored) == list(pages)
    stale = [name for name, page in pages.items() if page.html != stored[name]]
    assert not stale, f"{', '.join(stale)}: {STALE}"


def test_the_overview_leads_to_every_lesson(guide):
    links = re.findall(r'href="([^"]+)"', guide.overview().html)
    assert links == [f"{lesson}.ipynb" for lesson in LESSONS]
    assert all((NOTEBOOK.parent / link).is_file() for link in links)


def test_minutes_are_added_up(guide):
    core = sum(lesson.minutes for lesson in evidence.lessons())
    assert f"{len(LESSONS)} lessons: {core} minutes of core" in guide.minutes()


def test_red_flags_are_those_of_the_lessons(guide):
    words = shown(" ".join(evidence.red_flags().urgent))
    assert words[:40] in " ".join(plain(guide.red_flags().html).split())


def test_words_of_the_file_are_escaped(tmp_path):
    data = Data(shutil.copytree(DATA_FOLDER, tmp_path / "data"))
    path = Path(data.folder) / "teaching.yaml"
    text = path.read_text(encoding="utf-8")
    for place in ("  point: >-", "        secure: >-", "      reply: >-"):
        text = text.replace(place, f"{place}\n{' ' * (len(place) - len(place.lstrip()) + 2)}{EVIL}", 1)
    path.write_text(text, encoding="utf-8", newline="\n")
    page = Guide(panels.registry(), data).page("00_start_here").html
    assert page.count("&lt;script&gt;") == 3
    assert "<script" not in page
    assert "<img" not in page


def test_a_lesson_that_does_not_exist_is_named(guide):
    with pytest.raises(KeyError, match="99_none"):
        guide.page("99_none")


def test_a_page_is_stored_once(pages):
    page = pages["04_calcium"]
    assert repr(page) == "Teacher's page: Why low calcium makes nerves fire"
    assert Page("A", "<p>b</p>").words == "b"


def test_no_page_hears_of_the_panels_that_were_read(guide, monkeypatch):
    import comm

    opened = []
    monkeypatch.setattr(comm, "create_comm", lambda **about: opened.append(about) or comm.DummyComm(**about))
    guide.page("04_calcium")
    assert opened == []


def test_the_bar_has_a_projector_switch(guide):
    assert guide.bar.projector.description == "Projector mode"
    assert "stored" in guide.bar.static_html()


def test_a_wrong_panel_is_one_clear_error_on_the_page_too(tmp_path):
    data = Data(shutil.copytree(DATA_FOLDER, tmp_path / "data"))
    path = data.folder / "teaching.yaml"
    text = path.read_text(encoding="utf-8").replace("panel: MotorUnit", "panel: MotorUnits", 1)
    path.write_text(text, encoding="utf-8", newline="\n")
    with pytest.raises(DataError, match=r"teaching\.yaml, row \d+, column 'demonstration\.steps\.1\.panel'"):
        Guide(panels.registry(), data).page("00_start_here")
