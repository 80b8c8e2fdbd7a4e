"""The locks give each system all that its packages need there, at versions they accept, and nothing else."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCKS = [(ROOT / name).read_text(encoding="utf-8") for name in ("requirements.txt", "tests/requirements.txt")]
KIT = "why-muscles-twitch"
TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["test"]
SYSTEMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "macos": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}
OWN = {"linux": {"pexpect"}, "macos": {"appnope", "pexpect"}, "windows": {"colorama", "pywinpty"}}


def environment(system: str, python: str) -> dict[str, str]:
    """What markers ask of a computer with this system and Python."""
    return {
        **SYSTEMS[system],
        "platform_machine": "AMD64" if system == "windows" else "arm64" if system == "macos" else "x86_64",
        "platform_release": "",
        "platform_version": "",
        "python_version": python,
        "python_full_version": f"{python}.9",
        "implementation_name": "cpython",
        "implementation_version": f"{python}.9",
        "platform_python_implementation": "CPython",
    }


def applies(need: Requirement, where: dict[str, str], extra: str = "") -> bool:
    return need.marker is None or need.marker.evaluate({**where, "extra": extra})


def locked(text: str, where: dict[str, str]) -> dict[str, str]:
    """Name -> version that a lock gives this computer."""
    lines = (line.partition("#")[0] for line in text.splitlines())
    needs = [Requirement(line) for line in lines if "==" in line]
    return {
        canonicalize_name(need.name): next(iter(need.specifier)).version
        for need in needs
        if applies(need, where)
    }


@cache
def said_by(name: str) -> list[Requirement]:
    """What an installed package needs on any system; nothing where it is another system's own."""
    try:
        return [Requirement(line) for line in metadata.requires(name) or ()]
    except metadata.PackageNotFoundError:
        return []


def needed(roots: Iterable[str], where: dict[str, str]) -> Iterator[Requirement]:
    """Everything that the named packages need on this computer, and what that needs, as each says itself."""
    waiting, seen = [Requirement(root) for root in roots], set()
    while waiting:
        need = waiting.pop()
        yield need
        for extra in {"", *need.extras} - {extra for name, extra in seen if name == need.name}:
            seen.add((need.name, extra))
            waiting += [one for one in said_by(need.name) if applies(one, where, extra)]


def faults(lock: dict[str, str], roots: Iterable[str], where: dict[str, str]) -> list[str]:
    """What a lock lacks, has at a version that will not do, or has for nobody."""
    needs = list(needed(roots, where))
    names = {canonicalize_name(need.name) for need in needs}
    lacking = [
        str(need)
        for need in needs
        if not need.specifier.contains(lock.get(canonicalize_name(need.name), "0"), prereleases=True)
        or canonicalize_name(need.name) not in lock
    ]
    return [*lacking, *(f"nobody needs {name}" for name in sorted(lock.keys() - names))]


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_each_system_gets_what_its_packages_need_there(system: str, python: str) -> None:
    where = environment(system, python)
    learner, tester = (locked(text, where) for text in LOCKS)
    assert faults(learner | {KIT: "0.1.0"}, [KIT], where) == []
    assert {name: version for name, version in tester.items() if learner.get(name, version) != version} == {}
    assert faults(learner | tester | {KIT: "0.1.0"}, [KIT, *TOOLS], where) == []
    assert OWN[system] <= learner.keys()


@pytest.mark.parametrize(("system", "forgotten"), [("windows", "pywinpty"), ("macos", "appnope")])
def test_a_package_of_one_system_that_is_forgotten_is_found_there(system: str, forgotten: str) -> None:
    without = "\n".join(line for line in LOCKS[0].splitlines() if not line.startswith(forgotten))
    for one in SYSTEMS:
        where = environment(one, "3.13")
        found = faults(locked(without, where) | {KIT: "0.1.0"}, [KIT], where)
        assert bool(found) is (one == system)
        assert all(fault.startswith(forgotten) for fault in found)
