"""The working fibre: Juel's points, the voltages of the brief, and a road that ends in muscle."""

from __future__ import annotations

import pytest

from helpers.panels.muscle_potassium import WorkingFibre


@pytest.fixture
def panel():
    made = WorkingFibre()
    yield made
    made.close()


def test_the_voltages_of_the_brief(panel):
    """Section A6: -88.6 mV at rest, -72 at 50 W, -68 with 21 mmol/L lost from inside too."""
    assert panel.state.rest_mV == pytest.approx(-88.6, abs=0.1)
    assert panel.state_for(work_W=50).rest_mV == pytest.approx(-72.0, abs=0.1)
    panel.use("hard work")
    assert panel.state.rest_mV == pytest.approx(-68.1, abs=0.1)
    assert "−68 mV" in panel.sentence


def test_only_a_fibre_that_has_worked_is_said_to_tire(panel):
    assert "tires" not in panel.sentence and "fresh" in panel.sentence
    assert "tiring" not in panel.chain(panel.state, panel.reference)["muscle"]
    panel.use("some work")
    assert "tires" in panel.sentence and "fresh" not in panel.sentence
    assert "tiring" in panel.chain(panel.state, panel.reference)["muscle"]


def test_both_controls_push_the_fibre_up(panel):
    assert panel.state_for(work_W=10).rest_mV > panel.state.rest_mV
    assert panel.state_for(inside_fall_mM=10).rest_mV > panel.state.rest_mV


def test_the_curve_goes_through_the_measured_points(panel):
    at = dict(zip(panel.state.curve_work_W.tolist(), panel.state.curve_potassium_mM.tolist(), strict=True))
    assert [at[work] for work in panel.state.measured_work_W] == pytest.approx(list(panel.state.measured_mM))


def test_the_road_names_neither_threshold_nor_axon(panel):
    assert set(panel.chain(panel.state, panel.reference)) == {"behaviour", "muscle"}
