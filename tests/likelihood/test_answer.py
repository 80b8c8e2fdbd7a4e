"""How an answer is counted in people and said."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from helpers.likelihood import count, denominator, in_words, number_in_words
from tests.likelihood.worlds import MODEL


@pytest.mark.parametrize(
    ("likelihoods", "people"),
    [
        ([0.06], 100), ([0.0002], 10_000), ([0.0004, 0.3], 10_000), ([0.001], 1_000), ([0.004], 1_000),
        ([0.005], 100), ([0.994], 100), ([0.996], 1_000), ([0.9996], 10_000), ([1e-7], 10_000),
        ([0.99999], 10_000),
    ],
)  # fmt: skip
def test_the_denominator_is_the_smallest_in_which_some_have_it_and_some_not(likelihoods, people):
    assert denominator(*likelihoods) == people


@pytest.mark.parametrize(
    ("likelihood", "people", "counted"),
    [(0.125, 100, 13), (0.145, 100, 15), (0.285, 100, 29), (0.144999, 100, 14), (0.0002, 10_000, 2),
     (0, 100, 0), (1, 100, 100), (0.218, 10_000, 2200), (0.00996, 10_000, 100), (0.0099, 10_000, 99),
     (0.996, 1_000, 996), (0.8459, 10_000, 8500)],
)  # fmt: skip
def test_people_are_counted_with_halves_up(likelihood, people, counted):
    assert count(likelihood, people) == counted


@pytest.mark.parametrize("likelihood", [-0.1, 1.1, math.nan, "0.5", None, True])
def test_what_is_no_share_cannot_be_counted(likelihood):
    with pytest.raises(ValueError, match="likelihood must be"):
        count(likelihood, 100)
    with pytest.raises(ValueError, match="likelihood must be"):
        denominator(likelihood)


def outcome_of(likelihood, low, high, reference):
    cramp = MODEL.estimate({}).outcomes["cramp"]
    return replace(cramp, likelihood=likelihood, low=low, high=high, reference=reference)


@pytest.mark.parametrize(
    ("shares", "people", "said"),
    [
        ((0.16, 0.06, 0.47, 0.06), None,
         "Of 100 people like this, about 16 (plausibly 6 to 47) have a cramp within seven days; "
         "84 do not. "
         "At the reference 6 do; here it is 10 more."),
        ((0.04, 0.01, 0.1, 0.06), None,
         "Of 100 people like this, about 4 (plausibly 1 to 10) have a cramp within seven days; "
         "96 do not. "
         "At the reference 6 do; here it is 2 fewer."),
        ((0.012, 0.004, 0.03, 0.01), None,
         "Of 100 people like this, about 1 (plausibly fewer than 1 to 3) has a cramp within seven days; "
         "99 do not. "
         "At the reference 1 does: no difference among 100."),
        ((0.061, 0.02, 0.1, 0.06), None,
         "Of 100 people like this, about 6 (plausibly 2 to 10) have a cramp within seven days; "
         "94 do not. "
         "At the reference 6 do: no difference among 100."),
        ((0.1234, 0.00004, 0.2, 0.0002), None,
         "Of 10,000 people like this, about 1,200 (plausibly fewer than 1 to 2,000) have a cramp "
         "within seven days; 8,800 do not. "
         "At the reference 2 do; here it is 1,200 more."),
        ((0.99, 0.6, 0.9999, 0.12), None,
         "Of 100 people like this, about 99 (plausibly 60 to more than 99) have a cramp within seven days; "
         "1 does not. "
         "At the reference 12 do; here it is 87 more."),
        ((0.996, 0.6, 0.9999, 0.12), 100,
         "Of 100 people like this, more than 99 (plausibly 60 to more than 99) have a cramp "
         "within seven days; fewer than 1 does not. "
         "At the reference 12 do; here it is 88 more."),
        ((0.0002, 0.0001, 0.001, 0.0002), 100,
         "Of 100 people like this, fewer than 1 (plausibly fewer than 1) has a cramp within seven days; "
         "more than 99 do not. "
         "At the reference fewer than 1 does: no difference among 100."),
    ],
)  # fmt: skip
def test_the_sentence(shares, people, said):
    assert in_words(outcome_of(*shares), people) == said


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("have tetany", "has tetany"),
        ("notice an eyelid twitch", "notices an eyelid twitch"),
        ("feel palpitations", "feels palpitations"),
        ("flinch", "flinches"),
        ("worry a lot", "worries a lot"),
        ("play", "plays"),
    ],
)
def test_of_one_person_the_verb_is_of_one(many, one):
    outcome = outcome_of(0.01, 0.009, 0.02, 0.05)
    said = in_words(replace(outcome, symptom=outcome.symptom.model_copy(update={"happening": many})))
    assert f"about 1 (plausibly 1 to 2) {one} within seven days" in said


@pytest.mark.parametrize(
    ("counted", "people", "said"),
    [(0, 100, "fewer than 1"), (1, 100, "1"), (99, 100, "99"), (100, 100, "more than 99"),
     (1234, 10_000, "1,234"), (10_000, 10_000, "more than 9,999")],
)  # fmt: skip
def test_nobody_and_everybody_are_never_said(counted, people, said):
    assert number_in_words(counted, people) == said
