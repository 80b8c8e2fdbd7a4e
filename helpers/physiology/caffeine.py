"""Caffeine in the blood: how fast one drink comes and goes.

One compartment. A drink is taken up quickly and removed slowly, half of it in every half-life. Whatever slows
removal, a medicine, pregnancy, a contraceptive, lengthens the half-life and leaves the volume alone. Take a
half-life *or* a clearance ratio from one study, with that study's own control: they do not combine.

Route to the muscle: drinks -> blood level, over days in ``caffeine_course.py`` -> adenosine receptors
(``caffeine_receptors.py``) -> firing threshold and sleep (``caffeine_effects.py``). Left out: caffeine's own
active products, large doses that leave more slowly (from 50 to 750 mg the volume grew and clearance did not,
Newton 1981), and food in the stomach.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import (
    Quantity,
    require_between,
    require_number,
    require_positive,
)

BIOAVAILABLE = Quantity(
    1.0, "", source="blanchard_sawers_1983", confidence="measured", note="108 ± 3.6 % of a dose by mouth"
)
ABSORPTION = Quantity(
    6.0,
    "1/h",
    source="kit_choice",
    confidence="assumption",
    note="8 fits a solution on an empty stomach, 2 to 3 food, cola and chocolate",
)
HALF_LIFE = Quantity(
    5.0,
    "h",
    source="iom_2001",
    confidence="textbook",
    note="2.7 to 9.9 in ten men (Blanchard and Sawers 1983)",
)
VOLUME_PER_KG = Quantity(
    0.67, "L/kg", source="abernethy_1985", confidence="measured", note="0.61 to 0.75 across studies"
)
WEIGHT = Quantity(70.0, "kg", source="kit_choice", confidence="assumption")
MOLAR_MASS = Quantity(194.19, "g/mol", source="textbook_physiology", confidence="textbook")
CUP = Quantity(100.0, "mg", source="kit_choice", confidence="assumption", note="caffeine of one strong cup")

DOSE_RANGE = (0.0, 2000.0)
ALLOWED = {
    "half_life_h": (1.0, 150.0, "h"),
    "weight_kg": (30.0, 150.0, "kg"),
    "volume_L_kg": (0.4, 1.0, "L/kg"),
    "absorption_per_h": (1.0, 12.0, "1/h"),
    "bioavailable": (0.5, 1.0, ""),
}


@dataclass(frozen=True)
class Drinker:
    """One person: how fast caffeine goes in and out, and into what volume it spreads.

    Single numbers within ``ALLOWED``; ValueError outside. Absorption is always faster than removal there.
    """

    half_life_h: float = HALF_LIFE
    weight_kg: float = WEIGHT
    volume_L_kg: float = VOLUME_PER_KG
    absorption_per_h: float = ABSORPTION
    bioavailable: float = BIOAVAILABLE

    def __post_init__(self) -> None:
        for field in fields(self):
            require_number(*ALLOWED[field.name], **{field.name: getattr(self, field.name)})

    @property
    def volume_L(self) -> float:
        """Volume through which caffeine spreads [L]."""
        return self.volume_L_kg * self.weight_kg

    @property
    def elimination_per_h(self) -> float:
        """Fraction removed per hour, at that moment's rate [1/h]."""
        return math.log(2) / self.half_life_h

    @property
    def clearance_L_h(self) -> float:
        """Blood plasma freed of caffeine per hour [L/h]."""
        return self.elimination_per_h * self.volume_L

    @property
    def time_to_peak_h(self) -> float:
        """Hours from a drink to its highest level [h]; the dose does not matter."""
        quick, slow = self.absorption_per_h, self.elimination_per_h
        return math.log(quick / slow) / (quick - slow)

    @property
    def level_per_mg(self) -> float:
        """Size of the rising and of the falling exponential that one milligram leaves [1/L]."""
        quick, slow = self.absorption_per_h, self.elimination_per_h
        return self.bioavailable * quick / (self.volume_L * (quick - slow))


TYPICAL = Drinker()


def _require_drinker(drinker: object, name: str = "drinker") -> None:
    if not isinstance(drinker, Drinker):
        raise ValueError(f"{name} must be a Drinker, such as Drinker(half_life_h=3.5), got {drinker!r}")


def peak_mg_L(dose_mg: ArrayLike = CUP, drinker: Drinker = TYPICAL) -> np.ndarray:
    """Highest level after a single drink [mg/L]; 0 to 2000 mg. Twice the dose, twice the peak.

    Ten men had 10.0 mg/L after 5 mg/kg in water (Blanchard and Sawers 1983), where the usual volume gives 6.9
    and 0.5 L/kg would give 9.3. Another study's 8 mg/L after 6 mg/kg (Kalmar 2005) fits the usual volume.
    """
    require_between(*DOSE_RANGE, "mg", dose_mg=dose_mg)
    _require_drinker(drinker)
    slow, quick = (
        math.exp(-rate * drinker.time_to_peak_h)
        for rate in (drinker.elimination_per_h, drinker.absorption_per_h)
    )
    return np.asarray(dose_mg, dtype=float) * drinker.level_per_mg * (slow - quick)


def dose_for_peak_mg(level_mg_L: ArrayLike = 13.0, drinker: Drinker = TYPICAL) -> np.ndarray:
    """Single dose whose peak is ``level_mg_L`` (0 to 25 mg/L) [mg]. ValueError outside."""
    require_between(0, 25, "mg/L", level_mg_L=level_mg_L)
    _require_drinker(drinker)
    return np.asarray(level_mg_L, dtype=float) / peak_mg_L(1.0, drinker)


def exposure_mg_h_L(dose_mg: ArrayLike = CUP, drinker: Drinker = TYPICAL) -> np.ndarray:
    """Area under the curve of one drink (0 to 2000 mg) [mg·h/L]: dose divided by clearance."""
    require_between(*DOSE_RANGE, "mg", dose_mg=dose_mg)
    _require_drinker(drinker)
    return drinker.bioavailable * np.asarray(dose_mg, dtype=float) / drinker.clearance_L_h


def half_life_from_clearance_h(
    clearance_ratio: ArrayLike = 1.0, control_half_life_h: ArrayLike = HALF_LIFE
) -> np.ndarray:
    """Half-life when clearance is ``clearance_ratio`` (0.02 to 5) times that of the same study's control [h].

    Control half-life 1 to 150 h. The volume stays; ValueError outside. Studies that print both do not always
    agree with that: with repeated cups (Mahr 1992) and cimetidine (May 1982) the two differ by an eighth.
    """
    require_between(0.02, 5, "", clearance_ratio=clearance_ratio)
    require_between(1, 150, "h", control_half_life_h=control_half_life_h)
    return np.asarray(control_half_life_h, dtype=float) / np.asarray(clearance_ratio, dtype=float)


def volume_from_clearance_L(
    clearance_mL_min: ArrayLike = 100.0, half_life_h: ArrayLike = HALF_LIFE
) -> np.ndarray:
    """Volume that a clearance [mL/min] and a half-life [h], both above 0, imply [L].

    Fluvoxamine cut clearance from 105 to 9.1 mL/min and the volume stayed at 44 L (Culm-Merdek 2005): the
    medicine blocks removal, nothing else.
    """
    require_positive("mL/min", clearance_mL_min=clearance_mL_min)
    require_positive("h", half_life_h=half_life_h)
    litres_per_hour = 0.06 * np.asarray(clearance_mL_min, dtype=float)
    return litres_per_hour * np.asarray(half_life_h, dtype=float) / math.log(2)


def total_uM(caffeine_mg_L: ArrayLike = 0.0) -> np.ndarray:
    """Caffeine in plasma, bound and free, in µmol/L from mg/L (0 to 5000); ValueError outside."""
    require_between(0, 5000, "mg/L", caffeine_mg_L=caffeine_mg_L)
    return 1000 * np.asarray(caffeine_mg_L, dtype=float) / MOLAR_MASS
