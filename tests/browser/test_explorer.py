"""The explorer in a real JupyterLab: by keyboard alone, said aloud, opened to its last tab, reloaded."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers import evidence
from tests.browser.lab import Lab, Server

pytestmark = pytest.mark.browser

CELL = "from helpers import theme\nfrom helpers.panels.explorer import Explorer\npanel = Explorer()\npanel"
TABS = {"Why": ".js-plotly-plot", "How sure": ".js-plotly-plot", "Details": ".wmt-details"}
WHY, HOW_SURE, DETAILS = TABS
SMALLEST = {False: 13, True: 18}

# All that the open tab shows, as text: drawn marks and words.
BEHIND = """() => {
    const shown = (where) => [...document.querySelectorAll(`.wmt-behind ${where}`)]
        .filter((part) => part.checkVisibility());
    const marks = shown('.wmt-chart :is(path, text)');
    return [...marks.map((mark) => `${mark.getAttribute('d')}${mark.getAttribute('transform')}`
        + `${mark.getAttribute('x')}`), ...shown('.wmt-chart text, .wmt-sentence, td, th')
        .map((part) => part.textContent)].join('|');
}"""
DRAWN = """() => [...document.querySelectorAll('.wmt-body .wmt-chart :is(path, text)')]
    .filter((mark) => mark.getAttribute('d') !== 'M0,0Z').map((mark) =>
    `${mark.getAttribute('d')}${mark.getAttribute('transform')}${mark.textContent}`).join('|')"""

# Of the open tab: what is cut, what leaves its picture, the smallest words, where its picture stands.
WHOLE = """() => {
    const behind = document.querySelector('.wmt-behind');
    const shown = (where) => [...behind.querySelectorAll(where)].filter((part) => part.checkVisibility());
    const box = (part) => part.getBoundingClientRect();
    const words = shown('.wmt-chart text').filter((word) => word.textContent.trim());
    const beyond = (one, other) => one.left < other.left - 1 || one.right > other.right + 1
        || one.top < other.top - 1 || one.bottom > other.bottom + 1;
    return {
        cut: shown('button, select, .lm-TabBar-tabLabel, .wmt-sentence, table, td, th, p')
            .filter((part) => part.scrollWidth > part.clientWidth + 1
                && getComputedStyle(part).display !== 'inline'
                || box(part).right > box(behind).right + 1).map((part) => part.textContent),
        outside: words.filter((word) => beyond(box(word), box(word.closest('.wmt-chart'))))
            .map((word) => word.textContent),
        small: Math.min(...[...words, ...shown('button, select, .lm-TabBar-tabLabel, .wmt-sentence, td, th')]
            .map((word) => parseFloat(getComputedStyle(word).fontSize))),
        tops: shown('.wmt-chart').map((part) => Math.round(box(part).top - box(behind).top)),
        faint: words.filter((word) => getComputedStyle(word).fill === getComputedStyle(
            document.querySelector('.jp-Notebook')).backgroundColor).map((word) => word.textContent),
    };
}"""

NAMELESS = """() => [...document.querySelectorAll(
    '.wmt-panel :is([role=slider], button, input, select, a, [role=tab])')]
    .filter((part) => part.checkVisibility())
    .filter((part) => !(part.getAttribute('aria-label') || part.labels?.[0]?.textContent
        || part.textContent).trim())
    .map((part) => part.outerHTML)"""


@pytest.fixture(scope="module")
def opened(browser: Any, server: Server, write: Callable[..., str]) -> Iterator[Lab]:
    """One notebook with the explorer for all tests here: opening it costs seconds, resetting it nothing."""
    lab = Lab(browser, server)
    lab.page.set_viewport_size({"width": 1280, "height": 1400})
    lab.page.set_default_timeout(30_000)
    lab.open(write("explorer", CELL))
    lab.run_all()
    lab.page.wait_for_function("() => document.querySelector('.wmt-chart .trace')")
    yield lab
    lab.close()


@pytest.fixture
def explorer(opened: Lab) -> Iterator[Lab]:
    opened.python(
        "theme.mode.projector = False\npanel.reset()\npanel._behind.selected_index = None\n"
        "panel.figure.caption = panel._caption()"
    )
    says(opened, "no difference among 100")
    opened.settle()
    yield opened
    assert opened.errors() == []
    assert opened.cell_errors() == []
    assert opened.console == []
    assert opened.foreign == []


def says(lab: Lab, part: str) -> None:
    lab.page.wait_for_function(
        "(part) => document.querySelector('.wmt-body .wmt-sentence').textContent.includes(part)", arg=part
    )


def press(lab: Lab, name: str, key: str = "Enter", role: str = "button") -> None:
    """Press a key on what a screen reader calls by this name."""
    lab.page.locator(".wmt-panel").get_by_role(role, name=name, exact=True).press(key)


def mark_of(lab: Lab, label: str) -> Any:
    return lab.page.locator(".wmt-control", has_text=label).locator(".wmt-mark:not(.wmt-unmoved)")


def open_tab(lab: Lab, name: str, key: str = "Enter") -> None:
    """Open a tab by keyboard, and wait until it is drawn."""
    lab.page.get_by_role("tab", name=name, exact=True).press(key)
    part = lab.page.locator(f".wmt-behind {TABS[name]}:visible")
    part.first.wait_for()
    if name != DETAILS:
        part.locator(".main-svg").first.wait_for()
    lab.settle()


def test_the_keyboard_alone_reaches_everything(explorer: Lab) -> None:
    press(explorer, "Muscle twitch")
    says(explorer, "muscle twitch")
    start = explorer.page.evaluate(DRAWN)

    handle = explorer.page.get_by_role("slider", name="Caffeine (mg a day)", exact=True)
    handle.press("End")
    explorer.page.wait_for_function(f"(start) => ({DRAWN})() !== start", arg=start)
    assert mark_of(explorer, "Caffeine").inner_text() == "◆ was 0"
    assert handle.get_attribute("aria-valuetext") == "800 mg a day"
    handle.press("ArrowDown")  # not Lab's, which walks from cell to cell with it
    explorer.page.wait_for_function(
        "() => document.activeElement.getAttribute('aria-valuetext') === '780 mg a day'"
    )

    unknown = explorer.page.locator("button[title='Sleep, each night: not known']")
    known = explorer.page.locator(".wmt-body .wmt-sentence").inner_text()
    unknown.press("Enter")
    explorer.page.wait_for_function(
        "(known) => document.querySelector('.wmt-body .wmt-sentence').textContent !== known", arg=known
    )
    assert explorer.page.locator(".wmt-control", has_text="Sleep").locator("[disabled]").count() == 1

    [story] = [one for one in evidence.scenarios() if one.label == "after neck surgery"]
    someone = explorer.page.get_by_label("Meet")
    someone.press_sequentially("after")  # an arrow would only open the list on macOS
    explorer.page.locator(".wmt-story", has_text=story.story).wait_for()
    assert mark_of(explorer, "Ionised calcium").inner_text() == "◆ was 1.25"
    press(explorer, "Pin")
    explorer.page.locator(".wmt-chart text", has_text="pinned").wait_for()
    explorer.page.locator("input[type=checkbox]").first.press("Space")
    explorer.page.locator(".wmt-story", has_text=story.story).wait_for(state="detached")
    press(explorer, "causes")
    explorer.page.get_by_role("slider", name="Month").wait_for()
    assert explorer.page.get_by_role("slider", name="Ionised calcium").count() == 0
    press(explorer, "Reset")
    says(explorer, "no difference among 100")
    explorer.page.locator(".wmt-chart text", has_text="pinned").wait_for(state="detached")


def test_every_stop_of_the_tab_key_is_seen(explorer: Lab) -> None:
    page = explorer.page
    page.get_by_label("Meet").focus()
    seen = []
    for _ in range(100):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
                const part = document.activeElement, look = getComputedStyle(part);
                return [part.closest('.wmt-panel') !== null, look.outlineStyle,
                    part.getAttribute('aria-label') || part.title || part.labels?.[0]?.textContent
                        || part.textContent];
            }"""
        )
        if not here[0]:
            break
        seen.append(here[1:])
    names = [name.strip() for _, name in seen]
    for factor in evidence.rows("explorer_factors"):
        assert any(name.startswith(factor.label) and "not known" not in name for name in names), factor.label
        assert f"{factor.label}: not known" in names
    assert names[-1] == WHY
    assert [name for outline, name in seen if outline == "none"] == []


def test_every_control_can_be_called_by_name(explorer: Lab) -> None:
    for way in ("blood values", "causes"):
        press(explorer, way)
        explorer.settle()
        assert explorer.page.evaluate(NAMELESS) == []
        unknown = explorer.page.locator(".wmt-not-known:visible")
        names = [button.get_attribute("aria-label") for button in unknown.all()]
        assert all(name and name.endswith(": not known") for name in names)
        assert len(set(names)) == len(names) == (14 if way == "blood values" else 11)
    sentence = explorer.page.locator(".wmt-body .wmt-sentence")
    assert sentence.get_attribute("aria-live") == "polite"
    assert explorer.page.get_by_role("img", name=sentence.inner_text()).count() == 1


def test_the_red_flags_stand_beside_the_picture_always_the_same(explorer: Lab) -> None:
    flags = explorer.page.get_by_role("region", name="When to see a doctor")
    before = flags.inner_text()
    for line in (*evidence.red_flags().urgent, *evidence.red_flags().soon):
        assert line in before
    explorer.python("panel.use('exam week'); panel.symptom.value = 'palpitations'; panel.pin()")
    says(explorer, "No study has looked at this combination")
    assert flags.inner_text() == before
    picture = explorer.page.locator(".wmt-body .wmt-figure").bounding_box()
    place = flags.bounding_box()
    assert place["x"] >= picture["x"] + picture["width"]
    assert place["y"] < picture["y"] + picture["height"]


@pytest.mark.parametrize("look", ["desk", "dark", "projector"])
def test_each_tab_is_drawn_follows_and_is_whole(explorer: Lab, look: str) -> None:
    projector = look == "projector"
    explorer.python(f"theme.mode.projector = {projector}\npanel.symptom.value = 'muscle_twitch'")
    explorer.dark(look == "dark")
    wrong = []
    try:
        for tab in TABS:
            explorer.python("panel.set(**panel._start() | {'symptom': 'muscle_twitch'})")
            open_tab(explorer, tab)
            if tab == DETAILS:
                explorer.page.locator(".wmt-behind select").select_option("Caffeine")
                explorer.settle()
            before, places = explorer.page.evaluate(BEHIND), None
            explorer.page.get_by_role("slider", name="Caffeine (mg a day)", exact=True).press("End")
            explorer.page.wait_for_function(f"(before) => ({BEHIND})() !== before", arg=before)
            for move in (
                "pass",
                "panel.use('exam week')",
                "panel.use('blood never tested')",
                "panel.reset()",
            ):
                explorer.settle(move)
                seen = explorer.page.evaluate(WHOLE)
                places = seen["tops"] if places is None else places
                if seen["cut"] or seen["outside"] or seen["faint"]:
                    wrong.append(f"{tab}, {move}: {[seen[part] for part in ('cut', 'outside', 'faint')]}")
                if seen["small"] < SMALLEST[projector]:
                    wrong.append(f"{tab}, {move}: words of {seen['small']} px")
                if seen["tops"] != places:
                    wrong.append(f"{tab}, {move}: the picture jumped from {places} to {seen['tops']}")
    finally:
        explorer.dark(False)
    assert not wrong, "\n".join(wrong)


def test_a_tab_moved_about_looks_like_one_drawn_anew(explorer: Lab) -> None:
    for tab in (WHY, HOW_SURE):
        open_tab(explorer, tab)
        for move in ("panel.use('hot marathon')", "panel.symptom.value = 'tetany'", "panel.use('exam week')"):
            explorer.python(move)
        explorer.settle("panel.symptom.value = 'cramp'")
        moved = explorer.page.evaluate(BEHIND)
        explorer.python("panel._tabs[panel._behind.selected_index].restyle()")
        explorer.settle("panel._show_tab()")
        assert explorer.page.evaluate(BEHIND) == moved, tab


def test_log_odds_are_one_click_deeper(explorer: Lab) -> None:
    explorer.python("panel.use('exam week')")
    open_tab(explorer, WHY)
    people = explorer.page.evaluate(BEHIND)
    press(explorer, "log-odds")
    explorer.page.wait_for_function(f"(before) => ({BEHIND})() !== before", arg=people)
    press(explorer, "people per 100")
    explorer.page.wait_for_function(f"(before) => ({BEHIND})() === before", arg=people)


def test_a_scenario_goes_out_as_text_and_comes_back(explorer: Lab) -> None:
    explorer.python("panel.set(symptom='cramp', diuretic=True, sleep_h=None)")
    press(explorer, "Share")
    text = explorer.page.locator(".wmt-share code").inner_text()
    assert text == "explorer; symptom=cramp; sleep_h=?; diuretic=on"
    press(explorer, "Reset")
    says(explorer, "no difference among 100")

    field = explorer.page.locator(".wmt-share input")
    field.focus()
    explorer.page.keyboard.insert_text(text)
    explorer.page.keyboard.press("Tab")
    explorer.page.keyboard.press("Enter")
    explorer.page.locator("[role=status]", has_text="Done").wait_for()
    says(explorer, "cramp")
    assert explorer.page.locator(".wmt-share code").inner_text() == text

    field.fill("explorer; sleep_h=50")
    field.press("Tab")
    press(explorer, "Use this text")
    reason = explorer.page.locator("[role=status]", has_text="Nothing was moved")
    reason.wait_for()
    assert "sleep_h must be between 3 and 9" in reason.inner_text()
    assert explorer.page.locator(".wmt-share code").inner_text() == text
    press(explorer, "Share")
    field.wait_for(state="hidden")


def test_the_file_holds_the_scenario(explorer: Lab) -> None:
    explorer.python("panel.set(symptom='cramp', diuretic=True, sleep_h=None)")
    press(explorer, "All symptoms")
    link = explorer.page.locator("a.wmt-csv")
    with explorer.page.expect_download() as download:
        link.press("Enter")
    assert download.value.suggested_filename == "explorer.csv"
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["kind"], row["name"]): row["value"] for row in csv.DictReader(file)}
    assert rows["setting", "symptom"] == "Cramp"
    assert rows["setting", "diuretic"] == "on"
    assert rows["setting", "sleep_h"] == "not known"
    symptoms = {row.id for row in evidence.rows("explorer_symptoms")}
    assert symptoms == {name for kind, name in rows if kind == "likelihood"}
    press(explorer, "All symptoms")
    link.wait_for(state="hidden")


# Every mark that is drawn; an area that has vanished may leave an empty path behind.
MARKS = """(chart) => [...chart.querySelectorAll('.plot path, .overplot path, .overplot text, .plot text')]
    .map((mark) => [...['d', 'x', 'y', 'transform'].map((name) => mark.getAttribute(name)),
        mark.textContent, getComputedStyle(mark).fill].join(' '))
    .filter((mark) => !mark.startsWith('M0,0Z')).join('|')"""


def test_the_same_setting_gives_the_same_picture_after_wandering(explorer: Lab) -> None:
    explorer.settle("panel.use('after neck surgery'); panel.symptom.value = 'cramp'")
    chart = explorer.page.locator(".wmt-body .wmt-chart")
    before, words = chart.evaluate(MARKS), explorer.page.locator(".wmt-body .wmt-sentence").inner_text()
    for move in (
        "panel.symptom.value = 'tetany'",
        "panel.use('hot marathon'); panel.pin()",
        "panel.mode.value = 'causes'",
        "panel.sleep_h.value = None",
        "panel.reset()",
    ):
        explorer.settle(move)
        assert chart.evaluate(MARKS) != before
    explorer.settle("panel.use('after neck surgery'); panel.symptom.value = 'cramp'")
    assert chart.evaluate(MARKS) == before
    assert explorer.page.locator(".wmt-body .wmt-sentence").inner_text() == words


def test_a_reload_keeps_settings_tabs_and_pictures(explorer: Lab) -> None:
    explorer.python("panel.use('exam week'); panel.pin(); panel.set(symptom='cramp', diuretic=None)")
    open_tab(explorer, WHY)
    explorer.page.evaluate("async () => await jupyterapp.commands.execute('docmanager:save')")
    explorer.settle()
    picture, behind = explorer.page.evaluate(DRAWN), explorer.page.evaluate(BEHIND)
    explorer.reload()
    explorer.page.locator(".wmt-behind .wmt-chart .main-svg").first.wait_for()
    explorer.page.wait_for_function(f"(before) => ({DRAWN})() === before", arg=picture)
    explorer.page.wait_for_function(f"(before) => ({BEHIND})() === before", arg=behind)
    assert explorer.page.get_by_role("tab", name=WHY, exact=True).get_attribute("aria-selected") == "true"
    assert mark_of(explorer, "Caffeine").inner_text() == "◆ was 0"
    assert explorer.page.locator("button.mod-active", has_text="Cramp").count() == 1
    explorer.page.get_by_role("slider", name="Ionised calcium (mmol/L)", exact=True).press("Home")
    explorer.page.wait_for_function(f"(before) => ({DRAWN})() !== before", arg=picture)
    explorer.page.wait_for_function(f"(before) => ({BEHIND})() !== before", arg=behind)
