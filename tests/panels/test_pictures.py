"""The stored pictures show what the panels show: compared by numbers, without a browser."""

from __future__ import annotations

import re
from typing import Any

import pytest

from helpers import panels
from helpers.panels.base import Panel
from tests.make_pictures import CHANCE, MOST_BYTES, path_of, stored, summary, tidy

panels.load_all()
REMAKE = "run python -m tests.make_pictures"


def differences(kept: dict[str, Any], now: dict[str, Any]) -> list[str]:
    found = [f"curve {name!r} comes or goes" for name in kept.keys() ^ now.keys()]
    for name in kept.keys() & now.keys():
        for key in kept[name].keys() | now[name].keys():
            old, new = kept[name].get(key, {}), now[name].get(key, {})
            if old.get("count") != new.get("count") or old.get("words") != new.get("words"):
                found.append(f"{name!r}, {key}: {old} became {new}")
                continue
            tolerance = 1e-4 * max(old.get("size", 0), 1e-12)
            for one, other in zip(old.get("samples", []), new.get("samples", []), strict=True):
                if (one is None) != (other is None) or (one is not None and abs(one - other) > tolerance):
                    found.append(f"{name!r}, {key}: {one} became {other}")
    return found


@pytest.mark.parametrize("name", sorted(Panel.registry))
def test_picture_shows_the_panels_reference(name: str) -> None:
    kind = Panel.registry[name]
    path = path_of(kind)
    assert path.is_file(), f"{path.name} is missing: {REMAKE}"
    assert path.stat().st_size <= MOST_BYTES
    assert CHANCE.search(path.read_text(encoding="utf-8")) is None, REMAKE
    panel = kind()
    assert differences(stored(path), summary(panel)) == [], REMAKE
    panel.close()


def test_a_changed_number_is_noticed() -> None:
    panel = Panel.registry["RestingPotential"]()
    before = summary(panel)
    assert differences(before, summary(panel)) == []
    panel.potassium_mM.value = 4.1
    assert differences(before, summary(panel)) != []
    panel.close()


def raw(drawing: str, curve: str, bars: str) -> str:
    """Give what plotly makes, with the names it draws by lot."""
    return (
        f'<svg class="main-svg"><defs id="defs-{drawing}"><clipPath id="clip{drawing}xyplot"/>'
        f'<pattern id="p{drawing}-{bars}"/><clipPath id="legend{drawing}"/></defs>'
        f'<g class="trace scatter trace{curve}" clip-path="url(#clip{drawing}xyplot)">'
        f'<path style="fill: url(\'#p{drawing}-{bars}\'); stroke: #1f77b4" d="M0,1.236"/>'
        "<text>trace123456</text></g>"
        f'<g class="trace scatter trace{bars}" clip-path="url(#legend{drawing})"/>'
        f'<defs id="topdefs-{drawing}"/></svg>'
    )


def test_a_line_in_pieces_becomes_one_path_with_every_point_where_it_was() -> None:
    piece = '<path class="js-line" d="{}" style="fill: none; stroke-width: 1px;"/>'
    other = '<path class="js-line" d="M1,1L2,2" style="fill: red;"/>'
    made = (
        "<svg>" + piece.format("M6.46,-178.01L5.74,174.07L6.46,178.01") + piece.format("M1,2L3.04,2") + other
    )
    drawn = tidy(made + "</svg>")
    assert piece.format("M6.5,-178l-0.8,352.1l0.8,3.9M1,2l2,0") in drawn
    assert other in drawn
    assert drawn.count("<path") == 2


def test_a_picture_does_not_keep_the_names_drawn_by_lot() -> None:
    one, other = tidy(raw("31d65d", "c4ef98", "b34998")), tidy(raw("123623", "199d16", "1f77b4"))
    assert one == other
    assert set(re.findall(r"url\('?#([\w-]+)", one)) <= set(re.findall(r'id="([\w-]+)"', one))
    assert len(set(re.findall(r"trace(kit\d+)", one))) == 2
    assert "<text>trace123456</text>" in one
    assert "#1f77b4" in one
    assert "M0,1.23" in one
