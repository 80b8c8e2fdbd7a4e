"""Run every notebook as a new learner would and store what it shows: ``python tests/store_outputs.py``.

Names of notebooks may follow; without any it is all of them, and one that has not changed is left alone.
Widgets are stored as pictures and text, so that a lesson is not blank before Run. Nothing of the run stays
behind: no widget state, times, versions or paths.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[1]
MOST_BYTES = 200_000
KEPT_KINDS = ("text/html", "text/markdown", "text/plain", "image/svg+xml")
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def run(notebook: NotebookNode, folder: Path) -> None:
    """Execute all cells in a fresh kernel with an empty progress folder; an error in a cell is raised."""
    with tempfile.TemporaryDirectory() as scratch:
        environment = os.environ | {
            "MUSCLE_TWITCH_PROGRESS": str(Path(scratch) / "progress"),
            "MUSCLE_TWITCH_CLASS": str(Path(scratch) / "class"),
            "MUSCLE_TWITCH_STATIC": "1",
            "MUSCLE_TWITCH_OPEN": "1",
            "IPYTHONDIR": str(Path(scratch) / "ipython"),
            "JUPYTER_PLATFORM_DIRS": "1",
        }
        client = NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            store_widget_state=False,
            record_timing=False,
            coalesce_streams=True,  # one print, one output, however the kernel flushed it
            resources={"metadata": {"path": str(folder)}},
        )
        client.execute(env=environment)


def shown(output: NotebookNode) -> NotebookNode | None:
    """An output as it is stored, None where nothing of it makes sense without a kernel."""
    if output.output_type == "stream":
        if output.name == "stderr":
            raise ValueError(f"a cell wrote to stderr: {output.text.strip()}")
        return output
    if output.output_type == "error":
        return output  # only a cell tagged raises-exception gets this far
    data = {kind: value for kind, value in output.data.items() if kind in KEPT_KINDS}
    live = any("widget" in kind for kind in output.data)
    if live and "text/html" not in data:
        return None  # all that is left is the widget's repr
    output.data, output.metadata = NotebookNode(data), NotebookNode()
    return output if data else None


def normalise(notebook: NotebookNode) -> None:
    """Keep what a reader sees and nothing that differs from run to run or machine to machine."""
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    count = 0
    for cell in notebook.cells:
        kept: dict[str, Any] = {}
        if cell.metadata.get("tags"):
            kept["tags"] = cell.metadata.tags
        if cell.metadata.get("jupyter", {}).get("source_hidden"):
            kept["jupyter"] = {"source_hidden": True}
        cell.metadata = nbformat.from_dict(kept)
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            cell.outputs = [output for output in map(shown, cell.outputs) if output is not None]
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = count
                for value in [output.get("text", ""), *output.get("data", {}).values()]:
                    found = re.search(r"\bat 0x[0-9a-f]+|" + re.escape(str(ROOT)), str(value))
                    if found:
                        raise ValueError(f"an output names this machine or run: {found.group()}")


def store(path: Path) -> bool:
    """Run one notebook and store its outputs; True when the file changed."""
    notebook = nbformat.read(path, as_version=4)
    run(notebook, path.parent)
    normalise(notebook)
    nbformat.validate(notebook)
    text = nbformat.writes(notebook).rstrip("\n") + "\n"
    if len(text.encode("utf-8")) > MOST_BYTES:
        raise ValueError(f"{path.name} would have {len(text.encode('utf-8'))} bytes, at most {MOST_BYTES}")
    if text == path.read_text(encoding="utf-8"):
        return False
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


def main(names: list[str]) -> int:
    """Store the named notebooks, or all; 0 when every one ran."""
    paths = [Path(name).resolve() for name in names] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    failed = 0
    for path in paths:
        try:
            print(f"{path.name}: {'stored' if store(path) else 'unchanged'}", flush=True)
        except Exception as error:
            failed += 1
            print(f"{path.name}: not stored. {error}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
