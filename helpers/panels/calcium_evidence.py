"""Lesson 04's evidence: how far gates slid in squid and frog, and the donors who tested it on themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers import evidence, records
from helpers.figures.calcium import donors_frame, donors_skeleton
from helpers.figures.people import plain_words
from helpers.panels.base import Panel
from helpers.panels.calcium import SQUID
from helpers.physiology.axon_equations import REFERENCE_CALCIUM, SHIFT_PER_EFOLD, scaled_shift_mV
from helpers.physiology.axon_thresholds import LOWEST_SHIFT, thresholds


@dataclass(frozen=True)
class Slope:
    """How far gates moved in one published experiment, per tenfold change."""

    label: str
    low: float
    high: float


@dataclass(frozen=True)
class Donors:
    """One group of donors: the calcium they had left, and what they felt."""

    percent_of_start: float
    felt: str


@dataclass(frozen=True)
class DonorsState:
    """Published slopes beside the kit's, and donors under the threshold that the kit's slope gives."""

    slopes: tuple[Slope, ...]
    kit_slope_mV: float
    model_percent: np.ndarray
    model_push_mV: np.ndarray
    band_percent: tuple[float, float]
    band_mM: tuple[float, float]
    donors: tuple[Donors, ...]


class CitrateDonors(Panel):
    """Model against measurement: the slope of the law, and people whose calcium fell within an hour."""

    title = f"Gates of squid and frog, blood donors, and the model's axon ({SQUID})"
    question = "Donors lose up to a third of their ionised calcium. Do their nerves fire on their own?"

    def compute(self) -> DonorsState:
        """Put published slopes on one scale, and read the model at the donors' share of calcium."""
        rows = [row for row in evidence.rows("gating_shift") if row.fold_change]
        quoted = next(row for row in rows if row.source == SHIFT_PER_EFOLD.source)
        smallest, largest = scaled_shift_mV(np.array([quoted.low, quoted.high]), quoted.fold_change, np.e)
        healthy = thresholds(0.0)
        shift = np.linspace(LOWEST_SHIFT, 1.0, 201)
        push = thresholds(shift).kick_threshold_mV
        has_one = np.isfinite(push)
        low, high = (float(np.exp(healthy.endless_from_mV / slope)) for slope in (smallest, largest))
        return DonorsState(
            slopes=tuple(_slope(row) for row in rows),
            kit_slope_mV=float(scaled_shift_mV(SHIFT_PER_EFOLD, np.e)),
            model_percent=100 * np.exp(shift[has_one] / SHIFT_PER_EFOLD),
            model_push_mV=push[has_one],
            band_percent=(100 * low, 100 * high),
            band_mM=(REFERENCE_CALCIUM * low, REFERENCE_CALCIUM * high),
            donors=tuple(_donors()),
        )

    skeleton = staticmethod(donors_skeleton)
    frame = staticmethod(donors_frame)

    def describe(self, state: DonorsState, reference: DonorsState) -> str:
        """Say how low the donors went, where the model would fire, and who felt something."""
        lowest = min(donors.percent_of_start for donors in state.donors)
        low, high = state.band_mM
        return (
            f"On average these donors kept {lowest:.0f} % of their ionised calcium or more; the model's axon "
            f"begins endless firing between {low:.2f} and {high:.2f} mmol/L, {state.band_percent[0]:.0f} to "
            f"{state.band_percent[1]:.0f} % of healthy. "
            "Who felt something did not follow the calcium; ? means not counted."
        )


def _slope(row: records.GatingShift) -> Slope:
    """One published shift per tenfold change, with its authors."""
    ends = [row.value if end is None else end for end in (row.low, row.high)]
    low, high = scaled_shift_mV(np.array(ends, dtype=float), float(row.fold_change or 0)).tolist()
    mark = ", unverified" if row.confidence == "unverified" else ""
    authors, year = evidence.source(row.source).short.rsplit(" ", 1)
    animal = row.preparation.split(",")[0]
    return Slope(f"{plain_words(f'{animal} {year}{mark}')}<br>{plain_words(authors)}", low, high)


def _donors() -> list[Donors]:
    """The groups of donors whose fall of ionised calcium and whose symptoms are both published."""
    found = []
    rows = evidence.rows("citrate_donors")
    for source in dict.fromkeys(row.source for row in rows):
        own = [row for row in rows if row.source == source]
        felt = [row.value for row in own if row.quantity == "people with symptoms"]
        levels = [row.value for row in own if row.quantity == "ionised calcium"]
        changes = [row.value for row in own if row.quantity == "change of ionised calcium"]
        if not felt or not (levels or changes):
            continue
        left = 100 * levels[-1] / levels[0] if levels else 100 + changes[0]
        counted = ", ".join(f"{value:.0f}" for value in felt if value is not None)
        found.append(Donors(float(left), f"felt: {counted} %" if counted else "felt: ?"))
    return sorted(found, key=lambda donors: donors.percent_of_start)
