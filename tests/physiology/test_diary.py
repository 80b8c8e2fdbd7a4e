"""The diary's bookkeeping: exact correlations agree with a long diary, and directions come out as set."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology.diary import LINGERING, correlations, diary, interval_95

BROUGHT, SHARED = st.floats(0, 0.4), st.floats(0, 0.8)


def test_nothing_brought_and_nothing_shared_is_no_correlation():
    found = correlations()
    assert (found.same_day, found.worry_then_twitch, found.twitch_then_worry) == pytest.approx((0, 0, 0))


def test_a_shared_chance_alone_fades_with_the_day():
    """By hand: both linger alike, so it is the chances' own, and a day later its lingering part."""
    found = correlations(shared=0.4)
    assert found.same_day == pytest.approx(0.4)
    assert found.worry_then_twitch == found.twitch_then_worry == pytest.approx(0.4 * LINGERING)


def test_one_way_by_hand():
    """With only twitch to worry, b = 0.3: twitches have variance 1 / (1 - p²), and the rest follows."""
    p, b = float(LINGERING), 0.3
    twitches = 1 / (1 - p**2)
    both = p * b * twitches / (1 - p**2)
    worry = (1 + 2 * p * b * both + b**2 * twitches) / (1 - p**2)
    size = np.sqrt(worry * twitches)
    found = correlations(twitch_to_worry=b)
    assert found.same_day == pytest.approx(both / size)
    assert found.worry_then_twitch == pytest.approx(p * both / size)
    assert found.twitch_then_worry == pytest.approx((p * both + b * twitches) / size)


def test_either_direction_gives_the_same_survey():
    """The whole point: on one day the two ways cannot be told apart."""
    one, other = correlations(worry_to_twitch=0.3), correlations(twitch_to_worry=0.3)
    assert one.same_day == pytest.approx(other.same_day) and one.same_day > 0.15
    assert one.worry_then_twitch == pytest.approx(other.twitch_then_worry)
    assert one.worry_then_twitch > one.twitch_then_worry


@given(BROUGHT, BROUGHT, SHARED)
def test_correlations_are_correlations(forwards, backwards, shared):
    found = correlations(forwards, backwards, shared)
    for value in vars(found).values():
        assert -1e-9 <= value < 1
    if forwards > backwards:
        assert found.worry_then_twitch >= found.twitch_then_worry - 1e-9


def test_a_diary_is_the_same_at_every_call_and_its_beginning_does_not_depend_on_its_length():
    short, long = diary(20, 0.2, 0.1, 0.3), diary(60, 0.2, 0.1, 0.3)
    assert np.array_equal(short[0], long[0][:20]) and np.array_equal(short[1], long[1][:20])
    assert len(diary(1)[0]) == 1


def test_a_longer_diary_narrows_the_interval():
    (low, high), (lower, higher) = interval_95(0.3, 60), interval_95(0.3, 14)
    assert lower < low < 0.3 < high < higher
    assert interval_95(0.0, 28)[1] == pytest.approx(np.tanh(1.96 / 5))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: correlations(worry_to_twitch=0.5), "worry_to_twitch must be between 0 and 0.4"),
        (lambda: correlations(shared=0.9), "shared must be between 0 and 0.8"),
        (lambda: diary(0), "days must be"),
        (lambda: interval_95(1.0), "correlation must be between -0.999 and 0.999"),
        (lambda: interval_95(0.1, 3), "days must be between 4 and 10000 d"),
    ],
)
def test_limits_are_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
