"""Adrenaline: the brief's numbers, each with its own baseline, and no threshold."""

from __future__ import annotations

import pytest

from helpers.panels.stress import (
    BETA1,
    BETA2,
    BOTH_TIMES,
    CAFFEINE_TIMES,
    INFUSION_TIMES,
    Adrenaline,
    BlockedPotassium,
)


@pytest.fixture
def panel():
    made = Adrenaline()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("preset", "potassium", "tremor"),
    [
        ("a speech", 3.94, 1.21),
        ("both", 3.84, 1.41),
        ("infusion", 3.32, 2.33),
        ("speech, blocked", 4.05, 0.87),
    ],
)
def test_brief_c2(panel, preset, potassium, tremor):
    panel.use(preset)
    assert panel.state.potassium_mM == pytest.approx(potassium, abs=0.006)
    assert panel.state.tremor_times == pytest.approx(tremor, abs=0.006)


def test_presets_are_the_published_levels():
    assert (CAFFEINE_TIMES, INFUSION_TIMES, BOTH_TIMES) == (3.1, 38.0, 4.8)
    assert Adrenaline.presets["a speech"]["adrenaline_times"] == 2.7


def test_each_number_keeps_its_own_baseline(panel):
    """checked.md 4.12: potassium counts from rest under the same blocker, tremor from rest without one."""
    for ratio in (BETA1, BETA2):
        rest = panel.state_for(dose_ratio=ratio)
        assert rest.potassium_change_mM == 0
        assert rest.tremor_times < 1


def test_a_fright_moves_the_fibre_away_from_firing(panel):
    panel.use("infusion")
    assert panel.state.fibre_shift_mV == pytest.approx(-5.4, abs=0.1)
    low, value, high = panel.state.measured_change_mM
    assert (low, value, high) == pytest.approx((-1.01, -0.82, -0.63))
    assert low < panel.state.potassium_change_mM < high


def test_adrenaline_has_no_threshold_and_no_twitch_rate(panel):
    panel.use("infusion")
    texts = panel.chain(panel.state, panel.reference)
    assert set(texts) == {"blood", "gate", "muscle"}
    assert "twitches" not in texts["muscle"]


def test_the_trial_with_blockers_in_order_but_not_in_size():
    """The model has the order of the three arms, and cannot rise above rest as timolol did."""
    studies = {
        study.name: [one.value for one in study.estimates] for study in BlockedPotassium().state.studies
    }
    assert {name: measured for name, (measured, _) in studies.items()} == {
        "placebo": 3.22,
        "atenolol": 3.67,
        "timolol": 4.25,
    }
    modelled = [model for _, model in studies.values()]
    assert modelled == sorted(modelled)
    assert modelled[-1] == pytest.approx(3.92, abs=0.01) and modelled[-1] < 4.06
