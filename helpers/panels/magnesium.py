"""Lesson 05's core panel: magnesium, the gatekeeper of calcium, from the plate to the nerve's threshold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from helpers import evidence, records
from helpers.display import signed
from helpers.figures.magnesium import (
    EATEN_HIGH_MG,
    EATEN_LOW_MG,
    LEVEL_HIGH_MM,
    LEVEL_LOW_MM,
    gatekeeper_frame,
    gatekeeper_skeleton,
)
from helpers.panels.base import Panel, Slider, Switch
from helpers.physiology.axon_equations import MAGNESIUM_WEIGHT, TEMPERATURE
from helpers.physiology.axon_thresholds import thresholds
from helpers.physiology.calcium_loop import MAGNESIUM_TO_RELEASE, NORMAL_INTAKE, NORMAL_PTH, pth_target
from helpers.physiology.magnesium import serum_magnesium_mM
from helpers.physiology.minerals import MAGNESIUM_WEIGHT_IF_COUNTED, MineralEffects, mineral_effects
from helpers.physiology.twitch_rate import rate_words

EATEN_MG = np.linspace(EATEN_LOW_MG, EATEN_HIGH_MG, 76)
LEVELS_MM = np.linspace(LEVEL_LOW_MM, LEVEL_HIGH_MM, 71)
ABOUT_THE_SAME = 0.05  # a hormone this near to what calcium calls for answers the call
GRADE = f"{' '.join(records.MARKS[MAGNESIUM_TO_RELEASE.confidence])}:<br>the cliff was fitted"


@dataclass(frozen=True)
class GatekeeperState:
    """Where magnesium settles, what the glands then send, and what calcium and the nerve make of it.

    ``pth_called_for`` is what healthy glands would send at this calcium; both hormones in times healthy. The
    levels in blood bear the explorer's names and go on to it; diet and leak, which made them, do not.
    """

    eaten_mg_day: float
    tablets_mg_day: float
    leak_mM: float
    on_the_gates: bool
    magnesium_mM: float
    normal_low_mM: float
    normal_high_mM: float
    calcium_mM: float
    healthy_low_mM: float
    healthy_high_mM: float
    pth: float
    pth_called_for: float
    gating_shift_mV: float
    threshold_fall: float
    push_mV: float
    push_percent: float
    axon: str
    release: float
    eaten_mg: np.ndarray
    level_curve_mM: np.ndarray
    levels_mM: np.ndarray
    pth_curve: np.ndarray
    called_for_curve: np.ndarray
    calcium_curve_mM: np.ndarray
    push_curve_percent: np.ndarray
    grade: str


class MagnesiumGatekeeper(Panel):
    """Eat less magnesium, swallow more, or let the kidney leak: see who loses calcium, and why."""

    title = f"Magnesium keeps calcium’s gate (nerve: a squid’s, at {TEMPERATURE:g} °C)"
    question = "When the magnesium in blood falls, does calcium follow, and from where on?"

    magnesium_intake_mg_day = Slider(
        "Magnesium eaten", EATEN_LOW_MG, EATEN_HIGH_MG, reference=300, step=10, unit="mg/day"
    )
    supplement_mg_day = Slider("Magnesium in tablets", 0, 400, reference=0, step=5, unit="mg/day")
    magnesium_leak_mM = Slider(
        "Kidney’s leak", 0.0, 0.45, reference=0.0, step=0.01, unit="mmol/L", hint="off its threshold"
    )
    on_the_gates = Switch(
        "Magnesium also shields the nerve’s gates",
        hint=f"□ assumption: it counts {MAGNESIUM_WEIGHT_IF_COUNTED:g} of calcium",
    )

    presets = {
        "healthy": {},
        "a third of the diet": {"magnesium_intake_mg_day": 100},
        "tablets on top": {"supplement_mg_day": 365},
        "leaking kidney": {"magnesium_leak_mM": 0.4},
        "leak and tablets": {"magnesium_leak_mM": 0.4, "supplement_mg_day": 365},
    }

    def compute(
        self,
        magnesium_intake_mg_day: float,
        supplement_mg_day: float,
        magnesium_leak_mM: float,
        on_the_gates: bool,
    ) -> GatekeeperState:
        """Settle magnesium, then the calcium loop, then the threshold; the curves run along magnesium."""
        weight = float(MAGNESIUM_WEIGHT_IF_COUNTED if on_the_gates else MAGNESIUM_WEIGHT)
        curve = serum_magnesium_mM(EATEN_MG, supplement_mg_day, magnesium_leak_mM)
        level = float(serum_magnesium_mM(magnesium_intake_mg_day, supplement_mg_day, magnesium_leak_mM))
        here, along = _effects(level, weight), _along_magnesium(weight)
        calcium = here.loop.ionised_calcium_mM
        axon = thresholds(here.gating_shift_mV)
        magnesium, ionised = _range_of("magnesium, total"), _range_of("calcium, ionised")
        return GatekeeperState(
            eaten_mg_day=magnesium_intake_mg_day,
            tablets_mg_day=supplement_mg_day,
            leak_mM=magnesium_leak_mM,
            on_the_gates=on_the_gates,
            magnesium_mM=level,
            normal_low_mM=magnesium[0],
            normal_high_mM=magnesium[1],
            calcium_mM=calcium,
            healthy_low_mM=ionised[0],
            healthy_high_mM=ionised[1],
            pth=here.loop.pth_pg_mL / NORMAL_PTH,
            pth_called_for=float(pth_target(calcium)) / NORMAL_PTH,
            gating_shift_mV=float(here.gating_shift_mV),
            threshold_fall=float(here.threshold_fall),
            push_mV=float(axon.kick_threshold_mV),
            push_percent=float(_percent_of_healthy(axon.kick_threshold_mV)),
            axon=axon.words,
            release=float(here.relative_release),
            eaten_mg=EATEN_MG,
            level_curve_mM=curve,
            levels_mM=LEVELS_MM,
            pth_curve=np.asarray(along.loop.pth_pg_mL) / NORMAL_PTH,
            called_for_curve=pth_target(along.loop.ionised_calcium_mM) / NORMAL_PTH,
            calcium_curve_mM=np.asarray(along.loop.ionised_calcium_mM),
            push_curve_percent=_percent_of_healthy(thresholds(along.gating_shift_mV).kick_threshold_mV),
            grade=GRADE,
        )

    skeleton = staticmethod(gatekeeper_skeleton)
    frame = staticmethod(gatekeeper_frame)

    def describe(self, state: GatekeeperState, reference: GatekeeperState) -> str:
        """Say where magnesium and calcium settle, whether the glands answer, and what the nerve needs."""
        counted = ", magnesium on its gates counted" if state.on_the_gates else ""
        return (
            f"Magnesium settles at {state.magnesium_mM:.2f} mmol/L (healthy {reference.magnesium_mM:.2f}), "
            f"calcium at {state.calcium_mM:.2f} (healthy {reference.calcium_mM:.2f}). {_answer(state)} "
            f"The squid axon needs {state.push_percent:.0f} % of its healthy push{counted}."
        )

    def chain(self, state: GatekeeperState, reference: GatekeeperState) -> Mapping[str, str]:
        """Magnesium acts through hormone and calcium on the gates, and beside them on the junction."""
        tablets = f", {state.tablets_mg_day:.0f} in tablets" if state.tablets_mg_day else ""
        return {
            "behaviour": f"{state.eaten_mg_day:.0f} mg Mg a day eaten{tablets}",
            "blood": f"Mg {state.magnesium_mM:.2f}, ionised calcium {state.calcium_mM:.2f} mmol/L; "
            f"PTH {state.pth:.1f} times healthy",
            "gate": f"gates moved by {signed(state.gating_shift_mV, 1)} mV",
            "threshold": f"push needed {state.push_mV:.1f} mV, healthy {reference.push_mV:.1f} (squid)",
            "axon": state.axon,
            "junction": f"release {100 * state.release:.0f} % of normal (frog)",
            "muscle": f"one axon’s twitches, a teaching estimate: {rate_words(state.threshold_fall)}",
        }


def _answer(state: GatekeeperState) -> str:
    sent, wanted = state.pth, state.pth_called_for
    if abs(wanted - sent) <= ABOUT_THE_SAME:
        return f"The glands send the parathyroid hormone (PTH) this calls for, {sent:.1f} times the healthy."
    return (
        f"So little calcium calls for {wanted:.1f} times the healthy parathyroid hormone (PTH); "
        f"the glands send {sent:.1f}."
    )


def _effects(magnesium_mM: float, weight: float) -> MineralEffects:
    return mineral_effects(magnesium_mM=magnesium_mM, magnesium_weight=weight)


@lru_cache(maxsize=2)
def _along_magnesium(weight: float) -> MineralEffects:
    return mineral_effects(NORMAL_INTAKE, magnesium_mM=LEVELS_MM, magnesium_weight=weight)


def _percent_of_healthy(push_mV: float | np.ndarray) -> np.ndarray:
    return np.asarray(100 * push_mV / thresholds(0.0).kick_threshold_mV)


def _range_of(analyte: str) -> tuple[float, float]:
    row = evidence.row("reference_ranges", analyte=analyte)
    return float(row.low), float(row.high)
