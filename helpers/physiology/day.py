"""A whole day, from what we do to how often a motor axon twitches.

No law of its own: the other models are put one behind the other.

    behaviour           nights, drinks, diet, sun, breath, stress, medicines: ``day_causes.Day``
    blood               caffeine, calcium, magnesium, vitamin D, pH, cortisol
    receptor or gate    A1, D2, balance of the motor cortex, what caffeine holds; sodium gates
    threshold           one fraction for each cause, and their sum
    twitches per hour   how often noise crosses that threshold

Route to the muscle: the threshold path; ``Falls.total`` is its one number. ``OTHER_ROUTES`` reach the muscle
without the threshold, and have no term here.

Nothing is counted twice. Calcium, magnesium and vitamin D share one loop and one fall; breathing adds only
what alkaline blood takes off *that* calcium. Sleep and caffeine have a fall each: caffeine masks the pressure
that is *felt*, while the pressure itself, and its fall, go on.

Most sizes are assumptions: trust directions and ratios, never the count. Left out: tolerance to caffeine,
nerves that change in sleep, memory for short nights (the receptor terms come from lost nights).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology import caffeine_effects, medicines, sleep_receptors, stress, twitch_rate
from helpers.physiology.axon_equations import gating_shift_mV
from helpers.physiology.blood import QUIET_PH, breathed_calcium_mM
from helpers.physiology.breathing import DIRECT_FALL_PER_PH, direct_fall
from helpers.physiology.caffeine_receptors import felt_pressure, occupancy
from helpers.physiology.day_causes import Day
from helpers.physiology.magnesium import ionised_magnesium_mM

QUIET_DAY = Day()
MIDDLE_OF_DAY_H = 15.0  # eight hours after waking, where a rested sleeper adds nothing
OTHER_ROUTES = (
    "adrenaline: tremor, and potassium into muscle",
    "potassium: the fibre's own voltage",
    "sweat: sodium and water",
    "cramp: the spinal loop",
    "release at the nerve-muscle junction",
    "the QT interval of the heart",
    "strength",
)


@dataclass(frozen=True)
class Falls:
    """Fraction by which each cause lowers the firing threshold [-], positive when easier to fire."""

    sleep: np.ndarray
    caffeine: np.ndarray
    minerals: np.ndarray  # calcium, magnesium and vitamin D by their one loop
    breathing: np.ndarray  # what alkaline blood takes off that calcium
    direct_pH: np.ndarray  # what pH does to the gates itself
    cortisol: np.ndarray
    medicines: np.ndarray

    @property
    def total(self) -> np.ndarray:
        """The sum, not yet clamped."""
        return np.sum(list(vars(self).values()), axis=0)


@dataclass(frozen=True)
class DayState:
    """Every station of the chain at ``time_h``: numbers, or arrays of its shape."""

    time_h: np.ndarray
    asleep: np.ndarray
    sleep_pressure: np.ndarray
    caffeine_mg_L: np.ndarray
    ionised_calcium_mM: np.ndarray
    magnesium_mM: np.ndarray
    vitamin_d_nmol_L: np.ndarray
    pH: np.ndarray
    cortisol: np.ndarray
    a1_availability: np.ndarray
    d2_availability: np.ndarray
    excitation_over_inhibition: np.ndarray
    caffeine_occupancy: np.ndarray
    felt_pressure: np.ndarray
    gating_shift_mV: np.ndarray
    falls: Falls
    untouched: tuple[str, ...] = OTHER_ROUTES

    @property
    def rate_per_hour(self) -> np.ndarray:
        """Twitches per hour of one axon; only a lower bound where ``off_scale``, so print ``words``."""
        return twitch_rate.twitch_rate_per_hour(self.falls.total)

    @property
    def rate_ratio(self) -> np.ndarray:
        """How many times more twitches than when nothing at all is changed."""
        return twitch_rate.rate_ratio(self.falls.total)

    @property
    def off_scale(self) -> np.ndarray:
        """True where the falls add up to more than the formula is trusted with."""
        return twitch_rate.off_scale(self.falls.total)

    @property
    def words(self) -> str | np.ndarray:
        """The rate as a reader should see it: one text, or an array of them."""
        texts = np.vectorize(twitch_rate.rate_words, otypes=[object])(self.falls.total)
        return texts if texts.ndim else str(texts)


def chain(day: Day = QUIET_DAY, time_h: ArrayLike = MIDDLE_OF_DAY_H) -> DayState:
    """Behaviour, blood, receptor or gate, threshold, twitches: every station of this day at ``time_h``.

    Hours from the first midnight, one or many in any shape, from waking to 40 days later: 31 is seven in the
    morning after a night awake. ValueError outside.
    """
    if not isinstance(day, Day):
        raise ValueError(f"day must be a Day, such as Day(caffeine_mg=400), got {day!r}")
    pressure, asleep = day.pressure(time_h)
    caffeine, pH, cortisol = day.caffeine_mg_L(time_h), day.pH(time_h), day.cortisol(time_h)

    balance = sleep_receptors.excitation_over_inhibition(pressure, sceptic=day.sceptic_sleep)
    quiet, free_magnesium = day.blood.quiet_calcium_mM, ionised_magnesium_mM(day.blood.magnesium_mM)
    calcium = breathed_calcium_mM(quiet, QUIET_PH if day.sceptic_breathing else pH)
    shift = gating_shift_mV(calcium, free_magnesium, day.magnesium_weight)
    by_minerals = twitch_rate.threshold_fall(gating_shift_mV(quiet, free_magnesium, day.magnesium_weight))
    fall_per_pH = DIRECT_FALL_PER_PH if day.direct_pH_route else 0.0
    inhibition_loss = 0.0 if day.sceptic_cortisol else stress.INHIBITION_LOSS

    def at_all_times(value: ArrayLike) -> np.ndarray:
        return np.broadcast_to(value, np.shape(time_h)).copy()[()]

    falls = Falls(
        sleep=sleep_receptors.fall_from_balance(balance),
        caffeine=caffeine_effects.threshold_fall(caffeine, sceptic=day.sceptic_caffeine),
        minerals=at_all_times(by_minerals),
        breathing=at_all_times(twitch_rate.threshold_fall(shift) - by_minerals),
        direct_pH=direct_fall(pH, fall_per_pH) - direct_fall(QUIET_PH, fall_per_pH),
        cortisol=stress.threshold_fall(cortisol, inhibition_loss),
        medicines=at_all_times(medicines.threshold_fall(day.common_medicines, day.very_common_medicines)),
    )
    return DayState(
        time_h=at_all_times(np.asarray(time_h, dtype=float)),
        asleep=at_all_times(asleep),
        sleep_pressure=at_all_times(pressure),
        caffeine_mg_L=caffeine,
        ionised_calcium_mM=at_all_times(calcium),
        magnesium_mM=at_all_times(day.blood.magnesium_mM),
        vitamin_d_nmol_L=at_all_times(day.blood.vitamin_d_nmol_L),
        pH=pH,
        cortisol=at_all_times(cortisol),
        a1_availability=sleep_receptors.a1_availability(pressure),
        d2_availability=sleep_receptors.d2_availability(pressure),
        excitation_over_inhibition=balance,
        caffeine_occupancy=occupancy(caffeine),
        felt_pressure=felt_pressure(pressure, caffeine),
        gating_shift_mV=at_all_times(shift),
        falls=falls,
    )
