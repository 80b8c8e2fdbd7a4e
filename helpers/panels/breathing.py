"""Overbreathing, from breath to nerve: two hypotheses about calcium, the experiment beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from helpers import evidence
from helpers.display import signed
from helpers.figures.breathing import PH, TIME_MIN, overbreathing_frame, overbreathing_skeleton
from helpers.figures.people import plain_words
from helpers.panels.base import Choice, Panel, Slider, Switch
from helpers.physiology import twitch_rate
from helpers.physiology.axon_equations import REFERENCE_CALCIUM, gating_shift_mV
from helpers.physiology.axon_thresholds import thresholds
from helpers.physiology.blood import QUIET_PH, breathed_calcium_mM
from helpers.physiology.breathing import (
    DIRECT_FALL_PER_PH,
    REST_VENTILATION,
    breathing_state,
    overbreathing_co2_mmHg,
)
from helpers.physiology.calcium import arterial_pH

FALLS, STAYS = "falls", "stays"  # the textbook; the experiment
EXPERIMENT = "steurer_1997"
TIMES_MIN = np.linspace(*TIME_MIN, 61)
PH_AXIS = np.linspace(QUIET_PH, PH[1], 31)
FIRES_AT_FALL = float(twitch_rate.threshold_fall(thresholds(0.0).silent_until_mV))


@dataclass(frozen=True)
class BreathState:
    """The blood at the end of the spell, and what two routes make of it at the nerve.

    Changes and falls are counted from quiet breathing. ``fires_at_fall`` is where the kit's axon, a squid's
    in the cold, would fire by itself. ``times`` is the breathing in multiples of the need, named otherwise
    than in the explorer: that computes calcium by the formula, and takes over the calcium found here instead.
    """

    times: float
    minutes: int
    calcium: str
    direct: bool
    co2_mmHg: float
    pH: float
    calcium_mM: float
    calcium_change_mM: float
    calcium_fall: float
    direct_fall: float
    threshold_fall: float
    fires_at_fall: float
    time_min: np.ndarray
    co2_course_mmHg: np.ndarray
    pH_course: np.ndarray
    pH_axis: np.ndarray
    formula_change_mM: np.ndarray
    chosen_pH: np.ndarray
    chosen_change_mM: np.ndarray
    measured_pH: float
    measured_pH_range: tuple[float, float]
    measurement: str


class Overbreathing(Panel):
    """Breathe more than the body needs, choose what calcium does, and see what the nerve makes of it."""

    title = "From breath to nerve (the axon is a squid's, in the cold)"
    question = "Who breathes too much tingles. Is it because calcium falls?"

    breathing_times = Slider("Breathing", 1.0, 3.0, reference=1.0, step=0.1, unit="× the need")
    minutes = Slider("For how long", 1, 15, reference=5, step=1, unit="min")
    calcium = Choice("Ionised calcium", [FALLS, STAYS], reference=FALLS)
    direct = Switch("pH also acts on the gates themselves", hint="□ assumption")

    presets = {
        "quiet": {},
        "twice the air": {"breathing_times": 2.0},
        "textbook": {"breathing_times": 3.0},
        "experiment": {"breathing_times": 3.0, "calcium": STAYS},
        "pH itself": {"breathing_times": 3.0, "calcium": STAYS, "direct": True},
    }

    def compute(self, breathing_times: float, minutes: int, calcium: str, direct: bool) -> BreathState:
        """Follow carbon dioxide through the spell, and take its end on to the nerve."""
        ventilation = breathing_times * REST_VENTILATION
        course = overbreathing_co2_mmHg(TIMES_MIN, ventilation, minutes)
        co2 = float(overbreathing_co2_mmHg(minutes, ventilation, minutes))
        blood = breathing_state(
            co2,
            calcium_slope_mM_per_pH=None if calcium == FALLS else 0.0,
            direct_fall_per_pH=DIRECT_FALL_PER_PH if direct else 0.0,
        )
        pH = float(blood.pH)
        change = float(_formula_change_mM(np.array(pH))) if calcium == FALLS else 0.0
        chosen_pH = np.linspace(QUIET_PH, pH, 11)
        chosen_change = _formula_change_mM(chosen_pH) if calcium == FALLS else np.zeros(chosen_pH.size)
        measured, measured_range, words = _experiment()
        return BreathState(
            times=breathing_times,
            minutes=minutes,
            calcium=calcium,
            direct=direct,
            co2_mmHg=co2,
            pH=pH,
            calcium_mM=REFERENCE_CALCIUM + change,
            calcium_change_mM=change,
            calcium_fall=float(blood.calcium_fall),
            direct_fall=float(blood.direct_fall),
            threshold_fall=float(blood.threshold_fall),
            fires_at_fall=FIRES_AT_FALL,
            time_min=TIMES_MIN,
            co2_course_mmHg=course,
            pH_course=arterial_pH(course),
            pH_axis=PH_AXIS,
            formula_change_mM=_formula_change_mM(PH_AXIS),
            chosen_pH=chosen_pH,
            chosen_change_mM=chosen_change,
            measured_pH=measured,
            measured_pH_range=measured_range,
            measurement=words,
        )

    skeleton = staticmethod(overbreathing_skeleton)
    frame = staticmethod(overbreathing_frame)

    def describe(self, state: BreathState, reference: BreathState) -> str:
        """Say what the spell does to the blood and to calcium, and how far the threshold comes down."""
        return (
            f"After {_minutes(state.minutes)} at {state.times:.1f} times the need: carbon dioxide "
            f"{state.co2_mmHg:.0f} mmHg (quiet {reference.co2_mmHg:.0f}), pH {state.pH:.2f} "
            f"({reference.pH:.2f}). {_calcium(state)} The threshold comes down by {_falls(state)}; this axon "
            f"fires by itself at {100 * state.fires_at_fall:.0f} %."
        )

    def chain(self, state: BreathState, reference: BreathState) -> Mapping[str, str]:
        """Breath, blood, gates, threshold: by calcium, and by pH itself where that is switched on."""
        texts = {
            "behaviour": f"{state.times:.1f} times the air needed, for {_minutes(state.minutes)}",
            "blood": f"carbon dioxide {state.co2_mmHg:.0f} mmHg, pH {state.pH:.2f}, "
            f"calcium {state.calcium_mM:.2f} mmol/L",
        }
        gates = []
        if state.calcium == FALLS:
            gates.append(f"gates moved by {signed(float(gating_shift_mV(state.calcium_mM)), 1)} mV")
        if state.direct:
            gates.append("gates feel the pH itself (□ assumed)")
        if gates:
            texts["gate"] = "; ".join(gates)
            texts["threshold"] = f"comes down by {100 * state.threshold_fall:.0f} %"
            texts["axon"] = f"at rest; fires by itself from {100 * state.fires_at_fall:.0f} % on (squid)"
            rate = twitch_rate.rate_words(state.threshold_fall)
            texts["muscle"] = f"one axon's twitches, a teaching estimate: {rate}"
        return texts


def _formula_change_mM(pH: np.ndarray) -> np.ndarray:
    """Change of ionised calcium from quiet breathing, by the usual instrument formula."""
    return breathed_calcium_mM(REFERENCE_CALCIUM, pH) - REFERENCE_CALCIUM


@lru_cache(maxsize=1)
def _experiment() -> tuple[float, tuple[float, float], str]:
    """The pH reached in the experiment, its spread, and what calcium did, in words."""
    rows = [row for row in evidence.rows("calcium_and_ph") if row.source == EXPERIMENT]
    during = next(row for row in rows if row.quantity == "arterial pH" and row.moment == "during")
    calcium = next(row for row in rows if row.quantity == "change of ionised calcium")
    year = evidence.source(EXPERIMENT).year
    words = f"{calcium.people} people, {year}:<br>{plain_words(calcium.finding)}"
    return float(during.value), (float(during.low), float(during.high)), words


def _minutes(minutes: int) -> str:
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _calcium(state: BreathState) -> str:
    if state.calcium == STAYS:
        return "As the experiment suggests, ionised calcium stays."
    fall = abs(state.calcium_change_mM)
    return f"As in the textbook, ionised calcium falls as pH rises: by {fall:.2f} mmol/L."


def _falls(state: BreathState) -> str:
    by_calcium = f"{100 * state.calcium_fall:.0f} % through calcium"
    if not state.direct:
        return by_calcium
    return f"{by_calcium} and {100 * state.direct_fall:.0f} % through pH itself"
