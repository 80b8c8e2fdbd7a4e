from __future__ import annotations

import csv
import gc
import io
import logging
import subprocess
import sys
import weakref
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances

from helpers import theme
from helpers.figures import base
from helpers.panels.base import FAILED, Choice, Panel, Slider, Switch


@dataclass(frozen=True)
class State:
    dose: float
    times: int
    way: str
    doubled: bool
    height: float


class Toy(Panel):
    title = "A <toy>"
    dose_mM = Slider("Dose", 0.0, 2.0, reference=1.0, step=0.1, unit="mmol/L")
    times = Slider("Times", 1, 5, reference=1, step=1)
    way = Choice("Way", ["mouth", "vein"], reference="mouth")
    doubled = Switch("Doubled")
    presets: ClassVar = {"healthy": {}, "much": {"dose_mM": 2.0, "times": 5}}
    computed = 0

    def compute(self, dose_mM, times, way, doubled):
        self.computed += 1
        return State(dose_mM, times, way, doubled, 1 / (2.0001 - dose_mM) * times * (2 if doubled else 1))

    def skeleton(self, sizes):
        return base.skeleton(
            [base.line("curve", sizes, ghost=True), base.label("words", sizes)],
            base.layout(
                sizes, xaxis=base.axis("Time (ms)", 0, 1, sizes), yaxis=base.axis("Height (mV)", 0, 1, sizes)
            ),
        )

    def frame(self, state):
        x = np.linspace(0, 1, 50)
        return {
            "curve": {"x": x, "y": state.height * x},
            "words": {"x": np.array([1.0]), "y": np.array([state.height]), "text": ["top"]},
        }

    def describe(self, state, reference):
        return f"Height {state.height:.2f} mV against {reference.height:.2f} mV."


@pytest.fixture
def panel():
    made = Toy()
    yield made
    made.close()
    theme.mode.projector = False


def test_a_move_changes_state_picture_and_sentence(panel: Toy) -> None:
    panel.dose_mM.value = 1.5
    assert panel.state.dose == 1.5
    assert panel.frame_now()["curve"]["y"][-1] == pytest.approx(panel.state.height)
    assert panel.sentence == panel.describe(panel.state, panel.reference)
    assert panel.state_version == 1


def test_the_controls_are_what_the_class_declares(panel: Toy) -> None:
    assert list(Toy.controls) == ["dose_mM", "times", "way", "doubled"]
    assert Toy.dose_mM.unit == "mmol/L"
    assert isinstance(panel.times.value, int)
    assert (panel.dose_mM.min, panel.dose_mM.max, panel.dose_mM.readout_format) == (0.0, 2.0, ".1f")
    assert "Dose (mmol/L)" in panel._rows[0].words.value
    with pytest.raises(AttributeError, match=r"panel\.dose_mM\.value = 0\.5"):
        panel.dose_mM = 0.5


def test_two_panels_do_not_share_controls(panel: Toy) -> None:
    other = Toy()
    other.dose_mM.value = 0.3
    assert panel.dose_mM.value == 1.0
    other.close()


@pytest.mark.parametrize("act", [lambda p: p.use("much"), lambda p: p.set(dose_mM=2.0, times=5)])
def test_several_moves_are_one_update(panel: Toy, act) -> None:
    before = panel.computed
    act(panel)
    assert panel.computed == before + 1
    assert (panel.state.dose, panel.state.times) == (2.0, 5)


def test_a_preset_puts_the_other_controls_back(panel: Toy) -> None:
    panel.way.value = "vein"
    panel.use("much")
    assert panel.values() == {"dose_mM": 2.0, "times": 5, "way": "mouth", "doubled": False}
    with pytest.raises(ValueError, match="preset must be one of healthy, much, got 'more'"):
        panel.use("more")


def test_reset_restores_everything_exactly(panel: Toy) -> None:
    start, ghost = panel.frame_now(), dict(panel.figure.ghost)
    panel.set(dose_mM=0.2, times=4, way="vein", doubled=True)
    panel.pin()
    panel.reset()
    assert panel.state == panel.reference
    assert panel.pinned is panel.reference
    for now, before in ((panel.frame_now(), start), (panel.figure.ghost, ghost)):
        for name, values in before.items():
            for key, value in values.items():
                np.testing.assert_array_equal(now[name][key], value)
    assert not any(row.moved for row in panel._rows)


def test_the_ghost_is_the_reference_until_pinned(panel: Toy) -> None:
    panel.dose_mM.value = 1.8
    ghost = panel.figure.ghost["curve (pinned)"]["y"]
    assert ghost[-1] == pytest.approx(panel.reference.height)
    assert "the reference" in panel.figure.caption
    panel.pin()
    pinned = panel.state
    panel.dose_mM.value = 0.5
    assert panel.figure.ghost["curve (pinned)"]["y"][-1] == pytest.approx(pinned.height)
    assert panel.pinned is pinned
    assert "Dose 1.8 mmol/L" in panel.figure.caption


def test_moved_controls_carry_a_mark_in_words(panel: Toy) -> None:
    panel.set(dose_mM=1.4, way="vein")
    hidden = ["wmt-unmoved" in row.mark._dom_classes for row in panel._rows]
    assert hidden == [False, True, False, True]
    assert [row.mark.value for row in panel._rows] == ["◆ was 1.0", "◆ was 1", "◆ was mouth", "◆ was off"]
    panel.dose_mM.value = 1.0
    assert "wmt-unmoved" in panel._rows[0].mark._dom_classes


def test_a_pin_after_a_failure_says_where_the_pinned_state_is(
    panel: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.dose_mM.value = 1.2
    with monkeypatch.context() as patch:
        patch.setattr(panel, "compute", lambda **_values: 1 / 0)
        panel.dose_mM.value = 1.7
        panel.pin()
    assert panel.pinned.dose == 1.2
    assert "Dose 1.2 mmol/L" in panel.figure.caption


def test_words_in_the_picture_have_a_true_minus(panel: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = panel.frame(panel.state)
    monkeypatch.setattr(panel, "frame", lambda _s: plain | {"words": plain["words"] | {"text": ["-65 mV"]}})
    panel.dose_mM.value = 1.2
    assert panel.frame_now()["words"]["text"] == ["−65 mV"]


@pytest.mark.parametrize("part", ["compute", "frame", "describe"])
def test_a_failure_keeps_the_last_picture_says_so_and_recovers(
    panel: Toy, part: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.dose_mM.value = 1.2
    state, frame, version = panel.state, panel.frame_now(), panel.state_version

    def broken(*args, **kwargs):
        raise ZeroDivisionError("no such height")

    with monkeypatch.context() as patch:
        patch.setattr(panel, part, broken)
        panel.dose_mM.value = 1.3
    assert (panel.state, panel.state_version) == (state, version)
    assert panel.frame_now() is not None
    np.testing.assert_array_equal(panel.frame_now()["curve"]["y"], frame["curve"]["y"])
    assert panel.sentence == FAILED
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.exc_info[0] is ZeroDivisionError
    panel.dose_mM.value = 1.4
    assert panel.state.dose == 1.4
    assert panel.sentence != FAILED


def test_a_frame_that_names_no_trace_is_refused() -> None:
    class Wrong(Toy):
        def frame(self, state):
            return {"curv": {"x": np.zeros(1), "y": np.zeros(1)}}

    with pytest.raises(ValueError, match="the frame names 'curv'"):
        Wrong()


@pytest.mark.parametrize(
    ("presets", "message"),
    [
        ({"a": {"dos": 1}}, "there is no control 'dos'"),
        ({"a": {"dose_mM": 3.0}}, "dose_mM must be between 0 and 2 mmol/L, got 3.0"),
        ({"a": {"way": "nose"}}, r"way must be one of \['mouth', 'vein'\], got 'nose'"),
        ({"a": {"doubled": 1}}, "doubled must be True or False, got 1"),
    ],
)
def test_a_wrong_preset_is_refused_with_the_class(presets, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        type("Wrong", (Toy,), {"presets": presets})


def test_a_control_cannot_take_a_name_panels_use() -> None:
    with pytest.raises(TypeError, match="cannot be called state"):
        type("Wrong", (Panel,), {"state": Switch("x")})


@pytest.mark.parametrize("wrong", [{"reference": 3.0}, {"step": 0}, {"low": 2.0}])
def test_a_slider_that_makes_no_sense_is_refused(wrong) -> None:
    good = {"low": 0.0, "high": 2.0, "reference": 1.0, "step": 0.1}
    Slider("Dose", **good)
    with pytest.raises(ValueError, match="Dose: need low <= reference <= high"):
        Slider("Dose", **good | wrong)


def test_table_and_csv_hold_every_plotted_value(panel: Toy) -> None:
    rows = list(csv.DictReader(io.StringIO(panel.csv())))
    assert len(rows) == len(panel.table_rows()) == 50
    assert {row["curve"] for row in rows} == {"curve"}
    assert rows[-1]["across"] == "Time (ms)"
    assert float(rows[-1]["y"]) == pytest.approx(panel.state.height, rel=1e-5)


def test_the_table_is_made_when_asked_for_and_follows_the_controls(panel: Toy) -> None:
    assert panel._table.value == ""
    panel._table_toggle.value = True
    first = panel._table.value
    assert 'download="toy.csv"' in first
    assert "A &lt;toy&gt;" in first
    assert len(first) < 2_000  # all values travel only when the page asks for them
    assert panel._table.layout.display is None
    panel.dose_mM.value = 0.4
    assert panel._table.value != first


def test_projector_mode_makes_type_bigger_and_keeps_the_state(panel: Toy) -> None:
    panel.dose_mM.value = 0.4
    small = panel.figure.skeleton["layout"]["font"]["size"]
    theme.mode.projector = True
    assert panel.figure.skeleton["layout"]["font"]["size"] >= 18 > small
    assert "wmt-projector" in panel._dom_classes
    assert panel.state.dose == 0.4
    theme.mode.projector = False
    assert panel.figure.skeleton["layout"]["font"]["size"] == small
    assert "wmt-projector" not in panel._dom_classes


def test_a_closed_panel_leaves_nothing_behind() -> None:
    warm = Toy()
    warm.close()
    before = len(_instances)
    panel = Toy()
    gone = weakref.ref(panel)
    panel.close()
    del panel
    gc.collect()
    assert gone() is None
    theme.mode.projector = True
    theme.mode.projector = False
    assert len(_instances) == before


def test_stored_outputs_show_the_picture(panel: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    panel.dose_mM.value = 0.1
    monkeypatch.setenv("MUSCLE_TWITCH_STATIC", "1")
    html = panel._repr_mimebundle_()["text/html"]
    assert 'src="pictures/toy.svg"' in html
    assert "A &lt;toy&gt;: Height 1.00 mV" in html


def test_a_panel_without_controls_is_a_picture_with_a_table() -> None:
    class Plot(Toy):
        def compute(self, **_values):
            return State(1, 1, "mouth", False, 1.0)

    Plot.controls = {}
    plot = Plot()
    assert plot.values() == {}
    assert len(plot.table_rows()) == 50
    plot.reset()
    plot.close()


def test_only_the_kits_own_panels_are_registered() -> None:
    assert "Toy" not in Panel.registry


def test_importing_the_base_loads_no_heavy_library() -> None:
    heavy = ["plotly", "pandas", "scipy", "matplotlib", "nbformat", "jsonschema", "voila"]
    code = f"import sys, helpers.panels.membrane; print([n for n in {heavy} if n in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
