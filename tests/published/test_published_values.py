"""Every checkable value by study or identity: one test each, marked with what it proves (``rows.py``)."""

from __future__ import annotations

from collections import Counter

import pytest

from helpers import evidence
from tests.published import excitability, minerals_and_vitamin_d, sleep_caffeine_and_stress
from tests.published.rows import KINDS, Row, as_parameters, contradiction, identity

ROWS = [*excitability.ROWS, *sleep_caffeine_and_stress.ROWS, *minerals_and_vitamin_d.ROWS]
CONTRADICTIONS = [row for row in ROWS if row.kind == "contradiction"]


@pytest.mark.parametrize("row", as_parameters(ROWS))
def test_published_value(row: Row):
    row.check()


def test_no_name_is_used_twice():
    assert [name for name, times in Counter(row.id for row in ROWS).items() if times > 1] == []


def test_every_source_is_known():
    assert {row.source for row in ROWS} <= {source.key for source in evidence.sources()}


def test_every_kind_is_used_and_registered(request: pytest.FixtureRequest):
    assert {row.kind for row in ROWS} == set(KINDS)
    registered = {line.partition(":")[0] for line in request.config.getini("markers")}
    assert registered >= set(KINDS)


def test_an_independent_value_is_named_after_its_study():
    for row in ROWS:
        if row.kind in ("independent", "transcribed"):
            assert row.source != "kit_choice", row.id


@pytest.mark.parametrize("row", CONTRADICTIONS, ids=lambda row: row.id)
def test_a_study_that_contradicts_the_model_stands_in_a_table_for_learners(row: Row):
    tables = (name for name in evidence.TABLES if "source" in evidence.TABLES[name].model_fields)
    assert any(entry.source == row.source for name in tables for entry in evidence.rows(name))


def test_a_row_fails_when_it_should():
    identity("right", lambda: 2.0, 2.0, 0).check()
    with pytest.raises(AssertionError, match=r"computed 2.0, expected 2.1 ± 0.05"):
        identity("wrong", lambda: 2.0, 2.1, 0.05).check()
    with pytest.raises(AssertionError, match="computed"):
        identity("half wrong", lambda: [1.0, 2.0], [1.0, 2.1], 0.05).check()
    with pytest.raises(AssertionError, match="computed"):
        contradiction("smoothed away", lambda: 2.0, 2.0, 0.1, shown_in=identity, shown_as="").check()
    with pytest.raises(AssertionError, match="no longer shown: Nobody 1900"):
        contradiction("hidden", lambda: 2.0, 3.0, 0.1, shown_in=evidence, shown_as="Nobody 1900").check()
