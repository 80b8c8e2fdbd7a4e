"""People below a line: the curve through published shares, and what another line would count."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology.vitamin_d_population import fitted_curve, share_below

WORLD = {30: 0.157, 50: 0.479, 75: 0.766}  # Cui 2023


def test_cui_2023_three_shares_lie_on_one_log_normal_curve():
    """Two numbers are fitted to three: that the third agrees could have failed."""
    median, spread = fitted_curve([30, 75], [WORLD[30], WORLD[75]])
    assert share_below(50, median, spread) == pytest.approx(WORLD[50], abs=0.01)


def test_defaults_are_the_world():
    median, spread = fitted_curve(list(WORLD), list(WORLD.values()))
    assert [median, spread] == pytest.approx([51.0, 0.53], abs=0.02 * 51)
    assert spread == pytest.approx(0.53, abs=0.01)
    assert share_below() == share_below(50, 51.0, 0.53)
    assert share_below() == pytest.approx(0.479, abs=0.01)


@given(st.floats(5, 150), st.floats(0.05, 2))
def test_half_the_people_lie_below_the_median(median, spread):
    assert share_below(median, median, spread) == pytest.approx(0.5)


@given(st.floats(30, 80), st.floats(0.3, 0.9))
def test_the_fit_finds_the_curve_it_was_made_from(median, spread):
    lines = np.array([30.0, 50.0, 75.0])
    assert fitted_curve(lines, share_below(lines, median, spread)) == pytest.approx(
        (median, spread), rel=1e-6
    )


def test_the_fit_loses_nothing_of_numbers_of_half_precision():
    lines, shares = np.float32([30.1, 51.3, 75.7]), np.float32([0.157, 0.479, 0.766])
    assert fitted_curve(lines, shares) == fitted_curve(lines.astype(float), shares.astype(float))


def test_a_higher_line_never_counts_fewer():
    assert np.all(np.diff(share_below(np.linspace(1, 250, 200))) >= 0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: share_below(0), "cut_off_nmol_L must be between 1 and 250 nmol/L, got 0"),
        (lambda: share_below(50, 3), "median_nmol_L must be between 5 and 150 nmol/L, got 3"),
        (lambda: share_below(50, 51, 0), "spread must be between 0.05 and 2, got 0"),
        (lambda: fitted_curve([30], [0.2]), "need two different lines and a share for each, got 1 and 1"),
        (
            lambda: fitted_curve([30, 30], [0.2, 0.3]),
            "need two different lines and a share for each, got 2 and 2",
        ),
        (lambda: fitted_curve([30, 50], [0.2]), "need two different lines and a share for each, got 2 and 1"),
        (
            lambda: fitted_curve([30, 50], [0.3, 1.0]),
            "shares must lie between nobody and everybody, got [0.3, 1.0]",
        ),
        (
            lambda: fitted_curve([30, 50], [0.0, 0.3]),
            "shares must lie between nobody and everybody, got [0.0, 0.3]",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
