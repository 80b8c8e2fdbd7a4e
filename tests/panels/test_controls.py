"""Controls that may be "not known": one value for the slider and its button together."""

from __future__ import annotations

import math

import pytest
from traitlets import TraitError

from helpers.panels.controls import (
    FINEST_STEP,
    Choice,
    ControlRow,
    Slider,
    Switch,
)
from helpers.panels.inputs import NOT_KNOWN, MaybeKnown, NumberSlider


def slider(**more):
    made = Slider("Sleep", 3.0, 9.0, reference=7.5, step=0.25, unit="h", optional=True, **more)
    made.name = "sleep_h"
    return made


@pytest.fixture
def widget():
    return slider().make()


def test_a_value_that_may_be_missing_has_a_button_of_its_own(widget):
    assert isinstance(widget, MaybeKnown)
    assert widget.value == 7.5
    assert NOT_KNOWN in widget.button.tooltip
    assert "Sleep" in widget.button.tooltip


def test_the_button_makes_the_value_none_and_gives_it_back(widget):
    told = []
    widget.observe(lambda change: told.append(change["new"]), "value")
    widget.control.value = 5.0
    widget.button.value = True
    assert widget.value is None
    assert widget.control.disabled
    widget.button.value = False
    assert widget.value == 5.0
    assert not widget.control.disabled
    assert told == [5.0, None, 5.0]


def test_setting_the_value_moves_both_parts_and_tells_once(widget):
    told = []
    widget.observe(lambda change: told.append(change["new"]), "value")
    widget.value = None
    assert widget.button.value
    widget.value = 4.5
    assert (widget.button.value, widget.control.value, widget.control.disabled) == (False, 4.5, False)
    assert told == [None, 4.5]


def whole_slider():
    made = Slider("Alarms", 0, 9, reference=2, step=1, optional=True)
    made.name = "alarms"
    return made


REFUSED = {
    "a word, numbers": (
        slider,
        "abc",
        "'value' trait of a NumberSlider instance expected a float, not the str 'abc'",
    ),
    "NaN, numbers": (
        slider,
        math.nan,
        "'value' trait of a NumberSlider instance expected a float, not the float nan",
    ),
    "a word, whole numbers": (whole_slider, "abc", "'value' trait of an IntSlider instance expected an int"),
    "NaN, whole numbers": (whole_slider, math.nan, "'value' trait of an IntSlider instance expected an int"),
    "a word, yes or no": (
        lambda: Switch("Diuretic", optional=True),
        "abc",
        "expected a boolean, not the str 'abc'",
    ),
}


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("case", REFUSED)
def test_a_value_the_control_refuses_changes_nothing(case, known):
    make, wrong, message = REFUSED[case]
    control = make()
    widget = control.make()
    widget.value = control.legal()[0] if known else None
    before, told = (widget.value, widget.control.value), []
    widget.observe(lambda change: told.append(change["new"]), "value")
    with pytest.raises(TraitError, match=message):
        widget.value = wrong
    assert (widget.value, widget.control.value) == before
    assert widget.button.value is widget.control.disabled is not known
    assert told == []
    widget.value = control.legal()[1]
    assert widget.value == widget.control.value == control.legal()[1]


@pytest.mark.parametrize(
    ("make", "given", "taken"),
    [
        (slider, 99, 9.0),
        (slider, -1, 3.0),
        (slider, math.inf, 9.0),
        (whole_slider, 99, 9),
        (whole_slider, 3.7, 3),
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_what_the_control_clamps_or_rounds_is_told_once(make, given, taken, known):
    widget = make().make()
    widget.value = widget.value if known else None
    told = []
    widget.observe(lambda change: told.append(change["new"]), "value")
    widget.value = given
    assert told == [taken]
    assert type(told[0]) is type(taken)
    assert (widget.value, widget.control.value, widget.button.value) == (taken, taken, False)


def test_a_slider_that_is_always_known_refuses_nan_too():
    widget = Slider("Sleep", 3.0, 9.0, reference=7.5, step=0.25).make()
    assert type(widget) is NumberSlider
    with pytest.raises(TraitError, match="expected a float, not the float nan"):
        widget.value = math.nan
    assert widget.value == 7.5
    widget.value = 99
    assert widget.value == 9.0


@pytest.mark.parametrize("step", [1e-11, 0.99e-10])
def test_a_step_finer_than_any_decimals_is_refused(step):
    with pytest.raises(ValueError, match="Dose: step must be at least 1e-10 mol, got"):
        Slider("Dose", 0.0, 1.0, reference=0.0, step=step, unit="mol")
    assert Slider("Dose", 0.0, 1.0, reference=0.0, step=FINEST_STEP).decimals == 10


def test_a_value_is_said_with_its_label_and_its_unit_when_there_is_a_value():
    assert slider().said(4.5) == "Sleep 4.50 h"
    assert slider().said(None) == "Sleep not known"
    assert whole_slider().said(3) == "Alarms 3"
    assert Switch("Any diuretic", optional=True).said(True) == "Any diuretic on"
    assert Choice("Way", {"by mouth": 1}, reference=1).said(1) == "Way by mouth"


def test_moving_a_slider_that_is_not_known_leaves_it_not_known(widget):
    widget.value = None
    widget.control.value = 3.0
    assert widget.value is None


def test_a_switch_may_be_not_known_too():
    control = Switch("Any diuretic", optional=True)
    widget = control.make()
    assert widget.value is False
    widget.value = True
    assert widget.control.value is True
    widget.value = None
    assert widget.button.value
    assert control.say(None) == NOT_KNOWN
    assert control.legal() == [False, True, None]


def test_none_is_refused_where_a_value_is_needed():
    needed = Slider("Sleep", 3.0, 9.0, reference=7.5, step=0.25, unit="h")
    needed.name = "sleep_h"
    with pytest.raises(ValueError, match="sleep_h must be between 3 and 9 h, got None"):
        needed.check(None)
    switch = Switch("Any diuretic")
    switch.name = "diuretic"
    with pytest.raises(ValueError, match="diuretic must be True or False, got None"):
        switch.check(None)
    slider().check(None)
    assert None not in needed.legal()
    assert None in slider().legal()


def test_a_row_marks_a_value_that_is_no_longer_known():
    control = slider()
    row = ControlRow(control, control.make())
    assert not row.moved
    row.widget.value = None
    row.show_mark()
    assert row.moved
    row.widget.value = 7.5
    row.show_mark()
    assert not row.moved


def test_a_choice_of_many_can_stand_as_buttons():
    words = [f"option {number}" for number in range(6)]
    assert type(Choice("One", words, reference=words[0]).make()).__name__ == "OneOfList"
    assert type(Choice("One", words, reference=words[0], buttons=True).make()).__name__ == "OneOfButtons"


def test_a_value_below_zero_is_marked_with_a_true_minus_sign():
    control = Slider("Voltage", -90, 0, reference=-70, step=1, unit="mV")
    assert "\N{MINUS SIGN}70" in ControlRow(control, control.make()).mark.value
