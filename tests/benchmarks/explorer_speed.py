"""How long one move of the symptom explorer takes: six symptoms, every range from all its draws.

Run ``python tests/benchmarks/explorer_speed.py``. Prints a table; it is not a test, because a time depends on
the machine. Goal: at most 15 ms for one estimate on two ordinary cores.
"""

from __future__ import annotations

import time

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


def main() -> None:
    """Print the table."""
    print(f"{f'{len(MODEL.symptoms)} symptoms, {DRAWS:,} draws':32}{'clock ms':>12}{'processor ms':>14}")
    for name, values in CASES.items():
        clock, processor = milliseconds(lambda values=values: MODEL.estimate(values))
        print(f"{name:32}{clock:12.2f}{processor:14.2f}")
    clock, processor = milliseconds(lambda: MODEL.drivers(CASES["6 far out, 8 not known"], "cramp"))
    print(f"{'what drives the range of one':32}{clock:12.2f}{processor:14.2f}")
    start = time.perf_counter()
    LikelihoodModel().estimate(dict.fromkeys(FAR))
    print(f"{'a new model, its first estimate':32}{1000 * (time.perf_counter() - start):12.0f}")


if __name__ == "__main__":
    main()
