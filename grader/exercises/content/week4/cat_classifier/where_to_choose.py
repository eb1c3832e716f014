"""Exercise `where_to_choose`: its cases, known mistakes and right variants."""

from grader.exercises.content.choice_questions import choice, no_arguments
from grader.exercises.exercise import Exercise, Mistake
from grader.student.checking.comparison import Contract

EXERCISE = Exercise(
    name="where_to_choose",
    cases=no_arguments,
    contract=Contract(outputs=("choice",)),
    rules=(),
    sealed=True,
    mistakes=(
        Mistake(
            "training_pictures",
            choice("a"),
            says="There the largest net with the most iterations always looks best: it can learn "
            "600 pictures by heart.",
        ),
        Mistake(
            "test_pictures",
            choice("c"),
            says="Then the test set has taken part in the choice: of many settings you keep the "
            "one that happens to suit it, and its accuracy is no longer fair.",
        ),
        Mistake(
            "any_pictures",
            choice("d"),
            says="Then a picture of the same drawing has been learned, in other colours. Whole "
            "drawings have to be held out.",
        ),
    ),
)
