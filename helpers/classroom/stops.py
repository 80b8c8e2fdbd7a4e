"""Where the tries of a task stopped: at which check, how many learners, how many tries; nothing of a few."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers.classroom.asked import Asked
from helpers.classroom.tally import FEWEST
from helpers.lesson.checks import CHECKS, in_words
from helpers.lesson.hand_in_file import HandIn
from helpers.lesson.html import paragraphs, prose
from helpers.lesson.progress_file import Record
from helpers.lesson.summary import row, table

HEADING = "Where tries stopped, at the first check that failed"
OTHERS = "other checks, each at fewer than {fewest} learners"
LEFT_OUT = "Further checks stopped fewer than {fewest} learners and are not shown."
NONE = "No try is recorded to have stopped."
WHEN = "up to the last hand-in"


@dataclass(frozen=True)
class Stop:
    """A check in plain words, how many learners it stopped, and how often."""

    check: str
    learners: int
    tries: int


@dataclass(frozen=True)
class Stops:
    """Checks that stopped tries of a task, the one that stopped most learners first; ``tried``: who tried.

    ``hidden`` says that there are more checks, which stopped too few learners to be shown.
    """

    tried: int = 0
    found: tuple[Stop, ...] = ()
    hidden: bool = False


def stops(asked: Asked, before: Iterable[HandIn], after: Iterable[HandIn]) -> Stops:
    """Count where tries of a task stopped, each learner's latest hand-in, which holds all tries up to it.

    A check that stopped fewer than five learners is never named: such checks are counted together, and if
    even then they stopped fewer than five learners, not at all.
    """
    latest = {hand_in.code: hand_in for hand_in in (*before, *after)}.values()
    tried = [
        hand_in.records["stops"].get(asked.id, {}) for hand_in in latest if asked.record(hand_in).get("tries")
    ]
    if len(tried) < FEWEST:
        return Stops()
    each = {check: _stop(in_words(check, asked.inputs), (check,), tried) for check in CHECKS}
    few = [check for check, stop in each.items() if 0 < stop.learners < FEWEST]
    named = [stop for stop in each.values() if stop.learners >= FEWEST]
    named.sort(key=lambda stop: (-stop.learners, -stop.tries))
    others = _stop(OTHERS.format(fewest=FEWEST), few, tried)
    shown = [others] if others.learners >= FEWEST else []
    return Stops(len(tried), (*named, *shown), bool(few) and not shown)


def stops_html(counted: Stops) -> str:
    """Give the table of checks, and what has to be said of it; nothing where too few tried."""
    if not counted.tried:
        return ""
    rows = "".join(
        row(prose(stop.check), f"{stop.learners} of {counted.tried}", str(stop.tries))
        for stop in counted.found
    )
    shown = table(HEADING, ("stopped at", "learners", "tries"), rows) if rows else ""
    left_out = LEFT_OUT.format(fewest=FEWEST) if counted.hidden else ""
    return shown + paragraphs(left_out if rows or left_out else NONE)


def csv_rows(head: tuple[str, ...], counted: Stops) -> list[tuple[str | int, ...]]:
    """Give one row for each check; ``head`` are the cells that say what was asked."""
    return [(*head, stop.check, "", WHEN, stop.learners, counted.tried, stop.tries) for stop in counted.found]


def _stop(words: str, checks: Sequence[str], records: Iterable[Record]) -> Stop:
    """How many of ``records`` stopped at any of ``checks``, and how often."""
    tries = [sum(record.get(check, 0) for check in checks) for record in records]
    return Stop(words, sum(count > 0 for count in tries), sum(tries))
