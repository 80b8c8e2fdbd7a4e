"""Settings, rows and plain sums that the tests of the explorer's statistics share."""

from __future__ import annotations

import csv
import math
import shutil
from pathlib import Path

from helpers.evidence import DATA_FOLDER
from helpers.likelihood import OVERLAP, add_up, log_odds, model
from tests.faults.damaged import Copy

MODEL = model()
SYMPTOMS = list(MODEL.symptoms)
CELLS = list(MODEL.effects)
GROUPS: dict[str, list[str]] = {}
for _name, _row in MODEL.factors.items():
    GROUPS.setdefault(_row.overlap or _name, []).append(_name)

EXAM_WEEK = {"sleep_h": 5, "caffeine_mg_day": 400, "stress_pss10": 28, "anxiety_gad7": 10}
FACTORS_OF_THE_ARTICLE = (
    "exertion_cr10", "plain_water_percent", "dehydration_percent", "sleep_h", "caffeine_mg_day", "calcium_mM",
    "magnesium_mM", "vitamin_d_nmol_L", "anxiety_gad7", "stress_pss10", "diuretic",
    "long_acting_beta_agonist", "statin_first_year", "stimulant_or_decongestant",
)  # fmt: skip
SYMPTOMS_OF_THE_BRIEF = ("eyelid_twitch", "muscle_twitch", "cramp", "tetany", "weakness", "palpitations")


def random_setting(rng, unknown=0.0):
    """Every factor somewhere on its scale; each not known with probability ``unknown``."""
    return {
        name: None if rng.random() < unknown else on_scale(row, rng.random())
        for name, row in MODEL.factors.items()
    }


def on_scale(row, share):
    return bool(share > 0.5) if row.control == "switch" else row.low + share * (row.high - row.low)


def plain_log_odds(doses, overlap=OVERLAP):
    """Log-odds of every symptom, from the rows and public functions alone; ``doses``: name -> array."""
    place = {name: place for place, name in enumerate(MODEL.factors)}
    groups = [[place[name] for name in group] for group in GROUPS.values()]
    return {
        symptom: log_odds(row.value / 100)
        + add_up(
            [math.log(MODEL.effects[name, symptom].value) * doses[name] for name in MODEL.factors],
            groups,
            overlap,
        )
        for symptom, row in MODEL.symptoms.items()
    }


def data_with(tmp_path, folder=DATA_FOLDER, **changes):
    """The kit's data with some cells changed: ``table={key: {column: cell}}``; a new key is a new row.

    A new row starts as a copy of the first, so that only what matters need be said.
    """
    folder = Path(shutil.copytree(folder, tmp_path / "data"))
    for table, rows in changes.items():
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            cells = list(csv.DictReader(file))
        keys = ("factor", "symptom") if table == "explorer_effects" else ("id",)
        for key, row in rows.items():
            found = [one for one in cells if tuple(one[k] for k in keys) == key]
            if not found:
                found = [dict(cells[0], **dict(zip(keys, key, strict=True)))]
                cells += found
            found[0].update({column: str(cell) for column, cell in row.items()})
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(cells[0]))
            writer.writeheader()
            writer.writerows(cells)
    return Copy(folder)


def spread(name, symptom):
    """Whether an odds ratio is less than sure."""
    return MODEL.effects[name, symptom].high > MODEL.effects[name, symptom].low
