"""Run a learner's code and say in words what it should have given and what it gave.

Nothing a learner can write ends in a traceback: whatever stops their code becomes a sentence.
The sentences are plain text with `code` in backticks; whoever shows them escapes them.
"""

from __future__ import annotations

import ast
import copy
import difflib
import inspect
import io
import linecache
import traceback
import types
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Literal

import numpy as np

from helpers.lesson.checks import value_check

MOST_SHOWN = 160
MOST_PRINTED = 1200
_cells = count(1)


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


class BoundedText(io.TextIOBase):
    """Where the learner's prints go; keeps the beginning, so an endless loop cannot fill the memory."""

    def __init__(self) -> None:
        self.text = ""

    def writable(self) -> bool:
        """Say yes to print."""
        return True

    def write(self, text: str) -> int:
        """Keep what still fits."""
        self.text += str(text)[: MOST_PRINTED - len(self.text)]
        return len(text)


def judge_cell(source: str, task: Task, namespace: dict[str, Any], lines_above: int = 1) -> Verdict:
    """Run the cell ``source`` in ``namespace`` and judge the function it defines.

    ``lines_above`` is the number of lines the notebook shows above ``source`` (the magic's own one),
    so that line numbers agree with what the learner sees.
    """
    printed = BoundedText()
    try:
        tree = _parse(source, task, lines_above)
        untouched = _same_code(source, task.starter)
        function = _define(source, tree, task, namespace, printed, lines_above)
        verdict = judge(function, task, printed, lines_above)
        if untouched and verdict.state == "wrong":
            verdict = _not_yet(task)
    except Stopped as stopped:
        verdict = stopped.verdict
    return replace(verdict, printed=printed.text)


def judge(function: object, task: Task, printed: BoundedText | None = None, lines_above: int = 0) -> Verdict:
    """Call ``function`` for every input of the task and compare with the reference."""
    printed = printed if printed is not None else BoundedText()
    try:
        _must_be_callable(function, task)
        assert callable(function)
        if _is_starter(function):
            return _not_yet(task)
        for number, given in enumerate(task.inputs):
            expected = task.reference(**copy.deepcopy(dict(given)))
            got = _call(function, given, task, printed, lines_above)
            if got is ...:
                return _not_yet(task)
            _compare(got, expected, given, task, number, printed)
    except Stopped as stopped:
        return stopped.verdict
    inputs = len(task.inputs)
    return Verdict("right", (f"`{task.function}` gives the right answer for {_times(inputs)} tried.",))


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


def _parse(source: str, task: Task, lines_above: int) -> ast.Module:
    if not source.strip():
        raise Stopped(_not_yet(task))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except SyntaxError as problem:
        raise Stopped(_syntax(problem, source, lines_above)) from None
    except (ValueError, RecursionError, MemoryError):
        raise Stopped(
            _wrong(
                "syntax", "Python cannot read this cell: it holds a stray character or is nested too deeply."
            )
        ) from None


def _syntax(problem: SyntaxError, source: str, lines_above: int) -> Verdict:
    lines = source.splitlines()
    where = "Python cannot read this cell"
    line = problem.lineno or 0
    if 1 <= line <= len(lines) + 1:
        text = lines[line - 1].strip() if line <= len(lines) else ""
        where = f"Python cannot read line {line + lines_above} of this cell" + (
            f": `{text[:MOST_SHOWN]}`" if text else ""
        )
    reason = (problem.msg or "something is misspelt").replace("`", "'")
    kind = "Python says: " if not isinstance(problem, IndentationError) else "The spaces at its beginning: "
    return _wrong("syntax", f"{where}.", f"{kind}{reason}.", "Nothing was run.")


def _define(
    source: str,
    tree: ast.Module,
    task: Task,
    namespace: dict[str, Any],
    printed: BoundedText,
    lines_above: int,
) -> object:
    """Run the cell; return what it calls ``task.function``, not what an earlier cell called so."""
    missing = object()
    before = namespace.pop(task.function, missing)
    file = f"<exercise {next(_cells)}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    try:
        with _quietly(printed):
            exec(compile(tree, file, "exec", dont_inherit=True), namespace)
    except BaseException as problem:
        check = "syntax" if isinstance(problem, SyntaxError) else "cell"
        verdict = _stopped_by(check, problem, "Running the cell", lines_above)
        if isinstance(problem, NameError) and _same_code(source, task.starter):
            verdict = _not_yet(task)
        raise Stopped(verdict) from None
    finally:
        function = namespace.get(task.function, missing)
        if function is missing and before is not missing:
            namespace[task.function] = before
    if function is missing:
        raise Stopped(_missing(tree, task))
    return function


def _missing(tree: ast.Module, task: Task) -> Verdict:
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    asked = f"The cell should define a function called `{task.function}`; it does not."
    close = difflib.get_close_matches(task.function, names, n=1, cutoff=0.5) or names[:1]
    if close:
        return _wrong("name", asked, f"It defines `{close[0]}`. Is that a slip in the name?")
    return _wrong("name", asked, f"It should begin with `def {task.function}{_signature(task.reference)}:`.")


def _must_be_callable(function: object, task: Task) -> None:
    if function is ...:
        raise Stopped(_not_yet(task))
    if not callable(function):
        what = describe(function)
        raise Stopped(
            _wrong("function", f"`{task.function}` should be a function; it is {what}.",
                   f"Begin with `def {task.function}{_signature(task.reference)}:` and end with `return`.")
        )  # fmt: skip
    if function is task.reference:
        raise Stopped(
            _wrong(
                "own",
                f"This is the kit's own `{task.function}`.",
                "Write yours; the Solution button shows ours.",
            )
        )


def _call(
    function: Callable[..., Any], given: Mapping[str, Any], task: Task, printed: BoundedText, lines_above: int
) -> Any:
    arguments = copy.deepcopy(dict(given))
    by_name = _fits(function, (), arguments)
    if not by_name and not _fits(function, tuple(arguments.values()), {}):
        names = ", ".join(f"`{name}`" for name in arguments)
        raise Stopped(
            _wrong("arguments", f"`{task.function}` should take {_arguments(len(arguments))}: {names}.",
                   f"Yours takes `{_signature(function)}`.")
        )  # fmt: skip
    try:
        with _quietly(printed):
            got = function(**arguments) if by_name else function(*arguments.values())
            if inspect.iscoroutine(got):
                got.close()
            return got
    except BaseException as problem:
        what = f"With {_inputs(given)}, your function"
        raise Stopped(_stopped_by("call", problem, what, lines_above)) from None


def _compare(
    got: Any, expected: Any, given: Mapping[str, Any], task: Task, number: int, printed: BoundedText
) -> None:
    should = f"With {_inputs(given)}, `{task.function}` should give {_with_unit(expected, task.unit)}"
    if got is None:
        advice = "Does it end with `return`?"
        if printed.text.strip():
            advice = "It prints something, but printing only shows a number; `return` hands it over."
        raise Stopped(_wrong("return", f"{should}; yours gave nothing back.", advice))
    if inspect.iscoroutine(got) or inspect.isgenerator(got):
        raise Stopped(
            _wrong(
                "kind",
                f"{should}; yours gave a promise of it.",
                "Use plain `def` and `return`, not `async` or `yield`.",
            )
        )
    if isinstance(expected, (str, bool, np.bool_)):
        _compare_exactly(got, expected, should, value_check(number + 1))
        return
    want = np.asarray(expected, dtype=float)
    have = _numbers(got, should)
    if have.shape != want.shape:
        raise Stopped(
            _wrong("size", f"{should}, that is {_shape(want)}; yours gave {_shape(have)}: {describe(got)}.")
        )
    if not np.all(np.isfinite(have)):
        raise Stopped(
            _wrong("finite", f"{should}; yours gave {describe(got)}.",
                   "That is no finite number: look for a division by zero or the logarithm of zero.")
        )  # fmt: skip
    with np.errstate(all="ignore"):
        near = np.abs(have - want) <= task.tolerance
    if not np.all(near):
        first = f"{number} of {len(task.inputs)} inputs came out right, then one did not. " if number else ""
        slip, *guess = _guess(have, want)
        check = slip or value_check(number + 1)
        raise Stopped(_wrong(check, f"{first}{should}; yours gave {_with_unit(got, task.unit)}.", *guess))


def _compare_exactly(got: Any, expected: Any, should: str, check: str) -> None:
    kind = str if isinstance(expected, str) else (bool, np.bool_)
    if not isinstance(got, kind) or got != expected:
        check = check if isinstance(got, kind) else "kind"
        raise Stopped(_wrong(check, f"{should}; yours gave {describe(got)}."))


def _numbers(got: Any, should: str) -> np.ndarray:
    """``got`` as an array of floats, or the sentence that says what it is instead."""
    kind = type(got).__name__
    said = {"str": "a text", "bool": "a yes or no", "bool_": "a yes or no", "complex": "a complex number",
            "function": "a function (was it called, with brackets?)", "dict": "a table of names",
            "set": "a set"}.get(kind, f"something of the kind {kind}")  # fmt: skip
    refusal = Stopped(_wrong("kind", f"{should}; yours gave {said}: {describe(got)}."))
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


def _stopped_by(check: str, problem: BaseException, what: str, lines_above: int) -> Verdict:
    where = _line_of(problem, lines_above)
    if isinstance(problem, KeyboardInterrupt):
        return _wrong(check, f"{what} was stopped by hand{where}.", "Is there a loop that never ends?")
    if isinstance(problem, SystemExit | GeneratorExit):
        return _wrong(
            check,
            f"{what} asked Python to stop altogether{where}.",
            "Leave out `exit()` or `quit()` and use `return`.",
        )
    if isinstance(problem, RecursionError):
        return _wrong(
            check,
            f"{what} called itself without end{where}.",
            "A function that calls itself needs a case in which it does not.",
        )
    if isinstance(problem, MemoryError):
        return _wrong(check, f"{what} asked for more memory than there is{where}.")
    kind = type(problem).__name__
    try:
        said = " ".join(str(problem).split())[:MOST_SHOWN].replace("`", "'")
    except BaseException:  # an exception class of the learner's own
        said = ""
    return _wrong(check, f"{what} stopped with {kind}{where}" + (f": {said}." if said else "."))


def _line_of(problem: BaseException, lines_above: int) -> str:
    """Place in the learner's own code where it stopped; nothing about ours."""
    here = __file__
    try:
        frames = traceback.extract_tb(problem.__traceback__, limit=60)
    except BaseException:
        return ""
    theirs = [frame for frame in frames if frame.filename.startswith("<exercise ")]
    above = lines_above
    if not theirs:
        theirs, above = [frame for frame in frames if "ipykernel" in frame.filename], 0
    if not theirs or theirs[-1].filename == here or theirs[-1].lineno is None:
        return ""
    code = (theirs[-1].line or "").strip().replace("`", "'")[:MOST_SHOWN]
    return f" at line {theirs[-1].lineno + above}" + (f" (`{code}`)" if code else "")


def _fits(function: Callable[..., Any], positional: tuple[Any, ...], named: Mapping[str, Any]) -> bool:
    try:
        inspect.signature(function).bind(*positional, **named)
    except TypeError:
        return False
    except ValueError:  # some built-ins do not tell their signature
        return True
    return True


def _is_starter(function: Callable[..., Any]) -> bool:
    """Whether the function's body is nothing but a docstring, ``...`` and ``pass``."""
    if not isinstance(function, types.FunctionType):
        return False
    try:
        node = ast.parse(inspect.cleandoc("\n" + inspect.getsource(function))).body[0]
    except (OSError, TypeError, SyntaxError, IndexError, ValueError):
        return False
    if not isinstance(node, ast.FunctionDef):
        return False
    idle = (ast.Constant,)
    return all(
        isinstance(line, ast.Pass) or (isinstance(line, ast.Expr) and isinstance(line.value, idle))
        for line in node.body
    )


def _same_code(source: str, starter: str) -> bool:
    return bool(starter.strip()) and source.split() == starter.split()


def _quietly(printed: BoundedText) -> Any:
    stack = ExitStack()
    stack.enter_context(redirect_stdout(printed))
    stack.enter_context(redirect_stderr(BoundedText()))
    return stack


def _not_yet(task: Task) -> Verdict:
    return Verdict(
        "not yet",
        (
            f"Replace the `...` in `{task.function}` by your formula and run the cell again: "
            "it is checked at once.",
        ),
    )


def _wrong(check: str, *sentences: str) -> Verdict:
    return Verdict("wrong", sentences, stopped_at=check)


def _signature(function: Callable[..., Any]) -> str:
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return "(…)"
    return (
        "(" + ", ".join(str(parameter).split(":")[0].split("=")[0].strip() for parameter in parameters) + ")"
    )


def _inputs(given: Mapping[str, Any]) -> str:
    return ", ".join(f"`{name} = {describe(value)}`" for name, value in given.items()) or "no argument"


def _with_unit(value: Any, unit: str) -> str:
    numeric = not isinstance(value, (str, bool, np.bool_))
    return f"{describe(value)} {unit}".strip() if numeric else describe(value)


def _shape(array: np.ndarray) -> str:
    if array.ndim == 0:
        return "one number"
    if array.ndim == 1:
        return f"a row of {array.size} numbers"
    return "a table of " + " by ".join(str(size) for size in array.shape)


def _times(number: int) -> str:
    return "the one input" if number == 1 else f"the {number} inputs"


def _arguments(number: int) -> str:
    return "one argument" if number == 1 else f"{number} arguments"
