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
RUN = """async ([where, options, exclude, contrast]) => {
    const clipping = new Set();
    for (const part of document.querySelectorAll(where.join())) {
        for (let box = part.parentElement; box && !clipping.has(box); box = box.parentElement)
            clipping.add(box);
    }
    clipping.forEach((box) => box.scrollTo(0, 0));
    const clipped = [...clipping].filter((box) => getComputedStyle(box).overflow.includes("hidden"));
    const before = clipped.map((box) => box.getAttribute("style"));
    clipped.forEach((box) => box.style.setProperty("overflow", "visible", "important"));
    const include = where.map((one) => [one]);
    const seen = await axe.run({ include, exclude }, { ...options, elementRef: true })
        .finally(() => clipped.forEach((box, i) => box.setAttribute("style", before[i] ?? "")));
    const parts = (kind) => seen[kind].flatMap(({ id, impact, nodes }) => nodes.map((node) => ({
        rule: id, impact, html: node.html.slice(0, 300), why: node.failureSummary ?? "",
        where: where.find((one) => node.element?.closest(one)) ?? "",
    })));
    const [found, unsure, passed] = [parts("violations"), parts("incomplete"), parts("passes").length];
    // what is hidden passes too, but without a contrast
    const judged = [...seen.passes, ...seen.violations].filter(({ id }) => id === contrast);
    const measured = judged.flatMap(({ nodes }) => nodes)
        .filter(({ any }) => any.some(({ data }) => data?.contrastRatio)).length;
    return { found, unsure, passed, measured };
}"""


@cache
def script() -> str:
    """Give axe-core's own JavaScript."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def findings(
    page: Any, *where: str, beside: str = "", contrast: bool = True, structure: bool = True
) -> list[dict[str, str]]:
    """Give every finding in all parts of a page that ``where`` names: rule, impact, html, reason, which part.

    What ``beside`` names is left out. ``contrast``, by far the slowest, may be left to another look, and so
    may all other rules (``structure``), which no colour changes. Each call reads the whole page: name two
    parts rather than ask twice. Raises RuntimeError when axe judged nothing, or no contrast though it was
    asked for (because something lies over all words): a look that sees nothing must not pass.
    """
    if not page.evaluate("() => Boolean(globalThis.axe)"):
        page.evaluate(script())
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": TAGS}}
    options["rules"] = {CONTRAST: {"enabled": contrast}}
    if not structure:
        options = {"runOnly": {"type": "rule", "values": [CONTRAST]}}
    seen = page.evaluate(RUN, [list(where), options, [[beside]] if beside else [], CONTRAST])
    if not (seen["passed"] or seen["found"]) or (contrast and not seen["measured"]):
        raise RuntimeError(f"axe saw too little in {', '.join(where)}: {seen['unsure'][:2]}")
    return list(seen["found"])


def grave_findings(page: Any, *where: str, **which: Any) -> list[str]:
    """Give every serious or critical finding, in words; ``which`` as in ``findings``."""
    return [in_words(one) for one in findings(page, *where, **which) if one["impact"] in GRAVE]


def in_words(one: dict[str, str]) -> str:
    """Say a finding."""
    return f"{one['rule']} ({one['impact']}): {one['html']} {one['why']}"
