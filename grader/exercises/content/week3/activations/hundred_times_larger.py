"""Exercise `hundred_times_larger`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "hundred_times_larger",
    right="d",
    options={
        "a": (
            "step_grows_with_the_weight",
            "A step 100 times as far needs W1 as a factor of its own gradient; the factors of dW1 "
            "are dZ1 and the inputs.",
        ),
        "b": (
            "weights_do_not_matter",
            "A step just as far needs a gradient that depends on the data alone; dZ1 contains the "
            "slope of tanh at Z1.",
        ),
        "c": (
            "surer_is_steeper",
            "A step much further needs a curve that is steeper at large Z1; the slope of tanh is "
            "1 at z = 0 and 0.07 at z = 2.",
        ),
        "d": (
            "little_gradient",
            "A step much shorter needs a small factor in dZ1; the slope of tanh is 0.07 at z = 2 "
            "and 0.0002 at z = 5.",
        ),
    },
)
