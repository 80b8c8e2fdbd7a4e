"""What the explorer computes: the settings, the blood they give, and every symptom's outcome."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from helpers.likelihood import Estimate, LikelihoodModel, Outcome, dose
from helpers.panels.explorer_settings import BY_CAUSE, CAUSES
from helpers.physiology.blood import blood, breathed_calcium_mM, breathed_pH

COMPUTED = ("calcium_mM", "magnesium_mM", "vitamin_d_nmol_L")
ANXIETY = "anxiety_gad7"
ALREADY_BREATHED = frozenset({(ANXIETY, "tetany")})
"""In the mode of causes anxiety reaches tetany through breathing and pH; its odds ratio then stays silent."""


@dataclass(frozen=True)
class PerHundred:
    """One symptom in people per 100."""

    per_100: float
    low_per_100: float
    high_per_100: float
    reference_per_100: float


@dataclass(frozen=True)
class ExplorerState:
    """What the explorer shows: the settings, the blood they give, and every symptom's outcome.

    ``blood`` holds the factors that were computed from causes; it is empty in the mode of blood values.
    ``sampled`` holds draws of a computed factor that follows from something not known;
    ``silent`` pairs of factor and symptom do not count, because another route carries them.
    ``state.cramp.per_100`` and the like give one symptom as people per 100.
    """

    mode: str
    symptom: str
    values: Mapping[str, Any]
    blood: Mapping[str, float]
    sampled: Mapping[str, np.ndarray] = field(compare=False)
    silent: frozenset[tuple[str, str]]
    estimate: Estimate

    @property
    def outcome(self) -> Outcome:
        """The symptom that is looked at."""
        return self.estimate.outcomes[self.symptom]

    @property
    def settings(self) -> dict[str, Any]:
        """What the statistics are asked for: the settings, with what was computed in their place."""
        return {name: value for name, value in self.values.items() if name in self.estimate.doses} | dict(
            self.blood
        )

    def __getattr__(self, name: str) -> PerHundred:
        outcomes = self.__dict__["estimate"].outcomes if "estimate" in self.__dict__ else {}
        if name not in outcomes:
            raise AttributeError(f"{type(self).__name__} has no field and no symptom {name!r}")
        one = outcomes[name]
        return PerHundred(100 * one.likelihood, 100 * one.low, 100 * one.high, 100 * one.reference)


def state_of(model: LikelihoodModel, symptom: str, mode: str, values: Mapping[str, Any]) -> ExplorerState:
    """Give the outcome of these settings, the blood computed first where causes are set."""
    factors = {name: values[name] for name in model.factors}
    if mode != BY_CAUSE:
        return ExplorerState(mode, symptom, values, {}, {}, frozenset(), model.estimate(factors))
    return _by_cause(model, symptom, values, factors)


def _by_cause(
    model: LikelihoodModel, symptom: str, values: Mapping[str, Any], factors: Mapping[str, Any]
) -> ExplorerState:
    """Compute the blood first. Anxious breathing lowers calcium for tetany alone: for every other symptom
    anxiety already counts by its odds ratio, and nothing may count twice.
    """
    silent = ALREADY_BREATHED & set(model.effects)
    found = blood(**{name: values[name] for name in CAUSES})
    quiet = {name: _on_scale(model, name, getattr(found, name)) for name in COMPUTED if name in model.factors}
    estimate = model.estimate({**factors, **quiet}, silent=silent)
    anxious, sampled = _anxious(model, values, found.quiet_calcium_mM) if silent else ({}, {})
    if {**quiet, **anxious} == quiet and not sampled:  # nobody breathes more for anxiety
        return ExplorerState(BY_CAUSE, symptom, values, quiet, {}, silent, estimate)
    breathed = model.estimate({**factors, **quiet, **anxious}, sampled=sampled, silent=silent)
    carried = {name: breathed.outcomes[name] for _, name in silent}
    outcomes = {**estimate.outcomes, **carried}
    if symptom in carried:
        estimate, quiet = breathed, {**quiet, **anxious}
    else:
        sampled = {}
    estimate = dataclasses.replace(estimate, outcomes=outcomes)
    return ExplorerState(BY_CAUSE, symptom, values, quiet, sampled, silent, estimate)


def _anxious(
    model: LikelihoodModel, values: Mapping[str, Any], quiet_calcium_mM: float
) -> tuple[dict[str, float], dict[str, np.ndarray]]:
    """Give the calcium of anxious breathing, and draws of it where anxiety is not known."""
    if "calcium_mM" not in model.factors:
        return {}, {}
    factor, anxiety = model.factors[ANXIETY], values[ANXIETY]

    def calcium_mM(anxiety: Any) -> Any:
        pH = breathed_pH(values["breathing_times"], dose(factor, anxiety))
        return _on_scale(model, "calcium_mM", breathed_calcium_mM(quiet_calcium_mM, pH))

    if anxiety is None:
        drawn = calcium_mM(model.everyday(ANXIETY))
        return {"calcium_mM": calcium_mM(model.typical(ANXIETY))}, {"calcium_mM": drawn}
    return {"calcium_mM": calcium_mM(anxiety)}, {}


def _on_scale(model: LikelihoodModel, name: str, value: Any) -> Any:
    """Keep what was computed on the factor's scale; within half a step it is the reference."""
    row = model.factors[name]
    kept = np.clip(
        np.where(np.abs(value - row.reference) < row.step / 2, row.reference, value), row.low, row.high
    )
    return kept if kept.ndim else float(kept)
