"""Make both locks: ``python tests/lock.py``, with ``--upgrade`` for the newest versions allowed.

``requirements.txt`` is what a learner installs, this kit included; ``tests/requirements.txt`` is what testing
needs besides, at versions that agree with the first. Each serves Linux, macOS and Windows by its markers,
with packages that are built for all of them. Nothing else writes these files, so that no path of one machine
gets into them.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "python tests/lock.py"
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
SYSTEMS = {  # and the oldest Python for which everything is built there
    "x86_64-unknown-linux-gnu": "3.11",
    "aarch64-unknown-linux-gnu": "3.11",
    "x86_64-apple-darwin": "3.11",
    "aarch64-apple-darwin": "3.11",
    "x86_64-pc-windows-msvc": "3.11",
    "aarch64-pc-windows-msvc": "3.12",  # PyYAML is not built for 3.11 there; pip makes its plain Python form
}
KIT = "-e ."  # installs helpers from this folder, so that `import helpers` needs no path tricks


def compiled(lock: Path, *arguments: str, stdin: str = "") -> str:
    """Text of a universal lock made by uv, keeping the versions ``lock`` already names."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.txt"
        if lock.exists() and "--upgrade" not in sys.argv:
            draft.write_text(lock.read_text(encoding="utf-8"), encoding="utf-8")
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
        command += ["--python-version", "3.11", "--annotation-style", "line"]
        command += ["--custom-compile-command", COMMAND, "--output-file", str(draft), *arguments]
        subprocess.run(command, input=stdin, encoding="utf-8", cwd=ROOT, check=True)
        return draft.read_text(encoding="utf-8")


def without_paths(text: str) -> str:
    """The lock with every remark that names a file of this machine taken out."""
    return re.sub(r"-[cr] [^,\n]+, |, -[cr] [^,\n]+", "", text)


def require_built(packages: str) -> None:
    """Exit with uv's words where a package would have to be compiled: learners have no compiler."""
    for system, oldest in SYSTEMS.items():  # offline: making the locks has just asked for all of this
        for python in PYTHONS[PYTHONS.index(oldest) :]:
            command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-deps", "--offline", "-"]
            command += ["--only-binary", ":all:", "--python-platform", system, "--python-version", python]
            done = subprocess.run(
                command, input=packages, capture_output=True, encoding="utf-8", cwd=ROOT, check=False
            )
            if done.returncode:
                sys.exit(f"No new locks. For {system} with Python {python} uv says:\n{done.stderr}")


def main() -> None:
    """Write both locks."""
    kit, tools = ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"
    learners = compiled(kit, "-", stdin=KIT + "\n")
    if KIT not in learners.splitlines():
        sys.exit(f"uv no longer writes the line {KIT!r}: the lock would not install helpers")
    packages = learners.replace(KIT + "\n", "")
    with tempfile.TemporaryDirectory() as folder:
        agreed = Path(folder) / "agreed.txt"
        agreed.write_text(packages, encoding="utf-8")
        testers = compiled(tools, "--group", "pyproject.toml:test", "--constraint", str(agreed))
    testers = without_paths(testers)
    require_built(packages + testers)
    kit.write_text(learners, encoding="utf-8", newline="\n")
    tools.write_text(testers, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
