"""A fluttering eyelid: episodes of a made-up day, at random, and the bursts inside one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from helpers.figures.eyelid import DAY_H, SECONDS, eyelid_frame, eyelid_skeleton
from helpers.panels.base import Panel, Slider, Switch
from helpers.physiology import sleep_receptors
from helpers.physiology.eyelid import (
    BURST_FASTEST,
    BURST_FREQUENCY,
    BURST_SLOWEST,
    burst_times_s,
    episodes,
)
from helpers.physiology.muscle_signal import muscle_signal
from helpers.physiology.sleep import pressure_awake
from helpers.physiology.sleep_receptors import REFERENCE_HOURS_AWAKE
from helpers.physiology.twitch_rate import twitch_rate_per_hour

DRAWN_RATE_HZ = 1000


@dataclass(frozen=True)
class EyelidState:
    """One made-up day of an eyelid, as if the whole day were spent at this sleep pressure.

    ``expected`` is the average number of episodes over many such days; this day's are drawn at random.
    """

    hours_awake: int
    burst_hz: float
    day: int
    sceptic: bool
    expected: float
    episodes: int
    minutes: float
    words: str
    start_h: np.ndarray
    length_min: np.ndarray
    time_s: np.ndarray
    signal: np.ndarray


class EyelidFlutter(Panel):
    """Keep somebody awake for longer, draw day after day, and see how little one day tells."""

    title = "A fluttering eyelid (a teaching model: only the speed of its bursts was measured)"
    question = "The rate of episodes doubles. Can it be told from one day?"

    hours_awake = Slider(
        "Awake for", 8, 56, reference=int(REFERENCE_HOURS_AWAKE), step=4, unit="h", hint="all day long"
    )
    burst_hz = Slider(
        "Bursts",
        float(BURST_SLOWEST),
        float(BURST_FASTEST),
        reference=float(BURST_FREQUENCY),
        step=0.5,
        unit="per second",
    )
    day = Slider("Another day", 1, 30, reference=1, step=1, hint="same rate, other chance")
    sceptic = Switch("Sceptic", hint="lost sleep changes nothing in the cortex")

    presets: ClassVar = {
        "rested": {},
        "after a lost night": {"hours_awake": 32},
        "slow flutter": {"burst_hz": float(BURST_SLOWEST)},
        "fast flutter": {"burst_hz": float(BURST_FASTEST)},
    }

    def compute(self, hours_awake: int, burst_hz: float, day: int, sceptic: bool) -> EyelidState:
        """Turn hours awake into a rate, draw one day at that rate, and let one unit flicker."""
        fall = sleep_receptors.threshold_fall(pressure_awake(hours_awake), sceptic=sceptic)
        rate = float(twitch_rate_per_hour(fall))
        record = episodes(rate, DAY_H, seed=day)
        count, minutes = record.start_h.size, float(record.length_min.sum())
        time_s, signal = _flicker(burst_hz, day)
        return EyelidState(
            hours_awake=hours_awake,
            burst_hz=burst_hz,
            day=day,
            sceptic=sceptic,
            expected=rate * DAY_H,
            episodes=count,
            minutes=minutes,
            words=f"{_counted(count)}; on average {rate * DAY_H:.0f} a day",
            start_h=record.start_h,
            length_min=record.length_min,
            time_s=time_s,
            signal=signal,
        )

    skeleton = staticmethod(eyelid_skeleton)
    frame = staticmethod(eyelid_frame)

    def describe(self, state: EyelidState, reference: EyelidState) -> str:
        """Say what this day happened to bring, and what many such days bring on average."""
        doubted = ", the sceptic’s way" if state.sceptic else ""
        return (
            f"Day {state.day} at {state.hours_awake} hours awake{doubted}: {_counted(state.episodes)}, "
            f"{state.minutes:.0f} minutes in all, at {state.burst_hz:g} bursts a second. Over many such days "
            f"the model expects {state.expected:.1f} a day (rested {reference.expected:.1f})."
        )

    def chain(self, state: EyelidState, reference: EyelidState) -> Mapping[str, str]:
        """Lost sleep by its usual route; the flutter itself begins in the nerve fibre."""
        return {
            "behaviour": f"awake for {state.hours_awake} h",
            "threshold": "lower by way of the cortex: assumed",
            "axon": f"one unit, {state.burst_hz:g} bursts a second",
            "muscle": _counted(state.episodes),
        }


def _counted(count: int) -> str:
    return {0: "no episode", 1: "1 episode"}.get(count, f"{count} episodes")


@lru_cache(maxsize=64)
def _flicker(burst_hz: float, day: int) -> tuple[np.ndarray, np.ndarray]:
    """Three seconds of one unit's bursts."""
    bursts = burst_times_s(SECONDS / 60 * 2, burst_hz, seed=day)
    signal = muscle_signal(bursts[bursts < SECONDS], DRAWN_RATE_HZ, SECONDS)
    return np.arange(signal.size) / DRAWN_RATE_HZ, signal
