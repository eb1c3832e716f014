"""Exercise `output_for_temperature`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "output_for_temperature",
    right="a",
    options={
        "a": (
            "any_number",
            "A linear output needs targets of either sign; the temperatures of a year run from "
            "about -10 to 30 degrees.",
        ),
        "b": (
            "one_line",
            "A linear hidden layer needs a target that is linear in the inputs; two linear layers "
            "fold into one, see section 1.",
        ),
        "c": (
            "between_nought_and_one",
            "A sigmoid output needs targets between 0 and 1; the temperatures of a year run from "
            "about -10 to 30 degrees.",
        ),
        "d": (
            "no_frost",
            "A ReLU output needs targets of at least 0; the temperatures of a year run from about "
            "-10 to 30 degrees.",
        ),
    },
    earlier={
        "Activation functions for a forecast of the temperature.": {
            "a": "c",
            "b": "b",
            "c": "a",
            "d": "d",
        },
    },
)
