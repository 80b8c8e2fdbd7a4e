"""Sleep pressure and receptors, caffeine, stress, overbreathing, medicines, and how twitches add up.

Left out on purpose: binding constants of caffeine as measured numbers (two compilations disagree, so they are
marked unverified and stand only inside identities), a peak "within 30 to 60 minutes" that names no study, the
41 minutes of a sleep diary, and a third trimester of 12 hours, which the study itself contradicts. Half-lives
and clearances are compared with their own study's control: they do not combine with those of another.
"""

from __future__ import annotations

import numpy as np

from helpers.likelihood import from_log_odds, log_odds
from helpers.physiology import (
    breathing,
    caffeine,
    caffeine_effects,
    caffeine_receptors,
    eyelid,
    medicines,
    sleep,
    sleep_receptors,
    stress,
)
from helpers.physiology.caffeine import (
    Drinker,
    exposure_mg_h_L,
    half_life_from_clearance_h,
    peak_mg_L,
    total_uM,
    volume_from_clearance_L,
)
from helpers.physiology.caffeine_course import (
    accumulation_factor,
    concentration_mg_L,
    mean_steady_mg_L,
    steady_concentration_mg_L,
)
from helpers.physiology.calcium import arterial_pH, bicarbonate_mM, ionised_at_pH_mM
from helpers.physiology.sleep import Sleeper, pressure_asleep, pressure_awake
from helpers.physiology.sleep_course import scheduled_sleep, spontaneous_sleep
from helpers.physiology.twitch_rate import rate_ratio
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

RESTED = 0.0928
TWO_PROCESS = "daan_1984"


def day_without_clock_h() -> float:
    """Length of the day of a sleeper whose thresholds no clock moves."""
    return float(np.diff(spontaneous_sleep(30, Sleeper(clock_amplitude=0)).fell_asleep_h)[-1])


def settled_night_h() -> tuple[float, float, float]:
    """Length, bedtime and waking of the night into which the typical sleeper settles."""
    course = spontaneous_sleep(30)
    down, up = course.fell_asleep_h[-1], course.woke_h[-1]
    return course.night_lengths_h[-1], down % 24, up % 24


def pressure_stays_between_0_and_1() -> bool:
    """Four weeks of every habit, sampled: pressure rises awake, falls asleep, never leaves 0 to 1."""
    course = spontaneous_sleep(28, step_h=0.1)
    moves, same = np.diff(course.pressure), course.asleep[1:] == course.asleep[:-1]
    right = np.where(course.asleep[1:], moves < 0, moves > 0)
    return bool(np.all(right[same]) and course.pressure.min() > 0 and course.pressure.max() < 1)


def worsening_after_the_third_short_night() -> float:
    """How far bedtime pressure still rises after the third of fifteen four-hour nights."""
    days = np.arange(15)
    course = scheduled_sleep(27 + 24 * days, 31 + 24 * days, days=16)
    return float(np.ptp(np.interp(27 + 24 * days[3:], course.time_h, course.pressure)))


def a1_after_five_short_nights() -> float:
    """A1 receptors in the evening after five nights of five hours, less those after 16 hours awake."""
    pressure = float(sleep.habitual_waking_pressure())
    for _ in range(5):
        evening = pressure_awake(19, pressure)
        pressure = float(pressure_asleep(5, evening))
    a1 = sleep_receptors.a1_availability
    return float(a1(evening) - a1(pressure_awake(16)))


def exposure_ratio(half_life_h: float, control_half_life_h: float) -> float:
    """How many times more exposure one drink gives when only the half-life differs."""
    slow, control = (Drinker(half_life_h=hours) for hours in (half_life_h, control_half_life_h))
    return float(exposure_mg_h_L(250, slow) / exposure_mg_h_L(250, control))


def four_cups_mg_L() -> tuple[float, float]:
    """Highest and mean level of four cups of 100 mg a day, for weeks."""
    day = steady_concentration_mg_L(np.arange(0, 24, 1 / 60))
    return float(day.max()), float(day.mean())


def a1_block() -> tuple[float, float]:
    """Share of the adenosine tone lost at the peak of 250 mg [%], and the dose ratio."""
    peak = peak_mg_L(250)
    kept = caffeine_receptors.adenosine_tone(peak) / caffeine_receptors.adenosine_tone()
    return float(100 * (1 - kept)), float(caffeine_receptors.dose_ratio(peak))


def channels_open(*caffeine_mM: float) -> np.ndarray:
    """Share of the muscle store's channels that these concentrations of caffeine hold open."""
    return caffeine_receptors.open_fraction(np.array(caffeine_mM) * caffeine_receptors.MOLAR_MASS)


def h_reflex_percent() -> float:
    """Rise of the H-reflex slope after 6 mg/kg."""
    return float(100 * (caffeine_effects.spinal_excitability(peak_mg_L(420)) - 1))


def ionised_change(start_pH: float, end_pH: float) -> float:
    """Change of ionised calcium by the instrument formula, from 1.20 mmol/L at pH 7.40."""
    before, after = ionised_at_pH_mM([start_pH, end_pH], 1.20)
    return float(after - before)


def three_causes() -> tuple[float, float]:
    """24 h awake, 400 mg and 30 mmHg: twitches of all together, and the product of each alone."""
    falls = [
        sleep_receptors.threshold_fall(pressure_awake(24)),
        caffeine_effects.threshold_fall(peak_mg_L(400)),
        breathing.threshold_fall(30),
    ]
    return float(rate_ratio(sum(falls))), float(np.prod([rate_ratio(fall) for fall in falls]))


def two_medicines() -> np.ndarray:
    """From 6 in 100, with a bronchodilator and a thiazide added by their odds."""
    return from_log_odds(log_odds(0.06) + np.log(2.42) + np.log(1.48))


def most_tremor() -> float:
    """Tremor when every receptor is taken, times that at rest."""
    at_rest = stress.beta2_occupancy(stress.RESTING_ADRENALINE)
    return float((1 + stress.TREMOR_GAIN) / (1 + stress.TREMOR_GAIN * at_rest))


def pH_at_18_75_mmHg() -> np.ndarray:
    """Arterial pH with the acute fall of bicarbonate, and before any."""
    return breathing.arterial_pH_partly_buffered(18.75, [1, 0])


ROWS: list[Row] = [
    # Sleep.
    identity("daan_1984_pressure_after_16_h", lambda: pressure_awake(16, RESTED), 0.6234, 1e-3, TWO_PROCESS),
    identity("daan_1984_pressure_after_40_h", lambda: pressure_awake(40, RESTED), 0.8993, 1e-3, TWO_PROCESS),
    identity(
        "daan_1984_waking_and_bedtime_of_eight_hours",
        lambda: (sleep.habitual_waking_pressure(8), sleep.habitual_bedtime_pressure(8)), (0.0928, 0.6234),
        1e-3,
        TWO_PROCESS,
    ),
    identity(
        "daan_1984_waking_and_bedtime_of_four_hours",
        lambda: (sleep.habitual_waking_pressure(4), sleep.habitual_bedtime_pressure(4)), (0.2952, 0.7651),
        1e-3,
        TWO_PROCESS,
    ),
    identity("daan_1984_day_without_a_clock", day_without_clock_h, 22.55, 0.05, TWO_PROCESS),
    fitted("skeldon_2014_the_night_one_settles_into", settled_night_h, (7.95, 23, 6 + 56 / 60), 0.1,
           "skeldon_2014"),
    identity(
        "daan_1984_sleep_that_clears_40_hours_awake",
        lambda: sleep.sleep_needed_h(0.8993, RESTED), 9.54, 0.02, TWO_PROCESS,
    ),
    fitted(
        "elmenhorst_2017_a1_after_52_hours_awake",
        lambda: sleep_receptors.a1_availability(pressure_awake(52)), *between(1 / 0.89, 1 / 0.86),
        "elmenhorst_2017",
    ),
    fitted(
        "volkow_2012_d2_after_a_lost_night",
        lambda: sleep_receptors.d2_availability(pressure_awake(32)), 2.80 / 2.95, 0.01, "volkow_2012",
    ),
    identity(
        "daan_1984_pressure_stays_between_0_and_1",
        pressure_stays_between_0_and_1, True, 0, TWO_PROCESS,
    ),
    identity(
        "a_sceptics_balance_is_one",
        lambda: sleep_receptors.excitation_over_inhibition([0.1, 0.5, 0.9], 0, 0), 1, 0,
    ),
    contradiction(
        "van_dongen_2003_attention_worsens_for_two_weeks",
        lambda: worsening_after_the_third_short_night() > 0.002, True, 0, "van_dongen_2003",
        sleep, "Van Dongen 2003",
    ),
    contradiction(
        "zeitzer_2006_no_rise_of_adenosine_in_people",
        lambda: sleep_receptors.adenosine_uM(pressure_awake(40)) / sleep_receptors.adenosine_uM(RESTED),
        1, 0.5, "zeitzer_2006", sleep_receptors.adenosine_uM, "0 is the finding in people",
    ),
    contradiction(
        "lange_2026_five_short_nights_leave_a1_alone",
        a1_after_five_short_nights, 0, 0.02, "lange_2026", sleep_receptors.a1_availability, "Lange 2026",
    ),
    contradiction(
        "mroczek_2024_no_change_of_cortical_inhibition",
        lambda: sleep_receptors.excitation_over_inhibition(pressure_awake(24)), 1, 0.1, "mroczek_2024",
        sleep_receptors, "Mroczek 2024 saw no change",
    ),
    contradiction(
        "manganotti_2001_more_cortical_inhibition_at_night",
        lambda: sleep_receptors.excitation_over_inhibition(pressure_awake(24)) < 1, True, 0,
        "manganotti_2001",
        sleep_receptors, "Manganotti 2001 the opposite",
    ),
    # Caffeine in blood.
    identity(
        "one_compartment_peak_of_250_mg",
        lambda: (peak_mg_L(250), total_uM(peak_mg_L(250))), *percent(0.5, 4.876, 25.1),
    ),
    identity("one_compartment_time_to_peak", lambda: 60 * Drinker().time_to_peak_h, 38.6, 0.2),
    independent(
        "kalmar_2005_peak_after_6_mg_per_kg",
        lambda: (peak_mg_L(420), total_uM(peak_mg_L(420))), *percent(10, 8, 40), "kalmar_2005",
    ),
    fitted(
        "blanchard_1983_peak_after_5_mg_per_kg_with_a_smaller_volume",
        lambda: peak_mg_L(350, Drinker(volume_L_kg=0.5, absorption_per_h=8)), *percent(10, 10.0),
        "blanchard_sawers_1983",
    ),
    contradiction(
        "blanchard_1983_peak_after_5_mg_per_kg_with_the_usual_volume",
        lambda: peak_mg_L(350, Drinker(absorption_per_h=8)), 10.0, 1.0, "blanchard_sawers_1983",
        peak_mg_L, "Blanchard and Sawers 1983",
    ),
    fitted(
        "blanchard_1983_time_to_peak_of_a_solution",
        lambda: 60 * Drinker(absorption_per_h=8).time_to_peak_h, 29.8, 3, "blanchard_sawers_1983",
    ),
    independent(
        "culm_merdek_2005_exposure_of_the_control",
        lambda: exposure_mg_h_L(250), *percent(5, 39.7), "culm_merdek_2005",
    ),
    identity(
        "culm_merdek_2005_volume_of_the_control",
        lambda: volume_from_clearance_L(105, 4.9), 44.5, 0.2, "culm_merdek_2005",
    ),
    independent(
        "culm_merdek_2005_fluvoxamine_leaves_the_volume_alone",
        lambda: volume_from_clearance_L(9.1, 56) / volume_from_clearance_L(105, 4.9), 1, 0.02,
        "culm_merdek_2005",
    ),
    independent(
        "culm_merdek_2005_clearance_ratio_from_the_half_lives",
        lambda: exposure_ratio(56, 4.9), 11.5, 0.2, "culm_merdek_2005",
    ),
    transcribed(
        "parsons_1978_clearance_and_half_life_of_smokers",
        lambda: [
            printed("caffeine_half_life", source="parsons_neims_1978", quantity=what, population=who)[0]
            for what in ("clearance", "half-life")
            for who in ("smokers", "non-smokers")
        ], (155, 94, 3.5, 6.0), 0, "parsons_neims_1978",
    ),
    independent(
        "parsons_1978_half_life_of_smokers_from_their_clearance",
        lambda: half_life_from_clearance_h(155 / 94, 6.0), *percent(16, 3.5), "parsons_neims_1978",
    ),
    independent(
        "patwardhan_1980_half_life_of_contraceptive_users_from_their_clearance",
        lambda: half_life_from_clearance_h(0.79 / 1.3, 6.2), *percent(16, 10.7), "patwardhan_1980",
    ),
    independent(
        "patwardhan_1980_volume_of_users_and_controls",
        lambda: volume_from_clearance_L([0.79, 1.3], [10.7, 6.2]), (0.73, 0.70), 0.02, "patwardhan_1980",
    ),
    independent(
        "abernethy_1985_half_life_of_low_dose_users_from_their_clearance",
        lambda: half_life_from_clearance_h(1.05 / 1.75, 5.37), *percent(16, 7.88), "abernethy_1985",
    ),
    transcribed(
        "knutti_1981_half_life_in_pregnancy",
        lambda: [
            *printed("caffeine_half_life", source="knutti_1981", population="pregnant women"),
            *printed("caffeine_half_life", source="knutti_1981", population="women who are not pregnant"),
        ], (8.3, 3, 16, 3.4, 2, 5), 0, "knutti_1981",
    ),
    transcribed(
        "knutti_1982_last_four_weeks_of_pregnancy",
        lambda: printed("caffeine_half_life", source="knutti_1982", quantity="half-life",
                        population="last four weeks of pregnancy"), 10.5, 0, "knutti_1982",
    ),
    independent(
        "healy_1989_exposures_from_the_half_lives",
        lambda: exposure_ratio(8.2, 5.2), *percent(2, 25.9 / 16.3), "healy_1989",
    ),
    contradiction(
        "mahr_1992_exposures_from_the_half_lives",
        lambda: exposure_ratio(9.7, 4.5), 77.8 / 31.8, 0.05, "mahr_1992",
        half_life_from_clearance_h, "Mahr 1992",
    ),
    contradiction(
        "may_1982_clearance_from_the_half_lives",
        lambda: 1 / exposure_ratio(542 / 60, 276 / 60), 0.58, 0.0116, "may_1982",
        half_life_from_clearance_h, "May 1982",
    ),
    contradiction(
        "newton_1981_half_life_grows_with_the_dose_at_one_clearance",
        lambda: Drinker(half_life_h=4.25).clearance_L_h / Drinker(half_life_h=7.07).clearance_L_h, 1, 0.05,
        "newton_1981", caffeine, "Newton 1981",
    ),
    identity("one_compartment_four_cups_a_day", four_cups_mg_L, *percent(1, 4.92, 2.56)),
    identity(
        "one_compartment_four_cups_a_day_with_fluvoxamine",
        lambda: mean_steady_mg_L(400, Drinker(half_life_h=56)), *percent(1, 28.7),
    ),
    identity(
        "one_compartment_accumulation_of_a_daily_dose",
        lambda: [float(accumulation_factor(24, Drinker(half_life_h=hours))) for hours in (5, 56)],
        (1.037, 3.89), 0.01,
    ),
    # Caffeine's targets.
    fitted(
        "elmenhorst_2012_half_the_receptors_at_13_mg_per_litre",
        lambda: caffeine_receptors.occupancy(13.0), 0.50, 0, "elmenhorst_2012",
    ),
    identity("gaddum_block_at_the_peak_of_250_mg", a1_block, (51, 2.36), (1, 0.01)),
    identity("molar_mass_of_caffeine", lambda: total_uM(13), 66.9, 0.1),
    identity(
        "hill_channels_open_at_2_and_0.04_mM",
        lambda: channels_open(2, 0.04), *percent(10, 0.095, 3e-4),
    ),
    contradiction(
        "porta_2011_sparks_rise_by_three_quarters_at_0.15_mM",
        lambda: channels_open(0.15) > 0.01, True, 0, "porta_2011", caffeine_receptors.open_fraction, "sparks",
    ),
    contradiction(
        "fredholm_1999_test_tube_and_scan_disagree",
        lambda: caffeine_receptors.free_uM(13.0) / caffeine_receptors.A1_CAFFEINE_HALF, 1.32, 1,
        "fredholm_1999", caffeine_receptors, "which do not agree",
    ),
    fitted("walton_2003_h_reflex_after_6_mg_per_kg", h_reflex_percent, 43, 17, "walton_2003"),
    contradiction(
        "kalmar_cafarelli_1999_no_change_of_the_h_reflex",
        h_reflex_percent, 0, 17, "kalmar_cafarelli_1999", caffeine_effects, "Kalmar and Cafarelli 1999",
    ),
    contradiction(
        "orth_2005_no_change_of_the_motor_cortex_at_3_mg_per_kg",
        lambda: caffeine_effects.threshold_fall(peak_mg_L(210)) == 0, True, 0, "orth_2005",
        caffeine_effects, "no change in the motor cortex",
    ),
    contradiction(
        "strunge_2024_no_change_of_the_motor_cortex_at_200_mg",
        lambda: caffeine_effects.threshold_fall(peak_mg_L(200)) == 0, True, 0, "strunge_2024",
        caffeine_effects, "no change in the motor cortex",
    ),
    fitted(
        "gardiner_2023_both_cut_offs_leave_the_same_rest",
        lambda: caffeine_effects.left_over_mg([107, 217.5], [8.8, 13.2]), (31.6, 34.9), 0.1, "gardiner_2023",
    ),
    transcribed(
        "gardiner_2023_pooled_change_of_sleep",
        lambda: [
            printed("caffeine_studies", source="gardiner_2023", quantity=what)[0]
            for what in ("change of sleep", "change of sleep efficiency", "change of time to fall asleep",
                         "change of time awake at night")
        ], (-45, -7, 9, 12), 0, "gardiner_2023",
    ),
    independent(
        "gardiner_2023_sleep_lost_to_400_mg_six_hours_before_bed",
        lambda: caffeine_effects.sleep_lost_min(concentration_mg_L(6.0, 400, 0.0)), 45, 5, "gardiner_2023",
    ),
    # Overbreathing.
    identity(
        "henderson_hasselbalch_at_20_mmHg",
        lambda: (arterial_pH(20), bicarbonate_mM(20)), (7.623, 20), 0.002, "textbook_physiology",
    ),
    identity(
        "overbreathing_to_20_mmHg_by_the_kits_own_rule",
        lambda: (ionised_at_pH_mM(arterial_pH(20)), breathing.threshold_fall(20)), (1.141, 0.057), 0.001,
    ),
    independent("steurer_1997_pH_of_overbreathing", pH_at_18_75_mmHg, 7.75, 0.12, "steurer_1997"),
    contradiction(
        "steurer_1997_pH_is_missed_with_bicarbonate_fallen",
        lambda: pH_at_18_75_mmHg()[0], 7.75, 0.045, "steurer_1997",
        breathing.arterial_pH_partly_buffered, "Steurer's pH of 7.75",
    ),
    independent(
        "seamonds_1972_ionised_calcium_per_tenth_of_pH",
        lambda: ionised_change(7.4, 7.5), -0.05, 0.02, "seamonds_1972",
    ),
    contradiction(
        "steurer_1997_ionised_calcium_did_not_change",
        lambda: ionised_change(7.39, 7.75), 0, 0.1, "steurer_1997", breathing, "Steurer 1997",
    ),
    # Stress.
    identity(
        "adrenaline_in_nanomoles",
        lambda: stress.adrenaline_from_ng_mL(1.74), 9.50, 0.02, "brown_mj_1983",
    ),
    fitted(
        "brown_1983_fall_of_potassium",
        lambda: stress.potassium_mM(9.5) - stress.potassium_mM(), -0.82, 0.15, "brown_mj_1983",
    ),
    fitted(
        "struthers_reid_1984_potassium_under_adrenaline",
        lambda: stress.potassium_mM(9.5), 3.32, 0.15, "struthers_reid_1984",
    ),
    fitted("young_1975_most_tremor", most_tremor, 2.74, 0.3, "young_1975"),
    identity("blocked_potassium_under_adrenaline", lambda: stress.potassium_mM(9.5, 20), 3.92, 0.05),
    independent(
        "struthers_1983_potassium_on_placebo", lambda: stress.potassium_mM(9.5), 3.22, 0.15, "struthers_1983"
    ),
    contradiction(
        "struthers_1983_potassium_on_timolol_and_atenolol",
        lambda: stress.potassium_mM(9.5, [20, 2]), (4.25, 3.67), 0.19, "struthers_1983",
        stress.potassium_mM, "timolol",
    ),
    contradiction(
        "filippakis_2018_anxiety_does_not_track_twitches",
        lambda: rate_ratio(stress.threshold_fall(1.0)), 1, 1, "filippakis_2018", stress, "Filippakis 2018",
    ),
    # Twitches and medicines.
    identity(
        "rice_1944_a_threshold_5_percent_lower",
        lambda: rate_ratio(0.05), *percent(0.5, 3.38), "rice_1944",
    ),
    identity("rice_1944_three_causes_and_their_product", three_causes, *percent(1, 5.01, 5.19), "rice_1944"),
    fitted(
        "culm_merdek_2005_exposure_by_blocked_pathway",
        lambda: medicines.auc_ratio(24.9, 0.95), *percent(1, 11.5), "culm_merdek_2005",
    ),
    identity(
        "two_doors_of_serotonin",
        lambda: medicines.serotonin_level([0.8, 0.8, 0], [0.9, 0, 0.9]), *percent(0.5, 5.56, 2.78, 1.22),
    ),
    identity("odds_of_two_medicines_from_6_in_100", two_medicines, 0.186, 0.001, "garrison_2012"),
    transcribed(
        "garrison_2012_bronchodilator_and_cramp_treatment",
        lambda: printed("likelihood_literature", source="garrison_2012", factor="long-acting beta-agonist"),
        (2.42, 2.02, 2.89), 0, "garrison_2012",
    ),
    transcribed(
        "ctt_2022_statins_and_muscle_pain",
        lambda: [
            *printed("likelihood_literature", source="ctt_2022", outcome="muscle pain or weakness"),
            *printed("likelihood_literature", source="ctt_2022",
                     outcome="muscle pain or weakness in the first year"),
            *printed("medicine_studies", source="ctt_2022"),
        ], (1.03, 1.01, 1.06, 1.07, 1.04, 1.10, 11, 6, 16), 0, "ctt_2022",
    ),
    contradiction(
        "ctt_2022_contradicts_the_label_word",
        lambda: rate_ratio(medicines.threshold_fall(common=1)), 1.03, 0.03, "ctt_2022", medicines, "CTT 2022",
    ),
    identity(
        "gunes_irfan_2024_screen_time_from_means_and_deviations",
        eyelid.odds_ratio_per_unit, (1.78, 1.52, 2.08), 0.01, "gunes_irfan_2024",
    ),
    transcribed(
        "schreiber_2005_succinylcholine",
        lambda: [
            *printed("likelihood_literature", source="schreiber_2005")[:1],
            *printed("medicine_studies", source="schreiber_2005", quantity="muscle pain"),
        ], (95, 50), 0, "schreiber_2005",
    ),
]  # fmt: skip
