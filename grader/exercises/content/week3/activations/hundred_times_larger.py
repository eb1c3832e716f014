"""Exercise `hundred_times_larger`: its cases, known mistakes and right variants."""

from grader.exercises.content.choice_questions import no_arguments
from grader.exercises.exercise import Edit, Exercise, Mistake
from grader.student.checking.comparison import Contract

EXERCISE = Exercise(
    name="hundred_times_larger",
    cases=no_arguments,
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=(
        Mistake(
            "step_grows_with_the_weight",
            Edit('"d"', '"a"'),
            says="The step is alpha times the gradient, and W1 itself is no factor of its own "
            "gradient. It acts through Z1: what does a large Z1 do to the slope of tanh?",
        ),
        Mistake(
            "weights_do_not_matter",
            Edit('"d"', '"b"'),
            says="The data are one factor of the gradient. Another one is the slope of tanh at Z1, "
            "and Z1 depends on the weights.",
        ),
        Mistake(
            "surer_is_steeper",
            Edit('"d"', '"c"'),
            says="The answers are surer, but a sure tanh unit lies on a flat part of its curve. "
            "How much of the gradient comes back through it?",
        ),
    ),
)
