"""What makes the cramp loop of ``cramp.py`` easier or harder to start, and how well each is known.

The bias is the readiness of the motor neurones in hertz, 0 for people who never had a cramp. Each number here
was read back from one study through the model: it says what the loop needs, not what was measured.

Route to the muscle: motor neurones of the spinal cord. A shift of the axon's gates counts too, since a nerve
that fires more easily feeds the loop; that share is a teaching assumption, and no other cause here is turned
into a fall of the firing threshold.

Contested, and kept so: losing water alone left the threshold statistically unchanged, so dehydration has no
number here; local fatigue *raised* it in one study (Stone 2010) and did nothing in another (Drayton 2018),
against the theory that fatigue causes cramps; a drink with electrolytes raised it further than this loop can
follow.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import Quantity, require_between

BIAS_PER_SHIFT = Quantity(
    2.0, "Hz/mV", source="kit_choice", confidence="assumption", note="gates shifted down feed the loop"
)
CRAMP_PRONE = Quantity(
    8.0, "Hz", source="miller_knight_2009", confidence="fitted", note="14.9 ± 1.3 against 25.5 ± 1.6 Hz"
)
EARLIER_CRAMP = Quantity(
    4.0, "Hz", source="miller_2017", confidence="fitted", note="18 ± 6 to 14 ± 6 Hz, 5 to 60 minutes after"
)
EARLIER_CRAMP_TIME = Quantity(
    3.0, "h", source="kit_choice", confidence="assumption", note="it lasted an hour or more; its end not seen"
)
PAIN = Quantity(
    5.0, "Hz", source="serrao_2007", confidence="fitted", note="31.2 ± 2.8 to 25.7 ± 2.1 Hz, salt injected"
)
PLAIN_WATER = Quantity(
    4.5, "Hz", source="lau_2019", confidence="fitted", note="after 2 % lost: -5.1 Hz an hour later, 10 people"
)
ELECTROLYTE_DRINK = Quantity(
    -1.5, "Hz", source="lau_2019", confidence="fitted", note="+5.4 Hz seen; the loop reaches +2"
)
PICKLE_JUICE_BRAKE = Quantity(
    0.9,
    "Hz",
    source="miller_2010_pickle",
    confidence="fitted",
    note="84.6 against 133.7 s of cramp, plasma unchanged: a reflex from the throat",
)


def earlier_cramp_bias_hz(hours_since: ArrayLike = 0.0) -> np.ndarray:
    """What a cramp so many hours ago (0 to 1000) still adds [Hz], scalar or array; ValueError outside."""
    require_between(0, 1000, "h", hours_since=hours_since)
    return EARLIER_CRAMP * np.exp(-np.asarray(hours_since, dtype=float) / EARLIER_CRAMP_TIME)


def cramp_bias_hz(
    gating_shift_mV: ArrayLike = 0.0,
    *,
    cramp_prone: ArrayLike = 0.0,
    hours_since_cramp: ArrayLike | None = None,
    pain: ArrayLike = 0.0,
    plain_water: ArrayLike = 0.0,
    electrolyte_drink: ArrayLike = 0.0,
) -> np.ndarray:
    """Sum of what makes a cramp easier to start [Hz], kept between -20 and 30 for ``cramp.py``.

    ``gating_shift_mV`` (-20 to 20) is that of the axon, negative when calcium is low. The others are shares
    from 0 to 1 of what the study had: a person prone to cramps, salt-water pain in the muscle, and, after
    heavy sweating, as much plain water or electrolyte drink as was sweated; ``hours_since_cramp`` 0 to 1000,
    or None for none. Scalars or arrays that broadcast; ValueError outside. That they add is an assumption.
    """
    require_between(-20, 20, "mV", gating_shift_mV=gating_shift_mV)
    shares = {
        "cramp_prone": (cramp_prone, CRAMP_PRONE),
        "pain": (pain, PAIN),
        "plain_water": (plain_water, PLAIN_WATER),
        "electrolyte_drink": (electrolyte_drink, ELECTROLYTE_DRINK),
    }
    total = -BIAS_PER_SHIFT * np.asarray(gating_shift_mV, dtype=float)
    for name, (share, full) in shares.items():
        require_between(0, 1, "", **{name: share})
        total = total + full * np.asarray(share, dtype=float)
    if hours_since_cramp is not None:
        require_between(0, 1000, "h", hours_since_cramp=hours_since_cramp)
        total = total + earlier_cramp_bias_hz(hours_since_cramp)
    return np.clip(total, -20, 30)
