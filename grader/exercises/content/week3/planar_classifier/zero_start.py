"""Exercise `zero_start`: its cases, known mistakes and right variants."""

from grader.exercises.content.choice_questions import choice, no_arguments
from grader.exercises.exercise import Exercise, Mistake
from grader.student.checking.comparison import Contract

EXERCISE = Exercise(
    name="zero_start",
    cases=no_arguments,
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=(
        Mistake(
            "as_usual",
            choice("a"),
            says="So it is for one neuron. Compute A1 for W1 = 0 and b1 = 0, then (7.2), (7.4) "
            "and (7.5): which of the gradients is not zero?",
        ),
        Mistake(
            "output_learns",
            choice("c"),
            says="W2 would learn if A1 were anything but zero, see (7.2). What is A1 for W1 = 0 "
            "and b1 = 0?",
        ),
        Mistake(
            "not_a_number",
            choice("d"),
            says="Nothing is divided by zero: every prediction is one half, and so is every "
            "logarithm's argument.",
        ),
    ),
)
