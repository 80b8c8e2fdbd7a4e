"""What lies one click behind the explorer's number: why it is so, how sure it is, and every detail."""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML, VBox

from helpers import theme
from helpers.display import escape, minus_signs, signed
from helpers.figures import base as figure_parts
from helpers.figures.tornado import tornado_frame, tornado_skeleton
from helpers.figures.waterfall import waterfall_frame, waterfall_skeleton
from helpers.likelihood import LikelihoodModel, denominator, share_in_words
from helpers.panels import explorer_text
from helpers.panels.inputs import OneOfButtons, OneOfList
from helpers.panels.live_figure import LiveFigure
from helpers.records import MARKS

PEOPLE, LOG_ODDS = "people per 100", "log-odds"
NEVER_STUDIED = "No study has looked at this combination"
ALL_AT_ONCE = "causes are far from the reference at once; studies mostly moved one at a time."
CAUTION = (
    "“Measured” often means on a stand-in; Details says which. The base rates come from ordinary people, who "
    "drink coffee and sleep badly too, but here they stand at a reference without any of it: the numbers are "
    "more likely too high than too low."
)


class Why(VBox):
    """The waterfall: from the reference to these settings, one bar for each factor."""

    title = "Why"

    def __init__(self, model: LikelihoodModel, data: Any) -> None:
        self.model = model
        self.scale = OneOfButtons(options=[PEOPLE, LOG_ODDS], tooltips=["Bars in people", "Bars as they add"])
        self.labels = [factor.label for factor in model.factors.values()]
        self.figure = LiveFigure(skeleton=self._skeleton())
        super().__init__([self.scale, self.figure])
        self.scale.observe(self._rescale, "value")
        self._state: Any = None

    def show(self, state: Any) -> None:
        """Draw this state."""
        self._state = state
        outcome = state.outcome
        marks = [
            MARKS[self.model.effects[name, outcome.symptom.id].confidence][1] for name in self.model.factors
        ]
        frame = waterfall_frame(
            self.labels, marks, outcome.reference, outcome.steps, log_odds=self._in_log_odds
        )
        with self.figure.hold_sync():
            self.figure.frame = figure_parts.with_minus_signs(frame)
            self.figure.sentence = minus_signs(self._describe(outcome))

    def restyle(self) -> None:
        """Redraw in the sizes of the present display mode."""
        self.figure.skeleton = self._skeleton()

    @property
    def _in_log_odds(self) -> bool:
        return bool(self.scale.value == LOG_ODDS)

    def _skeleton(self) -> figure_parts.Skeleton:
        return waterfall_skeleton(theme.sizes(), self.labels, log_odds=self._in_log_odds)

    def _rescale(self, _change: object) -> None:
        with self.figure.hold_sync():
            self.restyle()
            if self._state is not None:
                self.show(self._state)

    def _describe(self, outcome: Any) -> str:
        moved = [
            (label, 100 * step)
            for label, step in zip(self.labels, outcome.people_steps, strict=True)
            if abs(step) > 1e-7
        ]
        start, end = _plain(100 * outcome.reference), _plain(100 * outcome.likelihood)
        if not moved:
            return f"Nothing is moved: {start} of 100 people, as at the reference."
        bars = ", ".join(f"{label} {signed(step, 1 if abs(step) >= 0.05 else 3)}" for label, step in moved)
        return (
            f"From {start} of 100 people at the reference to {end}: {bars}. The order is fixed; in another "
            "order the bars would share the same sum differently. No bar is anybody's cause."
        )


class HowSure(VBox):
    """The range, what makes it wide, other forms of the model, and how much of it was ever measured."""

    title = "How sure"

    def __init__(self, model: LikelihoodModel, data: Any) -> None:
        self.model = model
        self._reference = model.estimate({})
        self.banner = HTML()
        self.figure = LiveFigure(skeleton=tornado_skeleton(theme.sizes()))
        self.counts = HTML()
        super().__init__([self.banner, self.figure, self.counts])

    def show(self, state: Any) -> None:
        """Draw this state."""
        outcome, start = state.outcome, self._reference.outcomes[state.symptom]
        estimates = [
            ("this estimate", outcome.likelihood, outcome.low, outcome.high),
            ("at the reference", outcome.reference, start.low, start.high),
            ("noisy-OR instead", outcome.noisy_or, None, None),
            ("only the strongest overlap counts", outcome.strongest_only, None, None),
            ("overlapping causes add in full", outcome.all_add, None, None),
        ]
        drivers = self.model.drivers(
            state.settings, state.symptom, sampled=state.sampled, silent=state.silent
        )
        words = f"{NEVER_STUDIED}: {len(state.estimate.far_out)} {ALL_AT_ONCE}"
        self.banner.value = f'<div class="wmt-banner" role="status">{words}</div>'
        self.banner.layout.visibility = "visible" if state.estimate.never_studied_together else "hidden"
        with self.figure.hold_sync():
            self.figure.frame = figure_parts.with_minus_signs(tornado_frame(estimates, drivers))
            self.figure.sentence = minus_signs(self._describe(outcome, drivers))
        self.counts.value = self._counts(state)

    def restyle(self) -> None:
        """Redraw in the sizes of the present display mode."""
        self.figure.skeleton = tornado_skeleton(theme.sizes())

    @staticmethod
    def _describe(outcome: Any, drivers: list[Any]) -> str:
        people = denominator(outcome.likelihood, outcome.reference)
        low, middle, high, other = (
            share_in_words(share, people)
            for share in (outcome.low, outcome.likelihood, outcome.high, outcome.noisy_or)
        )
        form = (
            ""
            if outcome.low <= outcome.noisy_or <= outcome.high
            else (" That lies outside the range: here the form of the model matters more than its numbers.")
        )
        about = "about " if middle[0].isdigit() else ""
        return (
            f"Of {people:,} people {about}{middle}, plausibly {low} to {high}. The widest uncertainty is “"
            f"{drivers[0].name}”. If every cause struck on its own (noisy-OR), it would be {other}.{form} "
            "The range is our ignorance about people like this, not how one person differs from the next."
        )

    def _counts(self, state: Any) -> str:
        here = self.model.grades(state.estimate, state.symptom)
        everywhere = self.model.grades()
        rows = "".join(
            f"<tr><th scope='row'>{mark} {word}</th><td>{here[word]}</td><td>{everywhere[word]}</td></tr>"
            for mark, word in dict.fromkeys(MARKS.values())
            if everywhere[word] or here[word]
        )
        drawn = [name for name in state.estimate.not_known if name not in state.sampled]
        unknown = ", ".join(escape(self.model.factors[name].label) for name in drawn)
        note = (
            f"<p>Not known, so drawn from an everyday spread (assumption): {unknown}.</p>" if unknown else ""
        )
        return (
            '<table class="wmt-counts"><tr><td></td><th scope="col">numbers in this estimate</th>'
            f'<th scope="col">odds ratios in the whole table</th></tr>{rows}</table>{note}<p>{CAUTION}</p>'
        )


class Details(VBox):
    """Everything behind one bar."""

    title = "Details"

    def __init__(self, model: LikelihoodModel, data: Any) -> None:
        self.model, self.data = model, data
        options = [(factor.label, name) for name, factor in model.factors.items()]
        self.factor = OneOfList(options=options, description="Bar")
        self.card = HTML()
        super().__init__([self.factor, self.card])
        self._state: Any = None
        self.factor.observe(lambda _change: self.show(self._state), "value")

    def show(self, state: Any) -> None:
        """Show what stands behind the chosen bar in this state; first behind the longest."""
        if self._state is None and state is not None and any(state.outcome.steps):
            longest = max(zip(map(abs, state.outcome.steps), self.model.factors, strict=True))[1]
            self.factor.value = longest
        self._state = state
        if state is not None:
            self.card.value = minus_signs(
                explorer_text.details(self.model, self.data, state, self.factor.value)
            )

    def restyle(self) -> None:
        """Words take their size from the page."""


def _plain(number: float) -> str:
    return f"{number:.1f}" if number >= 0.95 else f"{number:.2g}"
