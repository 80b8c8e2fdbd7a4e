"""The symptom explorer's statistics: of 100 people like this, about how many notice a symptom in a week?

Written to be read by students. A factor at its anchor multiplies the *odds* of a symptom by its odds
ratio; so on the scale of log-odds the factors simply add up. Four rules keep the sum honest:

1. A dose curve lets a factor count from nothing (reference) to all (anchor), and never beyond its evidence.
2. Factors of one overlap group tell much the same story, so beside the strongest the others count in part.
3. The number shown is the point estimate. Its range comes from ``DRAWS`` drawn versions of every uncertain
   number, the same draws at every call, so nothing flickers and every machine gets the same.
4. A factor that is not known stands at its everyday value and widens the range, never narrows it.

The range is our ignorance about people like this; it is not the difference between one person and the next.
All numbers come from ``data/explorer_*.csv``. Nothing here says what causes one person's symptom.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from statistics import NormalDist
from typing import Any

import numpy as np

from helpers import evidence
from helpers.records import MARKS, ExplorerEffect, ExplorerFactor, ExplorerSymptom

DRAWS = 5000
OVERLAP = 0.5
"""How much the weaker factors of an overlap group add to the strongest: 0 nothing, 1 all. An assumption."""
OVERLAP_RANGE = (0.3, 1.0)
FAR_OUT = 0.6
"""A factor whose dose is above this is far out; studies moved one factor at a time."""
FAR_OUT_TOGETHER = 4
DENOMINATORS = (100, 1_000, 10_000)
Z_95 = 3.92
"""Width of a normal distribution's middle 95 %, in standard deviations."""

Value = float | bool | None
"""A factor's setting: a number, on or off, or None where it is not known."""


def odds(probability: Any) -> Any:
    """Odds of a probability: 0.2 is 1 to 4, so 0.25. Scalars or arrays between 0 and 1, both excluded."""
    return probability / (1 - probability)


def probability(odds: Any) -> Any:
    """Probability that has these odds, above 0: the way back from :func:`odds`."""
    return odds / (1 + odds)


def log_odds(probability: Any) -> Any:
    """Natural logarithm of the odds; 0 for a probability of one half."""
    return np.log(odds(probability))


def from_log_odds(log_odds: Any) -> Any:
    """Probability with these log-odds; any finite number gives one between 0 and 1."""
    return 1 / (1 + np.exp(-log_odds))


def dose(factor: ExplorerFactor, value: Any) -> Any:
    """Give how much of a factor's evidence counts at ``value``: 0 at its reference, 1 from its anchor on.

    ``value`` is in the factor's unit, a scalar or an array; beyond the reference, on the good side, the dose
    stays 0. ``exponential`` curves rise at once and flatten; ``sigmoid`` ones stay low, then climb.
    """
    z = np.clip((value - factor.reference) / (factor.anchor - factor.reference), 0.0, 1.0)
    if factor.shape == "switch":
        return z
    k = float(factor.steepness or 0)
    if factor.shape == "exponential":
        return (1 - np.exp(-k * z)) / (1 - np.exp(-k))
    half = float(factor.half or 0) ** k
    return z**k * (1 + half) / (z**k + half)


def count(likelihood: float, denominator: int) -> int:
    """Give the whole number of people among ``denominator``; a half is rounded up."""
    return int(likelihood * denominator + 0.5)


def denominator(*likelihoods: float) -> int:
    """Give the smallest of 100, 1 000 and 10 000 in which, by each likelihood, some have it, some not."""
    for people in DENOMINATORS:
        if all(1 <= count(likelihood, people) < people for likelihood in likelihoods):
            return people
    return DENOMINATORS[-1]


@dataclass(frozen=True)
class Outcome:
    """One symptom at one setting; likelihoods are shares of people, from 0 to 1.

    ``steps`` are the factors' shares of the log-odds, in the order of the data file: added to the log-odds of
    the reference they give those of ``likelihood``. ``noisy_or`` is another form of model, for comparison;
    ``strongest_only`` and ``all_add`` are this one with overlap 0 and 1.
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
        """What each factor adds, as a share of people, when the factors come in their printed order.

        Together with ``reference`` the steps add up to ``likelihood``; another order would share differently.
        """
        heights = from_log_odds(log_odds(self.reference) + np.cumsum([0.0, *self.steps]))
        return np.diff(heights)


@dataclass(frozen=True)
class Driver:
    """One uncertain number and where the likelihood would stand at either end of its range."""

    name: str
    low: float
    high: float


@dataclass(frozen=True)
class Estimate:
    """The explorer's answer for one setting: every symptom's outcome, and how far each factor is out."""

    outcomes: Mapping[str, Outcome]
    doses: Mapping[str, float]
    not_known: tuple[str, ...]

    @property
    def far_out(self) -> tuple[str, ...]:
        """The factors whose dose is above ``FAR_OUT``."""
        return tuple(name for name, dose in self.doses.items() if dose > FAR_OUT)

    @property
    def never_studied_together(self) -> bool:
        """Whether so many factors are far out that no study has looked at the combination."""
        return len(self.far_out) >= FAR_OUT_TOGETHER


class LikelihoodModel:
    """The effect table as numbers. ``data`` stands in for the kit's own in tests."""

    def __init__(self, data: Any = evidence) -> None:
        self.factors: dict[str, ExplorerFactor] = {row.id: row for row in data.rows("explorer_factors")}
        self.symptoms: dict[str, ExplorerSymptom] = {row.id: row for row in data.rows("explorer_symptoms")}
        self.effects: dict[tuple[str, str], ExplorerEffect] = {
            (row.factor, row.symptom): row for row in data.rows("explorer_effects")
        }
        self._ratio = np.log(self._table("value"))  # log odds ratios, factor by symptom
        self._ends = np.log([self._table("low"), self._table("high")])
        self._baseline = log_odds(np.array([row.value for row in self.symptoms.values()]) / 100)
        self._place = {name: place for place, name in enumerate(self.factors)}

    def estimate(
        self,
        values: Mapping[str, Value],
        *,
        sampled: Mapping[str, np.ndarray] | None = None,
        silent: Collection[tuple[str, str]] = (),
    ) -> Estimate:
        """Estimate every symptom at these settings; a factor left out stands at its reference.

        ``sampled`` gives ``DRAWS`` values of a factor that was computed from others that are not known.
        ``silent`` pairs of factor and symptom do not count, because another route already carries them.
        ValueError names a factor that does not exist or a value off its scale.
        """
        doses = self._doses(values)
        heard = self._heard(silent)
        steps = self._ratio * heard * doses[:, None]
        unsure = {name: self.everyday(name) for name in self.factors if values.get(name, 0) is None}
        unsure |= dict(sampled or {})
        low, high = self._range(doses, heard, unsure)
        forms = [from_log_odds(self._baseline + self._combined(steps, form)) for form in (OVERLAP, 0.0, 1.0)]
        shared = self._shared_steps(steps)
        noisy = self._noisy_or(doses, heard)
        outcomes = {
            name: Outcome(
                symptom=self.symptoms[name],
                likelihood=float(forms[0][place]),
                low=float(low[place]),
                high=float(high[place]),
                reference=float(from_log_odds(self._baseline[place])),
                steps=tuple(map(float, shared[:, place])),
                noisy_or=float(noisy[place]),
                strongest_only=float(forms[1][place]),
                all_add=float(forms[2][place]),
            )
            for place, name in enumerate(self.symptoms)
        }
        return Estimate(outcomes, dict(zip(self.factors, map(float, doses), strict=True)), tuple(unsure))

    def drivers(
        self,
        values: Mapping[str, Value],
        symptom: str,
        *,
        silent: Collection[tuple[str, str]] = (),
    ) -> list[Driver]:
        """Move every uncertain number alone to either end of its range; the widest comes first."""
        place = list(self.symptoms).index(symptom)
        doses, heard = self._doses(values), self._heard(silent)[:, place]
        ratio, ends = self._ratio[:, place] * heard, self._ends[:, :, place] * heard
        start = self._baseline[place]

        def at(steps: np.ndarray, overlap: float = OVERLAP, baseline: float = start) -> float:
            return float(from_log_odds(baseline + self._combined(steps[:, None], overlap)[0]))

        steps = ratio * doses
        row = self.symptoms[symptom]
        pairs = {row.label: [at(steps, baseline=log_odds(end / 100)) for end in (row.low, row.high)]}  # type: ignore[operator]
        for name, factor in self.factors.items():
            index = self._place[name]
            moved = [np.where(np.arange(len(steps)) == index, end * doses, steps) for end in ends]
            if doses[index]:
                pairs[factor.label] = [at(one) for one in moved]
            if values.get(name, 0) is None:
                away = [ratio[index] * dose(factor, end) for end in self._everyday_ends(factor)]
                moved = [np.where(np.arange(len(steps)) == index, step, steps) for step in away]
                pairs[f"{factor.label}, not known"] = [at(one) for one in moved]
        pairs["overlap"] = [at(steps, overlap=end) for end in OVERLAP_RANGE]
        found = [Driver(name, min(pair), max(pair)) for name, pair in pairs.items()]
        return sorted((one for one in found if one.high > one.low), key=lambda one: one.low - one.high)

    def everyday(self, name: str) -> np.ndarray:
        """Give ``DRAWS`` everyday values of a factor, as its data row states them; always the same."""
        return self._everyday[name]

    def typical(self, name: str) -> float:
        """Give the everyday value that stands in for a factor that is not known; a switch is off."""
        return self.factors[name].everyday_typical or 0.0

    def grades(self, estimate: Estimate | None = None, symptom: str = "") -> Counter[str]:
        """Count measured, extrapolated and assumed numbers of the effect table.

        With an ``estimate`` only those of ``symptom`` that count in it, its baseline among them.
        """
        if estimate is None:
            return Counter(MARKS[row.confidence][1] for row in self.effects.values())
        used = [self.effects[name, symptom] for name in self.factors if self._counts(estimate, name)]
        return Counter(MARKS[row.confidence][1] for row in [self.symptoms[symptom], *used])

    @staticmethod
    def _counts(estimate: Estimate, name: str) -> bool:
        return estimate.doses[name] > 0 or name in estimate.not_known

    def _table(self, column: str) -> np.ndarray:
        rows = [[getattr(self.effects[f, s], column) for s in self.symptoms] for f in self.factors]
        return np.array(rows, dtype=float)

    def _doses(self, values: Mapping[str, Value]) -> np.ndarray:
        for name, value in values.items():
            self._require_on_scale(name, value)
        settings = {name: values.get(name, factor.reference) for name, factor in self.factors.items()}
        return np.array(
            [
                dose(self.factors[name], self.typical(name) if value is None else value)
                for name, value in settings.items()
            ]
        )

    def _require_on_scale(self, name: str, value: Value) -> None:
        if name not in self.factors:
            raise ValueError(f"no factor {name!r}; there are {', '.join(self.factors)}")
        factor = self.factors[name]
        if value is not None and not (
            isinstance(value, (bool, int, float, np.number)) and factor.low <= value <= factor.high
        ):
            allowed = f"between {factor.low:g} and {factor.high:g} {factor.unit}".strip()
            raise ValueError(f"{name} must be {allowed}, or None where it is not known, got {value!r}")

    def _heard(self, silent: Collection[tuple[str, str]]) -> np.ndarray:
        """1 for every pair of factor and symptom that counts, 0 for a silent one."""
        return np.array([[(f, s) not in silent for s in self.symptoms] for f in self.factors], dtype=float)

    @cached_property
    def _overlap_groups(self) -> tuple[list[int], list[list[int]]]:
        """Places of the factors that stand alone, and of those in each overlap group."""
        names = dict.fromkeys(factor.overlap for factor in self.factors.values())
        places = {
            group: [self._place[name] for name, factor in self.factors.items() if factor.overlap == group]
            for group in names
        }
        return places.pop("", []), list(places.values())

    def _combined(self, steps: np.ndarray, overlap: Any) -> np.ndarray:
        """Add the factors (first axis): all of those alone; of a group the strongest and part of the rest."""
        alone, groups = self._overlap_groups
        total = steps[alone].sum(axis=0)
        for group in groups:
            harm = np.maximum(steps[group], 0)
            top = harm.max(axis=0)
            total = total + top + overlap * (harm.sum(axis=0) - top) + np.minimum(steps[group], 0).sum(axis=0)
        return total

    def _shared_steps(self, steps: np.ndarray) -> np.ndarray:
        """Scale the factors of each group alike, so that the plain sum is what ``_combined`` gives."""
        shared = steps.copy()
        for group in self._overlap_groups[1]:
            harm = np.maximum(steps[group], 0)
            top, whole = harm.max(axis=0), harm.sum(axis=0)
            part = (top + OVERLAP * (whole - top)) / np.where(whole > 0, whole, 1)
            shared[group] = harm * part + np.minimum(steps[group], 0)
        return shared

    def _range(
        self, doses: np.ndarray, heard: np.ndarray, unsure: Mapping[str, np.ndarray]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Give the 2.5 and 97.5 % points of the drawn likelihoods of every symptom.

        What is not known pulls the lower end down only and the upper end up only: draw by draw the factor
        counts at most, or at least, as at its everyday value. So not knowing can never narrow the range.
        """
        ratio, baseline, overlap = self._draws
        below = ratio * (heard * doses[:, None])[..., None]
        above = below
        if unsure:
            above = below.copy()
            for name, values in unsure.items():
                place = self._place[name]
                away = ratio[place] * heard[place][:, None] * dose(self.factors[name], values)
                below[place], above[place] = np.minimum(below[place], away), np.maximum(above[place], away)
        low = np.quantile(baseline + self._combined(below, overlap), 0.025, axis=1)
        high = np.quantile(baseline + self._combined(above, overlap), 0.975, axis=1)
        return from_log_odds(low), from_log_odds(high)

    def _noisy_or(self, doses: np.ndarray, heard: np.ndarray) -> np.ndarray:
        """Let every cause fail or strike on its own: nobody has the symptom unless some cause strikes."""
        start = from_log_odds(self._baseline)
        alone = from_log_odds(self._baseline + self._ratio * heard)  # each factor alone, at its anchor
        spared = np.prod(((1 - alone) / (1 - start)) ** doses[:, None], axis=0)
        return np.clip(1 - (1 - start) * spared, 0, 1)

    @cached_property
    def _draws(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Log odds ratios (factor, symptom, draw), baseline log-odds (symptom, draw), overlap (draw).

        A log odds ratio is normal round its value and never leaves its printed range.
        """
        low, high = self._ends
        ratio = np.stack(
            [[shuffled(f"{factor} {symptom}") for symptom in self.symptoms] for factor in self.factors]
        )
        ratio = self._ratio[..., None] + ((high - low) / Z_95)[..., None] * ratio
        ratio = np.clip(ratio, low[..., None], high[..., None])
        ends = log_odds(np.array([[row.low, row.high] for row in self.symptoms.values()], dtype=float) / 100)
        baseline = np.stack([shuffled(symptom) for symptom in self.symptoms])
        baseline = self._baseline[:, None] + ((ends[:, 1] - ends[:, 0]) / Z_95)[:, None] * baseline
        return ratio, baseline, OVERLAP_RANGE[0] + np.ptp(OVERLAP_RANGE) * evenly_shuffled("overlap")

    @cached_property
    def _everyday(self) -> dict[str, np.ndarray]:
        return {name: self._everyday_draws(factor) for name, factor in self.factors.items()}

    def _everyday_draws(self, factor: ExplorerFactor) -> np.ndarray:
        """Draw from two half normals, one on either side of the typical value, cut at the scale's ends."""
        if factor.everyday_share is not None:
            return (evenly_shuffled(f"everyday {factor.id}") < factor.everyday_share).astype(float)
        low, typical, high = factor.everyday_low, factor.everyday_typical, factor.everyday_high
        z = shuffled(f"everyday {factor.id}") / (Z_95 / 2)
        values = typical + np.where(z < 0, z * (typical - low), z * (high - typical))  # type: ignore[operator]
        return np.clip(values, factor.low, factor.high)

    @staticmethod
    def _everyday_ends(factor: ExplorerFactor) -> tuple[float, float]:
        if factor.everyday_share is not None:
            return 0.0, 1.0
        return float(factor.everyday_low), float(factor.everyday_high)  # type: ignore[arg-type]


@cache
def _normal_quantiles() -> np.ndarray:
    normal = NormalDist()
    return np.array([normal.inv_cdf((place + 0.5) / DRAWS) for place in range(DRAWS)])


def _order(name: str) -> np.ndarray:
    """Give a shuffled order that depends on ``name`` alone: a new factor leaves every other draw as it was.

    RandomState is NumPy's old generator, the one whose numbers are promised never to change.
    """
    return np.random.RandomState(zlib.crc32(name.encode())).permutation(DRAWS)


def shuffled(name: str) -> np.ndarray:
    """Give ``DRAWS`` numbers of the standard normal distribution, evenly spread and shuffled by ``name``.

    One from each of ``DRAWS`` slices of equal probability (Latin hypercube sampling, McKay 1979): the
    range settles with far fewer draws than by chance alone.
    """
    return _normal_quantiles()[_order(name)]


def evenly_shuffled(name: str) -> np.ndarray:
    """Give ``DRAWS`` numbers between 0 and 1, evenly spread and shuffled by ``name``."""
    return (_order(name) + 0.5) / DRAWS


@cache
def model() -> LikelihoodModel:
    """Give the model of the kit's own data."""
    return LikelihoodModel()


def in_words(outcome: Outcome, people: int | None = None) -> str:
    """Say a likelihood as people: how many, how many not, how many at the reference, and the range."""
    people = people or denominator(outcome.likelihood, outcome.reference)
    now, before = count(outcome.likelihood, people), count(outcome.reference, people)
    more = now - before
    change = f"{abs(more):,} {'more' if more > 0 else 'fewer'}" if more else "no difference"
    low, high = count(outcome.low, people), count(outcome.high, people)
    return (
        f"Of {people:,} people like this, about {now:,} {outcome.symptom.happening} within seven days; "
        f"{people - now:,} do not. At the reference it is {before:,}: {change}. "
        f"Plausible range: {low:,} to {high:,}."
    )
