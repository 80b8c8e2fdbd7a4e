"""Spelling of everything a learner reads, British with the kit's own words: ``python -m tests.spelling``.

Words that no dictionary has stand in ``tests/words.txt``, one a line: terms of the field and names.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import codespell_lib
import yaml
from spellchecker import SpellChecker

from tests.grammar import prose, read, source

ROOT = Path(__file__).resolve().parents[1]
OWN_WORDS = Path(__file__).with_name("words.txt")
WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][a-z]+)?")
MARKUP = re.compile(
    r"\$\$?[^$]*\$\$?|https?://\S+|<[^>]+>|&\w+;|10\.\d{4,}/\S+|\S*[_/\\=]\S*|\S+\.\w+\b|\w+(?:\.\.\.|…)"
)
NAMED_APART = re.compile(r"American: \w+")
"""Where the American word is given beside the British one on purpose."""


@cache
def american() -> frozenset[str]:
    """The words of pyspellchecker's English list, which is American."""
    return frozenset(SpellChecker(language="en").word_frequency.words())


@cache
def british() -> dict[str, str]:
    """British word to American word, from codespell's list."""
    path = Path(codespell_lib.__file__).parent / "data" / "dictionary_en-GB_to_en-US.txt"
    pairs = (
        line.strip().split("->") for line in path.read_text(encoding="utf-8").splitlines() if "->" in line
    )
    return {ours: theirs.split(",")[0].strip() for ours, theirs in pairs}


ONE_SPELLING = {"fiber": "fibre", "fibers": "fibres", "neuron": "neurone", "neurons": "neurones"}
"""American word to the kit's, where codespell's list has neither."""
NOT_AMERICAN = {"story", "stories", "practice"}
"""Words that codespell takes for the American form of another word."""


@cache
def american_words() -> dict[str, str]:
    """American word to the British one the kit writes."""
    listed = {theirs: ours for ours, theirs in british().items() if theirs not in NOT_AMERICAN}
    return listed | ONE_SPELLING


@cache
def sources() -> list[dict[str, str]]:
    """The rows of the sources."""
    with (ROOT / "data" / "sources.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def own_words() -> frozenset[str]:
    """The kit's own words, and the names of its sources' authors and journals."""
    listed = OWN_WORDS.read_text(encoding="utf-8").split()
    names = [WORD.findall(f"{row['authors']} {row['journal']}") for row in sources()]
    return frozenset(listed) | {word for found in names for word in found}


def without_titles(text: str) -> str:
    """The text less the titles of sources, which keep the spelling of their journals."""
    for row in sources():
        text = text.replace(row["title"], " ") if row["title"] else text
    return text


@cache
def fault(word: str) -> str:
    """Say what is wrong with a word; nothing where it is right."""
    plain = word.replace("’", "'").removesuffix("'s")
    lower = plain.lower()
    if {plain, lower} & own_words() or len(plain) < 3 or not plain[1:].islower():
        return ""
    if lower in american_words():
        return f"{word}: in British spelling {american_words()[lower]}"
    known = lower in american() or lower in british()
    return "" if known else f"{word}: not in the dictionary nor in tests/{OWN_WORDS.name}"


def faults(text: str) -> list[str]:
    """Every wrong word of a text, once."""
    text = MARKUP.sub(" ", NAMED_APART.sub(" ", prose(without_titles(text))))
    return sorted({said for word in WORD.findall(text) if (said := fault(word))})


def strings(node: object, key: str = "") -> Iterator[str]:
    """Every text of a YAML tree that is read by people."""
    if isinstance(node, dict):
        for name, item in node.items():
            if name not in NOT_READ:
                yield from strings(item, name)
    elif isinstance(node, list):
        for item in node:
            yield from strings(item, key)
    elif isinstance(node, str):
        yield node


NOT_READ = {
    *("id", "lesson", "mechanism", "source", "panel", "read", "set", "versus", "function", "reference"),
    *("starter", "solution", "inputs", "grade", "claims", "values", "key", "claim", "vote", "preset"),
}


def texts() -> Iterator[tuple[str, str]]:
    """Where a text stands, and the text: Markdown and stored outputs, questions and claims, the README."""
    yield "README.md", (ROOT / "README.md").read_text(encoding="utf-8")
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for index, cell in enumerate(read(path)["cells"]):
            if cell["cell_type"] == "markdown":
                yield f"{path.name}, cell {index}", source(cell)
            for output in cell.get("outputs", []):
                text = output.get("data", {}).get("text/plain", output.get("text", ""))
                yield f"{path.name}, output {index}", text if isinstance(text, str) else "".join(text)
    for path in sorted((ROOT / "data").glob("*.yaml")):
        for text in strings(yaml.safe_load(path.read_text(encoding="utf-8"))):
            yield path.name, text
    for path in sorted((ROOT / "data").glob("*.csv")):
        if path.name != "sources.csv":
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    for column in (
                        "study",
                        "finding",
                        "note",
                        "label",
                        "hint",
                        "definition",
                        "change_our_mind",
                    ):
                        yield path.name, row.get(column) or ""


def complaints() -> list[str]:
    """Every wrong word with its place."""
    return list(dict.fromkeys(f"{place}: {said}" for place, text in texts() for said in faults(text)))


if __name__ == "__main__":
    found = complaints()
    print(json.dumps(found, indent=1, ensure_ascii=False) if "--json" in sys.argv else "\n".join(found))
    sys.exit(bool(found))
