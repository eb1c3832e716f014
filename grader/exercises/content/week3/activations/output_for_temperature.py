"""Exercise `output_for_temperature`: its cases, known mistakes and right variants."""

from grader.exercises.content.choice_questions import no_arguments
from grader.exercises.exercise import Edit, Exercise, Mistake
from grader.student.checking.comparison import Contract

EXERCISE = Exercise(
    name="output_for_temperature",
    cases=no_arguments,
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=(
        Mistake(
            "between_nought_and_one",
            Edit('"c"', '"a"'),
            says="A sigmoid stays between 0 and 1: never more than one degree, never a frost.",
        ),
        Mistake(
            "one_line",
            Edit('"c"', '"b"'),
            says="The output fits: it reaches every number. But with a linear hidden layer as well "
            "the whole network folds into one line.",
        ),
        Mistake(
            "no_frost",
            Edit('"c"', '"d"'),
            says="A ReLU output is never negative, so this network could not forecast frost.",
        ),
    ),
)
