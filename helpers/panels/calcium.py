"""Lesson 04's own panels: calcium, the gates and the threshold; and the donors who tested it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from helpers import evidence, records
from helpers.figures.calcium import (
    GATES_HIGH_MV,
    GATES_LOW_MV,
    donors_frame,
    donors_skeleton,
    firing_frame,
    firing_skeleton,
)
from helpers.panels.base import Panel, Slider
from helpers.physiology.axon import simulate
from helpers.physiology.axon_equations import (
    REFERENCE_CALCIUM,
    SHIFT_PER_EFOLD,
    gating_shift_mV,
    scaled_shift_mV,
    steady_gates,
)
from helpers.physiology.axon_thresholds import LOWEST_SHIFT, thresholds
from helpers.physiology.twitch_rate import rate_words, threshold_fall

CALCIUM_AXIS_MM = np.linspace(0.4, 1.8, 281)
GATE_VOLTAGES_MV = np.linspace(GATES_LOW_MV, GATES_HIGH_MV, 101)
EVERY = 4  # every fourth sample of the trace is plotted: 0.1 ms apart, fifteen points to a spike


@dataclass(frozen=True)
class FiringState:
    """One axon: what calcium does to its gates and threshold, and what one push then does to it.

    ``kick_threshold_mV`` is 0 where the axon fires by itself: it needs no push.
    """

    calcium_mM: float
    potassium_mM: float
    push_mV: float
    gating_shift_mV: float
    rest_mV: float
    kick_threshold_mV: float
    threshold_mV: float
    fires_by_itself: bool
    goes_on_once_started: bool
    gates_open_at_rest: float
    spikes: int
    rate_hz: float
    threshold_fall: float
    gate_voltage_mV: np.ndarray
    gates_open: np.ndarray
    time_ms: np.ndarray
    voltage_mV: np.ndarray


class CalciumAndThreshold(Panel):
    """Move the calcium and the potassium around a nerve fibre, and see how small a push makes it fire."""

    title = "Calcium, potassium and the threshold of a nerve fibre (a squid's, in the cold)"
    question = (
        "Calcium outside a nerve fibre falls. Does the fibre need a bigger push to fire, or a smaller one?"
    )

    calcium_mM = Slider("Ionised calcium", 0.5, 1.8, reference=1.25, step=0.01, unit="mmol/L")
    potassium_mM = Slider("Potassium", 2.5, 6.0, reference=4.0, step=0.1, unit="mmol/L")
    push_mV = Slider(
        "Push", 0.5, 12.0, reference=5.0, step=0.5, unit="mV", hint="at 10 ms; 0.5 is hardly a touch"
    )

    presets = {
        "healthy": {},
        "low calcium": {"calcium_mM": 0.7},
        "low potassium": {"potassium_mM": 2.5},
        "high calcium": {"calcium_mM": 1.8},
        "very low, no push": {"calcium_mM": 0.55, "push_mV": 0.5},
    }

    def compute(self, calcium_mM: float, potassium_mM: float, push_mV: float) -> FiringState:
        """Shift the gates, look up the threshold, run one axon for 100 ms."""
        shift = float(gating_shift_mV(calcium_mM))
        needs = thresholds(shift, potassium_mM)
        trace = simulate(kick_mV=push_mV, gating_shift_mV=shift, potassium_mM=potassium_mM)
        open_at, _, _ = steady_gates(np.append(GATE_VOLTAGES_MV, trace.rest_mV), shift)
        kick = 0.0 if needs.fires_by_itself else float(needs.kick_threshold_mV)
        return FiringState(
            calcium_mM=calcium_mM,
            potassium_mM=potassium_mM,
            push_mV=push_mV,
            gating_shift_mV=shift,
            rest_mV=trace.rest_mV,
            kick_threshold_mV=kick,
            threshold_mV=trace.rest_mV + kick,
            fires_by_itself=bool(needs.fires_by_itself),
            goes_on_once_started=bool(needs.goes_on_once_started),
            gates_open_at_rest=float(open_at[-1]),
            spikes=trace.spikes,
            rate_hz=trace.rate_hz if trace.still_firing else 0.0,
            threshold_fall=float(threshold_fall(shift)),
            gate_voltage_mV=GATE_VOLTAGES_MV,
            gates_open=open_at[:-1],
            time_ms=trace.time_ms[::EVERY],
            voltage_mV=trace.voltage_mV[::EVERY],
        )

    skeleton = staticmethod(firing_skeleton)
    frame = staticmethod(firing_frame)

    def describe(self, state: FiringState, reference: FiringState) -> str:
        """Say what the push did, and how far the threshold is, beside the healthy fibre."""
        where = f"With calcium at {state.calcium_mM:.2f} and potassium at {state.potassium_mM:.1f} mmol/L"
        healthy = f"the healthy fibre needs {reference.kick_threshold_mV:.1f} mV"
        if state.fires_by_itself:
            return f"{where} the fibre has no threshold left: it fires by itself; {healthy} of push."
        needs = f"{where} the fibre needs a push of {state.kick_threshold_mV:.1f} mV; {healthy}."
        return f"{needs} A push of {state.push_mV:.1f} mV gives {_spikes(state)}."

    def chain(self, state: FiringState, reference: FiringState) -> Mapping[str, str]:
        """Calcium moves the gates; potassium moves the rest; both meet at the axon."""
        texts = {"blood": f"calcium {state.calcium_mM:.2f}, potassium {state.potassium_mM:.1f} mmol/L"}
        texts["gate"] = f"gates moved by {state.gating_shift_mV:+.1f} mV"
        texts["threshold"] = (
            "none left" if state.fires_by_itself else f"push needed {state.kick_threshold_mV:.1f} mV"
        )
        texts["axon"] = "fires by itself" if state.fires_by_itself else _spikes(state)
        if (
            state.potassium_mM == reference.potassium_mM
        ):  # potassium has no twitch rate of its own in this kit
            texts["muscle"] = f"twitches of one axon, roughly: {rate_words(state.threshold_fall)}"
        return texts


def _spikes(state: FiringState) -> str:
    if state.spikes and state.goes_on_once_started:
        return "spikes without end"
    return {0: "no spike", 1: "one spike"}.get(state.spikes, f"{state.spikes} spikes")


@dataclass(frozen=True)
class Slope:
    """How far gates moved in one published experiment, per tenfold change."""

    label: str
    low: float
    high: float


@dataclass(frozen=True)
class Donors:
    """One group of donors: their calcium, what the model needs there, and what they felt."""

    calcium_mM: float
    push_mV: float
    felt: str


@dataclass(frozen=True)
class ThresholdCurve:
    """The push an axon needs along calcium, for one slope; begins where it stops firing by itself."""

    calcium_mM: np.ndarray
    push_mV: np.ndarray


@dataclass(frozen=True)
class DonorsState:
    """Published slopes beside the kit's, and the donors on the curves these slopes give."""

    slopes: tuple[Slope, ...]
    kit_slope_mV: float
    smallest: ThresholdCurve
    kit: ThresholdCurve
    largest: ThresholdCurve
    donors: tuple[Donors, ...]


class CitrateDonors(Panel):
    """Model against measurement: the slope of the law, and people whose calcium fell within an hour."""

    title = "Measured and modelled: how far the gates move, and what blood donors felt"
    question = "Donors lose a third of their ionised calcium in an hour. Do their nerves fire on their own?"

    def compute(self) -> DonorsState:
        """Put published slopes on one scale and read the model's threshold at the donors' calcium."""
        rows = [row for row in evidence.rows("gating_shift") if row.fold_change]
        slopes = tuple(_slope(row) for row in rows)
        quoted = next(row for row in rows if row.source == SHIFT_PER_EFOLD.source)
        smallest = float(scaled_shift_mV(quoted.low, quoted.fold_change, np.e))
        largest = float(scaled_shift_mV(max(slope.high for slope in slopes), 10, np.e))
        return DonorsState(
            slopes=slopes,
            kit_slope_mV=float(scaled_shift_mV(SHIFT_PER_EFOLD, np.e)),
            smallest=_curve(smallest),
            kit=_curve(SHIFT_PER_EFOLD),
            largest=_curve(largest),
            donors=tuple(_donors()),
        )

    skeleton = staticmethod(donors_skeleton)
    frame = staticmethod(donors_frame)

    def describe(self, state: DonorsState, reference: DonorsState) -> str:
        """Say where the donors stand and where the model would fire."""
        lowest = min(donors.calcium_mM for donors in state.donors)
        return (
            f"The donors' ionised calcium fell as low as {lowest:.2f} mmol/L; the model's axon fires by "
            f"itself only below {state.kit.calcium_mM[0]:.2f}. It stays silent, and most donors felt nothing."
        )


def _slope(row: records.GatingShift) -> Slope:
    """One published shift per tenfold change, with its authors."""
    ends = [row.value if end is None else end for end in (row.low, row.high)]
    low, high = scaled_shift_mV(np.array(ends, dtype=float), float(row.fold_change or 0)).tolist()
    mark = ", unverified" if row.confidence == "unverified" else ""
    return Slope(f"{row.preparation.split(',')[0]}: {evidence.source(row.source).short}{mark}", low, high)


def _push_mV(calcium_mM: np.ndarray, slope_mV: float) -> np.ndarray:
    """The model's threshold along calcium for one slope; NaN where the axon fires by itself."""
    shift = gating_shift_mV(calcium_mM, shift_per_efold_mV=slope_mV)
    return np.asarray(thresholds(np.maximum(shift, LOWEST_SHIFT)).kick_threshold_mV)


def _curve(slope_mV: float) -> ThresholdCurve:
    """The part of the axis on which an axon of this slope has a threshold."""
    push = _push_mV(CALCIUM_AXIS_MM, slope_mV)
    has_one = np.isfinite(push)
    return ThresholdCurve(CALCIUM_AXIS_MM[has_one], push[has_one])


def _donors() -> list[Donors]:
    """The groups of donors whose calcium and symptoms are both published."""
    found = []
    rows = evidence.rows("citrate_donors")
    for source in dict.fromkeys(row.source for row in rows):
        own = [row for row in rows if row.source == source]
        felt = [row for row in own if row.quantity == "people with symptoms" and row.value is not None]
        levels = [row.value for row in own if row.quantity == "ionised calcium"]
        levels += [
            REFERENCE_CALCIUM * (1 + row.value / 100)
            for row in own
            if row.quantity == "change of ionised calcium"
        ]
        if not felt or not levels:
            continue
        said = " and ".join(f"{row.value:.0f} % of {row.people}" for row in felt) + " felt it"
        words = ["before"] * (len(levels) - 1) + [said]
        pushes = _push_mV(np.array(levels), SHIFT_PER_EFOLD)
        found += [Donors(float(c), float(p), w) for c, p, w in zip(levels, pushes, words, strict=True)]
    return found
