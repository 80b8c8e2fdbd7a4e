"""The motor-unit picture: axes that hold every frame, units on every axis, one ghost."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from helpers import theme
from helpers.figures.motor_unit import SECONDS, pull_frame, pull_skeleton

STATE = SimpleNamespace(
    units=2,
    one_unit_percent=np.array([0.0, 50.0, 100.0]),
    word="fused",
    one_twitch_percent=11.0,
    time_s=np.array([0.0, 1.0, 2.0]),
    force_percent=np.array([0.0, 60.0, 100.0]),
    signal_time_s=np.array([0.0, 1.0]),
    signal=np.array([0.0, 1.0]),
)


def test_the_frame_fills_every_trace_of_the_skeleton():
    skeleton = pull_skeleton(theme.DESK)
    assert {trace["name"] for trace in skeleton["data"]} == set(pull_frame(STATE))


def test_a_unit_alone_is_drawn_beside_others_only():
    assert len(pull_frame(STATE)["one unit alone"]["y"]) == 3
    single = pull_frame(SimpleNamespace(**vars(STATE) | {"units": 1}))
    assert len(single["one unit alone"]["x"]) == len(single["one unit alone"]["y"]) == 0
    assert single["what it is called"]["text"] == ["fused"]


def test_only_the_force_leaves_a_ghost():
    ghosts = [trace["name"] for trace in pull_skeleton(theme.DESK)["data"] if trace["meta"]["ghost"]]
    assert ghosts == ["force"]


def test_force_and_signal_share_one_time_axis():
    skeleton = pull_skeleton(theme.DESK)
    assert {trace["xaxis"] for trace in skeleton["data"]} == {"x"}
    assert skeleton["layout"]["xaxis"]["range"] == [0, SECONDS]
    assert skeleton["layout"]["yaxis"]["domain"][0] > skeleton["layout"]["yaxis2"]["domain"][1]


def test_every_axis_carries_its_unit():
    layout = pull_skeleton(theme.PROJECTOR)["layout"]
    assert all("(" in layout[axis]["title"]["text"] for axis in ("xaxis", "yaxis", "yaxis2"))


def test_the_axes_hold_the_highest_force_and_the_whole_wave():
    layout = pull_skeleton(theme.DESK)["layout"]
    assert layout["yaxis"]["range"][1] > 100
    low, high = layout["yaxis2"]["range"]
    assert low <= -0.5 and high >= 1
