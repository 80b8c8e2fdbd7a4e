"""The pictures of lesson 01: same traces in skeleton and frame, all of it inside the fixed axes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers import theme
from helpers.figures import electrolytes
from helpers.figures.cramp import loop_frame, loop_skeleton
from helpers.figures.electrolytes import run_frame, run_skeleton
from helpers.figures.muscle_potassium import fibre_frame, fibre_skeleton
from helpers.figures.sweat_losses import losses_frame, losses_skeleton, share
from helpers.panels.cramp import CrampLoop
from helpers.panels.electrolytes import SweatAndDrink
from helpers.panels.muscle_potassium import WorkingFibre
from helpers.panels.sweat_losses import SweatAndStores

PICTURES = [
    (SweatAndDrink, run_skeleton, run_frame),
    (SweatAndStores, losses_skeleton, losses_frame),
    (WorkingFibre, fibre_skeleton, fibre_frame),
    (CrampLoop, loop_skeleton, loop_frame),
]


@pytest.mark.parametrize(("kind", "skeleton", "frame"), PICTURES)
@pytest.mark.parametrize("sizes", [theme.DESK, theme.PROJECTOR])
def test_frame_and_skeleton_name_the_same_traces(kind, skeleton, frame, sizes):
    panel = kind()
    assert set(frame(panel.reference)) == {trace["name"] for trace in skeleton(sizes)["data"]}
    panel.close()


@pytest.mark.parametrize(("kind", "skeleton", "frame"), PICTURES)
def test_every_corner_lies_inside_the_fixed_axes(kind, skeleton, frame):
    made, panel = skeleton(theme.DESK), kind()
    for values in itertools.product(*(control.legal() for control in panel.controls.values())):
        shown = frame(panel.compute(**dict(zip(panel.controls, values, strict=True))))
        for trace, letter in itertools.product(made["data"], "xy"):
            axis = made["layout"][trace[f"{letter}axis"].replace(letter, f"{letter}axis")]
            low, high = sorted(axis["range"])
            points = np.asarray(shown[trace["name"]][letter], dtype=float)
            points = points[np.isfinite(points)]
            assert np.all((points >= low - 1e-9) & (points <= high + 1e-9)), (trace["name"], values)
    panel.close()


def area(blob):
    x, y = blob["x"], blob["y"]
    return 0.5 * abs(np.dot(x[:-1], y[1:]) - np.dot(y[:-1], x[1:]))


def test_the_cells_fit_into_the_body_at_every_corner():
    panel = SweatAndDrink()
    for values in itertools.product(*(control.legal() for control in panel.controls.values())):
        shown = run_frame(panel.compute(**dict(zip(panel.controls, values, strict=True))))
        assert max(shown["water in the cells"]["x"]) < max(shown["water around the cells"]["x"])
    panel.close()


def test_the_cells_grow_on_the_picture_as_much_as_it_says():
    panel = SweatAndDrink()
    start, now = (run_frame(panel.compute(10.0, 0.2, "tap water", litres)) for litres in (2.3, 7.0))
    before = area(start["cells before the run"])
    grown = 100 * (area(now["water in the cells"]) / before - 1)
    swollen = panel.compute(10.0, 0.2, "tap water", 7.0).inside_change_percent
    assert grown == pytest.approx(electrolytes.STRETCHED * swollen, rel=0.01)
    assert f"+{swollen:.1f} %" in now["cells in words"]["text"][0]
    panel.close()


def test_names_of_drinks_stand_apart():
    panel = SweatAndDrink()
    for pace, heat in itertools.product((4.0, 8.0, 12.0), (0.0, 0.2, 0.4)):
        heights = run_frame(panel.compute(pace, heat, "tap water", 0.0))["drinks in words"]["y"]
        assert np.all(np.diff(heights) >= electrolytes.LINE_MM - 1e-9)
    panel.close()


def test_a_blocked_nerve_leaves_no_area_of_cramps():
    panel = CrampLoop()
    panel.use("block the nerve")
    shown = panel.frame_now()
    assert np.isnan(shown["where a cramp can start"]["x"]).all()
    assert shown["area in words"]["text"] == ["no loop to start"]
    panel.close()


@pytest.mark.parametrize(
    ("percent", "words"),
    [(44.2, "44 %"), (5.53, "5.5 %"), (0.731, "0.73 %"), (0.00723, "0.0072 %"), (0, "0 %")],
)
def test_share(percent, words):
    assert share(percent) == words
