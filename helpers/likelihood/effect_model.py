"""The effect table at work: settings in, every symptom's likelihood, range and its drivers out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache, cached_property
from typing import Any, Protocol

import numpy as np

from helpers import evidence
from helpers.likelihood.answer import Driver, Estimate, Outcome
from helpers.likelihood.draws import (
    DRAWS,
    OVERLAP_RANGE,
    drawn_baselines,
    drawn_everyday,
    drawn_log_ratios,
    drawn_overlaps,
    high_end,
    low_end,
)
from helpers.likelihood.odds import OVERLAP, add_up, dose, from_log_odds, log_odds, share_out
from helpers.physiology.quantity import as_numbers
from helpers.records import MARKS, ExplorerEffect, ExplorerFactor, ExplorerSymptom

Value = float | bool | None
"""A factor's setting: a number, on or off, or None where it is not known."""
Samples = Mapping[str, np.ndarray]
Pairs = Collection[tuple[str, str]]


class Tables(Protocol):
    """What the model reads: :mod:`helpers.evidence` or a ``Data`` folder of a test."""

    def rows(self, name: str) -> list[Any]:
        """The checked rows of a table."""


class LikelihoodModel:
    """The effect table as numbers. ``data`` stands in for the kit's own in tests."""

    def __init__(self, data: Tables = evidence) -> None:
        self.factors: dict[str, ExplorerFactor] = {row.id: row for row in data.rows("explorer_factors")}
        self.symptoms: dict[str, ExplorerSymptom] = {row.id: row for row in data.rows("explorer_symptoms")}
        self.effects: dict[tuple[str, str], ExplorerEffect] = {
            (row.factor, row.symptom): row for row in data.rows("explorer_effects")
        }
        self._ratio = np.log(self._table("value"))  # log odds ratios, factor by symptom
        self._baseline = log_odds(np.array([row.value for row in self.symptoms.values()], dtype=float) / 100)
        self._groups = self._overlap_groups()

    def estimate(
        self, values: Mapping[str, Value], *, sampled: Samples | None = None, silent: Pairs = ()
    ) -> Estimate:
        """Estimate every symptom at these settings; a factor left out stands at its reference.

        ``sampled`` gives ``DRAWS`` values of a factor that was computed from others that are not known; its
        point estimate stays that of ``values``. ``silent`` pairs of factor and symptom do not count, because
        another route already carries them. Raises ValueError for a factor that does not exist, a value off
        its scale, or samples that are not ``DRAWS`` finite numbers.
        """
        doses = self._doses(values)  # how much of each factor counts, 0 to 1
        heard = self._heard(silent)  # which pairs count at all, 1 or 0
        unsure = self._unsure(values, sampled or {})  # what the dose might be, for each factor not known
        steps = self._ratio * (heard * doses[:, None]) + 0.0  # the sum makes -0.0 plain 0.0
        shared = share_out(steps, self._groups, OVERLAP)
        low, high = self._range(doses, heard, unsure)
        chosen, strongest_only, all_add = (
            from_log_odds(self._baseline + add_up(steps, self._groups, form)) for form in (OVERLAP, 0.0, 1.0)
        )
        noisy_or = self._noisy_or(doses, heard)
        outcomes = {
            name: Outcome(
                symptom=row,
                likelihood=float(chosen[place]),
                low=float(low[place]),
                high=float(high[place]),
                reference=float(from_log_odds(self._baseline[place])),
                steps=tuple(map(float, shared[:, place])),
                noisy_or=float(noisy_or[place]),
                strongest_only=float(strongest_only[place]),
                all_add=float(all_add[place]),
            )
            for place, (name, row) in enumerate(self.symptoms.items())
        }
        named_doses = dict(zip(self.factors, map(float, doses), strict=True))
        return Estimate(outcomes, named_doses, tuple(unsure), frozenset(silent))

    def drivers(
        self,
        values: Mapping[str, Value],
        symptom: str,
        *,
        sampled: Samples | None = None,
        silent: Pairs = (),
    ) -> list[Driver]:
        """Move every uncertain number alone to either end of its range; the widest comes first.

        A number that moves nothing is left out, but the symptom's own number at the reference always stays.
        Arguments and errors as for :meth:`estimate`; ValueError also for a symptom that does not exist.
        """
        self._require_symptom(symptom)
        place, row = list(self.symptoms).index(symptom), self.symptoms[symptom]
        doses, heard = self._doses(values), self._heard(silent)[:, place]  # as in estimate
        ratio = self._ratio[:, place] * heard
        ends = np.log([self._table(column)[:, place] for column in ("low", "high")]) * heard
        steps = ratio * doses

        def at(steps: np.ndarray, overlap: float = OVERLAP, baseline: float = self._baseline[place]) -> float:
            return float(from_log_odds(baseline + add_up(steps, self._groups, overlap)))

        def at_step(index: int, step: float) -> float:
            return at(np.where(np.arange(len(steps)) == index, step, steps))

        baselines = log_odds(np.array([row.low, row.high], dtype=float) / 100)
        found = {
            f"{row.label} at the reference": [at(steps, baseline=end) for end in baselines],
            "overlap of like causes": [at(steps, overlap=end) for end in OVERLAP_RANGE],
        }
        unsure = self._unsure(values, sampled or {})
        for index, (name, factor) in enumerate(self.factors.items()):
            found[factor.label] = [at_step(index, end * doses[index]) for end in ends[:, index]]
            if name in unsure:
                away = ratio[index] * np.array([low_end(unsure[name]), high_end(unsure[name])])
                found[f"{factor.label}, not known"] = [at_step(index, step) for step in away]
        here = at(steps)
        drivers = [Driver(name, min(here, *pair), max(here, *pair)) for name, pair in found.items()]
        moving = [one for one in drivers if one.high > one.low] or drivers[:1]
        return sorted(moving, key=lambda one: one.low - one.high)

    def everyday(self, name: str) -> np.ndarray:
        """Give ``DRAWS`` everyday values of a factor, as its data row states them; always the same."""
        self._require_factor(name)
        return self._everyday[name]

    def typical(self, name: str) -> float:
        """Give the everyday value that stands in for a factor that is not known; a switch is off."""
        self._require_factor(name)
        return self.factors[name].everyday_typical or 0.0

    def grades(self, estimate: Estimate | None = None, symptom: str = "") -> Counter[str]:
        """Count measured, extrapolated and assumed numbers of the effect table.

        With an ``estimate`` only those of ``symptom`` that count in it, its baseline among them.
        """
        if estimate is None:
            return Counter(MARKS[row.confidence][1] for row in self.effects.values())
        self._require_symptom(symptom)
        used = [self.effects[name, symptom] for name in self.factors if estimate.counts(name, symptom)]
        return Counter(MARKS[row.confidence][1] for row in [self.symptoms[symptom], *used])

    def _table(self, column: str) -> np.ndarray:
        """One column of the effect table, factor by symptom."""
        rows = [[getattr(self.effects[f, s], column) for s in self.symptoms] for f in self.factors]
        return np.array(rows, dtype=float)

    def _overlap_groups(self) -> list[list[int]]:
        """Places of the factors: those of each overlap group together, every other by itself."""
        groups: dict[str, list[int]] = {}
        for place, (name, factor) in enumerate(self.factors.items()):
            groups.setdefault(factor.overlap or f"{name} alone", []).append(place)
        return list(groups.values())

    def _doses(self, values: Mapping[str, Value]) -> np.ndarray:
        for name, value in values.items():
            self._require_on_scale(name, value)
        settings = {name: values.get(name, factor.reference) for name, factor in self.factors.items()}
        return np.array(
            [
                dose(self.factors[name], self.typical(name) if value is None else float(value))
                for name, value in settings.items()
            ]
        )

    def _unsure(self, values: Mapping[str, Value], sampled: Samples) -> dict[str, np.ndarray]:
        """Drawn doses of every factor that is not known or was computed from others that are not."""
        for name in sampled:
            self._require_factor(name)
        drawn = {}
        for name, factor in self.factors.items():
            if name in sampled:
                allowed = f"{DRAWS} finite numbers"
                numbers = as_numbers(f"sampled {name}", sampled[name], allowed)
                if numbers.shape != (DRAWS,):
                    raise ValueError(f"sampled {name} must be {allowed}, got shape {numbers.shape}")
                drawn[name] = dose(factor, numbers)
            elif values.get(name, factor.reference) is None:
                drawn[name] = self._everyday_doses[name]
        return drawn

    def _heard(self, silent: Pairs) -> np.ndarray:
        """1 for every pair of factor and symptom that counts, 0 for a silent one."""
        for pair in silent:
            if pair not in self.effects:
                raise ValueError(f"silent must hold pairs of a factor and a symptom, got {pair!r}")
        return np.array([[(f, s) not in silent for s in self.symptoms] for f in self.factors], dtype=float)

    def _range(
        self, doses: np.ndarray, heard: np.ndarray, unsure: Mapping[str, np.ndarray]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Give the 2.5 and 97.5 % points of the drawn likelihoods of every symptom.

        What is not known pulls the lower end down only and the upper end up only: draw by draw the factor
        counts at most, or at least, as at its everyday value. So not knowing can never narrow the range; but
        its ends are then those of an envelope, wider than a plain 95 % range.

        One draw as an example: sleep is not known, its everyday 7 hours count 0.24, and this draw's log odds
        ratio is 0.4: a step of 0.10. The draw's sleep is 5 hours, which count 0.89: a step of 0.36. Then the
        upper end is looked for among sums with 0.36, the lower one among sums with 0.10. Had the draw slept
        9 hours, a step of 0, it would be 0.10 above and 0 below.
        """
        ratio, baseline, overlap = self._draws
        low, high = np.empty(len(self.symptoms)), np.empty(len(self.symptoms))
        for symptom in range(len(self.symptoms)):  # one at a time: the draws of one fit a processor's cache
            below = [
                weight * ratio[place, symptom] if weight else 0.0
                for place, weight in enumerate(heard[:, symptom] * doses)
            ]
            above = list(below)
            for place, name in enumerate(self.factors):
                if name in unsure and heard[place, symptom]:
                    away = ratio[place, symptom] * unsure[name]
                    below[place] = np.minimum(below[place], away)
                    above[place] = np.maximum(above[place], away)
            least = baseline[symptom] + add_up(below, self._groups, overlap)
            most = baseline[symptom] + add_up(above, self._groups, overlap) if unsure else least
            low[symptom], high[symptom] = low_end(least), high_end(most)
        return from_log_odds(low), from_log_odds(high)

    def _noisy_or(self, doses: np.ndarray, heard: np.ndarray) -> np.ndarray:
        """Let every cause fail or strike on its own: nobody has the symptom unless some cause strikes.

        This is noisy-OR (Pearl 1988, source ``pearl_1988``). It knows causes that harm; a factor that
        protects, an odds ratio below 1, prevents on its own a share of what they do: so much that, alone, it
        too gives its odds ratio. So the answer stays above 0 and below 1.
        """
        start = from_log_odds(self._baseline)
        alone = from_log_odds(self._baseline + self._ratio * heard * doses[:, None])  # each factor by itself
        spared = np.prod((1 - np.maximum(alone, start)) / (1 - start), axis=0)
        let_through = np.prod(np.minimum(alone, start) / start, axis=0)
        struck = (1 - (1 - start) * spared) * let_through
        return np.clip(struck, *from_log_odds(np.array([-np.inf, np.inf])))

    @cached_property
    def _draws(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Log odds ratios (factor, symptom, draw), baseline log-odds (symptom, draw), overlap (draw)."""
        ratios = [[drawn_log_ratios(self.effects[f, s]) for s in self.symptoms] for f in self.factors]
        baselines = [drawn_baselines(row) for row in self.symptoms.values()]
        return np.array(ratios), np.array(baselines), drawn_overlaps()

    @cached_property
    def _everyday(self) -> dict[str, np.ndarray]:
        drawn = {name: drawn_everyday(factor) for name, factor in self.factors.items()}
        for values in drawn.values():
            values.setflags(write=False)  # everyone is handed the same ones
        return drawn

    @cached_property
    def _everyday_doses(self) -> dict[str, np.ndarray]:
        return {name: dose(factor, self._everyday[name]) for name, factor in self.factors.items()}

    def _require_factor(self, name: str) -> None:
        if name not in self.factors:
            raise ValueError(f"no factor {name!r}; there are {', '.join(self.factors)}")

    def _require_symptom(self, name: str) -> None:
        if name not in self.symptoms:
            raise ValueError(f"no symptom {name!r}; there are {', '.join(self.symptoms)}")

    def _require_on_scale(self, name: str, value: Any) -> None:
        self._require_factor(name)
        if value is None:
            return
        factor, is_truth = self.factors[name], isinstance(value, bool | np.bool_)
        is_number = isinstance(value, int | float | np.integer | np.floating) and not is_truth
        if factor.control == "switch":
            allowed, fits = "True or False", is_truth or (is_number and value in (0, 1))
        else:
            allowed = f"between {factor.low:g} and {factor.high:g} {factor.unit}"
            fits = is_number and factor.low <= value <= factor.high
        if not fits:
            raise ValueError(f"{name} must be {allowed}, or None where it is not known, got {value!r}")


@cache
def model() -> LikelihoodModel:
    """Give the model of the kit's own data."""
    return LikelihoodModel()
