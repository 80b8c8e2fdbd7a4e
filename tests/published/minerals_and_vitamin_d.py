"""The calcium loop, magnesium, vitamin D, the junction and the heart; and what the explorer makes of trials.

The first table is the loop's own output: a regression test of the code. Left out on purpose: that the set
point does not depend on age or sex (the model knows neither); the firing of the squid axon at half the
calcium as a match with tetany (no source for such a threshold was found; it stands below as an identity); and
the older Cochrane result on magnesium and cramps, which the edition of 2020 replaced.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers.likelihood import model
from helpers.physiology import calcium_loop, magnesium, vitamin_d
from helpers.physiology.axon_equations import SHIFT_PER_EFOLD
from helpers.physiology.calcium import fraction_absorbed_single_dose, ionised_at_pH_mM, qtc_s
from helpers.physiology.calcium_course import CalciumCourse, time_course
from helpers.physiology.calcium_loop import HEALTHY, Body, pth_target, steady_state
from helpers.physiology.junction import relative_release, release_slope
from helpers.physiology.magnesium import (
    absorbed_from_load_mg,
    magnesium_course,
    serum_magnesium_mM,
    urine_mg_day,
)
from helpers.physiology.magnesium_block import (
    FIBRILLATION_RATE_HIGH,
    FIBRILLATION_RATE_LOW,
    fibrillation_rate_ratio,
    nmda_half_voltage_mV,
    nmda_open_fraction,
)
from helpers.physiology.sunlight import (
    effective_share,
    minutes_to_redness,
    skin_vitamin_d_IU,
    uv_index,
)
from helpers.physiology.vitamin_d import (
    BLOOD_HALF_LIFE,
    VitaminDYear,
    resting_level_nmol_L,
    rise_by_study_nmol_L,
    vitamin_d_year,
)
from helpers.physiology.vitamin_d_strength import relative_strength, strength_course
from tests.published.excitability import onset_mV
from tests.published.rows import (
    Row,
    between,
    contradiction,
    fitted,
    identity,
    independent,
    percent,
    printed,
    transcribed,
)

JUNE, DECEMBER = 172, 355

LOOP = {  # calcium, PTH, calcitriol, fraction absorbed, urine and net bone release at rest
    "intake_200": ({"calcium_intake_mg_day": 200}, (1.207, 42.5, 119, 0.461, 9, 62)),
    "intake_400": ({"calcium_intake_mg_day": 400}, (1.229, 37.7, 115, 0.379, 35, 31)),
    "intake_1000": ({}, (1.250, 33.5, 110, 0.268, 118, 0)),
    "intake_2000": ({"calcium_intake_mg_day": 2000}, (1.264, 30.9, 107, 0.200, 228, -21)),
    "no_glands": ({"gland_function": 0}, (0.811, 0, 33, 0.177, 11, -69)),
    "no_glands_and_intake_3000": (
        {"gland_function": 0, "calcium_intake_mg_day": 3000}, (0.907, 0, 33, 0.134, 170, -123)
    ),
    "a_quarter_of_the_glands": ({"gland_function": 0.25}, (1.115, 16.6, 84, 0.245, 81, -31)),
    "four_times_the_glands": ({"gland_function": 4}, (1.378, 66.5, 135, 0.285, 152, 32)),
}  # fmt: skip


def at_rest(causes: dict[str, float]) -> list[float]:
    """What the columns of ``LOOP`` are for this body."""
    state = steady_state(**causes)
    return [
        state.ionised_calcium_mM,
        state.pth_pg_mL,
        state.calcitriol_pmol_L,
        state.fraction_absorbed,
        state.urine_mg_day,
        state.net_bone_release_mg_day,
    ]


def loop_row(name: str) -> Row:
    """One scenario of the loop, to 2 %; fluxes, printed in whole milligrams, to half a milligram at least."""
    causes, expected = LOOP[name]
    tolerance = np.maximum(0.02 * np.abs(expected), [0, 0, 0, 0, 0.5, 0.5])
    return identity(f"calcium_loop_{name}", lambda: at_rest(causes), expected, tolerance)


def at_hours(course: CalciumCourse, *hours: float) -> np.ndarray:
    """Ionised calcium of a course at these hours."""
    return np.interp(hours, course.time_h, course.ionised_calcium_mM)


def pth_doubles_in_a_quarter_of_an_hour() -> bool:
    """Magnesium 0.45 mmol/L is made normal at once: does PTH more than double in 15 minutes?"""
    course = time_course(steady_state(magnesium_mM=0.45), HEALTHY, 1)
    return bool(np.interp(0.25, course.time_h, course.pth_pg_mL) > 2 * course.pth_pg_mL[0])


@cache
def boston() -> VitaminDYear:
    """The default year: 42° north, eight minutes a day, a tenth of the skin."""
    return vitamin_d_year()


def lag_weeks() -> tuple[float, float]:
    """Weeks from the longest day to the highest level, and from the shortest to the lowest."""
    year = boston()
    highest, lowest = (
        year.day_of_year[place(year.vitamin_d_nmol_L)] for place in (np.argmax, np.argmin)
    )  # fmt: skip
    return (highest - JUNE) / 7, (lowest + 365 - DECEMBER) / 7


def after_supplement() -> tuple[float, float]:
    """Change of serum magnesium [mmol/L] and of urine magnesium [mmol/d] with 365 mg a day more."""
    before, after = serum_magnesium_mM(), serum_magnesium_mM(supplement_mg_day=365)
    return float(after - before), float((urine_mg_day(after) - urine_mg_day(before)) / magnesium.MILLIMOLE)


def low_magnesium_change(level: str) -> float:
    """Change of one level of the loop when magnesium falls to 0.61 mmol/L, as a share of normal."""
    return getattr(steady_state(magnesium_mM=0.61), level) / getattr(steady_state(), level) - 1


def cramp_per_100(**causes: float | bool) -> float:
    """The explorer's answer for cramp, of 100 people like this."""
    return 100 * model().estimate(causes).outcomes["cramp"].likelihood


def cramp_odds_ratio(**causes: float | bool) -> float:
    """How many times the odds of a cramp, against nothing changed."""
    here, usual = cramp_per_100(**causes), cramp_per_100()
    return here / (100 - here) / (usual / (100 - usual))


def lau_threshold(**cells: str) -> float:
    """One number of Lau 2019 as the table of threshold frequencies prints it."""
    return printed("threshold_frequency_trials", source="lau_2019", **cells)[0]


ROWS: list[Row] = [
    *(loop_row(name) for name in LOOP),
    identity(
        "pth_with_calcium_held_at_1.05_0.90_and_1.45",
        lambda: pth_target([1.05, 0.90, 1.45]), *percent(2, 84.5, 111, 12.0),
    ),
    identity(
        "calcium_12_24_48_and_120_hours_after_the_glands_are_gone",
        lambda: at_hours(time_course(steady_state(), Body(gland_function=0)), 12, 24, 48, 120),
        *percent(2, 0.999, 0.920, 0.868, 0.827),
    ),
    # Calcium.
    fitted("schwarz_1994_brown_set_point", lambda: calcium_loop.SET_POINT, 1.13, 0, "schwarz_1994"),
    fitted(
        "schwarz_1994_ambient_set_point", lambda: steady_state().ionised_calcium_mM, 1.25, 0.01,
        "schwarz_1994"
    ),
    fitted("peterson_riggs_2010_exponent", lambda: calcium_loop.PTH_SLOPE, 11.7, 1, "peterson_riggs_2010"),
    fitted(
        "heaney_1989_fraction_of_200_and_2000_mg",
        lambda: steady_state([200, 2000]).fraction_absorbed, (0.45, 0.15), (0.05, 0.06), "heaney_1989",
    ),
    fitted(
        "heaney_1990_fraction_of_one_dose",
        lambda: 100 * fraction_absorbed_single_dose([15, 500]), (64.0, 28.6), 2, "heaney_1990",
    ),
    identity(
        "one_dose_of_1000_mg_against_two_of_500",
        lambda: 1000 * fraction_absorbed_single_dose([1000, 500]), (223, 290), 3, "heaney_1990",
    ),
    fitted(
        "urine_calcium_at_usual_intake", lambda: steady_state().urine_mg_day, *between(100, 250),
        "textbook_physiology",
    ),
    fitted(
        "untreated_hypoparathyroidism", lambda: steady_state(gland_function=0).ionised_calcium_mM,
        *between(0.7, 0.9), "textbook_physiology",
    ),
    independent(
        "seamonds_1972_ionised_calcium_per_tenth_of_pH_from_1.25",
        lambda: ionised_at_pH_mM(7.5) - ionised_at_pH_mM(7.4), -0.05, 0.01, "seamonds_1972",
    ),
    fitted("davis_1995_qt_and_calcium", lambda: qtc_s(0.98) - qtc_s(1.18), 0.023, 0.004, "davis_1995"),
    identity(
        "calcium_ratio_at_the_onset_of_endless_firing",
        lambda: np.exp(onset_mV() / SHIFT_PER_EFOLD), *between(0.50, 0.57), "hodgkin_huxley_1952",
    ),
    identity(
        "gating_shift_of_a_fivefold_fall", lambda: SHIFT_PER_EFOLD * np.log(5), 14.97, 0.1,
        "frankenhaeuser_hodgkin_1957",
    ),
    independent(
        "hansen_2015_absorption_hardly_moves_between_35_and_67",
        lambda: 100 * np.ptp(steady_state(vitamin_d_nmol_L=[35, 67]).fraction_absorbed), 1, 2, "hansen_2015",
    ),
    contradiction(
        "heaney_2003_absorption_two_thirds_higher_at_86_than_at_50",
        lambda: 100 * np.diff(np.log(steady_state(vitamin_d_nmol_L=[50, 86]).fraction_absorbed)), 65, 50,
        "heaney_2003b", calcium_loop, "Heaney 2003",
    ),
    # The junction and the channels.
    fitted("dodge_rahamimoff_1967_slope", lambda: release_slope(0.1), 3.78, 0.2, "dodge_rahamimoff_1967"),
    identity(
        "dodge_rahamimoff_1967_magnesium_lowers_release_without_changing_the_slope",
        lambda: (np.ptp(release_slope(0.001, [0, 0.55, 2, 6])), relative_release(0.1, 2) < 1),
        (0, True), (1e-2, 0), "dodge_rahamimoff_1967",
    ),
    identity(
        "jahr_stevens_1990_open_at_rest", lambda: nmda_open_fraction(-70, 1), 0.0445, 1e-3,
        "jahr_stevens_1990"
    ),
    identity(
        "jahr_stevens_1990_half_voltage", lambda: nmda_half_voltage_mV(1), -20.5, 0.1, "jahr_stevens_1990"
    ),
    # Magnesium.
    fitted(
        "fine_1991_share_of_the_lowest_and_highest_load",
        lambda: [float(100 * absorbed_from_load_mg(load) / load) for load in (36, 973)], (65, 11), 1,
        "fine_1991",
    ),
    fitted("zhang_2016_serum_after_a_supplement", lambda: after_supplement()[0], 0.04, 0.01, "zhang_2016"),
    fitted("zhang_2016_urine_after_a_supplement", lambda: after_supplement()[1], 1.52, 0.1, "zhang_2016"),
    fitted(
        "fatemi_1991_three_weeks_without_magnesium",
        lambda: magnesium_course(21, 0.80, intake_mg_day=12).magnesium_mM[-1], 0.61, 0.02, "fatemi_1991",
    ),
    fitted(
        "fatemi_1991_fall_of_ionised_calcium",
        lambda: 1.25 * low_magnesium_change("ionised_calcium_mM"), -0.025, 0.02, "fatemi_1991",
    ),
    contradiction(
        "fatemi_1991_fall_of_calcitriol",
        lambda: 100 * low_magnesium_change("calcitriol_pmol_L"), -22, 10, "fatemi_1991",
        calcium_loop, "Fatemi 1991",
    ),
    independent(
        "nielsen_2007_a_poor_diet_for_78_days_leaves_serum_normal",
        lambda: magnesium_course(78, float(serum_magnesium_mM()), intake_mg_day=100).magnesium_mM[-1] >= 0.75,
        True, 0, "nielsen_2007",
    ),
    independent(
        "rude_1978_pth_rises_within_minutes_of_magnesium",
        pth_doubles_in_a_quarter_of_an_hour, True, 0, "rude_1978",
    ),
    fitted(
        "garrison_2020_ordinary_low_magnesium_leaves_cramps_alone",
        lambda: cramp_odds_ratio(magnesium_mM=0.75), *between(1, 1.05), "garrison_2020",
    ),
    transcribed(
        "garrison_2020_cramps_per_week_with_magnesium",
        lambda: printed("magnesium_trials", source="garrison_2020",
                        quantity="change of cramps per week against placebo"),
        (-0.18, -0.84, 0.49), 0, "garrison_2020",
    ),
    identity(
        "khan_2013_crude_rates_of_fibrillation",
        lambda: FIBRILLATION_RATE_LOW / FIBRILLATION_RATE_HIGH, 1.49, 0.005, "khan_2013",
    ),
    fitted(
        "khan_2013_hazard_ratio_of_fibrillation",
        lambda: fibrillation_rate_ratio(0.6), 1.52, 0, "khan_2013",
    ),
    # Vitamin D.
    fitted("jones_2014_half_life", lambda: BLOOD_HALF_LIFE, 15.1, 3.1, "jones_2014"),
    fitted(
        "gallagher_2012_before_and_plateau",
        lambda: resting_level_nmol_L([245, 3445]), (39, 112), 3, "gallagher_2012",
    ),
    fitted(
        "gallagher_2012_with_800_units",
        lambda: resting_level_nmol_L(1045), *between(65, 90), "gallagher_2012",
    ),
    fitted("kasahara_2013_delay_behind_the_sun", lag_weeks, 8, 2, "kasahara_2013"),
    fitted(
        "heaney_2013_yearly_swing", lambda: np.ptp(boston().vitamin_d_nmol_L) / 2, *between(5, 12),
        "heaney_2013"
    ),
    fitted(
        "heaney_2013_summer_skin", lambda: boston().skin_IU_day.max(), *between(209, 651), "heaney_2013"
    ),
    identity("madronich_2007_sun_overhead", lambda: uv_index(0, 355 - 365 / 4, 0, 300), 12.5, 0.01,
             "madronich_2007"),
    fitted(
        "a_quarter_of_a_redness_dose_on_a_quarter_of_the_skin",
        lambda: skin_vitamin_d_IU(10, minutes_to_redness(10) / 4, 0.25) / effective_share(10),
        *percent(15, 1000),
    ),
    fitted(
        "nordin_2010_calcitriol_held_at_20",
        lambda: steady_state(vitamin_d_nmol_L=20).calcitriol_pmol_L / 110 >= 0.75, True, 0, "nordin_2010",
    ),
    fitted(
        "valcour_2012_pth_at_25_against_75",
        lambda: steady_state(800, 25).pth_pg_mL / steady_state(800, 75).pth_pg_mL, *between(1.10, 1.60),
        "valcour_2012",
    ),
    fitted(
        "glerup_2000_strength_of_deficient_women",
        lambda: relative_strength(7), 0.66, 0.02, "glerup_2000",
    ),
    fitted(
        "glerup_2000_strength_after_six_months",
        lambda: strength_course(183).relative_strength[-1], 0.82, 0.08, "glerup_2000",
    ),
    contradiction(
        "glerup_2000b_so_severe_a_lack_is_out_of_reach",
        lambda: vitamin_d_year(skin_fraction=0, diet_IU_day=0).vitamin_d_nmol_L.min(), 7.1, 1.1,
        "glerup_2000",
        vitamin_d, "cannot show the severe lack",
    ),
    contradiction(
        "grimnes_2019_no_gain_of_strength_from_33_to_89",
        lambda: 100 * np.ptp(relative_strength([32.6, 88.8])), 0, 3, "grimnes_2019",
        relative_strength, "Grimnes 2019",
    ),
    contradiction(
        "ekwaru_2014_rise_with_1000_units",
        lambda: rise_by_study_nmol_L(1000, 245)["this kit, after Gallagher 2012"], 12.0, 12.0,
        "gallagher_2012",
        rise_by_study_nmol_L, "disagree several-fold",
    ),
    # The explorer.
    identity(
        "garrison_2012_cramp_with_a_bronchodilator",
        lambda: cramp_per_100(long_acting_beta_agonist=True), 24.8, 0.1, "garrison_2012",
    ),
    identity("schwellnus_2011_cramped_in_an_ironman", lambda: 100 * 43 / 209, 20.6, 0.05, "schwellnus_2011"),
    transcribed(
        "schwellnus_2011_cramped_in_an_ironman_as_printed",
        lambda: printed("likelihood_literature", source="schwellnus_2011"), (20.6, 16, 27), 0,
        "schwellnus_2011",
    ),
    transcribed(
        "lau_2019_threshold_frequency_before_and_after_water",
        lambda: [
            lau_threshold(study="Water after 2 % dehydration", role="reference"),
            lau_threshold(condition="30 minutes after water"),
            lau_threshold(condition="60 minutes after water"),
        ], (24.6, -4.3, -5.1), 0, "lau_2019",
    ),
]  # fmt: skip
