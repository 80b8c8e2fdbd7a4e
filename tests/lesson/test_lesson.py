from __future__ import annotations

import re

import pytest
from ipywidgets.widgets import widget

from helpers import theme
from helpers.lesson import Lesson, cards
from helpers.lesson.html import lesson_style, prose
from helpers.lesson.progress import Progress
from helpers.lesson.progress_file import FILE_NAME
from helpers.physiology.membrane import nernst
from tests.lesson.fakes import EVIL, FakeData


def long_function(dose: float) -> float:
    """Words that are not shown."""
    # nor is this
    one = dose + 1
    one = one * 3
    two = one + 1
    three = two + 1
    four = three + 1
    return four * 5


def everything(lesson: Lesson, panel) -> dict[str, str]:
    """Every html a learner can come to see."""
    cover = lesson.cover(panel, "doubling")
    card = lesson.predict("doubling")
    before = lesson.compare("doubling").static_html()
    card.commit(2)
    quiz = lesson.quiz()
    quiz.cards[0].answer(next(o.text for o in quiz.cards[0].shown if not o.right))
    wrong = quiz.cards[0].feedback
    quiz.cards[0].answer(next(o.text for o in quiz.cards[0].shown if o.right))
    code = f"print({EVIL!r})\nraise ValueError({EVIL!r})"
    result = lesson.exercise("nernst_by_hand").check_cell(code, {})
    result.hint_button.click()
    return {
        "claim": lesson.claim("c").html,
        "verdict": lesson.verdict("c").html,
        "predict": card.static_html() + card._status.value + card.children[0].value,
        "cover": cover.static_html() + cover.front.children[0].value,
        "compare": before + lesson.compare("doubling").static_html(),
        "quiz": quiz.static_html() + wrong + quiz.cards[0].feedback + quiz.cards[0].children[0].value,
        "exercise": lesson.exercise("nernst_by_hand").static_html() + result.static_html() + result.help,
        "chain": lesson.chain(panel, lambda state, reference: EVIL).static_html(),
        "red flags": lesson.red_flags().html,
        "sources": lesson.sources("further_2001", tables=["t"]).html,
        "summary": lesson.summary(EVIL).static_html(),
        "toolbar": lesson.toolbar.static_html() + lesson.toolbar.children[0].children[0].value,
        "unknown": cards.code_block(EVIL, EVIL),
    }


def test_nothing_from_data_or_learner_is_markup(lesson, panel):
    for name, html in everything(lesson, panel).items():
        assert "&lt;script&gt;" in html or name == "cover", name
        assert "<script" not in html, name
        assert "<img" not in html, name


def test_tags_are_closed(lesson, panel):
    for name, html in everything(lesson, panel).items():
        for tag in ("section", "p", "div", "dl", "ol", "ul", "table", "span", "strong", "details", "figure"):
            assert len(re.findall(rf"<{tag}[ >]", html)) == html.count(f"</{tag}>"), (name, tag)


def test_the_verdict_says_grade_by_word_and_sign_with_both_sides(lesson):
    html = lesson.verdict("c").html
    for words in ("contested", "◒", "good studies disagree", "study for", "study against", "change our mind"):
        assert words in html
    assert 'href="https://doi.org/10.1000/x"' in html
    assert "The claim: " in html


def test_every_grade_has_its_own_word_and_sign():
    from helpers.records import GRADES

    assert set(cards.GRADES) == set(GRADES)
    assert len({symbol for symbol, _ in cards.GRADES.values()}) == len(GRADES)


def test_the_red_flags_say_whom_to_turn_to(lesson):
    html = lesson.red_flags().html
    assert html.index(">At once: the emergency number<") < html.index(">Soon: a doctor<")


def test_sources_once_each_in_order(lesson):
    html = lesson.sources("further_2001", "das_2005", tables=["t"]).html
    shown = [line.split("[")[0] for line in html.split("<li>")[1:]]
    assert len(shown) == 4  # das, jones, third, further
    assert shown == sorted(shown, key=str.casefold)


def test_the_four_marks_of_numbers(lesson):
    assert all(
        word in lesson.grades().html for word in ("measured", "extrapolated", "assumption", "unverified")
    )


def test_real_lines_are_few_and_real(lesson):
    shown = lesson.source_of(long_function).html
    code = re.search("<code>(.*)</code>", shown, re.DOTALL).group(1).splitlines()
    assert code[0].startswith("def long_function")
    assert len(code) == 6
    assert code[1].strip() == "…"
    assert code[-1] == "    return four * 5"
    assert "not shown" not in shown
    assert "nor is this" not in shown
    assert "require_" not in lesson.source_of(nernst).html
    with pytest.raises(ValueError, match="max_lines must be 3 or more, got 2"):
        lesson.source_of(nernst, 2)


def test_the_chain_follows_the_panel_and_says_what_is_not_touched(lesson, panel):
    strip = lesson.chain(panel)
    html = strip.static_html()
    assert "dose 1, usually 1" in html
    assert html.count("no own effect in this panel") == 2
    assert "separate estimate" not in html
    panel.dose.value = 2.0
    assert "dose 2, usually 1" in strip.static_html()
    assert "dose 2, usually 1" in strip._words.value
    assert "blood: dose 2, usually 1" in strip.static_text()


def test_the_explorers_estimate_stands_apart_once_there_is_one(lesson, panel):
    html = lesson.chain(panel, lambda state, reference: f"about {state.dose:g} in 100").static_html()
    assert "A separate estimate from surveys and trials" in html
    assert "about 1 in 100" in html


def test_an_unknown_station_is_named(lesson, panel):
    panel.chain = lambda state, reference: {"moon": "x"}
    with pytest.raises(ValueError, match="chain keys must be among blood, gate, muscle, got moon"):
        lesson.chain(panel)


def test_a_chain_that_fails_keeps_the_last_good_strip(lesson, panel, caplog):
    strip = lesson.chain(panel)
    before = strip._words.value
    panel.chain = lambda state, reference: 1 / 0
    panel.dose.value = 2.0
    assert strip._words.value == before
    caplog.clear()


def test_the_toolbar_counts_along(lesson, panel):
    assert "Predictions 0 of 1" in lesson.toolbar.line
    everything(lesson, panel)
    assert "Predictions 1 of 1" in lesson.toolbar.line
    assert "Questions 1 of 1" in lesson.toolbar.line
    assert "Exercises 0 of 1" in lesson.toolbar.line


def test_the_projector_switch_and_the_mode_follow_each_other(lesson):
    lesson.toolbar.projector.value = True
    assert theme.mode.projector
    theme.mode.projector = False
    assert not lesson.toolbar.projector.value


def test_the_toolbar_says_that_a_damaged_file_was_set_aside(tmp_path):
    (tmp_path / FILE_NAME).write_text("{", encoding="utf-8")
    assert "could not be read" in Lesson("04_calcium", FakeData(), Progress(tmp_path)).toolbar.notice


def test_the_summary_is_live_and_can_be_saved(lesson, panel):
    page = lesson.summary("one", "two", "three")
    assert "Run all cells: your page appears here." in page.static_html()
    assert "not yet" not in page.static_html()
    assert "predict first" in page._page.value
    assert "It grows more" not in page._page.value
    everything(lesson, panel)
    html = page.static_html()
    assert "✓ It grows more than twofold" in html
    assert "✗ not right" in html
    assert "✓ right (2 tries)" in html
    assert "tried once, with the hint" in html
    assert "two" in html
    assert 'download="my-page.html" href="data:text/html;base64,' in page._page.value


def test_stored_outputs_are_plain_html(lesson, panel, monkeypatch):
    monkeypatch.setenv("MUSCLE_TWITCH_STATIC", "1")
    parts = [lesson, lesson.predict("doubling"), lesson.cover(panel, "doubling"), lesson.compare("doubling")]
    parts += [
        lesson.quiz(),
        lesson.chain(panel),
        lesson.summary(),
        lesson.exercise("nernst_by_hand").check(...),
    ]
    for part in parts:
        bundle = part._repr_mimebundle_()
        assert set(bundle) == {"text/html", "text/plain"}
        assert "<" in bundle["text/html"]
        assert "<" not in bundle["text/plain"].replace(EVIL, "")


def observers(*subjects) -> int:
    return sum(
        len(found) for s in subjects for kinds in s._trait_notifiers.values() for found in kinds.values()
    )


def test_running_the_lesson_again_and_again_leaves_nothing_behind(progress, panel):
    def run() -> tuple[int, int]:
        lesson = Lesson("04_calcium", FakeData(), progress)
        lesson.predict("doubling")
        lesson.cover(panel, "doubling").predict_first.click()
        lesson.chain(panel)
        lesson.compare("doubling")
        lesson.quiz()
        lesson.exercise("nernst_by_hand").check(lambda outside_mM, inside_mM: 1.0)
        lesson.summary()
        return len(widget._instances), observers(progress, panel, theme.mode)

    first = run()
    assert [run() for _ in range(10)] == [first] * 10
    panel.dose.value = 2.0  # the learner's panel lives on
    assert panel.comm is not None
    assert panel.state.effect == 8.0


def test_the_learners_card_and_panel_outlive_the_cover(lesson, panel, progress):
    cover = lesson.cover(panel, "doubling")
    cover.predict_first.click()
    card = lesson.predict("doubling")
    again = lesson.cover(panel, "doubling")
    assert cover.comm is None
    assert card.comm is not None
    assert panel in again.stage.children
    card.commit(1)
    assert not again.covered
    assert progress.prediction("doubling") == {"first": "It doubles"}


def test_a_lesson_made_anew_takes_the_shown_cards_over(lesson, progress):
    card = lesson.predict("doubling")
    anew = Lesson("04_calcium", lesson.data, progress)
    assert anew.predict("doubling") is card
    assert lesson.toolbar.comm is None
    assert anew.toolbar.comm is not None


def test_big_words_on_the_page_follow_the_projector(lesson):
    sheet = lesson_style()
    assert lesson_style() is sheet
    assert sheet.big_px == 0
    theme.mode.projector = True
    assert sheet.big_px >= 18
    theme.mode.projector = False
    assert sheet.big_px == 0


def test_negative_numbers_have_a_true_minus_sign_but_not_in_code():
    assert prose("from -3.2 to 1-2, `return -3`") == "from −3.2 to 1-2, <code>return -3</code>"


def test_a_stored_card_reads_well_without_the_style_sheet(lesson, panel):
    stored = [lesson.red_flags().html, lesson.quiz().static_html(), lesson.summary().static_html()]
    for html in stored:
        tags = re.findall(r"<(?:td|th|ul|ol)\b[^>]*>", html)
        assert tags
        assert all("style=" in tag for tag in tags)
    assert "Run all cells" in lesson.toolbar.static_text()


def test_a_lesson_shows_a_still_title_and_the_live_toolbar(lesson, monkeypatch):
    monkeypatch.delenv("MUSCLE_TWITCH_STATIC", raising=False)
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: shown.append(bundle))
    lesson._ipython_display_()
    still, live = shown
    assert "Run all cells" in still["text/html"]
    assert live["application/vnd.jupyter.widget-view+json"]["model_id"] == lesson.toolbar.model_id
    monkeypatch.setenv("MUSCLE_TWITCH_STATIC", "1")
    with pytest.raises(NotImplementedError):  # so that IPython asks for the bundle
        lesson._ipython_display_()


def test_live_parts_are_widgets(lesson):
    bundle = lesson._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "application/vnd.jupyter.widget-view+json" in data
