"""Hundreds of random events per panel, and over all cards of a lesson at once.

``python -m tests.faults.long_fuzz --events 10000`` does the same for longer.
"""

from __future__ import annotations

from collections.abc import Iterator

import ipywidgets as widgets
import pytest

from helpers import evidence, panels
from helpers.lesson import Lesson
from helpers.lesson.finder import label_meanings
from helpers.lesson.progress import Progress
from helpers.lesson.progress_file import read_file
from helpers.panels.base import Panel
from helpers.panels.calcium import CalciumAndThreshold
from helpers.panels.inputs import OneOfButtons, OneOfList
from tests.faults.random_events import complaints, listening, markup, message, storm, within

panels.load_all()
EVENTS = 200

pytestmark = pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning")


@pytest.fixture
def panel(request: pytest.FixtureRequest) -> Iterator[Panel]:
    made = Panel.registry[request.param]()
    yield made
    made.close()


@pytest.mark.parametrize("panel", sorted(Panel.registry), indirect=True)
def test_any_events_in_any_order_leave_a_panel_that_shows_its_controls(panel):
    start, sentence = panel.values(), panel.sentence
    heard = storm(panel, type(panel).__name__, EVENTS, lambda: complaints(panel))
    assert heard.refused > 10  # the wrong messages arrived, and were refused
    if panel.controls:
        assert panel.state_version > 10  # and honest moves were made
    panel.reset()
    assert panel.values() == start
    assert panel.sentence == sentence


def lesson_of(name: str, progress: Progress) -> tuple[Lesson, widgets.VBox, list[Panel]]:
    """All live parts of a lesson, and of weighing and searching, in one box."""
    lesson = Lesson(name, evidence, progress)
    panel = CalciumAndThreshold()
    ids = [item.id for item in evidence.predictions(name)]
    parts = [lesson.toolbar, *(lesson.predict(id, panel) for id in ids[:2]), lesson.cover(panel, ids[0])]
    parts += [*(lesson.compare(id) for id in ids[:2]), lesson.quiz(), lesson.summary(), lesson.journey()]
    parts += [lesson.exercise(item.id).check(abs) for item in evidence.exercises(name)]
    correction = lesson.correction()
    parts += [lesson.weigh(name), lesson.grade_sheet(), correction, lesson.portfolio(correction)]
    parts += [
        lesson.chain(panel),
        lesson.find("medicine_effects", "Find", label_meanings(), frequency="How often"),
    ]
    return lesson, widgets.VBox(parts), [panel]


def test_any_events_on_all_cards_of_a_lesson_keep_every_answer(tmp_path, monkeypatch):
    monkeypatch.delenv("MUSCLE_TWITCH_OPEN", raising=False)
    progress = Progress(tmp_path)
    _, page, (panel,) = lesson_of("04_calcium", progress)

    def check() -> list[str]:
        return [*complaints(panel), *markup(page), *([progress.notice] if progress.notice else [])]

    storm(page, "a lesson", 2 * EVENTS, check)
    kept = read_file(tmp_path / "progress.json")
    assert kept == progress._records
    assert kept["grades"]
    assert kept["questions"]
    assert Progress(tmp_path)._records == kept
    page.close()
    panel.close()


@pytest.mark.parametrize("kind", [OneOfList, OneOfButtons])
def test_a_page_cannot_choose_nothing(kind):
    choice = kind(options=[("one", 1), ("two", 2)], value=2)
    with listening() as heard:
        for index in (None, 2, -1, "0", [0], 1.5):
            message(choice, method="update", state={"index": index})
    assert heard.refused == 6
    assert (choice.index, choice.value) == (1, 2)


def test_a_broken_panel_is_called_broken():
    """The check above can fail: a control moved behind the panel's back is seen."""
    panel = CalciumAndThreshold()
    assert complaints(panel) == []
    part = next(part for part in within(panel) if isinstance(part, widgets.FloatSlider))
    part.unobserve_all("value")
    part.value = part.max
    assert "the picture shows" in complaints(panel)[0]
    panel._table.value = "<script>alert(1)</script>"
    assert "markup" in complaints(panel)[-1]
    panel.close()
