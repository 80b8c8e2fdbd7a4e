"""All that the two sheets of a lesson show; what is right is computed as the lesson computes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from helpers import evidence
from helpers.handouts.outline import Outline, outline
from helpers.handouts.words import inlined
from helpers.lesson.demonstration import Scene, play
from helpers.lesson.outcomes import in_numbers, outcome
from helpers.lesson.quiz import in_order
from helpers.panels import registry
from helpers.records import TABLES


@dataclass(frozen=True)
class Predicted:
    """A prediction, the option that comes out right, and what the panel gives, in one sentence."""

    item: Any
    right: Any
    number: str


@dataclass(frozen=True)
class Picture:
    """A panel at its reference: ``data`` is the drawing itself as an address, ``words`` what it shows."""

    title: str
    words: str
    data: str


@dataclass(frozen=True)
class Material:
    """One lesson's sheets in parts.

    ``buttons`` are the panel's presets with the sentence the panel then says; ``questions`` the quiz, each
    with its options in the lesson's order. ``teaching`` are the notes for the teacher, None where there are
    none yet, and ``scenes`` their demonstration as it will be seen. ``for_claims`` are the sources that the
    verdicts lean on, ``sources`` all of the lesson.
    """

    about: Any
    plan: Outline
    claims: list[Any]
    predictions: list[Predicted]
    deeper: list[Predicted]
    questions: list[tuple[Any, list[Any]]]
    exercises: list[Any]
    picture: Picture
    buttons: list[tuple[str, str]]
    weighed: list[Any]
    for_claims: list[Any]
    sources: list[Any]
    flags: Any
    article: Any
    teaching: Any
    scenes: list[Scene]


def material(lesson: str, data: Any = evidence) -> Material:
    """Gather what the sheets of a lesson show."""
    about, plan = data.lesson(lesson), outline(lesson)
    claims = [data.claim(id) for id in about.claims]
    weighed = [data.claim(id) for other in plan.weighed for id in data.lesson(other).claims]
    teaching = _teaching(lesson, data)
    kinds = registry()

    @cache
    def panel(name: str) -> Any:
        return kinds[name].without_widgets()

    def predicted(ids: tuple[str, ...]) -> list[Predicted]:
        return [_predicted(data.prediction(id), panel) for id in ids]

    return Material(
        about=about,
        plan=plan,
        claims=claims,
        predictions=predicted(plan.core),
        deeper=predicted(plan.deeper),
        questions=[(question, in_order(question)) for question in data.questions(lesson)],
        exercises=data.exercises(lesson),
        picture=_picture(panel(plan.panel)),
        buttons=_buttons(panel(plan.panel)),
        weighed=weighed,
        for_claims=_sources(claims, (), data),
        sources=_sources(claims, plan.cited, data),
        flags=data.red_flags(),
        article=data.article(),
        teaching=teaching,
        scenes=play(teaching, kinds, data) if teaching else [],
    )


def _teaching(lesson: str, data: Any) -> Any:
    """The lesson's teaching notes; None for a lesson that has none yet."""
    try:
        return data.teaching(lesson)
    except KeyError:
        return None


def _predicted(item: Any, panel: Any) -> Predicted:
    found = outcome(item, panel(item.panel))
    return Predicted(item, found.option, in_numbers(item, panel(item.panel), found))


def _picture(panel: Any) -> Picture:
    return Picture(panel.title, panel.sentence_for(panel.reference), inlined(f"{panel.picture}.svg"))


def _buttons(panel: Any) -> list[tuple[str, str]]:
    presets: Mapping[str, Mapping[str, Any]] = panel.presets
    return [(name, panel.sentence_for(panel.state_for(**values))) for name, values in presets.items()]


def _sources(claims: list[Any], cited: tuple[str, ...], data: Any) -> list[Any]:
    """Sources of the claims, and those the lesson's last cell names or a table there holds; by name."""
    known = {source.key: source for source in data.sources()}
    keys = [side.source for claim in claims for side in (claim.strongest_for, claim.strongest_against)]
    for name in cited:
        keys += [row.source for row in data.rows(name)] if name in TABLES else [name] * (name in known)
    return [known[key] for key in sorted(set(keys)) if key != "kit_choice"]
