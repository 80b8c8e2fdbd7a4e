"""Limits, directions and bad input of both laws; their published values stand in ``tests/published``."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology.membrane import goldman_hodgkin_katz, nernst

CONCENTRATION = st.floats(0.01, 1000)


def test_one_permeable_ion_alone_is_nernst():
    assert goldman_hodgkin_katz(4, 155, sodium_permeability=0) == pytest.approx(float(nernst(4, 155)))


@given(CONCENTRATION, CONCENTRATION)
def test_swapping_the_sides_or_the_charge_flips_the_sign(outside, inside):
    there = nernst(outside, inside)
    assert nernst(inside, outside) == pytest.approx(-there, abs=1e-9)
    assert nernst(outside, inside, -1) == pytest.approx(-there, abs=1e-9)
    assert nernst(outside, inside, 2) == pytest.approx(there / 2, abs=1e-9)


@given(st.floats(0.5, 100), st.floats(0.5, 100))
def test_more_potassium_outside_depolarises(one, other):
    if abs(one - other) > 1e-3:
        assert (goldman_hodgkin_katz(one) < goldman_hodgkin_katz(other)) == (one < other)


def test_at_high_potassium_the_slope_is_nearly_nernst_and_at_low_it_flattens():
    def per_decade(k):
        return goldman_hodgkin_katz(10 * k) - goldman_hodgkin_katz(k)

    assert per_decade(100) == pytest.approx(61.5, abs=0.8)
    assert per_decade(0.1) < 15


@pytest.mark.parametrize(
    ("more", "direction"),
    [
        ({"potassium_out_mM": 5.0}, 1),
        ({"potassium_in_mM": 170.0}, -1),
        ({"sodium_out_mM": 160.0}, 1),
        ({"sodium_in_mM": 40.0}, -1),
        ({"chloride_out_mM": 140.0}, -1),
        ({"chloride_in_mM": 10.0}, 1),
        ({"sodium_permeability": 0.02}, 1),
    ],
    ids=str,
)
def test_each_ion_pulls_towards_its_own_voltage(more, direction):
    fibre = {"potassium_out_mM": 4.0, "chloride_permeability": 0.5}
    assert direction * (goldman_hodgkin_katz(**fibre | more) - goldman_hodgkin_katz(**fibre)) > 0


def test_identity_the_resting_fibre_by_hand_and_what_lets_chloride_through():
    assert goldman_hodgkin_katz(4) == pytest.approx(26.7268 * np.log(5.45 / 155.12), abs=0.001)
    chloride_alone = float(nernst(123, 4.2, -1))
    weights = [0.0, 0.5, 5.0, 100.0]
    away = [abs(goldman_hodgkin_katz(4, chloride_permeability=w) - chloride_alone) for w in weights]
    assert away[-1] == min(away) < 0.05 * abs(chloride_alone)


def test_voltages_grow_with_the_absolute_temperature():
    for law in (lambda c: nernst(4, 155, 1, c), lambda c: goldman_hodgkin_katz(4, temperature_c=c)):
        assert law(50.0) / law(0.0) == pytest.approx(323.15 / 273.15)
    assert nernst(4, 155) == nernst(4, 155, 1, 37.0)
    assert goldman_hodgkin_katz(4) == goldman_hodgkin_katz(4, temperature_c=37.0)


def test_arguments_broadcast():
    assert nernst(np.array([[1.0], [2.0]]), np.array([10.0, 20.0, 30.0])).shape == (2, 3)
    assert goldman_hodgkin_katz(np.array([[1.0], [2.0]]), [140.0, 150.0, 160.0]).shape == (2, 3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: nernst(-1, 140), r"outside_mM must be above 0 mmol/L, got -1"),
        (lambda: nernst(4, 0), r"inside_mM must be above 0 mmol/L, got 0"),
        (lambda: nernst("salt", 140), r"outside_mM must be above 0 mmol/L, got 'salt'"),
        (lambda: nernst(float("nan"), 140), r"outside_mM must be above 0 mmol/L, got nan"),
        (lambda: nernst(4, 140, "+"), r"^valence must be a charge such as 1, 2 or -1, got '\+'"),
        (lambda: nernst(4, 140, 0), r"valence must be a charge such as 1, 2 or -1, got 0"),
        (lambda: nernst(4, 140, 1, 99), r"temperature_c must be between 0 and 50 °C, got 99"),
        (lambda: nernst(4, 140, 1, -1), r"temperature_c must be between 0 and 50 °C, got -1"),
        *(
            (
                lambda name=name: goldman_hodgkin_katz(**{"potassium_out_mM": 4.0, name: 0}),
                f"{name} must be above 0 mmol/L, got 0",
            )
            for name in (
                "potassium_out_mM",
                "potassium_in_mM",
                "sodium_out_mM",
                "sodium_in_mM",
                "chloride_out_mM",
                "chloride_in_mM",
            )
        ),
        (
            lambda: goldman_hodgkin_katz(4, chloride_permeability=101),
            r"chloride_permeability must be between 0 and 100 of the potassium permeability, got 101",
        ),
        (
            lambda: goldman_hodgkin_katz(4, sodium_permeability=-1),
            r"sodium_permeability must be between 0 and 100 of the potassium permeability, got -1",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        call()
