"""Lesson 02's core panel: the week it shows follows from the sleep models, and its sentence from the week."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers.panels.explorer import Explorer
from helpers.panels.sleep import WeekOfSleep
from helpers.physiology.day import Day, chain
from helpers.physiology.sleep_week import nights


@pytest.fixture
def panel():
    made = WeekOfSleep()
    yield made
    made.close()


def test_a_rested_afternoon_changes_nothing(panel):
    state = panel.reference
    found = (state.a1, state.d2, state.balance, state.twitch_ratio)
    assert found == pytest.approx((1, 1, 1, 1), abs=1e-6)
    assert state.in_lost_nights == pytest.approx(0, abs=1e-6)


def test_one_lost_night_moves_more_than_five_short_ones(panel):
    """S section 2, A4: an all-nighter matters far more than a habitually short night, in this model."""
    lost = panel.state_for(**panel.presets["one lost night"])
    short = panel.state_for(**panel.presets["five short nights"])
    assert (lost.a1, lost.d2) == (pytest.approx(1.120, abs=0.001), pytest.approx(0.949, abs=0.001))
    assert lost.balance == pytest.approx(1.246, abs=0.001)
    assert lost.twitch_ratio == pytest.approx(2.47, abs=0.01)
    assert lost.in_lost_nights == pytest.approx(1.0)
    assert short.in_lost_nights < 0.25
    assert short.a1 - 1 < 0.25 * (lost.a1 - 1)


def test_one_night_later_hardly_anything_is_left(panel):
    assert panel.state_for(**panel.presets["a night later"]).in_lost_nights < 0.1


def test_the_sceptic_keeps_pressure_and_receptors_and_drops_the_rest(panel):
    believer = panel.state_for(missed_nights=1)
    sceptic = panel.state_for(missed_nights=1, sceptic=True)
    assert (sceptic.sleep_pressure, sceptic.a1, sceptic.d2) == (
        believer.sleep_pressure,
        believer.a1,
        believer.d2,
    )
    assert (sceptic.balance, sceptic.threshold_fall, sceptic.twitch_ratio) == (1, 0, 1)
    panel.set(missed_nights=1, sceptic=True)
    assert "Sceptic" in panel.sentence


def test_short_nights_are_called_extrapolated_and_the_study_is_named(panel):
    panel.use("five short nights")
    assert panel.state.extrapolated
    assert "no change of A1" in panel.sentence
    panel.sceptic.value = True
    assert "no change of A1" in panel.sentence
    panel.use("one lost night")
    assert not panel.state.extrapolated
    assert "no change" not in panel.sentence


@pytest.mark.parametrize(("night_h", "missed", "sceptic"), [(8.0, 1, False), (5.0, 0, False), (4.0, 2, True)])
def test_the_threshold_is_the_one_of_the_whole_day(panel, night_h, missed, sceptic):
    state = panel.state_for(night_h=night_h, missed_nights=missed, sceptic=sceptic)
    _, asleep, awake = nights(night_h, missed)
    day = chain(Day(asleep_at_h=asleep, awake_at_h=awake, sceptic_sleep=sceptic), 24 * 5 + 15.0)
    assert state.threshold_fall == pytest.approx(float(day.falls.sleep))
    assert state.twitch_ratio == pytest.approx(float(day.rate_ratio), rel=0.01)  # diet counts there, a little


def test_the_afternoon_lies_on_the_curve_and_outside_bed(panel):
    ranges = [control.legal() for control in panel.controls.values()]
    for values in itertools.product(*ranges):
        state = panel.state_for(**dict(zip(panel.controls, values, strict=True)))
        on_curve = np.interp(state.afternoon_day, state.time_day, state.pressure)
        assert state.afternoon_pressure == pytest.approx(on_curve, abs=1e-6)
        assert state.sleep_pressure == state.afternoon_pressure[state.look_day - 1]
        assert state.hours_awake >= 8


def test_the_week_is_carried_to_the_explorer(panel):
    panel.use("five short nights")
    opened = Explorer(focus="sleep_h", start=panel.state)
    assert opened.sleep_h.value == 5.0
    panel.set(missed_nights=2)  # 3 h on average
    assert Explorer(focus="sleep_h", start=panel.state).sleep_h.value == 3.0


def test_the_strip_goes_through_the_brain_and_not_through_blood_or_junction(panel):
    texts = panel.chain(panel.state_for(missed_nights=1), panel.reference)
    assert set(texts) == {"behaviour", "gate", "threshold", "axon", "muscle"}
    assert "assumed" in texts["threshold"]
    assert "higher" in panel.chain(panel.state_for(night_h=9.0), panel.reference)["threshold"]
