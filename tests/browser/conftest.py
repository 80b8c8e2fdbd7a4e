"""One Lab and one Chromium for all browser tests; the root conftest skips them where there is no Chromium.

What costs seconds here is opening: a page with Lab 3, a kernel 2. So ask for the least that proves the point:

- one panel, or any few lines that show something: ``stage``, one open notebook for all. ``stage.show(code)``
  runs a cell, ``stage.python(code)`` moves things in the kernel, ``stage.settle()`` waits until the page has
  drawn what came of it, and at the end nothing may have gone wrong in kernel or page.
- a plain page without Lab: ``browser.new_page()``.
- a lesson from the start, a reload, a restarted kernel: ``lab``, a page of its own. Where several tests can
  share what was opened, write a fixture for the module, as in test_explorer.py.

Never wait for a number of milliseconds: wait for what should be seen, or ``settle()``.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.lab import SIZE, Lab, Server, chromium, notebook


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One context for all pages: Lab's own program is read once, and then comes from the cache."""
    with chromium() as running:
        loop = asyncio._get_running_loop()
        yield running.new_context(viewport=SIZE)
        asyncio._set_running_loop(loop)  # a test without a browser came last: tests/environment.py


@pytest.fixture(scope="session")
def server(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Lab over a copy of the notebooks, so that no test changes the real ones."""
    place = tmp_path_factory.mktemp("lab")
    source = Path(__file__).resolve().parents[2] / "notebooks"
    shutil.copytree(source, place / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    with Server(place / "notebooks", place / "scratch") as running:
        yield running


@pytest.fixture
def lab(browser: Any, server: Server) -> Iterator[Lab]:
    page = Lab(browser, server)
    yield page
    page.close()


@pytest.fixture(scope="session")
def open_stage(browser: Any, server: Server, write: Callable[..., str]) -> Lab:
    lab = Lab(browser, server)
    lab.open(write("stage", "", ""))
    return lab  # closed with the browser


@pytest.fixture
def stage(open_stage: Lab) -> Lab:
    """An open notebook of two empty cells, its kernel shared with other tests; nothing of theirs is shown."""
    open_stage.page.evaluate("() => jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    open_stage.forget()
    return open_stage


@pytest.fixture(scope="session")
def write(server: Server) -> Callable[..., str]:
    """Write a notebook of code cells beside the lessons and give its name."""

    def make(name: str, *cells: str) -> str:
        path = server.folder / f"{name}.ipynb"
        path.write_text(notebook(*cells), encoding="utf-8")
        return path.name

    return make
