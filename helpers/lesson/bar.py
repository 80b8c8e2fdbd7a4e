"""The one switch that makes everything on the page big, and the bar it stands in."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from helpers import theme
from helpers.lesson.html import Part, prose


class ProjectorSwitch(widgets.ToggleButton):
    """Big type and thick lines for a room; pressed again, the desk sizes. Follows whoever changes it."""

    def __init__(self) -> None:
        super().__init__(
            value=theme.mode.projector,
            description="Projector mode",
            tooltip="Big type and thick lines for a room",
            layout={"width": "auto"},
        )
        self.add_class("lesson-button")
        self.observe(self._set_mode, "value")
        self._stop_watching = theme.mode.watch(self._follow_mode)

    def _set_mode(self, change: Any) -> None:
        theme.mode.projector = change["new"]

    def _follow_mode(self) -> None:
        self.value = theme.mode.projector

    def close(self) -> None:
        """End the watching and free the button."""
        self._stop_watching()
        super().close()


class Bar(Part):
    """What stands at the top of a page that is no lesson: some words, and the projector switch."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.projector = ProjectorSwitch()
        name = widgets.HTML(f'<span class="lesson-title">{prose(words)}</span>').add_class("lesson-live")
        bar = widgets.HBox([name, self.projector]).add_class("lesson-toolbar")
        super().__init__([bar], "lesson-toolbar-part")

    def static_html(self) -> str:
        """The words, and where the switch will be."""
        return (
            f"<p>{prose(self.words)} Run all cells (menu Run): the projector mode's switch appears here.</p>"
        )
