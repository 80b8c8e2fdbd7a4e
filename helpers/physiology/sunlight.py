"""How much vitamin D the skin makes: latitude, season, minutes, skin.

The lower the sun, the longer its rays travel through ozone. The rays that make vitamin D are held back even
more than those that burn, so far from the equator a winter noon makes almost none. More minutes make less
and less more: light also destroys what it has made, while the burn goes on growing.

Route to the muscle: skin -> 25(OH)D (``vitamin_d``) -> calcium and PTH (``calcium_loop``), and strength.

Left out: sea level and snow, tilted skin, age, changing ozone; sunscreen as people apply it works less than
its number. All minutes count as noon minutes. Burning is never needed: food and supplements work as well.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import Quantity, require_between, require_positive, require_whole

EARTH_TILT = Quantity(23.44, "°", source="textbook_astronomy", confidence="textbook")
DAYS_AFTER_SOLSTICE = Quantity(
    10.0, "d", source="textbook_astronomy", confidence="textbook", note="1 January, after the solstice"
)
YEAR = Quantity(365.0, "d", source="textbook_astronomy", confidence="textbook")

UV_OVERHEAD = Quantity(
    12.5, "UV index", source="madronich_2007", confidence="measured", note="clear sky, sun overhead, 300 DU"
)
UV_SUN_POWER = Quantity(2.42, "", source="madronich_2007", confidence="measured", note="of the sun's height")
UV_OZONE_POWER = Quantity(-1.23, "", source="madronich_2007", confidence="measured")
UV_OZONE = Quantity(300.0, "DU", source="madronich_2007", confidence="measured")
USUAL_OZONE = Quantity(330.0, "DU", source="kit_choice", confidence="assumption", note="all year, everywhere")
BURN_PER_INDEX = Quantity(
    0.025, "W/m²", source="who_2002", confidence="textbook", note="what one unit of the UV index means"
)
SECONDS_PER_MINUTE = 60.0
REDNESS_DOSE = tuple(  # for skin types I to VI
    Quantity(dose, "J/m²", source="dorazio_2013", confidence="textbook", note=f"one value of {span}")
    for dose, span in (
        (200.0, "150 to 300"),
        (250.0, "250 to 400"),
        (350.0, "300 to 500"),
        (450.0, "400 to 600"),
        (600.0, "600 to 900"),
        (1000.0, "900 to 1500"),
    )
)
SKIN_CEILING = Quantity(
    20_000.0, "IU/d", source="kit_choice", confidence="fitted", note="whole body; 12 600 at first redness"
)
EFFECTIVE_INDEX = Quantity(
    2.5, "UV index", source="webb_1988", confidence="fitted", note="almost none in a Boston winter"
)
EFFECTIVE_POWER = Quantity(4.0, "", source="webb_1988", confidence="fitted")

LATITUDE_RANGE, MINUTES_RANGE = (-65.0, 65.0), (0.0, 120.0)
INDEX_RANGE = (0.0, 20.0)


def sun_height(
    latitude_deg: ArrayLike = 42.0, day_of_year: ArrayLike = 172.0, hours_from_noon: ArrayLike = 0.0
) -> np.ndarray:
    """Sine of the sun's height above the horizon: 1 overhead, 0 at night.

    Latitude -65 to 65° (south is negative), day of the year 1 to 366, hours from solar noon -12 to 12; all
    broadcast, ValueError outside. The sun's declination is a cosine of the season.
    """
    require_between(*LATITUDE_RANGE, "°", latitude_deg=latitude_deg)
    require_between(1, 366, "", day_of_year=day_of_year)
    require_between(-12, 12, "h", hours_from_noon=hours_from_noon)
    season = 2 * np.pi * (np.asarray(day_of_year, dtype=float) + DAYS_AFTER_SOLSTICE) / YEAR
    declination = np.radians(-EARTH_TILT * np.cos(season))
    latitude = np.radians(np.asarray(latitude_deg, dtype=float))
    turned = np.radians(15.0 * np.asarray(hours_from_noon, dtype=float))  # the earth turns 15° an hour
    height = np.sin(latitude) * np.sin(declination) + np.cos(latitude) * np.cos(declination) * np.cos(turned)
    return np.maximum(0.0, height)


def uv_index(
    latitude_deg: ArrayLike = 42.0,
    day_of_year: ArrayLike = 172.0,
    hours_from_noon: ArrayLike = 0.0,
    ozone_DU: ArrayLike = USUAL_OZONE,
) -> np.ndarray:
    """Clear-sky UV index, the strength of burning light (Madronich 2007).

    Arguments as in :func:`sun_height`; ozone 200 to 500 Dobson units. ValueError outside.
    """
    require_between(200, 500, "DU", ozone_DU=ozone_DU)
    height = sun_height(latitude_deg, day_of_year, hours_from_noon)
    ozone = np.asarray(ozone_DU, dtype=float) / UV_OZONE
    return UV_OVERHEAD * height**UV_SUN_POWER * ozone**UV_OZONE_POWER


def burning_dose_J_m2(
    index: ArrayLike = 7.0,
    minutes: ArrayLike = 8.0,
    cloud_factor: ArrayLike = 1.0,
    sun_protection_factor: ArrayLike = 1.0,
) -> np.ndarray:
    """Burning light that reaches the skin [J/m²].

    UV index 0 to 20, minutes 0 to 120, share of light that clouds and shade let through 0.1 to 1, sun
    protection factor 1 to 100; all broadcast, ValueError outside.
    """
    require_between(*INDEX_RANGE, "", index=index)
    require_between(*MINUTES_RANGE, "min", minutes=minutes)
    require_between(0.1, 1, "", cloud_factor=cloud_factor)
    require_between(1, 100, "", sun_protection_factor=sun_protection_factor)
    through = np.asarray(cloud_factor, dtype=float) / np.asarray(sun_protection_factor, dtype=float)
    seconds = SECONDS_PER_MINUTE * np.asarray(minutes, dtype=float)
    return BURN_PER_INDEX * np.asarray(index, dtype=float) * seconds * through


def minutes_to_redness(index: ArrayLike = 7.0, skin_type: int = 2) -> np.ndarray:
    """Minutes of unprotected sun until skin of this type (1 to 6) just reddens.

    UV index above 0, scalar or array; ValueError otherwise. A warning, not an allowance: people of one skin
    type differ about twofold.
    """
    require_positive("", index=index)
    require_whole(1, 6, "", skin_type=skin_type)
    return REDNESS_DOSE[skin_type - 1] / (
        BURN_PER_INDEX * SECONDS_PER_MINUTE * np.asarray(index, dtype=float)
    )


def effective_share(index: ArrayLike = 7.0) -> np.ndarray:
    """How much vitamin D burning light makes, relative to high sun: half at UV index 2.5, almost none at 1.

    UV index 0 to 20, scalar or array; ValueError outside. Fitted to Webb, Kline and Holick (1988): nothing in
    Boston from November to February, nor in Edmonton from October to March. It leaks at the edges: February
    in Boston still makes a fifth of June, March in Edmonton a quarter.
    """
    require_between(*INDEX_RANGE, "", index=index)
    power = np.asarray(index, dtype=float) ** EFFECTIVE_POWER
    return power / (power + EFFECTIVE_INDEX**EFFECTIVE_POWER)


def skin_vitamin_d_IU(
    index: ArrayLike = 7.0,
    minutes: ArrayLike = 8.0,
    skin_fraction: ArrayLike = 0.10,
    skin_type: int = 2,
    cloud_factor: ArrayLike = 1.0,
    sun_protection_factor: ArrayLike = 1.0,
) -> np.ndarray:
    """Vitamin D that one stay in the sun makes [IU].

    ``skin_fraction`` 0 to 1 of the body is bare; face and hands are about 0.10. ``skin_type`` 1 to 6, one
    whole number. The others as in :func:`burning_dose_J_m2`; ValueError outside.
    """
    require_between(0, 1, "of the body", skin_fraction=skin_fraction)
    require_whole(1, 6, "", skin_type=skin_type)
    dose = burning_dose_J_m2(index, minutes, cloud_factor, sun_protection_factor)
    made = 1 - np.exp(-dose / REDNESS_DOSE[skin_type - 1])
    return SKIN_CEILING * np.asarray(skin_fraction, dtype=float) * made * effective_share(index)
