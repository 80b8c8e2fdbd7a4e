"""Make the printable sheets of the lessons.

``python -m helpers.handouts [lesson ...] [--to FOLDER] [--paper a4|letter] [--no-pdf]``

A lesson is named as its notebook is, or by its number: ``04_calcium`` or ``04``. Nothing is fetched, and
nothing is sent.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from helpers import doctor, evidence
from helpers.display import NOTEBOOKS
from helpers.handouts import sheets
from helpers.handouts.material import material
from helpers.handouts.pdf import NO_BROWSER, PAPERS, PrintError, print_pdf
from helpers.lesson.disk import reason, replace_shared
from helpers.records import DataError

FOLDER = NOTEBOOKS.parent / "handouts"
STOPPED = (
    "The sheets cannot be written into {folder}: {why}. Sheets named above are whole. Mend that, or name "
    "another folder with --to, and run the same command again."
)
SHEETS = {"student": sheets.student, "teacher": sheets.teacher}


class UnknownLessonError(ValueError):
    """A lesson is named that does not exist; the message lists those that do."""


def main(words: list[str] | None = None, find: Callable[[], Path | None] = doctor.find_chromium) -> int:
    """Make the sheets that the command line names; 0 when all went well, 1 where a sheet is missing."""
    doctor.print_any_letter()
    parser = argparse.ArgumentParser(
        prog="python -m helpers.handouts",
        description="Make a student's and a teacher's sheet of each lesson.",
    )
    parser.add_argument("lessons", nargs="*", help="such as 04_calcium or 04; all when none is named")
    parser.add_argument("--to", type=Path, default=FOLDER, metavar="FOLDER", help="default: handouts/")
    parser.add_argument("--paper", choices=PAPERS, default="a4", help="paper of the PDFs")
    parser.add_argument("--no-pdf", action="store_true", help="only the pages")
    asked = parser.parse_args(words)
    browser = None if asked.no_pdf else find()
    try:
        lessons = chosen(asked.lessons)
        asked.to.mkdir(parents=True, exist_ok=True)
        code = make(lessons, asked.to, asked.paper, browser)
    except OSError as problem:
        print(STOPPED.format(folder=asked.to, why=reason(problem)), file=sys.stderr)
        return 1
    except DataError as problem:
        print(f"{problem}. Correct data/{problem.file} and run the same command again.", file=sys.stderr)
        return 1
    except UnknownLessonError as problem:
        parser.error(str(problem))
    if browser is None and not asked.no_pdf:
        print(NO_BROWSER)
    return code


def make(lessons: list[str], folder: Path, paper: str, browser: Path | None) -> int:
    """Write pages, PDFs and index, and name each; 1 where the browser made no PDF. OSError for a bad disk."""
    code = 0
    for lesson in lessons:
        for page in make_pages(lesson, folder):
            print(page)
            try:
                if browser is not None:
                    print(print_pdf(page, paper, browser))
            except PrintError as error:
                print(error, file=sys.stderr)
                code = 1
    print(write(folder / "index.html", sheets.index(listed(folder))))
    return code


def chosen(names: list[str]) -> list[str]:
    """The written lessons that these names mean, in order; all for none. Raises UnknownLessonError."""
    written = [about.id for about in evidence.lessons() if (NOTEBOOKS / f"{about.id}.ipynb").is_file()]
    meant = []
    for name in names:
        stem = Path(name).name.removesuffix(".ipynb")
        found = [id for id in written if stem in (id, id[:2])]
        if not found:
            raise UnknownLessonError(f"there is no lesson {name!r}; there are {', '.join(written)}")
        meant += found
    return [id for id in written if id in meant] if names else written


def make_pages(lesson: str, folder: Path) -> list[Path]:
    """Write a lesson's two sheets into a folder."""
    stuff = material(lesson)
    return [write(folder / f"{lesson}_{who}.html", sheet(stuff)) for who, sheet in SHEETS.items()]


def listed(folder: Path) -> list[dict[str, object]]:
    """Every lesson with a sheet in the folder, and the files of its sheets, for the index."""
    rows: list[dict[str, object]] = []
    for about in evidence.lessons():
        files = [
            [name for end in ("html", "pdf") if (folder / (name := f"{about.id}_{who}.{end}")).is_file()]
            for who in SHEETS
        ]
        if any(files):
            rows.append({"about": about, "sheets": files})
    return rows


def write(path: Path, text: str) -> Path:
    """Write a page that has changed, whole and alike on every system; a PDF of the old one goes."""
    page = text.encode("utf-8")
    if not path.is_file() or path.read_bytes() != page:
        replace_shared(path, page)
        path.with_suffix(".pdf").unlink(missing_ok=True)
    return path


if __name__ == "__main__":
    sys.exit(main())
