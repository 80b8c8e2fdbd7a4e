"""What raises the odds never lowers an estimate, nor an end of its range."""

from __future__ import annotations

import numpy as np

from helpers.likelihood import add_up, dose
from tests.likelihood.worlds import MODEL, SYMPTOMS, plain_log_odds, random_setting

SLIDERS = [name for name, row in MODEL.factors.items() if row.control == "slider"]


def worse(row, share):
    """The value at this share of the way from the good end of the scale to the bad one."""
    return row.low + (share if row.anchor > row.reference else 1 - share) * (row.high - row.low)


HARMFUL = {
    symptom: [f for f in MODEL.factors if MODEL.effects[f, symptom].value >= 1] for symptom in SYMPTOMS
}
"""The factors of which more never helps: where a row says that it protects, less does."""


def test_a_worse_setting_never_lowers_the_estimate():
    """Asked of ``estimate`` itself."""
    rng = np.random.default_rng(10)
    rises = 0
    for turn in range(1500):
        values = random_setting(rng)
        name = list(MODEL.factors)[turn % len(MODEL.factors)]
        row = MODEL.factors[name]
        less, more = (
            MODEL.estimate({**values, name: bool(place) if row.control == "switch" else worse(row, share)})
            for place, share in enumerate(sorted(rng.random(2)))
        )
        for symptom in SYMPTOMS:
            if name in HARMFUL[symptom]:
                before, after = less.outcomes[symptom], more.outcomes[symptom]
                for form in ("likelihood", "noisy_or", "strongest_only", "all_add"):
                    assert getattr(after, form) >= getattr(before, form) * (1 - 1e-12), (name, symptom, form)
                assert after.likelihood >= before.likelihood
                rises += after.likelihood > before.likelihood + 1e-6
    assert rises > 1000


def test_a_worse_setting_never_lowers_a_likelihood_ten_thousand_pairs():
    """Of the sum of :func:`plain_log_odds`, which is the estimate to twelve digits.

    ``test_the_estimate_is_the_sum_of_its_parts...`` shows this at random settings, another test at corners.
    """
    rng = np.random.default_rng(3)
    pairs = 10_000
    doses = {name: dose(row, worse(row, rng.random(pairs))) for name, row in MODEL.factors.items()}
    moved = rng.integers(len(doses), size=pairs)
    shares = np.sort(rng.random((2, pairs)), axis=0)
    before, after = dict(doses), dict(doses)
    for place, (name, row) in enumerate(MODEL.factors.items()):
        here = moved == place
        before[name] = np.where(here, dose(row, worse(row, shares[0])), doses[name])
        after[name] = np.where(here, dose(row, worse(row, shares[1])), doses[name])
    less, more = plain_log_odds(before), plain_log_odds(after)
    for symptom in SYMPTOMS:
        harmful = np.isin(moved, [list(MODEL.factors).index(name) for name in HARMFUL[symptom]])
        assert harmful.mean() > 0.5
        assert (more[symptom] >= less[symptom])[harmful].all()
    assert (more["cramp"] > less["cramp"] + 1e-3).mean() > 0.3


def test_not_even_rounding_lets_a_larger_step_give_a_smaller_sum():
    rng, many = np.random.default_rng(8), 200_000
    groups, overlap = [[0, 2, 3], [1]], rng.uniform(0.3, 1, many)
    steps = rng.normal(0.3, 1, (4, many))
    for place in range(4):
        larger = steps.copy()
        larger[place] = np.nextafter(larger[place], np.inf)
        assert (add_up(larger, groups, overlap) >= add_up(steps, groups, overlap)).all()


def test_where_all_the_evidence_points_one_way_a_worse_setting_never_lowers_either_end_of_the_range():
    rng = np.random.default_rng(4)
    looked_at = 0
    for turn in range(400):
        values = random_setting(rng, unknown=0.25 * (turn % 2))
        name = SLIDERS[turn % len(SLIDERS)]
        less, more = (
            MODEL.estimate({**values, name: worse(MODEL.factors[name], share)}).outcomes
            for share in sorted(rng.random(2))
        )
        for symptom in SYMPTOMS:
            if MODEL.effects[name, symptom].low >= 1:
                assert more[symptom].low >= less[symptom].low
                assert more[symptom].high >= less[symptom].high
                looked_at += 1
    assert looked_at > 500


def test_where_the_evidence_points_both_ways_a_worse_setting_widens_the_range_and_its_lower_end_falls():
    row = MODEL.effects["caffeine_mg_day", "cramp"]
    assert row.low < row.value == 1 < row.high
    little, much = (MODEL.estimate({"caffeine_mg_day": mg}).outcomes["cramp"] for mg in (100, 400))
    assert much.low < little.low < little.likelihood == much.likelihood < little.high < much.high
