"""The blood that follows from what is eaten, the sun, the glands and the breath."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.physiology.blood import ANXIOUS_PH_RISE, QUIET_PH, blood, breathed_calcium_mM, breathed_pH
from helpers.physiology.calcium import ionised_at_pH_mM
from helpers.physiology.calcium_loop import steady_state
from helpers.physiology.magnesium import serum_magnesium_mM
from helpers.physiology.vitamin_d import serum_vitamin_d_nmol_L

USUAL = blood()


def test_usual_causes_give_a_usual_blood():
    assert pytest.approx(1.25, abs=0.005) == USUAL.calcium_mM
    assert pytest.approx(0.85, abs=0.005) == USUAL.magnesium_mM
    assert USUAL.vitamin_d_nmol_L >= 60
    assert pytest.approx(7.40, abs=0.002) == USUAL.pH
    assert USUAL.calcium_mM == USUAL.quiet_calcium_mM


def test_it_is_the_laws_put_one_behind_the_other():
    magnesium = float(serum_magnesium_mM(150, 0, 0.2))
    vitamin_d = serum_vitamin_d_nmol_L(month=2, minutes_outside=0, diet_IU_day=100)
    found = blood(
        500, 0.5, magnesium_intake_mg_day=150, magnesium_leak_mM=0.2, sun_min_day=0, month=2,
        vitamin_d_intake_IU_day=100,
    )  # fmt: skip
    assert (found.magnesium_mM, found.vitamin_d_nmol_L) == (magnesium, vitamin_d)
    assert found.calcium_mM == steady_state(500, vitamin_d, magnesium, 0.5).ionised_calcium_mM


def test_a_poor_diet_hardly_moves_blood_calcium_and_a_lost_gland_does():
    assert USUAL.calcium_mM - blood(calcium_intake_mg_day=500).calcium_mM < 0.02
    assert blood(gland_function=0).calcium_mM == pytest.approx(0.81, abs=0.01)


def test_a_magnesium_leak_drags_calcium_down():
    falling = [blood(magnesium_leak_mM=leak).calcium_mM for leak in (0, 0.2, 0.3, 0.4, 0.45)]
    assert all(np.diff(falling) < 0)
    assert falling[-1] < 1.0


def test_overbreathing_lowers_ionised_calcium_by_ph_alone():
    twice = blood(breathing_times=2)
    assert twice.pH - QUIET_PH == pytest.approx(0.222, abs=0.002)  # checked brief: 40 to 20 mmHg
    assert twice.calcium_mM == pytest.approx(USUAL.calcium_mM * 10 ** (-0.178 * (twice.pH - QUIET_PH)))
    assert twice.quiet_calcium_mM == USUAL.calcium_mM


def test_the_same_breath_is_not_counted_twice():
    anxious = blood(anxiety=1)
    assert anxious.pH == pytest.approx(QUIET_PH + ANXIOUS_PH_RISE)
    assert blood(breathing_times=2, anxiety=1) == blood(breathing_times=2)
    assert blood(breathing_times=1.2, anxiety=1) == anxious
    ratio = ionised_at_pH_mM(anxious.pH) / ionised_at_pH_mM(QUIET_PH)
    assert anxious.calcium_mM == pytest.approx(float(anxious.quiet_calcium_mM * ratio))


def test_many_breaths_at_once_are_the_single_ones():
    shares = np.linspace(0, 1, 7)
    many = breathed_calcium_mM(1.2, breathed_pH(1.2, shares))
    assert list(many) == [float(breathed_calcium_mM(1.2, breathed_pH(1.2, share))) for share in shares]
    assert np.all(np.diff(many) <= 0)
    assert many[0] < float(breathed_calcium_mM(1.2, QUIET_PH)) == 1.2


@pytest.mark.parametrize(
    ("name", "better", "worse", "field"),
    [
        ("calcium_intake_mg_day", 1500, 200, "calcium_mM"),
        ("gland_function", 1.0, 0.3, "calcium_mM"),
        ("magnesium_intake_mg_day", 400, 20, "magnesium_mM"),
        ("sun_min_day", 30, 0, "vitamin_d_nmol_L"),
        ("month", 9, 3, "vitamin_d_nmol_L"),
        ("vitamin_d_intake_IU_day", 800, 0, "vitamin_d_nmol_L"),
        ("anxiety", 0, 0.5, "calcium_mM"),
    ],
)
def test_each_cause_moves_its_blood_value(name, better, worse, field):
    assert getattr(blood(**{name: better}), field) > getattr(blood(**{name: worse}), field)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("calcium_intake_mg_day", 99),
        ("month", 2.5),
        ("breathing_times", 0.9),
        ("anxiety", 1.1),
        ("month", "May"),
    ],
)
def test_bad_input_is_named(name, wrong):
    with pytest.raises(ValueError, match=f"{name} must be .*got {wrong!r}"):
        blood(**{name: wrong})


def test_breath_and_calcium_are_quiet_unless_said_otherwise():
    assert breathed_pH() == breathed_pH(1, 0) == QUIET_PH
    assert breathed_calcium_mM() == 1.25
