"""Medicines: how one slows the removal of another, how side effects add up, and why two doors beat one.

Five routes to the muscle, each a small law:

1. **Blood level**: an inhibitor blocks one pathway of removal. What is left of the others sets the ceiling.
2. **Side-effect load**: each medicine whose label lists tremor or twitching lowers the firing threshold a
   little. Only this is on the threshold path, and its sizes are assumed. A label says what was reported, not
   what was caused: a "common" medicine counts here as 1.6 times the twitches, yet in the statin trials
   muscle pain came 1.03 times as often as on placebo (CTT 2022).
3. **Serotonin**: taken up again through one door, broken down behind another. It acts on motor neurones
   of spinal cord and brainstem; no threshold term is known, so none is invented.
4. **Dopamine receptors**: side effects on movement begin where nearly four fifths are blocked.
5. **Salts and the junction**: slow loss of potassium or magnesium (then see those modules), and
   acetylcholine that stays longer when its enzyme is blocked.

This explains; it advises nothing. Nobody should stop a prescribed medicine because of it.
Left out: induction of enzymes, genes, kidney and liver disease, tolerance, every dose.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.quantity import Quantity, require_between

PATHWAY_SHARE = Quantity(
    0.95,
    "of the clearance",
    source="kit_choice",
    confidence="assumption",
    note="caffeine by the enzyme CYP1A2; the measured ratio of 11.5 needs at least 0.913",
)
INHIBITOR_RATIO = Quantity(
    24.9,
    "times its inhibition constant",
    source="culm_merdek_2005",
    confidence="fitted",
    note="to fluvoxamine: caffeine clearance 105 to 9.1 mL/min",
)
COMMON_FALL = Quantity(
    0.02, "of the threshold", source="kit_choice", confidence="assumption", note='label word "common"'
)
VERY_COMMON_FALL = Quantity(
    0.05, "of the threshold", source="kit_choice", confidence="assumption", note='label word "very common"'
)
REUPTAKE_SHARE = Quantity(
    0.8,
    "of serotonin's removal",
    source="kit_choice",
    confidence="assumption",
    note="the rest is broken down",
)
REUPTAKE_BLOCK = Quantity(
    0.8, "", source="kit_choice", confidence="assumption", note="share blocked by a reuptake inhibitor"
)
BREAKDOWN_BLOCK = Quantity(
    0.9, "", source="kit_choice", confidence="assumption", note="share blocked by an inhibitor of breakdown"
)
MOVEMENT_OCCUPANCY = Quantity(
    0.78,
    "of D2 receptors",
    source="kapur_2000",
    confidence="measured",
    note="above it side effects on movement were likelier; 22 people, haloperidol",
)
OCCUPANCY_WIDTH = Quantity(
    0.03, "of D2 receptors", source="kit_choice", confidence="assumption", note="how sudden the change is"
)
THIAZIDE_POTASSIUM_LOSS = Quantity(0.4, "mmol/L", source="kit_choice", confidence="assumption")
THIAZIDE_TIME = Quantity(10.0, "d", source="kit_choice", confidence="assumption")
ACID_BLOCKER_MAGNESIUM_LOSS = Quantity(0.15, "mmol/L", source="kit_choice", confidence="assumption")
ACID_BLOCKER_TIME = Quantity(200.0, "d", source="kit_choice", confidence="assumption")

MOST_BLOCKED = 0.99
MOST_EXPOSURE = 100.0
TIME_RANGE = (0.0, 3650.0)


def auc_ratio(
    inhibitor_ratio: ArrayLike = INHIBITOR_RATIO, pathway_share: ArrayLike = PATHWAY_SHARE
) -> np.ndarray:
    """How many times more of a medicine the body sees when an inhibitor joins it (Rowland and Matin 1973).

        ratio = 1 / (share / (1 + inhibitor) + 1 - share)

    ``inhibitor_ratio`` (0 to 10 000) is the inhibitor's concentration over its inhibition constant;
    ``pathway_share`` (0 to 0.99) the share of the clearance it can block. Half-life and mean level grow by
    the same ratio. Both broadcast; ValueError outside.
    """
    require_between(0, 10_000, "times its inhibition constant", inhibitor_ratio=inhibitor_ratio)
    require_between(0, MOST_BLOCKED, "of the clearance", pathway_share=pathway_share)
    share = np.asarray(pathway_share, dtype=float)
    return 1 / (share / (1 + np.asarray(inhibitor_ratio, dtype=float)) + 1 - share)


def auc_ceiling(pathway_share: ArrayLike = PATHWAY_SHARE) -> np.ndarray:
    """The most that any inhibitor of this pathway (share 0 to 0.99) can do: 1 / (1 - share)."""
    require_between(0, MOST_BLOCKED, "of the clearance", pathway_share=pathway_share)
    return 1 / (1 - np.asarray(pathway_share, dtype=float))


def least_pathway_share(measured_ratio: ArrayLike = 11.5) -> np.ndarray:
    """Share of the clearance that must run through the blocked pathway, given a measured ratio (1 to 100)."""
    require_between(1, 100, "", measured_ratio=measured_ratio)
    return 1 - 1 / np.asarray(measured_ratio, dtype=float)


def level_ratio(removal_lost: ArrayLike = 0.25) -> np.ndarray:
    """How many times more stays when this share (0 to 0.99) of the whole removal is lost.

    One law for two routes: lithium, which the kidney alone removes, when a diuretic takes a quarter of that
    away (1.33 times), and acetylcholine at the junction when its enzyme is partly blocked.
    """
    require_between(0, MOST_BLOCKED, "of the removal", removal_lost=removal_lost)
    return 1 / (1 - np.asarray(removal_lost, dtype=float))


def threshold_fall(common: ArrayLike = 0.0, very_common: ArrayLike = 0.0) -> np.ndarray:
    """Fractional fall of the firing threshold by all medicines together [-], positive when easier to fire.

        fall = 0.02 * common + 0.05 * very_common

    A medicine counts 1 under the word its label has for tremor or twitching, and ``auc_ratio`` when another
    one raises its level; loads simply add. Each 0 to 100, broadcasting; ValueError outside. Sizes assumed.
    """
    require_between(0, MOST_EXPOSURE, "medicines", common=common, very_common=very_common)
    return COMMON_FALL * np.asarray(common, dtype=float) + VERY_COMMON_FALL * np.asarray(
        very_common, dtype=float
    )


def serotonin_level(reuptake_blocked: ArrayLike = 0.0, breakdown_blocked: ArrayLike = 0.0) -> np.ndarray:
    """Serotonin between nerve cells, times normal: what comes in over what the two doors let out.

        level = 1 / (0.8 * (1 - reuptake_blocked) + 0.2 * (1 - breakdown_blocked))

    Each 0 to 0.99, broadcasting; ValueError outside. Two doors closed give more than the sum of the parts.
    The split is assumed; a level is no diagnosis.
    """
    require_between(
        0, MOST_BLOCKED, "", reuptake_blocked=reuptake_blocked, breakdown_blocked=breakdown_blocked
    )
    reuptake = REUPTAKE_SHARE * (1 - np.asarray(reuptake_blocked, dtype=float))
    breakdown = (1 - REUPTAKE_SHARE) * (1 - np.asarray(breakdown_blocked, dtype=float))
    return 1 / (reuptake + breakdown)


def d2_occupancy(level: ArrayLike = 1.0) -> np.ndarray:
    """Share of dopamine D2 receptors blocked; ``level`` 0 to 1000 times the one that blocks half."""
    require_between(0, 1000, "times the half-blocking level", level=level)
    return np.asarray(level, dtype=float) / (1 + np.asarray(level, dtype=float))


def movement_side_effect_chance(occupancy: ArrayLike = MOVEMENT_OCCUPANCY) -> np.ndarray:
    """Chance of a side effect on movement at this D2 occupancy (0 to 1): a steep S around 0.78.

    The middle is measured (Kapur 2000, haloperidol), the steepness assumed. ValueError outside.
    """
    require_between(0, 1, "of D2 receptors", occupancy=occupancy)
    return 1 / (
        1 + np.exp(-(np.asarray(occupancy, dtype=float) - MOVEMENT_OCCUPANCY) / float(OCCUPANCY_WIDTH))
    )


def thiazide_potassium_loss_mM(time_d: ArrayLike = THIAZIDE_TIME) -> np.ndarray:
    """Potassium lost from plasma after so many days (0 to 3650) on a thiazide diuretic [mmol/L]."""
    return THIAZIDE_POTASSIUM_LOSS * _share_reached(time_d, THIAZIDE_TIME)


def acid_blocker_magnesium_loss_mM(time_d: ArrayLike = ACID_BLOCKER_TIME) -> np.ndarray:
    """Magnesium lost from plasma after so many days (0 to 3650) on a proton-pump inhibitor [mmol/L].

    Losses by several medicines add: subtract each from the level.
    """
    return ACID_BLOCKER_MAGNESIUM_LOSS * _share_reached(time_d, ACID_BLOCKER_TIME)


def _share_reached(time_d: ArrayLike, time_constant_d: float) -> np.ndarray:
    """How much of a slow change has happened: 1 - exp(-time / time constant)."""
    require_between(*TIME_RANGE, "d", time_d=time_d)
    return 1 - np.exp(-np.asarray(time_d, dtype=float) / time_constant_d)


def share_due_to_medicine(risk_ratio: ArrayLike = 1.0) -> np.ndarray:
    """Of those on a medicine who report a symptom, the share who would not have without it: 1 - 1 / ratio.

    ``risk_ratio`` (1 to 100) against placebo. The statins' 1.07 in year one: about one report in fifteen.
    """
    require_between(1, 100, "", risk_ratio=risk_ratio)
    return 1 - 1 / np.asarray(risk_ratio, dtype=float)
