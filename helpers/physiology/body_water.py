"""Water and salt after sweating: plasma sodium, and which of the body's two spaces shrinks or swells.

Salt pulls water. Sodium with its partners holds the water outside the cells, potassium that inside, and water
moves until both are equally concentrated. So plasma sodium follows from three totals: exchangeable sodium,
potassium, and water (Edelman 1958). Sweat is thinner than plasma: losing it concentrates what stays, and
replacing it by plain water dilutes it. The answer depends on what is drunk.

Route to the muscle: none through the firing threshold; low sodium makes the axon a little *harder* to fire.
Its symptoms come from cells that swell, those of the brain first. For water and cramps see ``cramp_bias.py``.

Left out: what the kidney and its hormones do, bound sodium, glucose, lactate, breath. Good for hours of
exercise as a teaching model; in hospital patients over 12 to 30 hours such equations missed by 5 to 6 mmol/L.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import Quantity, require_between

CATION_SLOPE = Quantity(
    1.03, "", source="nguyen_kurtz_2005", confidence="measured", note="of Edelman's line, as quoted"
)
CATION_INTERCEPT = Quantity(
    23.8,
    "mmol/L",
    source="nguyen_kurtz_2005",
    confidence="measured",
    note="of Edelman's line, as quoted",
)
PREDICTION_ERROR_LOW = Quantity(
    4.79, "mmol/L", source="hanna_2016", confidence="measured", note="root mean square, 31 patients"
)
PREDICTION_ERROR_HIGH = Quantity(
    6.37, "mmol/L", source="hanna_2016", confidence="measured", note="root mean square, 31 patients"
)
WATER_FRACTION = Quantity(
    0.60, "L/kg", source="textbook_physiology", confidence="textbook", note="lean man; woman 0.50"
)
START_SODIUM = Quantity(
    140.0, "mmol/L", source="textbook_physiology", confidence="textbook", note="middle of 135 to 145"
)
OTHER_OSMOLES = Quantity(
    10.0, "mOsm/L", source="kit_choice", confidence="assumption", note="glucose and urea, beside twice sodium"
)
OUTSIDE_SHARE = Quantity(
    1 / 3, "of body water", source="textbook_physiology", confidence="textbook", note="outside the cells"
)
EXAMPLE_SWEAT_SODIUM = Quantity(45.0, "mmol/L", source="kit_choice", confidence="assumption")
EXAMPLE_SWEAT_POTASSIUM = Quantity(5.0, "mmol/L", source="kit_choice", confidence="assumption")

EXAMPLE_HOURS = Quantity(
    4.0, "h", source="kit_choice", confidence="assumption", note="how long the work lasts"
)


@dataclass(frozen=True)
class Fluids:
    """A body, what it sweats, drinks and passes: litres and mmol/L; numbers or arrays that broadcast.

    Mass 30-200 kg, water 0.45-0.65 of it, sodium at the start 110-170; sweat, drink and urine 0-12 L each;
    sweat sodium 0-150 and potassium 0-30, drink sodium 0-200 and potassium 0-100, ``urine_cations_mM``
    (sodium plus potassium) 0-400. ValueError outside, and where more salt or water is lost than there is.
    """

    mass_kg: Any = 70.0
    water_fraction: Any = WATER_FRACTION
    start_sodium_mM: Any = START_SODIUM
    sweat_L: Any = 0.0
    sweat_sodium_mM: Any = EXAMPLE_SWEAT_SODIUM
    sweat_potassium_mM: Any = EXAMPLE_SWEAT_POTASSIUM
    drink_L: Any = 0.0
    drink_sodium_mM: Any = 0.0
    drink_potassium_mM: Any = 0.0
    urine_L: Any = 0.0
    urine_cations_mM: Any = 0.0

    def __post_init__(self) -> None:
        require_between(30, 200, "kg", mass_kg=self.mass_kg)
        require_between(0.45, 0.65, "L/kg", water_fraction=self.water_fraction)
        require_between(110, 170, "mmol/L", start_sodium_mM=self.start_sodium_mM)
        require_between(0, 12, "L", sweat_L=self.sweat_L, drink_L=self.drink_L, urine_L=self.urine_L)
        require_between(0, 150, "mmol/L", sweat_sodium_mM=self.sweat_sodium_mM)
        require_between(0, 30, "mmol/L", sweat_potassium_mM=self.sweat_potassium_mM)
        require_between(0, 200, "mmol/L", drink_sodium_mM=self.drink_sodium_mM)
        require_between(0, 100, "mmol/L", drink_potassium_mM=self.drink_potassium_mM)
        require_between(0, 400, "mmol/L", urine_cations_mM=self.urine_cations_mM)
        for name in self.__dataclass_fields__:  # lists and whole numbers calculate like arrays
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=float))
        half = self.water_L / 2
        salt = self.start_sodium_mM * self.water_L * OUTSIDE_SHARE / 2
        if np.any(self.water_gained_L < -half) or np.any(self.cations_gained_mmol < -salt):
            raise ValueError(
                "sweat_L and urine_L must leave this body half of its water and half of the salt outside its "
                f"cells, L, got {self.sweat_L.tolist()} and {self.urine_L.tolist()}"
            )

    @property
    def water_L(self) -> Any:
        """Body water at the start [L]."""
        return self.water_fraction * self.mass_kg

    @property
    def water_gained_L(self) -> Any:
        """Water drunk, minus sweat and urine [L]."""
        return self.drink_L - self.sweat_L - self.urine_L

    @property
    def cations_gained_mmol(self) -> Any:
        """Sodium plus potassium drunk, minus that in sweat and urine [mmol]."""
        drunk = self.drink_L * (self.drink_sodium_mM + self.drink_potassium_mM)
        sweated = self.sweat_L * (self.sweat_sodium_mM + self.sweat_potassium_mM)
        return drunk - sweated - self.urine_L * self.urine_cations_mM

    @property
    def percent_of_mass_lost(self) -> Any:
        """Dehydration as sport counts it: water lost as percent of body mass; negative when it gains [%]."""
        return 100 * (self.sweat_L + self.urine_L - self.drink_L) / self.mass_kg


NOTHING_LOST = Fluids()


def _require_fluids(fluids: object) -> None:
    """Raise ValueError unless ``fluids`` is a Fluids."""
    if not isinstance(fluids, Fluids):
        raise ValueError(f"fluids must be a Fluids, such as Fluids(sweat_L=2), got {fluids!r}")


def plasma_sodium_mM(fluids: Fluids = NOTHING_LOST) -> np.ndarray:
    """Plasma sodium afterwards [mmol/L]: Edelman's line in the balance form of Nguyen and Kurtz (2005).

        sodium = ((start + 23.8) * water + 1.03 * cations gained) / (water + water gained) - 23.8

    The kidney's answer is left out. First used for exercise by Montain, Cheuvront and Sawka 2006.
    """
    _require_fluids(fluids)
    held = (fluids.start_sodium_mM + CATION_INTERCEPT) * fluids.water_L
    water = fluids.water_L + fluids.water_gained_L
    return (held + CATION_SLOPE * fluids.cations_gained_mmol) / water - CATION_INTERCEPT


def neutral_drink_mM(start_sodium_mM: ArrayLike = START_SODIUM) -> np.ndarray:
    """Sodium plus potassium of a drink that leaves plasma sodium as it is [mmol/L]; 159 at 140.

    More than plasma's own number, because Edelman's line does not start at zero. Plasma sodium 110 to 170
    mmol/L, scalar or array; ValueError outside.
    """
    require_between(110, 170, "mmol/L", start_sodium_mM=start_sodium_mM)
    return (np.asarray(start_sodium_mM, dtype=float) + CATION_INTERCEPT) / CATION_SLOPE


@dataclass(frozen=True)
class Spaces:
    """The two water spaces [L], their change [%], and the concentration both share [mOsm/L]."""

    osmolality_before: Any
    osmolality: Any
    outside_L: Any
    inside_L: Any
    outside_change_percent: Any
    inside_change_percent: Any


def water_spaces(fluids: Fluids = NOTHING_LOST) -> Spaces:
    """How water parts between outside and inside of the cells afterwards.

    Osmoles inside stay where they are; sweat, drink and urine touch those outside, two for each cation, for
    each brings its partner. Water follows. "Outside" is plasma and the fluid between the cells together.
    It says too little: 3 % of body mass lost raises osmolality by 10 here; Miller 2010 measured 12.6.
    """
    _require_fluids(fluids)
    before = 2 * fluids.start_sodium_mM + OTHER_OSMOLES
    outside_before, inside_before = fluids.water_L * OUTSIDE_SHARE, fluids.water_L * (1 - OUTSIDE_SHARE)
    outside_osmoles = before * outside_before + 2 * fluids.cations_gained_mmol
    inside_osmoles = before * inside_before
    water = fluids.water_L + fluids.water_gained_L
    osmolality = (outside_osmoles + inside_osmoles) / water
    outside, inside = outside_osmoles / osmolality, inside_osmoles / osmolality
    return Spaces(
        osmolality_before=before,
        osmolality=osmolality,
        outside_L=outside,
        inside_L=inside,
        outside_change_percent=100 * (outside / outside_before - 1),
        inside_change_percent=100 * (inside / inside_before - 1),
    )
