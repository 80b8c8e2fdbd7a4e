"""The table answers like the search behind it, and says so plainly where there is no threshold."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.physiology import axon_search, axon_thresholds
from helpers.physiology.axon_equations import rest_mV
from helpers.physiology.axon_search import SEARCH_MS, endless_rate_hz, fires_by_itself, rest_is_stable, sweep
from helpers.physiology.axon_thresholds import COLUMNS, FILE, grid, search_rows, thresholds

SHIFT, POTASSIUM = st.floats(-9, 8), st.floats(2.5, 6)
THRESHOLDS = ("kick_threshold_mV", "rheobase_uA_cm2", "sustained_onset_uA_cm2")
# Largest difference between looking a value up and searching it anew.
INTERPOLATION_ERROR = {
    "silent_until_mV": 0.02,
    "endless_from_mV": 0.02,
    "rest_mV": 0.01,
    "kick_threshold_mV": 0.05,
    "rheobase_uA_cm2": 0.015,
    "sustained_onset_uA_cm2": 0.06,
    "endless_rate_hz": 1.0,
}


def assert_recomputes(shift, potassium, found, allowed):
    """A threshold is right when ``allowed`` more of it fires the axon and ``allowed`` less does not."""
    rest = rest_mV(shift, potassium)
    assert np.abs(found["rest_mV"] - rest).max() < allowed["rest_mV"]
    edge = found["silent_until_mV"]
    assert np.all(fires_by_itself(edge - allowed["silent_until_mV"], potassium))
    assert np.all(rest_is_stable(edge + allowed["silent_until_mV"], potassium))
    gap = allowed["endless_from_mV"]
    onset = found["endless_from_mV"] + np.array([[-gap], [gap]])
    goes_on, stops = endless_rate_hz(onset, potassium) > 0
    assert goes_on.all()
    assert not stops.any()

    has = rest_is_stable(shift, potassium) & (shift > edge + allowed["silent_until_mV"])
    where = {"gating_shift_mV": shift[has], "potassium_mM": potassium[has]}
    for name, argument in (
        ("kick_threshold_mV", "kick_mV"),
        ("rheobase_uA_cm2", "current_uA_cm2"),
        ("sustained_onset_uA_cm2", "current_uA_cm2"),
    ):
        either_side = found[name][has] + allowed[name] * np.array([[-1.0], [1.0]])
        run = sweep(SEARCH_MS, **where, **{argument: either_side})
        below, above = run.still_firing if name.startswith("sustained") else run.spikes > 0
        assert not below.any(), name
        assert above.all(), name
    endless = (found["endless_rate_hz"] > 0) & (shift < found["endless_from_mV"] - 0.1)
    assert endless.any()
    rate = endless_rate_hz(shift[endless], potassium[endless])
    assert np.abs(rate - found["endless_rate_hz"][endless]).max() < allowed["endless_rate_hz"]


def test_a_sample_of_rows_recomputes():
    table = np.genfromtxt(FILE, delimiter=",", names=True, encoding="utf-8")
    clear = (
        np.abs(table["gating_shift_mV"] - table["silent_until_mV"]) > 0.15
    )  # nearer, the fall is too steep
    table = table[clear][7::19]
    search_stops_at = {
        "rest_mV": 1e-4,
        "silent_until_mV": 2e-4,
        "endless_from_mV": 0.005,
        "kick_threshold_mV": 0.006,
        "rheobase_uA_cm2": 0.002,
        "sustained_onset_uA_cm2": 0.011,
        "endless_rate_hz": 0.01,
    }
    assert_recomputes(table["gating_shift_mV"], table["potassium_mM"], table, search_stops_at)


def test_the_table_has_the_rows_and_columns_its_maker_describes():
    table = np.genfromtxt(FILE, delimiter=",", names=True, encoding="utf-8")
    assert table.dtype.names == COLUMNS
    potassium, shift = grid()
    assert table["potassium_mM"] == pytest.approx(potassium)
    assert table["gating_shift_mV"] == pytest.approx(shift)


def test_the_makers_search_asks_each_question_of_each_rows_own_axon(monkeypatch):
    def answers(weight):
        return lambda shift, potassium: weight * np.asarray(shift) + np.asarray(potassium)

    def of_levels(weight):
        return lambda potassium: weight * np.asarray(potassium)

    asked = {
        "silent_until_mV": of_levels(10),
        "endless_from_mV": of_levels(20),
        "rest_is_stable": lambda shift, potassium: np.asarray(shift) + np.asarray(potassium) > 4,
        "kick_threshold_mV": answers(2),
        "rheobase_uA_cm2": answers(3),
        "sustained_onset_uA_cm2": answers(4),
        "endless_rate_hz": answers(5),
    }
    for name, answer in asked.items():
        monkeypatch.setattr(axon_search, name, answer)
    potassium, shift = [4, 3, 4], [1, -2, 2]
    rows = search_rows(potassium, shift)
    table = dict(zip(COLUMNS, rows.T.tolist(), strict=True))
    rest = table.pop("rest_mV")
    assert table == {
        "potassium_mM": [4, 3, 4],
        "gating_shift_mV": [1, -2, 2],
        "silent_until_mV": [40, 30, 40],
        "endless_from_mV": [80, 60, 80],
        "rest_is_stable": [1, 0, 1],
        "kick_threshold_mV": [6, -1, 8],
        "rheobase_uA_cm2": [7, -3, 10],
        "sustained_onset_uA_cm2": [8, -5, 12],
        "endless_rate_hz": [9, -7, 14],
    }
    assert rest == pytest.approx(rest_mV([1, -2, 2], [4, 3, 4]))
    assert search_rows(4.0, 1.0) == pytest.approx(rows[:1]), "one axon is one row"


def test_what_was_searched_is_written_as_the_file_that_is_delivered(monkeypatch, tmp_path):
    table = np.genfromtxt(FILE, delimiter=",", names=True, encoding="utf-8")
    searched = np.array(table.tolist())
    monkeypatch.setattr(axon_thresholds, "search_rows", lambda *places: searched)
    monkeypatch.setattr(axon_thresholds, "grid", lambda: (searched[:, 0], searched[:, 1]))
    monkeypatch.setattr(axon_thresholds, "FILE", tmp_path / "table.csv")
    axon_thresholds.write()
    assert (tmp_path / "table.csv").read_bytes() == FILE.read_bytes()


def test_interpolation_error_away_from_the_rows():
    random = np.random.default_rng(5)
    shift, potassium = random.uniform(-9, 8, 60), random.uniform(2.5, 6, 60)
    looked_up = thresholds(shift, potassium)
    assert_recomputes(
        shift,
        potassium,
        {name: getattr(looked_up, name) for name in INTERPOLATION_ERROR},
        INTERPOLATION_ERROR,
    )


def interpolated_over_the_whole_table(shift, potassium):
    """Every column blended between all potassium levels, level by level, straight from the file."""
    table = np.genfromtxt(FILE, delimiter=",", names=True, encoding="utf-8")
    levels = np.unique(table["potassium_mM"])
    groups = [table[table["potassium_mM"] == level] for level in levels]

    def between_levels(values):
        return np.array([np.interp(k, levels, v) for k, v in zip(potassium, np.array(values).T, strict=True)])

    edge = between_levels([np.full(shift.shape, g["silent_until_mV"][0]) for g in groups])
    onset = between_levels([np.full(shift.shape, g["endless_from_mV"][0]) for g in groups])
    found = {"silent_until_mV": edge, "endless_from_mV": onset}
    for name in COLUMNS[4:]:
        values = []
        for g in groups:
            known = g[np.isfinite(g[name]) & ((g[name] > 0) | (name != "endless_rate_hz"))]
            power = 2 if name == "kick_threshold_mV" else 1
            from_edge = known["gating_shift_mV"] - known["silent_until_mV"]
            values.append(np.interp(shift - edge, from_edge, known[name] ** power) ** (1 / power))
        found[name] = between_levels(values)
        if name in THRESHOLDS:
            found[name][shift < edge] = np.nan
    found["endless_rate_hz"][shift > onset] = 0.0
    return found


def test_two_levels_give_what_the_whole_table_gives():
    random = np.random.default_rng(8)
    shift, potassium = random.uniform(-9, 8, 300), random.uniform(2.5, 6, 300)
    potassium[:5] = 2.5, 4.0, 4.25, 5.75, 6.0
    whole, ours = interpolated_over_the_whole_table(shift, potassium), thresholds(shift, potassium)
    singly = [thresholds(s, k) for s, k in zip(shift.tolist(), potassium.tolist(), strict=True)]
    for name in INTERPOLATION_ERROR:
        assert getattr(ours, name) == pytest.approx(whole[name], abs=1e-12, nan_ok=True), name
        assert [getattr(one, name) for one in singly] == pytest.approx(
            whole[name].tolist(), abs=1e-12, nan_ok=True
        )


def test_the_reference_axon():
    healthy = thresholds(0.0, 4.0)
    assert healthy.rest_mV == pytest.approx(-65.0, abs=0.01)
    assert healthy.kick_threshold_mV == pytest.approx(6.51, abs=0.02)
    assert healthy.rheobase_uA_cm2 == pytest.approx(2.24, abs=0.01)
    assert healthy.sustained_onset_uA_cm2 == pytest.approx(6.26, abs=0.06)
    assert healthy.endless_rate_hz == 0
    assert healthy.words == "the axon rests"


def test_three_states_and_their_words():
    bistable, alone = thresholds(-6.3), thresholds(-7.0)
    assert (bool(bistable.fires_by_itself), bool(bistable.goes_on_once_started)) == (False, True)
    assert bistable.words == "once started, the axon fires without end"
    assert bistable.kick_threshold_mV > 0
    assert alone.fires_by_itself
    assert alone.words == "the axon fires by itself"
    assert 45 < bistable.endless_rate_hz < alone.endless_rate_hz < 55


def test_no_threshold_is_given_where_none_exists():
    alone = thresholds(-8.0, 4.0)
    assert all(math.isnan(getattr(alone, name)) for name in THRESHOLDS)


@given(SHIFT, POTASSIUM)
def test_thresholds_exist_exactly_where_rest_is_stable(shift, potassium):
    found = thresholds(shift, potassium)
    for name in THRESHOLDS:
        assert math.isnan(getattr(found, name)) == bool(found.fires_by_itself)
    assert np.isfinite([found.rest_mV, found.endless_rate_hz]).all()
    if abs(shift - found.silent_until_mV) > 0.02:
        assert bool(fires_by_itself(shift, potassium)) == bool(found.fires_by_itself)
    if not found.fires_by_itself:
        assert 0 <= found.rheobase_uA_cm2 <= found.sustained_onset_uA_cm2 + 0.03
    assert found.silent_until_mV < found.endless_from_mV
    assert (found.endless_rate_hz > 30) == bool(found.goes_on_once_started)


@given(SHIFT, SHIFT, POTASSIUM)
def test_rheobase_and_kick_rise_with_calcium(one, other, potassium):
    low, high = sorted((one, other))
    less, more = thresholds(low, potassium), thresholds(high, potassium)
    if high - low > 0.05 and not less.fires_by_itself:
        assert less.rheobase_uA_cm2 < more.rheobase_uA_cm2
        assert less.kick_threshold_mV < more.kick_threshold_mV


@given(SHIFT, POTASSIUM, POTASSIUM)
def test_rheobase_falls_with_potassium(shift, one, other):
    low, high = sorted((one, other))
    less, more = thresholds(shift, low), thresholds(shift, high)
    if high - low > 0.02 and not more.fires_by_itself:
        assert less.rheobase_uA_cm2 > more.rheobase_uA_cm2


def test_arrays_broadcast_and_agree_with_scalars():
    together = thresholds(np.array([[-3.0], [-8.0]]), np.array([3.0, 4.0, 5.5]))
    assert together.rheobase_uA_cm2.shape == together.fires_by_itself.shape == (2, 3)
    assert together.rheobase_uA_cm2[0, 1] == thresholds(-3.0, 4.0).rheobase_uA_cm2
    assert together.fires_by_itself.tolist() == [[False, False, True], [False, True, True]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((-9.5, 4.0), "gating_shift_mV must be between -9 and 8 mV, got -9.5"),
        ((0.0, 7.0), "potassium_mM must be between 2.5 and 6 mmol/L, got 7.0"),
        (("low", 4.0), "gating_shift_mV must be between -9 and 8 mV, got 'low'"),
    ],
)
def test_bad_input_is_named(arguments, message):
    with pytest.raises(ValueError) as error:
        thresholds(*arguments)
    assert str(error.value) == message
