"""What the kit's own code never does: run text as code, unpack objects, call programs or other machines.

Two exceptions are named, with their reason. Exercises run the learner's own code in the learner's own kernel:
that is what an exercise is, and it can do no more than any other cell of theirs.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sorted((ROOT / "helpers").rglob("*.py"))
SCRIPTS = sorted([*(ROOT / "helpers").rglob("*.js"), *(ROOT / "helpers").rglob("*.css")])

MODULES = {
    "pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal", "ctypes", "cffi",
    "subprocess", "multiprocessing", "socket", "socketserver", "ssl", "http", "urllib.request", "urllib3",
    "requests", "httpx",
    "aiohttp", "ftplib", "smtplib", "telnetlib", "xmlrpc", "webbrowser", "pty", "code", "codeop",
    "xml", "tarfile", "zipimport", "runpy", "imp",
}  # fmt: skip
CALLS = {
    "eval", "exec", "compile", "execfile", "__import__", "os.system", "os.popen", "os.startfile", "os.spawnl",
    "os.execv", "os.execl", "os.fork", "yaml.load", "yaml.unsafe_load", "yaml.full_load", "yaml.load_all",
    "np.load", "numpy.load", "pd.read_pickle", "pd.eval", "pandas.eval", "pd.read_html",
}  # fmt: skip
METHODS = {"__reduce__", "__reduce_ex__", "__setstate__", "__getstate__"}

ALLOWED = {
    ("helpers/lesson/running.py", "calls exec"): "the learner's own cell, in the learner's own kernel",
    ("helpers/lesson/running.py", "calls compile"): "the same cell, so that its lines keep their numbers",
    (
        "helpers/doctor.py",
        "imports subprocess",
    ): "asks this very Python for its version and packages; no shell",
    ("helpers/handouts/pdf.py", "imports subprocess"): "has this machine's browser print a page; no shell",
    (
        "helpers/app/__init__.py",
        "imports socket",
    ): "looks for a free loopback port; connects to nothing",
    (
        "helpers/physiology/quantity.py",
        "defines __reduce__",
    ): "a copy of a number is a plain number of its class",
}


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def found_in(text: str) -> Iterator[str]:
    """Every closed door that this Python text opens, in words."""
    for node in ast.walk(ast.parse(text)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if any(f"{name}.".startswith(f"{module}.") for module in MODULES):
                yield f"imports {name.split('.')[0]}"
        if isinstance(node, ast.Call):
            called = dotted(node.func)
            if called in CALLS:
                yield f"calls {called}"
            if any(word.arg == "shell" and getattr(word.value, "value", True) for word in node.keywords):
                yield "calls a shell"
            if called == "importlib.import_module" or called == "import_module":
                yield "imports by name"
        if isinstance(node, ast.FunctionDef) and node.name in METHODS:
            yield f"defines {node.name}"


BY_NAME = {
    "helpers/evidence/graded.py": "modules of the two floors that hold numbers",
    "helpers/lesson/exercise.py": "a reference, which its model holds to physiology and likelihood",
    "helpers/panels/__init__.py": "every module of this folder",
}


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_door_is_open_that_is_not_named_here(path):
    where = path.relative_to(ROOT).as_posix()
    found = set(found_in(path.read_text(encoding="utf-8")))
    if where in BY_NAME:
        found.discard("imports by name")
    assert {what for what in found if (where, what) not in ALLOWED} == set()


def test_every_exception_is_still_needed():
    for (where, what), reason in ALLOWED.items():
        assert reason
        assert what in set(found_in((ROOT / where).read_text(encoding="utf-8"))), where
    for where in BY_NAME:
        assert "imports by name" in set(found_in((ROOT / where).read_text(encoding="utf-8"))), where


def test_yaml_is_read_by_the_safe_loader_alone():
    import yaml

    from helpers.evidence.reading import Loader

    assert issubclass(Loader, (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    for attack in (
        "!!python/object/apply:os.system ['true']",
        "!!python/name:os.system",
        "!!python/module:os",
    ):
        with pytest.raises(yaml.YAMLError):
            yaml.load(attack, Loader)


SCRIPT_DOORS = {
    "runs text as code": r"\beval\s*\(|\bnew\s+Function\b|set(?:Timeout|Interval)\(\s*[\"'`]",
    "makes elements of text": r"\b(?:inner|outer)HTML\b|insertAdjacent|document\.write|createContextual",
    "speaks to another machine": r"\bfetch\s*\(|XMLHttp|WebSocket|EventSource|sendBeacon|importScripts",
    "loads from elsewhere": r"https?://|\burl\(\s*[\"']?(?:https?:|//)|@import",
    "keeps things in the browser": r"localStorage|sessionStorage|indexedDB|document\.cookie",
}
EMBEDDED = [path for path in PYTHON if re.search(r"\b(PAGE|_esm|ESM)\b.*=", path.read_text(encoding="utf-8"))]


def script_doors(text: str) -> set[str]:
    return {name for name, pattern in SCRIPT_DOORS.items() if re.search(pattern, text)}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_script_or_style_makes_elements_of_text_or_speaks_to_another_machine(path):
    assert script_doors(path.read_text(encoding="utf-8")) == set()


def test_scripts_inside_python_files_neither():
    assert EMBEDDED
    for path in EMBEDDED:
        doors = script_doors(path.read_text(encoding="utf-8")) - {"loads from elsewhere"}
        assert doors == set(), path.name


PUBLICATIONS = {"doi.org", "pubmed.ncbi.nlm.nih.gov"}
THIS_MACHINE = {"127.0.0.1", "{LOOPBACK}", "localhost"}


def test_only_links_to_publications_lead_outside():
    """Every address in the helpers: links a reader may follow; nothing loads by itself."""
    loaded = re.compile(r"<(?:img|script|link|iframe|source|video|audio|embed|object)\b[^>]*https?://")
    for path in PYTHON:
        text = path.read_text(encoding="utf-8")
        assert not loaded.search(text), path.name
        for host in re.findall(r"https?://([\w.{}-]+)", text):
            assert host in PUBLICATIONS | THIS_MACHINE, (path.name, host)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import pickle", "imports pickle"),
        ("from urllib.request import urlopen", "imports urllib"),
        ("eval('1')", "calls eval"),
        ("import os\nos.system('x')", "calls os.system"),
        ("import yaml\nyaml.load(x, yaml.Loader)", "calls yaml.load"),
        ("run('x', shell=True)", "calls a shell"),
        ("class A:\n    def __reduce__(self): ...", "defines __reduce__"),
        ("import importlib\nimportlib.import_module(name)", "imports by name"),
    ],
)
def test_an_open_door_is_seen(text, said):
    assert said in set(found_in(text))


def test_an_open_door_of_a_script_is_seen():
    assert script_doors("el.innerHTML = words") == {"makes elements of text"}
    assert script_doors("fetch('https://example.org')") == {
        "speaks to another machine",
        "loads from elsewhere",
    }
    assert script_doors("new Function('x')") == {"runs text as code"}
