"""Conduction velocity: what thickness and warmth do to it."""

import pytest

from helpers.physiology.axon_cable import conduction_velocity_m_s


def test_identity_the_paper_found_18_8_by_hand_and_the_equations_give_18_74():
    assert conduction_velocity_m_s() == pytest.approx(18.74, abs=0.02)


def test_thick_fibres_and_warm_fibres_conduct_faster():
    cold = conduction_velocity_m_s(temperature_c=6.3)
    assert cold == pytest.approx(12.3, abs=0.05)
    assert conduction_velocity_m_s(inside_resistance_ohm_cm=4 * 35.4, temperature_c=6.3) == pytest.approx(
        cold / 2, rel=1e-9
    )
    assert conduction_velocity_m_s(4 * 238, temperature_c=6.3) == pytest.approx(2 * cold, rel=1e-9)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"radius_um": 0}, "radius_um must be between 0.1 and 1000 µm, got 0"),
        (
            {"inside_resistance_ohm_cm": "x"},
            "inside_resistance_ohm_cm must be between 10 and 500 Ω cm, got 'x'",
        ),
        ({"temperature_c": 37}, "temperature_c must be between 5 and 25 °C, got 37"),
    ],
)
def test_bad_input_is_named(arguments, message):
    with pytest.raises(ValueError) as error:
        conduction_velocity_m_s(**arguments)
    assert str(error.value) == message
