"""Opens one page of the kit as an app, without code or files: ``python -m helpers.app gallery``.

The page runs on this machine alone. Every window has a kernel of its own, which ends soon after the window is
closed. Ctrl+C ends all.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import secrets
import socket
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
PAGES = ("gallery", "explorer")
LOOPBACK = "127.0.0.1"
PORT, MOST_PORT = 8866, 65535
MOST_PAGES = 30  # a class
GONE_S = 120  # a kernel ends so long after its page has left without a word
LOOK_S = 30  # and is looked at so often
MOST_MESSAGE_BYTES = 1024 * 1024
ASK_AGAIN = "Reload the page. If that does not help, python -m helpers.doctor names what is wrong."
ERROR_PAGES = Path(__file__).parent
ROOM_BYTES = 65_536
NO_ROOM = (
    "The app needs a little room for its kernels' files and finds none: {why}. Make room there, or name "
    "another folder in TMPDIR (Windows: TEMP), and start it again."
)

# The browser itself refuses whatever would leave this machine: Voilà's page names two style sheets elsewhere,
# and would wait for them where a network answers slowly or not at all.
POLICY = "; ".join(
    (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:",
        "connect-src 'self' blob: data: ws://127.0.0.1:* ws://localhost:*",
        "frame-ancestors 'self'",
    )
)


def settings(
    port: int, *, browser: bool = True, dark: bool = False, pages: int = MOST_PAGES
) -> dict[str, Any]:
    """Give Voilà's settings: on this machine only, no sources, no files, no look of somebody else's.

    ``pages`` is the most that may be open at once, each with its kernel.
    """
    from helpers.app.pages import PageKernels, PageLine, turn_away  # here: they need Voilà

    return {
        "Voila": {
            "ip": LOOPBACK,
            "port": port,
            "port_retries": 0,
            "open_browser": browser,
            "log_level": "ERROR",
            "kernel_websocket_connection_class": PageLine,
            "config_file_paths": [],  # a file elsewhere on this machine must not open what is closed here
            "tornado_settings": {
                "headers": {"Content-Security-Policy": POLICY},
                "allow_remote_access": False,  # answers to this machine's own names only
                # Or no window that closes could end its kernel: its parting note carries no cookie's mark.
                # Such a note is all a stranger could send, and for a kernel they cannot name.
                "disable_check_xsrf": True,
                "websocket_max_message_size": MOST_MESSAGE_BYTES,
            },
        },
        "VoilaConfiguration": {
            "strip_sources": True,
            "show_tracebacks": False,
            "file_allowlist": [],
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "theme": "dark" if dark else "light",
            "multi_kernel_manager_class": PageKernels,
            "prelaunch_hook": turn_away,
        },
        "PageKernels": {
            "most": pages,
            "cull_idle_timeout": GONE_S,
            "cull_interval": LOOK_S,
            "cull_connected": False,  # whoever reads for an hour keeps the page
            "transport_encryption": "auto",  # nobody else on this machine reads along
        },
        "VoilaExecutor": {
            "startup_timeout": 300,  # a whole class opens it in the same minute
            "cell_error_instruction": ASK_AGAIN,
            "cell_timeout_instruction": ASK_AGAIN,
        },
        # Nothing is signed or kept: the app works where the own folder is full or read-only.
        "NotebookNotary": {"secret": secrets.token_bytes(), "db_file": ":memory:"},
    }


def try_room() -> None:
    """Write a little into the folder where the kernels' files will go; OSError where that fails."""
    with tempfile.TemporaryFile() as file:
        file.write(bytes(ROOM_BYTES))
        file.flush()
        os.fsync(file.fileno())


def free_port(wanted: int) -> int:
    """Give the wanted port where nobody listens on it, else another free one."""
    try:
        listener = socket.create_server((LOOPBACK, wanted))  # unlike bind, takes a port that was just let go
    except OSError:
        listener = socket.create_server((LOOPBACK, 0))
    with listener:
        return int(listener.getsockname()[1])


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the named page until Ctrl+C; 2 where a word is wrong, 1 where Voilà or room is missing."""
    parser = argparse.ArgumentParser(prog="python -m helpers.app", description=__doc__)
    parser.add_argument("page", nargs="?", choices=PAGES, default=PAGES[0])
    parser.add_argument("--port", type=int, default=PORT, help="taken if it is free, else another one")
    parser.add_argument("--dark", action="store_true", help="light words on a dark page")
    parser.add_argument(
        "--pages", type=int, default=MOST_PAGES, help=f"how many may be open at once ({MOST_PAGES})"
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address and open nothing")
    asked = parser.parse_args(arguments)
    if not 0 <= asked.port <= MOST_PORT:
        parser.error(f"--port must be at most {MOST_PORT}, got {asked.port}")
    if asked.pages < 1:
        parser.error(f"--pages must be at least 1, got {asked.pages}")
    if importlib.util.find_spec("voila") is None:
        print("The package voila is missing: python -m helpers.doctor names the fix.")
        return 1
    try:
        try_room()
    except OSError as problem:
        print(NO_ROOM.format(why=problem))
        return 1
    from traitlets.config import Config

    from helpers.app.pages import App  # here, so that a missing Voilà gets one clear sentence

    port = free_port(asked.port)
    wanted = settings(port, browser=not asked.no_browser, dark=asked.dark, pages=asked.pages)
    app = App(config=Config(wanted))
    app.initialize([str(NOTEBOOKS / f"{asked.page}.ipynb")])
    app.template_paths.append(str(ERROR_PAGES))
    print(f"The {asked.page} is at http://{LOOPBACK}:{port}/ (Ctrl+C ends it).", flush=True)
    app.start()
    return 0
