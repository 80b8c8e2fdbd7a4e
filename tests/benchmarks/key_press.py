"""From key press to changed picture, four ways in one Lab page: ``python tests/benchmarks/key_press.py``.

The number of presses may follow (40 without).

The same model and the same curves drive lesson 04's panel, a bare canvas (the practical limit), ``interact``
with a new plotly figure, and ``interact`` with matplotlib. The ways take turns, one key press each, so that a
busy moment of the machine strikes all alike. Prints a table of medians, 95th percentiles and ratios, and
writes it to ``test-results/key_press.json``.
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
GOALS = {"canvas": ("at most", 1.4), "plotly": ("at least", 2.0), "matplotlib": ("at least", 3.0)}

SHARED = """
import anywidget, ipywidgets, numpy as np, plotly.graph_objects as go, traitlets
import matplotlib.pyplot as plt
from helpers import theme
from helpers.panels.calcium import CalciumAndThreshold
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
WAYS = {"panel": PANEL, "canvas": CANVAS, "plotly": PLOTLY, "matplotlib": MATPLOTLIB}
WORDS = {
    "panel": "lesson 04's panel",
    "canvas": "bare canvas",
    "plotly": "interact + new plotly figure",
    "matplotlib": "interact + matplotlib inline",
}
# What a picture looks like now, as text; "" while there is none. A press is over when it has changed.
PROBES = """() => {
  const lines = box => [...box.querySelectorAll(".js-plotly-plot path.js-line")];
  const curves = box => lines(box).map(line => line.getAttribute("d")).join();
  globalThis.looks = {
    panel: curves,
    plotly: curves,
    canvas: box => box.querySelector("canvas.bare")?.dataset.drawn ?? "",
    matplotlib: box => { const image = box.querySelector("img"); return image?.complete ? image.src : ""; },
  };
  globalThis.boxOf = index => document.querySelectorAll(".jp-Notebook .jp-CodeCell")[index];
  globalThis.arm = (way, index) => {
    const box = boxOf(index), before = looks[way](box);
    const handle = box.querySelector(".noUi-handle");
    handle.focus({ preventScroll: true });
    globalThis.pending = new Promise((resolve, reject) => {
      document.addEventListener("keydown", event => {
        const start = event.timeStamp;
        const look = () => {
          const now = looks[way](box), waited = performance.now() - start;
          if (now && now !== before) resolve(waited);
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
                page.wait_for_function("([way, index]) => looks[way](boxOf(index))", arg=[way, index])
            for turn in range(warm_up + rounds):
                for index, way in enumerate(WAYS, start=1):
                    page.locator(".jp-Notebook .jp-CodeCell").nth(index).locator(
                        ".noUi-handle"
                    ).first.scroll_into_view_if_needed()
                    page_of.wait_idle()
                    page.wait_for_timeout(120)
                    page.evaluate("([way, index]) => arm(way, index)", [way, index])
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
    ours = statistics.median(times["panel"])
    rows = {}
    print(f"key press to changed picture, {rounds} presses each, taking turns")
    print(f"{'way':32}{'median ms':>10}{'p95 ms':>8}  panel against it")
    for way, values in times.items():
        median = statistics.median(values)
        rows[way] = {
            "median_ms": median,
            "p95_ms": percentile(values, 0.95),
            "panel_over_this": ours / median,
        }
        word = ""
        if way == "canvas":
            word = f"{ours / median:.2f} times as long (goal: at most {GOALS[way][1]})"
        elif way in GOALS:
            word = f"{median / ours:.2f} times faster (goal: at least {GOALS[way][1]})"
        print(f"{WORDS[way]:32}{median:10.0f}{rows[way]['p95_ms']:8.0f}  {word}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(
        json.dumps({"presses": rounds, "ways": rows, "all_ms": times}, indent=1), encoding="utf-8"
    )
    print(f"written to {RESULTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
