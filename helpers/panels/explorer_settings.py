"""What the explorer lets one set: a control for every factor of the data, and the causes behind the blood."""

from __future__ import annotations

import inspect
from typing import Any

from helpers import evidence
from helpers.likelihood import LikelihoodModel
from helpers.likelihood import model as likelihood_model
from helpers.panels.controls import Choice, Control, Slider, Switch
from helpers.physiology.blood import blood
from helpers.records import ExplorerFactor

BLOOD_VALUES, BY_CAUSE = "blood values", "causes"
USUAL = {name: part.default for name, part in inspect.signature(blood).parameters.items()}
CAUSES: dict[str, Control] = {
    "calcium_intake_mg_day": Slider(
        "Calcium eaten", 100, 3000, reference=USUAL["calcium_intake_mg_day"], step=50, unit="mg/day"
    ),
    "gland_function": Slider(
        "Parathyroid glands",
        0.0,
        2.0,
        reference=USUAL["gland_function"],
        step=0.05,
        hint="0: none, 1: healthy",
    ),
    "magnesium_intake_mg_day": Slider(
        "Magnesium eaten", 10, 800, reference=USUAL["magnesium_intake_mg_day"], step=10, unit="mg/day"
    ),
    "magnesium_leak_mM": Slider(
        "Magnesium leak",
        0.0,
        0.45,
        reference=USUAL["magnesium_leak_mM"],
        step=0.01,
        unit="mmol/L",
        hint="by the kidney",
    ),
    "sun_min_day": Slider(
        "Noon sun",
        0,
        120,
        reference=USUAL["sun_min_day"],
        step=2,
        unit="min/day",
        hint="fair skin, 42° north",
    ),
    "month": Slider("Month", 1, 12, reference=USUAL["month"], step=1, hint="1: January"),
    "vitamin_d_intake_IU_day": Slider(
        "Vitamin D eaten", 0, 1000, reference=USUAL["vitamin_d_intake_IU_day"], step=20, unit="IU/day"
    ),
    "breathing_times": Slider(
        "Breathing",
        1.0,
        2.5,
        reference=USUAL["breathing_times"],
        step=0.1,
        unit="× the need",
        hint="2: CO₂ halved",
    ),
}
"""The mode of causes: the arguments of ``physiology.blood``, which computes the three blood values."""


def _factor_control(row: ExplorerFactor) -> Control:
    """Make the control a factor's row describes."""
    if row.control == "switch":
        return Switch(row.label, reference=bool(row.reference), hint=row.hint, optional=True)
    numbers = (row.low, row.high, row.reference, row.step)
    whole = all(float(number).is_integer() for number in numbers)
    low, high, reference, step = (int(number) if whole else number for number in numbers)
    return Slider(
        row.label, low, high, reference=reference, step=step, unit=row.unit, hint=row.hint, optional=True
    )


def parts_of(data: Any) -> dict[str, Any]:
    """Give what a class needs to show ``data``: a control for every factor, the symptoms, the scenarios."""
    model = likelihood_model() if data is evidence else LikelihoodModel(data)
    controls = {name: _factor_control(row) for name, row in model.factors.items()}
    labels = {row.label: name for name, row in model.symptoms.items()}
    stories = {item.label: item for item in data.scenarios()}
    presets = {
        label: {name: _as_control(controls[name], value) for name, value in item.values.items()}
        for label, item in stories.items()
    }
    return {
        "symptom": Choice("Symptom", labels, reference=next(iter(model.symptoms)), buttons=True),
        "mode": Choice("Set by", [BLOOD_VALUES, BY_CAUSE], reference=BLOOD_VALUES),
        **controls,
        **CAUSES,
        "data": data,
        "model": model,
        "stories": {label: item.story for label, item in stories.items()},
        "presets": presets,
    }


def _as_control(control: Control, value: Any) -> Any:
    whole = isinstance(control, Slider) and control.whole
    return int(value) if whole and value is not None else value
