"""What all tests share: calm hypothesis settings and one word on missing browsers."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import hypothesis
import pytest

from helpers import doctor

# No deadline: a busy machine is no failure. With CI the examples are the same each time.
hypothesis.settings.register_profile("kit", deadline=None, derandomize="CI" in os.environ)
# For tests/mutants.py: the same few examples each time, and no search for a simpler one when a test fails.
hypothesis.settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    max_examples=30,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)
hypothesis.settings.load_profile("kit")


@pytest.fixture
def no_error_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which anything logs an error."""
    caplog.set_level(logging.WARNING)
    yield
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a browser test where no Chromium is found, or fail it where one is required."""
    if item.get_closest_marker("browser") is None or doctor.find_chromium() is not None:
        return
    if os.environ.get("MUSCLE_TWITCH_REQUIRE_BROWSER", "0") not in ("", "0"):
        pytest.fail(doctor.NO_CHROMIUM, pytrace=False)
    pytest.skip(doctor.NO_CHROMIUM)
