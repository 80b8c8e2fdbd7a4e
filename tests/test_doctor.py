"""Each fault a set-up can have is named, with its fix; a sound one is called sound."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from helpers import doctor
from helpers.lesson import progress

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def kit(tmp_path):
    """A complete kit's folder with an environment that has a kernel."""
    for folder in (
        "notebooks",
        "helpers",
        "data",
        ".venv/bin",
        ".venv/Scripts",
        ".venv/share/jupyter/kernels/python3",
    ):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("bin/python", "Scripts/python.exe"):
        (tmp_path / ".venv" / name).touch()
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "requirements.txt").write_text("-e .\nnumpy==2.4.6   # via kit\n", encoding="utf-8")
    write_kernel(tmp_path, "python")
    return tmp_path.resolve()


def write_kernel(root, program):
    spec = root / ".venv/share/jupyter/kernels/python3/kernel.json"
    spec.write_text(json.dumps({"argv": [program, "-m", "ipykernel_launcher"]}), encoding="utf-8")


def only(findings):
    (finding,) = list(findings)
    return finding


def faults(findings):
    return [finding for finding in findings if finding.fix]


def test_a_sound_kit_has_no_fault(kit):
    found = [
        *doctor.check_python((3, 11, 0)),
        *doctor.check_venv(kit, has_ensurepip=True),
        *doctor.check_folder(kit, kit),
        *doctor.check_folder(kit, kit / "notebooks"),
        *doctor.check_kernel(kit, str(kit / ".venv"), in_notebook=False),
        *doctor.check_helpers(kit, lambda root: str(root / "helpers" / "__init__.py")),
        *doctor.check_packages(kit, {"numpy": "2.4.6"}.get),
        *doctor.check_progress(kit / "not" / "yet"),
        *doctor.check_chromium(lambda: Path("/usr/bin/chromium")),
    ]
    assert len(found) == 9
    assert faults(found) == []


def test_wrong_python_is_named_and_ends_the_examination():
    def never():
        raise AssertionError("looked further with a wrong Python")

    def old():
        return doctor.check_python((3, 8, 18))

    finding = only(old())
    assert "3.8.18" in finding.what
    assert "3.11" in finding.fix
    assert doctor.examine((old, never)) == [finding]


def test_oldest_python_is_the_one_of_pyproject():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "requires-python"
    ]
    assert wanted == ">=" + ".".join(map(str, doctor.OLDEST))


def test_missing_ensurepip_names_the_debian_package(kit):
    (kit / ".venv/bin/python").unlink()
    (kit / ".venv/Scripts/python.exe").unlink()
    assert "python3-venv" in only(doctor.check_venv(kit, has_ensurepip=False)).fix
    assert only(doctor.check_venv(kit, has_ensurepip=True)).note


def test_wrong_kernel_in_a_notebook(kit):
    finding = only(doctor.check_kernel(kit, "/opt/other", in_notebook=True))
    assert finding.what.startswith("wrong kernel")
    assert "Change Kernel" in finding.fix


def test_another_python_in_a_terminal(kit):
    finding = only(doctor.check_kernel(kit, "/opt/other", in_notebook=False))
    assert finding.what.startswith("wrong Python")
    assert ".venv" in finding.fix


def test_a_kernel_file_that_starts_another_python(kit, tmp_path):
    write_kernel(kit, str(tmp_path.resolve().parent / "elsewhere" / "python"))
    assert "ipykernel install --sys-prefix" in only(doctor.check_kernel(kit, str(kit / ".venv"))).fix
    write_kernel(kit, str(kit / ".venv" / "bin" / "python"))
    assert not only(doctor.check_kernel(kit, str(kit / ".venv"))).fix


@pytest.mark.parametrize("text", [None, "{", "{}", '{"argv": []}'])
def test_a_missing_or_damaged_kernel_file(kit, text):
    spec = kit / ".venv/share/jupyter/kernels/python3/kernel.json"
    spec.unlink() if text is None else spec.write_text(text, encoding="utf-8")
    assert "no usable kernel" in only(doctor.check_kernel(kit, str(kit / ".venv"))).what


def test_wrong_folder(kit, tmp_path_factory):
    finding = only(doctor.check_folder(kit, tmp_path_factory.mktemp("elsewhere")))
    assert finding.what.startswith("wrong folder")
    assert str(kit) in finding.fix


def test_incomplete_folder(kit):
    (kit / "data").rmdir()
    finding = only(doctor.check_folder(kit, kit))
    assert "data" in finding.what
    assert "clone" in finding.fix


def test_foreign_helpers(kit):
    finding = only(doctor.check_helpers(kit, lambda root: "/usr/lib/helpers.py"))
    assert "/usr/lib/helpers.py" in finding.what
    assert "rename or remove" in finding.fix
    assert "not installed" in only(doctor.check_helpers(kit, lambda root: None)).what


def test_a_helpers_file_beside_the_notebooks_is_seen(kit):
    (kit / "notebooks" / "helpers.py").touch()
    assert "a foreign helpers" in only(doctor.check_helpers(kit)).what


def test_missing_and_mismatched_packages(kit):
    assert "missing package: numpy 2.4.6" in only(doctor.check_packages(kit, lambda name: None)).what
    finding = only(doctor.check_packages(kit, lambda name: "1.0"))
    assert finding.what.startswith("mismatched package: numpy is 1.0")
    assert "2.4.6" in finding.what
    assert "pip install -r requirements.txt" in finding.fix


def test_markers_decide_what_is_required():
    lock = (
        "-e .\n"
        "anyio==4.16.0    # via httpx\n"
        "appnope==1.0.0 ; sys_platform == 'nowhere'  # via ipykernel\n"
        f"here==2.0 ; sys_platform == '{sys.platform}' and python_full_version >= '3.9'\n"
        "    # via another\n"
    )
    assert doctor.required(lock) == {"anyio": "4.16.0", "here": "2.0"}


@pytest.mark.parametrize(
    ("marker", "holds"),
    [
        ("python_full_version < '3.12'", False),
        ("python_full_version >= '3.9'", True),  # as numbers: as text '3.12.1' is less than '3.9'
        ("python_version == '3.12' and os_name == 'nt'", False),
        ("os_name == 'nt' or platform_machine in 'x86_64 arm64'", True),
        ("(os_name == 'nt' or os_name == 'posix') and platform_machine != 'arm64'", True),
    ],
)
def test_markers(marker, holds):
    environment = {
        "python_full_version": "3.12.1",
        "python_version": "3.12",
        "os_name": "posix",
        "platform_machine": "x86_64",
    }
    assert doctor.applies(marker, environment) is holds


def test_every_marker_of_our_locks_is_understood():
    for lock in (ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"):
        assert len(doctor.required(lock.read_text(encoding="utf-8"))) > 25


def test_locked_progress_folder(kit):
    finding = only(doctor.check_progress(kit, writable=lambda folder: False))
    assert finding.what.startswith("locked or full progress folder")
    assert "MUSCLE_TWITCH_PROGRESS" in finding.fix


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_without_the_right_to_write_is_locked(tmp_path):
    tmp_path.chmod(0o500)
    try:
        assert not doctor.can_write(tmp_path / "below")
    finally:
        tmp_path.chmod(0o700)


def test_a_full_disk_is_seen_although_it_takes_an_empty_file(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    assert doctor.can_write(tmp_path / "below")
    monkeypatch.setattr(os, "fsync", full)
    assert not doctor.can_write(tmp_path / "below")


def test_a_file_in_the_way_locks_the_progress_folder(tmp_path):
    (tmp_path / "file").touch()
    assert not doctor.can_write(tmp_path / "file" / "progress")


def test_progress_folder_is_the_one_progress_uses(monkeypatch):
    assert doctor.progress_folder() == progress.progress_folder()
    monkeypatch.delenv("MUSCLE_TWITCH_PROGRESS")
    assert doctor.progress_folder() == progress.progress_folder()


def test_no_chromium_is_a_note_and_no_fault(capsys):
    def none():
        return doctor.check_chromium(lambda: None)

    assert doctor.main((none,)) == 0
    printed = capsys.readouterr().out
    assert "note" in printed
    assert "apt install chromium" in printed


def test_a_named_chromium_counts(monkeypatch, tmp_path):
    program = tmp_path / "chromium"
    monkeypatch.setenv("CHROMIUM", str(program))
    assert doctor.find_chromium() is None
    program.touch()
    assert doctor.find_chromium() == program


@pytest.mark.parametrize(
    ("variable", "place"),
    [
        ("HOME", "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("HOME", "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
        ("PROGRAMFILES", "Google/Chrome/Application/chrome.exe"),
        ("PROGRAMFILES(X86)", "Microsoft/Edge/Application/msedge.exe"),
        ("LOCALAPPDATA", "Chromium/Application/chrome.exe"),
        (
            "HOME",
            "Library/Caches/ms-playwright/chromium-1200/chrome-mac/Chromium.app/Contents/MacOS/Chromium",
        ),
        ("HOME", "AppData/Local/ms-playwright/chromium-1200/chrome-win64/chrome.exe"),
        ("HOME", ".cache/ms-playwright/chromium-1200/chrome-linux/chrome"),
    ],
)
def test_a_chromium_is_found_where_each_system_puts_it(monkeypatch, tmp_path, variable, place):
    program = tmp_path / place
    program.parent.mkdir(parents=True)
    program.touch()
    for name in ("CHROMIUM", "PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)
    monkeypatch.setattr(doctor.Path, "home", lambda: tmp_path)
    if variable != "HOME":
        monkeypatch.setenv(variable, str(tmp_path))
    found = doctor.find_chromium()
    assert found == program or found.is_relative_to("/Applications")  # a machine's own Chrome comes first


def test_a_fault_is_printed_with_its_fix_and_ends_with_one(capsys):
    def broken():
        return [doctor.Finding("something broken", "mend it")]

    assert doctor.main((broken,)) == 1
    assert "FIX  something broken\n     -> mend it" in capsys.readouterr().out


def test_this_environment_is_sound():
    """The command the README names, run as a learner would; packages newer than the lock would show here."""
    done = subprocess.run(
        [sys.executable, "-m", "helpers.doctor"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("FIX")]
    wrong_venv = [
        line for line in lines if "wrong Python: it belongs to" in line
    ]  # tests may run in any environment
    assert lines == wrong_venv
    assert done.returncode == (1 if lines else 0)


def test_doctor_needs_only_the_standard_library_and_reads_on_python_3_8():
    text = Path(doctor.__file__).read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 8))
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or "helpers"]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert names <= sys.stdlib_module_names
