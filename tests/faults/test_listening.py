"""Nothing listens beyond this machine: the sockets of a running JupyterLab and its kernel are read."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = re.compile(r"\.venv/bin/python (-m jupyter lab [^\n`]+?)\s*`?$", re.MULTILINE)


def commands() -> list[str]:
    """Every command of the README that starts JupyterLab, without its Python."""
    return sorted(set(COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8"))))


@pytest.fixture
def running(tmp_path) -> Iterator[tuple[subprocess.Popen, Path]]:
    """The README's own command; it only opens no browser, takes any free port, and may be run as root."""
    folders = {f"JUPYTER_{name}_DIR": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    command = max(commands(), key=len)
    extra = ["--no-browser", "--ServerApp.port=0", "--allow-root"]
    with (tmp_path / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [sys.executable, *shlex.split(command), *extra],
            cwd=ROOT, env=os.environ | folders, stdout=log, stderr=log,
        )  # fmt: skip
        yield server, tmp_path / "runtime"
        for process in (*psutil.Process(server.pid).children(recursive=True), server):
            process.terminate()
        server.wait(30)


def when_ready(server: subprocess.Popen, runtime: Path) -> dict:
    """What the server wrote down about itself, as soon as it has."""
    for _ in range(600):
        assert server.poll() is None, "the server did not start"
        for file in runtime.glob("jpserver-*.json"):
            said = json.loads(file.read_text(encoding="utf-8") or "{}")
            if said.get("port"):
                return said
        time.sleep(0.1)
    raise AssertionError("the server did not say that it is ready")


def listening(pid: int) -> dict[str, set[int]]:
    """The addresses on which a process and its children listen, with their ports."""
    whole = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    found: dict[str, set[int]] = {}
    for process in whole:
        with contextlib.suppress(psutil.NoSuchProcess):  # a child that has ended meanwhile
            for one in process.net_connections(kind="inet"):
                if one.status == psutil.CONN_LISTEN or (one.type.name == "SOCK_DGRAM" and not one.raddr):
                    found.setdefault(one.laddr.ip, set()).add(one.laddr.port)
    return found


def test_lab_as_the_readme_starts_it_and_its_kernel_listen_on_the_loopback_alone(running):
    server, runtime = running
    said = when_ready(server, runtime)
    assert len(said["token"]) >= 32  # nobody else on this machine gets in either
    request = urllib.request.Request(
        f"{said['url']}api/kernels", b'{"name": "python3"}', {"Authorization": f"token {said['token']}"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        kernel = json.load(answer)
    for _ in range(300):
        found = listening(server.pid)
        if sum(map(len, found.values())) >= 6:  # the server's port and the five of the kernel
            break
        time.sleep(0.1)
    assert kernel["id"]
    assert sum(map(len, found.values())) >= 6
    assert {address for address in found if not ip_address(address).is_loopback} == set()
    bare = urllib.request.Request(f"{said['url']}api/contents")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(bare, timeout=60)


def test_no_command_of_the_readme_opens_a_door():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in commands():
        assert {part for part in shlex.split(command) if part.startswith("--")} == {"--ServerApp.root_dir=."}
    assert not re.findall(
        r"0\.0\.0\.0|--ip[= ](?!127)|allow_remote|disable_check_xsrf|token=(?:''|\"\")", text
    )


@pytest.mark.parametrize("path", ["tests/browser/lab.py", "helpers/app/__init__.py"])
def test_every_other_server_of_the_kit_names_the_loopback(path):
    text = (ROOT / path).read_text(encoding="utf-8")
    assert "127.0.0.1" in text
    assert not re.search(r"0\.0\.0\.0|[\"']::[\"']", text)
