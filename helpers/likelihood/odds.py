"""The explorer's arithmetic: odds, the dose curve of a factor, and the rule by which factors add up.

In books ``log_odds`` is the *logit* and the way back, ``from_log_odds``, the *logistic function* or *expit*.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

import numpy as np

from helpers.physiology.quantity import Quantity, as_numbers
from helpers.records import ExplorerFactor

OVERLAP = Quantity(0.5, "", source="kit_choice", confidence="assumption")
"""How much the weaker factors of an overlap group add to the strongest: 0 nothing, 1 all."""


def odds(probability: Any) -> Any:
    """Odds of a probability: 0.2 is 1 to 4, so 0.25.

    ``probability`` is a scalar or an array, from 0 up to but not 1, which would be odds without end;
    ValueError otherwise.
    """
    allowed = "at least 0 and below 1"
    numbers = as_numbers("probability", probability, allowed)
    if np.any((numbers < 0) | (numbers >= 1)):
        raise ValueError(f"probability must be {allowed}, got {probability!r}")
    return probability / (1 - probability)


def probability(odds: Any) -> Any:
    """Probability that has these odds, of 0 or more: the way back from :func:`odds`."""
    return odds / (1 + odds)


def with_odds_ratio(share: Any, odds_ratio: Any) -> Any:
    """Share of people with a symptom once a cause multiplies their odds: to odds, times the ratio, and back.

    ``share`` is that without the cause, at least 0 and below 1 (ValueError otherwise); ``odds_ratio`` is
    above 0.
    """
    return probability(odds(share) * odds_ratio)


def log_odds(probability: Any) -> Any:
    """Natural logarithm of the odds; 0 for a probability of one half. ValueError as for :func:`odds`."""
    return np.log(odds(probability))


def from_log_odds(log_odds: Any) -> Any:
    """Probability with these log-odds: 1 / (1 + e^-log_odds), always above 0 and below 1.

    What lies outside -700 to 36 counts as that end: further out a computer's number would be plain 0 or 1.
    """
    return 1 / (1 + np.exp(-np.minimum(np.maximum(log_odds, -700.0), 36.0)))


def dose(factor: ExplorerFactor, value: Any) -> Any:
    """Give how much of a factor's evidence counts at ``value``: 0 at its reference, 1 from its anchor on.

    ``value`` is in the factor's unit, a scalar or an array; on the good side of the reference the dose stays
    0. With z the share of the way from reference to anchor, and k the row's ``steepness``:

    - ``exponential``: (1 - e^(-k z)) / (1 - e^(-k)); it rises at once and flattens.
    - ``sigmoid``, a Hill curve: z^k (1 + h^k) / (z^k + h^k), with h the row's ``half``; it stays low, then
      climbs. Without the factor 1 + h^k it would be one half at z = h; with it, it is 1 at z = 1.
    - ``switch``: z itself, which is 0 or 1.

    Every curve is 0 at z = 0, 1 at z = 1, and flat beyond.
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
