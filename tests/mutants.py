"""Do the tests notice when a law is wrong? ``python -m tests.mutants [module ...]`` (Linux, macOS; network).

mutmut changes the physiology in one place after another (a sign, a limit, a default) and runs the tests on
each change. Noticed: a test failed, or the change never came to an end. Survived: no test failed, so one is
missing or the change makes no difference. Each module of ``helpers/physiology`` is judged by its own test
file, the ones about all arguments and about laws and, axons apart, the published values. Prints a table;
numbers and the surviving changes go to ``test-results/mutants.json``.

It works on copies under ``build/mutants``, in an environment of its own: an editable install would let the
tests import the unchanged files. All modules take about an hour on one core. Constants are not changed:
mutmut works inside functions, and not in those with a decorator.
"""

from __future__ import annotations

import difflib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SCRATCH = ROOT / "build" / "mutants"
RESULTS = ROOT / "test-results" / "mutants.json"
PHYSIOLOGY = Path("helpers/physiology")
TESTS = Path("tests/physiology")
TOOL = "mutmut==3.8.1"  # not in the locks: nobody needs it to learn or to test

ARGUMENTS, LAWS = "tests/physiology/test_arguments.py", "tests/physiology/test_laws.py"
PUBLISHED = "tests/published"
SLOW = "not hodgkin_huxley and not endless_firing"  # searches through axons, of no use to other models
SLOW_FOR = {  # thorough searches: a short one of the same thresholds stands beside them
    "axon_search": " and not kick_thresholds_of and not t16 and not t28 and not t30 and not rheobase_rises"
}
TESTED_ELSEWHERE = {"day_causes": "test_day.py"}
MEMORY_KB = 3_000_000
KILLED, SURVIVED = {1, 3}, {0}  # pytest's exit codes; any other is a change that never came to an end


class Verdict(NamedTuple):
    """How many changes of one module the tests noticed, and the changes they did not."""

    killed: int
    endless: int
    survivors: dict[str, list[str]]

    @property
    def noticed(self) -> int:
        return self.killed + self.endless

    @property
    def total(self) -> int:
        return self.noticed + len(self.survivors)


def environment() -> Path:
    """The folder of an environment with everything but this kit, made where it is missing."""
    folder = SCRATCH / "environment"
    if not (folder / "bin" / "mutmut").exists():
        locks = (ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt")
        lines = [line for lock in locks for line in lock.read_text(encoding="utf-8").splitlines()]
        needed = SCRATCH / "needed.txt"
        SCRATCH.mkdir(parents=True, exist_ok=True)
        needed.write_text("\n".join([*(x for x in lines if not x.startswith("-e")), TOOL]), encoding="utf-8")
        uv = [sys.executable, "-m", "uv", "--quiet"]
        subprocess.run([*uv, "venv", "--clear", "--python", sys.executable, folder], check=True)
        python = folder / "bin" / "python"
        subprocess.run([*uv, "pip", "install", "--python", python, "-r", needed], check=True)
    return folder / "bin"


def snapshot() -> Path:
    """A copy of what is needed, as it is now: one may go on working while mutmut runs."""
    folder = SCRATCH / "source"
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("helpers", "tests", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def settings(module: str) -> str:
    """What mutmut reads from ``pyproject.toml``."""
    own = str(TESTS / TESTED_ELSEWHERE.get(module, f"test_{module}.py"))
    axon = module.startswith("axon")
    # Without the plugins that only notebooks and many workers need: pytest starts anew for each change.
    chosen = ["-k", SLOW + SLOW_FOR.get(module, "")]
    quick = ["-o", "addopts=--import-mode=importlib", "-p", "no:nbval", "-p", "no:xdist", *chosen]
    values = {
        "source_paths": ["helpers"],
        "only_mutate": [str(PHYSIOLOGY / f"{module}.py")],
        "also_copy": ["data"],
        "pytest_add_cli_args": [*quick, "-p", "no:cacheprovider", "--hypothesis-profile=mutants"],
        "pytest_add_cli_args_test_selection": [own, ARGUMENTS, LAWS, *([] if axon else [PUBLISHED])],
        # A fork of the process that ran all tests once is fastest, but keeps what lru_cache kept then.
        "process_isolation": "forkserver" if axon else "fork",
        # By the clock, and a change is judged at the lowest priority: on a busy machine a tight limit would
        # take a change that nobody noticed for one that never came to an end.
        "timeout_multiplier": 20.0,
    }
    lines = (f"{name} = {json.dumps(value)}" for name, value in values.items())
    return "\n".join(["", "[tool.mutmut]", *lines, ""])


def verdict(module: str, source: Path) -> Verdict:
    """Change one module again and again, in a fresh copy."""
    folder = SCRATCH / module
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write(settings(module))
    # A change can ask for any amount of memory; then it should fail, and not the machine.
    command = [
        "sh",
        "-c",
        f"ulimit -v {MEMORY_KB}; exec nice -n 10 {environment() / 'mutmut'} run --max-children 1",
    ]
    with (folder / "mutmut.log").open("w", encoding="utf-8") as log:
        subprocess.run(command, cwd=folder, stdout=log, stderr=log, check=False)
    mutated = folder / "mutants" / PHYSIOLOGY / f"{module}.py"
    codes = json.loads(Path(f"{mutated}.meta").read_text(encoding="utf-8"))["exit_code_by_key"]
    judged = {name.rpartition(".")[2]: code for name, code in codes.items()}
    if None in judged.values():
        raise RuntimeError(f"mutmut did not come to an end; see {folder / 'mutmut.log'}")
    survivors = [
        name for name, code in judged.items() if code in SURVIVED | {5, 33}
    ]  # 5, 33: no test runs it
    killed = sum(code in KILLED for code in judged.values())
    return Verdict(killed, len(judged) - killed - len(survivors), changes(mutated, survivors))


def changes(mutated: Path, names: list[str]) -> dict[str, list[str]]:
    """The lines that differ, for each named mutant in a file that mutmut made."""
    lines = mutated.read_text(encoding="utf-8").splitlines()
    spans = json.loads(Path(f"{mutated}.spans").read_text(encoding="utf-8"))["spans"]

    def source(name: str) -> list[str]:
        first, last = spans[name]
        return [line.replace(f"{name}(", "f(") for line in lines[first - 1 : last]]

    found = {}
    for name in names:
        original = name.partition("__mutmut_")[0] + "__mutmut_orig"
        differ = difflib.unified_diff(source(original), source(name), n=0, lineterm="")
        found[name] = [line for line in differ if not line.startswith(("---", "+++", "@@"))]
    return found


def main() -> None:
    """Judge the modules named on the command line, or all."""
    known = [path.stem for path in sorted((ROOT / PHYSIOLOGY).glob("*.py")) if path.stem != "__init__"]
    wanted = sys.argv[1:] or known
    if unknown := set(wanted) - set(known):
        sys.exit(f"no such module in {PHYSIOLOGY}: {', '.join(sorted(unknown))}")
    verdicts, source = {}, snapshot()
    print(f"{'module':22}{'noticed':>9}{'of':>6}{'':>8}{'survived':>10}{'endless':>9}")
    for module in wanted:
        try:
            found = verdicts[module] = verdict(module, source)
        except (RuntimeError, FileNotFoundError) as problem:
            print(f"{module:22}{problem}", flush=True)
            continue
        print(row(module, found.noticed, found.total, found.endless), flush=True)
        kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        RESULTS.parent.mkdir(exist_ok=True)
        kept[module] = found._asdict() | {"total": found.total}
        RESULTS.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n", encoding="utf-8")
    counts = [(found.noticed, found.total, found.endless) for found in verdicts.values()]
    print(row("all", *(sum(column) for column in zip(*counts, strict=True))))


def row(name: str, noticed: int, total: int, endless: int) -> str:
    """One line of the table."""
    share = f"{100 * noticed / total:6.1f} %" if total else "      -"
    return f"{name:22}{noticed:9}{total:6}{share:>8}{total - noticed:10}{endless:9}"


if __name__ == "__main__":
    main()
