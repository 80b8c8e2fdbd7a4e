"""Every public function of the models refuses, by name, whatever is not a number it can use."""

import importlib
import inspect
import math
import pkgutil

import numpy as np
import pytest

import helpers.physiology
from helpers.physiology.calcium_loop import Body, CalciumState, steady_state
from helpers.physiology.day_causes import Day

BAD = (None, "abc", "5", math.nan, math.inf, [])
GOOD = {  # for parameters without a default: something the function accepts
    "albumin_g_L": 40.0,
    "calcitriol_pmol_L": 110.0,
    "calcium_mM": 1.25,
    "changed_at_h": 24.0,
    "co2_mmHg": 40.0,
    "contraction_time_ms": 75.0,
    "cut_offs_nmol_L": [30.0, 50.0],
    "drive": 0.5,
    "duration_ms": 20.0,
    "fold_change": 5.0,
    "fraction": 0.5,
    "gating_shift_mV": 0.0,
    "inside_mM": 140.0,
    "ionised_mM": 1.25,
    "load_mg": 500.0,
    "magnesium_mM": 0.55,
    "outside_mM": 4.0,
    "pH": 7.4,
    "potassium_mM": 4.0,
    "potassium_out_mM": 4.0,
    "pth_pg_mL": 33.0,
    "rate_hz": 10.0,
    "shares": [0.2, 0.5],
    "shift_mV": 10.0,
    "spike_times_s": [0.5],
    "spikes_ms": [10.0, 200.0],
    "start": steady_state(),
    "temperature_c": 20.0,
    "threshold_fall": 0.0,
    "time_h": 30.0,
    "time_ms": [0.0, 1.0],
    "total_fall": 0.0,
    "total_mM": 2.4,
    "voltage_mV": [-65.0, -60.0],
}
SKIPPED = {
    "helpers.physiology.quantity": "the checks themselves: see test_quantity",
    "write": "takes no argument",
    "grid": "takes no argument",
}
# What is no number on purpose.
MEANS_SOMETHING = {
    ("spikes_ms", "[]"): "no spikes: no force",
    ("spike_times_s", "[]"): "no spikes: silence",
}


def public_functions():
    for found in pkgutil.iter_modules(helpers.physiology.__path__, "helpers.physiology."):
        if found.name in SKIPPED:
            continue
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == found.name and name not in SKIPPED:
                yield function
    yield Body
    yield Day


def cases():
    for function in public_functions():
        for name, parameter in inspect.signature(function).parameters.items():
            for bad in BAD:
                left_out = bad is None and parameter.default is None
                if not left_out and (name, repr(bad)) not in MEANS_SOMETHING:
                    yield pytest.param(function, name, bad, id=f"{function.__name__}-{name}-{bad!r}")


def good_arguments(function):
    parameters = inspect.signature(function).parameters
    return {name: GOOD[name] for name, p in parameters.items() if p.default is inspect.Parameter.empty}


@pytest.mark.parametrize(("function", "name", "bad"), list(cases()))
def test_what_is_no_number_is_refused_by_name(function, name, bad):
    with pytest.raises(ValueError) as error:
        function(**good_arguments(function) | {name: bad})
    assert str(error.value).startswith(f"{name} must be ")
    assert str(error.value).endswith(f"got {bad!r}")


def test_the_walk_reaches_every_model_and_every_skip_is_needed():
    modules = {function.__module__.rpartition(".")[2] for function in public_functions()}
    names = {m.name for m in pkgutil.iter_modules(helpers.physiology.__path__)}
    assert names - modules == {"quantity"}
    parameters = {name for function in public_functions() for name in inspect.signature(function).parameters}
    assert parameters >= set(GOOD)
    assert {name for name, _ in MEANS_SOMETHING} <= parameters


QUICK = [
    function
    for function in public_functions()
    if function.__module__.rpartition(".")[2]
    not in {"axon_search", "axon_noise", "axon_cable", "axon_thresholds"}  # searches: seconds each
]


@pytest.mark.parametrize("function", QUICK, ids=lambda function: function.__name__)
def test_the_good_arguments_are_good(function):
    answer = function(**good_arguments(function))
    values = vars(answer).values() if isinstance(answer, CalciumState) else [answer]
    for value in values:
        if isinstance(value, float | np.ndarray):
            assert np.all(np.isfinite(value))
