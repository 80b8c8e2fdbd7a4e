"""Predict, quiz, exercise, claim and verdict cards, progress: the parts of a lesson, without physiology.

    >>> lesson = Lesson("04_calcium")
    >>> panel = CalciumAndThreshold()
    >>> lesson.cover(panel, "calcium_half")

Everything shown comes from ``data/``; a panel is any object with ``state_for``, ``state``, ``reference``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from helpers import evidence
from helpers.lesson import cards, exercise
from helpers.lesson.chain import ChainStrip, Likelihood
from helpers.lesson.correction import CorrectionCard
from helpers.lesson.exercise import Exercise, ResultCard
from helpers.lesson.finder import Finder
from helpers.lesson.grade import GradeCards, GradeSheet
from helpers.lesson.hand_in import HandInCard
from helpers.lesson.html import Html, Part, lesson_style
from helpers.lesson.journey import Journey
from helpers.lesson.outcomes import Outcome, outcome, unfit
from helpers.lesson.portfolio import Portfolio
from helpers.lesson.predict import Comparison, Cover, PredictionCard
from helpers.lesson.progress import Progress, open_progress
from helpers.lesson.quiz import Quiz
from helpers.lesson.summary import Items, Summary, Toolbar
from helpers.lesson.tables import measurements_card

__all__ = ["Lesson", "outcome"]

AnyPart = TypeVar("AnyPart", bound=Part)


class Lesson:
    """One lesson's parts by name; displayed, it shows title, progress and the projector switch.

    ``name`` is that of the notebook, for example ``04_calcium``. ``data`` and ``progress`` stand in for
    the kit's own in tests. Making a Lesson also makes ``%%exercise <id>`` known to the notebook.
    """

    def __init__(self, name: str, data: Any = evidence, progress: Progress | None = None) -> None:
        self.data = data
        self.about = data.lesson(name)
        self.progress = open_progress() if progress is None else progress
        self.items = self._items(name)
        self._shown = _parts.setdefault(self.progress, {})
        self.toolbar = self._only(Toolbar(self.about.title, self.items, self.progress))
        lesson_style()
        exercise.register_magic(self._find_exercise, lambda: [item.id for item in self.items.exercises])

    def claim(self, id: str) -> Html:
        """Show what the neurologist says."""
        return cards.claim_card(self.data.claim(id))

    def verdict(self, id: str) -> Html:
        """Show how the claim stands: grade, strongest studies, correction, what would change our mind."""
        return cards.verdict_card(self.data.claim(id), self.data)

    def predict(self, id: str, panel: Any = None) -> PredictionCard:
        """Ask for a commitment. The card is the same object at every call."""
        item = self.data.prediction(id)
        card = self._card(id)
        if card is None or card.prediction != item:
            card = self._only(PredictionCard(item, self.progress), id)
        self._show(card, panel)
        return card

    def cover(self, panel: Any, prediction: str | PredictionCard) -> Cover:
        """Show the panel behind a card that opens with the prediction."""
        card = self.predict(prediction, panel) if isinstance(prediction, str) else prediction
        self._show(card, panel)
        return self._only(Cover(panel, card), card.prediction.id)

    def compare(self, prediction: str | PredictionCard, panel: Any = None) -> Comparison:
        """Show prediction and outcome side by side."""
        card = self.predict(prediction) if isinstance(prediction, str) else prediction
        self._show(card, panel)
        return self._only(Comparison(card), card.prediction.id)

    def table(self, name: str, title: str, only: Iterable[str] = ()) -> Html:
        """Show a published table, or ``only`` some of its quantities or outcomes, with grade and source.

        ``evidence.table(name)`` gives the whole of it to pandas.
        """
        return measurements_card(title, self._rows(name, only), self.data)

    def find(
        self,
        name: str,
        title: str,
        words: Mapping[str, str] | None = None,
        only: Iterable[str] = (),
        **lists: str,
    ) -> Finder:
        """Show a published table to search in; ``lists`` names the columns to choose from, with their labels.

        ``words`` says what a chosen value means; with ``only`` some quantities, the largest come first.
        """
        rows = self._rows(name, only)
        if only:
            rows.sort(key=lambda row: row.value or 0, reverse=True)
        return self._only(Finder(title, rows, lists, self.data, words), name)

    def quiz(self) -> Quiz:
        """Ask the lesson's questions."""
        return self._only(Quiz(self.items.questions, self.progress))

    def exercise(self, id: str) -> Exercise:
        """Show what a coding task asks; ``.check(function)`` checks a function that exists already."""
        return self._task(self.data.exercise(id))

    def chain(self, panel: Any, likelihood: Likelihood | None = None) -> ChainStrip:
        """Show the way from the moved quantity to the muscle, following the panel."""
        strip = ChainStrip(panel, self.data.chain(), likelihood)
        return self._only(strip, type(panel).__name__)

    def red_flags(self) -> Html:
        """Show when twitching needs a doctor: one text, the same everywhere."""
        return cards.red_flags_card(self.data.red_flags())

    def sources(self, *keys: str, tables: Iterable[str] = ()) -> Html:
        """List the sources of the lesson's claims, of the named ``tables``, and further ``keys``."""
        claims = [self.data.claim(id) for id in self.about.claims]
        wanted = [side.source for claim in claims for side in (claim.strongest_for, claim.strongest_against)]
        wanted += [row.source for name in tables for row in self.data.rows(name)]
        return cards.sources_card(self.data.source(key) for key in dict.fromkeys([*wanted, *keys]))

    def grades(self) -> Html:
        """Explain the marks of measured, extrapolated, assumed and unverified numbers."""
        return cards.grades_card()

    def summary(self, *take_away: str) -> Summary:
        """Put the learner's predictions, answers and solutions on one page, with what to take away."""
        lines = take_away or tuple(self.about.outcomes)
        return self._only(Summary(self.about.title, self.items, self.progress, self._outcome, lines))

    def hand_in(self, grades: bool = False) -> HandInCard:
        """Offer the lesson's answers, with the ``grades`` of claims if any, as a file without a name."""
        claims = self.data.claims() if grades else []
        return self._only(HandInCard(self.about, self.items, claims, self.progress))

    def weigh(self, lesson: str) -> GradeCards:
        """Ask for a grade of each claim of a lesson; the kit's own follows each."""
        claims = [self.data.claim(id) for id in self.data.lesson(lesson).claims]
        return self._only(GradeCards(claims, self.data, self.progress), lesson)

    def grade_sheet(self) -> GradeSheet:
        """Show all claims with the learner's grades beside those of the kit."""
        return self._only(GradeSheet(self.data.claims(), self.progress))

    def correction(self) -> CorrectionCard:
        """Ask for the correction that the article needs."""
        return self._only(CorrectionCard(self.data.article()))

    def portfolio(self, correction: CorrectionCard | None = None) -> Portfolio:
        """Put what the learner did in all lessons on one page, with a ``correction`` being written."""
        return self._only(Portfolio(self._all_items(), self.data.claims(), self.progress, correction))

    def journey(self) -> Journey:
        """Show where the learner stands in each lesson, and where to go on."""
        return self._only(Journey(self._all_items(), self.data.claims(), self.progress))

    def source_of(self, function: Callable[..., Any], max_lines: int = 6) -> Html:
        """Show the lines of a helper function that do the work."""
        return cards.source_card(function, max_lines)

    def _rows(self, name: str, only: Iterable[str]) -> list[Any]:
        """Give a table's rows, or those of ``only`` some quantities or outcomes; ValueError without any."""
        wanted = set(only)
        named = [(getattr(row, "quantity", getattr(row, "outcome", "")), row) for row in self.data.rows(name)]
        missing = wanted - {what for what, _ in named}
        if missing:
            raise ValueError(f"{name} has no quantity or outcome {', '.join(map(repr, sorted(missing)))}")
        return [row for what, row in named if not wanted or what in wanted]

    def _show(self, card: PredictionCard, panel: Any) -> None:
        """Give a prediction its panel; DataError where the two do not fit."""
        if panel is None:
            return
        wrong = unfit(card.prediction, panel)
        if wrong is not None:
            raise self.data.fault("predictions.yaml", card.prediction.id, *wrong)
        card.panel = panel

    def _items(self, lesson: str) -> Items:
        data = self.data
        return Items(data.predictions(lesson), data.questions(lesson), data.exercises(lesson))

    def _all_items(self) -> list[tuple[Any, Items]]:
        return [(about, self._items(about.id)) for about in self.data.lessons()]

    def _find_exercise(self, id: str) -> Exercise | None:
        item = next((item for item in self.items.exercises if item.id == id), None)
        return None if item is None else self._task(item)

    def _task(self, item: Any) -> Exercise:
        """Give a coding task; DataError where its reference does not take its inputs."""
        wrong = exercise.unfit(item)
        if wrong is not None:
            raise self.data.fault("exercises.yaml", item.id, *wrong)
        return Exercise(item, self.progress, self._result)

    def _outcome(self, id: str) -> Outcome | None:
        card = self._card(id)
        return None if card is None else card.outcome()

    def _card(self, id: str) -> PredictionCard | None:
        card = self._shown.get((self.about.id, PredictionCard.__name__, id))
        return card if isinstance(card, PredictionCard) else None

    def _result(self, card: ResultCard) -> None:
        self._only(card, card.exercise.item.id)

    def _only(self, part: AnyPart, id: str = "") -> AnyPart:
        """Keep ``part`` as the one of its kind and ``id``; free the one a cell run again has left behind."""
        key = (self.about.id, type(part).__name__, id)
        before = self._shown.get(key)
        self._shown[key] = part
        if before is not None:
            before.close()
        return part

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return self.toolbar._repr_mimebundle_(**kwargs)

    def _ipython_display_(self) -> None:
        """Show the toolbar as its class does: a still one and the live one."""
        self.toolbar._ipython_display_()


_parts: WeakKeyDictionary[Progress, dict[tuple[str, str, str], Part]] = WeakKeyDictionary()
"""The parts shown now, by lesson, kind and id: also those a ``Lesson`` made anew takes over."""
