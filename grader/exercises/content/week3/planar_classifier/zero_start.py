"""Exercise `zero_start`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "zero_start",
    right="b",
    wrong={
        "a": (
            "as_usual",
            "So it is for one neuron. Compute A1 for W1 = 0 and b1 = 0, then (7.2), (7.4) and "
            "(7.5): which of the gradients is not zero?",
        ),
        "c": (
            "output_learns",
            "W2 would learn if A1 were anything but zero, see (7.2). What is A1 for W1 = 0 and "
            "b1 = 0?",
        ),
        "d": (
            "not_a_number",
            "Nothing is divided by zero: every prediction is one half, and so is every "
            "logarithm's argument.",
        ),
    },
)
