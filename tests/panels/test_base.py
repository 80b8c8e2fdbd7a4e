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

import comm
import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances
from traitlets import TraitError

from helpers import panels, theme
from helpers.figures import base
from helpers.panels.base import FAILED, Choice, Panel, Slider, Switch, button

panels.load_all()
SAME_IN_OTHER_WORDS = {
    "calcium_intake_mg_day": {"Calcium in diet (mg a day)", "Calcium eaten (mg/day)"},
    "potassium_mM": {"Potassium (mmol/L)", "Potassium outside the fibre (mmol/L)"},
    "magnesium_leak_mM": {"Kidney’s leak (mmol/L)", "Magnesium leak (mmol/L)"},
}
"""One quantity in one unit, called differently in two panels; ranges, steps and hints may always differ."""


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


class MaybeDose(Toy):
    dose_mM = Slider("Dose", 0.0, 2.0, reference=1.0, step=0.1, unit="mmol/L", optional=True)

    def compute(self, dose_mM, **values):
        return super().compute(dose_mM=1.5 if dose_mM is None else dose_mM, **values)


@pytest.fixture
def maybe():
    made = MaybeDose()
    yield made
    made.close()


@pytest.mark.parametrize("wrong", ["abc", float("nan")])
def test_a_value_that_is_refused_leaves_a_panel_that_moves_on(maybe: MaybeDose, wrong, caplog) -> None:
    before, computed = maybe.state, maybe.computed
    with pytest.raises(TraitError):
        maybe.dose_mM.value = wrong
    assert (maybe.state, maybe.computed, maybe.dose_mM.value) == (before, computed, 1.0)
    maybe.times.value = 3
    assert (maybe.state.dose, maybe.state.times) == (1.0, 3)
    assert not caplog.records


@pytest.mark.parametrize(("control", "given", "taken"), [("dose_mM", 99, 2.0), ("times", 3.7, 3)])
def test_a_move_that_is_clamped_or_rounded_computes_once(maybe: MaybeDose, control, given, taken) -> None:
    computed = maybe.computed
    maybe.control_widgets[control].value = given
    assert maybe.values()[control] == taken
    assert maybe.computed == computed + 1


def test_a_pin_where_something_is_not_known_names_no_unit(maybe: MaybeDose) -> None:
    maybe.set(dose_mM=None, times=4)
    maybe.pin()
    assert maybe.figure.caption.endswith("pinned at Dose not known, Times 4.")


def test_a_failure_is_logged_with_the_values_that_failed(
    panel: Toy, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def once(values=panel.values):
        asked.append(values())
        return asked[-1]

    monkeypatch.setattr(panel, "values", once)
    monkeypatch.setattr(panel, "compute", lambda **_values: 1 / 0)
    panel.dose_mM.value = 1.7
    assert len(asked) == 1
    assert f"Toy could not be computed for {asked[0]}" in caplog.text
    assert panel.sentence == FAILED


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


@pytest.mark.parametrize("name", sorted(Panel.registry))
def test_a_closed_panel_of_the_kit_leaves_no_widget(name: str) -> None:
    Panel.registry[name]().close()  # brings what all panels share: the style sheet, plotly's library
    before = set(_instances)
    panel = Panel.registry[name]()
    assert len(_instances) > len(before)
    panel.close()
    left = [_instances[key] for key in set(_instances) - before]
    assert left == []


@pytest.mark.parametrize("name", sorted(Panel.registry))
def test_without_widgets_a_panel_says_the_same_and_no_page_hears_of_it(name: str, monkeypatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(comm, "create_comm", lambda **about: opened.append(about) or comm.DummyComm(**about))
    quiet = Panel.registry[name].without_widgets()
    said = f"{quiet.title}: {quiet.sentence_for(quiet.state_for())}"
    del quiet
    gc.collect()
    assert opened == []
    panel = Panel.registry[name]()
    assert said == panel.static_text()
    panel.close()


def words_of(part) -> list[str]:
    return [word for word in (getattr(one, "description", "") for one in part) if word]


def test_a_subclass_may_replace_either_half_of_the_buttons(panel: Toy) -> None:
    assert words_of(panel._preset_buttons()) == ["healthy", "much"]
    assert words_of(panel._keep_buttons()) == ["Pin", "Reset", "Table"]
    *presets, keep = panel._buttons()
    assert (words_of(presets), words_of(keep.children)) == (["healthy", "much"], ["Pin", "Reset", "Table"])

    class Own(Toy):
        pinnable = False

        def _preset_buttons(self):
            return []

        def _keep_buttons(self):
            return [*super()._keep_buttons(), button("Share", "", lambda: None)]

    before = set(_instances)
    own = Own()
    (keep,) = own.children[2].children
    assert words_of(keep.children) == ["Reset", "Table", "Share"]
    own.close()
    assert set(_instances) == before


def test_one_name_means_one_quantity_in_every_panel() -> None:
    meanings: dict[str, set[tuple[str, object]]] = {}
    for kind in Panel.registry.values():
        for name, control in kind.controls.items():
            meanings.setdefault(name, set()).add((control.words, control.reference))
    assert meanings["calcium_mM"] == {("Ionised calcium (mmol/L)", 1.25)}
    for name, found in meanings.items():
        words = {word for word, _ in found}
        assert len(words) == 1 or words == SAME_IN_OTHER_WORDS.get(name), name
        assert len({reference for _, reference in found}) == 1, name
    assert all(len({word for word, _ in meanings[name]}) > 1 for name in SAME_IN_OTHER_WORDS)


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
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.strip() == "[]"
