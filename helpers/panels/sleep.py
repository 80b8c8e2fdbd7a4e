"""Lesson 02's core panel: a week of nights, and what they make of receptors and twitches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from helpers.figures.sleep import percent, week_frame, week_skeleton
from helpers.panels.base import Panel, Slider, Switch
from helpers.physiology import sleep_receptors, twitch_rate
from helpers.physiology.sleep import DAY_H, HABITUAL_SLEEP, WAKING_TIME
from helpers.physiology.sleep_week import (
    AFTERNOON,
    DAYS,
    FIRST_FREE_DAY,
    MOST_MISSED,
    NIGHTS,
    STUDIED_SHORT_NIGHT,
    hours_awake,
    in_lost_nights,
    mean_night_h,
    nights,
    week_pressure,
)
from helpers.records import MARKS

DAY_WORDS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "next Monday")
WEEK_H = np.arange(float(WAKING_TIME), DAY_H * DAYS + 1.0, 0.5)
AFTERNOONS_H = DAY_H * np.arange(DAYS) + AFTERNOON
EXTRAPOLATED, ASSUMED = (" ".join(MARKS[word]) for word in ("extrapolated", "assumption"))
NULL_STUDIES = "sceptic: no change"


@dataclass(frozen=True)
class SleepWeekState:
    """A week of nights, and one afternoon of it beside a rested one.

    ``sleep_h`` is the average of the five nights from Monday to Friday. Receptors, balance and twitches are
    multiples of a rested afternoon's; ``in_lost_nights`` is the risen pressure in units of one lost night.
    ``extrapolated`` is True where short nights, and not a lost one, moved the receptors.
    """

    night_h: float
    missed_nights: int
    look_day: int
    sceptic: bool
    sleep_h: float
    day_name: str
    hours_awake: float
    sleep_pressure: float
    in_lost_nights: float
    a1: float
    d2: float
    balance: float
    threshold_fall: float
    twitch_ratio: float
    extrapolated: bool
    grades: tuple[str, ...]
    time_day: np.ndarray
    pressure: np.ndarray
    asleep_day: np.ndarray
    awake_day: np.ndarray
    night_middle_day: np.ndarray
    night_hours: np.ndarray
    afternoon_day: np.ndarray
    afternoon_pressure: np.ndarray


class WeekOfSleep(Panel):
    """Build a week of nights, choose an afternoon, and follow it from sleep pressure to twitches."""

    title = "A week of sleep, and one afternoon of it"
    question = "One night without any sleep, or a week of short nights: which changes more?"

    night_h = Slider("Weekday nights", 3.0, 9.0, reference=8.0, step=0.5, unit="h", hint="Monday to Friday")
    missed_nights = Slider(
        "Lost nights", 0, MOST_MISSED, reference=0, step=1, hint="no sleep at all; the last of the five"
    )
    look_day = Slider(
        "Look at day", 1, DAYS, reference=FIRST_FREE_DAY, step=1, hint="1: Monday, 6: Saturday; always 15:00"
    )
    sceptic = Switch("Sceptic", hint="lost sleep changes nothing in the cortex")

    presets: ClassVar = {
        "rested": {},
        "five short nights": {"night_h": float(STUDIED_SHORT_NIGHT)},
        "one lost night": {"missed_nights": 1},
        "two lost nights": {"missed_nights": 2},
        "a night later": {"missed_nights": 1, "look_day": FIRST_FREE_DAY + 1},
    }

    def compute(self, night_h: float, missed_nights: int, look_day: int, sceptic: bool) -> SleepWeekState:
        """Follow the week's pressure, and read receptors, balance and twitches off the afternoon."""
        missed_nights, look_day = int(missed_nights), int(look_day)  # a prediction's settings are floats
        week = _week(night_h, missed_nights)
        pressure = float(week["afternoon_pressure"][look_day - 1])
        awake = float(hours_awake(AFTERNOONS_H[look_day - 1], night_h, missed_nights))
        balance = float(sleep_receptors.excitation_over_inhibition(pressure, sceptic=sceptic))
        fall = float(sleep_receptors.threshold_fall(pressure, sceptic=sceptic))
        extrapolated = night_h != HABITUAL_SLEEP and awake < DAY_H
        receptors = EXTRAPOLATED if extrapolated else "fitted to lost nights"
        chosen = NULL_STUDIES if sceptic else ASSUMED
        return SleepWeekState(
            night_h=night_h,
            missed_nights=missed_nights,
            look_day=look_day,
            sceptic=sceptic,
            sleep_h=mean_night_h(night_h, missed_nights),
            day_name=DAY_WORDS[look_day - 1],
            hours_awake=awake,
            sleep_pressure=pressure,
            in_lost_nights=float(in_lost_nights(pressure)),
            a1=float(sleep_receptors.a1_availability(pressure)),
            d2=float(sleep_receptors.d2_availability(pressure)),
            balance=balance,
            threshold_fall=fall,
            twitch_ratio=float(twitch_rate.rate_ratio(fall)),
            extrapolated=extrapolated,
            grades=(receptors, receptors, chosen, chosen),
            **week,
        )

    skeleton = staticmethod(week_skeleton)
    frame = staticmethod(week_frame)

    def describe(self, state: SleepWeekState, reference: SleepWeekState) -> str:
        """Say where sleep pressure stands, what it does, and how far that has been tested."""
        day = state.day_name[0].upper() + state.day_name[1:]
        where = (
            f"{day} at 15:00, {state.hours_awake:.0f} hours awake: sleep pressure {state.sleep_pressure:.2f} "
            f"(rested {reference.sleep_pressure:.2f})."
        )
        receptors = f"A1 receptors {percent(state.a1)}, D2 {percent(state.d2)}"
        now, rested = (twitch_rate.rate_words(one.threshold_fall) for one in (state, reference))
        twitches = f"Twitches of the model’s axon: {now} (rested {rested})."
        if state.sceptic:
            twitches = f"Sceptic: the model’s axon twitches as when rested, {rested}."
        if state.extrapolated:
            receptors += " (extrapolated: the one study of short nights saw no change of A1)"
        return f"{where} {receptors}. {twitches}"

    def chain(self, state: SleepWeekState, reference: SleepWeekState) -> Mapping[str, str]:
        """Nights act in the brain: on receptors, then, by assumption, on a threshold far below."""
        lost = {0: "", 1: ", the last one lost", 2: ", the last two lost"}[state.missed_nights]
        direction = "higher" if state.threshold_fall < 0 else "lower"
        return {
            "behaviour": f"five nights of {state.night_h:g} h{lost}",
            "gate": f"in the brain: A1 {percent(state.a1)}, D2 {percent(state.d2)}",
            "threshold": f"{abs(100 * state.threshold_fall):.1f} % {direction}, through the cortex: assumed",
            "axon": f"twitches, a teaching estimate: {twitch_rate.rate_words(state.threshold_fall)}",
            "muscle": f"{state.twitch_ratio:.1f} times a rested week’s twitches",
        }


@lru_cache(maxsize=64)
def _week(night_h: float, missed_nights: int) -> dict[str, np.ndarray]:
    """What the afternoon and the sceptic do not change: the week's nights and its pressure, in days."""
    night, asleep_h, awake_h = nights(night_h, missed_nights)
    pressure, _ = week_pressure(WEEK_H, night_h, missed_nights)
    afternoons, _ = week_pressure(AFTERNOONS_H, night_h, missed_nights)
    hours = np.zeros(NIGHTS)
    hours[night - 1] = awake_h - asleep_h
    middle_h = DAY_H * np.arange(1, NIGHTS + 1) + WAKING_TIME - HABITUAL_SLEEP / 2
    return {
        "time_day": WEEK_H / DAY_H,
        "pressure": pressure,
        "asleep_day": asleep_h / DAY_H,
        "awake_day": awake_h / DAY_H,
        "night_middle_day": middle_h / DAY_H,
        "night_hours": hours,
        "afternoon_day": AFTERNOONS_H / DAY_H,
        "afternoon_pressure": afternoons,
    }
