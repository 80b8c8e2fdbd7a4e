"""Thousands of random events for each panel: ``python -m tests.faults.long_fuzz --events 10000 [Panel ...]``.

Prints one line for each panel. A failure names its seed and event, and the same command shows it again;
``--salt`` draws other events. The line also says how much the process grew: in the first half of the events,
when caches fill, and in the second, when only a leak still grows.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

import psutil  # comes with ipykernel

MB = 1e6


def main() -> int:
    """Run; give 1 where a panel failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000, help="for each panel")
    parser.add_argument("--salt", default="", help="any word: other events than without it")
    parser.add_argument("panels", nargs="*", help="names of panels; all without any")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MUSCLE_TWITCH_PROGRESS"] = folder
        return run(asked.events, asked.salt, asked.panels)


def run(events: int, salt: str, names: list[str]) -> int:
    """Drive one panel after the other."""
    from helpers import panels
    from helpers.panels.base import Panel
    from tests.faults.random_events import storm

    panels.load_all()
    failed = 0
    for name in names or sorted(Panel.registry):
        started, panel = time.perf_counter(), Panel.registry[name]()
        memory = Memory(panel, events)
        try:
            heard = storm(panel, name, events, memory.check, salt)
            said = f"{panel.state_version} states, {heard.refused} messages refused, {memory.said()}"
        except AssertionError as problem:
            failed, said = 1, f"FAILED: {problem}"
        print(f"{name:22} {events} events, {time.perf_counter() - started:5.0f} s: {said}", flush=True)
        panel.close()
    return failed


class Memory:
    """Checks a panel after each event, and notes on the way how large the process is [bytes]."""

    def __init__(self, panel: Any, events: int) -> None:
        from tests.faults.random_events import complaints

        self._complaints: Callable[[Any], list[str]] = complaints
        self._panel, self._half, self._checked = panel, events // 2, 0
        self._start = self._middle = resident()

    def check(self) -> list[str]:
        """Give what is wrong with the panel; halfway, note the size."""
        self._checked += 1
        if self._checked == self._half:
            self._middle = resident()
        return self._complaints(self._panel)

    def said(self) -> str:
        """Give the growth in both halves, in megabytes."""
        end = resident()
        return f"grew {(self._middle - self._start) / MB:+.1f} then {(end - self._middle) / MB:+.1f} MB"


def resident() -> int:
    """Memory this process holds once what nobody uses has been given back [bytes]."""
    gc.collect()
    return int(psutil.Process().memory_info().rss)


if __name__ == "__main__":
    sys.exit(main())
