"""The picture of the diary: every frame fits its axes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers import theme
from helpers.figures.diary import diary_frame, diary_skeleton
from helpers.panels.diary import WorryAndTwitch


@pytest.fixture(scope="module")
def panel():
    made = WorryAndTwitch()
    yield made
    made.close()


@pytest.mark.parametrize("sizes", [theme.DESK, theme.PROJECTOR])
def test_frame_and_skeleton_name_the_same_traces(panel, sizes):
    assert set(diary_frame(panel.reference)) == {trace["name"] for trace in diary_skeleton(sizes)["data"]}


def test_every_setting_lies_inside_the_fixed_axes(panel):
    made = diary_skeleton(theme.DESK)
    for forwards, backwards, shared, days in itertools.product((0, 0.4), (0, 0.4), (0, 0.8), (14, 120)):
        frame = diary_frame(panel.compute(forwards, backwards, shared, days))
        for trace in made["data"]:
            for letter in "xy":
                low, high = made["layout"][trace[f"{letter}axis"].replace(letter, f"{letter}axis")]["range"]
                points = frame[trace["name"]][letter]
                assert low <= np.nanmin(points) and np.nanmax(points) <= high, (trace["name"], forwards)


def test_points_lie_within_their_intervals(panel):
    frame = diary_frame(panel.reference)
    low, high = frame["95 % interval"]["x"][0::3], frame["95 % interval"]["x"][1::3]
    assert np.all((low < frame["correlation"]["x"]) & (frame["correlation"]["x"] < high))
    assert [words.strip() for words in frame["names"]["text"]] == [one.name for one in panel.reference.found]
