"""Where a learner stands: counted from the answers, for lessons that exist, and never ahead of them."""

from __future__ import annotations

import re

import pytest

from helpers import evidence
from helpers.lesson import Lesson
from helpers.lesson.html import plain
from helpers.lesson.journey import Journey
from helpers.lesson.progress import Progress


@pytest.fixture
def own():
    return Lesson("00_start_here", progress=Progress(None))


def line(journey, number):
    return next(row for row in plain(journey.static_html()).splitlines() if row.startswith(f"{number:02d} "))


def test_a_newcomer_starts_at_the_first_lesson_with_nothing_done(own):
    journey = own.journey()
    assert journey.next.startswith("Next: 00")
    assert not re.search(r"[1-9]\d* of", plain(journey.static_html()))


def test_answers_are_counted_where_they_belong(own):
    journey = own.journey()
    own.progress.commit(evidence.predictions("00_start_here")[0].id, "x")
    for question in evidence.questions("04_calcium"):
        own.progress.answer(question.id, "x")
    count = len(evidence.questions("04_calcium"))
    assert "1 of" in line(journey, 0)
    assert f"✓ {count} of {count}" in line(journey, 4)
    assert journey.next.startswith("Go on with: 00")


def test_a_lesson_without_its_notebook_is_not_named(own, tmp_path):
    (tmp_path / "04_calcium.ipynb").touch()
    journey = Journey(own._all_items(), [], own.progress, tmp_path)
    assert [about.id for about, _ in journey.lessons] == ["04_calcium"]
    assert "03" not in plain(journey.static_html())


def test_grades_are_counted_and_the_end_is_told(own, tmp_path):
    journey = Journey([], evidence.claims(), own.progress, tmp_path)
    own.progress.give_grade(evidence.claims()[0].id, "weak")
    assert f"1 of {len(evidence.claims())}" in plain(journey.static_html())
    assert f"{len(evidence.claims()) - 1} of {len(evidence.claims())} claims wait" in journey.next
    for claim in evidence.claims():
        own.progress.give_grade(claim.id, "weak")
    assert "Everything is done" in journey.next
