"""Whatever a browser can do to a panel or a lesson's cards, in an order drawn from a seed.

An event is either what a learner does (move, click, type, open) or a raw message, as the page sends over the
wire, with a value of the wrong kind: a null where JSON has no NaN, a huge text, an unknown key. Both go the
way a real one goes, through the widget's own handler.
"""

from __future__ import annotations

import contextlib
import logging
import random
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets as widgets

from helpers import theme
from helpers.panels.base import FAILED, Panel
from helpers.panels.live_figure import LiveFigure

HUGE = "9" * 100_000
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\0\x1b\u202e'\"&]]>"
WRONG: tuple[Any, ...] = (
    None, True, "", "12", "nan", EVIL, HUGE, -1e308, 1e308, float("nan"), float("inf"), -1, 10**40, [],
    [1, 2], {}, {"value": 1}, [[]], {"new": {"deep": [None]}},
)  # fmt: skip
TYPED = (
    "", "calcium", "statin cramp", EVIL, HUGE, "Ünïcödé 名前", "../../etc/passwd", "explorer",
    "explorer; sleep_h=5", "explorer; sleep_h=nan; month=13", "explorer; sleep_h=?; mode=causes",
)  # fmt: skip
UNKNOWN_KEYS = (EVIL, "no_such_key", "__class__", "comm", "_trait_values", "close")
VALUE_KEYS = ("value", "index", "selected_index")
"""What a view in the page writes by itself; all else comes from the kernel."""


def within(widget: Any) -> Iterator[Any]:
    """Every widget in a box, the box too."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from within(child)


def message(widget: widgets.Widget, **data: Any) -> None:
    """Deliver a message as the page's end of the wire would."""
    widget._handle_msg({"content": {"data": data}, "buffers": []})


def click(widget: Any, _dice: random.Random) -> None:
    if not widget.disabled:
        message(widget, method="custom", content={"event": "click"})


def write(widget: Any, dice: random.Random) -> None:
    """Type into a box: words, a scenario, nothing, far too much."""
    message(widget, method="update", state={"value": dice.choice(TYPED)})


def toggle(widget: Any, _dice: random.Random) -> None:
    message(widget, method="update", state={"value": not widget.value})


def slide(widget: Any, dice: random.Random) -> None:
    value = dice.choice([widget.min, widget.max, dice.uniform(widget.min, widget.max)])
    if isinstance(widget, widgets.IntSlider):
        value = round(value)
    message(widget, method="update", state={"value": value})


def choose(widget: Any, dice: random.Random) -> None:
    message(widget, method="update", state={"index": dice.randrange(len(widget.options))})


def open_tab(widget: Any, dice: random.Random) -> None:
    place = dice.choice([None, *range(len(widget.children))])
    message(widget, method="update", state={"selected_index": place})


def ask(widget: Any, dice: random.Random) -> None:
    """The page asks a figure for its state, for its values as a file, or for nothing that exists."""
    asked = dice.choice([{"ask": "state"}, {"ask": "csv"}, {"ask": EVIL}, {}])
    message(widget, method="custom", content=asked)


ACTS: tuple[tuple[type | tuple[type, ...], Callable[[Any, random.Random], None]], ...] = (
    (widgets.Button, click),
    ((widgets.Text, widgets.Textarea), write),
    ((widgets.ToggleButton, widgets.Checkbox), toggle),
    ((widgets.FloatSlider, widgets.IntSlider), slide),
    ((widgets.Dropdown, widgets.ToggleButtons, widgets.RadioButtons), choose),
    (widgets.Tab, open_tab),
    (LiveFigure, ask),
)


def act_for(widget: Any) -> Callable[[Any, random.Random], None] | None:
    return next((act for kinds, act in ACTS if isinstance(widget, kinds)), None)


def wrong_message(widget: Any, dice: random.Random) -> None:
    """A message no honest page sends: wrong values for what a view writes, wrong kinds for the rest."""
    own = [key for key in VALUE_KEYS if key in widget.keys]
    others = [key for key in widget.keys if not key.startswith("_") and key not in own]
    state: dict[str, Any] = {}
    for _ in range(dice.randint(1, 3)):
        if own and dice.random() < 0.7:
            state[dice.choice(own)] = dice.choice(WRONG)
        elif dice.random() < 0.5:
            state[dice.choice(UNKNOWN_KEYS)] = dice.choice(WRONG)
        else:
            key = dice.choice(others)
            value = dice.choice(WRONG)
            if not takes(widget, key, value):
                state[key] = value
    message(widget, method="update", state=state)


def takes(widget: Any, key: str, value: Any) -> bool:
    """Whether this trait would take this value: then it would be the kernel's word, not a wrong one."""
    trait = widget.traits()[key]
    try:
        trait._validate(widget, trait.metadata.get("from_json", lambda given, _: given)(value, widget))
    except Exception:
        return False
    return True


def projector(_widget: Any, dice: random.Random) -> None:
    theme.mode.projector = dice.random() < 0.5


def random_event(root: Any, dice: random.Random) -> str:
    """Do one thing; give it a name."""
    if dice.random() < 0.02:
        projector(root, dice)
        return "projector"
    parts = [part for part in within(root) if act_for(part) is not None]
    part = dice.choice(parts)
    act = act_for(part) if dice.random() < 0.7 else wrong_message
    act(part, dice)
    return f"{act.__name__} on {type(part).__name__} {getattr(part, 'description', '')!r}"


class Refusals(logging.Handler):
    """Collects what ipywidgets says of messages it refuses, and every error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errors: list[str] = []
        self.refused = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count a refusal by a trait; keep anything else that went wrong."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        if record.levelno < logging.ERROR and kind == "TraitError":
            self.refused += 1
        elif record.levelno >= logging.ERROR or kind:
            self.errors.append(f"{record.getMessage()} {kind}"[:2000])


@contextlib.contextmanager
def listening() -> Iterator[Refusals]:
    """Hear what is logged anywhere; the projector is put back at the end."""
    handler, logger, before = Refusals(), logging.getLogger(), theme.mode.projector
    logger.addHandler(handler)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
        theme.mode.projector = before


def complaints(panel: Panel) -> list[str]:
    """What is wrong with a panel after an event: it must show the state of the controls it shows."""
    found = []
    values = panel.values()
    for name, control in panel.controls.items():
        try:
            control.check(values[name])
        except ValueError as problem:
            found.append(str(problem)[:200])
    if panel.sentence == FAILED or not panel.sentence.strip():
        found.append(f"the sentence is {panel.sentence!r} at {values}")
    if panel._good != values:
        found.append(f"the picture shows {panel._good}, the controls {values}")
    return found + markup(panel)


def markup(root: Any) -> list[str]:
    """Whether anything that was typed or sent has become an element of the page."""
    shown = [part.value for part in within(root) if isinstance(part, widgets.HTML)]
    return [
        f"markup got through: {html[:200]}"
        for html in shown
        if "<script>alert" in html or "<img src=x" in html
    ]


def storm(root: Any, name: str, events: int, check: Callable[[], list[str]], salt: str = "") -> Refusals:
    """Do so many events; AssertionError names the seed, the event and what went before."""
    seed = f"events of {name}{salt}"
    dice = random.Random(seed)
    done: deque[str] = deque(maxlen=4)
    with listening() as heard:
        for number in range(events):
            try:
                done.append(random_event(root, dice))
            except Exception as problem:
                done.append(f"{type(problem).__name__}: {problem}")
                heard.errors.append(done[-1])
            wrong = [*heard.errors, *check()]
            last = "; ".join(done)
            assert not wrong, f"seed {seed!r}, event {number}: {wrong[0]}; the last events: {last}"
    return heard
