"""One Lab and one Chromium for all browser tests; the root conftest skips them where there is no Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.lab import Lab, Server, chromium, notebook


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


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
def write(server: Server) -> Callable[..., str]:
    """Write a notebook of code cells beside the lessons and give its name."""

    def make(name: str, *cells: str) -> str:
        path = server.folder / f"{name}.ipynb"
        path.write_text(notebook(*cells), encoding="utf-8")
        return path.name

    return make
