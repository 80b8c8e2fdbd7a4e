"""What is asked of a learner's code, what came of it, and the words both are told in.

The sentences are plain text with `code` in backticks; whoever shows them escapes them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

MOST_SHOWN = 160


@dataclass(frozen=True)
class Verdict:
    """What came of a check: ``right``, ``not yet`` (still the starter) or ``wrong``, and the sentences.

    ``stopped_at`` names the check a wrong one failed first, one of ``checks.CHECKS``.
    """

    state: Literal["right", "not yet", "wrong"]
    sentences: tuple[str, ...]
    printed: str = ""
    stopped_at: str = ""


@dataclass(frozen=True)
class Task:
    """What is asked: the name of a function, what the right one gives, for which inputs, how exactly.

    ``unit`` is that of the answer, and ``tolerance`` the largest difference allowed, in that unit.
    """

    function: str
    reference: Callable[..., Any]
    inputs: Sequence[Mapping[str, Any]]
    tolerance: float = 1e-6
    unit: str = ""
    starter: str = ""


class Stopped(Exception):  # noqa: N818 - a way out, not a fault of ours
    """Carries the verdict out of the middle of a check."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.state)
        self.verdict = verdict


def wrong(check: str, *sentences: str) -> Verdict:
    """The verdict on code that does not pass the check called ``check``."""
    return Verdict("wrong", sentences, stopped_at=check)


def stop(check: str, *sentences: str) -> Stopped:
    """The same, to be raised."""
    return Stopped(wrong(check, *sentences))


def not_yet(task: Task) -> Verdict:
    """The verdict on a starter that nobody has touched."""
    return Verdict(
        "not yet",
        (
            f"Replace the `...` in `{task.function}` by your formula and run the cell again: "
            "it is checked at once.",
        ),
    )


def describe(value: object) -> str:
    """``value`` as a learner may see it: short, and never an error."""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    try:
        if isinstance(value, (int, float, np.integer, np.floating)):
            return f"{float(value):.6g}"
        if isinstance(value, np.ndarray):
            text = np.array2string(value, precision=4, threshold=8, separator=", ")
        else:
            text = repr(value)
    except BaseException:  # a learner's own __repr__ may do anything
        return f"something of the kind {type(value).__name__}"
    text = " ".join(text.split())
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


def with_inputs(given: Mapping[str, Any]) -> str:
    """An input in words: '`dose_mg = 3`, `times = 1`'."""
    return ", ".join(f"`{name} = {describe(value)}`" for name, value in given.items()) or "no argument"


def with_unit(value: Any, unit: str) -> str:
    """An answer in words, a number with its unit."""
    numeric = not isinstance(value, (str, bool, np.bool_))
    return f"{describe(value)} {unit}".strip() if numeric else describe(value)


def signature(function: Callable[..., Any]) -> str:
    """The names of a function's arguments, in brackets."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return "(…)"
    return (
        "(" + ", ".join(str(parameter).split(":")[0].split("=")[0].strip() for parameter in parameters) + ")"
    )
