"""Compare an answer with the reference; in words what it should be, what it is, and which slip it may be."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from helpers.lesson.checks import value_check
from helpers.lesson.verdict import Stopped, Task, describe, stop, with_inputs, with_unit


def compare(
    got: Any, expected: Any, given: Mapping[str, Any], task: Task, number: int, has_printed: bool
) -> None:
    """Raise Stopped where the answer ``got`` for input ``number`` (from 0) is not the one ``expected``."""
    should = f"With {with_inputs(given)}, `{task.function}` should give {with_unit(expected, task.unit)}"
    if got is None:
        advice = "Does it end with `return`?"
        if has_printed:
            advice = "It prints something, but printing only shows a number; `return` hands it over."
        raise stop("return", f"{should}; yours gave nothing back.", advice)
    if inspect.iscoroutine(got) or inspect.isgenerator(got):
        advice = "Use plain `def` and `return`, not `async` or `yield`."
        raise stop("kind", f"{should}; yours gave a promise of it.", advice)
    if isinstance(expected, (str, bool, np.bool_)):
        _compare_exactly(got, expected, should, value_check(number + 1))
        return
    want = np.asarray(expected, dtype=float)
    have = _numbers(got, should)
    if have.shape != want.shape:
        raise stop("size", f"{should}, that is {_shape(want)}; yours gave {_shape(have)}: {describe(got)}.")
    if not np.all(np.isfinite(have)):
        advice = "That is no finite number: look for a division by zero or the logarithm of zero."
        raise stop("finite", f"{should}; yours gave {describe(got)}.", advice)
    with np.errstate(all="ignore"):
        near = np.abs(have - want) <= task.tolerance
    if not np.all(near):
        first = f"{number} of {len(task.inputs)} inputs came out right, then one did not. " if number else ""
        slip, *guess = _guess(have, want)
        check = slip or value_check(number + 1)
        raise stop(check, f"{first}{should}; yours gave {with_unit(got, task.unit)}.", *guess)


def _compare_exactly(got: Any, expected: Any, should: str, check: str) -> None:
    kind = str if isinstance(expected, str) else (bool, np.bool_)
    if not isinstance(got, kind) or got != expected:
        check = check if isinstance(got, kind) else "kind"
        raise stop(check, f"{should}; yours gave {describe(got)}.")


def _numbers(got: Any, should: str) -> np.ndarray:
    """``got`` as an array of floats, or the sentence that says what it is instead."""
    kind = type(got).__name__
    said = {"str": "a text", "bool": "a yes or no", "bool_": "a yes or no", "complex": "a complex number",
            "function": "a function (was it called, with brackets?)", "dict": "a table of names",
            "set": "a set"}.get(kind, f"something of the kind {kind}")  # fmt: skip
    refusal = stop("kind", f"{should}; yours gave {said}: {describe(got)}.")
    if isinstance(got, (str, bytes, bool, np.bool_, complex, np.complexfloating, dict, set)) or callable(got):
        raise refusal
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            array = np.asarray(got)
            if array.dtype.kind not in "iufO":
                raise refusal
            return np.asarray(got, dtype=float)
    except Stopped:
        raise
    except BaseException:  # a learner's own class may do anything
        raise refusal from None


def _guess(have: np.ndarray, want: np.ndarray) -> tuple[str, ...]:
    """The check that a common slip fails and a guess at it, where the numbers give it away; else no check."""
    if have.size == 0 or np.any(want == 0):
        return ("",)
    with np.errstate(all="ignore"):
        ratio = have / want
    for factor, check, guess in (
        (-1.0, "sign", "The size is right and the sign is turned round."),
        (1000.0, "thousand", "It is 1000 times too large: a unit?"),
        (0.001, "thousand", "It is 1000 times too small: a unit?"),
        (100.0, "hundred", "It is 100 times too large: a percentage?"),
        (0.01, "hundred", "It is 100 times too small: a percentage?"),
    ):
        if np.allclose(ratio, factor, rtol=1e-6, atol=0):
            return check, guess
    return ("",)


def _shape(array: np.ndarray) -> str:
    if array.ndim == 0:
        return "one number"
    if array.ndim == 1:
        return f"a row of {array.size} numbers"
    return "a table of " + " by ".join(str(size) for size in array.shape)
