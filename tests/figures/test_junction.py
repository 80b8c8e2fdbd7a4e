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


def test_each_bar_is_as_long_as_its_number_and_the_words_above_say_it(panel):
    state = panel.compute(0.9, 0.55)
    frame = junction_frame(state)
    assert frame["transmitter reserve"]["x"] == [state.reserve]
    assert frame["push the axon needs"]["x"] == [100 * state.kick_ratio]
    assert times(state.reserve) in frame["reserve in words"]["text"][0]
    assert percent(state.kick_ratio) in frame["push in words"]["text"][0]
    assert percent(state.release) in frame["release in words"]["text"][0]


def test_an_axon_that_fires_by_itself_has_no_bar_and_says_why(panel):
    frame = junction_frame(panel.compute(0.5, 0.55))
    assert frame["push the axon needs"]["x"] == [0]
    assert frame["push in words"]["text"] == ["no push needed:<br>fires by itself (squid, cold)"]


@pytest.mark.parametrize("calcium", [0.3, 0.61, 0.9, 1.25, 2.5])
def test_words_stand_above_their_plots_short_enough_for_them(panel, calcium):
    made = junction_skeleton(theme.PROJECTOR)
    axes = {trace["name"]: trace["yaxis"].replace("y", "yaxis") for trace in made["data"]}
    frame = junction_frame(panel.compute(calcium, 0.1))
    for name in ("release in words", "reserve in words", "push in words"):
        top = made["layout"][axes[name]]["range"][1]
        y = frame[name]["y"][0]
        assert (np.log10(y) if name == "release in words" else y) == pytest.approx(top)
        lines = frame[name]["text"][0].split("<br>")
        assert len(lines) == 2 and max(map(len, lines)) <= 33


def test_the_animals_stand_on_the_picture(panel):
    frame = junction_frame(panel.reference)
    for name, animal in [("release", "frog"), ("reserve", "frog"), ("push", "squid, cold")]:
        assert f"({animal})" in frame[f"{name} in words"]["text"][0]


def test_the_notes_stand_below_the_lowest_point_of_every_curve(panel):
    lowest = min(panel.compute(0.3, 6.0).curve_release[panel.reference.curve_calcium_mM > 0.5])
    decades = np.diff(junction_skeleton(theme.PROJECTOR)["layout"]["yaxis"]["range"])[0]
    room = 0.3 * decades  # three lines of the projector's words in the plot's height
    assert np.log10(lowest) - np.log10(junction_frame(panel.reference)["what it rests on"]["y"][0]) > room


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
