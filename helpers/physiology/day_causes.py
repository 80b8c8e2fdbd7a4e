"""What a learner sets for a day, and what it makes of the blood and of sleep pressure.

No law of its own: each setting goes to the model that knows it. Nights go to ``sleep_course``, drinks to
``caffeine_course``, diet, sun and glands to ``blood``, breath to ``breathing``, a scare to ``stress``.
Weeks and minutes meet here: diet, sun and glands stand for months of living like this and do not change
within the day; drinks, breath and stress have an hour.

Route to the muscle: ``day.py`` takes it on from here. Left out: caffeine that shortens the night, meals,
and more than one spell of overbreathing or one scare.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology import breathing, caffeine, sleep, stress
from helpers.physiology.axon_equations import MAGNESIUM_WEIGHT
from helpers.physiology.blood import Blood, blood, breathed_pH
from helpers.physiology.caffeine_course import DRINK_RANGE, concentration_mg_L, steady_concentration_mg_L
from helpers.physiology.calcium_loop import NORMAL_INTAKE
from helpers.physiology.medicines import MOST_EXPOSURE
from helpers.physiology.quantity import require_between, require_number, require_switch
from helpers.physiology.sleep_course import scheduled_pressure
from helpers.physiology.vitamin_d import USUAL_DIET, USUAL_MINUTES

LONGEST_MIN = 240.0  # breath and cortisol are followed for four hours
SWITCHES = (
    "caffeine_daily",
    "direct_pH_route",
    "sceptic_sleep",
    "sceptic_caffeine",
    "sceptic_cortisol",
    "sceptic_breathing",
)

Numbers = float | Sequence[float] | np.ndarray


@dataclass(frozen=True)
class Day:
    """All that a learner sets; every hour counts from the first midnight. ValueError outside a range.

    **Nights.** ``habitual_sleep_h`` (0 to 24) every night before; awake since ``woke_at_h`` (0 to 24), then
    asleep from each of ``asleep_at_h`` to its ``awake_at_h``, within 40 days; None is no sleep at all.

    **Drinks.** ``caffeine_mg`` (0 to 2000), one for all or one for each of ``caffeine_at_h`` (0 to 2400);
    ``caffeine_daily``: the same every day for weeks. ``drinker`` holds half-life and weight.

    **Diet, sun, glands, anxiety.** As in :func:`helpers.physiology.blood.blood`: months of living like this.
    ``magnesium_weight`` (0 to 1) as in ``gating_shift_mV``.

    **Breath.** ``breathing_times`` the need (1 to 3) from ``overbreathing_at_h`` (0 to 2400) for
    ``overbreathing_min`` (0 to 120). ``anxiety`` breathes all day. ``direct_pH_route``: pH acts on the gates
    itself as well.

    **Stress** (0 to 1): one scare at ``stress_at_h`` (0 to 2400). **Medicines**: how many have a label that
    calls tremor or twitching common, or very common (0 to 100); one counts more if its level is raised.

    **Sceptics.** Each takes the null studies of one cause at their word.
    """

    habitual_sleep_h: float = sleep.HABITUAL_SLEEP
    woke_at_h: float = sleep.WAKING_TIME
    asleep_at_h: Numbers | None = None
    awake_at_h: Numbers | None = None
    sleeper: sleep.Sleeper = sleep.TYPICAL

    caffeine_mg: Numbers = 0.0
    caffeine_at_h: Numbers = 8.0
    caffeine_daily: bool = False
    drinker: caffeine.Drinker = caffeine.TYPICAL

    calcium_intake_mg_day: float = NORMAL_INTAKE
    gland_function: float = 1.0
    magnesium_intake_mg_day: float = 300.0
    magnesium_leak_mM: float = 0.0
    sun_min_day: float = USUAL_MINUTES
    month: int = 8
    vitamin_d_intake_IU_day: float = USUAL_DIET
    magnesium_weight: float = MAGNESIUM_WEIGHT

    breathing_times: float = 1.0
    overbreathing_at_h: float = 8.0
    overbreathing_min: float = 5.0
    anxiety: float = 0.0
    direct_pH_route: bool = False

    stress: float = 0.0
    stress_at_h: float = 8.0

    common_medicines: float = 0.0
    very_common_medicines: float = 0.0

    sceptic_sleep: bool = False
    sceptic_caffeine: bool = False
    sceptic_cortisol: bool = False
    sceptic_breathing: bool = False

    def __post_init__(self) -> None:
        require_number(0, sleep.DAY_H, "h", habitual_sleep_h=self.habitual_sleep_h, woke_at_h=self.woke_at_h)
        self.pressure(self.woke_at_h)  # refuses a wrong sleeper, and nights that do not pair up
        require_between(*caffeine.DOSE_RANGE, "mg", caffeine_mg=self.caffeine_mg)
        hours = {"overbreathing_at_h": self.overbreathing_at_h, "stress_at_h": self.stress_at_h}
        require_between(*DRINK_RANGE, "h", caffeine_at_h=self.caffeine_at_h)
        require_number(*DRINK_RANGE, "h", **hours)
        doses, drinks = np.shape(self.caffeine_mg), np.shape(self.caffeine_at_h)
        if len(drinks) > 1 or doses not in {(), (1,), drinks}:
            allowed = "one number, or one for each of caffeine_at_h"
            raise ValueError(f"caffeine_mg must be {allowed}, got {self.caffeine_mg!r}")
        self.caffeine_mg_L(self.woke_at_h)  # refuses a wrong drinker
        require_number(0, 1, "of calcium's effect", magnesium_weight=self.magnesium_weight)
        require_number(1, 3, "times the need", breathing_times=self.breathing_times)
        require_number(0, LONGEST_MIN / 2, "min", overbreathing_min=self.overbreathing_min)
        require_number(0, 1, "", anxiety=self.anxiety, stress=self.stress)
        counts = {
            "common_medicines": self.common_medicines,
            "very_common_medicines": self.very_common_medicines,
        }
        require_number(0, MOST_EXPOSURE, "medicines", **counts)
        require_switch(**{name: getattr(self, name) for name in SWITCHES})
        for name in ("asleep_at_h", "awake_at_h", "caffeine_mg", "caffeine_at_h"):
            if np.ndim(getattr(self, name)):  # a list could be changed later
                object.__setattr__(self, name, tuple(np.asarray(getattr(self, name), dtype=float).tolist()))
        _ = self.blood  # refuses what diet, sun and glands cannot be

    @cached_property
    def blood(self) -> Blood:
        """Calcium, magnesium and vitamin D of this diet, sun and glands, at quiet breathing."""
        return blood(
            self.calcium_intake_mg_day,
            self.gland_function,
            self.magnesium_intake_mg_day,
            self.magnesium_leak_mM,
            self.sun_min_day,
            self.month,
            self.vitamin_d_intake_IU_day,
        )

    def pressure(self, time_h: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Sleep pressure (0 to 1) at any times from waking to 40 days later, and True where asleep."""
        rested = float(sleep.habitual_waking_pressure(self.habitual_sleep_h, self.sleeper))
        return scheduled_pressure(
            time_h, self.asleep_at_h, self.awake_at_h, self.sleeper, rested, self.woke_at_h
        )

    def caffeine_mg_L(self, time_h: ArrayLike) -> np.ndarray:
        """Caffeine in plasma [mg/L]; ``time_h`` -2400 to 10 000."""
        level = steady_concentration_mg_L if self.caffeine_daily else concentration_mg_L
        return level(time_h, self.caffeine_mg, self.caffeine_at_h, self.drinker)

    def pH(self, time_h: ArrayLike) -> np.ndarray:
        """Arterial pH: of the spell of overbreathing, or of anxiety where that breathes more."""
        ventilation = self.breathing_times * breathing.REST_VENTILATION
        since_min = _minutes_since(self.overbreathing_at_h, time_h)
        co2 = breathing.overbreathing_co2_mmHg(since_min, ventilation, self.overbreathing_min)
        return breathed_pH(np.clip(breathing.NORMAL_CO2 / co2, 1, 3), self.anxiety)

    def cortisol(self, time_h: ArrayLike) -> np.ndarray:
        """Cortisol above rest (0 to 1) after the scare; it peaks 25 min later and is gone in four hours."""
        since_min = _minutes_since(self.stress_at_h, time_h)
        return np.where(since_min < LONGEST_MIN, stress.cortisol_pulse(since_min, self.stress), 0.0)


def _minutes_since(start_h: float, time_h: ArrayLike) -> np.ndarray:
    """Minutes since an hour: 0 before it, and no more than four hours."""
    return np.clip(60 * (np.asarray(time_h, dtype=float) - start_h), 0, LONGEST_MIN)
