"""From work to heat, from heat to sweat, and what the sweat takes along.

Most of the energy of running ends as heat; evaporating sweat carries it away. Sweat is thin salt water,
made from the fluid *between* the cells: it costs water, sodium and chloride (``sweat_losses.py``).

Route to the muscle: none of its own, and no term of the firing threshold. Sweat acts on the body's water and
on plasma sodium (``body_water.py``); what is drunk after it may act on cramps (``cramp_bias.py``).
Left out: how sweating starts, adapts and tires, and that a faster flow carries more sodium in one person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import Quantity, require_between, require_number, require_seed, require_whole

REFERENCE_MASS = Quantity(70.0, "kg", source="kit_choice", confidence="assumption")
RUNNING_COST = Quantity(
    4.186, "kJ/kg/km", source="margaria_1963", confidence="measured", note="1 kcal; people: 3.6 to 4.6"
)
HEAT_OF_SWEAT = Quantity(
    2426.0, "kJ/L", source="monteith_1972", confidence="derived", note="at 32 °C, wet skin; 1 L is 1 kg"
)
DRY_FRACTION = Quantity(
    0.20, "", source="kit_choice", confidence="assumption", note="0.4 when cool, 0 or less from 35 °C"
)
DRY_FRACTION_COOL = Quantity(0.40, "", source="kit_choice", confidence="assumption", note="a cool, windy day")
DRY_FRACTION_HOT = Quantity(
    0.0, "", source="kit_choice", confidence="assumption", note="air as warm as skin: sweat alone cools"
)
EVAPORATED = Quantity(
    0.85, "", source="kit_choice", confidence="assumption", note="the rest drips off; 0.5 when humid"
)
SWEAT_CEILING = Quantity(
    3.0, "L/h", source="kit_choice", confidence="assumption", note="a record of 5.73 was measured"
)

SODIUM_MEAN = Quantity(35.9, "mmol/L", source="baker_2016", confidence="measured", note="506 athletes")
SODIUM_SD = Quantity(10.4, "mmol/L", source="baker_2016", confidence="measured")
SODIUM_LOWEST = Quantity(18.2, "mmol/L", source="baker_2016", confidence="measured")
SODIUM_HIGHEST = Quantity(70.8, "mmol/L", source="baker_2016", confidence="measured")
RATE_MEAN = Quantity(1.21, "L/h", source="baker_2016", confidence="measured", note="506 athletes")
RATE_SD = Quantity(0.68, "L/h", source="baker_2016", confidence="measured")
RATE_LOWEST = Quantity(0.26, "L/h", source="baker_2016", confidence="measured")
RATE_HIGHEST = Quantity(5.73, "L/h", source="baker_2016", confidence="measured")
EFFORT_PER_SPEED = Quantity(
    0.6, "of 10 per km/h", source="kit_choice", confidence="assumption", note="walking 2, running for hours 6"
)
FOREARM_SLOPE = Quantity(0.57, "", source="baker_2016", confidence="measured", note="forearm to whole body")
FOREARM_INTERCEPT = Quantity(11.05, "mmol/L", source="baker_2016", confidence="measured")
CHLORIDE_PER_SODIUM = Quantity(0.9, "", source="kit_choice", confidence="assumption")
WALK_SODIUM = Quantity(
    37.5, "mmol/L", source="montain_2007", confidence="derived", note="863 ± 563 µg/mL, back pouch"
)
POTASSIUM_MEAN = Quantity(5.68, "mmol/L", source="montain_2007", confidence="derived", note="222 µg/mL")
POTASSIUM_SD = Quantity(1.23, "mmol/L", source="montain_2007", confidence="derived", note="48 µg/mL")
POTASSIUM_LOWEST = Quantity(3.0, "mmol/L", source="kit_choice", confidence="assumption")
POTASSIUM_HIGHEST = Quantity(9.0, "mmol/L", source="kit_choice", confidence="assumption")
CALCIUM_MEAN = Quantity(
    0.40, "mmol/L", source="montain_2007", confidence="derived", note="others found 1.4: the method decides"
)
CALCIUM_SD = Quantity(0.17, "mmol/L", source="montain_2007", confidence="derived")
MAGNESIUM_MEAN = Quantity(
    0.052, "mmol/L", source="montain_2007", confidence="derived", note="others found 1.4: the method decides"
)
CALCIUM_OF_ALL_SWEAT = Quantity(
    1.4, "mmol/L", source="miller_2010", confidence="derived", note="3.1 mmol for about 3 % of body mass"
)
MAGNESIUM_OF_ALL_SWEAT = Quantity(
    1.4, "mmol/L", source="miller_2010", confidence="derived", note="3.3 mmol for about 3 % of body mass"
)
MAGNESIUM_SD = Quantity(0.023, "mmol/L", source="montain_2007", confidence="derived")
HARD_EFFORT_SODIUM = Quantity(
    1.614, "times easy", source="holmes_2016", confidence="derived", note="49.4 over 30.6 mmol/L"
)
ACCLIMATED_SODIUM = Quantity(
    0.665, "times before", source="chinevere_2008", confidence="derived", note="10 days of heat, 8 people"
)
ACCLIMATED_CALCIUM = Quantity(0.71, "times before", source="chinevere_2008", confidence="measured")
ACCLIMATED_MAGNESIUM = Quantity(0.57, "times before", source="chinevere_2008", confidence="measured")


def running_power_W(
    mass_kg: ArrayLike = REFERENCE_MASS,
    speed_km_h: ArrayLike = 10.0,
    cost_kJ_kg_km: ArrayLike = RUNNING_COST,
) -> np.ndarray:
    """Energy a runner on the level spends per second [W]: mass times speed times cost.

    Mass 30 to 200 kg, speed 0 to 25 km/h, cost 3 to 6 kJ/kg/km, scalars or arrays that broadcast; ValueError
    outside. Standing still gives 0: what the body burns at rest is left out. For a walk it
    says too much: a walker spends less per kilometre than a runner.
    """
    require_between(30, 200, "kg", mass_kg=mass_kg)
    require_between(0, 25, "km/h", speed_km_h=speed_km_h)
    require_between(3, 6, "kJ/kg/km", cost_kJ_kg_km=cost_kJ_kg_km)
    mass, speed, cost = (np.asarray(x, dtype=float) for x in (mass_kg, speed_km_h, cost_kJ_kg_km))
    return cost * mass * speed / 3.6  # kJ/h to W


def effort_cr10(speed_km_h: ArrayLike = 10.0) -> np.ndarray:
    """How hard hours at this speed feel, on Borg's scale from 0 to 10: a teaching assumption, in proportion.

    Speed 0 to 16 km/h, scalar or array; ValueError outside. People differ widely, by how fit they are.
    """
    require_between(0, 16, "km/h", speed_km_h=speed_km_h)
    return EFFORT_PER_SPEED * np.asarray(speed_km_h, dtype=float)


def sweat_rate_L_h(
    power_W: ArrayLike = 800.0,
    work_fraction: ArrayLike = 0.0,
    dry_fraction: ArrayLike = DRY_FRACTION,
    evaporative_efficiency: ArrayLike = EVAPORATED,
) -> np.ndarray:
    """Sweat that carries the heat away [L/h]; never more than 3, where people's glands give out.

        sweat = 3.6 * power * (1 - work) * (1 - dry) / (heat of sweat * efficiency)

    ``power_W`` (0 to 2500 W) is what the body spends, ``work_fraction`` (0 to 0.3) what it turns into work: 0
    for level running, about 0.2 for cycling. ``dry_fraction`` (-0.2 to 0.5) leaves without sweat, below zero
    in air hotter than the skin; ``evaporative_efficiency`` (0.4 to 1) is the share that does not drip off.
    Scalars or arrays that broadcast; ValueError outside.
    """
    require_between(0, 2500, "W", power_W=power_W)
    require_between(0, 0.3, "", work_fraction=work_fraction)
    require_between(-0.2, 0.5, "", dry_fraction=dry_fraction)
    require_between(0.4, 1, "", evaporative_efficiency=evaporative_efficiency)
    given = (power_W, work_fraction, dry_fraction, evaporative_efficiency)
    power, work, dry, efficiency = (np.asarray(x, dtype=float) for x in given)
    needed = 3.6 * power * (1 - work) * (1 - dry) / (HEAT_OF_SWEAT * efficiency)
    return np.minimum(needed, SWEAT_CEILING)


@dataclass(frozen=True)
class Sweat:
    """What a litre of sweat holds [mmol/L]; numbers or arrays. The default is that of Montain's walkers.

    Sodium and chloride 0-150, potassium 0-30, calcium and magnesium 0-5 mmol/L; ValueError outside.
    """

    sodium_mM: Any = WALK_SODIUM
    chloride_mM: Any = WALK_SODIUM * CHLORIDE_PER_SODIUM
    potassium_mM: Any = POTASSIUM_MEAN
    calcium_mM: Any = CALCIUM_MEAN
    magnesium_mM: Any = MAGNESIUM_MEAN

    def __post_init__(self) -> None:
        require_between(0, 150, "mmol/L", sodium_mM=self.sodium_mM, chloride_mM=self.chloride_mM)
        require_between(0, 30, "mmol/L", potassium_mM=self.potassium_mM)
        require_between(0, 5, "mmol/L", calcium_mM=self.calcium_mM, magnesium_mM=self.magnesium_mM)
        for name in self.__dataclass_fields__:  # lists and whole numbers calculate like arrays
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=float))


WALKERS = Sweat()
ALL_COLLECTED = Sweat(calcium_mM=CALCIUM_OF_ALL_SWEAT, magnesium_mM=MAGNESIUM_OF_ALL_SWEAT)
"""The same with far more calcium and magnesium, as found where all that was lost was counted."""


def _require_sweat(sweat: object) -> None:
    """Raise ValueError unless ``sweat`` is a Sweat."""
    if not isinstance(sweat, Sweat):
        raise ValueError(f"sweat must be a Sweat, such as Sweat(sodium_mM=45), got {sweat!r}")


def at_hard_effort(sweat: Sweat = WALKERS) -> Sweat:
    """The same person's sweat in a time trial: 1.6 times the salt; potassium does not change (Holmes 2016).

    ``sweat`` as at an easy pace; ValueError when it is none. What a hard effort does to calcium and
    magnesium in sweat is left out.
    """
    _require_sweat(sweat)
    return replace(
        sweat,
        sodium_mM=HARD_EFFORT_SODIUM * sweat.sodium_mM,
        chloride_mM=HARD_EFFORT_SODIUM * sweat.chloride_mM,
    )


def after_acclimation(sweat: Sweat = WALKERS) -> Sweat:
    """The same person's sweat after ten days in the heat: glands save salt and minerals (Chinevere 2008).

    ``sweat`` as before them; ValueError when it is none. Chloride is assumed to follow sodium.
    """
    _require_sweat(sweat)
    return replace(
        sweat,
        sodium_mM=ACCLIMATED_SODIUM * sweat.sodium_mM,
        chloride_mM=ACCLIMATED_SODIUM * sweat.chloride_mM,
        calcium_mM=ACCLIMATED_CALCIUM * sweat.calcium_mM,
        magnesium_mM=ACCLIMATED_MAGNESIUM * sweat.magnesium_mM,
    )


@dataclass(frozen=True)
class SweatingPeople:
    """One sweat rate [L/h] and one sweat per person drawn; the two are drawn apart."""

    rate_L_h: np.ndarray
    sweat: Sweat


def whole_body_sodium_mM(forearm_mM: ArrayLike = 43.6) -> np.ndarray:
    """Sodium of the whole body's sweat from a patch on the forearm [mmol/L] (Baker 2016).

    5 to 130 mmol/L, scalar or array; ValueError outside. A forearm patch reads too high.
    """
    require_between(5, 130, "mmol/L", forearm_mM=forearm_mM)
    return FOREARM_SLOPE * np.asarray(forearm_mM, dtype=float) + FOREARM_INTERCEPT


def log_normal_parameters(mean: float = RATE_MEAN, sd: float = RATE_SD) -> tuple[float, float]:
    """Mean and SD of the logarithm that give this mean and SD (0.001 to 1000 each, one unit for both).

    That sweat is log-normal is our assumption: never negative, and with a long tail upwards.
    """
    require_number(0.001, 1000, "", mean=mean, sd=sd)
    mean, sd = float(mean), float(sd)
    variance = np.log1p((sd / mean) ** 2)
    return float(np.log(mean) - variance / 2), float(np.sqrt(variance))


def sample_people(people: int = 100, seed: int = 1) -> SweatingPeople:
    """Draw sweat rates and sweats as they differ between athletes: 1 to 200000 people, one seed.

    Mean and SD are measured, the log-normal shape is assumed; sodium and rate stay within the range seen.
    Same seed, same people. ValueError outside. Rate and salts are drawn independently of each other.
    """
    require_whole(1, 200_000, "people", people=people)
    require_seed(seed=seed)
    draw = np.random.default_rng(seed)

    def log_normal(mean: float, sd: float, low: float = 0.0, high: float = np.inf) -> np.ndarray:
        mu, sigma = log_normal_parameters(mean, sd)
        values = draw.lognormal(mu, sigma, people)
        while np.any(outside := (values < low) | (values > high)):  # draw those again
            values[outside] = draw.lognormal(mu, sigma, np.count_nonzero(outside))
        return values

    rate = log_normal(RATE_MEAN, RATE_SD, RATE_LOWEST, RATE_HIGHEST)
    sodium = log_normal(SODIUM_MEAN, SODIUM_SD, SODIUM_LOWEST, SODIUM_HIGHEST)
    potassium = draw.normal(POTASSIUM_MEAN, POTASSIUM_SD, people)
    sweat = Sweat(
        sodium_mM=sodium,
        chloride_mM=CHLORIDE_PER_SODIUM * sodium,
        potassium_mM=np.clip(potassium, POTASSIUM_LOWEST, POTASSIUM_HIGHEST),
        calcium_mM=log_normal(CALCIUM_MEAN, CALCIUM_SD),
        magnesium_mM=log_normal(MAGNESIUM_MEAN, MAGNESIUM_SD),
    )
    return SweatingPeople(rate, sweat)
