"""What sweat takes, beside what the body holds. One sweat per example: its sodium stands in each test."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology.axon_equations import gating_shift_mV
from helpers.physiology.sweat import Sweat
from helpers.physiology.sweat_losses import losses, sodium_lost_g

LITRES = 4.8  # four hours at 1.2 L/h
AT_37 = Sweat()  # Montain's walkers, sodium 37.5 mmol/L
AT_45 = Sweat(sodium_mM=45, potassium_mM=5)  # the sweat of the plasma sodium example
TETANY_SHIFT_mV = -5.82  # where the squid axon begins to fire without end


# Identities: sweat times litres, beside textbook stores.
@pytest.mark.parametrize(
    ("ion", "lost", "outside", "body"),
    [
        ("sodium", 180, 1960, 2940),
        ("potassium", 27, 59, 3500),
        ("calcium", 1.9, 34, 25_000),
        ("magnesium", 0.25, 12, 1000),
    ],
)
def test_losses_of_4_8_litres_with_sodium_37_5_identity(ion, lost, outside, body):
    loss = getattr(losses(LITRES, AT_37), ion)
    assert loss.lost_mmol == pytest.approx(lost, rel=0.02)
    assert loss.extracellular_mmol == pytest.approx(outside, rel=0.012)
    assert loss.body_mmol == pytest.approx(body, rel=0.005)


def test_percentages_of_4_8_litres_with_sodium_37_5_identity():
    lost = losses(LITRES, AT_37)
    assert lost.sodium.percent_of_body == pytest.approx(6.1, abs=0.05)
    assert lost.potassium.percent_of_body == pytest.approx(0.8, abs=0.05)
    assert lost.calcium.percent_of_extracellular == pytest.approx(5.7, abs=0.15)
    assert lost.calcium.percent_of_body == pytest.approx(0.007, abs=0.001)
    assert lost.magnesium.percent_of_extracellular == pytest.approx(2.1, abs=0.05)


def test_with_sodium_45_it_is_more_identity():
    """The correction: 45 mmol/L in 4.8 L is 216 mmol, 7.3 % of exchangeable sodium."""
    sodium = losses(LITRES, AT_45).sodium
    assert sodium.lost_mmol == pytest.approx(216)
    assert sodium.percent_of_body == pytest.approx(7.3, abs=0.05)
    assert sodium.percent_of_extracellular == pytest.approx(11.0, abs=0.05)


def test_calcium_lost_cannot_make_the_axon_fire_even_if_nothing_came_back_identity():
    left = 1.25 * (1 - losses(LITRES, AT_37).calcium.percent_of_extracellular / 100)
    shift = gating_shift_mV(left)
    assert shift == pytest.approx(-0.54, abs=0.02)
    assert shift > TETANY_SHIFT_mV / 5


def test_nor_with_the_high_minerals_others_found_in_sweat():
    """Calcium and magnesium 1.4 mmol/L: the method decides the number, not the conclusion."""
    lost = losses(LITRES, Sweat(calcium_mM=1.4, magnesium_mM=1.4))
    calcium = 1.25 * (1 - lost.calcium.percent_of_extracellular / 100)
    magnesium = 0.55 * (1 - lost.magnesium.percent_of_extracellular / 100)
    assert lost.magnesium.percent_of_extracellular > 50  # not small at all, if that method is right
    assert lost.magnesium.percent_of_body < 1
    for weight in (0.0, 0.3):
        assert gating_shift_mV(calcium, magnesium, weight) > TETANY_SHIFT_mV / 2


def test_potassium_is_lost_from_little_outside_and_much_inside():
    potassium = losses(LITRES, AT_37).potassium
    assert 40 < potassium.percent_of_extracellular < 50
    assert potassium.percent_of_body < 1
    assert potassium.body_mmol / potassium.extracellular_mmol == pytest.approx(60, abs=1)


def test_stofan_2005_grams_of_sodium_identity():
    """T42: 54.6 mmol/L times 4.0 L; the paper's own mean of products is 5.1 ± 2.3 g."""
    assert sodium_lost_g(4.0, 54.6) == pytest.approx(5.02, abs=0.01)
    assert sodium_lost_g(4.0, 54.6) == pytest.approx(5.1, abs=0.2)
    assert sodium_lost_g() == pytest.approx(0.862, abs=0.001)


@given(st.floats(0, 10), st.floats(30, 200))
def test_losses_grow_with_litres_and_shrink_beside_a_bigger_body(litres, mass):
    here, double, bigger = losses(litres, AT_45, mass), losses(2 * litres, AT_45, mass), losses(litres, AT_45)
    for ion in ("sodium", "potassium", "calcium", "magnesium"):
        one, two, other = getattr(here, ion), getattr(double, ion), getattr(bigger, ion)
        assert two.lost_mmol == pytest.approx(2 * one.lost_mmol)
        assert one.lost_mmol == other.lost_mmol
        assert one.body_mmol * 70 == pytest.approx(other.body_mmol * mass)
        assert one.extracellular_mmol * 70 == pytest.approx(other.extracellular_mmol * mass)


def test_arrays_and_defaults():
    assert losses([1, 2, 3]).calcium.lost_mmol.shape == (3,)
    assert losses(1, Sweat(sodium_mM=[20, 40])).sodium.lost_mmol == pytest.approx([20, 40])
    assert losses(0).sodium.percent_of_body == 0
    assert losses().sodium.lost_mmol == pytest.approx(37.5)
    assert np.all(losses(np.array([1, 2])).magnesium.percent_of_body > 0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: losses(-1), "sweat_L must be between 0 and 20 L, got -1"),
        (lambda: losses(21), "sweat_L must be between 0 and 20 L, got 21"),
        (lambda: losses(1, 45), "sweat must be a Sweat, such as .*, got 45"),
        (lambda: losses(1, mass_kg=20), "mass_kg must be between 30 and 200 kg, got 20"),
        (lambda: losses(1, mass_kg=201), "mass_kg must be between 30 and 200 kg, got 201"),
        (lambda: sodium_lost_g(21), "sweat_L must be between 0 and 20 L, got 21"),
        (lambda: sodium_lost_g(1, 151), "sodium_mM must be between 0 and 150 mmol/L, got 151"),
        (lambda: sodium_lost_g(1, -1), "sodium_mM must be between 0 and 150 mmol/L, got -1"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
