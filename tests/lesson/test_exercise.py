from __future__ import annotations

import re
from html import unescape

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from helpers import evidence
from helpers.lesson import Lesson
from helpers.lesson.exercise import Exercise
from helpers.lesson.html import prose
from helpers.physiology.membrane import nernst
from helpers.records import DataError
from tests.lesson.fakes import FakeData

RIGHT = (
    "import math\ndef nernst(outside_mM, inside_mM):\n    return 26.7264 * math.log(outside_mM / inside_mM)\n"
)


@pytest.fixture
def shell(monkeypatch):
    shell = InteractiveShell.instance()
    yield shell
    InteractiveShell.clear_instance()


def test_right_wrong_and_starter_are_recorded(lesson, progress):
    task = lesson.exercise("nernst_by_hand")
    assert task.check_cell(task.item.starter, {}).verdict.state == "not yet"
    assert progress.exercise("nernst_by_hand") == {}
    assert task.check(lambda outside_mM, inside_mM: 1.0).verdict.state == "wrong"
    assert task.check_cell(RIGHT, {}).verdict.state == "right"
    assert progress.exercise("nernst_by_hand") == {"tries": 2, "solved": True, "alone": True}


def test_hint_then_solution(lesson, progress):
    card = lesson.exercise("nernst_by_hand").check(lambda outside_mM, inside_mM: 1.0)
    assert card.solution_button.disabled
    card.hint_button.click()
    assert "logarithm" in card.help
    assert not card.solution_button.disabled
    card.solution_button.click()
    assert "def nernst(" in card.help
    assert '"""' not in card.help
    assert "helpers/physiology/membrane.py" in card.help
    record = progress.exercise("nernst_by_hand")
    assert record["hint"] is True
    assert record["solution"] is True


def test_the_solution_shown_is_the_reference_and_passes(lesson):
    task = lesson.exercise("nernst_by_hand")
    assert task.task.reference is nernst
    assert task.check(lambda **given: nernst(**given)).verdict.state == "right"


@pytest.mark.parametrize("item", evidence.exercises("04_calcium"), ids=lambda item: item.id)
def test_the_shown_solution_can_be_pasted_and_passes(item, progress):
    task = Exercise(item, progress)
    shown = task.solution()
    first, folded = shown.split("<details>")
    pasted = unescape(re.search("<code>(.*?)</code>", first, re.DOTALL).group(1))
    assert task.check_cell(pasted, {}).verdict.state == "right"
    assert "How the kit itself does it" in folded
    assert "helpers/physiology/" in folded


@pytest.mark.parametrize("item", evidence.exercises("04_calcium"), ids=lambda item: item.id)
def test_every_card_shows_title_and_the_whole_task(item, progress):
    task = Exercise(item, progress)
    for code in (item.starter, "1 / 0", item.solution):
        card = task.check_cell(code, {})
        for html in (card.children[0].value, card.static_html(), task.static_html()):
            assert prose(item.title) in html
            assert prose(item.task) in html


def test_our_own_future_flags_do_not_reach_the_learners_code(lesson):
    names = {}
    lesson.exercise("nernst_by_hand").check_cell("def nernst(outside_mM: float, inside_mM): ...", names)
    assert names["nernst"].__annotations__["outside_mM"] is float


def test_the_magic_runs_in_the_notebooks_own_names(shell, tmp_path, progress):
    Lesson("04_calcium", FakeData(), progress)
    with capture_output() as shown:
        shell.run_cell("factor = 26.7264\nimport math")
        shell.run_cell(
            "%%exercise nernst_by_hand\n"
            "def nernst(outside_mM, inside_mM):\n    return factor * math.log(outside_mM / inside_mM)"
        )
    assert progress.exercise("nernst_by_hand")["solved"] is True
    assert "nernst" in shell.user_ns
    assert "Traceback" not in shown.stdout + shown.stderr


def test_the_magic_survives_what_a_learner_writes(shell, progress):
    Lesson("04_calcium", FakeData(), progress)
    for body in ("1 / 0", "raise SystemExit", "def nernst(:", "raise KeyboardInterrupt", "...", "   "):
        with capture_output() as shown:
            result = shell.run_cell(f"%%exercise nernst_by_hand\n{body}")
        assert result.success
        assert "Traceback" not in shown.stdout + shown.stderr


def test_an_unknown_exercise_is_said_kindly(shell, progress):
    Lesson("04_calcium", FakeData(), progress)
    with capture_output() as shown:
        assert shell.run_cell("%%exercise <b>nothing</b>\nx = 1").success
    html = shown.outputs[0].data["text/html"]
    assert "nernst_by_hand" in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"inputs": [{"wrong_name": 1.0}]}, "inputs"),
        ({"inputs": [{"outside_mM": -1.0, "inside_mM": 1.0}]}, "inputs"),
        ({"reference": "helpers.physiology.membrane:nothing"}, "reference"),
        ({"reference": "helpers.physiology.nowhere:nernst"}, "reference"),
    ],
)
def test_a_task_that_its_reference_does_not_take_is_a_fault_of_the_data(lesson, change, column):
    lesson.data.the_exercise = lesson.data.the_exercise.model_copy(update=change)
    with pytest.raises(DataError) as caught:
        lesson.exercise("nernst_by_hand")
    assert (caught.value.file, caught.value.column) == ("exercises.yaml", column)


def test_a_broken_reference_is_our_fault_not_the_learners(lesson, caplog):
    item = lesson.data.the_exercise.model_copy(update={"inputs": [{"wrong_name": 1.0}]})
    card = Exercise(item, lesson.progress).check(lambda wrong_name: 1.0)
    assert "own check of this exercise is broken" in card.verdict.sentences[0]
    assert lesson.progress.exercise("nernst_by_hand") == {}
    caplog.clear()
