"""Caffeine over a day, a week, a lifetime of the same drinks.

Drinks simply add (*superposition*): the level is the sum of what each drink has left behind. That sum is
carried forward from drink to drink. With a half-life of five hours next to nothing is left after a day, so
caffeine does not gather from day to day; it does when removal is blocked.

Route to the muscle: the level goes on to ``caffeine_receptors.py`` and ``caffeine_effects.py``. Left out:
what ``caffeine.py`` leaves out, and a half-life that changes little by little.
"""

from __future__ import annotations

import math
from operator import itemgetter

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.caffeine import CUP, DOSE_RANGE, TYPICAL, Drinker, _require_drinker
from helpers.physiology.quantity import require_between, require_whole

DAY_H = 24.0
CUP_HOURS = (8.0, 11.0, 14.0, 17.0)  # the kit's example day
TIME_RANGE, DRINK_RANGE = (-2400.0, 10_000.0), (0.0, 2400.0)


def _drinks(doses_mg: ArrayLike, drunk_at_h: ArrayLike) -> list[tuple[float, float]]:
    """Pairs of dose and hour; one dose may stand for several hours. ValueError when they do not pair up."""
    require_between(*DOSE_RANGE, "mg", doses_mg=doses_mg)
    require_between(*DRINK_RANGE, "h", drunk_at_h=drunk_at_h)
    doses, hours = np.atleast_1d(doses_mg).astype(float), np.atleast_1d(drunk_at_h).astype(float)
    if doses.ndim > 1 or hours.ndim > 1 or (len(doses) != len(hours) and 1 not in (len(doses), len(hours))):
        raise ValueError(f"doses_mg must be one number, or one for each of drunk_at_h, got {doses_mg!r}")
    doses, hours = np.broadcast_arrays(doses, hours)
    return list(zip(doses.tolist(), hours.tolist(), strict=True))


def concentration_mg_L(
    time_h: ArrayLike = DAY_H,
    doses_mg: ArrayLike = CUP,
    drunk_at_h: ArrayLike = CUP_HOURS,
    drinker: Drinker = TYPICAL,
    days: int = 1,
) -> np.ndarray:
    """Caffeine in plasma at ``time_h`` [mg/L] after drinks of ``doses_mg`` at ``drunk_at_h``, from zero.

    Hours from the first midnight, -2400 to 10 000 for ``time_h`` and 0 to 2400 for drinks; doses 0 to 2000
    mg; the list is repeated on each of 1 to 100 ``days``. ValueError outside. Defaults: four cups in a day.
    """
    require_between(*TIME_RANGE, "h", time_h=time_h)
    drinks = _drinks(doses_mg, drunk_at_h)
    _require_drinker(drinker)
    require_whole(1, 100, "d", days=days)
    all_days = [(dose, first + DAY_H * day) for day in range(days) for dose, first in drinks]
    hours, swallowed_mg, level_mg_L = _after_each_drink(all_days, drinker)
    time = np.asarray(time_h, dtype=float)
    last = np.searchsorted(hours, time, side="right") - 1
    slow, quick = (
        np.exp(-rate * (time - hours[last])) for rate in (drinker.elimination_per_h, drinker.absorption_per_h)
    )
    return level_mg_L[last] * slow + swallowed_mg[last] * drinker.level_per_mg * (slow - quick)


def _after_each_drink(
    drinks: list[tuple[float, float]], drinker: Drinker
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hours of the drinks, and what is left just after each: not yet in the blood [mg], and in it [mg/L].

    These two sum up all earlier drinks. First stands the empty body, at the earliest hour one can ask for.
    """
    hour, swallowed_mg, level_mg_L = TIME_RANGE[0], 0.0, 0.0
    states = [(hour, swallowed_mg, level_mg_L)]
    for dose, drunk_at in sorted(drinks, key=itemgetter(1)):
        slow, quick = (
            math.exp(-rate * (drunk_at - hour))
            for rate in (drinker.elimination_per_h, drinker.absorption_per_h)
        )
        level_mg_L = level_mg_L * slow + swallowed_mg * drinker.level_per_mg * (slow - quick)
        hour, swallowed_mg = drunk_at, swallowed_mg * quick + dose
        states.append((hour, swallowed_mg, level_mg_L))
    hours, waiting, levels = np.array(states).T
    return hours, waiting, levels


def steady_concentration_mg_L(
    time_h: ArrayLike = DAY_H,
    doses_mg: ArrayLike = CUP,
    drunk_at_h: ArrayLike = CUP_HOURS,
    drinker: Drinker = TYPICAL,
) -> np.ndarray:
    """The same, once the same drinks have been taken every day for so long that each day is alike [mg/L].

    All earlier days in closed form: each exponential is divided by what one day leaves to remove.
    """
    require_between(*TIME_RANGE, "h", time_h=time_h)
    drinks = _drinks(doses_mg, drunk_at_h)
    _require_drinker(drinker)
    time = np.asarray(time_h, dtype=float)
    level = np.zeros_like(time)
    for dose, hour in drinks:
        since = np.mod(time - hour, DAY_H)
        slow, quick = (
            np.exp(-rate * since) / -math.expm1(-rate * DAY_H)
            for rate in (drinker.elimination_per_h, drinker.absorption_per_h)
        )
        level = level + dose * drinker.level_per_mg * (slow - quick)
    return level


def concentration_after_change_mg_L(
    time_h: ArrayLike = DAY_H,
    changed_on_day: int = 0,
    before: Drinker = TYPICAL,
    after: Drinker = TYPICAL,
    doses_mg: ArrayLike = CUP,
    drunk_at_h: ArrayLike = CUP_HOURS,
) -> np.ndarray:
    """Caffeine in plasma [mg/L] when removal changes for good, drinks going on.

    Until the midnight that begins ``changed_on_day`` (a whole number, 0 to 99) every day has been like the
    last; from then on all that is left, in the blood or on its way into it, leaves at the new rate, and new
    drinks are those of ``after``. ``time_h`` -2400 to 10 000; drinks 0 to 24 h; at most 100 days of new
    drinks. ValueError outside.
    """
    require_between(*TIME_RANGE, "h", time_h=time_h)
    require_between(0, DAY_H, "h", drunk_at_h=drunk_at_h)
    require_whole(0, 99, "d", changed_on_day=changed_on_day)
    _require_drinker(before, "before")
    _require_drinker(after, "after")
    time, change = np.asarray(time_h, dtype=float), DAY_H * changed_on_day
    since = np.maximum(time - change, 0.0)
    days = int(np.clip(np.ceil(np.max(since, initial=0.0) / DAY_H), 1, 100))
    old = steady_concentration_mg_L(np.minimum(time, change), doses_mg, drunk_at_h, before)
    left = steady_concentration_mg_L(change, doses_mg, drunk_at_h, before)
    new = concentration_mg_L(since, doses_mg, drunk_at_h, after, days)
    still_coming = concentration_mg_L(since, _on_its_way_mg(doses_mg, drunk_at_h, before), 0.0, after)
    return np.where(time < change, old, left * np.exp(-after.elimination_per_h * since) + still_coming + new)


def _on_its_way_mg(doses_mg: ArrayLike, drunk_at_h: ArrayLike, drinker: Drinker) -> list[float]:
    """What of each of a day's drinks is not yet in the blood at midnight [mg]; of older ones nothing."""
    rate = drinker.absorption_per_h
    return [dose * math.exp(-rate * (DAY_H - hour)) for dose, hour in _drinks(doses_mg, drunk_at_h)]


def mean_steady_mg_L(daily_mg: ArrayLike = 4 * CUP, drinker: Drinker = TYPICAL) -> np.ndarray:
    """Mean level once every day is alike [mg/L]: intake divided by clearance, however it is spread.

    Daily intake 0 to 2000 mg; ValueError outside.
    """
    require_between(*DOSE_RANGE, "mg", daily_mg=daily_mg)
    _require_drinker(drinker)
    return drinker.bioavailable * np.asarray(daily_mg, dtype=float) / DAY_H / drinker.clearance_L_h


def accumulation_factor(interval_h: ArrayLike = DAY_H, drinker: Drinker = TYPICAL) -> np.ndarray:
    """How many times higher a repeated dose stands than a first one [-], every ``interval_h`` (1 to 1000 h).

    1.04 for a daily dose and a half-life of five hours, 3.9 for one of 56 hours. ValueError outside.
    """
    require_between(1, 1000, "h", interval_h=interval_h)
    _require_drinker(drinker)
    return -1 / np.expm1(-drinker.elimination_per_h * np.asarray(interval_h, dtype=float))


def days_to_steady_state(fraction: ArrayLike, drinker: Drinker = TYPICAL) -> np.ndarray:
    """Days until repeated drinks have come this ``fraction`` of the way to their steady level [d].

    0 to 0.999; ValueError outside. 90 % takes 3.3 half-lives.
    """
    require_between(0, 0.999, "", fraction=fraction)
    _require_drinker(drinker)
    return -np.log2(1 - np.asarray(fraction, dtype=float)) * drinker.half_life_h / DAY_H
