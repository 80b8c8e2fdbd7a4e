"""The picture of overbreathing: every frame fits its axes, and its dots ride on their curves."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers import theme
from helpers.figures.breathing import overbreathing_frame, overbreathing_skeleton
from helpers.panels.breathing import Overbreathing


@pytest.fixture(scope="module")
def panel():
    made = Overbreathing()
    yield made
    made.close()


@pytest.mark.parametrize("sizes", [theme.DESK, theme.PROJECTOR])
def test_frame_and_skeleton_name_the_same_traces(panel, sizes):
    names = {trace["name"] for trace in overbreathing_skeleton(sizes)["data"]}
    assert set(overbreathing_frame(panel.reference)) == names


def test_every_setting_lies_inside_the_fixed_axes(panel):
    made = overbreathing_skeleton(theme.DESK)
    ways = itertools.product(np.linspace(1, 3, 9), (1, 5, 15), ("falls", "stays"), (False, True))
    for times, minutes, calcium, direct in ways:
        frame = overbreathing_frame(panel.compute(float(times), minutes, calcium, direct))
        for trace in made["data"]:
            for letter in "xy":
                low, high = made["layout"][trace[f"{letter}axis"].replace(letter, f"{letter}axis")]["range"]
                points = frame[trace["name"]][letter]
                assert low - 1e-9 <= np.min(points) and np.max(points) <= high + 1e-9, trace["name"]


def test_dots_ride_on_their_curves(panel):
    frame = overbreathing_frame(panel.compute(2.4, 8, "falls", False))
    for dot, curve in [("carbon dioxide at the end", "carbon dioxide"), ("pH at the end", "pH")]:
        on_curve = np.interp(frame[dot]["x"], frame[curve]["x"], frame[curve]["y"])
        assert frame[dot]["y"] == pytest.approx(on_curve, rel=1e-3)
    assert frame["chosen hypothesis"]["y"][-1] == pytest.approx(frame["calcium at the end"]["y"][0])


def test_the_measurement_lies_on_no_change_and_off_the_formula(panel):
    frame = overbreathing_frame(panel.reference)
    x, y = frame["measured in ten people"]["x"][0], frame["measured in ten people"]["y"][0]
    assert y == 0
    assert np.interp(x, frame["textbook formula"]["x"], frame["textbook formula"]["y"]) < -0.1


def test_bars_and_their_words_agree(panel):
    state = panel.compute(3.0, 10, "falls", True)
    frame = overbreathing_frame(state)
    assert frame["threshold lower, by calcium"]["y"] == [100 * state.calcium_fall]
    assert frame["threshold lower, by pH itself"]["y"] == [100 * state.direct_fall]
    assert frame["falls in words"]["text"] == [
        f"{100 * fall:.0f}" for fall in (state.calcium_fall, state.direct_fall)
    ]
