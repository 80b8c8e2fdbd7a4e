"""How soon a lesson stands, and what it costs.

Run ``python -m tests.benchmarks opening [lesson ...]`` (all lessons without). In a real Lab: from opening a
notebook to its first live panel and to the end of its last cell; the second and third figure of a page, the
kit's own against plotly's FigureWidget. In a fresh kernel: the setup cell, the whole lesson, the memory
held afterwards.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat
import psutil
from nbclient import NotebookClient

from helpers.display import NOTEBOOKS
from tests.browser import lab

REPEATS = 5
SETUP_S, WHOLE_S, MEMORY_MB = 1.2, 12.0, 200.0  # goals

OURS = ("from helpers.panels.calcium import CalciumAndThreshold", "CalciumAndThreshold().figure")
THEIRS = (
    "import plotly.graph_objects as go\nfrom helpers.panels.calcium import CalciumAndThreshold\n"
    "picture = CalciumAndThreshold().figure.to_plotly()",
    "go.FigureWidget(picture, skip_invalid=True)",
)
IMPORTS = ("helpers.lesson", "helpers.panels.calcium", "helpers.panels.explorer", "pandas", "plotly")
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
RUN_ALL = """async () => {
  const start = performance.now();
  let first;
  const look = () => {
    first = document.querySelector(".wmt-chart .overplot path") ? performance.now() - start : undefined;
    if (first === undefined && performance.now() - start < 60000) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  await jupyterapp.commands.execute("notebook:run-all-cells");
  const all = performance.now() - start;
  while (first === undefined && performance.now() - start < 60000) await new Promise(requestAnimationFrame);
  return { first_panel_s: first / 1000, all_cells_s: all / 1000 };
}"""


def figures_ms(page_of: lab.Lab, name: str) -> list[float]:
    """From Run to picture of the first, second and third figure of a page; the median of repeats."""
    repeats = []
    for _ in range(REPEATS):
        page_of.open(name)
        page_of.page.evaluate("() => jupyterapp.commands.execute('notebook:run-cell')")
        page_of.wait_idle()
        repeats.append([])
        for index in (1, 2, 3):
            repeats[-1].append(page_of.page.evaluate(RUN_CELL, index))
            page_of.wait_idle()
        page_of.page.evaluate("async () => await jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    return [statistics.median(times) for times in zip(*repeats, strict=True)]


def open_lesson(page_of: lab.Lab, name: str) -> dict[str, float]:
    """Seconds from opening to an idle kernel, then from Run All to the first panel and the last cell."""
    start = time.perf_counter()
    page_of.open(f"{name}.ipynb")
    opened = time.perf_counter() - start
    seen: dict[str, float] = page_of.page.evaluate(RUN_ALL)
    return {"opened_s": opened, **seen}


def run_lesson(name: str) -> dict[str, float]:
    """Seconds of the first code cell and of all, and what the kernel then holds [MB]; no browser."""
    notebook: Any = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    with tempfile.TemporaryDirectory() as scratch:
        environment = os.environ | {"MUSCLE_TWITCH_PROGRESS": scratch, "MUSCLE_TWITCH_OPEN": "1"}
        client = NotebookClient(
            notebook, kernel_name="python3", timeout=300, resources={"metadata": {"path": str(NOTEBOOKS)}}
        )
        times = []
        with client.setup_kernel(env=environment):
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type == "code":
                    start = time.perf_counter()
                    client.execute_cell(cell, index)
                    times.append(time.perf_counter() - start)
            memory = psutil.Process(client.km.provisioner.pid).memory_info().rss
    return {"setup_cell_s": times[0], "kernel_s": sum(times), "memory_MB": memory / 1e6}


def import_ms(module: str) -> float:
    """Milliseconds a fresh interpreter needs to import a module; the median of repeats."""
    code = f"import time; s = time.perf_counter(); import {module}; print(time.perf_counter() - s)"
    return 1000 * statistics.median(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(REPEATS)
    )


def show_figures(browser: Any, server: lab.Server) -> dict[str, Any]:
    """Print and give the times of one figure after another."""
    result = {}
    for words, cells in {"the kit's figure": OURS, "plotly FigureWidget": THEIRS}.items():
        name = f"figures_{len(result)}.ipynb"
        text = lab.notebook(cells[0], *[cells[1]] * 3)
        (server.folder / name).write_text(text, encoding="utf-8")
        page_of = lab.Lab(browser, server)
        result[words] = figures_ms(page_of, name)
        page_of.close()
        print(f"{words:24}" + "".join(f"{time_ms:9.0f}" for time_ms in result[words]))
    ours, theirs = result.values()
    print(f"{'times sooner':24}" + "".join(f"{b / a:9.1f}" for a, b in zip(ours, theirs, strict=True)))
    return result


def show_lessons(browser: Any, server: lab.Server, names: list[str]) -> dict[str, Any]:
    """Print and give what each lesson takes."""
    print(f"\n{'lesson':22}{'opened s':>9}{'first panel s':>15}{'all cells s':>13}"
          f"{'setup cell s':>14}{'memory MB':>11}")  # fmt: skip
    result = {}
    for name in names:
        page_of = lab.Lab(browser, server)
        row = open_lesson(page_of, name)
        page_of.close()
        row |= run_lesson(name)
        goals = {"setup_cell_s": SETUP_S, "all_cells_s": WHOLE_S, "memory_MB": MEMORY_MB}
        missed = [key for key, goal in goals.items() if row[key] > goal]
        result[name] = row | {"missed": missed}
        print(f"{name:22}{row['opened_s']:9.1f}{row['first_panel_s']:15.1f}{row['all_cells_s']:13.1f}"
              f"{row['setup_cell_s']:14.2f}{row['memory_MB']:11.0f}  {', '.join(missed)}",
              flush=True)  # fmt: skip
    return result


def run(arguments: list[str]) -> dict[str, Any]:
    """Measure all lessons, or those named, and print tables."""
    names = arguments or sorted(path.stem for path in NOTEBOOKS.glob("[0-9]*.ipynb"))
    imports = {module: import_ms(module) for module in IMPORTS}
    for module, time_ms in imports.items():
        print(f"{'import ' + module:32}{time_ms:7.0f} ms")
    print(f"\n{'from Run to picture, ms':24}{'first':>9}{'second':>9}{'third':>9}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "notebooks"
        shutil.copytree(NOTEBOOKS, folder)
        with lab.Server(folder, Path(scratch) / "server") as server, lab.chromium() as browser:
            figures = show_figures(browser, server)
            lessons = show_lessons(browser, server, names)
    return {"imports_ms": imports, "figures_ms": figures, "lessons": lessons}
