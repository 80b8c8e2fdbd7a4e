"""The axon's laws: rest, gates, and how calcium, magnesium, potassium and sodium outside move them.

Each row of the excitability brief says what it is: an identity of the equations, a fitted number, or an
independent measurement.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology.axon_equations import (
    SHIFT_PER_EFOLD,
    _ion_current,
    gate_rates,
    gating_shift_mV,
    rest_mV,
    reversal_potentials_mV,
    scaled_shift_mV,
    steady_gates,
)

CALCIUM = st.floats(0.1, 5.0)


def test_t10_identity_rest():
    assert rest_mV() == pytest.approx(-65.00, abs=0.05)
    assert rest_mV() == pytest.approx(-64.996, abs=0.001)


def test_t22_identity_of_a_fitted_constant_15_mV_per_fivefold_calcium():
    assert 15 / np.log(5) == pytest.approx(9.320, abs=0.005)
    assert pytest.approx(9.320, abs=0.005) == SHIFT_PER_EFOLD
    assert SHIFT_PER_EFOLD * np.log(10) == pytest.approx(21.46, abs=0.005)
    assert SHIFT_PER_EFOLD.confidence == "unverified"


@pytest.mark.parametrize(
    ("calcium", "magnesium", "weight", "shift"),
    [
        (1.0, 0.55, 0.0, -2.08),
        (0.90, 0.55, 0.0, -3.06),
        (0.80, 0.55, 0.0, -4.16),
        (0.25, 0.55, 0.0, -15.00),
        (2.0, 0.55, 0.0, 4.38),
        (0.90, 0.55, 0.3, -2.65),
        (1.25, 0.20, 0.3, -0.72),
        (0.90, 0.20, 0.3, -3.62),
        (1.25, 1.5, 0.3, 1.71),
    ],
)
def test_shift_table_of_section_c2_identity(calcium, magnesium, weight, shift):
    assert gating_shift_mV(calcium, magnesium, weight) == pytest.approx(shift, abs=0.02)


def test_no_shift_at_the_reference_whatever_the_constants():
    assert gating_shift_mV(1.25) == 0
    assert gating_shift_mV(1.25, 0.55, 0.3, 6.2) == 0
    assert gating_shift_mV(0.7, 2.0) == gating_shift_mV(0.7, 0.1), "magnesium does nothing at weight 0"


@given(CALCIUM, CALCIUM, st.floats(0, 0.6), st.floats(4, 11))
def test_shift_rises_strictly_with_calcium(one, other, weight, k):
    low, high = sorted((one, other))
    if high - low > 1e-6:
        assert gating_shift_mV(low, 0.55, weight, k) < gating_shift_mV(high, 0.55, weight, k)


@given(CALCIUM)
def test_doubling_and_halving_calcium_shift_equally_far(calcium):
    shift = gating_shift_mV(calcium)
    assert gating_shift_mV(np.clip(1.25**2 / calcium, 0.1, 5)) == pytest.approx(
        -shift if 1.25**2 / calcium <= 5 else gating_shift_mV(5.0), abs=1e-9
    )


@given(st.floats(-100, 50), st.floats(-15, 15))
def test_a_shift_moves_every_gate_along_the_voltage(voltage, shift):
    assert steady_gates(voltage, shift) == pytest.approx(steady_gates(voltage - shift))


@pytest.mark.parametrize("voltage", [-40.0, -55.0])
def test_gate_rates_stay_smooth_where_the_formula_is_nought_over_nought(voltage):
    around = [[float(x) for pair in gate_rates(voltage + step) for x in pair] for step in (-1e-5, 0.0, 1e-5)]
    assert around[1] == pytest.approx(
        [(a + b) / 2 for a, b in zip(around[0], around[2], strict=True)], rel=1e-8
    )
    assert np.all(np.isfinite(around))


@pytest.mark.parametrize(("gate", "voltage"), [(0, -40.0), (2, -55.0)], ids=["m", "n"])
def test_the_opening_rate_climbs_half_as_steeply_as_far_above_where_the_formula_is_nought_over_nought(
    gate, voltage
):
    with np.errstate(all="raise"):  # no 0/0 behind the scenes either
        around = [float(gate_rates(voltage + step)[gate][0]) for step in (-5e-6, 0.0, 5e-6)]
    far = float(gate_rates(voltage + 101)[gate][0]) - float(gate_rates(voltage + 100)[gate][0])
    assert (around[2] - around[0]) / 1e-5 == pytest.approx(far / 2, rel=0.001)


def test_identity_the_voltages_over_which_each_rate_changes_e_fold_are_those_of_the_paper():
    here, there = gate_rates(-65.0), {step: gate_rates(-65.0 + step) for step in (18, 20, 80)}
    assert here[0][1] / there[18][0][1] == pytest.approx(np.e), "m closes"
    assert here[1][0] / there[20][1][0] == pytest.approx(np.e), "h opens"
    assert here[2][1] / there[80][2][1] == pytest.approx(np.e), "n closes"
    assert gate_rates(-35.0)[1][1] == 0.5, "h closes half as fast as it ever does"


def test_a_shift_is_told_for_a_tenfold_change_unless_another_is_asked_for():
    assert scaled_shift_mV(15.0, 5.0) == pytest.approx(21.46, abs=0.005)
    assert scaled_shift_mV(21.46, 10.0, 5.0) == pytest.approx(15.0, abs=0.005)


@pytest.mark.parametrize(
    ("potassium", "rest", "h"),
    [(2.5, -67.6, 0.683), (3.0, -66.8, 0.656), (4.5, -64.0, 0.561), (5.5, -61.6, 0.476), (6.5, -58.5, 0.368)],
)
def test_rest_table_of_section_b3_identity(potassium, rest, h):
    assert rest_mV(0.0, potassium) == pytest.approx(rest, abs=0.06)
    assert steady_gates(rest_mV(0.0, potassium))[1] == pytest.approx(h, abs=0.002)


def test_low_calcium_hardly_moves_the_rest_and_not_towards_firing():
    assert -2.5 < rest_mV(-6.7) - rest_mV(0.0) < 0


def test_potassium_and_sodium_move_their_reversal_potentials_by_nernst():
    e_na, e_k = reversal_potentials_mV([4.0, 4.0 * np.e], [140.0, 120.0])
    assert e_k == pytest.approx([-77.0, -77.0 + 24.08], abs=0.01)
    assert e_na == pytest.approx([50.0, 46.29], abs=0.01)


@given(st.floats(-20, 20), st.floats(1, 20), st.floats(50, 300), st.floats(-20, 150))
def test_at_rest_no_net_current_flows(shift, potassium, sodium, current):
    rest = rest_mV(shift, potassium, sodium, current)
    e_na, e_k = reversal_potentials_mV(potassium, sodium)
    assert -200 < rest < 100
    assert _ion_current(rest, steady_gates(rest, shift), e_na, e_k) == pytest.approx(current, abs=1e-6)


def test_arguments_broadcast():
    assert gating_shift_mV(np.ones((2, 1)), np.ones(3), 0.3).shape == (2, 3)
    assert rest_mV(np.zeros((2, 1)), np.array([3.0, 4.0, 5.0])).shape == (2, 3)
    assert steady_gates(np.zeros((2, 1)), np.zeros(3))[0].shape == (2, 3)
    assert isinstance(float(rest_mV(0.0)), float)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gating_shift_mV(-1), "calcium_mM must be between 0.1 and 5 mmol/L, got -1"),
        (lambda: gating_shift_mV("low"), "calcium_mM must be between 0.1 and 5 mmol/L, got 'low'"),
        (lambda: gating_shift_mV(1, 9), "magnesium_mM must be between 0 and 5 mmol/L, got 9"),
        (
            lambda: gating_shift_mV(1, 1, 2),
            "magnesium_weight must be between 0 and 1 of calcium's effect, got 2",
        ),
        (lambda: gating_shift_mV(1, 1, 0, 0), "shift_per_efold_mV must be between 1 and 15 mV, got 0"),
        (lambda: rest_mV(0, 0), "potassium_mM must be between 1 and 20 mmol/L, got 0"),
        (lambda: rest_mV(0, 4, 7), "sodium_mM must be between 50 and 300 mmol/L, got 7"),
        (lambda: rest_mV(99), "gating_shift_mV must be between -40 and 40 mV, got 99"),
        (lambda: rest_mV(0, 4, 140, None), "current_uA_cm2 must be between -100 and 300 µA/cm², got None"),
        (lambda: steady_gates(1e9), "voltage_mV must be between -200 and 200 mV, got 1000000000.0"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
