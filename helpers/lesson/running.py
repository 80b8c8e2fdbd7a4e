"""Run a learner's code: nothing they can write ends in a traceback, whatever stops it becomes a sentence."""

from __future__ import annotations

import ast
import copy
import difflib
import inspect
import io
import linecache
import traceback
import warnings
from collections.abc import Callable, Mapping
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from itertools import count
from typing import Any

from helpers.lesson.verdict import (
    MOST_SHOWN,
    Stopped,
    Task,
    Verdict,
    not_yet,
    signature,
    stop,
    with_inputs,
    wrong,
)

MOST_PRINTED = 1200
_cells = count(1)


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


def parse(source: str, task: Task, lines_above: int) -> ast.Module:
    """Read the cell; raise Stopped where Python cannot."""
    if not source.strip():
        raise Stopped(not_yet(task))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except SyntaxError as problem:
        raise Stopped(_syntax(problem, source, lines_above)) from None
    except (ValueError, RecursionError, MemoryError):
        raise stop(
            "syntax", "Python cannot read this cell: it holds a stray character or is nested too deeply."
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
    return wrong("syntax", f"{where}.", f"{kind}{reason}.", "Nothing was run.")


def define(
    source: str,
    tree: ast.Module,
    task: Task,
    namespace: dict[str, Any],
    printed: BoundedText,
    lines_above: int,
) -> object:
    """Run the cell; give what it calls ``task.function``, not what an earlier cell called so.

    Raises Stopped where something ends it, or nothing is called so.
    """
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
        if isinstance(problem, NameError) and same_code(source, task.starter):
            verdict = not_yet(task)
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
        return wrong("name", asked, f"It defines `{close[0]}`. Is that a slip in the name?")
    return wrong("name", asked, f"It should begin with `def {task.function}{signature(task.reference)}:`.")


def call(
    function: Callable[..., Any], given: Mapping[str, Any], task: Task, printed: BoundedText, lines_above: int
) -> Any:
    """Call the function with one input; raise Stopped where it does not take it, or something ends it."""
    arguments = copy.deepcopy(dict(given))
    by_name = _fits(function, (), arguments)
    if not by_name and not _fits(function, tuple(arguments.values()), {}):
        names = ", ".join(f"`{name}`" for name in arguments)
        should = f"`{task.function}` should take {_arguments(len(arguments))}: {names}."
        raise stop("arguments", should, f"Yours takes `{signature(function)}`.")
    try:
        with _quietly(printed):
            got = function(**arguments) if by_name else function(*arguments.values())
            if inspect.iscoroutine(got):
                got.close()
            return got
    except BaseException as problem:
        what = f"With {with_inputs(given)}, your function"
        raise Stopped(_stopped_by("call", problem, what, lines_above)) from None


def _fits(function: Callable[..., Any], positional: tuple[Any, ...], named: Mapping[str, Any]) -> bool:
    try:
        inspect.signature(function).bind(*positional, **named)
    except TypeError:
        return False
    except ValueError:  # some built-ins do not tell their signature
        return True
    return True


def _arguments(number: int) -> str:
    return "one argument" if number == 1 else f"{number} arguments"


def _quietly(printed: BoundedText) -> Any:
    stack = ExitStack()
    stack.enter_context(redirect_stdout(printed))
    stack.enter_context(redirect_stderr(BoundedText()))
    return stack


def _stopped_by(check: str, problem: BaseException, what: str, lines_above: int) -> Verdict:
    where = _line_of(problem, lines_above)
    if isinstance(problem, KeyboardInterrupt):
        return wrong(check, f"{what} was stopped by hand{where}.", "Is there a loop that never ends?")
    if isinstance(problem, SystemExit | GeneratorExit):
        return wrong(
            check,
            f"{what} asked Python to stop altogether{where}.",
            "Leave out `exit()` or `quit()` and use `return`.",
        )
    if isinstance(problem, RecursionError):
        return wrong(
            check,
            f"{what} called itself without end{where}.",
            "A function that calls itself needs a case in which it does not.",
        )
    if isinstance(problem, MemoryError):
        return wrong(check, f"{what} asked for more memory than there is{where}.")
    kind = type(problem).__name__
    try:
        said = " ".join(str(problem).split())[:MOST_SHOWN].replace("`", "'")
    except BaseException:  # an exception class of the learner's own
        said = ""
    return wrong(check, f"{what} stopped with {kind}{where}" + (f": {said}." if said else "."))


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


def same_code(source: str, starter: str) -> bool:
    """Whether a cell is still the starter, but for its blanks."""
    return bool(starter.strip()) and source.split() == starter.split()
