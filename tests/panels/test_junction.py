"""The panel of the junction: two opposite effects, each from the physiology under it."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from helpers import evidence, records
from helpers.panels.calcium import CalciumAndThreshold
from helpers.panels.explorer import Explorer
from helpers.panels.junction import Junction
from helpers.physiology.axon_equations import MAGNESIUM_WEIGHT, SHIFT_PER_EFOLD, gating_shift_mV
from helpers.physiology.axon_thresholds import thresholds
from helpers.physiology.junction import (
    K_CALCIUM,
    K_MAGNESIUM,
    SAFETY_FACTOR,
    SAFETY_FACTOR_HIGH,
    SAFETY_FACTOR_LOW,
    relative_release,
)


@pytest.fixture
def panel():
    made = Junction()
    yield made
    made.close()


def finite(state):
    values = [state.release, state.reserve, state.kick_ratio, state.gating_shift_mV, *state.curve_release]
    return np.all(np.isfinite(values))


def test_every_corner_is_finite(panel, caplog):
    legal = [control.legal() for control in panel.controls.values()]
    for calcium, magnesium in itertools.product(*legal):
        panel.set(calcium_mM=calcium, ionised_magnesium_mM=magnesium)
        assert finite(panel.state)
        assert (panel.state.calcium_mM, panel.state.ionised_magnesium_mM) == (calcium, magnesium)
        assert panel.state.release == float(relative_release(calcium, magnesium))
    assert not caplog.records


def test_the_reference_is_normal_in_both(panel):
    assert panel.reference.release == pytest.approx(1)
    assert panel.reference.kick_ratio == pytest.approx(1)
    assert panel.reference.reserve == pytest.approx(SAFETY_FACTOR)
    assert panel.reference.axon == "normal"


def test_less_calcium_lowers_release_and_threshold_together(panel):
    states = []
    for calcium in (1.25, 1.1, 0.9, 0.7):
        panel.set(calcium_mM=calcium)
        states.append(panel.state)
    assert np.all(np.diff([state.release for state in states]) < 0)
    assert np.all(np.diff([state.kick_ratio for state in states]) < 0)
    assert states[2].junction == "every spike gets through"
    assert states[2].axon == "easier to fire"


def test_the_push_is_the_axon_tables(panel):
    panel.set(calcium_mM=0.9)
    assert panel.state.push_mV == thresholds(gating_shift_mV(0.9)).kick_threshold_mV
    table = thresholds(gating_shift_mV(0.9)).kick_threshold_mV / thresholds(0.0).kick_threshold_mV
    assert panel.state.kick_ratio == pytest.approx(float(table))


def test_far_below_the_axon_fires_by_itself_though_most_junctions_fail(panel):
    panel.set(calcium_mM=0.4)
    assert panel.state.fires_by_itself
    assert panel.state.kick_ratio == 0
    assert panel.state.junction == "most junctions fail"
    assert "fires by itself" in panel.sentence


def test_very_high_magnesium_blocks_and_calcium_brings_it_back(panel):
    panel.use("very high magnesium")
    blocked = panel.state
    panel.use("both high")
    both = panel.state
    assert blocked.junction == "most junctions fail"
    assert blocked.kick_ratio == pytest.approx(1)
    assert blocked.ionised_magnesium_mM == both.ionised_magnesium_mM
    assert both.junction == "every spike gets through"
    assert both.release > 2 * blocked.release


def test_the_failing_band_follows_from_the_safety_factors(panel):
    assert panel.state.fails_below == 1 / SAFETY_FACTOR_HIGH
    assert panel.state.may_fail_below == 1 / SAFETY_FACTOR_LOW
    for release_here, words in [
        (0.9 * panel.state.fails_below, "most junctions fail"),
        (1.1 * panel.state.fails_below, "some junctions may fail"),
        (1.1 * panel.state.may_fail_below, "every spike gets through"),
    ]:
        calcium = np.interp(release_here, panel.state.curve_release, panel.state.curve_calcium_mM)
        panel.set(calcium_mM=round(float(calcium), 3))
        assert panel.state.junction == words


def test_what_is_unverified_or_assumed_is_said_with_its_mark(panel):
    assert {K_CALCIUM.confidence, K_MAGNESIUM.confidence, SHIFT_PER_EFOLD.confidence} == {"unverified"}
    unverified, assumed = panel.state.grades
    assert unverified.startswith(" ".join(records.MARKS[K_CALCIUM.confidence]))
    assert assumed.startswith(" ".join(records.MARKS[SAFETY_FACTOR.confidence]))
    assert f"{SAFETY_FACTOR:g} ({SAFETY_FACTOR_LOW:g} to {SAFETY_FACTOR_HIGH:g})" in assumed


@pytest.mark.parametrize("preset", Junction.presets)
def test_the_sentence_gives_the_states_numbers(panel, preset):
    panel.use(preset)
    state = panel.state
    assert f"{100 * state.release:.0f} % of the normal transmitter" in panel.sentence
    assert f"(healthy {panel.reference.reserve:.1f}): {state.junction}" in panel.sentence
    assert f"{100 * state.kick_ratio:.0f} % of the normal push" in panel.sentence
    assert (state.axon in panel.sentence.split("push")[1]) == (state.kick_ratio != 1)


@pytest.mark.parametrize("calcium_mM", [0.3, 0.61, 0.7, 1.25, 2.5])
def test_the_sentence_says_which_animal_gave_which_half(panel, calcium_mM):
    panel.set(calcium_mM=calcium_mM)
    junction, axon = panel.sentence.split("Squid axon, in the cold: ")
    assert junction.startswith("Frog junction: ") and panel.state.junction in junction
    assert "push" in axon and "Two animals, two scales." in axon
    assert ("starts spikes without end" in axon) == (panel.state.axon == "spikes without end")


def test_low_calcium_is_the_same_low_calcium_as_at_the_axon():
    here, there = (kind.presets["low calcium"]["calcium_mM"] for kind in (Junction, CalciumAndThreshold))
    assert here == there


def test_a_move_of_magnesium_says_what_is_left_out(panel):
    assert MAGNESIUM_WEIGHT == 0
    panel.set(calcium_mM=0.9)
    assert "left out" not in panel.sentence
    panel.set(ionised_magnesium_mM=2.0)
    assert panel.sentence.endswith("Magnesium’s effect on the axon is left out.")


def test_the_chain_takes_both_roads(panel):
    panel.use("low calcium")
    texts = panel.chain(panel.state, panel.reference)
    assert set(texts) <= {node.key for node in evidence.chain()}
    assert {"gate", "threshold", "axon", "junction"} <= set(texts)
    assert "0.70" in texts["blood"]
    healthy = panel.reference.push_mV
    assert texts["threshold"] == f"push needed {panel.state.push_mV:.1f} mV, healthy {healthy:.1f} (squid)"
    assert texts["junction"] == "release 26 % of normal: some junctions may fail (frog)"
    panel.set(calcium_mM=0.4)
    assert panel.chain(panel.state, panel.reference)["threshold"] == "none left (squid)"


def test_ionised_magnesium_is_not_taken_for_the_total_in_blood(panel):
    panel.set(calcium_mM=0.9, ionised_magnesium_mM=0.3)
    explorer = Explorer(start=panel.state)
    assert explorer.values()["calcium_mM"] == 0.9
    assert explorer.values()["magnesium_mM"] == Explorer.magnesium_mM.reference
    explorer.close()


def test_the_chain_says_that_both_are_ionised(panel):
    assert panel.chain(panel.state, panel.reference)["blood"] == (
        "ionised: calcium 1.25, magnesium 0.55 mmol/L"
    )


def test_random_moves_stay_finite_and_reset_brings_everything_back(panel, caplog):
    chance = random.Random(5)
    start = panel.csv()
    for _ in range(40):
        slider = panel.control_widgets[chance.choice(list(panel.controls))]
        slider.value = chance.uniform(slider.min, slider.max)
        assert finite(panel.state)
    panel.reset()
    assert panel.csv() == start
    assert not caplog.records
