"""The lesson grammar as a function: what is wrong with a notebook, in sentences its author can act on."""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

PARTS = (
    "A case and a claim",
    "Predict",
    "Explore",
    "Explain",
    "Evidence",
    "Check yourself",
    "Your turn",
    "Take away",
    "Go deeper",
    "Sources",
)
SHORT_FORMS = ("00", "09", "10")
APPS = ("gallery", "explorer")
"""Pages that are no lessons: a title, a setup cell, and what is shown; each also opens as an app."""

MOST_APP_CELLS = 4
HANDED_IN_AFTER = {"00": "quiz", "10": "portfolio"}  # everywhere else after the summary
FOR_THE_TEACHER = {"class_results": ("toolbar()", "ClassResults(", "QuickCount(")}
"""Notebooks that are no lesson, and what each must show, in this order."""
GUIDE = "teacher_guide"  # a notebook for teachers, with a form of its own
GUIDE_PARTS = (
    "One lesson, one week, one term",
    "Before the class",
    "Where it fits",
    "Safety in every lesson",
    "If somebody tells you something",
    "What the kit keeps",
    "The lessons",
)
MOST_SETUP_LINES = 5
MOST_CODE_LINES = 12
MOST_WORDS = 120
ROUNDING_MINUTES = 2  # "40 more" may stand for 39
MOST_BYTES = 200_000
EXPLORER = "Explorer"  # a lesson's way out, not its panel: Take away ends with it
# A notebook drives; laws, tables and pictures live in helpers. math is for the number recomputed by hand.
IMPORTS = ("helpers", "math")
UNITS = (
    r"mmol/L|µmol/L|nmol/L|pmol/L|mg/dL|mg/L|ng/mL|pg/mL|mL/min|g/L|g/dL|mol/L|mmol|mEq/L|mmHg|kPa|IU|"
    r"mV|µV|mA|µA/cm²|Hz|°C|m/s|km/h|kg|mg|µg|g|mL|litres?|L|mm|cm|µm|ms|seconds?|s|hours?|h|days?|weeks?|%"
)
NUMBER = r"[-−]?\d+(?:[.,]\d+)*"
WITH_UNIT = re.compile(
    rf"(?<![\w.])(?:({NUMBER})\s*(?:to|and|–|-)\s*)?({NUMBER})[ \u00a0\u202f]?({UNITS})(?![\w/])"
)
ALIASES = {
    "mmol/L": ("mM",),
    "%": ("per cent", "percent", "pct"),
    "hours": ("hour", " h"),
    "hour": ("hours", " h"),
    "days": ("day",),
    "weeks": ("week",),
    "seconds": (" s", "_s"),
    "s": ("second",),
}


def read(path: Path) -> dict[str, Any]:
    """The notebook as plain data."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def source(cell: dict[str, Any]) -> str:
    """A cell's text, stored as one string or as lines."""
    text = cell["source"]
    return text if isinstance(text, str) else "".join(text)


def is_exercise(cell: dict[str, Any]) -> bool:
    """Whether the cell is where a learner writes code."""
    return source(cell).lstrip().startswith("%%exercise")


def syntax(cell: dict[str, Any]) -> ast.Module:
    """A code cell's syntax tree, without IPython's own lines."""
    lines = [line for line in source(cell).splitlines() if not line.lstrip().startswith(("%", "!", "?"))]
    return ast.parse("\n".join(lines))


def prose(text: str) -> str:
    """Markdown without code, link targets, images and tags."""
    text = re.sub(r"```.*?```", " ", text, flags=re.DOTALL)
    text = re.sub(r"`[^`\n]*`", " ", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"<[^>]+>", " ", text)


def number(text: str) -> float:
    """``1,200`` -> 1200.0; a real minus sign counts."""
    return float(text.replace(",", "").replace("−", "-"))


class Published:
    """Every number of ``data/`` with the words that stand beside it."""

    def __init__(self, folder: Path) -> None:
        self.records: list[tuple[set[float], str]] = []
        for path in sorted(folder.glob("*.csv")):
            if path.name == "sources.csv":
                continue
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    self.add(" ".join(f"{key} {value}" for key, value in row.items()))
        for path in sorted(folder.glob("*.yaml")):
            if path.name == "teaching.yaml":  # repeats what others publish
                continue
            self.walk(yaml.safe_load(path.read_text(encoding="utf-8")))

    def add(self, text: str) -> None:
        """Keep one record's numbers and words."""
        found = re.findall(r"(?<![\w.])[-−]?\d+(?:\.\d+)?|(?<=[a-z_])\d+(?:\.\d+)?", text.replace(",", ""))
        self.records.append(({number(one) for one in found}, text))

    def walk(self, node: object) -> None:
        """Keep every mapping's own scalars as one record, however deep."""
        if isinstance(node, dict):
            self.add(
                " ".join(f"{key} {item}" for key, item in node.items() if not isinstance(item, (dict, list)))
            )
            node = list(node.values())
        if isinstance(node, list):
            scalars = [item for item in node if not isinstance(item, (dict, list))]
            self.add(" ".join(map(str, scalars)))
            for item in node:
                self.walk(item)

    def has(self, value: float, unit: str) -> bool:
        """Whether some record holds this value beside this unit."""
        words = (unit, *ALIASES.get(unit, ()))
        return any(value in values and any(word in text for word in words) for values, text in self.records)


def unpublished(text: str, published: Published) -> Iterator[str]:
    """Numbers with a unit in Markdown that ``data/`` does not hold."""
    for match in WITH_UNIT.finditer(prose(text)):
        first, last, unit = match.groups()
        for one in (first, last):
            if one and not published.has(number(one), unit):
                yield f"{one} {unit}"


def anchors(path: Path) -> set[str]:
    """The anchors JupyterLab gives to a notebook's headings."""
    text = "\n".join(source(cell) for cell in read(path)["cells"] if cell["cell_type"] == "markdown")
    return {
        heading.strip().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    }


def broken_links(text: str, path: Path) -> Iterator[str]:
    """Links and pictures that lead nowhere, and pictures without words for those who cannot see them."""
    for mark, words, target in re.findall(r"(!?)\[([^\]]*)\]\(([^)\s]+)[^)]*\)", text):
        if mark and len(words.split()) < 3:
            yield f"picture {target} has no alt text that says what it shows"
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        goal = path.parent / file if file else path
        if not goal.exists():
            yield f"{target} leads nowhere"
        elif anchor and goal.suffix == ".ipynb" and anchor not in anchors(goal):
            yield f"{target}: there is no such heading"
    for tag in re.findall(r"<img\b[^>]*>", text):
        if not re.search(r'alt="[^"]{10,}"', tag):
            yield "an <img> has no alt text that says what it shows"
        for target in re.findall(r'src="([^":]+)"', tag):
            if not (path.parent / target).exists():
                yield f"{target} leads nowhere"


def in_every_notebook(path: Path, published: Published) -> Iterator[str]:
    """Rules that hold for the short forms too."""
    notebook = read(path)
    if path.stat().st_size > MOST_BYTES:
        yield f"the file has {path.stat().st_size} bytes, at most {MOST_BYTES} are allowed"
    if "widgets" in notebook["metadata"]:
        yield "widget state is stored: run tests/store_outputs.py"
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    if not code:
        yield "there is no code cell"
    elif len(source(code[0]).strip().splitlines()) > MOST_SETUP_LINES:
        yield f"the setup cell has more than {MOST_SETUP_LINES} lines"
    elif not code[0]["metadata"].get("jupyter", {}).get("source_hidden"):
        yield "the setup cell is not source_hidden"
    for index, cell in enumerate(notebook["cells"]):
        text = source(cell)
        for sentence in (
            in_markdown(text, path, published) if cell["cell_type"] == "markdown" else in_code(cell, path)
        ):
            yield f"cell {index}: {sentence}"


def in_markdown(text: str, path: Path, published: Published) -> Iterator[str]:
    """Rules of a Markdown cell."""
    words = len(re.findall(r"\w[\w'’/.,-]*", prose(text)))
    if words > MOST_WORDS:
        yield f"{words} words, at most {MOST_WORDS}: split it or say less"
    for found in unpublished(text, published):
        yield f"{found} stands in Markdown and not in data/: print it from the model, or publish it there"
    yield from broken_links(text, path)


def in_code(cell: dict[str, Any], path: Path) -> Iterator[str]:
    """Rules of a code cell; what a learner writes is the learner's."""
    lines = len(source(cell).strip().splitlines())
    if lines > MOST_CODE_LINES:
        yield f"{lines} lines of code, at most {MOST_CODE_LINES}: the rest belongs into helpers"
    for output in cell.get("outputs", []):
        if any("widget" in kind or "plotly" in kind for kind in output.get("data", {})):
            yield "a live widget is stored, blank without its kernel: run tests/store_outputs.py"
        if output["output_type"] == "error":
            yield "an error is stored"
    if is_exercise(cell):
        return
    for node in ast.walk(syntax(cell)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.Lambda)):
            yield f"logic in a notebook ({type(node).__name__}): it belongs into helpers"
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names = (
                [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or "."]
            )
            for name in names:
                if name.split(".")[0] not in IMPORTS:
                    yield f"imports {name}: a notebook imports from helpers only"
            if any(alias.name == "*" for alias in node.names):
                yield "import *: say what is used"
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Lesson":
            named = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            if named != [path.stem]:
                yield f"Lesson({named}) stands in {path.name}"


def in_first_cell(path: Path, lesson: dict[str, Any]) -> Iterator[str]:
    """Title, minutes and outcomes, as the map of lessons has them."""
    first = read(path)["cells"][0]
    text = source(first)
    title = f"# {path.name[:2]} · {lesson['title']}"
    if first["cell_type"] != "markdown" or text.splitlines()[0].strip() != title:
        yield f"the first line must be {title!r}, as in data/lessons.yaml"
    if not re.search(rf"\b{lesson['minutes']} minutes\b", text):
        yield f"the first cell must say {lesson['minutes']} minutes, as data/lessons.yaml"
    if path.name[:2] not in SHORT_FORMS:
        outcomes = re.findall(r"^\s*(?:[-*]|\d+\.) +\S", text, flags=re.MULTILINE)
        if len(outcomes) != 3:
            yield f"the first cell lists {len(outcomes)} outcomes, it must be three"
        if "?" not in text:
            yield "the first cell asks no question"


def in_a_lesson(path: Path, panels: set[str]) -> Iterator[str]:
    """Rules of lessons 01 to 08: the ten parts, one panel in the core, the red flags, the explorer."""
    part, found, deeper = "", [], 0
    last: dict[str, ast.Module] = {}
    counted: dict[str, list[str]] = {}
    code: dict[str, str] = {}
    for cell in read(path)["cells"]:
        if cell["cell_type"] == "markdown":
            for line in source(cell).splitlines():
                if line.startswith("## "):
                    part = line[3:].strip()
                    found.append(part)
                elif line.startswith("### ") and part == "Go deeper":
                    minutes = re.search(r"\b(\d+) min", line)
                    deeper += int(minutes[1]) if minutes else 0
                    if minutes is None:
                        yield f"Go deeper: {line!r} does not say its minutes"
        else:
            code[part] = code.get(part, "") + source(cell) + "\n"
            if not is_exercise(cell):
                last[part] = syntax(cell)
                calls = (node.func for node in ast.walk(syntax(cell)) if isinstance(node, ast.Call))
                names = (getattr(call, "id", getattr(call, "attr", "")) for call in calls)
                counted.setdefault(part, []).extend(name for name in names if name in panels)
    said = re.search(r"\b(\d+) more under Go deeper", source(read(path)["cells"][0]))
    if deeper and (said is None or abs(int(said[1]) - deeper) > ROUNDING_MINUTES):
        yield f"the first cell must say '{deeper} more under Go deeper', as its headings add up to"
    if tuple(found) != PARTS:
        yield f"the parts are {found}, they must be {list(PARTS)}"
    core = [
        name
        for part, names in counted.items()
        if part not in PARTS[-2:]
        for name in names
        if name != EXPLORER
    ]
    if len(core) != 1:
        yield f"the core has {len(core)} panels ({', '.join(core)}), it must be one"
    if not opens_the_explorer(last.get("Take away", ast.Module([], []))):
        yield f"Take away: its last cell must be {EXPLORER}(focus=..., start=...), the lesson's factor"
    wanted = {
        "A case and a claim": ".claim(",
        "Predict": ".predict(",
        "Explain": ".compare(",
        "Evidence": ".verdict(",
        "Check yourself": ".quiz(",
        "Your turn": "%%exercise",
        "Take away": ".red_flags(",
    }
    for name, call in wanted.items():
        if call not in code.get(name, ""):
            yield f"{name}: no cell calls {call}"


def hand_in(path: Path) -> Iterator[str]:
    """Each lesson is handed in once, straight after the learner's own page (in 00: after the questions)."""
    code = "\n".join(source(cell) for cell in read(path)["cells"] if cell["cell_type"] == "code")
    called = ["", *re.findall(r"\blesson\.(\w+)\(", code)]
    wanted = HANDED_IN_AFTER.get(path.name[:2], "summary")
    if called.count("hand_in") != 1 or called[called.index("hand_in") - 1] != wanted:
        yield f"lesson.hand_in() must stand once, straight after lesson.{wanted}()"


def for_the_teacher(path: Path) -> Iterator[str]:
    """Rules of a notebook for the teacher: what it shows, in order, and no lesson of its own."""
    cells = read(path)["cells"]
    code = "\n".join(source(cell) for cell in cells if cell["cell_type"] == "code")
    places = [code.find(call) for call in FOR_THE_TEACHER[path.stem]]
    if -1 in places or places != sorted(places):
        yield f"it must show {', '.join(FOR_THE_TEACHER[path.stem])}, in this order"
    if "Lesson(" in code:
        yield "a notebook for the teacher makes no Lesson"
    if not source(cells[0]).startswith("# For the teacher: "):
        yield "the first line must begin with '# For the teacher: '"


def opens_the_explorer(cell: ast.Module) -> bool:
    """Whether a cell ends with the explorer, opened at one factor and at what the learner has set."""
    shown = cell.body[-1] if cell.body else None
    call = shown.value if isinstance(shown, ast.Expr) else None
    if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != EXPLORER:
        return False
    return {keyword.arg for keyword in call.keywords} == {"focus", "start"}


def in_an_app(path: Path) -> Iterator[str]:
    """Rules of a page that is no lesson: one screen, nothing to write, one thing shown."""
    cells = read(path)["cells"]
    first = source(cells[0])
    if cells[0]["cell_type"] != "markdown" or not re.match(r"# \S", first):
        yield "the first cell must be a title"
    if len(cells) > MOST_APP_CELLS:
        yield f"{len(cells)} cells, at most {MOST_APP_CELLS}: an app is one screen"
    if any(is_exercise(cell) for cell in cells if cell["cell_type"] == "code"):
        yield "an exercise: an app shows no code to write in"
    shown = [syntax(cell).body[-1:] for cell in cells if cell["cell_type"] == "code"]
    if not any(
        isinstance(last, ast.Expr) and isinstance(last.value, ast.Name) for [last] in filter(None, shown)
    ):
        yield "no cell shows what the setup cell made"


def in_the_guide(path: Path, lessons: dict[str, Any]) -> Iterator[str]:
    """Rules of the teacher's guide: its parts, then each lesson with a link to it and its stored page."""
    titles = {f"Lesson {name[:2]}: {about['title']}": name for name, about in lessons.items()}
    cells = read(path)["cells"]
    if source(cells[0]).splitlines()[0].strip() != "# Teacher's guide":
        yield 'the first line must be "# Teacher\'s guide"'
    found, shown = [], dict.fromkeys(titles.values(), "")
    for cell, following in pairwise([*cells, {"cell_type": "", "source": ""}]):
        headings = re.findall(r"^## (.+)$", source(cell), flags=re.MULTILINE)
        if cell["cell_type"] != "markdown" or not headings:
            continue
        found += headings
        if headings[-1] in titles:
            name = titles[headings[-1]]
            shown[name] = source(following)
            if f"]({name}.ipynb)" not in source(cell):
                yield f"{headings[-1]!r} has no link to its lesson"
            if "text/html" not in str(following.get("outputs")):
                yield f"{headings[-1]!r} has no stored page: run tests/store_outputs.py"
    if found != [*GUIDE_PARTS, *titles]:
        yield f"the parts are {found}, they must be {[*GUIDE_PARTS, *titles]}"
    for name, code in shown.items():
        if f'.page("{name}")' not in code:
            yield f"under {name} the next cell does not call .page({name!r})"


def complaints(path: Path, data: Path, panels: set[str]) -> list[str]:
    """Everything wrong with one notebook. ``panels``: names of the panels that have controls."""
    listed = {
        lesson["id"]: lesson for lesson in yaml.safe_load((data / "lessons.yaml").read_text(encoding="utf-8"))
    }
    if path.stem in APPS:
        return [*in_an_app(path), *in_every_notebook(path, Published(data))]
    if path.stem in FOR_THE_TEACHER:
        return [*for_the_teacher(path), *in_every_notebook(path, Published(data))]
    if path.stem == GUIDE:
        return [*in_the_guide(path, listed), *in_every_notebook(path, Published(data))]
    if path.stem not in listed:
        return [f"{path.name} is not in data/lessons.yaml"]
    found = [
        *in_first_cell(path, listed[path.stem]),
        *in_every_notebook(path, Published(data)),
        *hand_in(path),
    ]
    if path.name[:2] not in SHORT_FORMS:
        found += in_a_lesson(path, panels)
    return found
