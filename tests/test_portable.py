"""Nothing in the kit's own Python that works on one system only: encodings, paths, processes, file names."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("data", "helpers", "notebooks", "tests")
SOURCES = sorted(path for folder in ("helpers", "tests") for path in (ROOT / folder).rglob("*.py"))
TEXT_METHODS = ("read_text", "write_text")
STARTERS = ("run", "Popen", "check_output")
ONE_SYSTEM_MODULES = {"fcntl", "grp", "msvcrt", "pwd", "resource", "termios", "winreg"}
ONE_SYSTEM_NAMES = {
    "fork",
    "getuid",
    "killpg",
    "mkfifo",
    "setsid",
    "SIGKILL",
    "startfile",
    "symlink_to",
    "uname",
}
MUTANTS = "mutants.py"  # says itself that it is for Linux and macOS
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def keywords(call):
    return {keyword.arg: keyword.value for keyword in call.keywords}


def words(node):
    """The text of a constant, None for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def written(node):
    """The letters that stand in a text or in an f-string around its parts; none for anything else."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(words(part) or "" for part in parts)


def opens_text(call):
    """Whether a call opens a file for text: the built-in, pathlib's, or os.fdopen."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    own = isinstance(call.func, ast.Name)
    if name not in ("open", "fdopen"):
        return False
    first = 1 if own or name == "fdopen" else 0
    mode = keywords(call).get("mode", call.args[first] if len(call.args) > first else None)
    if not own and name == "open" and (call.args or call.keywords) and not _is_mode(mode):
        return False  # a browser page, a sound: some other thing that is opened
    return "b" not in (words(mode) or "r")


def _is_mode(node):
    return re.fullmatch(r"[rwax][bt+]*", words(node) or "") is not None


def unguarded(node):
    """Every node below this one, but for tests that are skipped on one system, which their marks name."""
    for child in ast.iter_child_nodes(node):
        marks = [ast.unparse(mark) for mark in getattr(child, "decorator_list", [])]
        if not any(re.search(r"skipif\(.*(sys\.platform|os\.name)", mark) for mark in marks):
            yield child
            yield from unguarded(child)


def faults(text):
    """What in this source would differ from system to system, as (line, words)."""
    tree = ast.parse(text)
    for node in unguarded(tree):
        if isinstance(node, ast.Call):
            name, given = getattr(node.func, "attr", ""), keywords(node)
            reads = name in TEXT_METHODS or opens_text(node)
            starts = name in STARTERS and ("text" in given or "universal_newlines" in given)
            if (reads or starts) and "encoding" not in given:
                yield node.lineno, "text without encoding="
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            if re.search(r'[<>:"\\|?*]', written(node.right)):
                yield node.lineno, "a file's name that Windows does not allow"
        elif isinstance(node, ast.Attribute) and node.attr in ONE_SYSTEM_NAMES:
            yield node.lineno, f"{node.attr} is not on every system"
        elif (words(node) or "").startswith(("/tmp/", "/dev/", "C:\\")):
            yield node.lineno, "a path of one system"
    for node in tree.body:  # under "if sys.platform" such an import is right
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) else []
        yield from (
            (node.lineno, f"{name} is not on every system") for name in names if name in ONE_SYSTEM_MODULES
        )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_source_works_on_every_system(path):
    if path.name not in (MUTANTS, Path(__file__).name):
        assert list(faults(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "open('a')",
        "open('a', 'w')",
        "open('a', mode='r')",
        "path.open()",
        "path.open('a+')",
        "path.read_text()",
        "path.write_text('x', newline='')",
        "os.fdopen(handle, 'w')",
        "subprocess.run(['x'], text=True)",
        "subprocess.Popen(['x'], universal_newlines=True)",
        "os.fork()",
        "process.send_signal(signal.SIGKILL)",
        "link.symlink_to(path)",
        "Path('/tmp/a')",
        "import fcntl",
        "from pwd import getpwnam",
        "folder / 'What? <b>.json'",
        "folder / f'{name}:{hour}.json'",
    ],
)
def test_what_works_on_one_system_only_is_found(source):
    assert len(list(faults(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "open('a', encoding='utf-8')",
        "open('a', 'rb')",
        "path.open('rb')",
        "path.open('w', encoding='utf-8')",
        "path.read_text(encoding='utf-8')",
        "lab.open('cards.ipynb')",
        "wave.open(file, 'wb')",
        "folder / f'{name} at {hour:02}.json'",
        "subprocess.run(['x'], capture_output=True)",
        "subprocess.run(['x'], encoding='utf-8')",
        "@pytest.mark.skipif(sys.platform == 'win32', reason='')\ndef test(): os.mkfifo('a')",
        "import sys\nif sys.platform != 'win32':\n    import fcntl",
    ],
)
def test_what_works_everywhere_is_left_alone(source):
    assert list(faults(source)) == []


def names():
    """Every file of the kit, from its root, as it is written on all systems."""
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            name = path.relative_to(ROOT).as_posix()
            if "__pycache__" not in name and "/." not in name:
                yield name


def test_no_two_names_differ_by_case_alone_and_all_are_allowed_on_windows():
    found = list(names())
    assert len(found) > 300
    assert len({name.lower() for name in found}) == len(found)
    for name in found:
        assert not re.search(r'[<>:"\\|?*]', name), name
        assert not any(RESERVED.match(part) or part.endswith((".", " ")) for part in name.split("/")), name
        assert len(name) < 120, name  # Windows allows some 250 for all of it, the folder's own place included
