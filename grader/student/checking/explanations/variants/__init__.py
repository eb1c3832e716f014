"""Changed copies of a student's function, to find out which change makes it right."""

from grader.student.checking.explanations.variants.changes import Change, Kind, Outcome
from grader.student.checking.explanations.variants.listing import listed_changes
from grader.student.checking.explanations.variants.opening import (
    ChangeableOutOfProcessFunction,
    ChangedCopies,
    variants_of,
)
from grader.student.checking.explanations.variants.quoting import described
from grader.student.checking.explanations.variants.running import Variants

__all__ = [
    "Change",
    "ChangeableOutOfProcessFunction",
    "ChangedCopies",
    "Kind",
    "Outcome",
    "Variants",
    "described",
    "listed_changes",
    "variants_of",
]
