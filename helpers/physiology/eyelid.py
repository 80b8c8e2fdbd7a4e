"""A fluttering eyelid (myokymia): when episodes come, how long they last, how they flicker.

Route to the muscle: the rate of ``twitch_rate.py`` -> episodes at random -> inside an episode *one* motor
unit fires burst after burst, 3 to 8 a second, not quite evenly (Banik and Miller 2004, 15 people). It starts
in the nerve fibre, not in a tired muscle. Random, but reproducible: the same seed gives the same record.

Thin evidence, and said so: no study was found that timed the episodes of healthy people, so their lengths are
assumptions. Patients reported worse sleep than others (Kim 2021), without a size. Hours at a screen have one
(Gunes Irfan 2024, who did not ask about sleep); its odds ratio is an association, not a cause. Left out:
the other eyelid, and episodes that hinder each other (they may overlap here).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from helpers.physiology.quantity import Quantity, require_number, require_seed, require_whole
from helpers.physiology.twitch_rate import twitch_rate_per_hour

BURST_SLOWEST = Quantity(3.0, "Hz", source="banik_miller_2004", confidence="measured")
BURST_FASTEST = Quantity(
    8.0,
    "Hz",
    source="banik_miller_2004",
    confidence="measured",
    note="the same paper's intervals of 100 to 200 ms would mean 5 to 10 Hz",
)
BURST_FREQUENCY = Quantity(
    5.0, "Hz", source="banik_miller_2004", confidence="assumption", note="chosen within 3 to 8"
)
BURST_REGULARITY = Quantity(
    10.0,
    "",
    source="kit_choice",
    confidence="assumption",
    note="shape of the gamma law: intervals vary by 32 %",
)
EPISODE_MEDIAN = Quantity(
    3.0, "min", source="kit_choice", confidence="assumption", note="clinic pages: 1 to 10"
)
EPISODE_SHORTEST = Quantity(1.0, "min", source="kit_choice", confidence="assumption", note="clinic pages")
EPISODE_LONGEST = Quantity(10.0, "min", source="kit_choice", confidence="assumption", note="clinic pages")
EPISODE_SPREAD = Quantity(
    0.6, "", source="kit_choice", confidence="assumption", note="log-normal; 95 % lie between 1 and 10 min"
)

GUNES = {"source": "gunes_irfan_2024", "confidence": "measured"}
SCREEN_CASES = Quantity(6.88, "h/d", **GUNES, note="103 people with a fluttering eyelid")
SCREEN_CASES_SD = Quantity(2.01, "h/d", **GUNES)
SCREEN_CONTROLS = Quantity(4.84, "h/d", **GUNES, note="103 people without")
SCREEN_CONTROLS_SD = Quantity(1.74, "h/d", **GUNES)
SCREEN_PEOPLE = 103
NORMAL_95 = 1.96

MOST_EPISODES_PER_HOUR = 60.0


@dataclass(frozen=True)
class EyelidRecord:
    """Episodes of one eyelid over a stretch of time. Arrays, one entry per episode."""

    start_h: np.ndarray
    length_min: np.ndarray


class Interval(NamedTuple):
    """A value and its 95 % interval."""

    value: float
    low: float
    high: float


def episodes(episodes_per_hour: float | None = None, duration_h: float = 24.0, seed: int = 0) -> EyelidRecord:
    """Episodes that come at random, at a constant mean rate, over ``duration_h`` (0.01 to 168 h).

    ``episodes_per_hour`` 0 to 60, or None for the resting rate of ``twitch_rate.py``. Lengths are log-normal,
    kept between 1 and 10 min. ValueError outside. Everything here but the randomness is an assumption.
    """
    if episodes_per_hour is None:
        episodes_per_hour = float(twitch_rate_per_hour(0.0))
    require_number(0, MOST_EPISODES_PER_HOUR, "per hour", episodes_per_hour=episodes_per_hour)
    require_number(0.01, 168, "h", duration_h=duration_h)
    require_seed(seed=seed)
    chance = np.random.default_rng(seed)
    count = chance.poisson(episodes_per_hour * duration_h)
    start_h = np.sort(chance.uniform(0, duration_h, count))
    length_min = EPISODE_MEDIAN * np.exp(EPISODE_SPREAD * chance.standard_normal(count))
    return EyelidRecord(start_h, np.clip(length_min, EPISODE_SHORTEST, EPISODE_LONGEST))


def burst_times_s(
    length_min: float = EPISODE_MEDIAN, frequency_hz: float = BURST_FREQUENCY, seed: int = 0
) -> np.ndarray:
    """When the unit bursts inside one episode [s from its start], the first burst one interval in.

    Length 0.1 to 10 min, frequency 3 to 8 Hz; ValueError outside. Intervals follow a gamma law with mean
    1 / frequency. Banik and Miller 2004.
    """
    require_number(0.1, 10, "min", length_min=length_min)
    require_number(BURST_SLOWEST, BURST_FASTEST, "Hz", frequency_hz=frequency_hz)
    require_seed(seed=seed)
    length_s = 60.0 * length_min
    enough = int(2 * length_s * frequency_hz) + 50  # twice as many as expected; the rest is cut off
    intervals = np.random.default_rng(seed).gamma(
        BURST_REGULARITY, 1 / (BURST_REGULARITY * frequency_hz), enough
    )
    times = np.cumsum(intervals)
    return times[times < length_s]


def odds_ratio_per_unit(
    cases: float = SCREEN_CASES,
    cases_sd: float = SCREEN_CASES_SD,
    controls: float = SCREEN_CONTROLS,
    controls_sd: float = SCREEN_CONTROLS_SD,
    people_per_group: int = SCREEN_PEOPLE,
) -> Interval:
    """Odds ratio of being a case per unit more of something, from two groups' means and SDs.

    Holds if both groups are normal with one SD (linear discriminant). Means -1000 to 1000, SDs 0.001 to 1000,
    2 to 1 000 000 people in each group; ValueError outside. Its default is screen time and the eyelid: 1.78
    per hour a day (1.52 to 2.08), derived from Gunes Irfan 2024. An association, not a cause.
    """
    require_number(-1000, 1000, "", cases=cases, controls=controls)
    require_number(0.001, 1000, "", cases_sd=cases_sd, controls_sd=controls_sd)
    require_whole(2, 1_000_000, "people", people_per_group=people_per_group)
    spread = math.hypot(cases_sd, controls_sd) / math.sqrt(2)
    difference = (float(cases) - float(controls)) / spread
    error = math.sqrt(2 / people_per_group + difference**2 / (4 * people_per_group))
    low, high = difference - NORMAL_95 * error, difference + NORMAL_95 * error
    return Interval(*(math.exp(size / spread) for size in (difference, low, high)))
