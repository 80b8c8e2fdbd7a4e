"""Lesson 07's evidence: caffeine's removal measured twice, and muscle symptoms on medicines."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers import evidence
from helpers.figures.forest import Study
from helpers.panels.forest import Estimate, Forest, mark_of, words_of

BLOCKS = {
    "fluvoxamine": ("with fluvoxamine", "without fluvoxamine", "culm_merdek_2005"),
    "ciprofloxacin": ("with ciprofloxacin", "without ciprofloxacin", "healy_1989"),
    "contraceptive pill": ("women on an oral contraceptive", "women without it", "patwardhan_1980"),
    "low-dose pill": ("women on a low-dose oral contraceptive", "women without it", "abernethy_1985"),
    "not smoking": ("non-smokers", "smokers", "parsons_neims_1978"),
}
"""The groups of the table that printed half-life and clearance: slower removal, faster removal, source."""


class MeasuredBlocks(Forest):
    """Model against measurement: if only removal is slowed, both ratios of a study must be the same."""

    title = "Caffeine's removal, measured twice in each study"
    question = "If a medicine blocks removal and nothing else, what ties clearance and half-life together?"
    table = "caffeine_half_life"
    axis = "Slower removal (times, log scale)"
    low, high, no_effect, log = 0.8, 16.0, 1.0, True
    ticks = (1, 2, 5, 10)
    series = ("clearance smaller", "half-life longer")

    def studies(self) -> tuple[Study, ...]:
        """Give both ratios of each study; each against its own control, never another's."""
        rows = {(row.population, row.quantity, row.source): row.value for row in super().rows()}
        found = []
        for name, (slow, fast, source) in BLOCKS.items():
            clearance = rows[fast, "clearance", source] / rows[slow, "clearance", source]
            half_life = rows[slow, "half-life", source] / rows[fast, "half-life", source]
            words = f"{clearance:.3g} and {half_life:.3g}"
            label = f"{name} ({evidence.source(source).short})"
            found.append(Study(label, (Estimate(clearance), Estimate(half_life)), words))
        return tuple(found)

    def describe(self, state: Any, reference: Any) -> str:
        """Say how near the two ratios of each study lie to each other."""
        apart = [abs(np.log(one.value / other.value)) for one, other in _pairs(state.studies)]
        return (
            f"{len(apart)} studies, from about one and a half to more than eleven times slower: both ratios "
            f"agree within {np.ceil(100 * (np.exp(max(apart)) - 1)):.0f} %, as they should if only removal "
            "changes."
        )


def _pairs(studies: tuple[Study, ...]) -> list[tuple[Estimate, Estimate]]:
    return [(one, other) for one, other in (study.estimates for study in studies) if one and other]


def _named(row: Any) -> str:
    """Name a line by medicine and symptom; where everybody was on a statin, the statin comes first."""
    outcome, both, _ = row.outcome.partition(" on a statin")
    factor = "statin + CYP3A4 medicine" if both else row.factor
    return f"{factor}: {outcome.replace('cramp treatment begun', 'cramp remedy')}"


class MedicineTrials(Forest):
    """Ratios for muscle symptoms on a medicine, from trials and registers, on one axis."""

    title = "Muscle symptoms on a medicine, against without"
    question = "Which of these medicines are often blamed, and which are well tested?"
    table = "likelihood_literature"
    axis = "Times as often as without (log scale)"
    low, high, no_effect, log = 0.8, 14.0, 1.0, True
    ticks = (1, 2, 5, 10)
    sides = ("less often", "more often")
    sources = ("ctt_2022", "garrison_2012", "cprd_cohort")

    def rows(self) -> list[Any]:
        """Give the rows of the three sources whose factor is a medicine."""
        return [
            row
            for row in evidence.rows(self.table)
            if row.source in self.sources and row.value is not None and row.unit.endswith("ratio")
        ]

    def studies(self) -> tuple[Study, ...]:
        """Give one line for each row, named by medicine."""
        return tuple(
            Study(
                f"{_named(row)}{mark_of(row)}",
                (Estimate(row.value, row.low, row.high),),
                words_of(row),
            )
            for row in self.rows()
        )

    def describe(self, state: Any, reference: Any) -> str:
        """Say who stands near the line and who does not."""
        return (
            "Statins, against placebo in blinded trials, lie close to no difference. Inhalers and most "
            "diuretics lie further out, but only prescriptions were counted there. The last line is rare, "
            "its interval wide: a statin beside a medicine that acts on its enzyme."
        )
