"""Exercise `not_needed`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "not_needed",
    right="c",
    wrong={
        "a": (
            "input",
            "Equation (7.2) needs it: how much Z changes with a weight depends on the input that "
            "the weight is multiplied by.",
        ),
        "b": (
            "weights",
            "Equation (7.4) needs them: how much the cost changes with an input depends on the "
            "weights that the input is multiplied by.",
        ),
        "d": (
            "place_on_the_curve",
            "Equation (7.1) needs it: the slope of the activation function depends on where on "
            "its curve we are.",
        ),
    },
)
