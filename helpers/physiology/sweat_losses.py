"""What sweat takes, beside what the body holds: why sweat cannot empty calcium, magnesium or potassium.

Sweat is made from the fluid between the cells, so the harshest comparison is with the salt in the fluid
outside the cells alone, as if bone, cells and kidney gave nothing back. Even so, litres of sweat barely touch
calcium. Of potassium so little is outside that they take nearly half; the cells hold sixty times as much.

Route to the muscle: none is left to speak of. The calcium lost would shift the gates by half a millivolt,
and hormones make good even that; the sodium lost acts by way of the body's water (``body_water.py``).
Uncertain: the calcium and magnesium in sweat. Skin leaves some in the sample, and methods differ thirtyfold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.axon_equations import REFERENCE_CALCIUM, REFERENCE_SODIUM
from helpers.physiology.calcium import IONISED_FRACTION
from helpers.physiology.calcium_loop import NORMAL_MAGNESIUM, SKELETON
from helpers.physiology.muscle_potassium import POTASSIUM_AT_REST
from helpers.physiology.quantity import Quantity, require_between
from helpers.physiology.sweat import REFERENCE_MASS, WALKERS, Sweat, _require_sweat

EXTRACELLULAR_WATER = Quantity(
    0.2, "L/kg", source="textbook_physiology", confidence="textbook", note="14 L at 70 kg"
)
SODIUM_STORE = Quantity(
    42.0, "mmol/kg", source="textbook_physiology", confidence="textbook", note="exchangeable"
)
POTASSIUM_STORE = Quantity(
    50.0,
    "mmol/kg",
    source="textbook_physiology",
    confidence="unverified",
    note="3500 mmol at 70 kg, often printed",
)
MAGNESIUM_STORE = Quantity(
    1000.0, "mmol", source="textbook_physiology", confidence="textbook", note="about 24 g at 70 kg"
)
SODIUM_WEIGHT = Quantity(22.99, "mg/mmol", source="textbook_physiology", confidence="textbook")
CALCIUM_WEIGHT = Quantity(40.08, "mg/mmol", source="textbook_physiology", confidence="textbook")


@dataclass(frozen=True)
class Loss:
    """One ion [mmol]: lost in sweat, dissolved outside the cells, held by the whole body."""

    lost_mmol: Any
    extracellular_mmol: Any
    body_mmol: Any

    @property
    def percent_of_extracellular(self) -> Any:
        """The loss as percent of what is dissolved outside the cells, as if nothing came back."""
        return 100 * self.lost_mmol / self.extracellular_mmol

    @property
    def percent_of_body(self) -> Any:
        """The loss as percent of the body's store; of sodium, the part that exchanges."""
        return 100 * self.lost_mmol / self.body_mmol


@dataclass(frozen=True)
class Losses:
    """The four ions of one spell of sweating."""

    sodium: Loss
    potassium: Loss
    calcium: Loss
    magnesium: Loss


def losses(sweat_L: ArrayLike = 1.0, sweat: Sweat = WALKERS, mass_kg: ArrayLike = REFERENCE_MASS) -> Losses:
    """What ``sweat_L`` litres (0 to 20) of this sweat take from a body of ``mass_kg`` (30 to 200).

    Numbers or arrays that broadcast; ValueError outside. The stores of a 70 kg adult grow in proportion to
    mass: a round figure, for those of the skeleton above all.
    """
    require_between(0, 20, "L", sweat_L=sweat_L)
    _require_sweat(sweat)
    require_between(30, 200, "kg", mass_kg=mass_kg)
    litres, mass = np.asarray(sweat_L, dtype=float), np.asarray(mass_kg, dtype=float)
    outside, size = EXTRACELLULAR_WATER * mass, mass / REFERENCE_MASS
    total_calcium_mM = REFERENCE_CALCIUM / IONISED_FRACTION
    return Losses(
        sodium=Loss(litres * sweat.sodium_mM, outside * REFERENCE_SODIUM, SODIUM_STORE * mass),
        potassium=Loss(litres * sweat.potassium_mM, outside * POTASSIUM_AT_REST, POTASSIUM_STORE * mass),
        calcium=Loss(litres * sweat.calcium_mM, outside * total_calcium_mM, SKELETON / CALCIUM_WEIGHT * size),
        magnesium=Loss(litres * sweat.magnesium_mM, outside * NORMAL_MAGNESIUM, MAGNESIUM_STORE * size),
    )


def sodium_lost_g(sweat_L: ArrayLike = 1.0, sodium_mM: ArrayLike = WALKERS.sodium_mM) -> np.ndarray:
    """Sodium in so much sweat [g]; table salt weighs 2.54 times as much.

    Sweat 0 to 20 L, sodium 0 to 150 mmol/L, scalars or arrays that broadcast; ValueError outside.
    """
    require_between(0, 20, "L", sweat_L=sweat_L)
    require_between(0, 150, "mmol/L", sodium_mM=sodium_mM)
    return SODIUM_WEIGHT * np.asarray(sweat_L, dtype=float) * np.asarray(sodium_mM, dtype=float) / 1000
