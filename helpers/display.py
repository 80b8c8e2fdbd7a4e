"""How things reach the page: the one style sheet, escaping, and static HTML where no kernel will answer."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from anywidget import AnyWidget
    from ipywidgets import Widget

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
STYLE_FILE = Path(__file__).parent / "style.css"

# Where a widget stands, the picture before it is hidden; where its kernel is gone, the page's error line is.
STILL_STYLE = (
    "<style>.jp-OutputArea-child:has(.wmt-still):has(+ .jp-OutputArea-child .jupyter-widgets > *),"
    ".jp-OutputArea-child:has(.wmt-still) + .jp-OutputArea-child:has(.jp-OutputArea-output.jupyter-widgets)"
    "{display:none}</style>"
)

_shared: dict[str, Widget] = {}


def __getattr__(name: str) -> Any:
    """Answer ``STATIC``, ``VOILA``, ``OPEN``, ``PROGRESS``, ``CLASS`` here from the environment as it is."""
    if name == "STATIC":
        return bool(os.environ.get("MUSCLE_TWITCH_STATIC"))
    if name == "VOILA":
        return os.environ.get("SERVER_SOFTWARE", "").startswith("voila")
    if name == "OPEN":
        return bool(os.environ.get("MUSCLE_TWITCH_OPEN")) or __getattr__("VOILA")
    if name in ("PROGRESS", "CLASS"):
        folder = os.environ.get(f"MUSCLE_TWITCH_{name}")
        return Path(folder) if folder else None
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def asked(name: str) -> str:
    """Give what the address of an app asks for, as in ``?panel=CrampLoop``; nothing in JupyterLab."""
    query = os.environ.get("QUERY_STRING", "") if __getattr__("VOILA") else ""
    return parse_qs(query).get(name, [""])[0]


UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but no tab and no new line
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of writing
    "\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"  # and what is no character at all
)
"""Characters that nobody sees in a text, and that can make it look like another."""


def escape(text: object) -> str:
    """Make text safe inside HTML, in quotation marks too; what nobody would see becomes a visible mark."""
    return html.escape(UNSEEN.sub("\N{REPLACEMENT CHARACTER}", str(text)), quote=True)


def minus_signs(text: str) -> str:
    """Print negative numbers with a real minus sign, as the axes do."""
    return re.sub(r"(?<![\w.])-(?=\d)", "\N{MINUS SIGN}", text)


def signed(value: float, decimals: int = 0) -> str:
    """Print a number with its sign, ``+268`` or ``−1.5``, and a plain 0 where rounding leaves nothing."""
    text = f"{value:+.{decimals}f}"
    return minus_signs(text) if float(text) else "0"


class StaticFallback:
    """A widget whose ``static_html()`` stands in wherever no kernel answers.

    Put it first among the base classes. A displayed widget is two outputs: the HTML, hidden while the widget
    beside it lives, and the widget. So a lesson that was run, saved and opened again without its kernel shows
    pictures and cards where Lab alone would print "model not found". ``MUSCLE_TWITCH_STATIC=1``, set by the
    command that fills the notebooks' stored outputs, gives the HTML alone.
    """

    def static_html(self) -> str:
        """Give what a page shows when no kernel answers."""
        raise NotImplementedError

    def static_text(self) -> str:
        """Give the same for a place that shows only text."""
        return type(self).__name__

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        still = {"text/html": self.static_html(), "text/plain": self.static_text()}
        if __getattr__("STATIC"):
            return still
        live = super()._repr_mimebundle_(**kwargs)  # type: ignore[misc]
        return None if live is None else live | still

    def _ipython_display_(self) -> None:
        if __getattr__("STATIC"):
            raise NotImplementedError  # IPython then asks for the bundle
        from IPython.display import display

        bundle = self._repr_mimebundle_()
        still = f'{STILL_STYLE}<div class="wmt-still">{bundle["text/html"]}</div>'
        if not __getattr__("VOILA"):  # an app is never read without its kernel, and has no files for pictures
            display({"text/html": still, "text/plain": bundle["text/plain"]}, raw=True)
        display(bundle | {"text/html": "", "text/plain": ""}, raw=True)


def shared(name: str, make: Callable[[], Widget]) -> Any:
    """Give this kernel's one widget called ``name``, made at the first call and again once it is closed."""
    if name not in _shared or _shared[name].comm is None:
        _shared[name] = make()
    return _shared[name]


def once_per_kernel(name: str, esm: str = "export default {}", css: str = "") -> AnyWidget:
    """Give the one hidden widget that carries a script or a style sheet to the page; it need not be shown.

    The browser's copy is made when the widget is, and again after a reload.
    """
    from anywidget import AnyWidget  # here, so that physiology and data can be read without widgets

    widget: AnyWidget = shared(name, type(name, (AnyWidget,), {"_esm": esm, "_css": css}))
    return widget


def style_sheet() -> AnyWidget:
    """Give the widget that carries ``style.css`` to the page."""
    return once_per_kernel("StyleSheet", css=STYLE_FILE.read_text(encoding="utf-8"))
