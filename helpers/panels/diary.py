"""Which came first, the worry or the twitch? An invented diary, and what it could tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers.display import signed
from helpers.figures.diary import diary_frame, diary_skeleton
from helpers.panels.base import Panel, Slider
from helpers.physiology.diary import correlations, diary, interval_95


@dataclass(frozen=True)
class Found:
    """One correlation and the 95 % interval that so many days leave it."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class DiaryState:
    """One diary, and the three correlations of such diaries.

    ``tells`` is True where the intervals of the two orders of days do not overlap.
    """

    days: int
    worry: np.ndarray
    twitches: np.ndarray
    found: tuple[Found, ...]
    same_day: float
    tells: bool


class WorryAndTwitch(Panel):
    """Choose what truly brings what, then look whether a survey or a diary could have found it out."""

    title = "Worry and twitch in an invented diary (□ assumption)"
    question = "On worried days people twitch more. Does worry bring the twitch?"

    worry_to_twitch = Slider("Worry brings twitches next day", 0.0, 0.4, reference=0.0, step=0.05)
    twitch_to_worry = Slider("Twitches bring worry next day", 0.0, 0.4, reference=0.3, step=0.05)
    shared = Slider("Bad nights bring both", 0.0, 0.8, reference=0.0, step=0.05)
    days = Slider("Length of the diary", 14, 120, reference=28, step=1, unit="days")

    presets = {
        "twitch first": {},
        "worry first": {"worry_to_twitch": 0.3, "twitch_to_worry": 0.0},
        "a circle": {"worry_to_twitch": 0.3},
        "bad nights": {"twitch_to_worry": 0.0, "shared": 0.4},
        "120 days": {"days": 120},
        "strong": {"twitch_to_worry": 0.4, "days": 120},
    }

    def compute(self, worry_to_twitch: float, twitch_to_worry: float, shared: float, days: int) -> DiaryState:
        """Write the diary, and take the correlations that follow from what was set."""
        truth = correlations(worry_to_twitch, twitch_to_worry, shared)
        worry, twitches = diary(days, worry_to_twitch, twitch_to_worry, shared)
        same = _found("same day", truth.same_day, days)
        forwards = _found("worry, then twitch", truth.worry_then_twitch, days - 1)
        backwards = _found("twitch, then worry", truth.twitch_then_worry, days - 1)
        return DiaryState(
            days=days,
            worry=worry,
            twitches=twitches,
            found=(same, forwards, backwards),
            same_day=truth.same_day,
            tells=forwards.low > backwards.high or backwards.low > forwards.high,
        )

    skeleton = staticmethod(diary_skeleton)
    frame = staticmethod(diary_frame)

    def describe(self, state: DiaryState, reference: DiaryState) -> str:
        """Say what a survey of one day finds, what the order of days says, and whether it is enough."""
        same, forwards, backwards = (signed(one.value, 2) for one in state.found)
        apart = "do not overlap: the diary can tell" if state.tells else "overlap: the diary cannot tell"
        return (
            f"Asked on one day, worry and twitches go together by {same}. Today's worry with tomorrow's "
            f"twitches: {forwards}; today's twitches with tomorrow's worry: {backwards}. After {state.days} "
            f"days the last two intervals {apart}."
        )


def _found(name: str, correlation: float, pairs: int) -> Found:
    """A correlation with its interval from so many pairs of days."""
    low, high = interval_95(correlation, pairs)
    return Found(name, correlation, float(low), float(high))
