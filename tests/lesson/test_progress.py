from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.lesson import disk, progress_file
from helpers.lesson.progress import Progress, open_progress
from helpers.lesson.progress_file import FILE_NAME, read_file


def saved(folder: Path) -> dict:
    return json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))


def test_answers_survive_a_new_kernel(tmp_path):
    first = Progress(tmp_path)
    first.commit("p", "it rises")
    first.answer("q", "a")
    first.answer("q", "b")
    first.attempt("e", solved=False)
    first.saw("e", "hint")
    again = Progress(tmp_path)
    assert again.prediction("p") == {"first": "it rises"}
    assert again.question("q") == {"first": "a", "last": "b", "tries": 2}
    assert again.exercise("e") == {"tries": 1, "hint": True}
    assert again.notice == ""


def test_nothing_is_written_before_the_first_answer(tmp_path):
    folder = tmp_path / "not yet"
    assert Progress(folder).prediction("p") == {}
    assert not folder.exists()


def test_the_first_commitment_stays_and_later_ones_are_kept_beside_it(tmp_path):
    progress = Progress(tmp_path)
    for answer in ("a", "a", "b", "b", "a"):
        progress.commit("p", answer)
    assert progress.prediction("p") == {"first": "a", "after": ["b", "a"]}


def test_grades_of_claims_are_kept_like_commitments(tmp_path):
    progress = Progress(tmp_path)
    for grade in ("weak", "weak", "partly"):
        progress.give_grade("claim", grade)
    assert Progress(tmp_path).grade("claim") == {"first": "weak", "after": ["partly"]}
    assert Progress(tmp_path).prediction("claim") == {}


def test_a_look_at_the_kits_grade_is_kept_in_the_shape_that_older_versions_read(tmp_path):
    progress = Progress(tmp_path)
    progress.look_at_grade("seen")
    progress.give_grade("seen", "weak")
    progress.give_grade("unseen", "weak")
    progress.look_at_grade("unseen")
    again = Progress(tmp_path)
    assert again.saw_grade_first("seen")
    assert not again.saw_grade_first("unseen")
    kept = saved(tmp_path)
    assert kept["version"] == 3
    assert kept["grades"] == {"seen": {"first": "weak"}, "unseen": {"first": "weak"}}
    assert kept["predictions"] == {"grade.seen": {"skipped": True}}


def test_the_file_of_an_older_kit_is_read_and_then_written_anew(tmp_path):
    old = {"kit": "why-muscles-twitch", "version": 1, "predictions": {"p": {"first": "a"}}}
    old |= {"questions": {}, "exercises": {"e": {"tries": 1, "solved": True, "alone": True}}}
    (tmp_path / FILE_NAME).write_text(json.dumps(old), encoding="utf-8")
    progress = Progress(tmp_path)
    assert progress.prediction("p") == {"first": "a"}
    progress.give_grade("claim", "weak")
    assert progress.notice == ""
    now = saved(tmp_path)
    assert now["version"] == 3
    assert now["grades"] == {"claim": {"first": "weak"}}
    assert {kind: now[kind] for kind in ("predictions", "exercises")} == {
        kind: old[kind] for kind in ("predictions", "exercises")
    }
    assert not list(tmp_path.glob("progress-damaged-*"))


def test_where_tries_stopped_is_counted_by_the_name_of_the_check(tmp_path):
    progress = Progress(tmp_path)
    for check in ("syntax", "value_2", "value_2", ""):
        progress.attempt("e", solved=not check, stopped_at=check)
    assert Progress(tmp_path).stops("e") == {"syntax": 1, "value_2": 2}
    assert Progress(tmp_path).exercise("e") == {"tries": 4, "solved": True, "alone": True}
    with pytest.raises(ValueError, match="stopped_at must be one of"):
        progress.attempt("e", solved=False, stopped_at="x = 'my own code'")


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_without_stops_is_read_and_gets_them(tmp_path, version):
    Progress(tmp_path).attempt("e", solved=False)
    old = saved(tmp_path) | {"version": version}
    for kind in ("stops", "grades")[: 3 - version]:
        del old[kind]
    (tmp_path / FILE_NAME).write_text(json.dumps(old), encoding="utf-8")
    progress = Progress(tmp_path)
    assert (progress.stops("e"), progress.exercise("e"), progress.notice) == ({}, {"tries": 1}, "")
    progress.attempt("e", solved=False, stopped_at="call")
    assert saved(tmp_path)["stops"] == {"e": {"call": 1}}


def test_looking_first_is_recorded_only_before_committing(tmp_path):
    progress = Progress(tmp_path)
    progress.skip("early")
    progress.commit("early", "a")
    progress.commit("late", "a")
    progress.skip("late")
    assert progress.prediction("early") == {"skipped": True, "first": "a"}
    assert progress.prediction("late") == {"first": "a"}


def test_solved_alone_or_after_the_solution(tmp_path):
    progress = Progress(tmp_path)
    progress.attempt("alone", solved=True)
    progress.saw("alone", "solution")
    progress.saw("helped", "solution")
    progress.attempt("helped", solved=True)
    assert progress.exercise("alone")["alone"] is True
    assert progress.exercise("helped")["alone"] is False


def test_every_cut_and_every_flipped_byte_is_survived_and_nothing_is_lost(tmp_path):
    Progress(tmp_path).commit("p", "a")
    good = (tmp_path / FILE_NAME).read_bytes()
    flipped = [good[:i] + bytes([good[i] ^ 0x15]) + good[i + 1 :] for i in range(len(good))]
    for number, damaged in enumerate([good[:i] for i in range(len(good) - 1)] + flipped):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / FILE_NAME).write_bytes(damaged)
        progress = Progress(folder)
        progress.answer("q", "b")
        assert progress.question("q")["last"] == "b"
        kept = [file.read_bytes() for file in folder.glob("progress-damaged-*.json")]
        if kept:
            assert kept == [damaged]
            assert "could not be read" in progress.notice
        elif progress.notice:
            assert (folder / FILE_NAME).read_bytes() == damaged  # looks newer than this kit: left alone
        else:
            read_file(folder / FILE_NAME)
            assert saved(folder)["predictions"]  # still a good file; its answers are kept


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"kit": "another"}',
        b'{"kit": "why-muscles-twitch", "version": true}',
        b'{"kit": "why-muscles-twitch", "version": 1}',
        b'{"kit": "why-muscles-twitch", "version": 1, "predictions": {}, "questions": [], "exercises": {}}',
        b'{"kit": "why-muscles-twitch", "version": 1, "predictions": {"p": {"first": 1}}, "questions": {},'
        b' "exercises": {}}',
        b'{"kit": "why-muscles-twitch", "version": 1, "predictions": {"p": {"after": [1]}}, "questions": {},'
        b' "exercises": {}}',
        b'{"kit": "why-muscles-twitch", "version": 1, "predictions": {}, "questions": {"q": {"tries": -1}},'
        b' "exercises": {}}',
        b'{"kit": "why-muscles-twitch", "version": 1, "predictions": {"../p": {}}, "questions": {},'
        b' "exercises": {}}',
        b'{"kit": "why-muscles-twitch", "version": 3, "predictions": {}, "questions": {}, "exercises": {},'
        b' "grades": {}, "stops": {"e": {"my own code": 1}}}',
        b" " * (progress_file.MOST_BYTES + 1),
        b"9" * 5000,
    ],
)
def test_a_foreign_file_is_set_aside_unchanged_and_the_learner_is_told_once(tmp_path, content):
    (tmp_path / FILE_NAME).write_bytes(content)
    progress = Progress(tmp_path)
    progress.commit("p", "a")
    progress.commit("p", "b")
    (aside,) = tmp_path.glob("progress-damaged-*.json")
    assert aside.read_bytes() == content
    assert progress.notice.count("could not be read") == 1
    assert aside.name in progress.notice
    assert Progress(tmp_path).prediction("p") == {"first": "a", "after": ["b"]}


def test_two_damaged_files_get_two_names(tmp_path):
    for content in (b"one", b"two"):
        (tmp_path / FILE_NAME).write_bytes(content)
        Progress(tmp_path)
    assert sorted(f.read_bytes() for f in tmp_path.glob("progress-damaged-*.json")) == [b"one", b"two"]


def test_a_file_damaged_while_the_lesson_runs_is_set_aside_too(tmp_path):
    progress = Progress(tmp_path)
    progress.commit("p", "a")
    (tmp_path / FILE_NAME).write_bytes(b"{")
    progress.answer("q", "b")
    assert [f.read_bytes() for f in tmp_path.glob("progress-damaged-*.json")] == [b"{"]
    assert saved(tmp_path)["questions"]["q"]["last"] == "b"


def test_a_newer_version_is_left_alone(tmp_path):
    content = b'{"kit": "why-muscles-twitch", "version": 4, "something": "new"}'
    (tmp_path / FILE_NAME).write_bytes(content)
    progress = Progress(tmp_path)
    progress.commit("p", "a")
    assert progress.prediction("p") == {"first": "a"}
    assert "newer version" in progress.notice
    assert [f.name for f in tmp_path.iterdir()] == [FILE_NAME]
    assert (tmp_path / FILE_NAME).read_bytes() == content


@pytest.mark.parametrize("digit", "0149")
def test_a_version_number_alone_does_not_make_a_file_newer(tmp_path, digit):
    Progress(tmp_path).commit("p", "a")
    file = tmp_path / FILE_NAME
    damaged = file.read_text(encoding="utf-8").replace('"version": 3', f'"version": {digit}')
    file.write_text(damaged, encoding="utf-8")
    progress = Progress(tmp_path)
    progress.commit("p", "b")
    assert saved(tmp_path)["predictions"]["p"] == {"first": "b"}
    (aside,) = tmp_path.glob("progress-damaged-*.json")
    assert aside.read_text(encoding="utf-8") == damaged


def test_reading_waits_while_another_notebook_replaces_the_file(tmp_path, monkeypatch):
    Progress(tmp_path).commit("p", "a")
    refusals = [PermissionError("in use")] * 2
    opened = Path.open

    def busy(path: Path, *args, **kwargs):
        if path.name == FILE_NAME and refusals:
            raise refusals.pop()
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", busy)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    progress = Progress(tmp_path)
    assert progress.prediction("p") == {"first": "a"}
    assert progress.notice == ""
    assert not refusals


def test_a_folder_that_cannot_be_used_is_said_once_and_the_lesson_goes_on(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder", encoding="utf-8")
    progress = Progress(in_the_way)
    progress.commit("p", "a")
    progress.answer("q", "b")
    assert progress.prediction("p") == {"first": "a"}
    assert progress.notice.count("cannot be saved") == 1


def test_a_full_disk_leaves_the_old_file_whole_and_a_later_save_catches_up(tmp_path, monkeypatch):
    progress = Progress(tmp_path)
    progress.commit("p", "a")
    before = (tmp_path / FILE_NAME).read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        progress.answer("q", "b")
    assert (tmp_path / FILE_NAME).read_bytes() == before
    assert not list(tmp_path.glob("*.tmp"))
    assert "cannot be saved" in progress.notice
    progress.answer("q", "c")
    assert saved(tmp_path)["questions"]["q"] == {"first": "b", "last": "c", "tries": 2}
    assert progress.notice == ""  # it is no longer true


def test_two_notebooks_at_once_keep_each_others_answers(tmp_path):
    one, two = Progress(tmp_path), Progress(tmp_path)
    one.commit("p", "a")
    two.answer("q", "b")
    two.commit("p", "late")
    one.attempt("e", solved=True)
    both = saved(tmp_path)
    assert both["predictions"]["p"] == {"first": "a", "after": ["late"]}
    assert both["questions"]["q"]["last"] == "b"
    assert both["exercises"]["e"]["solved"] is True


def test_processes_that_write_at_the_same_time_lose_nothing(tmp_path):
    code = (
        "import sys; from pathlib import Path; from helpers.lesson.progress import Progress\n"
        "progress = Progress(Path(sys.argv[1]))\n"
        "for n in range(15): progress.answer(f'{sys.argv[2]}_{n}', 'x'); progress.answer('shared', 'x')\n"
        "sys.exit(progress.notice or 0)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    writers = [subprocess.Popen([*command, name], stderr=subprocess.PIPE) for name in ("a", "b", "c")]
    for writer in writers:
        _, said = writer.communicate(timeout=120)
        assert writer.returncode == 0, said
    questions = saved(tmp_path)["questions"]
    assert len(questions) == 46
    assert questions["shared"]["tries"] == 45


def test_a_lock_held_elsewhere_is_waited_for_only_so_long(tmp_path, monkeypatch):
    monkeypatch.setattr(disk, "LOCK_PATIENCE_S", 0.05)
    progress = Progress(tmp_path)
    with disk.locked(tmp_path / "progress.lock"):
        progress.commit("p", "a")
    assert "another notebook is writing there" in progress.notice
    assert not (tmp_path / FILE_NAME).exists()
    progress.answer("q", "b")
    assert saved(tmp_path)["predictions"]["p"]["first"] == "a"


def test_the_file_stays_small_whatever_is_answered(tmp_path):
    progress = Progress(tmp_path)
    for number in range(60):
        progress.commit("p", f"{number} " + "long " * 500)
    record = progress.prediction("p")
    assert len(record["after"]) == progress_file.MOST_CHANGES_OF_MIND
    assert record["first"].startswith("0 ")
    assert (tmp_path / FILE_NAME).stat().st_size < 10_000
    assert Progress(tmp_path).prediction("p") == record


def test_keys_cannot_be_anything():
    for key in ("", "a b", "../x", "x" * 81):
        with pytest.raises(ValueError, match="key must be"):
            Progress(None).commit(key, "a")


def test_one_progress_per_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MUSCLE_TWITCH_PROGRESS", str(tmp_path / "one"))
    one = open_progress()
    assert open_progress() is one
    monkeypatch.setenv("MUSCLE_TWITCH_PROGRESS", str(tmp_path / "two"))
    assert open_progress() is not one
