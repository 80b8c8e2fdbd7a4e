"""Muscle's own store: ratios of concentration only, and the landmarks are the published ones."""

from __future__ import annotations

import pytest

from helpers import evidence
from helpers.panels.caffeine_muscle import LANDMARKS, MuscleStore, four_mugs_mg_L, landmarks
from helpers.physiology.caffeine_receptors import open_fraction


@pytest.fixture(scope="module")
def panel():
    made = MuscleStore()
    yield made
    made.close()


def test_half_of_the_channels_take_hundreds_of_ordinary_levels(panel):
    """9 mmol/L is 1748 mg/L; a four-mug day reaches 4.7."""
    assert four_mugs_mg_L() == pytest.approx(4.73, abs=0.01)
    assert panel.reference.times_to_half == pytest.approx(1747.7 / 4.73, rel=0.005)


def test_an_ordinary_level_holds_receptors_and_leaves_the_store_shut(panel):
    assert panel.reference.held > 0.25
    assert panel.reference.open < 0.001


def test_a_level_of_poisoning_opens_a_few_channels_in_a_hundred_however_steep(panel):
    """Twenty ordinary levels; the steepness of 1.5 is assumed, and 1 to 2 were tried."""
    state = panel.state_for(tenfolds=1.3)
    assert state.open_percent == pytest.approx(1.24, abs=0.01)
    assert float(open_fraction(state.times * four_mugs_mg_L(), 1.0)) < 0.06


def test_landmarks_are_the_tables_numbers_as_multiples():
    poisoning, sparks, frog, quiet, pull = landmarks()
    assert poisoning.value * four_mugs_mg_L() == pytest.approx(106)
    assert poisoning.high * four_mugs_mg_L() == pytest.approx(530)
    assert sparks.value * four_mugs_mg_L() == pytest.approx(29.1, abs=0.1)
    assert frog.value is None and frog.high > 20 * frog.low
    assert quiet.words.endswith("?")
    assert pull.low < pull.value < pull.high
    assert len(LANDMARKS) == 5


def test_no_landmark_is_a_dose():
    """Toxic amounts stand only as ratios of concentrations."""
    rows = [*evidence.rows("receptor_constants"), *evidence.rows("caffeine_studies")]
    for source, quantity in LANDMARKS.values():
        assert next(row.unit for row in rows if (row.source, row.quantity) == (source, quantity)) in {
            "mg/L",
            "µmol/L",
        }


def test_the_sentence_follows_the_level(panel):
    ten = panel.describe(panel.state_for(tenfolds=1.0), panel.reference)
    assert "10 times the level of a four-mug day" in ten != panel.sentence
