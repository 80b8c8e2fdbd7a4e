"""Which of the stated goals a measurement has missed."""

from __future__ import annotations


def missed(result: object, where: str) -> list[str]:
    """Name every goal that a result's ``missed`` lists say was missed, and where."""
    if not isinstance(result, dict):
        return []
    found = [f"{where}: {goal}" for goal in result.get("missed", ())]
    return found + [line for key, value in result.items() for line in missed(value, f"{where}, {key}")]
