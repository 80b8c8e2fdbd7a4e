from __future__ import annotations

from pathlib import Path

import pytest
from ipywidgets import HTML

from helpers import display


class Card(display.StaticFallback, HTML):
    def static_html(self) -> str:
        return "<p>still</p>"


def test_displayed_it_is_a_still_picture_and_the_widget(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, str]] = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: shown.append(bundle))
    card = Card()
    card._ipython_display_()
    still, live = shown
    assert '<div class="wmt-still"><p>still</p></div>' in still["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in live
    assert "still" not in live["text/html"]
    monkeypatch.setenv("MUSCLE_TWITCH_STATIC", "1")
    with pytest.raises(NotImplementedError):
        card._ipython_display_()


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MUSCLE_TWITCH_STATIC", "MUSCLE_TWITCH_OPEN", "MUSCLE_TWITCH_PROGRESS", "SERVER_SOFTWARE"):
        monkeypatch.delenv(name, raising=False)


def test_a_widget_shows_itself_and_carries_its_static_html(monkeypatch: pytest.MonkeyPatch) -> None:
    card = Card()
    live = card._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in live
    assert (live["text/html"], live["text/plain"]) == ("<p>still</p>", "Card")
    monkeypatch.setenv("MUSCLE_TWITCH_STATIC", "1")
    assert card._repr_mimebundle_() == {"text/html": "<p>still</p>", "text/plain": "Card"}


def test_the_environment_is_read_at_every_look(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert not display.STATIC
    assert not display.OPEN
    assert display.PROGRESS is None
    monkeypatch.setenv("MUSCLE_TWITCH_STATIC", "1")
    monkeypatch.setenv("MUSCLE_TWITCH_PROGRESS", str(tmp_path))
    assert display.STATIC
    assert tmp_path == display.PROGRESS


@pytest.mark.parametrize(
    ("name", "value"), [("MUSCLE_TWITCH_OPEN", "1"), ("SERVER_SOFTWARE", "voila/0.5.13")]
)
def test_open_by_wish_and_in_voila(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert display.OPEN


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'STATICS'"):
        _ = display.STATICS


def test_escape_leaves_no_way_out_of_an_attribute() -> None:
    assert display.escape("<a b=\"c\" d='e'>&") == "&lt;a b=&quot;c&quot; d=&#x27;e&#x27;&gt;&amp;"


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        ("-87 mV", "−87 mV"),
        ("from -3.5 to -1", "from −3.5 to −1"),
        ("2-3 hours", "2-3 hours"),
        ("K-rich", "K-rich"),
    ],
)
def test_minus_signs(plain: str, printed: str) -> None:
    assert display.minus_signs(plain) == printed


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [(268.4, 0, "+268"), (-150, 0, "−150"), (-0.4, 0, "0"), (-1.46, 1, "−1.5"), (-0.04, 1, "0")],
)
def test_signed(value: float, decimals: int, printed: str) -> None:
    assert display.signed(value, decimals) == printed


def test_one_hidden_widget_per_name() -> None:
    first = display.once_per_kernel("TestSheet", esm="export default {};", css="p {}")
    assert display.once_per_kernel("TestSheet") is first
    assert (first._esm, first._css) == ("export default {};", "p {}")
    assert display.once_per_kernel("OtherSheet") is not first
    first.close()


def test_one_style_sheet_per_kernel_made_again_once_closed() -> None:
    first = display.style_sheet()
    assert display.style_sheet() is first
    assert first._css == display.STYLE_FILE.read_text(encoding="utf-8")
    first.close()
    assert display.style_sheet() is not first
