"""How fast a spike runs along a fibre: the calculation Hodgkin and Huxley did by hand in 1952.

A spike that runs at a steady speed has the same shape everywhere, only later. That turns the cable equation
into one in time alone, with a = radius, Ri = resistance of the fibre's inside, c = speed:

    d²V/dt² = K (dV/dt + ionic current / C),    K = 2 Ri C c² / a

Guess a speed and follow the foot of the spike. Too slow, and the voltage falls away downwards; too fast, and
it runs away upwards. Only at the true speed does it do neither, so halving the gap between them finds it.

Route to the muscle: a spike, once fired, along the axon to the junction. No threshold term.
"""

from __future__ import annotations

import math

import numpy as np

from helpers.physiology.axon_equations import (
    CAPACITANCE,
    POTASSIUM_REVERSAL,
    RATE_RISE,
    SODIUM_REVERSAL,
    TEMPERATURE,
    _gate_rates,
    _ion_current,
    rest_mV,
)
from helpers.physiology.quantity import Quantity, require_number

RADIUS = Quantity(238.0, "µm", source="hodgkin_huxley_1952", confidence="textbook", note="squid giant axon")
INSIDE_RESISTANCE = Quantity(35.4, "Ω cm", source="hodgkin_huxley_1952", confidence="textbook")
CABLE_TEMPERATURE = Quantity(18.5, "°C", source="hodgkin_huxley_1952", confidence="textbook")


def _runs_away_upwards(k_per_ms: float, speed: float) -> bool:
    """Follow a spike's foot with this K [1/ms]; True if the voltage escapes upwards, False if downwards."""
    rest = float(rest_mV())
    settled = [float(a / (a + b)) for a, b in _gate_rates(rest)]
    step_ms = 0.002

    def change(y: np.ndarray) -> np.ndarray:
        v, slope, *gates = y
        current = float(_ion_current(v, tuple(gates), SODIUM_REVERSAL, POTASSIUM_REVERSAL))
        moves = [speed * (a * (1 - x) - b * x) for x, (a, b) in zip(gates, _gate_rates(v), strict=True)]
        return np.array([slope, k_per_ms * (slope + current / CAPACITANCE), *moves])

    foot = 1e-3  # mV above rest, rising at the rate of the leading edge
    y = np.array([rest + foot, foot * k_per_ms, *settled])
    for _ in range(10_000):
        a = change(y)
        b = change(y + step_ms / 2 * a)
        c = change(y + step_ms / 2 * b)
        d = change(y + step_ms * c)
        y = y + step_ms / 6 * (a + 2 * b + 2 * c + d)
        if not -150 < y[0] < 100:
            break
    return bool(y[0] > 0)


def conduction_velocity_m_s(
    radius_um: float = RADIUS,
    inside_resistance_ohm_cm: float = INSIDE_RESISTANCE,
    temperature_c: float = CABLE_TEMPERATURE,
) -> float:
    """Speed of a spike along an unmyelinated squid fibre [m/s]; takes about a second.

    Radius 0.1 to 1000 µm, resistance 10 to 500 Ω cm, temperature 5 to 25 °C; ValueError outside. Hodgkin and
    Huxley computed 18.8 m/s and measured 21.2 m/s at 18.5 °C.
    """
    require_number(0.1, 1000, "µm", radius_um=radius_um)
    require_number(10, 500, "Ω cm", inside_resistance_ohm_cm=inside_resistance_ohm_cm)
    require_number(5, 25, "°C", temperature_c=temperature_c)
    speed = float(RATE_RISE) ** ((temperature_c - TEMPERATURE) / 10.0)
    low, high = 1.0, 40.0
    for _ in range(14):
        middle = (low + high) / 2
        low, high = (low, middle) if _runs_away_upwards(middle, speed) else (middle, high)
    # K in 1/s, radius in cm, capacitance in F/cm²: the speed comes out in cm/s.
    k_per_s, radius_cm, farad = 1000.0 * low, radius_um * 1e-4, CAPACITANCE * 1e-6
    return math.sqrt(k_per_s * radius_cm / (2 * inside_resistance_ohm_cm * farad)) / 100.0
