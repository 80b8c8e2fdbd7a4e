"""What the axon needs to fire, for any gating shift and potassium, looked up at once.

Searching a threshold takes seconds; a slider cannot wait. ``python -m helpers.physiology.axon_thresholds``
does the searching beforehand and writes ``axon_thresholds.csv``; ``thresholds`` only interpolates in it.

Near the point where rest gives way, thresholds fall steeply to zero, and beyond it there are none. So each
potassium level has its rows placed by their distance from that point, the interpolation goes along equal
distances, and on the far side the thresholds are NaN.

Route to the muscle: as in ``axon_search``, of whose answers this is the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from helpers.physiology.axon_equations import REFERENCE_POTASSIUM
from helpers.physiology.quantity import require_between

FILE = Path(__file__).with_suffix(".csv")
COLUMNS = (
    "potassium_mM",
    "gating_shift_mV",
    "silent_until_mV",
    "endless_from_mV",
    "rest_mV",
    "rest_is_stable",
    "kick_threshold_mV",
    "rheobase_uA_cm2",
    "sustained_onset_uA_cm2",
    "endless_rate_hz",
)
LOWEST_SHIFT, HIGHEST_SHIFT, LOWEST_POTASSIUM, HIGHEST_POTASSIUM = -9.0, 8.0, 2.5, 6.0


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What an axon needs to fire; floats, or arrays in the shape of the arguments.

    The three thresholds are NaN where ``fires_by_itself``: it needs nothing. ``endless_rate_hz`` is the rate
    of the firing that goes on without any current, 0 where no such firing exists.
    """

    gating_shift_mV: np.ndarray
    potassium_mM: np.ndarray
    rest_mV: np.ndarray
    fires_by_itself: np.ndarray
    goes_on_once_started: np.ndarray
    kick_threshold_mV: np.ndarray
    rheobase_uA_cm2: np.ndarray
    sustained_onset_uA_cm2: np.ndarray
    endless_rate_hz: np.ndarray
    silent_until_mV: np.ndarray
    endless_from_mV: np.ndarray

    @property
    def words(self) -> str:
        """One axon's state in words."""
        if bool(self.fires_by_itself):
            return "the axon fires by itself"
        return (
            "once started, the axon fires without end"
            if bool(self.goes_on_once_started)
            else "the axon rests"
        )


@dataclass(frozen=True, slots=True)
class _Level:
    """The table at one potassium level, read by the distance above the edge where rest gives way."""

    edge_mV: float
    endless_from_mV: float
    columns: dict[str, tuple[np.ndarray, np.ndarray]]

    def at(self, column: str, distance: np.ndarray) -> np.ndarray:
        known_distances, values = self.columns[column]
        found = np.interp(distance, known_distances, values)
        return np.sqrt(found) if column == "kick_threshold_mV" else found


@lru_cache(maxsize=1)
def _levels() -> tuple[np.ndarray, list[_Level]]:
    """The potassium levels of the table, and what it holds at each."""
    table = np.genfromtxt(FILE, delimiter=",", names=True, encoding="utf-8")
    potassium = np.unique(table["potassium_mM"])
    return potassium, [_level(table[table["potassium_mM"] == k]) for k in potassium]


def _level(rows: np.ndarray) -> _Level:
    from_edge = rows["gating_shift_mV"] - rows["silent_until_mV"]
    columns = {}
    for name in COLUMNS[4:]:
        known = np.isfinite(rows[name])
        if name == "endless_rate_hz":
            known &= rows[name] > 0
        # A kick grows like a square root from the edge, so its square is nearly straight.
        values = rows[name] ** 2 if name == "kick_threshold_mV" else rows[name]
        columns[name] = from_edge[known], values[known]
    return _Level(float(rows["silent_until_mV"][0]), float(rows["endless_from_mV"][0]), columns)


def thresholds(gating_shift_mV: ArrayLike, potassium_mM: ArrayLike = REFERENCE_POTASSIUM) -> Thresholds:
    """Thresholds, rest and firing state of the axon at 6.3 °C and 140 mmol/L of sodium.

    Gating shift -9 to 8 mV, potassium 2.5 to 6 mmol/L, scalars or arrays that broadcast; ValueError outside.
    Linear between the rows of the table. Source: this kit's Hodgkin-Huxley axon (``axon_search``).
    """
    require_between(LOWEST_SHIFT, HIGHEST_SHIFT, "mV", gating_shift_mV=gating_shift_mV)
    require_between(LOWEST_POTASSIUM, HIGHEST_POTASSIUM, "mmol/L", potassium_mM=potassium_mM)
    shift, potassium = (np.array(x, dtype=float) for x in np.broadcast_arrays(gating_shift_mV, potassium_mM))
    known, levels = _levels()
    below = np.clip(np.searchsorted(known, potassium, side="right") - 1, 0, known.size - 2)
    share = (potassium - known[below]) / (known[below + 1] - known[below])
    lower = np.unique(below).tolist()  # one for a slider: the level below and the one above are all it needs
    places = [(i, ... if len(lower) == 1 else below == i) for i in lower]

    def blend(value: Callable[[_Level, Any], ArrayLike]) -> np.ndarray:
        """Between the potassium level below and the one above."""
        blended = np.empty(shift.shape)
        for i, here in places:
            low, high = value(levels[i], here), value(levels[i + 1], here)
            blended[here] = (1 - share[here]) * low + share[here] * high
        return blended

    edge = blend(lambda level, _: level.edge_mV)
    endless_from = blend(lambda level, _: level.endless_from_mV)
    distance = shift - edge
    alone, goes_on = np.asarray(distance < 0), np.asarray(shift <= endless_from)

    def column(name: str, there: np.ndarray, otherwise: float) -> np.ndarray:
        if not there.any():
            return np.full(shift.shape, otherwise)[()]
        return np.where(there, blend(lambda level, here: level.at(name, distance[here])), otherwise)[()]

    return Thresholds(
        gating_shift_mV=shift[()],
        potassium_mM=potassium[()],
        rest_mV=column("rest_mV", np.ones_like(alone), np.nan),
        fires_by_itself=alone[()],
        goes_on_once_started=goes_on[()],
        kick_threshold_mV=column("kick_threshold_mV", ~alone, np.nan),
        rheobase_uA_cm2=column("rheobase_uA_cm2", ~alone, np.nan),
        sustained_onset_uA_cm2=column("sustained_onset_uA_cm2", ~alone, np.nan),
        endless_rate_hz=column("endless_rate_hz", goes_on, 0.0),
        silent_until_mV=edge[()],
        endless_from_mV=endless_from[()],
    )


def search_rows(potassium_mM: ArrayLike, gating_shift_mV: ArrayLike) -> np.ndarray:
    """Table rows, searched anew: one row per (potassium, shift) pair, columns as ``COLUMNS``.

    Potassium 1 to 20 mmol/L, shift -40 to 40 mV; ValueError outside.
    """
    require_between(1, 20, "mmol/L", potassium_mM=potassium_mM)
    require_between(-40, 40, "mV", gating_shift_mV=gating_shift_mV)
    from helpers.physiology import axon_search as search
    from helpers.physiology.axon_equations import rest_mV

    potassium, shift = (
        np.atleast_1d(np.asarray(potassium_mM, float)),
        np.atleast_1d(np.asarray(gating_shift_mV, float)),
    )
    levels, level_of = np.unique(potassium, return_inverse=True)
    edge, endless_from = search.silent_until_mV(levels)[level_of], search.endless_from_mV(levels)[level_of]
    stable = search.rest_is_stable(shift, potassium)
    return np.column_stack([
        potassium,
        shift,
        edge,
        endless_from,
        rest_mV(shift, potassium),
        stable,
        search.kick_threshold_mV(shift, potassium),
        search.rheobase_uA_cm2(shift, potassium),
        search.sustained_onset_uA_cm2(shift, potassium),
        search.endless_rate_hz(shift, potassium),
    ])  # fmt: skip


def grid() -> tuple[np.ndarray, np.ndarray]:
    """(potassium, shift) of every row: close together near the edge where rest gives way, wider far off."""
    from helpers.physiology.axon_search import silent_until_mV

    near = np.array([0.0, 0.02, 0.05, 0.1, 0.17, 0.25, 0.35, 0.5, 0.65, 0.8, 0.9])
    distances = np.concatenate(
        [np.arange(-12, -2), np.arange(-2, 0, 0.25), near, np.arange(1, 3, 0.25), np.arange(3, 30)]
    )
    pairs = []
    for level in np.arange(LOWEST_POTASSIUM, HIGHEST_POTASSIUM + 0.1, 0.25):
        edge = float(silent_until_mV(level))
        shifts = edge + distances + 1e-4
        wanted = (shifts > min(LOWEST_SHIFT - 2.5, edge - 1.0)) & (shifts < HIGHEST_SHIFT + 3.5)
        pairs += [(level, round(shift, 4)) for shift in shifts[wanted]]
    potassium, shift = np.array(pairs).T
    return potassium, shift


def write() -> None:
    """Search every row of the grid and write ``axon_thresholds.csv``; takes a few minutes."""
    rows = search_rows(*grid())
    lines = [",".join(COLUMNS)]
    lines += [
        ",".join("" if np.isnan(x) else f"{x:.4f}".rstrip("0").rstrip(".") for x in row) for row in rows
    ]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
