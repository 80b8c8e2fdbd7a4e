"""CSV and YAML as items, each with the lines it stands on, so that a fault can be found in an editor."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import partial
from typing import Any

import yaml

from helpers.records import FILES, SINGLE, DataError

Place = Callable[[tuple[str, ...]], int]
"""From a path inside an item to its line, as an editor counts it."""


def read(file: str, raw: bytes) -> list[tuple[Any, Place]]:
    """The items of a file; DataError where it is not whole, or no table or list of the kit's kind."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        raise DataError(file, row, "", f"byte {error.start} is not UTF-8", "UTF-8 text") from None
    if text.startswith("\ufeff"):
        raise DataError(file, 1, "", "the file starts with a byte order mark", "UTF-8 without BOM")
    if text and not text.endswith("\n"):
        row = text.count("\n") + 1
        raise DataError(file, row, "", "the last line is broken off", "a line break at the end of the file")
    return _read_csv(file, text) if file.endswith(".csv") else _read_yaml(file, text)


def _same(line: int) -> Place:
    return lambda path: line


def _read_csv(file: str, text: str) -> list[tuple[Any, Place]]:
    """The rows of a table by column; DataError where header or rows do not fit."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    items: list[tuple[Any, Place]] = []
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not header:
                header = cells
                _check_header(file, header)
            elif len(cells) != len(header):
                raise DataError(
                    file, line, header[-1], f"{len(cells)} cells", f"{len(header)} cells, as the header"
                )
            else:
                items.append((dict(zip(header, cells, strict=True)), _same(line)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(
            file, line, "", str(error), "comma-separated cells, quoted where they hold commas"
        ) from None
    if not header:
        raise DataError(file, 1, "", "the file is empty", ", ".join(FILES[file].model_fields))
    return items


def _check_header(file: str, header: list[str]) -> None:
    allowed = list(FILES[file].model_fields)
    for column in [*header, *allowed]:
        problem = "" if column in allowed else "unknown column"
        problem = problem or ("" if column in header else "missing column")
        problem = problem or ("" if header.count(column) == 1 else "column twice")
        if problem:
            raise DataError(file, 1, column, problem, "the columns " + ", ".join(allowed))


def _read_yaml(file: str, text: str) -> list[tuple[Any, Place]]:
    """The items of a list, or the one item of a file that is no list; DataError for anything else."""
    try:
        loader = Loader(text)
        node = loader.get_single_node()
        content = loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataError(file, row, "", str(error.problem), "YAML with each key once") from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise DataError(file, 1, "", str(error), "YAML text") from None
    if node is None:
        raise DataError(file, 1, "", "the file is empty", "YAML text")
    if file in SINGLE:
        return [(content, partial(_line, node))]
    if not isinstance(content, list):
        raise DataError(file, 1, "", "not a list", "a list of items, each starting with '- '")
    return [(item, partial(_line, child)) for item, child in zip(content, node.value, strict=True)]


def _line(node: yaml.Node, path: tuple[str, ...]) -> int:
    """The line of a field; of its parent where the field is missing."""
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), node)
        elif isinstance(node, yaml.SequenceNode) and step.isdigit():
            node = node.value[int(step)]
    return node.start_mark.line + 1


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML that refuses a key written twice; in C where PyYAML was built with it."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build the mapping once no key repeats."""
        keys = [key.value for key, _ in node.value]
        for place, (key, _) in enumerate(node.value):
            if key.value in keys[:place]:
                raise yaml.MarkedYAMLError(
                    problem=f"duplicate key {key.value!r}", problem_mark=key.start_mark
                )
        return super().construct_mapping(node, deep=deep)
