"""The waterfall: bars that join, numbers that tell the truth, and a pattern for each grade."""

from __future__ import annotations

import itertools

import numpy as np
import plotly.graph_objects as go
import pytest

from helpers.figures import base
from helpers.figures.people import HIGH, LOW
from helpers.figures.waterfall import PATTERNS, REFERENCE, TOTAL, waterfall_frame, waterfall_skeleton
from helpers.likelihood import from_log_odds, log_odds
from helpers.theme import DESK, PROJECTOR

GRADES = list(PATTERNS)
NEARLY_NOTHING = 0.9e-5
RNG = np.random.default_rng(3)
CASES = {
    "ordinary": (0.06, RNG.uniform(0, 0.6, 14)),
    "nothing moved": (0.12, np.zeros(14)),
    "hardly moved": (0.12, np.array([9e-8, -9e-8, 1e-15, 0.5, *np.zeros(10)])),
    "some protect": (0.12, RNG.uniform(-0.5, 0.5, 15)),
    "rare": (0.0002, np.array([0.001, *np.zeros(12), 0.01])),
    "rare to nearly all": (0.0002, np.array([0.1, 8.0, 3.0, 1.1, *np.zeros(10)])),
    "nearly all": (0.98, RNG.uniform(0, 0.3, 16)),
    "one factor": (0.5, np.array([-0.2])),
}
every_case = pytest.mark.parametrize("case", CASES)
both_scales = pytest.mark.parametrize("in_log_odds", [False, True])


def made(case, in_log_odds=False):
    reference, steps = CASES[case]
    labels = [f"factor {index}" for index in range(len(steps))]
    marks = [grade for grade, _ in zip(itertools.cycle(GRADES), steps, strict=False)]
    return labels, marks, reference, steps, waterfall_frame(labels, marks, reference, steps, in_log_odds)


def bars(frame) -> list[tuple[float, float, float, str]]:
    """Row, base, length and grade of every factor's bar, from the top."""
    found = [
        (row, start, length, grade)
        for grade in GRADES
        for row, start, length in zip(*(frame[grade][key] for key in ("y", "base", "x")), strict=True)
        if not np.isnan(row)
    ]
    return sorted(found)


@every_case
@both_scales
def test_frame_and_skeleton_name_the_same_traces(case, in_log_odds):
    labels, *_, frame = made(case, in_log_odds)
    for sizes in (DESK, PROJECTOR):
        skeleton = waterfall_skeleton(sizes, labels, in_log_odds)
        assert {trace["name"] for trace in skeleton["data"]} == set(frame)


@both_scales
def test_plotly_accepts_it(in_log_odds):
    labels, *_, frame = made("ordinary", in_log_odds)
    go.Figure(base.filled(base.with_ghosts(waterfall_skeleton(DESK, labels, in_log_odds)), frame))


@every_case
@both_scales
def test_every_bar_begins_where_the_one_before_ended(case, in_log_odds):
    labels, marks, *_, frame = made(case, in_log_odds)
    found = bars(frame)
    assert [row for row, *_ in found] == list(range(1, len(labels) + 1))
    assert [grade for *_, grade in found] == marks
    height = frame[REFERENCE]["x"][0]
    for _, start, length, _ in found:
        assert start == pytest.approx(height, abs=1e-12)
        height = start + length
    assert frame[TOTAL]["x"][0] == pytest.approx(height, abs=1e-12)
    assert frame[TOTAL]["y"] == [len(labels) + 1]


@every_case
def test_bars_add_up_to_the_likelihood_in_people(case):
    *_, reference, steps, frame = made(case)
    whole = sum(length for *_, length, _ in bars(frame))
    likelihood = from_log_odds(log_odds(reference) + np.sum(steps))
    assert frame[REFERENCE]["x"][0] == pytest.approx(100 * reference)
    assert frame[REFERENCE]["x"][0] + whole == pytest.approx(100 * likelihood, rel=1e-12)
    assert frame[TOTAL]["x"][0] == pytest.approx(100 * likelihood, rel=1e-12)


@every_case
def test_in_log_odds_bars_are_as_long_as_the_steps(case):
    *_, reference, steps, frame = made(case, True)
    assert [length for *_, length, _ in bars(frame)] == pytest.approx(list(steps), abs=1e-12)
    assert frame[REFERENCE]["x"][0] == pytest.approx(log_odds(reference))


@every_case
@both_scales
def test_every_row_has_its_number_beside_its_bar_and_inside_the_axis(case, in_log_odds):
    labels, *_, frame = made(case, in_log_odds)
    numbers = frame["numbers"]
    assert list(numbers["y"]) == list(range(len(labels) + 2))
    assert all(words.strip() for words in numbers["text"])
    low, high = (LOW, HIGH) if in_log_odds else (0, 100)
    assert np.all((numbers["x"] >= low) & (numbers["x"] <= high))
    for row, start, length, _ in bars(frame):
        assert numbers["x"][int(row)] == pytest.approx(min(max(start, start + length), high))


@every_case
@both_scales
def test_a_zero_is_printed_only_where_nothing_is_added(case, in_log_odds):
    *_, steps, frame = made(case, in_log_odds)
    printed = [words.strip() for words in frame["numbers"]["text"][1:-1]]
    for words, step in zip(printed, steps, strict=True):
        assert words == "0" if abs(step) < 1e-5 else words[0] == ("+" if step > 0 else "−")


def test_the_numbers_of_a_rare_symptom_are_not_lost():
    *_, frame = made("rare")
    words = [text.strip() for text in frame["numbers"]["text"]]
    assert (words[0], words[1], words[-2], words[-1]) == ("0.02", "+0.00002", "+0.0002", "0.02")
    *_, frame = made("rare", True)
    assert frame["numbers"]["text"][1].strip() == "+0.001 ×1.001"


@every_case
@both_scales
def test_everything_is_finite(case, in_log_odds):
    *_, frame = made(case, in_log_odds)
    for name, values in frame.items():
        for key in set(values) & {"x", "y", "base"}:
            numbers = values[key]
            assert not np.any(np.isinf(numbers)), name
            if name not in ("running total", *GRADES):
                assert not np.any(np.isnan(numbers)), name


def test_the_thin_line_joins_neighbours_and_passes_rows_without_a_bar():
    frame = waterfall_frame(["a", "b"], ["assumption", "measured"], 0.1, [NEARLY_NOTHING, 0.5])
    joints = frame["running total"]
    x, y = joints["x"].reshape(-1, 3)[:, :2], joints["y"].reshape(-1, 3)[:, :2]
    assert np.all(x[:, 0] == x[:, 1])
    assert x[:, 0] == pytest.approx([10, 10, frame[TOTAL]["x"][0]], rel=1e-5)
    assert y[0][1] == y[1][0] == 1  # row 1 has no bar
    assert 1 < y[1][1] < 2 < y[2][0]


def test_grades_are_told_apart_by_pattern_and_stand_in_the_legend_always():
    skeleton = waterfall_skeleton(DESK, ["a", "b"])
    traces = {trace["name"]: trace for trace in skeleton["data"]}
    shapes = [traces[grade]["marker"].get("pattern", {}).get("shape", "") for grade in GRADES]
    assert shapes == ["", "/", "."]
    assert [name for name, trace in traces.items() if trace["showlegend"]] == GRADES
    frame = waterfall_frame(["a", "b"], ["assumption", "assumption"], 0.1, [0.1, 0.2])
    assert all(len(frame[grade]["x"]) > 0 for grade in GRADES)
    assert np.isnan(frame["measured"]["x"]).all()


@both_scales
@pytest.mark.parametrize("sizes", [DESK, PROJECTOR])
@pytest.mark.parametrize("factors", [1, 14, 16])
def test_rows_are_named_from_top_to_bottom(sizes, factors, in_log_odds):
    labels = [f"factor {index}" for index in range(factors)]
    layout = waterfall_skeleton(sizes, labels, in_log_odds)["layout"]
    axis = layout["yaxis"]
    assert axis["ticktext"] == [f"<b>{REFERENCE}</b>", *labels, f"<b>{TOTAL}</b>"]
    assert list(axis["tickvals"]) == list(range(factors + 2))
    assert axis["range"][0] > axis["range"][1]
    margin = layout["margin"]
    assert (layout["height"] - margin["t"] - margin["b"]) / (factors + 2) >= 1.5 * sizes.font


def test_a_label_is_printed_as_it_stands():
    words = waterfall_skeleton(DESK, ["Salt & water, <2 g"])["layout"]["yaxis"]["ticktext"]
    assert words[1] == "Salt &amp; water, &lt;2 g"


def test_people_stand_on_a_fixed_axis():
    assert waterfall_skeleton(DESK, ["a"])["layout"]["xaxis"]["range"] == [0, 100]
    assert waterfall_skeleton(DESK, ["a"], True)["layout"]["xaxis"]["range"] == [LOW, HIGH]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"reference": 0}, "reference must be between 0 and 1"),
        ({"reference": 12}, "reference must be between 0 and 1"),
        ({"marks": ["measured"]}, "must be one for each factor, got 2, 1 and 2"),
        ({"steps": [0.1]}, "must be one for each factor, got 2, 2 and 1"),
        ({"marks": ["measured", "guessed"]}, "marks must be among measured, extrapolated, assumption"),
        ({"steps": [0.1, float("nan")]}, "steps must be finite"),
        ({"steps": [0.1, float("inf")]}, "steps must be finite"),
        ({"labels": ["a", "a"]}, "none of them twice"),
        ({"labels": [], "marks": [], "steps": []}, "labels must be one or more names"),
    ],
)
def test_what_does_not_fit_is_refused(change, message):
    given = {"labels": ["a", "b"], "marks": ["measured", "assumption"], "reference": 0.1, "steps": [0.1, 0]}
    with pytest.raises(ValueError, match=message):
        waterfall_frame(**(given | change))


def test_a_skeleton_needs_names():
    with pytest.raises(ValueError, match="none of them twice"):
        waterfall_skeleton(DESK, ["a", "a"])
