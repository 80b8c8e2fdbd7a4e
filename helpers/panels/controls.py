"""What a learner moves: declared once in a panel's class, made anew for every panel."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ipywidgets import HTML, Checkbox, HBox, IntSlider, VBox, Widget

from helpers.display import escape, minus_signs
from helpers.panels.inputs import NOT_KNOWN, MaybeKnown, NumberSlider, OneOfButtons, OneOfList

MARK = "◆"
FEW = 4
FINEST_STEP = 1e-10


class Control(ABC):
    """One declared control. On the class it is this description; on a panel it is the ipywidgets control."""

    label: str
    reference: Any
    unit: str = ""
    hint: str = ""
    name: str = ""
    optional: bool = False
    """Whether its value may be None, "not known"."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, panel: Any, owner: type) -> Any:
        return self if panel is None else panel.control_widgets[self.name]

    def __set__(self, panel: Any, value: object) -> None:
        raise AttributeError(f"to move this control write panel.{self.name}.value = {value!r}")

    @property
    def words(self) -> str:
        """The label with its unit, as printed above the control."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    @abstractmethod
    def make(self) -> Widget:
        """Make the control, at its reference value."""

    @abstractmethod
    def check(self, value: object) -> None:
        """Raise ValueError when the control could not take this value."""

    @abstractmethod
    def say(self, value: Any) -> str:
        """Give a value in words, without its unit."""

    def said(self, value: Any) -> str:
        """Give label, value and unit in words; what is not known has no unit."""
        unit = "" if value is None else self.unit
        return f"{self.label} {self.say(value)} {unit}".strip()

    def read(self, value: Any) -> Any:
        """Give the value as the model should see it."""
        return value

    @abstractmethod
    def legal(self) -> list[Any]:
        """Give the values a fuzzer should not miss: the corners and the reference, or every choice."""


class Slider(Control):
    """A number from ``low`` to ``high`` in steps; whole numbers everywhere give a whole-number slider."""

    def __init__(
        self,
        label: str,
        low: float,
        high: float,
        *,
        reference: float,
        step: float,
        unit: str = "",
        hint: str = "",
        optional: bool = False,
    ) -> None:
        if not low <= reference <= high or not low < high or not 0 < step <= high - low:
            raise ValueError(
                f"{label}: need low <= reference <= high and a step, got {low, reference, high, step}"
            )
        if step < FINEST_STEP:
            raise ValueError(
                f"{label}: step must be at least {FINEST_STEP:g} {unit}".rstrip() + f", got {step!r}"
            )
        self.label, self.low, self.high, self.reference = label, low, high, reference
        self.step, self.unit, self.hint, self.optional = step, unit, hint, optional
        self.whole = all(isinstance(number, int) for number in (low, high, reference, step))
        text = f"{step:.10f}".rstrip("0")
        self.decimals = 0 if self.whole else len(text.split(".")[1])

    def make(self) -> Widget:
        """Make the slider, at its reference value."""
        kind = IntSlider if self.whole else NumberSlider
        slider = kind(
            value=self.reference,
            min=self.low,
            max=self.high,
            step=self.step,
            readout_format="d" if self.whole else f".{self.decimals}f",
            tooltip=self.hint or self.words,
        )
        return MaybeKnown(slider, self.label) if self.optional else slider

    def check(self, value: object) -> None:
        """Raise ValueError outside the slider's range."""
        if value is None and self.optional:
            return
        if (
            isinstance(value, bool)
            or not isinstance(value, (int, float))
            or not self.low <= value <= self.high
        ):
            allowed = f"between {self.low:g} and {self.high:g} {self.unit}".strip()
            raise ValueError(f"{self.name} must be {allowed}, got {value!r}")

    def say(self, value: Any) -> str:
        """Give the number with the slider's decimals."""
        return NOT_KNOWN if value is None else f"{value:.{self.decimals}f}"

    def read(self, value: Any) -> Any:
        """Give the number at the slider's own decimals: a browser's 0.8500000000000001 is 0.85."""
        return value if self.whole or value is None else round(value, self.decimals)

    def legal(self) -> list[Any]:
        """Give both ends and the reference, and None where the value may be not known."""
        return [self.low, self.high, self.reference, *([None] if self.optional else [])]


class Choice(Control):
    """One of a few options: a list of words, or words mapped to values.

    Up to four stand as buttons, more as a list that opens; ``buttons`` decides otherwise.
    """

    def __init__(
        self,
        label: str,
        options: Sequence[str] | Mapping[str, Any],
        *,
        reference: Any,
        hint: str = "",
        buttons: bool | None = None,
    ) -> None:
        self.label, self.reference, self.hint = label, reference, hint
        self.buttons = len(options) <= FEW if buttons is None else buttons
        self.options = dict(options) if isinstance(options, Mapping) else {word: word for word in options}
        if reference not in self.options.values():
            raise ValueError(
                f"{label}: reference must be one of {list(self.options.values())}, got {reference!r}"
            )

    def make(self) -> Widget:
        """Make the buttons or the list, at the reference value."""
        kind: Callable[..., Widget] = OneOfButtons if self.buttons else OneOfList
        return kind(options=list(self.options.items()), value=self.reference)

    def check(self, value: object) -> None:
        """Raise ValueError for a value that is no option."""
        if value not in self.options.values():
            raise ValueError(f"{self.name} must be one of {list(self.options.values())}, got {value!r}")

    def say(self, value: Any) -> str:
        """Give the option's words."""
        return next(words for words, option in self.options.items() if option == value)

    def legal(self) -> list[Any]:
        """Give every option."""
        return list(self.options.values())


class Switch(Control):
    """Yes or no."""

    def __init__(
        self, label: str, *, reference: bool = False, hint: str = "", optional: bool = False
    ) -> None:
        self.label, self.reference, self.hint, self.optional = label, reference, hint, optional

    def make(self) -> Widget:
        """Make the tick-box, at its reference value."""
        box = Checkbox(value=self.reference, description=self.label, indent=False)
        return MaybeKnown(box, self.label) if self.optional else box

    def check(self, value: object) -> None:
        """Raise ValueError for anything but True and False."""
        if not isinstance(value, bool) and not (value is None and self.optional):
            raise ValueError(f"{self.name} must be True or False, got {value!r}")

    def say(self, value: Any) -> str:
        """Give ``on`` or ``off``."""
        return NOT_KNOWN if value is None else "on" if value else "off"

    def legal(self) -> list[Any]:
        """Give both, and None where the value may be not known."""
        return [False, True, *([None] if self.optional else [])]


class ControlRow(VBox):
    """A control under its words, with a mark that says when it has left its reference."""

    def __init__(self, control: Control, widget: Widget) -> None:
        self.control = control
        self.widget = widget
        words = "" if isinstance(control, Switch) else escape(control.words)
        hint = f' <span class="wmt-hint">{escape(control.hint)}</span>' if control.hint else ""
        spoken = f' data-decimals="{control.decimals}"' if isinstance(control, Slider) else ""
        unit = f' data-unit="{escape(control.unit)}"'
        self.words = HTML(f'<span class="wmt-label"{spoken}{unit}>{words}</span>{hint}')
        self.mark = HTML(f"{MARK} was {escape(minus_signs(control.say(control.reference)))}")
        self.mark.add_class("wmt-mark")
        self.mark.add_class("wmt-unmoved")
        self.moved = False
        super().__init__([HBox([self.words, self.mark]), widget])
        self.add_class("wmt-control")

    def show_mark(self) -> None:
        """Show or hide the mark, in words and not by colour alone; its room stays, so that nothing jumps."""
        moved = self.control.read(self.widget.value) != self.control.reference
        if moved != self.moved:
            self.moved = moved
            (self.mark.remove_class if moved else self.mark.add_class)("wmt-unmoved")
