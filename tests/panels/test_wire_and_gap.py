"""Wire and gap: each poison stops the command at its own station and leaves the other alone."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.panels.wire_and_gap import WireAndGap


@pytest.fixture
def panel():
    made = WireAndGap()
    yield made
    made.close()


def peaks(state):
    return [float(row.max()) for row in state.voltages_mV]


def test_a_healthy_command_arrives_as_large_as_it_left(panel):
    state = panel.reference
    assert state.conducts and state.crosses
    assert peaks(state) == pytest.approx([peaks(state)[0]] * 4, abs=3)
    assert "fires" in panel.sentence


def test_arrow_poison_leaves_the_wire_exactly_as_it_was(panel):
    state = panel.state_for(**panel.presets["arrow poison"])
    assert state.conducts and not state.crosses
    assert (state.voltages_mV[:3] == panel.reference.voltages_mV[:3]).all()
    assert np.ptp(state.voltages_mV[3]) == 0


def test_puffer_fish_poison_leaves_the_receptors_exactly_as_they_were(panel):
    state = panel.state_for(**panel.presets["puffer-fish poison"])
    assert not state.conducts and not state.crosses
    assert state.reserve == panel.reference.reserve
    panel.use("puffer-fish poison")
    assert "no spike" in panel.sentence


def test_both_have_a_reserve_and_both_run_out(panel):
    assert panel.state_for(**panel.presets["half of each"]).crosses
    assert not panel.state_for(receptors_percent=20).crosses
    assert panel.state_for(receptors_percent=25).crosses
    assert not panel.state_for(channels_percent=40).conducts


def test_a_longer_nerve_takes_longer_and_the_gap_does_not(panel):
    near, far = panel.state_for(length_cm=10), panel.state_for(length_cm=120)
    assert far.wire_ms == pytest.approx(12 * near.wire_ms)
    assert far.gap_ms == near.gap_ms
    assert np.argmax(far.voltages_mV[2]) > np.argmax(near.voltages_mV[2])


def test_the_strip_names_no_threshold(panel):
    assert set(panel.chain(panel.state, panel.reference)) == {"axon", "junction", "muscle"}
