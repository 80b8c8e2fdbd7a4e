from __future__ import annotations

import gc
import weakref

import pytest

from helpers import theme


class Watcher:
    def __init__(self) -> None:
        self.calls = 0

    def changed(self) -> None:
        self.calls += 1


@pytest.fixture(autouse=True)
def desk():
    theme.mode.projector = False
    yield
    theme.mode.projector = False


@pytest.mark.parametrize("name", theme.COLOURS)
@pytest.mark.parametrize("background", ["#ffffff", "#111111"])
def test_every_colour_is_seen_on_light_and_dark(name: str, background: str) -> None:
    assert theme.contrast(theme.COLOURS[name], background) >= 3


def test_contrast_has_its_known_ends() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#123456", "#123456") == 1


def test_projector_mode_gives_type_of_eighteen_pixels_or_more() -> None:
    assert theme.sizes() == theme.DESK
    theme.mode.projector = True
    assert theme.sizes().font >= 18
    assert theme.sizes().line > theme.DESK.line


def test_a_watcher_hears_changes_until_it_stops() -> None:
    watcher = Watcher()
    stop = theme.mode.watch(watcher.changed)
    theme.mode.projector = True
    assert watcher.calls == 1
    stop()
    stop()
    theme.mode.projector = False
    assert watcher.calls == 1


def test_watching_keeps_nobody_alive() -> None:
    watcher = Watcher()
    theme.mode.watch(watcher.changed)
    gone = weakref.ref(watcher)
    del watcher
    gc.collect()
    assert gone() is None
    theme.mode.projector = True
