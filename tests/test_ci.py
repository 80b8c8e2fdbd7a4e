"""The public CI file runs what the README promises, on every system and Python it names, and nothing else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / ".github" / "workflows" / "ci.yml"
TEXT = FILE.read_text(encoding="utf-8")
WORKFLOW = yaml.safe_load(TEXT)
JOBS = WORKFLOW["jobs"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EVERYWHERE = "Everything a server would check"


def commands(job, condition=None):
    """What the steps of a job run, or those under a condition."""
    return [step["run"] for step in JOBS[job]["steps"] if "run" in step and step.get("if") == condition]


def readme_line(beginning, end):
    """The one line of the README's code blocks that begins and ends like this."""
    [line] = [line for line in README.splitlines() if line.startswith(beginning) and line.endswith(end)]
    return line


@pytest.mark.parametrize(
    ("condition", "beginning", "end"),
    [
        ("runner.os != 'Windows'", "python3 -m venv", "-m pytest"),
        ("runner.os == 'Windows'", 'cmd /c "py -3 -m venv', '-m pytest"'),
    ],
)
def test_the_tests_are_run_by_the_readmes_own_command(condition, beginning, end):
    assert commands("tests", condition) == [readme_line(beginning, end)]


def test_style_and_types_are_the_readmes_own_commands():
    [said] = re.findall(r"Style: (.*?)\.(?: |\n)" + EVERYWHERE, README, re.DOTALL)
    install, *checks = commands("style")
    assert checks == re.findall(r"`(.*?)`", said)
    assert install == readme_line("python3 -m venv", "-m pytest").removesuffix(
        " && .venv/bin/python -m pytest"
    )


def test_the_named_pythons_begin_with_the_oldest_the_kit_promises():
    matrix = JOBS["tests"]["strategy"]["matrix"]
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert matrix["python"] == ["3.11", "3.12", "3.13"]
    assert matrix["python"][0] == oldest
    assert matrix["system"] == ["ubuntu", "macos", "windows"]
    assert "Linux, macOS and Windows with Python 3.11 to 3.13" in " ".join(README.split())
    windows = next(step for step in JOBS["tests"]["steps"] if "py -3" in step.get("run", ""))
    assert windows["env"]["PY_PYTHON3"] == "${{ matrix.python }}"  # or "py -3" would take the newest


def test_a_missing_browser_is_a_fault_there():
    assert JOBS["tests"]["env"]["MUSCLE_TWITCH_REQUIRE_BROWSER"] == "1"


def test_it_may_only_read_ends_by_itself_and_gives_way_to_a_newer_run():
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert WORKFLOW["concurrency"]["cancel-in-progress"] is True
    for name, job in JOBS.items():
        assert job["timeout-minutes"] <= 60, name
        assert "permissions" not in job, name
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, name


def test_actions_are_pinned_to_a_commit_beside_its_version():
    used = re.findall(r"uses: (.*)", TEXT)
    assert len(used) == 2 * len(JOBS)
    for action in used:
        assert re.fullmatch(r"actions/(checkout|setup-python)@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action
    assert len(set(used)) == 2


def test_the_audit_reads_the_learners_lock_and_stops_nobody():
    [audit] = commands("audit")
    assert re.fullmatch(r"pipx run pip-audit==[\d.]+ -r requirements\.txt --no-deps --disable-pip", audit)
    assert JOBS["audit"]["continue-on-error"] is True
    assert not any("continue-on-error" in job for name, job in JOBS.items() if name != "audit")


def test_no_step_takes_words_of_a_stranger_into_a_shell():
    """An expression inside a script would run what a branch's name says; it goes through env instead."""
    for job in JOBS.values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), step
