"""The order of tests: the browser's come first, and what they leave running touches no other."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests import environment


def item(name: str, *marks: str) -> SimpleNamespace:
    return SimpleNamespace(name=name, get_closest_marker=lambda mark: mark if mark in marks else None)


@pytest.fixture
def left_running() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop marked as running, as playwright leaves it; after the test the mark is gone."""
    loop = asyncio.new_event_loop()
    asyncio._set_running_loop(loop)
    yield loop
    asyncio._set_running_loop(None)
    loop.close()


def test_browser_tests_come_first_and_all_else_keeps_its_order() -> None:
    items = [item("one"), item("page", "browser"), item("two", "identity"), item("lab", "browser")]
    environment.pytest_collection_modifyitems(items)  # type: ignore[arg-type]
    assert [each.name for each in items] == ["page", "lab", "one", "two"]


def test_a_loop_left_running_is_set_aside_for_a_test_and_comes_back(left_running) -> None:
    running = environment.pytest_runtest_protocol(item("sound"))  # type: ignore[arg-type]
    next(running)
    assert asyncio._get_running_loop() is None
    with contextlib.suppress(StopIteration):
        running.send(None)
    assert asyncio._get_running_loop() is left_running


def test_a_browser_test_keeps_the_loop(left_running) -> None:
    running = environment.pytest_runtest_protocol(item("page", "browser"))  # type: ignore[arg-type]
    next(running)
    assert asyncio._get_running_loop() is left_running
    running.close()


@pytest.mark.parametrize(
    ("where", "why", "said"),
    [
        ("notebooks/04_calcium.ipynb::Cell 3", "Cell outputs differ", True),
        ("notebooks/04_calcium.ipynb::Cell 3", "Cell execution caused an exception", False),
        ("tests/test_app.py::test_it", "Cell outputs differ", False),
    ],
)
def test_a_cell_that_shows_something_new_is_told_the_one_command(where, why, said) -> None:
    lines: list[str] = []
    failed = [SimpleNamespace(nodeid=where, longrepr=why)]
    reporter = SimpleNamespace(stats={"failed": failed}, write_line=lines.append)
    environment.pytest_terminal_summary(reporter)
    assert lines == [environment.STALE] * said
    assert ".venv/bin/python tests/store_outputs.py\n" in environment.STALE
