"""The checks that a coding task goes through, by name: where a try stopped, without the learner's code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MOST_INPUTS = 9
"""Inputs that are told apart by number; the ninth stands for all later ones too."""
CHECKS = {
    "syntax": "reading the cell: a slip in Python's grammar",
    "cell": "running the cell: an error before any function was tried",
    "name": "the function's name: the cell defines none that is called so",
    "function": "what has that name is no function",
    "own": "the kit's own function was put in place of one's own",
    "arguments": "the arguments: the function takes others than those asked for",
    "call": "running the function: an error inside it",
    "return": "nothing comes back: the last line is no `return`",
    "kind": "the kind of answer: no number where one is asked for",
    "size": "how many numbers come back",
    "finite": "no finite number: a division by zero, or the logarithm of zero",
    "sign": "the sign, turned round",
    "thousand": "a number 1000 times too large or too small: a unit",
    "hundred": "a number 100 times too large or too small: a percentage",
} | {f"value_{number}": f"the answer for input {number}" for number in range(1, MOST_INPUTS + 1)}
"""In the order in which they are made, with the words that finish the sentence "The try stopped at …"."""


def value_check(number: int) -> str:
    """The name of the check of the answer for an input, the first being 1."""
    return f"value_{min(number, MOST_INPUTS)}"


def in_words(check: str, inputs: Sequence[Mapping[str, float]]) -> str:
    """Say at which check a try stopped; an answer is named by its input, and those before it were right."""
    kind, _, number = check.partition("_")
    if kind != "value" or int(number) > len(inputs):
        return CHECKS[check]
    given = ", ".join(f"{name} = {value:g}" for name, value in inputs[int(number) - 1].items())
    before = {"1": "", "2": ", after the first came out right"}.get(
        number, f", after {int(number) - 1} came out right"
    )
    return f"the answer for `{given}`{before}"
