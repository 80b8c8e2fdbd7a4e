"""One Jupyter server, thirty kernels, each with a whole lesson and a learner who moves sliders.

Run ``python -m tests.benchmarks class_load [learners]`` (30 without). Every learner speaks to the server as
a browser does, over a websocket: runs all cells of one of lessons 01 to 08, answers every prediction and
question, then moves the core panel's slider about once a second, sixty times. All start together. At the
end every cell must have finished, every kernel live, every answer stand in its learner's file.
"""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import threading
import time
import traceback
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import psutil
import websocket

from helpers import evidence
from helpers.lesson.progress import FILE_NAME, read_file
from tests.benchmarks.moving import percentile
from tests.browser.lab import Server

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("0[1-8]_*.ipynb"))
MOVES, PAUSE_S, PATIENCE_S = 60, 1.0, 300.0

SLIDER = """
import json as _json
from ipywidgets import FloatSlider as _F, IntSlider as _I
_handles = [getattr(w, "control", w) for w in panel.control_widgets.values()]
_handle = next(w for w in _handles if isinstance(w, (_F, _I)) and not w.disabled)
print(_json.dumps([_handle.model_id, panel.figure.model_id, _handle.min, _handle.max, _handle.step]))
"""
ANSWER = """
for _item in lesson.items.predictions:
    lesson.progress.commit(_item.id, _item.options[0].text)
for _item in lesson.items.questions:
    lesson.progress.answer(_item.id, _item.options[0].text)
"""


@dataclass
class Learner:
    """One kernel, its lesson, and what happened to it."""

    number: int
    lesson: str
    folder: Path
    run_s: float = 0.0
    latencies_ms: list[float] = field(default_factory=list)
    memory_MB: float = 0.0
    fault: str = ""

    @property
    def answers(self) -> int:
        """How many answers stand in the learner's file."""
        records = read_file(self.folder / FILE_NAME)
        return sum(
            "first" in record for kind in ("predictions", "questions") for record in records[kind].values()
        )


class Kernel:
    """A kernel behind the server, spoken to over the websocket a browser would use."""

    def __init__(self, server: Server) -> None:
        self.server = server
        request = urllib.request.Request(
            f"{server.url}/api/kernels?token={server.token}", data=b"{}", method="POST"
        )
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            self.id = json.load(answer)["id"]
        self.session = uuid.uuid4().hex
        address = f"{server.url.replace('http', 'ws')}/api/kernels/{self.id}/channels"
        self.socket = websocket.create_connection(
            f"{address}?session_id={self.session}&token={server.token}", timeout=PATIENCE_S
        )

    def send(self, kind: str, content: dict[str, Any]) -> str:
        """Send one message on the shell channel; give its id."""
        id = uuid.uuid4().hex
        header = {"msg_id": id, "msg_type": kind, "session": self.session, "username": "", "version": "5.3"}
        message = {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
            "channel": "shell",
        }
        self.socket.send(json.dumps(message))
        return id

    def answers_to(self, id: str) -> Any:
        """Give the messages that answer one, up to the kernel's being idle again."""
        while True:
            raw = self.socket.recv()
            message = parsed(raw)
            if message.get("parent_header", {}).get("msg_id") != id:
                continue
            yield message
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return

    def run(self, code: str) -> str:
        """Run code; give what it printed. RuntimeError with the error it raised."""
        printed, id = "", self.send("execute_request", {"code": code, "silent": False, "store_history": True})
        for message in self.answers_to(id):
            if message["msg_type"] == "error":
                raise RuntimeError(f"{message['content']['ename']}: {message['content']['evalue']}")
            if message["msg_type"] == "stream":
                printed += message["content"]["text"]
        return printed

    def move(self, slider: str, figure: str, value: float) -> float:
        """Move a slider as a browser does; give the milliseconds until the figure's new numbers arrived."""
        start = time.perf_counter()
        state = {"method": "update", "state": {"value": value}, "buffer_paths": []}
        id = self.send("comm_msg", {"comm_id": slider, "data": state})
        arrived = None
        for message in self.answers_to(id):
            if message["msg_type"] == "comm_msg" and message["content"]["comm_id"] == figure:
                arrived = arrived or time.perf_counter()
        if arrived is None:
            raise RuntimeError(f"the slider moved to {value} and the picture did not")
        return 1000 * (arrived - start)


def parsed(raw: str | bytes) -> dict[str, Any]:
    """Give a message's JSON; one with binary buffers starts with their number and places."""
    if isinstance(raw, bytes):
        places = [int.from_bytes(raw[i : i + 4], "big") for i in range(0, 12, 4)]
        raw = raw[places[1] : places[2] if places[0] > 1 else len(raw)].decode("utf-8")
    message: dict[str, Any] = json.loads(raw)
    return message


def learn(learner: Learner, server: Server, ready: threading.Barrier) -> None:
    """One learner's hour, in a minute or two."""
    try:
        kernel = Kernel(server)
        kernel.run(f"import os; os.environ['MUSCLE_TWITCH_PROGRESS'] = {str(learner.folder)!r}")
        ready.wait(PATIENCE_S)
        notebook: Any = nbformat.read(NOTEBOOKS / f"{learner.lesson}.ipynb", as_version=4)
        start = time.perf_counter()
        for cell in notebook.cells:
            if cell.cell_type == "code" and "raises-exception" not in cell.metadata.get("tags", []):
                kernel.run(cell.source)
        learner.run_s = time.perf_counter() - start
        kernel.run(ANSWER)
        slider, figure, low, high, step = json.loads(kernel.run(SLIDER))
        dice, value = random.Random(learner.number), low
        for _ in range(MOVES):
            time.sleep(dice.uniform(0.5, 1.5) * PAUSE_S)
            places = [low + step * i for i in range(round((high - low) / step) + 1)]
            value = dice.choice([place for place in places if place != value])
            learner.latencies_ms.append(kernel.move(slider, figure, value))
        learner.memory_MB = float(
            kernel.run("import psutil as _p; print(_p.Process().memory_info().rss / 1e6)")
        )
    except Exception:
        learner.fault = traceback.format_exc(limit=3)
        ready.abort()


def expected(lesson: str) -> int:
    """How many predictions and questions a lesson has."""
    return len(evidence.predictions(lesson)) + len(evidence.questions(lesson))


def run(arguments: list[str]) -> dict[str, Any]:
    """Let a class work; print and give what it cost. Raises RuntimeError when anything was lost."""
    count = int(arguments[0]) if arguments else 30
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch) / "learners" / str(number) for number in range(count)]
        learners = [Learner(i, LESSONS[i % len(LESSONS)], folder) for i, folder in enumerate(folders)]
        with Server(NOTEBOOKS, Path(scratch) / "server") as server:
            ready = threading.Barrier(count)
            threads = [threading.Thread(target=learn, args=(one, server, ready)) for one in learners]
            start = time.perf_counter()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            whole_s = time.perf_counter() - start
            with urllib.request.urlopen(f"{server.url}/api/kernels?token={server.token}") as answer:
                living = len(json.load(answer))
        lost = [one.number for one in learners if not one.fault and one.answers != expected(one.lesson)]
        faults = [one.fault for one in learners if one.fault]
    if faults or lost or living != count:
        raise RuntimeError(
            f"{living} of {count} kernels live; answers lost by {lost}; faults:\n" + "\n".join(faults)
        )
    return told(learners, whole_s)


def told(learners: list[Learner], whole_s: float) -> dict[str, Any]:
    """Print and give the class's figures."""
    times = [one.run_s for one in learners]
    memory = [one.memory_MB for one in learners]
    latencies = [value for one in learners for value in one.latencies_ms]
    result = {
        "learners": len(learners),
        "cores": psutil.cpu_count(),
        "whole_run_s": whole_s,
        "lesson_s": {"median": statistics.median(times), "slowest": max(times)},
        "memory_MB": {"median": statistics.median(memory), "largest": max(memory)},
        "latency_ms": {
            "median": statistics.median(latencies),
            "p95": percentile(latencies, 0.95),
            "worst": max(latencies),
        },
    }
    print(f"{len(learners)} learners on {psutil.cpu_count()} cores: every cell finished, nothing was lost")
    for name in ("lesson_s", "memory_MB", "latency_ms"):
        print(f"{name:12}" + "".join(f"{word} {value:,.0f}   " for word, value in result[name].items()))  # type: ignore[attr-defined]
    print(f"whole run   {whole_s:,.0f} s")
    return result
