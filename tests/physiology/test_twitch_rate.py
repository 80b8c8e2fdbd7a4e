"""Model 1.1 of the sleep brief: every golden value is an identity of Rice's formula with assumed numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology.twitch_rate import (
    OFF_SCALE,
    off_scale,
    rate_ratio,
    rate_words,
    threshold_fall,
    twitch_rate_per_hour,
)

FALL = st.floats(-0.1, 0.25)


def test_golden_rest_rate():
    assert twitch_rate_per_hour(0.0) == pytest.approx(0.1342, abs=5e-5)
    assert 24 * twitch_rate_per_hour(0.0) == pytest.approx(3.2, abs=0.05)


@pytest.mark.parametrize(("fall", "ratio"), [(0.01, 1.28), (0.02, 1.64), (0.05, 3.38), (0.10, 10.75)])
def test_golden_rate_ratios_of_a_lower_threshold_t47_of_the_sleep_brief(fall, ratio):
    assert rate_ratio(fall) == pytest.approx(ratio, rel=0.005)


def test_golden_rate_ratio_of_more_noise():
    assert rate_ratio(0.0, 1.05) == pytest.approx(3.20, rel=0.005)


def test_sign_low_calcium_shifts_gates_down_and_the_threshold_falls():
    assert threshold_fall(-1.5) == pytest.approx(0.1)
    assert threshold_fall([15.0, 0.0]) == pytest.approx([-1.0, 0.0])


def test_overbreathing_from_the_checked_brief():
    # checked.md section 4 no. 4: shift -0.85 mV is a fall of 0.057.
    assert threshold_fall(-0.85) == pytest.approx(0.057, abs=5e-4)


@given(FALL, FALL, st.floats(0.9, 1.2))
def test_a_lower_threshold_never_gives_fewer_twitches(one, other, noise):
    low, high = sorted((one, other))
    assert twitch_rate_per_hour(low, noise) <= twitch_rate_per_hour(high, noise)
    if high - low > 1e-6:
        assert twitch_rate_per_hour(low, noise) < twitch_rate_per_hour(high, noise)


@given(FALL, st.floats(0.9, 1.2), st.floats(0.001, 0.1))
def test_more_noise_gives_more_twitches(fall, noise, more):
    assert twitch_rate_per_hour(fall, noise) < twitch_rate_per_hour(fall, noise + more)


def test_the_rate_bends_upwards():
    falls = np.linspace(-0.1, 0.25, 36)
    assert np.all(np.diff(twitch_rate_per_hour(falls), 2) > 0)


def test_nothing_changed_is_a_ratio_of_one_and_no_distance_is_no_sensitivity():
    assert rate_ratio(0.0) == 1.0
    assert rate_ratio(0.2, threshold_distance=0.0) == 1.0


def test_two_small_causes_roughly_multiply():
    together, product = rate_ratio(0.03 + 0.04), rate_ratio(0.03) * rate_ratio(0.04)
    assert together < product
    assert together == pytest.approx(product, rel=0.05)


def test_beyond_the_clamp_nothing_changes_and_the_words_say_so():
    assert twitch_rate_per_hour(0.9) == twitch_rate_per_hour(0.25) > 30
    assert twitch_rate_per_hour(-3.0) == twitch_rate_per_hour(-0.1)
    assert off_scale([0.2499, 0.25, 0.9]).tolist() == [False, True, True]
    assert rate_words(0.4) == OFF_SCALE == "more than 30 an hour: off this scale"
    assert rate_words(0.2, 1.2) == OFF_SCALE


@pytest.mark.parametrize(
    ("fall", "noise", "words"),
    [
        (0.0, 1.0, "about 3 a day"),
        (0.1, 1.0, "about 1 an hour"),
        (0.19, 1.0, "about 10 an hour"),
        (-0.1, 1.0, "fewer than one a day"),
        (0.0, 0.8, "fewer than one a day"),
    ],
)
def test_four_assumptions_are_told_in_whole_numbers(fall, noise, words):
    assert rate_words(fall, noise) == words


@given(FALL, st.floats(0.5, 2))
def test_the_words_never_show_a_decimal(fall, noise):
    assert "." not in rate_words(fall, noise)


def test_arguments_broadcast():
    assert twitch_rate_per_hour(np.zeros((3, 1)), np.ones(4)).shape == (3, 4)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: threshold_fall(99), r"gating_shift_mV must be between -40 and 40 mV, got 99"),
        (lambda: threshold_fall("low"), r"gating_shift_mV must be between -40 and 40 mV, got 'low'"),
        (
            lambda: twitch_rate_per_hour(0.0, 3),
            r"noise_ratio must be between 0.5 and 2 times the resting noise, got 3",
        ),
        (lambda: twitch_rate_per_hour("much"), r"threshold_fall must be between -10 and 10, got 'much'"),
        (lambda: rate_ratio(float("nan")), r"threshold_fall must be between -10 and 10, got nan"),
        (
            lambda: rate_words([0.1, 0.2]),
            r"total_fall must be one number between -10 and 10, got .*",
        ),
        (lambda: off_scale(99), r"total_fall must be between -10 and 10, got 99"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        call()


def test_at_no_distance_every_crossing_of_the_noise_is_a_twitch():
    """So the rate an hour is 3600 times that a second."""
    assert twitch_rate_per_hour(0, noise_crossings_per_s=2, threshold_distance=0) == 7200


def noise_for(hourly):
    """The noise at which a resting threshold is crossed so often, by bisection."""
    low, high = 0.5, 2.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if twitch_rate_per_hour(0, middle) < hourly else (low, middle)
    return high


@pytest.mark.parametrize(
    ("hourly", "words"),
    [
        (0.9999 / 24, "fewer than one a day"),
        (1.0001 / 24, "about 1 a day"),
        (1.9 / 24, "about 2 a day"),
        (0.9999, "about 24 a day"),
        (1.0001, "about 1 an hour"),
        (29.999, "about 30 an hour"),
        (30.001, OFF_SCALE),
        (30.9, OFF_SCALE),
    ],
)
def test_words_change_at_one_a_day_one_an_hour_and_thirty_an_hour(hourly, words):
    assert rate_words(0, noise_for(hourly)) == words


def test_words_are_those_of_usual_noise_unless_said_otherwise():
    assert rate_words(0.1) == rate_words(0.1, 1.0) == "about 1 an hour"


def test_the_clamp_is_off_the_scale_even_where_few_twitches_come_of_it():
    assert twitch_rate_per_hour(0.25, 0.5) < 1
    assert rate_words(0.25, 0.5) == OFF_SCALE
