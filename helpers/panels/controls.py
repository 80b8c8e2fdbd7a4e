"""What a learner moves: declared once in a panel's class, made anew for every panel."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ipywidgets import (
    HTML,
    Checkbox,
    Dropdown,
    FloatSlider,
    HBox,
    IntSlider,
    ToggleButtons,
    ValueWidget,
    VBox,
)

from helpers.display import escape

MARK = "◆"
FEW = 4


class Control(ABC):
    """One declared control. On the class it is this description; on a panel it is the ipywidgets control."""

    label: str
    reference: Any
    unit: str = ""
    hint: str = ""
    name: str = ""

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
    def make(self) -> ValueWidget:
        """Make the control, at its reference value."""

    @abstractmethod
    def check(self, value: object) -> None:
        """Raise ValueError when the control could not take this value."""

    @abstractmethod
    def say(self, value: Any) -> str:
        """Give a value in words, without its unit."""

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
    ) -> None:
        if not low <= reference <= high or not low < high or not 0 < step <= high - low:
            raise ValueError(
                f"{label}: need low <= reference <= high and a step, got {low, reference, high, step}"
            )
        self.label, self.low, self.high, self.reference = label, low, high, reference
        self.step, self.unit, self.hint = step, unit, hint
        self.whole = all(isinstance(number, int) for number in (low, high, reference, step))
        text = f"{step:.10f}".rstrip("0")
        self.decimals = 0 if self.whole else len(text.split(".")[1])

    def make(self) -> ValueWidget:
        """Make the slider, at its reference value."""
        kind = IntSlider if self.whole else FloatSlider
        return kind(
            value=self.reference,
            min=self.low,
            max=self.high,
            step=self.step,
            readout_format="d" if self.whole else f".{self.decimals}f",
            tooltip=self.hint or self.words,
        )

    def check(self, value: object) -> None:
        """Raise ValueError outside the slider's range."""
        if (
            isinstance(value, bool)
            or not isinstance(value, (int, float))
            or not self.low <= value <= self.high
        ):
            raise ValueError(
                f"{self.name} must be between {self.low:g} and {self.high:g} {self.unit}, got {value!r}"
            )

    def say(self, value: Any) -> str:
        """Give the number with the slider's decimals."""
        return f"{value:.{self.decimals}f}"

    def read(self, value: Any) -> Any:
        """Give the number at the slider's own decimals: a browser's 0.8500000000000001 is 0.85."""
        return value if self.whole else round(value, self.decimals)

    def legal(self) -> list[Any]:
        """Give both ends and the reference."""
        return [self.low, self.high, self.reference]


class Choice(Control):
    """One of a few options: a list of words, or words mapped to values. Up to four stand as buttons."""

    def __init__(
        self, label: str, options: Sequence[str] | Mapping[str, Any], *, reference: Any, hint: str = ""
    ) -> None:
        self.label, self.reference, self.hint = label, reference, hint
        self.options = dict(options) if isinstance(options, Mapping) else {word: word for word in options}
        if reference not in self.options.values():
            raise ValueError(
                f"{label}: reference must be one of {list(self.options.values())}, got {reference!r}"
            )

    def make(self) -> ValueWidget:
        """Make the buttons or the list, at the reference value."""
        kind: Callable[..., ValueWidget] = ToggleButtons if len(self.options) <= FEW else Dropdown
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

    def __init__(self, label: str, *, reference: bool = False, hint: str = "") -> None:
        self.label, self.reference, self.hint = label, reference, hint

    def make(self) -> ValueWidget:
        """Make the tick-box, at its reference value."""
        return Checkbox(value=self.reference, description=self.label, indent=False)

    def check(self, value: object) -> None:
        """Raise ValueError for anything but True and False."""
        if not isinstance(value, bool):
            raise ValueError(f"{self.name} must be True or False, got {value!r}")

    def say(self, value: Any) -> str:
        """Give ``on`` or ``off``."""
        return "on" if value else "off"

    def legal(self) -> list[Any]:
        """Give both."""
        return [False, True]


class ControlRow(VBox):
    """A control under its words, with a mark that says when it has left its reference."""

    def __init__(self, control: Control, widget: ValueWidget) -> None:
        self.control = control
        self.widget = widget
        words = "" if isinstance(control, Switch) else escape(control.words)
        hint = f' <span class="wmt-hint">{escape(control.hint)}</span>' if control.hint else ""
        spoken = f' data-decimals="{control.decimals}"' if isinstance(control, Slider) else ""
        unit = f' data-unit="{escape(control.unit)}"'
        self.words = HTML(f'<span class="wmt-label"{spoken}{unit}>{words}</span>{hint}')
        self.mark = HTML(f"{MARK} was {escape(control.say(control.reference))}")
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
