"""A trembling axon: how noise alone sets off twitches when the gates move closer to firing.

Two answers side by side. ``shaken_twitch_rate_hz`` shakes many Hodgkin-Huxley axons with random noise and
counts. ``twitch_rate_hz`` is a curve drawn through such counts, good to a factor of two, for when counting
would take too long. How strongly a real axon trembles is not known: the noise is a teaching assumption.
``twitch_rate`` is another model of the same idea, in twitches per hour; the two are not to be mixed.

Route to the muscle: gates and noise -> spikes of one axon -> twitches of its motor unit. Counted here,
not turned into a fall of the threshold.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.axon_search import sweep
from helpers.physiology.quantity import Quantity, require_between, require_number, require_seed, require_whole

NOISE = Quantity(
    0.7,
    "mV per square root of 1 ms",
    source="kit_choice",
    confidence="assumption",
    note="chosen, not measured",
)
RATE_AT_MINUS_3 = Quantity(0.15, "Hz", source="kit_choice", confidence="fitted", note="to shaken axons")
HIGHEST_RATE = Quantity(45.0, "Hz", source="kit_choice", confidence="fitted", note="to shaken axons")


def shaken_twitch_rate_hz(
    gating_shift_mV: ArrayLike,
    *,
    axons: int = 100,
    duration_ms: float = 1000.0,
    noise_mV: float = NOISE,
    seed: int = 1,
) -> np.ndarray:
    """Spikes per second of one axon with noise and no stimulus, averaged over many [Hz].

    ``axons`` 1 to 2000 for every gating shift (-15 to 8 mV), ``duration_ms`` 1 to 10 000, noise 0 to 10. The
    same seed gives the same answer. Takes about a second per second of axon. ValueError outside a range.
    """
    require_whole(1, 2000, "axons", axons=axons)
    require_number(1, 10_000, "ms", duration_ms=duration_ms)
    require_number(0, 10, "mV per square root of 1 ms", noise_mV=noise_mV)
    require_seed(seed=seed)
    require_between(-15, 8, "mV", gating_shift_mV=gating_shift_mV)
    shift = np.asarray(gating_shift_mV, dtype=float)[..., None] * np.ones(int(axons))
    run = sweep(duration_ms, gating_shift_mV=shift, noise_mV=noise_mV, seed=seed)
    return run.spikes.mean(axis=-1) * 1000.0 / duration_ms


def twitch_rate_hz(gating_shift_mV: ArrayLike) -> np.ndarray:
    """Closed form of the shaken axon's twitch rate [Hz]: tenfold per millivolt, levelling off at 45 Hz.

    Shift -15 to 4 mV; ValueError outside. An assumption: a curve through this kit's own simulations, good
    to a factor of two between -5 and -3 mV and extrapolated elsewhere.
    """
    require_between(-15, 4, "mV", gating_shift_mV=gating_shift_mV)
    rare = RATE_AT_MINUS_3 * 10.0 ** -(np.asarray(gating_shift_mV, dtype=float) + 3.0)
    return 1.0 / (1.0 / HIGHEST_RATE + 1.0 / rare)
