"""Judge a learner's code: run it, compare each answer with the reference, say in words what came of it."""

from __future__ import annotations

import ast
import copy
import inspect
import types
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from helpers.lesson.comparing import compare
from helpers.lesson.running import BoundedText, call, define, parse, same_code
from helpers.lesson.verdict import Stopped, Task, Verdict, describe, not_yet, signature, stop


def judge_cell(source: str, task: Task, namespace: dict[str, Any], lines_above: int = 1) -> Verdict:
    """Run the cell ``source`` in ``namespace`` and judge the function it defines.

    ``lines_above`` is the number of lines the notebook shows above ``source`` (the magic's own one),
    so that line numbers agree with what the learner sees.
    """
    printed = BoundedText()
    try:
        tree = parse(source, task, lines_above)
        untouched = same_code(source, task.starter)
        function = define(source, tree, task, namespace, printed, lines_above)
        verdict = judge(function, task, printed, lines_above)
        if untouched and verdict.state == "wrong":
            verdict = not_yet(task)
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
            return not_yet(task)
        for number, given in enumerate(task.inputs):
            expected = task.reference(**copy.deepcopy(dict(given)))
            got = call(function, given, task, printed, lines_above)
            if got is ...:
                return not_yet(task)
            compare(got, expected, given, task, number, bool(printed.text.strip()))
    except Stopped as stopped:
        return stopped.verdict
    inputs = len(task.inputs)
    return Verdict("right", (f"`{task.function}` gives the right answer for {_times(inputs)} tried.",))


def _times(number: int) -> str:
    return "the one input" if number == 1 else f"the {number} inputs"


def _must_be_callable(function: object, task: Task) -> None:
    if function is ...:
        raise Stopped(not_yet(task))
    if not callable(function):
        said = f"`{task.function}` should be a function; it is {describe(function)}."
        begin = f"Begin with `def {task.function}{signature(task.reference)}:` and end with `return`."
        raise stop("function", said, begin)
    if function is task.reference:
        own = f"This is the kit's own `{task.function}`."
        raise stop("own", own, "Write yours; the Solution button shows ours.")


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
