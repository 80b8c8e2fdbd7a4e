"""The pictures of lesson 03: frames fit their skeletons and their axes, and the words fit their places."""

from __future__ import annotations

import numpy as np
import pytest

from helpers import theme
from helpers.figures.caffeine import times
from helpers.figures.caffeine_muscle import percent, rounded
from helpers.panels.caffeine import DayOfDrinks
from helpers.panels.caffeine_clearance import WhoClears
from helpers.panels.caffeine_muscle import MuscleStore
from helpers.panels.caffeine_sleep import CaffeineAndSleep

KINDS = [DayOfDrinks, WhoClears, CaffeineAndSleep, MuscleStore]


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__)
def panel(request):
    made = request.param()
    yield made
    made.close()


def states(panel):
    yield panel.reference
    for name, control in panel.controls.items():
        for value in control.legal():
            yield panel.state_for(**{name: value})


@pytest.mark.parametrize("sizes", [theme.DESK, theme.PROJECTOR], ids=["desk", "projector"])
def test_frame_and_skeleton_name_the_same_traces(panel, sizes):
    assert set(panel.frame(panel.reference)) == {trace["name"] for trace in panel.skeleton(sizes)["data"]}


def test_every_point_lies_inside_the_fixed_axes(panel):
    made = panel.skeleton(theme.DESK)
    for state in states(panel):
        frame = panel.frame(state)
        for trace in made["data"]:
            for letter in "xy":
                axis = made["layout"][trace[f"{letter}axis"].replace(letter, f"{letter}axis")]
                points = np.asarray(frame[trace["name"]][letter], dtype=float)
                points = np.log10(points) if axis.get("type") == "log" else points
                low, high = sorted(axis["range"])
                inside = np.isnan(points) | ((points >= low - 1e-9) & (points <= high + 1e-9))
                assert inside.all(), (trace["name"], letter)


def test_headings_are_short_enough_for_the_projector(panel):
    most = {"level in words": 44, "left in words": 34}
    for state in states(panel):
        for name, trace in panel.frame(state).items():
            if name.endswith("in words") and name != "curves in words":
                lines = trace["text"][0].split("<br>")
                assert len(lines) <= 2
                assert max(map(len, lines)) <= most.get(name, 28), trace["text"]


@pytest.mark.parametrize(
    ("ratio", "words"), [(1.0, "1.00 times"), (1.038, "1.04 times"), (3.41, "3.4 times")]
)
def test_times(ratio, words):
    assert times(ratio) == words


@pytest.mark.parametrize(("share", "words"), [(0.267, "27 %"), (0.00014, "0.01 %"), (0, "0 %"), (1, "100 %")])
def test_percent(share, words):
    assert percent(share) == words


@pytest.mark.parametrize(("many", "words"), [(1, "1"), (22.4, "22"), (369.5, "370"), (1000, "1000")])
def test_rounded(many, words):
    assert rounded(many) == words
