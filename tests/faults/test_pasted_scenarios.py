"""The explorer's Share text is data: what is pasted is a scenario, or one sentence says what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.panels.explorer import Explorer
from helpers.panels.explorer_text import MOST_CHARACTERS, read, written

CONTROLS = Explorer.controls
NAMES = st.sampled_from([*CONTROLS, "", "__class__", "sleep", "SLEEP_H"])
WORDS = st.one_of(
    st.text(max_size=30),
    st.floats().map(repr),
    st.integers().map(str),
    st.sampled_from(
        ["?", "on", "off", "true", "nan", "inf", "1e999", "__import__('os')", "{0.__class__}", "%s"]
    ),
)
SCENARIOS = st.lists(st.tuples(NAMES, WORDS), max_size=6).map(
    lambda parts: "; ".join(["explorer", *(f"{name}={word}" for name, word in parts)])
)


def values_of(name):
    """Values a control can have, its ends and "not known" among them."""
    control = CONTROLS[name]
    legal = st.sampled_from(control.legal())
    if not hasattr(control, "step"):
        return legal
    steps = round((control.high - control.low) / control.step)
    return st.one_of(legal, st.integers(0, steps).map(lambda n: control.read(control.low + n * control.step)))


def read_or_told(text):
    """What was read, checked; or the sentence."""
    try:
        values = read(text, CONTROLS)
    except ValueError as problem:
        sentence = str(problem)
        assert sentence
        assert len(sentence) < MOST_CHARACTERS + 1000
        return sentence
    for name, value in values.items():
        CONTROLS[name].check(value)
        assert value is None or type(value) in (bool, int, float, str)
    return values


@given(st.one_of(st.text(max_size=200), SCENARIOS))
@settings(max_examples=300)
def test_any_text_is_read_or_told(text):
    read_or_told(text)


@given(st.data())
@settings(max_examples=100)
def test_what_was_written_is_read_back(data):
    names = data.draw(st.sets(st.sampled_from(list(CONTROLS))))
    values = {name: data.draw(values_of(name)) for name in names}
    values = {name: value for name, value in values.items() if value != CONTROLS[name].reference}
    assert read(written(CONTROLS, values), CONTROLS) == values


def test_too_much_text_is_told_in_one_short_sentence():
    for text in ("explorer; sleep_h=" + "9" * 100_000, "explorer;" * 50_000, "x" * 1_000_000):
        sentence = read_or_told(text)
        assert isinstance(sentence, str)
        assert len(sentence) < 200


@pytest.mark.parametrize(
    "text",
    ["explorer; sleep_h=1_0e1", "explorer; month=1e400", "explorer; sleep_h=nan", "explorer; mode=<b>"],
)
def test_numbers_of_python_alone_move_nothing(text):
    panel = Explorer()
    try:
        before = panel.values()
        panel._share.pasted.value = text
        panel._share.use_pasted()
        assert panel.values() == before
        assert "Nothing was moved" in panel._share.said.value
        assert "<b>" not in panel._share.said.value
    finally:
        panel.close()
