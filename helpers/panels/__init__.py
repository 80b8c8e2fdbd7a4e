"""Sliders to physiology to figure, sentence and table: one class per panel."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any


def load_all() -> None:
    """Import every panel module, so that ``Panel.registry`` is complete."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def registry() -> dict[str, type[Any]]:
    """Every panel of the kit by its class name."""
    load_all()
    from helpers.panels.base import Panel  # here, so that one panel alone needs not load this

    return dict(Panel.registry)
