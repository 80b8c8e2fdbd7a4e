"""A learner of the class in a real JupyterLab page, who clicks and types what the others send as messages.

Times are what a person sees: from the click or key press, as the browser dates it, to the changed page.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

from helpers.lesson.cards import GRADES
from tests.benchmarks import moving
from tests.benchmarks.answers import Step
from tests.benchmarks.learner import CALLED, cell_of
from tests.benchmarks.page import PATIENCE_S
from tests.benchmarks.sight import signs_of
from tests.browser import lab

WATCH_CLICK = """(card) => {
  const before = card.innerText;
  globalThis.pending = new Promise((resolve) => {
    document.addEventListener("click", (event) => {
      const look = () => {
        const waited = performance.now() - event.timeStamp;
        if (card.innerText !== before) resolve(waited);
        else if (waited > 3000) resolve(-1);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, { once: true, capture: true });
  });
}"""
FIRST_SLIDER = """() => [...document.querySelectorAll(".jp-Notebook .jp-CodeCell")].findIndex((cell) =>
  [...cell.querySelectorAll(".wmt-panel .noUi-handle")].some((handle) => handle.checkVisibility(
    { visibilityProperty: true })))"""
KERNEL = "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.id"
SILENT = ("hand in", "predict first")
"""Steps whose click changes the page without a word of the kernel, or changes no words of the card."""


class RealLearner:
    """One learner in Lab; playwright wants all of it in one thread, which is this learner's own.

    ``done`` are the steps done so far, ``clicks_ms`` and ``keys_ms`` what a person waits after a click and
    after moving the slider by a key; ``still`` counts the keys that changed nothing.
    """

    def __init__(self, server: lab.Server, notebook: str, dice: random.Random) -> None:
        self.server, self.notebook, self.dice = server, notebook, dice
        self.done: list[Step] = []
        self.files: list[tuple[str, str]] = []
        self.clicks_ms: list[float] = []
        self.keys_ms: list[float] = []
        self.still = 0
        self.kernel = ""
        self._thread = ThreadPoolExecutor(1)
        self._ending = ExitStack()

    async def start(self) -> None:
        """Start the browser: a class does not wait for that."""
        await self._here(self._start)

    async def enter(self) -> float:
        """Open the lesson and run all cells; give the seconds it took."""
        start = time.perf_counter()
        await self._here(self._open)
        return time.perf_counter() - start

    async def work(self, steps: Sequence[Step], pause_s: float) -> None:
        """Do these steps, each after a pause for thought."""
        for step in steps:
            await asyncio.sleep(self.dice.uniform(0.2, 1.8) * pause_s)
            await self._here(self.do, step)

    async def drag(self, seconds: float) -> None:
        """Move the first slider by arrow keys, a step to and fro."""
        await self._here(self._drag, seconds)

    async def faults(self) -> list[str]:
        """What the page says went wrong."""
        return list(
            await self._here(lambda: [*self.lab.errors(), *self.lab.cell_errors(), *self.lab.console])
        )

    async def leave(self) -> None:
        """Close the browser; the kernel goes on, so that it can be counted."""
        await self._here(self._ending.close)

    async def _here(self, call: Callable[..., Any], *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, *given)

    def _start(self) -> None:
        browser = self._ending.enter_context(lab.chromium())
        self.lab = lab.Lab(browser, self.server)
        self.lab.page.set_default_timeout(1000 * PATIENCE_S)

    def _open(self) -> None:
        self.lab.open(self.notebook)
        self.lab.run_all()
        self.kernel = self.lab.page.evaluate(KERNEL)

    def do(self, step: Step) -> None:
        """Do one step by mouse and keyboard."""
        if step.do == "task":
            self.done.append(step)
            self.lab.show(cell_of(step), self._cell_of_task(step.id))
            return
        card = self._card(step)
        if step.do in ("commit", "check", "grade"):
            option = " ".join(GRADES[step.what]) if step.do == "grade" else step.what
            card.get_by_role("radio", name=option, exact=True).check()
        if step.do == "write":
            card.get_by_role("textbox").fill(step.what)
        words = CALLED[step.what if step.do == "hand in" else step.do]
        buttons = [card.get_by_role("button", name=word, exact=True) for word in words]
        button = buttons[0] if len(words) == 1 else buttons[0].or_(buttons[1])
        self.lab.wait_idle()  # what was chosen has arrived, and the button says so
        self.done.append(step)
        if step.do not in SILENT:
            card.evaluate(WATCH_CLICK)
        button.first.click()
        if step.do not in SILENT:
            waited = float(self.lab.page.evaluate("() => pending"))
            self.clicks_ms += [waited] if waited >= 0 else []
        self.lab.wait_idle()

    def _drag(self, seconds: float) -> None:
        page, end = self.lab.page, time.monotonic() + seconds
        page.evaluate(moving.PROBES)
        index = page.evaluate(FIRST_SLIDER)
        while time.monotonic() < end:
            for key in ("ArrowRight", "ArrowLeft"):
                time.sleep(self.dice.uniform(0.5, 1.5))
                waited = moving.press(self.lab, "panel", index, ".noUi-handle", key)
                self.still += waited < 0
                self.keys_ms += [waited] if waited >= 0 else []

    def _card(self, step: Step) -> Any:
        """The card of a step, as it can be seen."""
        signs = signs_of(step)
        cards = self.lab.page.locator(f".lesson-part.{signs.css}:visible")
        if signs.options:
            option = self.lab.page.get_by_role("radio", name=signs.options[0], exact=True)
            return cards.filter(has=option).last
        return cards.filter(has_text=_plain(signs.words)).last if signs.words else cards.last

    def _cell_of_task(self, id: str) -> int:
        file = self.server.folder / self.notebook
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        return next(i for i, cell in enumerate(cells) if f"%%exercise {id}\n" in "".join(cell["source"]))


def _plain(words: str) -> str:
    """Words as the page shows them."""
    return words.replace("`", "").replace("**", "")
