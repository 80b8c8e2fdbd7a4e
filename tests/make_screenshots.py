"""Make the README's pictures from a real JupyterLab: ``python -m tests.make_screenshots`` (needs a Chromium).

Each is one part of one lesson, moved as a learner would move it, in Lab's light theme.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from helpers.display import NOTEBOOKS
from tests.browser.lab import Lab, Server, chromium

FOLDER = NOTEBOOKS / "pictures" / "readme"
WINDOW = {"width": 1280, "height": 1500}  # high enough for the tallest panel, so that nothing is cut
SHARPNESS = 1.5  # pixels of the picture per pixel of the page
COLOURS = 256  # as many as a palette holds: fewer bytes than true colour
MARGIN_PX = 3  # what lies further out is Lab's
FRAME_PX = 14  # white, so that nothing touches the edge


@dataclass(frozen=True)
class Shot:
    """A picture: the notebook, what is done in its kernel, and which part of the page is kept."""

    name: str
    notebook: str
    code: str
    part: str


REVEALED = """
results.lesson_box.value = "04_calcium"
results.reveal_button.value = results.right_button.value = True
"""
SHOTS = (
    Shot("calcium", "04_calcium.ipynb", "panel.use('low calcium')", ".wmt-panel"),
    Shot("class", "class_results.ipynb", REVEALED, ".lesson-part.lesson-class"),
    Shot("explorer", "09_symptom_explorer.ipynb", "panel.use('exam week')", ".wmt-explorer"),
)


def taken(lab: Lab, shot: Shot) -> bytes:
    """Open the shot's notebook, run and move it, and give its part as PNG."""
    lab.open(shot.notebook)
    lab.page.evaluate(
        "() => jupyterapp.commands.execute('application:set-mode', { mode: 'single-document' })"
    )
    lab.run_all()
    part = lab.page.locator(shot.part).first
    lab.python(shot.code)
    part.locator(".wmt-chart .trace").first.wait_for(state="attached")
    part.evaluate("(element) => element.scrollIntoView({ block: 'center' })")
    lab.page.wait_for_timeout(1500)  # the last move has been drawn
    box = part.bounding_box()
    around = {
        "x": box["x"] - MARGIN_PX,
        "y": box["y"] - MARGIN_PX,
        "width": box["width"] + 2 * MARGIN_PX,
        "height": box["height"] + 2 * MARGIN_PX,
    }
    return bytes(lab.page.screenshot(clip=around))


def small(png: bytes) -> Image.Image:
    """The same picture in a white frame, with a palette of its own."""
    framed = ImageOps.expand(Image.open(io.BytesIO(png)).convert("RGB"), FRAME_PX, "white")
    return framed.quantize(COLOURS, dither=Image.Dither.NONE)


def main() -> None:
    """Take every picture again."""
    os.environ["MUSCLE_TWITCH_OPEN"] = "1"  # the panels lie open, as they do once a prediction is made
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, chromium() as browser:
        shutil.copytree(NOTEBOOKS, Path(place) / "notebooks")
        with Server(Path(place) / "notebooks", Path(place) / "scratch") as server:
            for shot in SHOTS:
                keep(browser, server, shot)


def keep(browser: Any, server: Server, shot: Shot) -> None:
    """Take one picture and write it."""
    context = browser.new_context(device_scale_factor=SHARPNESS)
    lab = Lab(context, server)
    lab.page.set_viewport_size(WINDOW)
    path = FOLDER / f"{shot.name}.png"
    small(taken(lab, shot)).save(path, optimize=True)
    lab.close()
    context.close()
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
