"""Potassium between the fibres of a working muscle, and the voltage that follows from it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology import muscle_potassium as potassium

WORK = st.floats(0, 50)


# Identity: the model is drawn through the measured points.
@pytest.mark.parametrize(
    ("work", "expected"), [(0, 4.19), (10, 6.17), (30, 7.48), (50, 9.04), (20, 6.825), (5, 5.18)]
)
def test_juel_2000_points_identity(work, expected):
    assert potassium.interstitial_potassium_mM(work) == pytest.approx(expected, abs=1e-9)


# Identity: golden values of the Goldman equation at those points.
@pytest.mark.parametrize(
    ("work", "fall", "expected", "within"),
    [(0, 0, -88.6, 0.05), (50, 0, -72.0, 0.05), (50, 21, -68.1, 0.05), (10, 0, -80.54, 0.01)],
)
def test_fibre_voltage_identity(work, fall, expected, within):
    assert potassium.fibre_voltage_mV(work, fall) == pytest.approx(expected, abs=within)


def test_mckenna_2024_intense_exercise_goes_beyond_what_juel_kicked_shown():
    """Plasma 6 to 8 and interstitial 12 to 13 mmol/L in intense work: our curve ends lower, and says so."""
    assert potassium.interstitial_potassium_mM(50) < 12
    assert 13 < potassium.INSIDE_FALL_INTENSE < 39
    with pytest.raises(ValueError):
        potassium.interstitial_potassium_mM(50.1)


@given(WORK, WORK)
def test_more_work_more_potassium_and_a_less_negative_fibre(one, other):
    low, high = sorted((one, other))
    assert potassium.interstitial_potassium_mM(low) <= potassium.interstitial_potassium_mM(high)
    assert potassium.fibre_voltage_mV(low) <= potassium.fibre_voltage_mV(high)


@given(WORK, st.floats(0, 60))
def test_potassium_lost_from_inside_depolarises_too(work, fall):
    assert potassium.fibre_voltage_mV(work, fall) >= potassium.fibre_voltage_mV(work)


def test_at_rest_when_nothing_is_said():
    assert potassium.interstitial_potassium_mM() == 4.19
    assert potassium.fibre_voltage_mV() == potassium.fibre_voltage_mV(0, 0)
    assert potassium.INSIDE_FALL_INTENSE == 21


def test_arrays_broadcast():
    assert potassium.fibre_voltage_mV([[0], [50]], [0, 21, 30]).shape == (2, 3)


def test_the_points_are_measured_and_cite_juel():
    for point in potassium.POTASSIUM_POINTS:
        assert (point.source, point.confidence, point.unit) == ("juel_2000", "measured", "mmol/L")
    assert np.all(np.diff(potassium.WORK_POINTS_W) > 0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: potassium.interstitial_potassium_mM(-1), "work_W must be between 0 and 50 W, got -1"),
        (lambda: potassium.fibre_voltage_mV(60), "work_W must be between 0 and 50 W, got 60"),
        (lambda: potassium.fibre_voltage_mV(0, 61), "inside_fall_mM must be between 0 and 60 mmol/L, got 61"),
        (lambda: potassium.fibre_voltage_mV(0, -1), "inside_fall_mM must be between 0 and 60 mmol/L, got -1"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
