"""How much of the kit is measured and how much assumed: every number by the confidence it is stated with."""

from __future__ import annotations

import importlib
import inspect
import itertools
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from helpers.evidence.folder import Data
from helpers.records import CONFIDENCE, TABLES

MODELS = ("helpers.physiology", "helpers.likelihood")


def graded_numbers(data: Data) -> Iterator[tuple[str, str, str, str]]:
    """Each number of the kit as (where, name, confidence, source): data tables, then the models."""
    for name in TABLES:
        for row in data.rows(name):
            label = " ".join(str(getattr(row, column)) for column in row.key_columns)
            for _ in range(row.count_numbers()):
                yield f"data/{name}.csv", label, row.confidence, row.source
    homes: dict[int, tuple[str, str]] = {}
    packages = [importlib.import_module(name) for name in MODELS]
    modules = [pkgutil.iter_modules(package.__path__, f"{package.__name__}.") for package in packages]
    for found in itertools.chain(*modules):
        module = importlib.import_module(found.name)
        defined = set(re.findall(r"^([A-Z_0-9]+)\b.*=", inspect.getsource(module), re.MULTILINE))
        for name in sorted(defined & set(vars(module))):
            homes |= {id(part): (found.name, label) for label, part in _parts(name, vars(module)[name])}
    for quantity in importlib.import_module("helpers.physiology.quantity").Quantity.recorded:
        where, name = homes.get(id(quantity), (MODELS[0], f"{float(quantity):g} {quantity.unit}"))
        yield where.replace(".", "/") + ".py", name, quantity.confidence, quantity.source


def _parts(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A constant and what it holds, each with its name: ``DEATHS[0]``, ``NEEDED['adult']``."""
    yield name, value
    inside = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple) else ()
    )
    for key, part in inside:
        yield from _parts(f"{name}[{key!r}]", part)


def report(data: Data) -> None:
    """Print how many numbers of each confidence every table and module holds, then the unverified."""
    data.check()
    numbers = list(graded_numbers(data))
    places = dict.fromkeys([*(f"data/{name}.csv" for name in TABLES), *(number[0] for number in numbers)])
    print(f"{'where':40}" + "".join(f"{word:>13}" for word in CONFIDENCE))
    for place in places:
        count = Counter(confidence for where, _, confidence, _ in numbers if where == place)
        print(f"{place:40}" + "".join(f"{count[word] or '.':>13}" for word in CONFIDENCE))
    print("\nunverified:")
    for where, name, confidence, key in numbers:
        if confidence == "unverified":
            print(f"  {where}  {name}  ({key})")
    print(
        "\nsources not in data/sources.csv:",
        *sorted({number[3] for number in numbers} - {s.key for s in data.sources()}),
    )
