"""The pictures of lesson 05: frames name what skeletons hold, and nothing leaves the fixed axes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers import theme
from helpers.panels.base import Panel
from helpers.panels.magnesium import MagnesiumGatekeeper
from helpers.panels.magnesium_block import MagnesiumPlug
from helpers.panels.magnesium_repletion import Repletion
from helpers.panels.release import TwoIons

PANELS = [MagnesiumGatekeeper, Repletion, TwoIons, MagnesiumPlug]


def inside(made, frame):
    """Traces with a point off their axes."""
    off = []
    for trace in made["data"]:
        for letter in "xy":
            axis = made["layout"][trace[f"{letter}axis"].replace(letter, f"{letter}axis")]
            points = np.atleast_1d(frame[trace["name"]][letter])
            if points.dtype.kind in "OU":
                continue
            points = np.log10(points) if axis["type"] == "log" else points
            low, high = sorted(axis["range"])
            if np.min(points) < low - 1e-9 or np.max(points) > high + 1e-9:
                off.append(trace["name"])
    return off


@pytest.mark.parametrize("kind", PANELS)
@pytest.mark.parametrize("sizes", [theme.DESK, theme.PROJECTOR])
def test_frame_and_skeleton_name_the_same_traces(kind: type[Panel], sizes):
    panel = kind()
    assert set(kind.frame(panel.reference)) == {trace["name"] for trace in kind.skeleton(sizes)["data"]}
    panel.close()


@pytest.mark.parametrize("kind", PANELS)
def test_every_corner_lies_inside_the_fixed_axes(kind: type[Panel]):
    panel, made = kind(), kind.skeleton(theme.DESK)
    for values in itertools.product(*(control.legal() for control in panel.controls.values())):
        state = panel.state_for(**dict(zip(panel.controls, values, strict=True)))
        assert inside(made, kind.frame(state)) == [], values
    panel.close()
