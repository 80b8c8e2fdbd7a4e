"""The gallery: complete, in the lessons' order, one panel alive at a time, and sensible without a kernel."""

from __future__ import annotations

import json
from dataclasses import dataclass

import ipywidgets as widgets
import pytest
from ipywidgets.widgets import widget

from helpers import display, evidence, panels, theme
from helpers.lesson import gallery as gallery_module
from helpers.lesson.gallery import FAILED, HIDE, NOTHING_FITS, SHOW, Gallery, open_gallery
from helpers.lesson.html import lesson_style
from helpers.lesson.playlist import BESIDE, NOTEBOOKS, Entry, calls, playlist

KINDS = panels.registry()


@dataclass(frozen=True)
class About:
    id: str
    number: int
    title: str


class Fake(widgets.VBox):
    """A panel as the gallery needs it, counting how many were made and freed."""

    title, question, picture = "A title", "Why <so>?", "none"
    made = freed = 0

    def __init__(self):
        super().__init__()
        type(self).made += 1

    def close(self):
        type(self).freed += self.comm is not None
        super().close()
        self.layout.close()


def kind(name, **words):
    return type(name, (Fake,), {"made": 0, "freed": 0, **words})


@pytest.fixture
def folder(tmp_path):
    """Two lessons: the second shows One again, a way out that is nobody's place, and what does not exist."""
    write(tmp_path / "01_one.ipynb", "## Explore", "One()", "## Take away", "Way(focus='x')")
    write(
        tmp_path / "02_two.ipynb",
        "## Go deeper",
        "### Why: 100 % (5 minutes)",
        "One()\nTwo()\nGone()",
        "Way()",
    )
    return tmp_path


def write(path, *texts):
    cells = [
        {"cell_type": "markdown" if text.startswith("#") else "code", "source": [text]} for text in texts
    ]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")


class Lessons:
    @staticmethod
    def lessons():
        return [About("01_one", 1, "First"), About("02_two", 2, "Second"), About("03_gone", 3, "Third")]


@pytest.fixture
def made(folder):
    kinds = {
        "Beside": kind("Beside", title="Nowhere"),
        "Two": kind("Two", question="Which of two?"),
        "Way": kind("Way"),
        "One": kind("One", question="Is one enough?"),
    }
    gallery = Gallery(kinds, Lessons, folder)
    yield gallery
    gallery.close()


def names(entries):
    return [entry.name for entry in entries]


def test_every_panel_of_the_kit_is_there_once_and_asks_a_question():
    entries = playlist(KINDS, evidence.lessons())
    assert sorted(names(entries)) == sorted(KINDS)
    for entry in entries:
        assert entry.kind.question.strip().endswith("?"), f"{entry.name} asks nothing"
        assert entry.kind.title.strip(), f"{entry.name} has no title"
    questions = [entry.kind.question for entry in entries]
    assert len(set(questions)) == len(questions)


def test_the_kit_s_panels_stand_in_the_order_of_the_lessons_and_link_to_headings_that_exist():
    entries = playlist(KINDS, evidence.lessons())
    numbers = [entry.lesson.number for entry in entries if entry.lesson is not None]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(11))
    assert names(entries)[0] == "MotorUnit"
    homes = {entry.name: entry.lesson.id for entry in entries if entry.lesson is not None}
    assert homes["Explorer"] == "09_symptom_explorer"  # not the first lesson whose way out it is
    assert homes["CalciumAndThreshold"] == "04_calcium"
    for entry in entries:
        if entry.lesson is not None:
            text = (NOTEBOOKS / f"{entry.lesson.id}.ipynb").read_text(encoding="utf-8")
            assert f"# {json.dumps(entry.heading, ensure_ascii=False)[1:-1]}" in text


def test_a_panel_belongs_to_the_first_lesson_that_makes_it_outside_its_way_out(made):
    assert names(made.entries) == ["One", "Two", "Way", "Beside"]
    assert [entry.group for entry in made.entries] == ["01 · First", "02 · Second", "02 · Second", BESIDE]
    assert [entry.heading for entry in made.entries] == ["Explore", *["Why: 100 % (5 minutes)"] * 2, ""]
    assert made.entries[1].link == "02_two.ipynb#Why%3A-100-%25-%285-minutes%29"
    assert made.entries[3].link == ""
    assert made.counted == "4 questions from 2 lessons."


@pytest.mark.parametrize("text", ["", "[]", '{"cells": 1}', '{"cells": [{"cell_type": "code"}]}', "\udcff"])
def test_a_lesson_that_cannot_be_read_costs_its_links_and_nothing_else(tmp_path, caplog, text):
    path = tmp_path / "01_one.ipynb"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert calls(path) == []
    assert "01_one.ipynb" in caplog.text
    assert names(playlist({"One": Fake}, [About("01_one", 1, "First")], tmp_path)) == ["One"]


def test_no_panel_is_made_before_its_picture_is_asked_for(made):
    kinds = {entry.name: entry.kind for entry in made.entries}
    assert made._stage.layout.display == "none"
    made.rows["Two"].click()
    assert made.entry.name == "Two"
    assert (made._list.layout.display, made._stage.layout.display) == ("none", None)
    assert "Which of two?" in made._question.value
    assert not any(one.made for one in kinds.values())
    assert (made.show_button.description, made._slot.children) == (SHOW, ())

    made.show_button.click()
    assert made._slot.children == (made.panel,)
    assert made.show_button.description == HIDE
    assert {name: one.made for name, one in kinds.items() if one.made} == {"Two": 1}


def test_hidden_and_shown_again_a_panel_keeps_what_was_set(made):
    made.choose("One")
    made.show()
    before = made.panel
    made.show_button.click()
    assert made._slot.children == ()
    made.show_button.click()
    assert made._slot.children == (before,)
    assert made.entry.kind.made == 1


def test_the_next_question_frees_the_panel_before_and_is_asked_first(made):
    made.choose("One")
    made.show()
    first, freed = made.panel, made.entry.kind
    made.next_button.click()
    assert made.entry.name == "Two"
    assert made._slot.children == ()
    assert made.panel is None
    assert first.comm is None
    assert freed.freed == 1
    assert made.show_button.description == SHOW
    made.show()
    made.list_button.click()
    assert made.panel is None
    assert made.entry is None
    assert (made._list.layout.display, made._stage.layout.display) == (None, "none")


def test_choosing_the_same_question_again_keeps_its_panel(made):
    made.choose("One")
    made.show()
    before = made.panel
    made.choose("One")
    assert made.panel is before
    assert before.comm is not None


def test_the_playlist_goes_through_all_and_ends(made):
    made.choose("One")
    assert made.previous_button.disabled
    seen = [made.entry.name]
    while not made.next_button.disabled:
        made.next_button.click()
        seen.append(made.entry.name)
    assert seen == names(made.entries)
    made.step(1)
    assert made.entry.name == "Beside"
    made.previous_button.click()
    assert made.entry.name == "Way"
    assert "3 of 4" in made._where.value


def test_the_playlist_is_what_the_search_left(made):
    made.lessons.value = "02 · Second"
    assert names(made.found()) == ["Two", "Way"]
    assert "2 of 4 questions" in made._where.value
    made.choose("Two")
    assert "1 of 2" in made._where.value
    assert made.previous_button.disabled
    made.next_button.click()
    assert made.next_button.disabled
    made.choose("One")  # by name, from outside the search: all are in play
    assert "1 of 4" in made._where.value


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("enough", ["One"]),
        ("TWO which", ["Two"]),
        ("second", ["Two", "Way"]),
        ("nowhere", ["Beside"]),
        ("two enough", []),
        ("", ["One", "Two", "Way", "Beside"]),
    ],
)
def test_every_word_must_stand_in_question_title_lesson_or_heading(made, typed, left):
    made.search.value = typed
    assert names(made.found()) == left
    shown = [row for box in made._shown.children for row in getattr(box, "children", ())]
    assert [row.description for row in shown] == [made.rows[name].description for name in left]
    assert (NOTHING_FITS in made._nothing.value) == (not left)
    made.clear_button.click()
    assert len(made.found()) == 4


def test_a_search_within_the_kit_finds_a_panel_by_a_word_a_teacher_would_type():
    gallery = Gallery(KINDS)
    for word, name in {
        "cramp nerve blocked": "CrampLoop",
        "eyelid burst": "EyelidFlutter",
        "odds": "OddsAndBaseRates",
    }.items():
        gallery.search.value = word
        assert name in names(gallery.found())
        assert len(gallery.found()) <= 3, f"{word} finds {names(gallery.found())}"
    gallery.close()


def test_a_panel_that_cannot_be_made_says_so_and_the_next_one_works(folder, caplog):
    def broken():
        raise ValueError("no")

    broken.title, broken.question, broken.picture = "T", "Q?", "none"
    gallery = Gallery({"One": broken, "Two": kind("Two")}, Lessons, folder)
    gallery.choose("One")
    gallery.show()
    assert FAILED in gallery._said.value
    assert "could not make One" in caplog.text
    caplog.clear()
    gallery.step(1)
    assert gallery._said.value == ""
    gallery.show()
    assert gallery.panel is not None
    gallery.close()


def test_a_question_is_shown_escaped(made):
    made.choose("Way")
    assert "Why &lt;so&gt;?" in made._question.value
    assert "Why &lt;so&gt;?" in made.static_html()


def test_closing_frees_every_widget_also_those_a_search_hid(folder):
    lesson_style()
    before = set(widget._instances)
    gallery = Gallery({"One": kind("One"), "Two": kind("Two")}, Lessons, folder)
    gallery.search.value = "one"
    gallery.choose("One")
    gallery.show()
    gallery.close()
    after = set(widget._instances)
    assert after == before


def test_the_projector_switch_is_the_page_s_own(made):
    made.projector.value = True
    assert theme.mode.projector
    theme.mode.projector = False
    assert not made.projector.value


def test_in_lab_the_place_is_a_link_and_in_the_app_words(made, monkeypatch):
    made.choose("Two")
    (shown,) = made._way.outputs
    assert 'href="02_two.ipynb#heading=Why:-100-%-(5-minutes)"' in shown["data"]["text/html"]
    made.choose(None)
    assert made._way.outputs == ()
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    made.choose("One")
    assert made._way.outputs == ()
    assert "01 · First, Explore" in made._where.value


def test_the_app_opens_at_the_question_its_address_names(monkeypatch, folder):
    monkeypatch.setenv("QUERY_STRING", "theme=dark&panel=Two")
    assert display.asked("panel") == ""  # a kernel of Lab has no address
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    assert display.asked("panel") == "Two"
    monkeypatch.setattr(gallery_module, "NOTEBOOKS", folder)
    monkeypatch.setattr(display, "_shared", {})
    kinds = {"One": kind("One"), "Two": kind("Two")}
    gallery = open_gallery(kinds)
    assert gallery.entry.name == "Two"
    assert kinds["Two"].made == 0
    assert open_gallery(kinds) is gallery
    gallery.close()
    monkeypatch.setenv("QUERY_STRING", "panel=<script>")
    assert open_gallery(kinds).entry is None


def test_the_address_follows_the_question(made):
    made.choose("Two")
    assert lesson_style().place == "Two"
    made.choose(None)
    assert lesson_style().place == ""


def test_an_unknown_name_is_refused_and_nothing_moves(made):
    made.choose("One")
    with pytest.raises(KeyError, match="Nobody"):
        made.choose("Nobody")
    assert made.entry.name == "One"


def test_without_a_kernel_every_question_stands_there_with_picture_and_link():
    gallery = Gallery(KINDS)
    html = gallery.static_html()
    for entry in gallery.entries:
        assert display.escape(entry.kind.question) in html.replace("−", "-")
        assert f"pictures/{entry.kind.picture}.svg" in html
        assert (NOTEBOOKS / "pictures" / f"{entry.kind.picture}.svg").is_file()
        assert entry.link in html
    assert gallery._pictures.value.count("background-image") == len(KINDS)
    gallery.close()


def test_an_entry_needs_no_lesson():
    assert Entry("One", Fake).words.count("a title") == 1
