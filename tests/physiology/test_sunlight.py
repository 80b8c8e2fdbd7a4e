"""The sun over the year and what the skin makes of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology import sunlight
from helpers.physiology.sunlight import (
    burning_dose_J_m2,
    effective_share,
    minutes_to_redness,
    skin_vitamin_d_IU,
    sun_height,
    uv_index,
)

LATITUDE = st.floats(-65, 65)
DAY = st.floats(1, 365)
INDEX = st.floats(0, 15)
MINUTES = st.floats(0, 120)
JANUARY, JUNE, DECEMBER = 15, 172, 355

# Identities.


def test_ozone_thins_the_light():
    assert uv_index(42, JUNE, 0, 330) / uv_index(42, JUNE, 0, 300) == pytest.approx(1.1**-1.23)


@pytest.mark.parametrize(
    ("latitude", "day", "index"),
    [
        (42, JANUARY, 1.6),
        (42, JUNE, 9.8),
        (42, DECEMBER, 1.3),
        (52, DECEMBER, 0.4),
        (52, JUNE, 8.1),
        (18.5, DECEMBER, 5.4),
        (18.5, JUNE, 11.0),
    ],
)
def test_golden_noon_index(latitude, day, index):
    assert uv_index(latitude, day) == pytest.approx(index, abs=0.06)


def test_the_year_of_the_sun():
    assert sun_height(23.44, JUNE) == pytest.approx(1, abs=1e-4)
    assert sun_height(-23.44, DECEMBER) == pytest.approx(1, abs=1e-4)
    noon = np.degrees(np.arcsin(sun_height(42, [JUNE, DECEMBER])))
    assert noon == pytest.approx([90 - 42 + 23.44, 90 - 42 - 23.44], abs=0.01)
    march = 355 - 365 * 3 / 4
    assert sun_height(0, march, [6, -6, 12]) == pytest.approx([0, 0, 0], abs=1e-12)
    assert sun_height(0, march, 3) == pytest.approx(np.cos(np.pi / 4))


@given(LATITUDE, DAY, st.floats(-12, 12))
def test_morning_is_like_afternoon_and_noon_is_highest(latitude, day, hours):
    height = sun_height(latitude, day, hours)
    assert height == pytest.approx(sun_height(latitude, day, -hours))
    assert 0 <= height <= sun_height(latitude, day) + 1e-12


@given(st.floats(0, 65), st.floats(1, 180))
def test_the_south_has_the_norths_season_half_a_year_later(latitude, day):
    assert sun_height(-latitude, day + 182.5) == pytest.approx(sun_height(latitude, day), abs=1e-9)


@given(st.floats(24, 64), st.floats(0.1, 1), DAY)
def test_beyond_the_tropic_the_index_falls_with_latitude(latitude, further, day):
    assert uv_index(latitude + further, day) <= uv_index(latitude, day)


def test_who_2002_one_index_is_25_milliwatts_identity():
    assert burning_dose_J_m2(1, 1) == pytest.approx(1.5)
    assert burning_dose_J_m2(8, 10, 0.5, 30) == pytest.approx(8 * 10 * 1.5 * 0.5 / 30)


def test_golden_minutes_to_redness():
    assert minutes_to_redness([7, 3, 10]) == pytest.approx([24, 56, 17], abs=0.5)
    assert minutes_to_redness(7, 6) == pytest.approx(4 * minutes_to_redness(7, 2))


def test_dorazio_2013_redness_doses_lie_in_the_published_ranges():
    published = ((150, 300), (250, 400), (300, 500), (400, 600), (600, 900), (900, 1500))
    for dose, (low, high) in zip(sunlight.REDNESS_DOSE, published, strict=True):
        assert low <= dose <= high
    assert list(sunlight.REDNESS_DOSE) == [200, 250, 350, 450, 600, 1000]


# Fitted targets.


def test_golden_effective_share_fitted_target():
    share = effective_share([0.5, 1.4, 2, 2.5, 5])
    assert share == pytest.approx([0.002, 0.09, 0.29, 0.5, 0.94], abs=0.002)


def test_quarter_of_a_redness_dose_on_a_quarter_of_the_body_is_a_thousand_units_fitted_target():
    minutes = minutes_to_redness(10) / 4
    made = skin_vitamin_d_IU(10, minutes, 0.25)
    assert made / effective_share(10) == pytest.approx(1106, abs=1)
    assert made == pytest.approx(1000, rel=0.15)


def test_one_redness_dose_on_the_whole_body_fitted_target():
    made = skin_vitamin_d_IU(10, minutes_to_redness(10), 1.0) / effective_share(10)
    assert made == pytest.approx(12_600, abs=50)
    assert 10_000 <= made <= 25_000


def test_webb_1988_deep_winter_makes_almost_nothing_fitted_target():
    def of_june(latitude, day):
        made = [skin_vitamin_d_IU(uv_index(latitude, d), 8, cloud_factor=0.6) for d in (day, JUNE)]
        return made[0] / made[1]

    assert of_june(42, DECEMBER) < 0.02
    assert of_june(42, JANUARY) < 0.03
    assert max(of_june(52, day) for day in (319, 349, 15, 46)) < 0.02


def test_webb_1988_the_edges_of_winter_leak_disagreement_is_shown():
    """The study found nothing in Boston in February nor in Edmonton in March; the model makes some."""
    boston = skin_vitamin_d_IU(uv_index(42, [46, JUNE]), 8, cloud_factor=0.6)
    edmonton = skin_vitamin_d_IU(uv_index(52, [74, JUNE]), 8, cloud_factor=0.6)
    assert boston[0] / boston[1] == pytest.approx(0.20, abs=0.01)
    assert edmonton[0] / edmonton[1] == pytest.approx(0.25, abs=0.01)


# Limits and directions.


def test_no_light_no_skin_no_time_no_vitamin_d():
    assert skin_vitamin_d_IU(0, 60) == 0
    assert skin_vitamin_d_IU(7, 0) == 0
    assert skin_vitamin_d_IU(7, 60, 0) == 0
    assert uv_index(65, DECEMBER) < 0.01
    assert effective_share(0) == 0


@given(INDEX, MINUTES, st.floats(0.01, 30))
def test_more_minutes_make_more_but_less_and_less(index, minutes, more):
    if minutes + 2 * more > 120:
        return
    made = skin_vitamin_d_IU(index, [minutes, minutes + more, minutes + 2 * more])
    first, second = np.diff(made)
    assert -1e-9 <= second <= first + 1e-9
    assert made[-1] <= 2000


@given(st.floats(1, 15), st.floats(1, 60), st.integers(1, 5))
def test_darker_skin_clouds_and_sunscreen_make_it_slower(index, minutes, skin_type):
    here = skin_vitamin_d_IU(index, minutes, 0.1, skin_type)
    assert skin_vitamin_d_IU(index, minutes, 0.1, skin_type + 1) < here
    assert skin_vitamin_d_IU(index, minutes, 0.1, skin_type, 0.5) < here
    assert skin_vitamin_d_IU(index, minutes, 0.1, skin_type, 1.0, 15) < here
    assert skin_vitamin_d_IU(index, minutes, 0.2, skin_type) == pytest.approx(2 * here)


def test_defaults_are_skin_of_type_two_on_a_tenth_of_the_body():
    assert skin_vitamin_d_IU(7, 8) == skin_vitamin_d_IU(7, 8, 0.10, 2, 1.0, 1.0)
    assert skin_vitamin_d_IU(7, 8) == pytest.approx(561.6, abs=0.1)


def test_defaults_are_a_boston_midsummer_noon():
    assert uv_index() == uv_index(42, 172, 0, 330)
    assert sun_height() == sun_height(42, 172, 0)
    assert burning_dose_J_m2() == burning_dose_J_m2(7, 8, 1, 1)
    assert minutes_to_redness() == minutes_to_redness(7, 2)
    assert effective_share() == effective_share(7)


def test_arrays_agree_with_single_numbers():
    together = uv_index([[0], [42]], [JUNE, DECEMBER])
    assert together.shape == (2, 2)
    assert together[1, 0] == pytest.approx(uv_index(42, JUNE), rel=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sun_height(70), "latitude_deg must be between -65 and 65 °, got 70"),
        (lambda: sun_height(42, 0), "day_of_year must be between 1 and 366, got 0"),
        (lambda: sun_height(42, 1, 13), "hours_from_noon must be between -12 and 12 h, got 13"),
        (lambda: uv_index(42, 1, 0, 100), "ozone_DU must be between 200 and 500 DU, got 100"),
        (lambda: burning_dose_J_m2(21), "index must be between 0 and 20, got 21"),
        (lambda: burning_dose_J_m2(7, 121), "minutes must be between 0 and 120 min, got 121"),
        (lambda: burning_dose_J_m2(7, 8, 0), "cloud_factor must be between 0.1 and 1, got 0"),
        (
            lambda: burning_dose_J_m2(7, 8, 1, 0),
            "sun_protection_factor must be between 1 and 100, got 0",
        ),
        (lambda: minutes_to_redness(0), "index must be above 0, got 0"),
        (lambda: minutes_to_redness(7, 7), "skin_type must be a whole number between 1 and 6, got 7"),
        (lambda: effective_share(-1), "index must be between 0 and 20, got -1"),
        (
            lambda: skin_vitamin_d_IU(7, 8, 2),
            "skin_fraction must be between 0 and 1 of the body, got 2",
        ),
        (
            lambda: skin_vitamin_d_IU(7, 8, 0.1, 0),
            "skin_type must be a whole number between 1 and 6, got 0",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message


def test_the_usual_day_is_the_one_with_the_highest_sun():
    assert sunlight.sun_height() == sunlight.sun_height(day_of_year=np.arange(1, 367)).max()
    assert sunlight.uv_index() == sunlight.uv_index(day_of_year=np.arange(1, 367)).max()
