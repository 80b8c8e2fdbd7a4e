"""A panel: a few controls, one model, one picture, one sentence. Lessons are built of these."""

from __future__ import annotations

import csv
import io
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, ClassVar

import numpy as np
from ipywidgets import HTML, Box, Button, HBox, ToggleButton, VBox, Widget
from traitlets import Int

from helpers import theme
from helpers.display import StaticFallback, escape, minus_signs
from helpers.figures import base as figure_parts
from helpers.panels.controls import Choice, Control, ControlRow, Slider, Switch
from helpers.panels.live_figure import LiveFigure
from helpers.records import DataError

__all__ = ["Choice", "Panel", "Slider", "Switch"]

log = logging.getLogger(__name__)

FAILED = "This setting could not be calculated, so the picture still shows the last one that could."
FROM_REFERENCE = "Grey, dashed or hollow: the reference, where every control starts."
ROWS_PER_CURVE = 9
OWN_NAMES = ("state", "reference", "pinned", "figure", "control_widgets")


class NotDrawnError(ValueError):
    """A panel cannot be made at all: most often a row of ``data/`` that it looks up has been changed."""

    def __init__(self, title: str, problem: Exception) -> None:
        super().__init__(
            f"The panel “{title}” cannot be drawn: {type(problem).__name__}: {problem}. If a file of data/ "
            "was changed last, look there; python -m helpers.evidence checks them all."
        )

    def _render_traceback_(self) -> list[str]:
        """Show one line in a notebook: the way through the code would hide it."""
        return [str(self)]


class Panel(StaticFallback, VBox):
    """The base of every panel. A subclass declares controls and says how numbers become a picture.

    Declare ``title``, ``question``, the controls (``Slider``, ``Choice``, ``Switch``) and ``presets``;
    define ``compute(**values)`` giving one frozen dataclass, ``skeleton(sizes)``, ``frame(state)`` and
    ``describe(state, reference)``. Figure, sentence, table and static picture all come from that state.
    If a move cannot be computed, the last good picture stays, a sentence says so and an ERROR is logged.
    """

    title: ClassVar[str] = ""
    question: ClassVar[str] = ""
    picture: ClassVar[str] = ""
    presets: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    controls: ClassVar[dict[str, Control]] = {}
    registry: ClassVar[dict[str, type[Panel]]] = {}
    pinnable: ClassVar[bool] = True
    """Whether a button offers to keep a state as the grey ghost."""

    state_version = Int(0)
    _stop_watching: Callable[[], None] | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Control)}
        taken = [name for name in own if hasattr(Panel, name) or name in OWN_NAMES]
        if taken:
            raise TypeError(f"{cls.__name__}: a control cannot be called {taken[0]}, panels use that name")
        cls.controls = {**cls.controls, **own}
        for preset, values in cls.presets.items():
            for name, value in values.items():
                if name not in cls.controls:
                    raise ValueError(f"{cls.__name__}, preset {preset!r}: there is no control {name!r}")
                cls.controls[name].check(value)
        if not cls.__dict__.get("picture"):
            cls.picture = "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("_")
        if cls.title and cls.__module__.startswith("helpers."):  # without a title: a base of others
            Panel.registry[cls.__name__] = cls

    def __init__(self) -> None:
        self.control_widgets: dict[str, Widget] = {
            name: control.make() for name, control in self.controls.items()
        }
        try:
            self._draw()
        except DataError:
            raise
        except Exception as problem:
            raise NotDrawnError(self.title, problem) from problem
        self._rows = [
            ControlRow(self.controls[name], widget) for name, widget in self.control_widgets.items()
        ]
        self._table = HTML(layout={"display": "none"})
        self._table_toggle = ToggleButton(description="Table", tooltip="Show the plotted values")
        super().__init__(self._parts())
        self.add_class("wmt-panel")
        self._apply_mode()
        for widget in self.control_widgets.values():
            widget.observe(self._moved, "value")
        self._table_toggle.observe(self._show_table, "value")
        self._stop_watching = theme.mode.watch(self._restyle)

    @classmethod
    def without_widgets(cls) -> Panel:
        """Give a panel that only computes and speaks: ``reference``, ``state_for``, ``sentence_for``.

        No page ever hears of it, and it need not be closed.
        """
        panel = cls.__new__(cls)
        panel.reference = panel.state = panel.pinned = panel.compute(**panel._start())
        return panel

    def _draw(self) -> None:
        """Compute the reference and make its picture."""
        self.reference = self.compute(**self.values())
        self.state = self.pinned = self.reference
        self._good = self._pinned_at = self.values()
        self._holding = 0
        self._waiting = False
        self._skeleton = figure_parts.with_ghosts(self.skeleton(theme.sizes()))
        frame = self._checked(self.frame(self.state))
        self.figure = LiveFigure(
            skeleton=self._skeleton,
            frame=frame,
            ghost=figure_parts.ghost_frame(self._skeleton, frame),
            sentence=self.sentence_for(self.state),
            caption=self._caption(),
            csv=self.csv,
        )

    def compute(self, *args: Any, **values: Any) -> Any:
        """Turn the controls' values into one frozen dataclass: physiology only."""
        raise NotImplementedError

    def skeleton(self, sizes: theme.Sizes) -> figure_parts.Skeleton:
        """Give axes, names and empty traces: ``skeleton = staticmethod(figures.x.x_skeleton)``."""
        raise NotImplementedError

    def frame(self, state: Any) -> figure_parts.Frame:
        """Give trace names and arrays: ``frame = staticmethod(figures.x.x_frame)``."""
        raise NotImplementedError

    def describe(self, state: Any, reference: Any) -> str:
        """Give one plain sentence that says what is seen now, beside the reference."""
        raise NotImplementedError

    def chain(self, state: Any, reference: Any) -> Mapping[str, str]:
        """Give the chain strip's texts by node; nodes left out are greyed."""
        return {}

    @property
    def sentence(self) -> str:
        """The sentence under the picture."""
        return self.figure.sentence

    def values(self) -> dict[str, Any]:
        """Give every control's present value by name."""
        return {name: self.controls[name].read(widget.value) for name, widget in self.control_widgets.items()}

    def state_for(self, **values: Any) -> Any:
        """Give the state these values would make, the others at their reference; nothing moves."""
        self._check(values)
        return self.compute(**self._start() | values)

    def sentence_for(self, state: Any) -> str:
        """Give the sentence that stands under the picture of this state, with real minus signs."""
        return minus_signs(self.describe(state, self.reference))

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold several moves together: the model runs once, at the end."""
        self._holding += 1
        try:
            yield
        finally:
            self._holding -= 1
            if not self._holding and self._waiting:
                self._waiting = False
                self._update()

    def set(self, **values: Any) -> None:
        """Move several controls at once; ValueError names a value that a control cannot take."""
        self._check(values)
        with self.hold():
            for name, value in values.items():
                self.control_widgets[name].value = value

    def use(self, preset: str) -> None:
        """Put every control where the preset says, the others at their reference."""
        if preset not in self.presets:
            raise ValueError(f"preset must be one of {', '.join(self.presets)}, got {preset!r}")
        self.set(**self._start() | dict(self.presets[preset]))

    def reset(self) -> None:
        """Put everything back to the start, the pin too."""
        self.set(**self._start())
        self._pin(self.reference, self._start())

    def pin(self) -> None:
        """Keep the present state as the grey ghost."""
        self._pin(self.state, self._good)

    def frame_now(self) -> dict[str, dict[str, Any]]:
        """Give the frame of the present state, as the picture shows it."""
        return dict(self.figure.frame)

    def table_rows(self) -> list[dict[str, Any]]:
        """Give the plotted values: one row per point, with the names of its curve and axes."""
        layout = self._skeleton["layout"]
        rows = []
        for trace in self._skeleton["data"]:
            values = self.figure.frame.get(trace["name"])
            if values is None or not trace["meta"]["table"]:
                continue
            across, up = (_axis_words(layout, trace, letter) for letter in "xy")
            words = values.get("text")
            points = zip(np.atleast_1d(values["x"]), np.atleast_1d(values["y"]), strict=True)
            for index, (x, y) in enumerate(points):
                note = words[index] if isinstance(words, (list, tuple, np.ndarray)) else ""
                row = {"curve": trace["name"], "across": across, "x": _plain(x), "up": up, "y": _plain(y)}
                rows.append(row | {"note": str(note)})
        return rows

    def csv(self) -> str:
        """Give all plotted values as comma-separated text."""
        return as_csv(("curve", "across", "x", "up", "y", "note"), self.table_rows())

    def table_html(self) -> str:
        """Give the table under the picture, with the link to all of it as a file."""
        return _table_html(self.table_rows(), self.title, self.picture)

    def static_html(self) -> str:
        """Give the reference picture, for a page without a kernel."""
        words = escape(self.sentence_for(self.reference))
        return (
            f'<figure><img src="pictures/{escape(self.picture)}.svg" alt="{escape(self.title)}: {words}">'
            f"<figcaption>{words} <em>Run the cell to move it.</em></figcaption></figure>"
        )

    def static_text(self) -> str:
        """Give the panel's title and reference sentence."""
        return f"{self.title}: {self.sentence_for(self.reference)}"

    def close(self) -> None:
        """Free the panel: controls, picture and every observer. Nothing to do where no widget was made."""
        if self.comm is None:
            return
        if self._stop_watching is not None:
            self._stop_watching()
        for widget in [*_inside(self), self]:
            widget.unobserve_all()
            for part in ("layout", "style"):
                if widget.has_trait(part):
                    getattr(widget, part).close()
            if widget is not self:
                widget.close()
        super().close()

    def _check(self, values: Mapping[str, Any]) -> None:
        """Raise ValueError naming a control that is not here, or a value it cannot take."""
        for name, value in values.items():
            if name not in self.controls:
                raise ValueError(
                    f"{type(self).__name__} has no control {name!r}; it has {', '.join(self.controls)}"
                )
            self.controls[name].check(value)

    def _start(self) -> dict[str, Any]:
        return {name: control.reference for name, control in self.controls.items()}

    def _moved(self, _change: object) -> None:
        if self._holding:
            self._waiting = True
        else:
            self._update()

    def _update(self) -> None:
        """Compute, then show: the picture changes only when everything about it is known."""
        values = self.values()
        try:
            state = self.compute(**values)
            frame = self._checked(self.frame(state))
            sentence = self.sentence_for(state)
        except Exception:
            log.exception("%s could not be computed for %s", type(self).__name__, values)
            self.figure.sentence = FAILED
            self._show_marks()
            return
        self.state, self._good = state, values
        with self.figure.hold_sync():
            self.figure.frame = frame
            self.figure.sentence = sentence
        self._show_marks()
        self._show_table()
        self.state_version += 1

    def _pin(self, state: Any, values: dict[str, Any]) -> None:
        self.pinned, self._pinned_at = state, values
        with self.figure.hold_sync():
            self.figure.ghost = figure_parts.ghost_frame(self._skeleton, self.frame(state))
            self.figure.caption = self._caption()

    def _caption(self) -> str:
        if not any(trace["meta"]["ghost"] for trace in self._skeleton["data"]):
            return ""
        if self.pinned is self.reference:
            return FROM_REFERENCE
        where = [
            self.controls[name].said(value)
            for name, value in self._pinned_at.items()
            if value != self.controls[name].reference
        ]
        return minus_signs(f"Grey, dashed or hollow: pinned at {', '.join(where) or 'the reference'}.")

    def _checked(self, frame: figure_parts.Frame) -> dict[str, Any]:
        known = {trace["name"] for trace in self._skeleton["data"]}
        unknown = [name for name in frame if name not in known]
        if unknown:
            raise ValueError(
                f"{type(self).__name__}: the frame names {unknown[0]!r}, the skeleton has no such trace"
            )
        return figure_parts.with_minus_signs(frame)

    def _parts(self) -> list[Any]:
        heading = HTML(f'<div class="wmt-title" role="heading" aria-level="4">{escape(self.title)}</div>')
        buttons = HBox(self._buttons())
        buttons.add_class("wmt-buttons")
        if not self.controls:
            return [heading, buttons, self.figure, self._table]
        controls = Box(self._rows)
        controls.add_class("wmt-controls")
        return [heading, controls, buttons, self.figure, self._table]

    def _buttons(self) -> list[Any]:
        """Give the presets, then what keeps and puts back in one box; override either of the two."""
        together = HBox(self._keep_buttons())
        together.add_class("wmt-keep")
        return [*self._preset_buttons(), together]

    def _preset_buttons(self) -> list[Any]:
        """Give one button for each preset."""
        if not self.presets:
            return []
        words = HTML('<span class="wmt-try">Try:</span>')
        return [words, *(button(name, "", lambda n=name: self.use(n)) for name in self.presets)]

    def _keep_buttons(self) -> list[Any]:
        """Give Pin (where ``pinnable``), Reset and Table."""
        keep: list[Any] = []
        if self.controls and self.pinnable:
            keep.append(button("Pin", "Keep this state as the grey ghost", self.pin))
        if self.controls:
            keep.append(button("Reset", "Everything back to the start, the pin too", self.reset))
        self._table_toggle.add_class("wmt-button")
        return [*keep, self._table_toggle]

    def _show_marks(self) -> None:
        for row in self._rows:
            row.show_mark()

    def _show_table(self, _change: object = None) -> None:
        shown = self._table_toggle.value
        if shown:
            self._table.value = self.table_html()
        display = None if shown else "none"
        if self._table.layout.display != display:
            self._table.layout.display = display

    def _restyle(self) -> None:
        """Redraw in the sizes of the present display mode."""
        self._skeleton = figure_parts.with_ghosts(self.skeleton(theme.sizes()))
        self.figure.skeleton = self._skeleton
        self._apply_mode()

    def _apply_mode(self) -> None:
        if theme.mode.projector:
            self.add_class("wmt-projector")
        else:
            self.remove_class("wmt-projector")


def button(words: str, tooltip: str, act: Any, *classes: str) -> Button:
    """Make a button that calls ``act`` when it is pressed."""
    made = Button(description=words, tooltip=tooltip)
    for name in ("wmt-button", *classes):
        made.add_class(name)
    made.on_click(lambda _button: act())
    return made


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Write rows as comma-separated text under these columns; numbers with six digits."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _short(value) for key, value in row.items()} for row in rows)
    return text.getvalue()


def _inside(box: Any) -> Iterator[Any]:
    """Give every widget inside a box, the deepest first."""
    for child in getattr(box, "children", ()):
        yield from _inside(child)
        yield child


def _axis_words(layout: Mapping[str, Any], trace: Mapping[str, Any], letter: str) -> str:
    name = trace[f"{letter}axis"].replace(letter, f"{letter}axis")
    return str(layout.get(name, {}).get("title", {}).get("text", ""))


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _short(value: Any) -> Any:
    with suppress(TypeError, ValueError):
        return value if isinstance(value, str) else f"{value:.6g}"
    return value


def _table_html(rows: list[dict[str, Any]], title: str, name: str) -> str:
    """Give every curve's values, long curves thinned, and the link by which the page asks for all of them."""
    lines = []
    curves: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        curves.setdefault(row["curve"], []).append(row)
    for curve, points in curves.items():
        kept = np.unique(
            np.linspace(0, len(points) - 1, min(len(points), ROWS_PER_CURVE)).round().astype(int)
        )
        head = f"{curve} ({len(kept)} of {len(points)} values)" if len(kept) < len(points) else curve
        words = (head, points[0]["across"], points[0]["up"])
        lines.append("<tr>" + "".join(map(_head_cell, words)) + "</tr>")
        for index in kept:
            point = points[index]
            cells = (point["note"], _table_number(point["x"]), _table_number(point["y"]))
            lines.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    return (
        f'<a class="wmt-csv" download="{escape(name)}.csv" href="#">Download all values (CSV)</a>'
        f'<div class="wmt-table" role="region" tabindex="0" aria-label="Plotted values: {escape(title)}">'
        f"<table>{''.join(lines)}</table></div>"
    )


def _head_cell(words: str) -> str:
    """A heading; where an axis has no words, an empty cell, which heads nothing."""
    return f'<th scope="col">{escape(words)}</th>' if words else "<td></td>"


def _table_number(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:.4g}"
