"""Everything the kit knows from others: claims, sources, published tables, questions.

Reads the CSV and YAML files of ``data/`` and checks each on first use. A fault gives one
DataError that names the file, the row as an editor counts it, the column, and what is allowed.

    >>> source("das_2005").short
    'Das et al. 2005'

``python -m helpers.evidence`` counts how much of the kit is measured and how much assumed. The environment
variable ``MUSCLE_TWITCH_DATA`` names another folder to read in place of ``data/``, such as a teacher's copy.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from helpers.evidence.folder import Data
from helpers.evidence.graded import graded_numbers, report
from helpers.records import FILES, TABLES, DataError

__all__ = [
    "DATA",
    "DATA_FOLDER",
    "FILES",
    "OWN_FOLDER",
    "TABLES",
    "Data",
    "DataError",
    "article",
    "chain",
    "claim",
    "claims",
    "coverage",
    "exercise",
    "exercises",
    "fault",
    "lesson",
    "lessons",
    "line_of",
    "main",
    "prediction",
    "predictions",
    "questions",
    "red_flags",
    "row",
    "rows",
    "scenarios",
    "source",
    "sources",
    "table",
    "teaching",
]

OWN_FOLDER = Path(__file__).resolve().parents[2] / "data"
DATA_FOLDER = Path(os.environ.get("MUSCLE_TWITCH_DATA") or OWN_FOLDER).resolve()

DATA = Data(DATA_FOLDER)
source, sources, claim, claims = DATA.source, DATA.sources, DATA.claim, DATA.claims
article, red_flags, chain, rows, row = DATA.article, DATA.red_flags, DATA.chain, DATA.rows, DATA.row
table = DATA.table
lesson, lessons, exercise, exercises = DATA.lesson, DATA.lessons, DATA.exercise, DATA.exercises
prediction, predictions, questions = DATA.prediction, DATA.predictions, DATA.questions
scenarios, teaching, line_of, fault = DATA.scenarios, DATA.teaching, DATA.line_of, DATA.fault


def coverage() -> Iterator[tuple[str, str, str, str]]:
    """Each number of the kit as (where, name, confidence, source): data tables, then the models."""
    return graded_numbers(DATA)


def main() -> None:
    """Print how many numbers of each confidence every table and module holds, then the unverified."""
    report(DATA)
