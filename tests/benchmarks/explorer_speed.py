"""How long one move of the symptom explorer takes: six symptoms, every range from all its draws.

Run ``python tests/benchmarks/explorer_speed.py``. Prints a table; it is not a test, because a time depends on
the machine. Goal: at most 15 ms for one estimate on two ordinary cores.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from helpers.likelihood import DRAWS, LikelihoodModel

MODEL = LikelihoodModel()
FAR: dict[str, float | bool | None] = {name: row.anchor for name, row in MODEL.factors.items()}
CASES: dict[str, dict[str, float | bool | None]] = {
    "all at the reference": {},
    "four far out": dict(list(FAR.items())[:4]),
    "all 14 far out": FAR,
    "6 far out, 8 not known": {**FAR, **dict.fromkeys(list(FAR)[:8])},
    "all 14 not known": dict.fromkeys(FAR),
}


def milliseconds(call: Callable[[], object], repeats: int = 200) -> tuple[float, float]:
    """Median time of one call by the clock and by the processor [ms], after one to warm up.

    On a quiet machine the two agree; on a busy one the processor's is what the call itself needs.
    """
    call()
    times = []
    for _ in range(repeats):
        clock, processor = time.perf_counter(), time.process_time()
        call()
        times.append((time.perf_counter() - clock, time.process_time() - processor))
    by_clock, by_processor = zip(*times, strict=True)
    return 1000 * median(by_clock), 1000 * median(by_processor)


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
