"""Exercise `fewest_units`: its cases, known mistakes and right variants."""

from grader.exercises.content.choice_questions import choice, no_arguments
from grader.exercises.exercise import Exercise, Mistake
from grader.student.checking.comparison import Contract

EXERCISE = Exercise(
    name="fewest_units",
    cases=no_arguments,
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=(
        Mistake(
            "one_unit",
            choice("a"),
            says="One hidden unit makes one straight cut. It can make the passage across the cut "
            "steeper or softer, but the border stays a straight line.",
        ),
        Mistake(
            "two_units",
            choice("b"),
            says="Two cuts make at most four areas, and the petals take turns six times around "
            "the middle.",
        ),
        Mistake(
            "twenty_units",
            choice("d"),
            says="So many are not needed: count how often the class changes on a walk around the "
            "middle, and how many straight cuts that takes.",
        ),
    ),
)
