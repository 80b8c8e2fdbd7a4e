"""Laws that hold for every input, of the functions that their own test files meet only at chosen ones."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.physiology import breathing, caffeine, calcium, cramp_bias, medicines, stress, vitamin_d
from helpers.physiology.axon import spike_times
from helpers.physiology.axon_equations import gate_rates, gating_shift_mV, scaled_shift_mV
from helpers.physiology.axon_search import growth_per_ms, rest_is_stable
from helpers.physiology.blood import blood, breathed_calcium_mM, breathed_pH
from helpers.physiology.caffeine import Drinker
from helpers.physiology.caffeine_course import days_to_steady_state
from helpers.physiology.calcium_course import time_course
from helpers.physiology.calcium_loop import Body, calcitriol_target, fluxes, gland_curve, steady_state
from helpers.physiology.junction import relative_release, safety_factor
from helpers.physiology.magnesium import magnesium_course, serum_magnesium_mM
from helpers.physiology.membrane import kelvin, nernst
from helpers.physiology.motor_pool import (
    contraction_times_ms,
    firing_rates_hz,
    pool_spikes_s,
    recruitment_thresholds,
    twitch_forces,
)
from helpers.physiology.motor_unit import force_from_spikes, twitch
from helpers.physiology.muscle_signal import unit_potential
from helpers.physiology.sleep_receptors import fall_from_balance
from helpers.physiology.sleep_week import hours_awake, in_lost_nights, mean_night_h, week_pressure
from helpers.physiology.sunlight import burning_dose_J_m2, effective_share, minutes_to_redness
from helpers.physiology.sweat_losses import sodium_lost_g
from helpers.physiology.twitch_rate import HIGHEST_FALL, off_scale, rate_ratio
from helpers.physiology.vitamin_d_strength import (
    recovering,
    recovery_time_day,
    relative_strength,
    strength_course,
)
from helpers.physiology.wire_and_gap import reserve, travel_ms

SHARE = st.floats(0, 1)
CALCIUM = st.floats(0.3, 3)
PH = st.floats(7.2, 7.7)


def close(value, rel=1e-9, absolute=1e-12):
    """``value`` up to rounding."""
    return pytest.approx(value, rel=rel, abs=absolute)


# The axon and the membrane.


@given(st.floats(-10, 10), st.floats(1.5, 20), st.floats(1.5, 20))
def test_a_shift_per_fold_change_is_converted_there_and_back(shift, fold, to_fold):
    there = scaled_shift_mV(shift, fold, to_fold)
    assert scaled_shift_mV(there, to_fold, fold) == close(shift)


@given(st.floats(-150, 100))
def test_gate_rates_are_positive_and_turn_one_way(voltage):
    directions = [(1, -1), (-1, 1), (1, -1)]  # opening and closing of m, h and n as the inside turns positive
    for rates, more, signs in zip(gate_rates(voltage), gate_rates(voltage + 1), directions, strict=True):
        assert min(rates) > 0
        assert [np.sign(b - a) for a, b in zip(rates, more, strict=True)] == list(signs)


@given(st.lists(st.floats(-80, 40), min_size=2, max_size=30), st.floats(-100, 100), st.floats(0.5, 4))
def test_spikes_move_with_the_clock_and_lie_between_samples(voltages, later, step):
    times = np.arange(len(voltages)) * step
    found = spike_times(times, np.array(voltages))
    assert spike_times(times + later, np.array(voltages)) == close(found + later, absolute=1e-9)
    assert len(found) == sum(a < 0 <= b for a, b in pairwise(voltages))
    assert np.all((found >= 0) & (found <= times[-1]))


@given(st.floats(-12, 12), st.floats(2.5, 7))
@settings(max_examples=30)
def test_rest_is_stable_where_a_disturbance_dies_away_at_any_warmth(shift, potassium):
    cold, warm = (growth_per_ms(shift, potassium, temperature_c=t) for t in (6.3, 20.0))
    assert rest_is_stable(shift, potassium) == (cold < 0)
    assert np.isfinite(warm)


@given(CALCIUM, CALCIUM, st.floats(0, 45))
def test_nernst_is_proportional_to_absolute_temperature(outside, inside, celsius):
    warm, body = (nernst(outside, inside, temperature_c=t) for t in (celsius, 37.0))
    assert warm / kelvin(celsius) == close(body / kelvin(37.0))


@given(CALCIUM, st.floats(0, 2))
def test_a_safety_factor_is_release_times_its_normal(calcium_mM, magnesium_mM):
    found = safety_factor(calcium_mM, magnesium_mM, normal_factor=3.0)
    assert found == close(3.0 * relative_release(calcium_mM, magnesium_mM))


@given(st.floats(1, 150), st.floats(1, 120), st.floats(0.05, 1), st.floats(1, 8))
def test_the_nerves_delay_and_reserve_are_plain_products(length, speed, receptors, normal):
    assert travel_ms(length, speed) * speed == close(10 * length)
    assert reserve(receptors, normal) == close(receptors * normal)


# Blood.


@given(
    st.floats(100, 3000), st.floats(0, 4), st.floats(10, 800), st.floats(0, 0.45), st.floats(0, 120),
    st.integers(1, 12), st.floats(0, 1000), st.floats(1, 3), SHARE,
)  # fmt: skip
@settings(max_examples=30)
def test_every_way_of_living_gives_a_blood_the_axon_takes(
    intake, glands, magnesium, leak, sun, month, vitamin_d_IU, breath, anxiety
):
    found = blood(
        intake, glands, magnesium_intake_mg_day=magnesium, magnesium_leak_mM=leak, sun_min_day=sun,
        month=month, vitamin_d_intake_IU_day=vitamin_d_IU, breathing_times=breath, anxiety=anxiety,
    )  # fmt: skip
    assert found.calcium_mM <= found.quiet_calcium_mM  # overbreathing only binds calcium
    assert 7.3 < found.pH < 7.8
    assert np.isfinite(gating_shift_mV(found.calcium_mM, found.magnesium_mM))


@given(st.floats(1, 3), st.floats(1, 3), SHARE, SHARE)
def test_more_breath_and_more_anxiety_never_mean_less_alkaline(breath, more, anxiety, worse):
    low, high = sorted((breath, more))
    calm, tense = sorted((anxiety, worse))
    assert breathed_pH(low, calm) <= breathed_pH(high, tense)
    assert breathed_pH(high, tense) == max(breathed_pH(high, 0), breathed_pH(1, tense))  # never both


@given(CALCIUM, st.floats(7.35, 7.7))
def test_breath_takes_a_share_of_calcium_whatever_its_level(quiet, pH):
    assert breathed_calcium_mM(quiet, pH) / quiet == close(breathed_calcium_mM(1.0, pH))


@given(st.floats(15, 60), SHARE, SHARE)
def test_bicarbonate_that_moves_softens_the_change_of_pH(co2, one, other):
    less, more = sorted((one, other))
    normal = breathing.arterial_pH_partly_buffered(40.0)
    changes = [abs(breathing.arterial_pH_partly_buffered(co2, b) - normal) for b in (less, more)]
    assert changes[1] <= changes[0] + 1e-12


@given(st.floats(1, 4), st.floats(15, 55), st.floats(0.1, 5))
def test_albumin_moves_the_adjusted_total_by_its_grams(total, albumin, step):
    grams = calcium.adjusted_total_mM(total, albumin + step) - calcium.adjusted_total_mM(total, albumin)
    assert grams == close(-calcium.CALCIUM_PER_ALBUMIN * step, rel=1e-6)
    ionised = calcium.ionised_from_total_mM(total, albumin)
    assert ionised == close(calcium.IONISED_FRACTION * calcium.adjusted_total_mM(total, albumin))


@given(st.floats(0.5, 3), PH, PH)
def test_both_rules_of_pH_keep_the_calcium_of_pH_7_40_and_fall_from_there(ionised, one, other):
    low, high = sorted((one, other))
    for rule in (calcium.ionised_at_pH_mM, calcium.ionised_at_pH_linear_mM):
        assert rule(7.40, ionised) == close(ionised)
        assert rule(high, ionised) <= rule(low, ionised)


@given(CALCIUM, CALCIUM)
def test_less_ionised_calcium_lowers_the_threshold_in_step_with_the_gates(one, other):
    falls = calcium.threshold_fall([one, other])
    shifts = gating_shift_mV([one, other])
    assert falls[0] * shifts[1] == close(falls[1] * shifts[0], absolute=1e-9)
    assert falls[0] >= falls[1] or one >= other
    assert calcium.threshold_fall(1.25) == close(0)


@given(st.floats(0, 2), st.floats(200, 2000), st.floats(0.6, 1.0))
@settings(max_examples=15)
def test_blood_calcium_goes_to_the_balance_of_the_new_body_and_does_not_swing_past(glands, intake, magnesium):
    start, body = steady_state(), Body(intake, 60.0, magnesium, glands)
    end = float(steady_state(intake, 60.0, magnesium, glands).ionised_calcium_mM)
    found = time_course(start, body, duration_h=960, step_h=0.5).ionised_calcium_mM
    low, high = sorted((float(start.ionised_calcium_mM), end))
    assert found.min() > low - 0.01
    assert found.max() < high + 0.01
    assert abs(found[-1] - end) <= abs(found[0] - end) + 1e-3


@given(st.floats(100, 600), st.floats(0.4, 1.2), st.floats(0, 0.3))
@settings(max_examples=25)
def test_magnesium_in_time_stays_between_its_start_and_its_balance(intake, start, leak):
    balance = float(serum_magnesium_mM(intake, 0.0, leak))
    course = magnesium_course(60.0, start, intake, renal_leak_mM=leak).magnesium_mM
    low, high = sorted((start, balance))
    assert low - 1e-6 <= course.min()
    assert course.max() <= high + 1e-6
    assert abs(course[-1] - balance) <= abs(course[0] - balance)


@given(CALCIUM, CALCIUM, st.floats(0, 500), st.floats(0, 500), st.floats(0, 400), st.floats(0, 400))
def test_each_hormone_moves_calcium_its_own_way(one, other, pth, more_pth, calcitriol, more_calcitriol):
    (low, high), (less, more) = sorted((one, other)), sorted((pth, more_pth))
    weak, strong = sorted((calcitriol, more_calcitriol))
    assert gland_curve(high) <= gland_curve(low)
    assert calcitriol_target(less) <= calcitriol_target(more)
    assert fluxes(low, less, weak)[0] <= fluxes(low, less, strong)[0] + 1e-9  # absorbed
    assert fluxes(low, less, weak)[2] <= fluxes(high, less, weak)[2] + 1e-9  # in the urine
    assert fluxes(low, more, weak)[2] <= fluxes(low, less, weak)[2] + 1e-9
    assert fluxes(low, less, weak)[3] <= fluxes(low, more, weak)[3] + 1e-9  # out of bone


# Caffeine, medicines, stress, sleep.


@given(st.floats(0.1, 3), st.floats(2, 40), st.floats(1, 3))
def test_half_the_clearance_doubles_the_half_life(ratio, control, times):
    half_life = caffeine.half_life_from_clearance_h
    assert half_life(ratio / times, control) == close(times * half_life(ratio, control))
    assert caffeine.total_uM(times * control) == close(times * caffeine.total_uM(control))


@given(st.floats(1, 100), st.floats(0.01, 0.99))
def test_a_measured_rise_gives_back_the_smallest_pathway_that_could_make_it(rise, share):
    least = medicines.least_pathway_share(rise)
    assert medicines.auc_ceiling(least) == close(rise, rel=1e-6)
    assert medicines.level_ratio(share) == close(1 / (1 - share))
    assert medicines.share_due_to_medicine(1 / (1 - share)) == close(share)


@given(SHARE, st.floats(1, 5))
def test_what_stress_and_caffeine_release_adds(size, ratio):
    peak, rest = stress.peak_adrenaline_nM, stress.RESTING_ADRENALINE
    assert peak(size, ratio) == close(peak(size, 1.0) + peak(0.0, ratio) - rest)


@given(st.floats(2.5, 6), st.floats(2.5, 6), st.floats(2.5, 6))
def test_two_changes_of_potassium_move_a_fibre_like_the_whole(one, between, other):
    steps = stress.fibre_shift_mV(between, one) + stress.fibre_shift_mV(other, between)
    assert steps == close(stress.fibre_shift_mV(other, one), absolute=1e-9)


@given(st.floats(0, 8), st.floats(0, 8))
def test_an_earlier_cramp_fades_by_the_same_share_in_the_same_time(hours, more):
    bias = cramp_bias.earlier_cramp_bias_hz
    assert bias(hours + more) * bias(0.0) == close(bias(hours) * bias(more), rel=1e-6)


@given(st.floats(7, 240), st.floats(4, 8), st.integers(0, 2))
@settings(max_examples=40)
def test_pressure_over_a_week_is_a_share_and_a_lost_night_only_adds(time, night, missed):
    here, _ = week_pressure(time, night, 0)
    lost, _ = week_pressure(time, night, missed)
    assert 0 <= here <= lost + 1e-9
    assert lost <= 1
    assert hours_awake(time, night, missed) >= 0
    assert mean_night_h(night, missed) == close(night * (5 - missed) / 5)
    assert in_lost_nights(lost) >= in_lost_nights(here) - 1e-9


@given(st.floats(0, 0.99), st.floats(2, 40), st.floats(0, 1))
def test_the_way_to_a_steady_level_is_as_long_as_half_lives_are(fraction, half_life, share):
    days = [days_to_steady_state(fraction, Drinker(half_life_h=h)) for h in (half_life, half_life * 2)]
    assert days[1] == close(2 * days[0])
    both = 1 - (1 - fraction) * (1 - share * 0.9)  # two stretches, one after the other
    if both <= 0.999:
        assert days_to_steady_state(both) == close(
            days_to_steady_state(fraction) + days_to_steady_state(share * 0.9), rel=1e-6
        )


@given(st.floats(0.1, 10), st.floats(0.1, 10), st.floats(0, 0.3))
def test_the_fall_from_an_imbalance_is_in_proportion_to_it(balance, other, gain):
    falls = fall_from_balance([balance, other], gain)
    assert falls[0] - falls[1] == close(gain * (balance - other), absolute=1e-9)
    assert fall_from_balance(1.0, gain) == close(0)


@given(st.floats(-10, 10))
def test_off_scale_begins_where_the_rate_stops_growing(fall):
    assert off_scale(fall) == (fall >= HIGHEST_FALL)
    if off_scale(fall):
        assert rate_ratio(fall) == close(rate_ratio(HIGHEST_FALL))


# Muscle.


@given(st.integers(2, 300))
def test_later_units_are_stronger_and_faster(units):
    assert np.all(np.diff(recruitment_thresholds(units)) > 0)
    assert np.all(np.diff(twitch_forces(units)) > 0)
    assert np.all(np.diff(contraction_times_ms(units)) < 0)


@given(SHARE, SHARE, st.integers(2, 300))
def test_no_unit_slows_with_more_drive_and_an_early_one_is_never_the_slower(drive, other, units):
    low, high = (firing_rates_hz(d, units) for d in sorted((drive, other)))
    assert np.all(low <= high)
    assert np.all(np.diff(high) <= 1e-9)


@given(st.floats(0.05, 1), st.integers(0, 1000))
@settings(max_examples=20)
def test_a_pools_trains_are_in_order_within_the_record_and_one_per_active_unit(drive, seed):
    trains = pool_spikes_s(drive, 1.0, 30, seed=seed)
    assert len(trains) == np.count_nonzero(firing_rates_hz(drive, 30))
    for spikes in trains:
        assert np.all(np.diff(spikes) > 0)
        assert np.all((spikes >= 0) & (spikes < 1))


@given(st.floats(0, 500), st.floats(20, 75), st.floats(1.1, 2))
def test_a_slower_twitch_is_the_same_twitch_stretched(time, contraction, times):
    assert twitch(time * times, contraction * times) == close(twitch(time, contraction), absolute=1e-12)


@given(st.lists(st.integers(0, 200), min_size=1, max_size=8, unique=True), st.integers(1, 100))
@settings(max_examples=30)
def test_the_same_impulses_later_give_the_same_force_later(spikes, later):
    now = force_from_spikes(np.sort(spikes) * 1.0, 60.0, 500.0).force_twitches
    then = force_from_spikes(np.sort(spikes) * 1.0 + later, 60.0, 500.0).force_twitches
    assert then[later:] == close(now[:-later], absolute=1e-9)


@given(st.floats(0, 30), st.floats(2, 20))
def test_a_muscle_potential_looks_alike_from_both_sides(time, length):
    assert unit_potential(-time, length) == close(unit_potential(time, length))
    assert np.abs(unit_potential(time, length)) <= 1


# Sun and vitamin D, sweat.


@given(st.floats(0.5, 15), st.floats(0, 60), st.floats(0.1, 1), st.floats(1, 50))
def test_burning_light_adds_up_minute_by_minute(index, minutes, cloud, factor):
    whole = burning_dose_J_m2(index, 2 * minutes, cloud, factor)
    assert whole == close(2 * burning_dose_J_m2(index, minutes, cloud, factor))
    assert whole * factor == close(burning_dose_J_m2(index, 2 * minutes, cloud))


@given(st.floats(0.5, 15), st.floats(0.5, 15), st.integers(1, 6))
def test_skin_reddens_at_one_dose_whatever_the_sun(one, other, skin_type):
    doses = [index * minutes_to_redness(index, skin_type) for index in (one, other)]
    assert doses[0] == close(doses[1])
    low, high = sorted((one, other))
    assert 0 <= effective_share(low) <= effective_share(high) <= 1


@given(st.floats(200, 4000), st.floats(200, 4000))
@settings(max_examples=25)
def test_vitamin_d_in_time_stays_between_both_resting_levels(before, after):
    course = vitamin_d.vitamin_d_course(365.0, before, after).vitamin_d_nmol_L
    ends = vitamin_d.resting_level_nmol_L([before, after])
    assert course[0] == close(ends[0], rel=1e-6)
    assert min(ends) - 1e-6 <= course.min()
    assert course.max() <= max(ends) + 1e-6


@given(st.floats(0, 1000), st.floats(0, 1000), st.floats(100, 2000))
def test_by_every_study_more_supplement_adds_more(one, other, basal):
    less, more = sorted((one, other))
    rises = vitamin_d.rise_by_study_nmol_L([0.0, less, more], basal)
    for none, some, most in rises.values():
        assert none == close(0)
        assert -1e-9 <= some <= most + 1e-9


@given(st.floats(5, 150), st.floats(5, 150))
@settings(max_examples=25)
def test_strength_in_time_stays_between_both_ends(before, after):
    course = strength_course(365.0, before, after).relative_strength
    low, high = sorted(relative_strength([before, after]))
    assert low - 1e-9 <= course.min()
    assert course.max() <= high + 1e-9


@given(st.floats(10, 200), st.floats(0.71, 0.95))
def test_the_recovery_time_read_off_one_point_goes_through_it(day, reached):
    time = recovery_time_day(day, reached, 0.66, 1.0)
    assert recovering(day, 0.66, 1.0, time) == close(reached, rel=1e-6)


@given(st.floats(0, 10), st.floats(5, 120))
@example(2.0, 43.5)
def test_sodium_lost_is_litres_times_concentration(litres, sodium):
    assert sodium_lost_g(litres, sodium) == close(litres * sodium * 22.99 / 1000)
