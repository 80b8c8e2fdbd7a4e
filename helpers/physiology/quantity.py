"""A number that knows its unit and where it comes from, and the checks every model makes on its arguments."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

CONFIDENCE_WORDS = ("measured", "textbook", "derived", "fitted", "extrapolated", "assumption", "unverified")


class Quantity(float):
    """A float with a unit, a source key of ``data/sources.csv`` and a confidence word.

    It calculates like any float; ``recorded`` lists every one made, so that the kit can count
    how much of it is measured and how much assumed. Raises ValueError for an unknown confidence.
    """

    recorded: ClassVar[list[Quantity]] = []
    unit: str
    source: str
    confidence: str
    note: str

    def __new__(cls, value: float, unit: str, *, source: str, confidence: str, note: str = "") -> Quantity:
        """Make the number; ``note`` says in one line what a reader should know about it."""
        if confidence not in CONFIDENCE_WORDS:
            raise ValueError(f"confidence must be one of {', '.join(CONFIDENCE_WORDS)}, got {confidence!r}")
        quantity = super().__new__(cls, value)
        quantity.unit, quantity.source, quantity.confidence, quantity.note = unit, source, confidence, note
        cls.recorded.append(quantity)
        return quantity


def as_numbers(name: str, value: object, allowed: str) -> np.ndarray:
    """``value`` as an array of finite floats; ValueError naming argument, value and ``allowed`` otherwise."""
    try:
        numbers = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be {allowed}, got {value!r}") from None
    if not np.all(np.isfinite(numbers)):
        raise ValueError(f"{name} must be {allowed}, got {value!r}")
    return numbers


def require_positive(unit: str, **named: object) -> None:
    """Raise ValueError unless every named scalar or array is a finite number above zero [unit]."""
    for name, value in named.items():
        allowed = f"above 0 {unit}".strip()
        if np.any(as_numbers(name, value, allowed) <= 0):
            raise ValueError(f"{name} must be {allowed}, got {value!r}")


def require_between(low: float, high: float, unit: str, **named: object) -> None:
    """Raise ValueError unless every named scalar or array lies in [low, high], in the given unit."""
    for name, value in named.items():
        allowed = f"between {low:g} and {high:g} {unit}".strip()
        numbers = as_numbers(name, value, allowed)
        if np.any((numbers < low) | (numbers > high)):
            raise ValueError(f"{name} must be {allowed}, got {value!r}")
