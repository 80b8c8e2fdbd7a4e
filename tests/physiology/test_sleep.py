"""The two-process model. Golden rows T-01 to T-04, T-07 and T-10 of the sleep brief.

Marks: every golden value here is an *identity* of the exponentials with published constants; none is an
independent check of sleep in people.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology import sleep
from helpers.physiology.sleep import Sleeper

PRESSURE = st.floats(0, 1)
HOURS = st.floats(0, 200)
RESTED = 0.0928


# Identities.
@pytest.mark.parametrize(
    ("hours", "pressure"),
    list(
        zip(
            (0, 2, 4, 8, 12, 20, 24, 32, 52, 64, 88),
            (0.093, 0.187, 0.272, 0.415, 0.531, 0.698, 0.757, 0.844, 0.948, 0.973, 0.993),
            strict=True,
        )
    ),
)
def test_identity_pressure_against_hours_awake(hours, pressure):
    assert sleep.pressure_awake(hours) == pytest.approx(pressure, abs=0.0006)


@pytest.mark.parametrize(("hours", "pressure"), [(16, 0.6234), (40, 0.8993)])
def test_identity_t01_t02_pressure_after_16_and_40_hours_awake(hours, pressure):
    assert sleep.pressure_awake(hours, RESTED) == pytest.approx(pressure, abs=0.0001)


@pytest.mark.parametrize(("night", "waking", "bedtime"), [(8, 0.0928, 0.6234), (4, 0.2952, 0.7651)])
def test_identity_t03_t04_habitual_nights(night, waking, bedtime):
    assert sleep.habitual_waking_pressure(night) == pytest.approx(waking, abs=0.0001)
    assert sleep.habitual_bedtime_pressure(night) == pytest.approx(bedtime, abs=0.0001)


def test_identity_table_of_habitual_nights():
    nights = [10, 9, 8, 7, 6, 5, 4, 3]
    waking = [0.052, 0.069, 0.093, 0.124, 0.165, 0.221, 0.295, 0.396]
    bedtime = [0.561, 0.592, 0.623, 0.656, 0.690, 0.726, 0.765, 0.810]
    assert sleep.habitual_waking_pressure(nights) == pytest.approx(waking, abs=0.0006)
    assert sleep.habitual_bedtime_pressure(nights) == pytest.approx(bedtime, abs=0.0006)


def test_identity_t05_day_without_a_clock():
    assert sleep.day_length_without_clock_h() == pytest.approx(22.55, abs=0.005)
    slow = Sleeper(rise_h=20, fall_h=5, upper_threshold=0.8, lower_threshold=0.2)
    assert sleep.day_length_without_clock_h(slow) == pytest.approx(5 * np.log(4) + 20 * np.log(4), abs=1e-9)


def test_identity_t07_forty_hours_awake_are_cleared_in_nine_and_a_half():
    assert sleep.sleep_needed_h(0.8993, RESTED) == pytest.approx(9.54, abs=0.01)
    assert sleep.pressure_asleep(8, sleep.pressure_awake(40)) == pytest.approx(0.134, abs=0.0005)


def test_identity_a_short_nap_clears_eight_percent():
    assert 1 - sleep.pressure_asleep(1 / 3, 1.0) == pytest.approx(0.076, abs=0.0005)


def test_identity_half_times():
    assert sleep.pressure_awake(18.2 * np.log(2), 0.0) == pytest.approx(0.5)
    assert 18.2 * np.log(2) == pytest.approx(12.6, abs=0.05)
    assert sleep.pressure_asleep(4.2 * np.log(2), 0.6) == pytest.approx(0.3)
    assert 4.2 * np.log(2) == pytest.approx(2.9, abs=0.05)


# Directions, limits, invariances.
@given(HOURS, st.floats(0.01, 100), st.floats(0.001, 0.99))
def test_t10_pressure_rises_awake_falls_asleep_and_stays_between_0_and_1(hours, more, start):
    assert start <= sleep.pressure_awake(hours, start) <= sleep.pressure_awake(hours + more, start) <= 1
    assert 0 <= sleep.pressure_asleep(hours + more, start) <= sleep.pressure_asleep(hours, start) <= start
    if hours < 100:
        assert sleep.pressure_awake(hours + more, start) > sleep.pressure_awake(hours, start)
        assert sleep.pressure_asleep(hours + more, start) < sleep.pressure_asleep(hours, start)


@given(st.floats(0, 50), st.floats(0, 50), PRESSURE)
def test_two_stretches_are_one_long_stretch(one, other, start):
    for move in (sleep.pressure_awake, sleep.pressure_asleep):
        assert move(other, move(one, start)) == pytest.approx(move(one + other, start), abs=1e-12)


@given(st.floats(0.5, 23.5))
def test_a_habitual_night_ends_where_it_began(night):
    bedtime, waking = sleep.habitual_bedtime_pressure(night), sleep.habitual_waking_pressure(night)
    assert sleep.pressure_asleep(night, bedtime) == pytest.approx(waking, abs=1e-12)
    assert sleep.pressure_awake(24 - night, waking) == pytest.approx(bedtime, abs=1e-12)


def test_no_sleep_at_all_is_pressure_one_and_no_waking_is_pressure_zero():
    assert sleep.habitual_bedtime_pressure(0) == sleep.habitual_waking_pressure(0) == 1
    assert sleep.habitual_bedtime_pressure(24) == 0


@given(st.floats(0.001, 1), st.floats(0.001, 1))
def test_the_sleep_needed_clears_what_it_should_and_nothing_to_clear_needs_none(one, other):
    low, high = sorted((one, other))
    assert sleep.pressure_asleep(sleep.sleep_needed_h(high, low), high) == pytest.approx(low)
    assert sleep.sleep_needed_h(low, high) == 0


def test_a_six_hour_sleeper_goes_to_bed_little_sleepier_than_an_eight_hour_one():
    extra = sleep.habitual_bedtime_pressure(6) - sleep.habitual_bedtime_pressure(8)
    assert extra == pytest.approx(0.066, abs=0.0005)
    assert sleep.habitual_waking_pressure(6) - sleep.habitual_waking_pressure(8) > extra


def test_slower_constants_move_pressure_less():
    slow = Sleeper(rise_h=24, fall_h=6)
    assert sleep.pressure_awake(16, RESTED, slow) == pytest.approx(1 - (1 - RESTED) * np.exp(-16 / 24))
    assert sleep.pressure_asleep(8, 0.6, slow) == pytest.approx(0.6 * np.exp(-8 / 6))
    assert sleep.sleep_needed_h(0.6, 0.2, slow) == pytest.approx(6 * np.log(3))


def test_thresholds_follow_the_clock():
    upper, lower = sleep.thresholds(np.array([9.53, 15.53, 21.53, 27.53]))
    assert upper == pytest.approx([0.67, 0.79, 0.67, 0.55])
    assert upper - lower == pytest.approx(0.5)
    assert sleep.thresholds(3.0)[0] == pytest.approx(sleep.thresholds(3.0 + 24 * 7)[0])
    assert sleep.thresholds(3.0, Sleeper(clock_amplitude=0)) == (0.67, 0.17)


def test_numbers_fitted_to_sleep_timing_are_called_fitted():
    fitted = (sleep.UPPER_THRESHOLD, sleep.LOWER_THRESHOLD, sleep.CLOCK_AMPLITUDE, sleep.CLOCK_ZERO)
    assert {number.confidence for number in fitted} == {"fitted"}


@pytest.mark.parametrize(
    "function",
    [
        sleep.pressure_awake,
        sleep.pressure_asleep,
        sleep.habitual_bedtime_pressure,
        sleep.habitual_waking_pressure,
        sleep.sleep_needed_h,
        sleep.day_length_without_clock_h,
    ],
)
def test_what_is_no_sleeper_is_refused(function):
    with pytest.raises(ValueError, match=r"^sleeper must be a Sleeper, .* got 'owl'$"):
        function(sleeper="owl")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sleep.pressure_awake(-1), r"hours_awake must be between 0 and 2400 h, got -1"),
        (lambda: sleep.pressure_awake(2401), r"hours_awake must be between 0 and 2400 h, got 2401"),
        (lambda: sleep.pressure_awake(1, 1.1), r"start_pressure must be between 0 and 1, got 1.1"),
        (lambda: sleep.pressure_asleep(-1), r"hours_asleep must be between 0 and 2400 h, got -1"),
        (lambda: sleep.pressure_asleep(2401), r"hours_asleep must be between 0 and 2400 h, got 2401"),
        (lambda: sleep.pressure_asleep(1, -0.1), r"start_pressure must be between 0 and 1, got -0.1"),
        (lambda: sleep.habitual_bedtime_pressure(25), r"sleep_h must be between 0 and 24 h, got 25"),
        (lambda: sleep.habitual_waking_pressure(-1), r"sleep_h must be between 0 and 24 h, got -1"),
        (lambda: sleep.sleep_needed_h(0), r"bedtime_pressure must be between 0.001 and 1, got 0"),
        (lambda: sleep.sleep_needed_h(1, 2), r"waking_pressure must be between 0.001 and 1, got 2"),
        (lambda: sleep.thresholds(10_001), r"time_h must be between -10000 and 10000 h, got 10001"),
        (lambda: sleep.thresholds(3, 8), r"sleeper must be a Sleeper, such as Sleeper\(.*\), got 8"),
        (lambda: Sleeper(rise_h=11), r"rise_h must be between 12 and 24 h, got 11"),
        (lambda: Sleeper(fall_h=7), r"fall_h must be between 3 and 6 h, got 7"),
        (lambda: Sleeper(upper_threshold=1), r"upper_threshold must be between 0.5 and 0.9, got 1"),
        (lambda: Sleeper(lower_threshold=0), r"lower_threshold must be between 0.05 and 0.3, got 0"),
        (lambda: Sleeper(clock_amplitude=0.3), r"clock_amplitude must be between 0 and 0.2, got 0.3"),
        (lambda: Sleeper(clock_zero_h=25), r"clock_zero_h must be between 0 and 24 h, got 25"),
        (lambda: Sleeper(rise_h=[18, 19]), r"rise_h must be one number between 12 and 24 h, got .*"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        call()


def test_at_the_moment_of_waking_or_falling_asleep_nothing_has_changed_yet():
    assert sleep.pressure_awake() == sleep.pressure_asleep() == sleep.RESTED
    assert sleep.pressure_awake(0, 0.4) == sleep.pressure_asleep(0, 0.4) == 0.4
