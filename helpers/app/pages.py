"""What Voilà leaves open: how many pages there are at once, how long a closed one lives, what it may send."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import ErrorHandler, Finish
from traitlets import Int
from voila.app import Voila

MOST_BODY_BYTES = 64 * 1024
"""A page sends one note when it closes, and nothing else that is not a message to its kernel."""

NO_FILE_OF_OURS = r".*(?:%|\\|\.\.|//|/\.).*"
"""An address that climbs, hides a letter or names a hidden file: no part of the page has such a one."""

TOLD = {"status", "comm_open", "comm_msg", "comm_close", "comm_info_reply", "kernel_info_reply"}
"""The kinds of a kernel's messages that a page is told: what its widgets say, and that it is there."""

RETRY_S = 10
FULL = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="{retry_s}">
<meta name="viewport" content="width=device-width"><title>All places are taken</title>
<style>:root {{ color-scheme: light dark; font: 20px/1.5 sans-serif }}
main {{ max-width: 32em; margin: 15vh auto; padding: 0 1em }}</style></head>
<body><main><h1>All places are taken</h1>
<p>This app serves a limited number of pages at once ({most}), and all are open. Close one that nobody
needs any more: this one tries again by itself every {retry_s} seconds.</p></main></body></html>
"""


class PageKernels(AsyncMappingKernelManager):
    """One kernel for each open page, and a bound on their number."""

    most = Int(1, config=True, help="How many pages may be open at once.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._coming = 0
        self._going: set[str] = set()

    @property
    def full(self) -> bool:
        """Whether no page more can be opened; one that is closing has left its place already."""
        return len(set(self.list_kernel_ids()) - self._going) + self._coming >= self.most

    async def start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override]  # its base is typed late
        """Start a kernel, counted from now on."""
        self._coming += 1
        try:
            return str(await super().start_kernel(**kwargs))
        finally:
            self._coming -= 1

    async def shutdown_kernel(self, kernel_id: str, *args: Any, **kwargs: Any) -> None:  # type: ignore[override]
        """End a kernel, not counted from now on."""
        self._going.add(kernel_id)
        try:
            await super().shutdown_kernel(kernel_id, *args, **kwargs)
        finally:
            self._going.discard(kernel_id)

    def notify_disconnect(self, kernel_id: str) -> None:
        """Count a kernel's idle time from here: a page that lost its line for a moment finds it alive."""
        super().notify_disconnect(kernel_id)
        if kernel_id in self:
            kernel: Any = self.get_kernel(kernel_id)
            kernel.last_activity = datetime.now(UTC)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel that was left; after a clock was put back its idle time is counted from now on."""
        kernel: Any = self.get_kernel(kernel_id)
        if hasattr(kernel, "last_activity"):
            kernel.last_activity = min(kernel.last_activity, datetime.now(UTC))
        await super().cull_kernel_if_idle(kernel_id)


class PageLine(ZMQChannelsWebsocketConnection):
    """A page's line to its kernel: no code that was run, nothing printed, no traceback of what failed."""

    def handle_outgoing_message(self, stream: str, outgoing_msg: list[Any]) -> None:
        """Pass a message on, if it is one that a page is told."""
        _, parts = self.session.feed_identities(outgoing_msg)
        if self.session.unpack(parts[1])["msg_type"] in TOLD:
            super().handle_outgoing_message(stream, outgoing_msg)


def turn_away(handler: Any, **_page: Any) -> None:
    """Answer with one clear page, before a kernel starts, when all places are taken."""
    kernels = handler.kernel_manager
    if kernels.full:
        handler.set_status(503)
        handler.set_header("Retry-After", str(RETRY_S))
        raise Finish(FULL.format(most=kernels.most, retry_s=RETRY_S))


class App(Voila):
    """Voilà with one page: at one address, beside the parts it is made of, and nothing else."""

    def init_handlers(self) -> list[Any]:
        """Answer 404 to every address but those of the page and its parts."""
        *parts, (_anything, page, settings) = super().init_handlers()
        kept = [
            (address.replace("/templates/(.*)", r"/templates/(\w+/static/.+)"), *rest)
            for address, *rest in parts
            if "/voila/" in address or "/api/kernels/" in address
        ]
        return [(NO_FILE_OF_OURS, ErrorHandler, {"status_code": 404}), *kept, ("/()", page, settings)]

    def listen(self) -> None:
        """Listen, and refuse long bodies before they are read."""
        self.app.listen = partial(self.app.listen, max_body_size=MOST_BODY_BYTES)
        super().listen()
