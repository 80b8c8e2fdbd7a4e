"""How fast the physiology and the explorer compute: ``python -m tests.benchmarks laws``."""

from __future__ import annotations

from typing import Any

from tests.benchmarks import axon_speed, chain_speed, explorer_speed


def run(_arguments: list[str]) -> dict[str, Any]:
    """Measure all three and print their tables."""
    results = {}
    for part in (axon_speed, chain_speed, explorer_speed):
        results[part.__name__.rsplit(".", 1)[-1]] = part.run()
        print()
    return results
