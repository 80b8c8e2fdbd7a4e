"""Make each panel's reference picture: ``python -m tests.make_pictures [PanelName ...]`` (needs a Chromium).

Each SVG in ``notebooks/pictures/`` carries a summary of the numbers it shows, so that a test can say
when a picture no longer shows what its panel does, without drawing anything.
"""

from __future__ import annotations

import json
import re
import sys
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
    # Plotly names every drawing by chance; the next run must give the same file.
    for chance in set(re.findall(r'"(?:clip|legend|topdefs-|defs-)([0-9a-f]{6})', svg)):
        svg = svg.replace(chance, "kit")
    # Inside the tags only: the words between them stay as they are.
    svg = re.sub(r"<[^>]*>", lambda tag: re.sub(r"(\d+\.\d\d)\d+", r"\1", tag[0]), svg)
    svg = re.sub(r"(<svg [^>]*?>)", r'\1<rect width="100%" height="100%" fill="#fff"/>', svg, count=1)
    return svg.replace(theme.INK, "#333").replace("rgb(118, 118, 118)", "#333")


def main(names: list[str]) -> None:
    """Draw the named panels, or all."""
    panels.load_all()
    chosen = [Panel.registry[name] for name in names] or list(Panel.registry.values())
    FOLDER.mkdir(exist_ok=True)
    with chromium() as browser:
        page = browser.new_page()
        page.add_script_tag(content=plotly_script())
        for kind in chosen:
            panel = kind()
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
            drawing = tidy(svg).rstrip().removesuffix("</svg>")
            path_of(kind).write_text(f"{drawing}{note}</svg>\n", encoding="utf-8")
            size = path_of(kind).stat().st_size
            print(f"{path_of(kind).name}: {size} bytes" + (" - TOO BIG" if size > MOST_BYTES else ""))
            panel.close()


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
            made[key]["size"] = float(f"{np.nanmax(np.abs(flat)):.6g}")
        else:
            made[key]["words"] = [str(word) for word in flat[:SAMPLES]]
    return made


if __name__ == "__main__":
    main(sys.argv[1:])
