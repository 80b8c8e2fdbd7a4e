"""The widgets behind a panel's controls, where ipywidgets' own take what no panel could show."""

from __future__ import annotations

import math
from typing import Any

from ipywidgets import Dropdown, FloatSlider, HBox, ToggleButton, ToggleButtons, Widget
from traitlets import Any as AnyValue
from traitlets import Int, validate

NOT_KNOWN = "not known"


class NumberSlider(FloatSlider):
    """ipywidgets' slider, which takes NaN for a number; this one refuses it in ipywidgets' own words."""

    @validate("value")
    def _validate_value(self, proposal: Any) -> float:
        """Refuse NaN; bring a number off the scale to its end."""
        if math.isnan(proposal["value"]):
            self.traits()["value"].error(self, proposal["value"])
        return min(max(proposal["value"], self.min), self.max)


class OneOfList(Dropdown):
    """ipywidgets' list, in which nothing can be chosen; in this one something always is."""

    index = Int(0).tag(sync=True)


class OneOfButtons(ToggleButtons):
    """ipywidgets' row of buttons, of which none need be down; of these one always is."""

    index = Int(0).tag(sync=True)


class MaybeKnown(HBox):
    """A control beside a button that says "not known"; its value is None while the button is down.

    Any other value is what the control itself makes of it: it clamps, rounds or raises TraitError.
    """

    value = AnyValue()

    def __init__(self, control: Widget, words: str) -> None:
        self.control = control
        self.button = ToggleButton(description="?", tooltip=f"{words}: {NOT_KNOWN}")
        self.button.add_class("wmt-button")
        self.button.add_class("wmt-not-known")
        self._agreeing = False
        super().__init__([control, self.button], value=control.value)
        self.add_class("wmt-maybe")
        for part in (control, self.button):
            part.observe(self._read, "value")
        self.observe(self._write, "value")

    @validate("value")
    def _as_the_control(self, proposal: Any) -> Any:
        """Ask the control before anything changes: a value it refuses moves nothing, and tells nobody."""
        value = proposal["value"]
        return None if value is None else self.control.traits()["value"]._validate(self.control, value)

    def _read(self, _change: object) -> None:
        """Take over what the learner moved."""
        if not self._agreeing:
            self.control.disabled = self.button.value
            self.value = None if self.button.value else self.control.value

    def _write(self, _change: object) -> None:
        """Move the parts to a value that was set from outside."""
        if self._agreeing:
            return
        self._agreeing = True
        try:
            self.button.value = self.control.disabled = self.value is None
            if self.value is not None:
                self.control.value = self.value
        finally:
            self._agreeing = False
