"""Exercise `not_needed`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "not_needed",
    right="c",
    options={
        "a": (
            "input",
            "Leaving out A[l-1] needs equations with W, b and Z alone; (7.2) computes dW as the "
            "product of dZ and A[l-1].T, over m.",
        ),
        "b": (
            "weights",
            "Leaving out W[l] needs equations with A, b and Z alone; (7.4) computes dA[l-1] as "
            "the product of W[l].T and dZ.",
        ),
        "c": (
            "bias",
            "Leaving out b[l] needs equations with A, W and Z alone; (7.3) computes db as the sum "
            "of dZ over the examples, over m.",
        ),
        "d": (
            "place_on_the_curve",
            "Leaving out Z[l] needs equations with A, W and b alone; (7.1) computes dZ as the "
            "product of dA and the slope at Z[l].",
        ),
    },
)
