"""Cards that only show what ``data/`` holds: claim, verdict, red flags, sources, grades, source code."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from helpers import records
from helpers.display import escape
from helpers.lesson.html import Html, bullets, card, paragraphs, prose

GRADES = {
    "supported": ("●", "supported"),
    "partly": ("◐", "partly supported"),
    "contested": ("◒", "contested"),
    "weak": ("○", "weak"),
    "contradicted": ("✕", "contradicted"),
    "wrong_word": ("≠", "wrong word"),
}
NUMBER_GRADES = {
    "measured": "read in a published study, a textbook value, or computed from those",
    "extrapolated": "measured, but on a neighbouring question",
    "assumption": "a teaching choice, or fitted to reach a known result",
    "unverified": "often quoted; we have not seen the source",
}


def claim_card(claim: Any) -> Html:
    """What the neurologist says, in our words."""
    return Html(
        card(
            "claim",
            "The claim: what the neurologist says",
            f"<blockquote>{paragraphs(claim.text)}</blockquote>",
        )
    )


def verdict_card(claim: Any, data: Any) -> Html:
    """How the claim stands: grade by word, symbol and colour; for and against; what would change our mind."""
    said = f'<p class="lesson-quiet">The claim: {prose(claim.text)}</p>'
    return Html(card("verdict", "The verdict", f"{graded(claim.grade)}{said}{reasons(claim, data)}"))


def graded(grade: str) -> str:
    """A grade by symbol, word and meaning."""
    symbol, word = GRADES[grade]
    return (
        f'<p class="lesson-grade lesson-grade-{escape(grade)}">'
        f'<span aria-hidden="true">{symbol}</span> <strong>{escape(word)}</strong>: '
        f"{escape(records.GRADES[grade])}</p>"
    )


def reasons(claim: Any, data: Any) -> str:
    """Why a claim is graded as it is: the strongest study on each side, the correction, the open door."""
    sides = "".join(
        f"<dt>{heading}</dt><dd>{prose(side.text)} {citation(data.source(side.source))}</dd>"
        for heading, side in (
            ("Strongest study for", claim.strongest_for),
            ("Strongest study against", claim.strongest_against),
        )
    )
    rest = (
        f"<dt>Better said</dt><dd>{prose(claim.correction)}</dd>"
        f"<dt>What would change our mind</dt><dd>{prose(claim.change_our_mind)}</dd>"
    )
    return f"<dl>{sides}{rest}</dl>"


def citation(source: Any) -> str:
    """A short reference in brackets, linked where the DOI or PubMed's number was seen."""
    short = escape(source.short)
    if source.link:
        short = f'<a href="{escape(source.link)}" target="_blank" rel="noopener">{short}</a>'
    return f'<cite class="lesson-cite">({short})</cite>'


def red_flags_card(flags: Any) -> Html:
    """When twitching needs a doctor; the same text in every lesson."""
    body = (
        f"{paragraphs(flags.statement)}<h5>At once: the emergency number</h5>{bullets(flags.urgent)}"
        f"<h5>Soon: a doctor</h5>{bullets(flags.soon)}"
    )
    return Html(card("flags", "When to see a doctor", body))


def sources_card(sources: Iterable[Any]) -> Html:
    """Full references, in alphabetical order, each once."""
    unique = {source.key: source for source in sources}
    references = [source.html for source in unique.values()]
    references.sort(key=lambda line: line.lstrip("(").casefold())
    lines = "".join(f"<li>{line}</li>" for line in references)
    return Html(card("sources", "Sources", f"<ol>{lines}</ol>" if lines else "<p>None yet.</p>"))


def grades_card() -> Html:
    """How sure a number is: the marks used on screen."""
    rows = "".join(
        f'<dt><span aria-hidden="true">{mark}</span> {word}</dt><dd>{NUMBER_GRADES[word]}</dd>'
        for mark, word in dict.fromkeys(records.MARKS.values())
    )
    return Html(card("legend", "How sure is a number?", f"<dl>{rows}</dl>"))


def source_card(function: Callable[..., Any], max_lines: int = 6) -> Html:
    """At most ``max_lines`` real lines of a function: no docstring, no argument checks.

    A long function's signature is cut to its names; a line of dots marks where it was cut.
    """
    if max_lines < 3:
        raise ValueError(f"max_lines must be 3 or more, got {max_lines!r}")
    lines = real_lines(function)
    caption = f"from {place(function)}"
    if len(lines) > max_lines:
        end = next(n for n, line in enumerate(lines) if line.endswith(":"))
        names = ", ".join(inspect.signature(function).parameters)
        lines[: end + 1] = [f"def {function.__name__}({names}):"]
    if len(lines) > max_lines:
        lines = [lines[0], "    …", *lines[-(max_lines - 2) :]]
    return Html(f'<div class="lesson-card lesson-source">{code_block(chr(10).join(lines), caption)}</div>')


def code_block(code: str, caption: str = "") -> str:
    """Escaped code, with a caption under it; long lines are scrolled, by the keyboard too."""
    name = f'role="group" tabindex="0" aria-label="{escape(caption or "code")}"'
    below = f'<figcaption class="lesson-quiet">{escape(caption)}</figcaption>' if caption else ""
    return f'<figure class="lesson-code"><pre {name}><code>{escape(code)}</code></pre>{below}</figure>'


def real_lines(function: Callable[..., Any], checks: bool = False) -> list[str]:
    """Source lines of ``function`` without docstring and comments, and without ``require_`` checks."""
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(function)))
    lines = source.splitlines()
    node = ast.parse(source).body[0]
    if not isinstance(node, ast.FunctionDef):
        raise ValueError(f"function must be a plain function, got {function!r}")
    dropped = {number for item in node.body if _idle(item, checks) for number in _span(item)}
    kept = (line for number, line in enumerate(lines, start=1) if number not in dropped)
    return [line.rstrip() for line in kept if line.strip() and not line.strip().startswith("#")]


def place(function: Callable[..., Any]) -> str:
    """Where the function stands, from the kit's folder on: 'helpers/physiology/axon.py'."""
    inside: ModuleType | None = inspect.getmodule(inspect.unwrap(function))
    name = inside.__name__ if inside else "?"
    return str(Path(*name.split("."))).replace("\\", "/") + ".py"


def _idle(item: ast.stmt, checks: bool) -> bool:
    if not isinstance(item, ast.Expr):
        return False
    if isinstance(item.value, ast.Constant):
        return True
    called = item.value.func if isinstance(item.value, ast.Call) else None
    return not checks and isinstance(called, ast.Name) and called.id.startswith("require_")


def _span(item: ast.stmt) -> range:
    return range(item.lineno, (item.end_lineno or item.lineno) + 1)
