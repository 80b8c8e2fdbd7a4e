"""What a learner presses: options to choose from, a button, a button that stays down."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets


def choices(texts: list[str]) -> widgets.RadioButtons:
    """Options of which one can be chosen, by mouse or arrow keys; none is chosen at first."""
    return widgets.RadioButtons(options=texts, value=None, layout={"width": "auto"}).add_class(
        "lesson-choices"
    )


def button(words: str, *classes: str, on_click: Callable[[object], None] | None = None) -> widgets.Button:
    """A button as wide as its words."""
    made = widgets.Button(description=words, layout={"width": "auto"})
    for name in ("lesson-button", *classes):
        made.add_class(name)
    if on_click is not None:
        made.on_click(on_click)
    return made


def toggle(words: str) -> widgets.ToggleButton:
    """A button that stays down, as wide as its words."""
    made = widgets.ToggleButton(description=words, layout={"width": "auto"})
    return made.add_class("lesson-button")


def in_a_row(*made: widgets.Widget) -> widgets.HBox:
    """Buttons beside each other, below each other where there is no room."""
    return widgets.HBox(made).add_class("lesson-buttons")
