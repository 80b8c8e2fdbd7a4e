"""From key press to changed picture, and dragging: every panel against a bare canvas and ``interact``.

Run ``python -m tests.benchmarks moving [presses] [panel ...]`` (40 presses and all panels without). For
each panel one Lab page holds four ways to move the same curves by the same model: the panel, a bare canvas
(the practical limit), ``interact`` with a new plotly figure, ``interact`` with matplotlib. The ways take
turns, one key press each, so that a busy moment of the machine strikes all alike. Then the panel's slider
is dragged for two seconds.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Any

from helpers import panels
from helpers.panels.base import Panel, Slider
from tests.benchmarks.race_cells import cells
from tests.browser import lab

TIMES_CANVAS = {"CalciumAndThreshold": 1.4}  # goal: at most so many times the bare canvas
TIMES_CANVAS_OTHERS = 2.0
TAIL = 2.0  # goal: the 95th percentile under so many medians
# About 200 ms after the last message Linux may confirm the next one 40 ms late, and until then Jupyter holds
# back what follows: one way of four, whichever came near that moment, was struck and the others spared.
REST_MS = 320
WARM_UP = 5
DRAG_S = 2.0
HANDLES = {"Explorer": '[role=slider][aria-label^="Ionised calcium"]'}

# What each picture looks like now, as text; "" while there is none. A press is over when that has changed.
PROBES = """() => {
  const drawn = (box, where) => [...box.querySelectorAll(where)]
    .map((part) => part.getAttribute("d") + part.getAttribute("transform")).join();
  const figure = (box, where) => drawn(box, `${where} .overplot path`)
    + [...box.querySelectorAll(`${where} .overplot text`)].map((word) => word.textContent).join();
  globalThis.looks = {
    panel: (box) => figure(box, ".wmt-chart"),
    plotly: (box) => figure(box, ".js-plotly-plot"),
    canvas: (box) => box.querySelector("canvas.bare")?.dataset.drawn ?? "",
    matplotlib: (box) => { const image = box.querySelector("img"); return image?.complete ? image.src : ""; },
  };
  globalThis.boxOf = (index) => document.querySelectorAll(".jp-Notebook .jp-CodeCell")[index];
  globalThis.arm = (way, index, where) => {
    const box = boxOf(index), before = looks[way](box);
    box.querySelector(where).focus({ preventScroll: true });
    globalThis.pending = new Promise((resolve) => {
      document.addEventListener("keydown", (event) => {
        const start = event.timeStamp;
        const look = () => {
          const now = looks[way](box), waited = performance.now() - start;
          if (now && now !== before) resolve(waited);
          else if (waited > 3000) resolve(-1);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }, { once: true, capture: true });
    });
  };
  globalThis.watchDrag = (index) => {
    const chart = boxOf(index).querySelector(".wmt-chart");
    const seen = { changes: [], moves: [] };
    globalThis.drag = seen;
    let fresh = false;
    new MutationObserver(() => { fresh = true; })
      .observe(chart, { subtree: true, childList: true, attributes: true, characterData: true });
    document.addEventListener("pointermove", () => seen.moves.push(performance.now()), { capture: true });
    const look = () => {
      if (fresh) seen.changes.push(performance.now());
      fresh = false;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };
}"""


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measured() -> list[str]:
    """Names of all panels with a slider to move."""
    panels.load_all()
    return sorted(
        name
        for name, kind in Panel.registry.items()
        if any(isinstance(control, Slider) for control in kind.controls.values())
    )


def press(page_of: lab.Lab, way: str, index: int, where: str, key: str) -> float:
    """Milliseconds from one key press to the changed picture; -1 where this press changed none."""
    page = page_of.page
    box = page.locator(".jp-Notebook .jp-CodeCell").nth(index)
    box.locator(where).first.scroll_into_view_if_needed()
    page_of.wait_idle()
    page.wait_for_timeout(REST_MS)
    page.evaluate("([way, index, where]) => arm(way, index, where)", [way, index, where])
    page.keyboard.press(key)
    return float(page.evaluate("() => pending"))


def drag(page_of: lab.Lab, index: int, where: str) -> dict[str, float]:
    """Drag the slider to and fro: pictures a second, and from the last move to the settled picture [ms]."""
    page = page_of.page
    handle = page.locator(".jp-Notebook .jp-CodeCell").nth(index).locator(where).first
    handle.scroll_into_view_if_needed()
    page_of.wait_idle()
    at, track = handle.bounding_box(), handle.locator("xpath=ancestor::*[contains(@class,'noUi-base')][1]")
    rail = track.bounding_box()
    page.evaluate("(index) => watchDrag(index)", index)
    middle = at["y"] + at["height"] / 2
    page.mouse.move(at["x"] + at["width"] / 2, middle)
    page.mouse.down()
    steps = round(DRAG_S * 60)
    for step in range(steps):
        share = abs((step / steps * 3) % 2 - 1)  # there and back, one and a half times
        page.mouse.move(rail["x"] + share * rail["width"], middle)
        page.wait_for_timeout(1000 / 60)
    page.mouse.up()
    page.wait_for_timeout(1500)
    seen = page.evaluate("() => drag")
    last, first = seen["moves"][-1], seen["moves"][0]
    during = [time for time in seen["changes"] if first <= time <= last]
    settled = max([time for time in seen["changes"] if time >= last], default=last)
    return {"pictures_per_s": 1000 * len(during) / (last - first), "settled_after_ms": settled - last}


def race(page_of: lab.Lab, panel: str, rounds: int) -> dict[str, Any]:
    """Times of every press by way, and of one drag."""
    ways = list(cells(panel))[1:]
    times: dict[str, list[float]] = {way: [] for way in ways}
    page_of.open(f"{panel}.ipynb")
    page_of.run_all()
    if page_of.cell_errors():
        raise RuntimeError(f"{panel}: {page_of.cell_errors()[0]}")
    page_of.page.evaluate(PROBES)
    for index, way in enumerate(ways, start=1):
        page_of.page.wait_for_function("([way, index]) => looks[way](boxOf(index))", arg=[way, index])
    unchanged = 0
    for turn in range(WARM_UP + rounds):
        for index, way in enumerate(ways, start=1):
            where = HANDLES.get(panel, ".noUi-handle") if way == "panel" else ".noUi-handle"
            waited = press(page_of, way, index, where, "ArrowLeft" if turn % 2 else "ArrowRight")
            if waited < 0:
                unchanged += way == "panel"
            elif turn >= WARM_UP:
                times[way].append(waited)
    dragged = drag(page_of, 1, HANDLES.get(panel, ".noUi-handle"))
    if page_of.errors():
        raise RuntimeError(f"{panel}: {page_of.errors()[0]}")
    still = [way for way, values in times.items() if len(values) < rounds / 2]
    if still:
        raise RuntimeError(f"{panel}: more than half of the presses changed nothing in {', '.join(still)}")
    return {"times_ms": times, "presses_without_change": unchanged, **dragged}


def verdict(panel: str, result: dict[str, Any]) -> dict[str, Any]:
    """Medians, tails and ratios of one panel, and which goals it misses."""
    median = {way: statistics.median(values) for way, values in result["times_ms"].items()}
    tail = percentile(result["times_ms"]["panel"], 0.95)
    goal = TIMES_CANVAS.get(panel, TIMES_CANVAS_OTHERS)
    missed = []
    if median["panel"] > goal * median["canvas"]:
        missed.append(f"over {goal} canvases")
    if tail > TAIL * median["panel"]:
        missed.append(f"p95 over {TAIL:.0f} medians")
    return {
        "median_ms": median,
        "p95_ms": {way: percentile(values, 0.95) for way, values in result["times_ms"].items()},
        "over_canvas": median["panel"] / median["canvas"],
        "plotly_over_panel": median["plotly"] / median["panel"],
        "matplotlib_over_panel": median["matplotlib"] / median["panel"],
        "missed": missed,
        **{key: value for key, value in result.items() if key != "times_ms"},
    }


def run(arguments: list[str]) -> dict[str, Any]:
    """Race every panel, or those named; print a line for each."""
    rounds = int(arguments[0]) if arguments and arguments[0].isdigit() else 40
    names = [name for name in arguments if not name.isdigit()] or measured()
    print(f"key press to changed picture [ms], {rounds} presses each, taking turns; dragging")
    print(f"{'panel':22}{'median':>7}{'p95':>6}{'canvas':>8}{'x canvas':>10}{'plotly':>8}{'x':>5}"
          f"{'matplotlib':>12}{'x':>5}{'pictures/s':>12}{'settled':>9}")  # fmt: skip
    results = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "notebooks"
        folder.mkdir()
        for name in names:
            text = lab.notebook(*cells(name).values())
            (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")
        with lab.Server(folder, Path(scratch) / "server") as server, lab.chromium() as browser:
            for name in names:
                page_of = lab.Lab(browser, server)
                row = results[name] = verdict(name, race(page_of, name, rounds))
                page_of.close()
                middle, tail = row["median_ms"], row["p95_ms"]["panel"]
                print(f"{name:22}{middle['panel']:7.0f}{tail:6.0f}{middle['canvas']:8.0f}"
                      f"{row['over_canvas']:10.2f}{middle['plotly']:8.0f}{row['plotly_over_panel']:5.1f}"
                      f"{middle['matplotlib']:12.0f}{row['matplotlib_over_panel']:5.1f}"
                      f"{row['pictures_per_s']:12.0f}{row['settled_after_ms']:9.0f}"
                      f"  {', '.join(row['missed'])}",
                      flush=True)  # fmt: skip
    return results
