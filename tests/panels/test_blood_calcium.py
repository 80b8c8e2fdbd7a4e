"""The panel of blood calcium: what it says and shows is what the calcium loop gives."""

from __future__ import annotations

import dataclasses
import itertools
import random

import numpy as np
import pytest

from helpers import evidence, records
from helpers.panels.blood_calcium import WORTH_SAYING_MM, BloodCalcium
from helpers.physiology.axon_thresholds import thresholds
from helpers.physiology.calcium_loop import BONE_TURNOVER, NORMAL_PTH, steady_state
from helpers.physiology.junction import relative_release

HEALTHY_RANGE = next(row for row in evidence.rows("reference_ranges") if row.analyte == "calcium, ionised")


@pytest.fixture
def panel():
    made = BloodCalcium()
    yield made
    made.close()


def numbers(state):
    """Every number of a state, those of its inner state and arrays too."""
    for field in dataclasses.fields(state):
        value = getattr(state, field.name)
        if dataclasses.is_dataclass(value):
            yield from numbers(value)
        elif not isinstance(value, str):
            yield from np.atleast_1d(value)


def corners():
    legal = {name: control.legal() for name, control in BloodCalcium.controls.items()}
    return [dict(zip(legal, values, strict=True)) for values in itertools.product(*legal.values())]


def test_every_corner_is_finite_and_calcium_stays_where_a_body_could(panel, caplog):
    for settings in corners():
        panel.set(**settings)
        assert np.all(np.isfinite(list(numbers(panel.state)))), settings
        assert panel.state.calcium_intake_mg_day == settings["calcium_intake_mg_day"], (
            "the picture stood still"
        )
        assert 0.55 < panel.state.steady.calcium_mM < 1.45
    assert not caplog.records


def test_the_reference_is_at_rest(panel):
    state = panel.reference
    assert state.steady.calcium_mM == pytest.approx(1.25, abs=1e-3)
    assert np.ptp(state.calcium_mM) < 1e-3
    assert state.pth_times_healthy == pytest.approx(1, abs=1e-3)
    assert (state.healthy_low_mM, state.healthy_high_mM) == (HEALTHY_RANGE.low, HEALTHY_RANGE.high)


def test_half_the_diet_moves_urine_far_more_than_blood(panel):
    panel.use("diet halved")
    now, healthy = panel.state.steady, panel.reference.steady
    blood, urine = (getattr(now, f) / getattr(healthy, f) for f in ("calcium_mM", "urine_mg_day"))
    assert blood == pytest.approx(0.988, abs=0.002)
    assert urine == pytest.approx(0.42, abs=0.02)
    assert now.bone_mg_day > 15
    assert now.pth_times_healthy > 1.05


def test_without_the_gland_nothing_defends_calcium(panel):
    panel.use("no gland")
    steady = panel.state.steady
    assert steady.pth_times_healthy == 0
    assert steady.calcium_mM == pytest.approx(0.81, abs=0.005)
    assert panel.state.pth_times_healthy[-1] == pytest.approx(0, abs=1e-6)
    assert panel.state.push_mV < 0.7 * panel.reference.push_mV


def test_calcium_by_mouth_without_the_gland_goes_into_the_urine(panel):
    panel.use("no gland")
    alone = panel.state.steady
    panel.use("no gland, much calcium in the diet")
    fed = panel.state.steady
    assert alone.calcium_mM < fed.calcium_mM < HEALTHY_RANGE.low
    assert fed.urine_mg_day > 10 * alone.urine_mg_day


def test_three_hits_together_do_what_none_does_alone(panel):
    hits = panel.presets["three hits at once"]
    panel.use("three hits at once")
    together = panel.state.steady.calcium_mM
    alone = []
    for name, value in hits.items():
        panel.reset()
        panel.set(**{name: value})
        alone.append(panel.state.steady.calcium_mM)
    assert together < min(alone)
    assert together < HEALTHY_RANGE.low


@pytest.mark.parametrize("preset", BloodCalcium.presets)
def test_at_rest_as_much_comes_in_as_goes_out(panel, preset):
    panel.use(preset)
    steady = panel.state.steady
    out = steady.gut_and_skin_mg_day + steady.urine_mg_day
    assert steady.absorbed_mg_day + steady.bone_mg_day == pytest.approx(out, abs=0.01)


@pytest.mark.parametrize("preset", BloodCalcium.presets)
def test_the_week_starts_healthy_and_heads_for_the_resting_state(panel, preset):
    panel.use(preset)
    state, healthy = panel.state, panel.reference.steady.calcium_mM
    assert (state.day[0], state.day[1], state.day[-1]) == (-1, 0, 7)
    assert state.calcium_mM[:2] == pytest.approx(healthy)
    whole = state.steady.calcium_mM - healthy
    assert abs(state.calcium_mM[-1] - state.steady.calcium_mM) <= 0.1 * abs(whole) + 1e-6


def test_the_panel_agrees_with_the_loop(panel):
    panel.set(calcium_intake_mg_day=700, gland_function=0.5, magnesium_mM=0.7, vitamin_d_nmol_L=20)
    loop = steady_state(700, 20, 0.7, 0.5)
    steady = panel.state.steady
    assert steady.calcium_mM == loop.ionised_calcium_mM
    assert steady.pth_times_healthy == pytest.approx(loop.pth_pg_mL / NORMAL_PTH)
    assert steady.gut_and_skin_mg_day == loop.endogenous_loss_mg_day
    assert steady.bone_mg_day == loop.net_bone_release_mg_day


@pytest.mark.parametrize("preset", BloodCalcium.presets)
def test_the_sentence_gives_the_states_numbers_and_the_healthy_ones(panel, preset):
    panel.use(preset)
    now, healthy = panel.state.steady, panel.reference.steady
    assert f"settles at {now.calcium_mM:.2f} mmol/L (healthy {healthy.calcium_mM:.2f})" in panel.sentence
    kidney, bone = now.urine_mg_day - healthy.urine_mg_day, now.bone_mg_day - healthy.bone_mg_day
    if abs(bone) > abs(kidney):
        verb = "gives up" if now.bone_mg_day > 0 else "takes up"
        assert f"Bone changed more than the kidney: it {verb} {abs(round(now.bone_mg_day))}" in panel.sentence
    else:
        assert f"{now.urine_mg_day:.0f} mg a day leave in the urine" in panel.sentence
        assert (f"(healthy {healthy.urine_mg_day:.0f})" in panel.sentence) == (now != healthy)
    assert ("no parathyroid hormone (PTH)" in panel.sentence) == (now.pth_times_healthy == 0)
    if now.pth_times_healthy:
        assert f"parathyroid hormone (PTH) at {now.pth_times_healthy:.1f} times healthy" in panel.sentence


def test_each_preset_speaks_of_what_changed_more(panel):
    panel.use("diet halved")
    assert "The kidney changed more than bone" in panel.sentence
    panel.use("no gland, much calcium in the diet")
    assert "Bone changed more than the kidney: it takes up" in panel.sentence
    panel.reset()
    assert "in their healthy balance" in panel.sentence


def test_the_sentence_says_that_a_week_is_not_the_end_only_where_it_shows(panel):
    panel.set(calcium_intake_mg_day=100, gland_function=0.0, magnesium_mM=0.3, vitamin_d_nmol_L=5)
    day_7, rest = panel.state.calcium_mM[-1], panel.state.steady.calcium_mM
    assert day_7 - rest > WORTH_SAYING_MM
    assert f"Settling takes weeks: day 7 is still at {day_7:.2f}." in panel.sentence
    panel.use("no gland")
    assert 0.005 < panel.state.calcium_mM[-1] - panel.state.steady.calcium_mM < WORTH_SAYING_MM
    assert "takes weeks" not in panel.sentence


def test_the_grade_on_screen_is_the_one_of_the_fitted_constants(panel):
    mark, word = records.MARKS[BONE_TURNOVER.confidence]
    assert panel.state.grade.startswith(f"{mark} {word}")


def test_the_chain_runs_from_diet_to_junction(panel):
    texts = panel.chain(panel.reference, panel.reference)
    assert set(texts) <= {node.key for node in evidence.chain()}
    assert texts["gate"] == "gates shifted by 0 mV"
    healthy = float(thresholds(0.0).kick_threshold_mV)
    assert texts["threshold"] == f"push needed {healthy:.1f} mV, healthy {healthy:.1f} (squid)"
    panel.use("no gland")
    texts = panel.chain(panel.state, panel.reference)
    assert "0.81" in texts["blood"] and "1.25" in texts["blood"]
    assert texts["gate"] == f"gates shifted by −{-panel.state.gating_shift_mV:.1f} mV"
    push = float(thresholds(panel.state.gating_shift_mV).kick_threshold_mV)
    assert panel.state.push_mV == push < healthy
    assert texts["threshold"] == f"push needed {push:.1f} mV, healthy {healthy:.1f} (squid)"
    assert texts["junction"].startswith(f"release {100 * panel.state.release:.0f} % of normal")
    panel.set(gland_function=4.0)
    assert panel.state.push_mV > healthy
    panel.set(calcium_intake_mg_day=100, gland_function=0.0, magnesium_mM=0.3, vitamin_d_nmol_L=5)
    assert panel.chain(panel.state, panel.reference)["threshold"] == "none left (squid)"
    assert panel.state.axon == "the axon fires by itself"


def test_magnesium_reaches_the_junction_too(panel):
    panel.set(magnesium_mM=1.5)
    by_calcium_alone = relative_release(panel.state.steady.calcium_mM)
    assert panel.state.release < 0.9 * by_calcium_alone


def test_random_moves_stay_finite_and_reset_brings_everything_back(panel, caplog):
    chance = random.Random(4)
    start = panel.csv()
    for _ in range(25):
        name = chance.choice(list(panel.controls))
        slider = panel.control_widgets[name]
        slider.value = chance.uniform(slider.min, slider.max)
        assert np.all(np.isfinite(list(numbers(panel.state))))
    panel.reset()
    assert panel.csv() == start
    assert panel.sentence == panel.describe(panel.reference, panel.reference)
    assert not caplog.records
