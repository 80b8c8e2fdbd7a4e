"""Odds, dose curves and log-odds: the arithmetic, and the doses the science brief prints."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers.likelihood import dose, from_log_odds, log_odds, odds, probability, with_odds_ratio
from tests.likelihood.worlds import FACTORS_OF_THE_ARTICLE, MODEL, SYMPTOMS, SYMPTOMS_OF_THE_BRIEF


def test_the_published_factors_and_symptoms_are_there():
    assert set(FACTORS_OF_THE_ARTICLE) <= set(MODEL.factors)
    assert set(SYMPTOMS_OF_THE_BRIEF) <= set(SYMPTOMS)


@pytest.mark.parametrize("name", MODEL.factors)
def test_a_dose_goes_from_nothing_at_the_reference_to_all_at_the_anchor_and_stays_flat_beyond(name):
    row = MODEL.factors[name]
    assert dose(row, row.reference) == 0
    assert dose(row, row.anchor) == 1
    beyond = np.array([-0.5, -1e-9, 1 + 1e-9, 3])
    assert dose(row, row.reference + beyond * (row.anchor - row.reference)).tolist() == [0, 0, 1, 1]
    between = dose(row, np.linspace(row.reference, row.anchor, 200))
    assert (np.diff(between) > 0).all()


def test_a_dose_of_nothing_is_never_written_as_minus_nought():
    doses = MODEL.estimate({}).doses.values()
    steps = [step for outcome in MODEL.estimate({}).outcomes.values() for step in outcome.steps]
    people = [step for outcome in MODEL.estimate({}).outcomes.values() for step in outcome.people_steps]
    assert {str(float(number)) for number in [*doses, *steps, *people]} == {"0.0"}


@pytest.mark.parametrize(
    ("name", "values", "printed"),
    [
        ("calcium_mM", [1.15, 1.0, 0.9, 0.8], [0.052, 0.483, 0.758, 0.916]),
        ("magnesium_mM", [0.75, 0.70, 0.60, 0.50], [0.028, 0.130, 0.557, 0.873]),
        ("vitamin_d_nmol_L", [50, 40, 30, 25, 20], [0.010, 0.148, 0.496, 0.676, 0.821]),
        ("sleep_h", [6, 5], [0.622, 0.894]),
        ("caffeine_mg_day", [200], [0.622]),
        ("anxiety_gad7", [10], [0.727]),
        ("stress_pss10", [20], [0.534]),
        ("exertion_cr10", [5, 7], [0.325, 0.763]),
        ("dehydration_percent", [2], [0.625]),
    ],
)
def test_the_doses_are_those_the_science_brief_prints(name, values, printed):
    assert dose(MODEL.factors[name], np.array(values)) == pytest.approx(printed, abs=5.01e-4)


def test_odds_and_back():
    assert odds(0.2) == 0.25
    assert probability(0.25) == 0.2
    assert log_odds(0.5) == 0
    shares = np.array([1e-6, 0.02, 0.5, 0.999])
    assert from_log_odds(log_odds(shares)) == pytest.approx(shares, rel=1e-12)
    assert odds(0) == probability(0) == 0


@pytest.mark.parametrize("share", [1, 1.0, -0.1, 1.5, math.nan, "half", None, [0.5, 1.0]])
def test_what_has_no_odds_is_refused(share):
    for ask in (odds, log_odds, lambda one: with_odds_ratio(one, 2)):
        with pytest.raises(ValueError, match="probability must be at least 0 and below 1, got"):
            ask(share)


@pytest.mark.parametrize("far", [40.0, 1e4, math.inf])
def test_however_far_out_nobody_and_everybody_stay_out_of_reach(far):
    assert 0 < from_log_odds(-far) < 1e-15
    assert 1 - 1e-15 < from_log_odds(far) < 1


@pytest.mark.parametrize("share", [0.0002, 0.06, 0.5, 0.99])
@pytest.mark.parametrize("ratio", [0.25, 1.0, 2.42, 3000.0])
def test_an_odds_ratio_multiplies_the_odds(share, ratio):
    changed = with_odds_ratio(share, ratio)
    assert odds(changed) / odds(share) == pytest.approx(ratio)
    assert (changed > share) == (ratio > 1)
    assert with_odds_ratio(0.5, 3) == pytest.approx(0.75)
