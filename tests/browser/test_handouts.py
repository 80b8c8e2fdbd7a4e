"""A student's sheet on paper: printed by the machine's own browser, two pages, nothing beyond the edge."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from helpers.doctor import find_chromium
from helpers.handouts.__main__ import make_pages
from helpers.handouts.pdf import print_pdf

pytestmark = pytest.mark.browser

PRINTED_PX = {"width": 688, "height": 1000}  # A4 less the margins: 182 mm
OVER_THE_EDGE = """() => [...document.querySelectorAll('main *')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
    .map((element) => element.outerHTML.slice(0, 120))"""


def test_a_students_sheet_prints_on_two_pages(browser: Any, tmp_path: Path) -> None:
    program = find_chromium()
    assert program is not None
    student, teacher = make_pages("04_calcium", tmp_path)
    first = print_pdf(student, "a4", program).read_bytes()
    assert first.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", first)) == 2
    assert print_pdf(student, "a4", program).read_bytes() == first
    assert {path.name for path in tmp_path.iterdir()} == {
        student.name,
        teacher.name,
        "04_calcium_student.pdf",
    }

    page = browser.new_page()
    page.set_viewport_size(PRINTED_PX)
    page.emulate_media(media="print")
    for sheet in (student, teacher):
        page.goto(sheet.as_uri())
        assert page.evaluate(OVER_THE_EDGE) == []
    page.close()
