"""Forest plots: every study in its place, intervals that stop at the axis, names that fit."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from helpers.figures import base
from helpers.figures.forest import WRAP, Estimate, Study, forest_frame, forest_skeleton
from helpers.theme import DESK, PROJECTOR

AXIS = {"low": -2.0, "high": 2.0}
STUDIES = (
    Study("Garrison et al. 2020", (Estimate(-0.18, -0.84, 0.49),), "-0.18 (-0.84 to 0.49)"),
    Study("A small study with a very long name & no interval <i>", (Estimate(1.5),), "1.5"),
    Study("Wide", (Estimate(0.5, -9.0, 9.0),), "0.5 (-9 to 9)"),
)
PAIRS = (
    Study("Before and after", (Estimate(0.2), Estimate(0.4, 0.3, 0.5)), "0.2, 0.4"),
    Study("After alone", (None, Estimate(1.0)), "1"),
)


@pytest.mark.parametrize("sizes", [DESK, PROJECTOR])
@pytest.mark.parametrize(("studies", "series"), [(STUDIES, ("estimate",)), (PAIRS, ("before", "after"))])
def test_frame_and_skeleton_name_the_same_traces(sizes, studies, series):
    skeleton = forest_skeleton(
        sizes, title="Cramps per week", rows=len(studies), series=series, no_effect=0, **AXIS
    )
    frame = forest_frame(studies, series=series, no_effect=0, **AXIS)
    assert {trace["name"] for trace in skeleton["data"]} == set(frame)
    assert all(len(values["x"]) == len(values["y"]) > 0 for values in frame.values())
    go.Figure(base.filled(skeleton, frame))


def test_each_estimate_stands_on_its_own_line_from_the_top():
    frame = forest_frame(STUDIES, no_effect=0, **AXIS)
    assert frame["estimate"]["x"] == pytest.approx([-0.18, 1.5, 0.5])
    assert np.all(np.diff(frame["estimate"]["y"]) == 1)
    assert list(frame["names"]["y"]) == list(frame["estimate"]["y"])


def test_an_interval_that_leaves_the_axis_ends_at_its_edge_and_its_number_stays_whole():
    frame = forest_frame(STUDIES, **AXIS)
    ends = frame["estimate, interval"]["x"].reshape(-1, 3)[:, :2]
    assert ends == pytest.approx(np.array([[-0.84, 0.49], [-2, 2]]))
    assert frame["numbers"]["text"][2].replace("\N{NO-BREAK SPACE}", "") == "0.5<br>(-9 to 9)"


def test_two_series_share_a_line_and_do_not_hide_each_other():
    frame = forest_frame(PAIRS, series=("before", "after"), **AXIS)
    before, after = frame["before"], frame["after"]
    assert list(before["x"]) == [0.2] and list(after["x"]) == [0.4, 1.0]
    assert 0 < after["y"][0] - before["y"][0] < 1
    assert np.isnan(frame["before, interval"]["x"]).all()


def test_names_are_wrapped_and_printed_as_they_stand():
    text = forest_frame(STUDIES, **AXIS)["names"]["text"][1]
    assert "&amp;" in text and "&lt;i&gt;" in text
    lines = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").split("<br>")
    assert max(len(line.strip()) for line in lines) <= WRAP


@pytest.mark.parametrize("log", [False, True])
def test_the_sides_stand_at_the_line_of_no_effect(log):
    made = forest_skeleton(
        DESK, title="Ratio", low=0.1, high=10, rows=2, no_effect=1, sides=("fewer", "more"), log=log
    )
    left, right = made["layout"]["annotations"]
    assert left["x"] == right["x"] == (0 if log else 1)
    assert (left["xanchor"], right["xanchor"]) == ("right", "left")
    assert "fewer" in left["text"] and "more" in right["text"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"low": 2.0}, "low must be below high"),
        ({"low": 0, "log": True}, "log axis"),
        ({"series": ()}, "series"),
    ],
)
def test_a_wrong_axis_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        forest_skeleton(DESK, **({"title": "x", "rows": 2, **AXIS} | wrong))


def test_a_study_off_the_axis_or_with_too_few_estimates_is_named():
    with pytest.raises(ValueError, match=r"Far: 3 lies off the axis, -2 to 2"):
        forest_frame([Study("Far", (Estimate(3.0),), "3")], **AXIS)
    with pytest.raises(ValueError, match="Before and after has 2 estimates for 1 series"):
        forest_frame(PAIRS, **AXIS)
