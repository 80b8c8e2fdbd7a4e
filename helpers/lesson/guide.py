"""The teacher's guide: one page for each lesson, put together from the same data as the lesson itself.

    >>> guide = Guide(panels.registry())
    >>> guide.page("04_calcium")

Goals, minutes, answers and solutions are the lesson's own; what a teacher needs beyond them stands in
``data/teaching.yaml``. Right answers and what the class will see are computed from the panels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers import evidence
from helpers.display import escape
from helpers.lesson.bar import Bar
from helpers.lesson.cards import GRADES, code_block, red_flags_card
from helpers.lesson.demonstration import Scene, play
from helpers.lesson.html import Html, bullets, card, paragraphs, plain, prose, section
from helpers.lesson.outcomes import outcome

ROWS = {"secure": "Secure", "partly": "Partly", "not_yet": "Not yet"}
VARIANTS = {"short": "15 minutes", "usual": "45 minutes", "long": "90 minutes, or with homework"}


class Guide:
    """All lessons' pages; displayed, it shows the title and the projector switch.

    ``panels`` maps a panel's class name to the class; ``data`` stands in for the kit's own in tests.
    """

    def __init__(self, panels: Mapping[str, Any], data: Any = evidence) -> None:
        self.panels, self.data = panels, data
        self.bar = Bar("Teacher's guide. Nothing here has to be run: the pages below are stored.")

    def red_flags(self) -> Html:
        """Show when twitching needs a doctor: the text that every lesson shows."""
        return red_flags_card(self.data.red_flags())

    def overview(self) -> Html:
        """List the lessons with their minutes; each leads to its notebook."""
        names = ("Lesson", "Core", "Demonstration", "Questions to discuss")
        head = "".join(f'<th scope="col">{name}</th>' for name in names)
        rows = "".join(self._row(lesson) for lesson in self.data.lessons())
        table = f'<table class="lesson-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        return Html(card("teaching", "The lessons, and how long they take", table))

    def minutes(self) -> str:
        """Say what all of it adds up to."""
        lessons = self.data.lessons()
        shown = sum(self.data.teaching(lesson.id).demonstration.minutes for lesson in lessons)
        return (
            f"{len(lessons)} lessons: {sum(lesson.minutes for lesson in lessons)} minutes of core, "
            f"{shown} minutes of demonstrations"
        )

    def page(self, lesson: str) -> Page:
        """Everything for one lesson, readable without a kernel."""
        about, entry = self.data.lesson(lesson), self.data.teaching(lesson)
        parts = [
            paragraphs(f"**{about.question}** {about.minutes} minutes.", entry.point),
            _part("Goals", bullets(about.outcomes)),
            _part("They should already know", bullets(entry.before)),
            _part(f"Demonstration ({entry.demonstration.minutes} minutes)", self._script(entry)),
            _part("Predictions, and what comes out", self._predictions(lesson)),
            _part("Check yourself, and misconceptions to listen for", self._questions(lesson)),
            _part("You will hear", _pairs((one.hear, one.reply) for one in entry.heard)),
            _part("To discuss", self._discussion(entry)),
            _part("Claims and their grades", self._claims(about)),
            _part("Shorter and deeper", _named((VARIANTS[name], text) for name, text in entry.variants)),
            _part("To assess", "".join(self._assessment(one) for one in entry.assessment)),
            _part("Coding tasks", self._solutions(lesson)),
            _part("Safety", bullets(entry.safety)),
        ]
        return Page(about.title, section("teaching", "".join(parts)))

    def _row(self, lesson: Any) -> str:
        entry = self.data.teaching(lesson.id)
        title = f"{lesson.number:02d} · {lesson.title}"
        shown = entry.demonstration
        return (
            f'<tr><th scope="row"><a href="{escape(lesson.id)}.ipynb">{prose(title)}</a></th>'
            f"<td>{lesson.minutes} min</td><td>{shown.minutes} min, {len(shown.steps)} steps</td>"
            f"<td>{len(entry.discussion)}</td></tr>"
        )

    def _script(self, entry: Any) -> str:
        steps = "".join(f"<li>{self._step(scene)}</li>" for scene in play(entry, self.panels, self.data))
        return f"<ol>{steps}</ol>"

    def _step(self, scene: Scene) -> str:
        step = scene.step
        vote = self.data.prediction(step.vote).question if step.vote else ""
        go = f"in {scene.place}{': ' if scene.moves else ''}{scene.moves}" if scene.title else ""
        told = (
            ("Ask", step.ask),
            ("Vote", vote),
            ("Set", go),
            ("Watch", step.watch),
            ("The panel says", scene.sentence),
            ("Say", step.say),
        )
        return "<br>".join(f"<strong>{name}:</strong> {prose(text)}" for name, text in told if text)

    def _predictions(self, lesson: str) -> str:
        return _pairs((item.question, self._comes_out(item)) for item in self.data.predictions(lesson))

    def _comes_out(self, item: Any) -> str:
        """The right option and why: worked out from the panel, as in the lesson."""
        right = outcome(item, self.panels[item.panel].without_widgets()).option
        return f"**{right.text}** {right.feedback}"

    def _questions(self, lesson: str) -> str:
        return _pairs((item.question, *_answers(item)) for item in self.data.questions(lesson))

    def _discussion(self, entry: Any) -> str:
        return _pairs((one.question, one.answer + self._graded(one.claim)) for one in entry.discussion)

    def _graded(self, claim: str | None) -> str:
        """The claim an answer weighs, and its grade in the kit."""
        if claim is None:
            return ""
        item = self.data.claim(claim)
        return f" (The claim “{item.text}”: {_grade(item)}.)"

    def _claims(self, about: Any) -> str:
        claims = [self.data.claim(id) for id in about.claims]
        if not claims:
            return paragraphs("This lesson weighs no claim of its own.")
        return bullets(f"{item.text} **{_grade(item)}.** {item.correction}" for item in claims)

    def _assessment(self, one: Any) -> str:
        quoted = f" “{self.data.claim(one.claim).text}”" if one.claim else ""
        return paragraphs(one.task + quoted) + _named((ROWS[name], text) for name, text in one.marks)

    def _solutions(self, lesson: str) -> str:
        tasks = self.data.exercises(lesson)
        if not tasks:
            return paragraphs("None in this lesson.")
        return "".join(paragraphs(f"**{task.title}**") + code_block(task.solution.strip()) for task in tasks)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return self.bar._repr_mimebundle_(**kwargs)

    def _ipython_display_(self) -> None:
        """Show the bar as its class does: a still one and the live one."""
        self.bar._ipython_display_()


class Page(Html):
    """A lesson's page. A place that shows only text gets its name: the words would be stored twice."""

    def __init__(self, title: str, html: str) -> None:
        super().__init__(html)
        self.title = title

    @property
    def words(self) -> str:
        """The page without its tags."""
        return plain(self.html)

    def __repr__(self) -> str:
        return f"Teacher's page: {self.title}"


def _part(heading: str, body: str) -> str:
    return f"<h4>{prose(heading)}</h4>{body}"


def _pairs(items: Any) -> str:
    """Something said, and under it what belongs to it."""
    shown = ("<br>".join([f"<em>{prose(first)}</em>", *map(prose, rest)]) for first, *rest in items)
    return "<ul>" + "".join(f"<li>{item}</li>" for item in shown) + "</ul>"


def _named(items: Any) -> str:
    return bullets(f"**{name}:** {text}" for name, text in items)


def _answers(question: Any) -> Iterator[str]:
    """The right answer; then each wrong one, the misconception behind it, and a reply."""
    yield f"✓ **{question.right.text}**"
    for option in question.options:
        if not option.right:
            yield f"✗ “{option.text}” **{option.misconception}** → {option.feedback}"


def _grade(claim: Any) -> str:
    return " ".join(GRADES[claim.grade])
