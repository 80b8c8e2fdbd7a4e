"""What tests of faulty disks share: code run in a process of its own, on a small disk of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

ANSWER = """
import sys
from pathlib import Path
from helpers.lesson.progress import Progress
progress = Progress(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    progress.answer(f"{sys.argv[2]}_{number}", "x")
    if not progress.notice:
        print(number, flush=True)
"""
"""So many answers in a folder, under names that begin with a word; prints the number of each saved one."""
SAY = "print(progress.notice)\n"


def run(code: str, *args: object, before: tuple[str, ...] = ()) -> str:
    """Run Python code from the kit's folder; give what it prints."""
    done = subprocess.run(
        [*before, sys.executable, "-c", code, *map(str, args)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def small_disk(folder: Path, options: str) -> tuple[str, ...]:
    """Give what runs a command with a disk of its own at ``folder``; skip where the system has none."""
    mount = f'mount -t tmpfs -o {options} tmpfs "$0" && exec "$@"'
    before = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, str(folder))
    try:
        works = (
            subprocess.run([*before, "true"], capture_output=True, timeout=30, check=False).returncode == 0
        )
    except FileNotFoundError:
        works = False
    if not works:
        pytest.skip(
            "this system lets nobody mount a small disk for a test; the same faults are also made in Python"
        )
    return before


def fill(folder: Path) -> Path:
    """Take all that is left of a small disk; give the file to remove for room again."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return ballast


def read_only(folder: Path, on: bool = True) -> None:
    """Let nobody write on a small disk, or everybody again."""
    subprocess.run(["mount", "-o", f"remount,{'ro' if on else 'rw'}", str(folder)], check=True)
