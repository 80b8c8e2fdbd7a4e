"""Lesson 04's own panels: what they say follows from the axon, in the right direction, at every corner."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers.panels.calcium import CalciumAndThreshold
from helpers.panels.calcium_evidence import CitrateDonors
from helpers.physiology.axon_equations import SHIFT_PER_EFOLD, scaled_shift_mV


@pytest.fixture
def panel() -> CalciumAndThreshold:
    return CalciumAndThreshold()


def test_healthy_fibre_needs_more_than_the_first_push(panel: CalciumAndThreshold) -> None:
    assert panel.state.spikes == 0
    assert panel.state.kick_threshold_mV == pytest.approx(6.5, abs=0.2)  # T14 of the excitability brief
    assert "no spike" in panel.sentence


def test_falling_calcium_lowers_the_threshold_and_hardly_moves_the_rest(panel: CalciumAndThreshold) -> None:
    levels = [1.25, 1.0, 0.9, 0.8, 0.7]
    states = [panel.state_for(calcium_mM=level) for level in levels]
    needed = [state.kick_threshold_mV for state in states]
    assert needed == sorted(needed, reverse=True)
    assert needed[-1] < 0.6 * needed[0]
    assert abs(states[-1].rest_mV - states[0].rest_mV) < 3
    assert all(state.rest_mV <= states[0].rest_mV for state in states)


def test_the_picture_and_the_looked_up_threshold_agree(panel: CalciumAndThreshold) -> None:
    """A push a little below the threshold gives no spike, one a little above gives one."""
    for calcium, potassium in itertools.product((0.7, 0.9, 1.25, 1.6), (3.0, 4.0, 5.0)):
        needed = panel.state_for(calcium_mM=calcium, potassium_mM=potassium).kick_threshold_mV
        if not np.isfinite(needed) or not 1.2 < needed < 11.5:
            continue
        below = panel.state_for(calcium_mM=calcium, potassium_mM=potassium, push_mV=needed - 0.3)
        above = panel.state_for(calcium_mM=calcium, potassium_mM=potassium, push_mV=needed + 0.3)
        assert (below.spikes, above.spikes > 0) == (0, True)


def test_low_potassium_and_low_calcium_do_opposite_things(panel: CalciumAndThreshold) -> None:
    healthy = panel.reference.kick_threshold_mV
    assert panel.state_for(**panel.presets["low calcium"]).kick_threshold_mV < healthy
    assert panel.state_for(**panel.presets["low potassium"]).kick_threshold_mV > healthy


def test_firing_by_itself_is_said_only_where_the_simulated_axon_does_it(panel: CalciumAndThreshold) -> None:
    panel.use("very low calcium")
    assert panel.state.fires_by_itself
    assert panel.state.spikes > 2
    assert "fires by itself" in panel.sentence
    panel.set(calcium_mM=0.60)  # the rest is unstable, but a touch needs longer than the trace to grow
    assert not panel.state.rest_is_stable
    assert panel.state.spikes < 2
    assert "fires by itself" not in panel.sentence
    assert "within 100 ms" in panel.sentence
    panel.set(calcium_mM=0.64)
    assert panel.state.rest_is_stable
    assert panel.state.spikes == 0
    assert "fires by itself" not in panel.sentence


def test_between_the_two_onsets_one_push_starts_firing_without_end(panel: CalciumAndThreshold) -> None:
    panel.set(calcium_mM=0.64, push_mV=5.0)
    assert panel.state.goes_on_once_started
    assert panel.state.spikes > 2
    assert "spikes without end" in panel.sentence


def test_chain_gives_no_twitch_rate_for_potassium(panel: CalciumAndThreshold) -> None:
    """Potassium names its own route; nobody invents a threshold term for it."""
    assert "muscle" in panel.chain(panel.state_for(calcium_mM=0.9), panel.reference)
    assert "muscle" not in panel.chain(panel.state_for(potassium_mM=3.0), panel.reference)


def test_every_corner_is_finite_and_inside_the_axes(panel: CalciumAndThreshold) -> None:
    from helpers.figures.calcium import TRACE_HIGH_MV, TRACE_LOW_MV

    ranges = [control.legal() for control in panel.controls.values()]
    for values in itertools.product(*ranges):
        state = panel.state_for(**dict(zip(panel.controls, values, strict=True)))
        assert np.all((state.voltage_mV > TRACE_LOW_MV) & (state.voltage_mV < TRACE_HIGH_MV)), values
        assert 0 < state.gates_open_at_rest < 1


def test_the_drawn_threshold_meets_the_rest_where_calcium_is_low(panel: CalciumAndThreshold) -> None:
    state = panel.state_for(calcium_mM=0.7)
    at = int(np.argmin(np.abs(state.threshold_calcium_mM - 0.7)))
    assert state.threshold_curve_mV[at] == pytest.approx(state.threshold_mV, abs=0.1)
    start = int(np.argmin(np.abs(state.calcium_axis_mM - state.threshold_calcium_mM[0])))
    gap = state.threshold_curve_mV - state.rest_curve_mV[start:]
    assert np.all(np.diff(gap) > 0)
    assert gap[0] < 0.4 * panel.reference.kick_threshold_mV


def test_donors_are_placed_by_their_own_start(panel: CalciumAndThreshold) -> None:
    """Das 2005: 1.33 to 0.84 mmol/L is a shift of -4.28 mV (checked.md, w = 0), and not the kit's 1.25."""
    state = CitrateDonors().state
    lowest = state.donors[0].percent_of_start
    assert lowest == pytest.approx(100 * 0.84 / 1.33)
    assert SHIFT_PER_EFOLD * np.log(lowest / 100) == pytest.approx(-4.28, abs=0.01)
    assert all(donors.percent_of_start > state.band_percent[1] for donors in state.donors)


def test_symptoms_that_do_not_follow_calcium_are_shown(panel: CalciumAndThreshold) -> None:
    """The donors with the lowest calcium felt least: the conflict stays on screen."""
    shown = CitrateDonors()
    felt = {donors.percent_of_start: donors.felt for donors in shown.state.donors}
    assert felt[min(felt)] == "felt: 0 %"
    assert felt[max(felt)] == "felt: 22, 28 %"
    assert "did not follow" in shown.sentence


def test_the_band_is_the_one_of_the_quoted_range() -> None:
    """checked.md: k is the top of its range; show 0.49 to 0.67 mmol/L as the band."""
    low, high = CitrateDonors().state.band_mM
    assert (low, high) == (pytest.approx(0.49, abs=0.01), pytest.approx(0.67, abs=0.01))


def test_published_slopes_are_shown_with_the_kits_own_at_the_top_of_its_source() -> None:
    """checked.md: 9.32 is the top of the quoted range, not its middle; Shoukimas lies below."""
    state = CitrateDonors().state
    own = next(s for s in state.slopes if "Frankenhaeuser" in s.label)
    assert own.high == pytest.approx(state.kit_slope_mV, abs=0.01)
    assert "unverified" in own.label
    assert any(s.high < state.kit_slope_mV for s in state.slopes)
    assert any(s.high > state.kit_slope_mV for s in state.slopes)


def test_fivefold_and_tenfold_shifts_are_one_slope() -> None:
    assert float(scaled_shift_mV(15, 5, np.e)) == pytest.approx(SHIFT_PER_EFOLD, abs=0.005)
    assert float(scaled_shift_mV(15, 5)) == pytest.approx(21.46, abs=0.01)
    with pytest.raises(ValueError, match=r"fold_change must be between 1.01 and 1000 times, got 1"):
        scaled_shift_mV(15, 1)
