"""A cramp as a loop in the spinal cord that, once started, keeps itself going.

A twitch is one unit that fires once or twice. In a cramp many units fire some 15 times a second for tens of
seconds, and most of it ends when the nerve is blocked above the muscle: so the motor neurones of the spinal
cord take part. Here they excite themselves through a slow inward current and the feedback from the muscle.
Below a certain rate the loop lies silent, above it the loop runs: two stable states, a switch. A slow
brake ends the cramp; stretching the muscle brakes it at once, through the sense organs of the tendon.

Route to the muscle: motor neurones, then the healthy nerve and junction; no term of the axon's firing
threshold. What moves the switch, and by how much, is in ``cramp_bias.py``.

The loop is a teaching model; its numbers were chosen to match thresholds measured with trains of shocks.
Those differ between muscles and laboratories (13 to 31 Hz): compare changes. Left out: single units, pain,
fatigue of the muscle, and that with the nerve blocked only faster trains start a cramp (Minetto 2011: 18 Hz
instead of 13). Above a bias of 7 the modelled cramp never ends; real ones do.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from helpers.physiology.quantity import Quantity, require_number, require_switch

RATE_TIME = Quantity(0.05, "s", source="kit_choice", confidence="assumption", note="how fast rate follows")
LOOP_TIME = Quantity(0.5, "s", source="kit_choice", confidence="assumption", note="slow inward current")
BRAKE_TIME = Quantity(60.0, "s", source="kit_choice", confidence="fitted", note="so that cramps end")
LOOP_GAIN = Quantity(36.0, "Hz", source="miller_knight_2009", confidence="fitted", note="thresholds 24, 15")
QUIET_BY = Quantity(20.0, "Hz", source="miller_knight_2009", confidence="fitted", note="thresholds 24, 15")
LOOP_HALF = Quantity(8.0, "Hz", source="kit_choice", confidence="fitted", note="loop half on")
LOOP_WIDTH = Quantity(1.5, "Hz", source="kit_choice", confidence="fitted", note="how sharply it turns on")
BRAKE_GAIN = Quantity(14.0, "Hz", source="kit_choice", confidence="fitted", note="so that cramps end")
BRAKE_FULL_RATE = Quantity(20.0, "Hz", source="kit_choice", confidence="assumption", note="brake saturates")
HIGHEST_RATE = Quantity(40.0, "Hz", source="kit_choice", confidence="assumption")
STRETCH_BRAKE = Quantity(
    10.0, "Hz", source="khan_burne_2007", confidence="fitted", note="tendon stimulation inhibits a cramp"
)
AFTER_DISCHARGE_RATE = Quantity(
    25.0, "Hz", source="minetto_2011", confidence="fitted", note="25.7 ± 11.6 Hz seen with the nerve blocked"
)
AFTER_DISCHARGE_TIME = Quantity(
    1.1, "s", source="minetto_2011", confidence="fitted", note="2.6 ± 1.3 s seen with the nerve blocked"
)
CRAMP_IRREGULARITY = Quantity(
    0.45, "", source="minetto_2009", confidence="measured", note="SD over mean of the gaps between spikes"
)
OVER_BELOW = Quantity(3.0, "Hz", source="kit_choice", confidence="assumption", note="slower: no cramp")
TRAIN_S = Quantity(2.0, "s", source="kit_choice", confidence="assumption", note="length of a train of shocks")

STEP_S = 0.01
BIAS_RANGE = (-20.0, 30.0)  # Hz
HIGHEST_STIMULUS_HZ = 40


@dataclass(frozen=True)
class CrampTrace:
    """A train of shocks and what it leaves: motor neurones' mean rate, loop (0 to 1), brake (0 to 1)."""

    time_s: np.ndarray
    rate_hz: np.ndarray
    loop: np.ndarray
    brake: np.ndarray
    train_s: float

    @property
    def duration_s(self) -> float:
        """From the end of the train until the rate first falls below 3 Hz [s]; to the end shown if never."""
        after = self.time_s >= self.train_s
        quiet = after & (self.rate_hz < OVER_BELOW)
        end = self.time_s[quiet][0] if quiet.any() else self.time_s[-1]
        return float(end - self.train_s)

    @property
    def still_going(self) -> bool:
        """Whether it had not ended when the trace did."""
        return bool(np.all(self.rate_hz[self.time_s >= self.train_s] >= OVER_BELOW))

    @property
    def mean_rate_hz(self) -> float:
        """Mean rate during the cramp, from one second after the train to its end [Hz]; 0 without a cramp."""
        start = self.train_s + 1
        during = (self.time_s >= start) & (self.time_s < self.train_s + self.duration_s)
        return float(self.rate_hz[during].mean()) if during.any() else 0.0


def simulate_cramp(
    stimulus_hz: float = 30.0,
    bias_hz: float = 0.0,
    *,
    train_s: float = TRAIN_S,
    duration_s: float = 60.0,
    brake_hz: float = 0.0,
    brake_from_s: float = 0.0,
    brake_for_s: float = 600.0,
    nerve_blocked: bool = False,
) -> CrampTrace:
    """Shock the nerve ``stimulus_hz`` times a second (0 to 40) for ``train_s`` (0.1 to 10 s), then watch.

        rate' = (stimulus + 36 loop - 20 + bias - 14 brake - extra brake - rate) / 0.05 s
        loop' = (1 / (1 + exp(-(rate - 8) / 1.5)) - loop) / 0.5 s
        brake' = (rate / 20 - brake) / 60 s

    What drives the rate is kept between 0 and 40 Hz, the brake's target below 1. ``bias_hz`` (-20 to 30) is
    how ready the motor neurones are. An extra brake of ``brake_hz`` (0 to 40; stretching the muscle:
    ``STRETCH_BRAKE``) acts for ``brake_for_s`` from ``brake_from_s`` (0 to 600 s). ``duration_s`` is 3 to
    600 s, beyond the train. With ``nerve_blocked`` the spinal cord is not heard: the rate is that of the
    shocks, then of the axons' own short after-discharge. ValueError outside. Each part moves exactly
    towards its target, in steps of 10 ms.
    """
    require_number(0, HIGHEST_STIMULUS_HZ, "Hz", stimulus_hz=stimulus_hz)
    require_number(*BIAS_RANGE, "Hz", bias_hz=bias_hz)
    require_number(0.1, 10, "s", train_s=train_s)
    require_number(max(3.0, train_s), 600, "s", duration_s=duration_s)
    require_number(0, 40, "Hz", brake_hz=brake_hz)
    require_number(0, 600, "s", brake_from_s=brake_from_s, brake_for_s=brake_for_s)
    require_switch(nerve_blocked=nerve_blocked)
    time_s = STEP_S * np.arange(round(duration_s / STEP_S) + 1)
    if nerve_blocked:
        after = AFTER_DISCHARGE_RATE * np.exp(-(time_s - train_s) / AFTER_DISCHARGE_TIME)
        rate = np.where(time_s < train_s, stimulus_hz, after if stimulus_hz > 0 else 0.0)
        return CrampTrace(time_s, rate, np.zeros_like(rate), np.zeros_like(rate), float(train_s))
    drive = np.full(len(time_s), bias_hz - QUIET_BY)
    drive[time_s < train_s] += stimulus_hz
    drive[(time_s >= brake_from_s) & (time_s < brake_from_s + brake_for_s)] -= brake_hz
    rate, loop, brake = np.array(_run(drive[:-1].tolist())).T
    return CrampTrace(time_s, rate, loop, brake, float(train_s))


def _run(drive_hz: list[float]) -> list[tuple[float, float, float]]:
    """Rate, loop and brake before the first and after every step, under this drive from outside the loop."""
    rate_kept, loop_kept, brake_kept = (math.exp(-STEP_S / t) for t in (RATE_TIME, LOOP_TIME, BRAKE_TIME))
    gain, weight, half, width = map(float, (LOOP_GAIN, BRAKE_GAIN, LOOP_HALF, LOOP_WIDTH))
    highest, full, exp = float(HIGHEST_RATE), float(BRAKE_FULL_RATE), math.exp
    rate = loop = brake = 0.0
    states = [(rate, loop, brake)]
    for outside in drive_hz:
        rate_target = min(max(outside + gain * loop - weight * brake, 0.0), highest)
        loop_target = 1 / (1 + exp((half - rate) / width))
        brake_target = min(rate / full, 1.0)
        rate = rate_target + (rate - rate_target) * rate_kept
        loop = loop_target + (loop - loop_target) * loop_kept
        brake = brake_target + (brake - brake_target) * brake_kept
        states.append((rate, loop, brake))
    return states


def threshold_frequency_hz(bias_hz: float = 0.0) -> float:
    """Lowest whole rate of a two-second train that leaves a cramp two seconds later [Hz].

    As in the laboratory, trains of rising rate are tried. 0 when the loop starts without any; infinite when
    no train up to 40 Hz starts it. ``bias_hz`` is one number from -20 to 30; ValueError outside.
    """
    require_number(*BIAS_RANGE, "Hz", bias_hz=bias_hz)
    train, pause = round(TRAIN_S / STEP_S), round(2 / STEP_S)
    alone = float(bias_hz) - QUIET_BY
    for stimulus in range(HIGHEST_STIMULUS_HZ + 1):
        rate, _, _ = _run([alone + stimulus] * train + [alone] * pause)[-1]
        if rate > OVER_BELOW:
            return float(stimulus)
    return math.inf


def steady_rates_hz(bias_hz: float = 0.0, brake: float = 0.0) -> np.ndarray:
    """Rates at which the loop rests while the slow brake is held (0 to 1): one, or three [Hz], rising.

    Of three the outer two are stable, silence and cramp; the middle one is the edge of the switch.
    ``bias_hz`` is one number from -20 to 30; ValueError outside.
    """
    require_number(*BIAS_RANGE, "Hz", bias_hz=bias_hz)
    require_number(0, 1, "", brake=brake)
    rate = np.linspace(0, HIGHEST_RATE, 4001)
    loop = 1 / (1 + np.exp((LOOP_HALF - rate) / LOOP_WIDTH))
    drive = LOOP_GAIN * loop - QUIET_BY + bias_hz - BRAKE_GAIN * brake
    excess = np.clip(drive, 0, HIGHEST_RATE) - rate
    at = np.flatnonzero(np.sign(excess[:-1]) != np.sign(excess[1:]))
    crossings = rate[at] + (rate[1] - rate[0]) * excess[at] / (excess[at] - excess[at + 1])
    return np.unique(np.round(crossings, 6))
