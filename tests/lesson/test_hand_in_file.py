"""The hand-in file: what is written is read back, and nothing else is."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.lesson import hand_in_file as module
from helpers.lesson.checks import CHECKS
from helpers.lesson.hand_in_file import CODE, STAGES, HandIn, collected, read, written
from helpers.lesson.own_code import new_code
from helpers.lesson.progress import Progress
from helpers.lesson.progress_file import DamagedError, NewerVersionError
from tests.lesson.fakes import EVIL, FakeData

words = st.text(st.characters(exclude_categories=["C"]), max_size=300)
names = st.from_regex(r"[\w.-]{1,80}", fullmatch=True)
counts = st.integers(0, 1_000_000)
records = st.fixed_dictionaries(
    {
        "predictions": st.dictionaries(
            names,
            st.fixed_dictionaries(
                {}, optional={"first": words, "after": st.lists(words, max_size=1), "skipped": st.booleans()}
            ),
            max_size=3,
        ),
        "questions": st.dictionaries(
            names,
            st.fixed_dictionaries({}, optional={"first": words, "last": words, "tries": counts}),
            max_size=3,
        ),
        "exercises": st.dictionaries(
            names, st.fixed_dictionaries({}, optional={"tries": counts, "solved": st.booleans()}), max_size=3
        ),
        "grades": st.dictionaries(names, st.fixed_dictionaries({}, optional={"first": words}), max_size=3),
        "stops": st.dictionaries(
            names, st.dictionaries(st.sampled_from(list(CHECKS)), counts, max_size=3), max_size=3
        ),
    }
)
hand_ins = st.builds(
    HandIn,
    lesson=st.just("04_calcium"),
    code=st.builds(new_code),
    number=st.integers(1, 1_000_000),
    stage=st.sampled_from(list(STAGES)),
    records=records,
)
SOUND = HandIn(
    "04_calcium", "2345-BCDF-WXZ9", 3, "before", {"predictions": {"p": {"first": "a"}}, "questions": {}}
    | {"exercises": {}, "grades": {}, "stops": {}},
)  # fmt: skip


def spoiled(**changes):
    """A sound file's content with some fields replaced; ``...`` takes one away."""
    content = json.loads(written(SOUND)) | changes
    return json.dumps({key: value for key, value in content.items() if value is not ...}).encode()


@given(hand_ins)
def test_what_is_written_is_read_back(hand_in):
    assert read(written(hand_in).encode("utf-8")) == hand_in


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused_in_words(raw):
    with pytest.raises(DamagedError):
        read(raw)


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists),
    st.sampled_from(module.FIELDS),
)
def test_a_field_of_another_kind_is_refused_and_never_a_crash(value, field):
    try:
        hand_in = read(spoiled(**{field: value}))
    except (DamagedError, NewerVersionError):
        return
    assert json.loads(written(hand_in))[field] == value  # it happened to be a sound one


def test_every_cut_and_every_flipped_byte_is_refused_or_still_sound():
    good = written(SOUND).encode("utf-8")
    for damaged in [good[:i] for i in range(len(good) - 1)] + [
        good[:i] + bytes([good[i] ^ 0x15]) + good[i + 1 :] for i in range(len(good))
    ]:
        try:
            hand_in = read(damaged)
        except (DamagedError, NewerVersionError) as problem:
            assert 0 < len(str(problem)) < 80
        else:
            assert read(written(hand_in).encode("utf-8")) == hand_in


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "not readable"),
        (b"\xff\xfe", "not readable"),
        (b"[]", "not a file of this kit"),
        (b"9" * 5000, "not readable"),
        (b"[" * 60_000, "nested too deeply|not readable"),  # Python 3.15 reads on, to an end that is missing
        (b'{"a":' * 10_000, "nested too deeply|not readable"),
        (b" " * 70_000, "larger than 64 kB"),
        (b'{"kit": "another"}', "not a file of this kit"),
        (b'{"kit": "why-muscles-twitch", "version": 2, "predictions": {}}', "no hand-in"),
        (b'{"kit": NaN}', "a number that is none"),
        (b'{"kit": 1, "kit": 2}', "one thing twice"),
        (spoiled(version=3), "newer version"),
        (spoiled(version=1), "shape"),
        (spoiled(stops=...), "shape"),
        (spoiled(version=1, stops=..., grades=...), "shape"),
        (spoiled(version=True, stops=...), "shape"),
        (spoiled(stops={"t": {"<b>": 1}}), "unknown record"),
        (spoiled(stops={"t": {"value_10": 1}}), "unknown record"),
        (spoiled(stops={"t": {"syntax": "<script>"}}), "wrong kind"),
        (spoiled(stops={"t": {"syntax": -1}}), "out of range"),
        (spoiled(stops={"t": ["syntax"]}), "unknown record"),
        (spoiled(version=0), "shape"),
        (spoiled(version=True), "shape"),
        (spoiled(more=1), "shape"),
        (spoiled(grades=...), "shape"),
        (spoiled(lesson="../secret"), "no lesson"),
        (spoiled(lesson=4), "no lesson"),
        (spoiled(code="Marta Svobodova"), "no code"),
        (spoiled(number=0), "before nor after"),
        (spoiled(number=True), "before nor after"),
        (spoiled(number=10**9), "before nor after"),
        (spoiled(stage="during"), "before nor after"),
        (spoiled(stage=[]), "before nor after"),
        (spoiled(predictions={"p": {"first": "a\x1b[2J"}}), "control characters"),
        (spoiled(predictions={"p": {"first": "\ud800"}}), "control characters"),
        (spoiled(predictions={"p": {"first": "\u202eabc"}}), "control characters"),
        (spoiled(predictions={"<script>": {}}), "unknown record"),
        (spoiled(predictions={"p": {"slider": 1}}), "unknown record"),
        (spoiled(questions={"q": {"tries": 1.5}}), "wrong kind"),
        (spoiled(questions={"q": {"tries": -1}}), "out of range"),
        (spoiled(questions={"q": {"first": "x" * 301}}), "too long"),
    ],
)
def test_each_fault_is_named(raw, said):
    with pytest.raises((DamagedError, NewerVersionError), match=said):
        read(raw)


@pytest.mark.parametrize("depth", [900, 1000, 1200, 5000, 20_000])
@pytest.mark.parametrize("field", module.FIELDS)
def test_deep_nesting_is_refused_wherever_it_stands(field, depth):
    """JSON may nest some 1000 deep in Python 3.11, 1500 in 3.12, 10,000 in 3.13: deeper than calls may."""
    raw = spoiled(**{field: "here"}).replace(b'"here"', b"[" * depth + b"]" * depth)
    with pytest.raises(DamagedError):
        read(raw)


def test_no_part_of_a_nested_value_is_walked_through(monkeypatch):
    """As where the reader of JSON allows more than a thousand levels and a call of a function does not."""
    deep: list = []
    for _ in range(5000):
        deep = [deep]
    content = json.loads(written(SOUND)) | {"lesson": deep}
    monkeypatch.setattr(module, "_content", lambda _raw: content)
    with pytest.raises(DamagedError, match="names no lesson"):
        read(b"")


def test_a_file_of_the_first_version_is_read_as_one_without_stops():
    assert read(spoiled(version=1, stops=...)) == SOUND


def test_markup_in_an_answer_is_only_text():
    evil = HandIn(SOUND.lesson, SOUND.code, 1, "after", SOUND.records | {"questions": {"q": {"first": EVIL}}})
    assert read(written(evil).encode("utf-8")).records["questions"]["q"]["first"] == EVIL


def test_only_answers_that_were_offered_are_collected(progress: Progress):
    data = FakeData()
    question, prediction = data.the_question, data.predictions("04_calcium")[0]

    class Items:
        predictions, questions, exercises = [prediction], [question], [data.the_exercise]

    progress.commit(prediction.id, prediction.options[0].text)
    for later in ("my name is Marta", prediction.options[1].text, "something typed"):
        progress.commit(prediction.id, later)
    progress.answer(question.id, "Marta again")
    progress.attempt(data.the_exercise.id, solved=False, stopped_at="value_2")
    progress.attempt(data.the_exercise.id, solved=True)
    progress.attempt("of_another_lesson", solved=False, stopped_at="syntax")
    progress.look_at_grade("claim")
    progress.give_grade("claim", "weak")
    progress.give_grade("other", "my own word")
    claims = [data.claim("claim"), data.claim("other"), data.claim("ungraded")]
    records = collected(Items, claims, progress)
    assert "Marta" not in json.dumps(records)
    assert records["predictions"] == {
        prediction.id: {"first": prediction.options[0].text, "after": [prediction.options[1].text]},
        "grade.claim": {"skipped": True},
    }
    assert records["questions"] == {question.id: {"tries": 1}}
    assert records["exercises"] == {data.the_exercise.id: {"tries": 2, "solved": True, "alone": True}}
    assert records["stops"] == {data.the_exercise.id: {"value_2": 1}}
    assert records["grades"] == {"claim": {"first": "weak"}}


def test_codes_are_many_and_spell_nothing():
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(CODE.fullmatch(code) for code in codes)
    assert not set(module.LETTERS) & set("AEIOUY01L")
