"""Drawing a panel's picture again gives the same file."""

from __future__ import annotations

from typing import Any

import pytest

from helpers import panels
from helpers.panels.base import Panel
from tests.make_pictures import drawn

pytestmark = pytest.mark.browser

panels.load_all()


@pytest.mark.parametrize("name", sorted(Panel.registry))
def test_drawing_twice_gives_the_same_bytes(browser: Any, name: str) -> None:
    panel = Panel.registry[name]()
    assert drawn(browser, panel) == drawn(browser, panel)
    panel.close()
