"""The units of ``data/``, and between which numbers each makes sense: a slip of three zeros is seen.

The spans are wide: about ten times beyond what the published tables hold. A new unit is one line.
"""

from __future__ import annotations

EVERYTHING_ELSE = "a unit of helpers/units.py"

SPANS: dict[str, tuple[float, float]] = {
    # shares and ratios
    "%": (-100, 1000),
    "% more": (-100, 1000),
    "% of people": (0, 100),
    "percentage points": (-100, 100),
    "percentage points of change": (-100, 100),
    "people per 100": (0, 100),
    "people": (0, 1000),
    "per 1000 person-years": (0, 1000),
    "ratio": (0, 100),
    "odds ratio": (0, 100_000),
    "hazard ratio": (0, 100),
    "risk ratio": (0, 100),
    "rate ratio": (0, 100),
    "sequence ratio": (0, 100),
    "correlation coefficient": (-1, 1),
    "standardised mean difference": (-10, 10),
    "binding potential": (0, 10),
    "times": (0, 100),
    "times plasma": (0, 100),
    "times rest": (0, 100),
    "times the controls": (0, 100),
    "times water": (0, 100),
    # concentrations
    "mol/L": (0, 10),
    "mmol/L": (-50, 1000),
    "µmol/L": (-1000, 100_000),
    "nmol/L": (-200, 500),
    "pmol/L": (-500, 1000),
    "g/L": (0, 500),
    "mg/L": (0, 1000),
    "ng/L": (0, 500),
    "mg h/L": (0, 1000),
    "mOsm/L": (0, 2000),
    "mOsm/kg": (0, 2000),
    "pH": (0, 14),
    # amounts, and amounts in a time
    "g": (0, 1000),
    "mg": (0, 10_000),
    "IU": (0, 10_000),
    "mmol": (0, 2000),
    "mg/d": (0, 10_000),
    "IU/d": (0, 50_000),
    "mmol/d": (0, 500),
    "mmol/h": (0, 500),
    "L": (0, 50),
    "L/h": (0, 10),
    "mL/min": (0, 1000),
    "mL/min/kg": (0, 20),
    "mL/h/kg": (0, 1000),
    "kg": (-50, 200),
    # times and frequencies
    "ms": (0, 1000),
    "s": (-10, 1000),
    "s^0.5": (0, 2),
    "min": (-500, 1000),
    "h": (0, 1000),
    "h/d": (0, 24),
    "d": (0, 1000),
    "weeks": (0, 500),
    "months": (0, 500),
    "Hz": (-100, 1000),
    "cramps per week": (-50, 50),
    # forces, pressures, voltages
    "N": (-1000, 2000),
    "mmHg": (-100, 500),
    "mV": (-200, 200),
}


def span_in_words(unit: str) -> str:
    """Say between which numbers a known unit makes sense."""
    low, high = SPANS[unit]
    return f"{low:g} to {high:,g} {unit}".strip()
