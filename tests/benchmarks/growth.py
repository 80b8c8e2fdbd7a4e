"""How times grow: with milliseconds of axon, draws of the explorer, sliders of a panel, days of a course.

Run ``python -m tests.benchmarks growth``. Every line has its times at four sizes, each twice the one
before, and the power of the size they grow by from first to last: 1 is in proportion, 0 not at all.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from helpers.panels.base import Panel, Slider
from helpers.physiology.axon import simulate
from helpers.physiology.caffeine_course import concentration_mg_L
from helpers.physiology.day import chain
from helpers.physiology.day_causes import Day
from helpers.physiology.sleep_course import scheduled_sleep, spontaneous_sleep
from tests.benchmarks.timing import milliseconds

ROOT = Path(__file__).resolve().parents[2]
REPEATS = 30
DRAWS = "DRAWS = 5000\n"
ESTIMATE = """
from helpers.likelihood import LikelihoodModel
from tests.benchmarks.timing import milliseconds
model = LikelihoodModel()
far = {name: row.anchor for name, row in model.factors.items()}
print(milliseconds(lambda: model.estimate(far), 30)[0])
"""


@dataclass(frozen=True)
class Values:
    """What the trial panel shows: its controls' values."""

    numbers: tuple[float, ...]


class Trial(Panel):
    """A panel of as many sliders as one likes, with one curve through their values."""

    question = "Does a move cost more where there are more sliders?"

    def compute(self, **values: float) -> Values:
        """Take the values as they are."""
        return Values(tuple(values.values()))

    def skeleton(self, sizes: object) -> dict[str, Any]:
        """Give one curve."""
        curve = {"name": "values", "type": "scatter", "mode": "lines", "x": [], "y": [], "meta": TRACE}
        axes = {axis: {"title": {"text": axis}, "range": [0, 1]} for axis in ("xaxis", "yaxis")}
        return {"data": [curve], "layout": axes}

    def frame(self, state: Values) -> dict[str, dict[str, Any]]:
        """Give the values against their number."""
        return {"values": {"x": np.arange(len(state.numbers)), "y": np.array(state.numbers)}}

    def describe(self, state: Values, reference: Values) -> str:
        """Say the sum."""
        return f"Together {sum(state.numbers):.2f}."


TRACE = {"table": True, "ghost": False}


def panel_of(sliders: int) -> type[Panel]:
    """Make a panel's class with this many sliders."""
    controls = {
        f"quantity_{i}": Slider(f"Quantity {i}", 0, 1, reference=0.5, step=0.01) for i in range(sliders)
    }
    made: type[Panel] = type(f"Trial{sliders}", (Trial,), controls)
    return made


def make_ms(sliders: int) -> float:
    """Milliseconds to make a panel of this many sliders."""
    kind = panel_of(sliders)
    return milliseconds(lambda: kind().close(), REPEATS)[0]


def move_ms(sliders: int) -> float:
    """Milliseconds one move takes in the kernel."""
    panel = panel_of(sliders)()
    places = iter(range(10**6))
    return milliseconds(lambda: panel.set(quantity_0=(next(places) % 100) / 100), REPEATS)[0]


def estimate_ms(draws: int) -> float:
    """Milliseconds of one estimate with this many draws: a copy of the kit whose constant says so."""
    with tempfile.TemporaryDirectory() as scratch:
        for folder in ("helpers", "data"):
            shutil.copytree(ROOT / folder, Path(scratch) / folder)
        (Path(scratch) / "tests" / "benchmarks").mkdir(parents=True)
        shutil.copy(ROOT / "tests" / "benchmarks" / "timing.py", Path(scratch) / "tests" / "benchmarks")
        file = Path(scratch) / "helpers" / "likelihood" / "draws.py"
        text = file.read_text(encoding="utf-8")
        if DRAWS not in text:
            raise RuntimeError(f"{file.name} no longer says {DRAWS.strip()!r}")
        file.write_text(text.replace(DRAWS, f"DRAWS = {draws}\n"), encoding="utf-8")
        answer = subprocess.run(
            [sys.executable, "-c", ESTIMATE],
            cwd=scratch,
            env=os.environ | {"PYTHONPATH": scratch},
            capture_output=True,
            check=True,
        )
    return float(answer.stdout)


def of_days(call: Callable[[int], object]) -> Callable[[int], float]:
    """Give the function that times ``call`` with a number of days."""
    return lambda days: milliseconds(lambda: call(days), REPEATS)[0]


def nights(days: int) -> np.ndarray:
    """Give the hours at which nights begin."""
    return 23 + 24.0 * np.arange(days)


CASES: dict[str, tuple[Sequence[int], Callable[[int], float]]] = {
    "axon: ms of trace": ((50, 100, 200, 400), of_days(lambda ms: simulate(ms, current_uA_cm2=20))),
    "explorer: draws": ((2500, 5000, 10000, 20000), estimate_ms),
    "panel made: sliders": ((2, 4, 8, 16), make_ms),
    "panel moved: sliders": ((2, 4, 8, 16), move_ms),
    "caffeine by the minute: days": (
        (7, 14, 28, 56),
        of_days(lambda days: concentration_mg_L(np.arange(0, 24 * days, 1 / 60), days=days)),
    ),
    "sleep by itself: days": ((12, 24, 48, 96), of_days(spontaneous_sleep)),
    "sleep by timetable: days": (
        (12, 24, 48, 96),
        of_days(lambda days: scheduled_sleep(nights(days), nights(days) + 8, days=days)),
    ),
    "whole chain, each hour: days": (
        (4, 8, 16, 32),
        of_days(
            lambda days: chain(
                Day(asleep_at_h=nights(days), awake_at_h=nights(days) + 7),
                np.arange(7.0, 24 * days - 24, 1.0),
            )
        ),
    ),
}


def run(_arguments: list[str]) -> dict[str, Any]:
    """Measure every case and print it."""
    print(f"{'what grows':32}{'sizes':>28}{'ms at each':>36}{'power':>8}")
    results = {}
    for name, (sizes, time_of) in CASES.items():
        times = [time_of(size) for size in sizes]
        power = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
        results[name] = {"sizes": list(sizes), "ms": times, "power": power}
        print(f"{name:32}{', '.join(map(str, sizes)):>28}"
              f"{', '.join(f'{time_ms:.2f}' for time_ms in times):>36}{power:8.2f}", flush=True)  # fmt: skip
    return results
