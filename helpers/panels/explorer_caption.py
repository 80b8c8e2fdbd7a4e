"""What stands under the explorer's picture: what is counted, and on what the number stands."""

from __future__ import annotations

from typing import Any

from helpers import evidence
from helpers.likelihood import LikelihoodModel
from helpers.panels.explorer_settings import BY_CAUSE
from helpers.panels.explorer_state import ALREADY_BREATHED, ExplorerState

ASSUMED = {"assumption": "assumed"}


def caption(model: LikelihoodModel, state: ExplorerState, grades: str) -> str:
    """Say what is counted in this state and what is left out; ``grades`` are those of the whole table."""
    symptom = state.outcome.symptom
    breathed = {name for _, name in ALREADY_BREATHED}
    parts = [
        OVERBREATHING if state.mode == BY_CAUSE and state.symptom in breathed else "",
        _beyond(model, state),
        f"A crowd, not a person. {symptom.label}: {symptom.definition}; in adults of 30 to 50.",
        grades,
    ]
    return " ".join(filter(None, parts))


def grades_in_words(model: LikelihoodModel) -> str:
    """Say how much of the whole effect table was measured: the same at every move."""
    grades = model.grades()
    words = ", ".join(f"{number} {ASSUMED.get(word, word)}" for word, number in grades.most_common()[::-1])
    return f"The table behind this has {grades.total()} odds ratios: {words}."


def _beyond(model: LikelihoodModel, state: ExplorerState) -> str:
    """Say which settings count as another value, because the table knows nothing out there."""
    counted = []
    for name, factor in model.factors.items():
        value = state.settings[name]
        if value is None or factor.control == "switch" or name in state.blood:
            continue
        low, high = sorted((factor.reference, factor.anchor))
        if not low <= value <= high:
            kept = min(max(value, low), high)
            counted.append(f"{factor.label} {value:g} as {kept:g} {factor.unit}")
    return f"Outside the table, so counted: {', '.join(counted)}." if counted else ""


def _overbreathing(data: Any) -> str:
    """Say what the calcium route of overbreathing leaves out, as the one experiment found it."""
    spasms, calcium = (
        data.row("calcium_and_ph", source="steurer_1997", quantity=quantity)
        for quantity in ("people with spasms of hand or foot", "change of ionised calcium")
    )
    return (
        f"Breathing counts by its small effect on calcium alone. In {evidence.source(spasms.source).short} "
        f"{spasms.finding} who overbreathed had spasms, with {calcium.finding} of ionised calcium."
    )


OVERBREATHING = _overbreathing(evidence)
