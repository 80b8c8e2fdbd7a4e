"""Lesson 07's panels: ceilings hold, doors multiply, ratios are each study's own."""

from __future__ import annotations

import re

import numpy as np
import pytest

from helpers import evidence
from helpers.panels.explorer import Explorer
from helpers.panels.medicine_trials import BLOCKS, MeasuredBlocks, MedicineTrials
from helpers.panels.medicines import BLOCKERS, BlockedClearance, TwoDoors, inhibitor_ratio
from helpers.physiology.caffeine_course import mean_steady_mg_L
from helpers.physiology.medicines import INHIBITOR_RATIO
from helpers.records import LONGEST_TIMES


@pytest.fixture
def panel():
    made = BlockedClearance()
    yield made
    made.close()


def test_half_the_enzyme_is_blocked_where_the_inhibitor_equals_its_constant():
    assert inhibitor_ratio(50) == pytest.approx(1)
    assert inhibitor_ratio(0) == 0
    assert inhibitor_ratio(96) == pytest.approx(INHIBITOR_RATIO, rel=0.05)


def test_fluvoxamine_gives_the_measured_ratio_and_half_life(panel):
    state = panel.state_for(**panel.presets["with fluvoxamine"])
    assert state.exposure_ratio == pytest.approx(105 / 9.1, rel=0.03)  # Culm-Merdek 2005
    assert state.new_half_life_h == pytest.approx(56, rel=0.03)


def test_ciprofloxacin_gives_the_measured_ratio(panel):
    state = panel.state_for(**panel.presets["with ciprofloxacin"])
    assert state.exposure_ratio == pytest.approx(106 / 58.2, rel=0.02)  # Healy 1989


def test_the_buttons_are_the_medicines_of_the_table_that_keep_caffeine_back(panel):
    ratios = {
        row.medicine: row.value for row in evidence.rows("medicine_interactions") if row.partner == "caffeine"
    }
    shipped = {"combined oral contraceptive": 41, "ciprofloxacin": 47, "fluvoxamine": 96}
    assert shipped.items() <= BLOCKERS.items()
    assert BLOCKERS.keys() == ratios.keys()
    for medicine, ratio in ratios.items():
        state = panel.state_for(**panel.presets[f"with {medicine}"])
        assert state.exposure_ratio == pytest.approx(ratio, rel=0.03)


def test_a_derived_ratio_is_that_of_its_study():
    """Clearance without over clearance with, both as published; a class's own rows are not derived."""
    derived = [
        row
        for row in evidence.rows("medicine_interactions")
        if row.partner == "caffeine" and row.confidence == "derived"
    ]
    assert len(derived) >= 3
    for row in derived:
        published = [
            one.value
            for one in evidence.rows("caffeine_half_life")
            if one.source == row.source and one.quantity == "clearance"
        ]
        assert row.value == pytest.approx(max(published) / min(published), rel=0.005), row


def test_the_longest_ratio_a_row_may_give_is_one_the_slider_can_reach(panel):
    most = panel.state_for(blocked_percent=98)
    assert most.exposure_ratio > LONGEST_TIMES > 0.95 * most.exposure_ratio


def test_no_block_can_pass_the_ceiling_and_another_way_out_lowers_it(panel):
    for pathway in (0, 50, 90, 95):
        states = [panel.state_for(pathway_percent=pathway, blocked_percent=b) for b in (0, 30, 60, 98)]
        ratios = [state.exposure_ratio for state in states]
        assert ratios == sorted(ratios)
        assert ratios[0] == pytest.approx(1)
        assert ratios[-1] <= states[0].exposure_ceiling + 1e-9
    assert panel.state_for(pathway_percent=50).exposure_ceiling == pytest.approx(2)


def test_before_the_medicine_each_day_is_alike_and_after_it_the_level_climbs_to_the_ratio(panel):
    state = panel.state_for(**panel.presets["with ciprofloxacin"])
    day = state.time_d
    first, second = state.level_times[(day >= 1) & (day < 2)], state.level_times[(day >= 5) & (day < 6)]
    assert first == pytest.approx(second)
    assert first.mean() == pytest.approx(1, rel=0.03)
    last = state.level_times[(day >= 20) & (day < 21)]
    assert last.mean() == pytest.approx(state.exposure_ratio, rel=0.03)


def test_the_mean_level_is_intake_over_clearance(panel):
    assert panel.reference.mean_mg_L == pytest.approx(float(mean_steady_mg_L(400)))
    assert panel.state_for(blocked_percent=96).mean_mg_L / panel.reference.mean_mg_L == pytest.approx(
        panel.state_for(blocked_percent=96).exposure_ratio
    )


def test_the_sentence_says_nothing_is_blocked_only_when_nothing_is(panel):
    assert "Nothing is blocked" in panel.sentence
    panel.set(blocked_percent=96)
    assert "times the caffeine" in panel.sentence
    panel.set(pathway_percent=0)
    assert "No caffeine leaves by this enzyme" in panel.sentence and "can do nothing" in panel.sentence
    panel.set(blocked_percent=3, pathway_percent=5)
    assert "Hardly anything changes" in panel.sentence
    panel.set(blocked_percent=0, pathway_percent=0)
    assert "No caffeine leaves by this enzyme" in panel.sentence and "times as much" not in panel.sentence


def test_the_explorer_starts_with_the_four_cups(panel):
    explorer = Explorer(focus="long_acting_beta_agonist", start=panel.state)
    assert explorer.caffeine_mg_day.value == 400
    explorer.close()


def test_two_doors_do_more_than_their_sum_and_one_open_door_does_not():
    panel = TwoDoors()
    both = panel.state_for(**panel.presets["both"])
    assert both.both == pytest.approx(5.56, rel=0.005)
    assert both.both > both.only_added
    alone = panel.state_for(**panel.presets["only the reuptake"])
    assert alone.both == pytest.approx(alone.reuptake_alone) == pytest.approx(alone.only_added)
    assert panel.reference.both == 1 and "5.6" not in panel.sentence  # the prediction is not given away
    panel.close()


def test_each_measured_block_is_set_against_its_own_control():
    panel = MeasuredBlocks()
    ratios = {name: study.estimates for name, study in zip(BLOCKS, panel.state.studies, strict=True)}
    assert ratios["fluvoxamine"][0].value == pytest.approx(105 / 9.1)
    assert ratios["contraceptive pill"][1].value == pytest.approx(10.7 / 6.2)
    for clearance, half_life in ratios.values():
        assert np.log(clearance.value / half_life.value) == pytest.approx(0, abs=0.2)
    panel.close()


def test_the_words_about_the_measured_blocks_promise_no_closer_agreement_than_there_is():
    panel = MeasuredBlocks()
    within = float(re.search(r"within (\d+) %", panel.sentence)[1])
    apart = [
        max(a.value, b.value) / min(a.value, b.value) - 1
        for a, b in (s.estimates for s in panel.state.studies)
    ]
    assert 100 * max(apart) <= within
    panel.close()


def test_a_line_of_people_who_all_took_a_statin_says_so():
    panel = MedicineTrials()
    assert panel.state.studies[-1].name.startswith("statin + CYP3A4 medicine: rhabdomyolysis")
    panel.close()


def test_the_trials_are_those_of_the_table():
    panel = MedicineTrials()
    values = [row.value for row in evidence.rows("likelihood_literature") if row.source in panel.sources]
    assert [study.estimates[0].value for study in panel.state.studies] == values
    panel.close()
