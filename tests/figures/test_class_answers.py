"""The picture of a class's answers: shares as bars, counts in words, nothing before it is revealed."""

from __future__ import annotations

import numpy as np
import pytest

from helpers import evidence, theme
from helpers.figures.class_answers import MOST_LINES, WRAP, Bar, answers_frame, answers_skeleton

OPTIONS = ("It falls.", "It rises & <b>stays</b>.")
TIMES = ("at first", "later")
BARS = ([Bar(1, 4), Bar(3, 4)], [Bar(0, 2), Bar(2, 2)])


@pytest.mark.parametrize("sizes", [theme.DESK, theme.PROJECTOR])
def test_the_frame_names_only_traces_of_the_skeleton(sizes):
    made = answers_skeleton(sizes, OPTIONS, TIMES)
    assert set(answers_frame(OPTIONS, TIMES, BARS)) == {trace["name"] for trace in made["data"]}
    assert made["layout"]["height"] > 0


def test_bars_are_shares_and_words_are_counts():
    frame = answers_frame(OPTIONS, TIMES, BARS, right=1)
    assert frame["at first"]["x"].tolist() == [25, 75]
    assert [text.strip() for text in frame["later, in words"]["text"]] == ["0 of 2", "2 of 2"]
    assert frame["options"]["text"][1].startswith("<b>✓ It rises &amp; &lt;b&gt;stays")
    assert "✓" not in frame["options"]["text"][0]


def test_before_it_is_revealed_there_is_neither_bar_nor_count():
    frame = answers_frame(OPTIONS, TIMES, [])
    assert all(np.all(np.isnan(frame[name]["x"])) for name in TIMES)
    assert all(set(frame[f"{name}, in words"]["text"]) == {""} for name in TIMES)


def test_bars_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="a bar for each of 2 options"):
        answers_frame(OPTIONS, TIMES, [[Bar(1, 1)], [Bar(1, 1)]])
    with pytest.raises(ValueError, match="1 to 2 names"):
        answers_skeleton(theme.DESK, OPTIONS, ("a", "b", "c"))


def test_every_option_of_the_kit_fits_uncut():
    items = [item for lesson in evidence.lessons() for item in evidence.predictions(lesson.id)]
    items += [item for lesson in evidence.lessons() for item in evidence.questions(lesson.id)]
    texts = tuple(option.text for item in items for option in item.options)
    for text in answers_frame(texts, TIMES, [])["options"]["text"]:
        assert "…" not in text
        assert text.count("<br>") < MOST_LINES
    assert max(map(len, texts)) < WRAP * MOST_LINES
