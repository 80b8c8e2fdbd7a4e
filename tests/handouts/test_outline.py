"""What is read from a notebook, and what is said where a notebook has no panel."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import evidence
from helpers.handouts.outline import outline, sections
from helpers.records import Lesson
from tests.browser.lab import notebook


def test_lesson_04_is_read_in_its_parts() -> None:
    plan = outline("04_calcium")
    assert [part.title for part in plan.opening] == ["A case and a claim"]
    assert plan.claims == ("calcium_common_cause",)
    assert plan.core == ("calcium_threshold", "low_potassium_threshold")
    assert plan.deeper == ("calcium_diet",)
    assert plan.panel == "CalciumAndThreshold"
    assert plan.picture.startswith("One nerve fibre.")
    assert plan.to_try.startswith("Three things to find")
    assert plan.to_try.splitlines()[-1].startswith("- Choose *low calcium*")
    assert "Mira's hand" in plan.take_away
    assert {"schwarz_1994", "citrate_donors"} <= set(plan.cited)


@pytest.mark.parametrize("about", evidence.lessons(), ids=lambda about: about.id)
def test_every_prediction_of_a_lesson_is_found(about: Lesson) -> None:
    plan = outline(about.id)
    assert {*plan.core, *plan.deeper} == {item.id for item in evidence.predictions(about.id)}
    assert plan.opening
    assert plan.picture
    assert plan.to_try
    assert "```" not in plan.to_try


def test_lesson_10_weighs_the_claims_of_all_others() -> None:
    plan = outline("10_weigh_the_evidence")
    ids = {id for lesson in plan.weighed for id in evidence.lesson(lesson).claims}
    assert ids == {claim.id for claim in evidence.claims()}
    assert plan.corrects


def test_a_notebook_without_a_panel_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bare.ipynb").write_text(notebook("lesson.predict('calcium_diet')"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"bare needs .*cover\(panel"):
        outline("bare", tmp_path)


def test_headings_cut_a_notebook_and_learners_code_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "cut.ipynb"
    path.write_text(notebook("%%exercise a\ndef f(:", "lesson.claim('b')"), encoding="utf-8")
    only = sections(path)
    assert len(only) == 1
    assert len(list(only[0].trees())) == 1
