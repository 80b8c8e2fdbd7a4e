"""Each model names its route to the muscle; those on the threshold path say how far the threshold falls."""

import importlib
import pkgutil

import numpy as np
import pytest

import helpers.physiology
from helpers.physiology import breathing, caffeine_effects, calcium, medicines, sleep_receptors, stress
from helpers.physiology.day import Falls, chain
from helpers.physiology.day_causes import Day
from helpers.physiology.minerals import mineral_effects
from helpers.physiology.sleep import pressure_awake
from helpers.physiology.twitch_rate import HIGHEST_FALL, rate_ratio

NO_MODEL = {"quantity"}
MODULES = [found.name for found in pkgutil.iter_modules(helpers.physiology.__path__)]
THRESHOLD_PATH = {  # module: its fall when nothing is changed, and with the cause at work
    "breathing": (breathing.threshold_fall(40), breathing.threshold_fall(20)),
    "caffeine_effects": (caffeine_effects.threshold_fall(0), caffeine_effects.threshold_fall(7.8)),
    "calcium": (calcium.threshold_fall(), calcium.threshold_fall(0.9)),
    "medicines": (medicines.threshold_fall(), medicines.threshold_fall(common=1)),
    "sleep_receptors": (
        sleep_receptors.threshold_fall(),
        sleep_receptors.threshold_fall(pressure_awake(24)),
    ),
    "stress": (stress.threshold_fall(0), stress.threshold_fall(1)),
}


@pytest.mark.parametrize("module", [name for name in MODULES if name not in NO_MODEL])
def test_the_route_to_the_muscle_is_named(module):
    told = importlib.import_module(f"helpers.physiology.{module}").__doc__
    assert "oute to the muscle:" in told or "outes to the muscle" in told


@pytest.mark.parametrize(("still", "at_work"), THRESHOLD_PATH.values(), ids=THRESHOLD_PATH)
def test_a_fall_is_a_fraction_nought_at_rest_and_positive_when_easier_to_fire(still, at_work):
    assert still == 0
    assert 0 < at_work < HIGHEST_FALL
    assert rate_ratio(at_work) > 1


def test_no_other_model_invents_a_threshold_term():
    with_term = {
        name
        for name in MODULES
        if hasattr(importlib.import_module(f"helpers.physiology.{name}"), "threshold_fall")
    }
    assert with_term == {*THRESHOLD_PATH, "twitch_rate"}


def test_the_day_adds_exactly_these_and_the_minerals_by_their_one_loop():
    assert set(Falls.__dataclass_fields__) == {
        "sleep", "caffeine", "minerals", "breathing", "direct_pH", "cortisol", "medicines"
    }  # fmt: skip
    assert mineral_effects(gland_function=0).threshold_fall == pytest.approx(
        calcium.threshold_fall(mineral_effects(gland_function=0).loop.ionised_calcium_mM)
    )
    day = chain(
        Day(caffeine_mg=400, stress=1, breathing_times=2, common_medicines=1, gland_function=0.5), 8.4
    )
    assert day.falls.total == pytest.approx(sum(vars(day.falls).values()))
    assert np.all([fall >= 0 for name, fall in vars(day.falls).items() if name != "sleep"])
