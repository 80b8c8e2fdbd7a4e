"""How often a motor axon twitches when its firing threshold comes down.

The membrane voltage trembles. Most of the time the tremble stays below the threshold; rarely it reaches
it, and a twitch follows. Rice (1944) worked out how often a random signal crosses a distant level. The
answer is so steep that a 5 % lower threshold gives more than three times as many twitches.

Sleep, caffeine, calcium, pH, cortisol and medicines meet here: each lowers the threshold by a fraction,
and the fractions add. All four numbers of the model are teaching assumptions, chosen to give a healthy
axon a few twitches a day; trust ratios and directions, not the hourly count.

Route to the muscle: the sum of all fractional falls of the threshold -> spikes of the axon -> twitches.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import Quantity, require_between, require_number

NOISE_CROSSINGS = Quantity(
    10.0, "1/s", source="rice_1944", confidence="assumption", note="how often the noise crosses its mean"
)
THRESHOLD_DISTANCE = Quantity(
    5.0, "noise standard deviations", source="rice_1944", confidence="assumption", note="threshold at rest"
)
FULL_SHIFT = Quantity(
    15.0,
    "mV",
    source="frankenhaeuser_hodgkin_1957",
    confidence="assumption",
    note="a gating shift this large counts as the whole distance to threshold",
)
LOWEST_FALL, HIGHEST_FALL = -0.1, 0.25  # outside these the formula is not trusted
FALL_RANGE = (-10.0, 10.0)  # what a sum of falls may be before it is clamped
OFF_SCALE = "more than 30 an hour: off this scale"


def threshold_fall(gating_shift_mV: ArrayLike) -> np.ndarray:
    """Fraction by which the firing threshold falls when the gates shift by ``gating_shift_mV`` [-].

    Positive when easier to fire: low calcium gives a negative shift and a positive fall. Scalars or
    arrays, -40 to 40 mV; ValueError outside. Not yet clamped, so that falls from several causes can be added.
    """
    require_between(-40, 40, "mV", gating_shift_mV=gating_shift_mV)
    return -np.asarray(gating_shift_mV, dtype=float) / FULL_SHIFT


def clamped_fall(total_fall: ArrayLike) -> np.ndarray:
    """The summed fall (-10 to 10), kept between -0.1 and 0.25 where the formula is used [-]."""
    require_between(*FALL_RANGE, "", total_fall=total_fall)
    return np.clip(np.asarray(total_fall, dtype=float), LOWEST_FALL, HIGHEST_FALL)


def off_scale(total_fall: ArrayLike) -> np.ndarray:
    """True where the fall (-10 to 10) reaches the upper clamp: there, say ``OFF_SCALE``, print no number."""
    require_between(*FALL_RANGE, "", total_fall=total_fall)
    return np.asarray(np.asarray(total_fall, dtype=float) >= HIGHEST_FALL)


def twitch_rate_per_hour(
    threshold_fall: ArrayLike,
    noise_ratio: ArrayLike = 1.0,
    *,
    noise_crossings_per_s: ArrayLike = NOISE_CROSSINGS,
    threshold_distance: ArrayLike = THRESHOLD_DISTANCE,
) -> np.ndarray:
    """Twitches per hour of one axon: Rice's rate at which noise crosses a threshold.

        rate = crossings * exp(-z² / 2),   z = distance * (1 - threshold_fall) / noise_ratio

    ``threshold_fall`` (-10 to 10) is the sum of all mechanisms' falls, clamped to -0.1 to 0.25;
    ``noise_ratio`` (0.5 to 2) the noise relative to rest; ``threshold_distance`` (0 to 10) the threshold at
    rest in standard deviations of the noise. All broadcast; ValueError outside. Rice 1944; all values
    assumptions.
    """
    require_between(*FALL_RANGE, "", threshold_fall=threshold_fall)
    require_between(0.5, 2, "times the resting noise", noise_ratio=noise_ratio)
    require_between(0.1, 100, "1/s", noise_crossings_per_s=noise_crossings_per_s)
    require_between(0, 10, "noise standard deviations", threshold_distance=threshold_distance)
    distance = np.asarray(threshold_distance, dtype=float)
    z = distance * (1.0 - clamped_fall(threshold_fall)) / np.asarray(noise_ratio, dtype=float)
    return 3600.0 * np.asarray(noise_crossings_per_s, dtype=float) * np.exp(-(z**2) / 2.0)


def rate_ratio(
    threshold_fall: ArrayLike,
    noise_ratio: ArrayLike = 1.0,
    *,
    threshold_distance: ArrayLike = THRESHOLD_DISTANCE,
) -> np.ndarray:
    """How many times more twitches than at rest [-]; 1 when nothing is changed.

    Two falls add inside the exponent, so two causes roughly multiply. Arguments as above.
    """
    changed = twitch_rate_per_hour(threshold_fall, noise_ratio, threshold_distance=threshold_distance)
    return changed / twitch_rate_per_hour(0.0, threshold_distance=threshold_distance)


def rate_words(total_fall: float, noise_ratio: float = 1.0) -> str:
    """The rate as a reader should see it: whole numbers an hour, or a day when rare, or ``OFF_SCALE``.

    Two numbers, ranges as in ``twitch_rate_per_hour``. Rounded, because it rests on four assumptions.
    """
    require_number(*FALL_RANGE, "", total_fall=total_fall)
    require_number(0.5, 2, "times the resting noise", noise_ratio=noise_ratio)
    hourly = float(twitch_rate_per_hour(total_fall, noise_ratio))
    if bool(off_scale(total_fall)) or hourly > 30:
        return OFF_SCALE
    if hourly >= 1:
        return f"about {hourly:.0f} an hour"
    return f"about {24 * hourly:.0f} a day" if 24 * hourly >= 1 else "fewer than one a day"
