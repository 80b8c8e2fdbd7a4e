"""Medicines: golden rows of the sleep brief's section D, and the label words that trials contradict."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.likelihood import from_log_odds, log_odds
from helpers.physiology import medicines
from helpers.physiology.medicines import (
    BREAKDOWN_BLOCK,
    REUPTAKE_BLOCK,
    acid_blocker_magnesium_loss_mM,
    auc_ceiling,
    auc_ratio,
    d2_occupancy,
    least_pathway_share,
    level_ratio,
    movement_side_effect_chance,
    serotonin_level,
    share_due_to_medicine,
    thiazide_potassium_loss_mM,
    threshold_fall,
)
from helpers.physiology.twitch_rate import rate_ratio

SHARE = st.floats(0, 0.99)

# Identities of this model.


@pytest.mark.parametrize(("share", "ceiling"), [(0.70, 3.33), (0.90, 10.0), (0.95, 20.0), (0.0, 1.0)])
def test_identity_the_other_pathways_set_the_ceiling(share, ceiling):
    assert auc_ceiling(share) == pytest.approx(ceiling, abs=0.005)
    assert auc_ratio(10_000, share) == pytest.approx(ceiling, rel=0.003)
    assert least_pathway_share(auc_ceiling(share)) == pytest.approx(share)


def test_identity_d1_most_of_one_pathway():
    """19 times its constant removes 95 % of a pathway that carries 90 %: 6.9 times, never more than 10."""
    assert auc_ratio(19, 0.9) == pytest.approx(6.9, abs=0.01)
    assert auc_ratio(1, 0.5) == pytest.approx(4 / 3)
    assert auc_ratio([0, 24.9], [0.9, 0.0]) == pytest.approx([1, 1])


def test_identity_t50_and_d2_two_doors_of_serotonin():
    alone, other = serotonin_level(REUPTAKE_BLOCK), serotonin_level(0.0, BREAKDOWN_BLOCK)
    both = serotonin_level(REUPTAKE_BLOCK, BREAKDOWN_BLOCK)
    assert (alone, other, both) == pytest.approx((2.78, 1.22, 5.56), rel=0.005)
    assert both > alone + other > alone * other
    assert serotonin_level() == 1


@pytest.mark.parametrize(
    ("occupancy", "chance"), [(0.70, 0.07), (0.75, 0.27), (0.78, 0.50), (0.80, 0.66), (0.85, 0.91)]
)
def test_identity_d3_movement_side_effects(occupancy, chance):
    assert movement_side_effect_chance(occupancy) == pytest.approx(chance, abs=0.006)


def test_identity_d3_ten_points_of_occupancy_are_ten_times_the_risk():
    assert movement_side_effect_chance(0.8) / movement_side_effect_chance(0.7) == pytest.approx(10, rel=0.05)
    assert d2_occupancy([0, 1, 4]) == pytest.approx([0, 0.5, 0.8])
    assert d2_occupancy() == 0.5  # at the half-blocking level


def test_identity_lithium_and_the_junction_share_one_law():
    assert level_ratio() == pytest.approx(4 / 3)
    assert level_ratio([0, 0.5, 0.9]) == pytest.approx([1, 2, 10])


def test_identity_salts_are_lost_slowly():
    assert thiazide_potassium_loss_mM([0, 10, 3650]) == pytest.approx([0, 0.4 * (1 - 1 / np.e), 0.4])
    assert acid_blocker_magnesium_loss_mM([0, 200, 3650]) == pytest.approx([0, 0.15 * (1 - 1 / np.e), 0.15])
    a_month = 30
    assert thiazide_potassium_loss_mM(a_month) > 0.9 * 0.4
    assert acid_blocker_magnesium_loss_mM(a_month) < 0.2 * 0.15
    assert thiazide_potassium_loss_mM() == thiazide_potassium_loss_mM(10)
    assert acid_blocker_magnesium_loss_mM() == acid_blocker_magnesium_loss_mM(200)


def test_identity_label_words_on_the_threshold():
    assert threshold_fall(1) == pytest.approx(0.02)
    assert threshold_fall(0, 1) == pytest.approx(0.05)
    assert rate_ratio(threshold_fall(1)) == pytest.approx(1.64, rel=0.005)
    assert rate_ratio(threshold_fall(0, 1)) == pytest.approx(3.38, rel=0.005)
    raised = threshold_fall(common=auc_ratio(1, 0.9))
    assert raised == pytest.approx(0.02 / 0.55)


def test_identity_t51_and_d4_odds_of_two_medicines():
    """From 6 of 100: bronchodilator 2.42, thiazide 1.48 (Garrison 2012, ratios of sequences used as odds)."""
    start = log_odds(0.06)
    both = start + np.log(2.42) + np.log(1.48)
    assert from_log_odds(start + np.log(2.42)) == pytest.approx(0.134, abs=0.001)
    assert from_log_odds(start + np.log(1.48)) == pytest.approx(0.086, abs=0.001)
    assert from_log_odds(both) == pytest.approx(0.186, abs=0.001)


def test_identity_d5_one_report_in_fifteen():
    assert 15 * share_due_to_medicine(1.07) == pytest.approx(1, abs=0.05)
    assert share_due_to_medicine([1, 2]) == pytest.approx([0, 0.5])
    assert share_due_to_medicine() == 0


# Fitted targets: the model was set to these.


def test_fitted_target_t49_culm_merdek_2005_fluvoxamine_and_caffeine():
    """Clearance 105 to 9.1 mL/min is 11.5 times; t20 of the brief."""
    assert auc_ratio(24.9, 0.95) == pytest.approx(11.5, rel=0.01)
    assert auc_ratio() == pytest.approx(105 / 9.1, abs=0.2)


def test_fitted_target_kapur_2000_middle_of_the_curve():
    assert movement_side_effect_chance() == 0.5


# Independent checks: nothing was fitted to these.


def test_independent_check_the_measured_ratio_needs_nearly_one_pathway():
    """11.5 times cannot come from a pathway that carries only 90 %: its ceiling is 10."""
    assert least_pathway_share() == pytest.approx(0.913, abs=0.0005)
    assert auc_ceiling(0.9) < 105 / 9.1 < auc_ceiling(0.95)


def test_independent_check_healy_1989_ciprofloxacin_stays_under_the_ceiling():
    """Caffeine with ciprofloxacin, the same enzyme: 25.9 over 16.3 is 1.59 times, far below the ceiling."""
    assert 1 < 25.9 / 16.3 < auc_ratio() < auc_ceiling()


# Contradictions, to be shown and not smoothed.


def test_ctt_2022_contradicts_the_label_word():
    """Muscle pain is "common" with statins; against placebo it was 1.03 (1.01 to 1.06) times as frequent."""
    assert rate_ratio(threshold_fall(common=1)) > 1.5 > 1.06
    assert share_due_to_medicine(1.03) < 0.03
    assert "CTT 2022" in medicines.__doc__


# Limits, directions, invariances.


@given(st.floats(0, 10_000), st.floats(0, 10_000), SHARE)
def test_more_inhibitor_never_means_less_medicine_nor_passes_the_ceiling(one, other, share):
    low, high = sorted((one, other))
    assert 1 - 1e-12 <= auc_ratio(low, share) <= auc_ratio(high, share) <= auc_ceiling(share) * (1 + 1e-12)


@given(SHARE, SHARE, st.floats(0, 100))
def test_a_larger_pathway_means_a_larger_interaction(one, other, inhibitor):
    low, high = sorted((one, other))
    assert auc_ratio(inhibitor, low) <= auc_ratio(inhibitor, high) + 1e-12


@given(SHARE, SHARE)
def test_two_closed_doors_are_never_less_than_the_rises_added(reuptake, breakdown):
    both = serotonin_level(reuptake, breakdown) - 1
    parts = (serotonin_level(reuptake) - 1) + (serotonin_level(0.0, breakdown) - 1)
    assert both >= parts - 1e-9


@given(st.floats(0, 25), st.floats(0, 25), st.floats(0, 25))
def test_loads_add(one, other, strong):
    together = threshold_fall(one + other, strong)
    assert together == pytest.approx(float(threshold_fall(one) + threshold_fall(other, strong)))
    assert together >= 0


@given(st.floats(0, 1000), st.floats(0, 1000))
def test_a_higher_level_blocks_more_and_moves_more(one, other):
    low, high = sorted((one, other))
    assert d2_occupancy(low) <= d2_occupancy(high) <= 1
    assert movement_side_effect_chance(d2_occupancy(low)) <= movement_side_effect_chance(d2_occupancy(high))


@given(st.floats(0, 3650), st.floats(0, 3650))
def test_losses_grow_and_stay_below_their_end(one, other):
    early, late = sorted((one, other))
    for loss, end in ((thiazide_potassium_loss_mM, 0.4), (acid_blocker_magnesium_loss_mM, 0.15)):
        assert 0 <= loss(early) <= loss(late) <= end


def test_no_medicine_no_change():
    assert threshold_fall() == 0
    assert auc_ratio(0.0) == pytest.approx(1)
    assert level_ratio(0.0) == serotonin_level(0.0, 0.0) == least_pathway_share(1.0) + 1 == 1


def test_arguments_broadcast():
    column, row = np.array([[0.0], [0.5]]), np.array([0.1, 0.2, 0.3])
    for answer in (auc_ratio, threshold_fall, serotonin_level):
        assert answer(column, row).shape == (2, 3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: auc_ratio(-1),
            "inhibitor_ratio must be between 0 and 10000 times its inhibition constant, got -1",
        ),
        (lambda: auc_ratio(1, 1), "pathway_share must be between 0 and 0.99 of the clearance, got 1"),
        (lambda: auc_ceiling(1), "pathway_share must be between 0 and 0.99 of the clearance, got 1"),
        (lambda: least_pathway_share(0.5), "measured_ratio must be between 1 and 100, got 0.5"),
        (lambda: level_ratio(1), "removal_lost must be between 0 and 0.99 of the removal, got 1"),
        (lambda: threshold_fall(-1), "common must be between 0 and 100 medicines, got -1"),
        (lambda: threshold_fall(0, 101), "very_common must be between 0 and 100 medicines, got 101"),
        (lambda: serotonin_level(1), "reuptake_blocked must be between 0 and 0.99, got 1"),
        (lambda: serotonin_level(0, 1), "breakdown_blocked must be between 0 and 0.99, got 1"),
        (lambda: d2_occupancy(-1), "level must be between 0 and 1000 times the half-blocking level, got -1"),
        (
            lambda: movement_side_effect_chance(2),
            "occupancy must be between 0 and 1 of D2 receptors, got 2",
        ),
        (lambda: thiazide_potassium_loss_mM(-1), "time_d must be between 0 and 3650 d, got -1"),
        (lambda: acid_blocker_magnesium_loss_mM(-1), "time_d must be between 0 and 3650 d, got -1"),
        (lambda: share_due_to_medicine(0.9), "risk_ratio must be between 1 and 100, got 0.9"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
