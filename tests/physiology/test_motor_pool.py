"""The pool of motor units, against the values of Fuglevand, Winter and Patla's equations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology import motor_pool

DRIVE = st.floats(0, 1)


def test_ranges_of_the_pool_identity():
    forces, thresholds = motor_pool.twitch_forces(), motor_pool.recruitment_thresholds()
    assert forces[-1] == pytest.approx(100)
    assert thresholds[-1] == pytest.approx(30 / 47)
    assert pytest.approx(47) == motor_pool.FULL_DRIVE
    assert motor_pool.firing_rates_hz(1.0)[[0, -1]] == pytest.approx([34.7, 25], abs=0.05)


@pytest.mark.parametrize(
    ("drive", "percent"), [(0.1, 3.4), (0.2, 9.9), (0.3, 18.6), (0.5, 41.9), (0.7, 71.1), (1, 100)]
)
def test_pool_force_identity(drive, percent):
    assert 100 * motor_pool.pool_force_fraction(drive) == pytest.approx(percent, abs=0.1)
    assert 100 * motor_pool.pool(drive).force_fraction == pytest.approx(percent, abs=0.1)


def test_bellemare_1983_maximal_rates_are_of_the_right_size():
    """Biceps 31.1 ± 10.1, thumb 29.9 ± 8.6 Hz at greatest effort; a set constant, so plausibility only.

    Soleus, 10.7 ± 2.9 Hz, is not this pool: its units are far slower.
    """
    rates = motor_pool.firing_rates_hz(1.0)
    assert 31.1 - 10.1 < rates.mean() < 31.1 + 10.1
    assert rates.mean() > 10.7 + 2.9


def test_small_slow_units_join_first():
    state = motor_pool.pool(0.3)
    assert 0 < state.active_units < 120
    assert np.all(state.rates_hz[: state.active_units] >= 8)
    assert not state.rates_hz[state.active_units :].any()
    assert np.all(np.diff(state.contraction_times_ms) < 0)
    assert state.unit_forces.sum() == pytest.approx(state.force_fraction)


def test_no_drive_no_force():
    assert motor_pool.pool(0).active_units == 0
    assert motor_pool.pool_spikes_s(0) == []


def test_spike_trains_follow_their_rates_and_seed():
    trains = motor_pool.pool_spikes_s(0.5, 10, seed=1)
    state = motor_pool.pool(0.5)
    assert len(trains) == state.active_units
    assert len(trains[0]) / 10 == pytest.approx(state.rates_hz[0], rel=0.05)
    again = motor_pool.pool_spikes_s(0.5, 10, seed=1)
    assert all(np.array_equal(one, other) for one, other in zip(trains, again, strict=True))
    assert not np.array_equal(trains[0], motor_pool.pool_spikes_s(0.5, 10, seed=2)[0])
    assert max(train.max() for train in trains) < 10


def test_regular_trains_begin_within_one_interval_and_keep_it_to_the_end():
    rates = motor_pool.pool(0.5).rates_hz
    trains = motor_pool.pool_spikes_s(0.5, variability=0)
    for train, rate in zip(trains, rates[rates > 0], strict=True):
        assert 0 <= train[0] < 1 / rate
        assert np.diff(train) == pytest.approx(1 / rate)
        assert 2 - 1 / rate <= train[-1] + 1e-9 < 2 + 1e-9  # two seconds unless said otherwise
    starts = [train[0] * rate for train, rate in zip(trains, rates[rates > 0], strict=True)]
    assert np.mean(starts) == pytest.approx(0.5, abs=0.15)  # spread over the interval, not all together
    assert np.std(starts) == pytest.approx(1 / np.sqrt(12), abs=0.08)


def test_at_its_threshold_a_unit_fires_at_its_lowest_rate_and_not_at_all_just_below():
    first = motor_pool.recruitment_thresholds()[0]
    assert motor_pool.firing_rates_hz(first)[0] == motor_pool.LOWEST_RATE
    assert motor_pool.firing_rates_hz(first * (1 - 1e-9))[0] == 0


@given(DRIVE, DRIVE, st.integers(2, 200))
def test_more_drive_never_means_less_force(first, second, units):
    force = motor_pool.pool_force_fraction(np.sort([first, second]), units)
    assert np.diff(force) >= -1e-12
    assert np.all((force >= 0) & (force <= 1 + 1e-12))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: motor_pool.pool(1.5), r"drive must be between 0 and 1, got 1.5"),
        (lambda: motor_pool.pool([0.1, 0.2]), r"drive must be one number between 0 and 1"),
        (
            lambda: motor_pool.pool(0.5, 0),
            r"unit_count must be a whole number between 2 and 500 units",
        ),
        (lambda: motor_pool.pool_force_fraction("hard"), r"drive must be between 0 and 1, got 'hard'"),
        (lambda: motor_pool.pool_spikes_s(0.5, 0), r"duration_s must be between 0.1 and 20 s, got 0"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
