"""Exercise `first_suspect`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "first_suspect",
    right="c",
    wrong={
        "a": (
            "output_error",
            "dW2 and db2 are computed from dZ2 as well, and they are right. So dZ2 is right.",
        ),
        "b": (
            "output_weights",
            "dW2 has no difference in the table: its formula is right.",
        ),
        "d": (
            "hidden_weights",
            "That would explain dW1. But db1 is wrong too, and by just as much: what do the two "
            "have in common?",
        ),
    },
)
