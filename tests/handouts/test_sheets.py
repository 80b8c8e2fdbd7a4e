"""The sheets of all lessons: whole, right, safe, and no answer on the student's."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from helpers import evidence, panels
from helpers.handouts import sheets
from helpers.handouts.material import Material, material
from helpers.handouts.words import css_string, markdown
from helpers.lesson.cards import real_lines
from helpers.lesson.exercise import reference_of
from helpers.lesson.html import plain, prose
from helpers.lesson.predict import PredictionCard
from helpers.lesson.progress import Progress
from helpers.lesson.quiz import QuestionCard
from tests.handouts.conftest import Page

LESSONS = [about.id for about in evidence.lessons()]
EVIL = '<script>alert("&")</script>'


gathered = cache(material)


def page(folder: Path, lesson: str, who: str) -> str:
    return (folder / f"{lesson}_{who}.html").read_text(encoding="utf-8")


def words(text: object) -> str:
    """A text of ``data/`` as it reads on a page."""
    return " ".join(plain(str(prose(text))).split())


def options(html: str, kind: str) -> list[list[str]]:
    """The options of every list of this kind, with what marks them."""
    lists = re.findall(rf'<ol class="{kind}">(.*?)</ol>', html, re.DOTALL)
    return [re.findall(r"<li[^>]*>.*?</li>", found, re.DOTALL) for found in lists]


@pytest.mark.parametrize("who", ["student", "teacher"])
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_sheet_is_whole_and_valid(folder: Path, lesson: str, who: str) -> None:
    html = page(folder, lesson, who)
    read = Page(html)
    about, flags = evidence.lesson(lesson), evidence.red_flags()
    for text in [about.title, about.question, *about.outcomes, flags.statement, *flags.urgent, *flags.soon]:
        assert words(text) in read.text
    assert "not medical advice" in read.text
    assert html.startswith("<!DOCTYPE html>")
    tags = dict(read.elements)
    assert tags["html"] == {"lang": "en-GB"}
    assert "title" in tags
    for tag, attributes in read.elements:
        assert "id" not in attributes
        if tag == "img":
            assert len((attributes["alt"] or "").split()) > 3
    assert "$" not in read.text, "mathematics is not set on paper"
    assert "&#" not in re.findall(r"@bottom-left.*", html)[-1]


@pytest.mark.parametrize("who", ["student", "teacher"])
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_sheet_fetches_nothing(folder: Path, lesson: str, who: str) -> None:
    html = page(folder, lesson, who)
    read = Page(html)
    assert not {"link", "script", "iframe", "object", "base", "form"} & {tag for tag, _ in read.elements}
    for tag, attributes in read.elements:
        if tag == "img":
            assert (attributes["src"] or "").startswith("data:image/svg+xml;base64,")
        assert not [name for name in attributes if name.startswith("on")]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    assert "color-scheme: only light" in style[1]


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_answer_stands_on_the_students_sheet(folder: Path, lesson: str) -> None:
    html = page(folder, lesson, "student")
    read = Page(html)
    stuff = gathered(lesson)
    told = [option.feedback for item in evidence.predictions(lesson) for option in item.options]
    for question in evidence.questions(lesson):
        told += [
            text for option in question.options for text in (option.feedback, option.misconception) if text
        ]
    for claim in [*stuff.claims, *stuff.weighed]:
        told += [claim.correction, claim.change_our_mind]
        told += [claim.strongest_for.text, claim.strongest_against.text]
    told += [predicted.number for predicted in [*stuff.predictions, *stuff.deeper]]
    told += [item.hint for item in stuff.exercises] + [stuff.article.correction_model]
    told += [sentence for _, sentence in stuff.buttons if sentence != stuff.picture.words]
    assert [text for text in told if words(text) in read.text] == []
    assert "✓" not in read.text
    assert "def " not in read.text
    for found in options(html, "tick"):
        assert {re.match(r"<li[^>]*>", option)[0] for option in found} == {"<li>"}  # type: ignore[index]


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_students_options_stand_in_the_lessons_order(folder: Path, lesson: str, tmp_path: Path) -> None:
    shown = [
        [plain(option) for option in found] for found in options(page(folder, lesson, "student"), "tick")
    ]
    stuff = gathered(lesson)
    predictions = [[words(option.text) for option in one.item.options] for one in stuff.predictions]
    cards = [QuestionCard(question, Progress(tmp_path)) for question in evidence.questions(lesson)]
    assert shown == predictions + [[words(option.text) for option in card.shown] for card in cards]


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_teachers_right_options_are_those_of_the_lesson(
    folder: Path, lesson: str, tmp_path: Path
) -> None:
    shown = options(page(folder, lesson, "teacher"), "answers")
    right = [[option for option in found if option.startswith('<li class="right">')] for found in shown]
    assert [len(found) for found in right] == [1] * len(shown)
    said = {plain(re.findall(r"<p>✓ (.*?)</p>", found[0])[0]) for found in right}
    kinds = panels.registry()
    progress = Progress(tmp_path)
    for item in evidence.predictions(lesson):
        panel = kinds[item.panel]()
        card = PredictionCard(item, progress, panel)
        found = card.outcome()
        assert found is not None
        assert words(found.option.text) in said, item.id
        card.close()
        panel.close()
    for question in evidence.questions(lesson):
        assert [o for o in question.options if o.right and words(o.text) in said], question.id
    assert len(shown) == len(evidence.predictions(lesson)) + len(evidence.questions(lesson))


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_teachers_sheet_says_why_and_how(folder: Path, lesson: str) -> None:
    text = Page(page(folder, lesson, "teacher")).text
    told: list[Any] = []
    for question in evidence.questions(lesson):
        told += [
            text for option in question.options for text in (option.feedback, option.misconception) if text
        ]
    for claim in [evidence.claim(id) for id in evidence.lesson(lesson).claims]:
        told += [
            claim.strongest_for.text,
            claim.strongest_against.text,
            claim.correction,
            claim.change_our_mind,
        ]
    assert [one for one in told if words(one) not in text] == []
    for item in evidence.exercises(lesson):
        for line in real_lines(reference_of(item), checks=True):
            assert " ".join(line.split()) in text
    assert f"{evidence.lesson(lesson).minutes} minutes" in text


@pytest.mark.parametrize("lesson", LESSONS)
def test_teaching_notes_stand_on_the_teachers_sheet_only(folder: Path, lesson: str) -> None:
    notes, stuff = evidence.teaching(lesson), gathered(lesson)
    student, teacher = (Page(page(folder, lesson, who)).text for who in ("student", "teacher"))
    told = [notes.point, *notes.before, *notes.safety, notes.variants.short]
    told += [text for item in notes.discussion for text in (item.question, item.answer)]
    told += [text for item in notes.heard for text in (item.hear, item.reply)]
    told += [
        scene.sentence for scene in stuff.scenes if scene.title and scene.sentence != stuff.picture.words
    ]
    told += [step.say for step in notes.demonstration.steps if step.say]
    assert [one for one in told if words(one) not in teacher] == []
    assert [one for one in told if words(one) in student] == []


def test_a_lesson_without_teaching_notes_has_its_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(lesson: str) -> Any:
        raise KeyError(lesson)

    monkeypatch.setattr(evidence, "teaching", none)
    stuff = material("04_calcium")
    assert stuff.teaching is None
    assert "Demonstration" not in Page(sheets.teacher(stuff)).text


@pytest.fixture(scope="module")
def evil() -> Material:
    """Lesson 04 with a script in every kind of text."""
    stuff = gathered("04_calcium")
    question, shown = stuff.questions[0]
    wicked = [
        option.model_copy(update={"text": EVIL, "feedback": EVIL, "misconception": EVIL}) for option in shown
    ]
    first = stuff.predictions[0]
    return dataclasses.replace(
        stuff,
        about=stuff.about.model_copy(update={"title": EVIL, "question": EVIL, "outcomes": [EVIL]}),
        claims=[claim.model_copy(update={"text": EVIL, "correction": EVIL}) for claim in stuff.claims],
        predictions=[dataclasses.replace(first, item=first.item.model_copy(update={"question": EVIL}))],
        questions=[(question.model_copy(update={"question": EVIL}), wicked)],
        exercises=[item.model_copy(update={"task": EVIL, "solution": EVIL}) for item in stuff.exercises],
        picture=dataclasses.replace(stuff.picture, title=EVIL, words=EVIL),
        buttons=[(EVIL, EVIL)],
        sources=[source.model_copy(update={"title": EVIL, "authors": EVIL}) for source in stuff.sources],
        plan=dataclasses.replace(stuff.plan, to_try=f"- {EVIL}", picture=EVIL),
    )


@pytest.mark.parametrize("make", [sheets.student, sheets.teacher])
def test_markup_in_data_is_shown_as_text(evil: Material, make: Any) -> None:
    html = make(evil)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert html.count("</style>") == 1
    Page(html)


def test_notebook_words_become_safe_paper() -> None:
    assert markdown("[lesson 04](04_calcium.ipynb) *soon*") == "<p>lesson 04 <em>soon</em></p>\n"
    assert "<" not in str(markdown("<b onclick=x>a")).replace("<p>", "").replace("</p>", "")
    assert "−5 mV" in markdown("at -5 mV")
    assert css_string('a"}</style>') == "a\\22 \\7d \\3c \\2f style\\3e "
