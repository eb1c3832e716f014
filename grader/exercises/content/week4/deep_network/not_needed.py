"""Exercise `not_needed`: its cases, known mistakes and right variants."""

from grader.exercises.content.choice_questions import wrong_choices
from grader.exercises.exercise import Case, Exercise
from grader.student.checking.comparison import Contract

EXERCISE = Exercise(
    name="not_needed",
    cases=lambda rng: [Case({})],
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=wrong_choices(
        {
            "a": (
                "input",
                "Equation (7.2) needs it: how much Z changes with a weight depends on the input "
                "that the weight is multiplied by.",
            ),
            "b": (
                "weights",
                "Equation (7.4) needs them: how much the cost changes with an input depends on "
                "the weights that the input is multiplied by.",
            ),
            "d": (
                "place_on_the_curve",
                "Equation (7.1) needs it: the slope of the activation function depends on where on "
                "its curve we are.",
            ),
        },
        "c",
    ),
)
