"""Eyelid episodes and bursts, and golden row T-54 of the sleep brief."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.physiology import eyelid
from helpers.physiology.twitch_rate import twitch_rate_per_hour


# Identity: arithmetic on published means and SDs.
def test_identity_t54_gunes_irfan_2024_screen_time():
    ratio = eyelid.odds_ratio_per_unit()
    assert ratio == pytest.approx((1.78, 1.52, 2.08), abs=0.005)
    assert ratio.low < ratio.value < ratio.high


def test_the_odds_ratio_by_hand():
    assert eyelid.odds_ratio_per_unit(3, 2, 1, 2, 50).value == pytest.approx(math.exp(0.5))
    assert eyelid.odds_ratio_per_unit(1, 2, 1, 3, 50).value == 1
    error = math.sqrt(2 / 50 + 1 / 200)
    assert eyelid.odds_ratio_per_unit(3, 2, 1, 2, 50).high == pytest.approx(math.exp((1 + 1.96 * error) / 2))


@given(st.integers(2, 1000))
def test_more_people_narrow_the_interval_only(people):
    few, many = (eyelid.odds_ratio_per_unit(people_per_group=n) for n in (people, 2 * people))
    assert few.value == many.value
    assert few.low < many.low < many.high < few.high


def test_swapping_the_groups_inverts_the_odds_ratio():
    one, other = eyelid.odds_ratio_per_unit(), eyelid.odds_ratio_per_unit(4.84, 1.74, 6.88, 2.01)
    assert one.value * other.value == pytest.approx(1)
    assert one.low * other.high == pytest.approx(1)


# Behaviour of the random record.
def test_the_same_seed_gives_the_same_record_and_another_seed_another():
    one, again, other = (eyelid.episodes(10, 24, seed) for seed in (1, 1, 2))
    assert np.array_equal(one.start_h, again.start_h)
    assert np.array_equal(one.length_min, again.length_min)
    assert not np.array_equal(one.start_h, other.start_h)
    assert np.array_equal(eyelid.burst_times_s(seed=3), eyelid.burst_times_s(seed=3))
    assert not np.array_equal(eyelid.burst_times_s(seed=3), eyelid.burst_times_s(seed=4))


def test_episodes_come_as_often_as_asked():
    counts = np.array([len(eyelid.episodes(5, 20, seed).start_h) for seed in range(400)])
    assert counts.mean() == pytest.approx(100, rel=0.02)
    assert counts.var() == pytest.approx(100, rel=0.25)  # a Poisson process: variance equals mean


def test_without_a_rate_the_resting_rate_is_taken():
    expected = eyelid.episodes(float(twitch_rate_per_hour(0.0)), 168, 7)
    assert np.array_equal(eyelid.episodes(duration_h=168, seed=7).start_h, expected.start_h)
    assert len(eyelid.episodes(0, 168).start_h) == 0


def test_the_defaults():
    assert np.array_equal(eyelid.episodes(20).start_h, eyelid.episodes(20, 24, 0).start_h)
    assert np.array_equal(eyelid.burst_times_s(), eyelid.burst_times_s(3, 5, 0))


def test_lengths_have_the_median_and_keep_to_the_limits():
    lengths = np.concatenate([eyelid.episodes(60, 168, seed).length_min for seed in range(3)])
    assert np.median(lengths) == pytest.approx(3, rel=0.02)
    assert lengths.min() == 1
    assert lengths.max() == 10
    assert np.mean((lengths > 1) & (lengths < 10)) == pytest.approx(0.94, abs=0.02)


@settings(max_examples=50)
@given(st.floats(0.01, 168), st.integers(0, 2**32 - 1))
def test_episodes_begin_in_order_and_within_the_record(duration, seed):
    record = eyelid.episodes(20, duration, seed)
    assert len(record.start_h) == len(record.length_min)
    assert np.all(np.diff(record.start_h) >= 0)
    assert np.all((record.start_h >= 0) & (record.start_h <= duration))


@given(st.floats(0.1, 10), st.floats(3, 8), st.integers(0, 2**32 - 1))
@settings(max_examples=50)
def test_bursts_fill_the_episode_and_stay_within_it(length, frequency, seed):
    bursts = eyelid.burst_times_s(length, frequency, seed)
    assert np.all(np.diff(bursts) > 0)
    assert bursts[0] > 0
    assert 60 * length - 3 / frequency < bursts[-1] < 60 * length


@pytest.mark.parametrize("frequency", [3, 5, 8])
def test_bursts_are_semi_rhythmic(frequency):
    intervals = np.diff(np.concatenate([eyelid.burst_times_s(10, frequency, seed) for seed in range(5)]))
    intervals = intervals[intervals > 0]
    assert intervals.mean() == pytest.approx(1 / frequency, rel=0.02)
    assert intervals.std() / intervals.mean() == pytest.approx(math.sqrt(1 / 10), rel=0.05)


def test_conflict_shown_banik_miller_2004_frequencies_and_intervals_do_not_agree():
    """3 to 8 Hz would be 125 to 333 ms; the same paper prints 100 to 200 ms, which is 5 to 10 Hz."""
    slowest, usual, fastest = 1 / np.array(
        [eyelid.BURST_SLOWEST, eyelid.BURST_FREQUENCY, eyelid.BURST_FASTEST]
    )
    assert slowest == pytest.approx(0.333, abs=0.0005)
    assert slowest > 0.2
    assert fastest == 0.125 > 0.1
    assert usual == 0.2  # the default satisfies both


def test_measured_and_assumed_are_told_apart():
    assert eyelid.BURST_SLOWEST.confidence == eyelid.SCREEN_CASES.confidence == "measured"
    assert eyelid.EPISODE_MEDIAN.confidence == eyelid.BURST_FREQUENCY.confidence == "assumption"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: eyelid.episodes(-1), r"episodes_per_hour must be between 0 and 60 per hour, got -1"),
        (lambda: eyelid.episodes(61), r"episodes_per_hour must be between 0 and 60 per hour, got 61"),
        (lambda: eyelid.episodes(1, 0), r"duration_h must be between 0.01 and 168 h, got 0"),
        (lambda: eyelid.episodes(1, 169), r"duration_h must be between 0.01 and 168 h, got 169"),
        (lambda: eyelid.episodes(seed=-1), r"seed must be a whole number .*, got -1"),
        (lambda: eyelid.burst_times_s(0), r"length_min must be between 0.1 and 10 min, got 0"),
        (lambda: eyelid.burst_times_s(11), r"length_min must be between 0.1 and 10 min, got 11"),
        (lambda: eyelid.burst_times_s(1, 9), r"frequency_hz must be between 3 and 8 Hz, got 9"),
        (lambda: eyelid.burst_times_s(1, 2), r"frequency_hz must be between 3 and 8 Hz, got 2"),
        (lambda: eyelid.burst_times_s(seed=0.5), r"seed must be a whole number .*, got 0.5"),
        (lambda: eyelid.odds_ratio_per_unit(2000), r"cases must be between -1000 and 1000, got 2000"),
        (lambda: eyelid.odds_ratio_per_unit(cases_sd=0), r"cases_sd must be between 0.001 and 1000, got 0"),
        (lambda: eyelid.odds_ratio_per_unit(controls=-2000), r"controls must be between .*, got -2000"),
        (lambda: eyelid.odds_ratio_per_unit(controls_sd=0), r"controls_sd must be between .*, got 0"),
        (
            lambda: eyelid.odds_ratio_per_unit(people_per_group=1),
            r"people_per_group must be a whole number between 2 and 1000000 people, got 1",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        call()
