"""Calcium, magnesium and vitamin D through one loop, to threshold, release, heart and strength."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.physiology import junction, twitch_rate
from helpers.physiology.axon_equations import gating_shift_mV
from helpers.physiology.calcium import qtc_s
from helpers.physiology.calcium_loop import steady_state
from helpers.physiology.minerals import calcium_by_shortcut_mM, mineral_effects


def test_health_moves_nothing():
    state = mineral_effects()
    assert state.loop == steady_state()
    assert state.ionised_magnesium_mM == pytest.approx(0.55)
    assert state.gating_shift_mV == pytest.approx(0, abs=1e-4)
    assert state.threshold_fall == pytest.approx(0, abs=1e-5)
    assert state.relative_release == pytest.approx(1, abs=1e-4)
    assert state.qtc_s == pytest.approx(0.41, abs=1e-5)
    assert state.relative_strength == pytest.approx(0.99, abs=0.005)


def test_every_effect_follows_its_own_module_identity():
    state = mineral_effects(300, 10, 0.50, 1.0)
    calcium = state.loop.ionised_calcium_mM
    assert calcium == pytest.approx(1.034, rel=0.02)
    assert state.gating_shift_mV == pytest.approx(gating_shift_mV(calcium))
    assert state.threshold_fall == pytest.approx(-gating_shift_mV(calcium) / 15)
    assert state.relative_release == pytest.approx(junction.relative_release(calcium, 0.5 * 0.55 / 0.85))
    assert state.qtc_s == pytest.approx(qtc_s(calcium))
    assert state.relative_strength == pytest.approx(0.693, abs=0.001)


def test_low_magnesium_eases_firing_mostly_through_calcium():
    alone, with_weight = (mineral_effects(magnesium_mM=0.45, magnesium_weight=w) for w in (0, 0.3))
    assert alone.threshold_fall == pytest.approx(0.145, abs=0.002)
    assert with_weight.threshold_fall > alone.threshold_fall
    assert with_weight.threshold_fall - alone.threshold_fall < alone.threshold_fall / 2
    assert alone.relative_release < 1  # the fall of calcium outweighs the lack of magnesium at the junction


def test_low_vitamin_d_alone_hardly_touches_the_threshold():
    fall = mineral_effects(calcium_intake_mg_day=800, vitamin_d_nmol_L=[5.0, 10.0, 25.0]).threshold_fall
    assert np.all(fall < 0.025)
    assert twitch_rate.rate_ratio(float(fall[0])) < 2


def test_causes_together_do_more_than_the_sum_of_each_alone():
    """One loop: the falls of each cause must not be added."""
    each = [
        mineral_effects(calcium_intake_mg_day=300).threshold_fall,
        mineral_effects(vitamin_d_nmol_L=10).threshold_fall,
        mineral_effects(magnesium_mM=0.5).threshold_fall,
    ]
    together = mineral_effects(300, 10, 0.5).threshold_fall
    assert abs(together - sum(each)) > 0.005


def test_arrays_agree_with_single_numbers():
    together = mineral_effects(magnesium_mM=[0.45, 0.85])
    alone = mineral_effects(magnesium_mM=0.45)
    assert together.threshold_fall[0] == pytest.approx(alone.threshold_fall, rel=1e-9)
    assert together.relative_release[0] == pytest.approx(alone.relative_release, rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.floats(100, 3000), st.floats(5, 125), st.floats(0.3, 1.5), st.floats(0, 4))
def test_every_body_gives_finite_bounded_effects(intake, vitamin_d, magnesium, gland):
    state = mineral_effects(intake, vitamin_d, magnesium, gland)
    assert -0.1 < state.threshold_fall < 0.5
    assert 0 < state.relative_release < 2
    assert 0.39 < state.qtc_s < 0.54
    assert 0.6 < state.relative_strength <= 1


def test_glands_gone_lengthens_qt():
    assert mineral_effects(gland_function=0).qtc_s == pytest.approx(0.466, abs=0.002)


# The one-line shortcut beside the loop.


def test_shortcut_identity():
    assert calcium_by_shortcut_mM(0.45) == pytest.approx(1.25 * (1 - 0.35 / 2))
    assert calcium_by_shortcut_mM(0.35) == pytest.approx(0.88, abs=0.005)
    assert calcium_by_shortcut_mM(0.35, 1.2) == pytest.approx(0.847, abs=0.001)


def test_shortcut_in_health():
    assert calcium_by_shortcut_mM() == pytest.approx(1.25, abs=0.001)


def test_shortcut_and_loop_differ_and_the_difference_is_shown():
    magnesium = np.linspace(0.3, 1.5, 121)
    apart = calcium_by_shortcut_mM(magnesium) - steady_state(magnesium_mM=magnesium).ionised_calcium_mM
    assert 0.07 < np.max(np.abs(apart)) < 0.08
    assert magnesium[np.argmax(np.abs(apart))] == pytest.approx(0.39, abs=0.02)  # on the cliff
    usual = (magnesium > 0.6) & (magnesium < 1.0)
    assert np.max(np.abs(apart[usual])) < 0.006


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: mineral_effects(vitamin_d_nmol_L=1),
            "vitamin_d_nmol_L must be between 5 and 125 nmol/L, got 1",
        ),
        (
            lambda: mineral_effects(magnesium_weight=2),
            "magnesium_weight must be between 0 and 1 of calcium's effect, got 2",
        ),
        (lambda: calcium_by_shortcut_mM(2), "magnesium_mM must be between 0.3 and 1.5 mmol/L, got 2"),
        (
            lambda: calcium_by_shortcut_mM(1, 2),
            "normal_calcium_mM must be between 1 and 1.5 mmol/L, got 2",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
