"""The apps' settings: closed by default, and a busy port is no dead end."""

from __future__ import annotations

import asyncio
import errno
import importlib.util
import os
import re
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tornado.web import Finish
from traitlets.config import Config

from helpers import app

README = Path(__file__).resolve().parents[1] / "README.md"


def test_every_page_is_a_notebook_and_the_readme_names_its_command():
    words = README.read_text(encoding="utf-8")
    named = re.findall(r"^\.venv/bin/python -m helpers\.app (\w+)$", words, flags=re.MULTILINE)
    assert tuple(named) == app.PAGES
    for page in app.PAGES:
        assert (app.NOTEBOOKS / f"{page}.ipynb").is_file()
        assert f".venv\\Scripts\\python -m helpers.app {page}" in words


def test_the_settings_exist_in_this_voila():
    from nbformat.sign import NotebookNotary
    from voila.app import Voila
    from voila.configuration import VoilaConfiguration
    from voila.execute import VoilaExecutor

    from helpers.app.pages import PageKernels

    made = app.settings(1234)
    assert len(made) == 5
    for kind in (Voila, VoilaConfiguration, VoilaExecutor, PageKernels, NotebookNotary):
        unknown = set(made[kind.__name__]) - set(kind.class_trait_names(config=True))
        assert unknown == set(), f"{kind.__name__} no longer knows {unknown}"


def test_nothing_but_the_page_is_open():
    made = app.settings(1234, dark=True)
    voila, page = made["Voila"], made["VoilaConfiguration"]
    assert voila["ip"] == "127.0.0.1"
    assert voila["config_file_paths"] == []
    assert not voila["tornado_settings"]["allow_remote_access"]
    assert page["file_allowlist"] == []
    assert page["strip_sources"] and not page["show_tracebacks"]
    assert page["allow_template_override"] == page["allow_theme_override"] == "NO"
    assert page["theme"] == "dark"
    foreign = re.findall(r"(?:https?|wss?):[^; ]*|(?<= )\*", app.POLICY)
    assert foreign == ["ws://127.0.0.1:*", "ws://localhost:*"]


def test_a_busy_port_gives_another_one():
    with socket.socket() as taken:
        taken.bind((app.LOOPBACK, 0))
        taken.listen()
        busy = taken.getsockname()[1]
        other = app.free_port(busy)
    assert other != busy
    assert app.free_port(other) == other


def test_a_port_that_was_just_let_go_is_taken_again():
    with socket.create_server((app.LOOPBACK, 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection((app.LOOPBACK, port)):
            server.accept()[0].close()  # the server hangs up first, as Ctrl+C does: the port rests a while
    assert app.free_port(port) == port


def test_without_voila_one_sentence_says_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert app.main(["explorer"]) == 1
    assert "helpers.doctor" in capsys.readouterr().out


def test_without_room_for_a_kernels_files_one_sentence_says_what_to_do(monkeypatch, capsys):
    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert app.main(["explorer", "--no-browser"]) == 1
    said = capsys.readouterr().out
    assert "No space left on device. Make room there" in said
    assert "TMPDIR" in said


def test_a_page_that_cannot_be_started_says_why_and_what_to_do():
    """Voilà's own page says 500 and no more; the kit's stands in it under the name it looks for first."""
    import jinja2
    from voila.paths import collect_template_paths

    paths = collect_template_paths(["voila", "nbconvert"], "lab", prune=True)
    frame = {"page.html": "{% block stylesheets %}{% endblock %}{% block body %}{% endblock %}"}
    loaders = [jinja2.DictLoader(frame), jinja2.FileSystemLoader([*paths, app.ERROR_PAGES])]
    pages = jinja2.Environment(loader=jinja2.ChoiceLoader(loaders), autoescape=True)
    said = pages.get_template("500.html").render(status_code=500, status_message="Internal Server Error")
    assert "500: Internal Server Error" in said
    assert "full or read-only" in said
    assert "reload this page" in said


@pytest.mark.parametrize(
    "words",
    [
        ["portfolio"],
        ["gallery", "--ip=0.0.0.0"],
        ["--port", "x"],
        ["--port", "70000"],
        ["--port=-1"],
        ["--pages", "0"],
    ],
)
def test_a_wrong_word_is_refused(words, capsys):
    with pytest.raises(SystemExit) as stop:
        app.main(words)
    assert stop.value.code == 2
    assert "usage" in capsys.readouterr().err


@pytest.fixture
def kernels():
    """The app's own kernel manager for two pages; its kernels are only names."""
    from helpers.app.pages import PageKernels

    made = PageKernels(config=Config(app.settings(1234, pages=2)))
    spec = SimpleNamespace(metadata={})
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    for name in ("one", "two"):
        made._kernels[name] = SimpleNamespace(
            last_activity=long_ago, execution_state="idle", kernel_name="python3", kernel_spec=spec
        )
        made._kernel_connections[name] = 0
        made.notify_connect(name)
    return made


def ended(kernels, monkeypatch):
    """Which kernels end when they are looked at now."""
    found = []

    async def end(name):
        found.append(name)

    monkeypatch.setattr(kernels, "shutdown_kernel", end)
    asyncio.run(kernels.cull_kernels())
    return found


def test_a_quiet_page_keeps_its_kernel_and_one_that_left_loses_it_within_minutes(kernels, monkeypatch):
    assert ended(kernels, monkeypatch) == []  # an hour without a move
    kernels.notify_disconnect("two")
    assert ended(kernels, monkeypatch) == []  # the line may come back
    kernels.get_kernel("two").last_activity -= timedelta(seconds=kernels.cull_idle_timeout)
    assert ended(kernels, monkeypatch) == ["two"]
    assert kernels.cull_idle_timeout + kernels.cull_interval <= 180


def test_a_clock_put_back_keeps_no_place_taken_for_longer(kernels, monkeypatch):
    """A page that left before the clock went back: its idle time is counted from the next look on."""
    kernels.notify_disconnect("two")
    kernels.get_kernel("two").last_activity += timedelta(days=20_000)  # the clock now says 1970, as it were
    assert ended(kernels, monkeypatch) == []
    assert abs(kernels.get_kernel("two").last_activity - datetime.now(UTC)) < timedelta(minutes=5)
    kernels.get_kernel("two").last_activity -= timedelta(seconds=kernels.cull_idle_timeout)
    assert ended(kernels, monkeypatch) == ["two"]


def test_when_all_places_are_taken_a_page_says_so_and_starts_no_kernel(kernels):
    from helpers.app.pages import turn_away

    said: dict[str, Any] = {}
    handler = SimpleNamespace(
        kernel_manager=kernels,
        set_status=lambda code: said.update(status=code),
        set_header=said.__setitem__,
    )
    with pytest.raises(Finish, match="All places are taken"):
        turn_away(handler, notebook=None, cwd="")
    assert said["status"] == 503 and int(said["Retry-After"]) > 0
    kernels._going.add("one")  # being closed: a page that is reloaded finds its own place free
    turn_away(handler, notebook=None, cwd="")
    kernels._coming += 1
    assert kernels.full
