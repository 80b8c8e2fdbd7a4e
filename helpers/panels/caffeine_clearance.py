"""Who clears caffeine slowly and who fast: published half-lives, each beside the control of its own study."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from helpers.figures import base
from helpers.figures.caffeine_clearance import DAYS, LEVEL_AXIS, clearance_frame, clearance_skeleton
from helpers.panels.base import Choice, Panel, Slider
from helpers.panels.caffeine import MENU, MUG, published
from helpers.physiology.caffeine import Drinker
from helpers.physiology.caffeine_course import (
    CUP_HOURS,
    DAY_H,
    accumulation_factor,
    concentration_mg_L,
    mean_steady_mg_L,
)
from helpers.theme import Sizes

STEP_H = 0.5
HOURS = np.arange(0.0, DAYS * DAY_H + STEP_H / 2, STEP_H)
PAIRS = {  # name in the picture -> the group, its own control and their study, as the table names them
    "smokers": ("smokers", "non-smokers", "parsons_neims_1978"),
    "with cimetidine": (
        "non-smokers with cimetidine",
        "non-smokers without cimetidine",
        "may_1982",
    ),
    "low-dose contraceptive": (
        "women on a low-dose oral contraceptive",
        "women without it",
        "abernethy_1985",
    ),
    "with ciprofloxacin": ("with ciprofloxacin", "without ciprofloxacin", "healy_1989"),
    "contraceptive, 1980": ("women on an oral contraceptive", "women without it", "patwardhan_1980"),
    "pregnancy, all stages": ("pregnant women", "women who are not pregnant", "knutti_1981"),
    "pregnancy, last weeks": ("last four weeks of pregnancy", "women who are not pregnant", "knutti_1982"),
    "with fluvoxamine": ("with fluvoxamine", "without fluvoxamine", "culm_merdek_2005"),
}


@dataclass(frozen=True)
class Pair:
    """One group's half-life and that of the same study's control [h]."""

    name: str
    group_h: float
    control_h: float


@cache
def pairs() -> tuple[Pair, ...]:
    """Read every pair from the table."""
    return tuple(
        Pair(name, published(group, "half-life", source), published(control, "half-life", source))
        for name, (group, control, source) in PAIRS.items()
    )


@dataclass(frozen=True)
class ClearanceState:
    """All pairs, the chosen one, and what the same drinks do to both of its halves over ten days."""

    pairs: tuple[Pair, ...]
    pair: Pair
    mugs: int
    day: np.ndarray
    group_mg_L: np.ndarray
    control_mg_L: np.ndarray
    group_mean_mg_L: float
    control_mean_mg_L: float
    mean_ratio: float
    group_accumulates: float


class WhoClears(Panel):
    """Choose a group of people and see the same coffee in them and in their own study's control."""

    title = "Who clears caffeine slowly, and who fast"
    pinnable = False  # each group stands beside its own control already
    question = "The same coffee in two people, one of whom removes it ten times more slowly. What differs?"

    group = Choice("Group", list(PAIRS), reference="with ciprofloxacin")
    mugs = Slider("Mugs of coffee a day", 1, 6, reference=4, step=1, hint="between 8:00 and 17:00")

    presets = {
        "fast: smokers": {"group": "smokers"},
        "pregnancy": {"group": "pregnancy, last weeks"},
        "slowest: fluvoxamine": {"group": "with fluvoxamine"},
    }

    def compute(self, group: str, mugs: int) -> ClearanceState:
        """Let the group and its control drink the same for ten days, from none."""
        pair = next(pair for pair in pairs() if pair.name == group)
        changed, usual = Drinker(pair.group_h), Drinker(pair.control_h)
        dose = MENU[MUG]
        hours = np.linspace(CUP_HOURS[0], CUP_HOURS[-1], int(mugs))
        means = [float(mean_steady_mg_L(mugs * dose, drinker)) for drinker in (changed, usual)]
        levels = [concentration_mg_L(HOURS, dose, hours, drinker, DAYS) for drinker in (changed, usual)]
        lowest = LEVEL_AXIS[0]  # an axis of tenfold steps has no zero
        return ClearanceState(
            pairs=pairs(),
            pair=pair,
            mugs=mugs,
            day=HOURS / DAY_H,
            group_mg_L=np.maximum(levels[0], lowest),
            control_mg_L=np.maximum(levels[1], lowest),
            group_mean_mg_L=means[0],
            control_mean_mg_L=means[1],
            mean_ratio=means[0] / means[1],
            group_accumulates=float(accumulation_factor(DAY_H, changed)),
        )

    def skeleton(self, sizes: Sizes) -> base.Skeleton:
        """Give a line for each pair."""
        return clearance_skeleton(sizes, groups=[pair.name for pair in pairs()])

    def frame(self, state: Any) -> base.Frame:
        """Give the numbers."""
        return clearance_frame(state)

    def describe(self, state: ClearanceState, reference: ClearanceState) -> str:
        """Say both half-lives, both long-run means, and what one dose a day would gather to."""
        pair = state.pair
        return (
            f"{pair.name.capitalize()}: half-life {pair.group_h:g} h, own control {pair.control_h:g} h. "
            f"With {state.mugs} {'mug' if state.mugs == 1 else 'mugs'} a day for long, the mean level is "
            f"{state.group_mean_mg_L:.1f} mg/L against {state.control_mean_mg_L:.1f}; a daily dose gathers "
            f"to {state.group_accumulates:.2f} times its first level."
        )
