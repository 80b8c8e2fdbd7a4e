"""A hundred seeded mutations of each data file: one clear error each, or provably without harm.

A clear error is one DataError that names the file, a row of it, the column and what is allowed. Without harm
is a mutation after which every record equals the sound one, in whatever order, but for these alone:

- a text where the model allows any text, or another word of a closed list or key that it allows there;
- a number inside the range its model or its unit (helpers/units.py) states; an optional value less or more;
- whole records, or whole items of a list, that are missing or new while all others are equal,

and after which everything that shows the changed record still can. A value in the wrong column, a cell cut in
two or a record glued to the next is none of these.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from helpers import evidence, records
from helpers.evidence import Data
from helpers.lesson import cards
from helpers.lesson.claim_map import claim_map
from helpers.lesson.exercise import Exercise
from helpers.lesson.exercise import unfit as unfit_task
from helpers.lesson.outcomes import unfit
from helpers.lesson.progress import Progress
from helpers.lesson.quiz import in_order
from helpers.lesson.tables import measurements_card
from helpers.panels import load_all
from helpers.panels.base import Panel
from helpers.panels.explorer_settings import parts_of
from helpers.records import FILES, DataError
from helpers.units import SPANS
from tests.faults.damaged import SOUND, Damaged
from tests.faults.mutations import mutated

EACH = 100


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every single value inside a record, with the way to it."""
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, (*path, key))
    else:
        yield path, value


def left_over(one: list[str], other: list[str]) -> list[int]:
    """Places in ``one`` of what ``other`` does not have."""
    there = Counter(other)
    places = []
    for place, item in enumerate(one):
        there[item] -= 1
        if there[item] < 0:
            places.append(place)
    return places


@cache
def sound_texts(file: str) -> list[str]:
    return [repr(record) for record in SOUND._records(file).values()]


def pairs(file: str, damaged: list[Any]) -> list[tuple[Any, Any]]:
    """Records that differ, each new one beside the sound one most like it; those only lost are left out."""
    sound, texts = list(SOUND._records(file).values()), (sound_texts(file), [repr(one) for one in damaged])
    lost, new = left_over(*texts), left_over(*texts[::-1])
    dumps = {place: dict(leaves(sound[place].model_dump())) for place in lost}
    found = []
    for place in new:
        mine = dict(leaves(damaged[place].model_dump()))
        like = max(
            lost,
            key=lambda one: sum(dumps[one].get(path) == value for path, value in mine.items()),
            default=None,
        )
        found.append((None if like is None else sound[like], damaged[place]))
        if len(lost) > 1 and like is not None:
            lost.remove(like)
    return found


def harm(before: Any, after: Any) -> list[str]:
    """What is not without harm in a record that differs from the sound one."""
    if before is None:
        return [f"a record out of nothing: {after!r}"]
    old, new = dict(leaves(before.model_dump())), dict(leaves(after.model_dump()))
    wrong = []
    for path in old.keys() & new.keys():
        was, now = old[path], new[path]
        if was == now or None in (was, now) or (isinstance(was, str) and isinstance(now, str)):
            continue
        if path[0] == "settings":
            continue  # of another kind: the lesson holds it against the panel's control, see show
        if isinstance(was, bool) != isinstance(now, bool) or isinstance(was, str) or isinstance(now, str):
            wrong.append(f"{path}: {was!r} became {now!r}")
        elif not math.isfinite(now):
            wrong.append(f"{path}: {now!r} is no number")
    if isinstance(after, records.Measurement) and after.has_number:
        low, high = SPANS[after.unit]
        wrong += [f"{column}: {number}" for column, number in after.numbers() if not low <= number <= high]
    return wrong


@cache
def sound_panel(prediction_id: str) -> Any:
    """The panel that a prediction of this name is made for."""
    load_all()
    known = {item.id: item.panel for item in SOUND._records("predictions.yaml").values()}
    return Panel.registry[known[prediction_id]]() if prediction_id in known else None


def show(data: Data, file: str, record: Any) -> None:
    """Make what a learner sees of this record."""
    if isinstance(
        record, (records.ExplorerFactor, records.ExplorerSymptom, records.ExplorerEffect, records.Scenario)
    ):
        parts = parts_of(data)
        parts["model"].estimate({})
    elif isinstance(record, records.Measurement):
        measurements_card("rows", [record], data)
    elif isinstance(record, records.Source):
        assert record.html
        cards.citation(record)
    elif isinstance(record, records.Claim):
        cards.verdict_card(record, data)
    elif isinstance(record, (records.Lesson, records.Article)):
        claim_map(data)
    elif isinstance(record, records.Prediction):
        assert record.right(0.0).text
        panel = sound_panel(record.id)
        if panel is not None:
            unfit(record, panel)  # in words: Lesson makes a DataError of it
        for value in (-1e6, 0.0, 0.5, 1.0, 2.0, 1e6):
            assert record.right(value).text
    elif isinstance(record, records.Question):
        assert len(in_order(record)) == len(record.options)
    elif isinstance(record, records.Exercise):
        if unfit_task(record) is None:
            assert Exercise(record, Progress(None)).check_cell(record.solution, {}).verdict.sentences
    elif isinstance(record, records.RedFlags):
        cards.red_flags_card(record)


def check_error(error: DataError, file: str, lines: int) -> None:
    said = str(error)
    assert error.file in FILES
    assert said.startswith(f"{error.file}, row {error.row}, column {error.column!r}: ")
    assert f"; allowed: {error.allowed}" in said
    assert error.allowed.strip()
    if error.file == file:
        assert 1 <= error.row <= lines + 1
    assert len(said) < 3000


@pytest.mark.parametrize("file", FILES)
def test_a_hundred_mutations_give_one_clear_error_or_do_no_harm(file, caplog):
    content = SOUND._bytes(file)
    outcomes: Counter[str] = Counter()
    for number in range(EACH):
        kind, damaged = mutated(file, content, number)
        name = f"mutation {number} of {file} ({kind})"
        data = Damaged(file, damaged)
        try:
            data.check()
        except DataError as error:
            check_error(error, file, damaged.count(b"\n") + damaged.count(b"\r") + 1)
            outcomes["error"] += 1
            continue
        except Exception as problem:
            raise AssertionError(f"{name}: {problem!r} instead of a DataError") from problem
        assert damaged.endswith(b"\n"), name
        assert kind not in ("cell_lost", "row_twice"), name
        differing = pairs(file, list(data._records(file).values()))
        for before, after in differing:
            assert harm(before, after) == [], name
            caplog.clear()
            show(data, file, after)
        outcomes["changed" if differing else "equal or fewer"] += 1
    assert outcomes.total() == EACH
    assert outcomes["error"] >= 30, outcomes


def test_the_same_number_gives_the_same_damage_and_others_give_others():
    content = SOUND._bytes("foods.csv")
    first = [mutated("foods.csv", content, number) for number in range(EACH)]
    assert first == [mutated("foods.csv", content, number) for number in range(EACH)]
    assert len({damaged for _, damaged in first}) > 90
    assert all(damaged != content for _, damaged in first)


def test_a_value_of_another_kind_is_called_harm():
    """The check above can fail."""
    row = evidence.rows("foods")[0]
    assert harm(row, row.model_copy(update={"value": True})) != []
    assert harm(row, row.model_copy(update={"value": float("inf")})) != []
    assert harm(row, row.model_copy(update={"value": 5e6})) != []
    assert harm(None, row) != []
    assert harm(row, row.model_copy(update={"note": "another"})) == []


def test_every_unit_of_the_data_has_a_span_and_three_zeros_too_many_leave_it():
    slips, caught = 0, 0
    for name in evidence.TABLES:
        for row in evidence.rows(name):
            for _, number in row.numbers() if isinstance(row, records.Measurement) else ():
                low, high = SPANS[row.unit]
                assert low <= number <= high
                slips += number != 0
                caught += not low <= 1000 * number <= high
    assert caught > 0.7 * slips, (caught, slips)
