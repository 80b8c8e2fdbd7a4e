"""A real JupyterLab on this machine's loopback, and a headless Chromium that opens notebooks in it."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from helpers.doctor import NO_CHROMIUM, find_chromium

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",  # as without a network
)
SIZE = {"width": 1280, "height": 800}
# At its start and when its theme changes, Lab lays its logo over the page until the new colours have come. It
# fades for a while, and of words under it axe judges nothing.
PAGE = {"disabledExtensions": {"@jupyterlab/apputils-extension:splash": True}}
LOCAL = ("127.0.0.1", "localhost")
DIRECT = urllib.request.build_opener(
    urllib.request.ProxyHandler({})
)  # no proxy of this machine for its own page
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """Start a headless Chromium."""
    from playwright.sync_api import sync_playwright

    program = find_chromium()
    if program is None:
        raise RuntimeError(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def free_port() -> int:
    """Give a port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


# anywidget gives a widget's code two seconds, too few on a busy machine. The kit's figures come and move all
# the same (test_panel_base.py), so it is no fault of the page.
TOO_LATE = "[anywidget] Failed to initialize"

# Resolves when nothing has changed in the notebook for three pictures in a row: what has arrived is drawn by
# then. The toolbars around it count and blink for themselves.
QUIET = """() => new Promise((resolve) => {
    let still = 0;
    const watcher = new MutationObserver(() => { still = 0; });
    const place = document.querySelector(".jp-Notebook") ?? document.body;
    watcher.observe(place, { subtree: true, childList: true, characterData: true, attributes: true });
    const look = () => {
        still += 1;
        if (still <= 3) return void requestAnimationFrame(look);
        watcher.disconnect();
        resolve();
    };
    requestAnimationFrame(look);
})"""


class Server:
    """A Jupyter server or Voilà over one folder of notebooks, on a free port of the loopback.

    ``app`` names a page that the kit's own command serves, as a teacher starts it, with these ``options``.
    """

    def __init__(
        self,
        folder: Path,
        scratch: Path,
        *,
        voila: str | None = None,
        app: str | None = None,
        options: Sequence[str] = (),
    ) -> None:
        self.folder, self.scratch, self.voila, self.app = folder, scratch, voila, app
        self.options = options
        self.port, self.token = free_port(), secrets.token_hex(16)
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Server:
        self.scratch.mkdir(parents=True, exist_ok=True)
        settings = self.scratch / "settings"
        for name, values in SETTINGS.items():
            plugin, key = name.split(":")
            (settings / plugin).mkdir(parents=True, exist_ok=True)
            (settings / plugin / f"{key}.jupyterlab-settings").write_text(
                json.dumps(values), encoding="utf-8"
            )
        (self.scratch / "config" / "labconfig").mkdir(parents=True, exist_ok=True)
        (self.scratch / "config" / "labconfig" / "page_config.json").write_text(
            json.dumps(PAGE), encoding="utf-8"
        )
        place = {
            "JUPYTERLAB_SETTINGS_DIR": str(settings),
            "JUPYTERLAB_WORKSPACES_DIR": str(self.scratch / "workspaces"),
            "JUPYTER_CONFIG_DIR": str(self.scratch / "config"),
            "JUPYTER_DATA_DIR": str(self.scratch / "data"),
            "JUPYTER_RUNTIME_DIR": str(self.scratch / "runtime"),
            "IPYTHONDIR": str(self.scratch / "ipython"),
            "MUSCLE_TWITCH_PROGRESS": str(self.scratch / "progress"),
        }
        self.log = (self.scratch / "server.log").open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            self._command(),
            cwd=self.folder,
            env=os.environ | place,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(20)
        self.log.close()

    def _command(self) -> list[str]:
        if self.app:
            command = (sys.executable, "-m", "helpers.app", self.app, f"--port={self.port}", "--no-browser")
            return [*command, *self.options]
        if self.voila:
            return [
                *(sys.executable, "-m", "voila", self.voila, f"--port={self.port}", "--no-browser"),
                "--Voila.ip=127.0.0.1",
            ]
        return [
            *(
                sys.executable,
                "-m",
                "jupyterlab",
                "--no-browser",
                "--ip=127.0.0.1",
                "--expose-app-in-browser",
            ),
            *("--allow-root", f"--port={self.port}", "--ServerApp.port_retries=0"),
            *(f"--IdentityProvider.token={self.token}", f"--ServerApp.root_dir={self.folder}"),
        ]

    def _wait(self) -> None:
        probe = self.url if self.voila else f"{self.url}/api/status?token={self.token}"
        if self.app:
            probe = f"{self.url}/voila/static/voila.js"  # the page itself would start a kernel
        for _ in range(600):
            if self.process.poll() is not None:
                break
            with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                DIRECT.open(probe, timeout=30).close()
                return
            time.sleep(0.1)
        self.__exit__()
        raise RuntimeError(
            "the server did not start:\n" + (self.scratch / "server.log").read_text(encoding="utf-8")
        )


class Lab:
    """One browser page with Lab (or Voilà) in it; remembers errors and requests to other hosts.

    ``browser`` is whatever opens a page: a browser, which gives each an empty cache, or one context for many.
    """

    def __init__(self, browser: Any, server: Server) -> None:
        self.server = server
        self.page = browser.new_page()
        self.page.set_viewport_size(SIZE)
        self.page.set_default_timeout(60_000)
        self.foreign: list[str] = []
        self.received: list[int] = []
        self.console: list[str] = []
        self.page.on("request", self._requested)
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._received))
        self.late: list[str] = []
        self.page.on("pageerror", self._failed)

    def close(self) -> None:
        """Close the page, and the notebook's kernel with it: some dozen would fill a laptop's memory."""
        self.page.evaluate(
            "async () => await globalThis.jupyterapp?.shell?.currentWidget?.sessionContext?.shutdown()"
        )
        self.page.close()

    def open(self, notebook: str) -> None:
        """Open a notebook, alone in a workspace of its own, and wait until its kernel is idle."""
        place = f"lab/workspaces/{secrets.token_hex(4)}/tree/{notebook}"
        self.page.goto(f"{self.server.url}/{place}?token={self.server.token}")
        self.wait_idle()
        # Lab asks a fresh kernel for its widgets, and one without any says "No such comm": listen after that.
        self.page.evaluate(
            """async () => {
                const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
                await kernel.requestCommInfo({});
                await kernel.requestExecute({ code: "" }).done;
                globalThis.kernelErrors = [];
                kernel.iopubMessage.connect((_, message) => {
                    const { msg_type } = message.header;
                    if (msg_type === "error") kernelErrors.push(message.content.traceback.join("\\n"));
                    if (msg_type === "stream" && message.content.name === "stderr")
                        kernelErrors.push(message.content.text);
                });
            }"""
        )

    def wait_idle(self) -> None:
        """Wait until the present notebook's kernel is connected and has nothing to do."""
        self.page.wait_for_function(
            """() => {
                const session = globalThis.jupyterapp?.shell?.currentWidget?.sessionContext?.session;
                return session?.kernel?.connectionStatus === "connected" && session.kernel.status === "idle";
            }"""
        )

    def run_all(self) -> None:
        """Run every cell and wait for the last one."""
        self.page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
        self.wait_idle()

    def errors(self) -> list[str]:
        """Give every error and every line to stderr the kernel has sent since the notebook was opened."""
        return list(self.page.evaluate("() => globalThis.kernelErrors ?? []"))

    def forget(self) -> None:
        """Forget all errors so far: they were another test's."""
        self.page.evaluate("() => { globalThis.kernelErrors.length = 0; }")
        self.console.clear()

    def cell_errors(self) -> list[str]:
        """Give the error outputs that stand under the cells."""
        return list(self.page.locator("[data-mime-type='application/vnd.jupyter.error']").all_inner_texts())

    def dark(self, on: bool = True) -> None:
        """Switch Lab's theme."""
        name = "JupyterLab Dark" if on else "JupyterLab Light"
        self.page.evaluate(
            "(name) => jupyterapp.commands.execute('apputils:change-theme', { theme: name })", name
        )
        self.page.wait_for_function(
            "(light) => document.body.dataset.jpThemeLight === light", arg="false" if on else "true"
        )

    def python(self, code: str) -> None:
        """Run code in the notebook's kernel without touching the notebook."""
        self.page.evaluate(
            """async (code) => {
                const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
                await kernel.requestExecute({ code }).done;
            }""",
            code,
        )

    def settle(self, code: str = "") -> None:
        """Run code in the kernel, and wait until the page has drawn what came of it and of all before it.

        The kernel answers one thing after another, so the answer to this comes last.
        """
        self.python(code)
        self.page.evaluate(QUIET)

    def show(self, code: str, cell: int = 0) -> None:
        """Write code into a cell and run it; what stood under the cell goes."""
        self.page.evaluate(
            """async ([cell, code]) => {
                const { content } = jupyterapp.shell.currentWidget;
                content.activeCellIndex = cell;
                content.activeCell.model.sharedModel.setSource(code);
                await jupyterapp.commands.execute('notebook:run-cell');
            }""",
            [cell, code],
        )
        self.settle()

    def reload(self) -> None:
        """Reload the page and wait for the kernel."""
        self.page.reload()
        self.wait_idle()

    def screenshot(self, path: Path, selector: str | None = None) -> None:
        """Keep a picture of the window, or of one element, at 1280x800."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if selector:
            self.page.locator(selector).first.scroll_into_view_if_needed()
        self.page.screenshot(path=path)

    def _requested(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in LOCAL:
            self.foreign.append(request.url)

    def _failed(self, error: Any) -> None:
        (self.late if TOO_LATE in str(error) else self.console).append(str(error))

    def _received(self, payload: str | bytes) -> None:
        self.received.append(len(payload))


def notebook(*cells: str) -> str:
    """Give a notebook with these code cells, as text."""
    made = [
        {
            "cell_type": "code",
            "id": f"cell-{i}",
            "source": c,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        for i, c in enumerate(cells)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return json.dumps({"cells": made, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})


def show_panel(stage: Lab, name: str) -> None:
    """Show a panel, new and at the desk, as ``panel``; the one before it goes."""
    stage.show(
        "from helpers import panels, theme\nfrom helpers.panels.base import Panel\npanels.load_all()\n"
        "theme.mode.projector = False\nif 'panel' in globals():\n    panel.close()\n"
        f"panel = Panel.registry[{name!r}]()\npanel"
    )
    stage.page.wait_for_function("() => document.querySelector('.wmt-chart .trace')")
    stage.settle()
