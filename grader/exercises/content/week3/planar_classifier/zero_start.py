"""Exercise `zero_start`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "zero_start",
    right="b",
    options={
        "a": (
            "as_usual",
            "Learning as usual needs gradients other than 0; for W1 = 0 and b1 = 0, A1 is 0, and "
            "(7.2) multiplies by A1.",
        ),
        "b": (
            "both_stay",
            "Weights that stay at 0 need dW1 = dW2 = 0 in every step; A1 = 0 enters (7.2), and W2 "
            "= 0 enters (7.4).",
        ),
        "c": (
            "output_learns",
            "A W2 that learns needs a dW2 other than 0; (7.2) multiplies by A1, and A1 is 0 for "
            "W1 = 0 and b1 = 0.",
        ),
        "d": (
            "not_a_number",
            "A nan needs 0 / 0 or the logarithm of 0; the first predictions are 1/2, and the "
            "first cost is log 2 = 0.69.",
        ),
    },
)
