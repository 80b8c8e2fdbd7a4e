"""A learner at a desk, with a folder of their own and a lesson made for tests."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import theme
from helpers.lesson import Lesson
from helpers.lesson.progress import Progress
from tests.lesson.fakes import FakeData, FakePanel


@pytest.fixture(autouse=True)
def a_learner_at_a_desk(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Cards cover, the projector is off; an ERROR log fails the test unless the test clears it."""
    for name in ("MUSCLE_TWITCH_OPEN", "MUSCLE_TWITCH_STATIC", "SERVER_SOFTWARE"):
        monkeypatch.delenv(name, raising=False)
    theme.mode.projector = False
    yield
    theme.mode.projector = False
    assert not [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.ERROR]


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return Progress(tmp_path)


@pytest.fixture
def lesson(progress: Progress) -> Lesson:
    return Lesson("04_calcium", FakeData(), progress)


@pytest.fixture
def panel() -> FakePanel:
    return FakePanel()
