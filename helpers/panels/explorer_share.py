"""The explorer's scenario as text: to keep, to pass on, and to use one that somebody passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipywidgets import HTML, HBox, Text, VBox

from helpers.display import escape
from helpers.panels.base import button

if TYPE_CHECKING:
    from helpers.panels.explorer import Explorer


class ShareBox(VBox):
    """The present settings as one line, a field for another, and what came of using it; closed at first."""

    def __init__(self, explorer: Explorer) -> None:
        self._explorer = explorer
        self.text, self.said = HTML(), HTML()
        self._said_at: dict[str, Any] = {}
        self.pasted = Text(placeholder="explorer; sleep_h=5; ...", description="Paste")
        use = button("Use this text", "Move every control to where the text says", self.use_pasted)
        super().__init__([self.text, HBox([self.pasted, use]), self.said], layout={"display": "none"})
        self.add_class("wmt-share")

    def unfold(self, shown: bool) -> None:
        """Open the box, or close it."""
        self.layout.display = None if shown else "none"
        self.follow()

    def follow(self) -> None:
        """Show the text while the box is open; forget what was said once something has moved."""
        if self._said_at != self._explorer.values():
            self.said.value = ""
        if self.layout.display is None:
            self.text.value = f'<code tabindex="0">{escape(self._explorer.scenario_text())}</code>'

    def use_pasted(self) -> None:
        """Put every control where the pasted text says; say so, or what is wrong with it."""
        try:
            self._explorer.use_text(self.pasted.value)
        except ValueError as problem:
            words = f"Nothing was moved: {problem}."
        else:
            words = "Done."
        self.said.value = f'<p role="status">{escape(words)}</p>'
        self._said_at = self._explorer.values()
