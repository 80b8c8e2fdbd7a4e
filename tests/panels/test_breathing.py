"""Overbreathing: the panel follows the models, keeps two hypotheses apart, never makes the axon fire."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest

from helpers import evidence
from helpers.panels.breathing import FALLS, STAYS, Overbreathing
from helpers.panels.explorer import Explorer
from helpers.physiology.axon_equations import gating_shift_mV
from helpers.physiology.axon_thresholds import thresholds
from helpers.physiology.twitch_rate import threshold_fall


@pytest.fixture
def panel():
    made = Overbreathing()
    yield made
    made.close()


def test_quiet_breathing_changes_nothing(panel):
    state = panel.reference
    assert (state.co2_mmHg, state.pH) == (pytest.approx(40), pytest.approx(7.401, abs=0.001))
    assert state.calcium_mM == pytest.approx(1.25)
    assert state.calcium_fall == state.direct_fall == 0


def test_twice_the_air_makes_blood_alkaline_within_minutes(panel):
    short, long = (panel.state_for(breathing_times=2.0, minutes=minutes) for minutes in (2, 15))
    assert 7.45 < short.pH < long.pH < 7.623  # 7.623 where it settles: sleep brief C4
    assert 20 < long.co2_mmHg < short.co2_mmHg < 40


def test_the_end_of_the_spell_is_the_lowest_point_of_its_curve(panel):
    for times, minutes in itertools.product((1.5, 3.0), (1, 7, 15)):
        state = panel.state_for(breathing_times=times, minutes=minutes)
        assert state.co2_course_mmHg.min() == pytest.approx(state.co2_mmHg)
        assert state.time_min[np.argmin(state.co2_course_mmHg)] == minutes
        assert state.pH_course.max() == pytest.approx(state.pH)


def test_the_textbooks_fall_is_the_kits_formula_and_stays_small(panel):
    state = panel.state_for(breathing_times=3.0)
    assert state.calcium_fall == pytest.approx(threshold_fall(gating_shift_mV(state.calcium_mM)))
    assert 0.85 < state.calcium_mM / panel.reference.calcium_mM < 0.97
    on_curve = np.interp(state.pH, state.pH_axis, state.formula_change_mM)
    assert state.calcium_change_mM == pytest.approx(on_curve, abs=1e-4)
    assert state.chosen_change_mM[-1] == pytest.approx(state.calcium_change_mM)


def test_the_two_routes_are_kept_apart(panel):
    """Steurer's hypothesis leaves the calcium route nothing; pH itself is an option, off at the start."""
    assert panel.direct.value is False
    stays = panel.state_for(breathing_times=3.0, calcium=STAYS)
    assert (stays.calcium_fall, stays.direct_fall, stays.calcium_mM) == (0, 0, 1.25)
    both = panel.state_for(breathing_times=3.0, calcium=FALLS, direct=True)
    assert both.calcium_fall > 0 and both.direct_fall > 0
    assert both.threshold_fall == pytest.approx(both.calcium_fall + both.direct_fall)


def test_nothing_on_the_scale_makes_the_axon_fire_by_itself(panel):
    worst = panel.state_for(breathing_times=3.0, minutes=15, direct=True)
    assert worst.threshold_fall < 0.5 * worst.fires_at_fall
    assert worst.fires_at_fall == pytest.approx(threshold_fall(thresholds(0.0).silent_until_mV))


def test_the_experiment_is_read_from_the_data(panel):
    row = next(r for r in evidence.rows("calcium_and_ph") if r.source == "steurer_1997" and r.value == 7.75)
    assert panel.reference.measured_pH == row.value
    assert panel.reference.measured_pH_range == (row.low, row.high)
    assert panel.reference.measurement == "10 people, 1997:<br>no significant change"


def test_every_control_is_heard_in_the_sentence_even_at_rest(panel):
    at_rest = panel.sentence
    for name, value in [("minutes", 15), ("breathing_times", 3.0), ("calcium", STAYS), ("direct", True)]:
        panel.reset()
        panel.set(**{name: value})
        assert panel.sentence != at_rest, name
    assert "−0.00" not in at_rest


def test_chain_leaves_the_nerve_alone_where_neither_route_is_taken(panel):
    panel.use("experiment")
    texts = panel.chain(panel.state, panel.reference)
    assert set(texts) == {"behaviour", "blood"}
    panel.use("pH itself")
    texts = panel.chain(panel.state, panel.reference)
    assert "□ assumed" in texts["gate"] and "mV" not in texts["gate"]
    assert "a day" in texts["muscle"]


def test_the_explorer_takes_over_the_calcium_found_here(panel):
    panel.use("textbook")
    explorer = Explorer(focus="anxiety_gad7", start=panel.state)
    assert explorer.calcium_mM.value == pytest.approx(panel.state.calcium_mM, abs=0.005)
    explorer.close()


def test_a_move_is_quick(panel):
    started = time.perf_counter()
    for times in np.linspace(1, 3, 20):
        panel.compute(float(times), 5, FALLS, True)
    assert (time.perf_counter() - started) / 20 < 0.01
