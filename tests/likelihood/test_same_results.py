"""The same answer on every machine, in every order, whatever a caller did before."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

from helpers.evidence import DATA_FOLDER
from helpers.likelihood import LikelihoodModel, evenly_shuffled, model, shuffled
from tests.likelihood.worlds import EXAM_WEEK, FACTORS_OF_THE_ARTICLE, MODEL, SYMPTOMS_OF_THE_BRIEF

DIGEST = """
import hashlib
from helpers.likelihood import LikelihoodModel

def digest(factors, symptoms):
    model = LikelihoodModel()
    places = [list(model.factors).index(name) for name in factors]
    bad = {name: model.factors[name].anchor for name in factors}
    settings = [{}, bad, dict.fromkeys(factors), {**bad, "calcium_mM": None}]
    settings += [{name: value} for name, value in bad.items()] + [{name: None} for name in bad]
    lines = []
    for values in settings:
        outcomes = model.estimate(values).outcomes
        for name in symptoms:
            one = outcomes[name]
            steps = [[all_of[place] for place in places] for all_of in (one.steps, one.people_steps)]
            numbers = [one.likelihood, one.low, one.high, one.noisy_or, *steps[0], *steps[1]]
            lines.append(" ".join([name, *(f"{number:.9f}" for number in numbers)]))
    return hashlib.sha256("\\n".join(lines).replace("-0.000000000", "0.000000000").encode()).hexdigest()
"""

PINNED = "973497d5fdeb9f6645b0c4cac3b58f7fef583e6a6c06182c0ae8087daa169e79"


def test_a_fresh_interpreter_and_any_machine_give_the_same_results():
    here: dict = {}
    exec(DIGEST, here)
    shipped = (FACTORS_OF_THE_ARTICLE, SYMPTOMS_OF_THE_BRIEF)  # a new row changes none of their numbers
    done = subprocess.run(
        [sys.executable, "-c", f"{DIGEST}\nprint(digest{shipped})"],
        cwd=DATA_FOLDER.parent,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found = here["digest"](*shipped)
    assert done.stdout.strip() == found
    assert found == PINNED, (
        "a number of a shipped factor or symptom is another than it was. If a row of data/explorer_*.csv was "
        f"changed on purpose, write PINNED = {found!r}; if none was, the arithmetic differs: find out why"
    )


def test_the_draws_are_the_same_on_any_machine():
    text = " ".join(f"{number:.9f}" for number in [*shuffled("cramp"), *evenly_shuffled("overlap")])
    assert (
        hashlib.sha256(text.encode()).hexdigest()
        == "88875e4715efd8b09de479375d7439bbc2a85d129d6c2040b0123312fcedb673"
    )


def test_the_order_of_the_settings_and_a_new_model_change_nothing():
    values = {**EXAM_WEEK, "calcium_mM": None, "diuretic": True}
    other_way = dict(reversed(values.items()))
    first = MODEL.estimate(values)
    assert MODEL.estimate(other_way) == first
    assert LikelihoodModel().estimate(values) == first
    assert model() is MODEL
    unchanged = dict(values)
    MODEL.estimate(values)
    MODEL.drivers(values, "cramp")
    assert values == unchanged


def test_what_a_caller_does_to_everyday_values_cannot_change_the_next_answer():
    with pytest.raises(ValueError, match="read-only"):
        MODEL.everyday("sleep_h")[0] = 0
