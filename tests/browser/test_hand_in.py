"""From a learner's hand-in to the teacher's page, in a real Lab; nothing in a file is taken for markup."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.lesson.hand_in_file import LETTERS, read, written
from tests.browser.lab import Lab, Server, notebook

pytestmark = pytest.mark.browser

EVIL = "<img src=x onerror='document.body.dataset.hacked = 1'>"
CELLS = (
    "import os\nos.environ.pop('MUSCLE_TWITCH_CLASS', None)\n"
    'from helpers.lesson import Lesson\nlesson = Lesson("04_calcium")\nlesson.quiz()',
    "lesson.hand_in()",
    "from helpers.classroom import ClassResults\nClassResults({folder!r})",
)


def test_a_class_hands_in_and_sees_how_it_answered(lab: Lab, server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    cells = [cell.replace("{folder!r}", repr(str(folder))) for cell in CELLS]
    (server.folder / "hand_in.ipynb").write_text(notebook(*cells), encoding="utf-8")
    lab.open("hand_in.ipynb")
    lab.run_all()
    page = lab.page
    card, results = page.locator(".lesson-part.lesson-hand-in"), page.locator(".lesson-part.lesson-class")
    assert "a class that never was" in results.inner_text()

    question = page.locator(".lesson-question-card:visible").first
    question.get_by_role("radio").first.check()
    lab.settle()  # until the kernel knows what was chosen, the button is off and a key on it does nothing
    question.get_by_role("button", name="Check").press("Enter")
    question.locator(".lesson-feedback").wait_for()
    with page.expect_download() as download:
        card.get_by_role("button", name="Save for the teacher").press("Enter")
    saved = read(Path(download.value.path()).read_bytes())
    assert download.value.suggested_filename == saved.file_name

    for index in range(5):  # five more learners, and what else may lie in such a folder
        code = "-".join(3 * [LETTERS[index] * 4])
        content = json.loads(written(saved)) | {"code": code}
        content["questions"] |= {"unheard_of": {"first": EVIL, "last": EVIL, "tries": 1}}
        (folder / f"{index}.json").write_text(json.dumps(content), encoding="utf-8")
    (folder / saved.file_name).write_text(written(saved), encoding="utf-8")
    (folder / "foreign.json").write_text(json.dumps({"kit": EVIL, EVIL: EVIL}), encoding="utf-8")

    results.get_by_role("button", name="Read the folder again").press("Enter")
    results.get_by_text("6 hand-ins from 6 learners").wait_for()
    results.get_by_label("Show", exact=True).select_option(
        index=3
    )  # after three predictions: the first question
    results.get_by_text("Hidden. Let the class say").wait_for()
    assert results.locator(".wmt-chart text", has_text="6 of 6").count() == 0
    picture, said = results.locator(".wmt-chart"), results.locator(".wmt-sentence")
    hidden = picture.get_attribute("aria-label")
    results.get_by_role("button", name="Show how the class answered").press("Enter")
    results.locator(".wmt-chart text", has_text="6 of 6").wait_for()
    assert hidden != picture.get_attribute("aria-label") == said.text_content()
    for line in results.locator("summary").all():
        line.click()
    assert {"foreign.json", "unheard_of"} <= set(results.locator("tbody th, tbody td").all_inner_texts())
    with page.expect_download() as download:
        results.get_by_role("button", name="Save all results").press("Enter")
    assert saved.code not in Path(download.value.path()).read_text(encoding="utf-8")
    assert (
        page.evaluate("() => document.body.dataset.hacked ?? document.querySelector('.lesson-class img')")
        is None
    )
    assert lab.cell_errors() == []
    assert lab.errors() == []
    assert lab.foreign == []
