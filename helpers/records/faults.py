"""A fault in ``data/``: the one error it gives, and how a check of a row reports it."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

MOST_QUOTED = 300
"""Characters of a problem that an error quotes: a damaged cell may hold half a file."""


class DataError(ValueError):
    """A fault in the data folder: which file, which row and column, and what is allowed there."""

    def __init__(self, file: str, row: int, column: str, problem: str, allowed: str) -> None:
        self.file, self.row, self.column, self.allowed = file, row, column, allowed
        if len(problem) > MOST_QUOTED:
            problem = f"{problem[:MOST_QUOTED]}…"
        super().__init__(f"{file}, row {row}, column {column!r}: {problem}; allowed: {allowed}")

    def _render_traceback_(self) -> list[str]:
        """Show one line in a notebook: the way through the code would hide it."""
        return [f"DataError: {self}. Correct data/{self.file}, restart the kernel and run all cells."]


class MissingError(DataError, KeyError):
    """Somebody asks for a record that the data folder does not have."""

    def __str__(self) -> str:
        return str(self.args[0])


def fault(column: str, problem: str, allowed: str) -> PydanticCustomError:
    """What a check raises; ``column`` is empty where pydantic already knows it."""
    return PydanticCustomError("kit", "fault", {"column": column, "problem": problem, "allowed": allowed})
