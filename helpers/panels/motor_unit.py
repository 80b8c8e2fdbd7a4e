"""From one twitch to a fused pull: a motor unit to drive, to see and to hear."""

from __future__ import annotations

import io
import wave
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from ipywidgets import HTML, Audio, HBox

from helpers.evidence import source
from helpers.figures.motor_unit import SECONDS, pull_frame, pull_skeleton
from helpers.panels.base import Panel, Slider
from helpers.physiology.motor_unit import (
    CRAMP_RATE,
    FUSED_RIPPLE,
    TETANUS_TO_TWITCH,
    TREMBLING_RIPPLE,
    force_fraction,
    force_from_spikes,
    fusion_word,
    spike_times_ms,
)
from helpers.physiology.muscle_signal import SAMPLE_RATE_HZ, muscle_signal

START_MS = 100.0  # a moment of rest before the first spike, to be seen and heard
STEP_MS = 2.0
DRAWN_RATE_HZ = 1000  # enough points to draw; the sound has eight times as many
OUT_OF_STEP = (5**0.5 - 1) / 2  # intervals from one unit to the next: never in step, never evenly spread
FAINTER = 0.85  # each further unit lies a little deeper under the electrode
LOUDNESS = 0.3  # of the loudest a player could be


@dataclass(frozen=True)
class MotorUnitState:
    """What the picture shows and the player plays.

    Forces in % of the most these units can hold, or in peaks of one unit's single twitch; ``lowest``,
    ``highest`` and ``ripple`` are taken once the train is steady.
    """

    rate_hz: float
    contraction_time_ms: float
    units: int
    word: str
    mean_twitches: float
    lowest_twitches: float
    highest_twitches: float
    ripple: float
    one_twitch_percent: float
    time_s: np.ndarray
    force_percent: np.ndarray
    one_unit_percent: np.ndarray
    signal_time_s: np.ndarray
    signal: np.ndarray
    spike_times_s: list[np.ndarray]


class MotorUnit(Panel):
    """Let a motor neurone fire faster and faster, and watch its twitches melt into one pull."""

    title = "From one twitch to a fused pull"
    question = "A motor neurone fires twice as fast. Does its muscle pull twice as hard?"

    rate_hz = Slider("Firing rate", 1.0, 60.0, reference=5.0, step=0.5, unit="per second")
    contraction_time_ms = Slider(
        "Contraction time",
        30,
        120,
        reference=75,
        step=1,
        unit="ms",
        hint="short: finger; long: calf",
    )
    units = Slider("Units at work", 1, 6, reference=1, step=1, hint="same rate, out of step")

    presets: ClassVar = {
        "single twitches": {"rate_hz": 3.0},
        "unfused": {"rate_hz": 12.0},
        "fused (tetanus)": {"rate_hz": 30.0},
        "a cramp's rate": {"rate_hz": float(CRAMP_RATE), "units": 6},
    }

    def compute(self, rate_hz: float, contraction_time_ms: float, units: int) -> MotorUnitState:
        """Fire every unit from START_MS on, each a little later than the last; add up their forces."""
        lag_ms = 1000 / rate_hz * OUT_OF_STEP
        train = START_MS + spike_times_ms(rate_hz, 1000 * SECONDS)
        late = [train + lag_ms * unit % (1000 / rate_hz) for unit in range(units)]
        spikes = [times[times < 1000 * SECONDS] for times in late]
        traces = [force_from_spikes(s, contraction_time_ms, 1000 * SECONDS, STEP_MS) for s in spikes]
        total = np.sum([trace.force_twitches for trace in traces], axis=0)
        time_s = traces[0].time_ms / 1000
        steady = total[time_s >= SECONDS / 2]
        mean = units * TETANUS_TO_TWITCH * float(force_fraction(rate_hz, contraction_time_ms))
        signal = _signal([s / 1000 for s in spikes], DRAWN_RATE_HZ)
        return MotorUnitState(
            rate_hz=rate_hz,
            contraction_time_ms=contraction_time_ms,
            units=units,
            word=fusion_word(rate_hz, contraction_time_ms),
            mean_twitches=mean,
            lowest_twitches=float(steady.min()),
            highest_twitches=float(steady.max()),
            ripple=float(np.ptp(steady)) / mean,
            one_twitch_percent=100 / TETANUS_TO_TWITCH,
            time_s=time_s,
            force_percent=100 * total / units / TETANUS_TO_TWITCH,
            one_unit_percent=100 * traces[0].fraction_of_fused,
            signal_time_s=np.arange(len(signal)) / DRAWN_RATE_HZ,
            signal=signal,
            spike_times_s=[s / 1000 for s in spikes],
        )

    skeleton = staticmethod(pull_skeleton)
    frame = staticmethod(pull_frame)

    def describe(self, state: MotorUnitState, reference: MotorUnitState) -> str:
        """Say how hard and how evenly it pulls, and how the reference does."""
        who = "one unit pulls" if state.units == 1 else f"{state.units} units, out of step, pull"
        alone = "" if state.units == 1 else "; each unit alone"
        beside = f"Reference, {reference.rate_hz:g} per second: {_times(reference)}."
        if _settings(state) == _settings(reference):
            beside = "This is the reference."
        return (
            f"At {state.rate_hz:g} per second {who} {_times(state)} "
            f"({_ripple(state)}){alone}: {state.word}. {beside}"
        )

    def chain(self, state: MotorUnitState, reference: MotorUnitState) -> Mapping[str, str]:
        """A command passes axon and junction one for one; what differs is how the twitches add up."""
        pull = state.mean_twitches / reference.mean_twitches
        more = "" if round(pull, 2) == 1 else f", pull {pull:.2g} times the reference"
        return {
            "axon": f"{state.rate_hz:g} spikes per second",
            "junction": "lets every spike across",
            "muscle": f"{state.word}{more}",
        }

    def _parts(self) -> list[Any]:
        """Give the panel's parts, with the player and a word on what is assumed under them."""
        self.sound = Audio(value=self._wav(), format="wav", autoplay=False, loop=False)
        self.observe(self._tune, "state_version")
        words = HTML('<span class="wmt-label">Listen: simulated muscle signal</span>')
        cramp = f"{float(CRAMP_RATE):g} per second ({source(CRAMP_RATE.source).short})"
        note = HTML(
            '<p class="wmt-caption">□ assumption: where the words change (the force ripples by '
            f"{TREMBLING_RIPPLE:.0%} and {FUSED_RIPPLE:.0%} of its mean), and the "
            f"shape and size of the signal's waves. ■ measured: a cramp's {cramp}.</p>"
        )
        return [*super()._parts(), HBox([words, self.sound], layout={"align_items": "center"}), note]

    def _tune(self, _change: object) -> None:
        self.sound.value = self._wav()

    def _wav(self) -> bytes:
        return wav(_signal(self.state.spike_times_s, SAMPLE_RATE_HZ), SAMPLE_RATE_HZ)


def wav(signal: Any, sample_rate_hz: int) -> bytes:
    """Turn samples between -1 and 1 into a sound file (WAV, 16 bit, one channel), made in memory."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(sample_rate_hz)
        sound.writeframes((LOUDNESS * 32767 * np.asarray(signal)).astype("<i2").tobytes())
    return file.getvalue()


def _signal(spike_times_s: list[np.ndarray], rate_hz: int) -> np.ndarray:
    sizes = FAINTER ** np.arange(len(spike_times_s))
    return muscle_signal(spike_times_s, rate_hz, SECONDS, sizes)


def _settings(state: MotorUnitState) -> tuple[float, float, int]:
    return state.rate_hz, state.contraction_time_ms, state.units


def _times(state: MotorUnitState) -> str:
    low, high = state.lowest_twitches, state.highest_twitches
    if f"{low:.1f}" == f"{high:.1f}":
        return f"{high:.1f} times one twitch"
    return f"{low:.1f} to {high:.1f} times one twitch"


def _ripple(state: MotorUnitState) -> str:
    return f"ripple {100 * state.ripple:.0f} % of the mean"
