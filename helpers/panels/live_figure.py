"""A plotly picture that lives in the page: the library is sent once, then only numbers travel.

Plotly's own FigureWidget sends its five-megabyte library with every figure, checks and echoes every
change, and forgets the last one when the page is reloaded. Here one hidden widget per kernel brings the
library; a figure is a skeleton and a frame, and both are ordinary widget state, so a reload, a second
view and Voilà are right without further ado.
"""

from __future__ import annotations

import importlib.util
import uuid
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from anywidget import AnyWidget
from ipywidgets import Widget
from traitlets import Dict, Unicode

from helpers import display
from helpers.figures import base

ESM_FILE = Path(__file__).parent / "live_figure.js"
ACCESS_FILE = Path(__file__).parent / "panel_access.js"

PARTS = ("skeleton", "frame", "ghost", "sentence", "caption")


def _to_browser(value: Any, _widget: object = None) -> Any:
    """Turn arrays of numbers into binary buffers (they travel without becoming text), all else into JSON."""
    if isinstance(value, Mapping):
        return {key: _to_browser(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        if value.dtype.kind in "fiub" and value.ndim == 1:
            return {"float64": np.ascontiguousarray(value, dtype="<f8").data}
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, (list, tuple)):
        return [_to_browser(item) for item in value]
    return value


BINARY = {"sync": True, "to_json": _to_browser}


class LiveFigure(AnyWidget):
    """One picture and the sentence under it.

    ``skeleton`` is plotly's data and layout without numbers; ``frame`` and ``ghost`` map trace names to
    arrays; ``sentence`` is shown below, spoken by screen readers when it changes, and is the picture's
    text alternative; ``caption`` says what the ghost is. Change several at once under ``hold_sync()``.
    """

    _esm = ESM_FILE.read_text(encoding="utf-8")

    skeleton = Dict().tag(**BINARY)
    frame = Dict().tag(**BINARY)
    ghost = Dict().tag(**BINARY)
    sentence = Unicode().tag(sync=True)
    caption = Unicode().tag(sync=True)
    own_id = Unicode().tag(sync=True)
    library_id = Unicode().tag(sync=True)

    def __init__(self, *, csv: Callable[[], str] | None = None, **state: Any) -> None:
        display.style_sheet()
        display.once_per_kernel("PanelAccess", esm=ACCESS_FILE.read_text(encoding="utf-8"))
        name = uuid.uuid4().hex
        super().__init__(model_id=name, own_id=name, library_id=plotly_library().model_id, **state)
        self._csv = csv
        self._changed = False
        self.observe(self._note_change, PARTS)
        self.on_msg(self._answer)

    def to_plotly(self) -> dict[str, Any]:
        """Give the whole picture as a plotly figure dictionary with plain lists."""
        return base.filled(self.skeleton, self.ghost, self.frame)

    def _note_change(self, _change: object) -> None:
        self._changed = True

    def _answer(self, _figure: object, asked: Any, _buffers: object) -> None:
        """Answer the page: what it missed before it could listen, or the values as a file."""
        if asked.get("ask") == "state" and self._changed:
            self.send_state(list(PARTS))
        if asked.get("ask") == "csv" and self._csv is not None:
            self.send({"csv": self._csv()})


class PlotlyLibrary(Widget):
    """The browser library as state of a plain model: no time limit applies, however slowly it arrives."""

    script = Unicode().tag(sync=True)


def plotly_library() -> PlotlyLibrary:
    """Give the hidden widget that carries plotly's library to the browser: one per kernel."""
    library: PlotlyLibrary = display.shared("PlotlyLibrary", lambda: PlotlyLibrary(script=_library_module()))
    return library


def plotly_script() -> str:
    """Give plotly's own browser library, as installed with the Python package."""
    spec = importlib.util.find_spec("plotly")  # found, not imported: the kernel needs nothing else of it
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("plotly is not installed: run `python -m helpers.doctor` for the fix")
    return (Path(spec.origin).parent / "package_data" / "plotly.min.js").read_text(encoding="utf-8")


@cache
def _library_module() -> str:
    """Wrap the library as a module that leaves nothing behind in the page but its export."""
    return (
        "const before = window.Plotly;\n"
        "(function (module) {\n" + plotly_script() + "\n})(undefined);\n"
        "const plotly = window.Plotly;\n"
        "window.Plotly = before;\n"
        "delete globalThis.moduleName;\n"
        "export default plotly;\n"
    )
