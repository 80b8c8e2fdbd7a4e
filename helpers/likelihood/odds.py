"""The explorer's arithmetic: odds, the dose curve of a factor, and the rule by which factors add up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

import numpy as np

from helpers.physiology.quantity import Quantity
from helpers.records import ExplorerFactor

OVERLAP = Quantity(0.5, "", source="kit_choice", confidence="assumption")
"""How much the weaker factors of an overlap group add to the strongest: 0 nothing, 1 all."""


def odds(probability: Any) -> Any:
    """Odds of a probability: 0.2 is 1 to 4, so 0.25. Scalars or arrays between 0 and 1, both excluded."""
    return probability / (1 - probability)


def probability(odds: Any) -> Any:
    """Probability that has these odds, above 0: the way back from :func:`odds`."""
    return odds / (1 + odds)


def with_odds_ratio(share: Any, odds_ratio: Any) -> Any:
    """Share of people with a symptom once a cause multiplies their odds: to odds, times the ratio, and back.

    ``share`` is that without the cause, between 0 and 1, both excluded; ``odds_ratio`` is above 0.
    """
    return probability(odds(share) * odds_ratio)


def log_odds(probability: Any) -> Any:
    """Natural logarithm of the odds; 0 for a probability of one half."""
    return np.log(odds(probability))


def from_log_odds(log_odds: Any) -> Any:
    """Probability with these log-odds; between -700 and 36 it is above 0 and below 1."""
    return 1 / (1 + np.exp(-log_odds))


def dose(factor: ExplorerFactor, value: Any) -> Any:
    """Give how much of a factor's evidence counts at ``value``: 0 at its reference, 1 from its anchor on.

    ``value`` is in the factor's unit, a scalar or an array; on the good side of the reference the dose stays
    0. ``exponential`` curves rise at once and flatten; ``sigmoid`` ones stay low, then climb.
    """
    way = (value - factor.reference) / (factor.anchor - factor.reference)
    z = np.clip(way, 0.0, 1.0) + 0.0  # the sum makes -0.0 plain 0.0
    if factor.shape == "switch":
        return z
    k = float(factor.steepness or 0)
    if factor.shape == "exponential":
        return (1 - np.exp(-k * z)) / (1 - np.exp(-k))
    half = float(factor.half or 0) ** k
    return z**k * (1 + half) / (z**k + half)


def add_up(steps: Sequence[Any] | np.ndarray, groups: Sequence[Sequence[int]], overlap: Any) -> Any:
    """Add the factors' steps in log-odds: of an overlap group the strongest in full, the others in part.

    ``steps`` holds a number or an array for every factor; ``groups`` the places of the factors in it, each in
    one group, alone or with others; ``overlap`` from 0 (the strongest alone) to 1 (a plain sum). What
    protects, a step below 0, counts in full. No larger step ever gives a smaller sum.
    """
    total: Any = 0.0
    for group in groups:
        if len(group) == 1:
            total = total + steps[group[0]]
            continue
        harm = [np.maximum(steps[place], 0) for place in group]
        protection = sum(np.minimum(steps[place], 0) for place in group)
        # strongest + overlap * (sum - strongest), written so that rounding, too, never makes a larger step
        # count less
        total = total + (1 - overlap) * reduce(np.maximum, harm) + overlap * sum(harm) + protection
    return total


def share_out(steps: np.ndarray, groups: Sequence[Sequence[int]], overlap: float) -> np.ndarray:
    """Scale the harmful steps of each group alike, so that their plain sum is what :func:`add_up` gives.

    ``steps`` has factors along its first axis; so has the answer. It is one fair way to share a group's sum
    among its factors; there are others.
    """
    shared = steps.copy()
    for group in groups:
        if len(group) > 1:
            harm = np.maximum(steps[group], 0)
            strongest, whole = harm.max(axis=0), harm.sum(axis=0)
            part = ((1 - overlap) * strongest + overlap * whole) / np.where(whole > 0, whole, 1)
            shared[group] = harm * part + np.minimum(steps[group], 0)
    return shared
