"""A number that knows its unit and where it comes from, and the checks every model makes on its arguments."""

from __future__ import annotations

import math
from typing import Any, ClassVar

import numpy as np

CONFIDENCE_WORDS = ("measured", "textbook", "derived", "fitted", "extrapolated", "assumption", "unverified")
LARGEST_SEED = 2**32 - 1


class Quantity(float):
    """A float with a unit, a source key of ``data/sources.csv`` and a confidence word.

    It calculates like any float; ``recorded`` lists every one made, so that the kit can count
    how much of it is measured and how much assumed. Raises ValueError for an unknown confidence.
    A copy is the same number; one that comes back from a pickle is not recorded again.
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
        quantity = _unrecorded(value, unit, source, confidence, note)
        cls.recorded.append(quantity)
        return quantity

    def __copy__(self) -> Quantity:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Quantity:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _unrecorded, (float(self), self.unit, self.source, self.confidence, self.note)


def _unrecorded(value: float, unit: str, source: str, confidence: str, note: str) -> Quantity:
    """The number alone, left out of ``Quantity.recorded``."""
    quantity = float.__new__(Quantity, value)
    quantity.unit, quantity.source, quantity.confidence, quantity.note = unit, source, confidence, note
    return quantity


def as_numbers(name: str, value: object, allowed: str, *, may_be_empty: bool = False) -> np.ndarray:
    """``value`` as an array of finite floats; ValueError naming argument, value and ``allowed`` otherwise.

    Words, even "5", truth values, None and (unless ``may_be_empty``) empty arrays are no numbers.
    """
    try:
        numbers = np.asarray(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be {allowed}, got {value!r}") from None
    if numbers.size == 0 and numbers.dtype.kind == "f" and may_be_empty:
        return numbers
    if numbers.dtype.kind not in "iuf" or numbers.size == 0 or not np.isfinite(numbers).all():
        raise ValueError(f"{name} must be {allowed}, got {value!r}")
    return numbers.astype(float, copy=False)


def require_positive(unit: str, **named: object) -> None:
    """Raise ValueError unless every named scalar or array is a finite number above zero [unit]."""
    for name, value in named.items():
        if isinstance(value, float) and 0.0 < value < math.inf:
            continue
        allowed = f"above 0 {unit}".strip()
        if np.any(as_numbers(name, value, allowed) <= 0):
            raise ValueError(f"{name} must be {allowed}, got {value!r}")


def require_between(low: float, high: float, unit: str, **named: object) -> None:
    """Raise ValueError unless every named scalar or array lies in [low, high], in the given unit."""
    for name, value in named.items():
        if isinstance(value, float) and low <= value <= high:  # the usual case, and nan is not between
            continue
        allowed = _between(low, high, unit)
        numbers = as_numbers(name, value, allowed)
        if np.any((numbers < low) | (numbers > high)):
            raise ValueError(f"{name} must be {allowed}, got {value!r}")


def require_number(low: float, high: float, unit: str, **named: object) -> None:
    """Raise ValueError unless everything named is one number in [low, high], in the given unit."""
    for name, value in named.items():
        if isinstance(value, float) and low <= value <= high:
            continue
        if as_numbers(name, value, _between(low, high, unit)).ndim:
            raise ValueError(f"{name} must be one number {_between(low, high, unit)}, got {value!r}")
        require_between(low, high, unit, **{name: value})


def require_whole(low: int, high: int, unit: str, **named: object) -> None:
    """Raise ValueError unless everything named is one whole number in [low, high], in the given unit."""
    for name, value in named.items():
        whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
        if not whole or not low <= value <= high:  # type: ignore[operator]
            allowed = f"a whole number between {low} and {high} {unit}".strip()
            raise ValueError(f"{name} must be {allowed}, got {value!r}")


def require_seed(**named: object) -> None:
    """Raise ValueError unless everything named can start the random numbers: whole, 0 to 2³² - 1."""
    require_whole(0, LARGEST_SEED, "", **named)


def require_switch(**named: object) -> None:
    """Raise ValueError unless everything named is True or False."""
    for name, value in named.items():
        if not isinstance(value, bool | np.bool_):
            raise ValueError(f"{name} must be True or False, got {value!r}")


def _between(low: float, high: float, unit: str) -> str:
    return f"between {low:g} and {high:g} {unit}".strip()
