"""The picture of adrenaline: frames fit their axes, dots ride on curves, blocked beside free."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers import theme
from helpers.figures.stress import adrenaline_frame, adrenaline_skeleton
from helpers.panels.stress import BLOCKERS, Adrenaline


@pytest.fixture(scope="module")
def panel():
    made = Adrenaline()
    yield made
    made.close()


@pytest.mark.parametrize("sizes", [theme.DESK, theme.PROJECTOR])
def test_frame_and_skeleton_name_the_same_traces(panel, sizes):
    names = {trace["name"] for trace in adrenaline_skeleton(sizes)["data"]}
    assert set(adrenaline_frame(panel.reference)) == names


def test_every_setting_lies_inside_the_fixed_axes(panel):
    made = adrenaline_skeleton(theme.DESK)
    for times, ratio in itertools.product((1.0, 2.7, 12.0, 40.0), BLOCKERS.values()):
        frame = adrenaline_frame(panel.compute(times, ratio))
        for trace in made["data"]:
            for letter in "xy":
                axis = made["layout"][trace[f"{letter}axis"].replace(letter, f"{letter}axis")]
                points = frame[trace["name"]][letter]
                points = np.log10(points) if axis["type"] == "log" else points
                low, high = axis["range"]
                assert low - 1e-9 <= np.min(points) and np.max(points) <= high + 1e-9, trace["name"]


@pytest.mark.parametrize("ratio", BLOCKERS.values())
def test_dots_ride_on_their_curves(panel, ratio):
    frame = adrenaline_frame(panel.compute(10.0, ratio))
    for what in ("tremor", "potassium"):
        on_curve = np.interp(10.0, frame[what]["x"], frame[what]["y"])
        assert frame[f"{what} here"]["y"][0] == pytest.approx(on_curve, abs=0.01)
        free = np.abs(frame[f"{what}, no blocker"]["y"] - (1 if what == "tremor" else 0))
        assert np.all(np.abs(frame[what]["y"][-1] - (1 if what == "tremor" else 0)) <= free[-1] + 1e-9)


def test_neighbouring_events_stand_on_two_lines(panel):
    frame = adrenaline_frame(panel.reference)["events in words"]
    assert frame["text"] == ["speech", "caffeine", "infusion"]
    assert frame["y"][0] != frame["y"][1]
