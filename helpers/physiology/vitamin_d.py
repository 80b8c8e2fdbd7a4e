"""25(OH)D, the vitamin D that blood tests show: from sun and diet, over the year.

Skin, food and supplement together feed a slow store; the store feeds 25(OH)D, less and less per unit. Both
steps lag, so the level is highest two months after the longest day and lowest two months after the shortest.
The blood half-life alone, 15 days, would explain three weeks of lag; what adds the rest is not known (fat?
habits? warmth?), and the slow store simply stands for it.

Route to the muscle: 25(OH)D -> absorption, PTH, ionised calcium (``calcium_loop``) -> gates -> threshold; and
strength (``vitamin_d_strength``).

Limits: the curve comes from women with 25(OH)D below 50 nmol/L and doses to 4800 IU/d. It ends at 20 nmol/L
without any vitamin D, so it cannot show the severe lack seen in people who are covered and eat little of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import Quantity, require_between, require_number, require_whole
from helpers.physiology.sunlight import LATITUDE_RANGE, MINUTES_RANGE, skin_vitamin_d_IU, uv_index

LEVEL_WITHOUT = Quantity(
    20.0, "nmol/L", source="gallagher_2012", confidence="fitted", note="no vitamin D at all: extrapolated"
)
LEVEL_GAIN = Quantity(
    95.0, "nmol/L", source="gallagher_2012", confidence="fitted", note="plateau near 112 above 3200 IU/d"
)
INTAKE_SCALE = Quantity(
    1100.0, "IU/d", source="gallagher_2012", confidence="fitted", note="39 before, above 50 with 800 IU/d"
)
STORE_HALF_LIFE = Quantity(
    28.0, "d", source="kasahara_2013", confidence="fitted", note="chosen so that the whole lag is 8 weeks"
)
BLOOD_HALF_LIFE = Quantity(15.0, "d", source="jones_2014", confidence="measured", note="15.1, SD 3.1, 36 men")
OVERWEIGHT_LOWER = Quantity(8.0, "nmol/L", source="ekwaru_2014", confidence="measured")
OBESE_LOWER = Quantity(
    19.8, "nmol/L", source="ekwaru_2014", confidence="measured", note="17.8 in Gallagher's trial"
)
LOWEST_LEVEL = Quantity(
    5.0, "nmol/L", source="kit_choice", confidence="assumption", note="where the calcium loop begins"
)
HEANEY_SLOPE = Quantity(
    0.70, "nmol/L/µg", source="heaney_2003", confidence="unverified", note="17.5 nmol/L per 1000 IU"
)
EKWARU_SLOPE = Quantity(
    12.0, "nmol/L/1000 IU", source="ekwaru_2014", confidence="measured", note="up to 1000 IU/d; 1.1 at 15 000"
)
WINTER_SLOPE = Quantity(
    9.9, "nmol/L", source="iom_2011", confidence="measured", note="times ln(IU/d); limits 8.7 and 11.2"
)
IU_PER_MICROGRAM = Quantity(40.0, "IU/µg", source="iom_2011", confidence="textbook", note="a definition")

USUAL_MINUTES = Quantity(
    8.0, "min/d", source="heaney_2013", confidence="fitted", note="15 gave too large a yearly swing"
)
USUAL_SKIN = Quantity(0.10, "", source="kit_choice", confidence="assumption", note="face and hands")
USUAL_CLOUD = Quantity(0.6, "", source="kit_choice", confidence="assumption")
USUAL_DIET = Quantity(200.0, "IU/d", source="kit_choice", confidence="assumption")

BODY_SIZES = ("usual", "overweight", "obese")
TOTAL_RANGE, DIET_RANGE, SUPPLEMENT_RANGE = (0.0, 25_000.0), (0.0, 1000.0), (0.0, 4000.0)
DAYS = np.arange(1.0, 366.0)
MIDDLE_OF_MONTH = (15, 46, 74, 105, 135, 166, 196, 227, 258, 288, 319, 349)  # day of the year


def resting_level_nmol_L(intake_IU_day: ArrayLike = 600.0, body_size: str = "usual") -> np.ndarray:
    """25(OH)D that a constant total intake leads to, months later [nmol/L].

    Food, supplement and skin together, 0 to 25 000 IU/d, scalar or array; ``body_size`` "usual", "overweight"
    or "obese". ValueError otherwise. Fitted to Gallagher 2012 up to 4000 IU/d; above it stays at the plateau.
    """
    require_between(*TOTAL_RANGE, "IU/d", intake_IU_day=intake_IU_day)
    lower = _lower_by_size(body_size)
    return np.maximum(LOWEST_LEVEL, _resting_level(np.asarray(intake_IU_day, dtype=float)) - lower)


def _resting_level(intake_IU_day: np.ndarray) -> np.ndarray:
    return LEVEL_WITHOUT + LEVEL_GAIN * (1 - np.exp(-intake_IU_day / INTAKE_SCALE))


def _lower_by_size(body_size: str) -> float:
    if not isinstance(body_size, str) or body_size not in BODY_SIZES:
        raise ValueError(f"body_size must be one of {', '.join(BODY_SIZES)}, got {body_size!r}")
    return (0.0, OVERWEIGHT_LOWER, OBESE_LOWER)[BODY_SIZES.index(body_size)]


@dataclass(frozen=True)
class VitaminDYear:
    """One year that repeats every year, day by day: arrays of 365."""

    day_of_year: np.ndarray
    uv_index: np.ndarray
    skin_IU_day: np.ndarray
    vitamin_d_nmol_L: np.ndarray


def vitamin_d_year(
    latitude_deg: float = 42.0,
    skin_type: int = 2,
    minutes_outside: float = USUAL_MINUTES,
    diet_IU_day: float = USUAL_DIET,
    supplement_IU_day: float = 0.0,
    skin_fraction: float = USUAL_SKIN,
    sun_protection_factor: float = 1.0,
    cloud_factor: float = USUAL_CLOUD,
    body_size: str = "usual",
) -> VitaminDYear:
    """25(OH)D on each day for someone who lives like this every year.

    Latitude -65 to 65° (south negative), skin type 1 to 6, minutes outside around noon 0 to 120, diet 0 to
    1000 and supplement 0 to 4000 IU/d, bare skin 0 to 1 of the body, sun protection factor 1 to 100, cloud
    factor 0.1 to 1; single numbers, ValueError otherwise.
    """
    require_number(*LATITUDE_RANGE, "°", latitude_deg=latitude_deg)
    require_number(*MINUTES_RANGE, "min", minutes_outside=minutes_outside)
    require_number(*DIET_RANGE, "IU/d", diet_IU_day=diet_IU_day)
    require_number(*SUPPLEMENT_RANGE, "IU/d", supplement_IU_day=supplement_IU_day)
    require_number(0, 1, "of the body", skin_fraction=skin_fraction)
    require_number(1, 100, "", sun_protection_factor=sun_protection_factor)
    require_number(0.1, 1, "", cloud_factor=cloud_factor)
    lower = _lower_by_size(body_size)
    index = uv_index(latitude_deg, DAYS)
    skin = skin_vitamin_d_IU(
        index, minutes_outside, skin_fraction, skin_type, cloud_factor, sun_protection_factor
    )
    store = _lagged(diet_IU_day + supplement_IU_day + skin, STORE_HALF_LIFE)
    level = _lagged(_resting_level(store), BLOOD_HALF_LIFE) - lower
    return VitaminDYear(DAYS, index, skin, np.maximum(LOWEST_LEVEL, level))


def _lagged(each_day: np.ndarray, half_life_day: float) -> np.ndarray:
    """What follows ``each_day`` with this half-life, in a year that repeats for ever.

    The follower closes a fixed share of the gap every day. Round a repeating year that is a sum over the past
    with fading weights, which the Fourier transform does for all days at once.
    """
    kept = 0.5 ** (1 / half_life_day)
    weights = (1 - kept) * kept ** np.arange(each_day.size) / (1 - kept**each_day.size)
    return np.fft.irfft(np.fft.rfft(each_day) * np.fft.rfft(weights), each_day.size)


def serum_vitamin_d_nmol_L(
    latitude_deg: float = 42.0,
    month: int = 7,
    skin_type: int = 2,
    minutes_outside: float = USUAL_MINUTES,
    diet_IU_day: float = USUAL_DIET,
    supplement_IU_day: float = 0.0,
    skin_fraction: float = USUAL_SKIN,
    sun_protection_factor: float = 1.0,
    cloud_factor: float = USUAL_CLOUD,
    body_size: str = "usual",
) -> float:
    """25(OH)D in the middle of a month (1 to 12) for someone who lives like this every year [nmol/L].

    The other arguments, ranges and errors as in :func:`vitamin_d_year`. Between 5 and 115 nmol/L, so the
    calcium loop takes it as it is.
    """
    require_whole(1, 12, "", month=month)
    year = vitamin_d_year(
        latitude_deg,
        skin_type,
        minutes_outside,
        diet_IU_day,
        supplement_IU_day,
        skin_fraction,
        sun_protection_factor,
        cloud_factor,
        body_size,
    )
    return float(year.vitamin_d_nmol_L[MIDDLE_OF_MONTH[month - 1] - 1])


@dataclass(frozen=True)
class VitaminDCourse:
    """25(OH)D over time, arrays of one length."""

    time_day: np.ndarray
    vitamin_d_nmol_L: np.ndarray


def vitamin_d_course(
    duration_day: float = 180.0,
    from_IU_day: float = 600.0,
    to_IU_day: float = 0.0,
    body_size: str = "usual",
) -> VitaminDCourse:
    """25(OH)D after the total intake changes from one constant to another, day by day.

    Duration 1 to 2000 days, intakes 0 to 25 000 IU/d; single numbers; ``body_size`` as in
    :func:`resting_level_nmol_L`. ValueError otherwise. Each day closes a fixed share of the gap to where
    the store of midday points.
    """
    require_number(1, 2000, "d", duration_day=duration_day)
    require_number(*TOTAL_RANGE, "IU/d", from_IU_day=from_IU_day)
    require_number(*TOTAL_RANGE, "IU/d", to_IU_day=to_IU_day)
    lower = _lower_by_size(body_size)
    time = np.arange(0, duration_day + 0.5, 1.0)
    store = to_IU_day + (from_IU_day - to_IU_day) * 0.5 ** ((time[:-1] + 0.5) / STORE_HALF_LIFE)
    kept = 0.5 ** (1 / BLOOD_HALF_LIFE)
    level = np.empty_like(time)
    level[0] = _resting_level(np.asarray(float(from_IU_day)))
    for day, target in enumerate(_resting_level(store)):
        level[day + 1] = target + (level[day] - target) * kept
    return VitaminDCourse(time, np.maximum(LOWEST_LEVEL, level - lower))


def winter_level_nmol_L(intake_IU_day: ArrayLike = 600.0) -> np.ndarray:
    """Winter 25(OH)D by the Institute of Medicine's regression, 9.9 ln(IU) [nmol/L]: for comparison.

    Total intake 100 to 4000 IU/d, scalar or array; ValueError outside. People without winter sun.
    """
    require_between(100, 4000, "IU/d", intake_IU_day=intake_IU_day)
    return WINTER_SLOPE * np.log(np.asarray(intake_IU_day, dtype=float))


def rise_by_study_nmol_L(
    supplement_IU_day: ArrayLike = 1000.0, basal_IU_day: ArrayLike = 245.0
) -> dict[str, np.ndarray]:
    """What a supplement adds to 25(OH)D, by four published answers that disagree several-fold [nmol/L].

    Supplement 0 to 1000 IU/d on top of 100 to 2000 IU/d; all broadcast, ValueError outside. Lines and curves
    differ most in people who start low. Beware the unit: 0.70 per microgram is 0.70 per 40 IU.
    """
    require_between(0, 1000, "IU/d", supplement_IU_day=supplement_IU_day)
    require_between(100, 2000, "IU/d", basal_IU_day=basal_IU_day)
    supplement, basal = np.asarray(supplement_IU_day, dtype=float), np.asarray(basal_IU_day, dtype=float)
    return {
        "this kit, after Gallagher 2012": _resting_level(basal + supplement) - _resting_level(basal),
        "Heaney 2003 (unverified)": HEANEY_SLOPE * supplement / IU_PER_MICROGRAM,
        "Institute of Medicine 2011": winter_level_nmol_L(basal + supplement) - winter_level_nmol_L(basal),
        "Ekwaru 2014": EKWARU_SLOPE * supplement / 1000,
    }
