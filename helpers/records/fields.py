"""Types of the columns that many files share, each with its check."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic import ValidationInfo as Info

from helpers.records.faults import fault
from helpers.records.words import CONFIDENCE

KEY_FILES = {
    "source": "sources.csv",
    "lesson": "lessons.yaml",
    "claim": "claims.yaml",
    "factor": "explorer_factors.csv",
    "symptom": "explorer_symptoms.csv",
}


def one_of(words: Collection[str]) -> AfterValidator:
    """A word of a closed list."""

    def check(word: str) -> str:
        if word not in words:
            raise fault("", f"got {word!r}", "one of " + ", ".join(map(repr, words)))
        return word

    return AfterValidator(check)


def known(kind: str) -> AfterValidator:
    """A key that another file must define; the context lists the keys of each kind."""

    def check(key: str, info: Info[dict[str, Collection[str]]]) -> str:
        if key not in info.context[kind]:
            raise fault("", f"got {key!r}, an unknown {kind}", f"a {kind} of {KEY_FILES[kind]}")
        return key

    return AfterValidator(check)


EmptyIsNone = BeforeValidator(lambda cell: None if isinstance(cell, str) and not cell.strip() else cell)

Text = Annotated[str, Field(min_length=1)]  # Record strips blanks first
Id = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
Number = Annotated[float | None, EmptyIsNone]
Amount = Annotated[Annotated[float, Field(ge=0, le=1000)] | None, EmptyIsNone]
Positive = Annotated[Annotated[float, Field(gt=0, le=1000)] | None, EmptyIsNone]
Acidity = Annotated[Annotated[float, Field(ge=0, le=14)] | None, EmptyIsNone]
People = Annotated[Annotated[int, Field(ge=1, le=10_000_000)] | None, EmptyIsNone]
Year = Annotated[Annotated[int, Field(ge=1600, le=2100)] | None, EmptyIsNone]
Concentration_mM = Annotated[Annotated[float, Field(ge=0, le=1000)] | None, EmptyIsNone]
Confidence = Annotated[str, one_of(CONFIDENCE)]
SourceKey = Annotated[str, known("source")]
LessonId = Annotated[str, known("lesson")]
ClaimId = Annotated[str, known("claim")]
FactorId = Annotated[str, known("factor")]
SymptomId = Annotated[str, known("symptom")]
