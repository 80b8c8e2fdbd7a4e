"""Drawing a panel's picture again gives the same file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from helpers import panels
from helpers.panels.base import Panel
from tests.make_pictures import drawing_page, drawn

pytestmark = pytest.mark.browser

panels.load_all()


@pytest.fixture(scope="module")
def pages(browser: Any) -> Iterator[list[Any]]:
    """Two pages, so that nothing one page counts or draws by chance can hide."""
    both = [drawing_page(browser), drawing_page(browser)]
    yield both
    for page in both:
        page.close()


@pytest.mark.parametrize("name", sorted(Panel.registry))
def test_drawing_twice_gives_the_same_bytes(pages: list[Any], name: str) -> None:
    panel = Panel.registry[name]()
    first, second = [drawn(page, panel) for page in pages]
    assert first == second
    panel.close()
