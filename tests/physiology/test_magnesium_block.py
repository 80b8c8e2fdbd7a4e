"""What magnesium holds shut: the NMDA channel, the kidney's potassium channel, and a risk of the heart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology import magnesium_block
from helpers.physiology.magnesium_block import (
    fibrillation_rate_ratio,
    nmda_half_voltage_mV,
    nmda_open_fraction,
    potassium_with_low_magnesium_mM,
)

VOLTAGE = st.floats(-120, 80)
MAGNESIUM = st.floats(0.3, 1.5)

# Identities: the published formula, coded right.


@pytest.mark.parametrize(
    ("voltage", "share"),
    [(-90, 0.0133), (-70, 0.0445), (-60, 0.0796), (-40, 0.230), (0, 0.781), (40, 0.977)],
)
def test_jahr_stevens_1990_open_share_identity(voltage, share):
    assert nmda_open_fraction(voltage, 1.0) == pytest.approx(share, abs=5e-4)


def test_jahr_stevens_1990_at_rest_and_half_voltage_identity():
    assert nmda_open_fraction(-70, 1.0) == pytest.approx(0.0445, abs=5e-5)
    assert nmda_half_voltage_mV([1.0, 0.5, 2.0]) == pytest.approx([-20.5, -31.7, -9.3], abs=0.1)


def test_halving_magnesium_matters_most_at_rest():
    more = nmda_open_fraction([-70, -40, 0], 0.5) / nmda_open_fraction([-70, -40, 0], 1.0)
    assert more == pytest.approx([1.91, 1.63, 1.12], abs=0.005)


@given(st.floats(0.1, 5))
def test_half_is_plugged_at_the_half_voltage(magnesium):
    assert nmda_open_fraction(nmda_half_voltage_mV(magnesium), magnesium) == pytest.approx(0.5)


@given(VOLTAGE, st.floats(0.1, 20), st.floats(0.05, 2), st.floats(1.01, 2))
def test_nmda_directions_and_bounds(voltage, more_volts, magnesium, times):
    here = nmda_open_fraction(voltage, magnesium)
    assert 0 < here < 1
    assert nmda_open_fraction(voltage + more_volts, magnesium) > here
    assert nmda_open_fraction(voltage, magnesium * times) < here


def test_without_magnesium_nothing_is_plugged():
    assert nmda_open_fraction([-90, 0], 0).tolist() == [1, 1]


def test_defaults_are_rest_in_the_brain_and_no_drive():
    assert nmda_open_fraction() == pytest.approx(0.0445, abs=5e-5)
    assert nmda_half_voltage_mV() == pytest.approx(-20.5, abs=0.05)
    assert potassium_with_low_magnesium_mM() == potassium_with_low_magnesium_mM(0.4) == 4.0


# Fitted: the potassium line is a teaching formula; the golden row starts from 4.2 mmol/L.


@pytest.mark.parametrize(
    ("magnesium", "potassium"), [(0.75, 4.09), (0.70, 4.00), (0.60, 3.71), (0.50, 3.28), (0.40, 2.91)]
)
def test_golden_potassium_with_a_full_drive(magnesium, potassium):
    assert potassium_with_low_magnesium_mM(magnesium, 1, 4.2) == pytest.approx(potassium, abs=0.006)


def test_half_a_drive_does_half():
    fall = 4 - potassium_with_low_magnesium_mM(0.5, [0.5, 1.0])
    assert fall[0] == pytest.approx(fall[1] / 2)


@given(MAGNESIUM)
def test_huang_kuo_2007_low_magnesium_alone_leaves_potassium_alone(magnesium):
    assert potassium_with_low_magnesium_mM(magnesium, 0) == 4.0


@given(MAGNESIUM, MAGNESIUM, st.floats(0, 1))
def test_less_magnesium_never_means_more_potassium(first, second, drive):
    low, high = potassium_with_low_magnesium_mM(np.sort([first, second]), drive)
    assert low <= high + 1e-12


# Published ratios, printed as they are.


def test_khan_2013_fibrillation_ratio_is_the_published_one():
    assert fibrillation_rate_ratio([0.4, 0.73, 0.74, 0.85, 1.2]).tolist() == [1.52, 1.52, 1, 1, 1]
    crude = magnesium_block.FIBRILLATION_RATE_LOW / magnesium_block.FIBRILLATION_RATE_HIGH
    assert crude == pytest.approx(1.49, abs=0.005)
    assert crude != pytest.approx(magnesium_block.FIBRILLATION_RATIO, abs=0.01)  # adjusted, other reference


def test_markovits_2016_nothing_within_three_months_disagreement_is_shown():
    assert fibrillation_rate_ratio(0.6, [0.1, 0.25, 0.3, 20]).tolist() == [1, 1, 1.52, 1.52]
    assert magnesium_block.FIBRILLATION_DELAY.source == "markovits_2016"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: nmda_open_fraction(200), "voltage_mV must be between -150 and 100 mV, got 200"),
        (lambda: nmda_open_fraction(0, -1), "magnesium_mM must be between 0 and 5 mmol/L, got -1"),
        (lambda: nmda_half_voltage_mV(0), "magnesium_mM must be above 0 mmol/L, got 0"),
        (
            lambda: potassium_with_low_magnesium_mM(0.2),
            "magnesium_mM must be between 0.3 and 1.5 mmol/L, got 0.2",
        ),
        (
            lambda: potassium_with_low_magnesium_mM(0.5, 2),
            "wasting_drive must be between 0 and 1, got 2",
        ),
        (
            lambda: potassium_with_low_magnesium_mM(0.5, 1, 9),
            "full_potassium_mM must be between 3 and 5.5 mmol/L, got 9",
        ),
        (lambda: fibrillation_rate_ratio(0), "magnesium_mM must be between 0.02 and 5 mmol/L, got 0"),
        (lambda: fibrillation_rate_ratio(0.7, 30), "years_later must be between 0 and 20 years, got 30"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
