"""The picture of the junction: every frame fits its axes, and both effects are marked against normal."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers import theme
from helpers.figures.junction import junction_frame, junction_skeleton, percent, times
from helpers.panels.junction import Junction


@pytest.fixture(scope="module")
def panel():
    made = Junction()
    yield made
    made.close()


@pytest.mark.parametrize("sizes", [theme.DESK, theme.PROJECTOR])
def test_frame_and_skeleton_name_the_same_traces(panel, sizes):
    assert set(junction_frame(panel.reference)) == {t["name"] for t in junction_skeleton(sizes)["data"]}


def test_every_setting_lies_inside_the_fixed_axes(panel):
    made = junction_skeleton(theme.DESK)
    for calcium, magnesium in itertools.product(np.linspace(0.3, 2.5, 23), np.linspace(0.1, 6.0, 9)):
        frame = junction_frame(panel.compute(float(calcium), float(magnesium)))
        for trace in made["data"]:
            for letter in "xy":
                axis = made["layout"][trace[f"{letter}axis"].replace(letter, f"{letter}axis")]
                points = frame[trace["name"]][letter]
                points = np.log10(points) if axis["type"] == "log" else points
                low, high = axis["range"]
                assert low - 1e-9 <= np.min(points) and np.max(points) <= high + 1e-9, (
                    trace["name"],
                    calcium,
                    magnesium,
                )


def test_the_dot_rides_on_its_curve(panel):
    frame = junction_frame(panel.compute(1.1, 2.0))
    on_curve = np.interp(1.1, frame["release"]["x"], frame["release"]["y"])
    assert frame["release here"]["y"] == pytest.approx([on_curve], rel=0.01)


def test_both_effects_start_at_their_normal_mark_and_end_at_the_dot(panel):
    state = panel.compute(0.9, 0.55)
    frame = junction_frame(state)
    for moved, mark, dot in [
        ("reserve moved", "normal reserve", "transmitter reserve"),
        ("push moved", "normal push", "push the axon needs"),
    ]:
        assert frame[moved]["x"][0] == frame[mark]["x"][0]
        assert frame[moved]["x"][1] == frame[dot]["x"][0] < frame[mark]["x"][0]
    assert frame["transmitter reserve"]["x"] == [state.reserve]
    assert frame["push the axon needs"]["x"] == [100 * state.kick_ratio]


def test_the_words_stay_inside_the_plot_on_either_side(panel):
    places = [junction_frame(panel.compute(c, 0.55))["release in words"]["textposition"] for c in (0.3, 2.5)]
    assert places == ["bottom right", "top left"]


def test_the_picture_says_what_it_rests_on(panel):
    words = junction_frame(panel.reference)["what it rests on"]["text"][0]
    assert all(grade in words for grade in panel.reference.grades)


@pytest.mark.parametrize(
    ("share", "words"), [(1.0, "100 %"), (0.4846, "48 %"), (0.00082, "0.082 %"), (0, "0 %")]
)
def test_percent(share, words):
    assert percent(share) == words


@pytest.mark.parametrize(
    ("multiple", "words"), [(4.0, "4.0"), (13.0, "13.0"), (0.789, "0.79"), (0.0033, "0.0033")]
)
def test_times(multiple, words):
    assert times(multiple) == words
