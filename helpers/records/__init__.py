"""What a row of ``data/`` must look like: one model per table, and the closed lists of words they use.

``evidence`` reads the files and turns each row into one of these; a row that does not fit is a DataError.
``base`` holds what all rows share, ``fields`` their column types; the other modules stand by subject.
A new table is one class in one of them and one line in ``registry.TABLES``.
"""

from helpers.records.article import Article, ChainNode, Claim, Evidence, RedFlags
from helpers.records.base import Misfit, Record
from helpers.records.body import SleepNeed, SweatContent, ThresholdFrequency
from helpers.records.caffeine import STRONGEST_MG, CaffeineContent, CaffeineHalfLife, ReceptorConstant
from helpers.records.explorer import ODDS_RATIOS, ExplorerEffect, ExplorerSymptom, Scenario
from helpers.records.explorer_factor import FACTOR_GROUPS, OVERLAP_GROUPS, RESERVED_IDS, ExplorerFactor
from helpers.records.faults import DataError, MissingError
from helpers.records.fields import KEY_FILES
from helpers.records.intake import MOST_POTASSIUM_MM, SALTIEST_MM, DietaryIntake, DrinkContent, FoodContent
from helpers.records.lessons import Exercise, Lesson, Prediction, PredictionOption, Question, QuestionOption
from helpers.records.measurement import Finding, LiteratureValue, Measurement, Quantified
from helpers.records.medicines import (
    CAFFEINE,
    LABEL_WORDS,
    LONGEST_TIMES,
    ROUTES,
    LabelWord,
    MedicineEffect,
    MedicineInteraction,
)
from helpers.records.minerals import (
    Absorption,
    Cause,
    Comparison,
    GatingShift,
    Ions,
    Prevalence,
    ReferenceRange,
    VitaminDCutOff,
)
from helpers.records.registry import FILES, SINGLE, TABLES
from helpers.records.source import Source
from helpers.records.teaching import (
    Assessment,
    Demonstration,
    Discussion,
    Expectation,
    Heard,
    Marks,
    Step,
    Teaching,
    Variants,
)
from helpers.records.words import CONFIDENCE, GRADES, INTERVALS, MARKS, SEEN

__all__ = [
    "CAFFEINE",
    "CONFIDENCE",
    "FACTOR_GROUPS",
    "FILES",
    "GRADES",
    "INTERVALS",
    "KEY_FILES",
    "LABEL_WORDS",
    "LONGEST_TIMES",
    "MARKS",
    "MOST_POTASSIUM_MM",
    "ODDS_RATIOS",
    "OVERLAP_GROUPS",
    "RESERVED_IDS",
    "ROUTES",
    "SALTIEST_MM",
    "SEEN",
    "SINGLE",
    "STRONGEST_MG",
    "TABLES",
    "Absorption",
    "Article",
    "Assessment",
    "CaffeineContent",
    "CaffeineHalfLife",
    "Cause",
    "ChainNode",
    "Claim",
    "Comparison",
    "DataError",
    "Demonstration",
    "DietaryIntake",
    "Discussion",
    "DrinkContent",
    "Evidence",
    "Exercise",
    "Expectation",
    "ExplorerEffect",
    "ExplorerFactor",
    "ExplorerSymptom",
    "Finding",
    "FoodContent",
    "GatingShift",
    "Heard",
    "Ions",
    "LabelWord",
    "Lesson",
    "LiteratureValue",
    "Marks",
    "Measurement",
    "MedicineEffect",
    "MedicineInteraction",
    "Misfit",
    "MissingError",
    "Prediction",
    "PredictionOption",
    "Prevalence",
    "Quantified",
    "Question",
    "QuestionOption",
    "ReceptorConstant",
    "Record",
    "RedFlags",
    "ReferenceRange",
    "Scenario",
    "SleepNeed",
    "Source",
    "Step",
    "SweatContent",
    "Teaching",
    "ThresholdFrequency",
    "Variants",
    "VitaminDCutOff",
]
