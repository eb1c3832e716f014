"""Exercise `first_suspect`: its cases, known mistakes and right variants."""

from grader.exercises.content.choice_questions import choice, no_arguments
from grader.exercises.exercise import Exercise, Mistake
from grader.student.checking.comparison import Contract

EXERCISE = Exercise(
    name="first_suspect",
    cases=no_arguments,
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=(
        Mistake(
            "output_error",
            choice("a"),
            says="dW2 and db2 are computed from dZ2 as well, and they are right. So dZ2 is right.",
        ),
        Mistake(
            "output_weights",
            choice("b"),
            says="dW2 has no difference in the table: its formula is right.",
        ),
        Mistake(
            "hidden_weights",
            choice("d"),
            says="That would explain dW1. But db1 is wrong too, and by just as much: what do the "
            "two have in common?",
        ),
    ),
)
