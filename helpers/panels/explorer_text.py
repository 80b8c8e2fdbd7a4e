"""The explorer in words: a scenario as text and as a file, the table of symptoms, the red flags."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from math import log
from typing import Any

from helpers import evidence
from helpers.display import NOTEBOOKS, escape, signed
from helpers.figures.people import per_100_step
from helpers.likelihood import Estimate, LikelihoodModel, Outcome, denominator, share_in_words
from helpers.panels.controls import Choice, Control, Switch
from helpers.panels.inputs import NOT_KNOWN
from helpers.records import MARKS

BEGINNING = "explorer"
UNKNOWN = "?"
MOST_CHARACTERS = 2000
"""More than twice what all settings need; a pasted novel is told so in one sentence, not quoted."""
COLUMNS = ("kind", "name", "label", "value", "low", "high", "unit", "grade", "source")


def written(controls: Mapping[str, Control], values: Mapping[str, Any], always: Collection[str] = ()) -> str:
    """Write what differs from the reference, and ``always`` some: ``explorer; sleep_h=5; calcium_mM=?``."""
    parts = [
        f"{name}={_written(controls[name], value)}"
        for name, value in values.items()
        if name in always or value != controls[name].reference
    ]
    return "; ".join([BEGINNING, *parts])


def read(text: str, controls: Mapping[str, Control]) -> dict[str, Any]:
    """Read such a line back; ValueError says which part is wrong and what would be right."""
    if len(text) > MOST_CHARACTERS:
        raise ValueError(f"a scenario has at most {MOST_CHARACTERS} characters, this text has {len(text)}")
    first, *parts = [part.strip() for part in text.lstrip("\ufeff").replace("\n", ";").split(";")]
    if first.lower() != BEGINNING:
        raise ValueError(f"a scenario begins with “{BEGINNING};”, this text begins with “{first[:30]}”")
    values: dict[str, Any] = {}
    for part in filter(None, parts):
        name, equals, word = (piece.strip() for piece in part.partition("="))
        if not equals or name not in controls:
            raise ValueError(
                f"“{part[:40]}” is no setting: write one of {', '.join(controls)}, then = and a value"
            )
        if name in values:
            raise ValueError(f"{name} stands there twice")
        values[name] = _value(controls[name], word)
        try:
            controls[name].check(values[name])
        except ValueError as problem:
            raise ValueError(f"{problem}{_hint(controls[name])}") from None
    return values


def _hint(control: Control) -> str:
    """Say how a value is written, where the control's own words do not."""
    if isinstance(control, Switch):
        return " (write on, off or ?)"
    return "" if isinstance(control, Choice) else " (write a number with a point, as in 5.5)"


def _written(control: Control, value: Any) -> str:
    if value is None:
        return UNKNOWN
    return str(value) if isinstance(control, Choice) else control.say(value)


def _value(control: Control, word: str) -> Any:
    """The value that ``word`` stands for; whether the control can take it, the control says."""
    if word == UNKNOWN:
        return None
    if isinstance(control, Choice):
        labels = {label.lower(): value for label, value in control.options.items()}
        return labels.get(word.lower(), word)
    if isinstance(control, Switch):
        return {"on": True, "true": True, "off": False, "false": False}.get(word.lower(), word)
    try:
        number = float(word)
    except ValueError:
        return word
    if getattr(control, "whole", False):
        return int(number) if number.is_integer() else word
    return number


def rows(model: LikelihoodModel, controls: Mapping[str, Control], state: Any) -> Iterator[dict[str, Any]]:
    """Give a scenario and its outcome as the rows of a file: settings, symptoms, what each factor adds."""
    settings = {"symptom": state.symptom, "mode": state.mode} | dict(state.values)
    for name, value in settings.items():
        control = controls[name]
        said = control.say(value)
        yield _row("setting", name, control.label, said, unit="" if said == NOT_KNOWN else control.unit)
    unstudied = "yes" if state.estimate.never_studied_together else "no"
    yield _row("note", "never_studied", "Combination that no study has looked at", unstudied)
    for name, value in state.blood.items():
        yield _row("computed", name, model.factors[name].label, value, unit=model.factors[name].unit)
    for name, outcome in state.estimate.outcomes.items():
        symptom = outcome.symptom
        numbers = {"low": 100 * outcome.low, "high": 100 * outcome.high}
        yield _row("likelihood", name, symptom.label, 100 * outcome.likelihood, unit=symptom.unit, **numbers)
        ends = {"low": symptom.low, "high": symptom.high}
        graded = {"grade": symptom.confidence, "source": symptom.source}
        yield _row("reference", name, symptom.label, symptom.value, unit=symptom.unit, **ends, **graded)
    outcome = state.outcome
    for (name, factor), step in zip(model.factors.items(), outcome.steps, strict=True):
        effect = model.effects[name, outcome.symptom.id]
        graded = {"grade": effect.confidence, "source": effect.source}
        yield _row("step", name, factor.label, step, unit=f"log-odds of {outcome.symptom.label}", **graded)


def _row(kind: str, name: str, label: str, value: Any, **more: Any) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS, "") | {"kind": kind, "name": name, "label": label, "value": value} | more


def symptoms_table(estimate: Estimate) -> str:
    """Give all symptoms side by side as an HTML table, each in its own number of people."""
    head = "".join(
        f'<th scope="col">{words}</th>'
        for words in (
            "Symptom, within seven days",
            "These settings",
            "Plausible range",
            "The reference",
            "Of",
        )
    )
    return f"<table><tr>{head}</tr>{''.join(map(_symptom_row, estimate.outcomes.values()))}</table>"


def _symptom_row(outcome: Outcome) -> str:
    people = denominator(outcome.likelihood, outcome.reference)
    now, low, high, before = (
        share_in_words(share, people)
        for share in (outcome.likelihood, outcome.low, outcome.high, outcome.reference)
    )
    definition = escape(outcome.symptom.definition)
    return (
        f'<tr><th scope="row" title="{definition}">{escape(outcome.symptom.label)}</th><td>{now}</td>'
        f"<td>{low} to {high}</td><td>{before}</td><td>{people:,} people</td></tr>"
    )


def red_flags() -> str:
    """Give when to see a doctor: the same words whatever the settings."""
    flags = evidence.red_flags()
    at_once, soon = ("; ".join(map(escape, lines)) for lines in (flags.urgent, flags.soon))
    return (
        '<section aria-label="When to see a doctor"><details open class="wmt-flags">'
        "<summary>When to see a doctor</summary>"
        f"<p>{escape(flags.statement)}</p>"
        f"<p><strong>Emergency number, at once:</strong> {at_once}.</p>"
        f"<p><strong>A doctor, soon:</strong> {soon}.</p></details></section>"
    )


def details(model: LikelihoodModel, data: Any, state: Any, factor_id: str) -> str:
    """Give everything behind one bar: setting, dose, coefficient, grade, source, what would change it."""
    factor, outcome = model.factors[factor_id], state.outcome
    effect = model.effects[factor_id, outcome.symptom.id]
    place = list(model.factors).index(factor_id)
    mark, word = MARKS[effect.confidence]
    value = state.settings.get(factor_id, factor.reference)
    now = NOT_KNOWN if value is None else f"{value:g} {factor.unit}".strip()
    scale = f"none at {factor.reference:g}, all of it from {factor.anchor:g} {factor.unit}".strip()
    source = data.source(effect.source)
    silent = (factor_id, outcome.symptom.id) in state.silent
    alone = 0.0 if silent else log(float(effect.value or 1)) * state.estimate.doses[factor_id]
    lines = {
        "Setting": f"{now}; the dose counts {100 * state.estimate.doses[factor_id]:.0f} % ({scale})",
        "Odds ratio for "
        + outcome.symptom.label.lower(): f"{effect.value:g} ({effect.low:g} to {effect.high:g}) "
        "at full dose"
        + ("; silent here: only the small effect of anxious breathing on calcium counts" if silent else ""),
        "This bar": f"log-odds {signed(outcome.steps[place], 2)}{_alone(alone, outcome.steps[place])}, "
        f"{per_100_step(outcome.people_steps[place])} of 100 people",
        "Grade": f"{mark} {word}",
        "Where it comes from": effect.note,
        "Not known means": everyday(factor),
        "What would change our mind": effect.change_our_mind,
    }
    link = lesson_link(factor.lesson)
    lesson = _line("Lesson", link) if link else ""
    items = "".join(_line(name, escape(words)) for name, words in lines.items())
    return f'<table class="wmt-details">{items}{_line("Source", source.html)}{lesson}</table>'


def _alone(alone: float, step: float) -> str:
    """Say what overlap took off a step."""
    return f" ({signed(alone, 2)} alone, before overlap is taken off)" if abs(alone - step) > 0.005 else ""


def _line(name: str, html: str) -> str:
    return f'<tr><th scope="row">{escape(name)}</th><td>{html}</td></tr>'


def lesson_link(id: str) -> str:
    """Give a link to a lesson's notebook, or nothing while it is not written."""
    lesson = evidence.lesson(id)
    if not (NOTEBOOKS / f"{id}.ipynb").is_file():
        return ""
    words = f"{lesson.number:02d} · {escape(lesson.title)}"
    return f'<a href="{escape(id)}.ipynb" target="_blank" rel="noopener">{words}</a>'


def everyday(factor: Any) -> str:
    """Say from what everyday spread a factor that is not known is drawn."""
    if factor.everyday_share is not None:
        return f"taken as off; drawn as on in {100 * factor.everyday_share:g} of 100 people (assumption)"
    return (
        f"taken as {factor.everyday_typical:g}, drawn mostly from {factor.everyday_low:g} to "
        f"{factor.everyday_high:g} {factor.unit} (assumption)"
    )
