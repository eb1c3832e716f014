"""Exercise `fewest_units`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "fewest_units",
    right="c",
    options={
        "a": (
            "one_unit",
            "One unit needs a flower with 2 areas around its middle; on a walk around the middle "
            "the class changes six times.",
        ),
        "b": (
            "two_units",
            "Two units need a flower with at most 4 areas around its middle; on a walk around the "
            "middle the class changes six times.",
        ),
        "c": (
            "three_units",
            "Three units need a flower with at most 6 areas around its middle; on a walk around "
            "the middle the class changes six times.",
        ),
        "d": (
            "twenty_units",
            "Twenty units need a flower with more than 38 areas around its middle; on a walk "
            "around the middle the class changes six times.",
        ),
    },
)
