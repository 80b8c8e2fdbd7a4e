"""Twitches from noise: the fitted curve beside the simulation it was fitted to. Both are assumptions."""

import numpy as np
import pytest

from helpers.physiology.axon_noise import HIGHEST_RATE, NOISE, shaken_twitch_rate_hz, twitch_rate_hz


def test_fitted_closed_form_is_within_a_factor_of_two_of_the_shaken_axons():
    shifts = np.array([-3.0, -4.0, -5.0, -5.5])
    counted = shaken_twitch_rate_hz(shifts, axons=200, duration_ms=500, seed=3)
    assert np.all(counted > 0)
    assert np.all(np.abs(np.log2(twitch_rate_hz(shifts) / counted)) < 1)


def test_the_closer_the_gates_to_firing_the_more_twitches():
    shifts = np.linspace(-15, 4, 40)
    assert np.all(np.diff(twitch_rate_hz(shifts)) < 0)
    assert twitch_rate_hz(-3.0) == pytest.approx(0.15, rel=0.01)
    assert twitch_rate_hz(-15.0) == pytest.approx(HIGHEST_RATE, rel=1e-6)
    assert 3600 * twitch_rate_hz(0.0) == pytest.approx(0.5, abs=0.05), "about one in two hours at rest"


def test_the_same_seed_gives_the_same_twitches_and_another_gives_others():
    def counted(seed):
        return shaken_twitch_rate_hz(-6.0, axons=30, duration_ms=60, seed=seed)

    assert counted(1) == counted(1)
    assert len({float(counted(seed)) for seed in range(3)}) > 1


def test_without_noise_no_twitch():
    assert shaken_twitch_rate_hz(-5.0, axons=2, duration_ms=50, noise_mV=0.0) == 0


def test_every_number_is_marked_as_not_measured():
    assert {NOISE.confidence, HIGHEST_RATE.confidence} <= {"assumption", "fitted"}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: twitch_rate_hz(5), "gating_shift_mV must be between -15 and 4 mV, got 5"),
        (lambda: shaken_twitch_rate_hz(-30), "gating_shift_mV must be between -15 and 8 mV, got -30"),
        (
            lambda: shaken_twitch_rate_hz(0, duration_ms=0.5),
            "duration_ms must be between 1 and 10000 ms, got 0.5",
        ),
        (
            lambda: shaken_twitch_rate_hz(0, noise_mV=11),
            "noise_mV must be between 0 and 10 mV per square root of 1 ms, got 11",
        ),
        (
            lambda: shaken_twitch_rate_hz(0, axons=0),
            "axons must be a whole number between 1 and 2000 axons, got 0",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
