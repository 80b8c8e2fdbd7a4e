"""The calcium loop in time: glands removed, magnesium given back, calcium alone."""

from dataclasses import replace

import numpy as np
import pytest

from helpers.physiology.calcium_course import CALCIUM_SPACE, GIFTS, time_course, treated_course
from helpers.physiology.calcium_loop import HEALTHY, Body, steady_state

LOW_MAGNESIUM = 0.45


def at(course, hour):
    """Row of ``course`` at this hour."""
    return int(np.argmin(np.abs(course.time_h - hour)))


def test_pth_goes_in_minutes_calcitriol_in_hours_calcium_in_days():
    course = time_course(steady_state(), Body(gland_function=0), duration_h=480)

    def half_way(level):
        return course.time_h[np.argmax(level <= (level[0] + level[-1]) / 2)]

    assert half_way(course.pth_pg_mL) <= 0.25
    assert 4 < half_way(course.calcitriol_pmol_L) < 12
    assert course.ionised_calcium_mM[at(course, 24)] - course.ionised_calcium_mM[-1] > 0.05


def test_golden_magnesium_repletion():
    """Model values of the brief; the calcium lag of days is its shape, not a fit to one patient."""
    course = time_course(steady_state(magnesium_mM=LOW_MAGNESIUM), HEALTHY, duration_h=72)
    calcium = [course.ionised_calcium_mM[at(course, hour)] for hour in (0, 6, 24, 48, 72)]
    assert calcium == pytest.approx([0.989, 1.024, 1.117, 1.204, 1.243], rel=0.02)
    assert course.pth_pg_mL[at(course, 0.25)] == pytest.approx(92, rel=0.02)


def test_magnesium_in_normal_people_lowers_pth_the_other_direction():
    course = time_course(steady_state(), Body(magnesium_mM=1.5), duration_h=1)
    assert course.pth_pg_mL[-1] < course.pth_pg_mL[0]


def test_golden_calcium_alone_does_not_last():
    course = time_course(
        steady_state(magnesium_mM=LOW_MAGNESIUM),
        Body(magnesium_mM=LOW_MAGNESIUM),
        duration_h=120,
        infusion_mg_day=800,
        infusion_h=48,
    )
    assert course.ionised_calcium_mM[at(course, 48)] == pytest.approx(1.107, rel=0.02)
    assert course.ionised_calcium_mM[at(course, 120)] == pytest.approx(0.993, rel=0.02)


def test_a_body_at_rest_stays_at_rest():
    body = Body(400, 20, 0.6, 0.5)
    start = steady_state(400, 20, 0.6, 0.5)
    course = time_course(start, body, duration_h=240)
    assert np.ptp(course.ionised_calcium_mM) < 1e-6
    assert np.ptp(course.pth_pg_mL) < 1e-4


@pytest.mark.parametrize(
    "changed", [{"gland_function": 0}, {"calcium_intake_mg_day": 200}, {"magnesium_mM": 0.4}]
)
def test_weeks_later_the_course_meets_the_steady_state(changed):
    course = time_course(steady_state(), Body(**changed), duration_h=1500, step_h=0.5)
    assert course.ionised_calcium_mM[-1] == pytest.approx(
        steady_state(**changed).ionised_calcium_mM, abs=1e-3
    )


def test_the_step_hardly_matters():
    coarse = time_course(steady_state(), Body(gland_function=0), 48, step_h=0.25)
    fine = time_course(steady_state(), Body(gland_function=0), 48, step_h=0.05)
    assert coarse.ionised_calcium_mM == pytest.approx(fine.ionised_calcium_mM[::5], abs=0.003)


def test_a_step_half_as_long_leaves_less_than_a_third_of_the_error():
    """The rule is of second order: a plain Euler step would leave half."""
    times = {"start": steady_state(), "body": Body(gland_function=0), "duration_h": 24}
    exact = time_course(**times, step_h=0.01).ionised_calcium_mM[-1]
    errors = [abs(time_course(**times, step_h=step).ionised_calcium_mM[-1] - exact) for step in (0.25, 0.125)]
    assert errors[1] < errors[0] / 3


def test_at_first_all_calcium_given_stays_in_the_blood():
    rest = steady_state()
    course = time_course(rest, duration_h=0.25, step_h=0.01, infusion_mg_day=480, infusion_h=1)
    gained_mg = (course.ionised_calcium_mM[1] - rest.ionised_calcium_mM) * CALCIUM_SPACE
    assert gained_mg == pytest.approx(480 * 0.01 / 24, rel=0.001)


def test_nothing_is_given_before_it_is_asked_for_nor_from_its_last_hour_on():
    rest = steady_state()
    still = time_course(rest)
    assert still.time_h[-1] == 120
    assert np.ptp(still.ionised_calcium_mM) < 1e-6
    assert np.ptp(time_course(rest, infusion_mg_day=800).ionised_calcium_mM) < 1e-6
    assert np.ptp(time_course(rest, infusion_h=48).ionised_calcium_mM) < 1e-6
    hour = time_course(rest, infusion_mg_day=800, infusion_h=1, step_h=0.5).ionised_calcium_mM
    assert np.argmax(hour) == 2


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ({"duration_h": 0}, r"duration_h must be between 0.25 and 2000 h, got 0"),
        ({"step_h": 5}, r"step_h must be between 0.01 and 1 h, got 5"),
        ({"infusion_mg_day": -1}, r"infusion_mg_day must be between 0 and 3000 mg/d, got -1"),
        ({"infusion_h": "x"}, r"infusion_h must be between 0 and 2000 h, got 'x'"),
    ],
)
def test_bad_input_is_named(inputs, message):
    with pytest.raises(ValueError, match=message):
        time_course(steady_state(), **inputs)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: time_course(1.25), r"start must be a CalciumState, such as steady_state\(\), got 1.25"),
        (lambda: time_course(steady_state(), 0.5), r"body must be a Body"),
        (
            lambda: time_course(steady_state([400, 1000])),
            r"^start.ionised_calcium_mM must be one number between 0.05 and 5 mmol/L",
        ),
        (
            lambda: time_course(replace(steady_state(), pth_pg_mL=-1.0)),
            r"^start.pth_pg_mL must be between 0 and 2000 pg/mL, got -1.0$",
        ),
        (
            lambda: time_course(replace(steady_state(), calcitriol_pmol_L=np.nan)),
            r"^start.calcitriol_pmol_L must be between 0 and 1000 pmol/L, got nan$",
        ),
        (
            lambda: time_course(steady_state(), Body(gland_function=[0, 1])),
            r"body must hold one number in gland_function",
        ),
    ],
)
def test_one_body_at_a_time(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("given", GIFTS)
def test_a_gift_starts_where_the_body_rests_and_time_runs_on(given):
    course = treated_course(LOW_MAGNESIUM, given)
    rest = steady_state(magnesium_mM=LOW_MAGNESIUM)
    assert (course.ionised_calcium_mM[0], course.pth_pg_mL[0]) == (rest.ionised_calcium_mM, rest.pth_pg_mL)
    assert np.all(np.diff(course.time_h) > 0) and course.time_h[-1] == 120


def test_a_gift_is_the_plain_course_in_finer_first_steps():
    fine = treated_course(LOW_MAGNESIUM, "magnesium")
    plain = time_course(steady_state(magnesium_mM=LOW_MAGNESIUM), HEALTHY, duration_h=120)
    for hour in (1, 6, 24, 72):
        assert fine.ionised_calcium_mM[at(fine, hour)] == pytest.approx(
            plain.ionised_calcium_mM[at(plain, hour)], abs=0.005
        )


def test_an_unknown_gift_is_refused():
    with pytest.raises(ValueError, match="given must be one of nothing, calcium, magnesium, got 'milk'"):
        treated_course(LOW_MAGNESIUM, "milk")
