"""A learner who reads only what is shown, and answers by the messages of clicks, typing and dragging."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers import evidence
from helpers.lesson.cards import GRADES
from tests.benchmarks.answers import Step
from tests.benchmarks.page import Page, Request
from tests.benchmarks.sight import Handle, Sight, signs_of

BURST_S, LOOK_S = 1.5, 0.7
KEY_S = 1.0
CALLED = {
    "commit": ("Commit to this answer", "Change my mind"),
    "look": ("Show me anyway",),
    "predict first": ("Predict first",),
    "check": ("Check",),
    "hint": ("Hint",),
    "solution": ("Solution", "Compare with ours"),
    "grade": ("This is my grade", "Change my grade"),
    "show grade": ("Show the kit's grade",),
    "write": ("Compare with the checklist",),
    "before": ("Save for the teacher",),
    "after": ("Save again, after the discussion",),
    "read": ("Read the folder again",),
    "save": ("Save all results (CSV)",),
}
"""What stands on the button of each step."""


@dataclass
class Learner:
    """One learner on one page.

    ``done`` are the steps sent so far; ``clicks_ms`` says how soon the page answered each click,
    ``settled_ms`` how soon after letting go of a slider its last picture came.
    """

    page: Page
    dice: random.Random
    done: list[Step] = field(default_factory=list)
    clicks_ms: list[float] = field(default_factory=list)
    settled_ms: list[float] = field(default_factory=list)

    @property
    def sight(self) -> Sight:
        """What can be seen now."""
        return Sight(self.page)

    @property
    def kernel(self) -> str:
        """The kernel's id on the server."""
        return self.page.kernel

    @property
    def files(self) -> list[tuple[str, str]]:
        """What was saved by the page, as name and text."""
        return self.page.files

    async def start(self) -> None:
        """Nothing to start: the page is this program."""

    async def leave(self) -> None:
        """Close the page; the kernel goes on, so that it can be counted."""
        self.page.close()

    async def faults(self) -> list[str]:
        """What went wrong, as the page was told."""
        return self.page.faults

    async def enter(self) -> float:
        """Open the lesson and run all its cells; give the seconds it took."""
        start = time.perf_counter()
        for cell in await self.page.enter():
            if cell["cell_type"] == "code":
                await self.page.run("".join(cell["source"]))
        return time.perf_counter() - start

    async def work(self, steps: Sequence[Step], pause_s: float) -> None:
        """Do these steps, each after a pause for thought of about ``pause_s``."""
        for step in steps:
            await asyncio.sleep(self.dice.uniform(0.2, 1.8) * pause_s)
            await self.do(step)

    async def do(self, step: Step) -> None:
        """Do one step, by clicks or by running a cell."""
        if step.do == "task":
            self.done.append(step)
            await self.page.run(cell_of(step))
            return
        signs = signs_of(step)
        card = await self.page.until(lambda: self.sight.card(signs), f"the card of {step}")
        match step.do:
            case "commit" | "check":
                await self._choose(card, step.what)
            case "grade":
                await self._choose(card, " ".join(GRADES[step.what]))
            case "write":
                await self._type(card, step.what)
        await self.click(card, step)

    async def click(self, card: str, step: Step) -> None:
        """Click the card's button of this step once it is awake; wait until the kernel has answered."""
        words = CALLED[step.what if step.do == "hand in" else step.do]
        button = await self.page.until(lambda: self.sight.button(card, words), f"a button {words[0]!r}")
        self.done.append(step)
        request = await self.page.answered(self.page.press(button))
        if request.updated_s:
            self.clicks_ms.append(1000 * (min(request.updated_s.values()) - request.sent_s))

    async def drag(self, handle: Handle, seconds: float, per_s: int | None) -> None:
        """Move a slider for a while: now and then by a key, or in bursts of ``per_s`` moves a second."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await asyncio.sleep(self.dice.uniform(0.5, 1.5) * (LOOK_S if per_s else KEY_S))
            if per_s:
                await self._burst(handle, per_s)
            else:
                await self.put(handle, self.dice.choice(handle.places))

    async def put(self, handle: Handle, value: float) -> None:
        """Move the slider once and wait for its picture."""
        self.page.update(handle.slider, value=value)
        await self._let_go(handle)

    def moves(self, handle: Handle) -> list[Request]:
        """The messages of a slider that changed its value: each must have changed the picture."""
        moves: list[Request] = []
        for request in self.page.updates.get(handle.slider, []):
            if not moves or request.state != moves[-1].state:
                moves.append(request)
        return moves

    async def _choose(self, card: str, text: str) -> None:
        options = self.sight.options(card)
        self.page.update(options, index=self.page.models[options]["_options_labels"].index(text))
        await self.page.settled(options)

    async def _type(self, card: str, text: str) -> None:
        """Type word by word: the page sends the box's text at every change."""
        box = self.sight.box(card)
        for end in [i for i, letter in enumerate(text) if letter == " "] + [len(text)]:
            self.page.update(box, value=text[:end])
            await asyncio.sleep(0.05)
        await self.page.settled(box)

    async def _burst(self, handle: Handle, per_s: int) -> None:
        """Drag along the scale and back, let go, and wait for the picture of where the handle stands."""
        now, way = self.page.models[handle.slider]["value"], 1
        at = min(range(len(handle.places)), key=lambda i: abs(handle.places[i] - now))
        for _ in range(round(BURST_S * per_s)):
            way = way if 0 <= at + way < len(handle.places) else -way
            at += way
            self.page.update(handle.slider, value=handle.places[at])
            await asyncio.sleep(1 / per_s)
        await self._let_go(handle)

    async def _let_go(self, handle: Handle) -> None:
        """Wait for the last picture, and note how long after the last move it came."""
        released_s = time.perf_counter()
        await self.page.settled(handle.slider)
        last_s = self.page.updates[handle.slider][-1].updated_s.get(handle.figure, 0.0)
        self.settled_ms.append(1000 * max(0.0, last_s - released_s))


def cell_of(step: Step) -> str:
    """What a learner has typed into the cell of a task."""
    item = evidence.exercise(step.id)
    typed = {
        "right": item.solution,
        "starter": item.starter,
        "wrong": f"def {item.function}(*given, **named):\n    return -1e9\n",
        "broken": f"def {item.function}(:\n",
    }
    return f"%%exercise {step.id}\n{typed[step.what]}"
