"""Check a student's function: call it on cases, compare, and say what is right or wrong and why.

`judge` judges a function by a `Question`, which is the data of an exercise, and returns a
`Verdict`. What a right return value looks like is in the `Contract` of the question. How messages
are worded is in `grader.student.messages`.
"""

from grader.student.checking.comparison import TOLERANCE, Contract, as_numbers, compare
from grader.student.checking.explanations.variants import (
    TOO_COSTLY,
    Change,
    ChangeableOutOfProcessFunction,
    ChangedCopies,
    Outcome,
    Variants,
    is_small,
    listed_changes,
)
from grader.student.checking.judging import judge
from grader.student.checking.printed_numbers import PRINTS, printed_numbers_of
from grader.student.checking.question import (
    Fact,
    KnownMistake,
    MistakeOutcome,
    Question,
    SolvedCase,
    question_from_data,
    question_to_data,
)
from grader.student.checking.rules import RULES
from grader.student.checking.verdict import SHARES, Verdict

__all__ = [
    "PRINTS",
    "RULES",
    "SHARES",
    "TOLERANCE",
    "TOO_COSTLY",
    "Change",
    "ChangeableOutOfProcessFunction",
    "ChangedCopies",
    "Contract",
    "Fact",
    "KnownMistake",
    "MistakeOutcome",
    "Outcome",
    "Question",
    "SolvedCase",
    "Variants",
    "Verdict",
    "as_numbers",
    "compare",
    "is_small",
    "judge",
    "listed_changes",
    "printed_numbers_of",
    "question_from_data",
    "question_to_data",
]
