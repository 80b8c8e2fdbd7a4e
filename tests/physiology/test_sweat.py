"""Heat to sweat, and how sweat differs between people."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology import sweat
from helpers.physiology.sweat import Sweat

POWER = st.floats(0, 2500)


# Identities: the equation's own numbers.
@pytest.mark.parametrize(("speed", "power", "rate"), [(8, 651, 0.91), (10, 814, 1.14), (12, 977, 1.36)])
def test_t39_a_runner_of_70_kg_identity(speed, power, rate):
    spent = sweat.running_power_W(70, speed)
    assert spent == pytest.approx(power, abs=0.5)
    assert sweat.sweat_rate_L_h(spent) == pytest.approx(rate, abs=0.01)


def test_sweat_rate_by_hand_identity():
    """500 W, a fifth into work, half left dry, 60 % evaporates."""
    by_hand = 3600 * 500 * 0.8 * 0.5 / (2_426_000 * 0.6)
    assert sweat.sweat_rate_L_h(500, 0.2, 0.5, 0.6) == pytest.approx(by_hand, rel=1e-12)


def test_standing_still_costs_no_sweat():
    assert sweat.running_power_W(70, 0) == 0
    assert sweat.sweat_rate_L_h(0) == 0


def test_hot_and_humid_air_drives_sweat_to_two_litres_and_more():
    power = sweat.running_power_W(70, 10)
    assert sweat.sweat_rate_L_h(power, dry_fraction=0, evaporative_efficiency=0.4) > 2


def test_no_more_than_three_litres_an_hour():
    assert sweat.sweat_rate_L_h(2500, 0, -0.2, 0.4) == sweat.SWEAT_CEILING == 3
    assert sweat.RATE_HIGHEST > sweat.SWEAT_CEILING  # the record lies above our ceiling, and is not hidden


@given(st.floats(30, 200), st.floats(0, 25), st.floats(3, 6))
def test_power_is_a_plain_product(mass, speed, cost):
    assert sweat.running_power_W(mass, speed, cost) == pytest.approx(mass * speed * cost / 3.6)
    doubled = sweat.running_power_W(mass, speed / 2, cost)
    assert 2 * doubled == pytest.approx(sweat.running_power_W(mass, speed, cost))


@given(POWER, POWER, st.floats(0, 0.3), st.floats(-0.2, 0.5), st.floats(0.4, 1))
def test_directions(one, other, work, dry, efficiency):
    low, high = sorted((one, other))
    rate = sweat.sweat_rate_L_h
    assert rate(low, work, dry, efficiency) <= rate(high, work, dry, efficiency)
    assert rate(high, work, dry, efficiency) <= rate(high, 0, dry, efficiency)
    assert rate(high, work, dry, efficiency) <= rate(high, work, -0.2, efficiency)
    assert rate(high, work, dry, efficiency) >= rate(high, work, dry, 1)
    assert 0 <= rate(high, work, dry, efficiency) <= 3


def test_baker_2016_forearm_to_whole_body_identity():
    assert sweat.whole_body_sodium_mM(43.6) == pytest.approx(35.9, abs=0.05)
    assert sweat.whole_body_sodium_mM() == sweat.whole_body_sodium_mM(43.6)
    assert sweat.whole_body_sodium_mM([12.6, 104.8]) == pytest.approx([18.2, 70.8], abs=0.1)


def test_montain_2007_units_identity():
    """863, 222, 16 µg/mL and 1265 ng/mL as mmol/L."""
    walkers = Sweat()
    assert walkers.sodium_mM == pytest.approx(863 / 22.99, abs=0.05)
    assert walkers.potassium_mM == pytest.approx(222 / 39.10, abs=0.005)
    assert walkers.calcium_mM == pytest.approx(16 / 40.08, abs=0.005)
    assert walkers.magnesium_mM == pytest.approx(1.265 / 24.305, abs=0.0005)
    assert walkers.chloride_mM == pytest.approx(0.9 * 37.5)


@pytest.mark.parametrize(
    ("mean", "sd", "mu", "sigma"), [(35.9, 10.4, 3.540, 0.284), (1.21, 0.68, 0.053, 0.524)]
)
def test_log_normal_parameters_identity(mean, sd, mu, sigma):
    assert sweat.log_normal_parameters(mean, sd) == pytest.approx((mu, sigma), abs=0.0006)


@given(st.floats(0.1, 100), st.floats(0.01, 100))
def test_log_normal_parameters_give_back_mean_and_sd(mean, sd):
    mu, sigma = sweat.log_normal_parameters(mean, sd)
    assert np.exp(mu + sigma**2 / 2) == pytest.approx(mean, rel=1e-9)
    assert mean * np.sqrt(np.expm1(sigma**2)) == pytest.approx(sd, rel=1e-9)


def test_people_drawn_are_like_those_measured():
    people = sweat.sample_people(100_000, seed=7)
    drawn = people.sweat
    assert people.rate_L_h.mean() == pytest.approx(1.21, rel=0.02)
    assert people.rate_L_h.std() == pytest.approx(0.68, rel=0.05)  # the tails are cut
    assert drawn.sodium_mM.mean() == pytest.approx(35.9, rel=0.02)
    assert drawn.sodium_mM.std() == pytest.approx(10.4, rel=0.08)
    assert (drawn.potassium_mM.mean(), drawn.potassium_mM.std()) == pytest.approx((5.68, 1.23), rel=0.03)
    assert (drawn.calcium_mM.mean(), drawn.calcium_mM.std()) == pytest.approx((0.40, 0.17), rel=0.02)
    assert (drawn.magnesium_mM.mean(), drawn.magnesium_mM.std()) == pytest.approx((0.052, 0.023), rel=0.02)
    assert drawn.chloride_mM == pytest.approx(0.9 * drawn.sodium_mM)


def test_people_drawn_stay_within_what_was_seen():
    people = sweat.sample_people(50_000, seed=3)
    for values, low, high in (
        (people.rate_L_h, 0.26, 5.73),
        (people.sweat.sodium_mM, 18.2, 70.8),
        (people.sweat.potassium_mM, 3, 9),
    ):
        assert low <= values.min() < low * 1.05
        assert high * 0.9 < values.max() <= high
    assert np.count_nonzero(people.sweat.sodium_mM == 18.2) == 0  # drawn again, not piled up at the edge


def test_rate_and_salt_are_drawn_apart():
    people = sweat.sample_people(50_000, seed=5)
    assert abs(np.corrcoef(people.rate_L_h, people.sweat.sodium_mM)[0, 1]) < 0.02


def test_the_same_seed_draws_the_same_people():
    one, same, other = sweat.sample_people(50, 1), sweat.sample_people(50, 1), sweat.sample_people(50, 2)
    assert np.array_equal(one.rate_L_h, same.rate_L_h)
    assert np.array_equal(one.sweat.magnesium_mM, same.sweat.magnesium_mM)
    assert not np.array_equal(one.rate_L_h, other.rate_L_h)
    assert sweat.sample_people(1).rate_L_h.shape == (1,)
    assert sweat.sample_people().rate_L_h.shape == (100,)
    assert np.array_equal(sweat.sample_people(50).rate_L_h, one.rate_L_h)


def test_holmes_2016_a_time_trial_is_saltier_identity():
    hard = sweat.at_hard_effort(Sweat(sodium_mM=30.6, chloride_mM=20))
    assert hard.sodium_mM == pytest.approx(49.4, abs=0.02)
    assert hard.chloride_mM == pytest.approx(20 * 49.4 / 30.6, abs=0.01)
    assert hard.potassium_mM == Sweat().potassium_mM
    assert (hard.calcium_mM, hard.magnesium_mM) == (Sweat().calcium_mM, Sweat().magnesium_mM)


def test_chinevere_2008_ten_days_of_heat_save_salt_identity():
    after = sweat.after_acclimation(Sweat(54.49, 49, 5, 0.5, 0.1))
    assert after.sodium_mM == pytest.approx(36.22, abs=0.02)
    assert after.chloride_mM == pytest.approx(0.665 * 49)
    assert after.potassium_mM == 5
    assert (after.calcium_mM, after.magnesium_mM) == (pytest.approx(0.355), pytest.approx(0.057))


def test_the_two_changes_start_from_the_walkers_and_commute():
    assert sweat.at_hard_effort().sodium_mM == pytest.approx(37.5 * 1.614)
    assert sweat.after_acclimation().sodium_mM == pytest.approx(37.5 * 0.665)
    both = sweat.at_hard_effort(sweat.after_acclimation())
    assert both.sodium_mM == pytest.approx(sweat.after_acclimation(sweat.at_hard_effort()).sodium_mM)


def test_contradiction_shown_the_minerals_of_sweat_depend_on_the_method():
    """Miller 2010: 3.1 mmol calcium and 3.3 magnesium in some 2.25 L, about 1.4 mmol/L each."""
    assert 3.3 / 2.25 / Sweat().magnesium_mM == pytest.approx(28, abs=1)
    assert 3.1 / 2.25 / Sweat().calcium_mM == pytest.approx(3.4, abs=0.1)
    assert "1.4" in sweat.CALCIUM_MEAN.note
    assert "1.4" in sweat.MAGNESIUM_MEAN.note


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sweat.running_power_W(mass_kg=29), "mass_kg must be between 30 and 200 kg, got 29"),
        (lambda: sweat.running_power_W(mass_kg=201), "mass_kg must be between 30 and 200 kg, got 201"),
        (lambda: sweat.running_power_W(speed_km_h=-1), "speed_km_h must be between 0 and 25 km/h, got -1"),
        (lambda: sweat.running_power_W(speed_km_h=26), "speed_km_h must be between 0 and 25 km/h, got 26"),
        (lambda: sweat.running_power_W(cost_kJ_kg_km=2), "cost_kJ_kg_km must be between 3 and 6 kJ/kg/km"),
        (lambda: sweat.running_power_W(cost_kJ_kg_km=7), "cost_kJ_kg_km must be between 3 and 6 kJ/kg/km"),
        (lambda: sweat.sweat_rate_L_h(-1), "power_W must be between 0 and 2500 W, got -1"),
        (lambda: sweat.sweat_rate_L_h(2501), "power_W must be between 0 and 2500 W, got 2501"),
        (lambda: sweat.sweat_rate_L_h(800, 0.31), "work_fraction must be between 0 and 0.3, got 0.31"),
        (lambda: sweat.sweat_rate_L_h(800, -0.1), "work_fraction must be between 0 and 0.3, got -0.1"),
        (lambda: sweat.sweat_rate_L_h(800, 0, 0.6), "dry_fraction must be between -0.2 and 0.5, got 0.6"),
        (lambda: sweat.sweat_rate_L_h(800, 0, -0.3), "dry_fraction must be between -0.2 and 0.5, got -0.3"),
        (lambda: sweat.sweat_rate_L_h(800, 0, 0, 0.3), "evaporative_efficiency must be between 0.4 and 1"),
        (lambda: sweat.sweat_rate_L_h(800, 0, 0, 1.1), "evaporative_efficiency must be between 0.4 and 1"),
        (lambda: sweat.whole_body_sodium_mM(4), "forearm_mM must be between 5 and 130 mmol/L, got 4"),
        (lambda: sweat.whole_body_sodium_mM(131), "forearm_mM must be between 5 and 130 mmol/L, got 131"),
        (lambda: sweat.log_normal_parameters(0), "mean must be between 0.001 and 1000, got 0"),
        (lambda: sweat.log_normal_parameters([1, 2]), "mean must be one number"),
        (lambda: sweat.log_normal_parameters(1, 1001), "sd must be between 0.001 and 1000, got 1001"),
        (lambda: sweat.sample_people(0), "people must be a whole number between 1 and 200000 people, got 0"),
        (lambda: sweat.sample_people(200_001), "people must be a whole number between 1 and 200000 people"),
        (lambda: sweat.sample_people(10, -1), "seed must be a whole number"),
        (lambda: Sweat(sodium_mM=151), "sodium_mM must be between 0 and 150 mmol/L, got 151"),
        (lambda: Sweat(chloride_mM=-1), "chloride_mM must be between 0 and 150 mmol/L, got -1"),
        (lambda: Sweat(potassium_mM=31), "potassium_mM must be between 0 and 30 mmol/L, got 31"),
        (lambda: Sweat(calcium_mM=6), "calcium_mM must be between 0 and 5 mmol/L, got 6"),
        (lambda: Sweat(magnesium_mM="much"), "magnesium_mM must be between 0 and 5 mmol/L, got 'much'"),
        (lambda: sweat.at_hard_effort("salty"), "sweat must be a Sweat, such as .*, got 'salty'"),
        (lambda: sweat.after_acclimation(None), "sweat must be a Sweat, such as .*, got None"),
        (lambda: sweat.at_hard_effort(Sweat(sodium_mM=140)), "sodium_mM must be between 0 and 150 mmol/L"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_effort_is_in_proportion_to_speed_and_a_walk_is_light_identity():
    assert sweat.effort_cr10([0, 4, 10]) == pytest.approx([0, 2.4, 6.0])
    with pytest.raises(ValueError, match="speed_km_h must be between 0 and 16 km/h, got 17"):
        sweat.effort_cr10(17)


def test_hotter_air_leaves_more_to_sweat():
    dry = [sweat.DRY_FRACTION_COOL, sweat.DRY_FRACTION, sweat.DRY_FRACTION_HOT]
    assert np.all(np.diff(sweat.sweat_rate_L_h(800, dry_fraction=dry)) > 0)


def test_miller_2010_minerals_are_the_totals_over_some_two_litres_identity():
    """3.1 and 3.3 mmol for about 3 % of body mass, some 2.25 L: thirty times Montain's magnesium."""
    assert sweat.ALL_COLLECTED.calcium_mM == pytest.approx(3.1 / 2.25, abs=0.05)
    assert sweat.ALL_COLLECTED.magnesium_mM == pytest.approx(3.3 / 2.25, abs=0.1)
    assert 25 < sweat.ALL_COLLECTED.magnesium_mM / sweat.WALKERS.magnesium_mM < 30


def test_no_two_people_drawn_are_the_same():
    people = sweat.sample_people(2000)
    assert len(np.unique(people.rate_L_h)) == len(np.unique(people.sweat.sodium_mM)) == 2000


def test_a_usual_run_is_ten_kilometres_an_hour_at_eight_hundred_watts():
    assert sweat.running_power_W() == sweat.running_power_W(speed_km_h=10)
    assert sweat.sweat_rate_L_h() == sweat.sweat_rate_L_h(800)
