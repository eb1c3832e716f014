"""Exercise `fifty_linear_units`: its cases, known mistakes and right variants."""

from grader.exercises.content.choice_questions import no_arguments
from grader.exercises.exercise import Edit, Exercise, Mistake
from grader.student.checking.comparison import Contract

EXERCISE = Exercise(
    name="fifty_linear_units",
    cases=no_arguments,
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=(
        Mistake(
            "a_bend_for_each_unit",
            Edit('"b"', '"a"'),
            says="Each hidden unit computes a linear function, and a sum of fifty linear functions "
            "is linear again. Where should a bend come from?",
        ),
        Mistake(
            "a_bend_for_each_layer",
            Edit('"b"', '"c"'),
            says="Fold the layers one by one with (1.3) and (1.4). After how many of them is "
            "there a bend?",
        ),
        Mistake(
            "patience",
            Edit('"b"', '"d"'),
            says="Training changes the numbers in W and b, not the kind of function: folded, it is "
            "w.T x + b before the training and after it.",
        ),
    ),
)
