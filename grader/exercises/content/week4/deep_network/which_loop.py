"""Exercise `which_loop`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "which_loop",
    right="b",
    wrong={
        "a": (
            "everything_at_once",
            "One product for all layers would be one layer: between two layers stands an "
            "activation function, and layer 3 has to wait for the result of layer 2.",
        ),
        "c": (
            "examples_one_by_one",
            "The examples are the columns of X, and no column waits for another: one product "
            "serves them all. Which things do wait?",
        ),
        "d": (
            "units_one_by_one",
            "The units of a layer are the rows of W. They do not wait for each other, so one "
            "product serves them all.",
        ),
    },
)
