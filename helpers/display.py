"""How things reach the page: the one style sheet, escaping, and static HTML where no kernel will answer."""

from __future__ import annotations

import html
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anywidget import AnyWidget

STYLE_FILE = Path(__file__).parent / "style.css"

_sheets: list[AnyWidget] = []


def __getattr__(name: str) -> Any:
    """Answer ``display.STATIC``, ``display.OPEN``, ``display.PROGRESS`` from the environment as it is now."""
    if name == "STATIC":
        return bool(os.environ.get("MUSCLE_TWITCH_STATIC"))
    if name == "OPEN":
        in_voila = os.environ.get("SERVER_SOFTWARE", "").startswith("voila")
        return bool(os.environ.get("MUSCLE_TWITCH_OPEN")) or in_voila
    if name == "PROGRESS":
        folder = os.environ.get("MUSCLE_TWITCH_PROGRESS")
        return Path(folder) if folder else None
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def escape(text: object) -> str:
    """Make text safe inside HTML, in quotation marks too."""
    return html.escape(str(text), quote=True)


def minus_signs(text: str) -> str:
    """Print negative numbers with a real minus sign, as the axes do."""
    return re.sub(r"(?<![\w.])-(?=\d)", "\N{MINUS SIGN}", text)


class StaticFallback:
    """A widget that shows its ``static_html()`` instead of itself while outputs are being stored.

    Put it first among the base classes. ``MUSCLE_TWITCH_STATIC=1`` is set by the command that
    fills the notebooks' stored outputs, so that a lesson is never blank before Run.
    """

    def static_html(self) -> str:
        """Give what a page shows when no kernel answers."""
        raise NotImplementedError

    def static_text(self) -> str:
        """Give the same for a place that shows only text."""
        return type(self).__name__

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        if __getattr__("STATIC"):
            return {"text/html": self.static_html(), "text/plain": self.static_text()}
        return super()._repr_mimebundle_(**kwargs)  # type: ignore[misc]


def style_sheet() -> AnyWidget:
    """Give the widget that carries ``style.css`` to the page; it need not be displayed.

    One per kernel: the browser's copy is made when the widget is, and again after a reload.
    """
    from anywidget import AnyWidget  # here, so that physiology and data can be read without widgets

    if not _sheets or _sheets[0].comm is None:
        sheet = type(
            "StyleSheet",
            (AnyWidget,),
            {"_esm": "export default {}", "_css": STYLE_FILE.read_text(encoding="utf-8")},
        )()
        _sheets[:] = [sheet]
    return _sheets[0]
