"""The calcium loop in time: PTH answers in minutes, calcitriol in hours, blood calcium in days.

Same equations as ``calcium_loop.py``. Each hormone moves towards its target by the exact exponential of the
step, so no step is too long for it; calcium moves by the midpoint rule in between.

Route to the muscle: ionised calcium, hour by hour -> gates -> threshold (``calcium.threshold_fall``).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from helpers.physiology.calcium_loop import (
    CALCITRIOL_RANGE,
    CALCIUM_RANGE,
    HEALTHY,
    PTH_RANGE,
    Body,
    CalciumState,
    _calcitriol_target,
    _fluxes,
    _pth_target,
    steady_state,
)
from helpers.physiology.quantity import Quantity, require_number

PTH_HALF_LIFE = Quantity(
    4.0 / 60,
    "h",
    source="textbook_physiology",
    confidence="textbook",
    note="4 min; 3.4 in 12 people (Maier 1998, J Clin Endocrinol Metab 83:3852), others use 5.8",
)
CALCITRIOL_HALF_LIFE = Quantity(
    6.0, "h", source="textbook_physiology", confidence="unverified", note="hours; 5 to 8 is quoted"
)
CALCIUM_SPACE = Quantity(
    3000.0, "mg/mM", source="kit_choice", confidence="fitted", note="body fluid and quick bone; sets the days"
)

CALCIUM_DRIP = Quantity(
    800.0,
    "mg/d",
    source="kit_choice",
    confidence="assumption",
    note="into a vein; a size for the model alone",
)
CALCIUM_DRIP_TIME = Quantity(48.0, "h", source="kit_choice", confidence="assumption")
GIFTS = ("nothing", "calcium", "magnesium")

BODY_FIELDS = tuple(field.name for field in fields(Body))


@dataclass(frozen=True)
class CalciumCourse:
    """The three levels over time, arrays of one length."""

    time_h: np.ndarray
    ionised_calcium_mM: np.ndarray
    pth_pg_mL: np.ndarray
    calcitriol_pmol_L: np.ndarray


def _require_one_body(start: object, body: object) -> None:
    """Raise ValueError unless ``start`` is a state and ``body`` a body, each of single numbers."""
    if not isinstance(start, CalciumState):
        raise ValueError(f"start must be a CalciumState, such as steady_state(), got {start!r}")
    if not isinstance(body, Body):
        raise ValueError(f"body must be a Body, such as Body(gland_function=0), got {body!r}")
    require_number(*CALCIUM_RANGE, "mmol/L", **{"start.ionised_calcium_mM": start.ionised_calcium_mM})
    require_number(*PTH_RANGE, "pg/mL", **{"start.pth_pg_mL": start.pth_pg_mL})
    require_number(*CALCITRIOL_RANGE, "pmol/L", **{"start.calcitriol_pmol_L": start.calcitriol_pmol_L})
    for name in BODY_FIELDS:
        if np.ndim(getattr(body, name)):
            raise ValueError(f"body must hold one number in {name}, got {getattr(body, name)!r}")


def time_course(
    start: CalciumState,
    body: Body = HEALTHY,
    duration_h: float = 120.0,
    step_h: float = 0.25,
    infusion_mg_day: float = 0.0,
    infusion_h: float = 0.0,
) -> CalciumCourse:
    """What follows when a body at rest in ``start`` suddenly becomes ``body``.

    Glands removed: ``time_course(steady_state(), Body(gland_function=0))``. ``body`` holds scalars. Calcium
    given into a vein, 0 to 3000 mg/d, runs from hour 0 to ``infusion_h``, 0 to 2000. Duration 0.25 to 2000 h,
    step 0.01 to 1 h; ValueError outside. A sample every step, the first at hour 0.
    """
    _require_one_body(start, body)
    require_number(0.25, 2000, "h", duration_h=duration_h)
    require_number(0.01, 1, "h", step_h=step_h)
    require_number(0, 3000, "mg/d", infusion_mg_day=infusion_mg_day)
    require_number(0, 2000, "h", infusion_h=infusion_h)
    duration_h, step_h = float(duration_h), float(step_h)
    steps = round(duration_h / step_h)
    pth_kept, calcitriol_kept = 0.5 ** (step_h / PTH_HALF_LIFE), 0.5 ** (step_h / CALCITRIOL_HALF_LIFE)
    to_mM = step_h / 24 / CALCIUM_SPACE

    def gain(calcium: float, pth: float, calcitriol: float, time_h: float) -> float:
        absorbed, loss, urine, bone = _fluxes(calcium, pth, calcitriol, body)
        given = infusion_mg_day if time_h < infusion_h else 0.0
        return to_mM * (absorbed - loss - urine + bone + given)

    calcium, pth, calcitriol = start.ionised_calcium_mM, start.pth_pg_mL, start.calcitriol_pmol_L
    course = np.empty((steps + 1, 3))
    course[0] = calcium, pth, calcitriol
    for step in range(steps):
        middle = calcium + gain(calcium, pth, calcitriol, step * step_h) / 2
        target = _pth_target(middle, body)
        new_pth = target + (pth - target) * pth_kept
        target = _calcitriol_target((pth + new_pth) / 2, body)
        new_calcitriol = target + (calcitriol - target) * calcitriol_kept
        calcium += gain(middle, (pth + new_pth) / 2, (calcitriol + new_calcitriol) / 2, step * step_h)
        pth, calcitriol = new_pth, new_calcitriol
        course[step + 1] = calcium, pth, calcitriol
    return CalciumCourse(step_h * np.arange(steps + 1), *course.T)


def treated_course(magnesium_mM: float, given: str) -> CalciumCourse:
    """Five days of a body at rest with too little magnesium, from the moment something is given.

    Total magnesium 0.3 to 1.5 mmol/L; ``given`` one of ``GIFTS``: nothing, calcium into a vein for two days,
    or magnesium, which then stays normal. ValueError otherwise. Fine steps in the first hour, for PTH.
    """
    if given not in GIFTS:
        raise ValueError(f"given must be one of {', '.join(GIFTS)}, got {given!r}")
    start = steady_state(magnesium_mM=magnesium_mM)
    body = HEALTHY if given == "magnesium" else Body(magnesium_mM=magnesium_mM)
    drip, drip_h = (CALCIUM_DRIP, CALCIUM_DRIP_TIME) if given == "calcium" else (0.0, 0.0)
    first = time_course(start, body, 1.0, 0.05, drip, drip_h)
    names = ("ionised_calcium_mM", "pth_pg_mL", "calcitriol_pmol_L")
    there = replace(start, **{name: float(getattr(first, name)[-1]) for name in names})
    rest = time_course(there, body, 119.0, 1.0, drip, max(drip_h - 1, 0.0))
    levels = (np.concatenate([getattr(first, name), getattr(rest, name)[1:]]) for name in names)
    return CalciumCourse(np.concatenate([first.time_h, 1 + rest.time_h[1:]]), *levels)
