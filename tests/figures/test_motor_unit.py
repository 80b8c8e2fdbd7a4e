"""The motor-unit picture: axes that hold every frame, units on every axis, one ghost."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from helpers import theme
from helpers.figures.motor_unit import ALONE, PULL, SECONDS, TOGETHER, pull_frame, pull_skeleton
from helpers.physiology.motor_unit import TETANUS_TO_TWITCH

STATE = SimpleNamespace(
    units=2,
    alone_trace=np.array([0.0, 4.5, 9.0]),
    word="fused",
    mean_twitches=12.0,
    time_s=np.array([0.0, 1.0, 2.0]),
    share_trace=np.array([0.0, 6.0, 9.0]),
    signal_time_s=np.array([0.0, 1.0]),
    signal=np.array([0.0, 1.0]),
)


def test_the_frame_fills_every_trace_of_the_skeleton():
    skeleton = pull_skeleton(theme.DESK)
    assert {trace["name"] for trace in skeleton["data"]} == set(pull_frame(STATE))


def test_a_unit_alone_is_drawn_beside_others_only():
    assert len(pull_frame(STATE)[ALONE]["y"]) == 3
    single = pull_frame(SimpleNamespace(**vars(STATE) | {"units": 1}))
    assert len(single[ALONE]["x"]) == len(single[ALONE]["y"]) == 0
    assert single["what it is called"]["text"] == ["fused"]


def test_only_the_pull_leaves_a_ghost_each_and_together():
    ghosts = [trace["name"] for trace in pull_skeleton(theme.DESK)["data"] if trace["meta"]["ghost"]]
    assert ghosts == [PULL, TOGETHER]


def test_no_line_could_be_taken_for_the_ghost():
    for trace in pull_skeleton(theme.DESK)["data"]:
        if trace.get("mode") == "lines":
            assert trace["line"]["dash"] != "dash" and trace["line"]["color"] != theme.INK


def test_pull_and_signal_share_one_time_axis():
    skeleton = pull_skeleton(theme.DESK)
    axes = {trace["name"]: trace["xaxis"] for trace in skeleton["data"]}
    assert axes[PULL] == axes[ALONE] == axes["muscle signal"] == "x"
    assert skeleton["layout"]["xaxis"]["range"] == [0, SECONDS]
    assert skeleton["layout"]["yaxis"]["domain"][0] > skeleton["layout"]["yaxis2"]["domain"][1]
    assert skeleton["layout"]["xaxis"]["domain"][1] < skeleton["layout"]["xaxis2"]["domain"][0]


def test_every_axis_carries_its_unit():
    layout = pull_skeleton(theme.PROJECTOR)["layout"]
    assert all("(" in layout[axis]["title"]["text"] for axis in ("xaxis", "yaxis", "yaxis2", "xaxis2"))


def test_the_axes_hold_the_highest_pull_and_the_whole_wave():
    layout = pull_skeleton(theme.DESK)["layout"]
    assert TETANUS_TO_TWITCH * 1.05 < layout["yaxis"]["range"][1] < TETANUS_TO_TWITCH * 1.2
    assert layout["yaxis3"]["range"][1] > 6 * TETANUS_TO_TWITCH
    low, high = layout["yaxis2"]["range"]
    assert low <= -0.5 and high >= 1
