"""How soon a lesson stands: ``python tests/benchmarks/startup.py``, after which a table tells

- the second figure in a notebook, the kit's own against plotly's FigureWidget, from Run to picture;
- lesson 04's setup cell in a fresh kernel;
- the memory of a kernel that has run the whole lesson.

Needs a Chromium for the first. Writes ``test-results/startup.json``.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat
import psutil
from nbclient import NotebookClient

from tests.browser import lab

ROOT = Path(__file__).resolve().parents[2]
LESSON = ROOT / "notebooks" / "04_calcium.ipynb"
RESULTS = ROOT / "test-results" / "startup.json"
REPEATS = 5

OURS = ("from helpers.panels.calcium import CalciumAndThreshold", "CalciumAndThreshold().figure")
THEIRS = (
    "import plotly.graph_objects as go\nfrom helpers.panels.calcium import CalciumAndThreshold\n"
    "picture = CalciumAndThreshold().figure.to_plotly()",
    "go.FigureWidget(picture, skip_invalid=True)",
)
RUN_CELL = """async (index) => {
  const notebook = jupyterapp.shell.currentWidget.content;
  notebook.activeCellIndex = index;
  const box = document.querySelectorAll(".jp-Notebook .jp-CodeCell")[index];
  const start = performance.now();
  jupyterapp.commands.execute("notebook:run-cell");
  while (!box.querySelector(".js-plotly-plot path.js-line")) {
    if (performance.now() - start > 60000) throw new Error("no picture after a minute");
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - start;
}"""


def second_figure_ms(first: str, figure: str) -> float:
    """From Run to picture of the second figure of a page that shows one already; median of repeats."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "notebooks"
        folder.mkdir()
        text = lab.notebook(first, *[figure] * (1 + REPEATS))
        (folder / "figures.ipynb").write_text(text, encoding="utf-8")
        with lab.Server(folder, Path(scratch) / "server") as server, lab.chromium() as browser:
            page_of = lab.Lab(browser, server)
            page_of.open("figures.ipynb")
            page_of.page.evaluate("() => jupyterapp.commands.execute('notebook:run-cell')")
            page_of.wait_idle()
            times = []
            for index in range(1, 2 + REPEATS):
                times.append(page_of.page.evaluate(RUN_CELL, index))
                page_of.wait_idle()
    return statistics.median(times[1:])


def run_lesson(cells: int | None) -> tuple[float, int]:
    """Seconds of the first code cell, and bytes the kernel holds after ``cells`` cells (None: all)."""
    notebook: Any = nbformat.read(LESSON, as_version=4)
    seconds, memory = 0.0, 0
    with tempfile.TemporaryDirectory() as scratch:
        environment = os.environ | {"MUSCLE_TWITCH_PROGRESS": scratch, "MUSCLE_TWITCH_OPEN": "1"}
        client = NotebookClient(
            notebook, kernel_name="python3", timeout=300, resources={"metadata": {"path": str(LESSON.parent)}}
        )
        with client.setup_kernel(env=environment):
            done = 0
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type != "code":
                    continue
                start = time.perf_counter()
                client.execute_cell(cell, index)
                seconds = seconds or time.perf_counter() - start
                done += 1
                if done == cells:
                    break
            memory = psutil.Process(client.km.provisioner.pid).memory_info().rss
    return seconds, memory


def main() -> None:
    """Print and write the table."""
    ours, theirs = second_figure_ms(*OURS), second_figure_ms(*THEIRS)
    setup = statistics.median(run_lesson(1)[0] for _ in range(REPEATS))
    memory = run_lesson(None)[1]
    result = {
        "second_figure_ms": {"ours": ours, "plotly_FigureWidget": theirs, "times_sooner": theirs / ours},
        "setup_cell_s": setup,
        "kernel_after_lesson_MB": memory / 1e6,
    }
    print(f"second figure, ours                {ours:8.0f} ms")
    print(
        f"second figure, plotly FigureWidget {theirs:8.0f} ms   {theirs / ours:.1f} times (goal: at least 5)"
    )
    print(f"setup cell of lesson 04            {setup:8.2f} s    (goal: under 1.2)")
    print(f"kernel after lesson 04             {memory / 1e6:8.0f} MB   (goal: under 200)")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=1), encoding="utf-8")
    print(f"written to {RESULTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
