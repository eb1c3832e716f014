"""Exercise `which_loop`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "which_loop",
    right="b",
    options={
        "a": (
            "everything_at_once",
            "One product for everything needs layers that can be computed at the same time; by "
            "(2.1) layer 3 takes the A of layer 2.",
        ),
        "b": (
            "layers_one_by_one",
            "A loop over the layers needs layers that wait for each other; by (2.1) layer 3 takes "
            "the A of layer 2.",
        ),
        "c": (
            "examples_one_by_one",
            "A loop over the examples needs examples that wait for each other; by (2.1) a column "
            "of A takes that column of the layer before.",
        ),
        "d": (
            "units_one_by_one",
            "A loop over the units needs units that wait for each other; by (2.1) a row of Z "
            "takes that row of W and the layer before.",
        ),
    },
)
