"""Thousands of random events for each panel: ``python -m tests.faults.long_fuzz --events 10000 [Panel ...]``.

Prints one line for each panel. A failure names its seed and event, and the same command shows it again;
``--salt`` draws other events.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from functools import partial


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
    from tests.faults.random_events import complaints, storm

    panels.load_all()
    failed = 0
    for name in names or sorted(Panel.registry):
        started, panel = time.perf_counter(), Panel.registry[name]()
        try:
            heard = storm(panel, name, events, partial(complaints, panel), salt)
            said = f"{panel.state_version} states, {heard.refused} messages refused"
        except AssertionError as problem:
            failed, said = 1, f"FAILED: {problem}"
        print(f"{name:22} {events} events, {time.perf_counter() - started:5.0f} s: {said}", flush=True)
        panel.close()
    return failed


if __name__ == "__main__":
    sys.exit(main())
