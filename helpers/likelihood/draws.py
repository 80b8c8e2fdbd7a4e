"""Drawn versions of every number that is not sure: odds ratios, baselines, overlap, what is not known.

Each is evenly spread over its distribution and shuffled by its name alone: one value from each of ``DRAWS``
slices of equal probability (Latin hypercube sampling, McKay 1979). The range settles with far fewer draws
than by chance alone, every machine draws the same, and a new factor leaves all other draws as they were.

McKay 1979 is source ``mckay_1979`` of ``data/sources.csv``.
"""

from __future__ import annotations

import zlib
from functools import cache
from statistics import NormalDist

import numpy as np

from helpers.likelihood.odds import log_odds
from helpers.physiology.quantity import Quantity
from helpers.records import ExplorerEffect, ExplorerFactor, ExplorerSymptom

DRAWS = 5000
OVERLAP_RANGE = (
    Quantity(0.3, "", source="kit_choice", confidence="assumption"),
    Quantity(1.0, "", source="kit_choice", confidence="assumption"),
)
"""Any overlap between these is drawn equally often."""
WIDTH_95 = 3.92
"""How many standard deviations the middle 95 % of a normal distribution are wide: 1.96 to either side."""
OUTSIDE = DRAWS // 40
"""How many draws lie at or beyond either end of a range: 2.5 % are one fortieth, 125 of 5,000."""


def shuffled(name: str) -> np.ndarray:
    """Give ``DRAWS`` numbers of the standard normal distribution, in an order that ``name`` alone decides."""
    return _normal_quantiles()[_order(name)]


def evenly_shuffled(name: str) -> np.ndarray:
    """Give ``DRAWS`` numbers between 0 and 1, in an order that ``name`` alone decides."""
    return (_order(name) + 0.5) / DRAWS


def drawn_log_ratios(effect: ExplorerEffect) -> np.ndarray:
    """Draw the log odds ratio of one row: normal round its value, never beyond its printed range."""
    value, low, high = np.log(np.array([effect.value, effect.low, effect.high], dtype=float))
    drawn = value + (high - low) / WIDTH_95 * shuffled(f"{effect.factor} {effect.symptom}")
    return np.clip(drawn, low, high)


def drawn_baselines(symptom: ExplorerSymptom) -> np.ndarray:
    """Draw the log-odds of a symptom at the reference, normal round its value.

    The printed low and high need not lie equally far from the value in log-odds. The normal does: it is as
    wide as they are apart, but centred on the value, so ranges at the reference differ a little from them.
    """
    per_100 = np.array([symptom.value, symptom.low, symptom.high], dtype=float)
    value, low, high = log_odds(per_100 / 100)
    return value + (high - low) / WIDTH_95 * shuffled(symptom.id)


def drawn_overlaps() -> np.ndarray:
    """Draw how much the weaker factors of an overlap group add."""
    low, high = OVERLAP_RANGE
    return low + (high - low) * evenly_shuffled("overlap")


def drawn_everyday(factor: ExplorerFactor) -> np.ndarray:
    """Draw everyday values of a factor, in its unit and on its scale; a switch is 1 for its everyday share.

    The others come from two half normals, one on either side of the typical value: 2.5 % lie below the
    everyday low, half below the typical value, 2.5 % above the everyday high.
    """
    name = f"everyday {factor.id}"
    if factor.everyday_share is not None:
        return (evenly_shuffled(name) < factor.everyday_share).astype(float)
    spread = (factor.everyday_low, factor.everyday_typical, factor.everyday_high)
    low, typical, high = np.array(spread, dtype=float)
    way = shuffled(name) / (WIDTH_95 / 2)
    values = typical + np.where(way < 0, way * (typical - low), way * (high - typical))
    return np.clip(values, factor.low, factor.high)


def low_end(draws: np.ndarray) -> np.ndarray:
    """Give the draw (last axis) with 2.5 % of all at or below it."""
    return np.partition(draws, OUTSIDE - 1, axis=-1)[..., OUTSIDE - 1]


def high_end(draws: np.ndarray) -> np.ndarray:
    """Give the draw (last axis) with 2.5 % of all at or above it."""
    return np.partition(draws, DRAWS - OUTSIDE, axis=-1)[..., DRAWS - OUTSIDE]


@cache
def _normal_quantiles() -> np.ndarray:
    normal = NormalDist()
    return np.array([normal.inv_cdf((place + 0.5) / DRAWS) for place in range(DRAWS)])


def _order(name: str) -> np.ndarray:
    """Shuffle 0 to ``DRAWS`` - 1 by the letters of ``name``.

    RandomState is NumPy's old generator, the one whose numbers are promised never to change.
    """
    return np.random.RandomState(zlib.crc32(name.encode())).permutation(DRAWS)
