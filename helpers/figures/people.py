"""What the explorer's pictures share: shares of people in words, and an axis that is even in log-odds."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np

from helpers.display import minus_signs
from helpers.figures import base
from helpers.likelihood import log_odds
from helpers.theme import DESK, Sizes

PER_100_TICKS = (0.01, 0.1, 1, 5, 20, 50, 80, 95, 99.9)
LOW, HIGH = (float(log_odds(per_100 / 100)) for per_100 in (0.003, 99.97))
"""The log-odds at which the axis begins and ends."""
MOST_DECIMALS = 5
NOTHING = 10.0**-MOST_DECIMALS
"""A smaller step, in log-odds or in people per 100, is written as 0 and counts as none."""


def plain_words(words: str) -> str:
    """Give words that plotly prints as they stand, where it would read "<" and "&" as markup."""
    return escape(words, quote=False)


def require_share(name: str, share: float) -> None:
    """Raise ValueError where a share of people does not lie between 0 and 1, both excluded."""
    if not (isinstance(share, (float, int, np.number)) and 0 < share < 1):
        raise ValueError(f"{name} must be between 0 and 1, a share of people, both excluded, got {share!r}")


def place(share: Any) -> Any:
    """Give the place of a share on the axis; what lies beyond an end stands at that end."""
    return np.clip(log_odds(np.asarray(share, dtype=float)), LOW, HIGH)


def log_odds_axis(sizes: Sizes, **options: Any) -> dict[str, Any]:
    """Give the axis: even in log-odds, its ticks written as people per 100.

    On the projector neighbours stand on two lines and 50 has no words, so that none touches the next.
    """
    big = sizes.font > DESK.font
    words = [f"{tick:g}" for tick in PER_100_TICKS]
    if big:
        words = ["0.01", "<br>0.1", "1", "<br>5", "20", "", "<br>80", "95", "<br>99.9"]
    title = "People per 100<br>(log-odds scale)" if big else "People per 100 (log-odds scale)"
    ticks = [float(log_odds(tick / 100)) for tick in PER_100_TICKS]
    made = base.axis(title, LOW, HIGH, sizes, ticks=ticks, tick_words=words, **options)
    return made | {"tickangle": 0}


def per_100(share: float) -> str:
    """Write a share as people per 100: 15.7, and 0.023 or 99.98 where one decimal would say none or all."""
    people = 100 * share
    return _digits(people, min(people, 100 - people), "", figures=2)


def per_100_step(step: float) -> str:
    """Write what a step adds as people per 100, with its sign: +4.3, +0.003 where it is tiny, or 0."""
    people = 100 * step
    return _digits(people, abs(people), "+", figures=1) if abs(people) >= NOTHING else "0"


def log_odds_step(step: float) -> str:
    """Write a step in log-odds and what it multiplies the odds by: +0.37 ×1.45, or 0."""
    if abs(step) < NOTHING:
        return "0"
    decimals = max(2, _decimals(abs(step)))
    factor = float(np.exp(step))
    times = f"{factor:,.0f}" if factor >= 100 else f"{factor:.{decimals if factor < 10 else 0}f}"
    return minus_signs(f"{step:+.{decimals}f} ×{times}")


def _digits(people: float, small: float, sign: str, figures: int) -> str:
    """Write one decimal; where a ``small`` part is too small for it, as many as show some figures of that."""
    if small < NOTHING:
        edge = f"{NOTHING:.{MOST_DECIMALS}f}"
        return f"<{edge}" if people < 1 else f">{100 - NOTHING:.{MOST_DECIMALS}f}"
    decimals = 1
    if small < (0.05 if sign else 1):
        decimals = _decimals(small) + figures - 1
    whole, _, part = f"{people:{sign}.{decimals}f}".partition(".")
    return minus_signs(f"{whole}.{part[0]}{part[1:].rstrip('0')}")


def _decimals(small: float) -> int:
    """Give the decimals that show one figure of a small number."""
    return int(np.ceil(-np.log10(small))) if small < 1 else 0
