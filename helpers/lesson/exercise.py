"""Your turn: a small function to write, checked at once; hint and solution on request.

``%%exercise <id>`` on top of a cell runs and checks it. In a plain cell,
``lesson.exercise(id).check(my_function)`` does the same for a function that already exists.
"""

from __future__ import annotations

import importlib
import inspect
import logging
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from helpers.lesson.buttons import button, in_a_row
from helpers.lesson.cards import code_block, place, real_lines
from helpers.lesson.html import Html, Part, card, live, paragraphs, section, title
from helpers.lesson.judging import judge, judge_cell
from helpers.lesson.progress import Progress
from helpers.lesson.verdict import Task, Verdict

log = logging.getLogger(__name__)
HEADINGS = {"right": "✓ Right", "not yet": "", "wrong": "✗ Not yet right"}


def reference_of(item: Any) -> Callable[..., Any]:
    """The kit's own function that an exercise is checked against."""
    module, _, name = item.reference.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


def own_lines(item: Any) -> str:
    """The lines of the kit's own function, and where they stand, as HTML."""
    reference = reference_of(item)
    return code_block("\n".join(real_lines(reference, checks=True)), f"from {place(reference)}")


class Exercise:
    """One coding task of ``data/exercises.yaml``; displayed, it shows what is asked.

    ``keep`` is told of every result, so that an earlier one can be freed.
    """

    def __init__(
        self, item: Any, progress: Progress, keep: Callable[[ResultCard], None] | None = None
    ) -> None:
        self.item, self.progress, self._keep = item, progress, keep

    @property
    def task(self) -> Task:
        """What the judge needs to know."""
        item = self.item
        return Task(item.function, reference_of(item), item.inputs, item.tolerance, item.unit, item.starter)

    def check(self, function: object) -> ResultCard:
        """Check a function that is already defined."""
        return self._result(lambda: judge(function, self.task))

    def check_cell(self, source: str, namespace: dict[str, Any]) -> ResultCard:
        """Run the cell ``source`` in ``namespace`` and check the function it defines."""
        return self._result(lambda: judge_cell(source, self.task, namespace))

    def _result(self, judging: Callable[[], Verdict]) -> ResultCard:
        try:
            verdict = judging()
        except Exception:  # ours, not the learner's: the reference or its inputs
            log.exception("the check of exercise %r", self.item.id)
            verdict = Verdict(
                "wrong", ("The kit's own check of this exercise is broken; your code may be right.",)
            )
        else:
            if verdict.state != "not yet":
                solved = verdict.state == "right"
                self.progress.attempt(self.item.id, solved, verdict.stopped_at)
        result = ResultCard(self, verdict)
        if self._keep is not None:
            self._keep(result)
        return result

    def solution(self) -> str:
        """Code that can be pasted and passes, and folded under it the kit's own lines, as HTML."""
        ours = own_lines(self.item)
        plainly = self.item.solution.strip()
        if not plainly:
            return ours
        folded = f"<details><summary>How the kit itself does it</summary>{ours}</details>"
        return code_block(plainly) + folded

    def static_html(self) -> str:
        """What is asked."""
        return section("exercise", self.asked())

    def asked(self) -> str:
        """Title and task, as HTML."""
        return title(f"Your turn: {self.item.title}") + paragraphs(self.item.task)

    def _repr_html_(self) -> str:
        return self.static_html()


def unfit(item: Any) -> tuple[str, str, str] | None:
    """Say what of a task its reference does not have: column, problem, what is allowed; None if it fits."""
    module, _, name = item.reference.partition(":")
    try:
        reference = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as problem:
        return "reference", str(problem), "a module and a function of the kit"
    for given in item.inputs:
        try:
            reference(**given)
        except (TypeError, ValueError, ArithmeticError) as problem:
            return "inputs", str(problem), f"arguments that {name}{inspect.signature(reference)} takes"
    return None


class ResultCard(Part):
    """The friendly answer to one check, with Hint and then Solution on request."""

    def __init__(self, exercise: Exercise, verdict: Verdict) -> None:
        self.exercise, self.verdict = exercise, verdict
        self.hint_button = button("Hint", on_click=self._hint)
        self.solution_button = button("Solution", on_click=self._solution)
        self._help = live()
        words = widgets.HTML(self._words())
        row = in_a_row(self.hint_button, self.solution_button)
        kind = {"right": "lesson-right", "not yet": "lesson-neutral", "wrong": "lesson-wrong"}[verdict.state]
        super().__init__([words, row, self._help], "lesson-card", "lesson-result", kind)
        if verdict.state == "right":
            self.hint_button.layout.display = "none"
            self.solution_button.description = "Compare with ours"
        else:
            self.solution_button.disabled = not exercise.progress.exercise(exercise.item.id).get(
                "hint", False
            )

    @property
    def help(self) -> str:
        """Hint or solution now shown, as HTML."""
        return self._help.value

    def _words(self) -> str:
        heading, kind = HEADINGS[self.verdict.state], self.verdict.state
        mark = f'<p class="lesson-mark lesson-{kind}">{heading}</p>' if heading else ""
        printed = ""
        if self.verdict.printed.strip():
            printed = code_block(self.verdict.printed.rstrip(), "what your code printed")
        return self.exercise.asked() + mark + paragraphs(*self.verdict.sentences) + printed

    def _hint(self, _button: object = None) -> None:
        self.exercise.progress.saw(self.exercise.item.id, "hint")
        self.solution_button.disabled = False
        self._help.value = f"<h5>Hint</h5>{paragraphs(self.exercise.item.hint)}"

    def _solution(self, _button: object = None) -> None:
        self.exercise.progress.saw(self.exercise.item.id, "solution")
        self._help.value = f"<h5>One way to write it</h5>{self.exercise.solution()}"

    def static_html(self) -> str:
        """The words of the result."""
        return section("result", self._words())


def unknown_exercise(name: str, known: list[str]) -> Html:
    """Say kindly that there is no such exercise, and which there are."""
    listed = ", ".join(f"`{key}`" for key in known) or "none"
    words = paragraphs(f"There is no exercise called `{name}` in this lesson.", f"There are: {listed}.")
    return Html(card("result", "Which exercise?", words))


def register_magic(find: Callable[[str], Exercise | None], known: Callable[[], list[str]]) -> bool:
    """Make ``%%exercise`` known to the running notebook; False where there is none."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        return False

    def exercise(line: str, cell: str) -> None:
        """Run and check the cell as the exercise named on the first line."""
        from IPython.display import display

        name = line.strip()
        found = find(name)
        display(unknown_exercise(name, known()) if found is None else found.check_cell(cell, shell.user_ns))

    shell.register_magic_function(exercise, "cell", "exercise")
    return True
