"""The estimate is the sum of its parts, and its range covers the number shown."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from helpers.likelihood import OVERLAP, dose, from_log_odds, log_odds, odds
from tests.likelihood.worlds import CELLS, GROUPS, MODEL, SYMPTOMS, plain_log_odds, random_setting


@pytest.fixture(scope="module")
def random_estimates():
    rng = np.random.default_rng(1)
    settings = [random_setting(rng, unknown=0.25 * (turn % 3)) for turn in range(500)]
    return [(values, MODEL.estimate(values)) for values in settings]


def test_with_all_factors_at_the_reference_a_symptom_is_as_frequent_as_its_baseline():
    for values in ({}, {name: row.reference for name, row in MODEL.factors.items()}):
        for name, outcome in MODEL.estimate(values).outcomes.items():
            assert outcome.likelihood == pytest.approx(MODEL.symptoms[name].value / 100, abs=1e-12)
            assert outcome.reference == pytest.approx(outcome.likelihood, abs=1e-12)
            for other in (outcome.noisy_or, outcome.strongest_only, outcome.all_add):
                assert other == pytest.approx(outcome.reference, abs=1e-12)


@pytest.mark.parametrize(("factor", "symptom"), CELLS)
def test_a_factor_alone_at_its_anchor_gives_its_odds_ratio(factor, symptom):
    outcome = MODEL.estimate({factor: MODEL.factors[factor].anchor}).outcomes[symptom]
    row = MODEL.effects[factor, symptom]
    assert odds(outcome.likelihood) / odds(outcome.reference) == pytest.approx(row.value, rel=1e-9)
    if row.value == 1:
        assert outcome.likelihood == outcome.reference


def test_there_is_an_effect_for_every_factor_and_symptom():
    assert set(itertools.product(MODEL.factors, SYMPTOMS)) == set(CELLS)
    assert len(CELLS) == len(MODEL.factors) * len(SYMPTOMS)


def test_at_every_corner_of_the_scales_a_likelihood_is_above_0_and_below_1():
    every = itertools.product([False, True], repeat=min(len(MODEL.factors), 14))
    corners = np.array(list(every))
    if more := len(MODEL.factors) - 14:  # the corners of more factors are too many: those by chance
        corners = np.hstack([corners, np.random.default_rng(9).random((len(corners), more)) < 0.5])
    doses = {
        name: dose(row, np.where(corners[:, place], row.high, row.low))
        for place, (name, row) in enumerate(MODEL.factors.items())
    }
    shares = {symptom: from_log_odds(sums) for symptom, sums in plain_log_odds(doses).items()}
    for symptom, values in shares.items():
        assert values.shape == (len(corners),)
        assert ((values > 0) & (values < 1)).all(), symptom
    for corner in np.random.default_rng(2).choice(len(corners), 60, replace=False):
        settings = {
            name: row.high if corners[corner, place] else row.low
            for place, (name, row) in enumerate(MODEL.factors.items())
        }
        for symptom, outcome in MODEL.estimate(settings).outcomes.items():
            assert outcome.likelihood == pytest.approx(shares[symptom][corner], rel=1e-12)
            assert 0 < outcome.low < outcome.likelihood < outcome.high < 1


def test_the_estimate_is_the_sum_of_its_parts_and_at_overlap_0_and_1_the_strongest_and_the_plain_sum(
    random_estimates,
):
    settings = [
        {name: MODEL.typical(name) if value is None else value for name, value in values.items()}
        for values, _ in random_estimates
    ]
    doses = {
        name: dose(row, np.array([float(values[name]) for values in settings]))
        for name, row in MODEL.factors.items()
    }
    half, none, plain = (plain_log_odds(doses, overlap) for overlap in (OVERLAP, 0, 1))
    for turn, (_, estimate) in enumerate(random_estimates):
        for symptom, outcome in estimate.outcomes.items():
            forms = (outcome.likelihood, outcome.strongest_only, outcome.all_add)
            expected = [from_log_odds(sums[symptom][turn]) for sums in (half, none, plain)]
            assert forms == pytest.approx(expected, rel=1e-12)
            single = {
                name: math.log(MODEL.effects[name, symptom].value) * doses[name][turn]
                for name in MODEL.factors
            }
            harm = {name: max(step, 0) for name, step in single.items()}
            strongest = sum(max(harm[name] for name in group) for group in GROUPS.values())
            protection = sum(min(step, 0) for step in single.values())
            start = log_odds(MODEL.symptoms[symptom].value / 100)
            assert log_odds(outcome.all_add) == pytest.approx(start + sum(single.values()), abs=1e-9)
            assert log_odds(outcome.strongest_only) == pytest.approx(start + strongest + protection, abs=1e-9)


def test_the_waterfall_adds_up_exactly(random_estimates):
    for _, estimate in random_estimates:
        for outcome in estimate.outcomes.values():
            assert len(outcome.steps) == len(outcome.people_steps) == len(MODEL.factors)
            difference = log_odds(outcome.likelihood) - log_odds(outcome.reference)
            assert sum(outcome.steps) == pytest.approx(difference, abs=1e-12)
            assert outcome.reference + sum(outcome.people_steps) == pytest.approx(
                outcome.likelihood, abs=1e-12
            )


def test_the_range_covers_the_number_shown(random_estimates):
    assert sum(bool(estimate.not_known) for _, estimate in random_estimates) > 250
    for _, estimate in random_estimates:
        for outcome in estimate.outcomes.values():
            assert 0 < outcome.low < outcome.likelihood < outcome.high < 1
