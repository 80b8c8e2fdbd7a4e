"""The explorer's estimate beside another model: words for one factor of that model's state."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from helpers.likelihood.answer import in_words
from helpers.likelihood.effect_model import model
from helpers.records import MARKS


def words_for(symptom: str, factor: str) -> Callable[[Any, Any], str]:
    """Give a function of a state and the reference that says the likelihood of ``symptom``.

    It reads ``factor`` off the state and leaves all other factors at their reference; the two models share
    nothing else. A value off the explorer's scale counts as its end, and the words say so. Raises ValueError
    for a symptom or a factor that does not exist.
    """
    found = model()
    if symptom not in found.symptoms:
        raise ValueError(f"symptom must be one of {', '.join(found.symptoms)}, got {symptom!r}")
    if factor not in found.factors:
        raise ValueError(f"factor must be one of {', '.join(found.factors)}, got {factor!r}")
    row = found.factors[factor]
    grade = " ".join(MARKS[found.effects[factor, symptom].confidence])

    @lru_cache(maxsize=64)  # a panel's other controls leave this factor where it is
    def say(value: float) -> str:
        kept = min(max(value, row.low), row.high)
        outcome = found.estimate({factor: kept}).outcomes[symptom]
        end = "" if kept == value else f", counted as {kept:g}, where the explorer's scale ends"
        return f"{in_words(outcome)} (Only {_small(row.label)} is moved here{end}; its odds ratio: {grade}.)"

    return lambda state, _reference: say(getattr(state, factor))


def _small(label: str) -> str:
    """Write a label as it stands inside a sentence; abbreviations keep their capitals."""
    return label[0].lower() + label[1:] if label[1:2].islower() else label
