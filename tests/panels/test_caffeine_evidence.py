"""Measured blood over the model's: the numbers are the tables', and both disagreements stay in sight."""

from __future__ import annotations

import pytest

from helpers.panels.caffeine_evidence import BloodAgainstModel


@pytest.fixture(scope="module")
def lines():
    made = BloodAgainstModel()
    yield {study.name.split(" (")[0]: study.estimates[0] for study in made.state.studies}
    made.close()


def test_peaks_stand_where_the_brief_found_them(lines):
    assert lines["highest level, 6 mg/kg"].value == pytest.approx(8 / 8.19, rel=0.01)  # T-14
    assert lines["highest level, 5 mg/kg"].value == pytest.approx(10 / 6.83, rel=0.01)
    assert lines["time to the peak"].value == pytest.approx(29.8 / 38.6, rel=0.01)  # T-13


def test_the_half_life_grows_with_the_dose_and_the_model_does_not_know(lines):
    assert lines["half-life, 50 mg"].value < 1 < lines["half-life, 750 mg"].value


def test_measured_clearance_is_lower_than_the_models(lines):
    assert lines["clearance, 50 to 750 mg"].high < 1


def test_controls_surround_the_model(lines):
    controls = lines["half-life, 8 controls"]
    assert controls.low < 1 < controls.high
    assert controls.value == pytest.approx(1, abs=0.05)
