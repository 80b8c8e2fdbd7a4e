"""Caffeine against sleep: the trials' cut-offs are the published ones, and one half-life explains both."""

from __future__ import annotations

import pytest

from helpers.panels.caffeine_sleep import CaffeineAndSleep, cut_offs


@pytest.fixture(scope="module")
def panel():
    made = CaffeineAndSleep()
    yield made
    made.close()


def test_cut_offs_are_read_from_the_table():
    assert cut_offs() == [(107.0, 8.8), (217.5, 13.2)]


def test_five_hours_leave_the_rests_of_the_brief(panel):
    assert panel.reference.trial_rest_mg == pytest.approx((31.6, 34.9), abs=0.05)  # T-37
    assert "two different rests" in panel.sentence


def test_one_half_life_leaves_the_same_rest_of_both(panel):
    assert panel.state_for(half_life_h=4.3).rest_ratio == pytest.approx(1, abs=0.01)
    assert (
        panel.state_for(half_life_h=3.0).rest_ratio < 0.8 < 1.2 < panel.state_for(half_life_h=6.0).rest_ratio
    )
    assert "the same rest" in panel.describe(panel.state_for(half_life_h=4.3), panel.reference)


def test_what_is_left_and_what_it_costs_move_together(panel):
    late, early = panel.state_for(hours_before=1.0), panel.state_for(hours_before=12.0)
    assert late.left_at_bedtime_mg > early.left_at_bedtime_mg
    assert late.lost_min > early.lost_min
    assert panel.state_for(dose_mg=400).lost_min == pytest.approx(45, abs=1)


def test_the_line_is_called_an_assumption(panel):
    assert "assum" in panel.sentence
    assert "assumption" in panel.reference.grade
