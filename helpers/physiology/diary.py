"""Worry and twitches, day by day: what a diary can say about which came first, and a survey cannot.

No law of the body, only bookkeeping. Each of the two lingers, each may bring the other the next day, and a
bad night may bring both at once:

    worry tomorrow   = lingering * worry   + twitch_to_worry * twitches + a new day's chance
    twitch tomorrow  = lingering * twitches + worry_to_twitch * worry   + a new day's chance

From these two lines follow all correlations, exactly. That on one day the worried twitch more follows from
*any* of the three ways; only the order of days tells them apart.

Route to the muscle: none. All sizes are assumptions, and the diary is invented: no such study was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import Quantity, require_between, require_number, require_whole

LINGERING = Quantity(
    0.5,
    "per day",
    source="kit_choice",
    confidence="assumption",
    note="share of today's that is left tomorrow",
)
MOST_BROUGHT, MOST_SHARED = 0.4, 0.8  # beyond 0.5 worry and twitches would feed each other without end
LONGEST_DAYS = 120
NORMAL_95 = 1.96
WARM_UP_DAYS = 30  # the diary begins when its first day is forgotten


@dataclass(frozen=True)
class Correlations:
    """What goes with what [-1 to 1]: on the same day, and today's one with tomorrow's other."""

    same_day: float
    worry_then_twitch: float
    twitch_then_worry: float


def correlations(
    worry_to_twitch: float = 0.0, twitch_to_worry: float = 0.0, shared: float = 0.0
) -> Correlations:
    """Correlations in an endless diary: exact, from the covariance that stays the same from day to day.

    ``worry_to_twitch``, ``twitch_to_worry`` 0 to 0.4 of a standard deviation for each of the other;
    ``shared`` 0 to 0.8, how alike the chances of one day are. Single numbers, ValueError outside.
    """
    step, chance = _step(worry_to_twitch, twitch_to_worry), _chance(shared)
    stays = np.linalg.solve(np.eye(4) - np.kron(step, step), chance.ravel()).reshape(2, 2)
    sizes = np.sqrt(np.outer(np.diag(stays), np.diag(stays)))
    today, tomorrow = stays / sizes, (step @ stays) / sizes
    return Correlations(float(today[0, 1]), float(tomorrow[1, 0]), float(tomorrow[0, 1]))


def interval_95(correlation: ArrayLike = 0.0, days: ArrayLike = 28) -> tuple[np.ndarray, np.ndarray]:
    """Ends of the 95 % interval of a correlation from so many days (Fisher's formula).

    Correlation -0.999 to 0.999, days 4 to 10 000; both broadcast, ValueError outside. It takes the days as
    independent; these linger, so the true interval is wider still.
    """
    require_between(-0.999, 0.999, "", correlation=correlation)
    require_between(4, 10_000, "d", days=days)
    middle = np.arctanh(np.asarray(correlation, dtype=float))
    reach = NORMAL_95 / np.sqrt(np.asarray(days, dtype=float) - 3)
    return np.tanh(middle - reach), np.tanh(middle + reach)


def diary(
    days: int = 28, worry_to_twitch: float = 0.0, twitch_to_worry: float = 0.0, shared: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """One invented diary: worry and twitches of each day [standard deviations of a day's chance].

    Days 1 to 120, whole; the others as in :func:`correlations`. The same chances at every call, so only what
    is set makes a difference.
    """
    require_whole(1, LONGEST_DAYS, "d", days=days)
    step = _step(worry_to_twitch, twitch_to_worry)
    new = _chances() @ np.linalg.cholesky(_chance(shared)).T
    both = np.zeros(2)
    kept = []
    for chance in new[: WARM_UP_DAYS + days]:
        both = step @ both + chance
        kept.append(both)
    worry, twitches = np.array(kept[WARM_UP_DAYS:]).T
    return worry, twitches


def _step(worry_to_twitch: float, twitch_to_worry: float) -> np.ndarray:
    """The matrix that takes (worry, twitches) from one day to the next."""
    brought = {"worry_to_twitch": worry_to_twitch, "twitch_to_worry": twitch_to_worry}
    require_number(0, MOST_BROUGHT, "", **brought)
    return np.array([[LINGERING, twitch_to_worry], [worry_to_twitch, LINGERING]])


def _chance(shared: float) -> np.ndarray:
    """Covariance of one day's chances."""
    require_number(0, MOST_SHARED, "", shared=shared)
    return np.array([[1.0, shared], [shared, 1.0]])


@lru_cache(maxsize=1)
def _chances() -> np.ndarray:
    return np.random.default_rng(8).standard_normal((WARM_UP_DAYS + LONGEST_DAYS, 2))
