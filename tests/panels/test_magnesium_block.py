"""The plug: more magnesium, fewer free channels; at rest it counts most."""

from __future__ import annotations

import itertools

import pytest

from helpers.panels.magnesium_block import MagnesiumPlug


@pytest.fixture
def panel():
    made = MagnesiumPlug()
    yield made
    made.close()


def test_halving_magnesium_counts_at_rest_and_hardly_in_an_excited_cell(panel):
    """Brief B1d: 1.91 times at -70 mV, 1.12 at 0 mV."""
    assert panel.state_for(**panel.presets["half the magnesium"]).times_normal == pytest.approx(
        1.91, abs=0.01
    )
    excited = panel.state_for(**panel.presets["excited, half the magnesium"])
    assert excited.times_normal == pytest.approx(1.12, abs=0.01)


def test_every_corner_is_a_share(panel):
    for magnesium, voltage in itertools.product(*(c.legal() for c in panel.controls.values())):
        state = panel.state_for(brain_magnesium_mM=magnesium, voltage_mV=voltage)
        assert 0 < state.open_fraction < 1


def test_it_claims_no_threshold(panel):
    assert set(panel.chain(panel.state, panel.reference)) == {"gate"}


def test_the_dot_stands_at_the_cells_voltage(panel):
    panel.voltage_mV.value = -40
    frame = panel.frame_now()
    assert frame["free here"]["x"] == [-40] and frame["free here"]["y"] == [100 * panel.state.open_fraction]
