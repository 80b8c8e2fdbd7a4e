"""Which calcium counts, pH, the QT interval and single doses, against published numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology import calcium
from helpers.physiology.axon_equations import gating_shift_mV
from helpers.physiology.twitch_rate import threshold_fall


@pytest.mark.parametrize(
    ("total", "albumin", "adjusted"), [(2.00, 25, 2.30), (1.83, 26, 2.11), (2.20, 40, 2.20)]
)
def test_payne_1973_identity(total, albumin, adjusted):
    assert calcium.adjusted_total_mM(total, albumin) == pytest.approx(adjusted, abs=1e-9)


def test_a_worried_lab_report_ionised_from_total():
    assert calcium.ionised_from_total_mM(2.00, 25) == pytest.approx(1.17, abs=0.005)
    assert calcium.ionised_from_total_mM(2.45) == pytest.approx(1.25, abs=0.005)


@pytest.mark.parametrize(("pH", "ionised"), [(7.4, 1.25), (7.5, 1.20), (7.6, 1.152)])
def test_instrument_formula_identity(pH, ionised):
    assert calcium.ionised_at_pH_mM(pH) == pytest.approx(ionised, abs=0.001)


def test_seamonds_1972_independent_check_of_the_instrument_formula():
    """Measured in overbreathing people: -0.05 ± 0.02 mmol/L per +0.1 pH; the exponent is not fitted to it."""
    fall = calcium.ionised_at_pH_mM(7.5) - calcium.ionised_at_pH_mM(7.4)
    assert fall == pytest.approx(-0.050, abs=0.01)
    assert calcium.ionised_at_pH_linear_mM(7.5) - 1.25 == pytest.approx(-0.05, abs=1e-9)


def test_dimeski_treacy_in_vitro_slope_independent_check():
    """About 0.04 mmol/L per 0.1 pH in spiked blood: the formula is a little steeper, of the same size."""
    fall = calcium.ionised_at_pH_mM(7.4) - calcium.ionised_at_pH_mM(7.5)
    assert 0.03 < fall < 0.055


@pytest.mark.parametrize(
    ("co2", "bicarbonate", "pH"),
    [
        (40, 24, 7.401),
        (35, 23, 7.441),
        (30, 22, 7.488),
        (25, 21, 7.547),
        (20, 20, 7.623),
        (15, 19, 7.726),
        (50, 25, 7.322),
    ],
)
def test_henderson_hasselbalch_identity(co2, bicarbonate, pH):
    assert calcium.bicarbonate_mM(co2) == pytest.approx(bicarbonate, abs=1e-9)
    assert calcium.arterial_pH(co2) == pytest.approx(pH, abs=0.0015)


def test_overbreathing_to_20_mmHg_the_kits_own_rule():
    """pH 7.401 to 7.623, ionised 1.25 to 1.141, shift -0.85 mV, threshold fall 0.057: too little alone."""
    pH = calcium.arterial_pH([40, 20])
    ionised = calcium.ionised_at_pH_mM(pH)
    assert pH == pytest.approx([7.401, 7.623], abs=0.001)
    assert ionised == pytest.approx([1.25, 1.141], abs=0.001)
    shift = gating_shift_mV(ionised[1], magnesium_weight=0.0)
    assert shift == pytest.approx(-0.85, abs=0.01)
    assert threshold_fall(shift) == pytest.approx(0.057, abs=0.001)


def test_steurer_1997_contradicts_the_instrument_formula_and_is_shown():
    """Ten men, pH 7.39 to 7.75, ionised calcium unchanged; the formula says -0.17 mmol/L: one is wrong."""
    predicted = calcium.ionised_at_pH_mM(7.75) - calcium.ionised_at_pH_mM(7.39)
    assert predicted == pytest.approx(-0.17, abs=0.01)
    assert predicted < -0.1, "the disagreement with the measured 0 must stay visible"
    assert "Steurer" in calcium.ionised_at_pH_mM.__doc__


def test_steurer_1997_pH_lies_nearer_to_unchanged_bicarbonate():
    """At 18.75 mmHg: 7.645 with the acute rule, 7.730 if bicarbonate has not fallen; measured 7.75."""
    assert calcium.arterial_pH(18.75) == pytest.approx(7.645, abs=0.002)
    assert calcium.arterial_pH(18.75, bicarbonate=24) == pytest.approx(7.730, abs=0.002)


@pytest.mark.parametrize(("ionised", "seconds"), [(1.25, 0.410), (0.8, 0.468), (0.7, 0.492), (0.6, 0.523)])
def test_qtc_identity(ionised, seconds):
    assert calcium.qtc_s(ionised) == pytest.approx(seconds, abs=0.0006)


def test_rumancik_1978_shape_is_a_hyperbola():
    """The same step of calcium costs more when calcium is already low."""
    qtc = calcium.qtc_s(np.array([0.6, 0.8, 1.0, 1.2]))
    assert np.all(np.diff(qtc) < 0)
    assert np.all(np.diff(qtc, 2) > 0)


@given(st.floats(7.0, 7.9), st.floats(7.0, 7.9), st.floats(0.1, 5))
def test_more_alkaline_never_means_more_ionised_calcium(first, second, ionised):
    low, high = sorted((first, second))
    assert calcium.ionised_at_pH_mM(high, ionised) <= calcium.ionised_at_pH_mM(low, ionised)


@given(st.floats(12, 80), st.floats(12, 80))
def test_more_carbon_dioxide_never_means_more_alkaline(first, second):
    low, high = sorted((first, second))
    assert calcium.arterial_pH(high) <= calcium.arterial_pH(low) + 1e-12


@given(st.floats(15, 1500))
def test_absorbed_amount_grows_while_its_share_falls(load):
    share, more = calcium.fraction_absorbed_single_dose([load, load * 1.01]) if load < 1485 else (1, 0.5)
    assert 0 < more < share <= 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: calcium.ionised_at_pH_mM(6.9), r"pH must be between 7 and 7.9, got 6.9"),
        (lambda: calcium.ionised_at_pH_mM("x"), r"pH must be between 7 and 7.9, got 'x'"),
        (
            lambda: calcium.ionised_at_pH_linear_mM(7.4, 0.1),
            r"ionised_mM must be between 0.5 and 5 mmol/L, got 0.1",
        ),
        (lambda: calcium.adjusted_total_mM(-1, 40), r"total_mM must be between 0.5 and 5 mmol/L, got -1"),
        (lambda: calcium.adjusted_total_mM(2.2, 4), r"albumin_g_L must be between 10 and 60 g/L, got 4"),
        (lambda: calcium.arterial_pH(0), r"co2_mmHg must be between 12 and 80 mmHg, got 0"),
        (lambda: calcium.arterial_pH(40, 0), r"bicarbonate must be between 5 and 50 mmol/L, got 0"),
        (lambda: calcium.qtc_s(float("nan")), r"ionised_mM must be between 0.4 and 3 mmol/L, got nan"),
        (lambda: calcium.fraction_absorbed_single_dose(0), r"load_mg must be between 15 and 1500 mg, got 0"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(("side", "slope"), [(-1, 0.2), (1, 0.1)])
def test_bicarbonate_falls_twice_as_steeply_as_it_rises_from_the_first_step_on(side, slope):
    """Acute rules: 2 mmol/L per 10 mmHg lost, 1 per 10 mmHg gained; 24 at 40 mmHg."""
    steps = np.array([0.01, 0.5, 5.0])
    assert calcium.bicarbonate_mM(40 + side * steps) == pytest.approx(24 + side * slope * steps)
