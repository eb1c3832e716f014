"""Exercise `first_suspect`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "first_suspect",
    right="c",
    options={
        "a": (
            "output_error",
            "A slip in (7.1) needs differences in all four gradients, which use dZ2; the table "
            "has them in dW1 and db1.",
        ),
        "b": (
            "output_weights",
            "A slip in (7.2) needs a difference in dW2, which other gradients do without; the "
            "table has them in dW1 and db1.",
        ),
        "c": (
            "hidden_error",
            "A slip in (7.4) needs differences in the two gradients that use dZ1; the table has "
            "them in dW1 and db1.",
        ),
        "d": (
            "hidden_weights",
            "A slip in (7.5) needs a difference in dW1, which other gradients do without; the "
            "table has them in dW1 and db1.",
        ),
    },
)
