"""Every demonstration can be played as it is written, and shows what it promises."""

from __future__ import annotations

import logging
import shutil

import pytest

from helpers import evidence, panels
from helpers.evidence import DATA_FOLDER, Data
from helpers.lesson.demonstration import moves, play
from helpers.records import DataError
from tests import grammar

PANELS = panels.registry()
TAUGHT = [lesson.id for lesson in evidence.lessons()]


@pytest.fixture(scope="module")
def scenes():
    return {lesson: play(evidence.teaching(lesson), PANELS) for lesson in TAUGHT}


@pytest.mark.parametrize("lesson", TAUGHT)
def test_the_class_sees_what_the_step_promises(lesson, scenes):
    assert [scene.unmet for scene in scenes[lesson] if scene.unmet] == []


@pytest.mark.parametrize("lesson", TAUGHT)
def test_a_hand_that_follows_the_steps_gets_the_same_sentence(lesson, scenes, caplog):
    caplog.set_level(logging.ERROR)
    live = {}
    for step, scene in zip(evidence.teaching(lesson).demonstration.steps, scenes[lesson], strict=True):
        if not step.panel:
            continue
        panel = live.setdefault(step.panel, PANELS[step.panel]())
        panel.reset()
        if step.preset:
            panel.use(step.preset)
        panel.set(**step.settings)
        assert panel.sentence == scene.sentence
    for panel in live.values():
        panel.close()
    assert caplog.records == []


@pytest.mark.parametrize("lesson", TAUGHT)
def test_every_panel_of_the_demonstration_stands_in_its_lesson(lesson):
    notebook = grammar.read(DATA_FOLDER.parent / "notebooks" / f"{lesson}.ipynb")
    code = "\n".join(grammar.source(cell) for cell in notebook["cells"] if cell["cell_type"] == "code")
    for step in evidence.teaching(lesson).demonstration.steps:
        assert f"{step.panel}(" in code or not step.panel


@pytest.mark.parametrize("lesson", TAUGHT)
def test_a_demonstration_asks_lets_the_class_vote_and_moves_a_panel(lesson):
    steps = evidence.teaching(lesson).demonstration.steps
    assert any(step.vote for step in steps)
    assert any(step.preset or step.settings for step in steps)
    assert steps[-1].ask or steps[-1].say


def test_how_a_hand_gets_there(scenes):
    said = [scene.moves for scene in scenes["04_calcium"] if scene.moves]
    assert said[:2] == ["press **Reset**, then set Ionised calcium 0.85 mmol/L", "press **very low calcium**"]
    step = evidence.teaching("04_calcium").demonstration.steps[3]
    panel = PANELS[step.panel]()
    both = step.model_copy(update={"settings": {"push_mV": 3.0}})
    assert moves(both, panel) == "press **very low calcium**, then set Push 3.0 mV"
    assert moves(step.model_copy(update={"preset": ""}), panel) == ""
    panel.close()


@pytest.fixture
def folder(tmp_path):
    return Data(shutil.copytree(DATA_FOLDER, tmp_path / "data"))


def spoil(data, old, new):
    """Change the first ``old`` in the notes on lesson 04; the line it stands on."""
    path = data.folder / "teaching.yaml"
    text = path.read_text(encoding="utf-8")
    place = text.index(old, text.index("- lesson: 04_calcium"))
    path.write_text(text[:place] + new + text[place + len(old) :], encoding="utf-8", newline="\n")
    return text[:place].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "column", "problem", "allowed"),
    [
        (
            "panel: CalciumAndThreshold",
            "panel: Calcum",
            "panel",
            "'Calcum', an unknown panel",
            "BloodCalcium",
        ),
        ("preset: low potassium", "preset: low kalium", "preset", "unknown preset", "low potassium"),
        ("{calcium_mM: 0.85}", "{calcium: 0.85}", "set", "an unknown set", "potassium_mM"),
        ("{calcium_mM: 0.85}", "{calcium_mM: 85}", "set", "calcium_mM: 85", "between 0.5 and 1.8"),
        ("read: kick_threshold_mV", "read: kick_mV", "expect", "kick_mV", "a number"),
        ("read: kick_threshold_mV", "read: outcome", "expect", "outcome", "a number"),
    ],
)
def test_what_no_panel_has_is_one_clear_error(folder, old, new, column, problem, allowed):
    line = spoil(folder, old, new)
    with pytest.raises(DataError) as caught:
        play(folder.teaching("04_calcium"), PANELS, folder)
    error = caught.value
    assert (error.file, error.row) == ("teaching.yaml", line) or column == "expect"
    assert error.column.endswith(column)
    assert problem in str(error)
    assert allowed in error.allowed


@pytest.mark.parametrize(
    ("old", "new", "column", "allowed"),
    [
        ("lesson: 04_calcium", "lesson: 04_calcum", "lesson", "a lesson of lessons.yaml"),
        ("claim: calcium_common_cause", "claim: calcium_cause", "claim", "a claim of claims.yaml"),
        ("vote: calcium_threshold", "vote: calcium_treshold", "vote", "a prediction of predictions.yaml"),
        ("vote: calcium_threshold", "vote: magnesium_diet", "demonstration", "its own predictions"),
        ("minutes: 12", "minutes: 40", "minutes", "less than or equal to 15"),
        ("        watch: the right picture.", "        look: the right picture.", "look", "watch"),
        ("        No. Closer", "        No. No. No. Closer", "answer", "two to four sentences"),
        ("{read: kick_threshold_mV, to: 0.9}", "{read: kick_threshold_mV}", "from", "from, to, or both"),
        ("versus: none, from: 1, to: 2}", "from: 2, to: 1}", "from", "below to = 1"),
        ("  safety:", "  saftey:", "safety", "required"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_file_is_one_clear_error(folder, old, new, column, allowed):
    spoil(folder, old, new)
    with pytest.raises(DataError) as caught:
        folder.teaching("04_calcium")
    assert caught.value.file == "teaching.yaml"
    assert caught.value.column.split(".")[-1] == column
    assert allowed in caught.value.allowed


def test_a_promise_that_is_not_kept_is_told(folder):
    spoil(folder, "{read: kick_threshold_mV, to: 0.9}", "{read: kick_threshold_mV, from: 1.5}")
    unmet = [scene.unmet for scene in play(folder.teaching("04_calcium"), PANELS, folder) if scene.unmet]
    assert [len(words) for words in unmet] == [1]
    assert "kick_threshold_mV versus reference: 0.67" in unmet[0][0]


def test_a_promise_can_compare_with_the_step_before(folder):
    low = "{read: kick_threshold_mV, from: 1.03}"
    spoil(folder, low, "{read: kick_threshold_mV, versus: before, from: 1.03}")
    spoil(folder, "preset: very low calcium", "preset: low calcium")
    spoil(
        folder, "{read: fires_by_itself, versus: none, from: 1}", "{read: spikes, versus: before, from: 0.9}"
    )
    unmet = [scene.unmet for scene in play(folder.teaching("04_calcium"), PANELS, folder) if scene.unmet]
    assert len(unmet) == 1  # only the spikes without end are missing now


def test_a_panel_away_from_explore_is_told_with_the_heading_it_stands_under(scenes):
    electrolytes = [scene for scene in scenes["01_electrolytes"] if scene.title]
    assert electrolytes[0].place == f"“{electrolytes[0].title}”", "the main panel needs no heading"
    loop = next(scene for scene in electrolytes if scene.step.panel == "CrampLoop")
    assert loop.heading and loop.place.endswith(f", under “{loop.heading}”")
