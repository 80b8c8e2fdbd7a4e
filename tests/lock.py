"""Make both locks: ``python tests/lock.py``, with ``--upgrade`` for the newest versions allowed.

``requirements.txt`` is what a learner installs, this kit included; ``tests/requirements.txt`` is what testing
needs besides, at versions that agree with the first. Each serves Linux, macOS and Windows by its markers.
Nothing else writes these files, so that no path of one machine gets into them.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "python tests/lock.py"
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


def main() -> None:
    """Write both locks."""
    kit, tools = ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"
    text = compiled(kit, "-", stdin=KIT + "\n")
    if KIT not in text.splitlines():
        sys.exit(f"uv no longer writes the line {KIT!r}: the lock would not install helpers")
    kit.write_text(text, encoding="utf-8", newline="\n")
    with tempfile.TemporaryDirectory() as folder:
        agreed = Path(folder) / "agreed.txt"
        agreed.write_text(text.replace(KIT + "\n", ""), encoding="utf-8")
        text = compiled(tools, "--group", "pyproject.toml:test", "--constraint", str(agreed))
    tools.write_text(without_paths(text), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
