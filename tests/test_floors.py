"""The house stands: imports only point down, physiology stays pure, and a panel loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

FLOORS = {
    "physiology": 1,
    "units": 1,
    "records": 1,
    "evidence": 1,
    "theme": 1,
    "display": 1,
    "likelihood": 2,
    "figures": 3,
    "panels": 4,
    "lesson": 4,
    "app": 0,  # starts Voilà, and nothing of ours
    "classroom": 5,  # the teacher's room: counts what lessons ask, draws as panels do
    "handouts": 5,  # the teacher's printer: sheets of what lessons ask and panels show
    "doctor": 0,  # stands alone: imports none of the others; only handouts ask it, for a browser
}
HEAVY = (
    "scipy",
    "matplotlib",
    "pandas",
    "plotly",
    "pytest",
    "nbformat",
    "jinja2",
    "mistune",
    "jsonschema",
    "pandera",
    "voila",
    "numba",
)


def imported(path, root):
    """Dotted names a module imports anywhere in it, functions included; relative imports made absolute."""
    package = path.relative_to(root).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            yield from (str(arg.value) for arg in node.args if isinstance(arg, ast.Constant))
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) + 1 - node.level]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            # `from helpers import theme` names a module of ours; `from numpy import pi` names none
            if module == "helpers":
                yield from (f"helpers.{alias.name}" for alias in node.names)
            else:
                yield module


def part_of(dotted):
    """``helpers.panels.base`` -> ``panels``; ``helpers`` itself stands for everything in it."""
    return [*dotted.split("."), "everything"][1]


def points_up(part, other):
    """Whether ``other`` stands higher, beside it on the fourth floor, or is one that stands alone."""
    if (part, other) == ("handouts", "doctor"):
        return False  # the one question: which browser is there?
    mine, theirs = FLOORS[part], FLOORS[other]
    return theirs > mine or (theirs == mine == 4) or 0 in (mine, theirs)


def faults(root):
    """Every breach of the floors in ``root/helpers``, as one sentence each."""
    found = []
    for path in sorted((root / "helpers").rglob("*.py")):
        where = path.relative_to(root).as_posix()
        if where == "helpers/__init__.py":
            names = sorted(set(imported(path, root)))
            found += [f"{where} imports {name}: it must stay empty" for name in names]
            continue
        part = part_of(where.removesuffix(".py").replace("/", "."))
        if part not in FLOORS:
            found.append(f"{where} stands on no floor: name it in tests/test_floors.py and DESIGN")
            continue
        for name in imported(path, root):
            top = name.split(".")[0]
            if top == "tests":
                found.append(f"{where} imports {name}: helpers do not know the tests")
            elif top == "helpers":
                other = part_of(name)
                if other not in FLOORS:
                    found.append(f"{where} imports {name}, which stands on no floor")
                elif other != part and points_up(part, other):
                    found.append(f"{where} imports {name}: imports only point down")
                elif other != part and part in ("physiology", "doctor"):
                    found.append(f"{where} imports {name}: {part} imports none of ours but itself")
            elif part == "physiology" and top not in {"numpy", *sys.stdlib_module_names}:
                found.append(f"{where} imports {name}: physiology uses numpy and the standard library only")
            elif part == "doctor" and top not in sys.stdlib_module_names:
                found.append(f"{where} imports {name}: the doctor uses the standard library only")
            elif part == "figures" and top in ("ipywidgets", "IPython", "anywidget"):
                found.append(f"{where} imports {name}: figures never display")
        if part == "figures":
            found += [f"{where} {sentence}" for sentence in physiology_called(path, root)]
    return found


def physiology_called(path, root):
    """Uses of physiology in a figure beyond its types: a figure gets its numbers, it computes none."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers.physiology"):
            for alias in node.names:
                if not alias.name[0].isupper():  # a class or a constant
                    yield f"imports {node.module}.{alias.name}: figures compute no physiology"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("helpers.physiology"):
                    yield f"imports {alias.name}: figures compute no physiology"


def test_imports_only_point_down():
    assert faults(ROOT) == []


def test_every_floor_has_been_looked_at():
    built = {"physiology", "figures", "panels", "lesson", "classroom", "handouts"}
    for part in built:
        modules = [path for path in (ROOT / "helpers" / part).glob("*.py") if path.name != "__init__.py"]
        assert modules, f"helpers/{part} is empty, so the floors prove nothing"


@pytest.mark.parametrize(
    ("where", "text", "said"),
    [
        ("physiology/a.py", "import pandas", "standard library only"),
        ("physiology/a.py", "def f():\n    from scipy import signal", "standard library only"),
        ("physiology/a.py", "from helpers import theme", "none of ours but itself"),
        ("physiology/a.py", "from ..panels import base", "imports only point down"),
        ("figures/a.py", "import ipywidgets", "figures never display"),
        ("figures/a.py", "from helpers.physiology.axon import simulate", "compute no physiology"),
        ("figures/a.py", "from helpers.physiology import axon", "compute no physiology"),
        ("figures/a.py", "from helpers.panels.base import Panel", "imports only point down"),
        ("panels/a.py", "from helpers.lesson import quiz", "imports only point down"),
        ("lesson/a.py", "import helpers.panels.base", "imports only point down"),
        ("lesson/a.py", "from helpers.classroom import tally", "imports only point down"),
        ("theme.py", "from helpers.figures import base", "imports only point down"),
        ("doctor.py", "from helpers import theme", "imports only point down"),
        ("lesson/a.py", "from helpers.handouts import sheets", "imports only point down"),
        ("doctor.py", "import numpy", "standard library only"),
        ("panels/a.py", "from helpers import doctor", "imports only point down"),
        ("panels/a.py", "from tests import lock", "do not know the tests"),
        ("utils.py", "", "stands on no floor"),
        ("figures/a.py", "import helpers", "stands on no floor"),
        ("figures/a.py", "import importlib\nimportlib.import_module('helpers.panels.a')", "point down"),
        ("__init__.py", "import numpy", "must stay empty"),
    ],
)
def test_a_breach_is_seen(tmp_path, where, text, said):
    path = tmp_path / "helpers" / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert any(said in sentence for sentence in faults(tmp_path)), faults(tmp_path)


def test_what_is_allowed_is_not_called_a_breach(tmp_path):
    allowed = {
        "physiology/a.py": "import math\nimport numpy\nfrom helpers.physiology.quantity import Quantity",
        "evidence.py": "import yaml\nfrom helpers.physiology.quantity import CONFIDENCE_WORDS",
        "figures/a.py": "from helpers import theme\nfrom helpers.physiology.axon import Trace",
        "panels/a.py": "from helpers.figures import axon\nfrom helpers.physiology import axon",
        "panels/b.py": "from .base import Panel",
        "lesson/a.py": "from helpers import evidence, display",
        "classroom/a.py": "from helpers.panels.base import Panel\nfrom helpers.lesson import outcome",
        "handouts/a.py": "from helpers import doctor\nfrom helpers.lesson import cards",
        "doctor.py": "import json",
    }
    for where, text in allowed.items():
        path = tmp_path / "helpers" / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert faults(tmp_path) == []


def loaded_by(statement):
    """Names of all modules in a fresh interpreter after one statement."""
    done = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys\nprint(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def heavy_among(modules):
    return sorted(heavy for heavy in HEAVY if heavy in modules)


def test_a_heavy_library_is_seen():
    assert heavy_among(loaded_by("import pandas")) == ["pandas"]


MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for part in ("panels", "lesson", "classroom")
    for path in (ROOT / "helpers" / part).glob("*.py")
    if path.name != "__init__.py"
)


def test_all_panels_and_lesson_parts_together_load_nothing_heavy():
    modules = loaded_by("\n".join(f"import {module}" for module in MODULES))
    if heavy_among(modules):  # then, and only then, each by itself: which one is it?
        guilty = [module for module in MODULES if heavy_among(loaded_by(f"import {module}"))]
        raise AssertionError(f"{heavy_among(modules)} loaded by {', '.join(guilty)}")
    assert set(MODULES) <= modules


def test_load_all_finds_every_panel():
    names = {module for module in MODULES if module.startswith("helpers.panels.")}
    assert names <= loaded_by("from helpers import panels\npanels.load_all()")


def test_physiology_loads_numpy_and_nothing_else_of_ours():
    names = [path.stem for path in (ROOT / "helpers" / "physiology").glob("*.py") if path.stem != "__init__"]
    modules = loaded_by("\n".join(f"import helpers.physiology.{name}" for name in names))
    ours = {name for name in modules if name.startswith("helpers.")}
    assert {name for name in ours if not name.startswith("helpers.physiology")} == set()
    assert not modules & {"ipywidgets", "plotly", "pandas", "pydantic", "yaml", "IPython"}
