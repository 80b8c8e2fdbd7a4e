from __future__ import annotations

import numpy as np
import pytest

from helpers.lesson.checks import CHECKS, in_words
from helpers.lesson.judging import judge, judge_cell
from helpers.lesson.verdict import Task, describe

STARTER = "def double(dose_mg, times):\n    ...\n"


def double(dose_mg: float, times: float) -> float:
    """The right answer."""
    return 2 * dose_mg * times


TASK = Task(
    "double", double, [{"dose_mg": 3.0, "times": 1.0}, {"dose_mg": 10.0, "times": 2.0}], 0.01, "mg", STARTER
)


def row(dose_mg: float) -> np.ndarray:
    return dose_mg * np.ones(3)


def check(source: str, namespace: dict | None = None, task: Task = TASK):
    verdict = judge_cell(source, task, {} if namespace is None else namespace)
    said = " ".join(verdict.sentences)
    assert "Traceback" not in said
    assert len(said) < 1200
    return verdict, said


def define(body: str) -> str:
    return f"def double(dose_mg, times):\n    {body}\n"


def test_right_by_any_route():
    for source in (
        define("return 2 * dose_mg * times"),
        "double = lambda dose_mg, times: dose_mg * times * 2",
        "def double(a, b):\n    return 2 * a * b",
        "import numpy as np\n" + define("return np.float64(2) * dose_mg * times"),
        "def helper(x):\n    return 2 * x\n" + define("return helper(dose_mg) * times"),
    ):
        verdict, said = check(source)
        assert verdict.state == "right", said


def test_what_the_cell_defines_stays_in_the_notebook():
    namespace: dict = {}
    check(define("return 2 * dose_mg * times"), namespace)
    assert namespace["double"](1, 1) == 2


def test_the_shipped_starter_is_neutral():
    for source in (
        STARTER,
        "",
        "\n",
        define('"""Words."""'),
        define("pass"),
        define("return ..."),
        "double = ...",
    ):
        verdict, said = check(source)
        assert verdict.state == "not yet"
        assert verdict.sentences[0].startswith("Replace the `...` in `double` by your formula")
        assert "double" in said


@pytest.mark.parametrize(
    ("source", "words", "stopped_at"),
    [
        ("def double(dose_mg, times)\n    return 1", ["line 2", "expected ':'", "Nothing was run"], "syntax"),
        ("x = 1\n" + define("return 2 *"), ["line 4"], "syntax"),
        ("def double(a, b):\nreturn 1", ["line 3", "spaces"], "syntax"),
        ("x = 'open", ["line 2"], "syntax"),
        ("a\x00b", ["cannot read"], "syntax"),
        ("(" * 5000, ["cannot read"], "syntax"),
        ("%timeit 3", ["line 2"], "syntax"),
        ("await something()", ["stopped with SyntaxError"], "syntax"),
        ("return 3", ["stopped with SyntaxError"], "syntax"),
        ("1 / 0", ["Running the cell", "ZeroDivisionError", "line 2"], "cell"),
        ("import no_such_package", ["ModuleNotFoundError", "no_such_package"], "cell"),
        ("raise SystemExit", ["stop altogether"], "cell"),
        ("quit_now = exit\nraise KeyboardInterrupt", ["stopped by hand"], "cell"),
        ("x = 3", ["def double(dose_mg, times):"], "name"),
        ("def doubel(dose_mg, times):\n    return 1", ["double", "doubel", "slip"], "name"),
        ("double = 6.0", ["should be a function", "6"], "function"),
        ("def double(dose_mg):\n    return 1", ["2 arguments", "dose_mg", "times", "(dose_mg)"], "arguments"),
        ("def double():\n    return 1", ["2 arguments"], "arguments"),
        ("def double(a, b, c):\n    return 1", ["2 arguments", "(a, b, c)"], "arguments"),
        (define("return dose_mg / 0"), ["dose_mg = 3", "ZeroDivisionError", "line 3", "dose_mg / 0"], "call"),
        (define("return undefined_name"), ["NameError", "undefined_name"], "call"),
        (define("raise SystemExit(3)"), ["stop altogether"], "call"),
        (define("raise KeyboardInterrupt"), ["stopped by hand", "loop"], "call"),
        (define("raise GeneratorExit"), ["stop altogether"], "call"),
        (define("return double(dose_mg, times)"), ["called itself without end"], "call"),
        (define("raise MemoryError"), ["memory"], "call"),
        (define("dose_mg * 2"), ["should give 6 mg", "gave nothing back", "return"], "return"),
        (define("print(2 * dose_mg * times)"), ["printing only shows"], "return"),
        (define("return '6'"), ["a text", "6"], "kind"),
        (define("return True"), ["a yes or no"], "kind"),
        (define("return 6 + 1j"), ["complex"], "kind"),
        (define("return float('nan')"), ["finite"], "finite"),
        (define("return float('inf')"), ["finite"], "finite"),
        (define("return [6.0, 6.0]"), ["one number", "a row of 2 numbers"], "size"),
        (define("return []"), ["a row of 0 numbers"], "size"),
        (define("return [[1, 2], [3]]"), ["kind list"], "kind"),
        (define("return {'dose': 6}"), ["table of names"], "kind"),
        (define("return print"), ["gave"], "kind"),
        (define("return double"), ["a function"], "kind"),
        (define("yield 6"), ["yield"], "kind"),
        ("async def double(dose_mg, times):\n    return 6", ["async"], "kind"),
        (define("return 10**5000"), ["gave"], "kind"),
        (define("return 2 * dose_mg"), ["1 of 2 inputs", "dose_mg = 10", "should give 40 mg", "gave 20 mg"],
         "value_2"),
        (define("return -2 * dose_mg * times"), ["sign"], "sign"),
        (define("return 2000 * dose_mg * times"), ["1000 times too large"], "thousand"),
        (define("return 0.02 * dose_mg * times"), ["100 times too small"], "hundred"),
        (define("return type('Odd', (), {'__repr__': lambda self: 1 / 0})()"), ["kind Odd"], "kind"),
        (define("return type('Odd', (), {'__float__': lambda self: exit()})()"), ["kind Odd"], "kind"),
        ("class Sly(Exception):\n    def __str__(self): raise SystemExit\n" + define("raise Sly"), ["Sly"],
         "call"),
    ],
)  # fmt: skip
def test_every_failure_becomes_a_sentence_and_names_its_check(source, words, stopped_at):
    verdict, said = check(source)
    assert (verdict.state, verdict.stopped_at) == ("wrong", stopped_at)
    for word in words:
        assert word in said


def test_every_check_can_stop_a_try():
    marks = {mark.name: mark for mark in test_every_failure_becomes_a_sentence_and_names_its_check.pytestmark}
    stopped = {name for _, _, name in marks["parametrize"].args[1]}
    assert {*CHECKS} - stopped == {"own", "value_1", *(f"value_{n}" for n in range(3, 10))}  # each below


@pytest.mark.parametrize(("right", "stopped_at"), [(0, "value_1"), (4, "value_5"), (20, "value_9")])
def test_an_answer_is_named_by_its_input(right, stopped_at):
    inputs = [{"dose_mg": float(n), "times": 1.0} for n in range(1, 25)]
    task = Task("double", double, inputs, 0.01)
    source = define(f"return 2 * dose_mg if dose_mg <= {right} else 7.7")
    assert check(source, task=task)[0].stopped_at == stopped_at
    assert check(define("return 2 * dose_mg"), task=task)[0].stopped_at == ""


@pytest.mark.parametrize(("answer", "stopped_at"), [("'no'", "value_1"), ("3", "kind")])
def test_a_word_is_compared_as_one(answer, stopped_at):
    def word(dose_mg):
        return "yes"

    task = Task("word", word, [{"dose_mg": 1.0}])
    assert check(f"def word(dose_mg):\n    return {answer}", task=task)[0].stopped_at == stopped_at


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_has_words_that_hold_no_code(name):
    words = in_words(name, [{"dose_mg": 3.0}, {"dose_mg": 0.5, "times": 2.0}])
    if name == "value_2":
        assert words == "the answer for `dose_mg = 0.5, times = 2`, after the first came out right"
    elif name == "value_1":
        assert words == "the answer for `dose_mg = 3`"
    else:
        assert words == CHECKS[name]


def test_a_function_of_an_earlier_cell_does_not_count_and_is_not_lost():
    namespace = {"double": double}
    verdict, said = check("x = 1", namespace)
    assert verdict.state == "wrong"
    assert "does not" in said
    assert namespace["double"] is double


def test_the_kits_own_function_is_not_the_learners():
    verdict, said = check("double = theirs", {"theirs": double})
    assert (verdict.state, verdict.stopped_at) == ("wrong", "own")
    assert "own" in said


def test_rows_are_compared_as_rows():
    task = Task("row", row, [{"dose_mg": 2.0}], 0.01)
    assert check("def row(dose_mg):\n    return [dose_mg] * 3", task=task)[0].state == "right"
    assert "a row of 2 numbers" in check("def row(dose_mg):\n    return [dose_mg] * 2", task=task)[1]
    assert "3 by 1" in check("def row(dose_mg):\n    return [[dose_mg]] * 3", task=task)[1]


def test_tolerance_is_a_difference_in_the_unit_of_the_answer():
    assert check(define("return 2 * dose_mg * times + 0.009"))[0].state == "right"
    assert check(define("return 2 * dose_mg * times + 0.011"))[0].state == "wrong"


def test_endless_prints_are_cut():
    verdict, _ = check("for n in range(10_000): print('spam', n)\n" + define("return 2 * dose_mg * times"))
    assert verdict.state == "right"
    assert 1000 < len(verdict.printed) < 1500


def test_a_function_that_already_exists_can_be_checked():
    assert judge(lambda dose_mg, times: 2 * dose_mg * times, TASK).state == "right"
    assert judge(lambda dose_mg, times: 0, TASK).state == "wrong"
    assert judge(None, TASK).state == "wrong"
    assert judge(..., TASK).state == "not yet"


def test_learners_cannot_change_the_inputs_of_the_reference():
    inputs = [{"dose_mg": 3.0, "times": 1.0}]
    task = Task("double", double, inputs)
    judge(lambda **given: given.clear(), task)
    assert inputs == [{"dose_mg": 3.0, "times": 1.0}]


def test_describe_is_short_and_never_fails():
    assert describe(1.23456789) == "1.23457"
    assert describe(np.float64(2)) == "2"
    assert len(describe("x" * 10_000)) <= 160
    assert len(describe(np.zeros(10_000))) <= 160
