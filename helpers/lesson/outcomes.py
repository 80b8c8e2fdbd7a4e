"""What comes out of a prediction: the right option, worked out from a panel's state and written nowhere."""

from __future__ import annotations

import math
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from helpers.lesson.progress_file import as_kept


@dataclass(frozen=True)
class Outcome:
    """What the panel gives for a prediction, at the prediction's settings and at the reference.

    ``value`` is what the options speak of: ``found`` itself, or its ratio to ``start``.
    """

    value: float
    is_ratio: bool
    option: Any
    found: float
    start: float

    def is_right(self, answer: str) -> bool:
        """Whether a kept answer is the option that came out."""
        return answer == as_kept(self.option.text)


def outcome(prediction: Any, panel: Any) -> Outcome:
    """Work out the right option: apply the prediction's settings to a fresh state and read its field.

    ``panel.state_for(**settings)`` gives that state without moving a slider. Raises ValueError where
    the field is no finite number, or the reference it is compared with is zero.
    """
    read = attrgetter(prediction.read)
    found, start = float(read(panel.state_for(**prediction.settings))), float(read(panel.reference))
    is_ratio = prediction.versus == "reference"
    if is_ratio and start == 0:
        raise ValueError(
            f"{prediction.read} of the reference state must not be 0 in {prediction.id!r}, got 0"
        )
    value = found / start if is_ratio else found
    if not math.isfinite(value):
        raise ValueError(f"{prediction.read} must be a finite number in {prediction.id!r}, got {value}")
    return Outcome(value, is_ratio, prediction.right(value), found, start)


def unfit(prediction: Any, panel: Any) -> tuple[str, str, str] | None:
    """Say what of a prediction the panel does not have: column, problem, what is allowed; None if it fits."""
    controls = getattr(panel, "controls", {})
    for name, value in prediction.settings.items() if controls else ():
        if name not in controls:
            return f"set.{name}", "no such control in the panel", f"one of {', '.join(controls)}"
        try:
            controls[name].check(value)
        except ValueError as problem:
            return f"set.{name}", str(problem), "a value the panel's control can take"
    try:
        float(attrgetter(prediction.read)(panel.reference))
    except (AttributeError, TypeError, ValueError) as problem:
        return "read", str(problem), "a number in the panel's state"
    return None


PEOPLE = "of 100 people"
UNITS = {
    "mV": "mV",
    "mM": "mmol/L",
    "ms": "ms",
    "s": "s",
    "hz": "Hz",
    "N": "N",
    "uA_cm2": "µA/cm²",
    "per_100": PEOPLE,
    "percent": "%",
    "lost_nights": "of a lost night's rise",
    "over_first": "times the first day's highest",
    "at_bedtime": "of the highest level",
    "mean_ratio": "times the mean level",
    "after_shortest": "days",
}


def in_numbers(prediction: Any, panel: Any, found: Outcome) -> str:
    """Say in one sentence what the panel gives at the prediction's settings, and beside what."""
    moved = [_setting(panel, *item) for item in prediction.settings.items()]
    settings = (" and " if len(moved) < 3 else "; ").join(moved)
    unit = unit_of(prediction.read)
    words = f"With {settings}, the panel gives {_number(found.found, unit)}"
    if found.is_ratio and unit == PEOPLE:
        times = f"{found.value:.1f} times as many people as at the reference"
        words += f", {times} ({_number(found.start, unit)})"
    elif found.is_ratio:
        words += f", that is {found.value:.2f} of its value at the start ({_number(found.start, unit)})"
    return f"{words}."


def unit_of(field: str) -> str:
    """The unit a field's name ends in, as it is printed; empty where it names none."""
    ends = (unit for ending, unit in UNITS.items() if field.endswith((f"_{ending}", f".{ending}")))
    return next(ends, "")


def _number(value: float, unit: str) -> str:
    """A number and its unit; of people, so many of 10,000 where it is none of 100."""
    if unit == PEOPLE:
        people, crowd = (100 * value, "10,000") if 0 < value < 1 else (value, "100")
        return f"{_rounded(people, 2).removesuffix('.0')} of {crowd} people"
    begins_with_1 = f"{abs(value):e}"[0] == "1"  # 1.2 and 1.3 differ by 8 %, 9.2 and 9.3 by 1 %
    return f"{_rounded(value, 3 if begins_with_1 else 2)} {unit}".strip()


def _rounded(value: float, digits: int) -> str:
    """A number with so many digits, all of those before the point in any case."""
    printed = abs(float(f"{value:.{digits - 1}e}"))  # 9.96 is printed as 10: no digit behind the point
    behind = max(0, digits - 1 - math.floor(math.log10(printed))) if printed else 0
    return f"{value:.{behind}f}"


def _setting(panel: Any, name: str, value: Any) -> str:
    """A control and its value in words: 'ionised calcium at 0.85 mmol/L', 'any diuretic on'."""
    control = getattr(panel, "controls", {}).get(name)
    if control is None:
        return f"{name} at {value}"
    label = control.label
    if label[1:2].islower():
        label = label[0].lower() + label[1:]
    if isinstance(value, bool) or value is None:
        return f"{label} {control.say(value)}"
    if isinstance(value, str):
        return f"{label} “{control.say(value)}”"
    return f"{label} at {control.say(value)} {control.unit}".strip()
