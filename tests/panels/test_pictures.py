"""The stored pictures show what the panels show: compared by numbers, without a browser."""

from __future__ import annotations

from typing import Any

import pytest

from helpers import panels
from helpers.panels.base import Panel
from tests.make_pictures import MOST_BYTES, path_of, stored, summary

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
