"""A test whose name says what it proves gets the marker of that kind (see ``tests/published/rows.py``)."""

from __future__ import annotations

import re

import pytest

KIND_OF_WORD = {  # the first that fits
    "conflict_shown|contradict|disagreement_is_shown|_shown$": "contradiction",
    "independent": "independent",
    "fitted": "fitted",
    "identity|golden": "identity",
}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark one test."""
    name = item.originalname if isinstance(item, pytest.Function) else item.name
    for words, kind in KIND_OF_WORD.items():
        if re.search(words, name or ""):
            item.add_marker(kind)
            return
