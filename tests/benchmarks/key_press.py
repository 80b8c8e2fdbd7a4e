"""From key press to changed picture, six ways in one Lab page: ``python tests/benchmarks/key_press.py``.

The number of presses may follow (40 without).

The same model and the same curves drive lesson 04's panel, a bare canvas (the practical limit), ``interact``
with a new plotly figure, and ``interact`` with matplotlib. Beside them stands the symptom explorer, with its
tabs closed and with *Why* open, where a press is over when both pictures have changed. The ways take turns,
one key press each, so that a busy moment of the machine strikes all alike. Prints a table of medians, 95th
percentiles and ratios to the canvas, and writes it to ``test-results/key_press.json``.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path

from tests.browser import lab

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "test-results" / "key_press.json"
TIMES_CANVAS = {"panel": 1.4, "explorer": 2.0}  # goals: at most so many times the bare canvas
TIMES_FASTER = {"plotly": 2.0, "matplotlib": 3.0}  # goals: lesson 04's panel is at least so many times faster

SHARED = """
import anywidget, ipywidgets, numpy as np, plotly.graph_objects as go, traitlets
import matplotlib.pyplot as plt
from helpers import theme
from helpers.panels.calcium import CalciumAndThreshold
from helpers.panels.explorer import Explorer
%matplotlib inline
model = CalciumAndThreshold()
fixed = {name: value for name, value in model.values().items() if name != "calcium_mM"}
skeleton = CalciumAndThreshold.skeleton(theme.sizes())
def frame_of(calcium_mM):
    return CalciumAndThreshold.frame(model.compute(calcium_mM=calcium_mM, **fixed))
def slider():
    return CalciumAndThreshold.calcium_mM.make()
"""
PANEL = "CalciumAndThreshold()"
CANVAS = '''
class Canvas(anywidget.AnyWidget):
    """Every curve as a plain line on one canvas, scaled to the axes' ranges."""
    _esm = """
    function draw(model, canvas) {
      const pen = canvas.getContext("2d");
      pen.clearRect(0, 0, canvas.width, canvas.height);
      const numbers = new Float64Array(model.get("numbers").buffer.slice(
        model.get("numbers").byteOffset, model.get("numbers").byteOffset + model.get("numbers").byteLength));
      let from = 0;
      for (const count of model.get("counts")) {
        pen.beginPath();
        for (let i = from; i < from + count; i++) {
          const x = (numbers[2 * i] + 100) * 4, y = 300 - (numbers[2 * i + 1] + 85) * 2;
          i === from ? pen.moveTo(x, y) : pen.lineTo(x, y);
        }
        pen.stroke();
        from += count;
      }
      canvas.dataset.drawn = Number(canvas.dataset.drawn ?? 0) + 1;
    }
    function render({ model, el }) {
      const canvas = el.appendChild(document.createElement("canvas"));
      canvas.width = 900; canvas.height = 380; canvas.className = "bare";
      model.on("change:numbers", () => draw(model, canvas));
      draw(model, canvas);
    }
    export default { render };
    """
    numbers = traitlets.Bytes().tag(sync=True)
    counts = traitlets.List().tag(sync=True)
def pack(frame):
    pairs = [np.column_stack([curve["x"], curve["y"]]) for curve in frame.values()]
    return {"numbers": np.concatenate(pairs).tobytes(), "counts": [len(pair) for pair in pairs]}
canvas_slider = slider()
bare = Canvas(**pack(frame_of(canvas_slider.value)))
def move(change):
    with bare.hold_sync():
        for name, value in pack(frame_of(change.new)).items():
            setattr(bare, name, value)
canvas_slider.observe(move, "value")
ipywidgets.VBox([canvas_slider, bare])
'''
PLOTLY = """
def new_figure(calcium_mM):
    frame = frame_of(calcium_mM)
    plain = [{key: value for key, value in trace.items() if key != "meta"} for trace in skeleton["data"]]
    figure = go.Figure([trace | frame.get(trace["name"], {}) for trace in plain], skeleton["layout"])
    figure.show()
ipywidgets.interact(new_figure, calcium_mM=slider());
"""
MATPLOTLIB = """
def new_picture(calcium_mM):
    frame = frame_of(calcium_mM)
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.8))
    for trace in skeleton["data"]:
        right = trace.get("xaxis", "x") != "x"
        if trace["name"] in frame:
            axes[int(right)].plot(frame[trace["name"]]["x"], frame[trace["name"]]["y"])
    plt.show()
ipywidgets.interact(new_picture, calcium_mM=slider());
"""
EXPLORER = """
explorer = Explorer(start={"symptom": "tetany", "calcium_mM": 1.0})
explorer
"""
WHY = """
why = Explorer(start={"symptom": "tetany", "calcium_mM": 1.0})
why._behind.selected_index = 0
why
"""
WAYS = {
    "panel": PANEL,
    "canvas": CANVAS,
    "plotly": PLOTLY,
    "matplotlib": MATPLOTLIB,
    "explorer": EXPLORER,
    "why": WHY,
}
WORDS = {
    "panel": "lesson 04's panel",
    "explorer": "symptom explorer",
    "why": "symptom explorer, Why open",
    "canvas": "bare canvas",
    "plotly": "interact + new plotly figure",
    "matplotlib": "interact + matplotlib inline",
}
HANDLES = dict.fromkeys(("explorer", "why"), '[role=slider][aria-label^="Ionised calcium"]')
# What each picture looks like now, as text; "" while there is none. A press is over when all have changed.
PROBES = """() => {
  const drawn = (box, where) => [...box.querySelectorAll(where)].map(part => part.getAttribute("d")).join();
  const curves = box => [drawn(box, ".js-plotly-plot path.js-line")];
  const people = box => drawn(box, ".wmt-body path.js-line");
  globalThis.looks = {
    panel: curves,
    plotly: curves,
    canvas: box => [box.querySelector("canvas.bare")?.dataset.drawn ?? ""],
    matplotlib: box => { const image = box.querySelector("img"); return [image?.complete ? image.src : ""]; },
    explorer: box => [people(box)],
    why: box => [people(box), drawn(box, ".wmt-behind .barlayer path")],
  };
  globalThis.boxOf = index => document.querySelectorAll(".jp-Notebook .jp-CodeCell")[index];
  globalThis.arm = (way, index, where) => {
    const box = boxOf(index), before = looks[way](box);
    const handle = box.querySelector(where);
    handle.focus({ preventScroll: true });
    globalThis.pending = new Promise((resolve, reject) => {
      document.addEventListener("keydown", event => {
        const start = event.timeStamp;
        const look = () => {
          const now = looks[way](box), waited = performance.now() - start;
          if (now.every((part, place) => part && part !== before[place])) resolve(waited);
          else if (waited > 10000) reject(new Error(way + " did not change"));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }, { once: true, capture: true });
    });
  };
}"""


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measure(rounds: int, warm_up: int = 5) -> dict[str, list[float]]:
    """Milliseconds of every press, by way."""
    times: dict[str, list[float]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "notebooks"
        folder.mkdir()
        text = lab.notebook(SHARED.strip(), *(cell.strip() for cell in WAYS.values()))
        (folder / "race.ipynb").write_text(text, encoding="utf-8")
        with lab.Server(folder, Path(scratch) / "server") as server, lab.chromium() as browser:
            page_of = lab.Lab(browser, server)
            page_of.open("race.ipynb")
            page_of.run_all()
            page = page_of.page
            page.evaluate(PROBES)
            for index, way in enumerate(WAYS, start=1):
                page.wait_for_function(
                    "([way, index]) => looks[way](boxOf(index)).every(Boolean)", arg=[way, index]
                )
            for turn in range(warm_up + rounds):
                for index, way in enumerate(WAYS, start=1):
                    where = HANDLES.get(way, ".noUi-handle")
                    box = page.locator(".jp-Notebook .jp-CodeCell").nth(index)
                    box.locator(where).first.scroll_into_view_if_needed()
                    page_of.wait_idle()
                    page.wait_for_timeout(120)
                    page.evaluate("([way, index, where]) => arm(way, index, where)", [way, index, where])
                    page.keyboard.press("ArrowLeft" if turn % 2 else "ArrowRight")
                    waited = page.evaluate("() => pending")
                    if turn >= warm_up:
                        times[way].append(waited)
            if page_of.errors():
                raise RuntimeError(page_of.errors()[0])
    return times


def main(rounds: int) -> None:
    """Print and write the table."""
    times = measure(rounds)
    medians = {way: statistics.median(values) for way, values in times.items()}
    rows = {}
    print(f"key press to changed picture, {rounds} presses each, taking turns")
    print(f"{'way':32}{'median ms':>10}{'p95 ms':>8}{'x canvas':>10}")
    for way, values in times.items():
        over_canvas = medians[way] / medians["canvas"]
        faster = medians[way] / medians["panel"]
        rows[way] = {
            "median_ms": medians[way],
            "p95_ms": percentile(values, 0.95),
            "over_canvas": over_canvas,
            "panel_over_this": 1 / faster,
        }
        word = f"  (goal: at most {TIMES_CANVAS[way]})" if way in TIMES_CANVAS else ""
        if way in TIMES_FASTER:
            word = f"  the panel is {faster:.2f} times faster (goal: at least {TIMES_FASTER[way]})"
        print(f"{WORDS[way]:32}{medians[way]:10.0f}{rows[way]['p95_ms']:8.0f}{over_canvas:10.2f}{word}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(
        json.dumps({"presses": rounds, "ways": rows, "all_ms": times}, indent=1), encoding="utf-8"
    )
    print(f"written to {RESULTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
