"""The laws of the axon: Hodgkin and Huxley's membrane, with calcium, potassium and sodium outside.

``axon`` runs these equations through time; ``axon_search`` asks where they fire.

The membrane is a capacitor with three leaks. Sodium channels open fast (gate m) and then lock (gate h),
potassium channels open late (gate n), and a small leak is always there:

    C dV/dt = I - gNa m³h (V - ENa) - gK n⁴ (V - EK) - gL (V - EL)
    each gate x:  dx/dt = q (opening (1 - x) - closing x)

Calcium and magnesium outside cling to the surface and hide part of the voltage from the gates. With less
of them the gates behave as if the membrane were already depolarised: every gate sees V - shift.

Route to the muscle: calcium, magnesium, potassium and sodium outside -> gates -> firing threshold. The gating
shift becomes a fall of the threshold in ``calcium.threshold_fall``; potassium and sodium get no such term.

These are squid fibres at 6.3 °C. Trust directions and ratios, not the hertz of a human nerve, and never run
them at 37 °C, where they no longer fire. One common shift for all three gates is a simplification.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.membrane import FARADAY, GAS_CONSTANT, _millivolts, kelvin
from helpers.physiology.quantity import Quantity, require_between

SODIUM_CONDUCTANCE = Quantity(120.0, "mS/cm²", source="hodgkin_huxley_1952", confidence="textbook")
POTASSIUM_CONDUCTANCE = Quantity(36.0, "mS/cm²", source="hodgkin_huxley_1952", confidence="textbook")
LEAK_CONDUCTANCE = Quantity(0.3, "mS/cm²", source="hodgkin_huxley_1952", confidence="textbook")
CAPACITANCE = Quantity(1.0, "µF/cm²", source="hodgkin_huxley_1952", confidence="textbook")
SODIUM_REVERSAL = Quantity(50.0, "mV", source="hodgkin_huxley_1952", confidence="textbook")
POTASSIUM_REVERSAL = Quantity(-77.0, "mV", source="hodgkin_huxley_1952", confidence="textbook")
LEAK_REVERSAL = Quantity(-54.387, "mV", source="hodgkin_huxley_1952", confidence="textbook")
TEMPERATURE = Quantity(6.3, "°C", source="hodgkin_huxley_1952", confidence="textbook")
RATE_RISE = Quantity(
    3.0, "per 10 °C", source="hodgkin_huxley_1952", confidence="textbook", note="gates speed up when warm"
)

REFERENCE_CALCIUM = Quantity(
    1.25, "mmol/L", source="schwarz_1994", confidence="measured", note="where healthy blood settles, SD 0.04"
)
REFERENCE_MAGNESIUM = Quantity(
    0.55, "mmol/L", source="kit_choice", confidence="assumption", note="ionised, 0.65 of a total of 0.85"
)
REFERENCE_POTASSIUM = Quantity(
    4.0,
    "mmol/L",
    source="kit_choice",
    confidence="assumption",
    note="the squid's own EK is given to this level",
)
REFERENCE_SODIUM = Quantity(
    140.0,
    "mmol/L",
    source="kit_choice",
    confidence="assumption",
    note="the squid's ENa is given to this level",
)
SHIFT_PER_EFOLD = Quantity(
    9.32,
    "mV",
    source="frankenhaeuser_hodgkin_1957",
    confidence="unverified",
    note="15 mV per fivefold calcium, the top of the quoted 10 to 15 mV; 6.2 is the bottom",
)
MAGNESIUM_WEIGHT = Quantity(
    0.0,
    "of calcium's effect",
    source="hille_1975",
    confidence="assumption",
    note="0 by default; 0 to 0.4 fits",
)


def gating_shift_mV(
    calcium_mM: ArrayLike,
    magnesium_mM: ArrayLike = REFERENCE_MAGNESIUM,
    magnesium_weight: ArrayLike = MAGNESIUM_WEIGHT,
    shift_per_efold_mV: ArrayLike = SHIFT_PER_EFOLD,
) -> np.ndarray:
    """How far the gates move when ionised calcium (and magnesium) outside change [mV].

    Zero at 1.25 mmol/L of calcium and 0.55 of magnesium; negative with less: the gates open sooner.
    Calcium 0.1 to 5 mmol/L, magnesium 0 to 5 mmol/L, weight 0 to 1, 1 to 15 mV per e-fold; all broadcast,
    ValueError outside. Frankenhaeuser and Hodgkin 1957 (squid); Hille, Woodhull and Shapiro 1975 (frog).
    """
    require_between(0.1, 5, "mmol/L", calcium_mM=calcium_mM)
    require_between(0, 5, "mmol/L", magnesium_mM=magnesium_mM)
    require_between(0, 1, "of calcium's effect", magnesium_weight=magnesium_weight)
    require_between(1, 15, "mV", shift_per_efold_mV=shift_per_efold_mV)
    given = (calcium_mM, magnesium_mM, magnesium_weight, shift_per_efold_mV)
    calcium, magnesium, weight, slope = (np.asarray(number, dtype=float) for number in given)
    ions_now = calcium + weight * magnesium
    ions_in_health = REFERENCE_CALCIUM + weight * REFERENCE_MAGNESIUM
    return slope * np.log(ions_now / ions_in_health)


def scaled_shift_mV(shift_mV: ArrayLike, fold_change: ArrayLike, to_fold: ArrayLike = 10.0) -> np.ndarray:
    """A shift published for one fold change of calcium, as the shift of another [mV].

    Makes studies comparable: 15 mV for a fivefold change is 21.5 mV for a tenfold one. Shift -100 to
    100 mV, fold changes 1.01 to 1000, broadcasting; ValueError outside. Follows from the logarithm above.
    """
    require_between(-100, 100, "mV", shift_mV=shift_mV)
    require_between(1.01, 1000, "times", fold_change=fold_change, to_fold=to_fold)
    measured_over, wanted_over = np.log(np.asarray(fold_change, float)), np.log(np.asarray(to_fold, float))
    return np.asarray(shift_mV, dtype=float) * wanted_over / measured_over


def reversal_potentials_mV(
    potassium_mM: ArrayLike = REFERENCE_POTASSIUM, sodium_mM: ArrayLike = REFERENCE_SODIUM
) -> tuple[np.ndarray, np.ndarray]:
    """(ENa, EK) [mV] for potassium (1 to 20 mmol/L) and sodium (50 to 300 mmol/L) outside.

    The squid's own values move by Nernst's law with the ratio to the reference, 24.08 mV per e-fold at
    6.3 °C. The squid's EK lies close to its rest, so this exaggerates what potassium does to human nerve.
    """
    require_between(1, 20, "mmol/L", potassium_mM=potassium_mM)
    require_between(50, 300, "mmol/L", sodium_mM=sodium_mM)
    per_efold = _millivolts(GAS_CONSTANT * kelvin(TEMPERATURE) / FARADAY)
    e_na = SODIUM_REVERSAL + per_efold * np.log(np.asarray(sodium_mM, dtype=float) / REFERENCE_SODIUM)
    e_k = POTASSIUM_REVERSAL + per_efold * np.log(np.asarray(potassium_mM, dtype=float) / REFERENCE_POTASSIUM)
    return e_na, e_k


def _ramp(x: np.ndarray) -> np.ndarray:
    """x / (1 - exp(-x)), which is 1 + x/2 where x is so small that the fraction would be 0/0."""
    small = np.abs(x) < 1e-6
    safe = np.where(small, 1.0, x)
    return np.where(small, 1.0 + x / 2.0, safe / -np.expm1(-safe))


def gate_rates(voltage_mV: ArrayLike) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """(opening, closing) rate of m, of h and of n at 6.3 °C [1/ms], as Hodgkin and Huxley measured them.

    ``voltage_mV`` is what the gates see, membrane voltage minus gating shift: -250 to 250 mV, ValueError
    outside. Numbers of their 1952 paper, in today's convention (inside minus outside, rest at -65 mV).
    """
    require_between(-250, 250, "mV", voltage_mV=voltage_mV)
    return _gate_rates(voltage_mV)


def _gate_rates(voltage_mV: ArrayLike) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """The rates without the check, for loops that ask many thousand times."""
    v = np.asarray(voltage_mV, dtype=float)
    m = _ramp((v + 40) / 10), 4 * np.exp(-(v + 65) / 18)
    h = 0.07 * np.exp(-(v + 65) / 20), 1 / (1 + np.exp(-(v + 35) / 10))
    n = 0.1 * _ramp((v + 55) / 10), 0.125 * np.exp(-(v + 65) / 80)
    return m, h, n


def steady_gates(
    voltage_mV: ArrayLike, gating_shift_mV: ArrayLike = 0.0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(m, h, n): how far each gate opens if the voltage is held long enough [0 to 1].

    Voltage -200 to 200 mV, shift -40 to 40 mV, broadcasting; ValueError outside.
    """
    require_between(-200, 200, "mV", voltage_mV=voltage_mV)
    require_between(-40, 40, "mV", gating_shift_mV=gating_shift_mV)
    seen = np.asarray(voltage_mV, dtype=float) - np.asarray(gating_shift_mV, dtype=float)
    m, h, n = (opening / (opening + closing) for opening, closing in _gate_rates(seen))
    return m, h, n


def _ion_current(
    voltage_mV: np.ndarray, gates: tuple[np.ndarray, ...], e_na: ArrayLike, e_k: ArrayLike
) -> np.ndarray:
    """Current out of the fibre through its channels [µA/cm²]."""
    m, h, n = gates
    return (
        SODIUM_CONDUCTANCE * m**3 * h * (voltage_mV - e_na)
        + POTASSIUM_CONDUCTANCE * n**4 * (voltage_mV - e_k)
        + LEAK_CONDUCTANCE * (voltage_mV - LEAK_REVERSAL)
    )


def rest_mV(
    gating_shift_mV: ArrayLike = 0.0,
    potassium_mM: ArrayLike = REFERENCE_POTASSIUM,
    sodium_mM: ArrayLike = REFERENCE_SODIUM,
    current_uA_cm2: ArrayLike = 0.0,
) -> np.ndarray:
    """Voltage at which nothing moves: all gates settled and no net current [mV].

    Found by Newton's method, kept inside a shrinking bracket, to 1e-9 mV. It need not be stable: see
    ``axon_search.rest_is_stable``. All arguments broadcast; shift -40 to 40 mV, current -100 to 300
    µA/cm², potassium and sodium as in ``reversal_potentials_mV``; ValueError outside.
    """
    require_between(-40, 40, "mV", gating_shift_mV=gating_shift_mV)
    require_between(-100, 300, "µA/cm²", current_uA_cm2=current_uA_cm2)
    e_na, e_k = reversal_potentials_mV(potassium_mM, sodium_mM)
    shift, current = np.asarray(gating_shift_mV, dtype=float), np.asarray(current_uA_cm2, dtype=float)
    voltage = np.zeros(np.broadcast_shapes(shift.shape, current.shape, np.shape(e_na), np.shape(e_k))) - 65.0

    def surplus(v: np.ndarray) -> np.ndarray:
        settled = tuple(a / (a + b) for a, b in _gate_rates(v - shift))
        return _ion_current(v, settled, e_na, e_k) - current

    low, high = np.full_like(voltage, -500.0), np.full_like(voltage, 500.0)
    for _ in range(100):
        here = surplus(voltage)
        low, high = np.where(here < 0, voltage, low), np.where(here < 0, high, voltage)
        newton = voltage - 1e-4 * here / (surplus(voltage + 1e-4) - here)
        inside = (newton > low) & (newton < high)  # where Newton's step leaves the bracket, halve it instead
        better = np.where(inside, newton, (low + high) / 2.0)
        if np.max(np.abs(better - voltage)) < 1e-9:
            return better
        voltage = better
    return voltage
