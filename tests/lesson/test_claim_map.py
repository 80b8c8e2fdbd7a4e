"""The claim map: every claim once, under its lesson; links only where there is something to open."""

from __future__ import annotations

import re
from html import unescape
from types import SimpleNamespace

import pytest

from helpers import evidence
from helpers.lesson.claim_map import NOTEBOOKS, claim_map

EVIL = "<script>alert('x')</script>"


class Two:
    """Two lessons with claims, and one that joins them."""

    def lessons(self):
        rows = [
            ("00_start", 0, "Start", []),
            ("01_one", 1, f"One {EVIL}", ["a", "b"]),
            ("02_two", 2, "Two", ["c"]),
            ("09_all", 9, "All", []),
        ]
        keys = ("id", "number", "title", "claims")
        return [SimpleNamespace(**dict(zip(keys, row, strict=True))) for row in rows]

    def claim(self, id):
        return SimpleNamespace(text=f"claim {id} {EVIL}", grade="wrong_word" if id == "c" else "weak")

    def article(self):
        keys = ("title", "neurologist", "read_at", "note", "on_the_slip")
        return SimpleNamespace(**{key: f"http {key} {EVIL}" for key in keys})


def links(html):
    """Where the map leads, the article aside."""
    return [link for link in re.findall(r'href="([^"]*)"', html) if not link.startswith("http")]


def test_only_a_written_lesson_has_a_link(tmp_path):
    (tmp_path / "01_one.ipynb").touch()
    html = claim_map(Two(), tmp_path).html
    assert links(html) == ["01_one.ipynb"]
    rows = re.findall(r"<tr>.*?</tr>", html)
    assert "not written yet" not in rows[1]
    assert "not written yet" in rows[2]


def test_a_lesson_gains_its_link_when_its_notebook_appears(tmp_path):
    assert links(claim_map(Two(), tmp_path).html) == []
    (tmp_path / "02_two.ipynb").touch()
    (tmp_path / "09_all.ipynb").touch()
    assert links(claim_map(Two(), tmp_path).html) == ["02_two.ipynb", "09_all.ipynb"]


def test_a_folder_is_not_a_notebook(tmp_path):
    (tmp_path / "01_one.ipynb").mkdir()
    assert links(claim_map(Two(), tmp_path).html) == []


def test_claims_stand_under_their_lesson(tmp_path):
    first, second = re.findall(r"<tr>.*?</tr>", claim_map(Two(), tmp_path).html)[1:]
    assert "claim a" in first and "claim b" in first and "claim c" not in first
    assert "claim c" in second


def test_a_wrong_word_says_beside_it_whose_slip_it_may_be(tmp_path):
    first, second = re.findall(r"<tr>.*?</tr>", claim_map(Two(), tmp_path).html)[1:]
    assert "on_the_slip" in second and "on_the_slip" not in first
    slip = next(claim for claim in evidence.claims() if claim.grade == "wrong_word")
    items = re.findall(r"<li>.*?</li>", claim_map().html)
    beside = next(item for item in items if unescape(item).startswith(f"<li>{slip.text}"))
    assert "translator" in beside


def test_its_table_reads_from_the_left_before_any_style_sheet_has_come():
    cells = re.findall(r"<t[hd]\b[^>]*>", claim_map().html)
    assert cells and all("text-align:left" in cell for cell in cells)


def test_texts_are_escaped(tmp_path):
    html = claim_map(Two(), tmp_path).html
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 4 + 5 + 1


def test_every_claim_of_the_article_is_on_the_map_once():
    words = repr(claim_map())
    for claim in evidence.claims():
        assert words.count(claim.text) == 1, claim.id
    assert str(len(evidence.claims())) in words


def test_the_article_is_cited_once():
    words = claim_map().html
    assert words.count(f'href="{evidence.article().read_at}"') == 1
    assert words.count(evidence.article().neurologist) == 1


def test_links_are_relative_and_lead_to_the_lessons_that_exist():
    wanted = {path.name for path in NOTEBOOKS.glob("[0-9]*.ipynb")} - {"00_start_here.ipynb"}
    assert set(links(claim_map().html)) == wanted


@pytest.mark.parametrize("form", ["static_html", "_repr_html_"])
def test_it_reads_the_same_with_and_without_a_kernel(form):
    made = claim_map()
    assert getattr(made, form)() == made.html
