from __future__ import annotations

import numpy as np
import pytest

from helpers.panels import live_figure
from helpers.panels.live_figure import LiveFigure, plotly_library

SKELETON = {"data": [{"type": "scatter", "name": "curve", "x": [], "y": []}], "layout": {"height": 300}}


@pytest.fixture
def figure():
    made = LiveFigure(
        skeleton=SKELETON, frame={"curve": {"x": np.arange(3.0), "y": np.zeros(3)}}, sentence="one"
    )
    yield made
    made.close()


def test_the_library_is_one_widget_per_kernel_and_no_part_of_a_figure(figure: LiveFigure) -> None:
    library = plotly_library()
    assert plotly_library() is library
    assert len(library.script) > 4_000_000
    assert len(figure._esm) < 10_000
    library.close()
    assert plotly_library() is not library


def test_the_whole_state_is_always_the_present_one(figure: LiveFigure) -> None:
    figure.frame = {"curve": {"x": np.arange(4.0), "y": np.ones(4)}}
    state = figure.get_state()
    sent = state["frame"]["curve"]["y"]["float64"]
    assert np.frombuffer(sent, dtype="<f8").tolist() == [1, 1, 1, 1]
    assert state["skeleton"] == SKELETON


@pytest.mark.parametrize("kind", ["int64", "float32", "bool"])
def test_any_array_of_numbers_travels_as_doubles(kind: str) -> None:
    sent = live_figure._to_browser({"x": np.array([0, 1, 1]).astype(kind)[::2]})
    assert np.frombuffer(sent["x"]["float64"], dtype="<f8").tolist() == [0, 1]


def test_the_page_gets_what_it_missed_and_the_file_it_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    figure = LiveFigure(skeleton=SKELETON, sentence="one", csv=lambda: "a,b")
    sent: list[dict] = []
    monkeypatch.setattr(figure, "_send", lambda message, buffers=None: sent.append(message))
    figure._handle_custom_msg({"ask": "state"}, [])
    assert sent == []  # the page was made with this state
    figure._handle_custom_msg({"ask": "csv"}, [])
    assert sent.pop()["content"] == {"csv": "a,b"}
    figure.sentence = "two"
    sent.clear()
    figure._handle_custom_msg({"ask": "state"}, [])
    assert sent[0]["state"]["sentence"] == "two"
    assert sent[0]["state"]["skeleton"] == SKELETON
    figure.close()


def test_words_and_tables_of_numbers_travel_as_json() -> None:
    sent = live_figure._to_browser(
        {"text": np.array(["a", "b"]), "z": np.eye(2), "one": np.float64(3), "t": (1, 2)}
    )
    assert sent == {"text": ["a", "b"], "z": [[1, 0], [0, 1]], "one": 3.0, "t": [1, 2]}


def test_changes_held_together_are_one_message(figure: LiveFigure, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[set[str]] = []
    monkeypatch.setattr(figure, "_send", lambda message, buffers=None: sent.append(set(message["state"])))
    monkeypatch.setattr(type(figure), "_repr_mimebundle_", lambda self: None)
    with figure.hold_sync():
        figure.frame = {"curve": {"x": np.arange(2.0), "y": np.ones(2)}}
        figure.sentence = "two"
    assert sent == [{"frame", "sentence"}]


def test_the_plotly_figure_has_the_numbers(figure: LiveFigure) -> None:
    assert figure.to_plotly()["data"][0]["x"] == [0, 1, 2]
