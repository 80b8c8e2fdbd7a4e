"""Odds and base rates: the panel's counts, odds and ratios are those of the arithmetic and of the data."""

from __future__ import annotations

import pytest

from helpers import evidence
from helpers.evidence import Data
from helpers.likelihood import model
from helpers.panels.odds import REAL, WITH, WITHOUT, OddsAndBaseRates, _parts_of


@pytest.fixture
def panel():
    made = OddsAndBaseRates()
    yield made
    made.close()


def counts(panel):
    """What stands over the two blocks of people, as (title, count in words)."""
    frame = panel.frame_now()
    return [tuple(frame[f"title {block}"]["text"][0].split("<br>")) for block in (1, 2)]


@pytest.mark.parametrize("baseline", [1, 6, 12, 40, 60])
@pytest.mark.parametrize("ratio", [0.25, 0.8, 1.0, 2.42, 12.0])
def test_odds_are_multiplied_and_shares_stay_shares(panel, baseline, ratio):
    panel.set(baseline_per_100=baseline, odds_ratio=ratio)
    state = panel.state
    assert state.odds_before == pytest.approx(baseline / (100 - baseline))
    assert state.odds_after == pytest.approx(ratio * state.odds_before)
    assert 0 < state.likelihood < 1
    assert state.per_100 == pytest.approx(state.people_ratio * baseline)
    if ratio > 1:
        assert 1 < state.people_ratio < ratio  # fewer people than the ratio of odds sounds
    elif ratio < 1:
        assert ratio < state.people_ratio < 1


def test_three_times_the_odds_is_three_times_the_people_of_a_rare_symptom_only(panel):
    panel.set(baseline_per_100=1, odds_ratio=3.0)
    assert panel.state.people_ratio == pytest.approx(3, rel=0.03)
    panel.set(baseline_per_100=60, odds_ratio=3.0)
    assert panel.state.people_ratio < 1.4


def test_picture_and_sentence_count_the_same_people(panel):
    panel.set(baseline_per_100=12, odds_ratio=2.42)
    assert counts(panel) == [(WITHOUT, "<b>12 of 100</b>"), (WITH, "<b>25 of 100</b>")]
    for words in ("odds 12 to 88.", "about 25 have it, 75 do not", "odds about 25 to 75"):
        assert words in panel.sentence
    assert "odds are multiplied by 2.42, the number of people by 2.07." in panel.sentence


def test_where_a_hundred_cannot_show_anybody_there_are_more_people(panel):
    panel.set(baseline_per_100=1, odds_ratio=0.25)
    assert counts(panel) == [(WITHOUT, "<b>10 of 1,000</b>"), (WITH, "<b>3 of 1,000</b>")]
    assert "odds 10 to 990" in panel.sentence


def test_an_odds_ratio_of_one_changes_nothing(panel):
    assert panel.sentence.endswith("changes nothing: with the cause it is the same.")
    assert panel.state.per_100 == pytest.approx(panel.state.baseline_per_100)


@pytest.mark.parametrize("preset", REAL)
def test_a_preset_is_what_the_explorer_says_of_that_factor_at_its_anchor(panel, preset):
    factor, symptom = REAL[preset]
    panel.use(preset)
    explorer = model()
    anchor = explorer.factors[factor].anchor
    value = bool(anchor) if explorer.factors[factor].control == "switch" else anchor
    outcome = explorer.estimate({factor: value}).outcomes[symptom]
    assert panel.state.baseline == pytest.approx(outcome.reference)
    assert panel.state.likelihood == pytest.approx(outcome.likelihood)
    assert panel.odds_ratio.value == explorer.effects[factor, symptom].value


def test_presets_come_from_the_data():
    rows = {(row.factor, row.symptom): row.value for row in evidence.rows("explorer_effects")}
    assert {name: values["odds_ratio"] for name, values in OddsAndBaseRates.presets.items()} == {
        name: rows[pair] for name, pair in REAL.items()
    }


class Table:
    """The explorer's tables with some numbers changed, or rows of one name called another."""

    def __init__(self, effects=(), rates=(), renamed=()):
        self.effects, self.rates, self.renamed = dict(effects), dict(rates), dict(renamed)

    def rows(self, name):
        for row in evidence.rows(name):
            if name == "explorer_symptoms":
                yield row.model_copy(update={"value": self.rates.get(row.id, row.value)})
            else:
                value = self.effects.get((row.factor, row.symptom), row.value)
                factor = self.renamed.get(row.factor, row.factor)
                yield row.model_copy(update={"value": value, "factor": factor})


def panel_of(data):
    return type("Other", (OddsAndBaseRates,), _parts_of(data))()


@pytest.mark.parametrize("ratio", [0.04, 0.2, 12.5, 3000.0])
def test_the_scale_reaches_any_ratio_of_the_data(ratio):
    panel = panel_of(Table(effects={("calcium_mM", "cramp"): ratio}))
    panel.use("low calcium, cramp")
    assert panel.state.odds_ratio == ratio
    assert panel.state.odds_after == pytest.approx(ratio * panel.state.odds_before)
    assert str(ratio).removesuffix(".0") in panel.sentence
    panel.set(odds_ratio=type(panel).odds_ratio.low)
    panel.set(odds_ratio=type(panel).odds_ratio.high)
    panel.close()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            Table(renamed={"calcium_mM": "free_calcium_mM"}),
            "explorer_effects.csv has no row calcium_mM, cramp",
        ),
        (Table(effects={("calcium_mM", "cramp"): 0.001}), "odds_ratio must be between 0.01 and 12"),
    ],
)
def test_a_preset_the_data_no_longer_gives_is_left_out_with_a_warning(data, words, caplog):
    panel = panel_of(data)
    assert set(panel.presets) == set(REAL) - {"low calcium, cramp"}
    assert "'low calcium, cramp' is left out" in caplog.text
    assert words in caplog.text
    panel.close()


def test_a_base_rate_off_the_scale_costs_only_its_own_presets(caplog):
    panel = panel_of(Table(rates={"cramp": 0.3}))
    assert set(panel.presets) == {"statin, weakness"}
    assert "baseline_per_100 must be between 1 and 60" in caplog.text
    panel.close()


def test_the_real_data_give_every_preset_on_the_plain_scale(caplog):
    parts = _parts_of(Data(evidence.DATA_FOLDER))
    assert set(parts["presets"]) == set(REAL)
    assert (parts["odds_ratio"].low, parts["odds_ratio"].high) == (0.25, 12.0)
    assert not caplog.records


def test_the_table_gives_both_shares_with_their_odds(panel):
    panel.set(baseline_per_100=20, odds_ratio=3.0)
    rows = {row["x"]: (round(row["y"], 1), row["note"]) for row in panel.table_rows()}
    assert rows == {WITHOUT: (20.0, "odds 0.25"), WITH: (42.9, "odds 0.75")}
    assert len(panel.csv().splitlines()) == 3


def test_there_is_no_pin_for_both_crowds_stand_in_the_picture(panel):
    keep = panel.children[2].children[-1]
    assert [button.description for button in keep.children] == ["Reset", "Table"]
