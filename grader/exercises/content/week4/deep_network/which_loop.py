"""Exercise `which_loop`: its cases, known mistakes and right variants."""

from grader.exercises.content.choice_questions import wrong_choices
from grader.exercises.exercise import Case, Exercise
from grader.student.checking.comparison import Contract

EXERCISE = Exercise(
    name="which_loop",
    cases=lambda rng: [Case({})],
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=wrong_choices(
        {
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
        "b",
    ),
)
