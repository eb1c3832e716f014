"""Exercise `hundred_times_larger`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "hundred_times_larger",
    right="d",
    wrong={
        "a": (
            "step_grows_with_the_weight",
            "The step is alpha times the gradient, and W1 itself is no factor of its own "
            "gradient. It acts through Z1: what does a large Z1 do to the slope of tanh?",
        ),
        "b": (
            "weights_do_not_matter",
            "The data are one factor of the gradient. Another one is the slope of tanh at Z1, "
            "and Z1 depends on the weights.",
        ),
        "c": (
            "surer_is_steeper",
            "The answers are surer, but a sure tanh unit lies on a flat part of its curve. How "
            "much of the gradient comes back through it?",
        ),
    },
)
