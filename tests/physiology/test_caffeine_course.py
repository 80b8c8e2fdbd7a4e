"""Days of drinks. Golden rows T-29 to T-31 and table B3 of the sleep and caffeine brief: all identities."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.physiology import caffeine_course as course
from helpers.physiology.caffeine import Drinker, peak_mg_L

DAY = np.arange(0, 24, 1 / 60)
FLUVOXAMINE = Drinker(half_life_h=56)
DRINKS = st.lists(st.tuples(st.floats(0, 400), st.floats(0, 48)), min_size=1, max_size=5)
DRINKERS = st.builds(Drinker, half_life_h=st.floats(2, 60), absorption_per_h=st.floats(1, 12))

TABLE_B3 = {  # half-life: max, min, mean, at 23:00
    3.5: (3.97, 0.23, 1.79, 1.37),
    5: (4.92, 0.67, 2.56, 2.35),
    8.2: (6.69, 1.99, 4.20, 4.27),
    10.7: (7.99, 3.16, 5.49, 5.67),
    56: (31.2, 26.2, 28.7, 29.2),
}


# Identities.
@pytest.mark.parametrize("half_life", TABLE_B3)
def test_identity_t29_t30_four_cups_every_day(half_life):
    drinker = Drinker(half_life_h=half_life)
    day = course.steady_concentration_mg_L(DAY, drinker=drinker)
    found = (day.max(), day.min(), day.mean(), course.steady_concentration_mg_L(23.0, drinker=drinker))
    assert found == pytest.approx(TABLE_B3[half_life], rel=0.0025, abs=0.006)
    assert course.mean_steady_mg_L(400, drinker) == pytest.approx(day.mean(), rel=1e-3)


@pytest.mark.parametrize(("half_life", "factor"), [(3.5, 1.009), (5, 1.037), (10.7, 1.268), (56, 3.89)])
def test_identity_t31_accumulation_of_a_daily_dose(half_life, factor):
    assert course.accumulation_factor(drinker=Drinker(half_life_h=half_life)) == pytest.approx(
        factor, abs=0.0015
    )


def test_identity_time_to_steady_state():
    assert course.days_to_steady_state(0.9, FLUVOXAMINE) == pytest.approx(7.75, abs=0.005)
    assert course.days_to_steady_state(0.5, FLUVOXAMINE) == pytest.approx(56 / 24)
    assert course.days_to_steady_state([0.0]) == 0


def test_identity_four_cups_or_all_at_once():
    together = course.concentration_mg_L(DAY, 400, 8).max()
    assert together == pytest.approx(7.80, abs=0.005)
    assert course.steady_concentration_mg_L(DAY).max() < 0.65 * together
    assert course.steady_concentration_mg_L(DAY).mean() == pytest.approx(
        course.steady_concentration_mg_L(DAY, 400, 8).mean(), rel=1e-3
    )


def test_blocked_removal_is_seen_over_days_not_after_one_drink():
    """Why a single-dose trial saw no extra effect: the peak barely moves, the level of weeks does."""
    assert peak_mg_L(250, FLUVOXAMINE) < 1.15 * peak_mg_L(250)
    assert course.mean_steady_mg_L(400, FLUVOXAMINE) > 10 * course.mean_steady_mg_L(400)


# Behaviour.
@given(DRINKS, DRINKERS)
def test_drinks_simply_add(drinks, drinker):
    doses, hours = (list(column) for column in zip(*drinks, strict=True))
    time = np.linspace(0, 72, 50)
    together = course.concentration_mg_L(time, doses, hours, drinker)
    apart = sum(course.concentration_mg_L(time, dose, hour, drinker) for dose, hour in drinks)
    assert together == pytest.approx(apart, abs=1e-9)
    assert np.all(together >= 0)


@given(
    st.lists(st.tuples(st.floats(0, 2000), st.integers(0, 72 * 60)), min_size=1, max_size=6),
    DRINKERS,
    st.integers(1, 4),
    st.integers(0, 59),
)
def test_what_is_carried_from_drink_to_drink_is_the_direct_sum(drinks, drinker, days, late_min):
    doses, minutes = [dose for dose, _ in drinks], np.array([minute for _, minute in drinks], dtype=float)
    time = np.concatenate(([-1.0], minutes / 60, np.arange(0, 200, 3.7) + late_min / 60))
    drunk_at = (minutes / 60 + 24 * np.arange(days)[:, None]).ravel()
    since = np.maximum(time[:, None] - drunk_at, 0)
    left = np.exp(-drinker.elimination_per_h * since) - np.exp(-drinker.absorption_per_h * since)
    direct = left @ np.tile(doses, days) * drinker.level_per_mg
    found = course.concentration_mg_L(time, doses, minutes / 60, drinker, days)
    assert found == pytest.approx(direct, rel=1e-9, abs=1e-300)


@given(DRINKERS, st.floats(0, 24), st.floats(0, 48))
def test_only_the_time_since_the_drink_matters(drinker, hour, later):
    assert course.concentration_mg_L(hour + later, 100, hour, drinker) == pytest.approx(
        course.concentration_mg_L(later, 100, 0, drinker), abs=1e-9
    )


def test_nothing_before_the_drink_and_nothing_at_its_first_moment():
    assert course.concentration_mg_L([0, 7.99, 8.0], 100, 8).tolist() == [0, 0, 0]
    assert course.concentration_mg_L(8.01, 100, 8) > 0


def test_repeating_the_day_is_listing_every_day():
    time = np.linspace(0, 80, 30)
    hours = [8.0, 15.0, 32.0, 39.0, 56.0, 63.0]
    listed = course.concentration_mg_L(time, [100, 50] * 3, hours)
    assert course.concentration_mg_L(time, [100, 50], [8, 15], days=3) == pytest.approx(listed)


@settings(max_examples=30)
@given(DRINKERS, st.floats(0, 24))
def test_many_equal_days_come_to_the_steady_day(drinker, hour):
    after = course.concentration_mg_L(99 * 24 + hour, days=100, drinker=drinker)
    assert after == pytest.approx(course.steady_concentration_mg_L(hour, drinker=drinker), rel=1e-6)


@given(DRINKERS)
def test_every_steady_day_is_alike(drinker):
    first = course.steady_concentration_mg_L([3.0, 23.0], drinker=drinker)
    assert course.steady_concentration_mg_L([27.0, 47.0], drinker=drinker) == pytest.approx(first)
    assert course.steady_concentration_mg_L([-21.0, -1.0], drinker=drinker) == pytest.approx(first)


@given(DRINKERS)
def test_a_repeated_dose_stands_higher_by_the_accumulation_factor(drinker):
    late = 23.0  # a day after the drink, when uptake is over
    first = course.concentration_mg_L(late, 100, 0, drinker)
    steady = course.steady_concentration_mg_L(late, 100, 0, drinker)
    assert steady / first == pytest.approx(course.accumulation_factor(24, drinker), rel=1e-4)


@given(st.floats(2, 59), st.floats(0, 1000))
def test_slower_removal_means_more_caffeine_on_average(half_life, daily):
    quick, slow = (course.mean_steady_mg_L(daily, Drinker(half_life_h=h)) for h in (half_life, half_life + 1))
    assert slow >= quick
    assert course.accumulation_factor(drinker=Drinker(half_life_h=half_life)) > 1


def test_a_drink_seldom_taken_does_not_accumulate():
    assert course.accumulation_factor(1000) == pytest.approx(1)


def test_half_the_uptake_is_half_the_mean():
    half = Drinker(bioavailable=0.5)
    assert course.mean_steady_mg_L(400, half) == pytest.approx(course.mean_steady_mg_L(400) / 2)


def test_the_defaults_are_the_example_day():
    assert course.concentration_mg_L() == course.concentration_mg_L(24.0, [100] * 4, [8, 11, 14, 17])
    assert course.steady_concentration_mg_L() == course.steady_concentration_mg_L(0.0, 100, (8, 11, 14, 17))
    assert course.mean_steady_mg_L() == course.mean_steady_mg_L(400)
    assert course.concentration_mg_L(23.0).shape == ()
    assert course.steady_concentration_mg_L(np.zeros((2, 3))).shape == (2, 3)


@pytest.mark.parametrize("level", [course.concentration_mg_L, course.steady_concentration_mg_L])
@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"time_h": -2401}, r"time_h must be between -2400 and 10000 h, got -2401"),
        ({"time_h": 10_001}, r"time_h must be between -2400 and 10000 h, got 10001"),
        ({"doses_mg": -1}, r"doses_mg must be between 0 and 2000 mg, got -1"),
        ({"doses_mg": 2001}, r"doses_mg must be between 0 and 2000 mg, got 2001"),
        ({"drunk_at_h": -1}, r"drunk_at_h must be between 0 and 2400 h, got -1"),
        ({"drunk_at_h": 2401}, r"drunk_at_h must be between 0 and 2400 h, got 2401"),
        ({"doses_mg": [1, 2, 3]}, r"doses_mg must be one number, or one for each of drunk_at_h, got .*"),
        ({"drunk_at_h": [[8.0]]}, r"doses_mg must be one number, or one for each of drunk_at_h, got .*"),
        ({"doses_mg": [[1, 2, 3, 4]]}, r"doses_mg must be one number, or one for each of .*"),
        ({"drinker": 5}, r"drinker must be a Drinker, such as .*, got 5"),
    ],
)
def test_bad_input_is_named(level, bad, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        level(**bad)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: course.concentration_mg_L(days=0),
            r"days must be a whole number between 1 and 100 d, got 0",
        ),
        (lambda: course.concentration_mg_L(days=101), r"days must be a whole number .*, got 101"),
        (lambda: course.mean_steady_mg_L(2001), r"daily_mg must be between 0 and 2000 mg, got 2001"),
        (lambda: course.mean_steady_mg_L(1, 5), r"drinker must be a Drinker, .*, got 5"),
        (lambda: course.accumulation_factor(0), r"interval_h must be between 1 and 1000 h, got 0"),
        (lambda: course.accumulation_factor(1001), r"interval_h must be between 1 and 1000 h, got 1001"),
        (lambda: course.accumulation_factor(24, 5), r"drinker must be a Drinker, .*, got 5"),
        (lambda: course.days_to_steady_state(1), r"fraction must be between 0 and 0.999, got 1"),
        (lambda: course.days_to_steady_state(-1), r"fraction must be between 0 and 0.999, got -1"),
        (lambda: course.days_to_steady_state(0.9, 5), r"drinker must be a Drinker, .*, got 5"),
    ],
)
def test_more_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        call()


# A change of removal while the drinks go on.
LONG = np.arange(0.0, 24 * 40, 0.5)


def test_without_a_change_every_day_is_like_the_last():
    unchanged = course.concentration_after_change_mg_L(LONG, 2)
    assert unchanged == pytest.approx(course.steady_concentration_mg_L(LONG), abs=1e-9)


@pytest.mark.parametrize("half_life", [3.0, 8.2, 56.0])
def test_after_a_change_the_level_moves_without_a_jump_to_its_new_steady_day(half_life):
    after = Drinker(half_life_h=half_life)
    level = course.concentration_after_change_mg_L(LONG, 3, after=after)
    assert level[LONG < 72] == pytest.approx(course.steady_concentration_mg_L(LONG[LONG < 72]))
    around = course.concentration_after_change_mg_L(np.array([72 - 1e-6, 72.0]), 3, after=after)
    assert around[0] == pytest.approx(around[1], rel=1e-4)
    last_day = LONG >= 24 * 39
    steady = course.steady_concentration_mg_L(LONG[last_day], drinker=after)
    assert level[last_day] == pytest.approx(steady, rel=0.02)


@pytest.mark.parametrize("absorption", [1.0, 6.0])
def test_a_drink_just_before_midnight_goes_on_into_the_blood_after_it(absorption):
    slow = Drinker(absorption_per_h=absorption)
    hours = np.array([8.0, 23.5])
    level = course.concentration_after_change_mg_L(LONG, 2, slow, slow, drunk_at_h=hours)
    assert level == pytest.approx(course.steady_concentration_mg_L(LONG, 100.0, hours, slow), abs=1e-9)


def test_what_came_before_the_change_was_the_first_drinkers():
    level = course.concentration_after_change_mg_L(LONG, 3, before=FLUVOXAMINE)
    steady = course.steady_concentration_mg_L(LONG, drinker=FLUVOXAMINE)
    assert level[LONG <= 72] == pytest.approx(steady[LONG <= 72])
    assert level[-1] == pytest.approx(course.steady_concentration_mg_L(LONG[-1]), rel=1e-6)


def test_a_blocked_removal_raises_the_level_day_by_day_towards_the_ratio_of_the_half_lives():
    noon = course.concentration_after_change_mg_L(24.0 * np.arange(3, 30) + 12, 3, after=FLUVOXAMINE)
    assert np.all(np.diff(noon) > 0)
    day = course.concentration_after_change_mg_L(24.0 * 60 + DAY, 3, after=FLUVOXAMINE)
    assert day.mean() / course.mean_steady_mg_L() == pytest.approx(56 / 5, rel=0.01)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"changed_on_day": 1.5}, "changed_on_day"),
        ({"changed_on_day": -1}, "changed_on_day"),
        ({"drunk_at_h": 24.5}, "drunk_at_h"),
        ({"time_h": 20_000.0}, "time_h"),
    ],
)
def test_a_change_that_cannot_be_followed_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        course.concentration_after_change_mg_L(**({"time_h": 1.0, "changed_on_day": 1} | wrong))
