"""One Jupyter server on this machine, thirty learners, each with a whole lesson; then "now drag".

Run ``python -m tests.benchmarks class_load [browser ...] [learners] [lesson ...]``. Without lessons two
classes work, one after the other: all on lesson 04, then the eleven lessons mixed; ``mixed`` names the second
alone. Each ``browser`` makes one of the learners a Chromium with a real JupyterLab page.

Every learner opens the lesson when all do, answers at their own pace (right, wrong, hint, solution, another
try), hands in, and at the teacher's word moves the first slider: a third of them by key, the others in bursts
of 20 to 60 moves a second. Some reload the page; then they answer again and hand in again. All of it goes
over the websocket as the messages a browser sends. At the end the teacher reads the class results. Every
answer sent must stand in the learner's file, in both hand-ins and in the class's counts; the exit code is 1
where one does not, or where a goal is missed.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from tests.benchmarks.class_proof import answers_sent
from tests.benchmarks.classroom import LESSONS, Classroom
from tests.benchmarks.learner import Learner
from tests.benchmarks.moving import percentile
from tests.benchmarks.real_learner import RealLearner

LEARNERS, BROWSER = 30, "browser"
CLASSES = {"04_calcium": ["04_calcium"], "mixed": LESSONS}

# Goals, beside nothing lost, nothing dead, no error. People keep the thread for one second (Nielsen 1993):
# while all drag at once the usual move may take 0.4 s, and hardly one over a second.
GOALS = {"open_s": 120.0, "memory_MB": 200.0, "move_ms": 400.0, "move_p95_ms": 1000.0}


def hold(lessons: list[str], browsers: int) -> tuple[Classroom, dict[str, Any]]:
    """Let a class work; give it and what it cost the server and this process, which plays all browsers."""
    with tempfile.TemporaryDirectory() as scratch:
        room = Classroom(Path(scratch), lessons, browsers=browsers)
        start, played = time.perf_counter(), time.process_time()
        with room.server:
            asyncio.run(room.hold())
            server_MB = psutil.Process(room.server.process.pid).memory_info().rss / 1e6
            living, memory = sum(one.lives for one in room.pupils), [one.memory_MB for one in room.pupils]
        lost = room.lost()
        whole_s, played_s = time.perf_counter() - start, time.process_time() - played
    return room, {
        "learners": len(lessons),
        "cores": psutil.cpu_count(),
        "kernels_living": living,
        "answers_sent": answers_sent(one.learner.done for one in room.pupils),
        "lost": lost,
        "faults": [
            f"{one.folder.name}, {one.lesson}: {fault}" for one in room.pupils for fault in one.faults
        ],
        "memory_MB": spread(memory),
        "server_MB": server_MB,
        "whole_s": whole_s,
        "browsers_cpu_s": played_s,
    }


def measured(room: Classroom) -> dict[str, Any]:
    """What a class waited for."""
    moves = [one.moves for one in room.pupils]
    real = [one.learner for one in room.pupils if isinstance(one.learner, RealLearner)]
    messages = [one.learner for one in room.pupils if isinstance(one.learner, Learner)]
    return {
        "open_s": spread([one.open_s for one in room.pupils]),
        "finish_s": spread([one.finish_s for one in room.pupils]),
        "moves_sent": sum(moves),
        "moves_answered": sum(len(one.moves_ms) for one in room.pupils),
        "move_ms": spread([value for one in room.pupils for value in one.moves_ms]),
        "settled_ms": spread([value for one in messages for value in one.settled_ms]),
        "click_ms": spread([value for one in messages for value in one.clicks_ms]),
        "browsers": len(real),
        "seen_click_ms": spread([value for one in real for value in one.clicks_ms]),
        "seen_key_ms": spread([value for one in real for value in one.keys_ms]),
        "keys_without_change": sum(one.still for one in real),
    }


def spread(values: list[float]) -> dict[str, float]:
    """Median, 95th percentile and largest."""
    if not values:
        return {"median": 0.0, "p95": 0.0, "largest": 0.0}
    return {"median": statistics.median(values), "p95": percentile(values, 0.95), "largest": max(values)}


def missed(result: dict[str, Any]) -> list[str]:
    """Name every goal a class has missed."""
    found = [
        f"{len(result[what])} {words}"
        for what, words in (("lost", "answers lost"), ("faults", "faults"))
        if result[what]
    ]
    if result["kernels_living"] < result["learners"]:
        found.append(f"only {result['kernels_living']} kernels live")
    if result["moves_answered"] < result["moves_sent"]:
        found.append(f"{result['moves_sent'] - result['moves_answered']} moves lost")
    for what, value in (
        ("open_s", result["open_s"]["largest"]),
        ("memory_MB", result["memory_MB"]["largest"]),
        ("move_ms", result["move_ms"]["median"]),
        ("move_p95_ms", result["move_ms"]["p95"]),
    ):
        if value > GOALS[what]:
            found.append(f"{what} {value:,.0f} over {GOALS[what]:,.0f}")
    return found


LINES = {
    "open_s": "opening, all cells [s]",
    "finish_s": "core of the lesson done [s]",
    "click_ms": "click to answer [ms]",
    "move_ms": "move to picture [ms]",
    "settled_ms": "let go to last picture [ms]",
    "seen_click_ms": "seen in Chromium: click [ms]",
    "seen_key_ms": "seen in Chromium: key [ms]",
    "memory_MB": "memory of a kernel [MB]",
}


def show(name: str, result: dict[str, Any]) -> None:
    """Print a class's figures."""
    print(
        f"{name}: {result['learners']} learners on {result['cores']} cores, "
        f"{result['kernels_living']} kernels live"
    )
    print(f"{'':30}{'median':>9}{'p95':>9}{'largest':>9}")
    for key, words in LINES.items():
        if result["browsers"] or not key.startswith("seen_"):
            print(f"{words:30}" + "".join(f"{value:9,.0f}" for value in result[key].values()))
    print(
        f"answers sent {result['answers_sent']:,}, lost {len(result['lost'])}; moves sent "
        f"{result['moves_sent']:,}, lost {result['moves_sent'] - result['moves_answered']}; "
        f"server {result['server_MB']:,.0f} MB; whole run {result['whole_s']:,.0f} s, "
        f"of them {result['browsers_cpu_s']:,.0f} s of a core to play the browsers"
    )
    for line in (*result["lost"][:20], *result["faults"][:20]):
        print("  " + line)
    print("missed: " + "; ".join(result["missed"]) if result["missed"] else "every goal met", flush=True)


def run(arguments: list[str]) -> dict[str, Any]:
    """Let the classes work; print and give what it cost."""
    browsers = arguments.count(BROWSER)
    arguments = [word for word in arguments if word != BROWSER]
    count = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else LEARNERS
    classes = (
        CLASSES
        if not arguments
        else {" ".join(arguments): [name for word in arguments for name in CLASSES.get(word, [word])]}
    )
    results = {}
    for name, lessons in classes.items():
        room, result = hold([lessons[number % len(lessons)] for number in range(count)], browsers)
        results[name] = result | measured(room)
        results[name]["missed"] = missed(results[name])
        show(name, results[name])
    return results
