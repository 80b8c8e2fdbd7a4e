"""How long a call takes, the same way in every benchmark."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median


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
