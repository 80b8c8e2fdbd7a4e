"""The cramp loop as a panel, and the trials beside it: thresholds, a blocked nerve, what it cannot do."""

from __future__ import annotations

import pytest

from helpers.panels.cramp import CrampLoop, threshold_frequency
from helpers.panels.cramp_trials import CrampersSweat, DrinksAndCramp, NervesAndCramp


@pytest.fixture
def panel():
    made = CrampLoop()
    yield made
    made.close()


def test_the_area_begins_at_the_threshold(panel):
    """T47: 24 Hz for people without cramps, 15 for those prone to them."""
    for readiness, needed in ((0.0, 24), (8.0, 15)):
        assert threshold_frequency(readiness) == pytest.approx(needed, abs=1)
        below = panel.state_for(readiness_hz=readiness, stimulus_hz=int(threshold_frequency(readiness)) - 1)
        above = panel.state_for(readiness_hz=readiness, stimulus_hz=int(threshold_frequency(readiness)))
        assert below.duration_s < 2 < above.duration_s


def test_a_blocked_nerve_ends_the_cramp_within_seconds(panel):
    """POE 7 and Minetto 2011: 55.6 s with the cord, 2.6 ± 1.3 s without."""
    assert panel.state.duration_s == pytest.approx(48, abs=2)
    panel.use("block the nerve")
    assert 1.3 < panel.state.duration_s < 3.9
    assert panel.chain(panel.state, panel.reference)["axon"].startswith("cut off")


def test_stretching_ends_it_within_two_seconds(panel):
    panel.use("stretch it")
    assert 13 < panel.state.duration_s < 17  # it starts fifteen seconds after the first shock


def test_readiness_makes_it_longer(panel):
    lengths = [panel.state_for(readiness_hz=ready).duration_s for ready in (0.0, 2.0, 4.0, 5.0)]
    assert lengths == sorted(lengths)
    assert panel.state_for(readiness_hz=8.0).outcome == "still in cramp after a minute"
    assert panel.state_for(stimulus_hz=0).outcome == "no cramp"


def test_where_no_train_starts_a_cramp_the_state_stays_finite(panel):
    assert panel.state_for(readiness_hz=-5.0).threshold_hz == 0


def test_changes_are_compared_minus_reference_or_as_printed():
    shown = DrinksAndCramp()
    changes = {study.words: study.estimates[0] for study in shown.state.studies}
    assert changes["no number"] is None
    numbers = [estimate.value for estimate in changes.values() if estimate is not None]
    assert numbers == pytest.approx([-2.4, -5.1, 5.4, -4.5, 13.6])
    shown.close()


def test_the_loop_follows_water_and_falls_short_of_electrolytes():
    shown = DrinksAndCramp()
    loop = {study.name: study.estimates[1].value for study in shown.state.studies if study.estimates[1]}
    assert sorted(loop.values()) == [-5, -5, 2, 2]
    assert all("+2" in study.words for study in shown.state.studies if "electrolytes" in study.name)
    shown.close()


def test_the_two_studies_of_fatigue_disagree_and_both_are_shown():
    shown = NervesAndCramp()
    tired = [study for study in shown.state.studies if "tired" in study.name]
    assert [study.estimates[0].value for study in tired] == pytest.approx([12.9, -2.4])
    assert all(study.estimates[1] is None for study in tired)  # the loop has no number for fatigue
    shown.close()


def test_where_no_number_was_seen_the_line_says_so():
    shown = DrinksAndCramp()
    unknown = [study for study in shown.state.studies if study.estimates == (None, None)]
    assert [study.words for study in unknown] == ["no number"]
    assert "Braulick" in unknown[0].name
    shown.close()


def test_both_teams_sweat_is_shown_with_its_spread():
    shown = CrampersSweat()
    values = [study.estimates[0].value for study in shown.state.studies]
    assert values == [54.6, 25.3, 52.6, 38.3]
    assert [study.name.split(",")[0] for study in shown.state.studies] == ["cramps", "no cramp"] * 2
    assert "2.2 times" in shown.sentence and "1.4" in shown.sentence
    shown.close()
