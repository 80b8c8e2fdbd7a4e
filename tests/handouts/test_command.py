"""The command: what it writes, says and returns, with a browser, without one, and with one that fails."""

from __future__ import annotations

import errno
import re
import sys
from pathlib import Path

import pytest

from helpers import evidence
from helpers.handouts import __main__ as command
from helpers.handouts import pdf
from helpers.handouts.__main__ import chosen, main
from helpers.handouts.pdf import DATES, NO_BROWSER
from helpers.records import DataError
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


def test_a_disk_that_fills_up_leaves_no_half_sheet_and_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real, room = Path.write_bytes, iter([True, False])

    def full(path: Path, content: bytes) -> int:
        if next(room):
            return real(path, content)
        real(path, content[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["04", "--to", str(tmp_path), "--no-pdf"]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["04_calcium_student.html"]
    said = capsys.readouterr().err
    assert said.startswith(f"The sheets cannot be written into {tmp_path}: the disk is full.")
    assert "run the same command again" in said


def test_a_folder_that_is_a_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "taken").touch()
    assert main(["04", "--to", str(tmp_path / "taken"), "--no-pdf"]) == 1
    assert "something of that name is there already" in capsys.readouterr().err


def test_a_fault_in_the_data_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def faulty(_lesson: str) -> None:
        raise DataError("drinks.csv", 3, "value", "got 'x'", "a number")

    monkeypatch.setattr(command, "material", faulty)
    assert main(["04", "--to", str(tmp_path), "--no-pdf"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("drinks.csv, row 3, column 'value': got 'x'; allowed: a number. Correct data/")
    assert len(said.splitlines()) == 1


def test_half_a_pdf_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk a browser leaves what fitted."""
    page, old = tmp_path / "sheet.html", tmp_path / "sheet.pdf"
    page.write_text("<style></style>", encoding="utf-8")
    old.write_bytes(b"the old one")

    def stops_in_the_middle(command: list[str]) -> str:
        (made,) = (word.partition("=")[2] for word in command if word.startswith("--print-to-pdf="))
        Path(made).write_bytes(b"%PDF-1.4 and no end")
        return "no room"

    monkeypatch.setattr(pdf, "_run", stops_in_the_middle)
    with pytest.raises(pdf.PrintError, match=r"made no PDF of sheet\.html\. It said: no room"):
        pdf.print_pdf(page, "a4", Path("browser"))
    assert old.read_bytes() == b"the old one"


def test_dates_are_blanked_without_moving_a_byte() -> None:
    pdf = b"/CreationDate (D:20261128214500+00'00')\n/ModDate (D:20261128214500+00'00')"
    blanked = DATES.sub(rb"\g<1>20000101000000", pdf)
    assert len(blanked) == len(pdf)
    assert re.findall(rb"D:(\d+)", blanked) == [b"20000101000000"] * 2
