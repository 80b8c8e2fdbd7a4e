"""The sheets on paper: how many pages, nothing beyond the edge, nothing too small to read."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from helpers.doctor import find_chromium
from helpers.handouts import sheets
from helpers.handouts.__main__ import chosen, make_pages
from helpers.handouts.material import material
from helpers.handouts.pdf import PAPERS, on_paper, print_pdf
from tests.browser.axe import grave_findings

pytestmark = pytest.mark.browser

PAGE = re.compile(rb"/Type\s*/Page\b")
PAGES = dict.fromkeys(chosen([]), 2) | {"10_weigh_the_evidence": 3}  # with a table of all claims
SMALLEST_PT = 9.5
PRINTED_PX = {"width": 688, "height": 1000}  # A4, the narrower paper, less the margins
OVER_THE_EDGE = """() => [...document.querySelectorAll('main *')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
    .map((element) => element.outerHTML.slice(0, 120))"""
TOO_SMALL = """(smallest) => [...document.querySelectorAll('main *')]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .filter((element) => parseFloat(getComputedStyle(element).fontSize) * 0.75 < smallest - 0.01)
    .map((element) => element.outerHTML.slice(0, 120))"""


def test_the_command_prints_the_same_sheet_the_same_each_time(tmp_path: Path) -> None:
    program = find_chromium()
    assert program is not None
    student, teacher = make_pages("04_calcium", tmp_path)
    first = print_pdf(student, "a4", program).read_bytes()
    assert first.startswith(b"%PDF")
    assert len(PAGE.findall(first)) == PAGES["04_calcium"]
    assert print_pdf(student, "a4", program).read_bytes() == first
    assert {path.name for path in tmp_path.iterdir()} == {
        student.name,
        teacher.name,
        "04_calcium_student.pdf",
    }


def test_every_sheet_keeps_to_its_pages_and_can_be_read(browser: Any) -> None:
    page = browser.new_page()
    page.set_viewport_size(PRINTED_PX)
    page.emulate_media(media="print")
    printed = {}
    for lesson in PAGES:
        stuff = material(lesson)
        student = sheets.student(stuff)
        for paper in PAPERS:
            page.set_content(on_paper(student, paper))
            printed[lesson, paper] = len(PAGE.findall(page.pdf(prefer_css_page_size=True)))
        assert page.evaluate(TOO_SMALL, SMALLEST_PT) == []
        assert page.evaluate(OVER_THE_EDGE) == []
        page.set_content(sheets.teacher(stuff))
        assert page.evaluate(OVER_THE_EDGE) == []
    assert grave_findings(page, "body") == []  # the last sheet: all are made alike
    page.close()
    assert printed == {(lesson, paper): PAGES[lesson] for lesson, paper in product(PAGES, PAPERS)}
