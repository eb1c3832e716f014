"""Exercise `output_for_temperature`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "output_for_temperature",
    right="c",
    wrong={
        "a": (
            "between_nought_and_one",
            "A sigmoid stays between 0 and 1: never more than one degree, never a frost.",
        ),
        "b": (
            "one_line",
            "The output fits: it reaches every number. But with a linear hidden layer as well "
            "the whole network folds into one line.",
        ),
        "d": (
            "no_frost",
            "A ReLU output is never negative, so this network could not forecast frost.",
        ),
    },
)
