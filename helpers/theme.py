"""Colours, sizes, and the one switch every picture watches: projector mode."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from traitlets import Bool, HasTraits

COLOURS = {
    "blue": "#0072B2",
    "orange": "#D55E00",
    "green": "#009E73",
    "pink": "#CC79A7",
    "grey": "#767676",
}
"""Okabe and Ito's colours that reach a contrast of 3:1 on white and on near-black (#111) alike.

Colour never carries a meaning alone: lines also differ by dash, bars by pattern, and both by name.
"""

INK = "#767676"
"""The colour of words, axes and ghosts: readable on white and on black as it stands, and where Lab's
variables exist the style sheet replaces it by Lab's own text colour, so light and dark need no Python."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How big the parts of a picture are [px]."""

    font: int
    title: int
    line: float
    marker: float


DESK = Sizes(font=13, title=14, line=2.5, marker=9)
PROJECTOR = Sizes(font=19, title=21, line=4.5, marker=14)


class DisplayMode(HasTraits):
    """What the whole notebook shares about how it is shown; ``projector`` makes everything big."""

    projector = Bool(False)

    def watch(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call the bound method ``callback`` at every change, without keeping its object alive.

        Returns a function that ends the watching; calling it twice does no harm.
        """
        reference = weakref.WeakMethod(callback)

        def changed(_change: object) -> None:
            method = reference()
            if method is None:
                stop()
            else:
                method()

        def stop() -> None:
            with suppress(ValueError):  # already ended
                self.unobserve(changed, "projector")

        self.observe(changed, "projector")
        return stop


mode = DisplayMode()


def sizes() -> Sizes:
    """Give the sizes of the present display mode."""
    return PROJECTOR if mode.projector else DESK


def contrast(colour: str, background: str) -> float:
    """Contrast ratio of two colours written ``#rrggbb``, from 1 (the same) to 21 (WCAG 2.2)."""

    def luminance(text: str) -> float:
        channels = [int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dark = sorted((luminance(colour), luminance(background)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)
