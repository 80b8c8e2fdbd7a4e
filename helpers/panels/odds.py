"""Odds, odds ratio and base rate: why three times the odds is not three times as many people."""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass
from typing import Any

from helpers import evidence, theme
from helpers.figures import base as figure_parts
from helpers.figures.icon_array import icon_array_frame, icon_array_skeleton
from helpers.likelihood import count, denominator, odds, with_odds_ratio
from helpers.panels.base import Panel, Slider

log = logging.getLogger(__name__)

WITHOUT, WITH = "without the cause", "with the cause"
REAL = {
    "inhaler, cramp": ("long_acting_beta_agonist", "cramp"),
    "diuretic, cramp": ("diuretic", "cramp"),
    "statin, weakness": ("statin_first_year", "weakness"),
    "low calcium, cramp": ("calcium_mM", "cramp"),
}
"""Presets: odds ratios of the explorer's table, each on its own symptom's base rate."""
LOWEST, HIGHEST, STEP = 0.25, 12.0, 0.01
"""The scale of odds ratios; a preset beyond it widens it."""


@dataclass(frozen=True)
class OddsState:
    """A base rate and what an odds ratio makes of it; likelihoods are shares of people.

    ``odds_before`` and ``odds_after`` are single numbers, 6 to 94 being 0.064. ``people_ratio`` says how many
    times as many people have the symptom, where ``odds_ratio`` speaks of odds.
    """

    baseline_per_100: float
    odds_ratio: float
    likelihood: float
    odds_before: float
    odds_after: float
    people_ratio: float

    @property
    def baseline(self) -> float:
        """The share of people with the symptom, without the cause."""
        return self.baseline_per_100 / 100

    @property
    def per_100(self) -> float:
        """People per 100 with the symptom, with the cause."""
        return 100 * self.likelihood


def _parts_of(data: Any) -> dict[str, Any]:
    """Give the controls, wide enough for what ``data`` says of the pairs of ``REAL``, and the presets.

    A pair that ``data`` does not have, or that the scales cannot show, is left out with a warning.
    """
    base_rates = {row.id: row.value for row in data.rows("explorer_symptoms")}
    ratios = {(row.factor, row.symptom): row.value for row in data.rows("explorer_effects")}
    real = {name: ratios[pair] for name, pair in REAL.items() if pair in ratios}
    low, high = min([LOWEST, *real.values()]), max([HIGHEST, *real.values()])
    controls = {
        "baseline_per_100": Slider(
            "Base rate", 1, 60, reference=6, step=1, unit="of 100 people", hint="without the cause"
        ),
        "odds_ratio": Slider(
            "Odds ratio",
            max(math.floor(100 * low) / 100, STEP),
            float(math.ceil(high)),
            reference=1.0,
            step=STEP,
            hint="1: the cause does nothing",
        ),
    }
    presets = {}
    for name, pair in REAL.items():
        try:
            preset = {"baseline_per_100": round(base_rates[pair[1]]), "odds_ratio": real[name]}
            for control, value in preset.items():
                controls[control].name = control  # for the words of what it refuses
                controls[control].check(value)
        except KeyError:
            log.warning("preset %r is left out: explorer_effects.csv has no row %s", name, ", ".join(pair))
        except ValueError as problem:
            log.warning("preset %r is left out, the scale cannot show it: %s", name, problem)
        else:
            presets[name] = preset
    return {**controls, "presets": presets}


class OddsAndBaseRates(Panel):
    """Multiply the odds of a rare and of a common symptom, and count the people each time."""

    title = "What an odds ratio does to 100 people"
    question = "A cause makes the odds three times as high. Do three times as many people have the symptom?"

    pinnable = False  # what one compares with stands in the picture already
    vars().update(_parts_of(evidence))

    def compute(self, baseline_per_100: float, odds_ratio: float) -> OddsState:
        """Share to odds, times the ratio, and back."""
        share = baseline_per_100 / 100
        likelihood = with_odds_ratio(share, odds_ratio)
        return OddsState(
            baseline_per_100, odds_ratio, likelihood, odds(share), odds(likelihood), likelihood / share
        )

    def skeleton(self, sizes: theme.Sizes) -> figure_parts.Skeleton:
        """Give two blocks of people side by side."""
        return icon_array_skeleton(sizes, groups=2)

    def frame(self, state: OddsState) -> figure_parts.Frame:
        """Give everybody without and everybody with the cause, those with the symptom marked."""
        people = denominator(state.baseline, state.likelihood)
        groups = [(WITHOUT, count(state.baseline, people)), (WITH, count(state.likelihood, people))]
        return icon_array_frame(groups, people)

    def describe(self, state: OddsState, reference: OddsState) -> str:
        """Count people and say the odds, without and with the cause, and by how much each was multiplied."""
        people = denominator(state.baseline, state.likelihood)
        before, after = count(state.baseline, people), count(state.likelihood, people)
        start = (
            f"Without the cause {before:,} of {people:,} people have the symptom: odds {_to(before, people)}."
        )
        if state.odds_ratio == 1:
            return f"{start} An odds ratio of 1 changes nothing: with the cause it is the same."
        return (
            f"{start} With it about {after:,} have it, {people - after:,} do not: "
            f"odds about {_to(after, people)}. The odds are multiplied by {state.odds_ratio:g}, "
            f"the number of people by {state.people_ratio:.2f}."
        )

    def table_rows(self) -> list[dict[str, Any]]:
        """Give the two shares of people and their odds."""
        words = {"curve": "People with the symptom", "across": "which people", "up": "of 100"}
        state = self.state
        shares = [
            (WITHOUT, state.baseline_per_100, state.odds_before),
            (WITH, state.per_100, state.odds_after),
        ]
        return [words | {"x": who, "y": float(y), "note": f"odds {ratio:.3g}"} for who, y, ratio in shares]


def _to(affected: int, people: int) -> str:
    """Say odds as two counts: 6 to 94."""
    return f"{affected:,} to {people - affected:,}"
