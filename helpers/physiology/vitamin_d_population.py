"""How many people lie below a line through 25(OH)D: a share that the line decides as much as the people do.

25(OH)D of many people follows a log-normal curve: its logarithm is spread like a bell. Two or three published
shares then fix the whole curve, and it says what any other line would have counted.

No route to the muscle: a line on paper changes nobody. Left out: what the tests disagree about, and that a
share below a line is not a share of ill people.
"""

from __future__ import annotations

from math import erf
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import require_between

CUT_OFF_RANGE, MEDIAN_RANGE, SPREAD_RANGE = (1.0, 250.0), (5.0, 150.0), (0.05, 2.0)


def share_below(
    cut_off_nmol_L: ArrayLike = 50.0, median_nmol_L: ArrayLike = 51.0, spread: ArrayLike = 0.53
) -> np.ndarray:
    """Share of people whose 25(OH)D lies below a line, 0 to 1.

    Line 1 to 250 and median 5 to 150 nmol/L; ``spread`` 0.05 to 2, the standard deviation of the natural
    logarithm. All broadcast, ValueError outside. The usual values are those of the world (Cui 2023).
    """
    require_between(*CUT_OFF_RANGE, "nmol/L", cut_off_nmol_L=cut_off_nmol_L)
    require_between(*MEDIAN_RANGE, "nmol/L", median_nmol_L=median_nmol_L)
    require_between(*SPREAD_RANGE, "", spread=spread)
    line, median = np.asarray(cut_off_nmol_L, dtype=float), np.asarray(median_nmol_L, dtype=float)
    away = np.log(line / median) / np.asarray(spread, dtype=float)
    return 0.5 * (1 + np.vectorize(erf, otypes=[float])(away / np.sqrt(2)))


def fitted_curve(cut_offs_nmol_L: ArrayLike, shares: ArrayLike) -> tuple[float, float]:
    """Median [nmol/L] and spread of the log-normal curve through published shares.

    At least two different lines, 1 to 250 nmol/L, each with its share, between 0 and 1 and neither of them;
    ValueError otherwise. In standard deviations the curve is straight against the logarithm of the cut-off;
    through more than two points goes the line of least squares.
    """
    require_between(*CUT_OFF_RANGE, "nmol/L", cut_offs_nmol_L=cut_offs_nmol_L)
    require_between(0, 1, "", shares=shares)
    lines, below = np.log(np.asarray(cut_offs_nmol_L, dtype=float)), np.asarray(shares, dtype=float)
    if lines.shape != below.shape or lines.size < 2 or np.ptp(lines) == 0:
        raise ValueError(f"need two different lines and a share for each, got {lines.size} and {below.size}")
    if np.any((below == 0) | (below == 1)):
        raise ValueError(f"shares must lie between nobody and everybody, got {shares!r}")
    slope, at_one = np.polyfit(lines, [NormalDist().inv_cdf(share) for share in below], 1)
    return float(np.exp(-at_one / slope)), float(1 / slope)
