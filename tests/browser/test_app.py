"""Gallery and explorer as a teacher opens them: by the README's command, in Voilà, in a real browser."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil  # comes with ipykernel
import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from helpers import app
from tests.browser.axe import grave_findings
from tests.browser.everybody import app_faults, tab_faults
from tests.browser.lab import Lab, Server

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]

ESCAPES = (
    "/voila/files/gallery.ipynb",
    "/voila/files/04_calcium.ipynb",
    "/voila/files/pictures/explorer.svg",
    "/voila/files/../pyproject.toml",
    "/voila/files/%2e%2e/pyproject.toml",
    "/voila/files/..%2fpyproject.toml",
    "/voila/files//etc/hosts",
    "/voila/static/../../../../../../../../etc/hosts",
    "/voila/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/voila/app.py",
    "/voila/templates/lab/../../../../../etc/jupyter/jupyter_server_config.d/voila.json",
    "/voila/render/04_calcium.ipynb",
    "/voila/tree",
    "/voila/api/contents",
    "/04_calcium.ipynb",
    "/../pyproject.toml",
    "/files/pyproject.toml",
    "/tree",
    "/lab",
    "/api/contents",
    "/api/contents/04_calcium.ipynb",
    "/api/kernels",
    "/api/sessions",
    "/api/kernelspecs",
    "/api/terminals",
    "/terminals/1",
    "/nbconvert/html/gallery.ipynb",
    "/voila/templates/base/tree.html",
    "/voila/templates/..%5c..%5chelpers/static/x",
    "/login",
    "/logout?next=//evil.example",
    "/metrics",
    "/%0d%0aSet-Cookie:x=1",
    "/%00",
)
EXPLORER = "how many notice a twitching eyelid"
STRANGE = "?theme=%22%3E%3Cscript%3Emark&template=reveal&panel=%3Cscript%3Emark&x=%00%ff"


@pytest.fixture(scope="module")
def served(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(ROOT, tmp_path_factory.mktemp("app"), app="gallery") as running:
        yield running


def opened(browser: Any, server: Server, query: str = "") -> Lab:
    """A window of the app; what the page names on other machines is refused before it is sent."""
    window = Lab(browser, server)
    window.page.on("requestfailed", lambda request: forget(window, request))
    window.page.goto(server.url + query)
    window.page.locator(".lesson-gallery").wait_for()
    return window


def forget(window: Lab, request: Any) -> None:
    if request.failure == "csp" and request.url in window.foreign:
        window.foreign.remove(request.url)


def ask(window: Lab, word: str, question: str) -> None:
    window.page.locator(".lesson-search input").fill(word)
    window.page.locator(".lesson-row", has_text=question).click()
    window.page.locator(".lesson-asked", has_text=question).wait_for()


def show(window: Lab, sentence: str) -> None:
    window.page.get_by_role("button", name="Show the picture").click()
    window.page.locator(".wmt-chart .trace").first.wait_for(state="attached")
    window.page.locator(".wmt-sentence", has_text=sentence).wait_for()


def kernel(window: Lab) -> str:
    found = re.search(r'"kernelId": ?"([\w-]+)"', window.page.content())
    assert found
    return found[1]


def send(server: Server, method: str, path: str, host: str = "127.0.0.1") -> tuple[int, bytes]:
    """Ask for exactly this path, as no browser would."""
    line = http.client.HTTPConnection(app.LOOPBACK, server.port, timeout=60)
    line.putrequest(method, path, skip_host=True)
    line.putheader("Host", host)
    line.endheaders()
    answer = line.getresponse()
    return answer.status, answer.read()


def get(server: Server, path: str, host: str = "127.0.0.1") -> tuple[int, bytes]:
    return send(server, "GET", path, host)


def kill(kernel_id: str) -> None:
    """Kill a kernel; the server learns of it as of any that fails."""
    (found,) = [
        one for one in psutil.process_iter(["cmdline"]) if kernel_id in " ".join(one.info["cmdline"] or ())
    ]
    found.kill()


def wait_until_ended(server: Server, kernel_id: str) -> None:
    for _ in range(100):
        if get(server, f"/api/kernels/{kernel_id}")[0] == 404:
            return
        time.sleep(0.1)
    raise AssertionError("the kernel lives on")


def test_two_windows_have_their_own_state_and_a_reload_shows_the_right_question(
    browser: Any, served: Server
) -> None:
    one = opened(browser, served)
    assert one.page.locator(".lesson-row").count() > 40
    assert one.page.locator(".wmt-panel").count() == 0  # no panel before it is asked for
    assert grave_findings(one.page, "body") == []
    ask(one, "resting", "Does more potassium")
    assert one.page.locator(".wmt-panel").count() == 0
    show(one, "At 4.0 mmol/L")
    one.page.get_by_role("button", name="high potassium").click()
    one.page.locator(".wmt-sentence", has_text="At 7.0 mmol/L").wait_for()
    assert grave_findings(one.page, "body") == []

    two = opened(browser, served, "?panel=RestingPotential")
    assert two.page.locator(".lesson-asked").inner_text().startswith("Does more potassium")
    show(two, "At 4.0 mmol/L")
    two.page.get_by_role("button", name="low potassium").click()
    two.page.locator(".wmt-sentence", has_text="At 2.5 mmol/L").wait_for()
    assert "At 7.0 mmol/L" in one.page.locator(".wmt-sentence").inner_text()
    two.page.get_by_role("button", name="Projector mode").click()
    two.page.wait_for_function("() => document.body.classList.contains('lesson-projector')")
    assert not one.page.evaluate("() => document.body.classList.contains('lesson-projector')")
    left = kernel(two)
    two.page.close(run_before_unload=True)
    wait_until_ended(served, left)  # a page that was left keeps no kernel

    one.page.get_by_role("button", name="All questions").click()
    one.page.get_by_role("button", name="Clear").click()
    ask(one, "odds", "A cause makes the odds")
    assert one.page.locator(".wmt-panel").count() == 0  # the one before is gone
    assert one.page.url.endswith("panel=OddsAndBaseRates")
    before = kernel(one)
    assert one.page.get_by_role("alert").count() == 0
    kill(before)  # as if it had run out of memory
    one.page.get_by_role("alert").get_by_text("Nothing on this page moves any more").wait_for()
    assert grave_findings(one.page, "body") == []
    one.page.get_by_role("button", name="Reload the page").click()
    one.page.locator(".lesson-asked", has_text="A cause makes the odds").wait_for()
    assert one.page.get_by_role("alert").count() == 0
    assert one.page.locator(".wmt-panel").count() == 0
    one.page.get_by_role("button", name="Next").click()
    one.page.wait_for_function("() => new URL(location).searchParams.get('panel') !== 'OddsAndBaseRates'")
    assert kernel(one) != before
    assert one.foreign == []
    assert one.console == []
    one.close()


def test_the_dark_gallery_serves_everybody_by_keyboard_alone(browser: Any, tmp_path: Path) -> None:
    with Server(ROOT, tmp_path, app="gallery", options=["--dark"]) as server:
        window = opened(browser, server)
        page = window.page
        wrong = app_faults(page) + tab_faults(page, ".lesson-gallery")
        page.get_by_label("Search").focus()
        page.keyboard.type("explorer")
        row = page.locator(".lesson-row", has_text=EXPLORER)
        row.press("Enter")
        page.locator(".lesson-asked", has_text=EXPLORER).wait_for()
        page.get_by_role("button", name="Show the picture").press("Enter")
        said = page.locator(".wmt-body .wmt-sentence")
        before = said.inner_text()
        page.locator(".wmt-chart .trace").first.wait_for(state="attached")
        page.get_by_role("slider", name="Caffeine (mg a day)", exact=True).press("End")
        page.wait_for_function(
            "(before) => document.querySelector('.wmt-body .wmt-sentence').textContent !== before", arg=before
        )
        wrong += app_faults(page) + tab_faults(page, ".lesson-gallery")
        page.get_by_role("button", name="Projector mode").press("Enter")
        page.wait_for_function("() => document.body.classList.contains('lesson-projector')")
        wrong += app_faults(page)
        assert not wrong, "\n".join(wrong)
        window.close()


def test_the_app_gives_out_no_code_no_file_and_no_list(browser: Any, served: Server) -> None:
    for path in ESCAPES:
        status, body = get(served, path)
        assert 400 <= status < 500, f"{path} is answered with {status}"
        assert len(body) < 1000, f"{path} gives out {body[:200]!r}"
    assert get(served, "/", host="evil.example")[0] == 403
    assert get(served, "/voila/static/voila.js")[0] == 200  # the same way of asking does reach the app
    page = opened(browser, served)
    words = page.page.content()
    for code in ("open_gallery", "panels.registry", "from helpers", str(ROOT)):
        assert code not in words
    page.close()


async def talk(address: str, code: str) -> list[str]:
    """Ask a kernel to run code, to make a broken widget and what it is; give the kinds of its answers."""
    line = await websocket_connect(f"{address}?session_id=stranger")
    failing = {"comm_id": "x", "target_name": "jupyter.widget", "data": {"state": {}}}
    asked = {"execute_request": {"code": code}, "comm_open": failing, "kernel_info_request": {}}
    for kind, content in asked.items():
        header = {"msg_id": kind, "msg_type": kind, "username": "", "session": "stranger", "version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "buffers": []}
        await line.write_message(json.dumps(message | {"channel": "shell"}))
    heard, busy = [], True
    while busy or "kernel_info_reply" not in heard:
        answer = json.loads(await line.read_message() or "{}")
        to = answer["parent_header"]
        if to.get("msg_id") in asked:  # the server asks for the kernel's name too, in the stranger's
            heard.append(answer["msg_type"])
            idle = answer["content"].get("execution_state") == "idle"
            busy = busy and not (idle and to["msg_id"] == "kernel_info_request")
    line.close()
    with pytest.raises(HTTPClientError, match="403"):
        await websocket_connect(HTTPRequest(address, headers={"Origin": "http://evil.example"}))
    return heard


def test_a_kernel_runs_no_code_for_anybody_and_no_foreign_page_reaches_it(
    served: Server, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    page = get(served, f"/{STRANGE}")[1].decode("utf-8")
    assert "<script>mark" not in page and "theme-light" in page
    found = re.search(r'"kernelId": ?"([\w-]+)"', page)
    assert found
    address = f"ws://127.0.0.1:{served.port}/api/kernels/{found[1]}/channels"
    asking = talk(address, f"open({str(mark)!r}, 'w').close()")
    with ThreadPoolExecutor() as aside:  # the browser's own loop runs in this thread
        heard = aside.submit(asyncio.run, asking).result()
    assert set(heard) == {"status", "comm_close", "kernel_info_reply"}  # no traceback either
    assert not mark.exists()


def test_nobody_but_this_machine_is_listened_to(served: Server) -> None:
    with pytest.raises(OSError), socket.create_connection((app.LOOPBACK.replace("0.1", "0.2"), served.port)):
        pass
    outer = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in outer - {app.LOOPBACK}:
        with pytest.raises(OSError), socket.create_connection((address, served.port), timeout=5):
            pass


def test_the_explorer_s_own_app_moves_and_a_reload_starts_afresh(browser: Any, tmp_path: Path) -> None:
    with Server(ROOT, tmp_path, app="explorer", options=["--pages=1"]) as server:
        window = Lab(browser, server)
        window.page.goto(server.url)
        window.page.locator(".wmt-explorer .wmt-chart .trace").first.wait_for(state="attached")
        assert grave_findings(window.page, "body") == []
        start = window.page.locator(".wmt-sentence").inner_text()
        window.page.get_by_role("button", name="Muscle twitch").click()
        window.page.wait_for_function(
            "(start) => document.querySelector('.wmt-sentence').textContent !== start", arg=start
        )
        status, words = get(server, "/")
        assert status == 503 and b"All places are taken" in words
        again = window.page.reload()
        assert again.status == 200  # its own place is free at once
        window.page.locator(".wmt-explorer .wmt-chart .trace").first.wait_for(state="attached")
        assert window.page.locator(".wmt-sentence").inner_text() == start
        assert get(server, "/voila/files/explorer.ipynb")[0] == 403
        window.close()
