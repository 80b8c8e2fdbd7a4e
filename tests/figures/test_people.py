"""Shares of people in words, and their axis."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.figures.people import (
    HIGH,
    LOW,
    PER_100_TICKS,
    log_odds_axis,
    log_odds_step,
    per_100,
    per_100_step,
    place,
    plain_words,
    require_share,
)
from helpers.theme import DESK, PROJECTOR


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.157, "15.7"),
        (0.06, "6.0"),
        (0.0002, "0.02"),
        (0.00046, "0.046"),
        (0.98, "98.0"),
        (0.9998, "99.98"),
        (1e-9, "<0.00001"),
        (1 - 1e-9, ">99.99999"),
    ],
)
def test_a_share_never_reads_as_none_or_all(share, words):
    assert per_100(share) == words


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (0.043, "+4.3"),
        (0.0023, "+0.2"),
        (0.00003, "+0.003"),
        (-0.0123, "−1.2"),
        (-0.00003, "−0.003"),
        (2e-7, "+0.00002"),
        (0.9e-7, "0"),
        (-1e-9, "0"),
        (0.0, "0"),
        (-0.0, "0"),
    ],
)
def test_only_a_step_too_small_for_five_decimals_is_written_as_0(step, words):
    assert per_100_step(step) == words


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (np.log(1.47), "+0.39 ×1.47"),
        (np.log(3000), "+8.01 ×3,000"),
        (np.log(12), "+2.48 ×12"),
        (-np.log(2), "−0.69 ×0.50"),
        (0.003, "+0.003 ×1.003"),
        (2e-5, "+0.00002 ×1.00002"),
        (0.9e-5, "0"),
        (-1e-9, "0"),
        (0.0, "0"),
    ],
)
def test_a_step_in_log_odds_carries_its_odds_ratio(step, words):
    assert log_odds_step(step) == words


def test_words_are_printed_as_they_stand():
    assert plain_words('Salt & water, <2 g of "salt"') == 'Salt &amp; water, &lt;2 g of "salt"'


@pytest.mark.parametrize("sizes", [DESK, PROJECTOR])
def test_the_axis_is_even_in_log_odds_and_names_people(sizes):
    axis = log_odds_axis(sizes)
    ticks = 1 / (1 + np.exp(-np.array(axis["tickvals"])))
    assert 100 * ticks == pytest.approx(PER_100_TICKS)
    assert len(axis["ticktext"]) == len(PER_100_TICKS)
    for tick, words in zip(PER_100_TICKS, axis["ticktext"], strict=True):
        assert words.removeprefix("<br>") in (f"{tick:g}", "")
    assert axis["range"] == [LOW, HIGH]
    assert min(axis["tickvals"]) > LOW and max(axis["tickvals"]) < HIGH


def test_every_share_has_a_place_on_the_axis():
    places = place([1e-12, 0.0002, 0.5, 0.98, 1 - 1e-12])
    assert places == pytest.approx([LOW, -8.517, 0, 3.892, HIGH], abs=1e-3)


@pytest.mark.parametrize("share", [0, 1, -0.1, 1.5, float("nan"), "half", None])
def test_what_is_no_share_is_refused_by_name(share):
    with pytest.raises(ValueError, match="reference must be between 0 and 1"):
        require_share("reference", share)
