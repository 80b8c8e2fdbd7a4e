"""The simulated muscle signal: shape, placing, loudness."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology.muscle_signal import muscle_signal, unit_potential


def test_one_wave_has_three_phases_and_no_mean():
    time = np.linspace(-6, 6, 2401)
    wave = unit_potential(time)
    strong = wave[np.abs(wave) > 0.01]
    assert np.count_nonzero(np.diff(np.sign(strong))) == 2
    assert abs(wave.sum()) < 0.001 * np.abs(wave).sum()
    assert wave.max() == pytest.approx(1)
    assert not wave[np.abs(time) > 5.01].any()


def test_two_seconds_at_8_khz_with_a_thump_at_each_spike():
    signal = muscle_signal([0.5, 1.0, 1.5])
    assert signal.shape == (16_000,)
    assert np.abs(signal).max() == pytest.approx(1)
    assert signal[[4000, 8000, 12_000]] == pytest.approx(1, abs=1e-6)
    assert not signal[5000:7000].any()


def test_units_add_by_their_size():
    signal = muscle_signal([[0.5], [1.0]], amplitudes=[1, 4])
    assert signal[8000] / signal[4000] == pytest.approx(4, rel=1e-6)


def test_silence_without_a_spike():
    assert not muscle_signal([]).any()
    assert not muscle_signal([[], []]).any()
    assert not muscle_signal([], amplitudes=[]).any()
    assert not muscle_signal([-3.0, 99.0]).any()


@given(st.lists(st.floats(-1, 3), max_size=30), st.sampled_from([2000, 8000, 44_100]))
def test_always_between_minus_one_and_one(spikes, sample_rate):
    signal = muscle_signal(spikes, sample_rate, duration_s=1.0)
    assert signal.shape == (sample_rate,)
    assert np.all(np.abs(signal) <= 1 + 1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: muscle_signal([0.1], sample_rate_hz=10),
            r"sample_rate_hz must be between 1000 and 48000 Hz, got 10",
        ),
        (lambda: muscle_signal([0.1], duration_s=0), r"duration_s must be between 0.05 and 20 s, got 0"),
        (lambda: muscle_signal([0.1], potential_ms=90), r"potential_ms must be between 2 and 30 ms, got 90"),
        (lambda: muscle_signal(None), r"spike_times_s must be spike times in s"),
        (lambda: muscle_signal("beep"), r"spike_times_s must be spike times in s"),
        (lambda: muscle_signal(["x"]), r"spike_times_s must be spike times in s"),
        (lambda: muscle_signal([[0.1], [0.2]], amplitudes=[1]), r"amplitudes must be one size"),
        (
            lambda: muscle_signal([[0.1]], amplitudes=[-1]),
            r"amplitudes must be one size between 0 and 1000",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
