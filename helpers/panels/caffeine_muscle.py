"""Caffeine and muscle's own calcium store: how many times an ordinary day's level the direct route needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from helpers import evidence, records
from helpers.figures import base
from helpers.figures.caffeine_muscle import TIMES_AXIS, percent, rounded, store_frame, store_skeleton
from helpers.panels.base import Panel, Slider
from helpers.panels.caffeine import MENU, MUG
from helpers.physiology.caffeine import MOLAR_MASS
from helpers.physiology.caffeine_course import CUP_HOURS, DAY_H, steady_concentration_mg_L
from helpers.physiology.caffeine_receptors import (
    caffeine_to_open_mg_L,
    occupancy,
    open_fraction,
)
from helpers.theme import Sizes

ORDINARY = "the level of a four-mug day"
CURVE_TIMES = np.geomspace(*TIMES_AXIS, 121)
LANDMARKS = {  # what the picture says -> source and finding, as the tables name them
    "blood in poisoning, median": ("kamijo_2018", "caffeine in serum"),
    "opened heart cells: sparks": ("porta_2011", "caffeine that raises calcium sparks by 75 %"),
    "frog fibres contract": ("jjp_1992", "caffeine that makes fibres contract"),
    "human biopsy: still quiet": ("emhg", "caffeine at which healthy muscle stays quiet"),
    "human biopsy: +7 % pull": ("mh_protocol_1989", "caffeine that raises tension by 7 %"),
}


@dataclass(frozen=True)
class Landmark:
    """One published level or range, as multiples of the four-mug day's highest."""

    words: str
    value: float | None
    low: float
    high: float


@dataclass(frozen=True)
class StoreState:
    """One level of caffeine, as a multiple, and what it does to receptors and to the store's channels."""

    tenfolds: float
    times: float
    level: str
    held: float
    open: float
    open_percent: float
    times_to_half: float
    poisoning_times: float
    curve_times: np.ndarray
    curve_held: np.ndarray
    curve_open: np.ndarray
    landmarks: tuple[Landmark, ...]


@cache
def four_mugs_mg_L() -> float:
    """Give the highest level of a day of four mugs, when every day is alike [mg/L]."""
    hours = np.arange(0.0, DAY_H, 0.05)
    return float(steady_concentration_mg_L(hours, MENU[MUG], CUP_HOURS).max())


@cache
def landmarks() -> tuple[Landmark, ...]:
    """Read the published levels, and give them as multiples."""
    tables = [*evidence.rows("receptor_constants"), *evidence.rows("caffeine_studies")]
    found = []
    for words, (source, quantity) in LANDMARKS.items():
        row = next(row for row in tables if (row.source, row.quantity) == (source, quantity))
        unit = (1.0 if row.unit == "mg/L" else MOLAR_MASS / 1000) / four_mugs_mg_L()  # else µmol/L
        known = [unit * number for number in (row.low, row.value, row.high) if number is not None]
        mark = "" if row.confidence == "measured" else f" {records.MARKS[row.confidence][0]}"
        value = None if row.value is None else unit * row.value
        found.append(Landmark(f"{words}{mark}", value, min(known), max(known)))
    return tuple(found)


class MuscleStore(Panel):
    """Raise caffeine tenfold and tenfold again, until the calcium store of muscle answers."""

    title = "How far muscle’s own calcium store is from a cup"
    question = "At a level seen in poisoning, how many of the store's calcium channels stand open?"

    tenfolds = Slider("Tenfold steps up", 0.0, 3.0, reference=0.0, step=0.05, hint="2: a hundred times")

    presets = {"a four-mug day": {}, "ten times": {"tenfolds": 1.0}, "hundred times": {"tenfolds": 2.0}}

    def compute(self, tenfolds: float) -> StoreState:
        """Read both curves at this multiple."""
        times = 10.0**tenfolds
        ordinary = four_mugs_mg_L()
        return StoreState(
            tenfolds=tenfolds,
            times=times,
            level=f"{rounded(times)} times {ORDINARY}" if tenfolds else ORDINARY,
            held=float(occupancy(ordinary * times)),
            open=float(open_fraction(ordinary * times)),
            open_percent=100 * float(open_fraction(ordinary * times)),
            times_to_half=float(caffeine_to_open_mg_L(0.5)) / ordinary,
            poisoning_times=float(landmarks()[0].value or 0),
            curve_times=CURVE_TIMES,
            curve_held=occupancy(ordinary * CURVE_TIMES),
            curve_open=open_fraction(ordinary * CURVE_TIMES),
            landmarks=landmarks(),
        )

    def skeleton(self, sizes: Sizes) -> base.Skeleton:
        """Give a line for each landmark."""
        return store_skeleton(sizes, rows=len(LANDMARKS))

    frame = staticmethod(store_frame)

    def describe(self, state: StoreState, reference: StoreState) -> str:
        """Say what this level holds and opens, and how far the store is."""
        return (
            f"At {state.level} caffeine holds "
            f"{100 * state.held:.0f} % of the A1 receptors and opens {percent(state.open)} of the heart "
            f"muscle's calcium channels (steepness assumed); half of them take "
            f"{rounded(state.times_to_half)} times. The median of measured "
            f"poisonings stood at {rounded(state.poisoning_times)} times."
        )
