"""Sweat against the stores: the bounding table of the excitability brief, and no way to empty them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers.figures.sweat_losses import IONS
from helpers.panels.sweat_losses import SweatAndStores
from helpers.physiology.sweat_losses import losses


@pytest.fixture
def panel():
    made = SweatAndStores()
    yield made
    made.close()


def test_the_panel_shows_what_the_law_gives(panel):
    """Section A5: 4.8 L take 0.8 % of the body's potassium and 5.7 % of the calcium outside the cells."""
    state = panel.compute(4.8, 36, "back pouch")
    lost = losses(4.8)
    assert state.percent_of_body[IONS.index("potassium")] == pytest.approx(0.8, abs=0.05)
    assert state.potassium_outside_percent == state.percent_of_extracellular[IONS.index("potassium")]
    assert state.percent_of_extracellular[IONS.index("calcium")] == pytest.approx(5.7, abs=0.2)
    for place, ion in enumerate(IONS[1:], start=1):
        assert state.percent_of_body[place] == pytest.approx(float(getattr(lost, ion).percent_of_body))


def test_no_setting_takes_a_fifth_of_sodium_or_a_fiftieth_of_the_others(panel):
    for values in itertools.product(*(control.legal() for control in panel.controls.values())):
        state = panel.compute(*values)
        assert state.percent_of_body[0] < 25
        assert np.all(state.percent_of_body[1:] < 2), values


def test_the_method_changes_calcium_and_magnesium_and_nothing_else(panel):
    little, much = panel.state, panel.state_for(method="all, washed off")
    changed = much.percent_of_body / little.percent_of_body
    assert changed[:2] == pytest.approx([1, 1])
    assert changed[2] == pytest.approx(1.4 / 0.4)
    assert changed[3] == pytest.approx(1.4 / 0.052)


def test_even_calcium_that_never_comes_back_hardly_moves_a_gate(panel):
    """Section A5: half a millivolt, where the squid's axon would need nearly six."""
    assert -0.6 < panel.state.gating_shift_mV < -0.4
    assert panel.state.fires_from_mV == pytest.approx(-5.82, abs=0.1)
    highest = panel.state_for(sweat_L=10.0, method="all, washed off")
    assert highest.gating_shift_mV > highest.fires_from_mV


def test_chain_stops_at_the_gate(panel):
    assert set(panel.chain(panel.state, panel.reference)) == {"behaviour", "blood", "gate"}
