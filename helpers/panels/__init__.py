"""Sliders to physiology to figure, sentence and table: one class per panel."""

from __future__ import annotations

import importlib
import pkgutil


def load_all() -> None:
    """Import every panel module, so that ``Panel.registry`` is complete."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
