"""Lesson 07's laws: one way out of the body blocked, two doors of a gap closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers import evidence, records
from helpers.figures.medicines import (
    DAYS,
    blocked_frame,
    blocked_skeleton,
    doors_frame,
    doors_skeleton,
)
from helpers.panels.base import Panel, Slider
from helpers.physiology.caffeine import CUP, Drinker
from helpers.physiology.caffeine_course import (
    CUP_HOURS,
    concentration_after_change_mg_L,
    days_to_steady_state,
    mean_steady_mg_L,
)
from helpers.physiology.caffeine_effects import threshold_fall
from helpers.physiology.medicines import (
    PATHWAY_SHARE,
    auc_ceiling,
    auc_ratio,
    least_pathway_share,
    serotonin_level,
)
from helpers.physiology.twitch_rate import rate_words

BLOCK_DAY = 7
DAILY_MG = len(CUP_HOURS) * CUP
BLOCK_AXIS_PERCENT = np.linspace(0, 99, 100)
TIME_H = np.arange(0, 24 * DAYS + 0.25, 0.5)
NEARLY_THERE = 0.9
SLIGHTLY = 1.005


def inhibitor_ratio(blocked_percent: Any) -> Any:
    """Give the inhibitor's strength that takes this share of its enzyme: half of it at a ratio of 1."""
    blocked = np.asarray(blocked_percent, dtype=float) / 100
    return blocked / (1 - blocked)


def _blockers() -> dict[str, int]:
    """Give the medicines of the table of interactions that keep caffeine back, and the block it takes [%].

    What they take away of the whole removal is taken from one enzyme, whose share is ``PATHWAY_SHARE``.
    """
    times = {
        row.medicine: row.value
        for row in evidence.rows("medicine_interactions")
        if row.partner == records.CAFFEINE and row.value
    }
    weakest_first = sorted(times.items(), key=lambda item: item[1])
    return {
        name: round(100 * float(least_pathway_share(ratio)) / PATHWAY_SHARE) for name, ratio in weakest_first
    }


BLOCKERS = _blockers()


@dataclass(frozen=True)
class BlockedState:
    """Caffeine whose removal is blocked from the eighth day on, while the same cups go on."""

    pathway_percent: float
    blocked_percent: float
    half_life_h: float
    block_day: float
    exposure_ratio: float
    exposure_ceiling: float
    new_half_life_h: float
    settling_days: float
    mean_mg_L: float
    caffeine_mg_day: float
    threshold_fall: float
    block_axis_percent: np.ndarray
    exposure_curve: np.ndarray
    time_d: np.ndarray
    level_times: np.ndarray


class BlockedClearance(Panel):
    """Close one way out of the body and watch what the same cups do, day after day."""

    title = "The coffee that no longer leaves"
    question = "A medicine blocks nearly all of the enzyme that removes caffeine. What do the same cups do?"

    blocked_percent = Slider("Enzyme blocked", 0, 98, reference=0, step=1, unit="%")
    pathway_percent = Slider(
        "Share that leaves by this enzyme", 0, 95, reference=95, step=5, unit="%", hint="caffeine: 95"
    )
    half_life_h = Slider(
        "Half-life", 3.0, 7.0, reference=5.0, step=0.5, unit="h", hint="before the second medicine"
    )

    presets = {
        "coffee alone": {},
        **{f"with {name}": {"blocked_percent": blocked} for name, blocked in BLOCKERS.items()},
        "another way out": {"blocked_percent": max(BLOCKERS.values(), default=0), "pathway_percent": 50},
    }

    def compute(self, blocked_percent: float, pathway_percent: float, half_life_h: float) -> BlockedState:
        """Multiply the exposure by the law of the blocked pathway, and follow the cups for three weeks."""
        share = pathway_percent / 100
        ratio = float(auc_ratio(inhibitor_ratio(blocked_percent), share))
        before, after = Drinker(half_life_h=half_life_h), Drinker(half_life_h=half_life_h * ratio)
        level = concentration_after_change_mg_L(TIME_H, BLOCK_DAY, before, after)
        mean = float(mean_steady_mg_L(DAILY_MG, after))
        return BlockedState(
            pathway_percent=pathway_percent,
            blocked_percent=blocked_percent,
            half_life_h=half_life_h,
            block_day=float(BLOCK_DAY),
            exposure_ratio=ratio,
            exposure_ceiling=float(auc_ceiling(share)),
            new_half_life_h=after.half_life_h,
            settling_days=float(days_to_steady_state(NEARLY_THERE, after)),
            mean_mg_L=mean,
            caffeine_mg_day=float(DAILY_MG),
            threshold_fall=float(threshold_fall(mean)),
            block_axis_percent=BLOCK_AXIS_PERCENT,
            exposure_curve=auc_ratio(inhibitor_ratio(BLOCK_AXIS_PERCENT), share),
            time_d=TIME_H / 24,
            level_times=level / float(mean_steady_mg_L(DAILY_MG, before)),
        )

    skeleton = staticmethod(blocked_skeleton)
    frame = staticmethod(blocked_frame)

    def describe(self, state: BlockedState, reference: BlockedState) -> str:
        """Say how many times the exposure grows, its ceiling, and how long the new level takes to come."""
        if state.exposure_ratio < SLIGHTLY:
            alike = f"four cups a day, half-life {state.half_life_h:.1f} h, each day alike. "
            most = f"Blocking this enzyme could do at most {state.exposure_ceiling:.3g} times as much."
            if not state.pathway_percent:
                return f"No caffeine leaves by this enzyme: {alike}Blocking it can do nothing."
            if state.blocked_percent:
                return f"Hardly anything changes: {alike}{most}"
            return f"Nothing is blocked: {alike}{most}"
        half_life = f"half-life {state.new_half_life_h:.1f} h instead of {state.half_life_h:.1f} h"
        return (
            f"The same four cups a day now mean {state.exposure_ratio:.3g} times the caffeine in the blood "
            f"(at most {state.exposure_ceiling:.3g} times, whatever blocks this enzyme); {half_life}, and "
            f"nine tenths of the change come within {_days(state.settling_days)}."
        )

    def chain(self, state: BlockedState, reference: BlockedState) -> Mapping[str, str]:
        """The cups stay the same; the blood level, and with it the threshold, do not."""
        return {
            "behaviour": "four cups a day, as before",
            "blood": f"caffeine {state.exposure_ratio:.3g} times the usual mean",
            "gate": "adenosine's receptors, blocked by caffeine",
            "threshold": f"{100 * state.threshold_fall:.1f} % lower, a teaching estimate",
            "muscle": f"one axon's twitches, a teaching estimate: {rate_words(state.threshold_fall)}",
        }


def _days(days: float) -> str:
    return f"{24 * days:.0f} hours" if days < 2 else f"{days:.0f} days"


@dataclass(frozen=True)
class DoorsState:
    """Serotonin with one door closed, the other, or both: times normal."""

    reuptake_percent: float
    breakdown_percent: float
    reuptake_alone: float
    breakdown_alone: float
    both: float
    only_added: float


class TwoDoors(Panel):
    """Close the two doors by which serotonin leaves the gap between nerve cells, alone and together."""

    title = "Two doors for serotonin"
    question = "One medicine closes one door, another the other. Do their effects simply add?"

    reuptake_percent = Slider("Reuptake blocked", 0, 95, reference=0, step=5, unit="%")
    breakdown_percent = Slider("Breakdown blocked", 0, 95, reference=0, step=5, unit="%")

    presets = {
        "only the reuptake": {"reuptake_percent": 80},
        "only the breakdown": {"breakdown_percent": 90},
        "both": {"reuptake_percent": 80, "breakdown_percent": 90},
    }

    def compute(self, reuptake_percent: float, breakdown_percent: float) -> DoorsState:
        """Divide what comes in by what the two doors still let out."""
        reuptake, breakdown = reuptake_percent / 100, breakdown_percent / 100
        first, second = float(serotonin_level(reuptake, 0)), float(serotonin_level(0, breakdown))
        return DoorsState(
            reuptake_percent=reuptake_percent,
            breakdown_percent=breakdown_percent,
            reuptake_alone=first,
            breakdown_alone=second,
            both=float(serotonin_level(reuptake, breakdown)),
            only_added=first + second - 1,
        )

    skeleton = staticmethod(doors_skeleton)
    frame = staticmethod(doors_frame)

    def describe(self, state: DoorsState, reference: DoorsState) -> str:
        """Say what each door does alone, and what both do beside their mere sum."""
        if not (state.reuptake_percent or state.breakdown_percent):
            return "Both doors stand open, and serotonin is normal. How the doors share the work is assumed."
        return (
            f"Reuptake blocked: {state.reuptake_alone:.1f} times normal. Breakdown blocked: "
            f"{state.breakdown_alone:.1f} times. Both: {state.both:.1f} times, where adding would give "
            f"{state.only_added:.1f} (diamond). How the doors share is assumed; a level is no diagnosis."
        )
