"""A week of nights: the timetable, and what one lost night is beside five short ones."""

import numpy as np
import pytest

from helpers.physiology import sleep_week
from helpers.physiology.day import MIDDLE_OF_DAY_H, Day, chain
from helpers.physiology.sleep import habitual_waking_pressure, pressure_awake
from helpers.physiology.sleep_receptors import REFERENCE_PRESSURE
from helpers.physiology.sleep_week import AFTERNOON, FIRST_FREE_DAY, in_lost_nights, nights, week_pressure

SATURDAY_H = 24 * (FIRST_FREE_DAY - 1) + AFTERNOON


def test_seven_nights_end_at_seven_in_the_morning():
    night, asleep, awake = nights(5)
    assert night.tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert (awake % 24).tolist() == [7] * 7
    assert (awake - asleep).tolist() == [5] * 5 + [8] * 2


def test_lost_nights_are_the_last_working_ones():
    assert nights(8, 2)[0].tolist() == [1, 2, 3, 6, 7]
    assert nights(8, 5)[0].tolist() == [6, 7]


def test_a_rested_week_has_the_reference_pressure_every_afternoon():
    afternoons = AFTERNOON + 24 * np.arange(8)
    pressure, asleep = week_pressure(afternoons)
    assert pressure == pytest.approx(REFERENCE_PRESSURE, abs=1e-6)
    assert not asleep.any()


def test_identity_the_afternoon_after_a_lost_night_is_32_hours_awake():
    assert sleep_week.hours_awake(SATURDAY_H, 8, 1) == sleep_week.LOST_NIGHT_AWAKE
    assert week_pressure(SATURDAY_H, 8, 1)[0] == pytest.approx(pressure_awake(32))
    assert in_lost_nights(week_pressure(SATURDAY_H, 8, 1)[0]) == pytest.approx(1.0)
    assert sleep_week.hours_awake(SATURDAY_H, 8, 2) == 56


def test_five_short_nights_settle_near_the_habitual_short_sleeper():
    pressure, _ = week_pressure(SATURDAY_H, 5)
    settled = pressure_awake(8, habitual_waking_pressure(5))
    assert pressure == pytest.approx(settled, abs=0.001)
    assert 0.15 < in_lost_nights(pressure) < 0.25


def test_one_usual_night_clears_nearly_all_of_a_lost_one():
    left = in_lost_nights(week_pressure(SATURDAY_H + 24, 8, 1)[0])
    assert 0 < left < 0.1


def test_the_week_agrees_with_the_day_of_the_kit():
    _, asleep, awake = nights(5, 1)
    day = Day(asleep_at_h=asleep, awake_at_h=awake)
    assert chain(day, SATURDAY_H).sleep_pressure == pytest.approx(week_pressure(SATURDAY_H, 5, 1)[0])
    assert AFTERNOON == MIDDLE_OF_DAY_H


def test_hours_awake_is_zero_in_bed_and_grows_by_the_hour():
    assert sleep_week.hours_awake([8, 24, 28, 31, 32.5]).tolist() == [1, 0, 0, 0, 1.5]


def test_the_mean_counts_a_lost_night_as_none():
    assert sleep_week.mean_night_h(5) == 5
    assert sleep_week.mean_night_h(8, 1) == pytest.approx(6.4)


@pytest.mark.parametrize(
    ("values", "words"),
    [({"night_h": 13}, "night_h must be between 0.5 and 12 h"), ({"missed_nights": 6}, "missed_nights must")],
)
def test_a_week_that_cannot_be(values, words):
    for function in (nights, sleep_week.mean_night_h):
        with pytest.raises(ValueError, match=words):
            function(**values)
