"""Thresholds, firing onset and stability: rows of the excitability brief, all identities of the squid model.

Where the model starts to fire is a property of the squid axon at 6.3 °C, not of people with low calcium.
"""

import numpy as np
import pytest

from helpers.physiology.axon import simulate
from helpers.physiology.axon_equations import gating_shift_mV
from helpers.physiology.axon_search import (
    _bisect,
    endless_rate_hz,
    fires_by_itself,
    firing_rate_hz,
    growth_per_ms,
    kick_threshold_mV,
    pulse_threshold_uA_cm2,
    rest_is_stable,
    rheobase_uA_cm2,
    silent_until_mV,
    sustained_onset_uA_cm2,
    sweep,
    unstable_potassium_mM,
)

CALCIUM = np.array([0.72, 0.81, 0.91, 1.01, 1.25, 1.55, 1.92])
POTASSIUM = np.array([2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0])
SODIUM = np.array([120.0, 130.0, 140.0, 150.0])


@pytest.fixture(scope="module")
def rheobases():
    """One search for all: along the gating shift, along calcium, along potassium, along sodium."""
    shifts = np.array([-4.0, -2.0, 0.0, 2.0, 4.0, -7.0])
    calcium_shifts = gating_shift_mV(CALCIUM)
    shift = np.concatenate([shifts, calcium_shifts, 0 * POTASSIUM, 0 * SODIUM])
    potassium = np.concatenate([0 * shifts + 4, 0 * CALCIUM + 4, POTASSIUM, 0 * SODIUM + 4])
    sodium = np.concatenate([0 * shifts + 140, 0 * CALCIUM + 140, 0 * POTASSIUM + 140, SODIUM])
    found = rheobase_uA_cm2(shift, potassium, sodium)
    cuts = np.cumsum([shifts.size, CALCIUM.size, POTASSIUM.size])
    return dict(zip(("shift", "calcium", "potassium", "sodium"), np.split(found, cuts), strict=True))


@pytest.fixture(scope="module")
def kicks():
    return kick_threshold_mV(np.array([4.0, 2.0, 0.0, -2.0, -3.0, -4.0, -5.0, -5.5, -7.0]))


def test_kick_thresholds_of_section_c3_identity(kicks):
    assert kicks[:8] == pytest.approx([8.73, 7.63, 6.51, 5.34, 4.73, 4.12, 3.49, 3.17], abs=0.01)
    assert np.isnan(kicks[8]), "at -7 mV the axon fires by itself and needs no kick"


def test_t16_identity_sustained_onset():
    assert sustained_onset_uA_cm2(np.array([0.0, -4.0])) == pytest.approx([6.26, 1.98], abs=0.1)


def test_t17_t18_identity_rate_against_current():
    currents = np.array([7.0, 10.0, 20.0, 50.0, 5.0])
    assert firing_rate_hz(currents) == pytest.approx([58.3, 68.3, 86.5, 117.0, 0.0], abs=1)


def test_t26_identity_rest_loses_stability():
    edge = silent_until_mV()
    assert edge == pytest.approx(-6.756, abs=0.01)
    assert 1.25 * np.exp(edge / 9.32) == pytest.approx(0.605, abs=0.002)
    assert silent_until_mV(4.0, temperature_c=18.5) == pytest.approx(-9.29, abs=0.01)


def test_t27_identity_endless_rate():
    assert endless_rate_hz(np.array([-8.0, -10.0, -12.0, -15.0])) == pytest.approx([55, 62, 69, 80], abs=1.5)
    assert endless_rate_hz(-5.0) == 0


def test_t28_identity_rheobase_with_the_gates_shifted(rheobases):
    assert rheobases["shift"][[0, 4]] == pytest.approx([1.27, 3.16], rel=0.03)
    assert np.isnan(rheobases["shift"][5])


def test_t30_identity_rheobase_and_sodium(rheobases):
    assert rheobases["sodium"][[0, 2]] == pytest.approx([2.37, 2.24], rel=0.02)
    assert np.all(np.diff(rheobases["sodium"]) < 0), "less sodium outside makes firing a little harder"


def test_rheobase_rises_with_calcium_and_falls_with_potassium(rheobases):
    assert np.all(np.diff(rheobases["calcium"]) > 0)
    assert np.all(np.diff(rheobases["potassium"]) < 0)


def test_design_claim_rest_loses_stability_at_potassium_6_09():
    assert unstable_potassium_mM() == pytest.approx(6.09, abs=0.005)
    assert rest_is_stable(0.0, 6.08)
    assert fires_by_itself(0.0, 6.10)


def test_low_potassium_protects_and_high_potassium_unmasks_at_calcium_0_90():
    shift = gating_shift_mV(0.90)
    assert fires_by_itself(shift, [3.0, 3.5, 4.0, 5.1]).tolist() == [False, False, False, True]
    assert endless_rate_hz(shift, 5.0) > 40


def test_very_high_potassium_blocks():
    assert rest_is_stable(0.0, 20.0)
    assert simulate(100, potassium_mM=20.0, kick_mV=20).spikes == 0


def test_at_unusual_temperature_and_shift_a_disturbance_grows_or_dies():
    assert growth_per_ms(0.0) < 0 < growth_per_ms(-8.0)
    assert growth_per_ms(0.0, current_uA_cm2=20.0) > 0


def test_side_by_side_gives_what_one_trace_gives():
    shift, current = np.array([0.0, -3.0, 2.0]), np.array([10.0, 8.0, 15.0])
    together = sweep(190, gating_shift_mV=shift, current_uA_cm2=current)
    for i in range(3):
        alone = simulate(200, gating_shift_mV=shift[i], current_uA_cm2=current[i])
        assert together.spikes[i] == alone.spikes
        assert together.rate_hz[i] == pytest.approx(alone.rate_hz, rel=1e-3)


def test_answers_have_the_shape_of_the_questions():
    run = sweep(5, gating_shift_mV=np.zeros((2, 1)), kick_mV=[0.0, 5.0, 20.0])
    assert run.spikes.tolist() == [[0, 0, 1], [0, 0, 1]]
    assert rest_is_stable(np.zeros((2, 1)), np.full(3, 4.0)).shape == (2, 3)
    assert np.shape(growth_per_ms()) == ()


def test_bisect_finds_the_smallest_that_passes_and_says_where_none_does():
    assert _bisect(lambda x: x > np.array([1.0, 9.0]), [0.0, 0.0], [4.0, 4.0], 30) == pytest.approx(
        [1.0, np.nan], nan_ok=True
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sweep(0), "duration_ms must be between 1 and 10000 ms, got 0"),
        (lambda: sweep(5, kick_mV="x"), "kick_mV must be between -50 and 90 mV, got 'x'"),
        (
            lambda: sweep(5, noise_mV=-1),
            "noise_mV must be between 0 and 10 mV per square root of 1 ms, got -1",
        ),
        (lambda: pulse_threshold_uA_cm2(0), "pulse_ms must be between 0.1 and 100 ms, got 0"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
