"""Lesson 05's core panel: what it says follows from kidney, glands and axon, at every corner."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers.figures.magnesium import PTH_AXIS, PUSH_AXIS
from helpers.panels.explorer import Explorer
from helpers.panels.magnesium import ABOUT_THE_SAME, MagnesiumGatekeeper
from helpers.physiology.axon_equations import gating_shift_mV
from helpers.physiology.calcium_loop import MAGNESIUM_POWER, gland_gate
from helpers.physiology.magnesium import LOOP_RANGE, ionised_magnesium_mM
from helpers.physiology.minerals import MAGNESIUM_WEIGHT_IF_COUNTED


@pytest.fixture
def panel():
    made = MagnesiumGatekeeper()
    yield made
    made.close()


def test_the_reference_is_health(panel):
    assert panel.reference.magnesium_mM == pytest.approx(0.847, abs=0.001)
    assert panel.reference.push_percent == pytest.approx(100, abs=0.1)
    assert panel.reference.pth == pytest.approx(panel.reference.pth_called_for, abs=ABOUT_THE_SAME)


def test_diet_alone_never_takes_calcium_out_of_its_range(panel):
    for eaten in panel.controls["magnesium_intake_mg_day"].legal():
        state = panel.state_for(magnesium_intake_mg_day=eaten)
        assert state.healthy_low_mM < state.calcium_mM < state.healthy_high_mM
        assert state.push_percent == pytest.approx(100, abs=1)


def test_a_leak_brings_the_cliff_and_the_glands_do_not_answer(panel):
    """Brief B1b: at 0.45 mmol/L calcium 0.989, PTH 17.9 (of 33.5), although calcium calls for much more."""
    states = [panel.state_for(magnesium_leak_mM=leak) for leak in (0.0, 0.2, 0.3, 0.4, 0.45)]
    assert [state.calcium_mM for state in states] == sorted((s.calcium_mM for s in states), reverse=True)
    assert states[1].calcium_mM > states[1].healthy_low_mM
    assert states[3].calcium_mM == pytest.approx(0.998, abs=0.005)
    assert states[3].pth < 0.6 < 2.5 < states[3].pth_called_for
    gaps = [state.pth_called_for - state.pth for state in states]
    assert gaps == sorted(gaps)


def test_tablets_raise_magnesium_as_in_trials_and_do_nothing_to_a_healthy_nerve(panel):
    """Zhang 2016: about 365 mg a day gave 0.04 (0.02 to 0.06) mmol/L."""
    state = panel.state_for(**panel.presets["tablets on top"])
    assert 0.02 < state.magnesium_mM - panel.reference.magnesium_mM < 0.06
    assert state.push_percent == pytest.approx(100, abs=0.5)


def test_diet_and_tablets_together_do_not_mend_a_leak(panel):
    leak, mended = (panel.state_for(**panel.presets[name]) for name in ("leaking kidney", "leak and tablets"))
    assert leak.magnesium_mM < mended.magnesium_mM < 0.6
    assert mended.calcium_mM < mended.healthy_low_mM


def test_the_switch_counts_magnesium_with_its_assumed_weight(panel):
    own = panel.presets["leaking kidney"]
    without, counted = panel.state_for(**own), panel.state_for(**own, on_the_gates=True)
    ionised = float(ionised_magnesium_mM(counted.magnesium_mM))
    assert without.gating_shift_mV == pytest.approx(float(gating_shift_mV(without.calcium_mM)))
    expected = float(gating_shift_mV(counted.calcium_mM, ionised, MAGNESIUM_WEIGHT_IF_COUNTED))
    assert counted.gating_shift_mV == pytest.approx(expected)
    assert expected < without.gating_shift_mV < 0.7 * expected
    panel.on_the_gates.value = True
    assert "counted" in panel.sentence


def test_what_the_glands_miss_is_the_gate_that_the_lesson_computes(panel):
    """The lesson recomputes it by hand with the power 8 and says: the panel has a little more."""
    assert MAGNESIUM_POWER == 8
    leak = panel.state_for(**panel.presets["leaking kidney"])
    gate, share = float(gland_gate(leak.magnesium_mM)), leak.pth / leak.pth_called_for
    assert gate < share < gate * 1.1


def test_the_axon_keeps_a_threshold_everywhere_and_all_stays_on_the_axes(panel):
    for values in itertools.product(*(control.legal() for control in panel.controls.values())):
        state = panel.state_for(**dict(zip(panel.controls, values, strict=True)))
        assert LOOP_RANGE[0] <= state.magnesium_mM <= LOOP_RANGE[1], values
        assert PUSH_AXIS[0] < state.push_percent < PUSH_AXIS[1], values
        assert PTH_AXIS[0] <= state.pth < PTH_AXIS[1] and state.pth_called_for < PTH_AXIS[1], values
        assert np.all(np.isfinite(state.push_curve_percent))


def test_the_dots_ride_on_their_curves(panel):
    state = panel.state_for(magnesium_leak_mM=0.35)
    for value, curve in [
        (state.pth, state.pth_curve),
        (state.pth_called_for, state.called_for_curve),
        (state.calcium_mM, state.calcium_curve_mM),
        (state.push_percent, state.push_curve_percent),
    ]:
        assert np.interp(state.magnesium_mM, state.levels_mM, curve) == pytest.approx(value, rel=0.01)
    assert np.interp(300, state.eaten_mg, state.level_curve_mM) == pytest.approx(state.magnesium_mM, rel=0.01)


def test_its_levels_go_on_to_the_explorer(panel):
    panel.use("leaking kidney")
    explorer = Explorer(focus="magnesium_mM", start=panel.state)
    assert explorer.magnesium_mM.value == pytest.approx(panel.state.magnesium_mM, abs=0.006)
    assert explorer.calcium_mM.value == pytest.approx(panel.state.calcium_mM, abs=0.006)
    explorer.close()


def test_the_chain_names_both_roads_and_one_twitch_rate(panel):
    texts = panel.chain(panel.state_for(**panel.presets["leaking kidney"]), panel.reference)
    assert set(texts) == {"behaviour", "blood", "gate", "threshold", "axon", "junction", "muscle"}
    assert "estimate" in texts["muscle"]
