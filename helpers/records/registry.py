"""Which record each file of ``data/`` holds."""

from __future__ import annotations

from helpers.records.article import Article, ChainNode, Claim, RedFlags
from helpers.records.base import Record
from helpers.records.body import SleepNeed, SweatContent, ThresholdFrequency
from helpers.records.caffeine import CaffeineContent, CaffeineHalfLife, ReceptorConstant
from helpers.records.explorer import ExplorerEffect, ExplorerSymptom, Scenario
from helpers.records.explorer_factor import ExplorerFactor
from helpers.records.intake import DietaryIntake, DrinkContent, FoodContent
from helpers.records.lessons import Exercise, Lesson, Prediction, Question
from helpers.records.measurement import Finding, LiteratureValue
from helpers.records.medicines import LabelWord, MedicineEffect, MedicineInteraction
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
from helpers.records.source import Source
from helpers.records.teaching import Teaching

TABLES: dict[str, type[Record]] = {
    "ions": Ions,
    "reference_ranges": ReferenceRange,
    "citrate_donors": Finding,
    "gating_shift": GatingShift,
    "hypocalcaemia_symptoms": Finding,
    "calcium_and_ph": Finding,
    "calcium_and_qt": Finding,
    "calcium_absorption": Absorption,
    "calcium_signs": Finding,
    "calcium_or_potassium": Comparison,
    "magnesium_and_calcium": Finding,
    "potassium_and_nerve": Finding,
    "explorer_symptoms": ExplorerSymptom,
    "explorer_factors": ExplorerFactor,
    "explorer_effects": ExplorerEffect,
    "likelihood_literature": LiteratureValue,
    "foods": FoodContent,
    "drinks": DrinkContent,
    "dietary_intakes": DietaryIntake,
    "sweat": SweatContent,
    "sweat_and_cramp": Finding,
    "threshold_frequency_trials": ThresholdFrequency,
    "sleep_need": SleepNeed,
    "sleep_and_brain": Finding,
    "caffeine_content": CaffeineContent,
    "caffeine_half_life": CaffeineHalfLife,
    "receptor_constants": ReceptorConstant,
    "caffeine_studies": Finding,
    "magnesium_trials": Finding,
    "vitamin_d_cut_offs": VitaminDCutOff,
    "vitamin_d_trials": Finding,
    "mineral_prevalence": Prevalence,
    "mineral_causes": Cause,
    "label_words": LabelWord,
    "medicine_effects": MedicineEffect,
    "medicine_interactions": MedicineInteraction,
    "medicine_studies": Finding,
    "stress_and_breathing": Finding,
}

FILES: dict[str, type[Record]] = {
    "sources.csv": Source,
    "claims.yaml": Claim,
    "article.yaml": Article,
    "lessons.yaml": Lesson,
    "predictions.yaml": Prediction,
    "quizzes.yaml": Question,
    "exercises.yaml": Exercise,
    "red_flags.yaml": RedFlags,
    "teaching.yaml": Teaching,
    "chain.yaml": ChainNode,
    "scenarios.yaml": Scenario,
    **{f"{name}.csv": model for name, model in TABLES.items()},
}

SINGLE = ("article.yaml", "red_flags.yaml")  # one record, not a list
