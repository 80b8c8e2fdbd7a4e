"""Overbreathing: golden rows of the sleep brief's section C4, and the studies that contradict each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology import breathing
from helpers.physiology.axon_equations import gating_shift_mV
from helpers.physiology.breathing import (
    DIRECT_FALL_PER_PH,
    REST_VENTILATION,
    arterial_co2_mmHg,
    arterial_pH_partly_buffered,
    breathing_state,
    co2_course_mmHg,
    direct_fall,
    ionised_by_slope_mM,
    overbreathing_co2_mmHg,
    threshold_fall,
)
from helpers.physiology.twitch_rate import rate_ratio
from helpers.physiology.twitch_rate import threshold_fall as fall_by_shift

CO2 = st.floats(13, 80)
VENTILATION = st.floats(2.5, 13)
TABLE = [  # PaCO2, pH, ionised from 1.20, shift downwards: the brief's table, which starts from 1.20
    (40, 7.401, 1.199, 0.00),
    (35, 7.441, 1.180, 0.15),
    (30, 7.488, 1.157, 0.33),
    (25, 7.547, 1.130, 0.56),
    (20, 7.623, 1.095, 0.84),
    (15, 7.726, 1.050, 1.24),
]

# Identities of this model.


@pytest.mark.parametrize(("co2", "pH", "ionised", "shift"), TABLE)
def test_identity_the_table_of_overbreathing(co2, pH, ionised, shift):
    state = breathing_state(co2, ionised_mM=1.20)
    assert state.pH == pytest.approx(pH, abs=0.001)
    assert state.ionised_mM == pytest.approx(ionised, abs=0.0006)
    assert 15 * state.calcium_fall == pytest.approx(shift, abs=0.01)  # the brief rounds k to 9.3
    assert state.co2_mmHg == co2


@pytest.mark.parametrize(("co2", "ratio"), [(40, 1.0), (30, 1.73), (25, 2.49), (20, 3.94)])
def test_identity_twitch_rate_ratios_by_overbreathing(co2, ratio):
    assert rate_ratio(threshold_fall(co2)) == pytest.approx(ratio, rel=0.005)


def test_identity_checked_no_4_half_the_carbon_dioxide():
    """pH 7.401 to 7.623, ionised 1.25 to 1.141, shift -0.85 mV, fall 0.057: too small to fire alone."""
    state = breathing_state([40, 20])
    assert state.pH == pytest.approx([7.401, 7.623], abs=0.001)
    assert state.ionised_mM == pytest.approx([1.25, 1.141], abs=0.001)
    assert gating_shift_mV(state.ionised_mM[1]) == pytest.approx(-0.85, abs=0.005)
    assert state.threshold_fall == pytest.approx([0, 0.057], abs=0.001)


def test_identity_c1_twice_the_air_is_half_the_carbon_dioxide():
    assert arterial_co2_mmHg(4.315) == pytest.approx(40)
    assert arterial_co2_mmHg() == pytest.approx(40)
    assert arterial_co2_mmHg(2 * REST_VENTILATION) == pytest.approx(20)
    assert arterial_co2_mmHg(5.0, 0.3) == pytest.approx(863 * 0.3 / 5)


def test_identity_c2_holding_the_breath_moves_pH_less():
    held, over = breathing_state([50, 30]).pH - breathing_state(40).pH
    assert breathing_state(50).pH == pytest.approx(7.322, abs=0.001)
    assert held < 0 < over


def test_identity_t40_with_and_without_the_fall_of_bicarbonate():
    assert arterial_pH_partly_buffered(18.75, [1, 0]) == pytest.approx([7.645, 7.730], abs=0.001)
    half = arterial_pH_partly_buffered(18.75, 0.5)
    assert 7.645 < half < 7.730


def test_identity_half_times_three_minutes_at_twice_the_air_six_at_normal():
    assert co2_course_mmHg(3, 2 * REST_VENTILATION) == pytest.approx(30)
    assert co2_course_mmHg(6, REST_VENTILATION, 20) == pytest.approx(30)
    assert co2_course_mmHg([0, 240], 2 * REST_VENTILATION) == pytest.approx([40, 20])


def test_identity_a_spell_joins_the_two_courses():
    reached = co2_course_mmHg(5, 10.0)
    course = overbreathing_co2_mmHg([0, 3, 5, 11, 240], 10.0, 5.0)
    back = co2_course_mmHg([6, 235], REST_VENTILATION, reached)
    assert course == pytest.approx([40, co2_course_mmHg(3, 10.0), reached, *back])
    assert course[-1] == pytest.approx(40, abs=1e-6)
    assert overbreathing_co2_mmHg() == pytest.approx(co2_course_mmHg(5, 2 * REST_VENTILATION))


def test_identity_two_routes_add():
    calcium, direct = threshold_fall(20), threshold_fall(20, 0, DIRECT_FALL_PER_PH)
    assert threshold_fall(20, None, DIRECT_FALL_PER_PH) == pytest.approx(calcium + direct)
    assert direct == pytest.approx(0.2 * (7.623 - 7.401), abs=0.0002)
    assert direct_fall([7.4, 7.5, 7.3]) == pytest.approx([0, 0.02, -0.02])
    assert direct_fall(7.6, 0.5) == pytest.approx(0.1)


def test_identity_breathing_adds_to_whatever_calcium_already_did():
    """The logarithm makes the falls add: by low calcium, then by alkaline blood, whatever the calcium was."""
    state = breathing_state(20, ionised_mM=0.9)
    together = fall_by_shift(gating_shift_mV(state.ionised_mM))
    at_rest = fall_by_shift(gating_shift_mV(breathing_state(40, ionised_mM=0.9).ionised_mM))
    assert state.calcium_fall == pytest.approx(together - at_rest)
    assert state.calcium_fall == pytest.approx(threshold_fall(20))


# Independent checks: nothing was fitted to these.


def test_independent_check_t41_seamonds_1972():
    """-0.05 ± 0.02 (2 SD) mmol/L per +0.1 pH, overbreathing; by the formula from 1.20 and from 1.25."""
    for ionised in (1.20, 1.25):
        state = breathing_state([40, 20], ionised_mM=ionised)
        per_tenth = 0.1 * np.diff(state.ionised_mM) / np.diff(state.pH)
        assert per_tenth == pytest.approx(-0.05, abs=0.02)
    assert ionised_by_slope_mM(7.5, slope_mM_per_pH=0.5) == pytest.approx(1.20)


def test_independent_check_blood_regains_three_quarters_in_twelve_minutes():
    """Fourteen men, J Appl Physiol 1962;17:805: 12 min after, blood had regained about 75 % of its loss."""
    low = float(co2_course_mmHg(12, 10.0))
    back = co2_course_mmHg(12, REST_VENTILATION, low)
    assert (back - low) / (40 - low) == pytest.approx(0.75, abs=0.05)


def test_independent_check_macefield_burke_1991_axons_fire_more_easily_where_hands_tingled():
    """Tingling came when carbon dioxide had fallen by about 20 mmHg; both routes point the same way there."""
    assert threshold_fall(20) > 0.05
    assert threshold_fall(20, 0, DIRECT_FALL_PER_PH) > 0.04


# Contradictions, to be shown and not smoothed.


def test_t42_steurer_1997_contradicts_the_calcium_route():
    """pH 7.39 to 7.75 and calcium unchanged; the formula says about -0.165. It must keep disagreeing."""
    calm, alkaline = breathing.ionised_at_pH_mM([7.39, 7.75], 1.20)
    assert alkaline - calm == pytest.approx(-0.165, abs=0.005)
    assert alkaline - calm < -0.1, "the disagreement with the measured 0 must stay visible"
    assert "Steurer" in breathing.__doc__


def test_c3_steurer_two_hypotheses_one_observation():
    """Calcium unmoved: no twitches by calcium. The direct route brings them back, and calcium stays put."""
    calcium_off = breathing_state(18.75, calcium_slope_mM_per_pH=0.0)
    assert calcium_off.ionised_mM == 1.25
    assert calcium_off.calcium_fall == 0
    assert rate_ratio(calcium_off.threshold_fall) == 1
    direct_on = breathing_state(18.75, calcium_slope_mM_per_pH=0.0, direct_fall_per_pH=DIRECT_FALL_PER_PH)
    assert direct_on.ionised_mM == 1.25
    assert rate_ratio(direct_on.threshold_fall) > 3


def test_steurer_1997_pH_asks_for_bicarbonate_that_has_not_fallen():
    """Measured 7.75 at 18.75 mmHg or less: outside ±0.045 with full buffering, inside without any."""
    full, none = arterial_pH_partly_buffered(18.75, [1, 0])
    assert abs(full - 7.75) > 0.045 > abs(none - 7.75)


def test_overbreathing_alone_does_not_bring_the_axons_own_firing():
    """The deepest overbreathing leaves calcium far above 0.605 mmol/L, where this axon starts by itself."""
    assert breathing_state(13, buffered=0).ionised_mM > 1.0
    assert threshold_fall(13, None, DIRECT_FALL_PER_PH) < 0.25


# Limits, directions, invariances.


@given(CO2, CO2, st.floats(0, 0.7), st.floats(0, 0.5), st.floats(0, 1))
def test_less_carbon_dioxide_never_makes_the_nerve_harder_to_fire(one, other, slope, direct, buffered):
    low, high = sorted((one, other))
    for calcium_slope in (None, slope):
        state = breathing_state([low, high], 1.25, calcium_slope, direct, buffered)
        assert state.threshold_fall[0] >= state.threshold_fall[1] - 1e-12
        assert state.ionised_mM[0] <= state.ionised_mM[1] + 1e-12


@given(st.floats(0.5, 5), st.floats(0, 0.7), st.floats(0, 0.5), st.floats(0, 1))
def test_normal_breathing_adds_exactly_nothing(ionised, slope, direct, buffered):
    for calcium_slope in (None, slope):
        state = breathing_state(40, ionised, calcium_slope, direct, buffered)
        assert state.threshold_fall == state.calcium_fall == state.direct_fall == 0


@given(st.floats(0.5, 5))
def test_the_calcium_route_does_not_depend_on_where_calcium_started(ionised):
    assert breathing_state(25, ionised).calcium_fall == pytest.approx(float(threshold_fall(25)), abs=1e-12)


@given(st.floats(1, 10), st.floats(0.1, 0.3), st.floats(1, 15))
def test_who_makes_more_and_breathes_more_does_not_overbreathe(ventilation, production, factor):
    rest = arterial_co2_mmHg(ventilation, production)
    assert arterial_co2_mmHg(ventilation * factor, production * factor) == pytest.approx(float(rest))


@given(st.floats(0, 100), st.floats(0, 100), VENTILATION, CO2)
def test_two_spans_of_the_same_breathing_make_one(first, second, ventilation, start):
    middle = float(co2_course_mmHg(first, ventilation, start))
    settled = float(arterial_co2_mmHg(ventilation))
    assert min(start, settled) - 1e-9 <= middle <= max(start, settled) + 1e-9
    once = co2_course_mmHg(first + second, ventilation, start)
    assert co2_course_mmHg(second, ventilation, middle) == pytest.approx(float(once))


@given(VENTILATION, st.floats(0, 60))
def test_every_course_stays_where_pH_is_known(ventilation, spell):
    course = overbreathing_co2_mmHg(np.linspace(0, 120, 61), ventilation, spell)
    for buffered in (0, 1):
        state = breathing_state(course, buffered=buffered)
        assert np.isfinite(state.threshold_fall).all()


def test_falling_is_faster_than_coming_back():
    down = 40 - co2_course_mmHg(3, 2 * REST_VENTILATION)
    up = co2_course_mmHg(3, REST_VENTILATION, 20) - 20
    assert down > 1.5 * up


def test_what_is_left_out_of_a_call_is_five_minutes_fully_buffered_and_steurers_calcium():
    assert co2_course_mmHg(ventilation_L_min=9.0) == co2_course_mmHg(5, 9.0)
    assert overbreathing_co2_mmHg(10, 9.0) == overbreathing_co2_mmHg(10, 9.0, 5)
    assert arterial_pH_partly_buffered(20) == breathing.arterial_pH(20)
    assert ionised_by_slope_mM(7.7, 1.2) == 1.2


def test_arrays_broadcast_and_the_state_owns_its_arrays():
    state = breathing_state(np.array([[40.0], [20.0]]), direct_fall_per_pH=np.array([0.0, 0.1, 0.2]))
    shapes = {getattr(state, name).shape for name in ("co2_mmHg", "pH", "ionised_mM", "threshold_fall")}
    assert shapes == {(2, 3)}
    state.pH[0, 0] = 7.0
    assert state.pH[0, 1] > 7.3


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: arterial_co2_mmHg(0), "ventilation_L_min must be between 1 and 150 L/min, got 0"),
        (lambda: arterial_co2_mmHg(5, 0), "production_L_min must be between 0.1 and 5 L/min, got 0"),
        (lambda: co2_course_mmHg(-1), "time_min must be between 0 and 240 min, got -1"),
        (lambda: co2_course_mmHg(5, 20), "ventilation_L_min must be between 2.5 and 13 L/min, got 20"),
        (lambda: co2_course_mmHg(5, 5, 10), "start_mmHg must be between 13 and 80 mmHg, got 10"),
        (
            lambda: overbreathing_co2_mmHg(5, 5, "long"),
            "overbreathing_min must be between 0 and 240 min, got 'long'",
        ),
        (lambda: breathing_state(12), "co2_mmHg must be between 13 and 80 mmHg, got 12"),
        (lambda: breathing_state(20, 0.4), "ionised_mM must be between 0.5 and 5 mmol/L, got 0.4"),
        (
            lambda: breathing_state(20, 1.25, 0.8),
            "calcium_slope_mM_per_pH must be between 0 and 0.7 mmol/L per pH unit, got 0.8",
        ),
        (
            lambda: ionised_by_slope_mM(7.4, 1.25, -0.1),
            "slope_mM_per_pH must be between 0 and 0.7 mmol/L per pH unit, got -0.1",
        ),
        (lambda: ionised_by_slope_mM(7.4, 0.4), "ionised_mM must be between 0.5 and 5 mmol/L, got 0.4"),
        (lambda: ionised_by_slope_mM(7.4, 5.5), "ionised_mM must be between 0.5 and 5 mmol/L, got 5.5"),
        (lambda: ionised_by_slope_mM(8.0), "pH must be between 7 and 7.9, got 8.0"),
        (lambda: threshold_fall(20, 0, 1), "direct_fall_per_pH must be between 0 and 0.5 per pH unit, got 1"),
        (lambda: direct_fall(6.9), "pH must be between 7 and 7.9, got 6.9"),
        (lambda: arterial_pH_partly_buffered(20, 2), "buffered must be between 0 and 1, got 2"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
