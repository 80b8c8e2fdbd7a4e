"""Calcium and magnesium at the nerve ending: two ions for the same places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from helpers import records
from helpers.figures.release import CALCIUM_HIGH_MM, CALCIUM_LOW_MM, release_frame, release_skeleton
from helpers.panels.base import Panel, Slider
from helpers.physiology.junction import (
    K_MAGNESIUM,
    REFERENCE_MAGNESIUM,
    RELEASE_POWER,
    relative_release,
    release_slope,
    safety_reading,
    site_shares,
)

CURVE_MM = np.geomspace(CALCIUM_LOW_MM, CALCIUM_HIGH_MM, 61)
LAW = f"{' '.join(records.MARKS['measured'])}: fourth power (frog)"
CONSTANTS = f"{' '.join(records.MARKS[K_MAGNESIUM.confidence])}: its two constants"


@dataclass(frozen=True)
class ReleaseState:
    """One nerve ending: who sits on its sites, and what a spike then releases (times normal)."""

    calcium_mM: float
    ionised_magnesium_mM: float
    with_calcium: float
    with_magnesium: float
    empty: float
    release: float
    slope: float
    steepest: float
    junction: str
    curve_calcium_mM: np.ndarray
    curve_release: np.ndarray
    normal_curve_release: np.ndarray
    grades: tuple[str, ...]


class TwoIons(Panel):
    """Move both ions at a frog's nerve ending: who holds the sites, and how much is released."""

    title = "Two ions for the same places (a frog’s nerve ending)"
    question = "Calcium and magnesium both double. Does release double?"

    calcium_mM = Slider("Ionised calcium", 0.3, 2.5, reference=1.25, step=0.01, unit="mmol/L")
    ionised_magnesium_mM = Slider("Ionised magnesium", 0.1, 6.0, reference=0.55, step=0.05, unit="mmol/L")

    presets = {
        "healthy": {},
        "low magnesium": {"ionised_magnesium_mM": 0.2},
        "calcium follows": {"ionised_magnesium_mM": 0.2, "calcium_mM": 0.9},
        "both doubled": {"ionised_magnesium_mM": 1.1, "calcium_mM": 2.5},
        "very high magnesium": {"ionised_magnesium_mM": 4.0},
    }

    def compute(self, calcium_mM: float, ionised_magnesium_mM: float) -> ReleaseState:
        """Give the shares of sites, release here, and release along calcium."""
        with_calcium, with_magnesium, empty = map(float, site_shares(calcium_mM, ionised_magnesium_mM))
        return ReleaseState(
            calcium_mM,
            ionised_magnesium_mM,
            with_calcium,
            with_magnesium,
            empty,
            release=float(relative_release(calcium_mM, ionised_magnesium_mM)),
            slope=float(release_slope(calcium_mM, ionised_magnesium_mM)),
            steepest=float(RELEASE_POWER),
            junction=safety_reading(calcium_mM, ionised_magnesium_mM),
            curve_calcium_mM=CURVE_MM,
            curve_release=relative_release(CURVE_MM, ionised_magnesium_mM),
            normal_curve_release=relative_release(CURVE_MM, REFERENCE_MAGNESIUM),
            grades=(LAW, CONSTANTS),
        )

    skeleton = staticmethod(release_skeleton)
    frame = staticmethod(release_frame)

    def describe(self, state: ReleaseState, reference: ReleaseState) -> str:
        """Say who sits where, what is released, and whether the junction still passes every spike."""
        return (
            f"Calcium {state.calcium_mM:.2f}, magnesium {state.ionised_magnesium_mM:.2f} mmol/L (ionised): "
            f"calcium holds {100 * state.with_calcium:.0f} of 100 sites, magnesium "
            f"{100 * state.with_magnesium:.0f}. A spike releases {_times(state.release)} times the normal "
            f"transmitter: {state.junction}."
        )

    def chain(self, state: ReleaseState, reference: ReleaseState) -> Mapping[str, str]:
        """Both ions act at the junction; what they do to the axon is shown elsewhere."""
        return {
            "blood": f"ionised: calcium {state.calcium_mM:.2f}, "
            f"magnesium {state.ionised_magnesium_mM:.2f} mmol/L",
            "junction": f"release {_times(state.release)} times normal: {state.junction} (frog)",
        }


def _times(multiple: float) -> str:
    return f"{multiple:.2f}" if multiple >= 0.01 else f"{multiple:.2g}"
