"""Trials of the threshold frequency: what water, salt, an earlier cramp, pain or fatigue did to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from helpers import evidence
from helpers.display import signed
from helpers.figures.forest import Estimate, Study
from helpers.panels.cramp import threshold_frequency
from helpers.panels.forest import Forest, ForestState
from helpers.physiology import cramp_bias

CHANGE = "change of threshold frequency"
LEVEL = "threshold frequency"


class ThresholdTrials(Forest):
    """The base of two forest plots: what each trial changed, and what the fitted loop gives for it.

    ``shown`` maps the condition of a row of the table to the line's name; ``readiness`` gives the loop's
    readiness for a condition, where the kit has one.
    """

    table = "threshold_frequency_trials"
    axis = "Change of the threshold (Hz)"
    no_effect = 0.0
    sides = ("easier", "harder")
    series = ("measured", "loop")
    shown: ClassVar[Mapping[str, str]] = {}
    readiness: ClassVar[Mapping[str, float]] = {}

    def rows(self) -> list[Any]:
        """Give the rows shown, in the order they are named."""
        found = {row.condition: row for row in evidence.rows(self.table) if row.role == "compared"}
        return [found[condition] for condition in self.shown]

    def studies(self) -> tuple[Study, ...]:
        """Give one line for each trial: measured change, and the loop's where it has one."""
        return tuple(self._study(row) for row in self.rows())

    def _study(self, row: Any) -> Study:
        change = _change_hz(row)
        measured = None if change is None else Estimate(change, *_ends(row))
        loop = _loop_change_hz(self.readiness.get(row.condition))
        words = "no number" if change is None else signed(change, 1)
        authors = evidence.source(row.source).short.replace(" et al.", "")
        return Study(
            f"{self.shown[row.condition]} ({authors})",
            (measured, None if loop is None else Estimate(loop)),
            words if loop is None else f"{words} (loop {signed(loop)})",
        )


class DrinksAndCramp(ThresholdTrials):
    """Losing water, then drinking water or electrolytes: what it did to the threshold of a cramp."""

    title = "Water, salt and the threshold of a cramp"
    question = "After sweating, water or an electrolyte drink: which makes a cramp easier to start?"
    low, high, ticks = -15.0, 20.0, (-10, 0, 10, 20)
    shown: ClassVar = {
        "3 % of body mass lost": "3 % lost, nothing drunk",
        "3 to 5 % of body mass lost, and more": "3 to 5 % lost, nothing drunk",
        "60 minutes after water": "2 % lost, then water",
        "60 minutes after the electrolyte drink": "2 % lost, then electrolytes",
        "65 minutes after, water": "running, with water",
        "65 minutes after, electrolyte drink": "running, with electrolytes",
    }
    readiness: ClassVar = {
        "60 minutes after water": cramp_bias.PLAIN_WATER,
        "60 minutes after the electrolyte drink": cramp_bias.ELECTROLYTE_DRINK,
        "65 minutes after, water": cramp_bias.PLAIN_WATER,
        "65 minutes after, electrolyte drink": cramp_bias.ELECTROLYTE_DRINK,
    }

    def describe(self, state: ForestState, reference: ForestState) -> str:
        """Say what agrees and what does not."""
        return (
            "Losing water alone: no significant change. Water after it: a cramp starts at slower shocks; an "
            "electrolyte drink: only at faster ones, further than the loop can follow. Ten people in each, "
            "and the same authors for all four drinks."
        )


class NervesAndCramp(ThresholdTrials):
    """History, pain, fatigue and a blocked nerve: what they did to the threshold of a cramp."""

    title = "Nerves, fatigue and the threshold of a cramp"
    question = "If tired nerves bring on cramps, what should tiring a muscle do to the threshold?"
    low, high, ticks = -15.0, 20.0, (-10, 0, 10, 20)
    shown: ClassVar = {
        "had cramps before": "had cramps before",
        "5 to 60 minutes after a cramp": "after a cramp",
        "salt injected into the muscle": "painful salt injected",
        "nerve blocked": "nerve blocked",
        "after tiring the muscle": "muscle tired",
    }
    readiness: ClassVar = {
        "had cramps before": cramp_bias.CRAMP_PRONE,
        "5 to 60 minutes after a cramp": cramp_bias.EARLIER_CRAMP,
        "salt injected into the muscle": cramp_bias.PAIN,
    }

    def rows(self) -> list[Any]:
        """Give the rows shown; two studies tired the muscle, and disagree."""
        every = [row for row in evidence.rows(self.table) if row.role == "compared"]
        return [row for condition in self.shown for row in every if row.condition == condition]

    def describe(self, state: ForestState, reference: ForestState) -> str:
        """Say what agrees and what does not."""
        return (
            "After earlier cramps and in pain, slower shocks start a cramp; with the nerve blocked it takes "
            "faster ones. Tiring the muscle made a cramp harder to start in one study and did nothing "
            "significant in another, against the theory that fatigue brings cramps on."
        )


class CrampersSweat(Forest):
    """How salty the sweat of people with and without cramps is: a small study, and one that repeated it."""

    title = "Salt in the sweat of footballers with and without cramps"
    question = "Do people who cramp sweat saltier?"
    axis = "Sodium in sweat (mmol/L), line: ± SD"
    low, high, ticks = 10.0, 90.0, (20, 40, 60, 80)
    sources: ClassVar = ("stofan_2005", "horswill_2009")

    def rows(self) -> list[Any]:
        """Give the sodium of both teams."""
        return [
            row for row in evidence.rows("sweat") if row.source in self.sources and row.quantity == "sodium"
        ]

    def name_of(self, row: Any) -> str:
        """Give whom and in which study."""
        with_cramps = "no cramp" if "without" in row.population or "other" in row.population else "cramps"
        return f"{with_cramps}, {row.people} people ({evidence.source(row.source).short})"

    def describe(self, state: ForestState, reference: ForestState) -> str:
        """Say what the first found and the second could not tell."""
        first, second = (self.rows()[place].value / self.rows()[place + 1].value for place in (0, 2))
        return (
            f"In the first team the sweat of those who cramped was {first:.1f} times as salty, in the second "
            f"{second:.1f} times, which chance could explain. Five to eight people each."
        )


def _change_hz(row: Any) -> float | None:
    """The change as printed, or the row minus its study's reference; None where no number was seen."""
    if row.value is None or row.quantity == CHANGE:
        return row.value if row.value is None else float(row.value)
    own = [one for one in evidence.rows("threshold_frequency_trials") if one.study == row.study]
    start = next(one.value for one in own if one.role == "reference" and one.quantity == LEVEL)
    return float(row.value - start)


def _ends(row: Any) -> tuple[float | None, float | None]:
    """The interval of a printed change; the spread of a level says nothing about that of a change."""
    return (row.low, row.high) if row.quantity == CHANGE else (None, None)


def _loop_change_hz(readiness_hz: float | None) -> float | None:
    """How far the loop's own threshold lies from that of somebody who never had cramps."""
    if readiness_hz is None:
        return None
    return threshold_frequency(float(readiness_hz)) - threshold_frequency(0.0)
