"""The picture of a fright: every frame fits its axes, and its dots ride on their curves."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers import theme
from helpers.figures.fright import fright_frame, fright_skeleton
from helpers.panels.fright import AfterAFright


@pytest.fixture(scope="module")
def panel():
    made = AfterAFright()
    yield made
    made.close()


@pytest.mark.parametrize("sizes", [theme.DESK, theme.PROJECTOR])
def test_frame_and_skeleton_name_the_same_traces(panel, sizes):
    assert set(fright_frame(panel.reference)) == {trace["name"] for trace in fright_skeleton(sizes)["data"]}


def test_every_setting_lies_inside_the_fixed_axes(panel):
    made = fright_skeleton(theme.DESK)
    for minutes, size, loss in itertools.product((0, 5, 25, 120), (0, 50, 100), (0, 20, 40)):
        frame = fright_frame(panel.compute(minutes, size, loss))
        for trace in made["data"]:
            for letter in "xy":
                low, high = made["layout"][trace[f"{letter}axis"].replace(letter, f"{letter}axis")]["range"]
                points = frame[trace["name"]][letter]
                assert low - 1e-9 <= np.min(points) and np.max(points) <= high + 1e-9, trace["name"]


def test_dots_ride_on_their_curves(panel):
    frame = fright_frame(panel.compute(33, 80, 30))
    for dot, curve in [
        ("adrenaline now", "adrenaline"),
        ("cortisol now", "cortisol"),
        ("brake now", "brake of the motor cortex"),
    ]:
        assert frame[dot]["y"][0] == pytest.approx(np.interp(33, frame[curve]["x"], frame[curve]["y"]))


def test_the_size_of_the_effect_is_called_an_assumption(panel):
    assert fright_frame(panel.reference)["brake in words"]["text"] == ["size: □ assumption"]
