"""Controls that may be "not known": one value for the slider and its button together."""

from __future__ import annotations

import pytest

from helpers.panels.controls import NOT_KNOWN, Choice, ControlRow, MaybeKnown, Slider, Switch


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
    assert type(Choice("One", words, reference=words[0]).make()).__name__ == "Dropdown"
    assert type(Choice("One", words, reference=words[0], buttons=True).make()).__name__ == "ToggleButtons"
