"""What pydantic found, in the words of a DataError."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import ValidationError

from helpers.records import Record


def explain(error: ValidationError, model: type[Record]) -> tuple[tuple[str, ...], str, str]:
    """Path, problem and what is allowed, of the first fault pydantic found."""
    first = error.errors(include_url=False)[0]
    path = tuple(map(str, first["loc"]))
    if first["type"] == "kit":
        context = first["ctx"]
        return (*path, *filter(None, [context["column"]])), context["problem"], context["allowed"]
    problem = "missing" if first["type"] == "missing" else f"got {first['input']!r}"[:80]
    number = "a finite number" if first["type"].startswith(("float", "finite")) else ""
    if first["type"] == "extra_forbidden":
        fields = _model_at(model, path[:-1]).model_fields
        number = "the fields " + ", ".join(field.alias or name for name, field in fields.items())
    return path, problem, number or first["msg"].removeprefix("Input should be ").removeprefix("Field ")


def _model_at(model: type[Record], path: tuple[str, ...]) -> type[Record]:
    """The model of the mapping that a path leads to, through lists and optional fields."""
    for step in path:
        inside: list[Any] = [f.annotation for n, f in model.model_fields.items() if step in (n, f.alias)]
        while inside and not (isinstance(inside[-1], type) and issubclass(inside[-1], Record)):
            inside += get_args(inside.pop())
        model = inside[-1] if inside else model
    return model
