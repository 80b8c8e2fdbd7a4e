"""The real data folder: complete, consistent, and honest about what was seen."""

import importlib
import json
import math
import re
import subprocess
import sys
from operator import attrgetter
from pathlib import Path

import pytest

from helpers import evidence, records
from helpers.lesson.judging import judge_cell
from helpers.lesson.verdict import Task
from helpers.likelihood import count, model, odds
from helpers.physiology.axon_equations import REFERENCE_CALCIUM, gating_shift_mV
from helpers.physiology.axon_thresholds import thresholds
from helpers.physiology.calcium_loop import steady_state
from helpers.physiology.junction import SAFETY_FACTOR_HIGH, SAFETY_FACTOR_LOW, relative_release
from helpers.physiology.motor_unit import force_fraction
from helpers.physiology.quantity import CONFIDENCE_WORDS
from tests import grammar

ROOT = evidence.DATA_FOLDER.parent
ROWS = [(name, row) for name in evidence.TABLES for row in evidence.rows(name)]


def test_every_file_of_the_folder_is_read():
    names = {path.name for path in evidence.DATA_FOLDER.iterdir() if not path.name.startswith(".")}
    assert names == set(evidence.FILES)


def test_loading_needs_neither_pandas_nor_physiology():
    code = (
        "import sys; from helpers import evidence; evidence.DATA.check();"
        "print([m for m in sys.modules if m == 'pandas' or m.startswith('helpers.physiology')])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stdout.strip() == "[]"


def test_confidence_words_are_those_of_the_physiology():
    assert tuple(records.CONFIDENCE) == CONFIDENCE_WORDS


def test_each_confidence_has_one_mark_and_word_on_screen():
    assert set(records.MARKS) == set(CONFIDENCE_WORDS)
    assert set(records.MARKS.values()) == {
        ("■", "measured"), ("▨", "extrapolated"), ("□", "assumption"), ("?", "unverified")
    }  # fmt: skip
    assert {words for words, mark in records.MARKS.items() if mark[0] == "?"} == {"unverified"}
    assert {words for words, mark in records.MARKS.items() if mark[0] == "□"} == {"fitted", "assumption"}


def test_no_choice_of_the_kit_passes_for_a_textbook_value():
    found = {
        (where, name)
        for where, name, confidence, source in evidence.coverage()
        if source == "kit_choice" and confidence in {"measured", "textbook"}
    }
    assert found == set()


def test_each_table_has_rows():
    assert {name for name, _ in ROWS} == set(evidence.TABLES)


@pytest.mark.parametrize(("name", "row"), ROWS, ids=lambda part: part if isinstance(part, str) else "")
def test_a_measured_number_was_read_in_its_source(name, row):
    if row.confidence == "measured":
        assert evidence.source(row.source).seen in {"full", "abstract"}


def test_a_measured_constant_of_a_model_was_read_in_its_source():
    secondhand = {
        (where, name)
        for where, name, confidence, source in evidence.coverage()
        if confidence == "measured" and evidence.source(source).seen not in {"full", "abstract"}
    }
    assert secondhand == set()


def test_every_number_is_told_with_the_file_it_stands_in():
    root = evidence.DATA_FOLDER.parent
    places = {where for where, *_ in evidence.coverage()}
    assert {where for where in places if not (root / where).is_file()} == set()
    names = {(where, name) for where, name, *_ in evidence.coverage()}
    assert ("helpers/physiology/sunlight.py", "REDNESS_DOSE[3]") in names


def test_an_interval_has_its_kind_and_a_kind_its_interval():
    for name, row in ROWS:
        if isinstance(row, records.Measurement):
            assert bool(row.interval) == ((row.low, row.high) != (None, None)), (name, row)


def test_a_row_holds_a_number_or_a_finding():
    for name, row in ROWS:
        if isinstance(row, records.Finding):
            assert row.has_number or row.finding, (name, row)


def test_dois_stand_once():
    dois = [source.doi.lower() for source in evidence.sources() if source.doi]
    assert len(dois) == len(set(dois))


def test_a_source_is_written_in_one_form():
    for source in evidence.sources():
        assert source.doi == source.doi.lower().rstrip("."), source.key
        assert not re.search(r":[a-z]*\d+-|pp?\. ", source.journal), f"{source.key}: the first page only"
        *names, last = (name.strip() for name in source.authors.split(";"))
        assert last == "et al." or "." not in last, source.key
        assert not any("." in name for name in names), f"{source.key}: initials without stops"


def test_no_paper_stands_under_two_keys():
    of = {
        "title": [source.title.casefold() for source in evidence.sources() if source.title],
        "pmid": [source.pmid for source in evidence.sources() if source.pmid],
        "page": [source.journal for source in evidence.sources() if ":" in source.journal],
    }
    twice = {name: sorted({one for one in all_ if all_.count(one) > 1}) for name, all_ in of.items()}
    assert twice == {"title": [], "pmid": [], "page": []}


def test_every_source_is_cited():
    """In a table, a claim, a constant of the models or the list of a lesson."""
    files = [*ROOT.glob("data/*.csv"), *ROOT.glob("data/*.yaml"), *ROOT.glob("helpers/**/*.py")]
    texts = [path.read_text(encoding="utf-8") for path in files if path.name != "sources.csv"]
    books = map(grammar.read, ROOT.glob("notebooks/*.ipynb"))
    texts += [grammar.source(cell) for book in books for cell in book["cells"]]
    cited = set(re.findall(r"[a-z][a-z0-9_]+", "\n".join(texts)))
    assert {source.key for source in evidence.sources()} - cited == set()


def test_an_unseen_source_shows_no_doi_and_a_blank_title_is_explained():
    for source in evidence.sources():
        assert not (source.seen == "not_seen" and source.doi), source.key
        assert source.title or source.journal or source.authors or source.note, source.key
        assert source.short
        assert source.html


def test_every_source_key_of_the_physiology_is_known():
    known = {source.key for source in evidence.sources()}
    assert {(where, name, key) for where, name, _, key in evidence.coverage() if key not in known} == set()


def test_every_claim_has_two_sides_of_its_own():
    for claim in evidence.claims():
        assert claim.strongest_for.text != claim.strongest_against.text
        assert claim.strongest_for.source != claim.strongest_against.source


WORDS_OF_THE_ARTICLE = [
    "sweat", "fibres lose", "messages", "receptors", "less control", "eyelids", "coffee", "stimulant",
    "almost anywhere", "needs calcium", "hypokalemia", "common cause", "carry calcium", "heart",
    "vitamin D to carry", "weakens", "vitamin D causes cramps", "side effect", "acting on each other",
    "Dehydration", "Anxiety and stress",
]  # fmt: skip


@pytest.mark.parametrize("words", WORDS_OF_THE_ARTICLE)
def test_no_statement_of_the_article_is_left_out(words):
    assert any(words in claim.text for claim in evidence.claims())


def test_every_claim_belongs_to_the_lesson_that_lists_it():
    listed = [(claim, lesson.id) for lesson in evidence.lessons() for claim in lesson.claims]
    assert sorted(listed) == sorted((claim.id, claim.lesson) for claim in evidence.claims())


def test_lessons_are_numbered_in_order():
    lessons = evidence.lessons()
    assert [lesson.number for lesson in lessons] == list(range(11))
    assert all(lesson.id.startswith(f"{lesson.number:02}_") for lesson in lessons)
    assert all(len(lesson.outcomes) == 3 for lesson in lessons)


def test_chain_runs_from_behaviour_to_muscle():
    keys = [node.key for node in evidence.chain()]
    assert keys == ["behaviour", "blood", "gate", "threshold", "axon", "junction", "muscle"]


def texts():
    """Every text file a learner may read, with its content."""
    for folder in ("data", "helpers", "notebooks", "tests"):
        for path in sorted((ROOT / folder).rglob("*")):
            if any(part.startswith(".") for part in path.relative_to(ROOT).parts):
                continue
            if path.suffix in {".py", ".md", ".ipynb", ".yaml", ".csv", ".css", ".js"} and path.is_file():
                yield path, path.read_text(encoding="utf-8")
    yield ROOT / "README.md", (ROOT / "README.md").read_text(encoding="utf-8")


def test_only_the_article_names_the_neurologist():
    surname = evidence.article().neurologist.split()[-1]
    named = {path.name for path, text in texts() if re.search(surname, text, re.IGNORECASE)}
    assert named - {"00_start_here.ipynb"} == {"article.yaml"}
    start = json.loads((ROOT / "notebooks" / "00_start_here.ipynb").read_text(encoding="utf-8"))
    written = "".join("".join(cell["source"]) for cell in start["cells"])
    assert surname not in written  # only what the citation's cell shows holds the name


def test_the_article_says_whose_slip_it_may_be():
    for person in ("doctor", "reporter", "translator"):
        assert person in evidence.article().on_the_slip
        assert person in evidence.claim("calcium_is_hypokalemia").correction


def test_data_keeps_british_spelling():
    american = re.compile(
        r"hypo(?:calc|kal|magnes|natr)emia|ionized|dehydration tent|leukemia|color\b", re.IGNORECASE
    )
    for path in sorted(evidence.DATA_FOLDER.glob("*.yaml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for word in american.findall(line):
                assert word == "hypokalemia", f"{path.name} row {number}: {word}"
                assert '"hypokalemia"' in line or "_hypokalemia" in line, f"{path.name} row {number}"


def test_red_flags_reassure_first_and_send_spasms_after_surgery_at_once():
    flags = evidence.red_flags()
    assert flags.statement.startswith("Most twitches are harmless")
    assert [line for line in flags.urgent if "mouth" in line and "hands" in line and "neck" in line]
    assert not [line for line in flags.soon if "mouth" in line]
    assert "parent" in flags.soon[-1]


def test_red_flags_advise_no_remedy():
    flags = evidence.red_flags()
    assert "start, stop or change a medicine" in flags.statement
    assert len(flags.urgent) >= 8
    assert len(flags.soon) >= 8
    for line in [*flags.urgent, *flags.soon]:
        assert not re.search(r"\btake\b|\bmg\b|\byour?\b", line)


def test_corrected_facts_are_in_place():
    assert "0.18 fewer" in evidence.claim("magnesium_spasms_anywhere").strongest_against.text
    chvostek = [row for row in evidence.rows("calcium_signs") if row.study.startswith("Chvostek")]
    assert [row.has_number for row in chvostek] == [False]
    assert all(row.confidence == "unverified" for row in evidence.rows("calcium_signs"))
    squid = [row for row in evidence.rows("gating_shift") if row.source == "frankenhaeuser_hodgkin_1957"]
    assert [(row.low, row.high, row.confidence) for row in squid] == [(10, 15, "unverified")]


def test_overbreathing_keeps_its_conflict():
    rows = evidence.rows("calcium_and_ph")
    fall = [row for row in rows if row.source == "seamonds_1972" and row.confidence == "measured"]
    assert [row.value for row in fall] == [-0.05]
    none = [row for row in rows if row.source == "steurer_1997" and "change" in row.quantity]
    assert [(row.value, row.finding) for row in none] == [(None, "no significant change")]


def test_each_quiz_has_three_to_five_questions():
    for lesson in evidence.lessons():
        questions = evidence.questions(lesson.id)
        assert not questions or 3 <= len(questions) <= 5, lesson.id
    assert evidence.questions("00_start_here")
    assert evidence.questions("04_calcium")


def test_feedback_differs_between_options():
    for lesson in evidence.lessons():
        for item in [*evidence.questions(lesson.id), *evidence.predictions(lesson.id)]:
            feedback = [option.feedback for option in item.options]
            assert len(feedback) == len(set(feedback)), item.id


EXERCISES = [exercise for lesson in evidence.lessons() for exercise in evidence.exercises(lesson.id)]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_an_exercise_can_be_solved_as_it_is_put(exercise):
    module, function = exercise.reference.split(":")
    solution = getattr(importlib.import_module(module), function)
    assert function == exercise.function
    answers = [float(solution(**given)) for given in exercise.inputs]
    task = Task(
        exercise.function, solution, exercise.inputs, exercise.tolerance, exercise.unit, exercise.starter
    )
    assert exercise.solution
    assert judge_cell(exercise.solution, task, {}).state == "right"
    assert judge_cell(exercise.starter, task, {}).state == "not yet"
    assert len(exercise.hint) > 80
    assert f"`{exercise.function}`" in exercise.task
    assert exercise.unit in exercise.task
    assert all(map(math.isfinite, answers))
    assert len(set(answers)) == len(answers)
    names: dict = {}
    exec(exercise.starter, names)
    assert names[exercise.function](**exercise.inputs[0]) is ...
    given = set(exercise.starter.split("def ")[0].splitlines())
    asked = {line for line in exercise.solution.splitlines() if "import " in line}
    assert asked <= given


def test_the_albumin_task_can_be_solved_without_the_hint():
    task = evidence.exercise("adjusted_calcium").task
    for needed in ("40 g/L", "0.02 mmol/L", "For every g/L", "subtract"):
        assert needed in task


NOTEBOOKS = ROOT / "notebooks"
USED = [
    (lesson.id, item.id)
    for lesson in evidence.lessons()
    for item in [*evidence.predictions(lesson.id), *evidence.exercises(lesson.id)]
    if (NOTEBOOKS / f"{lesson.id}.ipynb").is_file()
]


@pytest.mark.parametrize(("lesson", "item"), USED)
def test_a_lesson_uses_every_prediction_and_exercise_it_counts(lesson, item):
    """Otherwise its progress line could never be full."""
    notebook = json.loads((NOTEBOOKS / f"{lesson}.ipynb").read_text(encoding="utf-8"))
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    used = rf"%%exercise {item}\n|lesson\.predict\(\s*[\"']{item}[\"']"
    assert any(re.search(used, source) for source in code), f"{item} is not used in {lesson}"


def test_the_expected_answers_belong_to_predictions():
    assert set(RIGHT) <= {item.id for item in PREDICTIONS}


PREDICTIONS = [item for lesson in evidence.lessons() for item in evidence.predictions(lesson.id)]


# What the physiology says of calcium; a change of the model that turns an answer round must be seen.
RIGHT = {
    "double_the_rate": "It much more than doubles.",
    "calcium_threshold": "It gets clearly smaller.",
    "low_potassium_threshold": "It gets larger.",
    "calcium_diet": "By hardly anything",
    "tetany_counted": "2 of 10,000.",
    "odds_are_not_people": "More, but not twice as many.",
    "huge_ratio_rare_symptom": "About 1.",
    "exam_week_eyelid": "About 16.",
}


@pytest.mark.parametrize("item", PREDICTIONS, ids=lambda item: item.id)
def test_a_prediction_can_be_read_from_its_panel(item):
    panels = importlib.import_module("helpers.panels")
    panels.load_all()
    panel = importlib.import_module("helpers.panels.base").Panel.registry[item.panel]()
    try:
        for control, value in item.settings.items():
            getattr(panel, control).value = value
            assert getattr(panel, control).value == value, f"{control} does not allow {value}"
        value = attrgetter(item.read)(panel.state)
        if item.versus == "reference":
            value /= attrgetter(item.read)(panel.reference)
        assert math.isfinite(value)
        assert item.right(value).text.startswith(RIGHT.get(item.id, ""))
    finally:
        panel.close()


def test_the_feedback_on_the_rate_follows_from_the_model():
    item = evidence.prediction("double_the_rate")
    twice = [float(force_fraction(rate_hz, 75.0)) for rate_hz in (5.0, 10.0, 20.0)]
    assert twice[1] / twice[0] == pytest.approx(5.06, abs=0.01)  # "about five times"
    assert twice[1] / twice[0] / 2 == pytest.approx(2.5, abs=0.1)  # "each two and a half times"
    assert twice[2] / twice[1] < 1.8  # "that comes later"
    assert twice[0] < 0.12  # "at five per second almost all of it is left"
    assert "five times" in item.right(5.06).feedback
    assert "two and a half" in item.right(5.06).feedback
    assert "each adds more" in item.right(2.0).feedback
    assert "later" in item.right(1.0).feedback


def test_the_feedback_on_the_diet_follows_from_the_model():
    gland = steady_state(gland_function=0.25).ionised_calcium_mM / steady_state().ionised_calcium_mM
    item = evidence.prediction("calcium_diet")
    assert "three quarters of its parathyroid gland" in item.right(gland).feedback
    assert "fire without end" in item.right(0.5).feedback
    assert thresholds(gating_shift_mV(REFERENCE_CALCIUM / 2)).goes_on_once_started
    assert not thresholds(gating_shift_mV(REFERENCE_CALCIUM * gland)).goes_on_once_started


def test_what_the_explorers_predictions_say_follows_from_its_table():
    explorer = model()
    tetany = explorer.symptoms["tetany"].value
    assert f"{tetany:g} %" in evidence.prediction("tetany_counted").question
    fallen = explorer.estimate({"calcium_mM": 1.0}).outcomes["tetany"]
    asked = evidence.prediction("huge_ratio_rare_symptom")
    assert 45 < odds(fallen.likelihood) / odds(fallen.reference) < 50  # "nearly fifty times"
    assert f"{count(fallen.reference, 10_000)} become about {count(fallen.likelihood, 10_000)};" in (
        asked.right(1).feedback
    )
    assert odds(0.1) / odds(fallen.reference) == pytest.approx(500, rel=0.15)
    assert "some 500 times" in asked.right(10).feedback
    asked = evidence.prediction("exam_week_eyelid")
    week = next(item for item in evidence.scenarios() if item.id == "exam_week")
    assert asked.settings == week.values
    lids = explorer.estimate(week.values).outcomes["eyelid_twitch"]
    assert f"about {count(lids.reference, 100)} of 100" in asked.question
    assert 2 < lids.likelihood / lids.reference < 3  # "more than twice as many people"
    assert 100 * lids.all_add < 25  # "even if all four counted in full"


def test_the_feedback_on_the_junction_follows_from_the_model():
    question = next(item for item in evidence.questions("04_calcium") if item.id == "why_not_limp")
    feedback = next(option.feedback for option in question.options if option.right)
    healthy = thresholds(0.0).kick_threshold_mV
    mild = thresholds(gating_shift_mV(0.9))
    assert "Down to mildly low calcium their reserve hides that" in feedback
    assert relative_release(0.9) > 1 / SAFETY_FACTOR_LOW
    assert mild.kick_threshold_mV < 0.8 * healthy
    assert "Very low calcium, in the model, weakens junctions too" in feedback
    assert relative_release(0.62) < 1 / SAFETY_FACTOR_HIGH
    assert not thresholds(gating_shift_mV(0.62)).fires_by_itself


def test_the_report_counts_and_lists_the_unverified(capsys):
    evidence.main()
    printed = capsys.readouterr().out
    lines = {
        line.split()[0]: line.split()[1:]
        for line in printed.splitlines()
        if line.startswith(("data", "help"))
    }
    assert {f"data/{name}.csv" for name in evidence.TABLES} <= set(lines)
    assert lines["data/gating_shift.csv"] == ["3", ".", ".", ".", ".", ".", "1"]
    assert set(lines["data/potassium_and_nerve.csv"]) == {"."}
    assert "helpers/physiology/axon_equations.py" in printed
    assert "squid axon" in printed.split("unverified:")[1]
    assert printed.rstrip().endswith("sources not in data/sources.csv:")


def test_an_article_is_cited_once():
    article = evidence.article()
    assert (article.outlet, article.reported_by) == ("MedikForum", "Rosbalt")
    assert Path(evidence.DATA_FOLDER / "article.yaml").read_text(encoding="utf-8").count("http") == 1
