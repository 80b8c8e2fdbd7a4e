"""A panel in a real JupyterLab: moved, pinned, reset, reloaded, seen twice, and in Voilà."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.lab import Lab, Server, notebook

pytestmark = pytest.mark.browser

IMPORTS = "from helpers import theme\nfrom helpers.panels.membrane import RestingPotential"
PANEL = "panel = RestingPotential()\npanel"
LIBRARY_BYTES = 4_000_000


def drawn(lab: Lab, at_least: int = 1) -> None:
    lab.page.wait_for_function(
        "(n) => document.querySelectorAll('.wmt-chart .scatterlayer .trace').length >= n", arg=at_least
    )


def point(lab: Lab, view: int = 0) -> str:
    """Where the label that follows the fibre stands, and what it says."""
    return str(
        lab.page.evaluate(
            """(view) => {
                const words = document.querySelectorAll('.wmt-chart')[view].querySelector('.textpoint text');
                return `${words.getAttribute('x')} ${words.textContent}`;
            }""",
            view,
        )
    )


def sentence(lab: Lab, view: int = 0) -> str:
    return str(lab.page.locator(".wmt-sentence").nth(view).inner_text())


def wait_for_sentence(lab: Lab, part: str, view: int = 0) -> None:
    lab.page.wait_for_function(
        "([part, view]) => document.querySelectorAll('.wmt-sentence')[view]?.textContent.includes(part)",
        arg=[part, view],
    )


def press(lab: Lab, key: str, times: int = 1) -> None:
    handle = lab.page.locator(".wmt-panel [role=slider]").first
    handle.focus()
    for _ in range(times):
        handle.press(key)


@pytest.fixture(scope="module")
def opened(browser: Any, server: Server, write: Callable[..., str]) -> Iterator[Lab]:
    """One notebook with one panel for all tests here: opening it costs seconds, resetting it nothing."""
    lab = Lab(browser, server)
    lab.open(write("panel", IMPORTS, PANEL))
    lab.run_all()
    drawn(lab)
    yield lab
    lab.close()


@pytest.fixture
def panel(opened: Lab) -> Lab:
    opened.python("theme.mode.projector = False\npanel.reset()")
    wait_for_sentence(opened, "At 4.0 mmol/L")
    return opened


def test_keyboard_moves_picture_and_sentence_and_buttons_answer(panel: Lab) -> None:
    before = point(panel)
    press(panel, "ArrowRight", 5)
    wait_for_sentence(panel, "At 4.5 mmol/L")
    assert point(panel) != before
    assert "was 4.0" in panel.page.locator(".wmt-mark").inner_text()

    panel.page.get_by_role("button", name="Pin").press("Enter")
    panel.page.wait_for_function(
        "() => document.querySelector('.wmt-caption').textContent.includes('4.5 mmol/L')"
    )
    panel.page.get_by_role("button", name="high potassium").press("Enter")
    wait_for_sentence(panel, "At 7.0 mmol/L")
    panel.page.get_by_role("button", name="Reset").press("Enter")
    wait_for_sentence(panel, "At 4.0 mmol/L")
    panel.page.wait_for_function(
        "() => document.querySelector('.wmt-caption').textContent.includes('the reference')"
    )
    assert point(panel) == before
    assert panel.page.locator(".wmt-mark").inner_text() == ""

    panel.page.get_by_role("button", name="Table").press("Enter")
    link = panel.page.locator("a.wmt-csv")
    with panel.page.expect_download() as download:
        link.press("Enter")
    assert download.value.suggested_filename == "resting_potential.csv"
    assert "resting voltage" in Path(download.value.path()).read_text(encoding="utf-8-sig")
    panel.page.get_by_role("button", name="Table").press("Enter")
    link.wait_for(state="hidden")

    assert panel.errors() == []
    assert panel.cell_errors() == []
    assert panel.console == []
    assert panel.foreign == []


def test_picture_and_slider_have_names_a_screen_reader_can_say(panel: Lab) -> None:
    press(panel, "ArrowRight")
    wait_for_sentence(panel, "At 4.1 mmol/L")
    assert panel.page.get_by_role("img", name="At 4.1 mmol/L").count() == 1
    assert panel.page.get_by_role("slider", name="Potassium outside the fibre (mmol/L)").count() == 1
    assert panel.page.locator(".wmt-sentence").get_attribute("aria-live") == "polite"


def test_labels_are_whole_and_everything_fits_the_window(panel: Lab) -> None:
    for projector, smallest in ((False, 13), (True, 18)):
        panel.python(f"theme.mode.projector = {projector}")
        panel.page.wait_for_function(
            "(on) => document.querySelector('.wmt-panel').classList.contains('wmt-projector') === on",
            arg=projector,
        )
        panel.settle()
        cut = panel.page.evaluate(
            """() => [...document.querySelectorAll('.wmt-label, .wmt-button, .wmt-sentence, .wmt-title')]
                .filter((part) => getComputedStyle(part).display !== 'inline')
                .filter((part) => part.scrollWidth > part.clientWidth + 1)
                .map((part) => part.textContent)"""
        )
        assert cut == []
        assert panel.page.locator(".wmt-panel").bounding_box()["height"] <= 620
        sizes = panel.page.evaluate(
            """() => [...document.querySelectorAll('.wmt-panel text, .wmt-label, .wmt-button, .wmt-sentence')]
                .map((part) => parseFloat(getComputedStyle(part).fontSize))"""
        )
        assert min(sizes) >= smallest


def test_dark_theme_changes_words_without_python(panel: Lab) -> None:
    read = "() => getComputedStyle(document.querySelector('.wmt-chart .xtick text')).fill"
    light = panel.page.evaluate(read)
    panel.dark()
    panel.page.wait_for_function(f"(light) => ({read})() !== light", arg=light)
    panel.dark(False)


def test_focus_is_seen(panel: Lab) -> None:
    for part in ("[role=slider]", ".wmt-button"):
        panel.page.locator(f".wmt-panel {part}").first.focus()
        panel.page.keyboard.press("Tab")
        panel.page.keyboard.press("Shift+Tab")
        style = panel.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid"


def test_a_failing_model_keeps_the_picture_and_says_so(panel: Lab) -> None:
    panel.python("sound = panel.compute\npanel.compute = lambda **v: 1 / 0")
    before = point(panel)
    press(panel, "ArrowRight")
    wait_for_sentence(panel, "could not be calculated")
    assert point(panel) == before
    panel.python("panel.compute = sound")
    press(panel, "ArrowRight")
    wait_for_sentence(panel, "At 4.2 mmol/L")


def test_reload_and_second_view_show_the_present_state(panel: Lab) -> None:
    press(panel, "ArrowRight", 10)
    wait_for_sentence(panel, "At 5.0 mmol/L")
    shown = point(panel)
    panel.page.evaluate("async () => await jupyterapp.commands.execute('docmanager:save')")
    panel.reload()
    drawn(panel)
    wait_for_sentence(panel, "At 5.0 mmol/L")
    assert point(panel) == shown
    press(panel, "ArrowRight")
    wait_for_sentence(panel, "At 5.1 mmol/L")

    panel.page.evaluate(
        """async () => {
            const content = jupyterapp.shell.currentWidget.content;
            content.activeCellIndex = 1;
            await jupyterapp.commands.execute('notebook:create-output-view');
        }"""
    )
    panel.page.wait_for_function("() => document.querySelectorAll('.wmt-chart .scatterlayer').length === 2")
    wait_for_sentence(panel, "At 5.1 mmol/L", view=1)
    press(panel, "ArrowRight")
    for view in (0, 1):
        wait_for_sentence(panel, "At 5.2 mmol/L", view)
    assert point(panel, 0).split()[-2:] == point(panel, 1).split()[-2:]


def test_the_library_travels_once_however_many_pictures(lab: Lab, write: Callable[..., str]) -> None:
    lab.open(write("two_panels", IMPORTS, PANEL, "second = RestingPotential()\nsecond"))
    lab.run_all()
    lab.page.wait_for_function("() => document.querySelectorAll('.wmt-chart .scatterlayer').length === 2")
    assert sum(size > LIBRARY_BYTES for size in lab.received) == 1


# What happens on a busy machine: anywidget's time limit is over before a figure's code has arrived.
TOO_LATE = """
const honest = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (limit) => honest(limit === 2000 ? 0 : limit);
"""


def test_a_figure_that_came_too_late_for_anywidget_still_moves(lab: Lab, write: Callable[..., str]) -> None:
    lab.page.add_init_script(TOO_LATE)
    lab.open(write("late", IMPORTS, PANEL, "panel.potassium_mM.value = 6.0"))
    lab.run_all()
    drawn(lab)
    assert lab.late
    wait_for_sentence(lab, "At 6.0 mmol/L")
    before = point(lab)
    press(lab, "ArrowRight")
    wait_for_sentence(lab, "At 6.1 mmol/L")
    assert point(lab) != before


def test_a_restarted_kernel_is_said_in_the_sentence(lab: Lab, write: Callable[..., str]) -> None:
    lab.open(write("restarted", IMPORTS, PANEL))
    lab.run_all()
    drawn(lab)
    lab.page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    wait_for_sentence(lab, "choose Run > Run All Cells")
    lab.wait_idle()
    lab.run_all()
    wait_for_sentence(lab, "At 4.0 mmol/L")


def test_a_slider_says_its_value_with_its_unit(panel: Lab) -> None:
    handle = panel.page.locator(".wmt-panel [role=slider]").first
    for times in range(1, 5):
        press(panel, "ArrowRight")
        panel.page.wait_for_function(
            "(words) => document.querySelector('.wmt-panel [role=slider]').ariaValueText === words",
            arg=f"4.{times} mmol/L",
        )
    assert handle.get_attribute("aria-label") == "Potassium outside the fibre (mmol/L)"


def test_a_saved_notebook_shows_its_pictures_without_its_kernel(
    lab: Lab, write: Callable[..., str], browser: Any, server: Server
) -> None:
    name = write("saved", IMPORTS, PANEL)
    lab.open(name)
    lab.run_all()
    drawn(lab)
    still = lab.page.locator(".wmt-still")
    assert still.count() == 1
    assert not still.is_visible()
    lab.page.evaluate("async () => await jupyterapp.commands.execute('docmanager:save')")
    lab.page.evaluate("async () => await jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    again = Lab(browser, server)
    again.open(name)
    again.page.locator(".wmt-still img[src*='resting_potential']").wait_for()
    again.page.wait_for_function(
        "() => ![...document.querySelectorAll('.jp-OutputArea-output')]"
        ".some((part) => part.checkVisibility() && part.innerText.includes('widget'))"
    )
    again.close()


def test_voila_shows_the_state_the_notebook_left(browser: Any, tmp_path: Path) -> None:
    move = "panel = RestingPotential()\npanel.potassium_mM.value = 6.0\npanel"
    (tmp_path / "voila.ipynb").write_text(notebook(IMPORTS, move), encoding="utf-8")
    with Server(tmp_path, tmp_path / "scratch", voila="voila.ipynb") as server:
        page = Lab(browser, server)
        try:
            page.page.route(lambda url: "127.0.0.1" not in url, lambda route: route.abort())
            page.page.goto(server.url)
            drawn(page)
            wait_for_sentence(page, "At 6.0 mmol/L")
            assert not page.page.locator(".wmt-still").is_visible()
            press(page, "ArrowRight")
            wait_for_sentence(page, "At 6.1 mmol/L")
        finally:
            page.close()
