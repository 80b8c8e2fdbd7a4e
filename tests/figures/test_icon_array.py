"""The picture of people: the right number filled, the rest in outline, whatever the group's size."""

from __future__ import annotations

import itertools

import numpy as np
import plotly.graph_objects as go
import pytest

from helpers.figures import base
from helpers.figures.icon_array import KEY, MOST_GROUPS, icon_array_frame, icon_array_skeleton
from helpers.theme import COLOURS, DESK, PROJECTOR, contrast

MOST_POINTS = 1_800


def shapes(points) -> list[np.ndarray]:
    """The closed outlines of a trace, one array of corners each."""
    corners = np.column_stack([points["x"], points["y"]])
    parts = np.split(corners, np.flatnonzero(np.isnan(corners[:, 0])))
    parts = [part[~np.isnan(part[:, 0])] for part in parts]
    return [part for part in parts if len(part)]


def area(points) -> float:
    """The area inside all outlines (shoelace formula)."""
    return sum(
        abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2 for x, y in (part.T for part in shapes(points))
    )


def one(count, people, greyed=False):
    return icon_array_frame([("these settings", count)], people, greyed)


@pytest.mark.parametrize("groups", [1, 2, 3])
@pytest.mark.parametrize("sizes", [DESK, PROJECTOR])
def test_frame_and_skeleton_name_the_same_traces(groups, sizes):
    made = icon_array_skeleton(sizes, groups)
    frame = icon_array_frame([(f"group {index}", 7) for index in range(groups)], 100)
    assert {trace["name"] for trace in made["data"]} == set(frame)
    go.Figure(base.filled(made, frame))


@pytest.mark.parametrize("groups", [1, 2, 3])
def test_people_keep_their_shape_and_plots_lie_side_by_side(groups):
    layout = icon_array_skeleton(DESK, groups)["layout"]
    ends = [""] + [str(index) for index in range(2, groups + 1)]
    domains = [layout[f"xaxis{end}"]["domain"] for end in ends]
    assert all(layout[f"yaxis{end}"]["scaleanchor"] == f"x{end}" for end in ends)
    assert all(left[1] < right[0] for left, right in itertools.pairwise(domains))
    assert [axis["visible"] for name, axis in layout.items() if "axis" in name] == [False] * 2 * (groups + 1)


def test_only_what_the_fast_way_can_move_moves():
    kinds = {trace["type"] for trace in icon_array_skeleton(DESK)["data"]}
    assert kinds == {"scatter"}
    lengths = set()
    for people in KEY:
        for count in (0, 1, people):
            for greyed in (False, True):
                frame = one(count, people, greyed)
                assert {key for values in frame.values() for key in values} <= {"x", "y", "text"}
                lengths |= {bool(len(values["x"])) for values in frame.values()}
    assert lengths == {True}  # a trace that comes or goes is drawn anew


@pytest.mark.parametrize("count", [0, 1, 16, 50, 99, 100])
def test_of_100_each_is_drawn_once_filled_or_in_outline(count):
    frame = one(count, 100)
    assert len(shapes(frame["affected 1"])) == 2 * count  # a head and a body
    assert len(shapes(frame["not affected 1"])) == 2 * (100 - count)


def test_the_100_are_counted_from_the_top_left_row_by_row():
    bodies = shapes(one(13, 100)["affected 1"])[1::2]
    cells = [tuple((part.mean(axis=0) * 10).astype(int)) for part in bodies]
    assert cells == [(index % 10, 9 - index // 10) for index in range(13)]


@pytest.mark.parametrize("count", [0, 1, 39, 40, 41, 165, 999, 1000])
def test_of_1000_the_filled_area_is_the_share(count):
    assert area(one(count, 1000)["affected 1"]) == pytest.approx(count / 1000)


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 99, 100, 101, 1773, 9999, 10_000])
def test_of_10000_the_filled_area_is_the_share(count):
    frame = one(count, 10_000)
    assert area(frame["affected 1"]) == pytest.approx(count / 10_000 * area(frame["not affected 1"]))
    assert len(shapes(frame["not affected 1"])) == 100
    assert len(shapes(frame["affected 1"])) == -(-count // 100)


@pytest.mark.parametrize("people", KEY)
def test_drawing_stays_cheap_and_inside_its_plot(people):
    for count in (0, 1, people // 2, people // 2 + 7, people):
        for name, values in one(count, people).items():
            assert len(values["x"]) == len(values["y"]) <= MOST_POINTS, name
            for letter in "xy":
                numbers = values[letter][~np.isnan(values[letter])]
                assert np.all((numbers >= 0) & (numbers <= 1)), name


def test_affected_and_others_differ_in_more_than_colour():
    made = {trace["name"]: trace for trace in icon_array_skeleton(DESK)["data"]}
    assert made["affected 1"]["fill"] == made["affected, not studied 1"]["fill"] == "toself"
    assert "fill" not in made["not affected 1"]
    assert made["affected 1"]["fillcolor"] == COLOURS["orange"]
    assert made["affected, not studied 1"]["fillcolor"] == COLOURS["grey"]


def test_a_title_says_how_many_of_how_many():
    frame = icon_array_frame([("these settings", 1773), ("the reference", 2)], 10_000)
    assert frame["title 1"]["text"] == ["these settings<br><b>1,773 of 10,000</b>"]
    assert frame["title 2"]["text"] == ["the reference<br><b>2 of 10,000</b>"]
    assert frame["key"]["text"] == [KEY[10_000]]


@pytest.mark.parametrize("people", KEY)
def test_a_combination_never_studied_is_grey_and_says_so_and_the_reference_is_not(people):
    groups = [("these settings", 60), ("the reference", 12)]
    plain, grey = icon_array_frame(groups, people), icon_array_frame(groups, people, greyed=True)
    assert np.array_equal(grey["affected, not studied 1"]["x"], plain["affected 1"]["x"], equal_nan=True)
    assert not shapes(grey["affected 1"]) and not shapes(plain["affected, not studied 1"])
    number = f"<b>60 of {people:,}</b>"
    assert plain["title 1"]["text"] == [f"these settings<br>{number}"]
    number = f'<span style="color:{COLOURS["grey"]}">{number}</span>'
    assert grey["title 1"]["text"] == [f"these settings<br>{number}<br>not studied"]
    assert np.array_equal(grey["affected 2"]["x"], plain["affected 2"]["x"], equal_nan=True)
    assert grey["title 2"] == plain["title 2"]


def test_the_grey_of_a_number_can_be_read_and_a_title_is_printed_as_it_stands():
    assert contrast(COLOURS["grey"], "#ffffff") >= 4.5
    assert contrast(COLOURS["grey"], "#000000") >= 4.5
    assert contrast(COLOURS["grey"], "#111111") >= 4
    frame = icon_array_frame([("A & B, <30", 5)], 100)
    assert frame["title 1"]["text"] == ["A &amp; B, &lt;30<br><b>5 of 100</b>"]


def test_each_group_can_be_greyed_by_itself():
    groups = [("these settings", 6), ("pinned", 9), ("the reference", 1)]
    frame = icon_array_frame(groups, 100, greyed=[False, True, False])
    said = [frame[f"title {number}"]["text"][0].endswith("not studied") for number in (1, 2, 3)]
    assert said == [False, True, False]
    with pytest.raises(ValueError, match="greyed must be one answer or 3"):
        icon_array_frame(groups, 100, greyed=[True])


@pytest.mark.parametrize("count", [-1, 101, 5.5, "6", None, True])
def test_a_count_that_cannot_be_is_refused(count):
    with pytest.raises(ValueError, match="count must be a whole number between 0 and 100 people"):
        one(count, 100)


@pytest.mark.parametrize("people", [0, 10, 99, 1_000_000])
def test_people_come_in_three_sizes(people):
    with pytest.raises(ValueError, match="people must be one of 100, 1000, 10000"):
        one(0, people)


@pytest.mark.parametrize("groups", [0, MOST_GROUPS + 1])
def test_groups_have_a_limit(groups):
    with pytest.raises(ValueError, match="groups must be 1 to 3"):
        icon_array_skeleton(DESK, groups)
    with pytest.raises(ValueError, match="groups must be 1 to 3"):
        icon_array_frame([("group", 1)] * groups, 100)
