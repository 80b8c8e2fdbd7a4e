"""Lesson 02's pictures: frames fit their skeletons, stay inside fixed axes, and say what they rest on."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers import theme
from helpers.figures.sleep import WORDS_AT, percent
from helpers.panels.body_clock import BodyClock
from helpers.panels.eyelid import EyelidFlutter
from helpers.panels.sleep import WeekOfSleep
from helpers.panels.wire_and_gap import WireAndGap

PANELS = [WeekOfSleep, WireAndGap, EyelidFlutter, BodyClock]


@pytest.mark.parametrize("sizes", [theme.DESK, theme.PROJECTOR])
@pytest.mark.parametrize("kind", PANELS)
def test_frame_and_skeleton_name_the_same_traces(kind, sizes):
    panel = kind()
    assert set(panel.frame(panel.reference)) == {trace["name"] for trace in panel.skeleton(sizes)["data"]}
    panel.close()


@pytest.mark.parametrize("kind", PANELS)
def test_every_corner_lies_inside_the_fixed_axes(kind):
    panel = kind()
    made = panel.skeleton(theme.DESK)
    ranges = [control.legal() for control in panel.controls.values()]
    for values in itertools.product(*ranges):
        frame = panel.frame(panel.state_for(**dict(zip(panel.controls, values, strict=True))))
        for trace, letter in itertools.product(made["data"], "xy"):
            axis = made["layout"][trace[f"{letter}axis"].replace(letter, f"{letter}axis")]
            points = np.asarray(frame[trace["name"]][letter], dtype=float)
            points = np.log10(points) if axis["type"] == "log" else points
            low, high = axis["range"]
            inside = np.isnan(points) | ((points >= low - 1e-9) & (points <= high + 1e-9))
            assert inside.all(), (trace["name"], letter, values)
    panel.close()


def test_each_row_says_how_sure_it_is():
    panel = WeekOfSleep()
    lost = panel.frame(panel.state_for(missed_nights=1))["how sure"]["text"]
    short = panel.frame(panel.state_for(night_h=5.0))["how sure"]["text"]
    doubted = panel.frame(panel.state_for(missed_nights=1, sceptic=True))["how sure"]["text"]
    assert lost[0] == "fitted to lost nights" and "assumption" in lost[3]
    assert "extrapolated" in short[0]
    assert doubted[0] == lost[0] and "sceptic" in doubted[2]
    panel.close()


def test_extrapolated_receptors_have_a_mark_of_their_own():
    panel = WeekOfSleep()
    short, lost = (panel.frame(panel.state_for(**v)) for v in ({"night_h": 5.0}, {"missed_nights": 1}))
    assert set(short["receptors"]["marker.symbol"]) == {"diamond-open"}
    assert set(lost["receptors"]["marker.symbol"]) == {"circle"}
    panel.close()


def test_words_stand_to_the_right_of_the_line_of_no_change():
    assert WORDS_AT > 1


@pytest.mark.parametrize(("times", "words"), [(1.12, "+12\u00a0%"), (0.949, "−5\u00a0%"), (1.0, "0\u00a0%")])
def test_percent(times, words):
    assert percent(times) == words
