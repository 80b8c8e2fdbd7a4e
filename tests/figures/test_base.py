from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from helpers.figures import base
from helpers.theme import DESK, INK, PROJECTOR


def all_parts(sizes=DESK) -> base.Skeleton:
    return base.skeleton(
        [
            base.line("curve", sizes, ghost=True, fill="tozeroy"),
            base.markers("points", sizes, ghost=True, words="top center", axes="x2y2"),
            base.bars("bars", sizes, pattern="/", ghost=True),
            base.label("words", sizes, bold=True),
        ],
        base.layout(
            sizes,
            xaxis=base.axis("Time (ms)", 0, 10, sizes, domain=(0, 0.45)),
            yaxis=base.axis("Voltage (mV)", -80, 40, sizes, ticks=[-80, 0, 40], tick_words=["a", "b", "c"]),
            xaxis2=base.axis("Dose (mmol/L)", 0.1, 10, sizes, log=True, domain=(0.55, 1), anchor="y2"),
            yaxis2=base.axis("Effect (%)", 0, 100, sizes, anchor="x2", grid=False),
        ),
    )


FRAME = {
    "curve": {"x": np.arange(3.0), "y": np.array([1.0, np.nan, 3.0])},
    "points": {"x": np.array([1.0]), "y": np.array([2.0]), "text": ["here"], "marker.color": "#123456"},
    "bars": {"x": ["a", "b"], "y": np.array([1.0, 2.0])},
}


@pytest.mark.parametrize("sizes", [DESK, PROJECTOR])
def test_plotly_accepts_every_part(sizes) -> None:
    go.Figure(base.with_ghosts(all_parts(sizes)))


def test_axes_never_move() -> None:
    layout = all_parts()["layout"]
    axes = [value for name, value in layout.items() if "axis" in name]
    assert len(axes) == 4
    for axis in axes:
        assert axis["fixedrange"] is True
        assert axis["autorange"] is False
    assert layout["xaxis2"]["range"] == pytest.approx([-1, 1])


def test_two_traces_of_one_name_are_refused() -> None:
    twins = [base.line("same", DESK), base.line("same", DESK)]
    with pytest.raises(ValueError, match="got twice: same"):
        base.skeleton(twins, {})


def test_ghosts_stand_behind_and_are_told_apart_without_colour() -> None:
    made = base.with_ghosts(all_parts())
    names = [trace["name"] for trace in made["data"]]
    assert names == ["curve (pinned)", "points (pinned)", "bars (pinned)", "curve", "points", "bars", "words"]
    curve, points, bars = made["data"][:3]
    assert (curve["line"]["dash"], curve["line"]["color"]) == ("dash", INK)
    assert "fill" not in curve
    assert points["marker"]["symbol"] == "circle-open"
    assert (points["mode"], points["xaxis"], points["yaxis"]) == ("markers", "x2", "y2")
    assert bars["marker"]["line"]["width"] > 0
    assert not any(trace["showlegend"] or trace["meta"]["table"] for trace in made["data"][:3])


def test_a_ghost_repeats_shape_and_not_words() -> None:
    ghost = base.ghost_frame(base.with_ghosts(all_parts()), FRAME)
    assert set(ghost) == {"curve (pinned)", "points (pinned)", "bars (pinned)"}
    assert set(ghost["points (pinned)"]) == {"x", "y"}


def test_filled_gives_lists_and_leaves_the_skeleton_empty() -> None:
    made = all_parts()
    full = base.filled(made, FRAME)
    by_name = {trace["name"]: trace for trace in full["data"]}
    assert by_name["bars"]["y"] == [1.0, 2.0]
    assert by_name["points"]["marker"]["color"] == "#123456"
    assert made["data"][1]["marker"]["color"] != "#123456"
    assert all(trace["x"] == [] for trace in made["data"])
