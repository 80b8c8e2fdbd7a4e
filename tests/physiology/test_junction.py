"""Transmitter release: Dodge and Rahamimoff's law, its limits, and the safety factor."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology import junction
from helpers.physiology.axon_equations import gating_shift_mV
from helpers.physiology.axon_thresholds import thresholds

CALCIUM = st.floats(0.01, 5)
MAGNESIUM = st.floats(0, 6)

TABLE = {  # ionised calcium: {ionised magnesium: release relative to normal}
    0.6: {0.2: 0.228, 0.55: 0.172, 1: 0.123, 2: 0.064, 4: 0.022, 6: 0.010},
    0.9: {0.2: 0.618, 0.55: 0.485, 1: 0.362, 2: 0.203, 4: 0.078, 6: 0.036},
    1.25: {0.2: 1.232, 0.55: 1.000, 1: 0.777, 2: 0.466, 3: 0.296, 4: 0.197, 6: 0.097},
    2.0: {0.2: 2.746, 0.55: 2.340, 1: 1.922, 2: 1.281, 4: 0.633, 6: 0.347},
}


@pytest.mark.parametrize(
    ("ca", "mg", "release"), [(ca, mg, r) for ca, row in TABLE.items() for mg, r in row.items()]
)
def test_release_table_identity(ca, mg, release):
    assert junction.relative_release(ca, mg) == pytest.approx(release, abs=0.0006)


@pytest.mark.parametrize(
    ("ca", "mg", "release"), [(0.9, 0.55, 0.49), (0.7, 0.55, 0.26), (1.25, 2.0, 0.47), (1.25, 0.2, 1.23)]
)
def test_t50_release_identity(ca, mg, release):
    assert junction.relative_release(ca, mg) == pytest.approx(release, abs=0.01)


def test_dodge_rahamimoff_1967_slope_built_in():
    """Measured 3.78 ± 0.2 at low calcium. The power four is built in, so this is no independent check."""
    assert junction.release_slope(0.001) == pytest.approx(3.997, abs=0.001)
    assert junction.release_slope(0.1) == pytest.approx(3.72, abs=0.005)
    assert 3.5 <= junction.release_slope(0.1) <= 4.0
    assert junction.release_slope([1.25, 1.8]) == pytest.approx([2.04, 1.68], abs=0.005)


def test_dodge_rahamimoff_1967_magnesium_lowers_release_but_not_the_slope():
    slopes = junction.release_slope(0.001, np.array([0.0, 0.55, 2.0, 6.0]))
    assert np.ptp(slopes) < 1e-2
    assert np.all(np.diff(junction.relative_release(0.1, np.array([0.0, 0.55, 2.0, 6.0]))) < 0)


@given(st.floats(0.01, 4), MAGNESIUM)
def test_the_slope_is_that_of_the_plot(ca, mg):
    step = 1e-4
    low, high = junction.relative_release(np.array([ca * (1 - step), ca * (1 + step)]), mg)
    assert np.log(high / low) / np.log((1 + step) / (1 - step)) == pytest.approx(
        junction.release_slope(ca, mg), abs=1e-4
    )


@pytest.mark.parametrize(("mg", "ca"), [(2, 1.76), (4, 2.48), (0.55, 1.25)])
def test_calcium_cancels_magnesium_identity(mg, ca):
    assert junction.calcium_to_cancel_magnesium_mM(mg) == pytest.approx(ca, abs=0.006)


@given(MAGNESIUM)
def test_calcium_that_cancels_brings_release_to_normal(mg):
    assert junction.relative_release(junction.calcium_to_cancel_magnesium_mM(mg), mg) == pytest.approx(
        1, abs=1e-9
    )


def test_magnesium_block_lies_where_hospitals_see_it_independent_check():
    """With a safety factor of 4 to 5, transmission fails at ionised magnesium of about 3.4 to 4 mmol/L."""
    magnesium = np.linspace(0.55, 6, 2000)
    fails = [magnesium[junction.safety_factor(1.25, magnesium, factor) < 1][0] for factor in (4, 5)]
    assert fails == pytest.approx([3.4, 4.0], abs=0.1)


def test_low_calcium_halves_release_and_the_junction_does_not_mind():
    assert junction.relative_release(0.9) == pytest.approx(0.49, abs=0.01)
    assert junction.safety_factor(0.9) > 1
    assert junction.safety_reading(0.9) == "every spike gets through"


def test_conflict_shown_very_low_calcium_weakens_junctions_before_the_axon_fires_by_itself():
    """Two animals, two scales: the frog's junction fails first, so "the axon wins" is not what we compute."""
    calcium = np.linspace(0.5, 1.25, 7501)
    fails_below = [calcium[junction.safety_factor(calcium, normal_factor=r) < 1].max() for r in (3, 4, 5)]
    assert fails_below == pytest.approx([0.77, 0.69, 0.63], abs=0.006)
    alone_below = calcium[thresholds(gating_shift_mV(calcium)).fires_by_itself].max()
    assert alone_below == pytest.approx(0.605, abs=0.002)
    assert alone_below < min(fails_below)


def test_low_magnesium_alone_does_not_explain_twitching():
    """The honest point: +23 % only, and below normal once calcium falls along with magnesium."""
    assert junction.relative_release(1.25, 0.2) == pytest.approx(1.23, abs=0.01)
    assert junction.relative_release(0.9, 0.2) < 1


@pytest.mark.parametrize(
    ("mg", "words"),
    [(0.55, "every spike gets through"), (3.5, "some junctions may fail"), (6, "most junctions fail")],
)
def test_the_reading_follows_magnesium(mg, words):
    assert junction.safety_reading(1.25, mg) == words


@given(CALCIUM, CALCIUM, MAGNESIUM, MAGNESIUM)
def test_calcium_helps_magnesium_hinders_and_nothing_exceeds_all_sites(ca1, ca2, mg1, mg2):
    (low_ca, high_ca), (low_mg, high_mg) = sorted((ca1, ca2)), sorted((mg1, mg2))
    assert junction.relative_release(low_ca, low_mg) <= junction.relative_release(high_ca, low_mg) * (
        1 + 1e-12
    )
    assert junction.relative_release(low_ca, high_mg) <= junction.relative_release(low_ca, low_mg) * (
        1 + 1e-12
    )
    assert 0 < junction.site_occupancy(ca1, mg1) < 1


def test_the_two_constants_are_marked_unverified_and_the_power_measured():
    assert junction.K_CALCIUM.confidence == junction.K_MAGNESIUM.confidence == "unverified"
    assert junction.RELEASE_POWER.confidence == "measured"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: junction.relative_release(0), r"calcium_mM must be between 0.001 and 10 mmol/L, got 0"),
        (lambda: junction.relative_release(1, -1), r"magnesium_mM must be between 0 and 10 mmol/L, got -1"),
        (lambda: junction.relative_release(None), r"calcium_mM must be between"),
        (lambda: junction.safety_factor(1.25, 0.55, 0), r"normal_factor must be between 1 and 10, got 0"),
        (
            lambda: junction.safety_reading([1.0, 1.2]),
            r"calcium_mM must be one number between 0.001 and 10",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("share_of_normal", "reading"),
    [
        (0.34, "every spike gets through"),
        (0.30, "some junctions may fail"),
        (0.21, "some junctions may fail"),
        (0.19, "most junctions fail"),
    ],
)
def test_a_junction_fails_where_its_own_reserve_of_three_to_five_is_used_up(share_of_normal, reading):
    """Release is a fourth power of the sites taken, and calcium takes few of them here."""
    calcium = np.linspace(0.3, 1.25, 2000)
    near = calcium[np.argmin(np.abs(junction.relative_release(calcium) - share_of_normal))]
    assert junction.safety_reading(float(near)) == reading


@given(CALCIUM, MAGNESIUM)
def test_sites_are_held_by_calcium_by_magnesium_or_by_nobody(ca, mg):
    shares = junction.site_shares(ca, mg)
    assert sum(shares) == pytest.approx(1)
    assert all(-1e-12 <= share <= 1 for share in shares)
    assert shares[0] == junction.site_occupancy(ca, mg)
    assert shares[1] / shares[2] == pytest.approx(mg / junction.K_MAGNESIUM)
