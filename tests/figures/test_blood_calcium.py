"""The picture of blood calcium: every frame fits its axes, every number stands where it belongs."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from helpers import theme
from helpers.display import signed
from helpers.figures.blood_calcium import (
    PTH_FOOT,
    ROUTES,
    WEEKS_AT,
    blood_calcium_frame,
    blood_calcium_skeleton,
)
from helpers.panels.blood_calcium import BloodCalcium


@pytest.fixture(scope="module")
def panel():
    made = BloodCalcium()
    yield made
    made.close()


def settings():
    """Every corner, and between them the places where the loop bends."""
    between = {
        "calcium_intake_mg_day": [100, 1000, 3000],
        "gland_function": [0.0, 0.5, 1.0, 2.0, 4.0],
        "magnesium_mM": [0.3, 0.5, 0.65, 0.85, 1.5],
        "vitamin_d_nmol_L": [5, 10, 60, 125],
    }
    return [dict(zip(between, values, strict=True)) for values in itertools.product(*between.values())]


@pytest.mark.parametrize("sizes", [theme.DESK, theme.PROJECTOR])
def test_frame_and_skeleton_name_the_same_traces(panel, sizes):
    named = {trace["name"] for trace in blood_calcium_skeleton(sizes)["data"]}
    assert set(blood_calcium_frame(panel.reference)) == named


def test_every_setting_lies_inside_the_fixed_axes(panel):
    made = blood_calcium_skeleton(theme.DESK)
    for values in settings():
        frame = blood_calcium_frame(panel.compute(**values))
        for trace in made["data"]:
            for letter in "xy":
                points = frame[trace["name"]][letter]
                axis = made["layout"][trace[f"{letter}axis"].replace(letter, f"{letter}axis")]
                if axis["type"] == "category":
                    assert set(points) <= set(axis["categoryarray"])
                else:
                    points = np.log10(points) if axis["type"] == "log" else points
                    low, high = sorted(axis["range"])
                    assert low <= np.min(points) and np.max(points) <= high, (trace["name"], values)


def test_bars_show_what_comes_in_as_positive_and_what_leaves_as_negative(panel):
    state = panel.compute(500, 1.0, 0.85, 60)
    bars = blood_calcium_frame(state)["calcium a day"]
    flows = dict(zip(bars["y"], bars["x"], strict=True))
    assert list(flows) == list(ROUTES)
    assert flows[ROUTES[0]] == state.steady.absorbed_mg_day > 0
    assert flows[ROUTES[1]] == -state.steady.gut_and_skin_mg_day < 0
    assert flows[ROUTES[2]] == -state.steady.urine_mg_day < 0
    assert flows[ROUTES[3]] == state.steady.bone_mg_day > 0
    assert bars["text"] == [signed(flow) for flow in bars["x"]]
    assert sum(bars["x"]) == pytest.approx(0, abs=0.01)


def test_the_resting_state_carries_its_numbers(panel):
    state = panel.compute(1000, 0.5, 0.85, 60)
    frame = blood_calcium_frame(state)
    assert frame["calcium weeks later in words"]["text"] == [f"{state.steady.calcium_mM:.2f}"]
    assert frame["PTH weeks later in words"]["text"] == [f"{state.steady.pth_times_healthy:.1f}"]
    assert frame["PTH, times healthy"]["y"] == pytest.approx(state.pth_times_healthy)


def test_hardly_any_pth_stands_at_the_foot_of_its_axis_and_says_so(panel):
    state = panel.compute(1000, 0.0, 0.85, 60)
    frame = blood_calcium_frame(state)
    assert state.pth_times_healthy[-1] < PTH_FOOT
    assert frame["PTH, times healthy"]["y"][-1] == PTH_FOOT
    assert frame["PTH, times healthy"]["text"][-1] == "or less"
    assert frame["PTH weeks later in words"]["text"] == ["0.0"]
    assert f"≤{PTH_FOOT:g}" in blood_calcium_skeleton(theme.DESK)["layout"]["yaxis3"]["ticktext"]


def test_a_third_more_pth_can_be_seen(panel):
    low, high = blood_calcium_skeleton(theme.DESK)["layout"]["yaxis3"]["range"]
    assert np.log10(1.33) / (high - low) > 0.06


def test_no_words_stand_on_a_curve_or_a_bar(panel):
    layout = blood_calcium_skeleton(theme.DESK)["layout"]
    for values in settings():
        frame = blood_calcium_frame(panel.compute(**values))
        assert frame["grade"]["y"] == [layout["yaxis4"]["range"][1]]
        assert frame["calcium in words"]["y"] == [layout["yaxis2"]["range"][1]]
        for name in ("calcium weeks later in words", "PTH weeks later in words"):
            assert np.all(frame[name]["x"] > WEEKS_AT)


def test_the_healthy_band_has_the_height_of_the_reference_range(panel):
    band = blood_calcium_frame(panel.reference)["healthy range"]
    assert (min(band["y"]), max(band["y"])) == (
        panel.reference.healthy_low_mM,
        panel.reference.healthy_high_mM,
    )


def test_the_picture_says_that_the_model_is_fitted(panel):
    assert "assumption" in blood_calcium_frame(panel.reference)["grade"]["text"][0]


@pytest.mark.parametrize(("flow", "words"), [(267.7, "+268"), (-117.7, "−118"), (0.3, "0"), (-0.4, "0")])
def test_a_flow_is_written_with_its_sign(flow, words):
    assert signed(flow) == words
