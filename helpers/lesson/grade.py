"""Weigh a claim: the learner grades it first, then sees the kit's grade and its reasons.

A grade is a judgement, so nothing here is right or wrong: the two stand side by side, with the study that
speaks for the other side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from helpers.lesson.buttons import button, choices, in_a_row
from helpers.lesson.cards import GRADES, citation, graded, reasons
from helpers.lesson.html import Part, card, live, paragraphs, prose, section, title
from helpers.lesson.progress import Progress

FROM_KIND_TO_STRICT = ("supported", "partly", "contested", "weak", "contradicted")
"""The grades that can be compared, kindest first; "wrong word" is a finding of another sort."""


class GradeCards(Part):
    """The claims of one lesson, one card under the other."""

    def __init__(self, claims: Sequence[Any], data: Any, progress: Progress) -> None:
        self.cards = [GradeCard(claim, data, progress) for claim in claims]
        super().__init__([*self.cards], "lesson-gradings")

    def static_html(self) -> str:
        """All claims with the grades to choose from."""
        return "".join(card.static_html() for card in self.cards)


SHEET = "Your grades beside those of the kit"
AFTER_LOOKING = "Given after seeing the kit's grade."


class GradeCard(Part):
    """One claim and six grades; the kit's own grade shows once the learner has given one, or asks for it."""

    def __init__(self, claim: Any, data: Any, progress: Progress) -> None:
        self.claim, self.data, self.progress = claim, data, progress
        self.options = choices([_words(grade) for grade in GRADES])
        self.grade_button = button("This is my grade", "lesson-primary")
        self.show_button = button("Show the kit's grade")
        self.grade_button.on_click(self._grade)
        self.show_button.on_click(self._show)
        self._verdict = live()
        heading = widgets.HTML(title("Your grade") + _quoted(claim))
        row = in_a_row(self.grade_button, self.show_button)
        super().__init__([heading, self.options, row, self._verdict], "lesson-card", "lesson-grading")
        if self.latest is not None:
            self.options.value = _words(self.latest)
        self.options.observe(self._refresh, "value")
        self.follow(progress, self._refresh, "changes")
        self._refresh()

    @property
    def latest(self) -> str | None:
        """The learner's last grade, if any."""
        return latest_grade(self.progress, self.claim)

    @property
    def verdict(self) -> str:
        """What is now shown of the kit's grade, as HTML."""
        return self._verdict.value

    def give(self, grade: str) -> None:
        """Choose this grade and give it; ValueError where there is no such grade."""
        if grade not in GRADES:
            raise ValueError(f"grade must be one of {', '.join(GRADES)}, got {grade!r}")
        self.options.value = _words(grade)
        self._grade()

    def _grade(self, _button: object = None) -> None:
        if self.options.value is not None:
            self.progress.give_grade(self.claim.id, list(GRADES)[self.options.index])

    def _show(self, _button: object = None) -> None:
        self.progress.look_at_grade(self.claim.id)

    def _refresh(self, _change: object = None) -> None:
        latest, chosen = self.latest, self.options.index
        settled = latest is not None and chosen is not None and list(GRADES)[chosen] == latest
        self.grade_button.disabled = chosen is None
        self.grade_button.layout.display = "none" if settled else None
        self.grade_button.description = "This is my grade" if latest is None else "Change my grade"
        open_ = latest is not None or self.progress.saw_grade_first(self.claim.id)
        self.show_button.layout.display = "none" if open_ else None
        self._verdict.value = self._html(latest) if open_ else ""

    def _html(self, latest: str | None) -> str:
        mine = graded(latest) if latest else "<p>No grade yet</p>"
        if latest and self.progress.saw_grade_first(self.claim.id):
            mine += f'<p class="lesson-quiet">{AFTER_LOOKING}</p>'
        pair = (
            f'<div class="lesson-pair"><div><h5>You</h5>{mine}</div>'
            f"<div><h5>The kit</h5>{graded(self.claim.grade)}</div></div>"
        )
        beside = beside_each_other(latest, self.claim, self.data) if latest else ""
        return f"{pair}{beside}<details open><summary>Why</summary>{reasons(self.claim, self.data)}</details>"

    def static_html(self) -> str:
        """The claim, readable before anything runs."""
        hint = '<p class="lesson-quiet">Run the notebook to grade it; then the kit\'s grade appears.</p>'
        return card("grading", "Your grade", f"{_quoted(self.claim)}{hint}")


class GradeSheet(Part):
    """All claims in one table: where the learner stands and where the kit; follows the grades."""

    def __init__(self, claims: Sequence[Any], progress: Progress) -> None:
        self.claims, self.progress = list(claims), progress
        self._table = live()
        super().__init__([self._table], "lesson-card", "lesson-grade-sheet")
        self.follow(progress, self._refresh, "changes")
        self._refresh()

    def _refresh(self, _change: object = None) -> None:
        self._table.value = self._html()

    def _html(self) -> str:
        head = "".join(
            f'<th scope="col"><span aria-hidden="true">{symbol}</span> {prose(word)}</th>'
            for symbol, word in GRADES.values()
        )
        rows = "".join(self._row(claim) for claim in self.claims)
        table = (
            f'<table><thead><tr><th scope="col">Claim</th>{head}</tr></thead><tbody>{rows}</tbody></table>'
        )
        return (
            f"{title(SHEET)}<p>{prose(tally(self.claims, self.progress))}</p>"
            f'<div class="lesson-table" role="region" tabindex="0" aria-label="{SHEET}">{table}</div>'
        )

    def _row(self, claim: Any) -> str:
        mine = latest_grade(self.progress, claim)
        cells = "".join(f"<td>{_mark(grade, mine, claim)}</td>" for grade in GRADES)
        return f'<tr><th scope="row">{prose(claim.text)}</th>{cells}</tr>'

    def static_html(self) -> str:
        """The table as it stands now."""
        return section("grade-sheet", self._html())


def latest_grade(progress: Progress, claim: Any) -> str | None:
    """The learner's last grade of a claim; None where there is none that the kit knows."""
    record = progress.grade(claim.id)
    latest = record["after"][-1] if record.get("after") else record.get("first")
    return latest if latest in GRADES else None


def in_words(progress: Progress, claim: Any) -> str:
    """The learner's last grade in words, with what it followed: the kit's grade, or another of their own."""
    latest, first = latest_grade(progress, claim), progress.grade(claim.id).get("first")
    if latest is None:
        return ""
    if progress.saw_grade_first(claim.id):
        return f"{GRADES[latest][1]} (after seeing the kit's)"
    before = GRADES.get(str(first))
    return GRADES[latest][1] + (f" (first: {before[1]})" if before and first != latest else "")


def steps_apart(mine: str, theirs: str) -> int | None:
    """How many grades stricter (positive) or kinder the learner is; None where one is "wrong word" alone."""
    if mine == theirs:
        return 0
    if not {mine, theirs} <= set(FROM_KIND_TO_STRICT):
        return None
    return FROM_KIND_TO_STRICT.index(mine) - FROM_KIND_TO_STRICT.index(theirs)


def beside_each_other(mine: str, claim: Any, data: Any) -> str:
    """Say how the two grades differ, and give the study that speaks for the other side."""
    apart = steps_apart(mine, claim.grade)
    if apart == 0:
        return paragraphs("✓ You and the kit agree. The reasons may still differ: compare them.")
    if apart is None:
        return paragraphs(
            "You and the kit answer different questions: does the idea hold, and is its name right?"
        )
    side, kind = (
        (claim.strongest_for, "stricter") if apart > 0 else (claim.strongest_against, "kinder to the claim")
    )
    size = (
        "One grade apart, where careful readers often are"
        if abs(apart) == 1
        else f"{abs(apart)} grades apart"
    )
    study = f"{prose(side.text)} {citation(data.source(side.source))}"
    return f"<p>{prose(size)}: you are {kind}. What the kit weighed on the other side: {study}</p>"


def tally(claims: Sequence[Any], progress: Progress) -> str:
    """Count in one sentence: how many are graded, and how they lie beside the kit's."""
    pairs = [(latest_grade(progress, claim), claim.grade) for claim in claims]
    steps = [steps_apart(mine, theirs) for mine, theirs in pairs if mine is not None]
    if not steps:
        return f"{len(claims)} claims wait for a grade. The kit's appears as soon as there is yours."
    kinder = sum(step is not None and step < 0 for step in steps)
    stricter = sum(step is not None and step > 0 for step in steps)
    other = sum(step is None for step in steps)
    parts = [f"{steps.count(0)} as the kit does", f"{kinder} more kindly", f"{stricter} more strictly"]
    parts += [f"{other} by another question"] if other else []
    return f"Graded: {len(steps)} of {len(claims)} claims. {', '.join(parts)}."


def _mark(grade: str, mine: str | None, claim: Any) -> str:
    """What stands in one cell: you, kit or both; the kit stays hidden until the learner has graded."""
    if mine is None:
        return ""
    if grade == mine == claim.grade:
        return "<strong>both</strong>"
    return {mine: "<strong>you</strong>", claim.grade: "kit"}.get(grade, "")


def _words(grade: str) -> str:
    symbol, word = GRADES[grade]
    return f"{symbol} {word}"


def _quoted(claim: Any) -> str:
    return f"<blockquote>{paragraphs(claim.text)}</blockquote>"
