"""What is not sure: drawn ratios, baselines and everyday values, and the ranges they give."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers.likelihood import DRAWS, dose, evenly_shuffled, log_odds, shuffled
from helpers.likelihood.draws import drawn_baselines, drawn_log_ratios, drawn_overlaps, high_end, low_end
from tests.likelihood.worlds import CELLS, EXAM_WEEK, MODEL, SYMPTOMS, random_setting


@pytest.mark.parametrize(("factor", "symptom"), CELLS)
def test_no_draw_of_an_effect_exceeds_its_evidence(factor, symptom):
    row = MODEL.effects[factor, symptom]
    drawn = drawn_log_ratios(row)
    assert drawn.shape == (DRAWS,)
    assert drawn.min() >= math.log(row.low)
    assert drawn.max() <= math.log(row.high)
    assert np.median(drawn) == pytest.approx(math.log(row.value), abs=0.01)


def test_the_draws_have_the_distributions_the_data_state():
    for row in MODEL.symptoms.values():
        drawn = drawn_baselines(row)
        assert np.median(drawn) == pytest.approx(log_odds(row.value / 100), abs=1e-3)
        width = log_odds(row.high / 100) - log_odds(row.low / 100)
        assert np.quantile(drawn, 0.975) - np.quantile(drawn, 0.025) == pytest.approx(width, rel=0.002)
    assert drawn_overlaps().min() > 0.3
    assert drawn_overlaps().max() < 1
    assert drawn_overlaps().mean() == pytest.approx(0.65)
    for name, row in MODEL.factors.items():
        values = MODEL.everyday(name)
        assert values.shape == (DRAWS,)
        assert values.min() >= row.low
        assert values.max() <= row.high
        if row.control == "switch":
            assert set(values) == {0, 1}
            assert values.mean() == pytest.approx(row.everyday_share)
        else:
            parts = np.quantile(values, [0.025, 0.5, 0.975])
            spread = [row.everyday_low, row.everyday_typical, row.everyday_high]
            assert parts == pytest.approx(spread, abs=0.005 * (row.high - row.low))
            assert MODEL.typical(name) == row.everyday_typical


def test_the_draws_of_two_names_have_nothing_to_do_with_each_other():
    names = [*(f"{f} {s}" for f, s in CELLS), *SYMPTOMS, *(f"everyday {f}" for f in MODEL.factors)]
    drawn = np.array([shuffled(name) for name in names] + [evenly_shuffled("overlap")])
    between = np.corrcoef(drawn) - np.eye(len(drawn))
    assert np.abs(between).max() < 5 / math.sqrt(DRAWS)


def test_the_ends_of_a_range_leave_two_and_a_half_percent_outside_on_either_side():
    draws = np.random.default_rng(5).permutation(np.arange(1, DRAWS + 1))
    assert low_end(draws) == 0.025 * DRAWS
    assert high_end(draws) == 0.975 * DRAWS + 1


def test_the_range_is_that_of_many_more_plain_draws():
    """Written anew with 400,000 draws by chance; the kit's 5,000 spread ones agree within 0.1 log-odds."""
    rng, many = np.random.default_rng(6), 400_000
    for symptom in SYMPTOMS:
        row = MODEL.symptoms[symptom]
        spread = (log_odds(row.high / 100) - log_odds(row.low / 100)) / 3.92
        start = log_odds(row.value / 100) + spread * rng.standard_normal(many)
        steps = []
        for name, value in EXAM_WEEK.items():
            effect = MODEL.effects[name, symptom]
            low, high = math.log(effect.low), math.log(effect.high)
            drawn = math.log(effect.value) + (high - low) / 3.92 * rng.standard_normal(many)
            steps.append(np.clip(drawn, low, high) * dose(MODEL.factors[name], value))
        harm = np.maximum(steps, 0)
        part = rng.uniform(0.3, 1, many) * (harm.sum(axis=0) - harm.max(axis=0))
        total = start + harm.max(axis=0) + part + np.minimum(steps, 0).sum(axis=0)
        outcome = MODEL.estimate(EXAM_WEEK).outcomes[symptom]
        ends = log_odds(np.array([outcome.low, outcome.high]))
        assert ends == pytest.approx(np.quantile(total, [0.025, 0.975]), abs=0.1)


def test_not_knowing_one_factor_more_never_narrows_the_range():
    rng = np.random.default_rng(7)
    wider = 0
    for turn in range(120):
        values = random_setting(rng, unknown=0.3 * (turn % 3))
        for name in rng.choice(list(MODEL.factors), 3, replace=False):
            known = MODEL.estimate({**values, name: MODEL.typical(name)})
            unknown = MODEL.estimate({**values, name: None})
            assert name in unknown.not_known
            assert name not in known.not_known
            assert known.doses == unknown.doses
            for symptom in SYMPTOMS:
                one, other = known.outcomes[symptom], unknown.outcomes[symptom]
                assert other.likelihood == one.likelihood
                assert other.low <= one.low
                assert other.high >= one.high
                wider += other.high - other.low > one.high - one.low
    assert wider > 1000


def test_blood_that_was_never_tested_widens_the_range_upwards():
    known = MODEL.estimate({})
    unknown = MODEL.estimate({"calcium_mM": None, "magnesium_mM": None, "vitamin_d_nmol_L": None})
    assert unknown.not_known == ("calcium_mM", "magnesium_mM", "vitamin_d_nmol_L")
    assert unknown.outcomes["tetany"].high > 1.1 * known.outcomes["tetany"].high
    assert unknown.outcomes["weakness"].high > 1.05 * known.outcomes["weakness"].high


def test_samples_of_a_computed_factor_widen_the_range_round_its_value():
    values = {"calcium_mM": 1.0}
    known = MODEL.estimate(values)
    same = MODEL.estimate(values, sampled={"calcium_mM": np.full(DRAWS, 1.0)})
    wide = MODEL.estimate(values, sampled={"calcium_mM": np.linspace(0.8, 1.2, DRAWS)})
    assert same.outcomes == known.outcomes
    assert same.not_known == wide.not_known == ("calcium_mM",)
    for symptom in SYMPTOMS:
        assert wide.outcomes[symptom].likelihood == known.outcomes[symptom].likelihood
        assert wide.outcomes[symptom].low < known.outcomes[symptom].low
        assert wide.outcomes[symptom].high > known.outcomes[symptom].high


def test_samples_take_the_place_of_the_everyday_spread():
    everyday = MODEL.estimate({"calcium_mM": None})
    sampled = MODEL.estimate({"calcium_mM": None}, sampled={"calcium_mM": MODEL.everyday("calcium_mM")})
    assert sampled == everyday


def test_a_silent_pair_does_not_count_and_leaves_all_others_alone():
    values = {"anxiety_gad7": 15, "stress_pss10": 25, "calcium_mM": 1.1}
    pair = ("anxiety_gad7", "tetany")
    heard, silent = MODEL.estimate(values), MODEL.estimate(values, silent=[pair])
    without = MODEL.estimate({**values, "anxiety_gad7": MODEL.factors["anxiety_gad7"].reference})
    assert silent.outcomes["tetany"] == without.outcomes["tetany"]
    assert silent.outcomes["tetany"].high < heard.outcomes["tetany"].high
    assert silent.doses == heard.doses
    for symptom in set(SYMPTOMS) - {"tetany"}:
        assert silent.outcomes[symptom] == heard.outcomes[symptom]
    unknown = MODEL.estimate({**values, "anxiety_gad7": None}, silent=[pair])
    assert unknown.outcomes["tetany"] == without.outcomes["tetany"]
    assert sum(MODEL.grades(heard, "tetany").values()) - sum(MODEL.grades(silent, "tetany").values()) == 1
    assert MODEL.grades(heard, "cramp") == MODEL.grades(silent, "cramp")
    labels = [driver.name for driver in MODEL.drivers(values, "tetany", silent=[pair])]
    assert MODEL.factors["anxiety_gad7"].label not in labels
