"""Where to draw the line: how many people are "deficient" moves with the cut-off, in the same blood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np

from helpers import evidence
from helpers.figures.vitamin_d_cut_offs import cut_off_frame, cut_off_skeleton
from helpers.panels.base import Choice, Panel, Slider
from helpers.panels.forest import mark_of
from helpers.physiology.vitamin_d_population import fitted_curve, share_below

LINES_NMOL_L = np.linspace(5.0, 125.0, 121)
POPULATIONS = {
    "world": ("world, 2000 to 2022",),
    "Europe": ("Europe, all year",),
    "USA": ("United States, 2011 to 2014",),
}
DRAWN = {"sacn_2016": "UK", "iom_2011": "IOM", "endocrine_society_2011": "ES"}


@dataclass(frozen=True)
class Published:
    """A published share of people below a line, and whether it was read in its source."""

    nmol_L: float
    percent: float
    mark: str


@dataclass(frozen=True)
class CutOffState:
    """One line through 25(OH)D and the people below it, of 100."""

    cut_off_nmol_L: float
    population: str
    median_nmol_L: float
    below_per_100: float
    lines_nmol_L: np.ndarray
    curve_per_100: np.ndarray
    published: tuple[Published, ...]
    named_nmol_L: tuple[float, ...]
    named: tuple[str, ...]


class CutOffs(Panel):
    """Move the line, and count how many of 100 people stand below it."""

    title = "Where the line is drawn decides how many are “deficient”"
    question = "Nobody’s blood changes. How many people are “deficient”?"

    cut_off_nmol_L = Slider("The line", 10, 120, reference=50, step=1, unit="nmol/L", hint="of 25(OH)D")
    population = Choice("People of", list(POPULATIONS), reference="world")

    presets = {
        "UK: deficient": {"cut_off_nmol_L": 25},
        "IOM: at risk": {"cut_off_nmol_L": 30},
        "IOM: enough": {"cut_off_nmol_L": 50},
        "ES until 2024": {"cut_off_nmol_L": 75},
    }

    def compute(self, cut_off_nmol_L: float, population: str) -> CutOffState:
        """Count the people below the line on the curve through the published shares."""
        published = _published(population)
        median, spread = fitted_curve(
            [point.nmol_L for point in published], [point.percent / 100 for point in published]
        )
        levels, names = _named()
        return CutOffState(
            cut_off_nmol_L,
            population,
            median,
            below_per_100=100 * float(share_below(cut_off_nmol_L, median, spread)),
            lines_nmol_L=LINES_NMOL_L,
            curve_per_100=100 * share_below(LINES_NMOL_L, median, spread),
            published=published,
            named_nmol_L=levels,
            named=names,
        )

    skeleton = staticmethod(cut_off_skeleton)
    frame = staticmethod(cut_off_frame)

    def describe(self, state: CutOffState, reference: CutOffState) -> str:
        """Count the people below the line; the same people, whatever the line."""
        unread = ", ".join(point.mark.strip() for point in state.published if point.mark)
        note = f" One published share here is {unread}." if unread else ""
        return (
            f"A line at {state.cut_off_nmol_L:.0f} nmol/L puts {state.below_per_100:.0f} of 100 people below "
            f"it ({state.population}; half of them have less than {state.median_nmol_L:.0f}). A line at "
            f"{state.cut_off_nmol_L + STEP:.0f} would add {_more(state):.0f}, and nobody has changed.{note}"
        )


STEP = 10.0


def _more(state: CutOffState) -> float:
    curve = np.interp(state.cut_off_nmol_L + STEP, state.lines_nmol_L, state.curve_per_100)
    return float(curve) - state.below_per_100


@cache
def _published(population: str) -> tuple[Published, ...]:
    """The published shares of one population, added up where they were printed as bands."""
    found: list[Published] = []
    total = 0.0
    for row in evidence.rows("mineral_prevalence"):
        if row.marker != "25(OH)D" or row.population not in POPULATIONS[population] or row.value is None:
            continue
        numbers = [float(number) for number in re.findall(r"\d+", row.definition)]
        band = len(numbers) == 2  # "30 to 49 nmol/L": below 50 are these and all below 30
        total = total + row.value if band else row.value
        found.append(Published(numbers[-1] + band, total, mark_of(row)))
    return tuple(found)


@cache
def _named() -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Every level at which a body of experts drew a line, with the bodies' short names."""
    bodies: dict[float, list[str]] = {}
    for row in evidence.rows("vitamin_d_cut_offs"):
        if (
            row.value is not None
            and row.source in DRAWN
            and row.quantity in {"deficient below", "enough from"}
        ):
            names = bodies.setdefault(row.value, [])
            names.extend([DRAWN[row.source]] * (DRAWN[row.source] not in names))
    levels = sorted(bodies)
    return tuple(levels), tuple(", ".join(bodies[level]) for level in levels)
