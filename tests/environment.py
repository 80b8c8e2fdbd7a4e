"""Keep every test away from the learner's own progress; pytest loads this first (see pyproject.toml).

A conftest would be too late, and unread when only a notebook is named on the command line. Kernels, browsers
and other workers inherit the variables set here. Each test file gets a folder of its own, so that no notebook
sees what another one did.

Three things about order: there is one worker more than cores, browser tests come first, and the loop they
leave running is set aside. And one at the end: where a notebook's cell failed, the command that makes stored
outputs follow.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

STALE = (
    "What a notebook stores is not what the kit now shows. If the change was meant, one command makes all\n"
    "that is stored follow, and leaves alone what has not changed:\n"
    "    .venv/bin/python tests/store_outputs.py\n"
    "    .venv\\Scripts\\python tests\\store_outputs.py    (Windows)"
)

_WORKER = os.environ.get("PYTEST_XDIST_WORKER")
_BASE = "MUSCLE_TWITCH_TEST_FOLDER"

if _WORKER is None:
    _folder = tempfile.mkdtemp(prefix="muscle_twitch_tests_")
    os.environ[_BASE] = _folder
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)

_OWN = Path(os.environ[_BASE]) / (_WORKER or "main")
_OWN.mkdir(parents=True, exist_ok=True)
os.environ["MUSCLE_TWITCH_PROGRESS"] = str(_OWN)
os.environ["MUSCLE_TWITCH_CLASS"] = str(_OWN / "class")  # not there: no teacher's files, no learner's either
os.environ["MUSCLE_TWITCH_OPEN"] = "1"  # no card covers a panel
os.environ.pop("MUSCLE_TWITCH_STATIC", None)  # live widgets, as a learner has them
os.environ.pop("MUSCLE_TWITCH_DATA", None)  # the kit's own data folder
os.environ["IPYTHONDIR"] = str(_OWN / "ipython")  # no start-up files or history of the machine's owner
os.environ["JUPYTER_PLATFORM_DIRS"] = "1"  # the folders Jupyter is moving to; silences its warning


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Point the progress folder at one for this file; nbval starts the notebook's kernel just after."""
    folder = _OWN / item.path.name
    folder.mkdir(exist_ok=True)
    os.environ["MUSCLE_TWITCH_PROGRESS"] = str(folder)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser's files first: they are the longest, and would keep one core waiting at the end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Work on one file more than there are cores: a browser test waits a good part of its time."""
    return (yield) + 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Set aside the loop that playwright leaves running in its worker: other tests may start their own."""
    loop = asyncio._get_running_loop()
    if loop is None or item.get_closest_marker("browser") is not None:
        return (yield)
    asyncio._set_running_loop(None)
    try:
        return (yield)
    finally:
        asyncio._set_running_loop(None if loop.is_closed() else loop)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name the command where nbval found another output than is stored."""
    failed = terminalreporter.stats.get("failed", [])
    if any(".ipynb::" in one.nodeid and "Cell outputs differ" in str(one.longrepr) for one in failed):
        terminalreporter.write_line(STALE)
