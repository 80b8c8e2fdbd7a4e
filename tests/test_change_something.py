"""The README's examples of "Change something" do what it says there: each is read out of the README itself.

The rows go into a copy of ``data/``. Panels that read their drinks when they are imported run in a Python of
their own, pointed to the copy by ``MUSCLE_TWITCH_DATA``, as a restarted kernel would.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from helpers import evidence
from helpers.evidence import Data, DataError
from helpers.lesson import Lesson
from helpers.lesson.progress import Progress
from helpers.panels.explorer import Explorer

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = re.compile(r"`data/(\w+\.(?:csv|yaml))`[^`]*:\n\n```(?:csv|yaml)\n(.*?)```", re.DOTALL)
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = dict(EXAMPLE.findall(README[README.index("## Change something") :]))
TOPICS = {
    "a drink with caffeine": ("caffeine_content.csv",),
    "a drink for the run": ("drinks.csv",),
    "a food": ("foods.csv",),
    "a medicine": ("medicine_effects.csv", "medicine_interactions.csv"),
    "a question": ("quizzes.yaml",),
    "a cause in the explorer": ("explorer_factors.csv", "explorer_effects.csv"),
}


def rows(file):
    """The rows of a table's example, by column."""
    return list(csv.DictReader(EXAMPLES[file].splitlines()))


def body(file):
    """What an example adds to its file: all of it, or the rows below a table's header."""
    return EXAMPLES[file].partition("\n")[2] if file.endswith(".csv") else EXAMPLES[file]


def without(file):
    """The kit's own file, without the example where a class has added just that already."""
    return (evidence.OWN_FOLDER / file).read_text(encoding="utf-8").replace(body(file), "")


def added(tmp_path, *files, change=lambda text: text):
    """A copy of data/ with the README's rows of these files at their ends, changed on the way."""
    folder = Path(shutil.copytree(evidence.OWN_FOLDER, tmp_path / "data"))
    for file in files:
        if file.endswith(".csv"):
            assert EXAMPLES[file].partition("\n")[0] == without(file).partition("\n")[0], file
        (folder / file).write_text(without(file) + change(body(file)), encoding="utf-8", newline="\n")
    return folder


def asked(folder, code):
    """What ``show(...)`` was called with by code in a new Python that reads this data folder."""
    first = "import json\ndef show(**found): print(json.dumps(found))\n"
    done = subprocess.run(
        [sys.executable, "-c", first + code],
        env=os.environ | {"MUSCLE_TWITCH_DATA": str(folder)},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_readme_shows_every_one_of_them_in_under_ten_lines():
    assert sorted(EXAMPLES) == sorted(file for files in TOPICS.values() for file in files)
    for topic, files in TOPICS.items():
        assert f"**{topic[0].upper()}{topic[1:]}**" in README, topic
        assert 1 < sum(EXAMPLES[file].count("\n") for file in files) < 10, topic


def test_the_examples_say_that_they_are_examples():
    for file in EXAMPLES:
        for row in rows(file) if file.endswith(".csv") else ():
            assert (row["source"], row["confidence"]) == ("kit_choice", "assumption"), row


def test_a_drink_with_caffeine_can_be_chosen_and_everything_follows(tmp_path):
    [row] = rows("caffeine_content.csv")
    shown = asked(
        added(tmp_path, "caffeine_content.csv"),
        f"""
from helpers.panels.caffeine import DayOfDrinks
panel = DayOfDrinks()
before = panel.state.peak_mg_L
panel.caffeine_drink.value = {row["menu"]!r}
frame = panel.frame_now()
show(
    offered=[words for words, _ in panel.caffeine_drink.options], sentence=panel.sentence, csv=panel.csv(),
    table=panel.table_html(), grown=panel.state.peak_mg_L / before,
    drawn=float(max(frame["first day"]["y"])), peak=panel.state.peak_mg_L,
)""",
    )
    assert f"{row['menu']}: {row['value']} mg" in shown["offered"]
    assert f"4 × {row['menu']}: {4 * int(row['value'])} mg a day" in shown["sentence"]
    assert row["menu"] in shown["csv"] and row["menu"] in shown["table"]
    assert shown["grown"] == pytest.approx(float(row["value"]) / 96)
    assert shown["drawn"] == pytest.approx(shown["peak"])


def test_a_drink_for_the_run_can_be_chosen_and_gets_a_curve(tmp_path):
    sodium, potassium = rows("drinks.csv")
    shown = asked(
        added(tmp_path, "drinks.csv"),
        f"""
from helpers.panels.electrolytes import SweatAndDrink, drink_salts_mM
panel = SweatAndDrink()
panel.set(drink={sodium["drink"]!r}, drunk_L=4.0)
frame = panel.frame_now()
show(
    offered=[words for words, _ in panel.drink.options], sentence=panel.sentence, csv=panel.csv(),
    salts=drink_salts_mM({sodium["drink"]!r}), named=list(frame["drinks in words"]["text"]),
    here=panel.state.sodium_mM, table=panel.table_html(),
    curve=[list(map(float, frame["sodium with the chosen drink"][axis])) for axis in "xy"],
)""",
    )
    assert sodium["menu"] in shown["offered"]
    assert f"4.0 L of {sodium['menu']} drunk" in shown["sentence"]
    assert shown["salts"] == [float(sodium["value"]), float(potassium["value"])]
    assert f" {sodium['menu']}" in shown["named"] and len(shown["named"]) == 4
    assert f",{sodium['drink']}\n" in shown["csv"] and sodium["drink"] in shown["table"]
    across, up = shown["curve"]
    assert up[across.index(4.0)] == pytest.approx(shown["here"])


def test_a_food_appears_where_its_amount_puts_it(tmp_path):
    [row] = rows("foods.csv")
    lesson = Lesson("05_magnesium", Data(added(tmp_path, "foods.csv")), Progress(tmp_path / "progress"))
    found = lesson.find("foods", "Magnesium in a serving", only=[row["quantity"]])
    amounts = [one.value for one in found.rows]
    assert amounts == sorted(amounts, reverse=True)
    found.search.value = row["food"]
    assert [one.food for one in found.found()] == [row["food"]]
    assert f"{row['value']} {row['unit']}" in found.html and row["serving"] in found.html
    assert found.html.index(row["food"]) < found.html.index(row["serving"])  # a food leads its line


def test_a_medicine_can_be_searched_and_becomes_a_button(tmp_path):
    folder = added(tmp_path, "medicine_effects.csv", "medicine_interactions.csv")
    [effect], [pair] = rows("medicine_effects.csv"), rows("medicine_interactions.csv")
    lesson = Lesson("07_medicines", Data(folder), Progress(tmp_path / "progress"))
    effects = lesson.find("medicine_effects", "Medicines", route="Route", frequency="How often")
    effects.lists["route"].value, effects.search.value = effect["route"], effect["medicine"]
    assert [one.medicine for one in effects.found()] == [effect["medicine"]]
    assert effect["symptom"] in effects.html
    pairs = lesson.find("medicine_interactions", "Pairs", route="Route")
    pairs.search.value = pair["medicine"]
    assert f"{pair['finding']}: {pair['value']} times" in pairs.html
    shown = asked(
        folder,
        f"""
from helpers.panels.medicines import BlockedClearance
panel = BlockedClearance()
panel.use("with {pair["medicine"]}")
show(ratio=panel.state.exposure_ratio, sentence=panel.sentence, presets=list(panel.presets))""",
    )
    assert shown["ratio"] == pytest.approx(float(pair["value"]), rel=0.03)
    assert "times the caffeine" in shown["sentence"]
    assert shown["presets"][0] == "coffee alone" and shown["presets"][-1] == "another way out"


def test_a_question_is_asked_and_its_wrong_answer_answered(tmp_path):
    [item] = yaml.safe_load(EXAMPLES["quizzes.yaml"])
    lesson = Lesson(item["lesson"], Data(added(tmp_path, "quizzes.yaml")), Progress(tmp_path / "progress"))
    card = lesson.quiz().cards[-1]
    assert card.question.question == item["question"]
    right, wrong = item["options"]
    card.answer(wrong["text"])
    assert wrong["misconception"] in card.feedback and wrong["feedback"] in card.feedback
    card.answer(right["text"])
    assert "Right" in card.feedback


def test_a_cause_in_the_explorer_gets_slider_bar_range_and_details(tmp_path):
    [factor], effects = rows("explorer_factors.csv"), rows("explorer_effects.csv")
    made = Explorer.of(Data(added(tmp_path, "explorer_factors.csv", "explorer_effects.csv")))
    panel = made(focus=factor["id"])
    strongest = max(effects, key=lambda row: float(row["value"]))
    assert panel.symptom.value == strongest["symptom"]
    before = panel.state.outcome
    slider = panel.control_widgets[factor["id"]]
    assert (slider.control.min, slider.control.max) == (float(factor["low"]), float(factor["high"]))
    slider.value = float(factor["anchor"])
    after = panel.state.outcome
    odds = [one.likelihood / (1 - one.likelihood) for one in (before, after)]
    assert odds[1] / odds[0] == pytest.approx(float(strongest["value"]))
    assert after.high - after.low > before.high - before.low
    shown = []
    for tab in range(3):
        panel._behind.selected_index = tab
        shown.append(panel._tabs[tab])
    why, sure, details = shown
    assert factor["label"] in why.labels and factor["label"] in why.figure.sentence
    assert factor["label"] in str(sure.figure.frame)
    details.factor.value = factor["id"]
    page = "".join(part.value for part in details.children if isinstance(getattr(part, "value", None), str))
    assert strongest["value"] in page and strongest["change_our_mind"] in page
    assert factor["label"] in panel.csv()
    panel.close()


WRONG = [
    ("caffeine_content.csv", ",100,", ",many,", "value", "a finite number"),
    ("caffeine_content.csv", ",100,", ",450,", "value", "at most 200 mg for a drink of the menu"),
    ("caffeine_content.csv", ",500,", ",,", "serving_mL", "the volume of a drink of the menu"),
    ("caffeine_content.csv", '"mate soda, bottle"', '"Filter coffee, mug"', "menu", "each value once"),
    ("drinks.csv", ",,potassium,10,", ",,sugar,10,", "unit", "'g/L'"),
    ("drinks.csv", ",,potassium,10,,,,mmol/L", ",,sugar,10,,,,g/L", "menu", "and, in a row of its own"),
    ("drinks.csv", ",sodium,130,,,,mmol/L", ",sodium,3,,,,g/L", "unit", "'mmol/L'"),
    ("drinks.csv", ",sodium,130,", ",sodium,400,", "menu", "together at most 200"),
    ("drinks.csv", ",,potassium,10,", ",,potassium,150,", "menu", "of it potassium at most 100"),
    ("drinks.csv", "broth,,potassium", "broth,juice,potassium", "menu", "sodium row only"),
    ("foods.csv", ",magnesium,", ",iron,", "quantity", "'calcium', 'magnesium' or 'vitamin D'"),
    ("medicine_effects.csv", ",receptor,", ",magic,", "route", "'receptor', 'serotonin'"),
    ("medicine_interactions.csv", ",3,", ",30,", "value", "above 1 and at most 14 times"),
    ("medicine_interactions.csv", ",times,", ",h,", "unit", "'times'"),
    ("quizzes.yaml", "right: true, ", "", "options", "exactly one option with right: true"),
    ("explorer_factors.csv", ",slider,", ",dial,", "control", "'slider' or 'switch'"),
    ("explorer_factors.csv", ",02_neurotransmitters,", ",02,", "lesson", "a lesson of lessons.yaml"),
]


@pytest.mark.parametrize(("file", "old", "new", "column", "allowed"), WRONG)
def test_a_wrong_row_says_what_is_allowed(tmp_path, file, old, new, column, allowed):
    data = Data(added(tmp_path, file, change=lambda text: text.replace(old, new)))
    with pytest.raises(DataError) as caught:
        data.rows(file[:-4]) if file.endswith(".csv") else data.questions("03_stimulants")
    error = caught.value
    first = without(file).count("\n") + 1
    assert error.file == file and first <= error.row < first + EXAMPLES[file].count("\n")
    assert (error.column, allowed in error.allowed) == (column, True), str(error)


def test_a_symptom_without_its_odds_ratio_is_missed(tmp_path):
    folder = added(tmp_path, "explorer_factors.csv", "explorer_effects.csv")
    path = folder / "explorer_effects.csv"
    path.write_text(path.read_text(encoding="utf-8").rpartition("screen_h_day")[0], encoding="utf-8")
    with pytest.raises(DataError, match="no row for factor 'screen_h_day' and symptom 'palpitations'"):
        Data(folder).rows("explorer_effects")


def test_a_wrong_row_stops_the_panel_with_the_same_words(tmp_path):
    folder = added(tmp_path, "drinks.csv", change=lambda text: text.replace(",sodium,130,", ",sodium,400,"))
    code = """
try:
    import helpers.panels.electrolytes
except ValueError as error:
    show(said=str(error))"""
    assert "column 'menu': 'salty broth' has 400 mmol/L of sodium" in asked(folder, code)["said"]
