"""Save a text as a file through the browser: in Lab, on a remote server and in Voilà alike."""

from __future__ import annotations

import base64
from typing import Any

from helpers.display import escape, once_per_kernel

SAVE = """
export default {
  initialize({ model }) {
    model.on("msg:custom", ({ name, kind, text }) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: kind }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
  },
};
"""
JSON, CSV, PAGE = "application/json", "text/csv;charset=utf-8", "text/html"


def saver() -> Any:
    """Give the hidden widget that saves; make it with the card whose button will need it."""
    return once_per_kernel("Saver", esm=SAVE)


def save(name: str, text: str, kind: str = JSON) -> None:
    """Ask the browser to save ``text`` as a file called ``name``."""
    saver().send({"name": name, "kind": kind, "text": text})


def save_link(name: str, text: str, words: str, kind: str = JSON) -> str:
    """Give a link that holds the file and saves it: no kernel is asked, nothing is sent."""
    data = base64.b64encode(text.encode("utf-8")).decode("ascii")
    return f'<a download="{escape(name)}" href="data:{kind};base64,{data}">{escape(words)}</a>'
