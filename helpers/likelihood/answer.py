"""What the explorer answers, and how to say it: counts of people, never a share that nobody can picture."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from helpers.likelihood.odds import from_log_odds, log_odds
from helpers.physiology.quantity import Quantity, require_number
from helpers.records import ExplorerSymptom

FAR_OUT = Quantity(0.6, "", source="kit_choice", confidence="assumption")
"""A factor whose dose is above this is far out; studies moved one factor at a time."""
FAR_OUT_TOGETHER = 4
DENOMINATORS = (100, 1_000, 10_000)


@dataclass(frozen=True)
class Outcome:
    """One symptom at one setting; likelihoods are shares of people, above 0 and below 1.

    ``low`` and ``high`` are the ends of the 95 % range; where something is not known, those of an envelope
    that is wider. ``steps`` are the factors' shares of the log-odds, in the order of the data file: added to
    the log-odds of the reference they give those of ``likelihood``. ``noisy_or`` is another form of model,
    for comparison; ``strongest_only`` and ``all_add`` are this one with overlap 0 and 1.
    """

    symptom: ExplorerSymptom
    likelihood: float
    low: float
    high: float
    reference: float
    steps: tuple[float, ...]
    noisy_or: float
    strongest_only: float
    all_add: float

    @property
    def people_steps(self) -> np.ndarray:
        """What each factor adds, as a share of people, when the factors come in the order of ``steps``.

        Together with ``reference`` they add up to ``likelihood``; another order would share differently.
        """
        heights = from_log_odds(log_odds(self.reference) + np.cumsum([0.0, *self.steps]))
        return np.diff(heights)


@dataclass(frozen=True)
class Driver:
    """One uncertain number, and the likelihoods (shares) at either end of its printed range."""

    name: str
    low: float
    high: float


@dataclass(frozen=True)
class Estimate:
    """The explorer's answer for one setting: every symptom's outcome, and how far each factor is out.

    ``doses`` go from 0 (reference) to 1 (anchor); ``not_known`` names the factors that widen the range;
    ``silent`` are the pairs of factor and symptom that did not count.
    """

    outcomes: Mapping[str, Outcome]
    doses: Mapping[str, float]
    not_known: tuple[str, ...]
    silent: frozenset[tuple[str, str]] = frozenset()

    @property
    def far_out(self) -> tuple[str, ...]:
        """The factors whose dose is above ``FAR_OUT``."""
        return tuple(name for name, dose in self.doses.items() if dose > FAR_OUT)

    @property
    def never_studied_together(self) -> bool:
        """Whether so many factors are far out that no study has looked at the combination."""
        return len(self.far_out) >= FAR_OUT_TOGETHER

    def counts(self, factor: str, symptom: str) -> bool:
        """Whether the effect of this factor on this symptom has a part in the answer, be it in the range."""
        out = self.doses[factor] > 0 or factor in self.not_known
        return out and (factor, symptom) not in self.silent


def count(likelihood: float, denominator: int) -> int:
    """Give the whole number of people among ``denominator``; a half is rounded up.

    The fewer, those who have it or those who have not, get two digits, which is more than the explorer knows:
    2,180 of 10,000 are said as 2,200. ``likelihood`` is a share from 0 to 1; ValueError otherwise.
    """
    require_number(0, 1, "", likelihood=likelihood)
    found = math.floor(round(likelihood * denominator, 6) + 0.5)  # 0.145 * 100 is 14.499999999999998
    return min(two_digits(found), denominator - two_digits(denominator - found), key=lambda n: abs(n - found))


def two_digits(number: int) -> int:
    """Round a whole number of 0 or more to its first two digits; a half is rounded up."""
    unit = 10 ** max(len(str(number)) - 2, 0)
    return (number + unit // 2) // unit * unit


def denominator(*likelihoods: float) -> int:
    """Give the smallest of 100, 1,000 and 10,000 in which, by each likelihood, some have it, some not.

    10,000 where none does. ``likelihoods`` are shares from 0 to 1; ValueError otherwise.
    """
    for people in DENOMINATORS:
        if all(0 < count(likelihood, people) < people for likelihood in likelihoods):
            return people
    return DENOMINATORS[-1]


def number_in_words(count: int, people: int) -> str:
    """Say a count among ``people``: "16", but "fewer than 1" for none and "more than 99" for all of 100."""
    if count == 0:
        return "fewer than 1"
    return f"more than {people - 1:,}" if count == people else f"{count:,}"


def share_in_words(likelihood: float, people: int) -> str:
    """Say a share as a count among ``people``, in the words of :func:`number_in_words`."""
    return number_in_words(count(likelihood, people), people)


def in_words(outcome: Outcome, people: int | None = None) -> str:
    """Say a likelihood as people: how many, how many not, the range, how many at the reference.

    Nobody and everybody are never said: a likelihood is neither 0 nor 1, only too near to count. One alone
    "has" what more of them "have".
    """
    people = people or denominator(outcome.likelihood, outcome.reference)
    now, before = count(outcome.likelihood, people), count(outcome.reference, people)
    rest = people - now
    happens = outcome.symptom.happening if now > 1 else _of_one(outcome.symptom.happening)
    change = f"{two_digits(abs(now - before)):,} {'more' if now > before else 'fewer'}"
    about = "about " if 0 < now < people else ""
    ends = [share_in_words(end, people) for end in (outcome.low, outcome.high)]
    return (
        f"Of {people:,} people like this, {about}{number_in_words(now, people)} "
        f"(plausibly {' to '.join(dict.fromkeys(ends))}) {happens} within seven days; "
        f"{number_in_words(rest, people)} {'do' if rest > 1 else 'does'} not. "
        f"At the reference {number_in_words(before, people)} {'do' if before > 1 else 'does'}"
        f"{f'; here it is {change}' if now != before else f': no difference among {people:,}'}."
    )


def _of_one(happening: str) -> str:
    """Say of one person what is said of many: "have a cramp" becomes "has a cramp"."""
    verb, space, what = happening.partition(" ")
    if verb == "have":
        return f"has{space}{what}"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies{space}{what}"
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    return f"{verb}{ending}{space}{what}"
