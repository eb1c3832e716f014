"""Changed copies of a student's function, to find out which change makes it right."""

from grader.student.checking.explanations.variants.changes import Change, Kind, Outcome, is_small
from grader.student.checking.explanations.variants.listing import listed_changes
from grader.student.checking.explanations.variants.opening import (
    ChangeableOutOfProcessFunction,
    ChangedCopies,
    variants_of,
)
from grader.student.checking.explanations.variants.quoting import described
from grader.student.checking.explanations.variants.running import TOO_COSTLY, Variants

__all__ = [
    "TOO_COSTLY",
    "Change",
    "ChangeableOutOfProcessFunction",
    "ChangedCopies",
    "Kind",
    "Outcome",
    "Variants",
    "described",
    "is_small",
    "listed_changes",
    "variants_of",
]
