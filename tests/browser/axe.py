"""Deque's axe-core on a page: what people with a screen reader, a keyboard or weak eyes would stumble over.

Its script comes from npm inside ``axe-playwright-python``, so nothing is fetched when the tests run.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

GRAVE = ("serious", "critical")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ([where, rules]) => {
    const seen = await axe.run({ include: [[where]] }, { runOnly: { type: "tag", values: rules } });
    const parts = (kind) => seen[kind].flatMap(({ id, impact, nodes }) => nodes.map((node) => ({
        rule: id, impact, html: node.html.slice(0, 300), why: node.failureSummary ?? "",
    })));
    return { found: parts("violations"), passed: parts("passes").length };
}"""


@cache
def script() -> str:
    """Give axe-core's own JavaScript."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def grave_findings(page: Any, where: str) -> list[str]:
    """Give every serious or critical finding in the first part of a page that ``where`` names, in words.

    Raises RuntimeError when axe looked at nothing, so that a wrong ``where`` cannot pass.
    """
    if not page.evaluate("() => Boolean(globalThis.axe)"):
        page.evaluate(script())
    seen = page.evaluate(RUN, [where, RULES])
    if not seen["passed"]:
        raise RuntimeError(f"axe found nothing to look at in {where}")
    return [
        f"{one['rule']} ({one['impact']}): {one['html']} {one['why']}"
        for one in seen["found"]
        if one["impact"] in GRAVE
    ]
