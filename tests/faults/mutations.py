"""Seeded damage to a data file: what a hurried edit, a disk or a merge does to it.

A mutation takes the file's bytes and gives other bytes; the same file and number give the same damage.
"""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable

Rows = list[list[str]]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
ODD_WORDS = (
    "",
    " ",
    "?",
    "nan",
    "inf",
    "-1",
    "0",
    "1e999",
    "true",
    "N/A",
    "1,5",
    "12 mg",
    "=1+1",
    "\N{BULLET}",
)


def mutated(file: str, content: bytes, number: int) -> tuple[str, bytes]:
    """Give a word for the damage and the damaged bytes; ``number`` counts the mutations of a file from 0."""
    dice = random.Random(f"{file} {number}")
    kinds = (*OF_TEXT, *(OF_TABLES if file.endswith(".csv") else OF_YAML))
    while True:
        kind = dice.choice(kinds)
        damaged = kind(content, dice)
        if damaged != content:
            return kind.__name__, damaged


def byte_flipped(content: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(content))
    return content[:place] + bytes([content[place] ^ (1 << dice.randrange(8))]) + content[place + 1 :]


def cut_off(content: bytes, dice: random.Random) -> bytes:
    """A line broken off in the middle: the end of the file is gone."""
    return content[: dice.randrange(len(content))]


def piece_lost(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content))
    return content[:start] + content[start + dice.randint(1, 12) :]


def piece_twice(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content))
    end = start + dice.randint(1, 12)
    return content[:end] + content[start:]


def stray_character(content: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(content))
    stray = dice.choice(
        [b'"', b",", b"\n", b":", b"'", b"\0", b"\xff", b"\x1b", "\u202e".encode(), b"#", b"- "]
    )
    return content[:place] + stray + content[place:]


def number_changed(content: bytes, dice: random.Random) -> bytes:
    text = content.decode("utf-8")
    found = list(NUMBER.finditer(text))
    if not found:
        return content
    one = dice.choice(found)
    value = float(one[0])
    other = dice.choice(
        [f"{-value:g}", f"{value * 1000:g}", f"{value / 1000:g}", f"{value + 1:g}", one[0] + "0"]
    )
    return (text[: one.start()] + other + text[one.end() :]).encode()


def _as_table(change: Callable[[Rows, random.Random], None]) -> Callable[[bytes, random.Random], bytes]:
    """Make a change of rows and cells into one of bytes."""

    def of_bytes(content: bytes, dice: random.Random) -> bytes:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
        change(rows, dice)
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(rows)
        return text.getvalue().encode("utf-8")

    of_bytes.__name__ = change.__name__
    return of_bytes


@_as_table
def odd_cell(rows: Rows, dice: random.Random) -> None:
    row = dice.choice(rows)
    row[dice.randrange(len(row))] = dice.choice(ODD_WORDS)


@_as_table
def cell_of_another_row(rows: Rows, dice: random.Random) -> None:
    one, other = dice.choice(rows[1:]), dice.choice(rows[1:])
    place = dice.randrange(len(one))
    one[place] = other[place]


@_as_table
def cells_swapped(rows: Rows, dice: random.Random) -> None:
    row = dice.choice(rows)
    one, other = dice.randrange(len(row)), dice.randrange(len(row))
    row[one], row[other] = row[other], row[one]


@_as_table
def cell_lost(rows: Rows, dice: random.Random) -> None:
    row = dice.choice(rows)
    del row[dice.randrange(len(row))]


@_as_table
def row_twice(rows: Rows, dice: random.Random) -> None:
    rows.insert(dice.randint(1, len(rows)), dice.choice(rows))


@_as_table
def row_lost(rows: Rows, dice: random.Random) -> None:
    del rows[dice.randrange(len(rows))]


@_as_table
def rows_swapped(rows: Rows, dice: random.Random) -> None:
    one, other = dice.randrange(1, len(rows)), dice.randrange(1, len(rows))
    rows[one], rows[other] = rows[other], rows[one]


def line_lost(content: bytes, dice: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    del lines[dice.randrange(len(lines))]
    return b"".join(lines)


def line_twice(content: bytes, dice: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    lines.insert(dice.randrange(len(lines)), dice.choice(lines))
    return b"".join(lines)


def line_indented(content: bytes, dice: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    place = dice.randrange(len(lines))
    lines[place] = b" " + lines[place]
    return b"".join(lines)


def key_misspelt(content: bytes, dice: random.Random) -> bytes:
    """Two letters of a field's name change places, or one is lost."""
    found = list(re.finditer(rb"(?m)(?:^[ -]*|[{,] *)([a-z_]{2,}):", content))
    one = dice.choice(found)
    place = dice.randrange(one.start(1), one.end(1) - 1)
    pair = content[place : place + 2]
    return content[:place] + dice.choice([pair[::-1], pair[:1]]) + content[place + 2 :]


def odd_value(content: bytes, dice: random.Random) -> bytes:
    one = dice.choice(list(re.finditer(rb"(?m)(?:^[ -]*|[{,] *)[a-z_]+: ([^,}\n]+)", content)))
    return content[: one.start(1)] + dice.choice(ODD_WORDS).encode() + content[one.end(1) :]


OF_TEXT = (byte_flipped, cut_off, piece_lost, piece_twice, stray_character, number_changed)
OF_TABLES = (odd_cell, cell_of_another_row, cells_swapped, cell_lost, row_twice, row_lost, rows_swapped)
OF_YAML = (line_lost, line_twice, line_indented, key_misspelt, odd_value)
