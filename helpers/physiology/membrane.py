"""Where a membrane's voltage settles: one ion alone (Nernst), several together (Goldman, Hodgkin, Katz).

Route to the muscle: the resting voltage of a fibre itself (``muscle_potassium``, ``stress``), and by Nernst's
law the axon's reversal potentials (``axon_equations``). No threshold term of its own.

Voltages are inside minus outside. Concentrations are mmol/L, temperatures degrees Celsius.
"""

from __future__ import annotations

import numpy as np
from numpy import log
from numpy.typing import ArrayLike

from helpers.physiology.quantity import Quantity, as_numbers, require_between, require_positive

GAS_CONSTANT = Quantity(8.314462618, "J/(mol K)", source="codata_2018", confidence="textbook")
FARADAY = Quantity(96485.33212, "C/mol", source="codata_2018", confidence="textbook")
FREEZING_POINT = Quantity(273.15, "K", source="codata_2018", confidence="textbook", note="0 °C")

MUSCLE_POTASSIUM_INSIDE = Quantity(155.0, "mmol/L", source="hille_2001", confidence="unverified")
MUSCLE_SODIUM_INSIDE = Quantity(12.0, "mmol/L", source="hille_2001", confidence="unverified")
MUSCLE_SODIUM_OUTSIDE = Quantity(145.0, "mmol/L", source="hille_2001", confidence="unverified")
MUSCLE_CHLORIDE_INSIDE = Quantity(4.2, "mmol/L", source="hille_2001", confidence="unverified")
MUSCLE_CHLORIDE_OUTSIDE = Quantity(123.0, "mmol/L", source="hille_2001", confidence="unverified")
MUSCLE_SODIUM_PERMEABILITY = Quantity(
    0.01, "of the potassium permeability", source="hodgkin_horowicz_1959", confidence="textbook"
)


def kelvin(temperature_c: ArrayLike) -> np.ndarray:
    """Absolute temperature [K] of a temperature between 0 and 50 °C; ValueError outside."""
    require_between(0, 50, "°C", temperature_c=temperature_c)
    return np.asarray(temperature_c, dtype=float) + FREEZING_POINT


def _millivolts(volts: np.ndarray) -> np.ndarray:
    """Volts as millivolts [mV]."""
    return 1000.0 * volts


def nernst(
    outside_mM: ArrayLike, inside_mM: ArrayLike, valence: int = 1, temperature_c: ArrayLike = 37.0
) -> np.ndarray:
    """Voltage at which one ion has no reason to move [mV].

    Below it a positive ion flows in, above it out. Both concentrations in mmol/L, scalars or arrays
    that broadcast; valence is the ion's charge: 1 for sodium and potassium, 2 for calcium, -1 for
    chloride. Raises ValueError where a concentration is not positive or the valence is zero.
    Nernst 1889; constants CODATA 2018.
    """
    require_positive("mmol/L", outside_mM=outside_mM, inside_mM=inside_mM)
    charge = as_numbers("valence", valence, "a charge such as 1, 2 or -1")
    if np.any(charge == 0):
        raise ValueError(f"valence must be a charge such as 1, 2 or -1, got {valence!r}")
    ratio = np.asarray(outside_mM, dtype=float) / np.asarray(inside_mM, dtype=float)
    return _millivolts(GAS_CONSTANT * kelvin(temperature_c) / (charge * FARADAY)) * log(ratio)


def goldman_hodgkin_katz(
    potassium_out_mM: ArrayLike,
    potassium_in_mM: ArrayLike = MUSCLE_POTASSIUM_INSIDE,
    sodium_out_mM: ArrayLike = MUSCLE_SODIUM_OUTSIDE,
    sodium_in_mM: ArrayLike = MUSCLE_SODIUM_INSIDE,
    chloride_out_mM: ArrayLike = MUSCLE_CHLORIDE_OUTSIDE,
    chloride_in_mM: ArrayLike = MUSCLE_CHLORIDE_INSIDE,
    *,
    sodium_permeability: ArrayLike = MUSCLE_SODIUM_PERMEABILITY,
    chloride_permeability: ArrayLike = 0.0,
    temperature_c: ArrayLike = 37.0,
) -> np.ndarray:
    """Voltage at which the currents of potassium, sodium and chloride cancel [mV].

    Each ion pulls the membrane towards its own Nernst voltage, weighted by how easily it passes;
    permeabilities are relative to potassium's. The defaults are a resting mammalian muscle fibre.

    Chloride is left out by default. It passes muscle easily, but it follows the voltage rather than
    setting it: held at a fixed inside concentration it would wrongly blunt the effect of potassium.
    Below about 3 mmol/L of potassium real muscle leaves this curve, because its potassium channels close.

    All arguments broadcast. Raises ValueError where a concentration is not positive or a
    permeability lies outside 0 to 100. Goldman 1943; Hodgkin and Katz 1949.
    """
    require_positive(
        "mmol/L",
        potassium_out_mM=potassium_out_mM,
        potassium_in_mM=potassium_in_mM,
        sodium_out_mM=sodium_out_mM,
        sodium_in_mM=sodium_in_mM,
        chloride_out_mM=chloride_out_mM,
        chloride_in_mM=chloride_in_mM,
    )
    require_between(
        0,
        100,
        "of the potassium permeability",
        sodium_permeability=sodium_permeability,
        chloride_permeability=chloride_permeability,
    )
    p_na = np.asarray(sodium_permeability, dtype=float)
    p_cl = np.asarray(chloride_permeability, dtype=float)
    # Chloride is negative, so its inside concentration stands with the outside of the others.
    given = (potassium_out_mM, potassium_in_mM, sodium_out_mM, sodium_in_mM, chloride_out_mM, chloride_in_mM)
    k_out, k_in, na_out, na_in, cl_out, cl_in = (np.asarray(number, dtype=float) for number in given)
    pulls_up = k_out + p_na * na_out + p_cl * cl_in
    pulls_down = k_in + p_na * na_in + p_cl * cl_out
    return _millivolts(GAS_CONSTANT * kelvin(temperature_c) / FARADAY) * log(pulls_up / pulls_down)
