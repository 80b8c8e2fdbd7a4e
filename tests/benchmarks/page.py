"""What a browser's page does towards a Jupyter server, without drawing: messages and models of widgets.

It speaks JupyterLab's protocol over the same websocket and keeps what JupyterLab keeps: a model for each
widget the kernel opens, and which of them are displayed. Like ipywidgets in the page it has one update of a
widget under way at a time; what is moved meanwhile waits, and the last of it is sent.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.browser.lab import Server

PROTOCOL = "v1.kernel.websocket.jupyter.org"
CONTROL = "jupyter.widget.control"
VIEW = "application/vnd.jupyter.widget-view+json"
PATIENCE_S = 300.0
LARGEST = 64 * 1024 * 1024  # bytes of one message

Found = TypeVar("Found")
AsyncHTTPClient.configure(None, max_clients=100)


@dataclass
class Request:
    """A message sent, and what came back until the kernel was idle again; times by ``time.perf_counter``."""

    sent_s: float
    idle: asyncio.Future[None]
    state: dict[str, Any] = field(default_factory=dict)
    printed: str = ""
    updated_s: dict[str, float] = field(default_factory=dict)
    """When each widget's first update that answers this message arrived."""


class Page:
    """One tab with one notebook: ``models`` by id, ``shown`` in the order they were displayed.

    ``updates`` are the changes sent, by widget. ``faults`` collects every error and every line to stderr of
    the kernel; ``files`` what the page was asked to save, as name and text.
    """

    def __init__(self, server: Server, notebook: str, kernel: str) -> None:
        self.server, self.notebook, self.kernel_name = server, notebook, kernel
        self.models: dict[str, dict[str, Any]] = {}
        self.shown: list[str] = []
        self.faults: list[str] = []
        self.files: list[tuple[str, str]] = []
        self.updates: dict[str, list[Request]] = {}
        self._requests: dict[str, Request] = {}
        self._under_way: dict[str, Request] = {}
        self._waiting: dict[str, dict[str, Any]] = {}
        self._states: dict[str, Any] | None = None
        self._news = asyncio.Event()

    async def enter(self) -> list[dict[str, Any]]:
        """Fetch the notebook, start its kernel, connect; give the notebook's cells."""
        content = await self._ask("GET", f"contents/{self.notebook}?content=1")
        about = {"path": self.notebook, "name": "", "type": "notebook", "kernel": {"name": self.kernel_name}}
        self.kernel = (await self._ask("POST", "sessions", about))["kernel"]["id"]
        await self.connect()
        cells: list[dict[str, Any]] = content["content"]["cells"]
        return cells

    async def connect(self) -> None:
        """Open the websocket, ask who is there and which widgets it has."""
        self.session = uuid.uuid4().hex
        address = f"{self.server.url.replace('http', 'ws')}/api/kernels/{self.kernel}/channels"
        asked = HTTPRequest(
            f"{address}?session_id={self.session}&token={self.server.token}",
            connect_timeout=PATIENCE_S,  # a browser waits as long as a kernel takes to start
            request_timeout=PATIENCE_S,
        )
        self.socket: WebSocketClientConnection = await websocket_connect(
            asked,
            subprotocols=[PROTOCOL],
            max_message_size=LARGEST,
        )
        self._listening = asyncio.create_task(self._listen())
        for kind, content in (
            ("kernel_info_request", {}),
            ("comm_info_request", {"target_name": "jupyter.widget"}),
        ):
            await self.answered(self.send(kind, content))

    async def reload(self) -> dict[str, dict[str, Any]]:
        """Close the websocket as a page that is reloaded does, connect anew, ask for all widgets' states."""
        self.close()
        await self._listening
        self.models, self._under_way, self._waiting, self._states = {}, {}, {}, None
        await self.connect()
        id = uuid.uuid4().hex
        opening = {"comm_id": id, "target_name": CONTROL, "target_module": None, "data": {}}
        await self.answered(self.send("comm_open", opening, {"version": "1.0.0"}))
        self.send("comm_msg", {"comm_id": id, "data": {"method": "request_states"}})
        states = await self.until(lambda: self._states, "the widgets' states")
        self.models = {id: model["state"] for id, model in states.items()}
        return self.models

    def close(self) -> None:
        """Close the websocket, if there is one; the kernel goes on."""
        if hasattr(self, "socket"):
            self.socket.close()

    def send(self, kind: str, content: dict[str, Any], metadata: dict[str, Any] | None = None) -> Request:
        """Send one message to the kernel."""
        id = uuid.uuid4().hex
        header = {"msg_id": id, "msg_type": kind, "session": self.session, "username": "", "version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": metadata or {}, "content": content}
        request = Request(time.perf_counter(), asyncio.get_running_loop().create_future())
        self._requests[id] = request
        self.socket.write_message(
            serialize_msg_to_ws_v1(message, "shell", lambda part: json.dumps(part).encode("utf-8")),
            binary=True,
        )
        return request

    async def answered(self, request: Request) -> Request:
        """Wait until the kernel has done what was asked."""
        await asyncio.wait_for(asyncio.shield(request.idle), PATIENCE_S)
        return request

    async def run(self, code: str) -> str:
        """Run a cell; give what it printed."""
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "allow_stdin": True,
            "stop_on_error": True,
        }
        return (await self.answered(self.send("execute_request", content))).printed

    def press(self, button: str) -> Request:
        """Click a button's model, as its view does."""
        return self._tell(button, {"event": "click"})

    def update(self, id: str, **state: Any) -> Request | None:
        """Change a widget as the page does; None where an earlier change is still under way."""
        self.models[id].update(state)
        if id in self._under_way:
            self._waiting.setdefault(id, {}).update(state)
            return None
        data = {"method": "update", "state": state, "buffer_paths": []}
        self._under_way[id] = request = self.send("comm_msg", {"comm_id": id, "data": data})
        request.state = state
        self.updates.setdefault(id, []).append(request)
        request.idle.add_done_callback(lambda _idle: self._next(id))
        return request

    async def settled(self, id: str) -> None:
        """Wait until nothing of a widget's changes is under way any more."""
        while id in self._under_way:
            await self.answered(self._under_way[id])
            await asyncio.sleep(0)

    async def until(self, look: Callable[[], Found], what: str) -> Found:
        """Wait until ``look`` finds something; TimeoutError names ``what`` where it never does."""
        end = time.monotonic() + PATIENCE_S
        while not (found := look()):
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), end - time.monotonic())
            except TimeoutError:
                raise TimeoutError(f"{what} did not come in {PATIENCE_S:.0f} s") from None
        return found

    def _tell(self, id: str, content: dict[str, Any]) -> Request:
        """Send a widget a message of its own kind."""
        return self.send("comm_msg", {"comm_id": id, "data": {"method": "custom", "content": content}})

    async def _ask(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"token {self.server.token}"}
        text = None if body is None else json.dumps(body)
        request = HTTPRequest(
            f"{self.server.url}/api/{path}", method, headers, text, request_timeout=PATIENCE_S
        )
        return json.loads((await AsyncHTTPClient().fetch(request)).body)

    def _next(self, id: str) -> None:
        del self._under_way[id]
        if state := self._waiting.pop(id, None):
            self.update(id, **state)

    async def _listen(self) -> None:
        while (raw := await self.socket.read_message()) is not None:
            arrived_s = time.perf_counter()
            _, parts = deserialize_msg_from_ws_v1(raw)
            kind = json.loads(parts[0])["msg_type"]
            request = self._requests.get(json.loads(parts[1]).get("msg_id", ""))
            self._take(kind, json.loads(parts[3]), request, arrived_s)
            self._news.set()

    def _take(self, kind: str, content: dict[str, Any], request: Request | None, arrived_s: float) -> None:
        match kind:
            case "status" if content["execution_state"] == "idle" and request and not request.idle.done():
                request.idle.set_result(None)
            case "status" if content["execution_state"] in ("restarting", "dead"):
                self.faults.append(f"the kernel is {content['execution_state']}")
            case "stream" if content["name"] == "stdout" and request:
                request.printed += content["text"]
            case "stream" if content["name"] == "stderr":
                self.faults.append(content["text"])
            case "error":
                self.faults.append(f"{content['ename']}: {content['evalue']}")
            case "display_data" | "execute_result" if VIEW in content["data"]:
                self.shown.append(content["data"][VIEW]["model_id"])
            case "comm_open":
                self.models[content["comm_id"]] = state = content["data"]["state"]
                if "own_id" in state:  # a figure asks what it missed, as live_figure.js does
                    self._tell(content["comm_id"], {"ask": "state"})
            case "comm_close":
                self.models.pop(content["comm_id"], None)
            case "comm_msg":
                self._hear(content["comm_id"], content["data"], request, arrived_s)

    def _hear(self, id: str, data: dict[str, Any], request: Request | None, arrived_s: float) -> None:
        match data.get("method"):
            case "update" if id in self.models:
                self.models[id].update(data["state"])
                if request:
                    request.updated_s.setdefault(id, arrived_s)
            case "custom" if {"name", "text"} <= set(data["content"]):
                self.files.append((data["content"]["name"], data["content"]["text"]))
            case "update_states":
                self._states = data["states"]
