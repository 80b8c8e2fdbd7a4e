"""What is stored in the notebooks: valid, clean, and with something for nbval to compare."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from tests import store_outputs

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHECKED = "nbval-check-output"
TAGS = {CHECKED, "nbval-skip", "nbval-ignore-output", "nbval-raises-exception", "raises-exception"}


def checked_cells(notebook):
    """Cells whose output nbval compares: by tag only, never by a comment a reader would see."""
    return [cell for cell in notebook.cells if CHECKED in cell.metadata.get("tags", [])]


def printed(cell):
    """A checked cell's stored text; nbval skips pictures and widgets and passes on nothing at all."""
    texts = [output.get("text", output.get("data", {}).get("text/plain", "")) for output in cell.outputs]
    return "".join(texts).strip()


def faults(notebook):
    """What is wrong with what a notebook stores."""
    found = []
    if notebook.metadata.get("kernelspec", {}).get("name") != "python3":
        found.append("the kernel is not python3")
    if dict(notebook.metadata) != store_outputs.METADATA:
        found.append("metadata of one machine: run tests/store_outputs.py")
    if not checked_cells(notebook):
        found.append(f"no cell is tagged {CHECKED}")
    for index, cell in enumerate(notebook.cells):
        tags = set(cell.metadata.get("tags", []))
        found += [f"cell {index}: tag {tag} means nothing here" for tag in sorted(tags - TAGS)]
        extra = sorted(set(cell.metadata) - {"tags", "jupyter"})
        found += [f"cell {index}: metadata {key}" for key in extra]
        if "nbval" in cell.source.lower():
            found.append(f"cell {index}: name nbval in the tags, not in the text")
        if cell.cell_type == "code" and cell.execution_count is None and cell.source.strip():
            found.append(f"cell {index}: was never run: run tests/store_outputs.py")
    for cell in checked_cells(notebook):
        if not printed(cell):
            found.append(f"a checked cell has no stored text: {cell.source.splitlines()[0]}")
        elif not any(character.isdigit() for character in printed(cell)):
            found.append(f"a checked cell prints no number: {cell.source.splitlines()[0]}")
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_stored_clean(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert faults(notebook) == []
    assert b"\r" not in path.read_bytes()
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)


def test_there_are_notebooks():
    assert len(NOTEBOOKS) >= 2


@pytest.fixture
def sound():
    notebook = nbformat.v4.new_notebook(metadata=nbformat.from_dict(store_outputs.METADATA))
    cell = nbformat.v4.new_code_cell("print(1.25)", execution_count=1, metadata={"tags": [CHECKED]})
    cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text="1.25\n")]
    notebook.cells = [cell]
    return notebook


def test_a_sound_notebook_has_no_faults(sound):
    assert faults(sound) == []


@pytest.mark.parametrize(
    ("said", "spoil"),
    [
        ("no stored text", lambda n: n.cells[0].update(outputs=[])),
        ("prints no number", lambda n: n.cells[0].outputs[0].update(text="one")),
        ("no cell is tagged", lambda n: n.cells[0].update(metadata={})),
        ("means nothing here", lambda n: n.cells[0].metadata.tags.append("hide-input")),
        ("not python3", lambda n: n.metadata.kernelspec.update(name="my-env")),
        ("metadata of one machine", lambda n: n.metadata.language_info.update(version="3.11.7")),
        ("metadata execution", lambda n: n.cells[0].metadata.update(execution={})),
        ("never run", lambda n: n.cells[0].update(execution_count=None)),
        ("not in the text", lambda n: n.cells[0].update(source="# NBVAL_CHECK_OUTPUT\nprint(1.25)")),
    ],
)
def test_each_fault_is_named(sound, said, spoil):
    spoil(sound)
    assert any(said in fault for fault in faults(sound)), faults(sound)


def draft(*cells, **metadata):
    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "x", "display_name": "Mine"}, "widgets": {}}
    )
    notebook.cells = [nbformat.v4.new_code_cell(cell, metadata=metadata) for cell in cells]
    return notebook


def test_storing_runs_cleans_and_is_idempotent(tmp_path):
    path = tmp_path / "a.ipynb"
    cells = (
        "import os\nprint(os.environ['MUSCLE_TWITCH_STATIC'])",
        "import ipywidgets\nipywidgets.IntSlider()",
        "1 + 1.25",
        "print(os.path.basename(os.getcwd()), os.path.exists(os.environ['MUSCLE_TWITCH_PROGRESS']))",
    )
    notebook = draft(*cells, execution={"iopub.execute_input": "2020"}, jupyter={"source_hidden": True})
    nbformat.write(notebook, path)
    assert store_outputs.store(path)
    stored = nbformat.read(path, as_version=4)
    assert dict(stored.metadata) == store_outputs.METADATA
    assert [cell.outputs[0].text for cell in (stored.cells[0], stored.cells[3])] == [
        "1\n",
        f"{tmp_path.name} False\n",
    ]
    assert stored.cells[1].outputs == []  # a widget without its kernel shows nothing
    assert stored.cells[2].outputs[0].data == {"text/plain": "2.25"}
    assert all(dict(cell.metadata) == {"jupyter": {"source_hidden": True}} for cell in stored.cells)
    assert "widgets" not in json.loads(path.read_text(encoding="utf-8"))["metadata"]
    assert not store_outputs.store(path)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import sys\nprint('careful', file=sys.stderr)", "stderr"),
        ("object()", "names this machine or run"),
        ("print('ten words or so\\n' * 20_000)", "bytes"),  # short lines: nbclient is slow with a long one
    ],
)
def test_what_must_not_be_stored_is_refused_and_the_file_left_alone(tmp_path, capsys, cell, said):
    path = tmp_path / "a.ipynb"
    nbformat.write(draft(cell), path)
    before = path.read_bytes()
    assert store_outputs.main([str(path)]) == 1
    assert said in capsys.readouterr().out
    assert path.read_bytes() == before
