"""A sheet as PDF, printed by the Chrome, Chromium or Edge of this machine; nothing else is needed."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

from helpers.lesson.disk import replace_shared

PAPERS = {"a4": "A4", "letter": "letter"}
LONGEST_S = 120
QUIET = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--no-pdf-header-footer",  # the sheet brings its own foot
    "--print-to-pdf-no-header",  # the same, as older ones spell it
)
NO_BROWSER = (
    "No PDF was made: that needs Chrome, Chromium or Edge, and none was found. The pages print as well from "
    "any browser; to get PDFs, install one of the three or name its program in CHROMIUM."
)
DATES = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}")
END = b"%%EOF"


class PrintError(Exception):
    """The browser was there and made no PDF; the message says what it said."""


def print_pdf(page: Path, paper: str, browser: Path) -> Path:
    """Print a page beside itself, on ``a4`` or ``letter`` paper, and give the PDF's path.

    The dates inside are blanked, so that the same page gives the same file. Raises PrintError where the
    browser makes none within two minutes.
    """
    target = page.with_suffix(".pdf")
    # Beside the page and not in the system's own folder, where a browser from a snap may not read. Windows
    # deletes nothing that is open, and parts of a browser outlive it by a moment: what stays is no fault.
    place = tempfile.TemporaryDirectory(prefix="printing-", dir=page.parent, ignore_cleanup_errors=True)
    with place as folder:
        sized, made = Path(folder) / page.name, Path(folder) / target.name
        sized.write_text(on_paper(page.read_text(encoding="utf-8"), paper), encoding="utf-8", newline="\n")
        said = _run(
            [
                *(str(browser), *QUIET, *_as_root(), f"--user-data-dir={Path(folder).resolve() / 'profile'}"),
                *(f"--print-to-pdf={made.resolve()}", sized.resolve().as_uri()),
            ]
        )
        pdf = made.read_bytes() if made.is_file() else b""
        if END not in pdf[-1024:]:  # on a full disk it stops anywhere
            raise PrintError(f"{browser.name} made no PDF of {page.name}. It said: {said or 'nothing'}")
        replace_shared(target, DATES.sub(rb"\g<1>20000101000000", pdf))
    return target


def on_paper(html: str, paper: str) -> str:
    """The page with its paper named: on its own it takes whatever the printer holds."""
    return html.replace("</style>", f"@page {{ size: {PAPERS[paper]}; }}\n</style>", 1)


def _as_root() -> list[str]:
    """Chromium refuses its sandbox to root, as in a container; the pages are the kit's own."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def _run(command: list[str]) -> str:
    """Run the browser to its end and give the last line of what it said."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=LONGEST_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return (done.stderr.decode("utf-8", "replace").strip().splitlines() or [""])[-1]
