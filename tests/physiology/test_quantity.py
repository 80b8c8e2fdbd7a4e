"""A number with a unit survives copying, and the checks tell numbers from what only looks like one."""

import copy
import importlib
import math
import pickle
import pkgutil
from dataclasses import asdict, dataclass
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import helpers.physiology
from helpers.physiology.axon_equations import REFERENCE_CALCIUM
from helpers.physiology.quantity import (
    Quantity,
    as_numbers,
    require_between,
    require_number,
    require_positive,
    require_seed,
    require_switch,
    require_whole,
)


def parts(quantity):
    return float(quantity), quantity.unit, quantity.source, quantity.confidence, quantity.note


@pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy, lambda quantity: pickle.loads(pickle.dumps(quantity))],
    ids=["copy", "deepcopy", "pickle"],
)
def test_a_copy_is_the_same_number_and_is_not_counted_twice(copied):
    counted = len(Quantity.recorded)
    twin = copied(REFERENCE_CALCIUM)
    assert type(twin) is Quantity
    assert parts(twin) == parts(REFERENCE_CALCIUM)
    assert len(Quantity.recorded) == counted


def test_a_dataclass_that_holds_one_becomes_a_dictionary():
    @dataclass
    class Blood:
        calcium_mM: float = REFERENCE_CALCIUM

    assert asdict(Blood()) == {"calcium_mM": 1.25}


def test_no_textbook_is_the_kits_own_choice():
    for found in pkgutil.iter_modules(helpers.physiology.__path__, "helpers.physiology."):
        importlib.import_module(found.name)
    known_outside = {"measured", "textbook", "derived"}
    told = [parts(q) for q in Quantity.recorded if q.confidence in known_outside]
    assert len(told) > 20
    assert [number for number in told if number[2] == "kit_choice"] == []


def test_an_unknown_confidence_is_refused():
    with pytest.raises(ValueError, match="confidence must be one of measured"):
        Quantity(1.0, "mV", source="kit_choice", confidence="sure")


@pytest.mark.parametrize("number", [1, 1.0, np.float32(1), np.int64(1), np.array(1.0), REFERENCE_CALCIUM])
def test_every_kind_of_number_is_one(number):
    require_positive("mV", x=number)
    require_between(0, 2, "mV", x=number)
    require_number(0, 2, "mV", x=number)
    assert as_numbers("x", number, "a number").dtype == float


@pytest.mark.parametrize(
    "bad",
    [
        "1",
        "one",
        b"1",
        None,
        True,
        [],
        {},
        [[1.0], [1.0, 2.0]],
        [1, None],
        1j,
        Decimal(1),
        math.nan,
        math.inf,
        -math.inf,
    ],
    ids=repr,
)
@pytest.mark.parametrize(
    "check",
    [
        lambda x: require_positive("mV", x=x),
        lambda x: require_between(0, 2, "mV", x=x),
        lambda x: require_number(0, 2, "mV", x=x),
        lambda x: require_whole(0, 2, "mV", x=x),
        lambda x: require_seed(x=x),
        lambda x: as_numbers("x", x, "a number"),
    ],
    ids=["positive", "between", "number", "whole", "seed", "numbers"],
)
def test_what_only_looks_like_a_number_is_refused(check, bad):
    with pytest.raises(ValueError, match=r"^x must be "):
        check(bad)


@pytest.mark.parametrize("switch", [True, False, np.True_, np.array([False])[0]], ids=repr)
def test_a_switch_is_true_or_false(switch):
    require_switch(x=switch, y=True)


@pytest.mark.parametrize(
    "bad", [1, 0, 1.0, "True", "", None, [True], np.array(True), np.array([True, False])], ids=repr
)
def test_what_only_looks_like_a_switch_is_refused(bad):
    with pytest.raises(ValueError) as error:
        require_switch(y=True, x=bad)
    assert str(error.value) == f"x must be True or False, got {bad!r}"


@given(st.one_of(st.floats(), st.integers()))
def test_one_number_and_an_array_of_it_are_judged_alike(value):
    def passes(check, x):
        try:
            check(-1, 7.5, "mV", x=x)
        except ValueError:
            return False
        return True

    fits = -1 <= value <= 7.5
    assert passes(require_between, value) == passes(require_between, [value]) == fits
    assert passes(require_number, value) == fits
    assert not passes(require_number, [value])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: require_number(0, 2, "mV", x=[1.0]), "x must be one number between 0 and 2 mV, got [1.0]"),
        (lambda: require_number(0, 2, "mV", x=3), "x must be between 0 and 2 mV, got 3"),
        (lambda: require_number(0, 2, "mV", x=None), "x must be between 0 and 2 mV, got None"),
        *(
            (lambda bad=bad: require_positive("mV", x=bad), f"x must be above 0 mV, got {bad!r}")
            for bad in (0, 0.0, -1.5, [1.0, 0.0], None)
        ),
        (lambda: require_positive("", x=0), "x must be above 0, got 0"),
        (lambda: require_between(0, 2, "", x="1"), "x must be between 0 and 2, got '1'"),
        (
            lambda: require_whole(1, 9, "axons", x=2.5),
            "x must be a whole number between 1 and 9 axons, got 2.5",
        ),
        (lambda: require_seed(seed=-1), "seed must be a whole number between 0 and 4294967295, got -1"),
    ],
)
def test_the_message_says_what_is_allowed(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.float32, np.float64])
def test_numbers_of_any_kind_become_floats_of_full_precision(kind):
    numbers = as_numbers("x", np.array([1, 2], dtype=kind), "numbers")
    assert numbers.dtype == np.float64
    assert list(numbers) == [1, 2]


def test_floats_are_handed_on_and_not_copied():
    numbers = np.array([1.0, 2.0])
    assert as_numbers("x", numbers, "numbers") is numbers


def test_nothing_is_a_row_of_numbers_only_where_that_is_allowed():
    assert as_numbers("x", [], "numbers", may_be_empty=True).shape == (0,)
    for empty in ([], np.array([], dtype=int), np.array([], dtype=str)):
        with pytest.raises(ValueError, match=r"^x must be numbers, got"):
            as_numbers("x", empty, "numbers")
    for bad in ([math.nan], [math.inf, 1.0], np.array([], dtype=str)):
        with pytest.raises(ValueError, match=r"^x must be numbers, got"):
            as_numbers("x", bad, "numbers", may_be_empty=True)


@given(st.floats(1e-300, 1e300))
def test_whatever_is_above_zero_is_positive(value):
    require_positive("mV", x=value)
    require_positive("mV", x=[value])
