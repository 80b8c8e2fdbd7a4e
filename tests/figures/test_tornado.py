"""How sure: every estimate and every driver in its place, with a name that fits."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import plotly.graph_objects as go
import pytest

from helpers import evidence
from helpers.figures import base
from helpers.figures.people import HIGH, LOW
from helpers.figures.tornado import HEAD, WAYS, WRAP, tornado_frame, tornado_skeleton
from helpers.likelihood import log_odds
from helpers.theme import DESK, PROJECTOR

OTHERS = [
    ("noisy-OR instead", 0.167, None, None),
    ("only the strongest of overlapping causes", 0.11, None, None),
    ("overlapping causes add in full", 0.24, None, None),
]
ESTIMATES = [("this estimate", 0.157, 0.054, 0.478), ("at the reference", 0.06, 0.02, 0.158), *OTHERS]
DRIVERS = [
    SimpleNamespace(name=name, low=low, high=high)
    for name, low, high in [
        ("Eyelid twitch", 0.056, 0.34),
        ("Stress, PSS-10 score", 0.118, 0.241),
        ("overlap of like causes", 0.13, 0.24),
    ]
]
RARE = [("this estimate", 0.0002, 0.00005, 0.0008), ("noisy-OR instead", 0.0002, None, None)]
NEARLY_ALL = [("this estimate", 0.98, 0.7, 0.9995), ("noisy-OR instead", 0.378, None, None)]
FAR = [SimpleNamespace(name="Ionised calcium", low=1e-9, high=1 - 1e-9)]


def boxes(frame) -> np.ndarray:
    """Left, right, top and bottom of each driver's box."""
    corners = [frame["range of a number"][letter].reshape(-1, 6)[:, :5] for letter in "xy"]
    return np.column_stack([end(axis=1) for part in corners for end in (part.min, part.max)])


@pytest.mark.parametrize("sizes", [DESK, PROJECTOR])
@pytest.mark.parametrize("drivers", [[], DRIVERS, DRIVERS * 4])
def test_frame_and_skeleton_name_the_same_traces(sizes, drivers):
    skeleton, frame = tornado_skeleton(sizes), tornado_frame(ESTIMATES, drivers)
    assert {trace["name"] for trace in skeleton["data"]} == set(frame)
    assert {trace["type"] for trace in skeleton["data"]} == {"scatter"}
    assert {key for values in frame.values() for key in values} == {"x", "y", "text"}
    assert all(len(values["x"]) == len(values["y"]) > 0 for values in frame.values())
    go.Figure(base.filled(skeleton, frame))


def test_estimates_stand_at_their_log_odds_with_their_intervals():
    frame = tornado_frame(ESTIMATES, DRIVERS)
    assert frame["estimate"]["x"] == pytest.approx([log_odds(0.157)])
    assert frame["other ways"]["x"] == pytest.approx([log_odds(share) for _, share, *_ in ESTIMATES[1:]])
    ends = frame["interval"]["x"].reshape(-1, 3)
    assert ends[:, :2].ravel() == pytest.approx([log_odds(p) for p in (0.054, 0.478, 0.02, 0.158)])
    assert np.isnan(ends[:, 2]).all()
    rows = [frame["estimate"]["y"][0], frame["other ways"]["y"][0]]
    assert list(frame["interval"]["y"].reshape(-1, 3)[:, 0]) == rows


def test_drivers_reach_from_low_to_high_under_a_line_at_the_estimate():
    frame = tornado_frame(ESTIMATES, DRIVERS)
    found = boxes(frame)
    assert found[:, 0] == pytest.approx([log_odds(one.low) for one in DRIVERS])
    assert found[:, 1] == pytest.approx([log_odds(one.high) for one in DRIVERS])
    assert np.all(found[1:, 2] > found[:-1, 3])  # no two overlap
    line = frame["this estimate all the way"]
    assert np.all(line["x"] == frame["estimate"]["x"][0])
    assert np.nanmin(line["y"]) <= frame["estimate"]["y"][0]
    assert np.nanmax(line["y"]) >= found[:, 3].max()


def test_every_row_has_a_name_and_a_number():
    frame = tornado_frame(ESTIMATES, DRIVERS)
    names = [text.replace("<br>", " ") for text in frame["names"]["text"]]
    assert names == [
        *(words for words, *_ in ESTIMATES),
        "Eyelid twitch",
        "Stress, PSS-10 score",
        "overlap of like causes",
    ]
    rows = [*frame["estimate"]["y"], *frame["other ways"]["y"], *boxes(frame)[:, 2:].mean(axis=1)]
    for name in ("names", "numbers"):
        assert frame[name]["y"] == pytest.approx(rows)
        assert len(set(frame[name]["y"])) == len(frame[name]["text"])
    numbers = [text.replace("\N{NO-BREAK SPACE}", "") for text in frame["numbers"]["text"]]
    assert numbers[:2] == ["15.7", "6.0"]
    assert numbers[5] == "5.6<br>to 34.0"


def test_a_name_is_printed_as_it_stands():
    driver = SimpleNamespace(name="Salt & water, <2 g", low=0.1, high=0.2)
    assert tornado_frame(ESTIMATES, [driver])["names"]["text"][-1] == "Salt &amp; water, &lt;2 g"


def test_only_the_widest_are_shown_and_rows_may_stay_empty():
    many = [SimpleNamespace(name=f"number {index}", low=0.1, high=0.2) for index in range(9)]
    assert len(boxes(tornado_frame(ESTIMATES, many))) == 6
    assert len(boxes(tornado_frame(ESTIMATES, many, rows=8))) == 8
    assert len(boxes(tornado_frame(ESTIMATES, many[:2]))) == 2
    assert len(tornado_frame(ESTIMATES, [])["names"]["text"]) == len(ESTIMATES)


@pytest.mark.parametrize("estimates", [RARE, NEARLY_ALL, ESTIMATES])
@pytest.mark.parametrize("drivers", [[], DRIVERS, FAR])
def test_at_the_extremes_everything_lies_inside_the_axes(estimates, drivers):
    layout = tornado_skeleton(DESK)["layout"]
    foot, top = layout["yaxis"]["range"]
    assert layout["xaxis"]["range"] == [LOW, HIGH]
    for name, values in tornado_frame(estimates, drivers).items():
        x, y = (values[letter][~np.isnan(values[letter])] for letter in "xy")
        assert np.all((x >= LOW) & (x <= HIGH)), name
        assert np.all((y >= top) & (y <= foot)), name


def test_headings_stand_where_no_row_does():
    frame, layout = tornado_frame(ESTIMATES, DRIVERS * 2), tornado_skeleton(DESK)["layout"]
    for note in layout["annotations"]:
        assert np.min(np.abs(frame["names"]["y"] - note["y"])) >= (1 + HEAD) / 2 - 1e-9
    line = frame["this estimate all the way"]["y"]
    second = layout["annotations"][1]["y"]
    assert np.nanmax(line[:2]) < second < np.nanmin(line[3:])
    assert second == HEAD * 1.5 + WAYS


def test_no_name_of_the_kit_needs_more_than_two_lines():
    factors = [row.label for row in evidence.rows("explorer_factors")]
    symptoms = [row.label for row in evidence.rows("explorer_symptoms")]
    said = [
        *factors,
        *(f"{label}, not known" for label in factors),
        *(f"{s} at the reference" for s in symptoms),
    ]
    for name in [*said, "overlap of like causes", *(words for words, *_ in ESTIMATES)]:
        driver = SimpleNamespace(name=name, low=0.1, high=0.2)
        lines = tornado_frame(ESTIMATES, [driver])["names"]["text"][-1].split("<br>")
        assert len(lines) <= 2, name
        assert max(map(len, lines)) <= WRAP, name


@pytest.mark.parametrize(
    ("estimates", "drivers", "message"),
    [
        ([], [], "estimates must be 1 to 5"),
        (ESTIMATES + OTHERS, [], "estimates must be 1 to 5"),
        ([("this", 0, None, None)], [], "this: likelihood must be between 0 and 1"),
        ([("this", 15.7, None, None)], [], "this: likelihood must be between 0 and 1"),
        ([("this", 0.1, 0.05, None)], [], "this: low and high must both be given"),
        ([("this", 0.1, 0.2, 0.05)], [], "this: low must be at most high"),
        (RARE, [SimpleNamespace(name="sleep", low=0.2, high=0.1)], "sleep: low must be at most high"),
        (RARE, [SimpleNamespace(name="sleep", low=0.2, high=1.0)], "sleep: high must be between 0 and 1"),
    ],
)
def test_what_does_not_fit_is_refused(estimates, drivers, message):
    with pytest.raises(ValueError, match=message):
        tornado_frame(estimates, drivers)


@pytest.mark.parametrize("rows", [0, -1, 2.5, None])
def test_rows_are_a_whole_number(rows):
    with pytest.raises(ValueError, match="rows must be a whole number from 1 on"):
        tornado_skeleton(DESK, rows)
