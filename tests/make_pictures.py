"""Make each panel's reference picture: ``python -m tests.make_pictures [PanelName ...]`` (needs a Chromium).

Each SVG in ``notebooks/pictures/`` carries a summary of the numbers it shows, so that a test can say
when a picture no longer shows what its panel does, without drawing anything.
"""

from __future__ import annotations

import json
import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from helpers import panels, theme
from helpers.panels.base import Panel
from helpers.panels.live_figure import plotly_script
from tests.browser.lab import chromium

FOLDER = Path(__file__).resolve().parents[1] / "notebooks" / "pictures"
WIDTH = 800
MOST_BYTES = 50_000
SAMPLES = 5
# Plotly names a drawing, and each curve in it, by chance: six digits after a word for the part.
CHANCE = re.compile(r"\b(clip|legend-?|topdefs-|defs-|trace|[gp](?=\w{6}-)|(?<=\b[gp]\w{6}-))([0-9a-f]{6})")

# A line with gaps is drawn piece by piece, each with the whole style again: a crowd of people is hundreds.
PIECES = re.compile(r'(<path class="js-line" d=")[ML\d.,-]*("[^>]*/>)(?:\1[ML\d.,-]*\2)+')


def path_of(panel: type[Panel]) -> Path:
    """Give the file of a panel's picture."""
    return FOLDER / f"{panel.picture}.svg"


def summary(panel: Panel) -> dict[str, Any]:
    """Give what a picture shows in a few numbers per curve: how many points, and five of them."""
    return {name: _curve(values) for name, values in panel.frame_now().items()}


def stored(path: Path) -> dict[str, Any]:
    """Give the summary inside a picture; ValueError when it has none."""
    found = re.search(
        r'<metadata id="frame"><!\[CDATA\[(.*?)\]\]></metadata>', path.read_text(encoding="utf-8")
    )
    if found is None:
        raise ValueError(f"{path.name} carries no frame summary: run python -m tests.make_pictures")
    return dict(json.loads(found.group(1)))


def tidy(svg: str) -> str:
    """Shorten a picture: two decimals are finer than any eye, and a white ground suits every page."""
    names: dict[str, str] = {}  # counted instead: the next run must give the same file

    def tidied(tag: re.Match[str]) -> str:
        named = CHANCE.sub(lambda part: part[1] + names.setdefault(part[2], f"kit{len(names)}"), tag[0])
        return re.sub(r"(\d+\.\d\d)\d+", r"\1", named)

    svg = svg.replace(' style=""', "", 1)  # the drawing's own, now before and now after its size
    svg = re.sub(r"<[^>]*>", tidied, svg)  # the words between the tags stay as they are
    svg = PIECES.sub(_joined, svg)
    svg = re.sub(r"(<svg [^>]*?>)", r'\1<rect width="100%" height="100%" fill="#fff"/>', svg, count=1)
    return svg.replace(theme.INK, "#333").replace("rgb(118, 118, 118)", "#333")


def drawing_page(browser: Any) -> Any:
    """Give a new page with plotly in it."""
    page = browser.new_page()
    page.add_script_tag(content=plotly_script())
    return page


def drawn(page: Any, panel: Panel) -> str:
    """Draw a panel's reference picture in a page made for drawing."""
    figure = panel.figure.to_plotly()
    figure["layout"] = figure["layout"] | {"width": WIDTH}
    svg = page.evaluate(
        """async (figure) => {
            const { width, height } = figure.layout;
            const url = await Plotly.toImage(figure, { format: "svg", width, height });
            return decodeURIComponent(url.slice(url.indexOf(",") + 1));
        }""",
        figure,
    )
    note = f'<metadata id="frame"><![CDATA[{json.dumps(summary(panel))}]]></metadata>'
    return f"{tidy(svg).rstrip().removesuffix('</svg>')}{note}</svg>\n"


def main(names: list[str]) -> None:
    """Draw the named panels, or all."""
    panels.load_all()
    chosen = [Panel.registry[name] for name in names] or list(Panel.registry.values())
    FOLDER.mkdir(exist_ok=True)
    with chromium() as browser:
        page = drawing_page(browser)
        for kind in chosen:
            panel = kind()
            path_of(kind).write_text(drawn(page, panel), encoding="utf-8", newline="\n")
            size = path_of(kind).stat().st_size
            print(f"{path_of(kind).name}: {size} bytes" + (" - TOO BIG" if size > MOST_BYTES else ""))
            panel.close()


def _joined(pieces: re.Match[str]) -> str:
    """Make one path of a line's pieces: each begins where it did, and goes on in steps of 0.1 px."""
    shapes = []
    for piece in re.findall(r' d="M([^"]*)"', pieces[0]):
        points = [[round(10 * float(number)) for number in point.split(",")] for point in piece.split("L")]
        steps = [
            f"l{(x - before_x) / 10:g},{(y - before_y) / 10:g}"
            for (before_x, before_y), (x, y) in pairwise(points)
        ]
        (x, y), *_ = points
        shapes.append(f"M{x / 10:g},{y / 10:g}{''.join(steps)}")
    return f"{pieces[1]}{''.join(shapes)}{pieces[2]}"


def _curve(values: Any) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in values.items():
        flat = np.atleast_1d(np.asarray(value))
        made[key] = {"count": int(flat.size)}
        if flat.dtype.kind in "fiu" and flat.size:
            places = np.linspace(0, flat.size - 1, SAMPLES).round().astype(int)
            made[key]["samples"] = [
                None if np.isnan(v) else float(f"{v:.6g}") for v in flat[places].astype(float)
            ]
            there = np.abs(flat[~np.isnan(flat.astype(float))])  # of a crowd's curves, one may be nobody
            made[key]["size"] = float(f"{there.max(initial=0):.6g}")
        else:
            made[key]["words"] = [str(word) for word in flat[:SAMPLES]]
    return made


if __name__ == "__main__":
    main(sys.argv[1:])
