"""After a fright: adrenaline for some minutes, cortisol when it has gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from helpers import records
from helpers.figures.fright import FOLLOWED_MIN, fright_frame, fright_skeleton
from helpers.panels.base import Panel, Slider
from helpers.physiology import stress, twitch_rate

TIME_MIN = np.linspace(*FOLLOWED_MIN, 121)


@dataclass(frozen=True)
class FrightState:
    """The two messengers and the brake at one moment after a fright, and along two hours."""

    fright_percent: int
    minutes: int
    weakening_percent: int
    adrenaline_percent: float
    cortisol_percent: float
    brake_percent: float
    threshold_fall: float
    time_min: np.ndarray
    adrenaline_curve_percent: np.ndarray
    cortisol_curve_percent: np.ndarray
    brake_curve_percent: np.ndarray
    brake_words: str


class AfterAFright(Panel):
    """Move along the two hours after a fright: adrenaline comes at once, cortisol when it has gone."""

    title = "Two messengers after a fright"
    question = "Fifteen minutes after a fright, how much of the adrenaline is left?"

    minutes_after = Slider("Minutes after", 0, 120, reference=5, step=1, unit="min")
    fright_percent = Slider("Fright", 0, 100, reference=100, step=5, unit="% of a speech")
    weakening_percent = Slider(
        "Brake lost", 0, 40, reference=20, step=5, unit="%", hint="to cortisol at its peak, □ assumption"
    )

    presets = {
        "5 minutes": {},
        "cortisol's peak": {"minutes_after": int(stress.CORTISOL_PEAK_TIME)},
        "2 hours": {"minutes_after": 120},
        "the sceptic": {"minutes_after": int(stress.CORTISOL_PEAK_TIME), "weakening_percent": 0},
    }

    def compute(self, minutes_after: int, fright_percent: int, weakening_percent: int) -> FrightState:
        """Follow both messengers, and take cortisol on to the brake and the threshold."""
        size, loss = fright_percent / 100, weakening_percent / 100
        cortisol = stress.cortisol_pulse(TIME_MIN, size)
        now = stress.cortisol_pulse(minutes_after, size)
        return FrightState(
            fright_percent=fright_percent,
            minutes=minutes_after,
            weakening_percent=weakening_percent,
            adrenaline_percent=float(_adrenaline_percent(minutes_after, size)),
            cortisol_percent=100 * float(now),
            brake_percent=100 * float(stress.cortical_inhibition(now, loss)),
            threshold_fall=float(stress.threshold_fall(now, loss)),
            time_min=TIME_MIN,
            adrenaline_curve_percent=_adrenaline_percent(TIME_MIN, size),
            cortisol_curve_percent=100 * cortisol,
            brake_curve_percent=100 * stress.cortical_inhibition(cortisol, loss),
            brake_words=f"size: {' '.join(records.MARKS[stress.INHIBITION_LOSS.confidence])}",
        )

    skeleton = staticmethod(fright_skeleton)
    frame = staticmethod(fright_frame)

    def describe(self, state: FrightState, reference: FrightState) -> str:
        """Say what is left of each messenger, and what the second does to the brake."""
        brake, before = f"{state.brake_percent:.0f} %", f"{reference.brake_percent:.0f} %"
        return (
            f"{state.minutes} min after a fright of {state.fright_percent} %: adrenaline "
            f"{state.adrenaline_percent:.0f} % and cortisol {state.cortisol_percent:.0f} % of a speech's "
            f"peak. If cortisol can take {state.weakening_percent} % off the brake, {brake} of it works now "
            f"(reference, {reference.minutes} min: {before})."
        )

    def chain(self, state: FrightState, reference: FrightState) -> Mapping[str, str]:
        """Cortisol: brake, threshold, twitches. Adrenaline: straight to the muscle."""
        return {
            "behaviour": f"a fright of {state.fright_percent} %, {state.minutes} min ago",
            "blood": f"adrenaline {state.adrenaline_percent:.0f} %, cortisol {state.cortisol_percent:.0f} %",
            "gate": f"brake of the motor cortex at {state.brake_percent:.0f} % (□ assumed)",
            "threshold": f"comes down by {100 * state.threshold_fall:.1f} %",
            "muscle": "by cortisol, one axon's twitches, a teaching estimate: "
            f"{twitch_rate.rate_words(state.threshold_fall)}; by adrenaline, tremor",
        }


@lru_cache(maxsize=1)
def _adrenaline_at_peak() -> float:
    return float(stress.peak_adrenaline_nM(1.0) - stress.RESTING_ADRENALINE)


def _adrenaline_percent(minutes: Any, size: float) -> np.ndarray:
    """Adrenaline above rest, in % of what a speech adds at its peak."""
    course = stress.adrenaline_course_nM(minutes, stress.peak_adrenaline_nM(size))
    return 100 * (course - stress.RESTING_ADRENALINE) / _adrenaline_at_peak()
