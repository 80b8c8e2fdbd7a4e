"""Sweat against the body's stores: whether sweating can empty sodium, potassium, calcium or magnesium."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from helpers.figures.sweat_losses import IONS, losses_frame, losses_skeleton, share
from helpers.panels.base import Choice, Panel, Slider
from helpers.physiology.axon_equations import REFERENCE_CALCIUM, gating_shift_mV
from helpers.physiology.axon_thresholds import thresholds
from helpers.physiology.sweat import ALL_COLLECTED, SODIUM_MEAN, WALKERS, Sweat
from helpers.physiology.sweat_losses import losses

KINDS: Mapping[str, Sweat] = {"back pouch": WALKERS, "all, washed off": ALL_COLLECTED}


@dataclass(frozen=True)
class LossesState:
    """Losses of the four ions, in the order of ``IONS`` [%], and what the calcium alone would do to a gate.

    ``potassium_outside_percent`` is one of them by name. ``gating_shift_mV`` takes the calcium lost out of
    the fluid outside the cells, as if nothing came back; ``fires_from_mV`` is the shift at which the squid's
    axon begins to fire without end.
    """

    sweat_L: float
    sodium_mM: float
    method: str
    percent_of_extracellular: np.ndarray
    percent_of_body: np.ndarray
    potassium_outside_percent: float
    gating_shift_mV: float
    fires_from_mV: float


class SweatAndStores(Panel):
    """Sweat more, sweat saltier, measure otherwise: how much of each ion is gone?"""

    title = "What sweat takes, and what the body holds (70 kg)"
    question = "Litres of sweat run off. How much of the body's potassium, calcium and magnesium went along?"

    sweat_L = Slider("Sweat", 0.0, 10.0, reference=4.5, step=0.5, unit="L")
    sodium_mM = Slider(
        "Sodium in it",
        18,
        71,
        reference=round(SODIUM_MEAN),
        step=1,
        unit="mmol/L",
        hint="lowest to highest seen",
    )
    method = Choice("Minerals from", list(KINDS), reference="back pouch")

    presets = {
        "an afternoon": {},
        "a day of work": {"sweat_L": 10.0},
        "very salty": {"sodium_mM": 71},
        "highest minerals": {"method": "all, washed off"},
    }

    def compute(self, sweat_L: float, sodium_mM: int, method: str) -> LossesState:
        """Compare the losses with both stores, and the calcium with what a nerve would notice."""
        lost = losses(sweat_L, replace(KINDS[method], sodium_mM=float(sodium_mM)))
        ions = [getattr(lost, ion) for ion in IONS]
        outside = np.array([float(ion.percent_of_extracellular) for ion in ions])
        body = np.array([float(ion.percent_of_body) for ion in ions])
        calcium_left = 1 - outside[IONS.index("calcium")] / 100
        return LossesState(
            sweat_L=sweat_L,
            sodium_mM=float(sodium_mM),
            method=method,
            percent_of_extracellular=outside,
            percent_of_body=body,
            potassium_outside_percent=float(outside[IONS.index("potassium")]),
            gating_shift_mV=float(gating_shift_mV(REFERENCE_CALCIUM * calcium_left)),
            fires_from_mV=float(thresholds(0.0).endless_from_mV),
        )

    skeleton = staticmethod(losses_skeleton)
    frame = staticmethod(losses_frame)

    def describe(self, state: LossesState, reference: LossesState) -> str:
        """Say the largest and the smallest loss, and what the calcium would do by itself."""
        body = dict(zip(IONS, state.percent_of_body, strict=True))
        return (
            f"{state.sweat_L:.1f} L take {share(body['sodium'])} of the body’s exchangeable sodium "
            f"(reference {share(reference.percent_of_body[0])}), {share(body['potassium'])} of its "
            f"potassium, {share(body['calcium'])} of its calcium, {share(body['magnesium'])} of its "
            f"magnesium. Were no calcium replaced, gates would move {state.gating_shift_mV:.1f} mV; the "
            f"squid’s axon goes on firing from {state.fires_from_mV:.1f} on."
        )

    def chain(self, state: LossesState, reference: LossesState) -> Mapping[str, str]:
        """What sweat takes of calcium hardly reaches a gate."""
        return {
            "behaviour": f"{state.sweat_L:.1f} L sweated",
            "blood": "sodium and water move; stores refill the rest",
            "gate": f"at most {state.gating_shift_mV:.1f} mV, from calcium",
        }
