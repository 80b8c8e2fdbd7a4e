"""What is no setting or sample is refused by name; what is one may be said in several ways."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers import evidence
from helpers.likelihood import DRAWS
from tests.likelihood.worlds import MODEL


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"calcium_mM": 0.3}, f"calcium_mM must be between 0.4 and {MODEL.factors['calcium_mM'].high:g} "
         "mmol/L, or None where it is not known, got 0.3"),
        ({"calcium_mM": math.nan}, "calcium_mM must be .* got nan"),
        ({"calcium_mM": math.inf}, "calcium_mM must be .* got inf"),
        ({"calcium_mM": "1.2"}, "calcium_mM must be .* got '1.2'"),
        ({"calcium_mM": True}, "calcium_mM must be .* got True"),
        ({"calcium_mM": [1.0, 1.1]}, "calcium_mM must be .* got"),
        ({"calcium_mM": np.array([1.0, 1.1])}, "calcium_mM must be .* got"),
        ({"caffeine_mg_day": 801}, "caffeine_mg_day must be between 0 and 800 mg a day"),
        ({"diuretic": 0.5}, "diuretic must be True or False, or None where it is not known, got 0.5"),
        ({"diuretic": "yes"}, "diuretic must be True or False"),
        ({"diuretic": math.nan}, "diuretic must be True or False"),
        ({"potassium_mM": 4.0}, "no factor 'potassium_mM'; there are exertion_cr10, plain_water_percent"),
    ],
)  # fmt: skip
def test_what_is_no_setting_is_refused_by_name(values, said):
    with pytest.raises(ValueError, match=said):
        MODEL.estimate(values)
    with pytest.raises(ValueError, match=said):
        MODEL.drivers(values, "cramp")


@pytest.mark.parametrize(
    ("name", "value"), [("diuretic", True), ("diuretic", np.True_), ("diuretic", 1), ("diuretic", 1.0)]
)
def test_a_switch_may_be_said_in_several_ways(name, value):
    assert MODEL.estimate({name: value}) == MODEL.estimate({name: True})


@pytest.mark.parametrize("value", [np.float64(1.0), np.float32(1.0), 1, np.int64(1)])
def test_a_number_may_be_of_any_kind(value):
    assert MODEL.estimate({"calcium_mM": value}) == MODEL.estimate({"calcium_mM": 1.0})


@pytest.mark.parametrize(
    ("sampled", "said"),
    [
        ({"calcium": np.ones(DRAWS)}, "no factor 'calcium'"),
        ({"calcium_mM": np.ones(10)}, r"sampled calcium_mM must be 5000 finite numbers, got shape \(10,\)"),
        ({"calcium_mM": np.full(DRAWS, np.nan)}, "sampled calcium_mM must be 5000 finite numbers"),
        ({"calcium_mM": "many"}, "sampled calcium_mM must be 5000 finite numbers"),
    ],
)
def test_what_are_no_samples_is_refused_by_name(sampled, said):
    with pytest.raises(ValueError, match=said):
        MODEL.estimate({}, sampled=sampled)


def test_other_names_that_do_not_exist_are_refused():
    with pytest.raises(ValueError, match=r"silent must hold pairs .* got \('anxiety', 'tetany'\)"):
        MODEL.estimate({}, silent=[("anxiety", "tetany")])
    for call in (
        lambda: MODEL.drivers({}, "headache"),
        lambda: MODEL.grades(MODEL.estimate({}), "headache"),
        lambda: MODEL.grades(MODEL.estimate({})),
    ):
        with pytest.raises(ValueError, match=r"no symptom .* there are eyelid_twitch"):
            call()
    for ask in (MODEL.everyday, MODEL.typical):
        with pytest.raises(ValueError, match="no factor 'age'"):
            ask("age")


def test_every_fictional_week_of_the_kit_has_an_answer():
    scenarios = list(evidence.DATA._all("scenarios.yaml"))
    assert len(scenarios) >= 5
    for scenario in scenarios:
        estimate = MODEL.estimate(scenario.values)
        assert estimate.not_known == tuple(name for name, value in scenario.values.items() if value is None)
