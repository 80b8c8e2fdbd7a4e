"""How long one move of the symptom explorer takes: six symptoms, every range from all its draws.

Part of ``python -m tests.benchmarks laws``. Goal: at most 15 ms for one estimate on two ordinary cores.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from helpers.likelihood import DRAWS, LikelihoodModel
from tests.benchmarks.timing import milliseconds

MODEL = LikelihoodModel()
FAR: dict[str, float | bool | None] = {name: row.anchor for name, row in MODEL.factors.items()}
CASES: dict[str, dict[str, float | bool | None]] = {
    "all at the reference": {},
    "four far out": dict(list(FAR.items())[:4]),
    "all 14 far out": FAR,
    "6 far out, 8 not known": {**FAR, **dict.fromkeys(list(FAR)[:8])},
    "all 14 not known": dict.fromkeys(FAR),
}


def run() -> dict[str, Any]:
    """Print the table and give its rows."""
    results = {}
    print(f"{f'{len(MODEL.symptoms)} symptoms, {DRAWS:,} draws':32}{'clock ms':>12}{'processor ms':>14}")
    calls: dict[str, Callable[[], object]] = {
        name: lambda values=values: MODEL.estimate(values) for name, values in CASES.items()
    }
    calls["what drives the range of one"] = lambda: MODEL.drivers(CASES["6 far out, 8 not known"], "cramp")
    calls["a new model, its first estimate"] = lambda: LikelihoodModel().estimate(dict.fromkeys(FAR))
    for name, call in calls.items():
        clock, processor = milliseconds(call, 20)
        results[name] = {"ms": clock, "processor_ms": processor}
        print(f"{name:32}{clock:12.2f}{processor:14.2f}")
    return results
