"""Whether a kernel grows when sliders move for long.

Run ``python -m tests.benchmarks long_drag [moves] [lesson ...]`` (5,000 moves of lesson 04 without). One
learner opens the lesson, answers, and moves the first slider as fast as the pictures come, after 500 moves to
warm up. What the kernel holds for itself alone must not grow by more than the goal.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.classroom import Classroom
from tests.benchmarks.learner import Learner

MOVES, PARTS, WARM_UP = 5000, 5, 500
GROWTH_MB = 5.0  # goal: a lesson's kernel may grow by so much over all moves


def own_MB(room: Classroom) -> float:
    """Memory that only the first learner's kernel holds."""
    kernel = room.pupils[0].kernel
    assert kernel is not None
    return float(kernel.memory_full_info().uss / 1e6)


async def drag(room: Classroom, moves: int) -> list[float]:
    """Open the lesson, answer, warm up, move; give the kernel's memory [MB] after each part of the moves."""
    pupil = room.pupils[0]
    await room.enter(pupil)
    learner = pupil.learner
    assert isinstance(learner, Learner)
    await learner.work(pupil.plan.before, 0)
    handle, held = learner.sight.handle(), []
    for part in (WARM_UP, *[moves // PARTS] * PARTS):
        for _ in range(part):
            await learner.put(handle, learner.dice.choice(handle.places))
        held.append(own_MB(room))
    return held


def run(arguments: list[str]) -> dict[str, Any]:
    """Move one slider for long in each lesson; print and give how the kernel grew."""
    moves = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else MOVES
    print(f"memory of a kernel while one slider moves {moves:,} times [MB], after warming up")
    results = {}
    for lesson in arguments or ["04_calcium"]:
        with tempfile.TemporaryDirectory() as scratch:
            room, start = Classroom(Path(scratch), [lesson]), time.perf_counter()
            with room.server:
                held = asyncio.run(drag(room, moves))
        grown = held[-1] - held[0]
        missed = [f"grew by {grown:.1f} MB"] if grown > GROWTH_MB else []
        results[lesson] = {"moves": moves, "held_MB": held, "grown_MB": grown, "missed": missed}
        row = "".join(f"{value:8.1f}" for value in held)
        seconds = time.perf_counter() - start
        print(f"{lesson:24}{row}  grown {grown:+.1f}  {seconds:,.0f} s  {', '.join(missed)}", flush=True)
    return results
