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


@pytest.mark.parametrize("potential_ms", [4.0, 10.0, 30.0])
@pytest.mark.parametrize("sample_rate", [2000, 8000])
def test_a_lone_spike_is_one_wave_at_its_moment_whatever_the_sample_rate(potential_ms, sample_rate):
    signal = muscle_signal([1.0], sample_rate, potential_ms=potential_ms)
    from_spike_ms = (np.arange(2 * sample_rate) / sample_rate - 1.0) * 1000
    assert signal == pytest.approx(unit_potential(from_spike_ms, potential_ms), abs=1e-4)
    assert unit_potential(potential_ms * np.array([0.1, 0.2, 0.51]), potential_ms) == pytest.approx(
        [0, -3 * np.exp(-2), 0], abs=1e-12
    )


def test_a_spike_counts_from_the_first_sample_to_the_last():
    assert muscle_signal([0.0])[0] == 1
    assert muscle_signal([2 - 1 / 8000])[-1] == 1
    assert not muscle_signal([2.0]).any()


@pytest.mark.parametrize("size", [0.001, 1.0, 1000.0])
def test_the_loudest_sample_is_one_however_small_the_unit(size):
    assert muscle_signal([1.0], amplitudes=[size]).max() == 1


def test_a_unit_of_no_size_is_not_heard():
    assert not muscle_signal([1.0], amplitudes=[0]).any()


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
        *(
            (
                lambda wrong=wrong: muscle_signal([[0.1]], amplitudes=wrong),
                r"^amplitudes must be one size between 0 and 1000 for each of 1 units, got ",
            )
            for wrong in ([-1], [-1e-9], [1000.001], "loud")
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
