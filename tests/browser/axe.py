"""Deque's axe-core on a page: what people with a screen reader, a keyboard or weak eyes would stumble over.

Its script comes from npm inside ``axe-playwright-python``, so nothing is fetched when the tests run.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

GRAVE = ("serious", "critical")
CONTRAST = "color-contrast"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of words that a box around them clips, as Lab's do with all that is scrolled away, axe judges no contrast.
# So the boxes clip nothing meanwhile, and the page stands at its top.
RUN = """async ([where, options, exclude]) => {
    const clipping = new Set();
    for (const part of document.querySelectorAll(where.join())) {
        for (let box = part.parentElement; box && !clipping.has(box); box = box.parentElement)
            clipping.add(box);
    }
    clipping.forEach((box) => box.scrollTo(0, 0));
    const clipped = [...clipping].filter((box) => getComputedStyle(box).overflow.includes("hidden"));
    const before = clipped.map((box) => box.getAttribute("style"));
    clipped.forEach((box) => box.style.setProperty("overflow", "visible", "important"));
    const seen = await axe.run({ include: where.map((one) => [one]), exclude }, options)
        .finally(() => clipped.forEach((box, i) => box.setAttribute("style", before[i] ?? "")));
    const parts = (kind) => seen[kind].flatMap(({ id, impact, nodes }) => nodes.map((node) => ({
        rule: id, impact, html: node.html.slice(0, 300), why: node.failureSummary ?? "",
    })));
    const [found, unsure] = [parts("violations"), parts("incomplete")];
    return { found, unsure, passed: parts("passes").length };
}"""


@cache
def script() -> str:
    """Give axe-core's own JavaScript."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def findings(page: Any, *where: str, beside: str = "", contrast: bool = True) -> list[dict[str, str]]:
    """Give every finding in all parts of a page that ``where`` names, with its rule, impact, html and reason.

    What ``beside`` names is left out, and ``contrast``, by far the slowest, may be left to another look.
    Raises RuntimeError when axe looked at nothing, so that a wrong ``where`` cannot pass.
    """
    if not page.evaluate("() => Boolean(globalThis.axe)"):
        page.evaluate(script())
    options = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {CONTRAST: {"enabled": contrast}}}
    seen = page.evaluate(RUN, [list(where), options, [[beside]] if beside else []])
    if not seen["passed"] and not seen["found"]:
        raise RuntimeError(f"axe found nothing to look at in {', '.join(where)}: {seen['unsure'][:2]}")
    return list(seen["found"])


def grave_findings(page: Any, *where: str, beside: str = "", contrast: bool = True) -> list[str]:
    """Give every serious or critical finding, in words."""
    return [
        f"{one['rule']} ({one['impact']}): {one['html']} {one['why']}"
        for one in findings(page, *where, beside=beside, contrast=contrast)
        if one["impact"] in GRAVE
    ]
