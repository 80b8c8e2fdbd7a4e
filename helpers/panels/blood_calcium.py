"""What defends blood calcium: diet, glands, magnesium and vitamin D against gut, kidney and bone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from helpers import evidence, records
from helpers.display import signed
from helpers.figures.blood_calcium import blood_calcium_frame, blood_calcium_skeleton
from helpers.panels.base import Panel, Slider
from helpers.physiology.axon_equations import gating_shift_mV
from helpers.physiology.axon_thresholds import thresholds
from helpers.physiology.calcium_course import time_course
from helpers.physiology.calcium_loop import (
    BONE_TURNOVER,
    NORMAL_MAGNESIUM,
    NORMAL_PTH,
    Body,
    CalciumState,
    steady_state,
)
from helpers.physiology.junction import REFERENCE_MAGNESIUM, relative_release, safety_reading

WEEK_H = 7 * 24.0
STEP_H = 1.0
GRADE = f"{' '.join(records.MARKS[BONE_TURNOVER.confidence])}: {BONE_TURNOVER.confidence} model"
WORTH_SAYING_MM = 0.02  # how far day 7 must be from the end before the sentence mentions it [mmol/L]
HEALTHY_BODY = steady_state()


@dataclass(frozen=True)
class Steady:
    """Where the loop comes to rest, weeks later; flows in mg a day, ``bone`` positive when it gives."""

    calcium_mM: float
    pth_times_healthy: float
    calcitriol_pmol_L: float
    absorbed_mg_day: float
    gut_and_skin_mg_day: float
    urine_mg_day: float
    bone_mg_day: float
    skeleton_lost_percent_year: float

    @classmethod
    def of(cls, loop: CalciumState) -> Steady:
        """Take what the panel shows from the loop's resting state."""
        return cls(
            loop.ionised_calcium_mM,
            loop.pth_pg_mL / NORMAL_PTH,
            loop.calcitriol_pmol_L,
            loop.absorbed_mg_day,
            loop.endogenous_loss_mg_day,
            loop.urine_mg_day,
            loop.net_bone_release_mg_day,
            loop.skeleton_lost_percent_year,
        )


@dataclass(frozen=True)
class BloodCalciumState:
    """What the picture shows: the settings, where they end, and the week from healthy towards it.

    ``push_mV`` is what the squid axon needs to fire at the calcium where this ends, 0 if it fires by itself.
    """

    calcium_intake_mg_day: float
    gland_function: float
    magnesium_mM: float
    vitamin_d_nmol_L: float
    steady: Steady
    day: np.ndarray
    calcium_mM: np.ndarray
    pth_times_healthy: np.ndarray
    healthy_low_mM: float
    healthy_high_mM: float
    grade: str
    gating_shift_mV: float
    push_mV: float
    axon: str
    release: float
    junction: str


class BloodCalcium(Panel):
    """Starve, remove the gland, drain magnesium: see what calcium in blood does, and who pays."""

    title = "What defends blood calcium"
    question = "Halve the calcium in the diet: by how much does the ionised calcium in the blood fall?"

    calcium_intake_mg_day = Slider("Calcium in diet", 100, 3000, reference=1000, step=50, unit="mg a day")
    gland_function = Slider(
        "Parathyroid glands", 0.0, 4.0, reference=1.0, step=0.05, hint="0: none, 1: healthy"
    )
    magnesium_mM = Slider("Magnesium, total", 0.3, 1.5, reference=0.85, step=0.01, unit="mmol/L")
    vitamin_d_nmol_L = Slider(
        "Vitamin D, 25(OH)D",
        5,
        125,
        reference=60,
        step=1,
        unit="nmol/L",
        hint="as measured",
    )

    presets = {
        "healthy": {},
        "diet halved": {"calcium_intake_mg_day": 500},
        "no gland": {"gland_function": 0.0},
        "no gland, much calcium in the diet": {"gland_function": 0.0, "calcium_intake_mg_day": 3000},
        "magnesium very low": {"magnesium_mM": 0.35},
        "three hits at once": {"calcium_intake_mg_day": 300, "magnesium_mM": 0.50, "vitamin_d_nmol_L": 10},
    }

    def compute(
        self,
        calcium_intake_mg_day: float,
        gland_function: float,
        magnesium_mM: float,
        vitamin_d_nmol_L: float,
    ) -> BloodCalciumState:
        """Give the resting state of these settings, and the week after a healthy body takes them on."""
        settings = (calcium_intake_mg_day, vitamin_d_nmol_L, magnesium_mM, gland_function)
        steady = Steady.of(steady_state(*settings))
        week = time_course(HEALTHY_BODY, Body(*settings), WEEK_H, STEP_H)
        shift = float(gating_shift_mV(steady.calcium_mM))
        axon = thresholds(shift)
        free_magnesium_mM = magnesium_mM * REFERENCE_MAGNESIUM / NORMAL_MAGNESIUM
        healthy = evidence.row("reference_ranges", analyte="calcium, ionised")
        return BloodCalciumState(
            calcium_intake_mg_day,
            gland_function,
            magnesium_mM,
            vitamin_d_nmol_L,
            steady,
            day=np.concatenate([[-1.0], week.time_h / 24]),
            calcium_mM=np.concatenate([week.ionised_calcium_mM[:1], week.ionised_calcium_mM]),
            pth_times_healthy=np.concatenate([week.pth_pg_mL[:1], week.pth_pg_mL]) / NORMAL_PTH,
            healthy_low_mM=healthy.low,
            healthy_high_mM=healthy.high,
            grade=GRADE,
            gating_shift_mV=shift,
            push_mV=0.0 if axon.fires_by_itself else float(axon.kick_threshold_mV),
            axon=axon.words,
            release=float(relative_release(steady.calcium_mM, free_magnesium_mM)),
            junction=safety_reading(steady.calcium_mM, free_magnesium_mM),
        )

    skeleton = staticmethod(blood_calcium_skeleton)
    frame = staticmethod(blood_calcium_frame)

    def describe(self, state: BloodCalciumState, reference: BloodCalciumState) -> str:
        """Say where calcium settles, what PTH does, and which of kidney and bone changed more."""
        now, healthy = state.steady, reference.steady
        words = (
            f"Ionised calcium settles at {now.calcium_mM:.2f} mmol/L (healthy {healthy.calcium_mM:.2f}), "
            f"{_pth(now)}. {_defence(now, healthy)}"
        )
        if abs(state.calcium_mM[-1] - now.calcium_mM) >= WORTH_SAYING_MM:
            words += f" Settling takes weeks: day {state.day[-1]:.0f} is still at {state.calcium_mM[-1]:.2f}."
        return words

    def chain(self, state: BloodCalciumState, reference: BloodCalciumState) -> Mapping[str, str]:
        """Diet acts through ionised calcium alone: gates, threshold, axon and junction feel that."""
        return {
            "behaviour": f"calcium in the diet {state.calcium_intake_mg_day:.0f} mg a day",
            "blood": f"ionised calcium {state.steady.calcium_mM:.2f} mmol/L, "
            f"healthy {reference.steady.calcium_mM:.2f}",
            "gate": f"gates shifted by {signed(state.gating_shift_mV, 1)} mV",
            "threshold": f"push needed {state.push_mV:.1f} mV, healthy {reference.push_mV:.1f} (squid)"
            if state.push_mV
            else "none left (squid)",
            "axon": state.axon,
            "junction": f"release {100 * state.release:.0f} % of normal: {state.junction} (frog)",
        }


def _pth(steady: Steady) -> str:
    amount = f"{steady.pth_times_healthy:.1f}"
    if amount == "0.0":
        return f"with {'hardly any' if steady.pth_times_healthy else 'no'} parathyroid hormone (PTH)"
    return f"parathyroid hormone (PTH) at {amount} times healthy"


def _defence(now: Steady, healthy: Steady) -> str:
    urine, bone = now.urine_mg_day - healthy.urine_mg_day, now.bone_mg_day - healthy.bone_mg_day
    leave = f"{now.urine_mg_day:.0f} mg a day leave in the urine"
    if max(abs(urine), abs(bone)) < 1:
        return f"Kidney and bone are in their healthy balance: {leave}."
    if abs(urine) >= abs(bone):
        return f"The kidney changed more than bone: {leave} (healthy {healthy.urine_mg_day:.0f})."
    verb = "takes up" if now.bone_mg_day < 0 else "gives up"
    return f"Bone changed more than the kidney: it {verb} {abs(now.bone_mg_day):.0f} mg a day (healthy 0)."
