"""Names what is wrong with a set-up, and the fix: ``python -m helpers.doctor``.

It uses nothing but the standard library and reads on old Pythons too, because it is wanted exactly when the
rest does not import. Where even that fails: ``python helpers/doctor.py``. In a notebook:
``from helpers import doctor; doctor.main()``.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import operator
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Callable, Iterable, NamedTuple  # noqa: UP035  (collections.abc needs a newer Python here)

ROOT = Path(__file__).resolve().parents[1]
ROOM_BYTES = 65_536
OLDEST = (3, 11)  # pyproject.toml says the same; a test compares them
IN_VENV = ".venv\\Scripts\\python" if os.name == "nt" else ".venv/bin/python"
INSTALL = f"in {ROOT} run: {IN_VENV} -m pip install -r requirements.txt"
PROGRAMS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
NO_CHROMIUM = (
    "no Chromium found, so the browser tests are skipped. Install Chrome or Chromium "
    "(Debian, Ubuntu: sudo apt install chromium; any system: "
    f"{IN_VENV} -m playwright install chromium), or name its program in CHROMIUM."
)


class Finding(NamedTuple):
    """One thing looked at: ``fix`` is empty where all is well.

    A ``note`` never makes the set-up unsound; after one that is ``final`` nothing else is worth looking at.
    """

    what: str
    fix: str = ""
    note: bool = False
    final: bool = False


def check_python(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> Iterable[Finding]:
    """Python is new enough."""
    name = ".".join(map(str, version))
    if tuple(version[:2]) >= OLDEST:
        yield Finding(f"Python {name}")
    else:
        oldest = ".".join(map(str, OLDEST))
        yield Finding(
            f"wrong Python: this is {name}, the kit needs {oldest} or newer",
            f"install Python {oldest} or newer (python.org, or your system's packages), delete the folder "
            f"{ROOT / '.venv'} and run the README's first command with the new Python",
            final=True,
        )


def check_venv(root: Path = ROOT, has_ensurepip: bool | None = None) -> Iterable[Finding]:
    """The kit's own environment exists, or can be made."""
    if has_ensurepip is None:
        has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    python = root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.exists():
        yield Finding(f"environment {root / '.venv'}")
    elif has_ensurepip:
        yield Finding("no .venv folder yet", "run the README's first command", note=True)
    else:
        yield Finding(
            "this Python cannot make a .venv: ensurepip is missing",
            "Debian, Ubuntu: sudo apt install python3-venv; then run the README's first command again",
        )


def check_kernel(
    root: Path = ROOT, prefix: str = sys.prefix, in_notebook: bool | None = None
) -> Iterable[Finding]:
    """This Python, and the one JupyterLab starts as "Python 3", are the kit's own."""
    if in_notebook is None:
        in_notebook = "ipykernel" in sys.modules
    own = root / ".venv"
    if own.exists() and Path(prefix).resolve() != own.resolve():
        if in_notebook:
            yield Finding(
                f"wrong kernel: this notebook runs on {prefix}, not on {own}",
                'in JupyterLab choose Kernel > Change Kernel > "Python 3 (ipykernel)"; if that does not '
                "help, close JupyterLab and open it with the README's first command",
            )
        else:
            yield Finding(f"wrong Python: it belongs to {prefix}, not to {own}", f"use {IN_VENV} in {root}")
        return
    spec = Path(prefix) / "share" / "jupyter" / "kernels" / "python3" / "kernel.json"
    try:
        program = json.loads(spec.read_text(encoding="utf-8"))["argv"][0]
    except (OSError, ValueError, KeyError, IndexError):
        yield Finding(f"no usable kernel: {spec} is missing or damaged", INSTALL + " --force-reinstall")
        return
    # A bare "python" means the Python that runs JupyterLab; a full path means that one and no other.
    if Path(program).is_absolute() and Path(prefix).resolve() not in Path(program).parents:
        yield Finding(
            f"wrong kernel: {spec} starts {program}, which lies outside {prefix}",
            f"in {root} run: {IN_VENV} -m ipykernel install --sys-prefix",
        )
    else:
        yield Finding(f"kernel Python 3 of {prefix}")


def check_folder(root: Path = ROOT, here: Path | None = None) -> Iterable[Finding]:
    """We stand in the kit's folder, and it is complete."""
    here = Path.cwd() if here is None else here
    parts = ("notebooks", "helpers", "data", "requirements.txt", "pyproject.toml")
    missing = [part for part in parts if not (root / part).exists()]
    if missing:
        yield Finding(
            f"incomplete folder: {root} has no {', '.join(missing)}",
            "download or clone the whole kit again; helpers alone cannot run",
        )
    elif here.resolve() not in (root, root / "notebooks"):
        yield Finding(f"wrong folder: commands of the README are meant for {root}", f'run: cd "{root}"')
    else:
        yield Finding(f"folder {root}")


def helpers_seen_by_notebooks(root: Path = ROOT) -> str | None:
    """File that ``import helpers`` finds from the notebooks folder, None when it finds nothing."""
    code = "import importlib.util as u; s = u.find_spec('helpers'); print((s and (s.origin or s.name)) or '')"
    folder = root / "notebooks"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=str(folder if folder.is_dir() else root),
        stdout=subprocess.PIPE,
        check=False,
    )
    return done.stdout.decode("utf-8", "replace").strip() or None


def check_helpers(
    root: Path = ROOT, find: Callable[[Path], str | None] = helpers_seen_by_notebooks
) -> Iterable[Finding]:
    """A notebook's ``import helpers`` gets ours and not another package of that name."""
    found = find(root)
    if found is None:
        yield Finding("helpers is not installed in this Python: notebooks cannot import it", INSTALL)
    elif (root / "helpers") not in Path(found).resolve().parents:
        yield Finding(
            f"a foreign helpers: notebooks would import {found}",
            "rename or remove it: a folder or file called helpers beside the notebooks, a PYTHONPATH entry, "
            f"or a package ({IN_VENV} -m pip uninstall helpers); then {INSTALL}",
        )
    else:
        yield Finding(f"helpers from {root / 'helpers'}")


def applies(marker: str, environment: dict[str, str] | None = None) -> bool:
    """Whether an environment marker of a lock, such as ``sys_platform == 'win32'``, holds here."""
    known = {
        "implementation_name": sys.implementation.name,
        "os_name": os.name,
        "platform_machine": platform.machine(),
        "platform_python_implementation": platform.python_implementation(),
        "platform_system": platform.system(),
        "python_full_version": platform.python_version(),
        "python_version": "{}.{}".format(*sys.version_info[:2]),
        "sys_platform": sys.platform,
        **(environment or {}),
    }
    compare = {
        ast.Eq: operator.eq,
        ast.NotEq: operator.ne,
        ast.Lt: operator.lt,
        ast.LtE: operator.le,
        ast.Gt: operator.gt,
        ast.GtE: operator.ge,
        ast.In: lambda part, whole: part in whole,
        ast.NotIn: lambda part, whole: part not in whole,
    }

    def value(node: ast.expr, as_version: bool) -> object:
        text = known[node.id] if isinstance(node, ast.Name) else ast.literal_eval(node)
        return tuple(int(part) for part in re.findall(r"\d+", text)[:3]) if as_version else text

    def holds(node: ast.expr) -> bool:
        if isinstance(node, ast.BoolOp):
            return (all if isinstance(node.op, ast.And) else any)(holds(part) for part in node.values)
        if not isinstance(node, ast.Compare):
            raise ValueError(f"marker not understood: {marker}")
        left, right = node.left, node.comparators[0]
        as_version = any(isinstance(side, ast.Name) and "version" in side.id for side in (left, right))
        return bool(compare[type(node.ops[0])](value(left, as_version), value(right, as_version)))

    return holds(ast.parse(marker.strip(), mode="eval").body)


def required(lock: str) -> dict[str, str]:
    """Package name -> version that a lock's text asks for on this system."""
    wanted = {}
    for line in lock.splitlines():
        match = re.match(r"([A-Za-z0-9._-]+)(?:\[.*?\])?==([^\s;#]+)\s*(?:;\s*([^#]+))?", line)
        if match and (match.group(3) is None or applies(match.group(3))):
            wanted[match.group(1)] = match.group(2)
    return wanted


def installed_version(name: str) -> str | None:
    """Version of an installed package, None when it is not there."""
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def check_packages(
    root: Path = ROOT, installed: Callable[[str], str | None] = installed_version
) -> Iterable[Finding]:
    """Every package of the lock is installed, at the lock's version."""
    try:
        wanted = required((root / "requirements.txt").read_text(encoding="utf-8"))
    except OSError:
        return  # check_folder has said it
    wrong = 0
    for name, version in wanted.items():
        found = installed(name)
        if found is None:
            wrong += 1
            yield Finding(f"missing package: {name} {version}", INSTALL)
        elif found != version:
            wrong += 1
            yield Finding(f"mismatched package: {name} is {found}, the lock says {version}", INSTALL)
    if not wrong:
        yield Finding(f"{len(wanted)} packages as locked")


def find_chromium() -> Path | None:
    """Chrome or Chromium of this machine, None where there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named) if Path(named).is_file() else None
    for name in PROGRAMS:
        found = shutil.which(name)
        if found:
            return Path(found)
    home = Path.home()
    mac = ("Google Chrome", "Chromium", "Microsoft Edge")
    places = [
        folder / (name + ".app") / "Contents" / "MacOS" / name
        for folder in (Path("/Applications"), home / "Applications")
        for name in mac
    ]
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if os.environ.get(variable):
            programs = Path(os.environ[variable])
            places.append(programs / "Google" / "Chrome" / "Application" / "chrome.exe")
            places.append(programs / "Chromium" / "Application" / "chrome.exe")
            places.append(programs / "Microsoft" / "Edge" / "Application" / "msedge.exe")
    downloads = (
        home / ".cache" / "ms-playwright",
        home / "Library" / "Caches" / "ms-playwright",
        home / "AppData" / "Local" / "ms-playwright",
    )
    for folder in downloads:
        for pattern in ("chrome-linux*/chrome", "chrome-mac*/*/Contents/MacOS/*", "chrome-win*/chrome.exe"):
            places.extend(sorted(folder.glob("chromium-*/" + pattern)))
    return next((place for place in places if place.is_file()), None)


def check_chromium(find: Callable[[], Path | None] = find_chromium) -> Iterable[Finding]:
    """A Chromium for the browser tests; learners need none."""
    found = find()
    yield Finding(f"Chromium {found}") if found else Finding("browser tests", NO_CHROMIUM, note=True)


def progress_folder() -> Path:
    """Where a learner's progress is kept; the rule of helpers/lesson/progress.py without its imports."""
    named = os.environ.get("MUSCLE_TWITCH_PROGRESS")
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "why-muscles-twitch"


def can_write(folder: Path) -> bool:
    """Whether a few answers can be kept in ``folder``, or the folder be made where it does not exist yet."""
    try:
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        with tempfile.TemporaryFile(dir=str(folder)) as file:
            file.write(bytes(ROOM_BYTES))  # a full disk takes an empty file
            file.flush()
            os.fsync(file.fileno())
            return True
    except OSError:
        return False


def check_progress(
    folder: Path | None = None, writable: Callable[[Path], bool] = can_write
) -> Iterable[Finding]:
    """Progress can be saved."""
    folder = progress_folder() if folder is None else folder
    if writable(folder):
        yield Finding(f"progress in {folder}")
    else:
        yield Finding(
            f"locked or full progress folder: nothing can be saved in {folder}",
            "make room on that disk, give yourself the right to write there, or set MUSCLE_TWITCH_PROGRESS "
            "to a folder of yours before opening JupyterLab; the lessons work without it and forget at the "
            "end",
        )


CHECKS: tuple[Callable[[], Iterable[Finding]], ...] = (
    check_python,
    check_venv,
    check_folder,
    check_kernel,
    check_helpers,
    check_packages,
    check_progress,
    check_chromium,
)


def examine(checks: Iterable[Callable[[], Iterable[Finding]]] = CHECKS) -> list[Finding]:
    """All findings, up to the first that makes the rest pointless."""
    findings: list[Finding] = []
    for check in checks:
        findings.extend(check())
        if findings and findings[-1].final:
            break
    return findings


def print_any_letter() -> None:
    """Print as its number what a terminal or file has no letter for: a folder's name must not stop us."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a notebook's has all letters
            stream.reconfigure(errors="backslashreplace")


def main(checks: Iterable[Callable[[], Iterable[Finding]]] = CHECKS) -> int:
    """Print every finding with its fix; 0 when the set-up is sound, 1 when something must be mended."""
    print_any_letter()
    findings = examine(checks)
    for finding in findings:
        word = "ok  " if not finding.fix else "note" if finding.note else "FIX "
        print(f"{word} {finding.what}")
        if finding.fix:
            print(f"     -> {finding.fix}")
    broken = sum(bool(finding.fix) and not finding.note for finding in findings)
    print("All is well." if not broken else f"{broken} to mend, the first one first.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
