"""Every public function of the models refuses, by name, whatever is not a number it can use."""

import csv
import importlib
import inspect
import math
import pkgutil
from pathlib import Path

import numpy as np
import pytest

import helpers.physiology
from helpers.physiology.body_water import Fluids
from helpers.physiology.caffeine import Drinker
from helpers.physiology.calcium_loop import Body, CalciumState, steady_state
from helpers.physiology.day_causes import Day
from helpers.physiology.sleep import Sleeper
from helpers.physiology.sweat import Sweat
from helpers.physiology.vitamin_d_population import fitted_curve
from helpers.physiology.vitamin_d_strength import recovery_time_day

BAD = (None, "abc", "5", math.nan, math.inf, [])
GOOD = {  # for parameters without a default: something the function accepts
    "albumin_g_L": 40.0,
    "calcitriol_pmol_L": 110.0,
    "calcium_mM": 1.25,
    "co2_mmHg": 40.0,
    "contraction_time_ms": 75.0,
    "cut_offs_nmol_L": [30.0, 50.0],
    "drive": 0.5,
    "duration_ms": 20.0,
    "fold_change": 5.0,
    "fraction": 0.5,
    "gating_shift_mV": 0.0,
    "given": "nothing",
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
    "spikes_ms": [1.0, 9.0],
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


RECORDS = (Body, Day, Drinker, Fluids, Sleeper, Sweat)


def public_functions():
    for found in pkgutil.iter_modules(helpers.physiology.__path__, "helpers.physiology."):
        if found.name in SKIPPED:
            continue
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            # x_ begins the changed copies that tests/mutants.py puts beside a function.
            if not name.startswith(("_", "x_")) and function.__module__ == found.name and name not in SKIPPED:
                yield function
    yield from RECORDS


def every(functions):
    names = {
        function: function.__module__.rpartition(".")[2] + "." + function.__name__ for function in functions
    }
    return pytest.mark.parametrize("function", functions, ids=names.get)


def bad_values(name, default):
    for bad in BAD:
        if not (bad is None and default is None) and (name, repr(bad)) not in MEANS_SOMETHING:
            yield bad


def good_arguments(function):
    parameters = inspect.signature(function).parameters
    return {name: GOOD[name] for name, p in parameters.items() if p.default is inspect.Parameter.empty}


@every(list(public_functions()))
def test_what_is_no_number_is_refused_by_name(function):
    for name, parameter in inspect.signature(function).parameters.items():
        for bad in bad_values(name, parameter.default):
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

# Every argument with a range, as its docstring tells it.
RANGES = list(csv.DictReader((Path(__file__).parent / "ranges.csv").open(encoding="utf-8")))
WITHOUT_A_RANGE = {
    "a record": "after before body day drinker fluids sleeper start sweat",
    "a word or a switch": """body_size caffeine_daily direct_pH_route from_healthy gates given nerve_blocked
        sceptic sceptic_breathing sceptic_caffeine sceptic_cortisol sceptic_sleep stop_at_spike""",
    "anything above zero": """chloride_in_mM chloride_out_mM clearance_mL_min half_life_h index inside_mM
        magnesium_mM outside_mM potassium_in_mM potassium_out_mM sodium_in_mM sodium_out_mM""",
    "a row or a charge": """amplitudes asleep_at_h awake_at_h spike_times_s spikes_ms time_ms valence
        voltage_mV""",
}
TIED = (fitted_curve, recovery_time_day)  # what one argument may be depends on the others


def ranges(function):
    return [
        row
        for row in RANGES
        if row["function"] == f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
    ]


def test_every_other_argument_is_listed_with_a_reason():
    others = set()
    for function in public_functions():
        others |= set(inspect.signature(function).parameters) - {row["argument"] for row in ranges(function)}
    assert sorted(others ^ set(" ".join(WITHOUT_A_RANGE.values()).split())) == []  # else add it to ranges.csv
    assert sum(len(ranges(function)) for function in public_functions()) == len(RANGES)
    assert len({(row["function"], row["argument"]) for row in RANGES}) == len(RANGES)


def told(row):
    if row["kind"] == "whole":
        return f"a whole number between {row['low']} and {row['high']} {row['unit']}".strip()
    return f"between {float(row['low']):g} and {float(row['high']):g} {row['unit']}".strip()


def just_outside(row):
    low, high = float(row["low"]), float(row["high"])
    if row["kind"] == "whole":
        return int(low) - 1, int(high) + 1
    return math.nextafter(low, -math.inf), math.nextafter(high, math.inf)


@every([function for function in public_functions() if ranges(function)])
def test_a_range_holds_to_its_last_digit_and_is_told_with_its_unit(function):
    good = good_arguments(function)
    for row in ranges(function):
        argument = row["argument"]
        for outside in just_outside(row):
            with pytest.raises(ValueError) as error:
                function(**good | {argument: outside})
            assert str(error.value) == f"{argument} must be {told(row)}, got {outside!r}"
        for end in (row["low"], row["high"]) if function in QUICK and function not in TIED else ():
            function(**good | {argument: int(end) if row["kind"] == "whole" else float(end)})


def unround(function):
    """Numbers of half precision for all arguments that take any: near the usual ones, but no round ones."""
    middles = {row["argument"]: (float(row["low"]) + float(row["high"])) / 2 for row in ranges(function)}
    halves = {}
    for name, parameter in inspect.signature(function).parameters.items():
        number = GOOD[name] if parameter.default is inspect.Parameter.empty else parameter.default
        if isinstance(number, float):
            halves[name] = np.float32(0.97 * number + 0.03 * middles.get(name, 2 * number))
    return halves


def numbers_in(answer):
    if isinstance(answer, float | np.floating | np.ndarray):
        return [np.asarray(answer)]
    if hasattr(answer, "__dict__"):
        answer = tuple(vars(answer).values())
    return [number for part in answer for number in numbers_in(part)] if isinstance(answer, tuple) else []


@every([function for function in QUICK if function not in RECORDS])
def test_numbers_of_half_precision_lose_no_more_on_the_way(function):
    halves = unround(function)
    for given in (halves, *({name: half} for name, half in halves.items())):
        full = {name: float(half) for name, half in given.items()}
        answers, wanted = (numbers_in(function(**good_arguments(function) | some)) for some in (given, full))
        for answer, want in zip(answers, wanted, strict=True):
            assert answer.dtype == want.dtype, given
            assert np.array_equal(answer, want, equal_nan=want.dtype == float), given


@every(QUICK)
def test_the_good_arguments_are_good(function):
    answer = function(**good_arguments(function))
    values = vars(answer).values() if isinstance(answer, CalciumState) else [answer]
    for value in values:
        if isinstance(value, float | np.ndarray):
            assert np.all(np.isfinite(value))
