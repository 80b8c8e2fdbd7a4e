"""The picture of the experiment: all of it inside the axes, in the order of the sentence."""

from __future__ import annotations

import numpy as np
import pytest

from helpers import theme
from helpers.figures.overbreathing_trial import trial_frame, trial_skeleton
from helpers.panels.overbreathing_trial import OverbreathingTrial


@pytest.fixture(scope="module")
def frame():
    return trial_frame(OverbreathingTrial().reference)


@pytest.mark.parametrize("sizes", [theme.DESK, theme.PROJECTOR])
def test_frame_fits_the_skeleton(frame, sizes):
    made = trial_skeleton(sizes)
    assert set(frame) == {trace["name"] for trace in made["data"]}
    for trace in made["data"]:
        for letter in "xy":
            low, high = made["layout"][trace[f"{letter}axis"].replace(letter, f"{letter}axis")]["range"]
            points = frame[trace["name"]][letter]
            assert low <= np.nanmin(points) and np.nanmax(points) <= high, trace["name"]


def test_the_measurement_stands_under_its_forecasts(frame):
    heights = [*frame["forecast"]["y"], *frame["measured: no significant change"]["y"]]
    assert heights == sorted(heights, reverse=True)
    assert list(frame["names"]["y"]) == heights
    assert "measured" in frame["names"]["text"][-1]
    assert frame["measured: no significant change"]["x"] == [0]


def test_bars_say_how_many_of_how_many(frame):
    assert list(frame["people of 100"]["x"]) == [90, 70]
    assert frame["people in words"]["text"] == ["tingling: 9 of 10", "spasms: 7 of 10"]
