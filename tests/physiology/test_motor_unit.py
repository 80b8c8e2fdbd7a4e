"""One motor unit: Fuglevand's twitch, gain and fusion, and a human check that was not fitted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology import motor_unit
from helpers.physiology.motor_unit import force_fraction, force_trace, fusion_word, rate_for_force_hz, ripple

RATE = st.floats(0.5, 100)
TIME = st.floats(20, 150)


def test_t43_half_maximum_identity():
    """S(x) is one half at x = 0.7024, so half of fused force needs 702 / T hertz."""
    assert rate_for_force_hz(0.5, 100) * 100 / 1000 == pytest.approx(0.7024, abs=1e-3)
    assert motor_unit._sigmoid(0.7024) == pytest.approx(0.5, abs=1e-3)


def test_t44_macefield_1996_independent_check():
    """Human toe extensors, contraction time 74.8 ms: half of fused force at 9.6 ± 0.6 (SE) Hz; not fitted."""
    model = rate_for_force_hz(0.5, 74.8)
    assert model == pytest.approx(9.39, abs=0.01)
    assert model == pytest.approx(9.6, abs=1.2)


def test_macefield_1996_steep_range_independent_check():
    """They saw the steep part between 5.5 and 16.3 Hz: nearly nothing below, nearly everything above."""
    assert force_fraction([5.5, 16.3], 74.8) == pytest.approx([0.13, 0.97], abs=0.005)


def test_t45_tetanus_to_twitch_identity():
    assert pytest.approx(9.05, abs=0.02) == motor_unit.TETANUS_TO_TWITCH
    assert motor_unit._sigmoid(0.4) == pytest.approx(0.1201, abs=1e-4)
    fused = force_trace(100, 90, 3000).force_twitches[-500:].mean()
    assert fused == pytest.approx(9.05, abs=0.02)


def test_t48_fused_frequency_identity():
    assert rate_for_force_hz(0.95, [90, 30]) == pytest.approx([12.7, 38.1], abs=0.2)
    assert rate_for_force_hz(0.90, 100) == pytest.approx(10.48, abs=0.01)
    assert rate_for_force_hz(0.5, [90, 30]) == pytest.approx([7.8, 23.4], abs=0.05)


@pytest.mark.parametrize(
    ("contraction", "rate", "percent"),
    [
        (90, 3, 117),
        (90, 5, 53),
        (90, 10, 15),
        (90, 20, 4),
        (30, 10, 101),
        (30, 20, 32),
        (30, 30, 15),
        (30, 50, 5.5),
    ],
)
def test_ripple_table_identity(contraction, rate, percent):
    assert 100 * ripple(rate, contraction) == pytest.approx(percent, rel=0.02, abs=0.5)


@pytest.mark.parametrize(("rate", "contraction"), [(3, 90), (10, 90), (20, 30), (12, 60)])
def test_ripple_is_that_of_the_trace(rate, contraction):
    trace = force_trace(rate, contraction, 6000, step_ms=0.5)
    settled = (trace.time_ms > trace.spike_times_ms[-11]) & (trace.time_ms <= trace.spike_times_ms[-1])
    force = trace.force_twitches[settled]
    assert np.ptp(force) / force.mean() == pytest.approx(ripple(rate, contraction), rel=0.01)
    assert force.mean() / motor_unit.TETANUS_TO_TWITCH == pytest.approx(
        force_fraction(rate, contraction), rel=0.005
    )


def test_one_spike_against_twenty_a_second():
    """T = 60 ms at 20 Hz: S(1.2) = 0.97 of fused force, 8.8 single twitches."""
    assert force_fraction(20, 60) == pytest.approx(0.97, abs=0.005)
    assert force_fraction(20, 60) * motor_unit.TETANUS_TO_TWITCH == pytest.approx(8.8, abs=0.05)


@pytest.mark.parametrize(
    ("rate", "contraction", "words"),
    [
        (2, 90, "single twitches"),
        (2.5, 75, "single twitches"),
        (3, 75, "twitches that overlap (unfused)"),
        (5, 75, "twitches that overlap (unfused)"),
        (7, 75, "twitches that overlap (unfused)"),
        (10, 90, "unfused (trembling)"),
        (20, 90, "fused"),
    ],
)
def test_fusion_words(rate, contraction, words):
    assert fusion_word(rate, contraction) == words


@given(RATE, TIME)
def test_the_word_is_that_of_the_force_itself(rate, contraction):
    """Single twitches fall back nearly to rest in the trace; the other words follow its ripple."""
    trace = force_trace(rate, contraction, max(4000.0, 4000 / rate), step_ms=1.0)
    last = trace.spike_times_ms[-2:] if len(trace.spike_times_ms) > 1 else np.array([0.0, 2000.0])
    force = trace.force_twitches[(trace.time_ms >= last[0]) & (trace.time_ms <= last[1])]
    left, trembling = force.min() / force.max(), float(ripple(rate, contraction))
    word = fusion_word(rate, contraction)
    near = 0.01  # the trace is sampled: leave out what lies on a border
    if abs(left - 0.10) > near and word == "single twitches":
        assert left < 0.10
    elif abs(left - 0.10) > near:
        assert left > 0.10
        assert ("overlap" in word) == (trembling > 0.30)
        assert (word == "fused") == (trembling < 0.05)


def test_the_same_rate_fuses_a_slow_unit_and_not_a_fast_one():
    assert fusion_word(18, 90) == "fused"
    assert fusion_word(18, 30) == "twitches that overlap (unfused)"


def test_a_lone_twitch_peaks_at_one_at_its_contraction_time():
    trace = force_trace(0.5, 60, 1900, step_ms=1)
    assert trace.spike_times_ms.tolist() == [0.0]
    assert trace.force_twitches.max() == pytest.approx(1, abs=1e-9)
    assert trace.time_ms[trace.force_twitches.argmax()] == pytest.approx(60)
    assert motor_unit.twitch(-5, 60) == 0


def test_slow_twitches_add_without_gain():
    """Below the knee a train is the plain sum of lone twitches."""
    spikes = np.array([0.0, 300.0, 600.0])
    trace = motor_unit.force_from_spikes(spikes, 90, 1000)
    plain = sum(motor_unit.twitch(trace.time_ms - spike, 90) for spike in spikes)
    assert trace.force_twitches == pytest.approx(plain, abs=2e-4)


def test_jitter_obeys_its_seed_and_its_size():
    steady, shaken = (motor_unit.spike_times_ms(10, 20_000, cv, seed=3) for cv in (0.0, 0.2))
    assert np.diff(steady) == pytest.approx(100)
    assert np.diff(shaken).std() / np.diff(shaken).mean() == pytest.approx(0.2, abs=0.03)
    assert np.array_equal(shaken, motor_unit.spike_times_ms(10, 20_000, 0.2, seed=3))
    assert not np.array_equal(shaken[:50], motor_unit.spike_times_ms(10, 20_000, 0.2, seed=4)[:50])


def test_jitter_is_cut_at_three_standard_deviations_on_both_sides():
    """So an interval is never negative; among 2000 the cut is met on both sides."""
    intervals = np.diff(motor_unit.spike_times_ms(100, 20_000, variability=0.3))
    assert (intervals.min(), intervals.max()) == pytest.approx((1.0, 19.0))


def test_a_train_lasts_two_seconds_and_is_seed_zero_unless_said_otherwise():
    assert motor_unit.spike_times_ms(10) == pytest.approx(np.arange(0, 2000, 100))
    jittered = motor_unit.spike_times_ms(10, variability=0.2)
    assert np.array_equal(jittered, motor_unit.spike_times_ms(10, variability=0.2, seed=0))
    assert np.array_equal(jittered, force_trace(10, 75, variability=0.2).spike_times_ms)
    assert np.array_equal(force_trace(10, 75).time_ms, np.arange(2001))
    assert np.array_equal(motor_unit.force_from_spikes([], 75).time_ms, np.arange(2001))


@pytest.mark.parametrize(("step", "last"), [(0.1, 10), (1, 10), (2.5, 10), (4, 8)])
def test_force_is_given_at_every_step_from_zero_to_the_end(step, last):
    time = motor_unit.force_from_spikes([1], 75, 10, step).time_ms
    assert np.diff(time) == pytest.approx(step)
    assert (time[0], time[-1]) == pytest.approx((0, last))


def test_spikes_may_be_close_together_and_at_the_very_end_but_not_at_one_moment():
    spikes = [0, 0.1, 10]
    assert list(motor_unit.force_from_spikes(spikes, 75, 10).spike_times_ms) == spikes
    with pytest.raises(
        ValueError, match=r"^spikes_ms must be one increasing row of times between 0 and 10 ms"
    ):
        motor_unit.force_from_spikes([3, 3], 75, 10)
    with pytest.raises(
        ValueError, match=r"^spikes_ms must be one increasing row of times between 0 and 10 ms"
    ):
        motor_unit.force_from_spikes("abc", 75, 10)


def settled_force(rate, contraction):
    """One interval of a train that has run for long: all twitches so far, one by one."""
    interval = 1000 / rate / contraction
    since = np.linspace(0, interval, 4001)[:, np.newaxis] + interval * np.arange(int(60 / interval) + 2)
    return (since * np.exp(1 - since)).sum(axis=1)


@pytest.mark.parametrize("rate", [4, 8, 15, 30])
def test_ripple_is_that_of_all_twitches_added_one_by_one(rate):
    force = settled_force(rate, 75)
    interval = 1000 / rate / 75
    assert ripple(rate, 75) == pytest.approx(interval * np.ptp(force) / np.e, rel=1e-5)


def test_single_twitches_fall_back_below_a_tenth_of_their_peak():
    for rate in np.arange(1, 6, 0.05):
        force = settled_force(rate, 75)
        assert (fusion_word(rate, 75) == "single twitches") == (force.min() < 0.1 * force.max()), rate


def test_no_spikes_no_force():
    assert not motor_unit.force_from_spikes([], 60).force_twitches.any()


@given(RATE, RATE, TIME)
def test_force_grows_and_trembling_fades_with_rate(first, second, contraction):
    rates = np.sort([first, second])
    assert np.diff(force_fraction(rates, contraction)) >= 0
    assert np.diff(ripple(rates, contraction)) <= 1e-9
    assert np.all((force_fraction(rates, contraction) >= 0) & (force_fraction(rates, contraction) <= 1))


@given(st.floats(0.001, 0.999), TIME)
def test_rate_and_force_undo_each_other(fraction, contraction):
    rate = rate_for_force_hz(fraction, contraction)
    if rate <= 100:
        assert force_fraction(rate, contraction) == pytest.approx(fraction, rel=1e-6)


@given(RATE, TIME, st.floats(0, 0.3), st.integers(0, 1000))
def test_force_stays_finite_and_bounded(rate, contraction, variability, seed):
    trace = force_trace(rate, contraction, 1000, variability, seed, step_ms=2)
    assert np.all(np.isfinite(trace.force_twitches))
    assert trace.force_twitches.min() >= 0
    assert trace.fraction_of_fused.max() < 1.6
    assert np.all(np.diff(trace.spike_times_ms) > 0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: force_trace(0, 90), r"rate_hz must be between 0.5 and 100 Hz, got 0"),
        (lambda: force_trace(10, 5), r"contraction_time_ms must be between 20 and 150 ms, got 5"),
        (lambda: force_trace(10, 90, -1), r"duration_ms must be between 10 and 20000 ms, got -1"),
        (lambda: force_trace("fast", 90), r"rate_hz must be between 0.5 and 100 Hz, got 'fast'"),
        (lambda: force_trace(10, 90, variability=2), r"variability must be between 0 and 0.3, got 2"),
        (lambda: force_trace(10, 90, step_ms=0), r"step_ms must be between 0.1 and 10 ms, got 0"),
        (lambda: rate_for_force_hz(1, 90), r"fraction must be between 0 and 0.999, got 1"),
        (lambda: motor_unit.force_from_spikes([5, 3], 90), r"spikes_ms must be one increasing row"),
        (lambda: motor_unit.force_from_spikes([-1, 3], 90), r"between 0 and 2000 ms, got \[-1, 3\]"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
