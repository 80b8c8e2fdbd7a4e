"""From one twitch to a fused pull: a motor unit to drive, to see and to hear."""

from __future__ import annotations

import asyncio
import io
import wave
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from ipywidgets import HTML, Audio, VBox

from helpers import theme
from helpers.evidence import source
from helpers.figures.motor_unit import SECONDS, pull_frame, pull_skeleton
from helpers.panels.base import Panel, Slider
from helpers.physiology.motor_unit import (
    CRAMP_RATE,
    FALLS_BACK,
    FUSED_RIPPLE,
    TETANUS_TO_TWITCH,
    TREMBLING_RIPPLE,
    force_fraction,
    force_from_spikes,
    fusion_word,
    spike_times_ms,
)
from helpers.physiology.muscle_signal import SAMPLE_RATE_HZ, muscle_signal
from helpers.physiology.quantity import Quantity
from helpers.records import MARKS

START_MS = 100.0  # a moment of rest before the first spike, to be seen and heard
STEP_MS = 2.0
DRAWN_RATE_HZ = 1000  # enough points to draw; the sound has eight times as many
OUT_OF_STEP = (5**0.5 - 1) / 2  # intervals from one unit to the next: never in step, never evenly spread
FAINTER = 0.85  # each further unit lies a little deeper under the electrode
LEAST_SWING = 0.1  # of one twitch: less could not be told from the picture
LOUDNESS = 0.3  # of the loudest a player could be
WORDS_PX = {False: 52, True: 103}  # sentence and caption under the picture; the key says: on the projector
REST_S = 0.3  # a slider that has not moved for so long has been let go: only then a new sound is made


@dataclass(frozen=True)
class MotorUnitState:
    """What the picture shows and the player plays.

    Pulls in peaks of one unit's single twitch. ``mean_twitches`` is all units together, on average;
    ``share_twitches`` that mean divided by the units; ``lowest`` and ``highest`` bound each unit's share once
    the train is steady, ``alone`` the pull of one unit by itself. ``ripple`` is the swing of the share, from
    lowest to highest, over its mean.
    """

    rate_hz: float
    contraction_time_ms: float
    units: int
    word: str
    mean_twitches: float
    share_twitches: float
    lowest_twitches: float
    highest_twitches: float
    alone_lowest_twitches: float
    alone_highest_twitches: float
    ripple: float
    time_s: np.ndarray
    share_trace: np.ndarray
    alone_trace: np.ndarray
    signal_time_s: np.ndarray
    signal: np.ndarray
    spike_times_s: list[np.ndarray]


class MotorUnit(Panel):
    """Let a motor neurone fire faster and faster, and watch its twitches melt into one pull."""

    title = "From one twitch to a fused pull"
    question = "A motor neurone fires twice as fast. Does its muscle pull twice as hard?"

    rate_hz = Slider("Firing rate", 1.0, 60.0, reference=5.0, step=0.5, unit="per second")
    contraction_time_ms = Slider("Contraction time", 30, 120, reference=75, step=1, unit="ms")
    units = Slider("Units at work, out of step", 1, 6, reference=1, step=1)

    presets: ClassVar = {
        "single twitches": {"rate_hz": 2.0},
        "unfused": {"rate_hz": 10.0},
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
        pulls = np.array([trace.force_twitches for trace in traces])
        time_s = traces[0].time_ms / 1000
        share, alone = pulls.mean(axis=0), pulls[0]
        steady = time_s >= SECONDS / 2
        mean = TETANUS_TO_TWITCH * float(force_fraction(rate_hz, contraction_time_ms))
        signal = _signal([s / 1000 for s in spikes], DRAWN_RATE_HZ)
        return MotorUnitState(
            rate_hz=rate_hz,
            contraction_time_ms=contraction_time_ms,
            units=units,
            word=fusion_word(rate_hz, contraction_time_ms),
            mean_twitches=units * mean,
            share_twitches=mean,
            lowest_twitches=float(share[steady].min()),
            highest_twitches=float(share[steady].max()),
            alone_lowest_twitches=float(alone[steady].min()),
            alone_highest_twitches=float(alone[steady].max()),
            ripple=float(np.ptp(share[steady])) / mean,
            time_s=time_s,
            share_trace=share,
            alone_trace=alone,
            signal_time_s=np.arange(len(signal)) / DRAWN_RATE_HZ,
            signal=signal,
            spike_times_s=[s / 1000 for s in spikes],
        )

    _later: asyncio.TimerHandle | None = None

    skeleton = staticmethod(pull_skeleton)
    frame = staticmethod(pull_frame)

    def describe(self, state: MotorUnitState, reference: MotorUnitState) -> str:
        """Say how hard it pulls on average, between what it swings, and how hard the reference pulls."""
        beside = f"Reference, {reference.rate_hz:g} per second: {reference.mean_twitches:.1f}."
        if _settings(state) == _settings(reference):
            beside = "This is the reference."
        alone = _swing(state.alone_lowest_twitches, state.alone_highest_twitches)
        rate, pull = f"At {state.rate_hz:g} per second", f"{state.mean_twitches:.1f} times one twitch"
        if state.units == 1:
            return f"{rate} the unit pulls {pull} on average and {alone}: {state.word}. {beside}"
        together = _swing(state.lowest_twitches, state.highest_twitches)
        return (
            f"{rate} {state.units} units pull {pull} on average, {state.share_twitches:.1f} each. "
            f"One alone {alone}: {state.word}. The average of all {together}. {beside}"
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

    def close(self) -> None:
        """Free the panel, and any sound still to be made."""
        self._forget()
        super().close()

    def _parts(self) -> list[Any]:
        """Give the panel's parts: the player beside the sliders, a word on what is assumed at the end."""
        heading, controls, *rest = super()._parts()
        self._heard = _played(self.state)
        self.sound = Audio(value=self._wav(), format="wav", autoplay=False, loop=False)
        self.sound.layout.width, self.sound.layout.height = "auto", "32px"
        words = HTML('<span class="wmt-label">Listen</span> <span>to the simulated muscle signal</span>')
        player = VBox([words, self.sound])
        player.add_class("wmt-control")
        controls.children = (*controls.children, player)
        self.observe(self._tune, "state_version")
        cuts = f"fall to {FALLS_BACK:.0%} of the peak; swing of {TREMBLING_RIPPLE:.0%} and {FUSED_RIPPLE:.0%}"
        assumed = f"where the words change ({cuts} of the average), the signal's waves"
        cramp = f"a cramp's {float(CRAMP_RATE):g} per second ({source(CRAMP_RATE.source).short})"
        note = HTML(
            f'<p class="wmt-caption">Contraction time: short in a finger, long in a calf. '
            f"{_mark(FUSED_RIPPLE)}: {assumed}. {_mark(CRAMP_RATE)}: {cramp}.</p>"
        )
        self._keep_room()
        return [heading, controls, *rest, note]

    def _restyle(self) -> None:
        super()._restyle()
        self._keep_room()

    def _keep_room(self) -> None:
        """Keep room for the longest sentence, so that nothing below the picture jumps."""
        room = WORDS_PX[theme.mode.projector]
        self.figure.layout.min_height = f"{self._skeleton['layout']['height'] + room}px"

    def _tune(self, _change: object) -> None:
        """Make a new sound once the sliders rest; a clip that would be the same is left alone."""
        self._forget()
        if _played(self.state) == self._heard:
            return
        try:
            self._later = asyncio.get_running_loop().call_later(REST_S, self._record)
        except RuntimeError:  # no kernel, so nobody is dragging
            self._record()

    def _record(self) -> None:
        self._heard = _played(self.state)
        self.sound.value = self._wav()

    def _forget(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None

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


def _played(state: MotorUnitState) -> tuple[float, int]:
    return state.rate_hz, state.units


def _swing(low: float, high: float) -> str:
    if high - low < LEAST_SWING:
        return "hardly swings"
    return f"swings between {low:.1f} and {high:.1f}"


def _mark(quantity: Quantity) -> str:
    return "\u00a0".join(MARKS[quantity.confidence])
