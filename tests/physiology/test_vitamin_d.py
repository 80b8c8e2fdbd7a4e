"""25(OH)D from sun and diet: golden values, published targets, the season, disagreements, limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.physiology import vitamin_d
from helpers.physiology.calcium_loop import steady_state
from helpers.physiology.vitamin_d import (
    resting_level_nmol_L,
    rise_by_study_nmol_L,
    serum_vitamin_d_nmol_L,
    vitamin_d_course,
    vitamin_d_year,
    winter_level_nmol_L,
)

SOLSTICE_JUNE = 172

# Golden values of the brief: regression tests of the code.


@pytest.mark.parametrize(
    ("intake", "level"),
    [(245, 39.0), (600, 59.9), (800, 69.1), (1045, 78.3), (2000, 99.6), (3445, 110.9), (4000, 112.5)],
)
def test_golden_resting_level(intake, level):
    assert resting_level_nmol_L(intake) == pytest.approx(level, abs=0.06)


def test_golden_wash_out_and_wash_in():
    gone = vitamin_d_course(180, 600, 0).vitamin_d_nmol_L
    assert gone[[0, 30, 60, 90, 180]] == pytest.approx([59.9, 51.1, 38.8, 30.2, 21.3], abs=0.06)
    given_more = vitamin_d_course(180, 245, 1045).vitamin_d_nmol_L
    assert given_more[[28, 56, 90, 180]] == pytest.approx([50.5, 63.3, 71.7, 77.6], abs=0.06)


def test_golden_boston_year():
    year = vitamin_d_year()
    level = year.vitamin_d_nmol_L
    assert [level.max(), level.min()] == pytest.approx([62.0, 39.3], abs=0.2)
    assert year.day_of_year[[level.argmax(), level.argmin()]] == pytest.approx([232, 49], abs=1.5)
    assert year.skin_IU_day[SOLSTICE_JUNE - 1] == pytest.approx(488, abs=1)


def test_golden_boston_months():
    months = [serum_vitamin_d_nmol_L(month=month) for month in range(1, 13)]
    expected = [41.4, 39.4, 41.1, 46.3, 52.3, 57.5, 60.7, 62.0, 61.2, 58.0, 52.2, 46.0]
    assert months == pytest.approx(expected, abs=0.06)


def test_twice_the_minutes_is_far_from_twice_the_level():
    peaks = [vitamin_d_year(minutes_outside=m).vitamin_d_nmol_L.max() for m in (15, 30)]
    assert peaks == pytest.approx([74.7, 88.4], abs=0.2)
    assert peaks[1] / peaks[0] == pytest.approx(1.18, abs=0.005)


def test_the_same_supplement_does_less_for_who_has_more():
    poor, rich = (resting_level_nmol_L(basal + 800) - resting_level_nmol_L(basal) for basal in (245, 2030))
    assert [poor, rich] == pytest.approx([39.3, 7.8], abs=0.1)


# Fitted targets.


def test_heaney_2013_a_quarter_of_an_hour_swings_too_much_so_eight_minutes_were_chosen():
    assert np.ptp(vitamin_d_year(minutes_outside=15).vitamin_d_nmol_L) / 2 == pytest.approx(16.4, abs=0.1)


# Independent inference: the measured half-life alone lags only three weeks.


def test_the_blood_half_life_alone_explains_three_of_eight_weeks_independent_check():
    day = np.arange(365)
    sun = np.cos(2 * np.pi * day / 365)
    alone = vitamin_d._lagged(sun, float(vitamin_d.BLOOD_HALF_LIFE)).argmax() / 7
    both = vitamin_d._lagged(vitamin_d._lagged(sun, 28.0), 15.0).argmax() / 7
    assert alone == pytest.approx(3, abs=0.3)
    assert both == pytest.approx(8, abs=0.3)


# Disagreements that must be shown.


def test_published_slopes_disagree_several_fold():
    rises = rise_by_study_nmol_L(1000, 245)
    assert list(rises) == [
        "this kit, after Gallagher 2012",
        "Heaney 2003 (unverified)",
        "Institute of Medicine 2011",
        "Ekwaru 2014",
    ]
    assert list(rises.values()) == pytest.approx([45.4, 17.5, 16.1, 12.0], abs=0.05)
    assert max(rises.values()) / min(rises.values()) > 3


def test_published_slopes_come_closer_in_people_who_have_enough():
    rises = list(rise_by_study_nmol_L(1000, 1500).values())
    assert max(rises) / min(rises) < 4
    assert rises[0] == pytest.approx(14.5, abs=0.1)


def test_iom_2011_winter_regression_is_flatter_than_the_kits_curve():
    winter = winter_level_nmol_L([400, 600, 1000])
    assert winter == pytest.approx([59.3, 63.3, 68.4], abs=0.05)
    kit = resting_level_nmol_L([400, 600, 1000])
    assert kit[0] < winter[0] - 5
    assert kit[2] > winter[2] + 5


def test_glerup_2000_severe_lack_is_out_of_the_curves_reach():
    """Veiled women had 7.1 nmol/L; without sun and food the curve still ends at 20."""
    covered = vitamin_d_year(skin_fraction=0.0, diet_IU_day=0.0).vitamin_d_nmol_L
    assert covered == pytest.approx(20, abs=1e-9)


def test_heaney_2013_basal_input_is_far_above_the_models():
    """From 778 IU/d (kidney failure) to 2667 IU/d (healthy); the kit's healthy person takes in less."""
    year = vitamin_d_year()
    assert np.mean(year.skin_IU_day) + vitamin_d.USUAL_DIET < 778


# To the calcium loop.


def test_winter_raises_pth_and_leaves_calcium_alone():
    summer, winter = (steady_state(800, serum_vitamin_d_nmol_L(52, m, diet_IU_day=100.0)) for m in (8, 2))
    assert winter.pth_pg_mL > 1.05 * summer.pth_pg_mL
    assert winter.fraction_absorbed < summer.fraction_absorbed
    assert winter.ionised_calcium_mM == pytest.approx(summer.ionised_calcium_mM, abs=0.01)


def test_low_25ohd_hides_its_cost_in_bone():
    low, usual = steady_state(800, 15), steady_state(800, 60)
    assert low.ionised_calcium_mM == pytest.approx(1.246, abs=0.002)
    assert low.pth_pg_mL / usual.pth_pg_mL == pytest.approx(1.33, abs=0.01)
    assert low.net_bone_release_mg_day == pytest.approx(14, abs=0.5)


@settings(max_examples=60, deadline=None)
@given(
    st.floats(-65, 65), st.integers(1, 12), st.integers(1, 6), st.floats(0, 120), st.floats(0, 1000),
    st.floats(0, 4000), st.floats(0, 1), st.sampled_from(vitamin_d.BODY_SIZES),
)  # fmt: skip
def test_every_life_gives_a_level_the_calcium_loop_takes(
    latitude, month, skin, minutes, diet, supplement, bare, size
):
    level = serum_vitamin_d_nmol_L(
        latitude, month, skin, minutes, diet, supplement, bare, body_size=size, cloud_factor=1.0
    )
    assert isinstance(level, float)
    assert 5 <= level <= 115 + 1e-9
    steady_state(vitamin_d_nmol_L=level)


# Limits, directions, invariances.


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 110), st.floats(0.1, 10), st.integers(1, 12))
def test_more_minutes_or_diet_never_lower_the_level(minutes, more, month):
    here = serum_vitamin_d_nmol_L(month=month, minutes_outside=minutes)
    assert serum_vitamin_d_nmol_L(month=month, minutes_outside=minutes + more) >= here
    assert serum_vitamin_d_nmol_L(month=month, minutes_outside=minutes, diet_IU_day=200 + more) > here
    assert serum_vitamin_d_nmol_L(month=month, minutes_outside=minutes, skin_type=6) <= here
    assert serum_vitamin_d_nmol_L(month=month, minutes_outside=minutes, sun_protection_factor=30.0) <= here
    assert serum_vitamin_d_nmol_L(month=month, minutes_outside=minutes, cloud_factor=1.0) >= here


def test_without_sun_the_year_is_flat_and_equals_the_resting_level():
    year = vitamin_d_year(minutes_outside=0.0, diet_IU_day=400.0, supplement_IU_day=600.0)
    assert year.vitamin_d_nmol_L == pytest.approx(float(resting_level_nmol_L(1000)), rel=1e-9)
    assert not year.skin_IU_day.any()


def test_a_supplement_counts_like_food():
    fed, helped = vitamin_d_year(diet_IU_day=500.0), vitamin_d_year(supplement_IU_day=300.0)
    assert fed.vitamin_d_nmol_L == pytest.approx(helped.vitamin_d_nmol_L)


def test_the_south_has_its_winter_in_july():
    south = vitamin_d_year(latitude_deg=-42.0)
    assert 225 < south.day_of_year[south.vitamin_d_nmol_L.argmin()] < 240
    assert serum_vitamin_d_nmol_L(-42, 2) > serum_vitamin_d_nmol_L(-42, 8)


def test_far_north_has_less_in_winter():
    levels = [serum_vitamin_d_nmol_L(latitude, 2) for latitude in (0, 20, 42, 52, 65)]
    assert np.all(np.diff(levels) < 0)


@given(st.lists(st.floats(0, 2000), min_size=365, max_size=365), st.floats(1, 200))
@settings(max_examples=20, deadline=None)
def test_a_lag_keeps_the_yearly_mean_and_follows_day_by_day(days, half_life):
    each_day = np.array(days)
    lagged = vitamin_d._lagged(each_day, half_life)
    assert lagged.mean() == pytest.approx(each_day.mean(), abs=1e-6)
    kept = 0.5 ** (1 / half_life)
    assert lagged == pytest.approx(kept * np.roll(lagged, 1) + (1 - kept) * each_day, abs=1e-6)


def test_body_size_lowers_the_level_by_the_published_amount():
    usual, over, obese = (resting_level_nmol_L(800, size) for size in vitamin_d.BODY_SIZES)
    assert [usual - over, usual - obese] == pytest.approx([8.0, 19.8])
    assert resting_level_nmol_L(0, "obese") == 5
    assert usual - vitamin_d_course(10, 800, 800, "obese").vitamin_d_nmol_L[-1] == pytest.approx(19.8)
    assert vitamin_d_course(1000, 0, 0, "obese").vitamin_d_nmol_L.min() == 5
    difference = vitamin_d_year().vitamin_d_nmol_L - vitamin_d_year(body_size="overweight").vitamin_d_nmol_L
    assert difference == pytest.approx(8.0)


def test_defaults():
    assert resting_level_nmol_L() == resting_level_nmol_L(600)
    assert winter_level_nmol_L() == winter_level_nmol_L(600)
    assert rise_by_study_nmol_L() == rise_by_study_nmol_L(1000, 245)
    assert (
        vitamin_d_course().vitamin_d_nmol_L.tolist()
        == vitamin_d_course(180, 600, 0).vitamin_d_nmol_L.tolist()
    )
    assert serum_vitamin_d_nmol_L() == serum_vitamin_d_nmol_L(
        42, 7, 2, 8.0, 200.0, 0.0, 0.1, 1.0, 0.6, "usual"
    )


def test_the_course_starts_and_ends_at_rest():
    course = vitamin_d_course(2000, 300, 1500)
    assert course.time_day[[0, 1, -1]].tolist() == [0, 1, 2000]
    assert course.vitamin_d_nmol_L[0] == pytest.approx(resting_level_nmol_L(300))
    assert course.vitamin_d_nmol_L[-1] == pytest.approx(resting_level_nmol_L(1500), rel=1e-6)
    assert np.all(np.diff(course.vitamin_d_nmol_L) >= 0)


@given(st.floats(0, 20_000), st.floats(1, 1000))
def test_the_curve_rises_less_and_less(intake, more):
    levels = resting_level_nmol_L([intake, intake + more, intake + 2 * more])
    first, second = np.diff(levels)
    assert 0 <= second <= first


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: resting_level_nmol_L(-1), "intake_IU_day must be between 0 and 25000 IU/d, got -1"),
        (
            lambda: resting_level_nmol_L(600, "small"),
            "body_size must be one of usual, overweight, obese, got 'small'",
        ),
        (lambda: serum_vitamin_d_nmol_L(70), "latitude_deg must be between -65 and 65 °, got 70"),
        (lambda: serum_vitamin_d_nmol_L(month=13), "month must be a whole number between 1 and 12, got 13"),
        (
            lambda: serum_vitamin_d_nmol_L(skin_type=2.5),
            "skin_type must be a whole number between 1 and 6, got 2.5",
        ),
        (
            lambda: vitamin_d_year(minutes_outside=121),
            "minutes_outside must be between 0 and 120 min, got 121",
        ),
        (lambda: vitamin_d_year(diet_IU_day=1001), "diet_IU_day must be between 0 and 1000 IU/d, got 1001"),
        (
            lambda: vitamin_d_year(supplement_IU_day=4001),
            "supplement_IU_day must be between 0 and 4000 IU/d, got 4001",
        ),
        (
            lambda: vitamin_d_year(skin_fraction=1.1),
            "skin_fraction must be between 0 and 1 of the body, got 1.1",
        ),
        (
            lambda: vitamin_d_year(sun_protection_factor=0),
            "sun_protection_factor must be between 1 and 100, got 0",
        ),
        (lambda: vitamin_d_year(cloud_factor=0), "cloud_factor must be between 0.1 and 1, got 0"),
        (lambda: vitamin_d_course(0), "duration_day must be between 1 and 2000 d, got 0"),
        (
            lambda: vitamin_d_course(10, [1, 2]),
            "from_IU_day must be one number between 0 and 25000 IU/d, got [1, 2]",
        ),
        (lambda: vitamin_d_course(10, 1, -2), "to_IU_day must be between 0 and 25000 IU/d, got -2"),
        (lambda: winter_level_nmol_L(0), "intake_IU_day must be between 100 and 4000 IU/d, got 0"),
        (
            lambda: rise_by_study_nmol_L(2000),
            "supplement_IU_day must be between 0 and 1000 IU/d, got 2000",
        ),
        (
            lambda: rise_by_study_nmol_L(500, 50),
            "basal_IU_day must be between 100 and 2000 IU/d, got 50",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message


def test_sunscreen_and_clouds_take_from_the_skin_what_they_take_from_the_light():
    bare = vitamin_d_year()
    screened = vitamin_d_year(sun_protection_factor=30.0)
    clouded = vitamin_d_year(cloud_factor=0.1)
    assert screened.vitamin_d_nmol_L.max() < clouded.vitamin_d_nmol_L.max() < bare.vitamin_d_nmol_L.max()
    assert np.array_equal(screened.uv_index, bare.uv_index)  # the sun does not know
    assert np.argmax(bare.uv_index) == pytest.approx(172, abs=2)
    assert np.all(screened.skin_IU_day <= bare.skin_IU_day)


def test_ekwaru_2014_twelve_per_thousand_units_whatever_came_before():
    assert rise_by_study_nmol_L(1000, [100, 2000])["Ekwaru 2014"] == pytest.approx(12)
    assert rise_by_study_nmol_L(500)["Ekwaru 2014"] == pytest.approx(6)
