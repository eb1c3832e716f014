"""Exercise `where_to_choose`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "where_to_choose",
    right="b",
    rules=(),
    options={
        "a": (
            "training_pictures",
            "Choosing by the training images needs images whose accuracy holds for new ones; a "
            "large network can learn 600 images by heart.",
        ),
        "b": (
            "kept_out_drawings",
            "Choosing by drawings kept out needs drawings that are new to the network; all colors "
            "of a drawing are kept out together.",
        ),
        "c": (
            "test_pictures",
            "Choosing by the test set needs another test set for the report; the setting with the "
            "best number is the one that suits these images.",
        ),
        "d": (
            "any_pictures",
            "Choosing by images kept out at random needs images that are new to the network; "
            "other colors of the drawing stay in the training.",
        ),
    },
)
