"""The parts every picture is made of: traces, axes and a layout, as plain dictionaries.

A picture is a *skeleton* (axes, names, empty traces: made once) and a *frame* (trace name to arrays:
made at every move). Nothing here is displayed, and nothing knows any physiology.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from helpers.display import minus_signs
from helpers.theme import COLOURS, INK, Sizes

Trace = dict[str, Any]
Skeleton = dict[str, Any]
Frame = Mapping[str, Mapping[str, Any]]

PINNED = " (pinned)"
HEIGHT = 330


def line(
    name: str,
    sizes: Sizes,
    *,
    colour: str = "blue",
    dash: str = "solid",
    ghost: bool = False,
    axes: str = "xy",
    legend: bool = True,
    table: bool = True,
    thin: bool = False,
    fill: str | None = None,
) -> Trace:
    """Give an empty curve.

    ``ghost``: keep a dashed grey twin of it when the learner pins. ``axes``: ``"x2y2"`` for a second
    plot. ``table``: whether its numbers belong in the table. ``fill``: plotly's, such as ``"tozeroy"``.
    """
    width = sizes.line / 2 if thin else sizes.line
    trace = _trace("scatter", name, ghost, axes, legend, table)
    trace |= {"mode": "lines", "line": {"color": _colour(colour), "width": width, "dash": dash}}
    if fill:
        trace["fill"] = fill
    return trace


def every_point(curve: Trace) -> Trace:
    """Give a curve that keeps all its points: plotly leaves out some, and a bend becomes a corner."""
    return curve | {"line": curve["line"] | {"simplify": False}}


def markers(
    name: str,
    sizes: Sizes,
    *,
    colour: str = "orange",
    symbol: str = "circle",
    ghost: bool = False,
    axes: str = "xy",
    legend: bool = True,
    table: bool = True,
    words: str | None = None,
) -> Trace:
    """Give empty points; ``words``, such as ``"top center"``, writes each point's ``text`` beside it."""
    trace = _trace("scatter", name, ghost, axes, legend, table)
    trace |= {
        "mode": "markers+text" if words else "markers",
        "marker": {"color": _colour(colour), "size": sizes.marker, "symbol": symbol, "line": {"width": 0}},
        "cliponaxis": False,
    }
    if words:
        trace |= {"textposition": words, "textfont": {"size": sizes.font, "color": INK}}
    return trace


def bars(
    name: str,
    sizes: Sizes,
    *,
    colour: str = "blue",
    pattern: str = "",
    horizontal: bool = False,
    ghost: bool = False,
    axes: str = "xy",
    legend: bool = True,
    table: bool = True,
) -> Trace:
    """Give empty bars; ``pattern`` (``"/"``, ``"x"``, ``"."``) tells them apart without colour."""
    trace = _trace("bar", name, ghost, axes, legend, table)
    marker: Trace = {"color": _colour(colour), "line": {"width": 0}}
    if pattern:
        marker["pattern"] = {"shape": pattern, "fillmode": "replace", "size": sizes.font * 0.6}
    trace |= {"marker": marker, "orientation": "h" if horizontal else "v"}
    return trace


def label(
    name: str, sizes: Sizes, *, position: str = "middle right", axes: str = "xy", bold: bool = False
) -> Trace:
    """Give words that move with the picture: a frame gives their ``x``, ``y`` and ``text``."""
    trace = _trace("scatter", name, False, axes, False, False)
    weight = {"weight": "bold"} if bold else {}
    font = {"size": sizes.font, "color": INK} | weight
    return trace | {"mode": "text", "textposition": position, "textfont": font, "cliponaxis": False}


def axis(
    title: str,
    low: float,
    high: float,
    sizes: Sizes,
    *,
    log: bool = False,
    ticks: Sequence[float] | None = None,
    tick_words: Sequence[str] | None = None,
    domain: tuple[float, float] | None = None,
    anchor: str | None = None,
    grid: bool = True,
) -> dict[str, Any]:
    """Give an axis whose range never moves, from ``low`` to ``high`` in its own unit (also when ``log``).

    The title must carry the unit. ``domain`` and ``anchor`` place it when there are several plots.
    """
    made: dict[str, Any] = {
        "title": {"text": title, "font": {"size": sizes.font, "color": INK}, "standoff": sizes.font * 0.6},
        "range": [float(np.log10(low)), float(np.log10(high))] if log else [low, high],
        "type": "log" if log else "linear",
        "autorange": False,
        "fixedrange": True,
        "zeroline": False,
        "showgrid": grid,
        "gridcolor": "rgba(128,128,128,0.3)",
        "linecolor": INK,
        "showline": True,
        "ticks": "outside",
        "tickcolor": INK,
        "tickfont": {"size": sizes.font, "color": INK},
        "automargin": True,
    }
    if ticks is not None:
        made |= {"tickmode": "array", "tickvals": list(ticks)}
        if tick_words is not None:
            made["ticktext"] = list(tick_words)
    if domain is not None:
        made["domain"] = list(domain)
    if anchor is not None:
        made["anchor"] = anchor
    return made


def layout(sizes: Sizes, *, height: int = HEIGHT, legend: bool = True, **axes: Any) -> dict[str, Any]:
    """Give the layout around ``xaxis=axis(...)``, ``yaxis=axis(...)`` and, for more plots, ``xaxis2=``...

    Transparent, as wide as its cell, ``height`` px high; the legend stands above the plot.
    """
    return {
        "height": height,
        "autosize": True,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": sizes.font, "color": INK, "family": "system-ui, sans-serif"},
        "margin": {"l": sizes.font * 4, "r": sizes.font * 2, "t": sizes.font * 2.4, "b": sizes.font * 3.2},
        "hovermode": False,
        "showlegend": legend,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": sizes.font}},
        "bargap": 0.3,
        **axes,
    }


def skeleton(traces: Sequence[Trace], layout: dict[str, Any]) -> Skeleton:
    """Put traces and layout together; ValueError when two traces share a name."""
    names = [trace["name"] for trace in traces]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"every trace needs a name of its own, got twice: {', '.join(twice)}")
    return {"data": list(traces), "layout": layout}


def with_ghosts(made: Skeleton) -> Skeleton:
    """Give the skeleton with a dashed grey twin, drawn first, for each trace that asked for one."""
    twins = [_twin(trace) for trace in made["data"] if trace["meta"]["ghost"]]
    return {"data": twins + made["data"], "layout": made["layout"]}


def ghost_frame(made: Skeleton, frame: Frame) -> dict[str, dict[str, Any]]:
    """Give the part of a frame that its ghosts repeat, under the ghosts' names."""
    wanted = [trace["name"] for trace in made["data"] if trace["meta"]["ghost"]]
    shapes = ("x", "y", "error_x", "error_y")
    return {
        name + PINNED: {key: value for key, value in frame[name].items() if key.startswith(shapes)}
        for name in wanted
        if name in frame
    }


def with_minus_signs(frame: Frame) -> dict[str, dict[str, Any]]:
    """Give the frame with a true minus sign in every word it writes."""
    return {
        name: {key: _printed(value) if key == "text" else value for key, value in values.items()}
        for name, values in frame.items()
    }


def filled(made: Skeleton, *frames: Frame) -> Skeleton:
    """Give a skeleton whose traces carry the frames' numbers, as lists: one plain plotly figure."""
    numbers = {name: values for frame in frames for name, values in frame.items()}
    data = []
    for trace in made["data"]:
        full: dict[str, Any] = dict(trace)
        for key, value in numbers.get(trace["name"], {}).items():
            _put(full, key.split("."), value.tolist() if isinstance(value, np.ndarray) else value)
        data.append(full)
    return {"data": data, "layout": made["layout"]}


def _trace(kind: str, name: str, ghost: bool, axes: str, legend: bool, table: bool) -> Trace:
    x, y = axes[: axes.index("y")], axes[axes.index("y") :]
    meta = {"ghost": ghost, "table": table}
    return {
        "type": kind,
        "name": name,
        "x": [],
        "y": [],
        "xaxis": x,
        "yaxis": y,
        "showlegend": legend,
        "meta": meta,
        "hoverinfo": "skip",
    }


def _twin(trace: Trace) -> Trace:
    """Give a trace's ghost: grey, dashed or hollow, without words and without a place in legend and table."""
    ghost = trace | {
        "name": trace["name"] + PINNED,
        "showlegend": False,
        "meta": {"ghost": False, "table": False},
    }
    ghost.pop("fill", None)
    if trace["type"] == "bar":
        ghost["marker"] = {"color": "rgba(118,118,118,0.15)", "line": {"color": INK, "width": 1.5}}
    elif "lines" in trace["mode"]:
        ghost["line"] = trace["line"] | {
            "color": INK,
            "dash": "dash",
            "width": max(1.5, trace["line"]["width"] * 0.6),
        }
    if "markers" in trace.get("mode", ""):
        symbol = trace["marker"]["symbol"].removesuffix("-open") + "-open"
        ghost["marker"] = trace["marker"] | {"color": INK, "symbol": symbol, "line": {"width": 2}}
        ghost["mode"] = trace["mode"].replace("+text", "")
    return ghost


def _printed(words: Any) -> Any:
    if isinstance(words, str):
        return minus_signs(words)
    return [minus_signs(word) if isinstance(word, str) else word for word in words]


def _colour(name: str) -> str:
    return INK if name == "ink" else COLOURS.get(name, name)


def _put(target: dict[str, Any], path: list[str], value: Any) -> None:
    for key in path[:-1]:
        target[key] = dict(target.get(key) or {})
        target = target[key]
    target[path[-1]] = value
