"""The symptom explorer's statistics: of 100 people like this, about how many notice a symptom in a week?

Written to be read by students: first ``odds`` (the arithmetic), then ``draws`` (what is not sure),
``effect_model`` (the effect table at work) and ``answer`` (what comes out, and how to say it).

A factor at its anchor multiplies the *odds* of a symptom by its odds ratio; so on the scale of log-odds the
factors simply add up. Four rules keep the sum honest:

1. A dose curve lets a factor count from nothing (reference) to all (anchor), and never beyond its evidence.
2. Factors of one overlap group tell much the same story, so beside the strongest the others count in part.
3. The number shown is the point estimate. Its range comes from ``DRAWS`` drawn versions of every uncertain
   number, the same draws at every call, so nothing flickers and every machine gets the same.
4. A factor that is not known stands at its everyday value and widens the range, never narrows it: what was
   a 95 % range is then a wider envelope.

The range is our ignorance about people like this; it is not the difference between one person and the next.
All numbers come from ``data/explorer_*.csv``. Nothing here says what causes one person's symptom.
"""

from helpers.likelihood.answer import (
    DENOMINATORS,
    FAR_OUT,
    FAR_OUT_TOGETHER,
    Driver,
    Estimate,
    Outcome,
    count,
    denominator,
    in_words,
    number_in_words,
    share_in_words,
)
from helpers.likelihood.beside import words_for
from helpers.likelihood.draws import DRAWS, OVERLAP_RANGE, evenly_shuffled, shuffled
from helpers.likelihood.effect_model import LikelihoodModel, Value, model
from helpers.likelihood.odds import (
    OVERLAP,
    add_up,
    dose,
    from_log_odds,
    log_odds,
    odds,
    probability,
    share_out,
    with_odds_ratio,
)

__all__ = [
    "DENOMINATORS",
    "DRAWS",
    "FAR_OUT",
    "FAR_OUT_TOGETHER",
    "OVERLAP",
    "OVERLAP_RANGE",
    "Driver",
    "Estimate",
    "LikelihoodModel",
    "Outcome",
    "Value",
    "add_up",
    "count",
    "denominator",
    "dose",
    "evenly_shuffled",
    "from_log_odds",
    "in_words",
    "log_odds",
    "model",
    "number_in_words",
    "odds",
    "probability",
    "share_in_words",
    "share_out",
    "shuffled",
    "with_odds_ratio",
    "words_for",
]
