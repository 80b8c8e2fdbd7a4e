"""The command: what it writes, says and returns, with a browser, without one, and with one that fails."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from helpers import evidence
from helpers.handouts.__main__ import chosen, main
from helpers.handouts.pdf import DATES, NO_BROWSER
from tests.handouts.conftest import Page

LESSONS = [about.id for about in evidence.lessons()]


def test_every_lesson_has_two_sheets_and_the_index_links_them(folder: Path) -> None:
    pages = {f"{lesson}_{who}.html" for lesson in LESSONS for who in ("student", "teacher")}
    assert {path.name for path in folder.iterdir()} == {*pages, "index.html"}
    index = Page((folder / "index.html").read_text(encoding="utf-8"))
    assert {attributes["href"] for tag, attributes in index.elements if tag == "a"} == pages


def test_a_second_run_changes_nothing(folder: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert main(["04", "--to", str(tmp_path), "--no-pdf"]) == 0
        for path in tmp_path.glob("04*"):
            assert path.read_bytes() == (folder / path.name).read_bytes()
    assert b"\r" not in path.read_bytes()


def test_without_a_browser_the_pages_stand_and_one_sentence_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "04_calcium_student.pdf"
    stale.write_bytes(b"of an older page")
    assert main(["04_calcium", "--to", str(tmp_path)], find=lambda: None) == 0
    assert capsys.readouterr().out.count(NO_BROWSER) == 1
    assert {path.suffix for path in tmp_path.iterdir()} == {".html"}


def test_a_pdf_of_an_unchanged_page_stays_and_is_linked(tmp_path: Path) -> None:
    main(["04", "--to", str(tmp_path), "--no-pdf"])
    (tmp_path / "04_calcium_teacher.pdf").write_bytes(b"%PDF")
    main(["04", "--to", str(tmp_path), "--no-pdf"])
    assert 'href="04_calcium_teacher.pdf"' in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_browser_that_makes_no_pdf_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    python = Path(sys.executable)  # knows no --headless
    assert main(["04", "--to", str(tmp_path)], find=lambda: python) == 1
    said = capsys.readouterr().err
    assert f"{python.name} made no PDF of 04_calcium_student.html" in said
    assert {path.suffix for path in tmp_path.iterdir()} == {".html"}


def test_lessons_are_named_by_number_or_notebook() -> None:
    assert chosen([]) == LESSONS
    assert chosen(["10", "notebooks/04_calcium.ipynb", "04"]) == ["04_calcium", "10_weigh_the_evidence"]
    with pytest.raises(ValueError, match="no lesson 'calcium'; there are 00_start_here"):
        chosen(["calcium"])


def test_a_wrong_name_ends_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["nowhere", "--to", str(tmp_path)])
    assert ended.value.code == 2
    assert "there is no lesson 'nowhere'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_dates_are_blanked_without_moving_a_byte() -> None:
    pdf = b"/CreationDate (D:20261128214500+00'00')\n/ModDate (D:20261128214500+00'00')"
    blanked = DATES.sub(rb"\g<1>20000101000000", pdf)
    assert len(blanked) == len(pdf)
    assert re.findall(rb"D:(\d+)", blanked) == [b"20000101000000"] * 2
