"""A class at work: a server, a kernel and a desk for each learner, and the teacher who calls them."""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from helpers.display import NOTEBOOKS
from tests.benchmarks import class_proof
from tests.benchmarks.answers import Plan, Step, plan
from tests.benchmarks.learner import Learner
from tests.benchmarks.page import Page
from tests.benchmarks.real_learner import RealLearner
from tests.benchmarks.sight import Handle
from tests.browser.lab import Server

LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("[0-9]*.ipynb"))
DRAG_S, PAUSE_S = 30.0, 1.0
RELOAD_EVERY = 5
"""Every so many-th learner reloads the page after dragging."""


@dataclass
class Pupil:
    """One learner of the class with what became of them."""

    number: int
    lesson: str
    folder: Path
    plan: Plan
    learner: Learner | RealLearner
    open_s: float = 0.0
    finish_s: float = 0.0
    kernel: psutil.Process | None = None
    moves_ms: list[float] = field(default_factory=list)
    moves: int = 0
    last: tuple[Handle, float, str] | None = None
    """The slider moved, where it was left, what the page says then."""
    faults: list[str] = field(default_factory=list)
    broke_off: bool = False

    @property
    def sent(self) -> tuple[str, list[Step]]:
        """Lesson and steps."""
        return self.lesson, self.learner.done

    @property
    def lives(self) -> bool:
        """Whether the kernel is the one that was started."""
        return self.kernel is not None and self.kernel.is_running() and self.kernel.status() != "zombie"

    @property
    def memory_MB(self) -> float:
        """What the kernel holds now, as the system counts it."""
        return self.kernel.memory_info().rss / 1e6 if self.kernel and self.lives else 0.0


class Classroom:
    """A server, a kernel for each learner with folders of their own, and one folder for what is handed in."""

    def __init__(
        self,
        scratch: Path,
        lessons: list[str],
        *,
        browsers: int = 0,
        drag_s: float = DRAG_S,
        pause_s: float = PAUSE_S,
    ) -> None:
        self.scratch, self.browsers, self.drag_s, self.pause_s = scratch, browsers, drag_s, pause_s
        self.root, self.handed = scratch / "notebooks", scratch / "class"
        self.handed.mkdir(parents=True)
        self.server = Server(self.root, scratch / "server")
        self.pupils = [self._pupil(number, lesson) for number, lesson in enumerate(lessons)]
        desk = Page(self.server, self._desk("teacher", "class_results"), "teacher")
        self.teacher = Learner(desk, random.Random(0))
        self.all_there = asyncio.Barrier(len(lessons))
        self.results = ""

    async def hold(self) -> None:
        """Let the class work from the first cell to the class results."""
        await asyncio.gather(*map(self._attend, self.pupils), self.teacher.enter())
        if any(pupil.broke_off for pupil in self.pupils):
            return
        card = next(self.teacher.sight.shown("lesson-class"))
        for step in (Step("read"), Step("save")):
            await self.teacher.click(card, step)
        page = self.teacher.page
        self.results = (await page.until(lambda: page.files, "the class results as a file"))[0][1]

    async def enter(self, pupil: Pupil) -> None:
        """Let one learner open the lesson and run it."""
        pupil.open_s = await pupil.learner.enter()
        pupil.kernel = self._kernel(pupil.learner.kernel)

    def _kernel(self, id: str) -> psutil.Process:
        children = psutil.Process(self.server.process.pid).children(recursive=True)
        return next(child for child in children if any(f"kernel-{id}" in word for word in child.cmdline()))

    def _pupil(self, number: int, lesson: str) -> Pupil:
        name = f"learner_{number:02d}"
        dice = random.Random(number)
        cells = json.loads((NOTEBOOKS / f"{lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
        source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        desk = self._desk(name, lesson, number)
        learner: Learner | RealLearner = Learner(Page(self.server, desk, name), dice)
        if number < self.browsers:
            learner = RealLearner(self.server, desk, dice)
        return Pupil(number, lesson, self.scratch / name, plan(lesson, source, dice), learner)

    def _desk(self, name: str, notebook: str, number: int = 0) -> str:
        """Give a learner a copy of the notebook, and a kernel that keeps their progress apart.

        Every second one has no class folder: what they hand in is a download.
        """
        (self.root / name).mkdir(parents=True)
        content = json.loads((NOTEBOOKS / f"{notebook}.ipynb").read_text(encoding="utf-8"))
        content["metadata"]["kernelspec"]["name"] = name
        (self.root / name / f"{notebook}.ipynb").write_text(json.dumps(content), encoding="utf-8")
        class_folder = "" if number % 2 and number >= self.browsers else str(self.handed)
        environment = {
            "MUSCLE_TWITCH_PROGRESS": str(self.scratch / name),
            "MUSCLE_TWITCH_CLASS": class_folder,
            "MUSCLE_TWITCH_OPEN": "",
        }
        spec = {
            "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            "display_name": name,
            "language": "python",
            "env": environment,
        }
        place = self.scratch / "server" / "data" / "kernels" / name
        place.mkdir(parents=True)
        (place / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
        return f"{name}/{notebook}.ipynb"

    async def _attend(self, pupil: Pupil) -> None:
        """One learner's hour, in two minutes."""
        learner = pupil.learner
        try:
            await learner.start()
            await self.all_there.wait()
            start = time.perf_counter()
            await self.enter(pupil)
            await learner.work(pupil.plan.before, self.pause_s * learner.dice.uniform(0.5, 1.5))
            pupil.finish_s = time.perf_counter() - start
            await self.all_there.wait()
            await (self._drag(pupil, learner) if isinstance(learner, Learner) else learner.drag(self.drag_s))
            if isinstance(learner, Learner) and pupil.number % RELOAD_EVERY == RELOAD_EVERY - 1:
                await self._reload(pupil, learner.page)
            await learner.work(pupil.plan.after, self.pause_s)
            for name, text in learner.files:
                (self.handed / name).write_text(text, encoding="utf-8")
            pupil.faults += [f"reached the learner: {text}" for text in await learner.faults()]
        except Exception:
            pupil.broke_off = True
            pupil.faults.append(traceback.format_exc(limit=4))
            await self.all_there.abort()
        finally:
            await learner.leave()

    async def _drag(self, pupil: Pupil, learner: Learner) -> None:
        """Move the slider while all do: every move must be answered, the last picture be the right one."""
        page = learner.page
        handle = learner.sight.handle()
        per_s = None if pupil.number % 3 == 0 else learner.dice.randint(20, 60)
        await learner.drag(handle, self.drag_s, per_s)
        moves = learner.moves(handle)
        answered = [move for move in moves if handle.figure in move.updated_s]
        pupil.moves = len(moves)
        pupil.moves_ms = [1000 * (move.updated_s[handle.figure] - move.sent_s) for move in answered]
        pupil.faults += [f"move to {move.state} lost" for move in moves if move not in answered]
        pupil.last = handle, moves[-1].state["value"], page.models[handle.figure]["sentence"]

    async def _reload(self, pupil: Pupil, page: Page) -> None:
        """Reload the page: every widget must come back as it was."""
        before = dict(page.models)
        after = await page.reload()
        gone = [id for id in before if id not in after]
        other = [id for id in before if id in after and _words(before[id]) != _words(after[id])]
        if gone or other:
            pupil.faults.append(
                f"after the reload {len(gone)} widgets are gone, {len(other)} are not as before"
            )

    def lost(self) -> list[str]:
        """Every answer and every last move that is not where it must be."""
        if any(pupil.broke_off for pupil in self.pupils):
            return ["not looked for: the class broke off"]
        found = []
        for pupil in self.pupils:
            gone = class_proof.lost_from_file(pupil.folder, pupil.learner.done)
            if pupil.last:
                gone += class_proof.lost_from_picture(*pupil.last)
            found += [f"{pupil.folder.name}: {line}" for line in gone]
        found += class_proof.lost_from_hand_ins({p.folder: p.sent for p in self.pupils}, self.handed)
        must = class_proof.counted(pupil.sent for pupil in self.pupils)
        return found + class_proof.lost_from_results(must, self.results)


def _words(model: dict[str, Any]) -> dict[str, Any]:
    """What of a widget's state is words and numbers; arrays travel as buffers beside it."""
    return {key: value for key, value in model.items() if isinstance(value, (str, int, float, bool))}
