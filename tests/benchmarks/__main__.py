"""All measurements by one command: ``python -m tests.benchmarks``, or one part of them by its name.

``moving``: from key press to changed picture, and dragging. ``opening``: lessons, figures, setup cells,
memory. ``growth``: how times grow with points, draws, sliders and days. ``laws``: the physiology's own
speed. ``class_load``: thirty learners on one server. ``long_drag``: a kernel's memory while a slider moves
for long. The first two need a Chromium. Each prints a table and writes ``test-results/<part>.json``. They are
no tests: a time depends on the machine. The exit code is 1 where a stated goal was missed.
"""

from __future__ import annotations

import json
import platform
import sys
from importlib import import_module
from pathlib import Path

from tests.benchmarks.goals import missed

PARTS = ("moving", "opening", "growth", "laws", "class_load", "long_drag")
RESULTS = Path(__file__).resolve().parents[2] / "test-results"


def main(arguments: list[str]) -> None:
    """Run one part with its arguments, or all; SystemExit with the goals that were missed."""
    if arguments and arguments[0] not in PARTS:
        raise SystemExit(f"the first word must be one of {', '.join(PARTS)}, got {arguments[0]!r}")
    goals: list[str] = []
    for part in arguments[:1] or PARTS:
        result = import_module(f"tests.benchmarks.{part}").run(arguments[1:])
        RESULTS.mkdir(exist_ok=True)
        file = RESULTS / f"{part}.json"
        about = {"python": platform.python_version(), "system": platform.system(), part: result}
        file.write_text(json.dumps(about, indent=1), encoding="utf-8")
        print(f"written to {file.relative_to(RESULTS.parent)}\n")
        goals += missed(result, part)
    if goals:
        raise SystemExit("goals missed:\n" + "\n".join(goals))


if __name__ == "__main__":
    main(sys.argv[1:])
