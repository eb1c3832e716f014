"""Exercise `fewest_units`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "fewest_units",
    right="c",
    wrong={
        "a": (
            "one_unit",
            "One hidden unit makes one straight cut. It can make the passage across the cut "
            "steeper or softer, but the border stays a straight line.",
        ),
        "b": (
            "two_units",
            "Two cuts make at most four areas, and the petals take turns six times around the "
            "middle.",
        ),
        "d": (
            "twenty_units",
            "So many are not needed: count how often the class changes on a walk around the "
            "middle, and how many straight cuts that takes.",
        ),
    },
)
