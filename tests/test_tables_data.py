"""The tables of food, drink, sweat, sleep, caffeine, minerals, medicines: corrected, possible, said once."""

import csv
import importlib
import itertools
import pkgutil
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

import helpers.physiology
from helpers import evidence
from helpers.evidence import DataError
from helpers.physiology.quantity import Quantity
from helpers.records import INTERVALS, LABEL_WORDS, ROUTES, Finding, Measurement
from tests.faults.damaged import Copy

NEW = [
    "foods", "drinks", "dietary_intakes", "sweat", "sweat_and_cramp", "threshold_frequency_trials",
    "sleep_need", "sleep_and_brain", "caffeine_content", "caffeine_half_life", "receptor_constants",
    "caffeine_studies", "magnesium_trials", "vitamin_d_cut_offs", "vitamin_d_trials", "mineral_prevalence",
    "mineral_causes", "label_words", "medicine_effects", "medicine_interactions", "medicine_studies",
    "stress_and_breathing",
]  # fmt: skip
ROWS = [(name, row) for name in NEW for row in evidence.rows(name)]
SHARED = {"value", "low", "high", "interval", "unit", "source", "confidence", "note"}


def find(table, **cells):
    """The one row of a table with these cells."""
    [row] = [row for row in evidence.rows(table) if all(getattr(row, k) == v for k, v in cells.items())]
    return row


def ends(row):
    return row.value, row.low, row.high


# Corrections, named after the item


FOODS = {
    "tofu, regular, set with calcium sulphate": (434, 37, 0),
    "potato, baked, with skin": (15, 28, 0),
    "tahini, from hulled, roasted seeds": (64, 14, 0),
    "Pacific mackerel, cooked": (25, 31, 388),
    "sockeye salmon, cooked": (10, 31, 447),
    "cheddar": (287, 12, 10),
    "soy drink, fortified": (299, 36, 104),
    "almond drink, fortified": (451, 17, 101),
    "pink salmon, canned, with bones": (183, 26, 465),
    "tuna, white, canned in water": (12, 28, 68),
    "tuna, light, canned in water": (14, 20, 40),
}


@pytest.mark.parametrize("food", FOODS)
def test_a_food_holds_what_the_food_database_says(food):
    got = [find("foods", food=food, quantity=what) for what in ("calcium", "magnesium", "vitamin D")]
    assert tuple(row.value for row in got) == FOODS[food]
    assert {(row.source, row.confidence) for row in got} == {("usda_2014", "measured")}


@pytest.mark.parametrize("food", ["kefir", "mushrooms", "breakfast cereal"])
def test_a_food_that_nobody_confirmed_says_so(food):
    rows = [row for row in evidence.rows("foods") if row.food.startswith(food)]
    assert len(rows) == 3
    assert {row.confidence for row in rows} == {"unverified"}


DRINKS = {
    ("coconut water, fresh", "sodium"): 46,
    ("coconut water, fresh", "potassium"): 64,
    ("coconut water, bottled", "sodium"): 11,
    ("coconut water, bottled", "potassium"): 42,
    ("coconut water, bottled", "sugar"): 39,
    ("cola", "potassium"): 0.8,
    ("cola", "sugar"): 110,
    ("black tea, unsweetened", "sodium"): 1.3,
    ("cow's milk, whole", "calcium"): 29.0,
    ("cow's milk, skimmed", "potassium"): 41.3,
}


@pytest.mark.parametrize(("drink", "quantity"), DRINKS)
def test_a_drink_holds_what_the_food_database_says(drink, quantity):
    row = find("drinks", drink=drink, quantity=quantity)
    assert (row.value, row.source, row.confidence) == (DRINKS[drink, quantity], "usda_2014", "derived")


def test_the_sodium_of_a_japanese_drink_is_read_as_salt():
    sodium = find("drinks", drink="OS-1, oral rehydration drink", quantity="sodium")
    chloride = find("drinks", drink="OS-1, oral rehydration drink", quantity="chloride")
    assert sodium.value == chloride.value == pytest.approx(2970 / 58.44, abs=0.05)
    assert sodium.value < 2970 / 22.99 / 2  # not the sodium that the words would give


@pytest.mark.parametrize("drink", ["cola", "orange juice", "cow's milk, whole", "sports drink"])
def test_an_osmolality_nobody_confirmed_says_so(drink):
    assert find("drinks", drink=drink, quantity="osmolality").confidence == "unverified"


def test_the_beverage_index_names_skimmed_milk_and_no_decimals_for_cola_or_juice():
    kept = {row.moment: row.value for row in evidence.rows("sweat_and_cramp") if row.source == "maughan_2016"}
    assert kept.pop("cola, coffee, tea, lager, sports drink, orange juice") is None
    assert kept == {"skimmed milk": 1.58, "oral rehydration solution": 1.54, "whole milk": 1.50}


def test_cramps_against_magnesium_keep_two_cochrane_editions_apart():
    new = [row for row in evidence.rows("magnesium_trials") if row.study.endswith("2020")]
    assert [(row.people, *ends(row)) for row in new] == [
        (307, -0.18, -0.84, 0.49), (177, -9.59, -23.14, 3.97), (177, 1.04, 0.84, 1.29)
    ]  # fmt: skip
    assert {row.source for row in new} == {"garrison_2020"}
    old = find("magnesium_trials", study="Magnesium against placebo for cramps, 2012", unit="cramps per week",
               quantity="change of cramps per week against placebo")  # fmt: skip
    assert (old.people, *ends(old)) == (213, 0.01, -0.52, 0.55)
    assert "superseded" in old.note
    assert "0.18 fewer" in evidence.claim("magnesium_spasms_anywhere").strongest_against.text


def test_late_pregnancy_clears_caffeine_in_ten_and_a_half_hours():
    late = "last four weeks of pregnancy"
    row = find("caffeine_half_life", population=late, quantity="half-life")
    control = find("caffeine_half_life", source="knutti_1982", population="women who are not pregnant")
    ratio = find("caffeine_half_life", population=late, quantity="clearance")
    assert (row.value, control.value) == (10.5, 3)
    assert ratio.value == pytest.approx(control.value / row.value, abs=0.005)
    assert ratio.confidence == "derived"


@pytest.mark.parametrize(
    ("source", "population", "value", "low", "high"),
    [
        ("knutti_1981", "pregnant women", 8.3, 3, 16),
        ("knutti_1981", "women who are not pregnant", 3.4, 2, 5),
        ("pediatrics_1985", "premature newborns", 97.6, 65.6, 129.6),
        ("patwardhan_1980", "women on an oral contraceptive", 10.7, 7.7, 13.7),
    ],
)
def test_a_half_life_has_the_interval_of_its_study(source, population, value, low, high):
    row = find("caffeine_half_life", source=source, population=population, quantity="half-life")
    assert ends(row) == (value, low, high)


def test_fluvoxamine_blocks_removal_and_leaves_the_volume():
    half = {row.population: row.value for row in evidence.rows("caffeine_half_life")
            if (row.source, row.quantity) == ("culm_merdek_2005", "half-life")}  # fmt: skip
    rate = {row.population: row.value for row in evidence.rows("caffeine_half_life")
            if (row.source, row.quantity) == ("culm_merdek_2005", "clearance")}  # fmt: skip
    litres = {who: rate[who] * 0.06 * half[who] / 0.693 for who in half}
    assert litres["with fluvoxamine"] == pytest.approx(litres["without fluvoxamine"], rel=0.02)


def test_europe_is_counted_from_eighteen_studies():
    row = find("mineral_prevalence", population="Europe, all year", definition="below 30 nmol/L")
    assert (row.value, row.people, row.note) == (13.0, 55844, "18 studies")
    seasons = [find("mineral_prevalence", population=f"Europe, {half} half") for half in ("summer", "winter")]
    assert [season.value for season in seasons] == [8.3, 17.7]
    assert (
        find("mineral_prevalence", population="Europe, all year", definition="below 50 nmol/L").confidence
        == "unverified"
    )


def test_the_same_blood_gives_two_shares_of_low_magnesium():
    rows = [row for row in evidence.rows("mineral_prevalence") if row.population == "Germany"]
    assert {row.definition: row.value for row in rows} == {"below 0.76 mmol/L": 14.5, "below 0.70 mmol/L": 2}


def test_the_change_after_running_is_said_for_both_ends_of_its_range():
    rows = [row for row in evidence.rows("threshold_frequency_trials") if row.source == "lau_2021"]
    assert {row.condition: row.value for row in rows[1:]} == {
        "immediately after, water": -3.8,
        "65 minutes after, water": -4.5,
        "immediately after, electrolyte drink": 6.5,
        "65 minutes after, electrolyte drink": 13.6,
    }
    assert all("range" in row.note for row in rows[1:])


def test_fatigue_raised_the_cramp_threshold_in_one_study_and_not_in_the_next():
    first = [row for row in evidence.rows("threshold_frequency_trials") if row.source == "stone_2010"]
    again = [row for row in evidence.rows("threshold_frequency_trials") if row.source == "drayton_2018"]
    assert [row.value for row in first] == [20.0, 32.9]
    assert [row.value for row in again] == [28.2, 25.8]
    assert "not proven" in again[1].note


def test_five_per_cent_dehydration_shows_no_invented_threshold():
    row = find("threshold_frequency_trials", source="braulick_2013")
    assert (row.has_number, row.finding) == (False, "no change")


def test_experts_who_draw_no_line_through_vitamin_d_keep_their_whole_note():
    row = find("vitamin_d_cut_offs", year=2024)
    assert (row.has_number, row.finding) == (False, "no threshold endorsed")
    assert "over 75, pregnancy and high-risk prediabetes" in row.note
    deficient = {
        row.value for row in evidence.rows("vitamin_d_cut_offs") if row.quantity == "deficient below"
    }
    assert deficient == {25, 30, 50}


LABELS = {
    ("ciprofloxacin", "tremor"): ("rare", "Swiss"),
    ("ciprofloxacin", "muscle twitching"): ("very rare", "Swiss"),
    ("levofloxacin", "tremor"): ("uncommon", "Swiss"),
    ("venlafaxine", "tremor"): ("common", "Swiss"),
    ("venlafaxine", "myoclonus"): ("uncommon", "Swiss"),
    ("venlafaxine", "akathisia"): ("common", "Swiss"),
    ("venlafaxine", "dystonia"): ("rare", "Swiss"),
    ("salbutamol, inhaled", "cramp"): ("uncommon", "Swiss patient leaflet"),
    ("salmeterol", "cramp"): ("labels differ", "Swiss"),
    ("denosumab 120 mg", "low calcium"): ("common", "European summary"),
    ("terbutaline", "cramp"): ("common", "Brazilian"),
}


@pytest.mark.parametrize(("medicine", "symptom"), LABELS)
def test_a_label_that_was_read_is_named_beside_its_word(medicine, symptom):
    row = find("medicine_effects", medicine=medicine, symptom=symptom)
    word, label = LABELS[medicine, symptom]
    assert row.frequency == word
    assert row.label.startswith(label)
    assert row.confidence == "measured"


def test_a_label_that_was_not_read_again_does_not_pass_for_a_measurement():
    for row in evidence.rows("medicine_effects"):
        if row.source == "label_eu":
            assert row.confidence in {"textbook", "unverified"}, row
            assert "commonly printed" in row.label or "German" in row.label, row
    assert find("medicine_effects", medicine="denosumab 60 mg").confidence == "unverified"
    assert find("medicine_effects", medicine="valproate").frequency == "common to very common"


def test_lithium_tremor_is_a_quarter_in_words_and_a_range_in_numbers():
    row = find("medicine_studies", study="Lithium")
    assert (*ends(row), row.finding) == (None, 4, 65, "about a quarter")


# What was looked up and found


@pytest.mark.parametrize(
    ("table", "cells", "value"),
    [
        ("caffeine_content", {"source": "lane_2017"}, 207.2),  # cold brew; 155 is often printed
        ("caffeine_content", {"source": "cen_2015"}, 2700),  # a teaspoon of powder
        ("medicine_studies", {"source": "ahlskog_muenter_2001"}, 40),
        ("mineral_prevalence", {"source": "wong_1983"}, 11.0),
        ("mineral_prevalence", {"source": "moskowitz_2014"}, 22.6),
        ("sweat", {"source": "miller_2014", "quantity": "sodium lost"}, 96.8),
    ],
)
def test_a_number_that_was_looked_up_is_measured(table, cells, value):
    row = find(table, **cells)
    assert (row.value, row.confidence) == (value, "measured")


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("caffeine_content", {"product": "Turkish coffee"}),
        ("caffeine_content", {"product": "matcha"}),
        ("caffeine_content", {"product": "yerba mate"}),
        ("caffeine_half_life", {"population": "children of 6 to 12 years"}),
        ("caffeine_studies", {"quantity": "change of sleep by diary"}),
        ("sleep_and_brain", {"source": "elmenhorst_2007"}),
        ("vitamin_d_trials", {"source": "need_2008"}),
        ("vitamin_d_trials", {"source": "cramp_rct_wisconsin"}),
        ("mineral_prevalence", {"source": "denny_2015"}),
        ("receptor_constants", {"source": "emhg"}),
    ],
)
def test_a_number_that_was_not_found_is_unverified(table, cells):
    assert find(table, **cells).confidence == "unverified"


# What is possible


def test_a_serving_holds_no_more_caffeine_than_a_day_may():
    for row in evidence.rows("caffeine_content"):
        if "powder: a hazard" not in row.product:
            assert 0 < row.value <= 400, row
        if row.serving_mL:
            assert row.value / row.serving_mL < 4, row  # mg per mL: espresso has about 2


def test_decaffeinated_drinks_hold_a_tenth_of_the_others():
    caffeine = {
        (row.product, row.serving, row.source): row.value for row in evidence.rows("caffeine_content")
    }
    mug = ("mug", "mayo_caffeine")
    assert caffeine["decaffeinated coffee", *mug] < caffeine["filter coffee", *mug] / 10
    assert caffeine["black tea, decaffeinated", *mug] < caffeine["black tea", *mug] / 10


def test_sweat_is_thinner_than_blood_and_loses_little_but_salt():
    for row in evidence.rows("sweat"):
        number = row.value if row.value is not None else row.high
        top = {"sodium": 100, "chloride": 100, "potassium": 10, "calcium": 2.5, "magnesium": 0.5,
               "sweat rate": 4}.get(row.quantity, 150)  # fmt: skip
        assert 0 < number < top, row
        if row.quantity == "sodium" and row.value:
            assert row.value < 135, row


def test_the_loss_of_sodium_is_its_concentration_times_the_rate():
    sports = defaultdict(dict)
    for row in evidence.rows("sweat"):
        if row.source == "barnes_2019":
            sports[row.population][row.quantity] = row.value
    assert len(sports) == 5
    for sport in sports.values():
        assert sport["sodium"] == pytest.approx(sport["sodium loss rate"] / sport["sweat rate"], abs=0.1)


def test_drinks_are_neutral_where_all_their_ions_are_given():
    for drink in ("oral rehydration solution, reduced osmolarity", "saline for infusion, 0.9 %"):
        ions = {row.quantity: row.value for row in evidence.rows("drinks") if row.drink == drink}
        left = ions["sodium"] + ions["potassium"] - ions["chloride"]
        assert 0 <= left <= 30  # the rest is citrate


def intakes(**cells):
    return [row for row in evidence.rows("dietary_intakes")
            if all(getattr(row, key) == value for key, value in cells.items())]  # fmt: skip


def test_an_average_need_lies_below_the_recommendation_and_that_below_the_limit():
    groups = defaultdict(dict)
    for row in evidence.rows("dietary_intakes"):
        groups[row.group, row.sex, row.quantity][row.kind] = row.value
    compared = 0
    for kinds in groups.values():
        if "recommended" in kinds:
            assert kinds["average need"] < kinds["recommended"], kinds
            compared += 1
            assert kinds["recommended"] < kinds.get("upper limit", 1e9), kinds
    assert compared == 37


def test_adults_need_less_calcium_than_teenagers_and_the_old_more_than_the_young():
    need = {row.group: row.value for row in intakes(quantity="calcium", kind="recommended", sex="everyone")}
    assert need["14 to 18 years"] > need["71 years and over"] > need["31 to 50 years"] > need["1 to 3 years"]
    sun = {row.group: row.value for row in intakes(quantity="vitamin D", kind="recommended", sex="everyone")}
    assert (sun["31 to 50 years"], sun["71 years and over"]) == (600, 800)


def test_magnesium_needs_rise_through_childhood_and_are_larger_in_men():
    ages = ["1 to 3 years", "4 to 8 years", "9 to 13 years"]
    child = [intakes(group=age, quantity="magnesium", kind="recommended")[0].value for age in ages]
    assert child == sorted(child)
    for group in ("14 to 18 years", "19 to 30 years", "31 years and over"):
        [man] = intakes(group=group, sex="men", quantity="magnesium", kind="recommended")
        [woman] = intakes(group=group, sex="women", quantity="magnesium", kind="recommended")
        assert man.value > woman.value
    assert find("dietary_intakes", group="31 years and over", sex="men", kind="recommended").value == 420


def test_sleep_need_falls_with_age_and_its_ages_meet():
    rows = evidence.rows("sleep_need")
    for younger, older in itertools.pairwise(rows):
        assert older.low <= younger.low
        assert older.high <= younger.high
        if younger.age_unit == older.age_unit:
            assert older.age_low == younger.age_high + 1
    assert rows[-1].age_high is None


def test_a_share_of_people_lies_between_nothing_and_all():
    for name, row in ROWS:
        if row.unit in {"%", "% of people"} and "change" not in getattr(row, "quantity", ""):
            for number in ends(row):
                if number is not None:
                    assert 0 <= number <= 100, (name, row)


def test_a_stricter_cut_off_finds_fewer_people():
    world = {row.definition: row.value for row in evidence.rows("mineral_prevalence")
             if row.population == "world, 2000 to 2022"}  # fmt: skip
    assert world["below 30 nmol/L"] < world["below 50 nmol/L"] < world["below 75 nmol/L"]


def test_words_on_a_label_meet_and_cover_all_people():
    rows = {row.word: row for row in evidence.rows("label_words")}
    assert tuple(rows) == LABEL_WORDS
    assert (rows["very common"].high, rows["very rare"].low) == (100, 0)
    for more, less in itertools.pairwise(LABEL_WORDS):
        assert rows[more].low == rows[less].high


def test_the_count_behind_a_label_lies_within_its_word():
    share = find("medicine_studies", study="Denosumab 120 mg").value
    word = find("medicine_effects", medicine="denosumab 120 mg").frequency
    band = find("label_words", word=word)
    assert band.low <= share < band.high


def test_every_route_of_a_medicine_is_taken_by_one():
    assert {row.route for row in evidence.rows("medicine_effects")} == set(ROUTES)


def test_causes_are_told_for_each_of_the_three():
    causes = defaultdict(set)
    for row in evidence.rows("mineral_causes"):
        causes[row.disorder].add(row.cause)
    assert {disorder: len(found) for disorder, found in causes.items()} == {
        "low calcium": 12, "low magnesium": 12, "low 25(OH)D": 9
    }  # fmt: skip


def test_each_trial_of_the_cramp_threshold_has_one_row_to_compare_with():
    roles = defaultdict(list)
    for row in evidence.rows("threshold_frequency_trials"):
        roles[row.study].append(row)
    for study, rows in roles.items():
        compared = [row for row in rows if row.role == "compared"]
        reference = [row for row in rows if row.role == "reference"]
        assert compared, study
        if any(row.has_number for row in compared):
            assert len(reference) == 1, study
            for row in compared:
                change = row.quantity.startswith("change")
                after = reference[0].value + row.value if change else row.value
                assert 5 < after < 45, row


# Shape


@pytest.mark.parametrize("name", NEW)
def test_a_table_loads_with_the_shared_columns_and_a_unit_on_each_number(name):
    table = evidence.table(name)
    assert set(table.columns) >= SHARED
    assert len(table) == len(evidence.rows(name)) > 0
    numbers = table[["value", "low", "high"]].notna().any(axis=1)
    assert (table.loc[numbers, "unit"] != "").all()
    assert set(table["interval"]) <= set(INTERVALS)
    assert {row.source for row in evidence.rows(name)} <= {source.key for source in evidence.sources()}


@pytest.mark.parametrize("name", NEW)
def test_a_table_is_a_measurement_of_its_own_kind(name):
    model = evidence.TABLES[name]
    assert issubclass(model, Measurement)
    others = [other for other in NEW if other != name and evidence.TABLES[other] is model]
    assert model is Finding or not others


def test_the_report_lists_the_new_tables(capsys):
    evidence.main()
    printed = capsys.readouterr().out
    counted, unverified = printed.split("unverified:")
    for name in NEW:
        assert f"data/{name}.csv " in counted
    for words in ("kefir", "osmolality", "yerba mate", "caffeine, half block of A2A"):
        assert words in unverified
    assert printed.rstrip().endswith("sources not in data/sources.csv:")


def test_no_number_of_the_physiology_stands_in_these_tables_again():
    for found in pkgutil.iter_modules(helpers.physiology.__path__, "helpers.physiology."):
        importlib.import_module(found.name)
    known = {(q.source, float(q), q.unit) for q in Quantity.recorded if q.source != "kit_choice"}
    assert len(known) > 100
    twice = [(name, row) for name, row in ROWS if (row.source, row.value, row.unit) in known]
    assert twice == []


def test_no_number_stands_in_two_tables():
    seen = {}
    for name in evidence.TABLES:
        for row in evidence.rows(name):
            if (
                not isinstance(row, Measurement)
                or row.value in (None, 0)
                or row.source.startswith("textbook")
            ):
                continue
            key = (row.source, row.value, row.low, row.high, row.unit)
            if name in NEW and row.confidence == "measured":
                assert seen.get(key, name) == name, (key, seen[key], name)
            seen.setdefault(key, name)


def test_notes_are_one_or_two_short_lines():
    for name, row in ROWS:
        assert len(row.note) < 160, (name, row)
        assert "[check]" not in row.note
        assert not row.note.endswith("."), (name, row)


# Faults


@pytest.fixture
def folder(tmp_path):
    """A copy of the real data folder to damage."""
    return Path(shutil.copytree(evidence.DATA_FOLDER, tmp_path / "data"))


CELLS = [
    ("foods", 2, "value", "-1", "at least 0 mg"),
    ("foods", 2, "unit", "g", "'mg'"),
    ("foods", 2, "quantity", "iron", "'calcium', 'magnesium' or 'vitamin D'"),
    ("drinks", 2, "unit", "mg/L", "'mmol/L'"),
    ("dietary_intakes", 2, "unit", "g/d", "'mg/d'"),
    ("dietary_intakes", 2, "sex", "all", "'everyone', 'women' or 'men'"),
    ("sweat", 2, "unit", "mg/L", "'mmol/L'"),
    ("mineral_prevalence", 2, "high", "101", "0 to 100"),
    ("caffeine_content", 2, "value", "", "a number, or an interval"),
    ("caffeine_content", 2, "serving_mL", "0", "greater than 0"),
    ("medicine_effects", 2, "frequency", "often", "'very common', 'common'"),
    ("medicine_effects", 2, "route", "magic", "'receptor', 'serotonin'"),
    ("label_words", 2, "word", "frequent", "'very common', 'common'"),
    ("label_words", 2, "high", "110", "0 to 100"),
    ("sleep_need", 2, "age_low", "-1", "greater than or equal to 0"),
    ("threshold_frequency_trials", 2, "value", "-25", "at least 0 Hz"),
    ("threshold_frequency_trials", 2, "role", "other", "'reference' or 'compared'"),
    ("vitamin_d_cut_offs", 2, "source", "nobody", "a source of sources.csv"),
    ("mineral_causes", 2, "finding", "", "at least 1 character"),
]


@pytest.mark.parametrize(("name", "line", "column", "value", "allowed"), CELLS)
def test_an_impossible_cell_is_named(folder, name, line, column, value, allowed):
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        table = list(csv.reader(stream))
    table[line - 1][table[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(table)
    with pytest.raises(DataError) as caught:
        Copy(folder).check()
    error = caught.value
    assert (error.file, error.row) == (f"{name}.csv", line)
    assert error.column == column
    assert allowed in error.allowed


def test_a_change_may_be_negative():
    changes = [
        row for row in evidence.rows("threshold_frequency_trials") if row.quantity.startswith("change")
    ]
    assert min(row.value for row in changes) < 0 < max(row.value for row in changes)
    assert find("caffeine_half_life", quantity="change of clearance").low < 0
