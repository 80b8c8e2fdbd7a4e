"""Model against measurement for lesson 06: women without sun, and trials that raised 25(OH)D."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers import evidence
from helpers.figures.vitamin_d_evidence import LEVEL_HIGH, measured_frame, measured_skeleton
from helpers.panels.base import Panel
from helpers.panels.forest import Forest, mark_of
from helpers.physiology.calcium_loop import steady_state
from helpers.physiology.vitamin_d import LOWEST_LEVEL
from helpers.physiology.vitamin_d_strength import CONTROL_LEVEL, DEFICIENT_LEVEL, relative_strength

LEVELS = np.linspace(LOWEST_LEVEL, LEVEL_HIGH, 97)
TRIALS = ("grimnes_2019", "knutsen_2014")
LEVELS_POOLED = ("below 25 nmol/L", "above 25 nmol/L", "any level")


@dataclass(frozen=True)
class Group:
    """One group of women: their 25(OH)D, and a measurement relative to the controls with its ends."""

    nmol_L: float
    relative: float
    low: float
    high: float


@dataclass(frozen=True)
class NoGain:
    """A trial that raised 25(OH)D and found strength unchanged; ``promised`` is what the curve gives."""

    people: int
    before_nmol_L: float
    after_nmol_L: float
    strength_before: float
    promised: float


@dataclass(frozen=True)
class MeasuredState:
    """Model curves relative to the Danish controls' level, the groups measured, and the two trials."""

    level_nmol_L: np.ndarray
    pth_curve: np.ndarray
    strength_curve: np.ndarray
    pth_groups: tuple[Group, ...]
    strength_groups: tuple[Group, ...]
    after_six_months: float
    trials: tuple[NoGain, ...]
    model_pth_at_lowest: float


class MeasuredInPeople(Panel):
    """Model against measurement: PTH and strength of women without sun, and two trials."""

    title = "The model and people: PTH and strength, relative to Danish controls"
    question = "Women who hardly saw the sun were tested. Does the model say what their bodies did?"

    def compute(self) -> MeasuredState:
        """Put model and measurement on one scale: the Danish controls count as 1."""
        levels = np.append(LEVELS, [DEFICIENT_LEVEL, CONTROL_LEVEL])
        pth = np.asarray(steady_state(vitamin_d_nmol_L=levels).pth_pg_mL)
        force = {row.moment: row for row in _rows("glerup_2000", "greatest force")}
        control_force = force["Danish controls"].value
        return MeasuredState(
            level_nmol_L=LEVELS,
            pth_curve=pth[:-2] / pth[-1],
            strength_curve=_strength(LEVELS),
            pth_groups=tuple(_pth_groups()),
            strength_groups=(
                _group(DEFICIENT_LEVEL, force["before treatment"], control_force),
                _group(CONTROL_LEVEL, force["Danish controls"], control_force),
            ),
            after_six_months=force["after six months"].value / control_force,
            trials=tuple(_no_gain(source) for source in TRIALS),
            model_pth_at_lowest=float(pth[-2] / pth[-1]),
        )

    skeleton = staticmethod(measured_skeleton)
    frame = staticmethod(measured_frame)

    def describe(self, state: MeasuredState, reference: MeasuredState) -> str:
        """Say where the model is too mild, where it was fitted, and what it promised in vain."""
        lowest = state.pth_groups[0]
        promises = " and ".join(f"{100 * trial.promised:.0f} %" for trial in state.trials)
        return (
            f"At {lowest.nmol_L:.0f} nmol/L the women’s PTH was {lowest.relative:.1f} times the controls’; "
            f"the model says {state.model_pth_at_lowest:.1f}: far too mild. Their strength was "
            f"{100 * state.strength_groups[0].relative:.0f} % of the controls’, and the curve was fitted to "
            f"that. Two trials found no gain where the curve promises {promises}."
        )


class StrengthTrials(Forest):
    """Pooled trials of strength, one under another: below 25 nmol/L, above it, and everybody."""

    title = "Vitamin D against placebo: strength in pooled trials"
    question = "Does vitamin D make muscles stronger?"
    axis = "Standardised difference of strength"
    low, high, no_effect = -1.0, 6.0, 0.0
    sides = ("", "stronger")

    def rows(self) -> list[Any]:
        """Give the pooled differences: two of them stand in the table of the explorer's literature."""
        unit = "standardised mean difference"
        found = [*evidence.rows("likelihood_literature"), *evidence.rows("vitamin_d_trials")]
        pooled = [row for row in found if row.unit == unit and "strength" in _what(row)]
        return sorted(pooled, key=lambda row: LEVELS_POOLED.index(_level(row)))

    def name_of(self, row: Any) -> str:
        """Give who was pooled, and what was measured."""
        part = "leg" if "leg" in getattr(row, "moment", "") else _what(row).split()[0]
        part = "muscles" if part == "standardised" else part
        return f"{part}, {_level(row)}: {evidence.source(row.source).short}{mark_of(row)}"

    def describe(self, state: Any, reference: Any) -> str:
        """Say what the lines show."""
        return (
            "Below 25 nmol/L two small trials found a large gain at the hip; above it grip and leg gained "
            "nothing that could be told from zero. Everybody pooled: a small gain."
        )


def _level(row: Any) -> str:
    """At which level of 25(OH)D people were pooled."""
    about = getattr(row, "study", getattr(row, "factor", ""))
    return next(
        (level for level in LEVELS_POOLED if level.removesuffix(" nmol/L") in about), LEVELS_POOLED[-1]
    )


def _what(row: Any) -> str:
    return str(getattr(row, "quantity", getattr(row, "outcome", "")))


def _rows(source: str, quantity: str) -> list[Any]:
    rows = evidence.rows("vitamin_d_trials")
    return [row for row in rows if row.source == source and row.quantity == quantity]


def _strength(level_nmol_L: Any) -> np.ndarray:
    """Strength relative to the controls' level, by the kit's curve."""
    return np.asarray(relative_strength(level_nmol_L) / relative_strength(CONTROL_LEVEL))


def _group(level_nmol_L: float, row: Any, control: float) -> Group:
    return Group(float(level_nmol_L), row.value / control, row.low / control, row.high / control)


def _pth_groups() -> list[Group]:
    """The three groups of the sister paper, the lowest 25(OH)D first."""
    pth = {row.study.split(",")[0]: row for row in _rows("glerup_2000b", "parathyroid hormone")}
    between = _rows("glerup_2000b", "25(OH)D")[0]
    control = pth["Danish controls"].value
    levels = {
        "Veiled Arab women": DEFICIENT_LEVEL,
        between.study.split(",")[0]: between.value,
        "Danish controls": CONTROL_LEVEL,
    }
    return [_group(level, pth[women], control) for women, level in levels.items()]


def _no_gain(source: str) -> NoGain:
    level = {row.moment: row.value for row in _rows(source, "25(OH)D")}
    rows = (row for row in evidence.rows("vitamin_d_trials") if row.source == source)
    people = next(row.people for row in rows if row.people)
    before, after = (float(strength) for strength in _strength([level["before"], level["after"]]))
    return NoGain(people, level["before"], level["after"], before, after / before - 1)
