"""Exercise `where_to_choose`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "where_to_choose",
    right="b",
    rules=(),
    wrong={
        "a": (
            "training_pictures",
            "There the largest net with the most iterations always looks best: it can learn 600 "
            "pictures by heart.",
        ),
        "c": (
            "test_pictures",
            "Then the test set has taken part in the choice: of many settings you keep the one "
            "that happens to suit it, and its accuracy is no longer fair.",
        ),
        "d": (
            "any_pictures",
            "Then a picture of the same drawing has been learned, in other colors. Whole "
            "drawings have to be held out.",
        ),
    },
)
