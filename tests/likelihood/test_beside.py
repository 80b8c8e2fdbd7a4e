"""The words beside another model's picture."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from helpers.likelihood import in_words, words_for
from tests.likelihood.worlds import MODEL


def test_words_beside_another_model_move_one_factor_and_nothing_else():
    words = words_for("tetany", "calcium_mM")
    state = SimpleNamespace(calcium_mM=0.85, potassium_mM=2.5, sleep_h=3)
    alone = MODEL.estimate({"calcium_mM": 0.85}).outcomes["tetany"]
    assert (
        words(state, None)
        == f"{in_words(alone)} (Only ionised calcium is moved here; its odds ratio: ▨ extrapolated.)"
    )
    assert words(SimpleNamespace(calcium_mM=1.25), None).startswith(
        in_words(MODEL.estimate({}).outcomes["tetany"])
    )
    assert "(Only vitamin D, 25(OH)D is moved here; its odds ratio: ▨ extrapolated.)" in words_for(
        "weakness", "vitamin_d_nmol_L"
    )(SimpleNamespace(vitamin_d_nmol_L=20), None)


@pytest.mark.parametrize(
    ("symptom", "factor", "said"), [("sneeze", "sleep_h", "symptom"), ("cramp", "tea", "factor")]
)
def test_words_for_what_does_not_exist_are_refused(symptom, factor, said):
    with pytest.raises(ValueError, match=f"{said} must be one of"):
        words_for(symptom, factor)
