"""Lesson 06's other pictures: where the model fails people, where the line is drawn, dose, recovery."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers import evidence, theme
from helpers.panels.vitamin_d_cut_offs import CutOffs
from helpers.panels.vitamin_d_dose import MoreVitaminD
from helpers.panels.vitamin_d_evidence import MeasuredInPeople, StrengthTrials
from helpers.panels.vitamin_d_recovery import StrengthRecovery
from helpers.physiology.vitamin_d_strength import CONTROL_LEVEL, DEFICIENT_LEVEL, relative_strength

EVERY = [CutOffs, MeasuredInPeople, MoreVitaminD, StrengthRecovery, StrengthTrials]


@pytest.mark.parametrize("kind", EVERY)
def test_frame_and_skeleton_name_the_same_traces(kind):
    panel = kind()
    for sizes in (theme.DESK, theme.PROJECTOR):
        assert set(panel.frame(panel.reference)) == {t["name"] for t in panel.skeleton(sizes)["data"]}
    panel.close()


@pytest.mark.parametrize("kind", EVERY)
def test_every_corner_lies_inside_the_fixed_axes(kind):
    panel = kind()
    made = panel.skeleton(theme.DESK)
    ranges = [control.legal() for control in panel.controls.values()]
    for values in itertools.product(*ranges):
        frame = panel.frame(panel.state_for(**dict(zip(panel.controls, values, strict=True))))
        for trace in made["data"]:
            for letter in "xy":
                ends = made["layout"][trace[f"{letter}axis"].replace(letter, f"{letter}axis")]["range"]
                points = np.asarray(frame[trace["name"]][letter], dtype=float)
                points = points[np.isfinite(points)]
                assert np.all((min(ends) <= points) & (points <= max(ends))), (trace["name"], values)
    panel.close()


def test_the_model_is_far_too_mild_about_pth_and_the_picture_says_so():
    state = MeasuredInPeople().state
    lowest, between, control = state.pth_groups
    assert lowest.relative == pytest.approx(15.6 / 2.7)
    assert between.relative == pytest.approx(5.7 / 2.7)
    assert control.relative == 1
    assert state.model_pth_at_lowest < 0.4 * lowest.relative
    assert "far too mild" in MeasuredInPeople().sentence


def test_the_strength_curve_meets_the_women_it_was_fitted_to():
    state = MeasuredInPeople().state
    women, controls = state.strength_groups
    model = relative_strength(DEFICIENT_LEVEL) / relative_strength(CONTROL_LEVEL)
    assert women.low < model < women.high
    assert controls.relative == 1
    assert state.after_six_months == pytest.approx(0.82, abs=0.005)


def test_both_trials_found_nothing_where_the_curve_promises_something():
    for trial in MeasuredInPeople().state.trials:
        assert 0.03 < trial.promised < 0.10
        assert trial.people > 200
    found = [row.finding for row in evidence.rows("vitamin_d_trials") if row.people in (417, 251)]
    assert len(found) == 2
    assert all(words.startswith("no ") for words in found)


def test_the_forest_puts_the_severe_lack_first_and_only_it_leaves_zero_far_behind():
    studies = StrengthTrials().state.studies
    assert len(studies) == 4
    assert "below 25" in studies[0].name
    assert studies[0].estimates[0].low > 2
    assert all(abs(study.estimates[0].value) < 0.2 for study in studies[1:])


def test_the_published_shares_lie_on_the_curve_and_the_line_counts_them():
    panel = CutOffs()
    for population in panel.controls["population"].legal():
        state = panel.state_for(population=population)
        for point in state.published:
            on_curve = np.interp(point.nmol_L, state.lines_nmol_L, state.curve_per_100)
            assert on_curve == pytest.approx(point.percent, abs=1)
    assert panel.state_for(cut_off_nmol_L=75).below_per_100 == pytest.approx(76.6, abs=1)


def test_bands_that_were_printed_apart_are_added_up_and_unread_shares_keep_their_mark():
    panel = CutOffs()
    states = [panel.state_for(population=name) for name in ("USA", "Europe")]
    assert states[0].published[1].percent == pytest.approx(5.0 + 18.3)
    assert states[0].published[1].nmol_L == 50
    assert "unverified" in states[1].published[1].mark
    assert "unverified" in panel.describe(states[1], panel.reference)


def test_a_hundred_people_stand_below_or_above_the_line():
    panel = CutOffs()
    for line in (10, 50, 120):
        frame = panel.frame(panel.state_for(cut_off_nmol_L=line))
        counted = [np.isfinite(frame[f"of 100: {side}"]["x"]).sum() for side in ("below", "above")]
        assert sum(counted) == 100


def test_the_same_addition_does_a_fifth_for_who_has_plenty():
    panel = MoreVitaminD()
    plenty = panel.state_for(**panel.presets["much before"])
    assert plenty.rise_nmol_L / panel.reference.rise_nmol_L == pytest.approx(0.2, abs=0.02)
    assert panel.reference.anchors[0].nmol_L == 39
    assert panel.reference.anchors[1].nmol_L == 112


def test_slow_and_complete_or_quick_and_incomplete_meet_the_same_point():
    panel = StrengthRecovery()
    assert panel.reference.fits
    assert panel.state_for(**panel.presets["ends short of them"]).fits
    assert not panel.state_for(**panel.presets["a quick recovery"]).fits
    assert "misses" in panel.describe(panel.state_for(**panel.presets["a quick recovery"]), panel.reference)
