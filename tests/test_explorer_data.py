"""The explorer's tables: what they promise holds, and each impossible row gives one clear error."""

import csv
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from helpers import evidence
from helpers.evidence import DataError
from helpers.likelihood import LikelihoodModel, model
from helpers.records import OVERLAP_GROUPS
from tests.faults.damaged import Copy

FACTORS, SYMPTOMS = evidence.rows("explorer_factors"), evidence.rows("explorer_symptoms")
EFFECTS, LITERATURE = evidence.rows("explorer_effects"), evidence.rows("likelihood_literature")
CELLS = {(row.factor, row.symptom): row for row in EFFECTS}
cell_name = "{0.factor} {0.symptom}".format
ONE_SENTENCE_LENGTH = 330
HINT_LENGTH = 26
"""A hint shares a line of 230 px with the mark of what has moved."""
STORY_LENGTH = 105


@pytest.fixture
def folder(tmp_path):
    """A copy of the real data folder to damage."""
    return Path(shutil.copytree(evidence.DATA_FOLDER, tmp_path / "data"))


def read(folder, file):
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def write(folder, file, table):
    with (folder / file).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(table)


def row_of(table, *key):
    """Where a row stands in its table, by the cells it begins with."""
    return next(place for place, cells in enumerate(table) if tuple(cells[: len(key)]) == key)


def change(folder, file, key, **cells):
    """Change cells of the row with this key; give its row as an editor counts it."""
    table = read(folder, file)
    place = row_of(table, *key)
    for column, value in cells.items():
        table[place][table[0].index(column)] = value
    write(folder, file, table)
    return place + 1


def fault(folder):
    with pytest.raises(DataError) as caught:
        Copy(folder).check()
    error = caught.value
    assert str(error).startswith(f"{error.file}, row {error.row}, column {error.column!r}: ")
    assert error.allowed
    assert str(error).endswith(f"; allowed: {error.allowed}")
    return error


# What the tables promise


def test_four_numbers_are_measured_eighteen_extrapolated_and_all_others_assumed():
    count = Counter(row.confidence for row in EFFECTS)
    assert count == {"measured": 4, "extrapolated": 18, "assumption": 62}
    assert model().grades() == count
    assert {(row.factor, row.symptom) for row in EFFECTS if row.confidence == "measured"} == {
        ("diuretic", "cramp"),
        ("long_acting_beta_agonist", "cramp"),
        ("statin_first_year", "cramp"),
        ("statin_first_year", "weakness"),
    }


def test_every_cause_of_the_article_has_its_control_in_the_group_where_one_looks_for_it():
    groups = {group: [row.id for row in FACTORS if row.group == group] for group in ("did", "blood", "mood")}
    assert groups == {
        "did": [
            "exertion_cr10",
            "plain_water_percent",
            "dehydration_percent",
            "sleep_h",
            "caffeine_mg_day",
        ],
        "blood": ["calcium_mM", "magnesium_mM", "vitamin_d_nmol_L"],
        "mood": [
            "anxiety_gad7",
            "stress_pss10",
            "diuretic",
            "long_acting_beta_agonist",
            "statin_first_year",
            "stimulant_or_decongestant",
        ],
    }
    assert [row.id for row in SYMPTOMS] == [
        "eyelid_twitch",
        "muscle_twitch",
        "cramp",
        "tetany",
        "weakness",
        "palpitations",
    ]


def test_the_overlap_groups_hold_what_tells_much_the_same():
    groups = {group: {row.id for row in FACTORS if row.overlap == group} for group in OVERLAP_GROUPS}
    assert groups == {
        "exertion": {"exertion_cr10", "plain_water_percent", "dehydration_percent"},
        "arousal": {"sleep_h", "caffeine_mg_day", "anxiety_gad7", "stress_pss10"},
    }


@pytest.mark.parametrize(
    "row", [*EFFECTS, *SYMPTOMS], ids=lambda row: getattr(row, "id", "") or cell_name(row)
)
def test_only_an_assumption_is_the_kits_own_and_it_is_shown_as_one(row):
    assert (row.source == "kit_choice") == (row.confidence == "assumption")
    assert (row.interval == "95 % CI") == (row.confidence == "measured")


@pytest.mark.parametrize("row", EFFECTS, ids=cell_name)
def test_an_effect_says_where_it_comes_from_and_what_would_move_it(row):
    assert 30 < len(row.note) < ONE_SENTENCE_LENGTH
    assert 60 < len(row.change_our_mind) < ONE_SENTENCE_LENGTH
    assert ("teaching choice" in row.note) == (row.confidence == "assumption")
    assert ("Set to 1" in row.note) == (row.value == 1)
    assert re.search(r"\d", row.change_our_mind), "a study that would count has a size"
    assert not re.search(r"\b(you|your|should|must)\b", row.note + row.change_our_mind)


@pytest.mark.parametrize("row", EFFECTS, ids=cell_name)
def test_the_result_that_would_move_a_number_lies_outside_its_range(row):
    if (row.factor, row.symptom) == ("calcium_mM", "tetany"):
        return  # said in people, see the next test
    ends = r"(?:below|less than) ([\d.]+) or (?:above|more than) ([\d.]*\d)"
    [(below, above)] = re.findall(ends, row.change_our_mind)
    assert (float(below), float(above)) == (row.low, row.high)


def test_the_ends_of_the_widest_range_are_said_in_people():
    row, symptom = CELLS["calcium_mM", "tetany"], evidence.rows("explorer_symptoms")[3]
    baseline = symptom.value / (100 - symptom.value)
    people = [round(100 * end * baseline / (1 + end * baseline)) for end in (row.low, row.high)]
    assert people == [8, 80]
    assert "fewer than 8 or more than 80 of 100" in row.change_our_mind


def test_each_measured_row_says_that_it_is_a_stand_in_and_for_whom_it_was_measured():
    for row in EFFECTS:
        if row.confidence == "measured":
            assert row.note.startswith(f"A stand-in for {row.symptom}: "), cell_name(row)
            people = {"garrison_2012": "people of 50 and over", "ctt_2022": "mean age 63"}
            assert people[row.source] in row.note
    assert "muscle pain or weakness" in CELLS["statin_first_year", "weakness"].note
    assert "no potassium factor" in CELLS["diuretic", "cramp"].note


def test_a_number_without_a_measurement_behind_it_says_so():
    assert "never a measured odds ratio" in CELLS["calcium_mM", "tetany"].note
    assert "secondary source" in CELLS["calcium_mM", "tetany"].note
    assert "names no cramp" in CELLS["magnesium_mM", "cramp"].note
    unread = CELLS["vitamin_d_nmol_L", "cramp"]
    assert evidence.source(unread.source).seen == "secondary"
    assert unread.note.startswith("Second-hand")


def test_what_makes_twitches_worse_is_not_called_their_cause():
    """Simon and Kiernan 2013 say 'exacerbating', of clinicians who feared ALS."""
    told = [row for row in EFFECTS if "Simon and Kiernan 2013" in row.note]
    assert {row.factor for row in told} == {"exertion_cr10", "sleep_h", "caffeine_mg_day", "stress_pss10"}
    for row in told:
        assert "exacerbating factors" in row.note
        assert "feared ALS" in row.note
        assert "one of the 20 had als" in row.note.lower()
    [published] = [row for row in LITERATURE if row.source == "simon_kiernan_2013"]
    assert "exacerbating" in published.finding
    assert not any("trigger" in row.note for row in [*EFFECTS, *FACTORS, *SYMPTOMS, *LITERATURE])
    assert not any("trigger" in row.finding for row in LITERATURE)


def test_the_percentages_of_the_paradox_survey_are_those_of_its_poster():
    signs = [row for row in evidence.rows("hypocalcaemia_symptoms") if row.people == 374]
    assert [row.value for row in signs] == [82, 78, 76, 70, 53]
    quoted = [row for row in EFFECTS if "PARADOX" in row.note]
    assert len(quoted) == 3
    assert {row.source for row in [*signs, *quoted]} == {"hadker_2013"}
    assert "SUN-249" in evidence.source("hadker_2013").journal


def test_base_rates_from_surveys_say_on_which_side_they_err():
    for row in SYMPTOMS:
        assert ("more likely too high than too low" in row.note) == (row.confidence == "extrapolated"), row.id


def test_no_two_effects_share_their_words():
    for column in ("note", "change_our_mind"):
        words = Counter(getattr(row, column) for row in EFFECTS)
        assert {text for text, times in words.items() if times > 1} == set()


def test_the_notes_name_only_studies_whose_authors_are_known_here():
    """'Hadžić 2016' in a note is a source of the kit, or one of the surveys a spread was compared with."""
    shorts = {(source.authors.split(";")[0].split(" ")[0], source.year) for source in evidence.sources()}
    shorts |= {("Glerup", 2000), ("Ben", 2020), ("Van", 1994), ("CTT", 2022)}
    surveys = {("Schimatschek", 2001), ("Herrick", 2019), ("Cashman", 2016), ("Hirshkowitz", 2015)}
    cited = re.compile(r"([A-ZŁØ]\w+)(?: [A-Z]\w+| der Heijden)?(?: and [A-Z]\w+)? ((?:19|20)\d\d)")
    found = [(row.note, match) for row in [*EFFECTS, *FACTORS, *SYMPTOMS, *LITERATURE]
             for match in cited.findall(row.note)]  # fmt: skip
    assert len(found) > 50
    for note, (name, year) in found:
        names = {name, name.removesuffix("s")}
        assert any((one, int(year)) in shorts | surveys for one in names), f"{name} {year} in: {note}"


def test_labels_and_hints_are_short_enough_for_a_control():
    for row in FACTORS:
        assert len(row.label) <= 28, row.id
        assert 0 < len(row.hint) <= HINT_LENGTH, row.id
        assert "teaching choices" in row.note, row.id
        assert "Everyday" in row.note, row.id
    for row in SYMPTOMS:
        assert len(row.definition) <= 75
        assert row.definition.startswith(("one or more", "a "))


def test_a_scale_of_mood_gives_its_ends_and_no_verdict():
    for row in FACTORS:
        if row.id in {"anxiety_gad7", "stress_pss10"}:
            assert row.hint == f"a teaching scale, {row.low:.0f} to {row.high:.0f}"
            assert "not as a test" in row.note


def test_the_scale_of_calcium_ends_where_the_table_stops_knowing():
    calcium = next(row for row in FACTORS if row.id == "calcium_mM")
    assert calcium.high == 1.35
    assert "another illness" in calcium.note


def test_where_a_curve_goes_beyond_its_evidence_the_note_says_so():
    notes = {row.id: row.note for row in FACTORS}
    assert "from 25 nmol/L up (Stockton 2011)" in notes["vitamin_d_nmol_L"]
    assert "0.2 to 0.28 mmol/L" in notes["magnesium_mM"]
    for name in ("vitamin_d_nmol_L", "magnesium_mM"):
        assert "is a teaching choice as well" in notes[name]
    for row in FACTORS:
        said = "the year after a first prescription with the year before" in row.note
        assert said == (row.id in {"diuretic", "long_acting_beta_agonist"})
        assert said == ("newly begun" in row.note)


def test_a_slider_can_stand_on_its_reference_and_its_anchor():
    for row in FACTORS:
        for value in (row.reference, row.anchor):
            steps = (value - row.low) / row.step
            assert abs(steps - round(steps)) < 1e-9, row.id


def test_hints_say_what_the_other_tables_say():
    ranges = {row.analyte: row for row in evidence.rows("reference_ranges")}
    hints = {row.id: row.hint for row in FACTORS}
    usual = ranges["calcium, ionised"]
    assert f"{usual.low:.2f} to {usual.high:.2f}" in hints["calcium_mM"]
    assert f"from {ranges['magnesium, total'].low:.2f}" in hints["magnesium_mM"]
    assert "Below 30 nmol/L" in ranges["25(OH)D"].note
    assert "below 30" in hints["vitamin_d_nmol_L"]
    everyday = next(row for row in FACTORS if row.id == "calcium_mM")
    assert (everyday.everyday_low, everyday.everyday_high) == (usual.low, usual.high)


def test_the_everyday_spreads_are_as_their_notes_say():
    notes = {row.id: row.note for row in FACTORS}
    magnesium, vitamin_d = model().everyday("magnesium_mM"), model().everyday("vitamin_d_nmol_L")
    assert round(100 * (magnesium < 0.76).mean()) == 12
    assert "12 in 100 below 0.76" in notes["magnesium_mM"]
    assert round(100 * (vitamin_d < 30).mean()) == 10
    assert "10 in 100 below 30" in notes["vitamin_d_nmol_L"]
    for row in FACTORS:
        if row.control == "switch":
            share = round(100 * model().everyday(row.id).mean())
            assert f"Everyday share assumed: {share} in 100" in row.note


def test_the_scenarios_of_the_science_brief_are_there():
    weeks = {item.id: item.values for item in scenarios()}
    assert weeks["exam_week"] == {
        "sleep_h": 5,
        "caffeine_mg_day": 400,
        "stress_pss10": 28,
        "anxiety_gad7": 10,
    }
    assert weeks["hot_marathon"] == {"exertion_cr10": 9, "plain_water_percent": 2, "dehydration_percent": 3}
    assert weeks["winter_indoors"] == {"vitamin_d_nmol_L": 10, "calcium_mM": 1.21}
    assert weeks["ordinary_winter"] == {"vitamin_d_nmol_L": 40}
    assert weeks["new_inhaler"] == {"diuretic": True, "long_acting_beta_agonist": True}
    assert weeks["after_neck_surgery"] == {"calcium_mM": 0.81}
    assert weeks["magnesium_lost_for_months"] == {"magnesium_mM": 0.45, "calcium_mM": 0.99}
    assert weeks["low_normal_magnesium"] == {"magnesium_mM": 0.7, "calcium_mM": 1.24}
    assert None in weeks["blood_never_tested"].values()


def test_a_story_tells_and_does_not_advise():
    stories = [item.story for item in scenarios()]
    assert len({story.split()[0] for story in stories}) > 5
    for story in stories:
        assert not re.search(r"\b(you|your|should|must|deficien\w*|diagnos\w*|ought)\b", story)
        assert story.count(".") <= 3
        assert len(story) <= STORY_LENGTH
        assert "\n" not in story


def scenarios():
    return list(evidence.DATA._records("scenarios.yaml").values())


# Published values


KEYS_CORRECTED = ("garrison_2012", "schwellnus_2011", "kjhp_2021")


def test_the_literature_keeps_what_was_corrected():
    by_source = {key: [row for row in LITERATURE if row.source == key] for key in KEYS_CORRECTED}
    garrison = {row.factor: (row.value, row.low, row.high) for row in by_source["garrison_2012"]}
    assert garrison["any diuretic"] == (1.47, 1.33, 1.63)
    assert garrison["thiazide-like diuretic"] == (1.48, 1.29, 1.68)
    assert garrison["potassium-sparing diuretic"] == (2.12, 1.61, 2.78)
    assert [row.value for row in by_source["schwellnus_2011"]] == [20.6]
    assert not any(row.has_number for row in by_source["kjhp_2021"])
    assert any("poor sleep" in row.factor for row in by_source["kjhp_2021"])
    assert any(
        "magnesium" in row.factor and "no significant" in row.finding for row in by_source["kjhp_2021"]
    )
    assert evidence.source("gunes_irfan_2024").short == "Gunes Irfan 2024"


def test_a_measured_effect_stands_in_the_literature_as_it_stands_in_the_explorer():
    published = {(row.source, row.value, row.low, row.high) for row in LITERATURE}
    for row in EFFECTS:
        if row.confidence == "measured":
            assert (row.source, row.value, row.low, row.high) in published


def test_a_guess_among_the_published_values_is_shown_as_one():
    for row in LITERATURE:
        assert (row.source == "kit_choice") == (row.confidence == "assumption"), row
        seen = evidence.source(row.source).seen
        assert (row.confidence == "unverified") <= bool(row.note), row
        assert row.confidence in {"unverified", "assumption"} or seen in {"full", "abstract"}, row


# One clear error for each fault

EFFECT = ("caffeine_mg_day", "cramp")
EFFECT_FAULTS = [
    ({"value": "-1.4", "low": "-2"}, "low", "above 0: an odds ratio"),
    ({"low": "0"}, "low", "above 0: an odds ratio"),
    ({"low": "2", "high": "3"}, "value", "between low = 2 and high = 3"),
    ({"low": "2"}, "low", "low at most high"),
    ({"high": ""}, "high", "a number"),
    ({"value": ""}, "value", "a number"),
    ({"value": "nan"}, "value", "a finite number"),
    ({"high": "inf"}, "high", "a finite number"),
    ({"value": "one"}, "value", "a finite number"),
    ({"unit": "rate ratio"}, "unit", "'odds ratio'"),
    ({"unit": ""}, "unit", "the unit of the number"),
    ({"interval": ""}, "interval", "'95 % CI'"),
    ({"factor": "tea"}, "factor", "a factor of explorer_factors.csv"),
    ({"symptom": "hiccup"}, "symptom", "a symptom of explorer_symptoms.csv"),
    ({"source": "nobody_1900"}, "source", "a source of sources.csv"),
    ({"confidence": "sure"}, "confidence", "'measured'"),
    ({"change_our_mind": " "}, "change_our_mind", "at least 1 character"),
]


@pytest.mark.parametrize(("cells", "column", "allowed"), EFFECT_FAULTS)
def test_an_impossible_effect_is_named(folder, cells, column, allowed):
    row = change(folder, "explorer_effects.csv", EFFECT, **cells)
    error = fault(folder)
    assert (error.file, error.row, error.column) == ("explorer_effects.csv", row, column)
    assert allowed in error.allowed


SLIDER, SWITCH = ("sleep_h",), ("diuretic",)
FACTOR_FAULTS = [
    (SLIDER, {"anchor": "7.5"}, "anchor", "another value than the reference"),
    (SLIDER, {"anchor": "2"}, "anchor", "between low = 3 and high = 9"),
    (SLIDER, {"reference": "10"}, "reference", "between low = 3 and high = 9"),
    (SLIDER, {"low": "9", "high": "3"}, "low", "below high = 3"),
    (SLIDER, {"low": "nan"}, "low", "a finite number"),
    (SLIDER, {"high": "inf"}, "high", "a finite number"),
    (SLIDER, {"step": "0"}, "step", "greater than 0"),
    (SLIDER, {"step": "7"}, "step", "at most 6, the whole scale"),
    (SLIDER, {"shape": "sigmoid"}, "half", "a number for shape 'sigmoid'"),
    (SLIDER, {"half": "0.5"}, "half", "nothing for shape 'exponential'"),
    (SLIDER, {"steepness": ""}, "steepness", "a number for shape 'exponential'"),
    (SLIDER, {"steepness": "-1"}, "steepness", "greater than 0"),
    (("calcium_mM",), {"half": "1"}, "half", "less than 1"),
    (SLIDER, {"shape": "switch"}, "shape", "'switch' for a switch only"),
    (SLIDER, {"control": "dial"}, "control", "'slider' or 'switch'"),
    (SLIDER, {"everyday_typical": "4"}, "everyday_typical", "low 5 to high 9"),
    (SLIDER, {"everyday_low": "9.5"}, "everyday_low", "between low = 3 and high = 9"),
    (SLIDER, {"everyday_high": ""}, "everyday_low", "low, typical and high, no share"),
    (SLIDER, {"everyday_share": "0.5"}, "everyday_low", "low, typical and high, no share"),
    (SLIDER, {"overlap": "party"}, "overlap", "'exertion'"),
    (SLIDER, {"group": "elsewhere"}, "group", "'did'"),
    (SLIDER, {"lesson": "99_none"}, "lesson", "a lesson of lessons.yaml"),
    (SLIDER, {"source": "nobody_1900"}, "source", "a source of sources.csv"),
    (SLIDER, {"label": "Caffeine"}, "label", "each value once"),
    (SWITCH, {"shape": "exponential"}, "shape", "'switch' for a switch only"),
    (SWITCH, {"steepness": "1"}, "steepness", "nothing for shape 'switch'"),
    (SWITCH, {"high": "2", "anchor": "2"}, "anchor", "low 0, high 1, reference 0, anchor 1"),
    (SWITCH, {"everyday_share": "1.1"}, "everyday_share", "less than or equal to 1"),
    (SWITCH, {"everyday_share": ""}, "everyday_share", "a share, for a switch alone"),
    (SWITCH, {"everyday_typical": "0"}, "everyday_share", "a share, for a switch alone"),
]


@pytest.mark.parametrize(("key", "cells", "column", "allowed"), FACTOR_FAULTS)
def test_an_impossible_factor_is_named(folder, key, cells, column, allowed):
    row = change(folder, "explorer_factors.csv", key, **cells)
    error = fault(folder)
    assert error.file == "explorer_factors.csv"
    assert error.column == column
    assert allowed in error.allowed
    named = {row} if cells.keys() != {"label"} else {row, row + 1}  # of two equal labels the second is named
    assert error.row in named


SYMPTOM_FAULTS = [
    ({"value": "0", "low": "0"}, "low", "above 0 and below 100 people per 100"),
    ({"high": "100"}, "high", "above 0 and below 100 people per 100"),
    ({"low": "13"}, "value", "between low = 13"),
    ({"unit": "%"}, "unit", "'people per 100'"),
    ({"happening": ""}, "happening", "at least 1 character"),
]


@pytest.mark.parametrize(("cells", "column", "allowed"), SYMPTOM_FAULTS)
def test_an_impossible_symptom_is_named(folder, cells, column, allowed):
    row = change(folder, "explorer_symptoms.csv", ("cramp",), **cells)
    error = fault(folder)
    assert (error.file, error.row, error.column) == ("explorer_symptoms.csv", row, column)
    assert allowed in error.allowed


LITERATURE_FAULTS = [
    (("cramp treatment begun", "statin"), {"value": "-1", "low": "-2"}, "value", "above 0: sequence ratio"),
    (("akathisia", "antipsychotic"), {"high": "170"}, "high", "between 0 and 100 % of people"),
    (("eyelid myokymia", "tiredness and poor sleep"), {"finding": ""}, "finding", "a finding in words"),
    (("akathisia", "antipsychotic"), {"people": "0"}, "people", "greater than or equal to 1"),
    (("akathisia", "antipsychotic"), {"source": "nobody_1900"}, "source", "a source of sources.csv"),
]


@pytest.mark.parametrize(("key", "cells", "column", "allowed"), LITERATURE_FAULTS)
def test_an_impossible_published_value_is_named(folder, key, cells, column, allowed):
    row = change(folder, "likelihood_literature.csv", key, **cells)
    error = fault(folder)
    assert (error.file, error.row, error.column) == ("likelihood_literature.csv", row, column)
    assert allowed in error.allowed


WEEK = "{vitamin_d_nmol_L: 10, calcium_mM: 1.21}"
CALCIUM_SCALE = "a number between 0.4 and 1.35 mmol/L, or null"
SCENARIO_FAULTS = [
    ("{calcium_mM: 2.5}", "values.calcium_mM", CALCIUM_SCALE),
    ("{calcium_mM: .nan}", "values.calcium_mM", CALCIUM_SCALE),
    ("{calcium_mM: .inf}", "values.calcium_mM", CALCIUM_SCALE),
    ("{calcium_mM: true}", "values.calcium_mM", CALCIUM_SCALE),
    ("{calcium_mM: low}", "values.calcium_mM", CALCIUM_SCALE),
    ("{calcium_mM: [1.2]}", "values.calcium_mM", CALCIUM_SCALE),
    ("{diuretic: 1}", "values.diuretic", "true, false or null"),
    ("{tea: 3}", "values.tea", "a factor of explorer_factors.csv"),
    ("much", "values", "dictionary"),
]


@pytest.mark.parametrize(("values", "column", "allowed"), SCENARIO_FAULTS)
def test_an_impossible_scenario_is_named(folder, values, column, allowed):
    path = folder / "scenarios.yaml"
    text = path.read_text(encoding="utf-8")
    row = text[: text.index(WEEK)].count("\n") + 1
    path.write_text(text.replace(WEEK, values), encoding="utf-8", newline="")
    error = fault(folder)
    assert (error.file, error.row, error.column) == ("scenarios.yaml", row, column)
    assert allowed in error.allowed


@pytest.mark.parametrize("row", EFFECTS, ids=cell_name)
def test_a_pair_without_its_row_is_named(folder, row):
    table = read(folder, "explorer_effects.csv")
    del table[row_of(table, row.factor, row.symptom)]
    write(folder, "explorer_effects.csv", table)
    error = fault(folder)
    assert error.file == "explorer_effects.csv"
    assert repr(row.factor) in str(error)
    assert repr(row.symptom) in str(error)
    assert error.allowed == "one row for every pair of the two"


@pytest.mark.parametrize(
    ("file", "key", "column"),
    [
        ("explorer_effects.csv", EFFECT, "factor"),
        ("explorer_factors.csv", SLIDER, "id"),
        ("explorer_symptoms.csv", ("cramp",), "id"),
        ("likelihood_literature.csv", ("akathisia",), "outcome"),
    ],
)
def test_a_row_stands_once(folder, file, key, column):
    table = read(folder, file)
    place = row_of(table, *key)
    write(folder, file, [*table, table[place]])
    error = fault(folder)
    assert (error.file, error.row, error.column) == (file, len(table) + 1, column)
    assert f"already in row {place + 1}" in str(error)


def test_a_factor_without_any_effect_is_named(folder):
    table = read(folder, "explorer_factors.csv")
    write(folder, "explorer_factors.csv", [*table, new_factor(table)])
    error = fault(folder)
    assert error.file == "explorer_effects.csv"
    assert "'screen_h'" in str(error)


# A new row is a new factor


def new_factor(table):
    """A made-up row: hours before a screen."""
    cells = dict(zip(table[0], table[row_of(table, "caffeine_mg_day")], strict=True))
    cells |= {"id": "screen_h", "label": "Screen", "unit": "h a day", "low": "0", "high": "12", "step": "0.5"}
    cells |= {"reference": "4", "anchor": "8", "overlap": "arousal"}
    cells |= {"everyday_low": "1", "everyday_typical": "4", "everyday_high": "10", "hint": ""}
    return list(cells.values())


def add_a_factor(folder, ratio=3):
    table = read(folder, "explorer_factors.csv")
    write(folder, "explorer_factors.csv", [*table, new_factor(table)])
    effects = read(folder, "explorer_effects.csv")
    rest = ["plausible range", "odds ratio", "kit_choice", "assumption", "Made up", "Anything"]
    added = [["screen_h", row.id, str(ratio), "1", "9", *rest] for row in SYMPTOMS]
    write(folder, "explorer_effects.csv", [*effects, *added])
    return Copy(folder)


def test_a_new_row_is_a_new_factor_and_needs_no_code(folder):
    data = add_a_factor(folder)
    data.check()
    grown = LikelihoodModel(data)
    assert list(grown.factors) == [*model().factors, "screen_h"]
    assert grown.grades()["assumption"] == model().grades()["assumption"] + len(SYMPTOMS)
    before, after = grown.estimate({}).outcomes, grown.estimate({"screen_h": 8}).outcomes
    for name in before:
        odds = [one[name].likelihood / (1 - one[name].likelihood) for one in (before, after)]
        assert odds[1] / odds[0] == pytest.approx(3, abs=1e-9)


@pytest.mark.parametrize("week", scenarios(), ids=lambda item: item.id)
def test_a_new_factor_at_its_reference_leaves_every_number_and_range_exactly_as_it_was(folder, week):
    grown, values = LikelihoodModel(add_a_factor(folder)), week.values
    before, after = model().estimate(values), grown.estimate(values)
    for name, outcome in before.outcomes.items():
        same = after.outcomes[name]
        for field in ("likelihood", "low", "high", "reference", "noisy_or", "strongest_only", "all_add"):
            assert getattr(same, field) == getattr(outcome, field), (name, field)
        assert tuple(same.steps) == (*outcome.steps, 0)
    assert after.not_known == before.not_known


# The count of evidence


def test_the_report_counts_each_effect_and_symptom_once_and_each_choice_of_a_factor(capsys):
    evidence.main()
    printed = capsys.readouterr().out.splitlines()
    lines = {line.split()[0]: line.split()[1:] for line in printed if line.startswith("data/")}

    def total(name):
        return sum(int(number) for number in lines[f"data/{name}.csv"] if number != ".")

    assert total("explorer_effects") == len(EFFECTS) == 84
    assert total("explorer_symptoms") == len(SYMPTOMS) == 6
    kinds = Counter(row.shape for row in FACTORS)
    choices = {"sigmoid": 7, "exponential": 6, "switch": 3}  # reference, anchor, curve, everyday spread
    assert total("explorer_factors") == sum(choices[shape] * times for shape, times in kinds.items())
    assert total("likelihood_literature") == sum(row.has_number for row in LITERATURE)
    assert lines["data/explorer_effects.csv"] == ["4", ".", ".", ".", "18", "62", "."]
