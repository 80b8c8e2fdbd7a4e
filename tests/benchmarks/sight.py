"""What a learner sees of a page's widgets: cards, buttons, sliders; nothing that the page would hide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from helpers import evidence, panels
from helpers.display import escape
from helpers.lesson.html import prose
from helpers.panels.base import Panel
from tests.benchmarks.answers import Step
from tests.benchmarks.page import Page

SLIDERS = ("FloatSliderModel", "IntSliderModel")


@dataclass(frozen=True)
class Signs:
    """How a card is known: its class, words on it, the options it offers."""

    css: str
    words: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Handle:
    """A panel's slider: its model, the figure it moves, the panel's title, its label, where it can stand."""

    slider: str
    figure: str
    title: str
    words: str
    places: tuple[float, ...]


def signs_of(step: Step) -> Signs:
    """How the card of a step is known."""
    match step.do:
        case "commit":
            return Signs("lesson-predict", options=_options(evidence.prediction(step.id)))
        case "check":
            questions = {q.id: q for about in evidence.lessons() for q in evidence.questions(about.id)}
            return Signs("lesson-question-card", options=_options(questions[step.id]))
        case "look" | "predict first":
            return Signs("lesson-cover", panel_class(evidence.prediction(step.id).panel).title)
        case "hint" | "solution":
            return Signs("lesson-result", f"Your turn: {evidence.exercise(step.id).title}")
        case "grade" | "show grade":
            return Signs("lesson-grading", evidence.claim(step.id).text)
        case "write":
            return Signs("lesson-correction")
    return Signs("lesson-hand-in")


def panel_class(name: str) -> type[Panel]:
    """The panel of this name or title."""
    return next(kind for kind in panel_classes() if name in (kind.__name__, kind.title))


def panel_classes() -> list[type[Panel]]:
    """All panels of the kit."""
    panels.load_all()
    return list(Panel.registry.values())


class Sight:
    """Looks through a page's models as eyes look through the page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def inside(self, id: str, hidden_too: bool = False) -> Iterator[str]:
        """A widget and all that is in it, in the order of the page, as far as it can be seen."""
        model = self.page.models.get(id)
        if model is None or (not hidden_too and self._is_hidden(model)):
            return
        yield id
        for child in model.get("children", ()):
            yield from self.inside(_id(child), hidden_too)

    def shown(self, css: str, within: str | None = None) -> Iterator[str]:
        """Every visible widget of a class, in the page or inside another."""
        for id in self.page.shown if within is None else [within]:
            for inner in self.inside(id):
                if css in self.page.models[inner].get("_dom_classes", ()):
                    yield inner

    def card(self, signs: Signs) -> str | None:
        """The last card with these signs: a cell that was run again shows a new one below."""
        found = None
        for card in self.shown(signs.css):
            offered = [self.page.models[id].get("_options_labels", ()) for id in self.inside(card)]
            if signs.options and set(signs.options) not in map(set, offered):
                continue
            words = "".join(self._texts(card))
            if prose(signs.words) in words or escape(signs.words) in words:
                found = card
        return found

    def button(self, card: str, words: tuple[str, ...]) -> str | None:
        """A visible button with one of these words that can be clicked now."""
        for id, model in self._models(card):
            is_button = model["_model_name"] == "ButtonModel"
            if is_button and model["description"] in words and not model["disabled"]:
                return id
        return None

    def options(self, card: str) -> str:
        """The list of options in a card."""
        return next(id for id, model in self._models(card) if "_options_labels" in model)

    def box(self, card: str) -> str:
        """The box to write in."""
        return next(id for id, model in self._models(card) if model["_model_name"] == "TextareaModel")

    def handle(self) -> Handle:
        """The first slider a learner meets; LookupError where there is none."""
        for panel in self.shown("wmt-panel"):
            figure = next((id for id, model in self._models(panel) if "own_id" in model), None)
            title = next(k.title for k in panel_classes() if escape(k.title) in self._texts(panel)[0])
            for row in self.shown("wmt-control", panel):
                for slider, model in self._models(row):
                    if figure and model["_model_name"] in SLIDERS and not model["disabled"]:
                        return Handle(slider, figure, title, self._texts(row)[0], _places(model))
        raise LookupError("no slider to move")

    def _models(self, id: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for inner in self.inside(id):
            yield inner, self.page.models[inner]

    def _texts(self, id: str) -> list[str]:
        """The HTML inside a widget; under a cover too."""
        models = [self.page.models[inner] for inner in self.inside(id, hidden_too=True)]
        return [model["value"] for model in models if model["_model_name"] == "HTMLModel"]

    def _is_hidden(self, model: dict[str, Any]) -> bool:
        layout = self.page.models.get(_id(model.get("layout", "")), {})
        return layout.get("display") == "none" or layout.get("visibility") == "hidden"


def _options(item: Any) -> tuple[str, ...]:
    return tuple(option.text for option in item.options)


def _places(model: dict[str, Any]) -> tuple[float, ...]:
    low, step = model["min"], model["step"]
    return tuple(low + step * i for i in range(1 + round((model["max"] - low) / step)))


def _id(reference: str) -> str:
    return reference.removeprefix("IPY_MODEL_")
