"""Sleep pressure in time. Golden rows T-05 and T-06 of the sleep brief."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.physiology.sleep import (
    Sleeper,
    day_length_without_clock_h,
    habitual_bedtime_pressure,
    pressure_asleep,
    pressure_awake,
    thresholds,
)
from helpers.physiology.sleep_course import scheduled_pressure, scheduled_sleep, spontaneous_sleep

FREE = Sleeper(clock_amplitude=0)
SLEEPERS = st.builds(
    Sleeper,
    rise_h=st.floats(12, 24),
    fall_h=st.floats(3, 6),
    upper_threshold=st.floats(0.5, 0.9),
    lower_threshold=st.floats(0.05, 0.3),
    clock_amplitude=st.floats(0, 0.2),
    clock_zero_h=st.floats(0, 24),
)


# Fitted targets: the thresholds and the clock were chosen to give such nights.
def test_fitted_target_t06_the_typical_sleeper_settles_into_eight_hours():
    course = spontaneous_sleep(30)
    assert course.night_lengths_h[-1] == pytest.approx(7.95, abs=0.02)
    assert course.fell_asleep_h[-1] % 24 == pytest.approx(23.0, abs=0.02)
    assert course.woke_h[-1] % 24 == pytest.approx(6 + 56 / 60, abs=0.02)
    down = course.fell_asleep_h[-1]
    assert thresholds(down)[0] == pytest.approx(0.625, abs=0.0005)
    assert thresholds(course.woke_h[-1])[1] == pytest.approx(0.094, abs=0.0006)


# Identities.
def test_identity_t05_without_a_clock_the_day_is_shorter_than_24_hours():
    course = spontaneous_sleep(30, FREE)
    assert np.diff(course.fell_asleep_h)[-1] == pytest.approx(22.55, abs=0.005)
    assert np.diff(course.fell_asleep_h) == pytest.approx(day_length_without_clock_h(FREE), abs=1e-3)


def test_identity_tolerating_more_pressure_costs_sleep():
    tolerant = spontaneous_sleep(30, Sleeper(upper_threshold=0.77))
    assert tolerant.night_lengths_h[-1] == pytest.approx(6.73, abs=0.01)


def test_identity_four_hour_nights_settle_within_three_days():
    days = np.arange(30)
    course = scheduled_sleep(27 + 24 * days, 31 + 24 * days, days=31)
    bedtimes = np.interp(27 + 24 * days, course.time_h, course.pressure)
    assert bedtimes[:4] == pytest.approx([0.698, 0.757, 0.764, 0.765], abs=0.001)
    assert bedtimes[-1] == pytest.approx(habitual_bedtime_pressure(4), abs=1e-6)


def test_conflict_shown_van_dongen_2003_attention_worsens_for_two_weeks_but_this_pressure_does_not():
    days = np.arange(15)
    course = scheduled_sleep(27 + 24 * days, 31 + 24 * days, days=16)
    bedtimes = np.interp(27 + 24 * days, course.time_h, course.pressure)
    assert np.ptp(bedtimes[3:]) < 0.002  # the model has no memory; people went on getting worse


# Behaviour.
@settings(max_examples=40, deadline=None)
@given(SLEEPERS, st.floats(0, 1))
def test_every_sleeper_falls_asleep_and_wakes_where_pressure_meets_threshold(sleeper, start):
    course = spontaneous_sleep(20, sleeper, start_pressure=start, step_h=1)
    assert len(course.woke_h) >= 4
    assert np.all(course.night_lengths_h > 0)
    assert np.all((course.pressure >= 0) & (course.pressure <= 1))
    woken = thresholds(course.woke_h, sleeper)[1]
    awake = course.fell_asleep_h[1:] - course.woke_h[: len(course.fell_asleep_h) - 1]
    bedtime = pressure_awake(awake, woken[: len(awake)], sleeper)
    assert bedtime == pytest.approx(thresholds(course.fell_asleep_h[1:], sleeper)[0], abs=1e-4)
    before = thresholds(course.fell_asleep_h[1 : len(course.woke_h)], sleeper)[0]
    assert pressure_asleep(course.night_lengths_h[1:], before, sleeper) == pytest.approx(woken[1:], abs=1e-4)


@given(st.floats(0.05, 2), st.booleans())
def test_a_finer_step_changes_the_samples_not_the_nights(step, clock):
    sleeper = Sleeper() if clock else FREE
    coarse, fine = spontaneous_sleep(4, sleeper, step_h=2), spontaneous_sleep(4, sleeper, step_h=step)
    assert fine.fell_asleep_h == pytest.approx(coarse.fell_asleep_h)
    assert fine.woke_h == pytest.approx(coarse.woke_h)


def test_a_clock_holds_the_hour_and_a_free_run_drifts_earlier():
    held, free = spontaneous_sleep(20).fell_asleep_h, spontaneous_sleep(20, FREE).fell_asleep_h
    assert np.ptp(held[-4:] % 24) < 1e-4
    assert np.all(np.diff(free) < 23)


def test_a_sleepy_start_goes_straight_to_bed():
    course = spontaneous_sleep(1, start_pressure=0.95, start_h=12)
    assert course.fell_asleep_h[0] == 12.0
    assert course.asleep[0]
    assert course.pressure[0] == 0.95


def test_samples_begin_at_the_start_and_stay_within_the_course():
    course = spontaneous_sleep(1.1, start_h=6, step_h=0.5)
    assert course.time_h[0] == 6
    assert np.diff(course.time_h) == pytest.approx(0.5)
    assert 6 + 26.4 - 0.5 < course.time_h[-1] <= 6 + 26.4
    assert len(spontaneous_sleep(2, step_h=0.1).time_h) == 481


def test_a_course_cut_off_in_the_night_counts_only_finished_nights():
    course = spontaneous_sleep(1, start_h=7, step_h=1)
    assert len(course.fell_asleep_h) == 1
    assert len(scheduled_sleep([23.0], [30.0], days=1).night_lengths_h) == 1
    assert len(spontaneous_sleep(0.9).night_lengths_h) == 0


def test_no_sleep_is_the_awake_curve():
    course = scheduled_sleep(days=4)
    assert course.pressure == pytest.approx(pressure_awake(course.time_h - 7))
    assert not course.asleep.any()
    assert len(course.night_lengths_h) == 0


def test_one_night_on_a_timetable_by_hand():
    course = scheduled_sleep(23, 31, days=1, start_pressure=0.1, step_h=1)
    bedtime = pressure_awake(16, 0.1)
    assert course.pressure[:17] == pytest.approx(pressure_awake(np.arange(17), 0.1))
    assert course.pressure[16:] == pytest.approx(pressure_asleep(np.arange(9), bedtime))
    assert course.asleep.tolist() == [False] * 16 + [True] * 8 + [False]
    assert course.fell_asleep_h.tolist() == [23.0]
    assert course.woke_h.tolist() == [31.0]


def test_a_timetable_uses_its_sleeper():
    slow = Sleeper(fall_h=6, rise_h=24)
    course = scheduled_sleep(8, 10, 0.5, slow, 0.2, 7, 1.0)
    by_hand = pressure_asleep(2, pressure_awake(1, 0.2, slow), slow)
    assert course.pressure[3] == pytest.approx(by_hand)


@pytest.mark.parametrize("simulate", [spontaneous_sleep, scheduled_sleep])
@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"days": 0.2}, r"days must be between 0.25 and 100 d, got 0.2"),
        ({"days": 101}, r"days must be between 0.25 and 100 d, got 101"),
        ({"start_pressure": 2}, r"start_pressure must be between 0 and 1, got 2"),
        ({"start_h": -1}, r"start_h must be between 0 and 24 h, got -1"),
        ({"step_h": 0}, r"step_h must be between 0.01 and 24 h, got 0"),
        ({"sleeper": 5}, r"sleeper must be a Sleeper, .*, got 5"),
    ],
)
def test_bad_input_is_named(simulate, bad, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        simulate(**bad)


@pytest.mark.parametrize(
    ("down", "up", "message"),
    [
        ([23], None, r"awake_at_h must be given when the other one is, got None"),
        (None, [23], r"asleep_at_h must be given when the other one is, got None"),
        ([10, 12], [11], r"awake_at_h must be as many hours as asleep_at_h, got \[11\]"),
        ([[10]], [[11]], r"awake_at_h must be as many hours as asleep_at_h, got .*"),
        ([12], [11], r"asleep_at_h must be rising hours between 7 and 31, .*, got \[12\] with \[11\]"),
        ([10, 11], [12, 13], r"asleep_at_h must be rising hours .*"),
        ([6], [8], r"asleep_at_h must be rising hours .*"),
        ([29], [32], r"asleep_at_h must be rising hours .*"),
        (["late"], [32], r"asleep_at_h must be rising hours .*, got \['late'\]"),
    ],
)
def test_a_timetable_that_does_not_pair_up_is_refused(down, up, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        scheduled_sleep(down, up)


def test_a_start_exactly_at_the_threshold_is_bedtime():
    assert spontaneous_sleep(1, FREE, start_pressure=0.67).fell_asleep_h[0] == 7.0


def test_a_threshold_met_within_the_first_minutes_is_timed_too():
    course = spontaneous_sleep(1, FREE, start_pressure=0.669)
    assert course.fell_asleep_h[0] - 7 == pytest.approx(18.2 * np.log(0.331 / 0.33), abs=1e-4)


def test_a_timetable_may_begin_at_the_start_and_end_at_the_end():
    course = scheduled_sleep([7, 30], [8, 31], step_h=1)
    assert course.asleep[0]
    assert course.pressure[0] == pytest.approx(pressure_awake(0))
    assert course.pressure[1] == pytest.approx(pressure_asleep(1))


def test_any_times_in_any_order_are_those_of_the_course():
    course = scheduled_sleep([23, 47], [31, 51], days=3, start_pressure=0.2, start_h=8, step_h=0.5)
    times = course.time_h[::-1].reshape(5, -1)
    pressure, asleep = scheduled_pressure(times, [23, 47], [31, 51], start_pressure=0.2, start_h=8)
    assert pressure.shape == asleep.shape == times.shape
    assert pressure.ravel() == pytest.approx(course.pressure[::-1], abs=1e-12)
    assert np.array_equal(asleep.ravel(), course.asleep[::-1])
    one, slept = scheduled_pressure(49.25, [23, 47], [31, 51], start_pressure=0.2, start_h=8)
    assert one == scheduled_pressure([49.25], [23, 47], [31, 51], start_pressure=0.2, start_h=8)[0]
    assert slept


def test_any_times_use_their_sleeper_and_reach_forty_days():
    slow = Sleeper(rise_h=24)
    assert scheduled_pressure(17, sleeper=slow)[0] == pytest.approx(pressure_awake(10, sleeper=slow))
    assert scheduled_pressure(24 + 960, start_h=24)[0] == pytest.approx(pressure_awake(960))
    assert scheduled_pressure()[0] == pytest.approx(pressure_awake(41))
    assert scheduled_pressure(0, start_h=0)[0] == pytest.approx(pressure_awake(0))


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"time_h": 6.9}, r"time_h must be between 7 and 967 h, got 6.9"),
        ({"time_h": [8, 968]}, r"time_h must be between 7 and 967 h, got \[8, 968\]"),
        ({"start_pressure": 2}, r"start_pressure must be between 0 and 1, got 2"),
        ({"start_h": -1}, r"start_h must be between 0 and 24 h, got -1"),
        ({"start_h": 25}, r"start_h must be between 0 and 24 h, got 25"),
        ({"sleeper": 5}, r"sleeper must be a Sleeper, .*, got 5"),
        ({"asleep_at_h": 966, "awake_at_h": 968}, r"asleep_at_h must be rising hours between 7 and 967, .*"),
    ],
)
def test_bad_input_at_any_times_is_named(bad, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        scheduled_pressure(**bad)


def test_the_defaults():
    assert np.array_equal(spontaneous_sleep().pressure, spontaneous_sleep(14, step_h=0.25).pressure)
    assert np.array_equal(scheduled_sleep().time_h, 7 + 0.25 * np.arange(97))


@pytest.mark.parametrize(
    ("asleep", "awake"),
    [([23], [23]), ([23, 31], [31, 39]), ([23, 47], [31, 80]), ([6], [8]), ([47, 23], [55, 31])],
    ids=["of no length", "without waking between", "past the end", "before the start", "out of order"],
)
def test_sleeps_that_no_timetable_can_hold_are_refused(asleep, awake):
    with pytest.raises(
        ValueError, match=r"^asleep_at_h must be rising hours between 7 and 79, each sleep ending"
    ):
        scheduled_sleep(asleep, awake, days=3)
