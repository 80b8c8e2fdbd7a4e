"""Who clears caffeine how fast: each group beside the control of its own study, and no other."""

from __future__ import annotations

import pytest

from helpers import evidence
from helpers.panels.caffeine_clearance import PAIRS, WhoClears, pairs


@pytest.fixture(scope="module")
def panel():
    made = WhoClears()
    yield made
    made.close()


def test_group_and_control_come_from_one_study():
    rows = evidence.rows("caffeine_half_life")
    for pair, (group, control, source) in zip(pairs(), PAIRS.values(), strict=True):
        own = {
            row.population: row.value for row in rows if row.source == source and row.quantity == "half-life"
        }
        assert (pair.group_h, pair.control_h) == (own[group], own[control])


@pytest.mark.parametrize("name", PAIRS)
def test_the_mean_follows_the_half_life_whatever_is_drunk(panel, name):
    """checked.md 4.9: one rule, the printed half-life with a fixed volume."""
    for mugs in (1, 6):
        state = panel.state_for(group=name, mugs=mugs)
        assert state.mean_ratio == pytest.approx(state.pair.group_h / state.pair.control_h)


def test_fluvoxamine_raises_the_mean_more_than_ten_times(panel):
    panel.use("slowest: fluvoxamine")
    assert panel.state.mean_ratio == pytest.approx(11.4, abs=0.1)
    assert panel.state.group_accumulates == pytest.approx(3.89, abs=0.01)  # T-31
    assert "56 h" in panel.sentence
    panel.reset()


def test_only_smokers_clear_faster_than_their_control():
    assert [pair.name for pair in pairs() if pair.group_h < pair.control_h] == ["smokers"]
