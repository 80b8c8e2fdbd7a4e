"""Each fault of the data folder gives one DataError that names file, row, column and what is allowed."""

import csv
import io
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import evidence
from helpers.evidence import Data, DataError
from helpers.lesson import cards
from tests.faults.damaged import Copy, Damaged


@pytest.fixture
def folder(tmp_path):
    """A copy of the real data folder to damage."""
    return Path(shutil.copytree(evidence.DATA_FOLDER, tmp_path / "data"))


def replace(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    return text[: text.index(old)].count("\n") + 1


def set_cell(folder, file, row, column, value):
    """Write ``value`` into the cell; rows count as an editor shows them, the header being row 1."""
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        table = list(csv.reader(stream))
    table[row - 1][table[0].index(column)] = value
    write(folder / file, table)


def write(path, table):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(table)


def fault(folder):
    with pytest.raises(DataError) as caught:
        Copy(folder).check()
    error = caught.value
    assert error.file in str(error)
    assert f"row {error.row}," in str(error)
    assert repr(error.column) in str(error)
    assert error.allowed
    assert error.allowed in str(error)
    return error


def test_a_fault_in_the_data_is_one_line_in_a_notebook():
    shown = DataError("foods.csv", 7, "value", "got 'one'", "a finite number")._render_traceback_()
    assert len(shown) == 1
    assert "foods.csv, row 7, column 'value': got 'one'; allowed: a finite number" in shown[0]
    assert "Correct data/foods.csv" in shown[0]


def test_the_real_folder_has_no_fault(folder):
    Data(folder).check()
    evidence.DATA.check()


CELLS = [
    ("ions.csv", 3, "pH", "acid", "a finite number"),
    ("ions.csv", 3, "pH", "nan", "a finite number"),
    ("ions.csv", 2, "source", "nobody_1900", "a source of sources.csv"),
    ("ions.csv", 2, "source", "", "a source of sources.csv"),
    ("ions.csv", 2, "compartment", "", "at least 1 character"),
    ("citrate_donors.csv", 2, "confidence", "certain", "'measured', 'textbook', 'derived', 'fitted'"),
    ("citrate_donors.csv", 3, "value", "9", "a value between low = 0.74 and high = 0.94"),
    ("citrate_donors.csv", 3, "low", "0.95", "low at most high"),
    ("citrate_donors.csv", 3, "unit", "", "the unit of the number"),
    ("citrate_donors.csv", 3, "people", "some", "integer"),
    ("citrate_donors.csv", 3, "interval", "about", "'95 % CI'"),
    ("calcium_or_potassium.csv", 4, "disorder", "hypokalemia", "'hypocalcaemia' or 'hypokalaemia'"),
    ("sources.csv", 5, "seen", "partly", "'abstract'"),
    ("sources.csv", 5, "year", "MCM", "integer"),
    ("sources.csv", 5, "doi", "doi.org/10.1", "pattern"),
    ("sources.csv", 5, "year", "1599", "greater than or equal to 1600"),
    ("sources.csv", 5, "year", "20190", "less than or equal to 2100"),
    ("sources.csv", 5, "year", "-3", "greater than or equal to 1600"),
    ("sources.csv", 5, "key", "a b", "pattern"),
    ("ions.csv", 2, "sodium_mM", "-142", "greater than or equal to 0"),
    ("ions.csv", 2, "calcium_free_mM", "-0.001", "greater than or equal to 0"),
    ("ions.csv", 2, "pH", "14.2", "less than or equal to 14"),
    ("ions.csv", 2, "compartment", " \t", "at least 1 character"),
    ("citrate_donors.csv", 2, "people", "-20", "greater than or equal to 1"),
    ("citrate_donors.csv", 2, "people", "0", "greater than or equal to 1"),
    ("citrate_donors.csv", 2, "interval", "", "one of 'SD'"),
    ("citrate_donors.csv", 10, "interval", "SD", "nothing, or low and high"),
    ("citrate_donors.csv", 2, "unit", "  ", "the unit of the number"),
    ("citrate_donors.csv", 2, "low", "-1.23", "a concentration of 0 or more"),
    ("citrate_donors.csv", 11, "finding", "", "a number or a finding in words"),
    ("calcium_absorption.csv", 2, "people", "-189", "greater than or equal to 1"),
    ("calcium_absorption.csv", 2, "calcium_mg", "0", "greater than 0"),
    ("calcium_or_potassium.csv", 5, "value", "-3.5", "a concentration of 0 or more"),
    ("gating_shift.csv", 2, "fold_change", "1", "greater than 1"),
    ("gating_shift.csv", 2, "fold_change", "-5", "greater than 1"),
    ("reference_ranges.csv", 2, "factor_to_si", "0", "greater than 0"),
    ("reference_ranges.csv", 2, "factor_to_si", "-1", "greater than 0"),
    ("reference_ranges.csv", 2, "conventional_low", "146", "at most conventional_high"),
    ("reference_ranges.csv", 2, "conventional_high", "-145", "greater than or equal to 0"),
    ("reference_ranges.csv", 2, "conventional_unit", "", "the unit of the conventional range"),
    ("reference_ranges.csv", 2, "low", "-135", "a concentration of 0 or more"),
]


@pytest.mark.parametrize(("file", "row", "column", "value", "allowed"), CELLS)
def test_a_wrong_cell_is_named(folder, file, row, column, value, allowed):
    set_cell(folder, file, row, column, value)
    error = fault(folder)
    assert (error.file, error.row, error.column) == (file, row, column)
    assert allowed in error.allowed


FIELDS = [
    ("claims.yaml", "grade: partly", "grade: perhaps", "grade", "'supported', 'partly'"),
    ("claims.yaml", "lesson: 01_electrolytes", "lesson: 99_none", "lesson", "a lesson of lessons.yaml"),
    ("claims.yaml", "    source: baker_2016", "    source: baker", "strongest_for.source", "sources.csv"),
    ("claims.yaml", "  correction:", "  corection:", "correction", "required"),
    ("lessons.yaml", "[calcium_needed,", "[calcium_nedeed,", "claims.0", "a claim of claims.yaml"),
    ("lessons.yaml", "minutes: 30", "minutes: soon", "minutes", "integer"),
    ("quizzes.yaml", "      right: true\n", "", "options", "exactly one option"),
    (
        "quizzes.yaml",
        "      misconception: Nerve and",
        "      #",
        "options",
        "a misconception on each wrong option",
    ),
    ("predictions.yaml", "to: 0.9\n", "to: 0.8\n", "options", "cover every number"),
    ("predictions.yaml", "  versus: reference", "  versus: nothing", "versus", "'reference' or 'none'"),
    ("exercises.yaml", "tolerance: 0.0001", "tolerance: -1", "tolerance", "greater than 0"),
    ("exercises.yaml", "helpers.physiology.calcium:", "os:", "reference", "pattern"),
    ("red_flags.yaml", "statement:", "claim:", "statement", "required"),
    ("article.yaml", "outlet: MedikForum", "outlet: ''", "outlet", "at least 1 character"),
    ("chain.yaml", "label: what we do", "label: 5", "label", "string"),
    ("chain.yaml", "key: behaviour", "key: what/we do", "key", "pattern"),
    ("chain.yaml", "label: what we do", "label: '  '", "label", "at least 1 character"),
    ("claims.yaml", "id: overload_electrolytes", "id: overload electrolytes", "id", "pattern"),
    ("claims.yaml", "mechanism: electrolytes", "mechanism: '  '", "mechanism", "at least 1 character"),
    ("predictions.yaml", "id: calcium_threshold", "id: ../calcium", "id", "pattern"),
    (
        "predictions.yaml",
        "text: It gets larger.",
        "text: it stays ABOUT the same.",
        "options",
        "of their own",
    ),
    ("quizzes.yaml", "id: which_word", "id: Which", "id", "pattern"),
    ("quizzes.yaml", "text: Low calcium in the diet.", "text: Low calcium in the blood.", "options", "own"),
    ("exercises.yaml", "id: adjusted_calcium", "id: data/adjusted", "id", "pattern"),
    ("exercises.yaml", "function: gating_shift_mV", "function: gating_mV", "function", "'gating_shift_mV'"),
    ("exercises.yaml", "solution: |", "answer: |", "answer", "solution"),
    ("lessons.yaml", "number: 3", "number: 4", "number", "'03_stimulants'"),
    ("lessons.yaml", "title: Vitamin D,", "title: ' ' #", "title", "at least 1 character"),
]


@pytest.mark.parametrize(("file", "old", "new", "column", "allowed"), FIELDS)
def test_a_wrong_field_is_named(folder, file, old, new, column, allowed):
    line = replace(folder, file, old, new)
    error = fault(folder)
    assert (error.file, error.column) == (file, column)
    assert error.row <= line
    assert allowed in error.allowed


def test_the_row_of_a_yaml_field_is_its_own_line(folder):
    line = replace(folder, "claims.yaml", "grade: wrong_word", "grade: wrong")
    assert fault(folder).row == line


@pytest.mark.parametrize("file", sorted(file for file in evidence.FILES if file.endswith(".csv")))
def test_columns_must_be_exactly_those_of_the_model(folder, file):
    path = folder / file
    with path.open(encoding="utf-8", newline="") as stream:
        table = list(csv.reader(stream))
    last = table[0][-1]

    write(path, [row[:-1] for row in table])
    error = fault(folder)
    assert (error.file, error.row, error.column) == (file, 1, last)
    assert "missing column" in str(error)

    write(path, [[*row, "extra"] for row in table])
    error = fault(folder)
    assert (error.file, error.row, error.column) == (file, 1, "extra")
    assert last in error.allowed

    write(path, [[*row, row[-1]] for row in table])
    assert "column twice" in str(fault(folder))


def test_a_key_stands_once(folder):
    with (folder / "sources.csv").open(encoding="utf-8", newline="") as stream:
        table = list(csv.reader(stream))
    write(folder / "sources.csv", [*table, table[3]])
    error = fault(folder)
    assert (error.file, error.row, error.column) == ("sources.csv", len(table) + 1, "key")
    assert "already in row 4" in str(error)


def test_a_lesson_number_stands_once(folder):
    replace(folder, "lessons.yaml", "id: 05_magnesium", "id: 04_magnesium")
    line = replace(folder, "lessons.yaml", "number: 5", "number: 4")
    with pytest.raises(DataError) as caught:
        Data(folder).lessons()
    error = caught.value
    assert (error.file, error.row, error.column) == ("lessons.yaml", line, "number")
    assert "already in row" in str(error)


def test_a_doi_stands_once(folder):
    set_cell(folder, "sources.csv", 8, "doi", "10.1113/JPHYSIOL.1952.SP004764")
    error = fault(folder)
    assert (error.file, error.row, error.column) == ("sources.csv", 8, "doi")
    assert "already in row 7" in str(error)


def test_blanks_at_the_ends_of_a_cell_do_not_matter(folder):
    set_cell(folder, "citrate_donors.csv", 2, "unit", " mmol/L ")
    set_cell(folder, "citrate_donors.csv", 2, "people", "  ")
    set_cell(folder, "sources.csv", 2, "key", " kit_choice")
    Data(folder).check()
    assert Data(folder).rows("citrate_donors")[0].unit == "mmol/L"
    assert Data(folder).rows("citrate_donors")[0].people is None


def test_a_fall_may_be_negative():
    fall = [row for row in evidence.rows("calcium_and_ph") if row.quantity.startswith("change")]
    assert min(row.value for row in fall if row.value is not None) < 0


def test_a_claim_stands_once(folder):
    line = replace(folder, "claims.yaml", "id: dehydration_twitches", "id: overload_electrolytes")
    error = fault(folder)
    assert (error.file, error.row, error.column) == ("claims.yaml", line, "id")


def test_a_yaml_key_stands_once(folder):
    line = replace(folder, "claims.yaml", "  grade: partly\n", "  grade: partly\n  grade: weak\n")
    error = fault(folder)
    assert (error.file, error.row) == ("claims.yaml", line + 1)
    assert "duplicate key 'grade'" in str(error)


def test_a_ragged_row_is_named_after_a_cell_of_two_lines(folder):
    set_cell(folder, "ions.csv", 2, "note", "two\nlines")
    path = folder / "ions.csv"
    path.write_text(path.read_text(encoding="utf-8") + "plasma,1\n", encoding="utf-8", newline="")
    error = fault(folder)
    assert (error.file, error.row) == ("ions.csv", path.read_text(encoding="utf-8").count("\n"))
    assert "2 cells" in str(error)


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\xff", b"", b'"'])
@pytest.mark.parametrize("file", ["ions.csv", "claims.yaml", "article.yaml"])
def test_unreadable_files_are_named(folder, file, content):
    path = folder / file
    whole = path.read_bytes()
    path.write_bytes(content + whole if content == b"\xef\xbb\xbf" else content)
    assert fault(folder).file == file


def test_a_broken_byte_is_given_its_row(folder):
    path = folder / "claims.yaml"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[6] = b"\xe9" + lines[6]
    path.write_bytes(b"".join(lines))
    assert fault(folder).row == 7


@pytest.mark.parametrize("file", evidence.FILES)
def test_a_missing_file_is_named(folder, file):
    (folder / file).unlink()
    error = fault(folder)
    assert error.file == file
    assert "missing" in str(error)


@pytest.mark.parametrize(("file", "content"), [("claims.yaml", "a: b\n"), ("claims.yaml", "- [1, 2\n")])
def test_yaml_of_the_wrong_shape_is_named(folder, file, content):
    (folder / file).write_text(content, encoding="utf-8")
    assert fault(folder).file == file


def sound_or_data_error(file, content):
    try:
        Damaged(file, content).check()
    except DataError as error:
        assert error.file in evidence.FILES
        assert error.row >= 1
        assert error.allowed


MANY = settings(max_examples=150, deadline=None)


@MANY
@given(
    data=st.data(), value=st.text(max_size=12) | st.sampled_from(["", "nan", "1e999", "-1", '"', "\x00", ","])
)
def test_a_damaged_cell_is_accepted_or_a_data_error(data, value):
    file = data.draw(st.sampled_from(sorted(f for f in evidence.FILES if f.endswith(".csv"))))
    with (evidence.DATA_FOLDER / file).open(encoding="utf-8", newline="") as stream:
        table = list(csv.reader(stream))
    row = data.draw(st.integers(0, len(table) - 1))
    table[row][data.draw(st.integers(0, len(table[0]) - 1))] = value.encode("utf-8", "ignore").decode("utf-8")
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(table)
    sound_or_data_error(file, written.getvalue().encode("utf-8"))


@MANY
@given(
    data=st.data(), junk=st.binary(max_size=3) | st.sampled_from([b":", b"- ", b"{", b"*a", b"<<: 1\n", b"'"])
)
def test_damaged_bytes_are_accepted_or_a_data_error(data, junk):
    file = data.draw(st.sampled_from(sorted(evidence.FILES)))
    whole = (evidence.DATA_FOLDER / file).read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    sound_or_data_error(file, whole[:start] + junk + whole[start + data.draw(st.integers(0, 30)) :])


def test_a_table_holds_the_rows():
    table = evidence.table("citrate_donors")
    assert isinstance(table, pd.DataFrame)
    assert len(table) == len(evidence.rows("citrate_donors"))
    assert {"value", "low", "high", "unit", "source", "confidence", "note"} <= set(table.columns)
    after = table[(table.quantity == "ionised calcium") & (table.moment == "after")]
    assert after.value.tolist() == [0.84]


@pytest.mark.parametrize(
    ("call", "key"), [("source", "nobody"), ("claim", "none"), ("rows", "none"), ("lesson", "4")]
)
def test_an_unknown_key_lists_the_known_ones(call, key):
    with pytest.raises(KeyError, match=f"'{key}'.*there are"):
        getattr(evidence, call)(key)


@pytest.mark.parametrize(
    ("key", "short"),
    [
        ("das_2005", "Das et al. 2005"),
        ("hodgkin_huxley_1952", "Hodgkin & Huxley 1952"),
        ("nernst_1889", "Nernst 1889"),
        ("bolan_2001", "Bolan et al. 2001"),
        ("van_der_heijden_1994", "Van der Heijden et al. 1994"),
        ("kit_choice", "This kit"),
        ("minetto_2009", "Minetto et al. 2009"),
        ("schwarz_1994", "Schwarz et al. 1994"),
        ("johnson_2024", "Johnson et al. 2024"),
        ("codata_2018", "CODATA 2018"),
        ("lancet_1999", "Lancet 1999"),
        ("internist_2003", "Internist 2003"),
        ("jjp_1992", "Jpn J Physiol 1992"),
        ("shils", "Shils"),
    ],
)
def test_a_source_is_cited_by_its_surnames(key, short):
    assert evidence.source(key).short == short


def test_a_source_without_authors_is_cited_by_its_journal():
    record = evidence.source("vox_sanguinis_1998").model_copy(
        update={
            "authors": "",
            "journal": "Vox Sanguinis 74:7",
            "title": "How to",
            "doi": "",
            "pmid": "",
            "note": "",
        }
    )
    assert record.short == "Vox Sanguinis 1998"
    assert record.html == "How to. Vox Sanguinis 74:7. 1998 [abstract or record read]"
    dated = record.model_copy(
        update={"title": "", "journal": "Korean J Health Promot 2021:129", "year": 2021}
    )
    assert dated.html.startswith("Korean J Health Promot 2021:129 [")


def test_without_a_title_the_note_says_what_the_paper_is():
    record = evidence.source("das_2005").model_copy(update={"title": "", "note": "Platelet donors <x>"})
    assert "2005. (Platelet donors &lt;x&gt;). Transfus Med" in record.html
    assert "(" not in record.model_copy(update={"note": ""}).html


def test_a_paper_without_a_doi_links_its_record_in_pubmed():
    record = evidence.source("das_2005").model_copy(update={"doi": ""})
    assert record.link == "https://pubmed.ncbi.nlm.nih.gov/15943708/"
    assert f'<a href="{record.link}">PMID 15943708</a>' in record.html
    assert f'<a href="{record.link}"' in cards.citation(record)
    bare = record.model_copy(update={"pmid": ""})
    assert not bare.link
    assert "<a" not in bare.html + cards.citation(bare)


def test_a_title_that_asks_needs_no_stop():
    assert "Eyelid Myokymia? Korean J Health Promot" in evidence.source("kjhp_2021").html


@pytest.mark.parametrize("authors", ["Bolan; et al.", "Bolan; et al", "Bolan; et al..", "Bolan ; et al. ; "])
def test_and_others_is_written_once(authors):
    record = evidence.source("bolan_2001").model_copy(update={"authors": authors, "title": "On citrate."})
    assert record.short == "Bolan et al. 2001"
    assert record.html.startswith("Bolan et al. 2001. On citrate. Transfusion 41:1165. <a")


@pytest.mark.parametrize("source", evidence.sources(), ids=lambda source: source.key)
def test_a_reference_has_no_stray_stops(source):
    for text in (source.short, source.html):
        assert not [stray for stray in ("..", "; et al", ". .", "  ") if stray in text]


def test_a_reference_links_its_doi_and_escapes_its_text():
    assert 'href="https://doi.org/10.1136/hrt.73.6.523"' in evidence.source("davis_1995").html
    assert "<b>" not in evidence.source("davis_1995").model_copy(update={"title": "<b>"}).html


def test_the_right_option_of_a_prediction_follows_the_value():
    prediction = evidence.prediction("calcium_threshold")
    assert prediction.right(0.5).text.startswith("It gets clearly smaller")
    assert prediction.right(0.9).text.startswith("It stays")
    assert prediction.right(1.1).text.startswith("It gets clearly larger")


def test_records_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        evidence.claim("calcium_needed").grade = "supported"
