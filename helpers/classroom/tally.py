"""Count a class's answers, without a person: nothing is shown of fewer than five learners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from helpers.classroom.asked import Asked
from helpers.figures.class_answers import Bar
from helpers.lesson.hand_in_file import HandIn
from helpers.lesson.progress_file import as_kept

FEWEST = 5
"""Of fewer learners nothing is shown: a result would point at one of them."""
AT_FIRST, AFTER, BEFORE = "at first", "after the discussion", "before the discussion"
FIRST_ANSWER, LAST_ANSWER = "first answer", "last answer"


@dataclass(frozen=True)
class Series:
    """Answers of one time of asking: a bar for each option, and how many learners there were in all."""

    name: str
    bars: tuple[Bar, ...]
    people: int


@dataclass(frozen=True)
class Tally:
    """How a class answered: options, one or two series, and what else is to be said.

    ``changed`` counts, of ``paired`` learners who handed in both times, moves from one option to another.
    """

    options: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()
    paired: int = 0
    changed: Counter[tuple[int, int]] = field(default_factory=Counter)


def tally(asked: Asked, before: Sequence[HandIn], after: Sequence[HandIn]) -> Tally:
    """Count the answers to ``asked`` at first and after the discussion; of a task, how it stood each time."""
    is_task = asked.section == "exercises"
    once = {hand_in.code: hand_in for hand_in in ([*before] if is_task else [*after, *before])}
    first = [asked.answer(hand_in, last=False) for hand_in in once.values()]
    last = [asked.answer(hand_in, last=True) for hand_in in after]
    series, notes = [], []
    for name, answers in ((BEFORE if is_task else AT_FIRST, first), (AFTER, last)):
        counted = _series(name, answers, asked.keys)
        strange = sum(answer is not None for answer in answers) - counted.people
        if strange:
            notes.append(f"{name.capitalize()}, {strange} gave an answer that this kit does not have.")
        if counted.people >= FEWEST:
            series.append(counted)
        elif answers:
            notes.append(f"{name.capitalize()}: {too_few(counted.people)}")
    paired, changed = _changes(asked, before, after)
    return Tally(asked.options, tuple(series), (*notes, *_remarks(asked, once.values())), paired, changed)


def misconceptions(
    questions: Sequence[Any], before: Sequence[HandIn], after: Sequence[HandIn], most: int | None = None
) -> Tally:
    """Count who held which misconception at the first and at the last answer, the most persistent first.

    Each learner's latest hand-in counts. Misconceptions nobody held are left out, as are questions that
    fewer than five answered; ``most`` cuts the list.
    """
    latest = {hand_in.code: hand_in for hand_in in (*before, *after)}.values()
    found: list[tuple[str, Bar, Bar]] = []
    for words, options in _holders(questions).items():
        first, last = (_held(options, latest, which) for which in ("first", "last"))
        if first.out_of >= FEWEST and first.count + last.count:
            found.append((words, first, last))
    found.sort(key=lambda row: (-row[2].percent, -row[1].percent))
    shown = found[:most]
    return Tally(tuple(row[0] for row in shown), _first_and_last(shown), _left_out(found, shown, len(latest)))


def too_few(people: int) -> str:
    """Say that there are too few answers to show."""
    answers = {0: "no answers", 1: "one answer"}.get(people, f"{people} answers")
    return f"{answers}; nothing is shown of fewer than {FEWEST} learners, for it would point at one of them."


def _first_and_last(rows: Sequence[tuple[str, Bar, Bar]]) -> tuple[Series, ...]:
    if not rows:
        return ()
    firsts, lasts = tuple(row[1] for row in rows), tuple(row[2] for row in rows)
    people = max(bar.out_of for bar in firsts)
    return Series(FIRST_ANSWER, firsts, people), Series(LAST_ANSWER, lasts, people)


def _left_out(found: Sequence[object], shown: Sequence[object], people: int) -> tuple[str, ...]:
    if len(shown) < len(found):
        return (f"{len(found) - len(shown)} more, held by fewer, stand in the CSV.",)
    if found:
        return ()
    return (too_few(people) if people < FEWEST else "Nobody held any that the kit names.",)


def _series(name: str, answers: Sequence[str | None], keys: Sequence[str]) -> Series:
    counts = Counter(answer for answer in answers if answer in keys)
    people = sum(counts.values())
    return Series(name, tuple(Bar(counts[key], people) for key in keys), people)


def _changes(
    asked: Asked, before: Sequence[HandIn], after: Sequence[HandIn]
) -> tuple[int, Counter[tuple[int, int]]]:
    """Pair the two hand-ins of each learner; nothing of fewer than five pairs."""
    later = {hand_in.code: asked.answer(hand_in, last=True) for hand_in in after}
    pairs = [(asked.answer(hand_in, last=False), later.get(hand_in.code)) for hand_in in before]
    known = [(a, b) for a, b in pairs if a in asked.keys and b in asked.keys]
    if len(known) < FEWEST:
        return 0, Counter()
    moves = Counter((asked.keys.index(str(a)), asked.keys.index(str(b))) for a, b in known if a != b)
    return len(known), moves


def _remarks(asked: Asked, hand_ins: Any) -> list[str]:
    """What else can be said: who looked first, how often a task was checked."""
    records = [asked.record(hand_in) for hand_in in hand_ins]
    if len(records) < FEWEST:
        return []
    if asked.section == "exercises":
        tries = [record["tries"] for record in records if record.get("tries")]
        return (
            [f"Half of those who tried checked their code at most {median(tries):g} times."]
            if len(tries) >= FEWEST
            else []
        )
    looked = sum(asked.looked_first(hand_in) for hand_in in hand_ins)
    what = "kit's grade" if asked.section == "grades" else "panel"
    return [f"{looked} of them had looked at the {what} before they answered."] if looked else []


def _holders(questions: Sequence[Any]) -> dict[str, set[tuple[str, str]]]:
    """Each misconception with the answers, as question and option, that it stands behind."""
    found: dict[str, set[tuple[str, str]]] = {}
    for question in questions:
        for option in question.options:
            if option.misconception:
                found.setdefault(option.misconception, set()).add((question.id, as_kept(option.text)))
    return found


def _held(options: set[tuple[str, str]], hand_ins: Any, which: str) -> Bar:
    asked = {id for id, _ in options}
    held = answered = 0
    for hand_in in hand_ins:
        given = {
            (id, record.get(which)) for id, record in hand_in.records["questions"].items() if id in asked
        }
        answered += any(answer is not None for _, answer in given)
        held += bool(given & options)
    return Bar(held, answered)
