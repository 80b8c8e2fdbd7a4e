"""What defends blood calcium: the loop of calcium, parathyroid hormone (PTH) and calcitriol.

Too little calcium -> the parathyroid glands release PTH -> the kidney keeps calcium and makes calcitriol, the
gut absorbs more, bone gives some up -> calcium returns. Magnesium is needed to release PTH and to feel it;
vitamin D, stored as 25(OH)D, is what calcitriol is made of.

Route to the muscle: ionised calcium -> gates -> threshold, its fall in ``minerals.mineral_effects``.

The shapes are standard; many constants were fitted by eye to clinical facts, so most agreements are
calibration, not prediction. It misses Fatemi 1991, where three weeks without magnesium lowered calcitriol by
22 % (here 6 %), and Heaney 2003, where people absorbed 65 % more at 86 than at 50 nmol/L of 25(OH)D (here
2 %; Hansen 2015 saw as little). Left out: phosphate, FGF23, calcitonin, oestrogen. "Steady" means weeks; bone
is treated as an endless store; the high-calcium side is crude. Movement in time: ``calcium_course.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.axon_equations import REFERENCE_CALCIUM as NORMAL_CALCIUM
from helpers.physiology.quantity import Quantity, require_between

NORMAL_MAGNESIUM = Quantity(
    0.85, "mmol/L", source="textbook_physiology", confidence="textbook", note="total, not ionised"
)
NORMAL_VITAMIN_D = Quantity(60.0, "nmol/L", source="kit_choice", confidence="assumption", note="25(OH)D")
NORMAL_INTAKE = Quantity(1000.0, "mg/d", source="kit_choice", confidence="assumption")
NORMAL_CALCITRIOL = Quantity(
    110.0, "pmol/L", source="textbook_physiology", confidence="textbook", note="60 to 160"
)

SET_POINT = Quantity(1.13, "mmol/L", source="schwarz_1994", confidence="measured", note="SD 0.04, 22 people")
PTH_SLOPE = Quantity(11.0, "", source="peterson_riggs_2010", confidence="fitted", note="they use 11.7")
PTH_MAX = Quantity(120.0, "pg/mL", source="kit_choice", confidence="fitted", note="3 to 4 times normal")
PTH_MIN = Quantity(5.0, "pg/mL", source="kit_choice", confidence="fitted", note="15 to 20 % of normal")
MAGNESIUM_AS_CALCIUM = Quantity(0.08, "", source="fatemi_1991", confidence="fitted", note="a weak mimic")
MAGNESIUM_TO_RELEASE = Quantity(0.55, "mmol/L", source="fatemi_1991", confidence="fitted")
MAGNESIUM_TO_FEEL = Quantity(0.47, "mmol/L", source="fatemi_1991", confidence="fitted")
MAGNESIUM_POWER = Quantity(8.0, "", source="fatemi_1991", confidence="fitted", note="a cliff near 0.5 mmol/L")
VITAMIN_D_ON_GLAND = Quantity(
    0.8, "", source="valcour_2012", confidence="fitted", note="smooth, no threshold"
)
VITAMIN_D_FADES = Quantity(25.0, "nmol/L", source="valcour_2012", confidence="fitted")
VITAMIN_D_PERMITS = Quantity(
    6.0, "nmol/L", source="kit_choice", confidence="fitted", note="PTH needs some to act"
)
VITAMIN_D_HALF = Quantity(
    12.0, "nmol/L", source="nordin_2010", confidence="fitted", note="calcitriol held until < 20"
)
CALCITRIOL_WITHOUT_PTH = Quantity(0.30, "", source="kit_choice", confidence="fitted", note="low, not zero")

GUT_PASSIVE = Quantity(0.10, "", source="heaney_1989", confidence="fitted")
GUT_ACTIVE = Quantity(
    260.0, "mg/d", source="heaney_1989", confidence="fitted", note="0.45 of 200, 0.15 above 2000"
)
GUT_HALF = Quantity(550.0, "mg/d", source="heaney_1989", confidence="fitted")
ENDOGENOUS_LOSS = Quantity(
    150.0, "mg/d", source="textbook_physiology", confidence="textbook", note="bowel and skin"
)
KIDNEY_FILTER = Quantity(
    7000.0, "mg/d/mM", source="textbook_physiology", confidence="textbook", note="173 L/d x 40 mg"
)
KIDNEY_WIDTH = Quantity(
    0.03, "mmol/L", source="kit_choice", confidence="fitted", note="softens the threshold"
)
KIDNEY_LOW = Quantity(0.90, "mmol/L", source="kit_choice", confidence="fitted", note="threshold without PTH")
KIDNEY_HIGH = Quantity(
    1.6171,
    "mmol/L",
    source="kit_choice",
    confidence="fitted",
    note="solved so that health balances",
)
BONE_TURNOVER = Quantity(700.0, "mg/d", source="kit_choice", confidence="fitted")
BONE_FLOOR = Quantity(0.55, "", source="kit_choice", confidence="fitted", note="release that needs no PTH")
SKELETON = Quantity(
    1_000_000.0, "mg", source="textbook_physiology", confidence="textbook", note="1 kg of calcium"
)


CALCIUM_RANGE, PTH_RANGE, CALCITRIOL_RANGE = (0.05, 5.0), (0.0, 2000.0), (0.0, 1000.0)


def _magnesium_gate(magnesium_mM: Any, half_mM: float) -> Any:
    """How far magnesium lets a step happen, relative to normal magnesium."""
    return (1 + (half_mM / NORMAL_MAGNESIUM) ** MAGNESIUM_POWER) / (
        1 + (half_mM / magnesium_mM) ** MAGNESIUM_POWER
    )


def _saturation(vitamin_d_nmol_L: Any, half: float) -> Any:
    """Michaelis-Menten in 25(OH)D, relative to normal 25(OH)D."""
    return (vitamin_d_nmol_L / (vitamin_d_nmol_L + half)) / (NORMAL_VITAMIN_D / (NORMAL_VITAMIN_D + half))


def gland_gate(magnesium_mM: ArrayLike) -> np.ndarray:
    """How much of their hormone the parathyroid glands can still send, relative to healthy magnesium (1).

    Total magnesium 0.05 to 5 mmol/L, scalar or array; ValueError outside. The cliff and its place were
    fitted to Fatemi 1991 and to the rule that calcium follows below about 0.5 mmol/L.
    """
    require_between(0.05, 5, "mmol/L", magnesium_mM=magnesium_mM)
    healthy = 1 + (MAGNESIUM_TO_RELEASE / NORMAL_MAGNESIUM) ** MAGNESIUM_POWER
    return healthy / (1 + (MAGNESIUM_TO_RELEASE / _floats(magnesium_mM)) ** MAGNESIUM_POWER)


@dataclass(frozen=True)
class Body:
    """What the learner sets: intake 100-3000 mg/d, 25(OH)D 5-125 nmol/L, total Mg 0.3-1.5 mmol/L, glands 0-4.

    Scalars or arrays that broadcast; ``gland_function`` 1 is healthy, 0 is removed. ValueError outside.
    The properties are what stays fixed while calcium and the hormones move.
    """

    calcium_intake_mg_day: Any = NORMAL_INTAKE
    vitamin_d_nmol_L: Any = NORMAL_VITAMIN_D
    magnesium_mM: Any = NORMAL_MAGNESIUM
    gland_function: Any = 1.0

    def __post_init__(self) -> None:
        require_between(100, 3000, "mg/d", calcium_intake_mg_day=self.calcium_intake_mg_day)
        require_between(5, 125, "nmol/L", vitamin_d_nmol_L=self.vitamin_d_nmol_L)
        require_between(0.3, 1.5, "mmol/L", magnesium_mM=self.magnesium_mM)
        require_between(0, 4, "times normal", gland_function=self.gland_function)
        for name in ("calcium_intake_mg_day", "vitamin_d_nmol_L", "magnesium_mM", "gland_function"):
            if not isinstance(getattr(self, name), float):  # lists and whole numbers calculate like arrays
                object.__setattr__(self, name, _floats(getattr(self, name)))

    @cached_property
    def gland_gain(self) -> Any:
        """PTH made, relative to healthy: more when vitamin D is scarce, none without magnesium."""
        scarcity = 1 + VITAMIN_D_ON_GLAND * np.exp(-self.vitamin_d_nmol_L / VITAMIN_D_FADES)
        normal_scarcity = 1 + VITAMIN_D_ON_GLAND * np.exp(-NORMAL_VITAMIN_D / VITAMIN_D_FADES)
        release = gland_gate(self.magnesium_mM)
        return self.gland_function * release * scarcity / normal_scarcity

    @cached_property
    def magnesium_seen_as_calcium_mM(self) -> Any:
        """Magnesium above normal looks to the gland like a little more calcium [mmol/L]."""
        return MAGNESIUM_AS_CALCIUM * (self.magnesium_mM - NORMAL_MAGNESIUM)

    @cached_property
    def kidney_gain(self) -> Any:
        """How strongly the kidney feels PTH when it makes calcitriol: nothing without magnesium."""
        return _magnesium_gate(self.magnesium_mM, MAGNESIUM_TO_FEEL)

    @cached_property
    def bone_gain(self) -> Any:
        """How strongly bone and the kidney's calcium pumps feel PTH: vitamin D must permit it too."""
        return self.kidney_gain * _saturation(self.vitamin_d_nmol_L, VITAMIN_D_PERMITS)

    @cached_property
    def calcitriol_gain(self) -> Any:
        """Raw material for calcitriol, relative to normal 25(OH)D."""
        return _saturation(self.vitamin_d_nmol_L, VITAMIN_D_HALF)


HEALTHY = Body()


def _floats(values: ArrayLike) -> Any:
    """One number as a float, several as an array."""
    numbers = np.asarray(values, dtype=float)
    return numbers if numbers.ndim else float(numbers)


def _require_body(body: object) -> None:
    if not isinstance(body, Body):
        raise ValueError(f"body must be a Body, such as Body(gland_function=0), got {body!r}")


@dataclass(frozen=True)
class CalciumState:
    """The body at rest in its balance; floats, or arrays when an input was an array. Fluxes in mg/d."""

    ionised_calcium_mM: float
    pth_pg_mL: float
    calcitriol_pmol_L: float
    absorbed_mg_day: float
    fraction_absorbed: float
    urine_mg_day: float
    endogenous_loss_mg_day: float
    net_bone_release_mg_day: float
    skeleton_lost_percent_year: float


def gland_curve(calcium_mM: ArrayLike) -> np.ndarray:
    """PTH that healthy glands hold at this ionised calcium [pg/mL]: Brown's four-parameter curve.

    Ionised calcium 0.05 to 5 mmol/L, scalar or array; ValueError outside.
    """
    require_between(*CALCIUM_RANGE, "mmol/L", calcium_mM=calcium_mM)
    return _gland_curve(_floats(calcium_mM))


def _gland_curve(calcium_mM: Any) -> Any:
    return PTH_MIN + (PTH_MAX - PTH_MIN) / (1 + (calcium_mM / SET_POINT) ** PTH_SLOPE)


NORMAL_PTH = float(_gland_curve(NORMAL_CALCIUM))  # 33.5 pg/mL


def pth_target(calcium_mM: ArrayLike, body: Body = HEALTHY) -> np.ndarray:
    """PTH towards which the glands move while calcium is held, as in an infusion study [pg/mL].

    Ionised calcium 0.05 to 5 mmol/L, scalar or array; ValueError outside. This is the loop cut open.
    """
    require_between(*CALCIUM_RANGE, "mmol/L", calcium_mM=calcium_mM)
    _require_body(body)
    return _pth_target(_floats(calcium_mM), body)


def _pth_target(calcium_mM: Any, body: Body) -> Any:
    return body.gland_gain * _gland_curve(calcium_mM + body.magnesium_seen_as_calcium_mM)


def calcitriol_target(pth_pg_mL: ArrayLike, body: Body = HEALTHY) -> np.ndarray:
    """Calcitriol towards which the kidney moves at this PTH [pmol/L]: driven by PTH, limited by 25(OH)D.

    PTH 0 to 2000 pg/mL, scalar or array; ValueError outside.
    """
    require_between(*PTH_RANGE, "pg/mL", pth_pg_mL=pth_pg_mL)
    _require_body(body)
    return _calcitriol_target(_floats(pth_pg_mL), body)


def _calcitriol_target(pth_pg_mL: Any, body: Body) -> Any:
    felt = pth_pg_mL * body.kidney_gain
    by_pth = CALCITRIOL_WITHOUT_PTH + (1 - CALCITRIOL_WITHOUT_PTH) * 2 * felt / (felt + NORMAL_PTH)
    return NORMAL_CALCITRIOL * body.calcitriol_gain * by_pth


def fluxes(
    calcium_mM: ArrayLike, pth_pg_mL: ArrayLike, calcitriol_pmol_L: ArrayLike, body: Body = HEALTHY
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Calcium moved per day [mg/d]: (absorbed, endogenous loss, urine, net bone release).

    Ionised calcium 0.05 to 5 mmol/L, PTH 0 to 2000 pg/mL, calcitriol 0 to 1000 pmol/L, scalars or arrays
    that broadcast; ValueError outside.
    """
    require_between(*CALCIUM_RANGE, "mmol/L", calcium_mM=calcium_mM)
    require_between(*PTH_RANGE, "pg/mL", pth_pg_mL=pth_pg_mL)
    require_between(*CALCITRIOL_RANGE, "pmol/L", calcitriol_pmol_L=calcitriol_pmol_L)
    _require_body(body)
    return _fluxes(_floats(calcium_mM), _floats(pth_pg_mL), _floats(calcitriol_pmol_L), body)


def _fluxes(calcium_mM: Any, pth_pg_mL: Any, calcitriol_pmol_L: Any, body: Body) -> tuple[Any, Any, Any, Any]:
    intake, relative = body.calcium_intake_mg_day, calcium_mM / NORMAL_CALCIUM
    by_calcitriol = 2 * calcitriol_pmol_L / (calcitriol_pmol_L + NORMAL_CALCITRIOL)
    absorbed = GUT_PASSIVE * intake + GUT_ACTIVE * by_calcitriol * intake / (GUT_HALF + intake)
    felt = pth_pg_mL * body.bone_gain
    by_pth = felt / (felt + NORMAL_PTH)
    threshold = KIDNEY_LOW + (KIDNEY_HIGH - KIDNEY_LOW) * by_pth
    urine = KIDNEY_FILTER * KIDNEY_WIDTH * np.logaddexp(0, (calcium_mM - threshold) / KIDNEY_WIDTH)
    bone = BONE_TURNOVER * (BONE_FLOOR + (1 - BONE_FLOOR) * 2 * by_pth - relative)
    return absorbed, ENDOGENOUS_LOSS * relative, urine, bone


def balance_mg_day(calcium_mM: ArrayLike, body: Body = HEALTHY) -> np.ndarray:
    """Calcium the blood gains per day at this ionised calcium once the hormones have settled; 0 at rest.

    Ionised calcium 0.05 to 5 mmol/L, scalar or array; ValueError outside.
    """
    require_between(*CALCIUM_RANGE, "mmol/L", calcium_mM=calcium_mM)
    _require_body(body)
    return _balance_mg_day(_floats(calcium_mM), body)


def _balance_mg_day(calcium_mM: Any, body: Body) -> Any:
    pth = _pth_target(calcium_mM, body)
    absorbed, loss, urine, bone = _fluxes(calcium_mM, pth, _calcitriol_target(pth, body), body)
    return absorbed - loss - urine + bone


def steady_state(
    calcium_intake_mg_day: ArrayLike = NORMAL_INTAKE,
    vitamin_d_nmol_L: ArrayLike = NORMAL_VITAMIN_D,
    magnesium_mM: ArrayLike = NORMAL_MAGNESIUM,
    gland_function: ArrayLike = 1.0,
) -> CalciumState:
    """Where the loop comes to rest, weeks later; ranges and errors as in :class:`Body`.

    The balance falls as calcium rises, so it has one root. Bisection with 64 parts instead of two: look at 65
    calcium values between 0.05 and 3 mmol/L at once, keep the part where the sign changes, look again.
    """
    asked = Body(calcium_intake_mg_day, vitamin_d_nmol_L, magnesium_mM, gland_function)
    inputs = [np.asarray(value, dtype=float) for value in vars(asked).values()]
    shape = np.broadcast_shapes(*(value.shape for value in inputs))
    body = Body(*(value[..., np.newaxis] for value in inputs))  # the new last axis holds the values tried
    low, width, parts = np.full((*shape, 1), 0.05), 2.95, 64
    for _ in range(5):  # the last part is 3e-9 mmol/L wide
        tries = low + width * np.linspace(0, 1, parts + 1)
        gaining = np.count_nonzero(_balance_mg_day(tries, body) > 0, axis=-1, keepdims=True)
        width = width / parts
        low = low + width * np.clip(gaining - 1, 0, parts - 1)
    calcium = low + width / 2
    pth = _pth_target(calcium, body)
    calcitriol = _calcitriol_target(pth, body)
    absorbed, loss, urine, bone = _fluxes(calcium, pth, calcitriol, body)
    values = (calcium, pth, calcitriol, absorbed, absorbed / body.calcium_intake_mg_day, urine, loss, bone)
    resting: list[Any] = [value[..., 0] for value in (*values, 100 * bone * 365 / SKELETON)]
    return CalciumState(*(value if shape else float(value) for value in resting))
