"""The whole chain of a day: golden row T-48 and the rate ratios of the sleep brief, from end to end."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.physiology import breathing
from helpers.physiology.blood import blood
from helpers.physiology.caffeine import TYPICAL, Drinker
from helpers.physiology.calcium_loop import steady_state
from helpers.physiology.day import MIDDLE_OF_DAY_H, OTHER_ROUTES, QUIET_DAY, DayState, Falls, chain
from helpers.physiology.day_causes import SWITCHES, Day
from helpers.physiology.minerals import mineral_effects
from helpers.physiology.sleep import RESTED, Sleeper, habitual_waking_pressure, pressure_awake
from helpers.physiology.sleep_receptors import REFERENCE_PRESSURE
from helpers.physiology.stress import CORTISOL_PEAK_TIME, cortisol_pulse
from helpers.physiology.twitch_rate import OFF_SCALE, rate_ratio, twitch_rate_per_hour

CAUSES = [field.name for field in fields(Falls)]
STATIONS = [field.name for field in fields(DayState) if field.name not in ("falls", "untouched")]


def after_drink(dose_mg, peak_at_h=MIDDLE_OF_DAY_H, **more):
    """A day on which a single drink peaks at this hour."""
    return Day(caffeine_mg=dose_mg, caffeine_at_h=peak_at_h - TYPICAL.time_to_peak_h, **more)


def overbreathing(times, at_h=MIDDLE_OF_DAY_H, **more):
    """A day on which breathing has settled at this hour."""
    return Day(breathing_times=times, overbreathing_at_h=at_h - 2, overbreathing_min=120, **more)


EVERYTHING = Day(
    habitual_sleep_h=6,
    asleep_at_h=[23, 47],
    awake_at_h=[28, 55],
    caffeine_mg=[200, 100, 300],
    caffeine_at_h=[8, 13, 30],
    drinker=Drinker(half_life_h=8),
    calcium_intake_mg_day=500,
    magnesium_leak_mM=0.35,
    month=2,
    magnesium_weight=0.3,
    breathing_times=1.5,
    overbreathing_at_h=10.0,
    overbreathing_min=20,
    anxiety=0.2,
    direct_pH_route=True,
    stress=0.7,
    stress_at_h=9.5,
    common_medicines=1,
    very_common_medicines=0.5,
)


# Fitted targets: these sizes were chosen to give these ratios.
@pytest.mark.parametrize(("dose", "ratio"), [(400, 1.5), (1000, 4)])
def test_fitted_target_the_dsm_sentence_on_caffeine(dose, ratio):
    assert rate_ratio(chain(after_drink(dose)).falls.caffeine) == pytest.approx(ratio, rel=0.05)


def test_fitted_targets_t08_and_t09_after_lost_nights():
    assert chain(time_h=7 + 52).a1_availability == pytest.approx(1.149, abs=0.001)
    assert chain(time_h=7 + 32).d2_availability == pytest.approx(0.949, abs=0.001)


# Identities: what the brief's models give, recomputed in checked.md, here through the whole chain.
def test_identity_t48_a_lost_night_and_four_cups_and_overbreathing():
    night_after = 7 + 24.0
    drink = after_drink(400, night_after)
    day = replace(drink, breathing_times=4 / 3, overbreathing_at_h=29, overbreathing_min=120)  # 30 mmHg
    falls = chain(day, night_after).falls
    three = (falls.sleep, falls.caffeine, falls.breathing)
    assert three == pytest.approx((0.0286, 0.0158, 0.0222), abs=5e-5)
    assert rate_ratio(sum(three)) == pytest.approx(5.01, rel=0.005)
    assert np.prod(rate_ratio(three)) == pytest.approx(5.19, rel=0.005)
    assert chain(day, night_after).rate_ratio == pytest.approx(5.03, rel=0.01)  # as printed in the brief
    assert chain(day, night_after).rate_ratio / chain().rate_ratio == pytest.approx(5.01, rel=0.005)
    assert chain(day, night_after).words == "about 16 a day"


@pytest.mark.parametrize(
    ("hours_awake", "balance", "ratio"),
    [(16, 1.111, 1.51), (24, 1.190, 2.02), (32, 1.246, 2.47), (40, 1.283, 2.83)],
)
def test_identity_a4_hours_awake(hours_awake, balance, ratio):
    state = chain(time_h=7 + hours_awake)
    assert state.excitation_over_inhibition == pytest.approx(balance, abs=0.001)
    assert state.rate_ratio == pytest.approx(ratio, rel=0.005)
    assert rate_ratio(state.falls.sleep) == pytest.approx(ratio, rel=0.003)


@pytest.mark.parametrize(("night", "ratio"), [(6, 1.09), (4, 1.29)])
def test_identity_a4_habitually_short_nights_at_midday(night, ratio):
    assert chain(Day(habitual_sleep_h=night)).rate_ratio == pytest.approx(ratio, rel=0.005)


@pytest.mark.parametrize(
    ("co2", "pH", "ratio", "precision"),
    [(30, 7.488, 1.7, 0.05), (25, 7.547, 2.5, 0.05), (20, 7.623, 3.94, 0.02)],
)
def test_identity_c4_overbreathing(co2, pH, ratio, precision):
    state = chain(overbreathing(40 / co2))
    assert state.pH == pytest.approx(pH, abs=0.002)
    assert rate_ratio(state.falls.breathing) == pytest.approx(ratio, abs=precision)
    assert state.rate_ratio == pytest.approx(ratio, abs=precision)


def test_identity_checked_4_no_4_twice_the_breath():
    state = chain(overbreathing(2))
    assert state.ionised_calcium_mM == pytest.approx(1.141, abs=0.0005)
    assert state.gating_shift_mV == pytest.approx(-0.85, abs=0.005)
    assert state.falls.breathing == pytest.approx(0.057, rel=0.01)


def test_identity_b4_and_b8_caffeine_masks_what_is_felt_and_not_the_pressure():
    coffee = chain(after_drink(250, 47), 47)  # 40 hours awake: pressure 0.90
    without = chain(time_h=47)
    assert coffee.caffeine_mg_L == pytest.approx(4.876, rel=0.005)
    assert coffee.sleep_pressure == without.sleep_pressure == pytest.approx(0.8993, abs=0.001)
    assert coffee.felt_pressure == pytest.approx(0.44, abs=0.005)
    assert coffee.falls.sleep == without.falls.sleep
    assert chain(after_drink(400)).caffeine_occupancy == pytest.approx(0.38, abs=0.005)


def test_identity_b6_four_cups_a_day_on_fluvoxamine():
    hours = np.arange(7, 31, 0.05)
    day = Day(
        caffeine_mg=100,
        caffeine_at_h=[8, 11, 14, 17],
        caffeine_daily=True,
        drinker=Drinker(half_life_h=56),
    )
    assert np.mean(chain(day, hours).caffeine_mg_L) == pytest.approx(28.7, rel=0.01)
    usual = chain(replace(day, drinker=TYPICAL), hours).caffeine_mg_L
    assert np.mean(usual) == pytest.approx(2.56, rel=0.01)
    assert chain(replace(day, drinker=TYPICAL), 23).caffeine_mg_L == pytest.approx(2.35, rel=0.01)


def test_identity_c3_cortisol_at_its_peak():
    peak = chain(Day(stress=1, stress_at_h=10), 10 + CORTISOL_PEAK_TIME / 60)
    assert peak.cortisol == pytest.approx(1)
    assert peak.falls.cortisol == pytest.approx(0.15 * (1 / 0.8 - 1))


def test_identity_medicines_add_up():
    fall = chain(Day(common_medicines=2, very_common_medicines=1)).falls.medicines
    assert fall == pytest.approx(2 * 0.02 + 0.05)


# Contradictions, kept in sight.
def test_conflict_shown_steurer_1997_no_calcium_fell_and_spasms_came():
    sceptic = chain(overbreathing(3, sceptic_breathing=True))
    assert sceptic.pH > 7.7
    assert sceptic.ionised_calcium_mM == chain().ionised_calcium_mM
    assert sceptic.falls.breathing == 0
    assert sceptic.falls.total == chain().falls.total
    direct = chain(overbreathing(3, sceptic_breathing=True, direct_pH_route=True))
    assert direct.falls.direct_pH == pytest.approx(0.2 * (direct.pH - chain().pH))
    assert direct.rate_ratio > 3


def test_sceptic_mode_leaves_receptors_and_takes_the_twitches():
    """The null studies are right: sleep pressure and receptors still move, the rate does not (A-6)."""
    doubts = dict.fromkeys([name for name in SWITCHES if name.startswith("sceptic")], True)
    day = overbreathing(2, 47, caffeine_mg=400, caffeine_at_h=46, stress=1, stress_at_h=46, **doubts)
    state = chain(day, 47)
    assert state.falls.total == chain().falls.total
    assert state.rate_ratio == chain().rate_ratio
    assert state.excitation_over_inhibition == 1
    assert state.sleep_pressure > 0.89
    assert state.a1_availability > 1.1
    assert state.caffeine_occupancy > 0.3
    assert state.cortisol > 0.1
    believed = chain(replace(day, **dict.fromkeys(doubts, False)), 47)
    assert believed.rate_ratio > 5


@pytest.mark.parametrize("name", ["sleep", "caffeine", "cortisol", "breathing"])
def test_each_sceptic_silences_its_own_cause_alone(name):
    day = overbreathing(2, 47, caffeine_mg=400, caffeine_at_h=46, stress=1, stress_at_h=46)
    believed, doubted = chain(day, 47).falls, chain(replace(day, **{f"sceptic_{name}": True}), 47).falls
    for cause in CAUSES:
        if cause == name:
            assert getattr(doubted, cause) == 0 < getattr(believed, cause)
        else:
            assert getattr(doubted, cause) == getattr(believed, cause)


def test_the_sceptic_of_caffeine_believes_in_more_than_a_gram():
    assert chain(after_drink(1100, sceptic_caffeine=True)).falls.caffeine > 0.05
    assert chain(after_drink(900, sceptic_caffeine=True)).falls.caffeine == 0


# Nothing is counted twice.
def test_calcium_magnesium_and_vitamin_d_share_one_loop():
    day = Day(calcium_intake_mg_day=400, magnesium_leak_mM=0.35, sun_min_day=0, month=3)
    found = chain(day)
    together = mineral_effects(400, float(found.vitamin_d_nmol_L), float(found.magnesium_mM))
    assert found.falls.minerals == pytest.approx(together.threshold_fall)
    assert found.gating_shift_mV == pytest.approx(together.gating_shift_mV)
    assert found.ionised_calcium_mM == together.loop.ionised_calcium_mM
    alone = [
        chain(Day(calcium_intake_mg_day=400)),
        chain(Day(magnesium_leak_mM=0.35)),
        chain(Day(sun_min_day=0, month=3)),
    ]
    sum_alone = sum(state.falls.minerals - chain().falls.minerals for state in alone)
    assert found.falls.minerals - chain().falls.minerals != pytest.approx(sum_alone, rel=0.1)


@pytest.mark.parametrize("weight", [0.0, 0.3])
def test_minerals_and_breath_are_together_the_one_shift_of_the_gates(weight):
    state = chain(replace(EVERYTHING, magnesium_weight=weight), [8, 10.3, 11, 40])
    assert state.falls.minerals + state.falls.breathing == pytest.approx(-state.gating_shift_mV / 15)
    assert np.ptp(state.falls.minerals) == 0
    assert state.falls.breathing[1] > state.falls.breathing[0] > 0  # anxiety breathes all day


def test_quiet_breathing_adds_nothing_however_much_magnesium_weighs():
    falls = chain(Day(magnesium_leak_mM=0.3, magnesium_weight=0.3)).falls
    assert falls.breathing == pytest.approx(0, abs=1e-12)
    assert falls.minerals > chain(Day(magnesium_leak_mM=0.3)).falls.minerals > 0


@pytest.mark.parametrize("cause", [{}, {"gland_function": 0.3}, {"calcium_intake_mg_day": 200}])
@pytest.mark.parametrize("times", [1.2, 2, 3])
def test_breath_adds_the_same_to_any_calcium_and_what_breathing_says(cause, times):
    fall = chain(overbreathing(times, **cause)).falls.breathing
    assert fall == pytest.approx(breathing.threshold_fall(40 / times), rel=1e-6)


def test_pH_itself_adds_to_the_calcium_route_and_to_nothing_else():
    day = overbreathing(2)
    without, with_it = chain(day).falls, chain(replace(day, direct_pH_route=True)).falls
    assert without.direct_pH == 0
    assert with_it.direct_pH == pytest.approx(0.2 * 0.222, abs=1e-4)
    assert replace(with_it, direct_pH=without.direct_pH) == without


def test_the_same_breath_is_not_counted_twice():
    anxious = chain(Day(anxiety=1))
    assert chain(overbreathing(1.2, anxiety=1)).falls == anxious.falls
    assert chain(overbreathing(3, anxiety=1)).falls == chain(overbreathing(3)).falls
    assert anxious.pH == pytest.approx(blood(anxiety=1).pH)
    assert anxious.ionised_calcium_mM == pytest.approx(blood(anxiety=1).calcium_mM)


DAYS = st.fixed_dictionaries(
    {
        "sleep": st.fixed_dictionaries({"habitual_sleep_h": st.floats(3, 10)}),
        "caffeine": st.fixed_dictionaries(
            {"caffeine_mg": st.floats(0, 1500), "caffeine_at_h": st.floats(0, 30)}
        ),
        "minerals": st.fixed_dictionaries(
            {
                "calcium_intake_mg_day": st.floats(200, 2000),
                "magnesium_leak_mM": st.floats(0, 0.4),
                "month": st.integers(1, 12),
            }
        ),
        "breathing": st.fixed_dictionaries(
            {"breathing_times": st.floats(1, 3), "overbreathing_at_h": st.floats(7, 31)}
        ),
        "cortisol": st.fixed_dictionaries({"stress": st.floats(0, 1), "stress_at_h": st.floats(7, 31)}),
        "medicines": st.fixed_dictionaries(
            {"common_medicines": st.floats(0, 3), "very_common_medicines": st.floats(0, 3)}
        ),
    }
)


@settings(max_examples=40, deadline=None)
@given(DAYS, st.floats(7, 60))
def test_each_fall_is_that_of_a_day_with_this_cause_alone(by_cause, time):
    together = chain(Day(**{name: value for part in by_cause.values() for name, value in part.items()}), time)
    for cause, part in by_cause.items():
        alone = getattr(chain(Day(**part), time).falls, cause)
        assert getattr(together.falls, cause) == pytest.approx(alone, abs=1e-12)
    assert together.falls.total == pytest.approx(sum(vars(together.falls).values()), abs=1e-15)
    assert together.rate_per_hour == twitch_rate_per_hour(together.falls.total)


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 10), st.floats(0, 40))
def test_only_hours_apart_matter_not_the_hour_itself(later, after):
    """Nothing here has a body clock: move every hour and every station moves along."""
    moved = replace(
        EVERYTHING,
        woke_at_h=EVERYTHING.woke_at_h + later,
        asleep_at_h=np.array(EVERYTHING.asleep_at_h) + later,
        awake_at_h=np.array(EVERYTHING.awake_at_h) + later,
        caffeine_at_h=np.array(EVERYTHING.caffeine_at_h) + later,
        overbreathing_at_h=EVERYTHING.overbreathing_at_h + later,
        stress_at_h=EVERYTHING.stress_at_h + later,
    )
    before, now = chain(EVERYTHING, 7 + after), chain(moved, 7 + after + later)
    assert list(vars(now.falls).values()) == pytest.approx(list(vars(before.falls).values()), abs=1e-6)
    assert now.felt_pressure == pytest.approx(before.felt_pressure, abs=1e-6)


# Behaviour.
def test_a_quiet_day_is_the_reference():
    state = chain()
    assert state.sleep_pressure == REFERENCE_PRESSURE
    assert vars(state.falls) == pytest.approx(dict.fromkeys(CAUSES, 0.0), abs=1e-4)
    quiet = {
        "a1_availability": 1,
        "d2_availability": 1,
        "excitation_over_inhibition": 1,
        "caffeine_mg_L": 0,
        "caffeine_occupancy": 0,
        "cortisol": 0,
        "time_h": 15,
        "asleep": 0,
    }
    assert {name: getattr(state, name) for name in quiet} == quiet
    assert state.felt_pressure == state.sleep_pressure
    assert state.rate_ratio == pytest.approx(1, abs=0.002)
    assert state.rate_per_hour == pytest.approx(0.134, abs=0.0005)
    assert state.words == "about 3 a day"
    assert not state.off_scale
    assert chain(Day(), 15) == chain(QUIET_DAY) == state


def test_its_blood_is_the_blood_of_the_causes():
    assert Day().blood == blood()
    state = chain(EVERYTHING, 50)
    causes = blood(500, magnesium_leak_mM=0.35, month=2)
    assert (state.magnesium_mM, state.vitamin_d_nmol_L) == (causes.magnesium_mM, causes.vitamin_d_nmol_L)
    assert EVERYTHING.blood.quiet_calcium_mM == causes.calcium_mM
    assert (
        causes.calcium_mM
        == steady_state(500, causes.vitamin_d_nmol_L, causes.magnesium_mM).ionised_calcium_mM
    )
    every = (400, 0.5, 120, 0.1, 20, 5, 50)
    names = ("calcium_intake_mg_day", "gland_function", "magnesium_intake_mg_day", "magnesium_leak_mM",
             "sun_min_day", "month", "vitamin_d_intake_IU_day")  # fmt: skip
    assert Day(**dict(zip(names, every, strict=True))).blood == blood(*every)


def test_the_night_starts_from_the_nights_before_and_from_its_sleeper():
    slow = Sleeper(rise_h=24)
    state = chain(Day(habitual_sleep_h=5, woke_at_h=5, sleeper=slow), 11)
    assert state.sleep_pressure == pytest.approx(pressure_awake(6, habitual_waking_pressure(5, slow), slow))


def test_one_long_night_clears_forty_hours_awake():
    day = Day(asleep_at_h=47, awake_at_h=47 + 9.54)
    state = chain(day, [46.99, 47, 50, 47 + 9.54])
    assert state.asleep.tolist() == [False, True, True, False]
    assert state.sleep_pressure[-1] == pytest.approx(RESTED, abs=0.0005)
    assert np.all(np.diff(state.falls.sleep[1:]) < 0)


def test_a_month_of_short_nights_is_the_habit():
    night = 24 * np.arange(30)
    month = Day(woke_at_h=7, asleep_at_h=27 + night, awake_at_h=31 + night)
    habit = chain(Day(habitual_sleep_h=4), [7, 15, 26])
    later = chain(month, np.array([7, 15, 26]) + 24 * 30)
    assert later.sleep_pressure == pytest.approx(habit.sleep_pressure, abs=1e-6)
    assert later.rate_per_hour == pytest.approx(habit.rate_per_hour, rel=1e-5)


def test_overbreathing_comes_and_goes_within_its_minutes():
    day = Day(breathing_times=2, overbreathing_at_h=10, overbreathing_min=5)
    minutes = np.array([-60, 0, 2, 5, 10, 60, 239, 241, 1000])
    state = chain(day, 10 + minutes / 60)
    co2 = breathing.overbreathing_co2_mmHg(np.clip(minutes, 0, 240))
    assert state.pH == pytest.approx(breathing.arterial_pH(co2), abs=1e-9)
    assert np.argmax(state.falls.breathing) == 3
    assert state.falls.breathing[[0, 1, -1]] == pytest.approx(0, abs=1e-7)


def test_cortisol_comes_after_the_scare_and_is_gone_in_four_hours():
    minutes = np.array([-60, 0, 25, 60, 239, 240, 600])
    found = chain(Day(stress=0.8, stress_at_h=12), 12 + minutes / 60).cortisol
    assert found[1:5] == pytest.approx(cortisol_pulse(minutes[1:5], 0.8))
    assert found[[0, 5, 6]].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("worse", "cause"),
    [
        ([{"habitual_sleep_h": hours} for hours in (9, 8, 7, 5, 3)], "sleep"),
        ([{"caffeine_mg": dose, "caffeine_at_h": 14} for dose in (0, 50, 200, 800, 2000)], "caffeine"),
        ([{"caffeine_mg": 100, "drinker": Drinker(weight_kg=kg)} for kg in (120, 70, 40)], "caffeine"),
        ([{"calcium_intake_mg_day": mg} for mg in (2000, 1000, 400, 150)], "minerals"),
        ([{"gland_function": share} for share in (1.5, 1, 0.5, 0)], "minerals"),
        ([{"magnesium_leak_mM": leak} for leak in (0, 0.2, 0.3, 0.45)], "minerals"),
        ([{"anxiety": level} for level in (0, 0.3, 1)], "breathing"),
        ([{"stress": level, "stress_at_h": 14.5} for level in (0, 0.3, 1)], "cortisol"),
        ([{"common_medicines": count} for count in (0, 1, 3)], "medicines"),
        ([{"very_common_medicines": count} for count in (0, 1, 3)], "medicines"),
    ],
)
def test_each_cause_makes_the_axon_easier_to_fire(worse, cause):
    states = [chain(Day(**settings)) for settings in worse]
    assert np.all(np.diff([getattr(state.falls, cause) for state in states]) > 0)
    assert np.all(np.diff([state.falls.total for state in states]) > 0)
    assert np.all(np.diff([state.rate_per_hour for state in states]) > 0)


def test_the_loop_defends_calcium_against_a_moderate_lack_of_vitamin_d():
    """More PTH makes up for it; only far below what sun and diet can take away does calcium fall."""
    poor = chain(Day(sun_min_day=0, vitamin_d_intake_IU_day=0, month=3))
    assert poor.vitamin_d_nmol_L < 25
    assert abs(poor.falls.minerals) < 0.003
    assert mineral_effects(vitamin_d_nmol_L=5).threshold_fall > 0.015


def test_every_hour_awake_makes_it_easier():
    state = chain(time_h=np.linspace(7, 100, 50))
    assert np.all(np.diff(state.rate_per_hour) > 0)
    assert state.falls.sleep[0] < 0  # just woken: further from firing than in the middle of the day


def test_what_has_another_route_is_named_and_adds_nothing():
    assert chain(EVERYTHING, 20).untouched == OTHER_ROUTES
    for route in ("adrenaline", "potassium", "sweat", "cramp", "junction", "QT", "strength"):
        assert any(route in text for text in OTHER_ROUTES)
    assert CAUSES == [
        "sleep", "caffeine", "minerals", "breathing", "direct_pH", "cortisol", "medicines"
    ]  # fmt: skip
    # stress without cortisol is adrenaline alone
    assert chain(Day(stress=1, stress_at_h=14.8, sceptic_cortisol=True)).falls == chain().falls


def test_beyond_the_clamp_it_is_off_this_scale():
    state = chain(Day(gland_function=0), [15, 16])
    assert np.all(state.falls.total > 0.25)
    assert state.off_scale.tolist() == [True, True]
    assert state.words.tolist() == [OFF_SCALE, OFF_SCALE]
    assert state.rate_per_hour == pytest.approx(twitch_rate_per_hour(0.25))
    worst = Day(
        gland_function=0, magnesium_leak_mM=0.45, magnesium_intake_mg_day=10, common_medicines=100,
        very_common_medicines=100, caffeine_mg=2000, breathing_times=3, stress=1, direct_pH_route=True,
        sun_min_day=0, vitamin_d_intake_IU_day=0, calcium_intake_mg_day=100, month=3, magnesium_weight=1,
    )  # fmt: skip
    assert chain(worst, 8.05).words == OFF_SCALE
    best = Day(habitual_sleep_h=24, woke_at_h=0, gland_function=4, calcium_intake_mg_day=3000)
    assert chain(best, 0).words == "fewer than one a day"


def test_many_times_at_once_are_the_single_ones():
    times = np.array([[7.0, 8.1, 10.2], [23.5, 30.4, 700.0]])
    many = chain(EVERYTHING, times)
    for index, time in np.ndenumerate(times):
        one = chain(EVERYTHING, time)
        for name in STATIONS:
            assert getattr(many, name)[index] == pytest.approx(getattr(one, name), abs=1e-12)
        for cause in CAUSES:
            assert getattr(many.falls, cause)[index] == pytest.approx(getattr(one.falls, cause), abs=1e-12)
        assert many.words[index] == one.words
        assert many.rate_ratio[index] == pytest.approx(one.rate_ratio)


@pytest.mark.parametrize("times", [15.0, 15, [15], np.full((2, 1, 3), 15.0)])
@pytest.mark.parametrize("day", [QUIET_DAY, EVERYTHING])
def test_every_station_has_the_shape_of_the_times(day, times):
    state = chain(day, times)
    for value in [getattr(state, name) for name in STATIONS] + list(vars(state.falls).values()):
        assert np.shape(value) == np.shape(times)
        assert not isinstance(value, np.ndarray) or value.ndim
        assert np.all(np.isfinite(value))
    assert np.shape(state.rate_per_hour) == np.shape(state.off_scale) == np.shape(times)
    assert isinstance(state.words, str) == (np.ndim(times) == 0)


def test_the_stations_of_a_day_can_be_changed_without_changing_each_other():
    times = np.array([8.0, 9.0])
    state = chain(time_h=times)
    state.time_h[0] = 20
    state.falls.minerals[0] = 9
    assert times[0] == 8
    assert state.falls.minerals[1] < 1


def test_a_day_stays_what_it_was():
    hours = [8, 11]
    day = Day(caffeine_mg=100, caffeine_at_h=hours, asleep_at_h=np.array([23]), awake_at_h=[30])
    hours[0] = 20
    assert day.caffeine_at_h == (8.0, 11.0)
    assert day == Day(caffeine_mg=100, caffeine_at_h=(8, 11), asleep_at_h=[23], awake_at_h=(30,))
    assert hash(day) == hash(replace(day))


def test_without_an_hour_everything_happens_at_eight_and_five_minutes_are_overbreathed():
    day = Day(caffeine_mg=100, breathing_times=2, stress=1)
    spelt_out = replace(day, caffeine_at_h=8, overbreathing_at_h=8, overbreathing_min=5, stress_at_h=8)
    times = [8, 8.05, 8.1, 9, 12]
    for name, value in vars(chain(spelt_out, times).falls).items():
        assert np.array_equal(value, getattr(chain(day, times).falls, name))


@pytest.mark.parametrize(("thing", "name"), [(Day(), "stress"), (chain(), "pH"), (chain().falls, "sleep")])
def test_neither_a_day_nor_what_follows_from_it_can_be_set(thing, name):
    with pytest.raises(FrozenInstanceError):
        setattr(thing, name, 0.5)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"habitual_sleep_h": 25}, "habitual_sleep_h must be between 0 and 24 h, got 25"),
        ({"woke_at_h": -1}, "woke_at_h must be between 0 and 24 h, got -1"),
        ({"woke_at_h": 25}, "woke_at_h must be between 0 and 24 h, got 25"),
        ({"habitual_sleep_h": [8]}, "habitual_sleep_h must be one number between 0 and 24 h, got [8]"),
        ({"asleep_at_h": [23]}, "awake_at_h must be given when the other one is, got None"),
        (
            {"asleep_at_h": 5, "awake_at_h": 8},
            "asleep_at_h must be rising hours between 7 and 967, each sleep ending before the next begins,"
            " got 5 with 8",
        ),
        ({"sleeper": 8}, "sleeper must be a Sleeper, such as Sleeper(clock_amplitude=0), got 8"),
        ({"caffeine_mg": 2001}, "caffeine_mg must be between 0 and 2000 mg, got 2001"),
        ({"caffeine_mg": [10, -1]}, "caffeine_mg must be between 0 and 2000 mg, got [10, -1]"),
        ({"caffeine_at_h": 2401}, "caffeine_at_h must be between 0 and 2400 h, got 2401"),
        ({"caffeine_at_h": -1}, "caffeine_at_h must be between 0 and 2400 h, got -1"),
        (
            {"caffeine_mg": [100, 200], "caffeine_at_h": [8, 9, 10]},
            "caffeine_mg must be one number, or one for each of caffeine_at_h, got [100, 200]",
        ),
        (
            {"caffeine_mg": [100, 200]},
            "caffeine_mg must be one number, or one for each of caffeine_at_h, got [100, 200]",
        ),
        (
            {"caffeine_at_h": [[8, 9]]},
            "caffeine_mg must be one number, or one for each of caffeine_at_h, got 0.0",
        ),
        ({"drinker": 5}, "drinker must be a Drinker, such as Drinker(half_life_h=3.5), got 5"),
        ({"calcium_intake_mg_day": 99}, "calcium_intake_mg_day must be between 100 and 3000 mg/d, got 99"),
        ({"gland_function": 5}, "gland_function must be between 0 and 4 times normal, got 5"),
        ({"month": 13}, "month must be a whole number between 1 and 12, got 13"),
        ({"magnesium_weight": 2}, "magnesium_weight must be between 0 and 1 of calcium's effect, got 2"),
        ({"breathing_times": 0.9}, "breathing_times must be between 1 and 3 times the need, got 0.9"),
        ({"breathing_times": 3.1}, "breathing_times must be between 1 and 3 times the need, got 3.1"),
        ({"overbreathing_at_h": -1}, "overbreathing_at_h must be between 0 and 2400 h, got -1"),
        ({"overbreathing_min": 121}, "overbreathing_min must be between 0 and 120 min, got 121"),
        ({"overbreathing_min": -1}, "overbreathing_min must be between 0 and 120 min, got -1"),
        ({"anxiety": 1.1}, "anxiety must be between 0 and 1, got 1.1"),
        ({"stress": [0.5]}, "stress must be one number between 0 and 1, got [0.5]"),
        ({"stress": -0.1}, "stress must be between 0 and 1, got -0.1"),
        ({"stress_at_h": 2401}, "stress_at_h must be between 0 and 2400 h, got 2401"),
        ({"common_medicines": 101}, "common_medicines must be between 0 and 100 medicines, got 101"),
        (
            {"very_common_medicines": -1},
            "very_common_medicines must be between 0 and 100 medicines, got -1",
        ),
        *[({name: 1}, f"{name} must be True or False, got 1") for name in SWITCHES],
    ],
)
def test_a_day_that_cannot_be_is_refused(bad, message):
    with pytest.raises(ValueError) as error:
        Day(**bad)
    assert str(error.value) == message


def test_a_day_at_the_edges_of_its_ranges_is_one():
    low = Day(
        habitual_sleep_h=0, woke_at_h=0, caffeine_mg=[0], caffeine_at_h=[0, 1], overbreathing_at_h=0,
        overbreathing_min=0, stress_at_h=0,
    )  # fmt: skip
    high = Day(
        habitual_sleep_h=24, woke_at_h=24, caffeine_mg=2000, caffeine_at_h=2400, magnesium_weight=1,
        breathing_times=3, overbreathing_at_h=2400, overbreathing_min=120, anxiety=1, stress=1,
        stress_at_h=2400, common_medicines=100, very_common_medicines=100,
        asleep_at_h=24, awake_at_h=24 + 960,
    )  # fmt: skip
    assert chain(low, 0).falls.caffeine == 0
    assert chain(low, 960).falls.sleep > 0.04
    assert chain(high, 24 + 960).off_scale


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: chain(None), "day must be a Day, such as Day(caffeine_mg=400), got None"),
        (lambda: chain(time_h=6.9), "time_h must be between 7 and 967 h, got 6.9"),
        (lambda: chain(time_h=968), "time_h must be between 7 and 967 h, got 968"),
        (lambda: chain(time_h=[8, 1]), "time_h must be between 7 and 967 h, got [8, 1]"),
        (lambda: chain(Day(woke_at_h=0), "noon"), "time_h must be between 0 and 960 h, got 'noon'"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
