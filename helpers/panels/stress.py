"""Adrenaline: the tremor it brings, the potassium it moves, and the blockers tried against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers import evidence
from helpers.display import signed
from helpers.figures.forest import Estimate, Study
from helpers.figures.stress import (
    TIMES_REST,
    adrenaline_frame,
    adrenaline_skeleton,
)
from helpers.panels.base import Choice, Panel, Slider
from helpers.panels.forest import Forest, mark_of
from helpers.physiology import stress

NO_BLOCKER, BETA1, BETA2 = 1.0, float(stress.SELECTIVE_BLOCKER), float(stress.NON_SELECTIVE_BLOCKER)
BLOCKERS = {"none": NO_BLOCKER, "mainly of beta-1": BETA1, "of beta-1 and beta-2": BETA2}
AXIS_TIMES = np.geomspace(*TIMES_REST, 61)


def _finding(table: str, source: str, quantity: str) -> Any:
    """The first row of a table with a number for this quantity (or outcome) in this source."""
    what = "outcome" if "outcome" in evidence.TABLES[table].model_fields else "quantity"
    return evidence.row(table, source=source, has_number=True, **{what: quantity})


CAFFEINE = _finding("caffeine_studies", "robertson_1978", "change of adrenaline")
INFUSION = _finding("stress_and_breathing", "brown_mj_1983", "adrenaline in plasma")
SPEECH_TIMES = float(stress.SPEECH_RATIO)
CAFFEINE_TIMES = round(1 + CAFFEINE.value / 100, 1)
INFUSION_TIMES = round(INFUSION.value / stress.RESTING_ADRENALINE, 1)
BOTH_TIMES = round(SPEECH_TIMES + CAFFEINE_TIMES - 1, 1)


@dataclass(frozen=True)
class Event:
    """What raises adrenaline, and by how much."""

    name: str
    adrenaline_times: float


EVENTS = (
    Event("speech", SPEECH_TIMES),
    Event("caffeine", CAFFEINE_TIMES),
    Event("infusion", INFUSION_TIMES),
)


@dataclass(frozen=True)
class AdrenalineState:
    """Tremor and potassium at one level of adrenaline, and along all levels, with and without the blocker.

    Tremor counts from a calm person *without* a blocker, potassium from rest under the *same* blocker.
    """

    adrenaline_times: float
    dose_ratio: float
    adrenaline_nM: float
    occupancy: float
    tremor_times: float
    potassium_mM: float
    potassium_change_mM: float
    fibre_shift_mV: float
    axis_times: np.ndarray
    free_tremor: np.ndarray
    tremor_curve: np.ndarray
    free_change_mM: np.ndarray
    change_curve_mM: np.ndarray
    events: tuple[Event, ...]
    infusion_times: float
    measured_change_mM: tuple[float, float, float]
    measured_words: str
    isoprenaline_tremor: float
    isoprenaline_words: str


class Adrenaline(Panel):
    """Raise adrenaline, block its receptors, and watch the hand and the potassium; no threshold moves."""

    title = "Adrenaline: a hand that trembles, a salt that shifts"
    question = "A speech, 250 mg of caffeine, an infusion: which is the odd one out?"

    adrenaline_times = Slider("Adrenaline", 1.0, 40.0, reference=1.0, step=0.1, unit="× rest")
    dose_ratio = Choice("Beta-blocker", BLOCKERS, reference=NO_BLOCKER, buttons=False)

    presets = {
        "calm": {},
        "a speech": {"adrenaline_times": SPEECH_TIMES},
        "caffeine": {"adrenaline_times": CAFFEINE_TIMES},
        "both": {"adrenaline_times": BOTH_TIMES},
        "infusion": {"adrenaline_times": INFUSION_TIMES},
        "speech, blocked": {"adrenaline_times": SPEECH_TIMES, "dose_ratio": BETA2},
    }

    def compute(self, adrenaline_times: float, dose_ratio: float) -> AdrenalineState:
        """Give receptors, tremor and potassium here, and both curves."""
        here = adrenaline_times * stress.RESTING_ADRENALINE
        axis = AXIS_TIMES * stress.RESTING_ADRENALINE
        rest = stress.RESTING_POTASSIUM
        potassium = float(stress.potassium_mM(here, dose_ratio))
        measured = _finding("stress_and_breathing", "brown_mj_1983", "change of potassium")
        tremor = _finding("likelihood_literature", "young_1975", "tremor size")
        return AdrenalineState(
            adrenaline_times=adrenaline_times,
            dose_ratio=dose_ratio,
            adrenaline_nM=float(here),
            occupancy=float(stress.beta2_occupancy(here, dose_ratio)),
            tremor_times=float(stress.tremor_ratio(here, dose_ratio)),
            potassium_mM=potassium,
            potassium_change_mM=potassium - float(rest),
            fibre_shift_mV=float(stress.fibre_shift_mV(potassium)),
            axis_times=AXIS_TIMES,
            free_tremor=stress.tremor_ratio(axis),
            tremor_curve=stress.tremor_ratio(axis, dose_ratio),
            free_change_mM=stress.potassium_mM(axis) - rest,
            change_curve_mM=stress.potassium_mM(axis, dose_ratio) - rest,
            events=EVENTS,
            infusion_times=INFUSION_TIMES,
            measured_change_mM=_printed_span(measured),
            measured_words=evidence.source(measured.source).short,
            isoprenaline_tremor=tremor.value,
            isoprenaline_words=f"isoprenaline into an artery, {evidence.source(tremor.source).year}",
        )

    skeleton = staticmethod(adrenaline_skeleton)
    frame = staticmethod(adrenaline_frame)

    def describe(self, state: AdrenalineState, reference: AdrenalineState) -> str:
        """Say how much adrenaline there is, and what hand and potassium make of it."""
        blocked = "" if state.dose_ratio == NO_BLOCKER else f" under a blocker {_blocker(state.dose_ratio)}"
        return (
            f"Adrenaline {state.adrenaline_times:.1f} times rest ({state.adrenaline_nM:.2f} nmol/L){blocked}"
            f": tremor {state.tremor_times:.2f} times that of a calm person without a blocker, potassium "
            f"{state.potassium_mM:.2f} mmol/L (at rest {reference.potassium_mM:.2f})."
        )

    def chain(self, state: AdrenalineState, reference: AdrenalineState) -> Mapping[str, str]:
        """Adrenaline goes to the muscle itself; the threshold of the nerve is not on its way."""
        return {
            "blood": f"adrenaline {state.adrenaline_nM:.2f} nmol/L, "
            f"potassium {state.potassium_mM:.2f} mmol/L",
            "gate": f"{100 * state.occupancy:.0f} % of the beta-2 receptors in muscle taken",
            "muscle": f"tremor {state.tremor_times:.2f} times calm; the resting fibre moves by "
            f"{signed(state.fibre_shift_mV, 1)} mV, away from firing",
        }


class BlockedPotassium(Forest):
    """Model against measurement: potassium during an infusion of adrenaline, after three kinds of tablet."""

    title = "Potassium during an infusion of adrenaline"
    question = "Which blocker keeps adrenaline from moving potassium?"
    axis = "Potassium during the infusion (mmol/L)"
    low, high, ticks = 3.0, 4.5, (3.0, 3.5, 4.0, 4.5)
    series = ("measured", "model □ assumption")
    no_effect = float(stress.RESTING_POTASSIUM)
    sides = ("fallen", "risen")

    dose_ratios = {"placebo": NO_BLOCKER, "atenolol": BETA1, "timolol": BETA2}

    def rows(self) -> list[Any]:
        """Give the three arms of the trial with beta-blockers."""
        return [row for row in evidence.rows("stress_and_breathing") if row.source == "struthers_1983"]

    def studies(self) -> tuple[Study, ...]:
        """Give each arm's potassium, and the model's at the level of the published infusion."""
        return tuple(self._arm(row) for row in self.rows())

    def _arm(self, row: Any) -> Study:
        model = float(stress.potassium_mM(INFUSION.value, self.dose_ratios[row.moment]))
        words = f"{row.value:.2f}, model {model:.2f}"
        return Study(f"{row.moment}{mark_of(row)}", (Estimate(row.value), Estimate(model)), words)

    def describe(self, state: Any, reference: Any) -> str:
        """Say what each tablet did, and where the model is wrong."""
        arms = "; ".join(f"{study.name} {study.words}" for study in state.studies)
        return (
            f"From {self.no_effect:.2f} mmol/L potassium went to: {arms}. The blocker of both receptors "
            "keeps it from falling; that it even rose, the model cannot do."
        )


def _printed_span(row: Any) -> tuple[float, float, float]:
    """A change and the ± that its note prints without naming it."""
    spread = float(row.note.split()[1])
    return row.value - spread, row.value, row.value + spread


def _blocker(dose_ratio: float) -> str:
    return next(words for words, value in BLOCKERS.items() if value == dose_ratio)
