"""Every control of every panel, moved anywhere it can go: finite, bounded, no error logged, Reset exact.

The moves are drawn from a seed made of the panel's name, so a failure comes back the same.
"""

from __future__ import annotations

import dataclasses
import math
import random
import re

import numpy as np
import pytest
from ipywidgets import HTML

from helpers import panels, theme
from helpers.panels.base import Panel, Slider

panels.load_all()
NAMES = sorted(Panel.registry)
LARGEST = 1e7  # nothing the kit shows, in the units it shows it in, comes near
MOVES = 60

pytestmark = pytest.mark.usefixtures("no_error_is_logged")


def corners(control):
    return list(control.legal())


def anywhere(control, dice):
    """A legal value: half the time a corner, else any step of the slider or any option."""
    if not isinstance(control, Slider) or dice.random() < 0.5:
        return dice.choice(corners(control))
    steps = math.floor((control.high - control.low) / control.step + 1e-9)
    value = control.low + dice.randint(0, steps) * control.step
    return value if control.whole else min(round(value, 10), control.high)


def numbers(value, where="state"):
    """(path, array) of every number inside a state or a frame, however nested."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from numbers(getattr(value, field.name), f"{where}.{field.name}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from numbers(item, f"{where}[{key!r}]")
    elif isinstance(value, (str, bytes, type(None))):
        return
    elif isinstance(value, (list, tuple)) and not all(isinstance(item, (int, float)) for item in value):
        for index, item in enumerate(value):
            yield from numbers(item, f"{where}[{index}]")
    else:
        array = np.asarray(value)
        if array.dtype.kind in "fiub":
            yield where, array.astype(float)


def is_nothing(trace):
    """Whether a trace is one gap and no more: a curve that shows nobody now."""
    ends = [np.atleast_1d(trace.get(axis, 0.0)) for axis in ("x", "y")]
    return all(end.size == 1 and end.dtype.kind == "f" and np.isnan(end[0]) for end in ends)


def complaints(panel):
    """What is wrong with what a panel shows now; a gap in a drawn line (NaN) is allowed, infinity is not."""
    found = []
    for where, array in numbers(panel.state):
        if not np.all(np.isfinite(array)):
            found.append(f"{where} is not finite")
        elif array.size and np.abs(array).max() > LARGEST:
            found.append(f"{where} is as large as {np.abs(array).max():g}")
    frame = panel.frame_now()
    drawn = {name: trace for name, trace in frame.items() if not is_nothing(trace)}
    for where, array in numbers(drawn, "frame"):
        if np.any(np.isinf(array)) or (array.size and np.all(np.isnan(array))):
            found.append(f"{where} is not finite")
    for name, trace in frame.items():
        sizes = {len(np.atleast_1d(trace[axis])) for axis in ("x", "y") if axis in trace}
        if len(sizes) > 1:
            found.append(f"trace {name}: x and y differ in length")
    if not panel.sentence.strip() or "nan" in panel.sentence.lower().split():
        found.append(f"sentence {panel.sentence!r}")
    return found


def same(one, other):
    """Exactly equal states or frames, arrays included."""
    ours, theirs = dict(numbers(one)), dict(numbers(other))
    return ours.keys() == theirs.keys() and all(
        np.array_equal(ours[key], theirs[key], equal_nan=True) for key in ours
    )


@pytest.fixture
def panel(request):
    made = Panel.registry[request.param]()
    yield made
    made.close()


@pytest.fixture
def projector():
    before = theme.mode.projector
    yield theme.mode
    theme.mode.projector = before


def test_there_are_panels_to_move():
    assert len(NAMES) >= 2
    assert any(Panel.registry[name].controls for name in NAMES)


@pytest.mark.parametrize("panel", NAMES, indirect=True)
def test_any_move_in_any_order(panel):
    dice = random.Random(f"moves of {type(panel).__name__}")
    start = panel.values()
    first = {name: panel.frame_now()[name] for name in panel.frame_now()}
    sentence, ghost = panel.sentence, dict(panel.figure.ghost)
    names = list(panel.controls)
    for _ in range(MOVES if names else 0):
        name = dice.choice(names)
        version, before = panel.state_version, panel.values()[name]
        value = anywhere(panel.controls[name], dice)
        getattr(panel, name).value = value
        assert complaints(panel) == [], panel.values()
        if panel.values()[name] != before:
            assert panel.state_version > version, f"{name} moved and nothing was computed"
        if dice.random() < 0.15:
            panel.pin()
            assert panel.pinned is panel.state
    panel.reset()
    assert panel.values() == start
    assert same(panel.state, panel.reference)
    assert same(panel.frame_now(), first)
    assert panel.sentence == sentence
    assert same(panel.figure.ghost, ghost)
    assert panel.pinned is panel.reference


@pytest.mark.parametrize("panel", NAMES, indirect=True)
def test_every_corner_of_all_controls_together(panel):
    dice = random.Random(f"corners of {type(panel).__name__}")
    for _ in range(24 if panel.controls else 0):
        panel.set(**{name: dice.choice(corners(control)) for name, control in panel.controls.items()})
        assert complaints(panel) == [], panel.values()


@pytest.mark.parametrize("panel", NAMES, indirect=True)
def test_every_preset(panel):
    for preset, values in panel.presets.items():
        panel.use(preset)
        assert complaints(panel) == [], preset
        for name, control in panel.controls.items():
            assert panel.values()[name] == values.get(name, control.reference), (preset, name)


@pytest.mark.parametrize("panel", NAMES, indirect=True)
def test_projector_mode_changes_sizes_and_nothing_else(panel, projector):
    before, sentence = panel.frame_now(), panel.sentence
    projector.projector = not projector.projector
    assert complaints(panel) == []
    assert same(panel.frame_now(), before)
    assert panel.sentence == sentence


@pytest.mark.parametrize("panel", NAMES, indirect=True)
def test_the_table_holds_numbers_at_every_corner(panel):
    dice = random.Random(f"tables of {type(panel).__name__}")
    for _ in range(4):
        panel.set(**{name: dice.choice(corners(control)) for name, control in panel.controls.items()})
        lines = panel.csv().splitlines()
        assert len(lines) > 1
        assert "inf" not in panel.csv().lower().replace("\n", ",").split(",")


@pytest.mark.parametrize("panel", ["Explorer"], indirect=True)
@pytest.mark.parametrize("place", range(3))
def test_any_move_behind_an_open_tab(panel, place):
    dice = random.Random(f"moves behind tab {place}")
    panel._behind.selected_index = place
    tab = panel._tabs[place]
    figure = getattr(tab, "figure", None)

    def shown():
        words = [part.value for part in tab.children if isinstance(part, HTML)]
        return words if figure is None else [*words, figure.sentence]

    first, frame = shown(), {} if figure is None else dict(figure.frame)
    names = list(panel.controls)
    for _ in range(MOVES):
        name = dice.choice(names)
        getattr(panel, name).value = anywhere(panel.controls[name], dice)
        if place == 2:
            tab.factor.value = dice.choice([value for _, value in tab.factor.options])
        drawn = {} if figure is None else figure.frame
        for trace, array in numbers({key: one for key, one in drawn.items() if not is_nothing(one)}, "frame"):
            assert not np.any(np.isinf(array)), (trace, panel.values())
            assert not array.size or not np.all(np.isnan(array)), (trace, panel.values())
        words = re.findall(r"\w+", " ".join(shown()))
        assert words
        assert not {"nan", "NaN", "inf", "None"} & set(words), panel.values()
    panel.reset()
    if place == 2:
        tab.factor.value = tab.factor.options[0][1]
    assert shown() == first
    assert same({} if figure is None else dict(figure.frame), frame)


def test_a_panel_that_breaks_is_caught(caplog):
    """The checks above can fail: a broken copy of a real panel is called broken."""

    @dataclasses.dataclass(frozen=True)
    class Broken:
        level: float = math.inf

    class Shown:
        state, sentence = Broken(), " "

        def frame_now(self):
            gap = np.array([math.nan])
            return {
                "curve": {"x": np.arange(3.0), "y": np.array([1.0, math.inf])},
                "nobody": {"x": gap, "y": gap},
                "point without a height": {"x": np.array([1.0]), "y": gap},
            }

    found = complaints(Shown())
    assert "state.level is not finite" in found
    assert "frame['curve']['y'] is not finite" in found
    assert "frame['point without a height']['y'] is not finite" in found
    assert not any("nobody" in fault for fault in found)
    assert "trace curve: x and y differ in length" in found
    assert "sentence ' '" in found
    assert not same({"a": np.array([1.0])}, {"a": np.array([1.0 + 1e-12])})
