"""Exercise `fifty_linear_units`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "fifty_linear_units",
    right="b",
    wrong={
        "a": (
            "a_bend_for_each_unit",
            "Each hidden unit computes a linear function, and a sum of fifty linear functions is "
            "linear again. Where should a bend come from?",
        ),
        "c": (
            "a_bend_for_each_layer",
            "Fold the layers one by one with (1.3) and (1.4). After how many of them is there a "
            "bend?",
        ),
        "d": (
            "patience",
            "Training changes the numbers in W and b, not the kind of function: folded, it is "
            "w.T x + b before the training and after it.",
        ),
    },
)
