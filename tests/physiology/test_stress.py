"""Adrenaline, potassium, tremor and cortisol: golden rows of the sleep brief's sections C1 to C3."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology import stress
from helpers.physiology.stress import (
    HALF_OCCUPANCY,
    NON_SELECTIVE_BLOCKER,
    RESTING_ADRENALINE,
    SELECTIVE_BLOCKER,
    adrenaline_course_nM,
    adrenaline_from_ng_mL,
    beta2_occupancy,
    cortical_inhibition,
    cortisol_pulse,
    fibre_shift_mV,
    peak_adrenaline_nM,
    potassium_mM,
    threshold_fall,
    tremor_ratio,
)
from helpers.physiology.twitch_rate import rate_ratio

ADRENALINE = st.floats(0, 100)
BLOCKER = st.floats(1, 100)
INFUSION = 9.5  # nmol/L, Brown 1983: 0.1 µg per kg and minute
CAFFEINE_RATIO = 3.07  # Robertson 1978, people who took none before

# Identities of this model.


def test_identity_t43_nanograms_to_nanomoles():
    assert adrenaline_from_ng_mL(1.74) == pytest.approx(9.50, abs=0.02)
    assert adrenaline_from_ng_mL() == pytest.approx(50 / 183.2)


@pytest.mark.parametrize(
    ("adrenaline", "potassium", "tremor"), [(0.68, 3.94, 1.21), (2.0, 3.71, 1.63), (9.5, 3.32, 2.33)]
)
def test_identity_the_three_levels_of_the_brief(adrenaline, potassium, tremor):
    assert potassium_mM(adrenaline) == pytest.approx(potassium, abs=0.005)
    assert tremor_ratio(adrenaline) == pytest.approx(tremor, abs=0.006)


def test_identity_t46_blocked_with_both_baselines_named():
    """Potassium counts from the rest under the blocker (else 4.00), tremor from the rest without one."""
    assert potassium_mM(INFUSION, NON_SELECTIVE_BLOCKER) == pytest.approx(3.917, abs=0.001)
    assert tremor_ratio(INFUSION, NON_SELECTIVE_BLOCKER) == pytest.approx(1.12, abs=0.005)
    assert potassium_mM(INFUSION, SELECTIVE_BLOCKER) == pytest.approx(3.441, abs=0.001)
    assert potassium_mM(RESTING_ADRENALINE, NON_SELECTIVE_BLOCKER) == 4.06
    assert tremor_ratio(RESTING_ADRENALINE, NON_SELECTIVE_BLOCKER) < 1


def test_identity_c4_a_speech_with_and_without_a_blocker():
    speech = peak_adrenaline_nM()
    assert speech == pytest.approx(0.675)
    assert tremor_ratio(speech, [1, NON_SELECTIVE_BLOCKER]) == pytest.approx([1.21, 0.87], abs=0.005)


def test_identity_c5_caffeine_and_a_speech():
    both = peak_adrenaline_nM(1.0, CAFFEINE_RATIO)
    assert both == pytest.approx(1.19, abs=0.005)
    assert potassium_mM(both) == pytest.approx(3.84, abs=0.005)
    assert tremor_ratio(both) == pytest.approx(1.41, abs=0.005)
    assert peak_adrenaline_nM(0.0, CAFFEINE_RATIO) == pytest.approx(0.77, abs=0.005)


def test_identity_c6_tremor_comes_first():
    minutes = np.arange(0, 120)
    assert minutes[np.argmax(adrenaline_course_nM(minutes))] == 0
    assert minutes[np.argmax(cortisol_pulse(minutes))] == 25
    assert cortisol_pulse() == 1
    assert adrenaline_course_nM() == pytest.approx(0.675)
    assert cortisol_pulse(50, 0.5) == pytest.approx(0.5 * 2 / np.e)
    assert adrenaline_course_nM(4) - RESTING_ADRENALINE == pytest.approx(0.425 / np.e)


def test_identity_low_potassium_moves_muscle_away_from_firing():
    """4.06 to 3.32 mmol/L: -5.4 mV by Nernst. Low potassium is no way to a twitch here."""
    assert fibre_shift_mV(3.32) == pytest.approx(-5.4, abs=0.05)
    assert fibre_shift_mV(5.0) > 0 == fibre_shift_mV(4.06)
    assert fibre_shift_mV(4.0, 4.0) == 0


def test_identity_cortisol_on_the_threshold():
    assert cortical_inhibition() == pytest.approx(0.8)
    assert threshold_fall() == pytest.approx(0.15 * 0.25)
    assert threshold_fall(0.5, 0.4, 0.3) == pytest.approx(0.3 * 0.25)
    assert rate_ratio(threshold_fall()) == pytest.approx(2.51, abs=0.01)


def test_identity_half_occupancy():
    assert beta2_occupancy(HALF_OCCUPANCY) == 0.5
    assert beta2_occupancy(6.0, 2.0) == 0.5
    assert beta2_occupancy(1.0, 1.0, 1.0) == 0.5


# Fitted targets: the model was set to these.


def test_fitted_target_t44_potassium_under_adrenaline():
    """Struthers and Reid 1984: 4.08 to 3.32; Brown 1983: -0.82 ± 0.19."""
    fall = potassium_mM(INFUSION) - potassium_mM()
    assert potassium_mM(INFUSION) == pytest.approx(3.32, abs=0.01)
    assert fall == pytest.approx(-0.82, abs=0.15)
    assert fall == pytest.approx(3.32 - 4.08, abs=0.03)


def test_fitted_target_t45_young_1975_most_tremor():
    """Isoprenaline into the artery: 2.74 (1.85 to 3.50) times; the model's limit is 2.80."""
    limit = (1 + stress.TREMOR_GAIN) / (1 + stress.TREMOR_GAIN * beta2_occupancy())
    assert limit == pytest.approx(2.80, abs=0.005)
    assert limit == pytest.approx(2.74, abs=0.3)
    assert tremor_ratio(100) == pytest.approx(limit, abs=0.06)
    assert tremor_ratio(100) < limit


# Independent checks: nothing was fitted to these.


def test_independent_check_struthers_1983_order_of_the_blockers():
    """Placebo 3.22 < atenolol 3.67 < timolol 4.25: the order holds."""
    placebo, selective, other = potassium_mM(INFUSION, [1, SELECTIVE_BLOCKER, NON_SELECTIVE_BLOCKER])
    assert placebo < selective < other


def test_identity_ordinary_stress_barely_moves_potassium():
    assert potassium_mM() - potassium_mM(peak_adrenaline_nM()) == pytest.approx(0.12, abs=0.005)
    assert abs(fibre_shift_mV(potassium_mM(peak_adrenaline_nM()))) < 1


# Contradictions, to be shown and not smoothed.


def test_struthers_1983_contradicts_the_blockers_of_this_model():
    """With timolol potassium rose to 4.25: no occupancy model can; with atenolol it fell less than here."""
    blocked = potassium_mM(np.linspace(RESTING_ADRENALINE, 100, 50), NON_SELECTIVE_BLOCKER)
    assert np.all(blocked <= 4.06)
    assert 4.25 - potassium_mM(INFUSION, NON_SELECTIVE_BLOCKER) > 0.3
    assert 3.67 - potassium_mM(INFUSION, SELECTIVE_BLOCKER) > 0.2
    assert "timolol" in potassium_mM.__doc__


def test_filippakis_2018_contradicts_stress_as_a_cause_of_twitches():
    """Here strong stress more than doubles the twitches; in patients anxiety did not track them."""
    assert rate_ratio(threshold_fall(1.0)) > 2
    assert "Filippakis 2018" in stress.__doc__


# Limits, directions, invariances.


@given(ADRENALINE, ADRENALINE, BLOCKER)
def test_more_adrenaline_never_means_less_tremor_or_more_potassium(one, other, blocker):
    low, high = sorted((one, other))
    assert tremor_ratio(low, blocker) <= tremor_ratio(high, blocker)
    assert potassium_mM(low, blocker) >= potassium_mM(high, blocker)


@given(ADRENALINE, BLOCKER, BLOCKER)
def test_more_blocker_never_means_more_tremor(adrenaline, one, other):
    weak, strong = sorted((one, other))
    assert tremor_ratio(adrenaline, strong) <= tremor_ratio(adrenaline, weak)


@given(st.floats(0.01, 5), st.floats(1, 20))
def test_a_blocker_is_overcome_by_that_many_times_more_adrenaline(adrenaline, blocker):
    assert beta2_occupancy(adrenaline * blocker, blocker) == pytest.approx(float(beta2_occupancy(adrenaline)))


@given(ADRENALINE, BLOCKER, st.floats(3.5, 5.5))
def test_the_fall_of_potassium_does_not_depend_on_where_it_started(adrenaline, blocker, start):
    fall = start - potassium_mM(adrenaline, blocker, start)
    assert fall == pytest.approx(float(4.06 - potassium_mM(adrenaline, blocker)))


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.4), st.floats(0, 0.3))
def test_more_cortisol_never_raises_the_threshold(one, other, loss, gain):
    low, high = sorted((one, other))
    assert 0 <= threshold_fall(low, loss, gain) <= threshold_fall(high, loss, gain)


@given(st.floats(0, 240), st.floats(0, 1))
def test_a_pulse_never_passes_its_stress(minutes, size):
    assert 0 <= cortisol_pulse(minutes, size) <= size + 1e-12


@given(st.floats(0, 240), ADRENALINE)
def test_adrenaline_comes_back_to_rest_from_either_side(minutes, peak):
    level = adrenaline_course_nM(minutes, peak)
    assert min(peak, RESTING_ADRENALINE) - 1e-9 <= level <= max(peak, RESTING_ADRENALINE) + 1e-9


def test_calm_is_the_reference_and_the_sceptic_sees_nothing():
    assert peak_adrenaline_nM(0.0) == RESTING_ADRENALINE == adrenaline_course_nM(7, RESTING_ADRENALINE)
    assert potassium_mM() == 4.06
    assert tremor_ratio() == 1
    assert threshold_fall(0.0) == threshold_fall(1.0, 0.0) == threshold_fall(1.0, 0.4, 0.0) == 0
    assert cortisol_pulse(0) == beta2_occupancy(0.0) == adrenaline_from_ng_mL(0.0) == 0
    assert adrenaline_course_nM(15, 0.675) == pytest.approx(RESTING_ADRENALINE, abs=0.02)


def test_arguments_broadcast():
    column, row = np.array([[0.0], [0.5]]), np.array([1.0, 2.0, 3.0])
    for answer in (beta2_occupancy, potassium_mM, tremor_ratio):
        assert answer(column, row).shape == (2, 3)
    assert peak_adrenaline_nM(column, row).shape == (2, 3)
    assert threshold_fall(column, row / 10, 0.1).shape == (2, 3)
    assert cortisol_pulse(row, column).shape == adrenaline_course_nM(row, column).shape == (2, 3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: adrenaline_from_ng_mL(-1), "adrenaline_ng_mL must be between 0 and 18 ng/mL, got -1"),
        (lambda: peak_adrenaline_nM(2), "stress must be between 0 and 1, got 2"),
        (lambda: peak_adrenaline_nM(1, 0), "caffeine_ratio must be between 1 and 5 times rest, got 0"),
        (lambda: adrenaline_course_nM(-1), "time_min must be between 0 and 240 min, got -1"),
        (lambda: adrenaline_course_nM(1, 200), "peak_nM must be between 0 and 100 nmol/L, got 200"),
        (lambda: tremor_ratio(-1), "adrenaline_nM must be between 0 and 100 nmol/L, got -1"),
        (lambda: tremor_ratio(1, 0.5), "dose_ratio must be between 1 and 100 times, got 0.5"),
        (lambda: beta2_occupancy(1, 1, 0), "half_nM must be between 1 and 6 nmol/L, got 0"),
        (lambda: potassium_mM(1, 1, 9), "resting_potassium_mM must be between 3.5 and 5.5 mmol/L, got 9"),
        (lambda: fibre_shift_mV(0), "potassium_mM must be between 1 and 20 mmol/L, got 0"),
        (lambda: fibre_shift_mV(4, 0), "resting_potassium_mM must be between 1 and 20 mmol/L, got 0"),
        (lambda: cortisol_pulse(300), "time_min must be between 0 and 240 min, got 300"),
        (lambda: cortisol_pulse(1, -1), "stress must be between 0 and 1, got -1"),
        (lambda: cortical_inhibition(1.5), "cortisol must be between 0 and 1, got 1.5"),
        (lambda: threshold_fall(1, 0.5), "inhibition_loss must be between 0 and 0.4, got 0.5"),
        (lambda: threshold_fall(1, 0.2, 1), "fall_per_imbalance must be between 0 and 0.3, got 1"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
